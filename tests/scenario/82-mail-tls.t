#!/bin/sh
# The relay's certificate: nothing is sent to one that is not who it should be.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/../mail/lib.sh"

# An authority, and certificates for two names.
quiet openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj '/CN=Test authority' -keyout "$DIR/ca.key" -out "$DIR/ca.pem"
certificate() {
	quiet openssl req -newkey rsa:2048 -nodes -subj "/CN=$1" -keyout "$DIR/key.pem" -out "$DIR/request.pem"
	printf 'subjectAltName=DNS:%s\n' "$1" >"$DIR/extension"
	quiet openssl x509 -req -in "$DIR/request.pem" -CA "$DIR/ca.pem" -CAkey "$DIR/ca.key" -CAcreateserial -days 30 -extfile "$DIR/extension" -out "$DIR/cert.pem"
}
refused() {
	like "$1" "$(mail_send)" "$2"
	is "$1: nothing was sent, nothing has changed" "$(states) $(ls "$SMTP" | grep -c accepted)" '1 RELEASED 2 RELEASED  0'
	smtp_stop
}

new_spool 'tls = required'
mail_utility ann@customer.example ben@customer.example
release >/dev/null
certificate other.example
smtp_start tls
conf "ca_file = $DIR/ca.pem"
refused "a certificate for another name" 'not trusted for that name \(hostname mismatch\)'
certificate localhost
smtp_start tls
conf 'ca_file = '
refused "an authority that nobody knows" 'not trusted for that name \(.*(unable to get local issuer|self.signed)'
smtp_start
refused "no encryption offered" 'does not offer encryption \(STARTTLS\)'
smtp_start tls
conf "ca_file = $DIR/nosuch.pem"
refused "an authority's file that is not there" 'certificates in .* cannot be read: correct ca_file'

echo secret >"$DIR/password"
chmod 600 "$DIR/password"
smtp_start tls auth needauth bdat
conf "ca_file = $DIR/ca.pem" 'session_messages = 1' 'user = billing' "password_file = $DIR/password"
mail_send
is "with all in order it goes, encrypted and by name, in several sessions" \
	"$(states) $(grep -c '"tls": "TLSv1.3", "known": true' "$SMTP/accepted") $(grep -c 'C: EHLO' "$SMTP/talk")" '1 SENT 2 SENT  2 4'
smtp_stop

# Many sessions in one process: the library must not stumble over what comes behind a handshake.
new_spool 'tls = required' "ca_file = $DIR/ca.pem" 'session_messages = 1'
mail_utility $(seq -f 'a%g@customer.example' 40)
release >/dev/null
smtp_start tls bdat
: >"$DIR/log"
mail_send
is "forty sessions of TLS 1.3 in a row" "$(sql "SELECT state, count(*) FROM email GROUP BY 1") $(grep -c '"tls": "TLSv1.3"' "$SMTP/accepted")" 'SENT|40 40'
is "none broke off" "$(grep -c mail-trouble "$DIR/log")" 0
smtp_stop
new_spool 'tls = required' "ca_file = $DIR/ca.pem"
mail_utility ann@customer.example
release >/dev/null
smtp_start tls tls1.2 bdat
mail_send
is "a relay that has 1.2 only" "$(states) $(grep -c '"tls": "TLSv1.2"' "$SMTP/accepted")" '1 SENT  1'
smtp_stop
done_testing
