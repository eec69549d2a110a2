#!/bin/sh
# The database and the spool belong together: a lost, empty or foreign database bills nobody, and only init makes one.
. "$(dirname "$0")/lib.sh"
DB=$SPOOL/db/billspool.db

# A spool that has billed building A.
billed_spool() {
	new_spool
	for interface in buildings agents customers meters meter-reads price-plans; do
		cp "$TOP/tests/demo/data/$interface.csv" "$SPOOL/imports/$interface/"
	done
	once
	printf '[run]\ntype = daily\nbuildings = A\nend_date = 2026-10-31\n' | request "" daily.req >/dev/null
}
# files: what is published, and what is in the folders of billing.
files() { (cd "$SPOOL" && find invoices reports archive error -type f | sort | xargs -d '\n' sha256sum) | sha256sum; }
# refuses COMMAND...: exit 1, with its sentence in $DIR/said.
refuses() { timeout 60 "$BIN" -s "$SPOOL" "$@" >"$DIR/out" 2>"$DIR/said"; [ $? = 1 ]; }
drop_again() { printf '[run]\ntype = daily\nbuildings = A\nend_date = 2026-10-31\n' >"$SPOOL/requests/again.req"; }

billed_spool
ok "building A is billed" test "$(find "$SPOOL/invoices" -name 'INV-*.pdf' | wc -l)" -gt 10
"$BIN" -s "$SPOOL" backup "$DIR/backup.db" >/dev/null
before=$(files)

# ---- lost, as when its disk is not mounted -----------------------------------------------------------------------------
rm "$DB"
drop_again
for command in once watch status check 'mail send' upgrade init "backup $DIR/b.db" audit; do
	ok "$command refuses a spool whose database is lost" refuses $command
	like "and tells what to do" "$(cat "$DIR/said")" 'mount it; .* last backup .*billspool init'
done
ok "no database was made" not test -e "$DB"
ok "the request is still where it was dropped" test -e "$SPOOL/requests/again.req"
is "no file was made or changed" "$(files)" "$before"

# ---- empty, as after a copy that broke off -----------------------------------------------------------------------------
: >"$DB"
for command in once status 'mail send' init; do
	ok "$command refuses a database that is empty" refuses $command
	like "and tells what to do" "$(cat "$DIR/said")" 'is empty.* last backup'
done
is "no file was made or changed by that" "$(files)" "$before"

# ---- another spool's ---------------------------------------------------------------------------------------------------
"$BIN" -s "$DIR/other" init >/dev/null
cp "$DIR/other/db/billspool.db" "$DB"
for command in once 'mail send' upgrade init; do
	ok "$command refuses another spool's database" refuses $command
	like "and names both ids" "$(cat "$DIR/said")" "another spool.*$(cat "$DIR/other/spool.id").*$(cat "$SPOOL/spool.id")"
done
like "check says so" "$("$BIN" -s "$SPOOL" check)" "WRONG: .*belongs to another spool"
is "and nothing was billed by it" "$(files)" "$before"

# ---- put right ---------------------------------------------------------------------------------------------------------
cp "$DIR/backup.db" "$DB"
ok "with the backup, once goes on" once
like "the request that waited finds nothing left to bill" "$(cat "$SPOOL/status/operator/again.req.txt")" '^Finished'
is "no invoice was made twice" "$(find "$SPOOL/invoices" -name 'INV-*.pdf' ! -path '*/print/*' | sed 's/.*\///' | sort | uniq -d)" ""
ok "check is content" quiet "$BIN" -s "$SPOOL" check

# ---- a new spool, and one whose init broke off --------------------------------------------------------------------------
new_spool
ok "init again leaves a spool as it is" quiet "$BIN" -s "$SPOOL" init
rm "$DB" "$SPOOL/spool.id"
ok "init makes the database that a broken-off init has not made" quiet "$BIN" -s "$SPOOL" init
ok "and the spool works" once
done_testing
