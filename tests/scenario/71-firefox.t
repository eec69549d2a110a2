#!/bin/sh
# The dashboard in Debian's Firefox, which cannot write to folders: it loads without a complaint, and Run is a download.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/small.sh"
needs firefox-esr

new_spool
small_utility
mkdir "$DIR/downloads"
python3 "$(dirname "$0")/firefox.py" "$BIN" "$SPOOL" "$DIR/downloads" > "$DIR/browser" 2> "$DIR/browser.err"
ok "the browser came to the end of its work" test $? = 0
[ ! -s "$DIR/browser.err" ] || sed 's/^/# /' "$DIR/browser.err"
while IFS='	' read -r code sentence; do result "$code" "$sentence"; done < "$DIR/browser"
is "the request was done for the agent in whose folder it was put" "$(sql "SELECT agent || ' ' || type || ' ' || refused FROM job
	WHERE name LIKE 'daily-%'")" "alice daily 0"
done_testing
