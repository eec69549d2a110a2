#!/bin/sh
# The read review: readings that somebody has to look at, with what is usual there; accepted, corrected or taken away.
. "$(dirname "$0")/lib.sh"
LIST=$SPOOL/reports/read-review.csv

# One building, one price, a meter an account. September is billed; October has one oddity an account.
new_spool
import buildings <<-END
	building_code,name
	A,Harbour View
	B,Jacaranda
END
import agents <<-END
	agent,name,role,buildings
	alice,Alice Marsh,BILLING,A
	bob,Bob Tran,BILLING,B
END
import price-plans <<-END
	price_plan_code,sched_type,price,start_date,invoice_desc,tier_per,unit
	HOME,USAGE,0.30,2026-01-01,Electricity,PERIOD,kWh
	HOME,SUPPLY,1.00,2026-01-01,Supply,DAY,day
END
customers() {
	echo account_number,account_name,building_code,site_identifier,price_plan_code,bill_cycle_code,invoice_delivery_class,open_date,postal_1,postal_suburb,postal_postcode
	while IFS=, read -r number name; do
		echo "$number,$name,A,S$number,HOME,MONTHLY,POST,2026-09-01,1 High St,Balmain,2041"
	done
}
customers <<-END | import customers
	1001,High
	1002,Back
	1003,Missing
	1004,Guessed
	1005,Zero
	1006,Round
	1007,Plain
	1008,New meter
END
{
	echo site_identifier,meter_code,meter_register,meter_type_code,install_date,dial_format,removed_date
	for n in 1 2 3 4 5 6 7; do echo "S100$n,E1,01,ALLDAY,2026-09-01,5,"; done
	echo S1008,E1,01,ALLDAY,2026-09-01,5,2026-10-15
	echo S1008,E2,01,ALLDAY,2026-10-16,5,
} | import meters
# Uses of September: 300, 60, 90, 150, 60, 60, 60, 60 in 30 days.
{
	echo site_identifier,meter_code,meter_register,meter_read,read_date,estimate_read,read_type
	while read -r site opening september rest; do
		echo "$site,E1,01,$opening,2026-09-01,N,OPENING"
		echo "$site,E1,01,$september,2026-09-30,N,ACTUAL"
	done <<-END
		S1001 1000 1300
		S1002 5000 5060
		S1003 100 190
		S1004 700 850
		S1005 200 260
		S1006 99900 99960
		S1007 300 360
		S1008 400 460
	END
} | import meter-reads
printf '[run]\ntype = daily\nbuildings = A\nend_date = 2026-09-30\n' | request alice september.req >"$DIR/september"
like "September has nothing to review" "$(cat "$DIR/september")" '^Finished, 8 invoices'
is "the list is there all the same, with its header" "$(wc -l <"$LIST")" 1
import meter-reads <<-END
	site_identifier,meter_code,meter_register,meter_read,read_date,estimate_read,read_type
	S1001,E1,01,3160,2026-10-31,N,ACTUAL
	S1002,E1,01,5020,2026-10-31,N,ACTUAL
	S1004,E1,01,1005,2026-10-31,Y,ACTUAL
	S1005,E1,01,260,2026-10-31,N,ACTUAL
	S1006,E1,01,22,2026-10-31,N,ACTUAL
	S1007,E1,01,422,2026-10-31,N,ACTUAL
	S1008,E1,01,490,2026-10-15,N,CLOSING
	S1008,E2,01,0,2026-10-16,N,OPENING
	S1008,E2,01,32,2026-10-31,N,ACTUAL
END
october() { printf '[run]\ntype = transactions\nbuildings = A\nend_date = 2026-10-31\n' | request alice "$1.req" >"$DIR/$1"; }
october first

# ---- what it says: worked by hand, use over days, September over its 30 days
# columns NAME...: these columns of the list, a line a row.
columns() {
	python3 -c 'import csv, sys
for row in csv.DictReader(open(sys.argv[1], encoding="utf-8-sig")): print(" ".join(row[c] or "-" for c in sys.argv[2:]))' "$LIST" "$@"
}
is "each odd reading stands with both reads; what stops a bill comes first" \
	"$(columns account_number meter_code code previous_read previous_date present_read present_date present_estimated)" \
	"1001 E1 USAGE_HIGH 1300 2026-09-30 3160 2026-10-31 N
1002 E1 USAGE_NEGATIVE 5060 2026-09-30 5020 2026-10-31 N
1003 E1 READ_MISSING 190 2026-09-30 - 2026-10-31 -
1004 E1 READ_ESTIMATED 850 2026-09-30 1005 2026-10-31 Y
1005 E1 USAGE_ZERO 260 2026-09-30 260 2026-10-31 N
1006 E1 METER_ROLLOVER 99960 2026-09-30 22 2026-10-31 N
1008 E1 METER_EXCHANGED 460 2026-09-30 490 2026-10-15 N
1008 E2 METER_EXCHANGED 0 2026-10-15 32 2026-10-31 N"
is "with the use, and what is usual there a day" "$(columns account_number usage unit days usage_per_day usual_per_day)" \
	"1001 1860 kWh 31 60 10
1002 -40 kWh 31 -1.29 2
1003 - kWh - - 3
1004 155 kWh 31 5 5
1005 0 kWh 31 0 2
1006 62 kWh 31 2 2
1008 30 kWh 15 2 2
1008 32 kWh 16 2 2"
is "and the row of meter-reads that would correct it" "$(columns site_identifier meter_code meter_register meter_read read_date read_type | sort -u)" \
	"S1001 E1 01 - 2026-10-31 ACTUAL
S1002 E1 01 - 2026-10-31 ACTUAL
S1003 E1 01 - 2026-10-31 ACTUAL
S1004 E1 01 - 2026-10-31 ACTUAL
S1005 E1 01 - 2026-10-31 ACTUAL
S1006 E1 01 - 2026-10-31 ACTUAL
S1008 E1 01 - 2026-10-15 CLOSING
S1008 E2 01 - 2026-10-31 ACTUAL"

# ---- accept: the list itself, with decisions, is taken like exceptions.csv
# fill COLUMN=VALUE... ACCOUNT...: a copy of the list, those accounts' rows alone, with these columns filled in, on stdout.
fill() {
	python3 -c 'import csv, sys
rows = csv.DictReader(open(sys.argv[1], encoding="utf-8-sig"))
out = csv.DictWriter(sys.stdout, rows.fieldnames)
out.writeheader()
new = dict(a.split("=", 1) for a in sys.argv[2:] if "=" in a)
for row in rows:
    if row["account_number"] in sys.argv[2:]: out.writerow({**row, **new})' "$LIST" "$@"
}
fill decision=APPROVE "reason=Seen on site" 1004 >"$DIR/review.csv"
cp "$DIR/review.csv" "$SPOOL/requests/bob/review.csv"
once
like "another agent's readings are not mine to accept" "$(status bob review.csv)" '^Rejected: .*building A'
mv "$DIR/review.csv" "$SPOOL/requests/alice/review.csv"
once
like "the list with a decision filled in is taken" "$(status alice review.csv)" '^Finished'
is "what was accepted goes from it" "$(columns account_number | grep -c 1004)" 0
october again
is "and does not come back while the facts are the same" "$(columns account_number | sort -u | tr '\n' ' ')" "1001 1002 1003 1005 1006 1008 "

# ---- correct: its rows are rows of meter-reads
fill meter_read=1610 1001 | import meter-reads
like "a row with the right read is loaded, and what it replaces is said" "$(cat "$SPOOL"/archive/*/meter-reads*.result.txt)" \
	'the read of S1001 E1 on 2026-10-31 was 3160 and is 1610 now'
is "until the bill is made again, it is still listed" "$(columns account_number | grep -c 1001)" 1
fill meter_read=5020 read_type=MISREAD 1002 | import meter-reads
fill meter_read=283 1003 | import meter-reads
october third
is "in the next run a corrected reading is in order" "$(columns account_number code | grep -E '^100[13]')" ""
is "the bill before tax is that of the right read: 310 kWh at 0.30 and 31 days at 1.00" \
	"$(sql "SELECT net_minor FROM txn JOIN account a ON a.id = account_id WHERE number = '1001' AND state = 'UNBILLED'")" 12400
is "a misread that was taken away is a read that is missing" "$(columns account_number code previous_read present_read present_date | grep ^1002)" \
	"1002 READ_MISSING 5060 - 2026-10-31"
fill meter_read=5122 1002 | import meter-reads
october fourth
is "until the right one comes" "$(columns account_number | grep -c 1002)" 0
like "then only warnings are left" "$(cat "$DIR/fourth")" '^Finished$'

# ---- what is billed needs no review
printf '[run]\ntype = invoices\nbuildings = A\n' | request alice invoices.req >"$DIR/invoices"
like "all of them are invoiced" "$(cat "$DIR/invoices")" '^Finished, 8 invoices'
is "and nothing is left to review" "$(wc -l <"$LIST")" 1
done_testing
