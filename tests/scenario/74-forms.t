#!/bin/sh
# Ready-made forms: every agent finds requests filled with their own buildings, and each of them is accepted as it is.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/small.sh"
FORMS=$SPOOL/requests/forms

new_spool
small_utility
is "an agent has a form of each type that their role may ask for" "$(cd "$FORMS" && echo amir-*)" \
	'amir-cancel.req amir-daily.req amir-hold.req amir-invoices.req amir-posted.req amir-preview.req amir-reminders.req amir-schedule.req amir-statements.req amir-transactions.req'
ok "a manager has those for emails, too" test -e "$FORMS/mia-email.req"
is "filled with their buildings" "$(grep -h ^buildings "$FORMS/alice-daily.req" "$FORMS/mia-daily.req" | tr -d '\r' | tr '\n' ';')" \
	'buildings = A, B;buildings = *;'
is "and the end of last month" "$(grep ^end_date "$FORMS/alice-transactions.req" | tr -d '\r')" 'end_date = 2026-10-31'
is "the dashboard offers the tasks by their names" "$(grep -o '"task":"[^"]*"' "$SPOOL/status/index.html" | cut -d '"' -f 4 | tr '\n' ';')" \
	'Transactions only;Preview invoices;Issue invoices;DAILY Transaction Run;'
for type in transactions preview daily invoices schedule; do
	cp "$FORMS/alice-$type.req" "$SPOOL/requests/alice/form-$type.req"
	once
	like "the form $type is accepted as it is" "$(status alice "form-$type.req")" '^Finished'
done
is "what lies in forms/ is never taken" "$(sql "SELECT count(*) FROM job WHERE folder LIKE '%forms%'")" 0

printf 'agent,buildings\namir,C;D\n' | import agents
is "new buildings are in the forms at once" "$(grep ^buildings "$FORMS/amir-preview.req" | tr -d '\r')" 'buildings = C, D'
printf 'agent,building_code,from,to\namir,B,2026-11-01,2026-11-30\n' | import deputies
is "lent ones, too" "$(grep ^buildings "$FORMS/amir-preview.req" | tr -d '\r')" 'buildings = B, C, D'
is "a header row is there for each import" "$(cat "$FORMS/import-receipts.csv" | tr -d '\r')" \
	'account_number,date,amount,batch_type,reference'
is "as many as there are imports" "$(find "$FORMS" -name 'import-*' | wc -l)" "$(find "$SPOOL/imports" -mindepth 1 -type d ! -name bounces | wc -l)"

# ---- what they depend on changes
buildings_of() { grep ^buildings "$FORMS/$1-preview.req" | tr -d '\r'; }
BILLSPOOL_NOW=2026-11-30T23:00:00
once
is "on the last day of a loan, its building is in them" "$(buildings_of amir)" 'buildings = B, C, D'
BILLSPOOL_NOW=2026-12-02T00:10:00
once
is "after that, it is not" "$(buildings_of amir)" 'buildings = C, D'
is "and the end date they suggest is that of the new month" "$(grep ^end_date "$FORMS/amir-daily.req" | tr -d '\r')" 'end_date = 2026-11-30'
ok "the accounts that were not billed for too long are listed by then" \
	grep -q '^D,4001,Flo Finch,S5,MONTHLY,,63' "$SPOOL/reports/sites-unbilled.csv"
BILLSPOOL_NOW=2026-11-02T09:00:00
once
is "a clock that was set back sets them back" "$(buildings_of amir)" 'buildings = B, C, D'
is "and the list" "$(wc -l <"$SPOOL/reports/sites-unbilled.csv")" 1
before=$(stat -c %i "$FORMS/amir-daily.req")
once
is "on the same day they are not written again" "$(stat -c %i "$FORMS/amir-daily.req")" "$before"
printf 'agent,role\nalice,AGENT\nmia,BILLING\n' | import agents
is "who has a lower role has no form of what they may not ask for" "$(cd "$FORMS" && ls | grep -E '^(alice-(approve|reverse)|mia-email)')" ''
ok "and keeps the others" test -e "$FORMS/alice-daily.req" -a -e "$FORMS/mia-reverse.req"
"$BIN" -s "$SPOOL" watch 2>>"$DIR/log" &
WATCHER=$!
printf 'agent,role\nalice,BILLING\n' >"$DIR/back.csv"
mv "$DIR/back.csv" "$SPOOL/imports/agents/back.csv"
wait_for test -e "$FORMS/alice-approve.req"; result $? "a higher role brings them back, while a watcher runs"
kill $WATCHER; wait $WATCHER
done_testing
