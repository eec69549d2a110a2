#!/bin/sh
# Every example in README.md does what the text around it says.
. "$(dirname "$0")/lib.sh"
README=$TOP/README.md
new_spool
load_demo

# The requests: each ```ini block, in order, dropped by alice.
awk -v dir="$DIR" '/^```ini/ {n++; on = 1; next} /^```/ {on = 0} on {print > (dir "/example" n ".req")}' "$README"
is "there are four requests in the README" "$(ls "$DIR"/example*.req | wc -l)" 4
is "the transactions finish as the text says" "$(request alice example1.req < "$DIR/example1.req")" "Finished, 2 exceptions need a decision"
is "the approval of the text fits an exception of that run" "$(request alice example2.req < "$DIR/example2.req")" "Finished, 1 exception approved"
answer=$(request alice example3.req < "$DIR/example3.req")
like "the preview names a hash" "$answer" '^Finished, [0-9]+ previews.*approve = [0-9a-f]{64}$'
hash=${answer##*= }
like "invoices with approve issue exactly that" \
	"$(printf '[run]\ntype = invoices\nbuildings = A, B, C\napprove = %s\n' "$hash" | request alice issue.req)" '^Finished, [0-9]+ invoices'
like "the schedule is set, and says when it runs" "$(request alice example4.req < "$DIR/example4.req")" \
	'^Finished, schedule month-end is set; next run 2026-11-30 18:30 Australia/Sydney$'
for name in EMAIL POSTAL ar-import.csv manifest.csv held.csv proof.txt; do
	ok "invoices/<run>/$name is there" test -e "$(echo "$SPOOL"/invoices/*/"$name")"
done

# (32822.33 - 32786.25) x 0.9918 x 38.68 = 1384.131: with its factor 1 at least 4 points before it, never read as 11,384.131.
ok "factor and use of a gas meter stand apart on the bill" python3 - "$(echo "$SPOOL"/invoices/*/*/*-220063.pdf)" <<'END'
import re, subprocess, sys
words = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)<', subprocess.run(
    ["pdftotext", "-bbox", sys.argv[1], "-"], capture_output=True, text=True, check=True).stdout)
use = next(word for word in words if word[4] == "1,384.131")
factor = max((word for word in words if word[4] == "1" and abs(float(word[3]) - float(use[3])) < 3), key=lambda w: float(w[0]))
sys.exit(float(use[0]) - float(factor[2]) < 4)
END

# The commands of the table, and the forms.
for command in $(grep -o '`billspool [a-z]*' "$README" | awk '{print $2}' | sort -u); do
	[ "$command" = TYPE ] || ok "billspool $command --help works" quiet "$BIN" "$command" --help
done
for type in transactions preview invoices daily approve hold email posted reverse cancel schedule; do
	like "billspool form $type prints a request of that type" "$("$BIN" form "$type" A,B)" "type = $type"
done
ok "check is content" quiet "$BIN" -s "$SPOOL" check
ok "backup makes a database that is whole" quiet "$BIN" -s "$SPOOL" backup "$DIR/copy.db"
is "the copy has the invoices" "$(sqlite3 "$DIR/copy.db" "SELECT count(*) FROM invoice")" "$(sql "SELECT count(*) FROM invoice")"
ok "status --json is JSON" sh -c '"$1" -s "$2" status --json | python3 -m json.tool > /dev/null' - "$BIN" "$SPOOL"
run=$(basename "$SPOOL"/invoices/*)
like "render makes the run's files again" "$("$BIN" -s "$SPOOL" render "$run" "$DIR/again")" 'the same bytes as issued'
ok "they are the same bytes" diff -r "$SPOOL/invoices/$run/EMAIL" "$DIR/again/EMAIL"
for file in $(grep -o '](\([^)#]*\))' "$README" | tr -d '])('); do ok "the README's link $file leads somewhere" test -e "$TOP/$file"; done
done_testing
