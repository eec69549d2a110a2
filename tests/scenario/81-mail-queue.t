#!/bin/sh
# What the email queue decides by itself, what people decide, and what comes back.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/../mail/lib.sh"
state_is() { is "$1" "$(state_of "$2")" "$3"; }
held() { sql "SELECT held_because FROM email WHERE id = $1"; }

# ---- held by itself
new_spool
mail_utility a@customer.example b@customer.example c@gmial.com d@customer.example e@customer.example
is "a mistyped address is held from the start" "$(states)" '1 NEW 2 NEW 3 HELD 4 NEW 5 NEW '
like "and says so" "$(held 3)" 'c@gmial.com looks mistyped \(gmail.com\?\)'
like "the queue has the subject and why" "$(grep '^3,' "$SPOOL/reports/email-queue.csv")" '^3,HELD,1003,.*,c@gmial.com,,Your invoice INV-0000003,.*looks mistyped'
import receipts <<-END
	account_number,date,amount
	1001,2026-11-02,44.00
END
is "a payment holds what is new" "$(states)" '1 HELD 2 NEW 3 HELD 4 NEW 5 NEW '
like "and says so" "$(held 1)" 'the balance has changed'
printf '[run]\ntype = reverse\ninvoice = INV-0000002\nreason = wrong\n' | request alice r.req >/dev/null
is "a reversal takes the invoice's email out" "$(sql 'SELECT state FROM email WHERE id = 2')" DO_NOT_SEND
release >/dev/null
is "what is held is released with the rest only when it is named" "$(states)" '1 HELD 2 DO_NOT_SEND 3 HELD 4 RELEASED 5 RELEASED 6 RELEASED '
decide "message = 1, 3
decision = SEND" >/dev/null
is "and then it is" "$(states)" '1 RELEASED 2 DO_NOT_SEND 3 RELEASED 4 RELEASED 5 RELEASED 6 RELEASED '
import receipts <<-END
	account_number,date,amount
	1004,2026-11-02,10.00
END
is "a payment holds what is released" "$(sql 'SELECT state FROM email WHERE id = 4')" HELD
import customers <<-END
	account_number,account_name,building_code,site_identifier,price_plan_code,bill_cycle_code,invoice_delivery_class,open_date,email
	1005,Ann Archer 1005,A,S1005,FLAT,MONTHLY,EMAIL,2026-10-01,new@customer.example
	1003,Ann Archer 1003,A,S1003,FLAT,MONTHLY,EMAIL,2026-10-01,c@gmail.com
END
like "a new address holds what was released to the old one" "$(held 5)" 'has changed since it was released to e@customer.example: it is new@customer.example now'
decide "message = 5, 3
decision = SEND" >/dev/null
is "released again, it goes to the new one" "$(sql 'SELECT send_to, revision FROM email WHERE id IN (3, 5) ORDER BY id' | tr '\n' ' ')" 'c@gmail.com|2 new@customer.example|2 '

# ---- not by email
like "DO_NOT_SEND wants a reason" "$(decide "message = 4
decision = DO_NOT_SEND")" 'Rejected: DO_NOT_SEND needs a line .reason'
like "and offers the post" "$(decide "message = 4
decision = DO_NOT_SEND
reason = moved away
post = yes")" '^Finished, 1 email decided; they go by post: invoices/[0-9-]+/POSTAL'
run=$(sql "SELECT run_id FROM post WHERE invoice_id = (SELECT invoice_id FROM email WHERE id = 4)")
ok "the very file is in the mail room's folder" cmp "$SPOOL/invoices/$run/POSTAL/INV-0000004-1004.pdf" "$SPOOL"/invoices/*/EMAIL/INV-0000004-1004.pdf
like "with a manifest" "$(cat "$SPOOL/invoices/$run/manifest.csv")" '^POSTAL/INV-0000004-1004.pdf,1004,INV-0000004,1,'
like "it cannot be sent any more" "$(decide "message = 4
decision = RESEND")" 'Rejected: .*goes by post now'
like "and is posted like any other" "$(printf '[run]\ntype = posted\nrun = %s\n' "$run" | request alice p.req)" '^Finished, 1 invoice marked as posted'
like "check finds everything as it should be" "$("$BIN" -s "$SPOOL" check)" '^Everything is as it should be'

# ---- a supplement of several runs is printed like any run
new_spool 'bundle_sheets = 10' 'marks = datamatrix'
mail_utility $(seq -f 'a%g@customer.example' 11)
import customers <<-END
	account_number,account_name,building_code,site_identifier,price_plan_code,bill_cycle_code,invoice_delivery_class,open_date,email,postal_1,postal_suburb,postal_postcode
	1012,Ann Archer 1012,A,S1012,FLAT,MONTHLY,EMAIL,2026-10-01,a12@customer.example,1 High St,Balmain,2041
END
printf '[run]\ntype = daily\nbuildings = A\nend_date = 2026-10-31\n' | request alice second.req >/dev/null
decide "message = $(seq -s ', ' 12)
decision = DO_NOT_SEND
reason = on paper from now on
post = yes" >/dev/null
run=$(sql "SELECT max(id) FROM run WHERE kind = 'email'")
print=$SPOOL/invoices/$run/POSTAL/print
is "eleven sets of one run are two bundles, that of another is one of its own" "$(tail -n +2 "$print/bundles.csv" | cut -d, -f1-8)" \
	'1,bundle-001.pdf,1,10,10,10,1001,1010
2,bundle-002.pdf,11,11,1,1,1011,1011
3,bundle-003.pdf,12,12,1,1,1012,1012'
is "the manifest says in which bundle and on which sheet each is" "$(tail -n +2 "$SPOOL/invoices/$run/manifest.csv" | tr -d '\r' | cut -d, -f2,4,8,9 | sed -n '1p;10,$p' | tr '\n' ' ')" \
	'1001,1,1,1 1010,1,1,10 1011,1,2,11 1012,1,3,12 '
for bundle in 1 2 3; do pdftotext "$print/bundle-00$bundle.pdf" - | grep -o 'INV-00000[0-9][0-9]' | sort -u | wc -l; done >"$DIR/printed"
is "and what is printed are those" "$(tr '\n' ' ' <"$DIR/printed")" '10 1 1 '
for file in "$print"/*.pdf; do quiet qpdf --check "$file" || echo "$file"; done >"$DIR/broken"
is "each bundle is a whole PDF" "$(cat "$DIR/broken")" ''
"$BIN" -s "$SPOOL" print "$run" "$DIR/again" >"$DIR/said"
is "after a jam it can be made again, the same" "$(cd "$DIR/again" && sha256sum bundle-*) $(cat "$DIR/said")" \
	"$(cd "$print" && sha256sum bundle-*.pdf) 12 sheets, numbers 1 to 12."
"$BIN" -s "$SPOOL" print "$run" "$DIR/rest" --from 11 >/dev/null
is "from a sheet on, too" "$(ls "$DIR/rest" | tr '\n' ' ')" 'bundle-002.pdf bundle-003.pdf '
like "check finds everything as it should be with it" "$("$BIN" -s "$SPOOL" check)" '^Everything is as it should be'

# ---- what was decided about an older state of things does not count
new_spool
mail_utility ann@customer.example ben@customer.example/copy@customer.example cy@customer.example di@customer.example
# customer NUMBER ADDRESS COPY: the customer master has another address now.
customer() {
	import customers <<-END
		account_number,account_name,building_code,site_identifier,price_plan_code,bill_cycle_code,invoice_delivery_class,open_date,email,cc_email
		$1,Ann Archer $1,A,S$1,FLAT,MONTHLY,EMAIL,2026-10-01,$2,$3
	END
}
# sheet: the queue as it is; drop_sheet MESSAGE: that one is to be sent, by what stood in it then.
sheet() { cp "$SPOOL/reports/email-queue.csv" "$DIR/seen.csv"; }
drop_sheet() { awk -F, -v OFS=, -v id="$1" 'NR > 1 && $1 == id { $(NF - 1) = "SEND" } { print }' "$DIR/seen.csv" | request mia "sheet-$1-$(date +%s%N).csv"; }
sheet
customer 1001 new@customer.example ''
is "an address that changes before anybody has released it holds the message" "$(sql 'SELECT state, send_to FROM email WHERE id = 1')" 'HELD|new@customer.example'
like "and says from where to where" "$(held 1)" "changed since it was queued to ann@customer.example: it is new@customer.example now"
release >/dev/null
is "all that is new does not include it" "$(states)" '1 HELD 2 RELEASED 3 RELEASED 4 RELEASED '
like "a copy of the queue that was made before is refused" "$(drop_sheet 1)" 'Rejected: line 2: message 1 was NEW when this copy was made, and is HELD now, because the customer.s address'
sheet
customer 1001 other@customer.example ''
like "one with another address too" "$(drop_sheet 1)" 'Rejected: line 2: message 1 would go to other@customer.example, and this copy says new@customer.example'
import receipts <<-END
	account_number,date,amount
	1003,2026-11-02,10.00
END
sheet
import receipts <<-END
	account_number,date,amount
	1003,2026-11-02,5.00
END
like "and one with another balance" "$(drop_sheet 3)" 'Rejected: line 4: the balance of message 3 is no longer 34.00'
is "none of them has changed anything" "$(states)" '1 HELD 2 RELEASED 3 HELD 4 RELEASED '
customer 1002 ben@customer.example copy2@customer.example
like "other copies hold it as well" "$(held 2)" 'addresses of its copies have changed since it was released: they are "copy2@customer.example" now'
sheet
for message in 1 2 3; do
	like "a fresh copy is done, message $message" "$(drop_sheet $message)" '^Finished, 1 email decided'
done
is "they go where the queue said" "$(sql 'SELECT send_to, cc_to FROM email ORDER BY id' | tr '\n' ' ')" \
	'other@customer.example| ben@customer.example|copy2@customer.example cy@customer.example| di@customer.example| '

# ---- by itself, per building
new_spool 'auto_release = a'
mail_utility ann@customer.example ben@hotmal.com
is "auto_release leaves out what looks wrong" "$(states)" '1 RELEASED 2 HELD '
like "and stands in the audit" "$("$BIN" -s "$SPOOL" audit)" 'released email 1 of account 1001: auto_release'

mv "$(ls -d "$SPOOL"/invoices/*)" "$DIR/not-yet"
conf 'from = billing@billing.example'
like "a run that is released and not yet published waits" "$(mail_send)" 'is not published yet'
is "and is not held for it" "$(states)" '1 RELEASED 2 HELD '
mv "$DIR/not-yet" "$SPOOL/invoices/$(sql 'SELECT run_id FROM invoice LIMIT 1')"

# ---- a spool's own texts
new_spool
mkdir -p "$SPOOL/templates/mail"
printf 'Subject: {invoice_number}: {total}, due {due_date}, for {account_name}\r\n\r\nHello {account_name}, {sender_name} here.\r\n' >"$SPOOL/templates/mail/en.txt"
mail_utility ann@customer.example
conf 'from = billing@billing.example'
queued() { grep '^1,' "$SPOOL/reports/email-queue.csv"; }
like "the queue shows a spool's own subject as it will go" "$(queued)" ',"INV-0000001: \$44.00, due 16.Nov.2026, for Ann Archer 1001",'
"$BIN" -s "$SPOOL" mail show 1 >"$DIR/own.eml"
like "and so it goes" "$(python3 -c 'import email, email.policy, sys
print(email.message_from_binary_file(sys.stdin.buffer, policy=email.policy.default)["Subject"])' <"$DIR/own.eml")" \
	'^INV-0000001: \$44.00, due 16.Nov.2026, for Ann Archer 1001$'
like "with the spool's own text" "$(grep Hello "$DIR/own.eml")" 'Hello Ann Archer 1001, Harbour View here'
like "the HTML beside it says the same" "$(grep '<p>' "$DIR/own.eml")" '^<p>Hello Ann Archer 1001, Harbour View here.</p>'
echo '<p>Own look, {account_name}</p>' >"$SPOOL/templates/mail/en.html"
like "unless the spool has its own" "$("$BIN" -s "$SPOOL" mail show 1)" '<p>Own look, Ann Archer 1001</p>'
rm "$SPOOL/templates/mail/en.html"
release >/dev/null
echo 'Hello {acount_name}' >>"$SPOOL/templates/mail/en.txt"
like "a misspelt field is said" "$(mail_send)" 'templates/mail/en.txt: there is no field \{acount_name\}'
is "and nothing is sent" "$(states)" '1 RELEASED '

# ---- names and subjects are text
new_spool
mail_utility $(seq -f 'a%g@customer.example' 64)
smtp_start
is "nothing of a hostile name, subject or address becomes structure, shown or sent" "$(python3 "$TOP/tests/mail/hostile.py" "$BIN" "$SPOOL" "$SMTP")" \
	'48 texts, all of them text; 16 addresses, none of them used'
smtp_stop

# ---- what nobody knows, and what came back
new_spool 'bounce_address = bounce@billing.example'
mail_utility ann@customer.example drop-after@customer.example cy@customer.example di@customer.example/copy@customer.example
smtp_start
release >/dev/null
mail_send >/dev/null
mail_send >/dev/null
is "all are sent but the one without an answer" "$(states)" '1 SENT 2 UNKNOWN 3 SENT 4 SENT '
is "the server has its number" "$(sql 'SELECT queue_id FROM email WHERE id = 1')" 'Q1-1'
is "copies go along" "$(grep -c '"di@customer.example", "copy@customer.example"' "$SMTP/accepted")" 1
status=$("$BIN" -s "$SPOOL" status)
like "status counts" "$status" 'Emails: 3 SENT, 1 UNKNOWN'
like "and names what needs somebody" "$status" 'message 2, account 1002, building A, to drop-after@customer.example: UNKNOWN'
is "status --emails shows those of one state" "$("$BIN" -s "$SPOOL" status --emails sent | cut -d: -f1)" \
	"$(printf '  message %s, account 100%s, building A, to %s@customer.example\n' 1 1 ann 3 3 cy 4 4 di)"
is "and nothing where there are none" "$("$BIN" -s "$SPOOL" status --emails HELD)" ''
like "and which there are" "$("$BIN" -s "$SPOOL" status --emails lost 2>&1)" "'lost' is no state of an email; they are NEW, HELD, RELEASED, SENDING, SENT, DEFERRED, BOUNCED, UNKNOWN and DO_NOT_SEND"
like "the queue says what to do" "$(held 2)" 'the customer may have it: ask the mail server.s log, then DELIVERED or RESEND'
"$BIN" -s "$SPOOL" mail resolve 2 --reason 'it is in the log of the mail server' --agent mia >/dev/null
once
is "mail resolve settles it" "$(sql 'SELECT state FROM email WHERE id = 2')" SENT
like "with an audit note" "$("$BIN" -s "$SPOOL" audit)" 'sent email 2 of account 1002: it is in the log'

verp=$(sed -n '1s/.*FROM:<\([^>]*\)>.*/\1/p' "$SMTP/accepted")
like "the return address names the message" "$verp" '^bounce\+1\.1\.[0-9a-f]{16}@billing.example$'
like "a delay is no bounce" "$(report delayed 4.4.1 ann@customer.example "$verp" | bounce delayed)" 'nothing was changed'
is "and changes nothing" "$(sql 'SELECT state FROM email WHERE id = 1')" SENT
like "a forged return address is nobody's" "$(report failed 5.1.1 ann@customer.example "bounce+1.1.0000000000000000@billing.example" | bounce forged)" \
	'not one of these: nothing was changed'
like "an auto-reply is no bounce" "$(printf 'From: ann@customer.example\nTo: %s\nAuto-Submitted: auto-replied\nSubject: Away\n\nI am away.\n' "$verp" |
	bounce away)" 'no delivery report'
like "a report by return address counts" "$(report failed 5.1.1 ann@customer.example "$verp" | bounce one)" \
	'^Finished, message 1, invoice INV-0000001 of account 1001, came back: there is no such mailbox \(5.1.1: 550 5.1.1'
is "the message is back in the queue" "$(sql 'SELECT state FROM email WHERE id = 1')" BOUNCED
like "the same again changes nothing" "$(report failed 5.1.1 ann@customer.example "$verp" | sed 's/sorry/very sorry/' | bounce again)" 'nothing was changed'
message_id=$(sql "SELECT run_id || '.' || number FROM invoice WHERE number = 'INV-0000003'").1@billing.example
like "a report by Message-ID, which can be guessed, does not count without the address" "$(report failed 5.2.2 evil@customer.example nobody@billing.example \
	"$message_id" | bounce guessed)" '^Finished, it names message 3, but neither .*: nothing was changed'
is "and changes nothing, nor what is known of addresses" "$(sql 'SELECT state, (SELECT count(*) FROM bounced_address) FROM email WHERE id = 3')" 'SENT|1'
like "a report by Message-ID and address counts" "$(report failed 5.2.2 cy@customer.example nobody@billing.example "$message_id" | bounce two)" \
	'message 3, .* came back: the mailbox is full'
verp=$(grep -o 'bounce+4[^>]*' "$SMTP/accepted")
like "a copy that came back is noted, no more" "$(report failed 5.1.1 copy@customer.example "$verp" | bounce copy)" 'the copy to copy@customer.example came back'
is "the customer has it" "$(sql 'SELECT state FROM email WHERE id = 4')" SENT
like "no email is a report by its name" "$(echo hello | bounce nothing)" 'nothing was changed|Rejected'
like "an email in another folder is refused" "$(report failed 5.1.1 a b >"$SPOOL/imports/customers/x.eml"; once; status imports x.eml)" 'belongs into imports/bounces'
mkdir -p "$DIR/Maildir/new" "$DIR/Maildir/cur" "$DIR/Maildir/tmp"
conf "bounce_maildir = $DIR/Maildir"
report failed 5.4.4 di@customer.example "$verp" >"$DIR/Maildir/new/1700000000.M1.host"
mail_send
once
is "a report in the Maildir counts" "$(sql 'SELECT state FROM email WHERE id = 4') $(ls "$DIR/Maildir/new" | wc -l)" 'BOUNCED 0'
decide "message = 1
decision = RESEND
reason = he says it works again" >/dev/null
mail_send >/dev/null
is "what came back goes again as another revision" "$(grep -o 'INV-0000001.[0-9]*@billing' "$SMTP/accepted" | sort -u | tr '\n' ' ')" \
	'INV-0000001.1@billing INV-0000001.2@billing '

# ---- to the mail room by itself
smtp_stop
new_spool 'bounce_address = bounce@billing.example' 'bounce_to_post = yes' "bounce_maildir = $DIR/Maildir"
mail_utility ann@customer.example/copy@customer.example ben@customer.example
smtp_start
release >/dev/null
mail_send
verp=$(grep -o 'bounce+1[^>]*' "$SMTP/accepted")
copy_first() { awk '/^Final-Recipient/ { print "Final-Recipient: rfc822; copy@customer.example\nAction: failed\nStatus: 5.1.1\n" } { print }'; }
{ report failed 5.2.1 ann@customer.example "$verp" | copy_first; head -c 6000000 /dev/zero | tr '\0' x | fold -w 76; } >"$DIR/Maildir/new/1700000001.M1.host"
mail_send
once
like "a long report about copy and customer is about the customer, whose bill goes by post" "$(status imports maildir-1700000001.M1.host.eml)" \
	'^Finished, message 1, .* came back: the mailbox is closed \(5.2.1.*it goes by post: invoices/[0-9-]+/POSTAL'
is "it is done with as an email" "$(states)" '1 DO_NOT_SEND 2 SENT '
like "one by Message-ID is not enough for the post" "$(report failed 5.2.1 ben@customer.example nobody@billing.example \
	"$(sql "SELECT run_id || '.' || number FROM invoice WHERE number = 'INV-0000002'").1@billing.example" | bounce unsigned)" 'came back: the mailbox is closed \(5.2.1[^;]*$'
is "it waits for a decision" "$(states) $(sql 'SELECT count(*) FROM post')" '1 DO_NOT_SEND 2 BOUNCED  1'
ok "and lies in the mail room" test -s "$SPOOL/invoices/$(sql 'SELECT run_id FROM post')/POSTAL/INV-0000001-1001.pdf"
like "check finds everything as it should be then" "$("$BIN" -s "$SPOOL" check)" '^Everything is as it should be'

# ---- limits, each made to pass by putting the clock of the deliveries back
state_count() { [ "$(sql "SELECT count(*) FROM email WHERE state = '$1'")" = "$2" ]; }
sql_write() { sqlite3 -cmd '.timeout 10000' "$SPOOL/db/billspool.db" "$1" >/dev/null; }
# limited SETTING...: the sender under way, and what it has sent when it waits for a limit.
limited() {
	new_spool
	mail_utility a@one.example b@one.example c@one.example d@two.example
	conf "port = $(cat "$SMTP/port")" 'host = localhost' 'from = billing@billing.example' "$@"
	release >/dev/null
	"$BIN" -s "$SPOOL" mail send >>"$DIR/log" 2>&1 &
	SENDER=$!
}
limited 'per_minute = 3'
wait_for state_count SENT 3
is "of four, three go in a minute" "$(states)" '1 SENT 2 SENT 3 SENT 4 RELEASED '
sql_write "UPDATE delivery SET began_ns = began_ns - 60000000000"
wait $SENDER
is "and the fourth in the next" "$? $(states)" '0 1 SENT 2 SENT 3 SENT 4 SENT '
limited 'per_domain = 1'
wait_for state_count SENT 2
is "one to each domain in a minute" "$(states)" '1 SENT 2 RELEASED 3 RELEASED 4 SENT '
kill $SENDER
wait $SENDER
new_spool 'session_messages = 2'
mail_utility $(seq -f 'a%g@one.example' 12) last@two.example
conf "port = $(cat "$SMTP/port")" 'host = localhost' 'from = billing@billing.example' 'per_domain = 1'
release >/dev/null
"$BIN" -s "$SPOOL" mail send >>"$DIR/log" 2>&1 &
SENDER=$!
wait_for state_count SENT 2
is "many to a domain that must wait hide nobody behind them" "$(sql "SELECT id FROM email WHERE state = 'SENT'" | tr '\n' ' ')" '1 13 '
kill $SENDER
wait $SENDER
new_spool
mail_utility later@customer.example
conf "port = $(cat "$SMTP/port")" 'host = localhost' 'from = billing@billing.example' 'retry_minutes = 60' 'retry_hours = 1'
release >/dev/null
for n in 1 2; do
	mail_send
	is "put off for the $n. time" "$(states)" '1 DEFERRED '
	sql_write "UPDATE email SET next_ns = 0"
done
mail_send
like "after retry_hours it is held" "$(states) $(held 1)" '^1 HELD  it was put off 3 times, the last time with: 451 4.3.0 try again'

# ---- what cannot be
new_spool 'bounce_address = bounce@billing.example'
mail_utility a@customer.example b@customer.example c@customer.example
conf "port = $(cat "$SMTP/port")" 'host = localhost' 'from = billing@billing.example'
release >/dev/null
mail_send
report failed 5.2.2 c@customer.example "$(grep -o 'bounce+3[^>]*' "$SMTP/accepted" | tail -1)" | bounce again >/dev/null
like "a file that was changed is not sent" "$(decide "message = 3
decision = RESEND" >/dev/null; echo x >>"$(ls "$SPOOL"/invoices/*/EMAIL/INV-0000003-*)"; mail_send; held 3)" 'not the file that was issued'
is "and is held" "$(sql 'SELECT state FROM email WHERE id = 3')" HELD
smtp_stop
# trouble NAME REGEX SETTING...: what stands in status, and nothing in the queue has changed.
trouble() {
	name=$1 want=$2; shift 2
	conf "$@"
	before=$(states)
	mail_send >/dev/null
	like "$name" "$("$BIN" -s "$SPOOL" status)" "Email cannot be sent: .*$want"
	is "$name: the queue is untouched" "$(states)" "$before"
}
new_spool
mail_utility ann@customer.example
release >/dev/null
trouble "no sender" 'write from = billing@your.domain' 'port = 25'
trouble "no server" 'no mail server is set' 'from = billing@billing.example' 'host = '
trouble "nobody listens" 'cannot be reached' 'host = localhost' 'port = 1'
trouble "a name that is none" 'cannot be reached' 'host = nobody.invalid'
trouble "an unreadable password" 'password file .* cannot be read' 'host = localhost' 'user = billing' "password_file = $DIR/nosuch"
echo secret >"$DIR/password"
chmod 644 "$DIR/password"
trouble "a password for everybody" 'others can read' "password_file = $DIR/password"
chmod 600 "$DIR/password"
echo wrong >"$DIR/password"
smtp_start auth needauth
trouble "a wrong password" 'did not accept user and password \(it said: 535' 'timeout_seconds = 5'
echo secret >"$DIR/password"
mail_send
is "with the right one it goes" "$(states) $(grep -c '"known": true' "$SMTP/accepted")" '1 SENT  1'
not_in() { ! grep -rqE 'c2VjcmV0|secret' "$1"; }
ok "and the password is in no log" not_in "$DIR/log"
smtp_stop
new_spool
mail_utility elsewhere@customer.example ben@customer.example/copy@customer.example
release >/dev/null
smtp_start needauth bdat
trouble "a user is wanted" 'wants a user and a password \(it said: 530'
smtp_stop
smtp_start norelay bdat
trouble "a relay that does not know us" 'does not take our mail \(it said: 554 5.7.1.*Relay access denied\): ask'
smtp_stop
smtp_start policy bdat
trouble "a relay that takes no text of ours" 'does not take our mail \(it said: 550 5.7.26'
smtp_stop
smtp_start bdat
mail_send >/dev/null
is "of a relay that takes mail, it is the address that is refused" "$(states)" '1 BOUNCED 2 SENT '
sqlite3 "$SPOOL/db/billspool.db" "UPDATE email SET state = 'BOUNCED' WHERE id = 2; UPDATE email SET state = 'RELEASED' WHERE id = 2"
mail_send
is "one that everybody has is done with, and stops nobody" "$(sql 'SELECT state, reply FROM email WHERE id = 2')" 'SENT|everybody has had it already'
is "and was not sent again" "$(accepted 1002)" 1
smtp_stop

# ---- `mail watch`: what is in the way is not asked every second; a corrected billspool.conf counts at once
new_spool
mail_utility ann@customer.example
release >/dev/null
smtp_start auth needauth
echo wrong >"$DIR/password"
conf 'user = billing' "password_file = $DIR/password"
"$BIN" -s "$SPOOL" mail watch 2>"$DIR/watch.log" &
WATCH=$!
troubles() { grep -c mail-trouble "$DIR/watch.log"; }
in_trouble() { [ "$(troubles)" -ge 1 ]; }
wait_for in_trouble
conf "per_minute = many"
unusable() { grep -q 'settings-unusable.*per_minute' "$DIR/watch.log"; }
ok "a billspool.conf that cannot be used is said, and those from before hold" wait_for unusable
is "meanwhile the password was not tried again" "$(troubles) $(grep -c 'C: AUTH LOGIN' "$SMTP/talk")" '1 1'
echo secret >"$DIR/password"
conf "per_minute = 0"
wait_for state_count SENT 1
is "the corrected one is read, and it goes without waiting" "$(states) $(grep -c settings-read-again "$DIR/watch.log")" '1 SENT  1'
kill $WATCH
wait $WATCH
smtp_stop

# ---- a relay that has lost its table of domains knows nobody: so many dead addresses at once are not believed
new_spool
mail_utility elsewhere@customer.example $(seq -f 'a%g@customer.example' 6)
release >/dev/null
smtp_start nobody
trouble "a relay that refuses everybody" 'refused all 7 messages of a session for good .*550 5.1.1 no such user here.*none counts as bounced'
smtp_stop
smtp_start
mail_send >/dev/null
is "once it is mended all go, and one is refused as before" "$(states)" '1 BOUNCED 2 SENT 3 SENT 4 SENT 5 SENT 6 SENT 7 SENT '
smtp_stop
new_spool 'session_messages = 1'
mail_utility elsewhere@customer.example ann@customer.example ben@customer.example
release >/dev/null
smtp_start
mail_send >/dev/null
mail_send >/dev/null
is "one that is refused together with us does not stand before others" "$(states)" '1 RELEASED 2 SENT 3 SENT '
smtp_stop
new_spool
mail_utility unknown@customer.example unknown+2@customer.example
release >/dev/null
smtp_start
mail_send >/dev/null
is "few are believed" "$(states)" '1 BOUNCED 2 BOUNCED '
smtp_stop
done_testing
