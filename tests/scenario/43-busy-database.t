#!/bin/sh
# Another process has the database: whoever drops a file is told so, and it is done when that process is through.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/small.sh"

new_spool
small_utility
"$BIN" -s "$SPOOL" watch 2>>"$DIR/log" &
watcher=$!
drop() { printf '[run]\ntype = transactions\nbuildings = %s\nend_date = 2026-10-31\n' "$3" >"$DIR/drop" && mv "$DIR/drop" "$SPOOL/requests/$1/$2"; }
says() { status "$1" "$2" | grep -qE "$3"; }

# hold KIND: keep the database by BEGIN KIND, in a process of its own, until let_go.
hold() {
	mkfifo "$DIR/$1"
	python3 -c 'import sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=60)
db.execute("BEGIN " + sys.argv[2])
open(sys.argv[3], "w").close()
open(sys.argv[4]).read()' "$SPOOL/db/billspool.db" "$1" "$DIR/$1.held" "$DIR/$1" &
	holder=$!
	wait_for test -e "$DIR/$1.held"
}
let_go() { : >"$DIR/$1"; wait $holder; }

drop alice before.req A
wait_for says alice before.req '^Finished'
for kind in IMMEDIATE EXCLUSIVE; do
	hold $kind
	line="^Waiting: the database is in use by python3 \(process $holder\) since 2026-11-02T0[0-9:]+Z$"
	drop alice $kind-1.req A
	ok "$kind: who drops a file reads who has the database" wait_for says alice $kind-1.req "$line"
	drop bob $kind-2.req D
	ok "$kind: so does who drops one after that" wait_for says bob $kind-2.req "$line"
	printf 'building_code,name\nE,%s\n' $kind >"$SPOOL/imports/buildings/$kind.csv"
	ok "$kind: and who drops an import" wait_for says imports $kind.csv "$line"
	let_go $kind
	ok "$kind: then the first is done" wait_for says alice $kind-1.req '^Finished'
	ok "$kind: and the second" wait_for says bob $kind-2.req '^Finished'
	ok "$kind: and the import" wait_for says imports $kind.csv '^Finished'
done
ok "the watcher has lived through all that" kill -0 $watcher
like "and its log says so, too" "$(grep -c 'event=database-in-use\|database-in-use' "$DIR/log")" '^[1-9]'
kill $watcher
wait $watcher
done_testing
