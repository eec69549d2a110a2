#!/bin/sh
# A run for single accounts: what they are billed, that their neighbours keep what they have, and what is refused.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/small.sh"

# unbilled: account:end of each unbilled transaction.
unbilled() { sql "SELECT group_concat(number || ':' || end, ' ') FROM (SELECT a.number, date(t.period_to * 86400, 'unixepoch') AS end
	FROM txn t JOIN account a ON a.id = t.account_id WHERE t.state = 'UNBILLED' ORDER BY a.number)"; }
# invoiced: the accounts of the last run's invoices.
invoiced() { sql "SELECT group_concat(number, ' ') FROM (SELECT a.number FROM invoice i JOIN account a ON a.id = i.account_id
	WHERE i.run_id = '$(last_run)' ORDER BY a.number)"; }

export BILLSPOOL_NOW=2026-12-02T09:00:00
new_spool
small_utility
ask alice all.req 'type = transactions' 'buildings = A, B' 'end_date = 2026-10-31' >/dev/null
is "all of two buildings to the end of October" "$(unbilled)" '1001:2026-10-31 1002:2026-10-31 2001:2026-10-31'
before=$(sql "SELECT t.*, l.* FROM txn t JOIN txn_line l ON l.txn_id = t.id JOIN account a ON a.id = t.account_id WHERE a.number <> '1001'")
exceptions=$(sql "SELECT * FROM exception WHERE account_id <> (SELECT id FROM account WHERE number = '1001')")
like "one account of them to the end of November" \
	"$(ask alice one.req 'type = transactions' 'buildings = A, B' 'account = 1001' 'end_date = 2026-11-30')" '^Finished$'
is "is the only one that changes" "$(unbilled)" '1001:2026-11-30 1002:2026-10-31 2001:2026-10-31'
is "the rows of the others are the same, with the same ids" \
	"$(sql "SELECT t.*, l.* FROM txn t JOIN txn_line l ON l.txn_id = t.id JOIN account a ON a.id = t.account_id WHERE a.number <> '1001'")" "$before"
is "and their exceptions" "$(sql "SELECT * FROM exception WHERE account_id <> (SELECT id FROM account WHERE number = '1001')")" "$exceptions"
like "its proof is about one account" "$(cat "$SPOOL/reports/$(last_run)/proof.txt")" '^accounts / reads in +1 / 0 .*the sum of the above'
is "two standing fees of 40.00, and 10% tax" "$(tr -d '\r' <"$SPOOL/reports/$(last_run)/transaction-summary.csv" | cut -d, -f1,2,5,6,10)" \
	'building_code,account_number,period_from,period_to,total
A,1001,2026-10-01,2026-11-30,88.00'
is "the run is told of its building only" "$(sql "SELECT group_concat(code) FROM run_building JOIN building ON id = building_id WHERE run_id = '$(last_run)'")" A

like "an invoice run for it alone" "$(ask alice inv.req 'type = invoices' 'buildings = *' 'account = 1001, 1001')" '^Finished, 1 invoice$'
is "bills it" "$(invoiced)" 1001
is "and leaves the others as they were" "$(unbilled)" '1002:2026-10-31 2001:2026-10-31'
like "daily, for two of them" "$(ask mia two.req 'type = daily' 'buildings = *' 'account = 2001; 3001' 'end_date = 2026-11-30')" '^Finished, 2 invoices'
is "bills these" "$(invoiced)" '2001 3001'
like "and then the rest of the building" "$(ask mia rest.req 'type = daily' 'buildings = A' 'end_date = 2026-11-30')" '^Finished, nothing left to invoice, 1 account held by exceptions'

# ---- what is refused
refused() { ask "$1" "no$((count = count + 1)).req" 'type = transactions' "buildings = $2" "account = $3" 'end_date = 2026-11-30'; }
count=0
like "an account that nobody knows" "$(refused alice A 1009)" '^Rejected: there is no account 1009 here; check its number'
like "another's account" "$(refused alice '*' 3001)" "^Rejected: account 3001 belongs to building C, which is not one of Alice Marsh's; ask amir"
like "one of a building that was not named" "$(refused alice A 2001)" '^Rejected: account 2001 belongs to building B, which this request does not name'
like "one right and one wrong: nothing is done" "$(refused alice 'A, B' '1001, 3001')" '^Rejected: account 3001'

# ---- by themselves
export BILLSPOOL_NOW=2026-12-31T00:00:00
dates() { sql "SELECT group_concat(number || ' ' || start || ' ' || end, '; ') FROM (SELECT a.number, date(i.period_from * 86400, 'unixepoch') AS start,
	date(i.period_to * 86400, 'unixepoch') AS end FROM invoice i JOIN account a ON a.id = i.account_id WHERE i.run_id = (SELECT run_id FROM job WHERE name = '$1') ORDER BY a.number)"; }
set_it() { who=$1; shift; ask "$who" "s$((count = count + 1)).req" 'type = schedule' "$@"; }
like "a schedule for two accounts" "$(set_it mia 'schedule = two' 'when = monthly on 1 at 06:00' 'account = 2001, 3001')" \
	'^Finished, schedule two is set; next run 2027-01-01 06:00 UTC$'
like "says whom it bills" "$("$BIN" -s "$SPOOL" schedule list)" 'daily of accounts 2001, 3001'
like "a second one of an account is refused" "$(set_it mia 'schedule = again' 'when = daily' 'account = 3001')" \
	'^Rejected: account 3001 is billed by schedule two of mia \(monthly on 1 at 06:00\) already'
like "and one of its building" "$(set_it amir 'schedule = c' 'when = daily' 'buildings = C')" \
	'^Rejected: account 3001 of building C is billed by schedule two of mia'
like "its neighbours may have another" "$(set_it alice 'schedule = ann' 'when = monthly on 2' 'account = 1001')" '^Finished'
like "who bills all buildings leaves that one to it" "$(set_it bob 'schedule = d' 'when = monthly on 3' 'buildings = D')" '^Finished'
like "one account of a building that has a schedule" "$(set_it bob 'schedule = flo' 'when = daily' 'account = 4001')" \
	'^Rejected: building D, and with it account 4001, is billed by schedule d of bob'
like "another's account cannot be scheduled" "$(set_it alice 'schedule = x' 'when = daily' 'account = 3001')" \
	"^Rejected: account 3001 belongs to building C, which is not one of Alice Marsh's"
like "a group and an account" "$(set_it alice 'schedule = x' 'when = daily' 'account = 1002' 'group = CBD')" '^Rejected: say what it is for'
export BILLSPOOL_NOW=2027-01-01T06:00:00
once
is "it runs for these and no others" "$(dates two-20270101-0600.req)" '2001 2026-12-01 2026-12-31; 3001 2026-12-01 2026-12-31'
import schedules <<-END
	agent,schedule,when,buildings,accounts,task
	mia,ben,monthly on 5,,1002,daily
	alice,no,daily,,4001,transactions
	alice,no,daily,,77,transactions
	alice,no,daily,A,1002,transactions
	alice,twice,daily,,1001;1001,transactions
END
is "by CSV, too" "$("$BIN" -s "$SPOOL" schedule list | grep -o 'mia/ben: daily of accounts.*; next')" 'mia/ben: daily of accounts 1002, monthly on 5 (UTC); next'
errors=$(tr -d '\r' <"$SPOOL/error/schedules.errors.csv")
like "another's account" "$errors" "account .*4001.* belongs to building D, which is not one of Alice Marsh's"
like "one that nobody knows" "$errors" 'account .*77.* is not known'
is "the same account twice is one" "$(sql "SELECT count(*) FROM schedule_account x JOIN schedule s ON s.id = x.schedule_id WHERE s.name = 'twice'")" 1
like "both an account and a building" "$errors" 'only one of them'

# ---- accounts that move to another building, and buildings that are joined
move() { import customers <<-END
	account_number,account_name,building_code,site_identifier,price_plan_code,bill_cycle_code,invoice_delivery_class,open_date
	$1,$2,$3,$4,FLAT,MONTHLY,EMAIL,2026-10-01
END
}
move 3001 'Ed Eaton' D S4
export BILLSPOOL_NOW=2027-02-01T06:00:00
once
is "an account that has moved into a building with a schedule of its own is left to that" "$(dates two-20270201-0600.req)" '2001 2027-01-01 2027-01-31'
like "and the answer says so" "$(cat "$SPOOL"/archive/*/two-20270201-0600.req.result.txt)" \
	'Left out: building D, and with it account 3001, which schedule d of bob \(monthly on 3\) bills\.'
move 3001 'Ed Eaton' B S4
export BILLSPOOL_NOW=2027-03-01T06:00:00
once
is "one that has moved where nobody else bills it is billed there" "$(dates two-20270301-0600.req)" '2001 2027-02-01 2027-02-28; 3001 2027-01-01 2027-02-28'
move 3001 'Ed Eaton' D S4
export BILLSPOOL_NOW=2027-04-03T06:00:00
once
like "the building is not left out for the account that it has got" "$(status bob d-20270403-0600.req)" '^Finished, 2 invoices'
like "who lets an account go lets it go" "$(set_it mia 'schedule = two' 'when = monthly on 1 at 06:00' 'buildings = C')" '^Finished, schedule two is changed'
is "from accounts to a building" "$(sql "SELECT (SELECT count(*) FROM schedule_account x JOIN schedule s ON s.id = x.schedule_id WHERE s.name = 'two'),
	(SELECT group_concat(code || bills) FROM schedule_building x JOIN schedule s ON s.id = x.schedule_id JOIN building b ON b.id = x.building_id
	WHERE s.name = 'two')")" '0|C1'
like "and back, but not into another's building" "$(set_it mia 'schedule = two' 'when = monthly on 1 at 06:00' 'account = 2001, 3001')" \
	'^Rejected: building D, and with it account 3001, is billed by schedule d of bob'
like "and back" "$(set_it mia 'schedule = two' 'when = monthly on 1 at 06:00' 'account = 2001')" '^Finished'
is "it has no building any more" "$(sql "SELECT group_concat(name) FROM schedule WHERE id IN (SELECT schedule_id FROM schedule_building) AND agent = 'mia'")" ''
import customers <<-END
	account_number,account_name,building_code,site_identifier,price_plan_code,bill_cycle_code,invoice_delivery_class,open_date,close_date
	2001,Di Draper,B,S3,FLAT,MONTHLY,POST,2026-10-01,2027-04-15
END
export BILLSPOOL_NOW=2027-05-01T06:00:00
once
is "an account that was closed is billed to its end" "$(dates two-20270501-0600.req)" '2001 2027-04-01 2027-04-15'
export BILLSPOOL_NOW=2027-06-01T06:00:00
once
like "and then no more" "$(status mia two-20270601-0600.req)" '^Finished, nothing left to invoice'
like "an end" "$(set_it mia 'schedule = two' 'act = end')" '^Finished'
like "still says what it was for" "$(cat "$(ls -t "$SPOOL"/archive/*/s*.result.txt | head -1)")" '^daily: accounts 2001; '
like "frees them" "$(set_it amir 'schedule = c' 'when = daily' 'buildings = C')" '^Finished'

quiet "$BIN" -s "$SPOOL" check
is "all is as it should be" $? 0
done_testing
