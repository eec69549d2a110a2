#!/bin/sh
# Statements and reminders reach their customers as invoices do: one email each, decided about, sent once, or posted instead.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/../mail/lib.sh"
at() { export BILLSPOOL_NOW=$1T09:00:00; }
# ask NAME LINES...: a request of alice's; the run that it made is $run, its files $out.
ask() {
	name=$1; shift
	{ printf '[run]\nbuildings = A\n'; printf '%s\n' "$@"; } | request alice "$name.req" >"$DIR/said"
	run=$(sql "SELECT coalesce(run_id, '') FROM job WHERE name = '$name.req' ORDER BY finished_ns DESC LIMIT 1")
	out=$SPOOL/invoices/$run
}
# Who is where in the queue: "1001 INVOICE NEW".
queue() { sql "SELECT a.number, m.kind, m.state FROM mailing m JOIN account a ON a.id = m.account_id ${1:-} ORDER BY m.id" | tr '|\n' ' ;'; }
# email_of ACCOUNT KIND: its newest message of that kind.
email_of() { sql "SELECT max(m.id) FROM mailing m JOIN account a ON a.id = m.account_id WHERE a.number = '$1' AND m.kind = '$2'"; }
state_of_message() { sql "SELECT state FROM email WHERE id = $1"; }
held() { sql "SELECT held_because FROM email WHERE id = $1"; }
# read_mail MESSAGE: subject, plain body and attachment's name of what would go.
read_mail() {
	"$BIN" -s "$SPOOL" mail show "$1" | python3 -c 'import email, email.policy, sys
m = email.message_from_binary_file(sys.stdin.buffer, policy=email.policy.default)
print(m["Subject"], "|", m["To"], "|", m["Cc"], "|", m.get_body(("plain",)).get_content(), "|", m.get_body(("html",)).get_content(), "|",
      *(a.get_filename() for a in m.iter_attachments()), "|", m["Message-Id"])' | tr -s ' \n' '  '
}

# Each is billed 44.00 on 2 November, to be paid by the 16th. 1005 by post.
new_spool 'bounce_address = bounce@billing.example' 'from = billing@billing.example'
mail_utility ann@customer.example/copy@customer.example ben@customer.example cy@customer.example drop-after@customer.example
import customers <<-END
	account_number,account_name,building_code,site_identifier,price_plan_code,bill_cycle_code,invoice_delivery_class,open_date,email,cc_email,language,postal_1,postal_suburb,postal_postcode
	1001,Ann Archer 1001,A,S1001,FLAT,MONTHLY,EMAIL,2026-10-01,ann@customer.example,copy@customer.example,en,1 High St,Balmain,2041
	1002,Ann Archer 1002,A,S1002,FLAT,MONTHLY,EMAIL,2026-10-01,ben@customer.example,,de,1 High St,Balmain,2041
	1003,Ann Archer 1003,A,S1003,FLAT,MONTHLY,EMAIL,2026-10-01,cy@customer.example,,fr,1 High St,Balmain,2041
	1004,Ann Archer 1004,A,S1004,FLAT,MONTHLY,EMAIL,2026-10-01,drop-after@customer.example,,pl,1 High St,Balmain,2041
	1005,Ann Archer 1005,A,S1005,FLAT,MONTHLY,POST,2026-10-01,,,en,1 High St,Balmain,2041
END
ask late 'type = daily' 'end_date = 2026-10-31'
ask statements 'type = statements'
statements=$run

# ---- in the queue
is "each statement by email is an email, beside the invoice's" "$(queue "WHERE m.id IN (1, 5, 6, 7, 8)")" \
	'1001 INVOICE NEW;1001 STATEMENT NEW;1002 STATEMENT NEW;1003 STATEMENT NEW;1004 STATEMENT NEW;'
like "the list says what it is, to whom, and which file" "$(grep '^5,' "$SPOOL/reports/email-queue.csv")" \
	"^5,NEW,1001,Ann Archer 1001,44\.00,44\.00,ann@customer.example,copy@customer.example,\"Your statement of account, 2.Nov.2026.*\",invoices/$statements/EMAIL/S$statements-00001-1001.pdf,,STATEMENT,,"
like "the answer says where it waits" "$(cat "$SPOOL"/archive/*/statements.req.result.txt)" '5 statements, 4 by email and 1 by post.*'
is "the one by post is for the mail room" "$(sql "SELECT p.state, p.number FROM posting p WHERE p.run_id = '$statements'")" "TO_POST|S$statements-00005"
is "status counts both" "$("$BIN" -s "$SPOOL" status --json | python3 -c 'import json, sys; c = json.load(sys.stdin)["counts"]; print(c["emails_new"], c["invoices_to_post"], c["letters_to_post"])')" '8 1 1'
like "a statement goes in the customer's language" "$(read_mail 6)" \
	"^Ihr Kontoauszug, 02.11.2026.* \| ben@customer.example \| None \| Guten Tag Ann Archer 1002,.*Kontostand am 02.11.2026: +44,00.*<td .*44,00.* \| S$statements-00002-1002.pdf \| <$statements.S$statements-00002.1@billing.example>"
like "with its copies, in English" "$(read_mail 5)" "^Your statement of account, .* \| ann@customer.example \| copy@customer.example \| Dear .*Balance on 2.Nov.2026: "
like "in French" "$(read_mail 7)" "^Votre relevé de compte, .*Solde au 02/11/2026: "
like "in Polish" "$(read_mail 8)" "^Wyciąg z konta, .*Saldo na dzień 02.11.2026: "
is "the settings' subject of invoices is not that of a letter" "$(conf 'mail_subject = Bill {invoice_number}'; sql 'SELECT count(*) FROM email WHERE subject = ""')" 0

# ---- who decides about bills decides about bills
like "SEND for all that are new is for the invoices, and says so" "$(release)" '^Finished, 4 emails decided; 4 of statements or reminders were not meant'
is "the statements wait" "$(queue "WHERE m.state = 'NEW'")" '1001 STATEMENT NEW;1002 STATEMENT NEW;1003 STATEMENT NEW;1004 STATEMENT NEW;'
like "by building, too" "$(decide "buildings = A
decision = SEND")" 'Rejected: no invoice.s email waits for that decision; 4 of statements or reminders do'
like "HOLD stops all" "$(decide "message = *
decision = HOLD")" '^Finished, 8 emails decided$'
like "what is held is sent when it is named" "$(decide "message = 1, 2, 3, 4, 5
decision = SEND")" '^Finished, 5 emails decided'
like "of = statements is for them" "$(decide "message = *
of = statements
decision = DO_NOT_SEND
reason = not this time")" '^Finished, 4 emails decided$'
like "a run is one kind of documents" "$(decide "run = $statements
decision = RESEND")" 'Rejected: no email there waits'
like "and they come back by number" "$(decide "message = 5, 6, 7, 8
decision = RESEND
reason = after all")" '^Finished, 4 emails decided'
like "a word that is none is refused" "$(decide "message = *
of = letters
decision = SEND")" 'Rejected: line 4: of = letters is not possible'

# ---- sent once
smtp_start
mail_send >/dev/null
mail_send >/dev/null
is "invoices and statements are sent, the one without an answer is UNKNOWN" "$(queue)" \
	'1001 INVOICE SENT;1002 INVOICE SENT;1003 INVOICE SENT;1004 INVOICE UNKNOWN;1001 STATEMENT SENT;1002 STATEMENT SENT;1003 STATEMENT SENT;1004 STATEMENT UNKNOWN;'
is "each was taken once" "$(grep -o "filename=[^ ]*-100[0-9].pdf" "$SMTP/accepted" | sort | uniq -c | awk '{ print $1 }' | sort -u) $(wc -l <"$SMTP/accepted")" '1 8'
like "status names it" "$("$BIN" -s "$SPOOL" status --emails UNKNOWN)" 'message 8, statement, account 1004, building A, to drop-after@customer.example: UNKNOWN'
"$BIN" -s "$SPOOL" mail resolve 8 --reason 'it is in the log' --agent mia >/dev/null
once
is "a person settles it" "$(state_of_message 8)" SENT
verp=$(grep -o 'bounce+6[^>]*' "$SMTP/accepted")
like "a report about a statement counts" "$(report failed 5.1.1 ben@customer.example "$verp" | bounce one)" \
	"^Finished, message 6, statement S$statements-00002 of account 1002, came back: there is no such mailbox"
is "for it, and not for the invoice" "$(state_of_message 6) $(state_of_message 2)" 'BOUNCED SENT'
like "by Message-ID and address, too" "$(report failed 5.2.2 cy@customer.example nobody@billing.example "$statements.S$statements-00003.1@billing.example" | bounce two)" \
	'^Finished, message 7, statement .* came back: the mailbox is full'
like "posted says what it was" "$(printf '[run]\ntype = posted\nrun = %s\ninvoice = S%s-00005\n' "$statements" "$statements" | request alice p1.req)" '^Finished, 1 letter marked as posted$'
is "and the invoice's is not touched" "$(sql "SELECT group_concat(state, ' ') FROM (SELECT state FROM post ORDER BY id)")" 'TO_POST POSTED'

# ---- post instead
like "what came back goes by post, invoices and letters together" "$(decide "message = 4, 6, 7
decision = DO_NOT_SEND
reason = not reached
post = yes")" '^Finished, 3 emails decided; they go by post: invoices/[0-9-]+/POSTAL'
supplement=$(sql "SELECT max(id) FROM run WHERE kind = 'email'")
ok "the very file is in the mail room's folder" cmp "$SPOOL/invoices/$supplement/POSTAL/S$statements-00002-1002.pdf" "$SPOOL/invoices/$statements/EMAIL/S$statements-00002-1002.pdf"
is "manifest and bundles have all three" "$(tail -n +2 "$SPOOL/invoices/$supplement/manifest.csv" | tr -d '\r' | cut -d, -f2,3,7,8,9 | tr '\n' ' ')" \
	"1004,INV-0000004,POSTAL,1,1 1002,S$statements-00002,POSTAL,2,2 1003,S$statements-00003,POSTAL,2,3 "
like "the bundle is that letter" "$(pdftotext "$SPOOL/invoices/$supplement/POSTAL/print/bundle-002.pdf" - | tr '\n' ' ')" "Kontoauszug.*Relevé de compte"
"$BIN" -s "$SPOOL" print "$supplement" "$DIR/again" >"$DIR/said"
is "printed again, the same" "$(cd "$DIR/again" && sha256sum bundle-*)" "$(cd "$SPOOL/invoices/$supplement/POSTAL/print" && sha256sum bundle-*.pdf)"
like "it cannot be sent any more" "$(decide "message = 6
decision = RESEND")" 'Rejected: .*goes by post now'
like "posted, the answer counts documents" "$(printf '[run]\ntype = posted\nrun = %s\n' "$supplement" | request alice p2.req)" '^Finished, 3 documents marked as posted$'
like "the audit has all of it" "$("$BIN" -s "$SPOOL" audit | tr '\n' ';')" "issued statement S$statements-00002 of account 1002;.*withheld email 6 of account 1002: not reached;.*posted statement S$statements-00002"
like "check finds everything as it should be" "$("$BIN" -s "$SPOOL" check)" '^Everything is as it should be'

# ---- reminders, three levels
conf 'mail_subject = '
at 2026-11-25
ask first 'type = reminders'
first=$(email_of 1001 REMINDER)
is "a reminder by email is an email" "$(queue "WHERE m.run_id = '$run'")" '1001 REMINDER NEW;1002 REMINDER HELD;1003 REMINDER NEW;1004 REMINDER NEW;'
like "where mail came back before, it is held from the start" "$(held "$(email_of 1002 REMINDER)")" 'mail to ben@customer.example came back before: there is no such mailbox'
like "the list says of which level" "$(grep "^$first," "$SPOOL/reports/email-queue.csv")" ',REMINDER 1,,'
like "the first, in English" "$(read_mail "$first")" 'Payment reminder: please pay \$44.00 by 5.Dec.2026 .* \| Dear .*Amount due: +\$44.00 Please pay by: +5.Dec.2026 .*disregard'
import receipts <<-END
	account_number,date,amount
	1003,2026-11-25,44.00
END
is "a payment holds it" "$(state_of_message "$(email_of 1003 REMINDER)")" HELD
like "and says so" "$(held "$(email_of 1003 REMINDER)")" 'the balance has changed since it was queued \(a payment'
printf '[run]\ntype = reverse\ninvoice = INV-0000002\nreason = wrong\n' | request alice r.req >/dev/null
second=$(email_of 1002 REMINDER)
is "a reversal leaves it so" "$(state_of_message "$second")" HELD
like "who sends it in spite of that" "$(decide "message = $second
decision = SEND")" '^Finished, 1 email decided'
: >"$SMTP/accepted"
mail_send >/dev/null
like "does not get it sent" "$(state_of_message "$second") $(held "$second")" "^HELD what it asks for was reversed by INV-"
is "and nothing left" "$(cat "$SMTP/accepted")" ''
printf x >>"$out/EMAIL/$(basename "$(sql "SELECT number FROM mailing WHERE id = $first")")-1001.pdf"
decide "message = $first
decision = SEND" >/dev/null
mail_send >/dev/null
like "a letter that somebody changed is not sent" "$(state_of_message "$first") $(held "$first")" "^HELD invoices/$run/EMAIL/R.*-1001.pdf is not the file that was issued"
at 2026-12-09
ask second 'type = reminders'
is "only who still owes gets the second" "$(queue "WHERE m.run_id = '$run'")" '1001 REMINDER NEW;1004 REMINDER NEW;'
like "in English" "$(read_mail "$(email_of 1001 REMINDER)")" '^Second reminder: please pay '
like "in Polish" "$(read_mail "$(email_of 1004 REMINDER)")" '^Wezwanie do zapłaty: prosimy zapłacić 44,00'
conf 'auto_release = A'
at 2026-12-23
ask third 'type = reminders'
like "the third" "$(read_mail "$(email_of 1001 REMINDER)")" '^Final reminder: please pay .*our final reminder'
is "auto_release is for all emails of its buildings" "$(queue "WHERE m.run_id = '$run'")" '1001 REMINDER RELEASED;1004 REMINDER RELEASED;'

# ---- what cannot be, and what check says of it
write() { sqlite3 "$SPOOL/db/billspool.db" "PRAGMA foreign_keys = ON; $1" 2>&1; }
like "a letter has one email" "$(write "INSERT INTO email (letter_id, state, send_to, cc_to, subject, balance_minor)
	SELECT letter_id, 'NEW', 'x@x.example', '', '', 0 FROM email WHERE letter_id IS NOT NULL LIMIT 1")" 'UNIQUE.*letter_id'
like "an email is of one document" "$(write "INSERT INTO email (letter_id, invoice_id, state, send_to, cc_to, subject, balance_minor)
	SELECT (SELECT max(id) FROM letter WHERE delivery = 'POSTAL'), (SELECT max(id) FROM invoice WHERE delivery = 'POSTAL'), 'NEW', 'x@x.example', '', '', 0")" CHECK
like "and of one at least" "$(write "INSERT INTO email (state, send_to, cc_to, subject, balance_minor) VALUES ('NEW', 'x@x.example', '', '', 0)")" CHECK
like "a letter is posted once" "$(write "INSERT INTO post (letter_id, run_id, state) SELECT letter_id, run_id, 'TO_POST' FROM post WHERE letter_id IS NOT NULL LIMIT 1")" 'UNIQUE.*letter_id'
like "nor is a post of nothing" "$(write "INSERT INTO post (run_id, state) VALUES ('$run', 'TO_POST')")" CHECK
printf x >>"$SPOOL/invoices/$supplement/POSTAL/S$statements-00002-1002.pdf"
like "check finds a file of a supplement that somebody changed" "$("$BIN" -s "$SPOOL" check)" "$supplement/POSTAL/S$statements-00002-1002.pdf is not the file that was issued"
write "DELETE FROM post WHERE letter_id = (SELECT id FROM letter WHERE number = 'S$statements-00005')"
like "check finds a letter that stands in no queue" "$("$BIN" -s "$SPOOL" check)" "statement S$statements-00005 stands in no delivery queue"
done_testing
