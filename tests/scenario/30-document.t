#!/bin/sh
# The invoice as other people's PDF readers see it: every case of tests/golden/draw_cases.c, and a sample of random ones.
# DRAW_CASES names another build of the program, RANDOM_COUNT and RANDOM_SEED another sample.
cd "$(dirname "$0")/../.." || exit 1
draw_cases=${DRAW_CASES:-bin/obj/plain/golden/draw_cases}
count=${RANDOM_COUNT:-25}
seed=${RANDOM_SEED:-$(date +%j)}
export PYTHONDONTWRITEBYTECODE=1
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
number=0

# result NAME CODE: report a test; what went wrong stands in $tmp/out.
result() {
	[ "$2" = 0 ] && ok=ok || ok="not ok"
	number=$((number + 1))
	echo "$ok $number - $1"
	[ "$2" = 0 ] || sed 's/^/#   /' "$tmp/out" | head -40
}

# skip NAME PROGRAM: report a test that needs a program that is not here.
skip() {
	number=$((number + 1))
	echo "ok $number - $1 # SKIP no $2"
}

# each NAME COMMAND...: run the command on every file, adding its name; it must end with 0 and print nothing.
each() {
	name=$1
	shift
	for pdf in "$tmp"/pdf/*.pdf; do
		"$@" "$pdf" >"$tmp/one" 2>&1 && [ ! -s "$tmp/one" ] && continue
		basename "$pdf"
		cat "$tmp/one"
	done >"$tmp/out"
	[ ! -s "$tmp/out" ]
	result "$name" $?
}

# says CASE TEXT...: the text of this case has each of these, in this order.
says() {
	case=$1
	shift
	pdftotext -layout "$tmp/pdf/$case.pdf" - | tr -s ' \n' '  ' >"$tmp/text"
	: >"$tmp/out"
	pattern=
	for text; do
		pattern="$pattern$text.*"
		grep -q -- "$pattern" "$tmp/text" || { echo "missing, or out of order: $text"; cat "$tmp/text"; break; }
	done >"$tmp/out"
	[ ! -s "$tmp/out" ]
	result "$case says: $1 ... $(eval echo "\"\${$#}\"")" $?
}

# The checks that print when they like what they see are made silent when they do.
qpdf_check() {
	qpdf --check "$1" >"$tmp/qpdf" 2>&1 || { cat "$tmp/qpdf"; return 1; }
	grep -i warning "$tmp/qpdf"
	return 0
}
pages_agree() {
	said=$(awk -v n="$(basename "$1" .pdf)" '$1 == n { print $2 }' "$tmp/list")
	[ "$(pdfinfo "$1" | awk '/^Pages:/ { print $2 }')" = "$said" ] || echo "not $said pages"
}
fonts_embedded() {
	pdffonts "$1" | awk 'NR > 2 && ($(NF - 4) != "yes" || $(NF - 3) != "yes" || $(NF - 2) != "yes" ||
	    $1 !~ /^[A-Z][A-Z][A-Z][A-Z][A-Z][A-Z]\+(Liberation|FreeSans)/) { print }'
}
text_readable() {
	pdftotext "$1" "$tmp/text" && grep -n "$(printf '\357\277\275')" "$tmp/text"
	return 0
}
mutool_draws() {
	# Builds without colour management say so for every file; that is about the program, not the file.
	mutool draw -q -r 20 -o /dev/null "$1" 2>&1 | grep -v 'ICC support is not available'
	return 0
}
gs_draws() {
	gs -q -dSAFER -dBATCH -dNOPAUSE -sDEVICE=nullpage "$1"
}

echo "1..59"
mkdir "$tmp/pdf" "$tmp/again"
"$draw_cases" "$tmp/pdf" "$count" "$seed" >"$tmp/list" 2>"$tmp/out"
result "every case and $count random invoices (seed $seed) are drawn and verified" $?
[ -s "$tmp/list" ] || exit 1

"$draw_cases" "$tmp/again" "$count" "$seed" >/dev/null 2>&1 && diff -r "$tmp/pdf" "$tmp/again" >"$tmp/out" 2>&1
result "drawn again, all files are the same bytes" $?

each "qpdf finds nothing wrong" qpdf_check
each "pdfinfo counts the pages that we counted" pages_agree
each "all fonts are embedded subsets with a map to Unicode" fonts_embedded
each "pdftotext understands every character and warns of nothing" text_readable
command -v mutool >/dev/null && each "mutool draws all without a warning" mutool_draws || skip "mutool draws all" mutool
command -v gs >/dev/null && each "Ghostscript draws all without a warning" gs_draws || skip "Ghostscript draws all" gs

rm -f "$tmp"/pdf/random-*
python3 tests/golden/check_boxes.py "$tmp"/pdf/*.pdf >"$tmp/out" 2>&1
result "no word runs into another, off the paper, or out of the envelope's window" $?

python3 tests/golden/check_type.py "$tmp"/pdf/*.pdf >"$tmp/out" 2>&1
result "no letters are smaller than 6 points, no text is cut, neighbours are level or clearly apart" $?

mkdir "$tmp/windows"
"$draw_cases" windows "$tmp/windows" >"$tmp/out" 2>&1 && python3 tests/golden/check_boxes.py "$tmp"/windows/*.pdf >"$tmp/out" 2>&1
result "in each window, with each layout, a short and a long address are whole, in one size, and nothing stands on them" $?

python3 tests/golden/compare_pages.py "$tmp/pdf" tests/golden/pages >"$tmp/out" 2>&1
result "every case looks as it did when it was last looked at (tests/golden/pages)" $?

python3 tests/golden/compare_ink.py "$tmp"/pdf/one-page.pdf "$tmp"/pdf/greek.pdf "$tmp"/pdf/polish.pdf \
	"$tmp"/pdf/long-names.pdf >"$tmp/out" 2>&1
result "poppler, MuPDF and Ghostscript draw the same ink" $?

stat -c '%s %n' "$tmp/pdf/one-page.pdf" "$tmp/pdf/german.pdf" >"$tmp/sizes"
awk 'NR == 1 { small = $1 } NR == 2 { whole = $1 } END { exit !(small < 20000 && whole > small + 10000) }' "$tmp/sizes"
code=$?
cp "$tmp/sizes" "$tmp/out"
result "a bill of usual letters has small fonts, one of others has all that it needs" $code

says one-page "Harbour Quarter Utilities" "INV-000002" "100002" "2 Nov 2026" "1 Oct 2026 – 31 Oct 2026" "Tax invoice" \
	"Amount due" "214.55" "−200.00" "−3.50" "432.62" "\$443.67" "Please pay by 23 Nov 2026" \
	"Electricity" "Total Electricity 234.40" "Hot water" "Total of this bill \$432.62" "Meter reads" \
	"Your use over time" "plant room" "How to pay" "062-000 1234 5678" "Page 1 of 1"
pdftotext -raw "$tmp/pdf/one-page.pdf" "$tmp/text"
printf '%s\n' "Peak usage 31 104.250 kWh 0.2745 GST 28.62" "Total Electricity 234.40" "Total of this bill \$432.62" >"$tmp/rows"
grep -xF -f "$tmp/rows" "$tmp/text" | diff - "$tmp/rows" >"$tmp/out"
result "and each row stands in the file as it is read, from left to right" $?
says landlord-copy "Hausverwaltung" "Rechnung – KOPIE" "Page 1 of 2\|Rechnung – KOPIE INV-000022 · Kundennummer 100022 · Seite 1 von 2" \
	"Rechnung – KOPIE INV-000022" "Seite 2 von 2"
says landlord-copy "Zu zahlen" "Kopie – zahlt Eleanor Whitfield"
! pdftotext "$tmp/pdf/landlord-copy.pdf" - | grep -E "So zahlen|Zahlbar|062-000" >"$tmp/out"
result "and nothing on it asks to be paid" $?
says statement "Statement of account" "40.00 −4,915.17\|40.00" "Opening balance" "Adjustment −40.00 0.00" "Invoice · INV-0000101 16 Oct 2026 100.00 100.00" \
	"Carried forward" "Brought forward" "Closing balance" "How old your balance is" "Page 2 of 2"
says reminder "Mahnung" "2.556,16 € bis zum 23.11.2026" "INV-0000417 16.08.2026 78 2 12.345,67 2.345,67" "Zu zahlen 2.556,16" "So zahlen Sie"
pdftoppm -r 150 -png -singlefile "$tmp/pdf/reminder.pdf" "$tmp/reminder"
zbarimg -q --raw "$tmp/reminder.png" 2>/dev/null | tr '\n' '|' >"$tmp/out"
grep -q 'BCD|002|1|SCT||Harbour Quarter Utilities Trust|DE89370400440532013000|EUR2556.16||||*100024 R20261102-0003-00007' "$tmp/out"
result "and its code says the sum of what is open" $?
says three-pages "Carried forward 3,828.16" "Page 1 of 3" "Brought forward 3,828.16" "Electricity, continued" \
	"Total of this bill" "Page 2 of 3" "Meter reads" "Page 3 of 3"
says forty-pages "Page 1 of 40" "Brought forward" "Page 40 of 40"
says zero-bill "Nothing to pay" "\$0.00" "Your account is settled" "There are no charges in this period."
says in-credit "In credit – nothing to pay" "Counts towards your next bill"
says negative "Solar feed-in" "−0.0650" "−1,234.56" "−12.5 %" "Total of this bill −\$1,214.92"
says greek "Εταιρεία Ύδρευσης Θεσσαλονίκης" "Γιώργος Παπαδόπουλος"
says polish "Zakłady Energetyczne Łódź" "Pani Grażyna Brzęczyszczykiewicz-Żółć" "Faktura" "1 234 567,89" "zł" "próg 2" \
	"Jak zapłacić"
says german "Stadtwerke Sønderburg" "Straßenmeister GmbH" "Jørgine Großmann" "Rechnung" "1.234,56" "1.398,77 €" \
	"Zahlbar bis 23.11.2026" "Summe Electricity" "DE89 3704 0044 0532 0130 00"
says french "Régie des Eaux d'Île-de-France" "Mme Maëlle L'Hôte-Cœur" "Facture" "1 398,77 €" "23/11/2026"
says reversal "Credit note number" "Credit note" "cancels invoice INV-000002 in full" "−104.250 kWh 0.2745 GST −28.62" "−104.250 kWh × 0.2745 = −28.62" "This credit note" "203.13"
says vietnamese "Điện lực Hà Nội" "Bà Nguyễn Thị Hồng Ánh" "12 Phố Huế, Quận Hoàn Kiếm"
says swiss "Glärnisch" "264,12 CHF" "CH93 0076 2011 6238 5295 7"
says modern "Previous balance" "\$318.94" "Tax invoice" "INV-000019" "Your charges" "Page 1 of 1"
says modern-three-pages "INV-000025 · Account number 100025 · Page 1 of 3" "continued" "INV-000025 · Account number 100025 · Page 2 of 3" \
	"INV-000025 · Account number 100025 · Page 3 of 3"
says modern-credit "In credit" "Page 1 of 2" "INV-000026 · Account number 100026 · Page 2 of 2"
says compact-three-pages "100027 · Strona 1 z 3" "100027 · Strona 2 z 3" "100027 · Strona 3 z 3"
says compact-credit "100028" "En votre faveur" "Page 1 sur 1"
says bilingual "Rechnungsnummer / Invoice number" "Rechnung / Invoice" "Zu zahlen" "Amount due" "Menge" "Quantity" \
	"Summe Hot water Total Hot water"
says bilingual-polish "Nadpłata – nic do zapłaty" "In credit – nothing to pay" "Energia elektryczna Electricity" "kilowatogodziny" \
	"Razem Woda Total Water" "Całodobowa" "All day" "Rok wcześniej Same period last year"
says bilingual-french "Électricité Electricity" "Report / Brought forward" "Eau Water" "Total Autres frais Total Other charges" "Relevés de compteur" "Heures creuses" "Off-peak"
# 104.25 turned back in 31 days, and 341 used the year before, are -3.36 and 11.0 a day; 0.4 kWh are 0.013; 11.9 kL are 0.384, and 10.4 kL 0.335.
says chart-below "Your use over time" "This period" "−3.4 kWh" "Same period last year 11.0 kWh" "Change on last year" "−131 %" "How to pay"
says chart-huge "This period" "0.013 kWh" "11.633 kWh" "Same period last year" "11.000 kWh" "−99.9 %"
says chart-small "This period" "0.384 kL" "Same period last year" "0.335 kL" "+14 %"
says modern-small "1,234,567.8901" "4 *%" "kilowatt hours" "Page 1 of 1"
says modern-large "119 000 141,19" "Montant à payer" "Page 1 sur 1"

# ---- codes: what a phone reads

# scanned CASE: what zbarimg finds on the last page of the case.
scanned() {
	pages=$(pdfinfo "$tmp/pdf/$1.pdf" | awk '/^Pages:/ { print $2 }')
	pdftoppm -r 200 -gray -png -f "$pages" -l "$pages" -singlefile "$tmp/pdf/$1.pdf" "$tmp/scan"
	zbarimg -q --raw "$tmp/scan.png" 2>/dev/null
}

# same GOT WANT: for result.
same() {
	[ "$1" = "$2" ] || printf 'got\n%s\nwant\n%s\n' "$1" "$2" >"$tmp/out"
	[ "$1" = "$2" ]
}

same "$(scanned german)" "$(printf 'BCD\n002\n1\nSCT\n\nHarbour Quarter Utilities Trust\nDE89370400440532013000\nEUR1398.77\n\n\n100011 INV-000011')"
result "a euro bill has an EPC code that says payee, IBAN, amount and what for" $?
same "$(scanned one-page)" 100002
result "a bill that has no such code has its reference in bars" $?
same "$(scanned long-account)" WOHNUNGSGENOSSENSCHAFT-10023-A4
result "a reference too long for bars of a quarter of a millimetre is in a QR code" $?
says long-account "WOHNUNGSGENOSSENSCHAFT-10023-A4" "How to pay" "WOHNUNGSGENOSSENSCHAF T-10023-A4"
same "$(scanned in-credit)" ""
result "who owes nothing finds nothing to scan" $?

# zbar gives up on the cross that the Swiss code must have in its middle; ZXing is what phones use.
swiss=$(printf 'SPC\n0200\n1\nCH9300762011623852957\nS\nElektrizitätswerk Glärnisch AG\nBahnhofstrasse 7\n\n8750\nGlarus\nCH\n\n\n\n\n\n\n\n264.12\nCHF\nS\nFrau Rosmarie Zürcher-Aebischer\nHauptstrasse 142b\n\n3860\nMeiringen\nCH\nNON\n\n100018 INV-000018\nEPD')
french=$(printf 'SPC\n0200\n1\nCH4431999123000889012\nS\nServices industriels de Delémont SA\nQuai de la Sorne 5\n\n2800\nDelémont\nCH\n\n\n\n\n\n\n\n16291.24\nCHF\n\n\n\n\n\n\n\nQRR\n000000000000000000001000256\n100025 INV-000025\nEPD')
phone() {
	scanned "$1" >/dev/null
	/usr/bin/python3 -c 'import sys, zxingcpp; from PIL import Image
print("\n".join(b.text for b in zxingcpp.read_barcodes(Image.open(sys.argv[1]).convert("L"))))' "$tmp/scan.png"
}
if /usr/bin/python3 -c 'import zxingcpp, PIL' 2>/dev/null; then
	same "$(phone swiss)" "$swiss"
	result "a Swiss bill has the code of the QR-bill, cross and all" $?
	same "$(phone swiss-french)" "$french"
	result "with a QR-IBAN it has a reference" $?
else
	skip "a Swiss bill has the code of the QR-bill" python3-zxing-cpp
	skip "with a QR-IBAN it has a reference" python3-zxing-cpp
fi

# part NAME CASE HEADING...: the payment part of this case.
part() {
	name=$1 case=$2
	shift 2
	python3 tests/golden/check_part.py "$tmp/pdf/$case.pdf" "$@" >"$tmp/out" 2>&1
	result "$name" $?
}
part "its payment part has all it must, each text in its section" swiss "receipt-title:Empfangsschein" \
	"receipt:Konto / Zahlbar an CH93 0076 2011 6238 5295 7 Elektrizitätswerk Glärnisch AG Bahnhofstrasse 7 8750 Glarus Zahlbar durch Frau Rosmarie" \
	"receipt-amount:Währung Betrag CHF 264.12" "acceptance:Annahmestelle" "payment-title:Zahlteil" "payment-amount:Währung Betrag CHF 264.12" \
	"payment:Konto / Zahlbar an CH93 0076 2011 6238 5295 7 Elektrizitätswerk Glärnisch AG Bahnhofstrasse 7 8750 Glarus Zusätzliche Informationen 100018 INV-000018 Zahlbar durch Frau Rosmarie Zürcher-Aebischer Hauptstrasse 142b 3860 Meiringen"
part "in French, with a reference and no payer" swiss-french "receipt-title:Récépissé" "acceptance:Point de dépôt" "payment-title:Section paiement" \
	"receipt:Compte / Payable à CH44 3199 9123 0008 8901 2" "receipt:Référence 00 00000 00000 00000 00010 00256 Payable par (nom/adresse)" \
	"receipt-amount:Monnaie Montant CHF 16 291.24" "payment:Référence 00 00000 00000 00000 00010 00256 Informations supplémentaires 100025 INV-000025 Payable par (nom/adresse)"
part "in English, with the longest names, a payer abroad and no amount" swiss-blank "receipt-title:Receipt" "payment-title:Payment part" \
	"acceptance:Acceptance point" "receipt-amount:Currency Amount CHF" "receipt:Payable by Erbengemeinschaft Freifrau" "receipt:DE-79539 Lörrach" "payment:Additional information"
pdfimages -list "$tmp/pdf/logo.pdf" | awk 'NR > 2 && $3 == "image" { print $4, $5, $6 }' >"$tmp/out"
grep -q '420 120 rgb' "$tmp/out"
result "the logo is in the file as it is" $?
says no-address "Account number" "100013" "Amount due"
