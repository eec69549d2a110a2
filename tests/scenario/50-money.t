#!/bin/sh
# Two months of a utility of three accounts, and what is corrected afterwards. Every figure was worked out by hand, beside it.
. "$(dirname "$0")/lib.sh"

# at DAY: it is this day from now on.
at() { BILLSPOOL_NOW=$1T09:00:00; }
# The AR file of a run, without the run's name, the names of people, and its header.
ar() { sed '1d' "$SPOOL/invoices/$1/ar-import.csv" | tr -d '\r' | cut -d, -f2,3,7-17; }
# A row of the report on ageing: balance, not due, 1-30, 31-60, 61-90, over 90.
ageing() { tr -d '\r' <"$SPOOL/reports/ageing.csv" | awk -F, -v account="$1" '$2 == account { print $4, $5, $6, $7, $8, $9 }'; }
# The ledger of an account: kind and cents, in order.
ledger() { sql "SELECT group_concat(kind || ' ' || amount_minor, ', ') FROM (SELECT l.* FROM ledger l JOIN account a ON a.id = l.account_id
	WHERE a.number = '$1' ORDER BY l.id)"; }
# The unbilled transaction of an account: period, net, tax, total.
unbilled() { sql "SELECT date(period_from * 86400, 'unixepoch'), date(period_to * 86400, 'unixepoch'), net_minor, tax_minor, total_minor
	FROM txn t JOIN account a ON a.id = t.account_id WHERE a.number = '$1' AND state = 'UNBILLED'"; }
# The lines of an account's last transaction: kind, quantity, price, cents.
lines() { sql "SELECT kind || ' ' || quantity || ' x ' || price || ' = ' || amount_minor FROM txn_line WHERE txn_id =
	(SELECT max(t.id) FROM txn t JOIN account a ON a.id = t.account_id WHERE a.number = '$1') ORDER BY line"; }
# The day to which an account is billed.
billed_to() { sql "SELECT coalesce(date(billed_to * 86400, 'unixepoch'), 'never') FROM account WHERE number = '$1'"; }
# The text of a PDF, blanks and line breaks made one.
text() { pdftotext -layout "$1" - | tr -s ' \n\f' ' '; }
# last_run: the run of the last request.
last_run() { sql "SELECT id FROM run ORDER BY rowid DESC LIMIT 1"; }

# ---- 1 October: the utility is loaded --------------------------------------------------------------------------------
at 2026-10-01
new_spool
import buildings <<-END
	building_code,name,address_1,suburb,state,postcode,country,payment_terms_days
	T,Mill Street,1 Mill Street,Newtown,NSW,2042,Australia,14
END
# To 10 kWh a day, and above; both the energy and the supply charge go up, in the middle of what is billed next.
import price-plans <<-END
	price_plan_code,sched_type,price,start_date,end_date,invoice_desc,meter_type_code,tier_from,tier_per,unit
	HAND,USAGE,0.30,2026-01-01,2026-10-31,Energy to 10 kWh a day,ALLDAY,0,DAY,kWh
	HAND,USAGE,0.32,2026-11-01,,Energy to 10 kWh a day,ALLDAY,0,DAY,kWh
	HAND,USAGE,0.40,2026-01-01,,Energy above 10 kWh,ALLDAY,10,DAY,kWh
	HAND,SUPPLY,1.10,2026-01-01,2026-11-10,Supply,,,,day
	HAND,SUPPLY,1.20,2026-11-11,,Supply,,,,day
	TINY,FIXED,0.05,2026-01-01,,Standing fee,,,MONTH,month
END
import customers <<-END
	account_number,account_name,building_code,site_identifier,price_plan_code,bill_cycle_code,invoice_delivery_class,open_date,close_date,email,postal_1,postal_suburb,postal_postcode,discount_percent,opening_balance,sales_cust_number
	1001,Ann Archer,T,S1,HAND,MONTHLY,EMAIL,2026-10-01,,ann@customer.example,1/1 Mill Street,Newtown,2042,,50.00,C1
	1002,Ben Baker,T,S2,HAND,MONTHLY,POST,2026-10-01,2026-11-20,,2/1 Mill Street,Newtown,2042,5,,C2
	1003,Cy Coopér ﬁls,T,S3,TINY,MONTHLY,EMAIL,2026-10-01,,,3/1 Mill Street,Newtown,2042,,,C3
END
import meters <<-END
	site_identifier,meter_code,meter_register,meter_type_code,install_date
	S1,M1,1,ALLDAY,2026-10-01
	S2,M2,1,ALLDAY,2026-10-01
END
import meter-reads <<-END
	site_identifier,meter_code,meter_register,meter_read,read_date,read_type
	S1,M1,1,1000,2026-10-01,OPENING
	S2,M2,1,500,2026-10-01,OPENING
END
is "an opening balance is due on the day on which it came" "$(ageing 1001)" "50.00 50.00 0.00 0.00 0.00 0.00"

# ---- 2 November: October is billed -----------------------------------------------------------------------------------
at 2026-11-02
import meter-reads <<-END
	site_identifier,meter_code,meter_register,meter_read,read_date,read_type
	S1,M1,1,1400,2026-10-31,ACTUAL
	S2,M2,1,512.5,2026-10-31,ACTUAL
END
import charges <<-END
	account_number,charge_item_code,charge_date,amount_ex_tax,invoice_desc,tax_code,frequency
	1001,PARKING,2026-10-15,20.00,Parking,GST,MONTHLY
	1001,CALLOUT,2026-10-20,33.33,Call-out,FREE,ONCE
END
is "the opening balance is 32 days late now" "$(ageing 1001)" "50.00 0.00 0.00 50.00 0.00 0.00"
import receipts <<-END
	account_number,date,amount,batch_type,reference
	1001,2026-10-10,50.00,EFT,P1
	7777,2026-10-11,12.34,EFT,P2
END
import adjustments <<-END
	account_number,adj_reason_code,adj_date,adj_amount,post_adj,notes
	1001,GOODWILL,2026-10-25,-10.00,Y,a cold shower
	1001,MAYBE,2026-10-26,5.00,N,not decided
END
is "a receipt for an account that nobody knows is in suspense" "$(ledger 999999)" "RECEIPT -1234"
is "an adjustment that is not to be posted is not in the ledger" "$(ledger 1001)" "OPENING 5000, RECEIPT -5000, ADJUSTMENT -1000"

like "October's transactions are made" "$(request "" oct.req <<-END
	[run]
	type = transactions
	buildings = T
	end_date = 2026-10-31
END
)" '^Finished$'
# 1001: 400 kWh in 31 days: 310 below the step of 10 a day, 90 above. 93.00 + 36.00 + 31 x 1.10 = 34.10 + 20.00 = 183.10 with GST,
# 33.33 without. Net 216.43; tax 18.31.
is "1001's October is as worked out by hand" "$(unbilled 1001)" "2026-10-01|2026-10-31|21643|1831|23474"
is "and so is each line of it" "$(lines 1001)" "USAGE 310 x 0.30 = 9300
USAGE 90 x 0.40 = 3600
SUPPLY 31 x 1.10 = 3410
CHARGE 1 x 20.00 = 2000
CHARGE 1 x 33.33 = 3333"
# 1002: 12.5 kWh x 0.30 = 3.75, and 34.10: 37.85; 5% of it is 1.8925, so 1.89. Net 35.96; tax 3.596, so 3.60.
is "1002's October is as worked out by hand" "$(unbilled 1002)" "2026-10-01|2026-10-31|3596|360|3956"
# 1003: 0.05; tax half a cent, away from zero: 0.01.
is "1003's October is as worked out by hand" "$(unbilled 1003)" "2026-10-01|2026-10-31|5|1|6"

like "October is invoiced" "$(request "" oct-invoices.req <<-END
	[run]
	type = invoices
	buildings = T
END
)" '^Finished, 3 invoices$'
october=$(last_run)
# 1001 owed 50.00, paid it, and has 10.00 of goodwill. 1003 wants email without having an address, and gets a letter.
is "the AR file of October has each invoice's figures" "$(ar "$october")" \
	"INV-0000001,1001,2026-11-02,2026-11-16,2026-10-01,2026-10-31,216.43,18.31,234.74,AUD,-10.00,224.74,EMAIL/INV-0000001-1001.pdf
INV-0000002,1002,2026-11-02,2026-11-16,2026-10-01,2026-10-31,35.96,3.60,39.56,AUD,0.00,39.56,POSTAL/INV-0000002-1002.pdf
INV-0000003,1003,2026-11-02,2026-11-16,2026-10-01,2026-10-31,0.05,0.01,0.06,AUD,0.00,0.06,POSTAL/INV-0000003-1003.pdf"
# 234.74 + 39.56 + 0.06
like "the proof has their sum" "$(cat "$SPOOL/invoices/$october/proof.txt")" 'sum of invoices +274\.36 '
is "the ledger has each invoice" "$(ledger 1001); $(ledger 1002); $(ledger 1003)" \
	"OPENING 5000, RECEIPT -5000, ADJUSTMENT -1000, INVOICE 23474; INVOICE 3956; INVOICE 6"
oct1001=$(text "$SPOOL/invoices/$october/EMAIL/INV-0000001-1001.pdf")
like "1001's bill says what was before, what came in, and what is due" "$oct1001" \
	'Previous balance Payments received Adjustments This bill .*50\.00 −50\.00 −10\.00 234\.74 \$224\.74'
like "and until when" "$oct1001" 'Please pay by 16 Nov 2026'
like "and its working" "$oct1001" 'Total before tax 216\.43 .*Total of this bill \$234\.74'
is "what is not due yet is not late" "$(ageing 1001); $(ageing 1002)" \
	"224.74 224.74 0.00 0.00 0.00 0.00; 39.56 39.56 0.00 0.00 0.00 0.00"
is "money in suspense is a credit there" "$(ageing 999999)" "-12.34 -12.34 0.00 0.00 0.00 0.00"

# ---- 17 November: the bills are a day late ---------------------------------------------------------------------------
at 2026-11-17
import receipts <<-END
	account_number,date,amount,batch_type,reference
	1001,2026-11-12,100.00,EFT,P3
	1003,2026-11-13,1.00,CASH,P4
END
is "a part payment leaves the rest of the bill late" "$(ageing 1001); $(ageing 1002)" \
	"124.74 0.00 124.74 0.00 0.00 0.00; 39.56 0.00 39.56 0.00 0.00 0.00"
is "an overpayment is a credit" "$(ageing 1003)" "-0.94 -0.94 0.00 0.00 0.00 0.00"
# A charge for a day that is billed already comes in: it is not lost.
import charges <<-END
	account_number,charge_item_code,charge_date,amount_ex_tax,invoice_desc,tax_code,frequency
	1001,KEY,2026-10-05,5.00,New key,GST,ONCE
END

# ---- 2 December: November is billed ----------------------------------------------------------------------------------
at 2026-12-02
import meter-reads <<-END
	site_identifier,meter_code,meter_register,meter_read,read_date,read_type
	S1,M1,1,1650,2026-11-30,ACTUAL
	S2,M2,1,520,2026-11-20,CLOSING
END
like "November's transactions are made" "$(request "" nov.req <<-END
	[run]
	type = transactions
	buildings = T
	end_date = 2026-11-30
END
)" '^Finished$'
# 1001: 250 kWh in 30 days, below 300: 80.00; 10 x 1.10 and 20 x 1.20; parking, and the key. Net 140.00; tax 14.00.
is "1001's November is as worked out by hand" "$(unbilled 1001)" "2026-11-01|2026-11-30|14000|1400|15400"
is "the new prices are used from their days on" "$(lines 1001)" "USAGE 250 x 0.32 = 8000
SUPPLY 10 x 1.10 = 1100
SUPPLY 20 x 1.20 = 2400
CHARGE 1 x 5.00 = 500
CHARGE 1 x 20.00 = 2000"
# 1002, to its last day: 7.5 x 0.32 = 2.40, 11.00, 10 x 1.20 = 12.00: 25.40, less 1.27. Net 24.13; tax 2.413, so 2.41.
is "a closed account's last bill ends on its last day" "$(unbilled 1002)" "2026-11-01|2026-11-20|2413|241|2654"
like "November is invoiced" "$(request "" nov-invoices.req <<-END
	[run]
	type = invoices
	buildings = T
END
)" '^Finished, 3 invoices$'
november=$(last_run)
# 1001: 224.74 - 100.00, and 154.00. 1003: 0.06 - 1.00, and 0.06.
is "the AR file of November goes on from October" "$(ar "$november")" \
	"INV-0000004,1001,2026-12-02,2026-12-16,2026-11-01,2026-11-30,140.00,14.00,154.00,AUD,124.74,278.74,EMAIL/INV-0000004-1001.pdf
INV-0000005,1002,2026-12-02,2026-12-16,2026-11-01,2026-11-20,24.13,2.41,26.54,AUD,39.56,66.10,POSTAL/INV-0000005-1002.pdf
INV-0000006,1003,2026-12-02,2026-12-16,2026-11-01,2026-11-30,0.05,0.01,0.06,AUD,-0.94,-0.88,POSTAL/INV-0000006-1003.pdf"
like "a name that came with a Mac's accents and ligatures is drawn with letters" "$(text "$SPOOL/invoices/$november/POSTAL/INV-0000006-1003.pdf")" \
	'Cy Coopér fils'
like "1001's bill begins with October's balance" "$(text "$SPOOL/invoices/$november/EMAIL/INV-0000004-1001.pdf")" \
	'Previous balance .*224\.74 −100\.00 0\.00 154\.00 \$278\.74'
like "1003's bill is paid already" "$(text "$SPOOL/invoices/$november/POSTAL/INV-0000006-1003.pdf")" \
	'In credit .*0\.06 −1\.00 0\.00 0\.06 \$0\.88'
is "each bill ages by its own due day" "$(ageing 1001); $(ageing 1002); $(ageing 1003)" \
	"278.74 154.00 124.74 0.00 0.00 0.00; 66.10 26.54 39.56 0.00 0.00 0.00; -0.88 -0.88 0.00 0.00 0.00 0.00"
is "each charge was billed once, recurring ones once a month" "$(sql "SELECT group_concat(x, ', ') FROM (SELECT c.code || ' ' ||
	date(l.to_day * 86400, 'unixepoch') || ' ' || count(*) AS x FROM txn_line l JOIN txn t ON t.id = l.txn_id JOIN charge c ON c.id = l.charge_id
	WHERE t.state = 'BILLED' GROUP BY c.code, l.to_day ORDER BY 1)")" \
	"CALLOUT 2026-10-20 1, KEY 2026-10-05 1, PARKING 2026-10-15 1, PARKING 2026-11-15 1"

# ---- 3 December: two bills were wrong --------------------------------------------------------------------------------
at 2026-12-03
# reverse NAME INVOICE REBILL
reverse() {
	request "" "$1" <<-END
		[run]
		type = reverse
		invoice = $2
		rebill = $3
		reason = Misread, see file 77
		${4:+message = $4}
	END
}
before=$(sql "SELECT count(*) FROM ledger; SELECT count(*) FROM invoice; SELECT count(*) FROM run")
like "an older bill is not made billable again while a later one stands" "$(reverse older.req INV-0000001 yes)" \
	"^Rejected: .*not the account's latest"
like "a bill that there is not is not reversed" "$(reverse none.req INV-0000099 no)" '^Rejected: .*no invoice INV-0000099'
is "a refused reversal changes nothing" "$(sql "SELECT count(*) FROM ledger; SELECT count(*) FROM invoice; SELECT count(*) FROM run")" "$before"

like "1001's November is reversed, to be billed again" "$(reverse nov1001.req INV-0000004 yes)" '^Finished, 1 reversal$'
reversal=$(last_run)
is "the credit continues the numbers, and its AR row is negative" "$(ar "$reversal")" \
	"INV-0000007,1001,2026-12-03,2026-12-03,2026-11-01,2026-11-30,-140.00,-14.00,-154.00,AUD,278.74,124.74,EMAIL/INV-0000007-1001.pdf"
like "the credit document names what it cancels" "$(text "$SPOOL/invoices/$reversal/EMAIL/INV-0000007-1001.pdf")" \
	'Credit note .*cancels invoice INV-0000004 in full.* 278\.74 0\.00 0\.00 −154\.00 \$124\.74 '
# 250 kWh x 0.32 = 80.00, now taken back; what its sums say is the other way round, too.
credit=$(text "$SPOOL/invoices/$reversal/EMAIL/INV-0000007-1001.pdf")
like "its quantities are taken back, each times its price" "$credit" '30 −250 kWh 0\.32 GST −80\.00 '
like "and so says the working" "$credit" '1,650 − 1,400 = 250 kWh; .* −250 kWh × 0\.32 = −80\.00'
like "its number is called what it is" "$credit" 'Credit note number INV-0000007'
is "why it was asked for is nobody's business outside" "$(printf '%s' "$credit" | grep -cE 'Misread|file 77|For your information')" 0
is "the ledger has both, and neither is changed" "$(ledger 1001)" \
	"OPENING 5000, RECEIPT -5000, ADJUSTMENT -1000, INVOICE 23474, RECEIPT -10000, INVOICE 15400, REVERSAL -15400"
is "the bill's email is not sent, the credit's can be" "$(sql "SELECT group_concat(number || ' ' || m.state, ', ') FROM (SELECT * FROM invoice ORDER BY id) i
	JOIN email m ON m.invoice_id = i.id WHERE i.id > 1")" "INV-0000004 DO_NOT_SEND, INV-0000007 NEW"
not grep -q INV-0000004 "$SPOOL/reports/email-queue.csv"
result $? "the reversed bill has left the email queue"
is "the account is billed to October again" "$(billed_to 1001)" 2026-10-31
is "its charges of November are open again, those of October are not" "$(sql "SELECT group_concat(code || ' ' ||
	coalesce(date(billed_to * 86400, 'unixepoch'), 'open'), ', ') FROM (SELECT * FROM charge ORDER BY code)")" \
	"CALLOUT 2026-10-20, KEY open, PARKING 2026-10-15"
is "a reversal takes back its own bill, and pays nothing older" "$(ageing 1001)" "124.74 0.00 124.74 0.00 0.00 0.00"
like "what is reversed is not reversed again" "$(reverse twice.req INV-0000004 yes)" '^Rejected: .*reversed already, by INV-0000007'
like "nor is the credit itself" "$(reverse credit.req INV-0000007 no)" '^Rejected: .*itself a reversal'

# The read was 1640. 240 x 0.32 = 76.80, 11.00, 24.00, 20.00 and 5.00: net 136.80; tax 13.68.
import meter-reads <<-END
	site_identifier,meter_code,meter_register,meter_read,read_date,read_type
	S1,M1,1,1640,2026-11-30,ACTUAL
END
like "what was reversed is billed again" "$(request "" again.req <<-END
	[run]
	type = daily
	buildings = T
	end_date = 2026-11-30
END
)" '^Finished, 1 invoice$'
again=$(last_run)
# 278.74 stood on the bill before; 154.00 of it were taken back.
is "with the right read, all its charges, and the next number" "$(ar "$again")" \
	"INV-0000008,1001,2026-12-03,2026-12-17,2026-11-01,2026-11-30,136.80,13.68,150.48,AUD,124.74,275.22,EMAIL/INV-0000008-1001.pdf"
like "the new bill shows the old one taken back" "$(text "$SPOOL/invoices/$again/EMAIL/INV-0000008-1001.pdf")" \
	'Previous balance .*278\.74 0\.00 −154\.00 150\.48 \$275\.22'
is "it is billed to November now" "$(billed_to 1001)" 2026-11-30

like "1002's last bill is forgiven" "$(reverse nov1002.req INV-0000005 no 'We are sorry for the flood.')" '^Finished, 1 reversal$'
forgiven=$(last_run)
is "the credit is a letter, as the bill was" "$(ar "$forgiven")" \
	"INV-0000009,1002,2026-12-03,2026-12-03,2026-11-01,2026-11-20,-24.13,-2.41,-26.54,AUD,66.10,39.56,POSTAL/INV-0000009-1002.pdf"
like "what its customer is to read is on it" "$(text "$SPOOL/invoices/$forgiven/POSTAL/INV-0000009-1002.pdf")" 'We are sorry for the flood\.'
like "and the reason is in the audit trail" "$("$BIN" -s "$SPOOL" audit 2>&1 | cat; cat "$SPOOL"/reports/audit*.csv 2>/dev/null)" 'Misread, see file 77'
is "its usage stays billed" "$(billed_to 1002)" 2026-11-20
like "and is not billed again" "$(request "" again2.req <<-END
	[run]
	type = daily
	buildings = T
	end_date = 2026-12-02
END
)" '^Finished, nothing left to invoice'

# ---- January: old debts ----------------------------------------------------------------------------------------------
# October's bill was due on 16 November, the new one for November on 17 December. The money in suspense was 1002's.
at 2027-01-15
import adjustments <<-END
	account_number,adj_reason_code,adj_date,adj_amount,post_adj,notes
	999999,FOUND,2027-01-15,12.34,Y,P2 was for 1002
END
import receipts <<-END
	account_number,date,amount,batch_type,reference
	1002,2027-01-15,12.34,EFT,P2 from suspense
END
is "60 and 29 days late" "$(ageing 1001)" "275.22 0.00 150.48 124.74 0.00 0.00"
is "a small payment pays the oldest, and what was forgiven is gone" "$(ageing 1002)" "27.22 0.00 0.00 27.22 0.00 0.00"
is "the suspense account is even" "$(ageing 999999)" "0.00 0.00 0.00 0.00 0.00 0.00"
# 150.00: 124.74 for October, 25.26 of November's 150.48.
at 2027-01-16
import receipts <<-END
	account_number,date,amount,batch_type,reference
	1001,2027-01-16,150.00,EFT,P5
END
is "a payment pays the oldest bill, and then the next" "$(ageing 1001); $(ageing 1002)" \
	"125.22 0.00 125.22 0.00 0.00 0.00; 27.22 0.00 0.00 0.00 27.22 0.00"
at 2027-02-15
import receipts <<-END
	account_number,date,amount,batch_type,reference
	1003,2027-02-15,0.01,CASH,P6
END
is "after 91 days a debt is over 90" "$(ageing 1001); $(ageing 1002)" \
	"125.22 0.00 0.00 125.22 0.00 0.00; 27.22 0.00 0.00 0.00 0.00 27.22"
is "every account's balance is the sum of its ledger" "$(sql "SELECT group_concat(s, ', ') FROM (SELECT a.number || ' ' || sum(amount_minor) AS s
	FROM ledger l JOIN account a ON a.id = l.account_id GROUP BY a.number ORDER BY a.number)")" "1001 12522, 1002 2722, 1003 -89, 999999 0"

# ---- proofs: a chain, and what breaks it -----------------------------------------------------------------------------
previous='none, this is the first'
for run in "$october" "$november" "$reversal" "$again" "$forgiven"; do
	is "the proof of $run carries the hash of the one before" \
		"$(sed -n 's/^proof before this one: //p' "$SPOOL/invoices/$run/proof.txt")" "$previous"
	previous=$(sha256sum "$SPOOL/invoices/$run/proof.txt" | cut -d' ' -f1)
done
check() { "$BIN" -s "$SPOOL" check 2>&1; }
like "check finds nothing wrong" "$(check)" '^Everything is as it should be'
for file in "$november/proof.txt" "$november/ar-import.csv" "$november/manifest.csv" "$november/EMAIL/INV-0000004-1001.pdf" \
	"$reversal/EMAIL/INV-0000007-1001.pdf" "$forgiven/POSTAL/INV-0000009-1002.pdf"; do
	path=$SPOOL/invoices/$file
	cp "$path" "$DIR/kept"
	sed -i '$s/.$/#/' "$path"
	like "check names $file when a byte of it has changed" "$(check)" "WRONG: invoices/$file "
	rm "$path"
	like "check names $file when it is gone" "$(check)" "WRONG: invoices/$file "
	check >/dev/null
	is "and says so by its exit code" $? 1
	cp "$DIR/kept" "$path"
done
cp "$DIR/kept" "$SPOOL/invoices/$forgiven/POSTAL/INV-0000099-1002.pdf"
like "check finds a bill that nobody issued" "$(check)" "WRONG: invoices/$forgiven has 2 PDF files and 1 documents"
rm "$SPOOL/invoices/$forgiven/POSTAL/INV-0000099-1002.pdf"
like "all put back, check finds nothing wrong" "$(check)" '^Everything is as it should be'
done_testing
