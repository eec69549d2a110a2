#!/usr/bin/env python3
"""check_boxes.py FILE.pdf...: where the words of an invoice stand, as poppler sees them.

Prints one line for each word that runs into another one, leaves the printable area, or, on the first page, leaves the
window of the envelope (facts/envelope_windows.csv). The window is DIN 5008 B unless the file is called <layout>-<window>-short.pdf or
-long.pdf; of those the address must be there, from its first line to its last. Exit code 1 if there are any.
"""
import html
import re
import subprocess
import sys

MM = 72 / 25.4
MARGIN = 5 * MM                    # white on every side: what printers need
# left, top, width, height, and the height of the part for the sender's line
WINDOWS = {'din5008-b': (20, 45, 85, 45, 17.7), 'din5008-a': (20, 27, 85, 45, 17.7), 'swiss-right': (112, 45, 90, 45, 10),
           'swiss-left': (20, 35.5, 100, 45, 10), 'french': (100, 35, 100, 45, 10), 'us-10': (17.4625, 55.5625, 114.3, 28.575, 0)}
ENDS = {'short': ('Eleanor', 'Australia'), 'long': ('Trustee', 'Ireland')}
NAMED = re.compile(r'[a-z]+-(%s)-(short|long)\.pdf$' % '|'.join(WINDOWS))
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


def in_window(path, words):
    """What is wrong with the words in the window."""
    named = NAMED.search(path)
    left, top, width, height, back = (v * MM for v in WINDOWS[named.group(1) if named else 'din5008-b'])
    window, recipient = (left, top, left + width, top + height), top + back
    field = [w for w in words if w[0] < window[2] and w[2] > window[0] and w[3] > window[1] and w[1] < window[3]]
    found = [('is outside the window', w) for w in field if outside(w, window)]
    found += [('crosses the return line', w) for w in field if back and w[1] < recipient - 0.1 < recipient + 0.5 < w[3]]
    if named:
        there = {w[4] for w in field if w[3] > recipient}
        found += [('is not in the window', (0, 0, 0, 0, end)) for end in ENDS[named.group(2)] if end not in there]
        sizes = {round(w[3] - w[1], 1) for w in field if w[1] > recipient}
        if len(sizes) != 1:
            found.append((f'and others in the window are {sizes} high', field[0]))
    return found


def main():
    bad = 0
    for path in sys.argv[1:]:
        for number, (width, height, words) in enumerate(pages(path), 1):
            found = [('runs into ' + b[4], a) for a, b in overlaps(words)]
            found += [('is outside the printable area', w) for w in words
                      if outside(w, (MARGIN, MARGIN, width - MARGIN, height - MARGIN))]
            if number == 1:
                found += in_window(path, words)
            for what, word in found:
                print(f'{path} page {number}: "{word[4]}" {what}')
            bad += len(found)
    return 1 if bad else 0


sys.exit(main())
