#!/bin/sh
# What mail servers do rarely: a scripted one does it, with and without CHUNKING. For each, the state that the email comes to, and what is sent
# afterwards. The table is printed.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/../mail/lib.sh"

# What happens; the state after the first sending; how often the server has taken it then; the state after a second sending, and how often
# it has taken it in the end. UNKNOWN is never sent again. A bill is small: without CHUNKING the kernel takes it whole, and only the server knows
# how much of it has come, so hanging up in the middle is UNKNOWN too. Whether the kernel tells of it before the last byte has gone is chance
# (DEFERRED: it is known that the server cannot have all of it); none is taken either way. With CHUNKING each piece is answered, so that it is known.
cases() {
	[ "${options:-}" = bdat ] && broken="DEFERRED 0 DEFERRED" || broken="UNKNOWN|DEFERRED 0 UNKNOWN|DEFERRED"
	cat <<-END
		ann          SENT     1 SENT     1
		drop-data    DEFERRED 0 DEFERRED 0
		drop-before  $broken 0
		drop-after   UNKNOWN  1 UNKNOWN  1
		silent       UNKNOWN  1 UNKNOWN  1
		grey         DEFERRED 0 SENT     1
		full         DEFERRED 0 DEFERRED 0
		over         BOUNCED  0 BOUNCED  0
		refused      BOUNCED  0 BOUNCED  0
		later        DEFERRED 0 DEFERRED 0
		unknown      BOUNCED  0 BOUNCED  0
		stuck        $broken 0
		slow         SENT     1 SENT     1
		mute         DEFERRED 0 DEFERRED 0
	END
}
CASES=$(cases | awk '{printf "%s@customer.example ", $1}')

for options in '' bdat; do
	new_spool 'session_messages = 4'
	mail_utility $CASES
	smtp_start $options small
	release >/dev/null
	# Trouble pauses; here everything that can go is made to go, and what is put off waits until it is let.
	sql_write() { sqlite3 "$SPOOL/db/billspool.db" "$1"; }
	rounds() {
		for n in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
			"$BIN" -s "$SPOOL" mail send >>"$DIR/log" 2>&1
			code=$?
			[ $code -lt 128 ] || echo "exit code $code" >>"$DIR/crashes"
			[ "$(sql "SELECT count(*) FROM email WHERE state = 'RELEASED'")" != 0 ] || break
		done
	}
	conf 'retry_minutes = 60'
	rounds
	number=1000
	cases | while read -r how state times end_state end_times; do
		number=$((number + 1))
		echo "$how $(state_of $number) $(accepted $number)"
	done >"$DIR/first"
	sql_write "UPDATE email SET next_ns = 0"
	rounds
	printf '# %-12s %-10s %-6s %-10s %-6s %s\n' "${options:-data}" state taken later taken 'the last word'
	number=1000
	cases >"$DIR/cases"
	while read -r how state times end_state end_times; do
		number=$((number + 1))
		read -r _ got got_times <<-END
			$(grep "^$how " "$DIR/first")
		END
		printf '# %-12s %-10s %-6s %-10s %-6s %s\n' "$how" "$got" "$got_times" "$(state_of $number)" "$(accepted $number)" \
			"$(sql "SELECT reply FROM email m JOIN invoice i ON i.id = m.invoice_id JOIN account a ON a.id = i.account_id WHERE a.number = '$number'")"
		like "${options:-data}: $how" "$got $got_times $(state_of $number) $(accepted $number)" "^($state) $times ($end_state) $end_times\$"
	done <"$DIR/cases"
	is "${options:-data}: no message was taken twice" "$(sed -n 's/.*Message-Id: <\([^>]*\)>.*/\1/p' "$SMTP/accepted" | sort | uniq -d)" ''
	ok "${options:-data}: the sender has never crashed" test ! -e "$DIR/crashes"
	smtp_stop
done

# ---- goodbye in the middle of a session
new_spool
mail_utility a@customer.example b@customer.example c@customer.example d@customer.example e@customer.example
smtp_start goodbye=3
release >/dev/null
like "421 in mid-session is said" "$(mail_send)" 'broke the connection off \(it said: 421'
is "what came before it is sent, the rest still released" "$(states)" '1 SENT 2 SENT 3 RELEASED 4 RELEASED 5 RELEASED '
mail_send >/dev/null
is "and goes in the next session" "$(states)" '1 SENT 2 SENT 3 SENT 4 SENT 5 SENT '
is "each was taken once" "$(wc -l <"$SMTP/accepted") $(sed -n 's/.*Message-Id: <\([^>]*\)>.*/\1/p' "$SMTP/accepted" | sort -u | wc -l)" '5 5'
"$BIN" -s "$SPOOL" mail show 1 >"$DIR/show.eml"
ok "what went is byte by byte what mail show shows" python3 - "$SMTP/accepted" "$DIR/show.eml" <<'END'
import json, sys
with open(sys.argv[1]) as lines, open(sys.argv[2], "rb") as shown:
    sys.exit(json.loads(next(lines))["text"].encode("latin-1") != shown.read())
END
smtp_stop
done_testing
