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
quiet "$BIN" -s "$SPOOL" check
is "all is as it should be" $? 0
done_testing
