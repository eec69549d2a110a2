#!/bin/sh
# picture.sh: tests/golden/readme.png anew, from a bill and the dashboard of the demo. It needs
# Chromium, poppler-utils and python3-pil.
#
# usage: tests/demo/picture.sh [BILLSPOOL]     (default: bin/billspool)
set -eu
program=$(realpath "${1:-bin/billspool}")
here=$(dirname "$0")
work=$(mktemp -d)
watcher=
trap '[ -z "$watcher" ] || kill "$watcher" 2>/dev/null || :; rm -rf "$work"' EXIT
export BILLSPOOL_NOW=2026-11-02T09:00:00 LC_ALL=C.UTF-8

"$here/demo.sh" "$program" "$work/demo" >/dev/null
rm -f "$work/demo/status/index.html"
"$program" -s "$work/demo" watch 2>"$work/log" &
watcher=$!
until [ -f "$work/demo/status/index.html" ]; do sleep 0.05; done
chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=1180,1000 \
	--screenshot="$work/dashboard.png" "file://$work/demo/status/index.html" >/dev/null 2>&1
pdftoppm -r 110 -f 1 -l 1 -png -singlefile \
	"$work"/demo/invoices/*/POSTAL/INV-0000002-210011.pdf "$work/bill"
/usr/bin/python3 - "$work/bill.png" "$work/dashboard.png" "$here/../golden/readme.png" <<'END'
import sys
from PIL import Image, ImageDraw
bill, dashboard = (Image.open(name).convert("RGB") for name in sys.argv[1:3])
bill = bill.resize((round(bill.width * 1000 / bill.height), 1000), Image.LANCZOS)
EDGE = 24
page = Image.new("RGB", (bill.width + dashboard.width + 3 * EDGE, 1000 + 2 * EDGE), "#d5dae0")
draw = ImageDraw.Draw(page)
for picture, left in ((bill, EDGE), (dashboard, bill.width + 2 * EDGE)):
    draw.rectangle((left - 1, EDGE - 1, left + picture.width, EDGE + 1000), outline="#9aa5b1")
    page.paste(picture, (left, EDGE))
page.quantize(128, dither=Image.Dither.NONE).save(sys.argv[3], optimize=True)
END
