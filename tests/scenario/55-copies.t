#!/bin/sh
# Copies for a landlord or an agent: the same invoice with another address and a word that says so. A copy is paper, and nothing that counts.
. "$(dirname "$0")/lib.sh"

"$BIN" generate "$DIR/data" --accounts 60 --buildings 2 --seed 7 >/dev/null
# Every fifth customer has somebody who gets a copy; half of those in another country.
python3 - "$DIR/data/customers.csv" <<'END'
import csv, sys
rows = list(csv.reader(open(sys.argv[1], encoding='utf-8-sig')))
rows[0] += ['copy_name', 'copy_1', 'copy_2', 'copy_suburb', 'copy_state', 'copy_postcode', 'copy_country']
for i, row in enumerate(rows[1:]):
    row += ['Frau Żółć Immobilien GmbH', 'Schloßallee 1', '', 'Wien', '', '1010', 'Austria'] if i % 10 == 0 else \
        ['Landlord & Sons', 'PO Box 77', '', 'Yass', 'NSW', '2582', ''] if i % 10 == 5 else [''] * 7
csv.writer(open(sys.argv[1], 'w', encoding='utf-8', newline='')).writerows(rows)
END
new_spool 'bundle_sheets = 10'
for csv in "$DIR"/data/*.csv; do cp "$csv" "$SPOOL/imports/$(basename "$csv" .csv)/"; done
once
printf '[run]\ntype = transactions\nbuildings = *\nend_date = 2026-10-31\n' | request "" t.req >/dev/null
printf '[run]\ntype = preview\nbuildings = *\n' | request "" p.req >"$DIR/said"
hash=$(grep -oE '[0-9a-f]{64}' "$DIR/said")
printf '[run]\ntype = invoices\nbuildings = *\napprove = %s\n' "$hash" | request "" i.req >"$DIR/said"
like "a preview makes the same copies: its hash holds" "$(cat "$DIR/said")" "^Finished, [0-9]+ invoices"
run=$(sql "SELECT id FROM run WHERE state = 'ISSUED'")
out=$SPOOL/invoices/$run
manifest() { sed 's/\r$//' "$out/manifest.csv" | awk -F, -v d="$1" '$7 == d' | wc -l; }
proof() { sed -n "s/^ *$1  *\([0-9][0-9]*\).*/\1/p" "$out/proof.txt"; }

# ---- the files
wanted=$(sql "SELECT count(*) FROM invoice i JOIN account a ON a.id = i.account_id WHERE a.copy_1 <> ''")
copies=$(find "$out/POSTAL" -maxdepth 1 -name '*-copy.pdf' | wc -l)
ok "there are some ($copies)" test "$copies" -gt 5
is "each invoice whose customer has somebody for it has a copy" "$copies" "$wanted"
ok "also of invoices that go by email" test "$(sql "SELECT count(*) FROM invoice i JOIN invoice_copy c ON c.invoice_id = i.id
	WHERE i.delivery = 'EMAIL'")" -gt 0
bad=
for file in "$out"/POSTAL/*-copy.pdf; do
	name=$(basename "$file" -copy.pdf)
	original=$(find "$out" -maxdepth 2 -name "$name.pdf")
	qpdf --check "$file" >/dev/null 2>&1 || bad="$bad $name:qpdf"
	pages=$(pdfinfo "$file" | awk '/^Pages:/ { print $2 }')
	# A copy has no payment slip, which may have a page of the original for itself.
	more=$(($(pdfinfo "$original" | awk '/^Pages:/ { print $2 }') - pages))
	[ "$more" = 0 ] || { [ "$more" = 1 ] && pdftotext -f $((pages + 1)) "$original" - | grep -q 'How to pay'; } || bad="$bad $name:pages"
	pdftotext "$file" - | grep -qiE 'pay by|How to pay|BPAY|Biller code' && bad="$bad $name:slip"
	pdftotext "$original" - | grep -q 'Please pay by' && { pdftotext -layout "$file" - | grep -q 'Copy – paid by' || bad="$bad $name:who pays"; }
	for page in $(seq "$pages"); do
		pdftotext -f "$page" -l "$page" "$file" - | grep -qE '\b(COPY|KOPIE|COPIE|KOPIA)\b' || bad="$bad $name:$page"
	done
	pdftotext "$original" - | grep -qE '\b(COPY|KOPIE|COPIE|KOPIA)\b' && bad="$bad $name:original"
	# But for the address, the mark, and what these push aside, both say the same.
	pdftotext "$file" - | grep -oE '[0-9][0-9.,]*[0-9]' | sort >"$DIR/copy"
	pdftotext "$original" - | grep -oE '[0-9][0-9.,]*[0-9]' | sort >"$DIR/original"
	comm -23 "$DIR/copy" "$DIR/original" | grep -vE '^(77|2582|1010)$' | grep -q . && bad="$bad $name:figures"
done
is "every page of a copy says so, no page of an original, and their figures are the same" "$bad" ""
file=$(ls "$out"/POSTAL/*-copy.pdf | head -n 1)
pdftotext -x 50 -y 120 -W 300 -H 140 -r 72 "$file" "$DIR/window"
like "the window shows who gets the copy" "$(tr '\n' '|' <"$DIR/window")" '(Frau Żółć Immobilien GmbH\|Schloßallee 1\|1010 Wien\|AUSTRIA|Landlord & Sons\|PO Box 77\|Yass NSW 2582)'
is "the country is left out where it is the building's own" "$(sql "SELECT count(*) FROM invoice_copy WHERE recipient LIKE 'Landlord%'
	AND recipient <> 'Landlord & Sons' || char(10) || 'PO Box 77' || char(10) || 'Yass NSW 2582'")" 0

# ---- what counts them, and what does not
is "the manifest has a row for each" "$(manifest COPY)" "$copies"
is "its rows are all files" "$(tail -n +2 "$out/manifest.csv" | wc -l)" "$(find "$out" -maxdepth 2 -name '*.pdf' | wc -l)"
is "the proof counts them" "$(proof 'copies by post')" "$copies"
is "the sets of the bundles are what goes by post, and the copies" "$(proof 'sets in print bundles')" $(($(manifest POSTAL) + copies))
is "sheets are numbered through" "$(tail -n 1 "$out/POSTAL/print/bundles.csv" | cut -d, -f4)" "$(proof 'sheets of these sets')"
is "mail abroad comes after all that stays in the country, whatever its postcode" "$(sql "SELECT (SELECT max(sheet) FROM
	(SELECT sheet FROM invoice UNION ALL SELECT sheet FROM invoice_copy WHERE abroad = '')) < (SELECT min(sheet) FROM invoice_copy WHERE abroad = 'AT')")" 1
like "and the list of bundles says where to" "$(tail -n 1 "$out/POSTAL/print/bundles.csv")" ',AT 1010,'
is "the AR file has no more rows than invoices" "$(tail -n +2 "$out/ar-import.csv" | wc -l)" "$(sql "SELECT count(*) FROM invoice")"
is "the ledger has an entry an invoice" "$(sql "SELECT count(*) FROM ledger WHERE kind = 'INVOICE'")" "$(sql "SELECT count(*) FROM invoice")"
is "every invoice is in one queue" "$(sql "SELECT (SELECT count(*) FROM email) + (SELECT count(*) FROM post)")" "$(sql "SELECT count(*) FROM invoice")"
is "emails go to whom the customer's row names, and to nobody else" "$(sql "SELECT count(*) FROM email m JOIN invoice i ON i.id = m.invoice_id
	JOIN account a ON a.id = i.account_id WHERE m.send_to <> a.email OR m.cc_to <> a.cc_email")" 0
"$BIN" -s "$SPOOL" check >"$DIR/said" 2>&1
result $? "check has nothing to say ($(tail -n 1 "$DIR/said"))"

# ---- again
"$BIN" -s "$SPOOL" render "$run" "$DIR/again" >"$DIR/said" 2>&1
is "rendered again, copies are the same bytes" "$(cd "$DIR/again/POSTAL" && sha256sum -- *-copy.pdf)" "$(cd "$out/POSTAL" && sha256sum -- *-copy.pdf)"
"$BIN" -s "$SPOOL" print "$run" "$DIR/all" >"$DIR/said" 2>&1
is "and so are the bundles" "$(cd "$DIR/all" && sha256sum -- *.pdf)" "$(cd "$out/POSTAL/print" && sha256sum -- *.pdf)"
touch "$out/POSTAL/stranger-copy.pdf"
like "check finds a copy that nobody made" "$("$BIN" -s "$SPOOL" check)" "documents. Compare the folders"
rm "$out/POSTAL/stranger-copy.pdf"
like "what is issued is not changed" "$(sqlite3 "$SPOOL/db/billspool.db" "UPDATE invoice_copy SET recipient = 'X'" 2>&1)" "never changed"
like "nor removed" "$(sqlite3 "$SPOOL/db/billspool.db" "DELETE FROM invoice_copy" 2>&1)" "never removed"

# ---- whoever got the copy gets that of the reversal, wherever the customer's row points by then
victim=$(sql "SELECT i.number FROM invoice i JOIN invoice_copy c ON c.invoice_id = i.id WHERE c.recipient LIKE 'Landlord%' LIMIT 1")
sed -i 's/Landlord & Sons/New Owner/' "$DIR/data/customers.csv"
import customers <"$DIR/data/customers.csv"
printf '[run]\ntype = reverse\ninvoice = %s\nreason = wrong read\n' "$victim" | request "" r.req >"$DIR/said"
like "a reversal of an invoice with a copy is made" "$(cat "$DIR/said")" "^Finished, 1 reversal"
file=$(find "$SPOOL/invoices" -newer "$DIR/said" -o -name '*-copy.pdf' -path "*$(sql "SELECT id FROM run WHERE kind = 'reverse'")*" | head -n 1)
like "its copy goes where that one went" "$(pdftotext "$file" - | tr '\n' '|')" "Landlord & Sons.*Credit note – COPY"
is "no draft leaves a copy" "$(sql "SELECT count(*) FROM invoice_copy c LEFT JOIN invoice i ON i.id = c.invoice_id WHERE i.id IS NULL OR i.state = 'DRAFT'")" 0

# ---- half an address is refused, and what cannot be drawn holds that account alone
head -n 2 "$DIR/data/customers.csv" | sed '2s/Schloßallee 1//' | import customers
like "a name without an address is refused" "$(cat "$SPOOL"/error/customers*.errors.csv)" "copy_name says who gets a copy of the invoices, and copy_1 does not say where"
done_testing
