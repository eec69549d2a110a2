#!/bin/sh
# Every example in README.md and src/manual does what the text around it says, and the pages' tables
# are the program's.
#
# A block of a page is executed by its language:
#   ini         a request, if its first line is "; <door>/<name>.req" (" on <day>" sets the clock);
#               the line "Answer: `...`" after it has its status line, "..." in that is any text
#   csv         a file for the interface of its heading, or of the word after csv: all is loaded
#   sh          commands that succeed, with /srv/billing for the spool.
#   ini unit    a service of systemd: its command is run, as `once`.
. "$(dirname "$0")/lib.sh"
PAGES="README.md $(cd "$TOP" && echo src/manual/*.md)"
mkdir "$DIR/bin" && ln -s "$BIN" "$DIR/bin/billspool"

# blocks PAGE: its blocks as files NN.kind, with their answers as NN.answer, and NN.heading.
blocks() {
	rm -rf "$DIR/blocks" && mkdir "$DIR/blocks"
	awk -v dir="$DIR/blocks/" '
		function name(kind) { return dir sprintf("%02d", n) "." kind }
		/^## / && !on { heading = substr($0, 4) }
		/^```/ && on { on = 0; next }
		/^```/ { on = 1; n++; kind = substr($0, 4); gsub(" ", "-", kind); answer = 0
			printf "" > name(kind == "" ? "text" : kind)
			print heading > name("heading"); next }
		on { print > name(kind == "" ? "text" : kind); next }
		/^Answer: `/ { answer = 1; sub(/^Answer: `/, "") }
		/^$/ { answer = 0 }
		answer { line = $0; end = sub(/`[^`]*$/, "", line)
			printf "%s%s", (answer++ > 1 ? " " : ""), line > name("answer")
			if (end) answer = 0 }
	' "$1"
}

# try_request FILE: drop it as its first line says, and compare the answer.
try_request() {
	read -r _ who on day <"$1"
	BILLSPOOL_NOW=2026-11-02T09:00:00
	[ "$on" != on ] || BILLSPOOL_NOW=${day}T09:00:00
	got=$(sed "s/THE-NUMBER-OF-THE-PREVIEW/$hash/" "$1" | request "${who%/*}" "${who#*/}")
	case $got in *"approve = "*) hash=${got##*approve = } ;; esac
	want=$(sed 's/\.\.\./*/g' "${1%.ini}.answer")
	# shellcheck disable=SC2254 # a pattern
	case $got in $want) code=0 ;; *) code=1 ;; esac
	result $code "$page: $who is answered as the page says"
	[ $code = 0 ] || printf '# got:  %s\n# want: %s\n' "$got" "$want"
	BILLSPOOL_NOW=2026-11-02T09:00:00
}

# try_csv FILE INTERFACE: every row is loaded.
try_csv() {
	cp "$1" "$SPOOL/imports/$2/example.csv"; once
	is "$page: the example of $2 is loaded, each row" "$(status imports example.csv)" \
		"Finished, $(($(wc -l <"$1") - 1)) row$([ "$(wc -l <"$1")" = 2 ] || echo s) loaded"
}

# try_commands FILE: they succeed.
try_commands() {
	sed "s|/srv/billing|$SPOOL|g" "$1" >"$1.run"
	case $(cat "$1") in *"billspool init"*) rm -rf "$SPOOL" ;; esac
	(cd "$DIR" && PATH=$DIR/bin:$PATH sh -e "$1.run" >"$DIR/out" 2>&1)
	code=$?; result $code "$page: the commands of \"$(cat "${1%.sh}.heading")\" succeed"
	[ $code = 0 ] || sed 's/^/# /' "$DIR/out"
}

# ---- the examples of all pages -------------------------------------------------------------------

for page in $PAGES; do
	new_spool
	[ "$page" = src/manual/imports.md ] || load_demo
	blocks "$TOP/$page"
	hash=
	for block in "$DIR/blocks"/*; do
		case $block in
		*.ini) if head -n 1 "$block" | grep -q '^; [a-z]*/[^ ]*\.req'; then try_request "$block"; fi ;;
		*.csv) try_csv "$block" "$(cat "${block%.csv}.heading")" ;;
		*.csv-*) try_csv "$block" "${block##*.csv-}" ;;
		*.sh) try_commands "$block" ;;
		*.ini-unit)
			command=$(sed -n "s|^ExecStart=.*/billspool|$BIN|p" "$block" |
				sed "s|/srv/billing|$SPOOL|; s/watch/once/")
			ok "$page: the command of the unit is one" quiet $command ;;
		esac
	done
done
cd "$TOP" || exit 1
is "each request of the pages has an answer" "$(cat $PAGES | grep -c '^Answer: ')" \
	"$(cat $PAGES | grep -cE '^; [a-z]+/[^ ]*\.req')"

# ---- the tables of the pages are the program's ---------------------------------------------------

IMPORTS=$TOP/src/manual/imports.md
new_spool
once
for form in "$SPOOL"/requests/forms/import-*.csv; do
	interface=$(basename "$form" .csv) interface=${interface#import-}
	table() {
		awk -v want="## $interface" '/^## / {on = $0 == want} on && /^\| `/ {print $2}' "$IMPORTS" |
			tr -d '`'
	}
	is "imports.md has every column of $interface, in order" "$(table | tr -d '*' | paste -sd,)" \
		"$(tr -d '\r' <"$form")"
	printf 'nothing\n1\n' >"$SPOOL/imports/$interface/nothing.csv"; once
	is "imports.md marks the columns that $interface needs" \
		"$(table | grep '\*' | tr -d '*' | paste -sd, | sed 's/,/, /g')" \
		"$(status imports nothing.csv |
			sed -n "s/^Rejected: the columns\{0,1\} \(.*\) \(are\|is\) missing.*/\1/p")"
	rm -f "$SPOOL"/error/nothing*
done
"$BIN" settings --markdown >"$DIR/settings.md"
ok "settings.md is what the program prints (make it anew by billspool settings --markdown)" \
	diff "$DIR/settings.md" "$TOP/src/manual/settings.md"
"$BIN" settings >"$DIR/settings.conf"
rm -rf "$SPOOL"
"$BIN" -s "$SPOOL" init >/dev/null
ok "billspool settings is what init writes" diff "$DIR/settings.conf" "$SPOOL/billspool.conf"
is "spec.md lists the exception codes in the order of the program" \
	"$(awk '/^Codes, in the order/ {on = 1} /^## / {on = 0} on' "$TOP/src/manual/spec.md" |
		grep -oE '[A-Z]+(_[A-Z]+)+' | paste -sd' ')" \
	"$(sed -n '/^\[exceptions\]/,$ s/^\([A-Z_]*\) =.*/\1/p' "$DIR/settings.conf" | paste -sd' ')"
for name in $(awk '/^## What cannot happen/ {on = 1; next} /^## / {on = 0} on && /^\| an?/' \
	"$TOP/src/manual/states.md" |
	cut -d'|' -f3 | grep -oE '[a-z]+(_[a-z]+)+' | grep -v '_$' | sort -u); do
	ok "states.md: the schema has $name" grep -qw "$name" "$TOP/src/store/schema.sql"
done

# ---- links, commands, width ----------------------------------------------------------------------

READMES="spool/README.md tests/README.md $(echo templates/*/README.md)"
for page in $PAGES src/DESIGN.md $READMES; do
	for link in $(grep -o '](\([^)# ]*\))' "$TOP/$page" | tr -d '])(' | grep -v '^http' | sort -u); do
		ok "$page: the link $link leads somewhere" test -e "$TOP/$(dirname "$page")/$link"
	done
	# CSV has no way to break a line, and a picture's address neither.
	is "$page has no line over 100 columns" \
		"$(grep -vE '^(account_number;|!\[)' "$TOP/$page" | grep -nE '^.{101,}' | cut -c1-60)" ""
done
# A citation is manual/<page>.md, with a heading in quotes or without; comments may break it.
python3 - >"$DIR/citations" <<'END'
import glob, re
for name in sorted(glob.glob("src/**/*.*", recursive=True) + glob.glob("tests/**/*.*", recursive=True)):
    if not name.endswith((".c", ".h", ".def", ".sql", ".md", ".sh", ".t", ".py")):
        continue
    text = re.sub(r"\s*\n\s*(?:\*|//|--|#)?\s*", " ", open(name, encoding="utf-8").read())
    for page, heading in re.findall(r'\bmanual/([a-z-]+\.md)(?:, "([^"]+)")?', text):
        try:
            headings = re.findall(r"(?m)^#+ (.*)$", open("src/manual/" + page, encoding="utf-8").read())
        except FileNotFoundError:
            print(f"{name} cites manual/{page}, which is not there")
            continue
        if heading and heading not in headings:
            print(f'{name} cites manual/{page}, "{heading}", which is not there')
END
is "every page and heading that the tree cites is there" "$(cat "$DIR/citations")" ""
# The pages about other versions may name their commands.
for command in $(cat $(echo $PAGES | sed -E 's!src/manual/(changes|upgrade).md!!g') |
	grep -oE '(`|^)billspool (-s [^ ]+ )?[a-z]+' | awk '{print $NF}' | sort -u); do
	ok "billspool $command --help works" quiet "$BIN" "$command" --help
done
for command in $("$BIN" --help | sed -n 's/^  \([a-z]*\) .*/\1/p'); do
	ok "operators.md has the command $command" \
		grep -qE "(^|[\`|] ?)(billspool )?(-s [^ ]+ )?$command\b" "$TOP/src/manual/operators.md"
done
for type in transactions preview invoices daily approve hold email posted reverse cancel schedule \
	statements reminders; do
	like "billspool form $type prints a request of that type" "$("$BIN" form "$type" A,B)" \
		"type = $type"
	ok "spec.md has the type $type" grep -q "^| $type" "$TOP/src/manual/spec.md"
done

# ---- a run's files, as the pages have them -------------------------------------------------------

new_spool
load_demo
printf '[run]\ntype = daily\nbuildings = A, B, C\nend_date = 2026-10-31\n' |
	request alice daily.req >/dev/null
run=$(basename "$SPOOL"/invoices/*)
for name in EMAIL POSTAL ar-import.csv manifest.csv held.csv proof.txt; do
	ok "invoices/<run>/$name is there" test -e "$SPOOL/invoices/$run/$name"
done
is "the bill of the README's picture is one of the demo" \
	"$(awk -F, '$2 == "INV-0000002" {print $3, $14, $13}' "$SPOOL/invoices/$run/ar-import.csv")" \
	"$(grep -oE 'account [0-9]+, [A-Z]{3} [0-9.]+[0-9]' "$TOP/README.md" | sed 's/account //; s/,//')"
is "accounts.md has the columns of ar-import.csv in order" \
	"$(awk '/^## Load/ {on = 1} /^## Check/ {on = 0} on && /^\| [a-z]/' "$TOP/src/manual/accounts.md" |
		grep -v '^| column' | cut -d'|' -f2 | tr -d ' ' | paste -sd,)" \
	"$(head -n 1 "$SPOOL/invoices/$run/ar-import.csv" | tr -d '\r')"

# (32822.33 - 32786.25) x 0.9918 x 38.68 = 1384.131: with its factor 1 at least 4 points before it,
# never read as 11,384.131.
gas=$(echo "$SPOOL"/invoices/*/*/*-220063.pdf)
ok "factor and use of a gas meter stand apart on the bill" python3 - "$gas" <<'END'
import re, subprocess, sys
page = subprocess.run(["pdftotext", "-bbox", sys.argv[1], "-"], capture_output=True, text=True,
                      check=True).stdout
WORD = r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)<'
words = re.findall(WORD, page)
use = next(word for word in words if word[4] == "1,384.131")
ones = (word for word in words if word[4] == "1" and abs(float(word[3]) - float(use[3])) < 3)
factor = max(ones, key=lambda word: float(word[0]))
sys.exit(float(use[0]) - float(factor[2]) < 4)
END
ok "check is content" quiet "$BIN" -s "$SPOOL" check
ok "backup makes a database that is whole" quiet "$BIN" -s "$SPOOL" backup "$DIR/copy.db"
is "the copy has the invoices" "$(sqlite3 "$DIR/copy.db" "SELECT count(*) FROM invoice")" \
	"$(sql "SELECT count(*) FROM invoice")"
"$BIN" -s "$SPOOL" status --json >"$DIR/status.json"
ok "status --json is JSON" quiet python3 -m json.tool "$DIR/status.json"
like "render makes the run's files again" "$("$BIN" -s "$SPOOL" render "$run" "$DIR/again")" \
	'the same bytes as issued'
ok "they are the same bytes" diff -r "$SPOOL/invoices/$run/EMAIL" "$DIR/again/EMAIL"
done_testing
