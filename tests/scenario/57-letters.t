#!/bin/sh
# Statements and reminders: what was sent is what the ledger says, is said once, and adds nothing to it. All amounts are worked by hand.
. "$(dirname "$0")/lib.sh"

# Everybody pays 100.00 a month, without tax, within 14 days.
new_spool
printf '%s\n' 'building_code,name,address_1,suburb,state,postcode,country,payment_terms_days,biller_code,bank_account_name,bank_account' \
	'A,Harbour View,1 Quay St,Sydney,NSW,2000,Australia,14,838492,Harbour View Trust,062-000 1234 5678' | import buildings
printf '%s\n' 'price_plan_code,sched_type,price,start_date,invoice_desc,tier_per,tax_code' 'RENT,FIXED,100,2026-01-01,Service,PERIOD,FREE' | import price-plans
at() { export BILLSPOOL_NOW=$1T09:00:00; }
at 2026-08-03
printf '%s\n' 'account_number,account_name,building_code,site_identifier,price_plan_code,bill_cycle_code,invoice_delivery_class,open_date,email,language,postal_name,postal_1,postal_suburb,postal_state,postal_postcode,opening_balance' \
	'1001,Ada Finch,A,S1,RENT,MONTHLY,POST,2026-07-01,,en,Ada Finch,1/1 Quay St,Sydney,NSW,2001,40.00' \
	'1002,Bruno Krämer,A,S2,RENT,MONTHLY,EMAIL,2026-07-01,bruno@example.com,de,Bruno Krämer,2/1 Quay St,Sydney,NSW,2000,' \
	'1003,Céline Dubois,A,S3,RENT,MONTHLY,POST,2026-07-01,,fr,Céline Dubois,3/1 Quay St,Sydney,NSW,2000,' \
	'1004,Duc Lam,A,S4,RENT,HOLD,POST,2026-07-01,,en,,,,,,7.00' \
	'1005,山田太郎,A,S5,RENT,HOLD,POST,2026-07-01,,en,,5/1 Quay St,Sydney,NSW,2000,8.00' \
	'1006,Ewa Żółć,A,S6,RENT,MONTHLY,POST,2026-07-01,,pl,Ewa Żółć,6/1 Quay St,Sydney,NSW,2000,' | import customers
# ask NAME LINES...: a request of the operator; its status line, and the run that it made in $run.
ask() {
	name=$1; shift
	printf '[run]\nbuildings = A\n' >"$DIR/ask"; printf '%s\n' "$@" >>"$DIR/ask"
	said=$(request "" "$name.req" <"$DIR/ask")
	run=$(sql "SELECT coalesce(run_id, '') FROM job WHERE name = '$name.req' ORDER BY finished_ns DESC LIMIT 1")
	out=$SPOOL/invoices/$run
}
# says ACCOUNT: the text of its letter of $run, in one line.
says() { pdftotext -layout "$(find "$out" -name "*-$1.pdf")" - | tr -s ' \n' '  '; }
number() { sql "SELECT i.number FROM invoice i JOIN account a ON a.id = i.account_id WHERE a.number = '$1' ORDER BY i.id LIMIT 1 OFFSET $2"; }
ask july 'type = daily' 'end_date = 2026-07-31'
i1=$(number 1001 0)
is "the first bill is 100.00" "$(sql "SELECT sum(total_minor), count(*) FROM invoice")" "40000|4"
at 2026-09-02
printf 'account_number,date,amount,batch_type,reference\n1001,2026-08-20,60.00,EFT,BANK 77\n1002,2026-08-10,130.00,EFT,\n1003,2026-08-20,97.00,EFT,\n' | import receipts
ask august 'type = daily' 'end_date = 2026-08-31'
i2=$(number 1001 1)
ledger=$(sql "SELECT count(*), sum(amount_minor), (SELECT count(*) FROM email), (SELECT count(*) FROM post) FROM ledger")

# ---- previews: the same files, and nothing else
# kept: what a preview must leave as it was.
kept() { sql "SELECT (SELECT count(*) FROM letter), (SELECT count(*) FROM letter_entry), (SELECT count(*) FROM email), (SELECT count(*) FROM post),
	(SELECT count(*) FROM run_sender), (SELECT count(*) FROM run_picture), (SELECT count(*) FROM run_look), (SELECT max(proof_number) FROM run), (SELECT count(*) FROM ledger)"; }
# texts FOLDER: what its letters say, by account, but for the run in their numbers.
texts() { for pdf in "$1"/*/*.pdf; do echo "${pdf##*-}"; pdftotext -layout "$pdf" - | sed 's/2026[0-9]*-00[0-9][0-9]-/RUN-/'; done; }
before=$(kept)
ask look 'type = preview' 'of = statements' 'end_date = 2026-08-31'
looked=$SPOOL/previews/$run
is "a preview says what it is of" "$said" "Finished, preview of 4 statements, 2 accounts left out"
is "it lies in previews/, with all that the run will have" "$(cd "$looked" && echo * EMAIL/* POSTAL/*)" \
	"EMAIL POSTAL left-out.csv manifest.csv proof.txt EMAIL/S$run-00002-1002.pdf POSTAL/S$run-00001-1001.pdf POSTAL/S$run-00003-1003.pdf POSTAL/S$run-00004-1006.pdf POSTAL/print"
is "and nothing is kept of it, nor issued" "$(kept) $(ls -d "$out" 2>/dev/null)" "$before "
like "check has nothing to say of it" "$("$BIN" -s "$SPOOL" check)" '^Everything is as it should be'

# ---- statements: 1001 had 40 to begin with, was billed 100 and paid 60, so owes 80; by 31 August that is 14 days late
ask st1 'type = statements' 'end_date = 2026-08-31'
is "everybody who can get one gets a statement, and it says who cannot" "$said" "Finished, 4 statements, 2 accounts left out"
is "they are those of the preview" "$(texts "$out")" "$(texts "$looked")"
like "the answer says why" "$(cat "$SPOOL"/archive/*/st1.req.result.txt)" "account 1004: the customer has neither.*"
like "and which letter of which name" "$(cat "$SPOOL"/archive/*/st1.req.result.txt)" "account 1005: .*U\+5C71, is East Asian"
is "they stand in left-out.csv" "$(cut -d, -f1 "$out/left-out.csv" | tail -n +2 | tr -d '\r' | sort | tr '\n' ' ')" "1004 1005 "
like "a statement goes from what was owed, entry by entry, to what is owed" "$(says 1001)" "Statement of account.*Opening balance.*Invoices.*40\.00.*−60\.00 0\.00 100\.00.*\\\$80\.00.*Opening balance 40\.00 3 Aug 2026 Invoice · $i1 17 Aug 2026 100\.00 140\.00.*20 Aug 2026 Payment received · BANK 77 −60\.00 80\.00.*Closing balance 80\.00"
like "and says how old that is" "$(says 1001)" "Not due yet 1–30 days late 31–60 days late.*0\.00 80\.00 0\.00 0\.00 0\.00"
like "one in credit says so, in German" "$(says 1002)" "Kontoauszug.*Guthaben.*30,00.*Rechnung · .* 100,00 100,00.*Zahlungseingang −130,00 −30,00.*Endsaldo −30,00"
like "and is of age nought" "$(says 1002)" "Noch nicht fällig 1–30 Tage überfällig.*−30,00 0,00 0,00 0,00 0,00"
like "in French" "$(says 1003)" "Relevé de compte.*Paiement reçu −97,00 3,00.*Solde final 3,00"
like "in Polish" "$(says 1006)" "Wyciąg z konta.*Saldo końcowe 100,00"
is "who gets bills by email has it in EMAIL" "$(ls "$out/EMAIL" | sed 's/.*-//')" "1002.pdf"
is "the others in POSTAL, and in a bundle" "$(find "$out/POSTAL" -maxdepth 1 -name '*.pdf' | wc -l) $(tail -n +2 "$out/POSTAL/print/bundles.csv" | cut -d, -f6)" "3 3"
like "the proof ties to the ledger" "$(cat "$out/proof.txt")" "balances, by the ledger *153\.00  = balances"
is "and says what was made of it" "$(sed -n 's/^entries made in the ledger *//p' "$out/proof.txt")" "0  = none"
is "nothing was billed" "$(sql "SELECT count(*), sum(amount_minor), (SELECT count(invoice_id) FROM email), (SELECT count(invoice_id) FROM post) FROM ledger")" "$ledger"
is "each waits in one queue" "$(sql "SELECT (SELECT group_concat(state || ' ' || send_to) FROM email WHERE letter_id IS NOT NULL),
	(SELECT group_concat(p.state || ' ' || a.number) FROM posting p JOIN account a ON a.id = p.account_id WHERE p.run_id = '$run')")" \
	'NEW bruno@example.com|TO_POST 1001,TO_POST 1003,TO_POST 1006'
ask st2 'type = statements' 'end_date = 2026-08-31' 'note = again'
is "what has been stated is not stated again" "$said" "Finished, nothing to state, 2 accounts left out"

# A payment of August comes late: the next statement begins where the last one ended, and has it with its own day.
at 2026-09-30
printf 'account_number,date,amount,batch_type,reference\n1001,2026-08-25,30.00,EFT,LATE\n' | import receipts
ask st3 'type = statements' 'account = 1001'
like "the next one begins where that ended, with what came late, and today" "$(says 1001)" "1 Sep 2026 – 30 Sep 2026.*Opening balance 80\.00 25 Aug 2026 Payment received · LATE −30\.00 50\.00 2 Sep 2026 Invoice · $i2 16 Sep 2026 100\.00 150\.00 Closing balance 150\.00"
like "the older bill is 44 days late by then, the other 14" "$(says 1001)" "0\.00 100\.00 50\.00 0\.00 0\.00"
ask st4 'type = statements' 'account = 1001' 'from_date = 2026-08-20' 'end_date = 2026-08-31'
like "an extract states what was stated, from its day on" "$(says 1001)" "Opening balance 140\.00 20 Aug 2026 .* −60\.00 80\.00 25 Aug 2026 .*LATE −30\.00 50\.00 Closing balance 50\.00"
first=$run

# ---- reminders: on 30 September 1001 owes 50 of the first bill (44 days) and 100 of the second (14); 1003 owes 3 and 100; 1002 owes 70
ask rem0 'type = reminders' 'days_overdue = 40' 'minimum = 60.00'
is "less than the minimum is not reminded of" "$said" "Finished, 1 reminder"
like "only what is overdue for so long counts: 1006 has paid nothing" "$(says 1006)" "Przypomnienie o zapłacie.*17.08.2026 44 1 100,00 100,00 Do zapłaty 100,00"
before=$(kept)
ask look2 'type = preview' 'of = reminders' 'days_overdue = 40'
like "a preview of reminders takes what these take" "$said $(pdftotext "$SPOOL/previews/$run"/*/R*-1001.pdf - | tr '\n' ' ')" "^Finished, preview of 2 reminders .*\\\$50\.00"
is "and reminds nobody" "$(kept)" "$before"
ask rem1 'type = reminders'
is "each who owes gets one" "$said" "Finished, 4 reminders"
like "with what is open of each bill, and how late it is" "$(says 1001)" "Payment reminder.*please pay \\\$150\.00 by 10 Oct 2026.*3 Aug 2026 $i1 17 Aug 2026 44 1 100\.00 50\.00 2 Sep 2026 $i2 16 Sep 2026 14 1 100\.00 100\.00 Amount due 150\.00.*How to pay.*Biller code.*838492"
like "money in pays the oldest bill first" "$(says 1002)" "Zahlungserinnerung.*70,00.* 14 1 100,00 70,00 Zu zahlen 70,00"
like "whose first bill was reminded of before gets the other" "$(says 1006)" " 16.09.2026 14 1 100,00 100,00 Do zapłaty 100,00"
like "in French" "$(says 1003)" "Rappel de paiement.*103,00.*44 1 100,00 3,00 .*14 1 100,00 100,00"
ask rem2 'type = reminders' 'note = again'
is "nobody is reminded twice at the same level" "$said" "Finished, nobody to remind"
at 2026-10-13
ask rem3 'type = reminders'
is "nor too early for the next one" "$said" "Finished, nobody to remind"
at 2026-10-14
printf 'account_number,date,amount,batch_type,reference\n1003,2026-10-13,103.00,EFT,\n' | import receipts
printf '[run]\ntype = reverse\ninvoice = %s\nreason = wrong\n' "$i2" | request "" rev.req >/dev/null
ask rem4 'type = reminders'
is "then who still owes gets the next: 1003 has paid" "$said" "Finished, 3 reminders"
like "a reversed bill is not asked for" "$(says 1001)" "Second reminder.*\\\$50\.00 by 24 Oct 2026.*$i1 17 Aug 2026 58 2 100\.00 50\.00 Amount due 50\.00"
like "in Polish" "$(says 1006)" "Wezwanie do zapłaty.*58 2 .*28 2 .*200,00"
at 2026-10-28
ask rem5 'type = reminders'
like "the third is the last" "$(says 1001)" "Final reminder.* 72 3 100\.00 50\.00"
at 2026-12-28
ask rem6 'type = reminders'
is "and behind it there is none" "$said" "Finished, nobody to remind"
like "a constraint says so too" "$(sqlite3 "$SPOOL/db/billspool.db" "INSERT INTO letter_entry SELECT letter_id, line + 100, NULL, invoice_id, level, kind, day,
	due_day, days_late, reference, whole_minor, amount_minor, balance_minor FROM letter_entry WHERE invoice_id IS NOT NULL LIMIT 1" 2>&1)" "UNIQUE"
like "and that an entry is stated once" "$(sqlite3 "$SPOOL/db/billspool.db" "INSERT INTO letter_entry SELECT letter_id, line + 100, ledger_id, NULL, level, kind, day,
	due_day, days_late, reference, whole_minor, amount_minor, balance_minor FROM letter_entry WHERE ledger_id IS NOT NULL LIMIT 1" 2>&1)" "UNIQUE"

# ---- files
bad=
for file in "$SPOOL"/invoices/*/*/[RS]2026*.pdf; do
	qpdf --check "$file" >"$DIR/out" 2>&1 || bad="$bad $file"
	grep -qi warning "$DIR/out" && bad="$bad $file:warning"
	pdffonts "$file" | awk 'NR > 2 && ($(NF - 4) != "yes" || $(NF - 3) != "yes" || $(NF - 2) != "yes")' | grep -q . && bad="$bad $file:fonts"
done
is "qpdf likes every letter, and its fonts are embedded subsets" "$bad" ""
"$BIN" -s "$SPOOL" render "$first" "$DIR/again" >"$DIR/said" 2>&1
is "rendered again, a letter is the same bytes" "$(cd "$DIR/again/POSTAL" && sha256sum -- *.pdf)" "$(cd "$SPOOL/invoices/$first/POSTAL" && sha256sum -- *.pdf)"
"$BIN" -s "$SPOOL" print "$first" "$DIR/all" >"$DIR/said" 2>&1
is "and so are the bundles" "$(cd "$DIR/all" && sha256sum -- *.pdf)" "$(cd "$SPOOL/invoices/$first/POSTAL/print" && sha256sum -- *.pdf)"
"$BIN" -s "$SPOOL" check >"$DIR/said" 2>&1
result $? "check has nothing to say ($(tail -n 2 "$DIR/said"))"
like "a letter that was made is not changed" "$(sqlite3 "$SPOOL/db/billspool.db" "UPDATE letter SET closing_minor = closing_minor" 2>&1)" "never changed"
printf x >>"$(find "$SPOOL/invoices" -name 'R2026*-1001.pdf' | head -n 1)"
like "check finds a letter that somebody changed" "$("$BIN" -s "$SPOOL" check)" "R2026.*-1001.pdf is not the file that was issued"

# ---- what is asked for
ask bad1 'type = reminders' 'from_date = 2026-10-01'
like "a key of the other type is refused" "$said" "Rejected: .*a request of type reminders has no use for from_date"
ask bad5 'type = preview' 'of = reminders' 'from_date = 2026-10-01'
like "of a preview, too" "$said" "Rejected: .*a request of type preview of reminders has no use for from_date"
ask bad6 'type = preview' 'of = all'
like "a preview is of one of them" "$said" "Rejected: .*of = all is for emails"
ask bad2 'type = reminders' 'minimum = ten'
like "an amount must be one" "$said" "Rejected: .*minimum = ten is not possible"
mkdir -p "$SPOOL/templates"
printf '[billing]\n' >"$SPOOL/templates/mine.ini"
conf 'reminder_layout = mine'
ask jan 'type = daily' 'end_date = 2026-11-30'
at 2027-02-01
ask bad3 'type = reminders'
like "a layout that is wrong is refused with its line, and nothing is sent" "$said" "Rejected: layout mine, line 1: there is no section"
conf 'reminder_layout = classic'
ask bad4 'type = reminders'
like "one for bills is refused" "$said" "Rejected: layout classic has no .entries., which a statement or a reminder cannot do without"
conf 'layout = statement'
printf '[run]\ntype = daily\nbuildings = A\nend_date = 2027-01-31\n' | request "" bad5.req >"$DIR/said"
like "and one for letters is for no bill" "$(cat "$DIR/said")" "Rejected: layout statement has no .lines., which a bill cannot do without"
is "nor recorded" "$(sql "SELECT count(*) FROM run WHERE kind = 'reminders' AND run_day > 20820")" 0
done_testing
