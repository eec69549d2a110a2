"""Read delivered messages back with Python's email package and compare them with the spool: read_back.py SPOOL MAILDIRS."""
import csv
import email
import email.policy
import glob
import hashlib
import os
import sys

spool, maildirs = sys.argv[1:]
wanted = {}  # by account: what the run's manifest says, and the address of the customer master as the queue had it
for path in glob.glob(f"{spool}/invoices/*/manifest.csv"):
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            wanted[row["account"]] = row
wrong, seen = [], set()
for path in sorted(glob.glob(f"{maildirs}/*/new/*")):
    with open(path, "rb") as file:
        message = email.message_from_binary_file(file, policy=email.policy.default)
    mailbox = path.split("/")[-3]
    attachments = list(message.iter_attachments())
    if message.defects or len(attachments) != 1:
        wrong.append(f"{path}: {message.defects} {len(attachments)} attachments")
        continue
    pdf = attachments[0]
    invoice, account = pdf.get_filename()[:-len(".pdf")].rsplit("-", 1)
    row = wanted[account]
    text, html = message.get_body(("plain",)).get_content(), message.get_body(("html",)).get_content()
    for what, good in {
            "recipient": message["To"] == f"{mailbox}@customer.example" and account == str(1000 + int(mailbox[1:])),
            "attachment": hashlib.sha256(pdf.get_content()).hexdigest() == row["sha256"] and pdf.get_content_type() == "application/pdf",
            "invoice": invoice == row["invoice"] and invoice in message["Subject"],
            "message id": f".{invoice}.1@billing.example" in message["Message-Id"],
            "bodies": all(word in body for body in (text, html) for word in (invoice, account, "$44.00")),
            "once": account not in seen,
            "date": message["Date"].datetime.isoformat() == "2026-11-02T09:00:00+00:00",
    }.items():
        if not good:
            wrong.append(f"{path}: {what}")
    seen.add(account)
print("\n".join(wrong[:10]) if wrong or seen != set(wanted) else f"{len(seen)} messages, as they should be")
