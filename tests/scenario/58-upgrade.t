#!/bin/sh
# A spool that the first release has made is upgraded, by whoever owns the slot or by `billspool upgrade`, and goes on from there.
. "$(dirname "$0")/lib.sh"

# The figures come from tests/upgrade/README.md's build: they are what 6703a2e says of its own spool.
SPOOL=$DIR/demo
DB=$SPOOL/db/billspool.db
NEWEST=$(($(ls "$TOP/src/store/migrations" | wc -l) + 1))
# sum COLUMN FILE...: of CSV files.
sum() { python3 -c 'import csv, decimal, sys
print(sum(decimal.Decimal(row[sys.argv[1]]) for path in sys.argv[2:] for row in csv.DictReader(open(path, newline="", encoding="utf-8"))))' "$@"; }
old_spool() {
	rm -rf "$SPOOL"; tar xzf "$TOP/tests/upgrade/demo-6703a2e.tar.gz" -C "$DIR"
	conf 'settle_ms = 0' 'incomplete_seconds = 0' 'retry_seconds = 0'
}
# refuses COMMAND...: exit 1, and the sentence on standard error is in $DIR/said.
refuses() { "$BIN" -s "$SPOOL" "$@" >"$DIR/out" 2>"$DIR/said"; [ $? = 1 ] && [ ! -s "$DIR/out" ]; }

# ---- refused, and nothing touched ------------------------------------------------------------------------------------
old_spool
run=$(ls "$SPOOL/invoices" | head -n 1)
before=$(sha256sum <"$DB")
remedy="version 1 and this program works with version $NEWEST: start the watcher, which upgrades it, or run: billspool -s DIR upgrade"
for command in status 'status --json' check audit 'schedule list' "render $run $DIR/r" "print $run $DIR/p" 'mail send' 'mail show 1' \
	"backup $DIR/b" init; do
	ok "$command refuses a database of the first release" refuses $command
	like "and its sentence has the remedy" "$(cat "$DIR/said")" "$remedy"
done
is "upgrade --check says what would be done" "$("$BIN" -s "$SPOOL" upgrade --check | sed 's/ ([0-9].*free)//')" \
	"$DB has version 1. An upgrade brings it to version $NEWEST: $((NEWEST - 1)) migrations are to do, after a copy, $DB.version-1."
is "none of these has touched the database" "$(sha256sum <"$DB")" "$before"
ok "nor made a copy" not test -e "$DB.version-1"

# ---- upgraded by who owns the slot -----------------------------------------------------------------------------------
(cd "$SPOOL" && find invoices reports archive -type f | sort | xargs -d '\n' sha256sum) >"$DIR/published"
sqlite3 "$DB" .dump >"$DIR/rows"
"$BIN" -s "$SPOOL" once 2>"$DIR/log"
result $? "once upgrades by itself"
is "and logs it once" "$(grep -o 'database-upgraded.*' "$DIR/log")" "database-upgraded from=1 to=$NEWEST copy=$DB.version-1"
is "the copy has all that was there" "$(sqlite3 -readonly "$DB.version-1" .dump | diff - "$DIR/rows")" ""
is "and is of version 1" "$(sqlite3 -readonly "$DB.version-1" 'PRAGMA user_version; PRAGMA integrity_check')" "1
ok"
is "its owner alone may read it" "$(stat -c %a "$DB.version-1")" 600
is "what was published is as it was" "$(cd "$SPOOL" && sha256sum --quiet -c "$DIR/published" 2>&1)" ""

id=$(cat "$SPOOL/spool.id")
like "the spool has an id" "$id" '^[0-9a-f]{32}$'
is "which is the database's" "$(sql 'SELECT spool FROM identity')" "$id"
like "status --json shows it" "$("$BIN" -s "$SPOOL" status --json)" "\"spool_id\": \"$id\""
like "so does check" "$("$BIN" -s "$SPOOL" check)" "^Spool $id, database version $NEWEST\\.$"
ok "nobody but its owner may write to spool.id" not find "$SPOOL/spool.id" -perm /022 -quit | grep -q .

# ---- the figures of the first release --------------------------------------------------------------------------------
like "check is content with 182 published files" "$("$BIN" -s "$SPOOL" check)" '^Everything is as it should be: .* 182 published files'
is "the ledger is what it was" "$(sql "SELECT sum(amount_minor) || ' ' || count(*) FROM ledger")" "2678357 434"
is "kind by kind" "$(sql "SELECT group_concat(kind || ' ' || n || ' ' || s, ', ') FROM
	(SELECT kind, count(*) n, sum(amount_minor) s FROM ledger GROUP BY 1 ORDER BY min(id))" | tr ',' '\n' | sed 's/^ //' | sort)" \
"ADJUSTMENT 5 -7811
INVOICE 174 2281531
OPENING 144 1927395
RECEIPT 111 -1522758"
is "so are the invoices" "$(sql "SELECT count(*), min(number), max(number), sum(total_minor), sum(state = 'ISSUED') FROM invoice")" \
	"174|INV-0000001|INV-0000174|2281531|174"
is "and the AR files" "$(sum gross "$SPOOL"/invoices/*/ar-import.csv)" 22815.31
is "ageing.csv has 178 rows" "$(sed 1d "$SPOOL/reports/ageing.csv" | wc -l)" 178
is "which are the ledger together" "$(sum balance "$SPOOL/reports/ageing.csv")" 26783.57
is "there are 181 accounts" "$(sql "SELECT count(*) FROM account")" 181
balance() { sql "SELECT sum(amount_minor) FROM ledger l JOIN account a ON a.id = l.account_id WHERE a.number = '$1'"; }
is "balances are what they were" "$(for account in 210001 210011 210021 220013 230022 999999; do balance $account; done | tr '\n' ' ')" \
	"41630 18724 15525 9902 8843 -13105 "
is "210001 is billed to the end of October" "$(sql "SELECT date(billed_to * 86400, 'unixepoch') FROM account WHERE number = '210001'")" \
	2026-10-31

# ---- old runs are made again as they were ----------------------------------------------------------------------------
for run in $(ls "$SPOOL/invoices"); do
	like "run $run is made again" "$("$BIN" -s "$SPOOL" render "$run" "$DIR/again-$run" 2>&1)" 'files, the same bytes as issued\.$'
	for folder in EMAIL POSTAL; do
		is "its $folder is what was published" "$(diff -r -x print "$SPOOL/invoices/$run/$folder" "$DIR/again-$run/$folder" 2>&1)" ""
	done
done

# ---- a second start does nothing -------------------------------------------------------------------------------------
before=$(sha256sum "$DB" "$DB.version-1")
"$BIN" -s "$SPOOL" once 2>"$DIR/log"
is "a second start upgrades nothing" "$(grep -c database-upgraded "$DIR/log")" 0
is "and touches neither database nor copy" "$(sha256sum "$DB" "$DB.version-1")" "$before"
is "there is one copy" "$(ls "$SPOOL/db" | grep -c version)" 1
is "billspool upgrade finds nothing to do" "$("$BIN" -s "$SPOOL" upgrade)" \
	"$DB has version $NEWEST, as this program: there is nothing to upgrade."
rm "$SPOOL/spool.id"
like "check misses spool.id" "$("$BIN" -s "$SPOOL" check)" '^NOTICE: spool\.id is missing'
once
is "and the owner of the slot writes it again" "$(cat "$SPOOL/spool.id")" "$id"

# ---- the next month --------------------------------------------------------------------------------------------------
BILLSPOOL_NOW=2026-12-02T09:00:00
cp "$TOP/tests/upgrade/november-reads.csv" "$SPOOL/imports/meter-reads/"
once
is "the reads of November are loaded" "$(status imports november-reads.csv)" "Finished, 226 rows loaded"
printf '[run]\ntype = transactions\nbuildings = *\nend_date = 2026-11-30\n' | request "" november.req >"$DIR/said"
is "every account comes to the same end as with the first release" "$(sql "SELECT group_concat(outcome || ' ' || n, ', ') FROM
	(SELECT outcome, sum(accounts) n FROM run_count WHERE run_id LIKE '20261202-%' GROUP BY 1 ORDER BY 1)")" \
	"BILLED 172, EXCEPTED 3, FULLY_BILLED 2, NOT_DUE 2, ON_HOLD 1"
is "with the same lines, tax and total" \
	"$(sql "SELECT sum(net_minor), sum(tax_minor), sum(total_minor) FROM txn WHERE run_id LIKE '20261202-%'")" "6869760|455667|7325427"
is "account by account" "$(sql "SELECT number, t.total_minor FROM txn t JOIN account a ON a.id = t.account_id WHERE run_id LIKE '20261202-%'
	AND number IN ('210001', '210011', '210021', '220013', '230022') ORDER BY 1" | tr '\n' ' ')" \
	"210001|28992 210011|14829 210021|6019 220013|19165 230022|193921 "
is "the same bills are issued" "$(printf '[run]\ntype = invoices\nbuildings = *\n' | request "" bills.req)" \
	"Finished, 72 invoices, 103 accounts held by exceptions"
is "under the next numbers" "$(sql "SELECT count(*), min(number), max(number), sum(total_minor) FROM invoice WHERE run_id LIKE '20261202-%'")" \
	"72|INV-0000175|INV-0000246|755343"
is "the ledger is the same" "$(sql "SELECT sum(amount_minor) FROM ledger")" 3433700
like "check is content with 258 published files" "$("$BIN" -s "$SPOOL" check)" '^Everything is as it should be: .* 258 published files'

# ---- newer than the program, or somebody else's ----------------------------------------------------------------------
BILLSPOOL_NOW=2026-11-02T09:00:00
newer=$((NEWEST + 1))
watching() { grep -q 'ready' "$DIR/watch.log"; }
"$BIN" -s "$SPOOL" watch 2>"$DIR/watch.log" & watcher=$!
wait_for watching
"$BIN" -s "$SPOOL" mail watch 2>"$DIR/mail.log" & sender=$!
wait_for grep -q "FLOCK .* $sender " /proc/locks
sqlite3 -cmd '.timeout 10000' "$DB" "PRAGMA user_version = $newer"
wait $sender
is "a sender whose database somebody else has upgraded ends, refused" $? 1
like "and gives the reason" "$(cat "$DIR/mail.log")" "the database has version $newer and this program works with version $NEWEST"
wait $watcher
is "a watcher whose database somebody else has upgraded ends, refused" $? 1
like "and its log has the reason" "$(cat "$DIR/watch.log")" "the database has version $newer and this program works with version $NEWEST"
for command in status check once watch upgrade 'upgrade --check' 'mail send' "backup $DIR/b" init; do
	ok "$command refuses a database that is newer than the program" refuses $command
	like "in a sentence" "$(cat "$DIR/said")" "the database has version $newer and this program works with version $NEWEST: use the program that fits"
done
sqlite3 "$DB" "PRAGMA user_version = $NEWEST; PRAGMA application_id = 7"
for command in status once upgrade; do
	ok "$command refuses the database of another program" refuses $command
	like "in a sentence" "$(cat "$DIR/said")" "this file is a database, but not one of billspool's"
done

# ---- no database, and a new spool ------------------------------------------------------------------------------------
rm "$DB"
"$BIN" -s "$SPOOL" upgrade --check >"$DIR/out" 2>"$DIR/said"
is "upgrade does not make a database where there is none" $? 1
ok "nor does it leave a file there" not test -e "$DB"
rm -rf "$DIR/new"
"$BIN" init "$DIR/new" >/dev/null
is "a new spool has an id, too" "$(cat "$DIR/new/spool.id")" "$(sqlite3 -readonly "$DIR/new/db/billspool.db" 'SELECT spool FROM identity')"
is "and a database of the newest version" "$(sqlite3 -readonly "$DIR/new/db/billspool.db" 'PRAGMA user_version')" "$NEWEST"

# ---- upgraded by hand ------------------------------------------------------------------------------------------------
old_spool
mkfifo "$DIR/hold"
flock "$SPOOL/work/lock" sh -c ': >"$1"; cat "$2"' - "$DIR/held" "$DIR/hold" >/dev/null &
wait_for test -e "$DIR/held"
"$BIN" -s "$SPOOL" upgrade >"$DIR/out" 2>"$DIR/said"
is "upgrade leaves a spool alone that a watcher has" $? 75
like "and says so" "$(cat "$DIR/said")" 'a watcher is at work on this spool: stop it first'
is "the database is as it was" "$(sql "PRAGMA user_version")" 1
: >"$DIR/hold"; wait
"$BIN" -s "$SPOOL" upgrade >"$DIR/out" 2>"$DIR/said"
is "billspool upgrade says what it did" "$(head -n 1 "$DIR/out")" \
	"The database was upgraded from version 1 to version $NEWEST. $DB.version-1 is a copy of what it was before."
like "then all commands work" "$("$BIN" -s "$SPOOL" check)" '^Everything is as it should be: .* 182 published files'

# ---- in the middle of a run ------------------------------------------------------------------------------------------
# The first release died after the commit of an invoice run, and before its folder had its name: the upgraded program pays that debt.
rm -rf "$DIR/spool"; tar xzf "$TOP/tests/upgrade/committed-6703a2e.tar.gz" -C "$DIR"
SPOOL=$DIR/spool; once; result $? "a spool with a committed run in its slot is upgraded"
is "and its run is published, to the byte, as the first release would have" \
	"$(cd "$SPOOL" && find invoices archive -type f | LC_ALL=C sort | xargs -d '\n' sha256sum | sha256sum | cut -c 1-64)" \
	d95544b75c4b16e279fbe11e6610dd53075f8678187d3b9df5e429c887937a0e
like "check is content" "$("$BIN" -s "$SPOOL" check)" '^Everything is as it should be: .* 12 published files'
SPOOL=$DIR/demo

# ---- going back ------------------------------------------------------------------------------------------------------
cp "$DB.version-1" "$DB"
is "the copy can take the database's place" "$(sql "PRAGMA user_version")" 1
sqlite3 "$DB" "UPDATE building SET name = 'Renamed with the old program' WHERE code = 'A'"
"$BIN" -s "$SPOOL" upgrade >"$DIR/out"
like "upgraded again after other work, it has another copy" "$(cat "$DIR/out")" "$DB\\.version-1-2 is a copy"
is "and the first one is as it was" "$(sqlite3 -readonly "$DB.version-1" .dump | diff - "$DIR/rows")" ""

is "the database has a new id, and its spool the same" "$(sql 'SELECT spool FROM identity')" "$(cat "$SPOOL/spool.id")"

# ---- backup ----------------------------------------------------------------------------------------------------------
mkdir "$DIR/backups"
umask 022
strace -f -y -o "$DIR/trace" -e trace=fsync,rename,renameat,renameat2 "$BIN" -s "$SPOOL" backup "$DIR/backups/b.db" >/dev/null 2>&1
ok "a backup is made" test -s "$DIR/backups/b.db"
is "its owner alone may read it" "$(stat -c %a "$DIR/backups/b.db")" 600
is "it is synced before it has its name, and its folder after it" \
	"$(sed -n -e 's/.*fsync([0-9]*<[^>]*\/backups\/\.b\.db\.part>.*/file/p' -e 's/.*fsync([0-9]*<[^>]*\/backups>.*/folder/p' \
	-e 's/.*rename.*/name/p' "$DIR/trace" | tr '\n' ' ')" "file name folder "
echo 'a letter' >"$DIR/backups/letter"
ok "a file that is no backup is not written over" refuses backup "$DIR/backups/letter"
is "and stays what it was" "$(cat "$DIR/backups/letter")" "a letter"
ok "nor is the database itself" refuses backup "$DB"
done_testing
