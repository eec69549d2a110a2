#!/bin/sh
# The queue, seen: who waits is told whose request is before it and when it will start, from how long the last ones took.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/small.sh"

write() { printf '[run]\ntype = %s\nbuildings = %s\n%s\n' "$4" "$2" "$5" >"$DIR/w"; mv "$DIR/w" "$SPOOL/requests/$1/$3.req"; }
# Do all that waits, and stop in the middle of the first run, when all who wait have been told.
begin() { once_stopped syncfs 1; }
end() { go_on; wait; }
told() { grep -q "$3" "$SPOOL/status/$1/$2.req.txt"; }
day='end_date = 2026-10-31'

new_spool
small_utility
write alice A first transactions "$day"
write bob D second transactions "$day"
begin
wait_for told bob second '2nd'
is "before anything was measured, no time is told" "$(status bob second.req)" "Queued (2nd; Alice Marsh's request is before it)"
end

# ---- as if transactions had taken 5 s an account, and 2 s for the fixed part: 12 s for A's two, 7 s for D's one
sqlite3 "$SPOOL/db/billspool.db" "UPDATE job SET started_ns = finished_ns - 12000000000 WHERE name = 'first.req';
	UPDATE job SET started_ns = finished_ns - 7000000000 WHERE name = 'second.req'"
is "the accounts of a run are kept with it" "$(sql "SELECT group_concat(accounts) FROM job WHERE type = 'transactions'")" 2,1
write alice A a1 transactions "$day"
write amir C c1 transactions "$day"
write bob D b1 transactions "$day"
write mia D m1 preview ''
write bob D b2 transactions "$day"
begin
wait_for told bob b2 'before it'
like "who is second is told when the running one will be done" "$(status amir c1.req)" \
	"^Queued \(2nd; Alice Marsh's request is before it; starts in about 1[05] s\)$"
like "who is third, when both will" "$(status bob b1.req)" "^Queued \(3rd; Amir Haddad's request is before it; starts in about 20 s\)$"
like "who is fourth, when all will, by their accounts" "$(status mia m1.req)" \
	"^Queued \(4th; Bob Tran's request is before it; starts in about (25|30) s\)$"
is "behind what nobody has measured, nothing is told" "$(status bob b2.req)" "Queued (5th; Mia Lindqvist's request is before it)"
end
is "all are done" "$(cat "$SPOOL"/status/*/[abcm]?.req.txt | grep -c '^Finished')" 5

# ---- a run for one account takes as long as one account does, however many there are in its building
sqlite3 "$SPOOL/db/billspool.db" "UPDATE job SET started_ns = finished_ns - (2 + 5 * accounts) * 1000000000 WHERE type = 'transactions'"
write bob D x1 transactions "$day"
write alice A x2 transactions "$day
account = 1001"
write mia C x3 transactions "$day"
begin
wait_for told mia x3 '3rd'
like "who waits behind it is told so" "$(status mia x3.req)" 'starts in about 15 s\)$'
end

# ---- a queue so long that its lines are told in pieces
conf 'settle_ms = 60000' 'scan_ms = 100'
seq -f "$SPOOL/requests/alice/q%04g.req" 3000 | while read -r file; do echo '[run]' >"$file"; done
"$BIN" -s "$SPOOL" watch 2>>"$DIR/log" &
ok "the last of thousands is told, too" wait_for told alice q3000 '^Seen, waiting for the copy to end'
is "and nobody is passed over" "$(find "$SPOOL/status/alice" -name 'q*' | wc -l)" 3000
kill $!; wait
done_testing
