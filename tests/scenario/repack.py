#!/usr/bin/env python3
"""A PDF of billspool's as another zlib would have packed it: the same objects, other bytes.

usage: repack.py FILE [OLD NEW]     in place; with OLD and NEW, of one length, the first OLD in a page's operators becomes NEW
"""
import re
import sys
import zlib

path, *words = sys.argv[1:]
with open(path, "rb") as file:
    whole = file.read()
table = int(re.search(rb"startxref\n(\d+)\n%%EOF", whole).group(1))
count = int(re.match(rb"xref\n0 (\d+)\n", whole[table:]).group(1))
start = table + len(b"xref\n0 %d\n" % count)
rows = [whole[start + 20 * n:start + 20 * n + 20] for n in range(count)]
offsets = sorted((int(row[:10]), n) for n, row in enumerate(rows) if row.endswith(b"n \n"))
out, replaced = bytearray(whole[:offsets[0][0]]), not words
for (at, number), end in zip(offsets, [offset for offset, _ in offsets[1:]] + [table]):
    body = whole[at:end]
    match = re.match(rb"(.*?/Length )(\d+)(.*?>>stream\n)", body, re.DOTALL)
    if match and b"/FlateDecode" in match.group(0):
        length = int(match.group(2))
        data = zlib.decompress(body[match.end():match.end() + length])
        if not replaced and b" Tf" in data and words[0].encode() in data:
            data, replaced = data.replace(words[0].encode(), words[1].encode(), 1), True
        packed = zlib.compress(data, 1)
        body = match.group(1) + b"%d" % len(packed) + match.group(3) + packed + body[match.end() + length:]
    rows[number] = b"%010d" % len(out) + rows[number][10:]
    out += body
rest = whole[start + 20 * count:]
new = len(out)
out += whole[table:start] + b"".join(rows) + rest.replace(b"startxref\n%d\n" % table, b"startxref\n%d\n" % new)
assert replaced, "there is no such text in the file's pages"
with open(path, "wb") as file:
    file.write(out)
