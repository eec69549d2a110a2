#!/bin/sh
# Who is left out of an invoice run stands beside its invoices, with the reason, in a form that can be dropped back.
. "$(dirname "$0")/lib.sh"

# held RUN: account and code of each row of its held.csv; empty without one.
held() { tr -d '\r' <"$SPOOL/$1/held.csv" 2>/dev/null | awk -F, 'NR > 1 { print $2, $4, $5, $6 }'; }
last_run() { sql "SELECT id FROM run ORDER BY rowid DESC LIMIT 1"; }
result_text() { find "$SPOOL/archive" -name "$1*.result.txt" -exec cat {} +; }
# ask NAME TYPE BUILDINGS: its status line.
ask() {
	keys="type = $2
buildings = $3"
	[ "$2" != transactions ] && [ "$2" != daily ] || keys="$keys
end_date = 2026-10-31"
	printf '[run]\n%s\n' "$keys" | request "" "$1"
}

new_spool
import buildings <<-END
	building_code,name,address_1,suburb,state,postcode,country
	A,Alder House,1 Alder Street,Newtown,NSW,2042,Australia
	B,Birch House,2 Birch Street,Newtown,NSW,2042,Australia
	K,Kanji House,3 Kanji Street,Newtown,NSW,2042,Australia
END
import price-plans <<-END
	price_plan_code,sched_type,price,start_date,invoice_desc,tier_per,unit
	FLAT,FIXED,40.00,2026-01-01,Standing fee,MONTH,month
	DEAR,FIXED,4000.00,2026-01-01,Standing fee,MONTH,month
END
# A: one good, one bill of over 2000, one without a plan. B: all good. K: a name that the fonts do not have, alone in its building.
import customers <<-END
	account_number,account_name,building_code,site_identifier,price_plan_code,bill_cycle_code,invoice_delivery_class,open_date,email,postal_1,postal_suburb,postal_postcode
	1001,Ann Archer,A,S1,FLAT,MONTHLY,EMAIL,2026-10-01,ann@customer.example,1 Alder Street,Newtown,2042
	1002,Ben Baker,A,S2,DEAR,MONTHLY,EMAIL,2026-10-01,ben@customer.example,1 Alder Street,Newtown,2042
	1003,Cy Cooper,A,S3,NONE,MONTHLY,EMAIL,2026-10-01,cy@customer.example,1 Alder Street,Newtown,2042
	2001,Di Draper,B,S4,FLAT,MONTHLY,EMAIL,2026-10-01,di@customer.example,2 Birch Street,Newtown,2042
	3001,山田太郎,K,S5,FLAT,MONTHLY,EMAIL,2026-10-01,yamada@customer.example,3 Kanji Street,Newtown,2042
END
like "transactions are made" "$(ask t.req transactions '*')" '^Finished, 2 exceptions need a decision$'
exceptions=$SPOOL/reports/$(last_run)/exceptions.csv

# ---- a preview, and the run
like "a preview counts who is held" "$(ask p.req preview A)" '^Finished, 1 preview, 2 accounts held by exceptions; approve = '
preview=previews/$(last_run)
is "and lists them with their exceptions" "$(held "$preview")" "1002 BILL_HIGH BLOCKING OPEN
1003 PRICE_PLAN_MISSING BLOCKING OPEN"
is "held.csv has the columns of exceptions.csv" "$(head -n 1 "$SPOOL/$preview/held.csv")" "$(head -n 1 "$exceptions")"
is "and its rows" "$(sed 1d "$SPOOL/$preview/held.csv")" "$(grep '^A,' "$exceptions")"
like "the answer says where to look" "$(result_text p.req)" "$preview/held.csv"
like "and that the bills do not say where to pay" "$(result_text p.req)" '^Bills of A do not say where to pay: .*neither a bank_account nor a biller_code'
like "which check says, too, and that nothing is wrong" "$("$BIN" -s "$SPOOL" check)" '^NOTICE: building A has neither a bank_account nor a biller_code'
printf 'building_code,name,biller_code\nB,Birch House,1234\n' | import buildings
is "and not of those that do" "$("$BIN" -s "$SPOOL" check | grep -c 'building B')" 0
like "a run of a building without exceptions has no held.csv" "$(ask b.req invoices B)" '^Finished, 1 invoice$'
birch=invoices/$(last_run)
not test -e "$SPOOL/$birch/held.csv"
result $? "there is no such file then"
is "and the answer does not speak of one" "$(result_text b.req | grep -c held.csv)" 0

like "a run invoices the others" "$(ask a.req invoices A)" '^Finished, 1 invoice, 2 accounts held by exceptions$'
alder=invoices/$(last_run)
is "its held.csv is the preview's" "$(cat "$SPOOL/$alder/held.csv")" "$(cat "$SPOOL/$preview/held.csv")"
like "its proof has the hash of it" "$(cat "$SPOOL/$alder/proof.txt")" "held.csv: +$(sha256sum "$SPOOL/$alder/held.csv" | cut -d' ' -f1)"
like "its answer says where to look" "$(result_text a.req)" "$alder/held.csv"
cp "$SPOOL/$alder/held.csv" "$DIR/kept"
sed -i 's/Baker/Bacer/' "$SPOOL/$alder/held.csv"
like "check sees that it was changed" "$("$BIN" -s "$SPOOL" check)" "WRONG: $alder/held.csv "
cp "$DIR/kept" "$SPOOL/$alder/held.csv"

# ---- dropped back
sed 's/^\(A,1002.*\),,,\([0-9a-f]*\)/\1,APPROVE,a factory,\2/' "$DIR/kept" >"$DIR/decided.csv"
cp "$DIR/decided.csv" "$SPOOL/requests/decided.csv"
once
is "held.csv with a decision in it is taken" "$(status "" decided.csv)" "Finished, 1 exception decided"
like "the account is invoiced then, the other stays held" "$(ask a2.req invoices A)" '^Finished, 1 invoice, 1 account held by exceptions$'
is "and alone in the list" "$(held "invoices/$(last_run)")" "1003 PRICE_PLAN_MISSING BLOCKING OPEN"
like "a run that invoices nobody still tells who is held" "$(ask a3.req invoices A)" \
	'^Finished, nothing left to invoice, 1 account held by exceptions'
is "in a folder of its own" "$(ls "$SPOOL/invoices/$(last_run)") $(held "invoices/$(last_run)")" \
	"held.csv 1003 PRICE_PLAN_MISSING BLOCKING OPEN"
like "and the answer says where" "$(result_text a3.req)" "invoices/$(last_run)/held.csv"

# ---- what cannot be drawn
like "an account that cannot be drawn is held, and the request does not fail" "$(ask k.req invoices K)" \
	'^Finished, nothing left to invoice, 1 account held by exceptions'
is "the list says which" "$(held "invoices/$(last_run)")" "3001 NOT_DRAWABLE BLOCKING OPEN"
like "and why, and what to do" "$(cat "$SPOOL/invoices/$(last_run)/held.csv")" 'U\+5C71.*East Asian; write it in Latin letters'
approve_3001() {
	request "" "$1" <<-END
		[run]
		type = approve
		account = 3001
		code = NOT_DRAWABLE
		reason = try again
		note = $1
	END
}
is "an approval of it is taken" "$(approve_3001 again.req)" "Finished, 1 exception approved"
like "but it cannot be drawn by being approved, and asks again" "$(ask k2.req daily 'B, K')" \
	'^Finished, nothing left to invoice, 1 account held by exceptions'
is "open as before" "$(held "invoices/$(last_run)")" "3001 NOT_DRAWABLE BLOCKING OPEN"
approve_3001 again2.req >/dev/null
like "also when nothing was generated again in between" "$(ask k3.req invoices K)" \
	'^Finished, nothing left to invoice, 1 account held by exceptions'
import customers <<-END
	account_number,account_name,building_code,site_identifier,price_plan_code,bill_cycle_code,invoice_delivery_class,open_date
	3001,Tarō Yamada,K,S5,FLAT,MONTHLY,EMAIL,2026-10-01
END

# Greek letters, which only the one has that cannot be drawn: the other's file must not depend on them.
import customers <<-END
	account_number,account_name,building_code,site_identifier,price_plan_code,bill_cycle_code,invoice_delivery_class,open_date,postal_1,postal_suburb,postal_postcode
	2002,Γιώργος 山田,B,S6,FLAT,MONTHLY,POST,2026-10-01,2 Birch Street,Newtown,2042
	2003,Ed Eaton,B,S7,FLAT,MONTHLY,POST,2026-10-01,2 Birch Street,Newtown,2042
END
like "beside one that cannot be drawn another is invoiced" "$(ask g.req daily B)" '^Finished, 1 invoice, 1 account held by exceptions'
greek=$(last_run)
sqlite3 "$SPOOL/db/billspool.db" "UPDATE account SET product = 'GAS' WHERE number = '2003'"
"$BIN" -s "$SPOOL" render "$greek" "$DIR/greek" >"$DIR/said" 2>&1
result $? "and its file can be made again, the same bytes, when its product has changed too ($(cat "$DIR/said"))"

like "with a name that can be drawn it is invoiced" "$(ask k4.req daily K)" '^Finished, 1 invoice$'
"$BIN" -s "$SPOOL" check >"$DIR/check"
result $? "check finds nothing wrong"
done_testing
