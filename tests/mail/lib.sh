# What scenarios about mail share: source it behind tests/scenario/lib.sh.

# smtp_start OPTION...: the scripted server, told to the spool. Its folder is $SMTP.
smtp_start() {
	SMTP=$(mktemp -d "$DIR/smtp.XXXXXX")
	[ ! -e "$DIR/cert.pem" ] || cp "$DIR/cert.pem" "$DIR/key.pem" "$SMTP"
	python3 "$TOP/tests/mail/smtp_server.py" "$SMTP" "$@" >"$SMTP/stderr" 2>&1 &
	SMTP_PID=$!
	wait_for test -e "$SMTP/port"
	conf 'host = localhost' "port = $(cat "$SMTP/port")" 'from = billing@billing.example' 'timeout_seconds = 5' 'retry_minutes = 0'
}
smtp_stop() { kill "$SMTP_PID"; wait "$SMTP_PID" 2>/dev/null; SMTP_PID=; }
trap '[ -z "${SMTP_PID:-}" ] || kill $SMTP_PID; [ -n "${KEEP:-}" ] || rm -rf "$DIR"' EXIT
# Send what is released; the last line that it said is on stdout.
mail_send() { "$BIN" -s "$SPOOL" mail send >"$DIR/send.out" 2>&1; code=$?; cat "$DIR/send.out" >>"$DIR/log"; grep '^billspool:' "$DIR/send.out"; return $code; }
# The states of all emails, by number: "1 SENT 2 BOUNCED".
states() { sql "SELECT id, state FROM email ORDER BY id" | tr '|\n' '  '; }
state_of() { sql "SELECT m.state FROM email m JOIN invoice i ON i.id = m.invoice_id JOIN account a ON a.id = i.account_id WHERE a.number = '$1'"; }
# accepted ACCOUNT: how often the server has taken this account's message.
accepted() { grep -c -- "-$1\.pdf" "$SMTP/accepted" 2>/dev/null || true; }

# mail_utility ADDRESS...: one building, and an account 1001, 1002, ... for each address, billed and queued as NEW.
mail_utility() {
	import buildings <<-END
		building_code,name,bill_cycle_code,address_1,suburb
		A,Harbour View,MONTHLY,1 High St,Balmain
	END
	import agents <<-END
		agent,name,email,role,buildings
		alice,Alice Marsh,alice@billing.example,BILLING,A
		mia,Mia Lindqvist,mia@billing.example,MANAGER,*
	END
	import price-plans <<-END
		price_plan_code,sched_type,price,start_date,invoice_desc,tier_per,unit
		FLAT,FIXED,40.00,2026-01-01,Standing fee,MONTH,month
	END
	{
		echo account_number,account_name,building_code,site_identifier,price_plan_code,bill_cycle_code,invoice_delivery_class,open_date,email,cc_email,language,postal_1,postal_suburb,postal_postcode
		number=1000
		for address; do
			number=$((number + 1))
			cc=${address#*/}
			[ "$cc" != "$address" ] || cc=
			echo "$number,Ann Archer $number,A,S$number,FLAT,MONTHLY,EMAIL,2026-10-01,${address%%/*},$cc,${LANGUAGE_OF_ALL:-},1 High St,Balmain,2041"
		done
	} | import customers
	printf '[run]\ntype = daily\nbuildings = A\nend_date = 2026-10-31\n' | request alice daily.req >/dev/null
}
# release: all that is NEW, by the manager.
release() { printf '[run]\ntype = email\nmessage = *\ndecision = SEND\n' | request mia "release-$(date +%s%N).req"; }
# decide LINES: what the manager decides; its status line.
decide() { printf '[run]\ntype = email\n%s\n' "$1" | request mia "$(date +%s%N).req"; }

# report ACTION STATUS RECIPIENT TO: a delivery report as Postfix writes them (RFC 3464)
report() {
	cat <<-END
		From: MAILER-DAEMON@customer.example (Mail Delivery System)
		Subject: Undelivered Mail Returned to Sender
		To: $4
		Auto-Submitted: auto-replied
		MIME-Version: 1.0
		Content-Type: multipart/report; report-type=delivery-status; boundary="b/1"

		--b/1
		Content-Type: text/plain

		I'm sorry to have to inform you that your message could not be delivered.

		--b/1
		Content-Type: message/delivery-status

		Reporting-MTA: dns; mail.customer.example
		Arrival-Date: Mon, 2 Nov 2026 10:00:00 +0000 (UTC)

		Final-Recipient: rfc822; $3
		Original-Recipient: rfc822;$3
		Action: $1
		Status: $2
		Remote-MTA: dns; mx.customer.example
		Diagnostic-Code: smtp; 550 5.1.1 <$3>: Recipient address
		    rejected: no such user

		--b/1
		Content-Type: text/rfc822-headers

		From: billing@billing.example
		Message-Id: <${5:-none@elsewhere.example}>

		--b/1--
	END
}
# bounce NAME: standard input is the report; its status line.
bounce() { cat >"$DIR/x.eml"; mv "$DIR/x.eml" "$SPOOL/imports/bounces/$1.eml"; once; status imports "$1.eml"; }
