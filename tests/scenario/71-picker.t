#!/bin/sh
# The folder that the dashboard writes to, chosen as an agent does it: Chromium in a window, GTK's dialog, and the browser's own question.
. "$(dirname "$0")/lib.sh"
needs chromium chromedriver Xvfb openbox xdotool xwd

# As delivered: what the browser writes passes through an empty file and one that it renames.
"$BIN" -s "$SPOOL" init >/dev/null
. "$(dirname "$0")/small.sh"
conf 'settle_ms = 0'
small_utility
"$BIN" -s "$SPOOL" watch 2>>"$DIR/log" &
watcher=$!
python3 "$(dirname "$0")/picker.py" "$SPOOL" "$DIR" "${KEEP_SHOTS:-}" > "$DIR/browser" 2> "$DIR/browser.err"
ok "the browser came to the end of its work" test $? = 0
kill $watcher
wait $watcher
[ ! -s "$DIR/browser.err" ] || sed 's/^/# /' "$DIR/browser.err"
while IFS='	' read -r code sentence; do result "$code" "$sentence"; done < "$DIR/browser"
is "what was saved is a request of the agent in whose folder it lies, and the only one" \
	"$(sql "SELECT folder || ' ' || agent || ' ' || type || ' ' || refused FROM job WHERE name LIKE '%.req%'")" "requests/alice alice daily 0"
is "nothing of the browser's is left in the folder" "$(ls -A "$SPOOL/requests/alice")" ""
done_testing
