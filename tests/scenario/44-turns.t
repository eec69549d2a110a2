#!/bin/sh
# The queue is fair: one agent drops 100 requests, others a few; nobody waits for more than one request of each other agent.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/small.sh"

LOG=$DIR/log
write() { printf '[run]\ntype = transactions\nbuildings = %s\nend_date = 2026-10-31\nnote = %s\n' "$2" "$3" >"$DIR/w"; mv "$DIR/w" "$SPOOL/requests/$1/$3.req"; }
# The order in which requests were taken: "alice/a001 bob/b1 ...".
taken() { sed -nE 's|^[^ ]+ claimed folder=requests/([^ ]+) request=([^ ]+)\.req .*|\1/\2|p' "$LOG"; }

new_spool
small_utility
: >"$LOG"
for n in $(seq -w 100); do write alice A "a$n"; done
write bob D b1
write bob D b2
write amir C c1
once
is "the first of each agent, then the second, then the rest" "$(taken | head -6 | tr '\n' ' ')" \
	'alice/a001 bob/b1 amir/c1 alice/a002 bob/b2 alice/a003 '
is "an agent's own are in the order of arrival" "$(taken | grep -c alice) $(taken | grep alice | sort -c && echo sorted)" '100 sorted'

# ---- one who comes later, while the hundred are being done
: >"$LOG"
for n in $(seq -w 200 299); do write alice 'A, B' "a$n"; done
once_stopped renameat2 60
before=$(taken | wc -l)
ok "some of the hundred are done, and most are not" test "$before" -gt 3 -a "$before" -lt 50
write bob D late1
write bob D late2
go_on
wait
place() { taken | awk -v want="bob/$1" '$0 == want { print NR }'; }
# The one under way, the one that may have been chosen, what a look that is 100 ms old does not know.
ok "a latecomer is taken soon after" test $(($(place late1) - before)) -le 12
is "and one request of the other is between their first and their second" $(($(place late2) - $(place late1))) 2

# ---- imports: those that came before a request go before it, whoever's turn it is
: >"$LOG"
for n in $(seq -w 300 310); do write alice A "a$n"; done
printf 'account_number,date,amount,batch_type\n1001,2026-11-01,25.00,EFT\n' >"$DIR/r.csv" && mv "$DIR/r.csv" "$SPOOL/imports/receipts/r.csv"
write bob D b3
once
is "an import goes before the request that came after it" "$(sed -nE 's|^[^ ]+ claimed folder=([^ ]+) .*|\1|p' "$LOG" | head -4 | tr '\n' ' ')" \
	'requests/alice imports/receipts requests/bob requests/alice '
done_testing
