#!/bin/sh
# Requests: who may ask for what, and what each type does, from the transactions to the posted letter.
. "$(dirname "$0")/lib.sh"
export PYTHONDONTWRITEBYTECODE=1

# run TYPE LINE...: a request's text.
run() {
	printf '[run]\ntype = %s\n' "$1"
	shift
	printf '%s\n' "$@"
}
# ask DOOR TYPE LINE...: drop such a request, do it, and print its last status line. Each has a new name.
ask() {
	echo >>"$DIR/asked" # counted in a file, because $(ask ...) is a shell of its own
	number=$(wc -l <"$DIR/asked") who=$1
	shift
	run "$@" "note = $number" | request "$who" "r$number.req"
}
# states ACCOUNT: its exceptions, "BILL_HIGH OPEN".
states() { sql "SELECT group_concat(x.code || ' ' || x.state, ', ') FROM exception x JOIN account a ON a.id = x.account_id
	WHERE a.number = '$1'"; }
invoiced() { sql "SELECT group_concat(a.number) FROM (SELECT account_id FROM invoice WHERE state = 'ISSUED' AND kind = 'INVOICE'
	ORDER BY sequence) i JOIN account a ON a.id = i.account_id"; }
last_run() { sql "SELECT max(id) FROM run WHERE kind = '$1'"; }
hash_of() { printf '%s' "$1" | sed -n 's/.*approve = \([0-9a-f]*\).*/\1/p'; }

# decided REPORT DELIMITER COLUMN=VALUE... -- COLUMN=VALUE...: the rows of a report that have the first values, with the second
# ones written in, as a spreadsheet saves it: BOM, CRLF, that delimiter, columns in another order, and one column more.
decided() {
	python3 - "$@" <<'PY'
import csv, sys
report, delimiter, *words = sys.argv[1:]
cut = words.index("--")
want, put = (dict(w.split("=", 1) for w in part) for part in (words[:cut], words[cut + 1:]))
rows = list(csv.DictReader(open(report, encoding="utf-8-sig", newline="")))
sys.stdout.reconfigure(encoding="utf-8-sig", newline="")
out = csv.DictWriter(sys.stdout, ["my remarks", *reversed(rows[0].keys())], delimiter=delimiter, lineterminator="\r\n")
out.writeheader()
for row in rows:
    if all(row[name] == value for name, value in want.items()):
        row.update(put)
    row["my remarks"] = "seen"
    out.writerow(row)
PY
}

# ---- a small utility ------------------------------------------------------------------------------------------------

new_spool
import buildings <<'CSV'
building_code,name,bill_cycle_code,address_1,suburb
A,Harbour View,MONTHLY,1 High St,Balmain
B,Jacaranda,MONTHLY,2 High St,Pyrmont
D,Parkside,MONTHLY,3 High St,Parkville
CSV
import agents <<'CSV'
agent,name,role,buildings
alice,Alice Marsh,BILLING,A;B
amir,Amir Haddad,AGENT,A
bob,Bob Tran,BILLING,D
mia,Mia Lindqvist,MANAGER,*
CSV
import price-plans <<'CSV'
price_plan_code,sched_type,price,start_date,invoice_desc,meter_type_code,unit
FLAT,USAGE,1.00,2026-01-01,Electricity,ALLDAY,kWh
CSV
import customers <<'CSV'
account_number,account_name,building_code,site_identifier,price_plan_code,bill_cycle_code,invoice_delivery_class,open_date,email,postal_1,postal_suburb
1001,Ann Lee,A,S1001,FLAT,MONTHLY,EMAIL,2026-10-01,ann@example.com,1 High St,Balmain
1002,Ben Roy,A,S1002,FLAT,MONTHLY,EMAIL,2026-10-01,ben@example.com,1 High St,Balmain
1003,Cleo Fox,A,S1003,FLAT,MONTHLY,EMAIL,2026-10-01,cleo@example.com,1 High St,Balmain
2001,Dan Orr,B,S2001,FLAT,MONTHLY,POST,2026-10-01,,2 High St,Pyrmont
2002,Eva Kim,B,S2002,FLAT,MONTHLY,EMAIL,2026-10-01,,,
4001,Fay Ito,D,S4001,FLAT,MONTHLY,POST,2026-10-01,,3 High St,Parkville
4002,Gus Ek,D,S4002,FLAT,MONTHLY,EMAIL,2026-10-01,gus@example.com,3 High St,Parkville
CSV
{
	echo site_identifier,meter_code,meter_register,meter_type_code,install_date
	for n in 1001 1002 1003 2001 2002 4001 4002; do echo "S$n,M$n,1,ALLDAY,2026-10-01"; done
} | import meters
{
	echo site_identifier,meter_code,meter_register,meter_read,read_date,read_type
	for n in 1001:100 1002:3000 1003:200 2001:300 2002:50 4001:400 4002:3000; do
		echo "S${n%:*},M${n%:*},1,0,2026-10-01,OPENING"
		echo "S${n%:*},M${n%:*},1,${n#*:},2026-10-31,ACTUAL"
	done
} | import meter-reads

# ---- rights: each type from each door, about things that are not there, so that only the role is asked --------------------

for row in \
	"transactions AGENT buildings=Z end_date=2026-10-31" "preview AGENT buildings=Z" "invoices AGENT buildings=Z" \
	"daily AGENT buildings=Z end_date=2026-10-31" "hold AGENT account=9999" "posted AGENT run=20260101-0001" \
	"cancel AGENT request=none.req" "approve BILLING account=9999 reason=ok" "reverse BILLING invoice=INV-9 reason=ok" \
	"email MANAGER message=9999 decision=SEND"
do
	set -- $row
	type=$1 role=$2 got=
	shift 2
	for door in amir alice mia ''; do
		case $(ask "$door" "$type" "$@") in
		*"needs the role $role"*) got="$got no" ;;
		*Rejected*) got="$got yes" ;;
		*) got="$got ?" ;;
		esac
	done
	case $role in
	AGENT) want=' yes yes yes yes' ;;
	BILLING) want=' no yes yes yes' ;;
	MANAGER) want=' no no yes yes' ;;
	esac
	is "$type is for those who have the role $role or more, and for the operator" "$got" "$want"
done

# ---- transactions, and whose they are -----------------------------------------------------------------------------------

like "transactions say how many exceptions need a decision" \
	"$(ask alice transactions 'buildings = *' 'end_date = 31/10/2026')" \
	'^Finished, 2 exceptions need a decision'
is "* is all that are mine, and no more" \
	"$(sql 'SELECT group_concat(DISTINCT b.code) FROM txn t JOIN building b ON b.id = t.building_id')" A,B
like "bob's door reaches his own" "$(ask bob transactions 'buildings = D' 'end_date = 31/10/2026')" \
	'^Finished, 1 exception needs'
like "and not alice's" "$(ask bob transactions 'buildings = A, D' 'end_date = 31/10/2026')" \
	"building A is not one of Bob Tran's; ask alice"
like "the operator's door reaches all" "$(ask '' transactions 'buildings = *' 'end_date = 31/10/2026')" \
	'^Finished, 3 exceptions'
like "one who has all buildings reaches them" "$(ask mia hold 'account = 4001')" 'no exception fits'
ask alice transactions 'buildings = A, B' 'end_date = 31/10/2026' >/dev/null
ask bob transactions 'buildings = D' 'end_date = 31/10/2026' >/dev/null

# ---- four eyes ------------------------------------------------------------------------------------------------------

conf 'four_eyes = yes'
like "with four_eyes nobody approves what they ran" "$(ask alice approve 'account = 1002' 'reason = checked')" \
	'Rejected: Alice Marsh raised BILL_HIGH of account 1002 .*ask a colleague'
report=$SPOOL/reports/$(sql "SELECT DISTINCT run_id FROM exception x JOIN account a ON a.id = x.account_id WHERE a.number = '1002'")/exceptions.csv
decided "$report" , account_number=1002 -- decision=APPROVE 'reason=checked' >"$DIR/sheet"
like "nor by a sheet" "$(request alice own.csv <"$DIR/sheet")" \
	'Rejected: Alice Marsh raised BILL_HIGH of account 1002'
is "so it is open" "$(states 1002)" 'BILL_HIGH OPEN'
like "but they may hold it" "$(ask alice hold 'account = 1002' 'reason = ask the tenant')" \
	'^Finished, 1 exception held$'
like "a colleague approves it" "$(ask mia approve 'account = 1002' 'reason = the read is right')" \
	'^Finished, 1 exception approved$'
is "and it is approved" "$(states 1002)" 'BILL_HIGH APPROVED'
is "with who, what and why" "$(sql "SELECT group_concat(agent || ' ' || state || ': ' || why, '; ') FROM decision")" \
	'alice HELD: ask the tenant; mia APPROVED: the read is right'
conf 'four_eyes = no'

# ---- approvals and the facts they approve ---------------------------------------------------------------------------------

like "a run that finds the same facts keeps the approval" \
	"$(ask alice transactions 'buildings = A' 'end_date = 31/10/2026')" '^Finished$'
is "so the exception is approved" "$(states 1002)" 'BILL_HIGH APPROVED'
printf 'site_identifier,meter_code,meter_register,meter_read,read_date,read_type\nS1002,M1002,1,3100,2026-10-31,ACTUAL\n' | import meter-reads
like "a run that finds others asks again" "$(ask alice transactions 'buildings = A' 'end_date = 31/10/2026')" \
	'^Finished, 1 exception needs'
is "so the exception is open" "$(states 1002)" 'BILL_HIGH OPEN'
like "the approval of before is for other facts" "$(request alice stale.csv <"$DIR/sheet")" \
	'has no exception BILL_HIGH with these facts any more'
printf 'site_identifier,meter_code,meter_register,meter_read,read_date,read_type\nS1002,M1002,1,3000,2026-10-31,ACTUAL\n' >"$DIR/back"
import meter-reads <"$DIR/back"
ask alice transactions 'buildings = A' 'end_date = 31/10/2026' >/dev/null
is "the first facts again are approved again" "$(states 1002)" 'BILL_HIGH APPROVED'

# ---- a sheet as a spreadsheet saves it -------------------------------------------------------------------------------------

report=$SPOOL/reports/$(sql "SELECT DISTINCT run_id FROM exception x JOIN account a ON a.id = x.account_id WHERE a.number = '2002'")/exceptions.csv
decided "$report" ';' account_number=2002 severity=BLOCKING -- decision=approve 'reason=collected in person; "by hand"' |
	request alice 'exceptions (1).csv' >"$DIR/line"
is "semicolons, BOM, other order and more columns are understood" "$(cat "$DIR/line")" 'Finished, 1 exception decided'
is "only the decided row has changed" "$(states 2002)" 'NO_EMAIL OPEN, NO_POSTAL_ADDRESS APPROVED'
is "the reason is kept to the letter" "$(sql 'SELECT why FROM decision ORDER BY id DESC LIMIT 1')" \
	'collected in person; "by hand"'
decided "$report" "$(printf '\t')" account_number=2002 severity=BLOCKING -- decision=APPROVE 'reason=again' | request alice again.csv >"$DIR/line"
is "what is so already is said so" "$(cat "$DIR/line")" 'Finished, 0 exceptions decided (1 were so already)'
{ decided "$report" , account_number=2002 -- decision=HOLD; decided "$report" , account_number=2002 severity=BLOCKING -- decision=PERHAPS | tail -1; } |
	request alice half.csv >"$DIR/line"
like "a sheet with one bad row changes nothing at all" "$(cat "$DIR/line") $(states 2002)" \
	'Rejected: .*PERHAPS.* NO_EMAIL OPEN, NO_POSTAL_ADDRESS APPROVED$'

# ---- hold -----------------------------------------------------------------------------------------------------------

like "a warning can be held" "$(ask alice hold 'account = 2002' 'code = NO_EMAIL' 'reason = find the address')" \
	'^Finished, 1 exception held$'
like "and then keeps its account out" "$(ask alice preview 'buildings = B')" \
	'^Finished, 1 preview, 1 account held by exceptions'
like "until it is approved" "$(ask alice approve 'account = 2002' 'reason = by hand')" \
	'^Finished, 1 exception approved \(1 were so already\)$'

# ---- preview, and issuing exactly that --------------------------------------------------------------------------------------

answer=$(ask alice preview 'buildings = A' 'end_date = 31/10/2026')
hash=$(hash_of "$answer")
like "a preview prints its hash" "$answer" '^Finished, 3 previews; approve = [0-9a-f]{64}$'
is "and issues nothing" "$(sql "SELECT count(*) FROM invoice") $(ls "$SPOOL/invoices")" '0 '
is "the same preview again has the same hash" \
	"$(hash_of "$(ask alice preview 'buildings = A' 'end_date = 31/10/2026')")" "$hash"
printf 'account_number,date,amount,batch_type\n1001,2026-11-01,25.00,EFT\n' | import receipts
like "a receipt in between: refused, with the reason" "$(ask alice invoices 'buildings = A' "approve = $hash")" \
	'Rejected: the result is no longer what was approved.*receipts.*make a new preview'
is "and nothing is issued" "$(sql "SELECT count(*) FROM invoice") $(ls "$SPOOL/invoices")" '0 '
hash=$(hash_of "$(ask alice preview 'buildings = A' 'end_date = 31/10/2026')")
export BILLSPOOL_NOW=2026-11-03T09:00:00
like "unchanged, it is issued, on the next day too" "$(ask alice invoices 'buildings = A' "approve = $hash")" \
	'^Finished, 3 invoices$'
is "with the dates of the preview" \
	"$(sql "SELECT group_concat(DISTINCT date(invoice_day * 86400, 'unixepoch')) FROM invoice")" 2026-11-02
first=$(last_run invoices)
is "and the files of the preview" "$(cd "$SPOOL/invoices/$first" && sha256sum EMAIL/*.pdf)" \
	"$(cd "$SPOOL/previews/$(last_run preview)" && sha256sum EMAIL/*.pdf)"
like "the receipt is on the account's bill" "$(grep ,1001, "$SPOOL/invoices/$first/ar-import.csv")" \
	',110.00,AUD,-25.00,85.00,'
like "invoices again: nothing left, and which run has them" "$(ask alice invoices 'buildings = A')" \
	"^Finished, nothing left to invoice; run $first has 3 of these buildings"
like "the hash again issues nothing again" "$(ask alice invoices 'buildings = A' "approve = $hash")" \
	'nothing left|no longer what was approved'
is "no account is invoiced twice" "$(invoiced)" 1001,1002,1003
like "the month that is billed may be run again" "$(ask alice transactions 'buildings = A' 'end_date = 31/10/2026')" \
	'^Finished$'
like "one before it may not" "$(ask alice transactions 'buildings = A' 'end_date = 30/09/2026')" \
	'too early.*2026-10-31 already'
like "* passes over it while another building is not billed" \
	"$(ask alice transactions 'buildings = *' 'end_date = 2026-10-30')" '^Finished'

# ---- DAILY ------------------------------------------------------------------------------------------------------------

like "DAILY bills whom nothing blocks" "$(ask bob daily 'buildings = D' 'end_date = 31/10/2026')" \
	'^Finished, 1 invoice, 1 account held by exceptions$'
is "and only them" "$(invoiced)" 1001,1002,1003,4001
daily=$(last_run daily)
ok "its reports and its invoices are both there" test -s "$SPOOL/reports/$daily/exceptions.csv" -a -s "$SPOOL/invoices/$daily/proof.txt"
like "the one that was held is approved" "$(ask bob approve 'account = 4002' "run = $daily" 'reason = big tenant')" \
	'^Finished, 1 exception approved$'
like "and DAILY again bills it alone" "$(ask bob daily 'buildings = D' 'end_date = 31/10/2026')" \
	'^Finished, 1 invoice$'
is "nobody twice" "$(invoiced)" 1001,1002,1003,4001,4002

# ---- cancel -----------------------------------------------------------------------------------------------------------

# drop DOOR NAME: standard input, without doing it yet.
drop() { cat >"$DIR/drop.tmp"; mv "$DIR/drop.tmp" "$SPOOL/requests/$1/$2"; }
run transactions 'buildings = A' 'end_date = 2026-10-31' 'note = first' | drop alice first.req
run invoices 'buildings = B' | drop alice second.req
run invoices 'buildings = D' | drop bob theirs.req
run cancel 'request = second.req' | drop alice stop.req
run cancel 'request = theirs.req' | drop alice stop-theirs.req
once
like "a queued request is withdrawn" "$(status alice stop.req)" '^Finished, second.req is withdrawn'
like "which its own status says" "$(status alice second.req)" '^Rejected: withdrawn by Alice Marsh before it began'
like "and the note beside it" "$(cat "$SPOOL/error/second.req.error.txt")" \
	'Withdrawn by Alice Marsh before it began \(stop.req\)'
like "the one before it is done" "$(status alice first.req)" '^Finished'
is "and the withdrawn one is not" "$(invoiced)" 1001,1002,1003,4001,4002
like "another's cannot be withdrawn" "$(status alice stop-theirs.req) $(status bob theirs.req)" \
	'Rejected: theirs.req is not in your queue.* Finished, nothing left'
like "nor what is done" "$(ask alice cancel 'request = first.req')" \
	'Rejected: first.req is not in your queue: it has begun, is done'

# The same request twice while the first waits, under another name: held back by the lock that the watcher takes.
exec 9>"$SPOOL/work/lock"
flock 9
"$BIN" -s "$SPOOL" once 2>>"$DIR/log" 9>&- &
ONCE=$!
run transactions 'buildings = B' 'end_date = 2026-10-31' 'note = twice' | drop alice one.req
run transactions 'buildings = B' 'end_date = 2026-10-31' 'note = twice' | drop alice two.req
before=$(sql "SELECT count(*) FROM run")
exec 9>&-
wait $ONCE
like "the same request, queued twice, is answered as one" "$(status alice two.req)" \
	'^Finished \(as one.req, which is the same request\)$'
is "and done once" "$(($(sql "SELECT count(*) FROM run") - before))" 1

# ---- email --------------------------------------------------------------------------------------------------------------

mail() { sql "SELECT group_concat(a.number || ' ' || m.state, ', ') FROM email m JOIN invoice i ON i.id = m.invoice_id
	JOIN account a ON a.id = i.account_id"; }
is "emails wait" "$(mail)" '1001 NEW, 1002 NEW, 1003 NEW, 4002 NEW'
like "one is released by its number" "$(ask mia email 'message = 1' 'decision = SEND')" '^Finished, 1 email decided$'
like "one that is not there stops the whole request" "$(ask mia email 'message = 2, 99' 'decision = SEND')" \
	'Rejected: not all of these messages'
decided "$SPOOL/reports/email-queue.csv" ';' account_number=1003 -- 'decision=Do not send' 'reason=he paid' >"$DIR/sheet"
like "a sheet needs the role, too" "$(request alice queue.csv <"$DIR/sheet")" 'needs the role MANAGER'
is "a sheet decides, however its words are written" "$(request mia queue.csv <"$DIR/sheet")" \
	'Finished, 1 email decided'
decided "$SPOOL/reports/email-queue.csv" , account_number=1002 -- decision=DO_NOT_SEND >"$DIR/sheet"
like "not to send needs a reason" "$(request mia noreason.csv <"$DIR/sheet")" 'line 3: DO_NOT_SEND needs a word why'
is "so these are the states" "$(mail)" '1001 RELEASED, 1002 NEW, 1003 DO_NOT_SEND, 4002 NEW'
like "the rest of a run is held at once" "$(ask mia email "run = $first" 'decision = HOLD' 'reason = price check')" \
	'^Finished, 2 emails decided$'
is "what was not to be sent stays so" "$(mail)" '1001 HELD, 1002 HELD, 1003 DO_NOT_SEND, 4002 NEW'
like "* releases what is new, and nothing that was held" "$(ask mia email 'message = *' 'decision = SEND')" '^Finished, 1 email decided$'
like "what was held goes when it is named" "$(ask mia email 'message = 1, 2' 'decision = SEND')" '^Finished, 2 emails decided$'
building=$(sql "SELECT b.code FROM account a JOIN building b ON b.id = a.building_id WHERE a.number = '4002'")
like "a building without mail is said" "$(ask mia email 'buildings = B' 'decision = HOLD')" 'Rejected: no email there waits for that decision'
like "nor can one that is unknown be decided about" "$(ask mia email 'buildings = X' 'decision = HOLD')" 'Rejected: .*X'
like "those of a building are held" "$(ask mia email "buildings = $building" 'decision = HOLD')" '^Finished, 1 email decided$'
is "and of it alone" "$(mail)" '1001 RELEASED, 1002 RELEASED, 1003 DO_NOT_SEND, 4002 HELD'
like "and let go again" "$(ask mia email 'message = 4' 'decision = SEND')" '^Finished, 1 email decided$'
is "the report shows those that are not sent yet" \
	"$(tail -n +2 "$SPOOL/reports/email-queue.csv" | cut -d, -f1-3 | tr '\n' ' ')" \
	'1,RELEASED,1001 2,RELEASED,1002 4,RELEASED,4002 '
is "who decided is kept" "$(sql "SELECT decided_by || ': ' || why FROM email WHERE id = 3")" 'mia: he paid'

# ---- post -----------------------------------------------------------------------------------------------------------------

like "bob's letters are not alice's to post" "$(ask alice posted "run = $daily")" \
	"belongs to building D, which is not one of Alice Marsh's; ask bob"
like "a run's letters are marked as posted" "$(ask bob posted "run = $daily")" \
	'^Finished, 1 invoice marked as posted$'
like "once" "$(ask bob posted "run = $daily")" '^Finished, 0 invoices marked as posted \(1 were so already\)$'
is "by whom" "$(sql "SELECT state || ' ' || posted_by FROM post")" 'POSTED bob'
like "a run without letters says so" "$(ask alice posted "run = $first")" 'has no such invoice or letter that goes by post'

# ---- reverse -----------------------------------------------------------------------------------------------------------------

number=$(sql "SELECT i.number FROM invoice i JOIN account a ON a.id = i.account_id WHERE a.number = '1002'")
like "another's invoice is not reversed" "$(ask bob reverse "invoice = $number" 'reason = wrong read')" \
	'belongs to building A.*ask alice'
like "an invoice is reversed" "$(ask alice reverse "invoice = $number" 'reason = wrong read' 'rebill = yes')" \
	'^Finished, 1 reversal$'
like "once" "$(ask alice reverse "invoice = $number" 'reason = wrong read')" \
	"Rejected: invoice $number was reversed already"
is "its email is not sent" \
	"$(sql "SELECT m.state || ': ' || held_because FROM email m JOIN invoice i ON i.id = m.invoice_id WHERE i.number = '$number'")" \
	'DO_NOT_SEND: the invoice was reversed'
like "the amount of the reversal is a number in the queue" "$(grep ,1002, "$SPOOL/reports/email-queue.csv")" \
	',0.00,-3300.00,'
ask alice transactions 'buildings = A' 'end_date = 31/10/2026' >/dev/null
like "its usage is billed again" "$(ask alice invoices 'buildings = A')" '^Finished, 1 invoice$'
is "to the same account" "$(invoiced)" 1001,1002,1003,4001,4002,1002

"$BIN" -s "$SPOOL" check >"$DIR/check" 2>&1; code=$?
result $code "check finds nothing wrong"
[ $code = 0 ] || sed 's/^/# /' "$DIR/check"
done_testing
