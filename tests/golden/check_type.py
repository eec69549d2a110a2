#!/usr/bin/env python3
"""check_type.py FILE.pdf...: how the letters of an invoice are set, as MuPDF sees them.

Prints one line for each text that is smaller than SMALLEST, that is cut (its end is an ellipsis, but in the case of long names), or
that stands beside another one on nearly the same baseline: two neighbours are level, or clearly apart. Exit code 1 if there are any.
"""
import html
import os
import re
import subprocess
import sys

SMALLEST = 6.0    # points: LAYOUT_SMALLEST of layout.h
APART = 2.9       # points: one step of the grid that leadings are on, but for rounding
LEVEL = 0.3
NEAR = 140        # points from one text to its neighbour
CUT = ('long-names',)
PART = 105 / 25.4 * 72 # height of the Swiss payment part, whose lines stand as its standard has them

LINE = re.compile(r'<line [^>]*>(.*?)</line>', re.S)
FONT = re.compile(r'<font name="[^"]*" size="([^"]+)">(.*?)</font>', re.S)
CHAR = re.compile(r'<char quad="([^"]+)" x="([^"]+)" y="([^"]+)"[^>]* c="([^"]*)"/>')


def texts(path):
    """(page, left, right, baseline, size, text) of each run of letters of one size."""
    out = subprocess.run(['mutool', 'draw', '-q', '-F', 'stext', path], capture_output=True, text=True, check=True).stdout
    for number, page in enumerate(out.split('<page ')[1:], 1):
        for line in LINE.findall(page):
            for size, body in FONT.findall(line):
                chars = [(list(map(float, q.split())), float(x), float(y), html.unescape(c)) for q, x, y, c in CHAR.findall(body)]
                words = [c for c in chars if c[3].strip()]
                if words:
                    yield (number, words[0][1], words[-1][0][2], words[0][2], float(size), ''.join(c[3] for c in chars).strip())


def neighbours(found, bottom):
    """Pairs that stand side by side on baselines that are nearly the same."""
    for i, a in enumerate(found):
        for b in found[i + 1:]:
            gap = max(a[1], b[1]) - min(a[2], b[2])
            if a[0] == b[0] and max(a[3], b[3]) < bottom and 0 < gap < NEAR and LEVEL < abs(a[3] - b[3]) < APART:
                yield a, b


def main():
    bad = 0
    for path in sys.argv[1:]:
        found = list(texts(path))
        case = os.path.basename(path)[:-4]
        said = [f'"{t[5]}" has {t[4]:g} points' for t in found if t[4] < SMALLEST]
        said += [f'"{t[5]}" is cut' for t in found if '\u2026' in t[5] and case not in CUT]
        said += [f'"{a[5]}" and "{b[5]}" stand {abs(a[3] - b[3]):.2f} points apart on page {a[0]}' for a, b in neighbours(found, 842 - (PART if case.startswith('swiss') else 0))]
        for what in said:
            print(f'{path}: {what}')
        bad += len(said)
    return 1 if bad else 0


sys.exit(main())
