# A small utility for scenarios about who may do what: three agents, a manager, four buildings, one account in each but A, which has two.
# The spool is there (new_spool). Source it behind lib.sh.

small_utility() {
	import buildings <<-END
		building_code,name,bill_cycle_code,address_1,suburb
		A,Harbour View,MONTHLY,1 High St,Balmain
		B,Jacaranda,MONTHLY,2 High St,Pyrmont
		C,Ironbark,MONTHLY,3 High St,Parkville
		D,Parkside,MONTHLY,4 High St,Parkville
	END
	import agents <<-END
		agent,name,email,role,buildings
		alice,Alice Marsh,alice@example.com,BILLING,A;B
		amir,Amir Haddad,amir@example.com,AGENT,C
		bob,Bob Tran,bob@example.com,BILLING,D
		mia,Mia Lindqvist,mia@example.com,MANAGER,*
	END
	import price-plans <<-END
		price_plan_code,sched_type,price,start_date,invoice_desc,tier_per,unit
		FLAT,FIXED,40.00,2026-01-01,Standing fee,MONTH,month
		DEAR,FIXED,4000.00,2026-01-01,Standing fee,MONTH,month
	END
	import customers <<-END
		account_number,account_name,building_code,site_identifier,price_plan_code,bill_cycle_code,invoice_delivery_class,open_date,email,postal_1,postal_suburb,postal_postcode
		1001,Ann Archer,A,S1,FLAT,MONTHLY,EMAIL,2026-10-01,ann@customer.example,1 High St,Balmain,2041
		1002,Ben Baker,A,S2,DEAR,MONTHLY,EMAIL,2026-10-01,ben@customer.example,1 High St,Balmain,2041
		2001,Di Draper,B,S3,FLAT,MONTHLY,POST,2026-10-01,,2 High St,Pyrmont,2009
		3001,Ed Eaton,C,S4,FLAT,MONTHLY,EMAIL,2026-10-01,ed@customer.example,3 High St,Parkville,3052
		4001,Flo Finch,D,S5,FLAT,MONTHLY,EMAIL,2026-10-01,flo@customer.example,4 High St,Parkville,3052
	END
}
# ask DOOR NAME KEY=VALUE...: drop such a request, do it, print its status line.
ask() {
	door=$1 name=$2
	shift 2
	{ echo '[run]'; printf '%s\n' "$@"; } | request "$door" "$name"
}
last_run() { sql "SELECT id FROM run ORDER BY rowid DESC LIMIT 1"; }
