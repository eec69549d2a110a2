#!/bin/sh
# The files of a run for the accounts department: their formats are files, kept with the run.
. "$(dirname "$0")/lib.sh"

new_spool
for csv in "$TOP"/tests/crash/utility/*.csv; do cp "$csv" "$SPOOL/imports/$(basename "$csv" .csv)/"; done
once
# issue NAME: a daily run as root; prints its status line.
issue() { printf '[run]\ntype = daily\nbuildings = *\nend_date = 2026-10-31\n' | request "" "$1"; }
# plain FILE: a CSV without the CR of its line ends.
plain() { tr -d '\r' <"$1"; }

# ---- wrong formats are refused before anything is numbered
mkdir -p "$SPOOL/templates/ar"
conf 'ar_formats = ledger'
like "a format that is not there is refused" "$(issue none.req)" 'Rejected: there is no AR format "ledger": put ledger.ini into the spool.s folder templates/ar'
# wrong TEXT SENTENCE WANT: a run with this format ends so.
wrong() { printf "$1" >"$SPOOL/templates/ar/ledger.ini"; like "$2" "$(issue wrong.req)" "$3"; }
wrong '[file]\nrows = invoice\n[columns]\nNumber = {number}\n' "an unknown field is named with its line" \
	'Rejected: AR format ledger, line 4: \[columns\] Number = \{number\}: there is no field called "number"'
wrong '[file]\nrows = invoice\n[columns]\nQuantity = {quantity}\n' "an invoice has no quantity" 'line 4: .*there is no field called "quantity"'
wrong '[file]\nrows = page\n[columns]\nNumber = 1\n' "a row is what a row can be" 'line 2: \[file\] rows = page: a row is an invoice, a line or a tax'
wrong '[columns]\nNumber = {invoice_number}\n' "columns come after rows" 'line 2: .*\[file\] with `rows = ...` comes before \[columns\]'
wrong '[file]\nrows = invoice\n' "a file without columns is refused" 'AR format ledger has no columns'
wrong '[file]\nrows = line\n[columns]\nPrice = {price:price}\n' "a format is for values of its type" '\{price:price\}: this format is not for such a field'
conf 'ar_formats = manifest'
printf '[file]\nrows = invoice\n[columns]\nA = a\n' >"$SPOOL/templates/ar/manifest.ini"
like "no format takes the place of another list" "$(issue taken.req)" 'Rejected: AR format "manifest": give it a name'
is "no number was used" "$(sql 'SELECT count(*) FROM invoice')" 0

# ---- several formats
cat >"$SPOOL/templates/ar/ledger.ini" <<'END'
[file]
rows = line
[columns]
*InvoiceNumber = {invoice_number}
*InvoiceDate = {invoice_date:dmy}
Line = {line}
*Description = {description}
*Quantity = {quantity:plain}
*UnitAmount = {price:plain}
Amount = {line_net:plain}
Constant = Sales {{200}
END
printf '[file]\nrows = tax\n[columns]\nInvoice = {invoice_number}\nCode = {tax_code}\nTax = {tax_amount:cents}\nOf = {taxed:cents}\nRate = {tax_percent:plain}\n' \
	>"$SPOOL/templates/ar/taxes.ini"
conf 'ar_formats = ar-import, ledger taxes'
like "three formats are written" "$(issue good.req)" 'Finished'
run=$(sql "SELECT id FROM run WHERE state = 'ISSUED'") out=$SPOOL/invoices/$(sql "SELECT id FROM run WHERE state = 'ISSUED'")
is "ar-import.csv has the columns that it always had" "$(plain "$out/ar-import.csv" | head -n 1)" \
	run,invoice_number,account_number,sales_cust_number,account_name,building_code,invoice_date,due_date,period_from,period_to,net,tax,gross,currency,balance_before,balance_after,file
is "and the invoices' amounts" "$(plain "$out/ar-import.csv" | tail -n +2 | cut -d, -f2,7,11-13)" \
	"$(sql "SELECT number, strftime('%Y-%m-%d', invoice_day * 86400, 'unixepoch'), printf('%.2f', net_minor / 100.0), printf('%.2f', tax_minor / 100.0), printf('%.2f', total_minor / 100.0) FROM invoice ORDER BY sequence" | tr '|' ,)"
is "a row a line: each line of the database is there" "$(plain "$out/ledger.csv" | tail -n +2 | wc -l)" "$(sql "SELECT count(*) FROM txn_line WHERE txn_id IN (SELECT txn_id FROM invoice)")"
is "and they add up to the invoices before tax" "$(python3 -c 'import csv,sys; print(round(sum(100 * float(r["Amount"]) for r in csv.DictReader(open(sys.argv[1])))))' "$out/ledger.csv")" \
	"$(sql 'SELECT sum(net_minor) FROM invoice')"
is "a date is written as its format says, a brace as such" "$(plain "$out/ledger.csv" | sed -n '2s/^[^,]*,\([^,]*\),.*,/\1,/p')" "02/11/2026,Sales {200}"
is "lines are counted within their invoice" "$(plain "$out/ledger.csv" | tail -n +2 | cut -d, -f1,3 | sort | uniq -d)" ""
is "a row a tax: they add up to the invoices' taxes" "$(plain "$out/taxes.csv" | awk -F, 'NR > 1 { sum += $3 } END { print sum }')" "$(sql 'SELECT sum(tax_minor) FROM invoice')"
invoices=$(sql 'SELECT count(*) FROM invoice')
like "the proof counts the invoices of each" "$(cat "$out/proof.txt")" "invoices in ledger.csv +$invoices  = invoices"
like "and has the hash of each" "$(cat "$out/proof.txt")" "ledger.csv: +$(sha256sum "$out/ledger.csv" | cut -d' ' -f1)"
ok "check finds nothing wrong" quiet "$BIN" -s "$SPOOL" check

# ---- frozen with the run
printf '[file]\nrows = tax\n[columns]\nOther = x\n' >"$SPOOL/templates/ar/ledger.ini"
rm "$SPOOL/templates/ar/taxes.ini"
conf 'ar_formats = ar-import'
said=$("$BIN" -s "$SPOOL" render "$run" "$DIR/again" 2>&1)
like "made again when the formats have changed" "$said" 'ledger.csv, the same bytes as issued'
for name in ar-import ledger taxes; do
	ok "$name.csv is the same bytes" cmp -s "$out/$name.csv" "$DIR/again/$name.csv"
done

# ---- what is wrong is found
sed 's/Sales/Sails/' "$out/ledger.csv" >"$DIR/changed" && cat "$DIR/changed" >"$out/ledger.csv"
like "check names a file that somebody changed" "$("$BIN" -s "$SPOOL" check)" "WRONG: invoices/$run/ledger.csv is not the file that was issued"
sqlite3 "$SPOOL/db/billspool.db" "UPDATE ar_format SET content = replace(content, 'Sales', 'Sails') WHERE name = 'ledger'"
like "and render one that comes out different" "$("$BIN" -s "$SPOOL" render "$run" "$DIR/other" 2>&1)" 'ledger.csv comes out different from what was issued'

# ---- a run of before formats were kept
sqlite3 "$SPOOL/db/billspool.db" "DELETE FROM run_ar_format"
"$BIN" -s "$SPOOL" render "$run" "$DIR/old" >/dev/null 2>&1
ok "a run for which no format was kept has ar-import.csv again, the same bytes" cmp -s "$out/ar-import.csv" "$DIR/old/ar-import.csv"
is "and no other" "$(ls "$DIR/old" | grep -c csv)" 1
done_testing
