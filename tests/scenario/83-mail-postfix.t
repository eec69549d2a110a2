#!/bin/sh
# A real Postfix takes invoices (a hundred; COUNT=1000 for more), with and without encryption and password, CHUNKING on; Python's email reads them back.
. "$(dirname "$0")/../mail/postfix.sh"
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/../mail/lib.sh"
MAILDIRS=$DIR/maildirs
COUNT=${COUNT:-100}

# static:all would put all into one Maildir: a table of each.
mkdir -p "$MAILDIRS"
new_spool 'session_messages = 100'
mail_utility $(seq -f 'a%g@customer.example' "$COUNT")
release >/dev/null
seq -f 'a%g' "$COUNT" | sed 's|.*|&@customer.example &/|' >"$DIR/mailboxes"
conf 'host = localhost' 'port = 2525' 'from = billing@billing.example' 'timeout_seconds = 30'
postfix_start "virtual_mailbox_maps = texthash:$DIR/mailboxes" || { echo "Bail out! Postfix does not start: $(tail -5 "$DIR/postfix.out" "$DIR/maillog" 2>&1)"; exit 1; }
trap '[ -n "${KEEP:-}" ] || { umount -l /usr /etc "$DIR/over" 2>/dev/null; rm -rf "$DIR"; }' EXIT
like "Postfix offers CHUNKING" "$(printf 'EHLO x\r\nQUIT\r\n' | python3 -c '
import smtplib; s = smtplib.SMTP("127.0.0.1", 2525); print(s.ehlo()[1].decode())')" CHUNKING
mail_send
is "all are sent" "$(sql "SELECT state, count(*) FROM email GROUP BY 1")" "SENT|$COUNT"
is "each has its queue number" "$(sql "SELECT count(DISTINCT queue_id) FROM email WHERE queue_id <> ''")" "$COUNT"
delivered() { [ "$(find "$MAILDIRS" -path '*/new/*' | wc -l)" -ge "$COUNT" ]; }
wait_for delivered
is "each is in one Maildir, once, and is what it should be" "$(python3 "$TOP/tests/mail/read_back.py" "$SPOOL" "$MAILDIRS")" "$COUNT messages, as they should be"

# ---- encrypted; and with a password that it does not accept
quiet openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj '/CN=localhost' -addext subjectAltName=DNS:localhost -keyout "$DIR/key.pem" -out "$DIR/cert.pem"
new_spool 'session_messages = 7' 'tls = required' "ca_file = $DIR/cert.pem"
rm -rf "$MAILDIRS"/*
mail_utility $(seq -f 'a%g@customer.example' 20)
release >/dev/null
conf 'host = localhost' 'port = 2525' 'from = billing@billing.example' 'timeout_seconds = 30'
postfix_start "virtual_mailbox_maps = texthash:$DIR/mailboxes" 'smtpd_tls_security_level = encrypt' "smtpd_tls_cert_file = $DIR/cert.pem" \
	"smtpd_tls_key_file = $DIR/key.pem" 'smtpd_sasl_auth_enable = yes' 'smtpd_tls_auth_only = yes'
COUNT=20
mail_send
is "encrypted, all are sent, in several sessions" "$(sql "SELECT state, count(*) FROM email GROUP BY 1")" "SENT|20"
wait_for delivered
is "and come as they should" "$(python3 "$TOP/tests/mail/read_back.py" "$SPOOL" "$MAILDIRS")" "20 messages, as they should be"
ok "over TLS 1.3" grep -q 'TLSv1\.3' "$DIR/maillog"

# ---- encrypted, and only for who has the password
rm -rf "$MAILDIRS"/*
postfix_user billing 'right, with a blank'
postfix_start "virtual_mailbox_maps = texthash:$DIR/mailboxes" 'smtpd_tls_security_level = encrypt' "smtpd_tls_cert_file = $DIR/cert.pem" \
	"smtpd_tls_key_file = $DIR/key.pem" 'smtpd_sasl_auth_enable = yes' 'smtpd_tls_auth_only = yes' \
	'mynetworks = 192.0.2.0/24' 'smtpd_recipient_restrictions = permit_sasl_authenticated, reject'
new_spool 'session_messages = 7' 'tls = required' "ca_file = $DIR/cert.pem"
mail_utility $(seq -f 'a%g@customer.example' 20)
release >/dev/null
conf 'host = localhost' 'port = 2525' 'from = billing@billing.example' 'timeout_seconds = 30'
like "without user and password it takes nothing, and that is said" "$(mail_send)" "does not take our mail .*set user and password_file"
is "and nothing is bounced" "$(sql "SELECT state, count(*) FROM email GROUP BY 1")" "RELEASED|20"
echo wrong >"$DIR/password"
chmod 600 "$DIR/password"
conf 'user = billing' "password_file = $DIR/password"
like "a wrong password is said" "$(mail_send)" 'did not accept user and password .*it said: 535 .*correct user, or the content of password_file'
like "status says it too" "$("$BIN" -s "$SPOOL" status)" 'did not accept user and password'
is "and bounces nothing" "$(sql "SELECT state, count(*) FROM email GROUP BY 1")" "RELEASED|20"
is "nor has anything been delivered" "$(find "$MAILDIRS" -type f | wc -l)" 0
echo 'right, with a blank' >"$DIR/password"
mail_send
is "with the right one all are sent" "$(sql "SELECT state, count(*) FROM email GROUP BY 1")" "SENT|20"
wait_for delivered
is "and come as they should, once" "$(python3 "$TOP/tests/mail/read_back.py" "$SPOOL" "$MAILDIRS")" "20 messages, as they should be"
is "Postfix has known us in each session, over TLS" "$(grep -c 'sasl_method=PLAIN, sasl_username=billing' "$DIR/maillog")" 20
is "and status no longer says what was in the way" "$("$BIN" -s "$SPOOL" status | grep -c 'did not accept')" 0
done_testing
