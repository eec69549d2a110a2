#!/usr/bin/env python3
"""compare_ink.py FILE.pdf...: do poppler, MuPDF and Ghostscript draw the same first page?

Each draws it in grey at 40 dpi; the mean darkness of each square of 10 x 10 pixels must agree between any two of them, and the
address must have ink at all. A font that one reader cannot use, or replaces, shows as a difference. Programs that are not
installed are left out. Exit code 1 on a difference.
"""
import shutil
import subprocess
import sys
import tempfile

DPI = 40
SQUARE = 10
TOLERANCE = 40       # of 255, for a square: edges and hairlines are smoothed differently
ADDRESS = (25 / 25.4, 63 / 25.4, 60 / 25.4, 88 / 25.4)  # where an address has letters, in inches

COMMANDS = {
    'pdftoppm': lambda pdf, out: ['pdftoppm', '-q', '-gray', '-r', str(DPI), '-l', '1', '-singlefile', pdf, out[:-4]],
    'mutool': lambda pdf, out: ['mutool', 'draw', '-q', '-r', str(DPI), '-c', 'gray', '-o', out, pdf, '1'],
    'gs': lambda pdf, out: ['gs', '-q', '-dSAFER', '-dBATCH', '-dNOPAUSE', '-sDEVICE=pgmraw', f'-r{DPI}', '-dLastPage=1',
                            '-dTextAlphaBits=4', '-dGraphicsAlphaBits=4', f'-sOutputFile={out}', pdf],
}


def read_pgm(path):
    data = open(path, 'rb').read()
    fields, at = [], 0
    while len(fields) < 4:
        end = at
        while data[end:end + 1] not in (b' ', b'\n'):
            end += 1
        if data[at:at + 1] == b'#':
            end = data.index(b'\n', at)
        elif end > at:
            fields.append(data[at:end])
        at = end + 1
    width, height = int(fields[1]), int(fields[2])
    return width, height, data[at:at + width * height]


def darkness(image, box):
    width, height, grey = image
    left, top, right, bottom = box
    rows = [grey[y * width + left:y * width + min(right, width)] for y in range(top, min(bottom, height))]
    count = sum(len(r) for r in rows)
    return sum(255 * len(r) - sum(r) for r in rows) / count if count else 0


def draw(pdf, folder):
    for name, command in COMMANDS.items():
        if shutil.which(name):
            out = f'{folder}/{name}.pgm'
            subprocess.run(command(pdf, out), check=True, stderr=subprocess.DEVNULL)
            yield name, read_pgm(out)


def main():
    bad = 0
    for pdf in sys.argv[1:]:
        with tempfile.TemporaryDirectory() as folder:
            images = list(draw(pdf, folder))
        first, a = images[0]
        for name, b in images:
            if darkness(b, [int(v * DPI) for v in ADDRESS]) < 8:
                print(f'{pdf}: {name} draws no address')
                bad += 1
            worst = max((abs(darkness(a, box) - darkness(b, box)), box)
                        for x in range(0, a[0] - SQUARE, SQUARE) for y in range(0, a[1] - SQUARE, SQUARE)
                        for box in [(x, y, x + SQUARE, y + SQUARE)])
            if worst[0] > TOLERANCE:
                print(f'{pdf}: {name} and {first} differ by {worst[0]:.0f} in the square at {worst[1]}')
                bad += 1
    return 1 if bad else 0


sys.exit(main())
