#!/usr/bin/python3
"""reportlab_bench.py TEXTS FOLDER: the invoices of texts.json (invoice_bench texts) by ReportLab, in the base fonts, one document
at a time into FOLDER. Prints the seconds. Reading the texts is not measured."""
import json
import os
import sys
import time

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

FONTS = ("Helvetica", "Helvetica-Bold")


def draw(path, items):
    canvas = Canvas(path, pagesize=A4, pageCompression=1)
    at = 0
    for page, bold, size, x, y, text in items:
        if page != at:
            canvas.showPage()
            at = page
        canvas.setFont(FONTS[bold], size)
        canvas.drawString(x, y, text)
    canvas.save()


def main():
    with open(sys.argv[1], encoding="utf-8") as texts:
        invoices = json.load(texts)
    begin = time.monotonic()
    for number, items in enumerate(invoices):
        draw(os.path.join(sys.argv[2], f"{number:07}.pdf"), items)
    folder = os.open(sys.argv[2], os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
    print(time.monotonic() - begin)


main()
