#!/bin/sh
# Whoever designs bills: what is wrong is said before a number is used, and what a run has used stays with it.
. "$(dirname "$0")/lib.sh"
logo=$(dirname "$0")/../golden/logo.png

# says NAME WANT COMMAND...: the command is refused, and its answer has the text.
says() {
	name=$1 want=$2
	shift 2
	not "$@" >"$DIR/said" 2>&1
	result $? "$name is refused"
	like "and what to do is said" "$(cat "$DIR/said")" "$want"
}
words() { pdftotext -layout "$1" - | tr -s ' \n' '  '; }

# ---- at the desk
for name in $("$BIN" layout list); do
	"$BIN" layout show "$name" >"$DIR/$name.ini"
	"$BIN" layout check "$DIR/$name.ini" >"$DIR/said" 2>&1
	result $? "$name is right ($(cat "$DIR/said"))"
	for language in en de fr pl; do
		"$BIN" layout preview "$DIR/$name.ini" "$DIR/$name-$language.pdf" "$language" "$logo" >"$DIR/said" 2>&1 &&
			qpdf --check "$DIR/$name-$language.pdf" >>"$DIR/said" 2>&1
		result $? "its preview in $language is a PDF"
		is "with the logo in it" "$(pdfimages -list "$DIR/$name-$language.pdf" | awk '$3 == "image" { print $4, $5 }')" "420 120"
	done
done
like "a preview speaks the language" "$(words "$DIR/classic-pl.pdf")" 'Do zapłaty'

for letter in 'statement/Kontoauszug.*Anfangssaldo.*Zahlungseingang.*Endsaldo 207,62.*Wie alt Ihr Saldo ist' \
	'reminder/Zahlungserinnerung.*noch keine Zahlung erhalten.*INV-0000317.*Zu zahlen 254,55'; do
	like "a preview of ${letter%%/*} is one" "$(words "$DIR/${letter%%/*}-de.pdf")" "${letter#*/}"
done
"$BIN" layout preview reminder "$DIR/last.pdf" fr --level 3 >"$DIR/said" 2>&1
like "and says what it shows" "$(cat "$DIR/said")" 'last.pdf shows a reminder in the layout reminder'
like "with the words of its level" "$(words "$DIR/last.pdf")" 'Dernier rappel.*Ceci est notre dernier rappel.*71 3 182,40 40,00'
"$BIN" layout preview reminder "$DIR/x.pdf" --level 4 >"$DIR/said" 2>&1
is "another level is a usage error" $? 2

# changed FILE TEXT: the classic layout with more in it.
changed() { { cat "$DIR/classic.ini"; printf '\n%s\n' "$2"; } >"$1"; }
lines=$(($(wc -l <"$DIR/classic.ini") + 3))
changed "$DIR/bad.ini" '[text a]
colr = #ff0000'
says "a key that there is not" "bad.ini, line $lines: \[text a\] colr = #ff0000: .* it has when, page, x, y" "$BIN" layout check "$DIR/bad.ini"
changed "$DIR/bad.ini" '[text a]
text = 山'
says "a letter that no font has" "bad.ini, line $lines: U\+5C71 is East Asian" "$BIN" layout check "$DIR/bad.ini"
changed "$DIR/bad.ini" "[text a]
text = $(printf 'caf\351')"
says "another encoding" "bad.ini, line $lines: this is not UTF-8" "$BIN" layout check "$DIR/bad.ini"
stamp='[image stamp]
x = 150
y = 260
width = 20
height = 20
picture = stamp.png'
changed "$DIR/bad.ini" "$stamp"
says "a picture that is not there" "bad.ini: .*/stamp.png cannot be read" "$BIN" layout check "$DIR/bad.ini"
echo 'no picture' >"$DIR/stamp.png"
says "a picture that is none" 'stamp.png is neither PNG nor JPEG' "$BIN" layout preview "$DIR/bad.ini" "$DIR/x.pdf"
says "a folder in the place of a file" 'name a file' "$BIN" layout check "$DIR"
says "a language that there is not" 'there are en, de, fr, pl' "$BIN" layout preview classic "$DIR/x.pdf" xx
ok "nothing is written then" test ! -e "$DIR/x.pdf"

# What every page must show: without it no bill of two pages could go out.
sed 's/ · {#account_number} {account_number}//' "$DIR/modern.ini" >"$DIR/bad.ini"
foot=$(grep -n '^.text foot page' "$DIR/bad.ini" | cut -d: -f1)
says "a layout whose second page has no account number" \
	"bad.ini, line $foot: .*would not show \{account_number\} on page 2, .* Write \{account_number\} into \[text foot page\]" "$BIN" layout check "$DIR/bad.ini"
sed 's/^text = .*{account_number}.*/&\ntext.de = {page_of}/' "$DIR/classic.ini" >"$DIR/bad.ini"
says "one that has none in one language" "would not show \{account_number\} on page 2" "$BIN" layout check "$DIR/bad.ini"
sed '/^.text next/,/^$/d;/^.text foot/,/^$/d' "$DIR/modern.ini" >"$DIR/bad.ini"
says "one whose following pages say nothing" 'on page 2. Add a section \[text foot\] with `page = all`' "$BIN" layout check "$DIR/bad.ini"
sed 's/^row = {#account_number}.*//;s/^page = all/page = next/' "$DIR/compact.ini" >"$DIR/bad.ini"
says "one whose first page has no account number" 'would not show \{account_number\} on page 1, .*into \[facts\]' "$BIN" layout check "$DIR/bad.ini"
"$BIN" layout preview "$DIR/classic.ini" >"$DIR/said" 2>&1
is "a preview without its PDF is a usage error" $? 2

# ---- in a run
new_spool
mkdir "$SPOOL/templates"
import buildings <<-END
	building_code,name,address_1,suburb,state,postcode,country,layout,logo
	A,Alder House,1 Alder Street,Newtown,NSW,2042,Australia,mine.ini,
	B,Birch House,2 Birch Street,Newtown,NSW,2042,Australia,,logo.png
END
import price-plans <<-END
	price_plan_code,sched_type,price,start_date,invoice_desc,tier_per,unit
	FLAT,FIXED,40.00,2026-01-01,Standing fee,MONTH,month
END
import customers <<-END
	account_number,account_name,building_code,site_identifier,price_plan_code,bill_cycle_code,invoice_delivery_class,open_date,postal_1,postal_suburb,postal_postcode
	1001,Ann Archer,A,S1,FLAT,MONTHLY,POST,2026-10-01,1 Alder Street,Newtown,2042
	1002,Łukasz Baker,A,S2,FLAT,MONTHLY,POST,2026-10-01,1 Alder Street,Newtown,2042
	2001,Di Draper,B,S4,FLAT,MONTHLY,POST,2026-10-01,2 Birch Street,Newtown,2042
END
# ask NAME: a run of all; its status line.
ask() { printf '[run]\ntype = daily\nbuildings = *\nend_date = 2026-10-31\nnote = %s\n' "$1" | request "" "$1"; }
like "a layout that is not there is refused" "$(ask none.req)" 'Rejected: there is no layout "mine": put mine.ini into the spool.s folder templates'
changed "$SPOOL/templates/mine.ini" '[text a]
text = {nam}'
like "a layout that is wrong is refused" "$(ask wrong.req)" "Rejected: layout mine, line $lines: \[text a\] .*no field called .nam."
changed "$SPOOL/templates/mine.ini" "$stamp"
like "and one whose picture is not there" "$(ask stamp.req)" 'Rejected: layout mine: the picture "stamp.png" cannot be read'
cp "$logo" "$SPOOL/templates/stamp.png"
like "and a building's logo that is not there" "$(ask logo.req)" 'Rejected: the picture "logo.png" cannot be read'
echo broken >"$SPOOL/templates/logo.png"
like "and one that is broken" "$(ask broken.req)" 'Rejected: The picture logo.png is neither PNG nor JPEG'
cp "$logo" "$SPOOL/templates/logo.png"
conf 'font_regular = /nowhere/Font.ttf'
like "and a font that is not there" "$(ask font.req)" 'Rejected: font_regular in \[billing\] of billspool.conf: The font /nowhere/Font.ttf cannot be read'
conf 'font_regular = /usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf'
sed 's/ · {#account_number} {account_number}//' "$DIR/modern.ini" >"$SPOOL/templates/mine.ini"
like "and a layout whose second page does not say whose it is, though no bill here has two" "$(ask pages.req)" \
	'Rejected: layout mine, line [0-9]+: .*\{account_number\} on page 2'
is "no number was used" "$(sql "SELECT count(*) FROM invoice")" 0

# A code that cannot hold one customer's name, who alone is held.
changed "$SPOOL/templates/mine.ini" "$stamp

[text hello]
text = Dear {account_name}, from {sender_name}!

[code name]
x = 60
y = 265
width = 60
height = 10
code = code128
data = {account_name}"
like "what a code cannot hold holds that account, and no other" "$(ask good.req)" '^Finished, 2 invoices, 1 account held by exceptions'
run=$(sql "SELECT id FROM run WHERE state = 'ISSUED'")
like "and why is said" "$(cat "$SPOOL/invoices/$run/held.csv")" '1002,.*,NOT_DRAWABLE,.*layout mine, \[code name\]: The text ""Łukasz Baker"" cannot be a code128 code'
pdf=$SPOOL/invoices/$run/POSTAL/INV-0000001-1001.pdf
like "the layout's own text is on the bill" "$(words "$pdf")" 'Dear Ann Archer, from Alder House!'
is "and its picture" "$(pdfimages -list "$pdf" | awk '$3 == "image" { print $4, $5 }')" "420 120"
pdftoppm -r 150 -gray -png -f 1 -l 1 -singlefile "$pdf" "$DIR/scan"
like "and its code" "$(zbarimg -q --raw "$DIR/scan.png" 2>/dev/null)" '^Ann Archer$'
is "the others' bills are in the usual one" "$(words "$SPOOL/invoices/$run/POSTAL/INV-0000002-2001.pdf" | grep -c Dear)" 0

# ---- a window of one's own
printf '[window]\nleft = 1\n' >"$SPOOL/templates/windows.ini"
sed 's/^window = .*/window = house/' "$DIR/classic.ini" >"$SPOOL/templates/mine.ini"
like "a window that is not there is refused" "$(ask window.req)" 'Rejected: layout mine, line 5: \[page\] window = house: there is no window called .house.; there are'
printf '[house]\nleft = 110\ntop = 50\nwidth = 85\nheight = 40\nreturn = 12\n' >"$SPOOL/templates/windows.ini"
like "one of the spool's own windows is used" "$(ask house.req)" '^(Finished|Nothing)'
cp "$SPOOL/templates/windows.ini" "$DIR/windows.ini"
cp "$SPOOL/templates/mine.ini" "$DIR/house.ini"
"$BIN" layout preview "$DIR/house.ini" "$DIR/house.pdf" >"$DIR/said" 2>&1
result $? "at the desk it lies beside the layout ($(cat "$DIR/said"))"
like "and the address is in it" "$(pdftotext -x 312 -y 176 -W 241 -H 79 "$DIR/house.pdf" - | head -n 1)" 'Whitfield'
rm "$SPOOL/templates/windows.ini"
cp "$DIR/classic.ini" "$SPOOL/templates/mine.ini"

# ---- kept with the run
echo '[nonsense]' >"$SPOOL/templates/mine.ini"
rm "$SPOOL/templates/stamp.png" "$SPOOL/templates/logo.png"
"$BIN" -s "$SPOOL" render "$run" "$DIR/again" >"$DIR/said" 2>&1
result $? "the run can be made again without its layout and pictures ($(cat "$DIR/said"))"
cmp "$pdf" "$DIR/again/POSTAL/INV-0000001-1001.pdf"
result $? "and is the same bytes"
conf 'accent = #b8860b'
"$BIN" -s "$SPOOL" render "$run" "$DIR/again2" >"$DIR/said" 2>&1
result $? "and so with another accent in billspool.conf ($(cat "$DIR/said"))"
"$BIN" -s "$SPOOL" print "$run" "$DIR/printed" >"$DIR/said" 2>&1
result $? "which its bundles know nothing of, either"
is "they are the same bytes" "$(cd "$DIR/printed" && sha256sum -- *.pdf)" "$(cd "$SPOOL/invoices/$run/POSTAL/print" && sha256sum -- *.pdf)"
conf 'font_bold = /usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf'
says "another font" 'INV-0000001-1001.pdf comes out different from what was issued: the font font_bold of billspool.conf changed' \
	"$BIN" -s "$SPOOL" render "$run" "$DIR/again3"
conf 'font_bold = /usr/share/fonts/truetype/liberation/LiberationSans-Bold.ttf' 'currency = NZD'
says "another currency" 'the setting currency of billspool.conf changed' "$BIN" -s "$SPOOL" print "$run" "$DIR/printed2"

# ---- Switzerland: who pays comes from the customer's row, in parts
new_spool 'currency = CHF'
import buildings <<-END
	building_code,name,address_1,suburb,state,postcode,country,bank_account_name,bank_account,layout
	A,Haus Ahorn,Seestrasse 1,Thun,,3600,Schweiz,Energie Thunersee AG,CH93 0076 2011 6238 5295 7,
	B,Haus Buche,Seestrasse 2,Thun,,3600,Schweiz,Energie Thunersee AG,CH93 0076 2011 6238 5295 7,slip
END
mkdir "$SPOOL/templates"
sed 's/^\[payment\]$/[payment]\npart = no/' "$DIR/classic.ini" >"$SPOOL/templates/slip.ini"
import price-plans <<-END
	price_plan_code,sched_type,price,start_date,invoice_desc,tier_per,unit
	FLAT,FIXED,40.00,2026-01-01,Grundpreis,MONTH,month
END
import customers <<-END
	account_number,account_name,building_code,site_identifier,price_plan_code,bill_cycle_code,invoice_delivery_class,open_date,language,postal_1,postal_suburb,postal_postcode,postal_country
	1001,Anna Amstutz,A,S1,FLAT,MONTHLY,POST,2026-10-01,de,Gartenweg 7,Thun,3600,SCHWEIZ
	1002,Bernard Blanc,A,S2,FLAT,MONTHLY,POST,2026-10-01,fr,Rue Haute 3,Bienne,2502,
	1003,Carla Conti,A,S3,FLAT,MONTHLY,POST,2026-10-01,en,Via Roma 9,Como,22100,Italia
	2001,Dora Dubler,B,S4,FLAT,MONTHLY,POST,2026-10-01,de,Seestrasse 2,Thun,3600,
END
like "bills in francs are made" "$(ask swiss.req)" '^Finished, 4 invoices'
folder=$(echo "$SPOOL"/invoices/*/POSTAL)
# part PDF ARGUMENT...: the payment part of a bill.
part() { python3 "$TOP/tests/golden/check_part.py" "$@"; }
part "$folder/INV-0000001-1001.pdf" "payment:Zahlbar durch Anna Amstutz Gartenweg 7 3600 Thun" "receipt:Zahlbar durch Anna Amstutz" >"$DIR/said" 2>&1
result $? "a payer at home has no country in it ($(cat "$DIR/said"))"
part "$folder/INV-0000002-1002.pdf" "payment:Payable par Bernard Blanc Rue Haute 3 2502 Bienne" "payment:Energie Thunersee AG Seestrasse 1 3600 Thun" >"$DIR/said" 2>&1
result $? "nor one whose country is not said ($(cat "$DIR/said"))"
part "$folder/INV-0000003-1003.pdf" "payment:Payable by (name/address)" "receipt:Payable by (name/address)" >"$DIR/said" 2>&1
result $? "one whose country is no two letters fills in who pays ($(cat "$DIR/said"))"
like "part = no: with the slip" "$(words "$folder/INV-0000004-2001.pdf")" 'So zahlen Sie'
done_testing
