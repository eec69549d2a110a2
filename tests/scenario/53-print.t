#!/bin/sh
# What the mail room prints: bundles whose sheets can be counted, marked, ticked off, and printed again from any sheet on.
. "$(dirname "$0")/lib.sh"

"$BIN" generate "$DIR/data" --accounts 150 --buildings 4 --seed 5 >/dev/null

# wide_margin: the classic layout with white beside its text for marks that are read as text, as templates/wide.ini.
wide_margin() {
	mkdir -p "$SPOOL/templates"
	"$BIN" layout show classic | sed 's/^left = 25$/left = 31/' >"$SPOOL/templates/wide.ini"
}
# bill SPOOL SETTINGS: a spool with one run of all accounts.
bill() {
	SPOOL=$1
	shift
	new_spool "$@"
	wide_margin
	for csv in "$DIR"/data/*.csv; do cp "$csv" "$SPOOL/imports/$(basename "$csv" .csv)/"; done
	once
	printf '[run]\ntype = daily\nbuildings = *\nend_date = 2026-10-31\n' | request "" daily.req >/dev/null
	run=$(sql "SELECT id FROM run WHERE state = 'ISSUED'")
	print=$SPOOL/invoices/$run/POSTAL/print
}
# column N: that column of bundles.csv, without its head.
column() { tail -n +2 "$print/bundles.csv" | cut -d, -f"$1"; }
sum() { awk '{ n += $1 } END { print n + 0 }'; }
pages() { pdfinfo "$1" | awk '/^Pages:/ { print $2 }'; }
# texts FILE FIRST LAST: the text of these pages.
texts() { pdftotext -f "$2" -l "$3" -layout "$1" -; }

bill "$DIR/duplex" 'bundle_sheets = 10' 'marks = text' 'layout = wide'
posted=$(find "$SPOOL/invoices/$run/POSTAL" -maxdepth 1 -name '*.pdf' | wc -l)
is "every invoice by post is in a bundle once" "$(column 6 | sum)" "$posted"
is "no bundle has more sheets than it may" "$(column 5 | awk '$1 > 10' | wc -l)" 0
is "sheets are numbered through" "$(column 4 | tail -n 1)" "$(column 5 | sum)"
like "and so says the proof" "$(cat "$SPOOL/invoices/$run/proof.txt")" "sheets of these sets  *$(column 5 | sum)  = number of the last sheet"
bad=
for file in "$print"/*.pdf; do
	qpdf --check "$file" >"$DIR/out" 2>&1 || bad="$bad $file"
	number=$(basename "$file" .pdf | sed 's/bundle-0*//')
	sheets=$(column 5 | sed -n "${number}p")
	# Both sides of each sheet, and of the cover.
	[ "$(pages "$file")" = $((2 * sheets + 2)) ] || bad="$bad $file:pages"
	pdffonts "$file" | awk 'NR > 2 && $(NF - 4) != "yes"' | grep -q . && bad="$bad $file:fonts"
done
is "qpdf likes every bundle; it has two pages a sheet, and all fonts" "$bad" ""
cover=$(texts "$print/bundle-001.pdf" 1 1)
like "the cover says which bundle of which run it is" "$cover" "Bundle 1"
like "and its sheets" "$cover" "1 to $(column 4 | head -n 1) of $(column 4 | tail -n 1)"
like "and its first account" "$cover" "$(column 7 | head -n 1)"
is "postcodes ascend from bundle to bundle" "$(column 9 | tr -d '"' | sort)" "$(column 9 | tr -d '"')"
like "each set says which sheet of how many it is" "$(texts "$print/bundle-001.pdf" 3 3)" "1/[12]"
manifest=$(grep ",POSTAL,2," "$SPOOL/invoices/$run/manifest.csv" | sed 's/\r$//' | awk -F, '{ print $NF }' | sort -n | head -n 1)
is "the manifest knows bundle and sheet" "$manifest" "$(column 3 | sed -n 2p)"

# ---- after a jam
"$BIN" -s "$SPOOL" print "$run" "$DIR/all" >"$DIR/said" 2>&1
result $? "the bundles can be made again ($(cat "$DIR/said"))"
is "and are the same bytes" "$(cd "$DIR/all" && sha256sum -- *.pdf)" "$(cd "$print" && sha256sum -- *.pdf)"
from=$(($(column 3 | sed -n 2p) + 3))
"$BIN" -s "$SPOOL" print "$run" "$DIR/rest" --from "$from" >"$DIR/said" 2>&1
is "from a sheet on, the rest is made" "$(ls "$DIR/rest" | head -n 1)" bundle-002.pdf
sheets=$(($(column 4 | sed -n 2p) - from + 1))
is "with that sheet first, behind a cover" "$(pages "$DIR/rest/bundle-002.pdf")" $((2 * sheets + 2))
first=$(pages "$print/bundle-002.pdf")
is "the pages are those of the first time" "$(texts "$DIR/rest/bundle-002.pdf" 3 $((2 * sheets + 2)))" \
	"$(texts "$print/bundle-002.pdf" $((first - 2 * sheets + 1)) "$first")"
"$BIN" -s "$SPOOL" print "$run" "$DIR/none" --from 99999 >"$DIR/said" 2>&1
is "a sheet that there is not is refused" $? 1
conf 'bundle_sheets = 20'
"$BIN" -s "$SPOOL" print "$run" "$DIR/other" --from "$from" >"$DIR/said" 2>&1
is "other bundles than those that were issued are refused" $? 1
like "and what has changed is said" "$(cat "$DIR/said")" 'was on sheet [0-9]+ of bundle 2 .*: bundle_sheets, duplex or order in \[print\]'
conf 'bundle_sheets = 10'
is "bundles.csv is RFC 4180, with postcodes as they are" "$(head -n 2 "$print/bundles.csv" | python3 -c 'import csv, sys
for row in csv.DictReader(sys.stdin): print(row["file"], len(row["first_postcode"]), row["printed"] + row["posted"])')" "bundle-001.pdf 4 "
"$BIN" -s "$SPOOL" check >"$DIR/said" 2>&1
result $? "check has nothing to say"

# ---- marks, one side
bill "$DIR/simplex" 'duplex = no' 'order = building' 'marks = datamatrix'
is "on one side only, a page is a sheet" "$(pages "$print/bundle-001.pdf")" $(($(column 5 | head -n 1) + 1))
pdftoppm -r 200 -gray -png -f 3 -l 3 -x 0 -y 1700 -W 220 -H 500 -singlefile "$print/bundle-001.pdf" "$DIR/page"
like "its DataMatrix says run, sheet and place in the set" "$(timeout 600 dmtxread -N1 "$DIR/page.png")" "^$run 00000[12] [12]/[12]"

# lines PAGE: at which of the places of templates/omr.ini, from 0, a line is drawn on this page of the first bundle.
lines() {
	pdftoppm -r 254 -gray -png -f "$1" -l "$1" -singlefile "$print/bundle-001.pdf" "$DIR/page"
	/usr/bin/python3 -c 'import sys
from PIL import Image
page = Image.open(sys.argv[1]).convert("L")
# Ten pixels a millimetre: dark all along the middle of a line of 10 mm from x = 6, and white between two places.
def dark(y): return all(page.getpixel((x, round(y))) < 128 for x in range(65, 156, 10))
print(*[i for i in range(7) if dark(2320 + 42.3 * i + 2.5)], "between" if any(dark(2320 + 42.3 * i + 21) for i in range(7)) else "")' "$DIR/page.png"
}
bill "$DIR/omr" 'marks = omr-quadient'
# Start, last sheet of the set, three for the count of sheets (0, 1), parity, end: worked out by hand for two sets of one sheet each.
is "the first two sets are sheets of their own" "$(column 3 | head -n 1) $(texts "$print/bundle-001.pdf" 3 6 | grep -c 'Page 1 of [12]$')" "1 2"
is "the first sheet has the marks of a machine: start, last, parity, end" "$(lines 3)" "0 1 5 6 "
is "the second: start, last, one, end, which are even without parity" "$(lines 5)" "0 1 2 6 "
is "backs have none" "$(lines 4)" ""
# refused MARKS LAYOUT: what is said of these marks with this layout.
refused() {
	SPOOL=$DIR/refused-$1
	new_spool "marks = $1" "layout = $2"
	mkdir -p "$SPOOL/templates"
	"$BIN" layout show classic | sed 's/^left = 25$/left = 31/; s/^gap = /; gap = /' >"$SPOOL/templates/noted.ini"
	printf '[text note]\npage = all\nx = 8\ny = 238\nwidth = 20\nink = small\ntext = Keep this bill.\n' >>"$SPOOL/templates/noted.ini"
	for csv in "$DIR"/data/*.csv; do cp "$csv" "$SPOOL/imports/$(basename "$csv" .csv)/"; done
	once
	printf '[run]\ntype = daily\nbuildings = *\nend_date = 2026-10-31\n' | request "" daily.req >/dev/null
	cat "$SPOOL"/status/operator/daily.req.txt "$SPOOL"/error/*.txt 2>/dev/null
}
like "marks of text that have no white beside them are refused" "$(refused text classic)" 'must be 15 mm of white, and the text of layout classic begins at 25 mm: give it left = 31'
SPOOL=$DIR/refused-text
is "and no number was used" "$(sql "SELECT count(*) FROM invoice")" 0
conf 'text_clear = 9'
like "a reader that does with less has its run" "$(printf '[run]\ntype = daily\nbuildings = *\nend_date = 2026-10-31\nnote = 9\n' | request "" again.req)" '^Finished'
like "and those that stand on something" "$(refused omr-quadient noted)" 'layout noted has something there: text note'
SPOOL=$DIR/wrong
new_spool 'marks = omr-nobody'
for csv in "$DIR"/data/*.csv; do cp "$csv" "$SPOOL/imports/$(basename "$csv" .csv)/"; done
once
said=$(printf '[run]\ntype = daily\nbuildings = *\nend_date = 2026-10-31\n' | request "" daily.req)
like "marks that there are not are refused" "$(cat "$SPOOL"/status/operator/daily.req.txt "$SPOOL"/error/*.txt 2>/dev/null)" "omr-quadient or omr-pitney-bowes"
done_testing
