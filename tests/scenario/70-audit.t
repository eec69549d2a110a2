#!/bin/sh
# The audit trail: who asked, approved, held, released, reversed, posted, withdrew and imported, by which file with which hash.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/small.sh"

audit() { "$BIN" -s "$SPOOL" audit "$@"; }
# of WHO ACT: type, what and why of such rows.
of() {
	audit --csv | python3 -c '
import csv, sys
for row in csv.DictReader(sys.stdin):
    if (row["who"], row["act"]) == (sys.argv[1], sys.argv[2]):
        print(" | ".join(filter(None, (row["type"], row["what"], row["why"]))))' "$1" "$2"
}
# column NAME FILE: of the first row that came from this file.
column() {
	audit --csv | python3 -c '
import csv, sys
print(next((row[sys.argv[1]] for row in csv.DictReader(sys.stdin) if row["file"] == sys.argv[2]), "no such row"))' "$1" "$2"
}

new_spool
small_utility
is "what was imported is there" "$(of imports imported | sort -u | tr '\n' ' ')" \
	'import agents import buildings import customers import price-plans '

ask alice t.req 'type = transactions' 'buildings = A, B' 'end_date = 2026-10-31' >/dev/null
is "who ran what, building by building, is there" "$(of alice ran)" 'transactions | building A to 2026-10-31
transactions | building B to 2026-10-31'
ask bob mine.req 'type = transactions' 'buildings = A' 'end_date = 2026-10-31' >/dev/null
is "a refused request is there" "$(of bob refused)" transactions
like "with its reason" "$(column result requests/bob/mine.req)" '^Rejected: building A is not one of Bob Tran.s; ask alice, mia$'

ask alice h.req 'type = hold' 'account = 1002' 'reason = ask the tenant' >/dev/null
ask alice a.req 'type = approve' 'account = 1002' 'reason = "a factory", he says' >/dev/null
is "who held what, and why" "$(of alice held)" 'hold | BILL_HIGH of account 1002 | ask the tenant'
is "who approved what, and why, to the letter" "$(of alice approved)" 'approve | BILL_HIGH of account 1002 | "a factory", he says'
printf '[run]\ntype = invoices\nbuildings = A, B\n' >"$DIR/i.req"
hash=$(sha256sum <"$DIR/i.req" | cut -d' ' -f1)
request alice i.req <"$DIR/i.req" >/dev/null
is "what was issued is there, number by number" "$(of alice issued | cut -d'|' -f2 | tr '\n' ';')" \
	' invoice INV-0000001 of account 1001; invoice INV-0000002 of account 1002; invoice INV-0000003 of account 2001;'
is "with the hash of the file that asked for it" "$(column sha256 requests/alice/i.req)" "$hash"
is "and where that file is kept" "$(sha256sum <"$SPOOL/$(column kept_as requests/alice/i.req)" | cut -d' ' -f1)" "$hash"
is "and its run" "$(column run requests/alice/i.req)" "$(last_run)"

ask mia m1.req 'type = email' 'message = *' 'decision = HOLD' 'reason = price check' >/dev/null
ask mia m2.req 'type = email' 'message = 1' 'decision = SEND' >/dev/null
ask mia m3.req 'type = email' 'message = 2' 'decision = DO_NOT_SEND' 'reason = he paid' >/dev/null
is "emails: held" "$(of mia held)" 'email | email 1 of account 1001 | price check
email | email 2 of account 1002 | price check'
is "emails: released" "$(of mia released)" 'email | email 1 of account 1001'
is "emails: withheld" "$(of mia withheld)" 'email | email 2 of account 1002 | he paid'
ask alice p.req 'type = posted' "run = $(last_run)" >/dev/null
ask alice p2.req 'type = posted' "run = $(last_run)" 'note = again' >/dev/null
is "letters are posted once, and by whom" "$(of alice posted)" 'posted | invoice INV-0000003'
ask alice r.req 'type = reverse' 'invoice = INV-0000001' 'reason = wrong plan' >/dev/null
like "reversals, with the invoice that was reversed" "$(of alice reversed)" '^reverse \| invoice INV-0000001 of account 1001 \| .*wrong plan'
printf '[run]\ntype = transactions\nbuildings = B\nend_date = 2026-10-31\n' >"$SPOOL/requests/alice/later.req"
ask alice c.req 'type = cancel' 'request = later.req' >/dev/null
is "what was withdrawn" "$(of alice cancelled) $(column result requests/alice/c.req)" 'cancel Finished, later.req is withdrawn'

# ---- as text, and by day
like "for people, a line each" "$(audit | grep a.req)" \
	'^[0-9TZ:-]+ alice asked approve, requests/alice/a.req \(sha256 [0-9a-f]{16}\): Finished, 1 exception approved$'
like "and what it did below" "$(audit | grep -A 1 a.req)" '
    approved BILL_HIGH of account 1002: "a factory", he says$'
today=$(date -u +%F) yesterday=$(date -u -d yesterday +%F) tomorrow=$(date -u -d tomorrow +%F)
is "both days are included" "$(audit --csv --from "$today" --to "$today" | wc -l)" "$(audit --csv | wc -l)"
is "nothing is before the first day" "$(audit --to "$yesterday")" ""
is "nothing is after the last one" "$(audit --from "$tomorrow")" ""
quiet "$BIN" -s "$SPOOL" audit --from yesterday
is "what is no day is refused" $? 2
quiet "$BIN" -s "$SPOOL" check
result $? "check finds nothing wrong"
done_testing
