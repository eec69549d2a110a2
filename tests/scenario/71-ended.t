#!/bin/sh
# The dashboard tells an end in order from a death: the data that it carries says which it was.
. "$(dirname "$0")/lib.sh"

page() {
	sed -n 's/.*{"written_ms":[0-9]*,"alive_ms":[0-9]*,"ended":\([a-z]*\),.*/\1/p' \
		"$SPOOL/status/index.html"
}
shows() { [ "$(page)" = "$1" ]; }
watch() { "$BIN" -s "$SPOOL" watch 2>>"$DIR/log" & watcher=$!; }

new_spool 'scan_ms = 100'
once
is "after once the page shows an end in order" "$(page)" true
watch
ok "while a watcher is there it does not" wait_for shows false
kill -TERM $watcher
wait $watcher
is "a watcher that was told to go ended in order" "$?" 0
is "and the page shows it" "$(page)" true
watch
wait_for shows false
kill -KILL $watcher
wait $watcher 2>/dev/null
is "one that was killed did not" "$(page)" false

# Two on one spool: the page of the one that stays is alive.
watch
first=$watcher
watch
two() { [ "$(grep -c ' ready ' "$DIR/log")" = 5 ]; }
wait_for two
kill -TERM $first
wait $first
rm "$SPOOL/status/index.html"
printf '[run]\ntype = transactions\nbuildings = *\nend_date = 2026-10-31\n' >"$SPOOL/requests/x.req"
ok "where another watcher stays, it shows that it is there" wait_for shows false
kill -TERM $watcher
wait $watcher
is "until it goes, too" "$(page)" true
done_testing
