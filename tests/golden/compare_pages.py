#!/usr/bin/env python3
"""compare_pages.py [--update] PDF_FOLDER PICTURE_FOLDER: do the cases look as they did when somebody last looked at them?

The first and the last page of each case, and those of MORE, at 100 dpi in 16 greys, against PICTURE_FOLDER/<case>-first.png, -last.png and -<page>.png. Each square of 8 x 8
pixels must be about as dark as it was: fonts of another version may smooth edges differently, but a line that moved by a
millimetre shows. With --update the pictures are made anew: look at them before you commit them.
"""
import os
import struct
import subprocess
import sys
import zlib

SQUARE = 8
TOLERANCE = 40  # of 255, of the mean darkness of a square

CASES = ['one-line', 'one-page', 'three-pages', 'forty-pages', 'zero-bill', 'in-credit', 'negative', 'long-names', 'greek', 'polish', 'german',
         'french', 'no-address', 'reversal', 'vietnamese', 'swiss', 'swiss-french', 'swiss-blank', 'modern', 'modern-small', 'modern-large',
         'bilingual', 'bilingual-polish', 'bilingual-french', 'compact', 'chart-below', 'chart-huge', 'logo', 'landlord-copy',
         'statement', 'reminder', 'modern-three-pages', 'modern-credit', 'compact-three-pages', 'compact-credit']

MORE = {'three-pages': [2], 'forty-pages': [17]}


def draw(pdf, page):
    """One page: width, height, and its greys, four bits each."""
    pgm = subprocess.run(['pdftoppm', '-q', '-gray', '-r', '100', '-f', str(page), '-l', str(page), pdf], check=True, capture_output=True).stdout
    head, size, most, pixels = pgm.split(b'\n', 3)
    width, height = map(int, size.split())
    return width, height, bytes(p >> 4 for p in pixels)


def chunk(kind, data):
    return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))


def save(path, image):
    width, height, grey = image
    rows = bytearray()
    for y in range(height):
        row = grey[y * width:(y + 1) * width] + b'\0'
        rows += b'\0' + bytes(row[x] << 4 | row[x + 1] for x in range(0, width, 2))
    with open(path, 'wb') as out:
        out.write(b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, 4, 0, 0, 0, 0)) +
                  chunk(b'IDAT', zlib.compress(bytes(rows), 9)) + chunk(b'IEND', b''))


def load(path):
    data = open(path, 'rb').read()
    width, height = struct.unpack('>II', data[16:24])
    length = struct.unpack('>I', data[33:37])[0]
    rows = zlib.decompress(data[41:41 + length])
    per_row = (width + 1) // 2 + 1
    grey = bytearray()
    for y in range(height):
        row = rows[y * per_row + 1:(y + 1) * per_row]
        grey += bytes(v for b in row for v in (b >> 4, b & 15))[:width]
    return width, height, bytes(grey)


def squares(image):
    """Mean grey of each square, 0 to 255."""
    width, height, grey = image
    for top in range(0, height - SQUARE, SQUARE):
        lines = [grey[y * width:(y + 1) * width] for y in range(top, top + SQUARE)]
        for left in range(0, width - SQUARE, SQUARE):
            yield left, top, sum(sum(line[left:left + SQUARE]) for line in lines) * 17 / SQUARE / SQUARE


def compare(name, got, want):
    if got[:2] != want[:2]:
        return f'{name}: {got[0]} x {got[1]} pixels, not {want[0]} x {want[1]}'
    worst = max(((abs(a[2] - b[2]), a[0], a[1]) for a, b in zip(squares(got), squares(want))), default=(0, 0, 0))
    if worst[0] > TOLERANCE:
        mm = 25.4 / 100
        return f'{name}: differs by {worst[0]:.0f} at {worst[1] * mm:.0f} mm from the left, {worst[2] * mm:.0f} mm from the top'
    return None


def main():
    update = sys.argv[1] == '--update'
    pdfs, pictures = sys.argv[-2:]
    bad = []
    for case in CASES:
        pdf = os.path.join(pdfs, case + '.pdf')
        info = subprocess.run(['pdfinfo', pdf], check=True, capture_output=True, text=True).stdout
        pages = int([line for line in info.split('\n') if line.startswith('Pages:')][0].split()[1])
        for which, page in [('first', 1)] + ([('last', pages)] if pages > 1 else []) + [(str(n), n) for n in MORE.get(case, [])]:
            path = os.path.join(pictures, f'{case}-{which}.png')
            image = draw(pdf, page)
            if update:
                save(path, image)
            elif not os.path.exists(path):
                bad.append(f'{case}-{which}: there is no picture of it')
            else:
                bad.append(compare(f'{case}-{which}', image, load(path)))
    bad = [b for b in bad if b]
    print('\n'.join(bad), end='\n' if bad else '')
    return 1 if bad else 0


sys.exit(main())
