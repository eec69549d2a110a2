#!/usr/bin/env python3
"""check_part.py FILE.pdf HEADING...: does the last page of a bill end with a Swiss payment part as its standard has it?

Every word of the lowest 105 mm must lie in one section of the part (SIX, Style Guide QR-bill 1.1, measures on its last pages), have a size that
the section may have, and every heading of the arguments must stand in the section that is named before it: "receipt:Konto / Zahlbar an".
Nothing else may stand there, and the foot of the page stands above. Prints what is wrong; exit code 1 if anything is.
"""
import html
import re
import subprocess
import sys

MM = 72 / 25.4
TOP = (297 - 105) * MM
# left, top, width, height in mm from the part's corner; heights of the letters' boxes in points, of these sizes
SECTIONS = {
    'receipt-title': (5, 5, 52, 7, (11,)),
    'receipt': (5, 12, 52, 56, (6, 8)),
    'receipt-amount': (5, 68, 52, 14, (6, 8)),
    'acceptance': (5, 82, 52, 18, (6,)),
    'payment-title': (67, 5, 51, 7, (11,)),
    'payment-amount': (67, 68, 51, 22, (8, 10)),
    'payment': (118, 5, 87, 85, (8, 10)),
}
BOX = 1.117  # Liberation Sans: from the highest to the lowest letter, of its size (ascent 0.905, descent 0.212)
WORD = re.compile(r'<word xMin="([^"]+)" yMin="([^"]+)" xMax="([^"]+)" yMax="([^"]+)">([^<]*)</word>')


def section_of(word):
    for name, (left, top, width, height, sizes) in SECTIONS.items():
        if (word[0] >= left * MM - 0.2 and word[2] <= (left + width) * MM + 0.2 and word[1] >= TOP + top * MM - 0.2 and
                word[3] <= TOP + (top + height) * MM + 0.2):
            return name, any(abs(word[3] - word[1] - size * BOX) < 0.3 for size in sizes)
    return None, False


def main():
    text = subprocess.run(['pdftotext', '-bbox', sys.argv[1], '-'], capture_output=True, text=True, check=True).stdout
    page = text.split('<page ')[-1]
    words = [(float(a), float(b), float(c), float(d), html.unescape(t)) for a, b, c, d, t in WORD.findall(page)]
    said = {name: [] for name in SECTIONS}
    bad = []
    for word in sorted(words, key=lambda w: (round(w[3]), w[0])):
        if word[3] <= TOP - 5 * MM:
            continue
        name, sized = section_of(word)
        if name is None:
            bad.append(f'"{word[4]}" at {word[0] / MM:.1f}, {(word[1] - TOP) / MM:.1f} mm is in no section')
        elif not sized:
            bad.append(f'"{word[4]}" in {name} is {(word[3] - word[1]) / BOX:.1f} points high')
        else:
            said[name].append(word[4])
    for want in sys.argv[2:]:
        name, heading = want.split(':', 1)
        if heading not in ' '.join(said[name]):
            bad.append(f'{name} does not say "{heading}" but "{" ".join(said[name])}"')
    if not any(TOP - 14 * MM < word[3] < TOP - 5 * MM for word in words):
        bad.append('the foot of the page is not above the part')
    print('\n'.join(bad), end='\n' if bad else '')
    return 1 if bad else 0


sys.exit(main())
