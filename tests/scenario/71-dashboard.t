#!/bin/sh
# The dashboard in a real browser, opened by file:// from the spool, as an agent uses it. KEEP_SHOTS=DIR keeps the pictures.
. "$(dirname "$0")/lib.sh"
needs chromium chromedriver

new_spool
ok "init's spool has a dashboard after the first look" sh -c '"$1" -s "$2" once 2>/dev/null && test -s "$2/status/index.html"' - "$BIN" "$SPOOL"
load_demo
# A name that would like to be a script, and one with the line ends of JavaScript and quotes.
printf 'building_code,name\nX,"</script><script>window.evil = 1</script><!-- ""Quay"" & \342\200\250Sons"\n' | import buildings
printf '[run]\ntype = daily\nbuildings = E, F\nend_date = 2026-10-31\n' | request bob daily.req >/dev/null
printf '[run]\ntype = transactions\nbuildings = B\nend_date = 2026-10-31\n' | request alice jacaranda.req >/dev/null
printf '[run]\ntype = schedule\nschedule = month\nwhen = monthly on 1 at 06:00\nbuildings = E\ntask = transactions\n' | request bob s.req >/dev/null
printf '[run]\ntype = schedule\nschedule = month\nact = run\n' | request bob n.req >/dev/null
is "nothing is left of the name that an HTML parser could mistake" "$(grep -c 'window.evil = 1</script>' "$SPOOL/status/index.html")" 0
size=$(stat -c %s "$SPOOL/status/index.html")
ok "the page of a small utility is smaller than 100 KB" test "$size" -lt 102400

# axe-core finds what people with a screen reader or weak eyes stumble over. It comes from npm into the scratch folder.
(cd "$DIR" && timeout 300 npm pack axe-core@4.10.2 >/dev/null 2>&1 && tar xzf axe-core-4.10.2.tgz package/axe.min.js 2>/dev/null)
mkdir -p "$DIR/downloads"
python3 "$(dirname "$0")/dashboard.py" "$BIN" "$SPOOL" "$DIR/downloads" "$DIR/package/axe.min.js" "${KEEP_SHOTS:-}" > "$DIR/browser" 2> "$DIR/browser.err"
ok "the browser came to the end of its work" test $? = 0
[ ! -s "$DIR/browser.err" ] || sed 's/^/# /' "$DIR/browser.err"
while IFS='	' read -r code sentence; do result "$code" "$sentence"; done < "$DIR/browser"

# What it made was taken like any other file.
is "the request from the page was done for the agent in whose folder it lay" "$(sql "SELECT agent || ' ' || type || ' ' || refused
	FROM job WHERE name LIKE 'daily-%'")" "alice daily 0"
is "the decision about an email, too" "$(sql "SELECT agent || ' ' || refused FROM job WHERE name LIKE 'emails-%'")" "mia 0"
is "the decision from the page was kept with its reason" "$(sql "SELECT state || ' ' || why || ' ' || agent FROM decision")" \
	"APPROVED Agreed, \"by phone\" alice"
done_testing
