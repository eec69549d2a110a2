#!/bin/sh
# Ready-made forms: every agent finds requests filled with their own buildings, and each of them is accepted as it is.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/small.sh"
FORMS=$SPOOL/requests/forms

new_spool
small_utility
is "an agent has a form of each type that their role may ask for" "$(cd "$FORMS" && echo amir-*)" \
	'amir-cancel.req amir-daily.req amir-hold.req amir-invoices.req amir-posted.req amir-preview.req amir-schedule.req amir-transactions.req'
ok "a manager has those for emails, too" test -e "$FORMS/mia-email.req"
is "filled with their buildings" "$(grep -h ^buildings "$FORMS/alice-daily.req" "$FORMS/mia-daily.req" | tr -d '\r' | tr '\n' ';')" \
	'buildings = A, B;buildings = *;'
is "and the end of last month" "$(grep ^end_date "$FORMS/alice-transactions.req" | tr -d '\r')" 'end_date = 2026-10-31'
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
is "as many as there are imports" "$(find "$FORMS" -name 'import-*' | wc -l)" "$(find "$SPOOL/imports" -mindepth 1 -type d | wc -l)"
done_testing
