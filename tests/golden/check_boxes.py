#!/usr/bin/env python3
"""check_boxes.py FILE.pdf...: where the words of an invoice stand, as poppler sees them.

Prints one line for each word that runs into another one, leaves the printable area, or, on the first page, leaves the
window of the envelope (DIN 5008 B, facts/envelope_windows.csv). Exit code 1 if there are any.
"""
import html
import re
import subprocess
import sys

MM = 72 / 25.4
MARGIN = 5 * MM                    # white on every side: what printers need
WINDOW = (20 * MM, 45 * MM, 105 * MM, 90 * MM)
RECIPIENT_TOP = 62.7 * MM
OVERLAP = 1.0                      # points in both directions: boxes are as high as the font, letters are not

WORD = re.compile(r'<word xMin="([^"]+)" yMin="([^"]+)" xMax="([^"]+)" yMax="([^"]+)">([^<]*)</word>')
PAGE = re.compile(r'<page width="([^"]+)" height="([^"]+)">(.*?)</page>', re.S)


def pages(path):
    text = subprocess.run(['pdftotext', '-bbox', path, '-'], capture_output=True, text=True, check=True).stdout
    for width, height, body in PAGE.findall(text):
        words = [(float(a), float(b), float(c), float(d), html.unescape(t)) for a, b, c, d, t in WORD.findall(body)]
        yield float(width), float(height), words


def overlaps(words):
    """Pairs of words on one line whose boxes run into each other."""
    words = sorted(words, key=lambda w: w[1])
    for i, a in enumerate(words):
        for b in words[i + 1:]:
            if b[1] > a[3]:
                break
            across = min(a[2], b[2]) - max(a[0], b[0])
            down = min(a[3], b[3]) - max(a[1], b[1])
            # Lines stand 1.06 to 1.4 sizes apart, so boxes of two lines touch; those of one line are nearly level.
            if across > OVERLAP and down > 0.6 * min(a[3] - a[1], b[3] - b[1]):
                yield a, b


def outside(word, box):
    return word[0] < box[0] - 0.1 or word[1] < box[1] - 0.1 or word[2] > box[2] + 0.1 or word[3] > box[3] + 0.1


def main():
    bad = 0
    for path in sys.argv[1:]:
        for number, (width, height, words) in enumerate(pages(path), 1):
            found = [('runs into ' + b[4], a) for a, b in overlaps(words)]
            found += [('is outside the printable area', w) for w in words
                      if outside(w, (MARGIN, MARGIN, width - MARGIN, height - MARGIN))]
            if number == 1:
                field = [w for w in words if w[0] < WINDOW[2] and w[3] > WINDOW[1] and w[1] < WINDOW[3]]
                found += [('is outside the window', w) for w in field if outside(w, WINDOW)]
                found += [('crosses the return line', w) for w in field
                          if w[1] < RECIPIENT_TOP - 0.1 < RECIPIENT_TOP + 0.5 < w[3]]
            for what, word in found:
                print(f'{path} page {number}: "{word[4]}" {what}')
            bad += len(found)
    return 1 if bad else 0


sys.exit(main())
