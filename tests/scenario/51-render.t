#!/bin/sh
# A run's files are a function of its rows: made again, in parts, or by more threads, they are the same bytes.
. "$(dirname "$0")/lib.sh"

"$BIN" generate "$DIR/data" --accounts 120 --buildings 3 --seed 3 >/dev/null

# bill SPOOL WORKERS: a spool with one invoice run of 64 invoices and more, so that threads are worth it.
bill() {
	SPOOL=$1
	new_spool "workers = $2"
	for csv in "$DIR"/data/*.csv; do cp "$csv" "$SPOOL/imports/$(basename "$csv" .csv)/"; done
	once
	printf '[run]\ntype = daily\nbuildings = *\nend_date = 2026-10-31\n' | request "" daily.req >/dev/null
}
# The files of a folder with their hashes.
hashes() { (cd "$1" && find . -type f | sort | xargs sha256sum); }

bill "$DIR/one" 1
bill "$DIR/four" 4
run=$(sql "SELECT id FROM run WHERE state = 'ISSUED'")
pdfs=$(find "$SPOOL/invoices/$run" -name '*.pdf' ! -path '*/print/*' | wc -l)
ok "there are enough invoices for several threads ($pdfs)" test "$pdfs" -ge 64
is "one worker and four make the same run, to the byte" "$(hashes "$DIR/one/invoices")" "$(hashes "$DIR/four/invoices")"
is "and the same reports" "$(hashes "$DIR/one/reports")" "$(hashes "$DIR/four/reports")"

for pdf in "$SPOOL/invoices/$run"/EMAIL/*.pdf "$SPOOL/invoices/$run"/POSTAL/*.pdf; do pdftotext "$pdf" -; done >"$DIR/words"
is "the codes of registers are ours, and no customer reads them" "$(grep -c 'IMPORT1_01' "$DIR/words")" 0
ok "what a solar roof feeds in is called that" grep -q '^Feed-in$' "$DIR/words"

# ---- made again
said=$("$BIN" -s "$SPOOL" render "$run" "$DIR/all" 2>&1)
is "render says what it made" "$said" "$pdfs files, the same bytes as issued.
ar-import.csv, the same bytes as issued."
ok "the file for the accounts department is the same when made again" cmp -s "$DIR/all/ar-import.csv" "$SPOOL/invoices/$run/ar-import.csv"
for folder in EMAIL POSTAL; do
	is "$folder is the same when made again" "$(hashes "$DIR/all/$folder")" "$(cd "$SPOOL/invoices/$run/$folder" && find . -maxdepth 1 -name '*.pdf' |
		sort | xargs sha256sum)"
done

# ---- in shards
counts=
for shard in 1 2 3; do
	said=$("$BIN" -s "$SPOOL" render "$run" "$DIR/part$shard" --shard "$shard/3")
	counts="$counts ${said%% *}"
done
is "no file is in two shards, and none is missing" "$(for shard in 1 2 3; do (cd "$DIR/part$shard" && find . -name '*.pdf'); done | sort)" \
	"$(cd "$DIR/all" && find . -name '*.pdf' | sort)"
least=$(printf '%s\n' $counts | sort -n | head -n 1) most=$(printf '%s\n' $counts | sort -n | tail -n 1)
ok "the shards share the work evenly ($counts)" test $((most - least)) -le 1
mkdir "$DIR/joined"
for shard in 1 2 3; do cp -r "$DIR/part$shard/." "$DIR/joined/"; done
is "together they are the whole" "$(hashes "$DIR/joined")" "$(hashes "$DIR/all")"

# ---- frozen: what changes later does not reach it
sqlite3 "$SPOOL/db/billspool.db" "UPDATE account SET name = 'Somebody Else', postal_1 = 'Elsewhere', cycle = 'QUARTERLY'; UPDATE building SET name = 'Sold';
	UPDATE price SET price = '99', invoice_desc = 'dearer' || id; UPDATE meter SET serial = 'x'; UPDATE meter_read SET value = '1'"
BILLSPOOL_NOW=2027-05-05T05:05:05
"$BIN" -s "$SPOOL" render "$run" "$DIR/later" >"$DIR/said" 2>&1
result $? "a run can be made again after its customers, prices and reads have changed"
is "and is the same bytes" "$(hashes "$DIR/later")" "$(hashes "$DIR/all")"

# ---- refused
"$BIN" -s "$SPOOL" render "$run" "$DIR/all" >"$DIR/said" 2>&1
is "a folder with files in it is refused, not tried again" "$?" 1
like "and it says what to name" "$(cat "$DIR/said")" 'already: name an empty folder'
conf 'font_bold = /usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf'
not "$BIN" -s "$SPOOL" render "$run" "$DIR/red" >"$DIR/said" 2>&1
result $? "what would come out different is not passed off as the same"
like "and it says why" "$(cat "$DIR/said")" 'different from what was issued'
"$BIN" -s "$SPOOL" render "$run" "$DIR/bad" --shard 4/3 >"$DIR/said" 2>&1
is "a shard beyond the last is a usage error" $? 2
"$BIN" -s "$SPOOL" render 20990101-0001 "$DIR/none" >"$DIR/said" 2>&1
is "a run that there is not is refused" $? 1
done_testing
