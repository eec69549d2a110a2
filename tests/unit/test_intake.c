#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/hash.h"
#include "intake/intake.h"
#include "intake/row.h"

/*
 * Each case has a database of its own: a copy of one that holds the buildings, accounts and meters
 * of SEED. A case may run SQL first, then loads one file (or two), and looks at the counts, the
 * messages, and one value of the database.
 */

/* 2026-11-22, worked by hand: 20409 + 325 days. */
#define TODAY 20779

struct case_row {
	const char *name;
	const char *interface;
	const char *text;
	int loaded;
	int same;
	int refused;
	const char *error;  /* part of the errors CSV, or of the message when the whole file is
	                 refused; NULL: none */
	const char *notice; /* part of the notices; NULL: no notices at all */
	const char *query;  /* and what it answers, after the load */
	const char *answer;
	const char *before;   /* SQL */
	const char *earlier;  /* a file of the same interface, loaded first */
	char mark;            /* decimal mark; 0 is '.' */
};

static const char SEED[] =
    "INSERT INTO building (id, code, name) VALUES (1, 'A', 'Tower A'), (2, 'B', 'Tower B');INSERT "
    "INTO account (id, number, building_id, name, site, plan_code, cycle, delivery, open_day, "
    "product) VALUES (1, '1001', 1, 'Ann', 'S1', 'RES', 'MONTHLY', 'POST', 20454, 'POWER'),  (2, "
    "'1002', 1, 'Bob', 'S2', 'RES', 'MONTHLY', 'POST', 20454, 'POWER'),  (3, '00777', 1, 'Cid', "
    "'0042', 'RES', 'MONTHLY', 'POST', 20454, 'POWER');INSERT INTO meter (id, site, code, "
    "register, type, install_day, dial_digits) VALUES (1, 'S1', 'M1', '1', 'ALLDAY', 20454, 5), "
    "(2, 'S1', 'M1', '2', 'PEAK', 20454, 0), (3, '0042', 'M3', '1', 'COLD', 20454, 0);";

/*
 * Account 1 is billed from its open date 2026-01-01 to 2026-10-31 on invoice INV-7, and account 2
 * has an unbilled transaction.
 */
static const char BILLED[] =
    "INSERT INTO job (claim_id, folder, door, name, sha256, arrived_ns, agent, type, state) VALUES "
    "('j', 'requests', '', 'n', 'h', 0, 'a', 'invoices', 'COMMITTED');INSERT INTO run (id, "
    "claim_id, kind, agent, run_day, state) VALUES ('R', 'j', 'invoices', 'a', 20700, "
    "'DONE');INSERT INTO run_building VALUES ('R', 1);INSERT INTO price (id, plan_code, schedule, "
    "per, price, unit, invoice_desc, start_day) VALUES (5, 'RES', 'USAGE', 'PERIOD', '0.2500', "
    "'kWh', 'Energy', 20454), (6, 'RES', 'FIXED', 'PERIOD', '9', '', 'Service', 20454);INSERT INTO "
    "scope VALUES (1);INSERT INTO txn (id, account_id, building_id, run_id, state, period_from, "
    "period_to, net_minor, tax_minor, total_minor, reads_used) VALUES (1, 1, 1, 'R', 'UNBILLED', "
    "20454, 20757, 100, 0, 100, 1), (2, 2, 1, 'R', 'UNBILLED', 20454, 20757, 100, 0, 100, "
    "1);INSERT INTO txn_line VALUES (1, 1, 'USAGE', 'Energy', 'M1/1', 'ALLDAY', 20454, 20757, 304, "
    "0, '4', 'kWh', '0.25', 100, 0, '', 5, NULL, '');UPDATE txn SET state = 'BILLED' WHERE id = "
    "1;DELETE FROM scope;UPDATE account SET billed_to = 20757 WHERE id = 1;INSERT INTO invoice "
    "(id, run_id, series, sequence, number, kind, state, account_id, building_id, txn_id, "
    "invoice_day, due_day,  period_from, period_to, account_name, sales_cust_number, recipient, "
    "supply_address, site, plan_code, language, message,  delivery, email, cc_email, net_minor, "
    "tax_minor, total_minor, previous_minor, received_minor, adjusted_minor,  "
    "balance_before_minor, balance_after_minor) VALUES (1, 'R', 'I', 7, 'INV-7', 'INVOICE', "
    "'ISSUED', 1, 1, 1, 20758, 20772, 20454, 20757, 'Ann', '', '', '', 'S1', 'RES', '', '',  "
    "'POSTAL', '', '', 100, 0, 100, 0, 0, 0, 0, 100);INSERT INTO meter_read VALUES (1, 20757, 0, "
    "'500', 'ACTUAL', 0, NULL, NULL), (1, 20778, 0, '600', 'ACTUAL', 1, NULL, NULL);";

#define CUSTOMER_HEAD \
	"account_number,account_name,building_code,site_identifier,price_plan_code,bill_cycle_" \
	"code," \
	"invoice_delivery_class,open_date"
#define CUSTOMER_TAIL "A,S9,RES,MONTHLY,EMAIL,2026-01-01"
#define READ_HEAD "site_identifier,meter_code,meter_register,meter_read,read_date"
#define METER_HEAD "site_identifier,meter_code,meter_register,meter_type_code,install_date"
#define PRICE_HEAD "price_plan_code,sched_type,price,start_date,invoice_desc"
#define BOM "\xef\xbb\xbf"

static const struct case_row CASES[] = {
	/* ---- files ---- */
	{ .name = "a header alone loads no rows",
	    .interface = "buildings",
	    .text = "building_code,name\n" },
	{ .name = "an empty file is refused with the columns it needs",
	    .interface = "buildings",
	    .text = "",
	    .error = "its first row must name the columns: building_code, name" },
	{ .name = "a file of blank lines is empty",
	    .interface = "buildings",
	    .text = "\r\n\r\n",
	    .error = "the file is empty" },
	{ .name = "columns in any order, case, with blanks or underscores",
	    .interface = "buildings",
	    .text = "Name,BUILDING CODE,Billing-Day\r\nTower C,C,5\r\n",
	    .loaded = 1,
	    .query = "SELECT name || billing_day FROM building WHERE code = 'C'",
	    .answer = "Tower C5" },
	{ .name = "an unknown column is a notice",
	    .interface = "buildings",
	    .text = "building_code,name,colour\nC,Tower,red\n",
	    .loaded = 1,
	    .notice = "column 3, \"colour\", is not known and was ignored" },
	{ .name = "a column twice refuses the file",
	    .interface = "buildings",
	    .text = "building_code,name,Name\nC,x,y\n",
	    .error = "the column name twice (columns 2 and 3)" },
	{ .name = "a missing mandatory column refuses the file and lists those found",
	    .interface = "buildings",
	    .text = "name,colour\nC,x\n",
	    .error = "the column building_code is missing; the first row of the file must name the "
		     "columns, and has: name, colour" },
	{ .name = "several missing columns are all named",
	    .interface = "meters",
	    .text = "site_identifier,install_date\n",
	    .error = "the columns meter_code, meter_register, meter_type_code are missing" },
	{ .name = "an unclosed quote refuses the file by its line",
	    .interface = "buildings",
	    .text = "building_code,name\nC,\"x\nD,y\n",
	    .error = "line 2: a value begins with a quote" },
	{ .name = "an unknown interface is refused",
	    .interface = "weather",
	    .text = "a\n",
	    .error = "no import interface \"weather\"" },
	{ .name = "semicolons, BOM, CRLF, a trailing delimiter, blank lines",
	    .interface = "buildings",
	    .text = BOM "building_code;name;\r\n\r\nC;Tower C;\r\n;;\r\nD;Tower D;\r\n\r\n",
	    .loaded = 2 },
	{ .name = "tabs and a sep= line",
	    .interface = "buildings",
	    .text = "sep=\t\nbuilding_code\tname\nC\tTower, C\n",
	    .loaded = 1,
	    .query = "SELECT name FROM building WHERE code = 'C'",
	    .answer = "Tower, C" },
	{ .name = "CP1252 becomes UTF-8",
	    .interface = "buildings",
	    .text = "building_code,name\nC,Caf\xe9 Stra\xdf"
		    "e \xf8\n",
	    .loaded = 1,
	    .query = "SELECT name FROM building WHERE code = 'C'",
	    .answer = "Caf\xc3\xa9 Stra\xc3\x9f"
		      "e \xc3\xb8" },
	{ .name = "a repeated header is skipped with a notice",
	    .interface = "buildings",
	    .text = "building_code,name\nC,x\nbuilding_code,name\nD,y\n",
	    .loaded = 2,
	    .notice = "line 3 repeats the header" },
	{ .name = "a value too many is refused",
	    .interface = "buildings",
	    .text = "building_code,name\nC,Tower, C\n",
	    .refused = 1,
	    .error = "the row has 3 values and the header 2 columns" },
	{ .name = "optional columns may be missing at a row's end",
	    .interface = "buildings",
	    .text = "building_code,name,suburb\nC,Tower\n",
	    .loaded = 1 },
	{ .name = "a last row cut off in mid-row is refused",
	    .interface = "buildings",
	    .text = "building_code,name,suburb\nC,Tow",
	    .refused = 1,
	    .error = "the file ends in the middle of this row" },
	{ .name = "the same content twice is refused with its first name and day",
	    .interface = "buildings",
	    .earlier = "building_code,name\nC,x\n",
	    .text = "building_code,name\nC,x\n",
	    .error = "already loaded as first.csv on 2026-11-22" },
	{ .name = "content of which nothing was loaded may come again",
	    .interface = "customers",
	    .earlier = CUSTOMER_HEAD "\n5,Eve,C,S9,RES,MONTHLY,POST,2026-01-01\n",
	    .text = CUSTOMER_HEAD "\n5,Eve,C,S9,RES,MONTHLY,POST,2026-01-01\n",
	    .refused = 1,
	    .error = "building \"\"C\"\" is not known" },
	{ .name = "a file of errors dropped again has no extra columns and no notices",
	    .interface = "buildings",
	    .text = BOM "building_code,name,error_column,error_value,error\r\nC "
			"C,x,building_code,C C,not a code\r\n"
			"D,y,,,\r\n",
	    .loaded = 1,
	    .refused = 1,
	    .error = BOM "building_code,name,error_column,error_value,error\r\n"
			 "C C,x,building_code,C C,\"\"\"C C\"\" is not a code;" },
	{ .name = "the errors file has the original delimiter, values, and all that is wrong",
	    .interface = "buildings",
	    .text = "building_code;name;billing_day\nC C;;32\n",
	    .refused = 1,
	    .error = BOM "building_code;name;billing_day;error_column;error_value;error\r\n"
			 "C C;;32;\"building_code; name; billing_day\";\"C C; ; 32\";\"\"\"C C\"\" "
			 "is not a code" },

	/* ---- cells ---- */
	{ .name = "an empty mandatory cell says that every row needs one",
	    .interface = "customers",
	    .text = CUSTOMER_HEAD "\n5,Eve,A,S9,,MONTHLY,EMAIL,2026-01-01\n",
	    .refused = 1,
	    .error = "price_plan_code,,price_plan_code is empty; every customer needs one" },
	{ .name = "a day that does not exist is refused with examples",
	    .interface = "customers",
	    .text = CUSTOMER_HEAD "\n5,Eve,A,S9,RES,MONTHLY,EMAIL,31/02/2026\n",
	    .refused = 1,
	    .error = "open_date,31/02/2026,\"\"\"31/02/2026\"\" is not a date; write 2026-02-28 or "
		     "28/02/2026\"" },
	{ .name = "the configured date format and a midnight are dates",
	    .interface = "customers",
	    .text = CUSTOMER_HEAD
	    ",close_date\n5,Eve,A,S9,RES,monthly,email,31/01/2026 00:00:00,1/2/2026\n",
	    .loaded = 1,
	    .query = "SELECT date(open_day * 86400, 'unixepoch') || date(close_day * 86400, "
		     "'unixepoch') FROM account WHERE number = '5'",
	    .answer = "2026-01-312026-02-01" },
	{ .name = "Excel's serial date is explained",
	    .interface = "customers",
	    .text = CUSTOMER_HEAD "\n5,Eve,A,S9,RES,MONTHLY,EMAIL,46326\n",
	    .refused = 1,
	    .error = "\"\"46326\"\" is how Excel stores 2026-10-31" },
	{ .name = "scientific notation is explained",
	    .interface = "customers",
	    .text = CUSTOMER_HEAD "\n1.23457E+15,Eve," CUSTOMER_TAIL "\n",
	    .refused = 1,
	    .error = "\"\"1.23457E+15\"\" was damaged by Excel: format the column as text and "
		     "export again" },
	{ .name = "a code may look like E15",
	    .interface = "customers",
	    .text = CUSTOMER_HEAD "\n1E15,Eve," CUSTOMER_TAIL "\n",
	    .loaded = 1 },
	{ .name = "=\"00123\" is unwrapped, raw or quoted",
	    .interface = "customers",
	    .text = CUSTOMER_HEAD "\n=\"00123\",Eve," CUSTOMER_TAIL "\n"
				  "\"=\"\"00124\"\"\",Eve,A,S8,RES,MONTHLY,EMAIL,2026-01-01\n",
	    .loaded = 2,
	    .query = "SELECT group_concat(number) FROM account WHERE name = 'Eve'",
	    .answer = "00123,00124" },
	{ .name = "a formula is kept and flagged",
	    .interface = "customers",
	    .text = CUSTOMER_HEAD "\n5,=HYPERLINK(1)," CUSTOMER_TAIL "\n",
	    .loaded = 1,
	    .notice = "line 2, account_name: \"=HYPERLINK(1)\" begins with \"=\"",
	    .query = "SELECT name FROM account WHERE number = '5'",
	    .answer = "=HYPERLINK(1)" },
	{ .name = "a control character is refused",
	    .interface = "customers",
	    .text = CUSTOMER_HEAD "\n5,E\x07ve," CUSTOMER_TAIL "\n",
	    .refused = 1,
	    .error = "another control character" },
	{ .name = "a line break in a name is refused",
	    .interface = "customers",
	    .text = CUSTOMER_HEAD "\n5,\"E\nve\"," CUSTOMER_TAIL
				  "\n6,Fay,A,S8,RES,MONTHLY,EMAIL,2026-01-01\n",
	    .loaded = 1,
	    .refused = 1,
	    .error = "it has a line break" },
	{ .name = "a line break in a message becomes a blank",
	    .interface = "customers",
	    .text = CUSTOMER_HEAD ",invoice_message\n5,Eve," CUSTOMER_TAIL ",\"a\nb\"\n",
	    .loaded = 1,
	    .query = "SELECT message FROM account WHERE number = '5'",
	    .answer = "a b" },
	{ .name = "an unknown choice lists the known ones",
	    .interface = "customers",
	    .text = CUSTOMER_HEAD "\n5,Eve,A,S9,RES,MONTHLY,FAX,2026-01-01\n",
	    .refused = 1,
	    .error = "\"\"FAX\"\" is not known; write EMAIL or POST" },
	{ .name = "a mail address with two at signs is refused",
	    .interface = "customers",
	    .text = CUSTOMER_HEAD ",email\n5,Eve," CUSTOMER_TAIL ",a@b@c.com\n",
	    .refused = 1,
	    .error = "is not an email address" },
	{ .name = "a mail address with a second one behind it is refused",
	    .interface = "customers",
	    .text = CUSTOMER_HEAD ",email\n5,Eve," CUSTOMER_TAIL ",\"a@b.com,c@d.com\"\n",
	    .refused = 1,
	    .error = "is not an email address" },
	{ .name = "five copies are kept, without blanks",
	    .interface = "customers",
	    .text = CUSTOMER_HEAD ",cc_email\n5,Eve," CUSTOMER_TAIL
				  ",a@b.co; c@d.co ;e@f.co;g@h.co;i@j.co\n",
	    .loaded = 1,
	    .query = "SELECT cc_email FROM account WHERE number = '5'",
	    .answer = "a@b.co;c@d.co;e@f.co;g@h.co;i@j.co" },
	{ .name = "six copies are refused",
	    .interface = "customers",
	    .text = CUSTOMER_HEAD ",cc_email\n5,Eve," CUSTOMER_TAIL
				  ",a@b.co;a@b.co;a@b.co;a@b.co;a@b.co;a@b.co\n",
	    .refused = 1,
	    .error = "more than 5 addresses" },
	{ .name = "a thousands separator is refused",
	    .interface = "receipts",
	    .text = "account_number,date,amount\n1001,2026-10-01,\"1,234.50\"\n",
	    .refused = 1,
	    .error = "\"\"1,234.50\"\" has a thousands separator; write 1234.50" },
	{ .name = "a no-break space as thousands separator is refused",
	    .interface = "receipts",
	    .text = "account_number,date,amount\n1001,2026-10-01,1\xc2\xa0"
		    "234.50\n",
	    .refused = 1,
	    .error = "has a thousands separator" },
	{ .name = "the other decimal mark is explained",
	    .interface = "receipts",
	    .text = "account_number,date,amount\n1001,2026-10-01,\"12,5\"\n",
	    .refused = 1,
	    .error = "the decimal mark is \"\".\"\"; write 12.50" },
	{ .name = "a third decimal of money is refused",
	    .interface = "receipts",
	    .text = "account_number,date,amount\n1001,2026-10-01,12.345\n",
	    .refused = 1,
	    .error = "it may have 2 decimals at most" },
	{ .name = "a decimal comma is read where configured, and stored with a point",
	    .interface = "meter-reads",
	    .mark = ',',
	    .text = "site_identifier;meter_code;meter_register;meter_read;read_date\nS1;M1;1;123,5;"
		    "2026-10-31\n",
	    .loaded = 1,
	    .query = "SELECT value FROM meter_read",
	    .answer = "123.5" },

	/* ---- buildings, agents ---- */
	{ .name = "a building is found in any case and changed; columns that are not there stay",
	    .interface = "buildings",
	    .earlier = "building_code,name,suburb\nC,Old,North\n",
	    .text = "building_code,name\nc,New\n",
	    .loaded = 1,
	    .query = "SELECT code || name || suburb FROM building WHERE code = 'C'",
	    .answer = "CNewNorth" },
	{ .name = "a column that is there and empty empties",
	    .interface = "buildings",
	    .earlier = "building_code,name,billing_day\nC,Old,5\n",
	    .text = "building_code,name,billing_day\nC,Old,\n",
	    .loaded = 1,
	    .query = "SELECT billing_day IS NULL FROM building WHERE code = 'C'",
	    .answer = "1" },
	{ .name = "a building that says nothing new is the same",
	    .interface = "buildings",
	    .earlier = "building_code,name,billing_day\nC,x,5\n",
	    .text = "building_code,name,billing_day,suburb\nC,x,5,\nD,y,,\n",
	    .loaded = 1,
	    .same = 1 },
	{ .name = "the suspense building's code is taken",
	    .interface = "buildings",
	    .text = "building_code,name\nsuspense,x\n",
	    .refused = 1,
	    .error = "choose another code" },
	{ .name = "a logo is a name and no path",
	    .interface = "buildings",
	    .text = "building_code,name,logo\nC,x,../a.png\n",
	    .refused = 1,
	    .error = "is not a file name" },
	{ .name = "an agent has a list of buildings",
	    .interface = "agents",
	    .text = "agent,buildings,role\nbob,b; A;a,billing\n",
	    .loaded = 1,
	    .query = "SELECT role || all_buildings || (SELECT group_concat(building_id) FROM "
		     "agent_building) FROM agent",
	    .answer = "BILLING01,2" },
	{ .name = "a shorter list takes buildings away, and the same list is the same",
	    .interface = "agents",
	    .earlier = "agent,buildings\nbob,A;B\nmia,B;A\n",
	    .text = "agent,buildings\nbob,B\nmia,A;B\n",
	    .loaded = 1,
	    .same = 1,
	    .query = "SELECT group_concat(building_id) FROM agent_building WHERE agent_id = "
		     "(SELECT id FROM agent WHERE code = 'bob')",
	    .answer = "2" },
	{ .name = "* is all buildings",
	    .interface = "agents",
	    .text = "agent,buildings\nbob,*\n",
	    .loaded = 1,
	    .query = "SELECT all_buildings || (SELECT count(*) FROM agent_building) FROM agent",
	    .answer = "10" },
	{ .name = "an unknown building in a list is named",
	    .interface = "agents",
	    .text = "agent,buildings\nbob,A;Q\n",
	    .refused = 1,
	    .error = "building \"\"Q\"\" is not known",
	    .query = "SELECT count(*) FROM agent",
	    .answer = "0" },

	/* ---- customers ---- */
	{ .name = "an unknown building is named",
	    .interface = "customers",
	    .text = CUSTOMER_HEAD "\n5,Eve,Q,S9,RES,MONTHLY,EMAIL,2026-01-01\n",
	    .refused = 1,
	    .error = "building \"\"Q\"\" is not known; load it with the buildings first" },
	{ .name = "an opening balance is posted with a new account",
	    .interface = "customers",
	    .text = CUSTOMER_HEAD ",opening_balance\n5,Eve," CUSTOMER_TAIL ",-12.50\n",
	    .loaded = 1,
	    .query = "SELECT kind || amount_minor || source || day FROM ledger",
	    .answer = "OPENING-1250520779" },
	{ .name = "another opening balance later is ignored with a notice",
	    .interface = "customers",
	    .earlier = CUSTOMER_HEAD ",opening_balance\n5,Eve," CUSTOMER_TAIL ",10\n",
	    .text = CUSTOMER_HEAD ",opening_balance\n5,Eva," CUSTOMER_TAIL ",11\n",
	    .loaded = 1,
	    .notice = "opening_balance 11 of account 5 was ignored",
	    .query = "SELECT sum(amount_minor) FROM ledger",
	    .answer = "1000" },
	{ .name = "the same opening balance again is no notice, and the row the same",
	    .interface = "customers",
	    .earlier = CUSTOMER_HEAD ",opening_balance\n5,Eve," CUSTOMER_TAIL ",10\n",
	    .text = CUSTOMER_HEAD ",opening_balance\n5,Eve," CUSTOMER_TAIL ",10.00\n",
	    .same = 1 },
	{ .name = "the suspense account is reserved",
	    .interface = "customers",
	    .text = CUSTOMER_HEAD "\n999999,Eve," CUSTOMER_TAIL "\n",
	    .refused = 1,
	    .error = "suspense account; choose another number" },
	{ .name = "a known number without its zeros is refused",
	    .interface = "customers",
	    .text = CUSTOMER_HEAD "\n777,Eve," CUSTOMER_TAIL "\n",
	    .refused = 1,
	    .error = "00777 is: Excel has dropped the leading zeros" },
	{ .name = "closing before opening is refused",
	    .interface = "customers",
	    .text = CUSTOMER_HEAD ",close_date\n5,Eve," CUSTOMER_TAIL ",2025-12-31\n",
	    .refused = 1,
	    .error = "closes on 2025-12-31, before it opens on 2026-01-01" },
	{ .name = "a site that another account has at the time is refused by that account's name",
	    .interface = "customers",
	    .text = CUSTOMER_HEAD ",product_type\n5,Eve,A,S1,RES,MONTHLY,POST,2026-06-01,POWER\n",
	    .refused = 1,
	    .error = "account 1001 has site S1" },
	{ .name = "another product at the same site is no conflict",
	    .interface = "customers",
	    .text = CUSTOMER_HEAD ",product_type\n5,Eve,A,S1,RES,MONTHLY,POST,2026-06-01,WATER\n",
	    .loaded = 1 },
	{ .name = "a site is free from the day after its account closed",
	    .interface = "customers",
	    .before = "UPDATE account SET close_day = 20604 WHERE id = 1;", /* 2026-05-31 */
	    .text = CUSTOMER_HEAD ",product_type\n5,Eve,A,S1,RES,MONTHLY,POST,2026-06-01,POWER\n"
				  "6,Fay,A,S1,RES,MONTHLY,POST,2026-05-31,POWER\n",
	    .loaded = 1,
	    .refused = 1,
	    .error = "\n6,Fay," },
	{ .name = "the open date cannot change once billed",
	    .interface = "customers",
	    .before = BILLED,
	    .text = CUSTOMER_HEAD "\n1001,Ann,A,S1,RES,MONTHLY,POST,2026-02-01\n",
	    .refused = 1,
	    .error = "is billed from its open date 2026-01-01" },
	{ .name = "moving to another building removes the unbilled transaction",
	    .interface = "customers",
	    .before = BILLED,
	    .text = CUSTOMER_HEAD "\n1002,Bob,B,S2,RES,MONTHLY,POST,2026-01-01\n",
	    .loaded = 1,
	    .notice = "account 1002 moves to building B; its unbilled transaction was removed",
	    .query = "SELECT group_concat(id) || (SELECT count(*) FROM scope) FROM txn",
	    .answer = "10" },
	{ .name = "moving leaves billed transactions",
	    .interface = "customers",
	    .before = BILLED,
	    .text = CUSTOMER_HEAD "\n1001,Ann,B,S1,RES,MONTHLY,POST,2026-01-01\n",
	    .loaded = 1,
	    .notice = "moves to building B\n",
	    .query = "SELECT count(*) FROM txn",
	    .answer = "2" },
	{ .name = "closing before what is billed is noted",
	    .interface = "customers",
	    .before = BILLED,
	    .text =
		CUSTOMER_HEAD ",close_date\n1001,Ann,A,S1,RES,MONTHLY,POST,2026-01-01,2026-09-30\n",
	    .loaded = 1,
	    .notice = "closes on 2026-09-30 but is billed to 2026-10-31" },
	{ .name = "a file without close dates keeps them",
	    .interface = "customers",
	    .before = "UPDATE account SET close_day = 20604 WHERE id = 1;",
	    .text = CUSTOMER_HEAD "\n1001,Anna,A,S1,RES,MONTHLY,POST,2026-01-01\n",
	    .loaded = 1,
	    .query = "SELECT close_day FROM account WHERE id = 1",
	    .answer = "20604" },

	/* ---- meters ---- */
	{ .name = "dial formats are counts or masks",
	    .interface = "meters",
	    .text = METER_HEAD
	    ",dial_format\nS5,A,1,PEAK,2026-01-01,5\nS5,B,1,PEAK,2026-01-01,99999.9\n"
	    "S5,C,1,PEAK,2026-01-01,000000\n"
	    "S5,D,1,PEAK,2026-01-01,\nS5,E,1,PEAK,2026-01-01,9\nS5,F,1,PEAK,2026-01-01,99\n",
	    .loaded = 6,
	    .query = "SELECT group_concat(dial_digits) FROM meter WHERE site = 'S5'",
	    .answer = "5,5,6,0,9,2" },
	{ .name = "another dial format is refused",
	    .interface = "meters",
	    .text = METER_HEAD ",dial_format\nS5,A,1,PEAK,2026-01-01,five\n",
	    .refused = 1,
	    .error = "\"\"five\"\" is not a dial format" },
	{ .name = "the multiplier is 1 and the direction I by default",
	    .interface = "meters",
	    .text = METER_HEAD "\nS5,A,1,peak,2026-01-01\n",
	    .loaded = 1,
	    .query =
		"SELECT type || multiplier || status || direction FROM meter WHERE site = 'S5'",
	    .answer = "PEAK1ACTIVEI" },
	{ .name = "a multiplier of 0 is refused",
	    .interface = "meters",
	    .text = METER_HEAD ",multiplier\nS5,A,1,PEAK,2026-01-01,0\n",
	    .refused = 1,
	    .error = "a multiplier of 0" },
	{ .name = "removal before installation is refused",
	    .interface = "meters",
	    .text = METER_HEAD ",removed_date\nS5,A,1,PEAK,2026-02-01,2026-01-31\n",
	    .refused = 1,
	    .error = "removed on 2026-01-31, before" },
	{ .name = "another multiplier after billing is noted",
	    .interface = "meters",
	    .before = BILLED,
	    .text = METER_HEAD ",multiplier\nS1,M1,1,ALLDAY,2026-01-01,10\n",
	    .loaded = 1,
	    .notice = "has another multiplier" },
	{ .name = "a meter that says nothing new is the same",
	    .interface = "meters",
	    .text = METER_HEAD ",dial_format\nS1,M1,1,ALLDAY,2026-01-01,5\n",
	    .same = 1 },

	/* ---- meter-reads ---- */
	{ .name = "an unknown site is named",
	    .interface = "meter-reads",
	    .text = READ_HEAD "\nS7,M1,1,5,2026-10-01\n",
	    .refused = 1,
	    .error = "site_identifier,S7,\"site \"\"S7\"\" has no meters" },
	{ .name = "an unknown meter is named",
	    .interface = "meter-reads",
	    .text = READ_HEAD "\nS1,M7,1,5,2026-10-01\n",
	    .refused = 1,
	    .error = "meter_code,M7,\"site S1 has no meter" },
	{ .name = "an unknown register is named",
	    .interface = "meter-reads",
	    .text = READ_HEAD "\nS1,M1,7,5,2026-10-01\n",
	    .refused = 1,
	    .error = "meter_register,7,\"meter M1 of site S1 has no register" },
	{ .name = "a site without its zeros is explained",
	    .interface = "meter-reads",
	    .text = READ_HEAD "\n42,M3,1,5,2026-10-01\n",
	    .refused = 1,
	    .error = "0042 is: Excel has dropped" },
	{ .name = "Y and E are estimates, C, N and nothing are not",
	    .interface = "meter-reads",
	    .text = READ_HEAD ",estimate_read\nS1,M1,1,1,2026-10-01,Y\nS1,M1,1,2,2026-10-02,e\nS1,"
			      "M1,1,3,2026-10-03,C\n"
			      "S1,M1,1,4,2026-10-04,N\nS1,M1,1,5,2026-10-05,\n",
	    .loaded = 5,
	    .query = "SELECT group_concat(estimated) FROM (SELECT estimated FROM meter_read ORDER "
		     "BY day)",
	    .answer = "1,1,0,0,0" },
	{ .name = "the future has no reads",
	    .interface = "meter-reads",
	    .text = READ_HEAD "\nS1,M1,1,1,2026-11-22\nS1,M1,1,1,2026-11-23\n",
	    .loaded = 1,
	    .refused = 1,
	    .error = "2026-11-23 is in the future (today is 2026-11-22)" },
	{ .name = "a read must fit on its dial",
	    .interface = "meter-reads",
	    .text = READ_HEAD "\nS1,M1,1,99999,2026-10-01\nS1,M1,1,100000,2026-10-02\n",
	    .loaded = 1,
	    .refused = 1,
	    .error = "100000 does not fit on the dial of meter M1, which has 5 digits" },
	{ .name = "a read below 0 is refused",
	    .interface = "meter-reads",
	    .text = READ_HEAD "\nS1,M1,1,-1,2026-10-01\n",
	    .refused = 1,
	    .error = "\"\"-1\"\" is out of range" },
	{ .name = "a read equal in value and day is skipped with one notice",
	    .interface = "meter-reads",
	    .before = BILLED,
	    .text = READ_HEAD "\nS1,M1,1,500.0,2026-10-31\nS1,M1,1,0500,2026-10-31\n",
	    .same = 2,
	    .notice = "2 reads are stored already" },
	{ .name = "another value replaces an unbilled read with a notice",
	    .interface = "meter-reads",
	    .before = BILLED,
	    .text = READ_HEAD "\nS1,M1,1,601,2026-11-21\n",
	    .loaded = 1,
	    .notice = "on 2026-11-21 was 600 and is 601 now",
	    .query = "SELECT value || estimated FROM meter_read WHERE day = 20778",
	    .answer = "6010" },
	{ .name = "an estimate confirmed by an actual read is no estimate any more",
	    .interface = "meter-reads",
	    .before = BILLED,
	    .text = READ_HEAD "\nS1,M1,1,600,2026-11-21\n",
	    .loaded = 1,
	    .query = "SELECT estimated FROM meter_read WHERE day = 20778",
	    .answer = "0" },
	{ .name = "another value of a billed read is refused with the invoice",
	    .interface = "meter-reads",
	    .before = BILLED,
	    .text = READ_HEAD "\nS1,M1,1,501,2026-10-31\n",
	    .refused = 1,
	    .error = "account 1001 is billed by it (invoice INV-7); reverse that invoice with "
		     "rebill = yes first",
	    .query = "SELECT value FROM meter_read WHERE day = 20757",
	    .answer = "500" },
	{ .name = "a misread removes the read of its day",
	    .interface = "meter-reads",
	    .before = BILLED,
	    .text = READ_HEAD
	    ",read_type\nS1,M1,1,600,2026-11-21,MISREAD\nS1,M1,1,610,2026-11-21,ACTUAL\n",
	    .loaded = 2,
	    .notice = "on 2026-11-21, 600, was removed as a misread",
	    .query = "SELECT value FROM meter_read WHERE day = 20778",
	    .answer = "610" },
	{ .name = "a misread of a billed read is refused",
	    .interface = "meter-reads",
	    .before = BILLED,
	    .text = READ_HEAD ",read_type\nS1,M1,1,500,2026-10-31,MISREAD\n",
	    .refused = 1,
	    .error = "invoice INV-7",
	    .query = "SELECT count(*) FROM meter_read",
	    .answer = "2" },
	{ .name = "a misread of nothing changes nothing",
	    .interface = "meter-reads",
	    .text = READ_HEAD ",read_type\nS1,M1,1,5,2026-10-31,MISREAD\n",
	    .same = 1,
	    .notice = "there is no read" },
	{ .name = "an opening read and an actual one may share a day",
	    .interface = "meter-reads",
	    .text =
		READ_HEAD ",read_type\nS1,M1,1,5,2026-10-31,OPENING\nS1,M1,1,6,2026-10-31,ACTUAL\n",
	    .loaded = 2,
	    .query = "SELECT group_concat(opening || kind || value) FROM meter_read",
	    .answer = "0ACTUAL6,1OPENING5" },
	{ .name = "an opening read at the end of what is billed stays",
	    .interface = "meter-reads",
	    .before = "INSERT INTO meter_read VALUES (1, 20758, 1, '5', 'OPENING', 0, NULL, "
		      "NULL);UPDATE account SET billed_to = 20757 WHERE id = 1;",
	    .text = READ_HEAD ",read_type\nS1,M1,1,6,2026-11-01,OPENING\n",
	    .refused = 1,
	    .error = "account 1001 is billed by it" },
	{ .name = "a read before its meter came is noted",
	    .interface = "meter-reads",
	    .text = READ_HEAD "\nS1,M1,1,5,2025-12-31\nS1,M1,1,5,2025-12-30\n",
	    .loaded = 2,
	    .notice =
		"line 3: read of S1 on 2025-12-30, but meter M1 was installed on 2026-01-01" },

	/* ---- price-plans ---- */
	{ .name = "supply is per day, the others per period by default; tiers lose their zeros",
	    .interface = "price-plans",
	    .text = PRICE_HEAD
	    ",tier_from\nP,SUPPLY,1.1,2026-01-01,Supply,\nP,fixed,2,2026-01-01,Fee,\n"
	    "P,USAGE,0.2500,2026-01-01,Use,100.50\n",
	    .loaded = 3,
	    .query = "SELECT group_concat(per || price || '/' || tier_from, ' ') FROM price",
	    .answer = "DAY1.1/0 PERIOD2/0 PERIOD0.2500/100.5" },
	{ .name = "a discount is at most 100 percent",
	    .interface = "price-plans",
	    .text =
		PRICE_HEAD "\nP,DISCOUNT,100.01,2026-01-01,Off\nP,DISCOUNT,100,2026-01-01,Off\n",
	    .loaded = 1,
	    .refused = 1,
	    .error = "a DISCOUNT is a percentage from 0 to 100" },
	{ .name = "a price that bills were made with is not changed",
	    .interface = "price-plans",
	    .before = BILLED,
	    .text = PRICE_HEAD "\nRES,USAGE,0.26,2026-01-01,Energy\n",
	    .refused = 1,
	    .error = "add a new row with a new start_date",
	    .query = "SELECT price FROM price WHERE id = 5",
	    .answer = "0.2500" },
	{ .name = "a price that no bill was made with is changed",
	    .interface = "price-plans",
	    .before = BILLED,
	    .text = PRICE_HEAD "\nRES,FIXED,10,2026-01-01,Service\n",
	    .loaded = 1,
	    .query = "SELECT price FROM price WHERE id = 6",
	    .answer = "10" },
	{ .name = "the same price written otherwise is the same",
	    .interface = "price-plans",
	    .before = BILLED,
	    .text = PRICE_HEAD ",unit\nRES,USAGE,0.25,2026-01-01,Energy,kWh\n",
	    .same = 1 },
	{ .name = "a billed price can be ended",
	    .interface = "price-plans",
	    .before = BILLED,
	    .text = PRICE_HEAD ",end_date\nRES,USAGE,0.3,2026-11-01,Energy,\n"
			       "RES,USAGE,0.25,2026-01-01,Energy,2026-10-31\n",
	    .loaded = 2 },
	{ .name = "two prices at a time are noted",
	    .interface = "price-plans",
	    .before = BILLED,
	    .text = PRICE_HEAD "\nRES,USAGE,0.3,2026-11-01,Energy\n",
	    .loaded = 1,
	    .notice = "plan RES, USAGE \"Energy\": the price from 2026-01-01 has no end_date "
		      "before the one from 2026-11-01 begins" },

	/* ---- charges ---- */
	{ .name = "a charge of an unknown account is refused",
	    .interface = "charges",
	    .text =
		"account_number,charge_item_code,charge_date,amount_ex_tax\n77,KEY,2026-10-01,5\n",
	    .refused = 1,
	    .error = "account \"\"77\"\" is not known; load" },
	{ .name = "the suspense account takes no charges",
	    .interface = "charges",
	    .text = "account_number,charge_item_code,charge_date,amount_ex_tax\n999999,KEY,2026-10-"
		    "01,5\n",
	    .refused = 1,
	    .error = "takes no charges" },
	{ .name = "the same charge is the same, another amount changes it, another reference is "
		  "another",
	    .interface = "charges",
	    .earlier =
		"account_number,charge_item_code,charge_date,amount_ex_tax\n1001,KEY,2026-10-01,5\n"
		"1002,KEY,2026-10-01,5\n",
	    .text = "account_number,charge_item_code,charge_date,amount_ex_tax,reference\n1001,KEY,"
		    "2026-10-01,5.00,\n"
		    "1002,KEY,2026-10-01,6,\n1002,KEY,2026-10-01,6,b\n",
	    .loaded = 2,
	    .same = 1,
	    .query = "SELECT group_concat(amount_minor) FROM charge",
	    .answer = "500,600,600" },
	{ .name = "a billed charge does not change",
	    .interface = "charges",
	    .before = "INSERT INTO charge (account_id, code, day, amount_minor, billed_to) VALUES "
		      "(1, 'KEY', 20727, 500, 20727);",
	    .text = "account_number,charge_item_code,charge_date,amount_ex_tax\n1001,KEY,2026-10-"
		    "01,6\n",
	    .refused = 1,
	    .error = "is on invoices up to 2026-10-01" },
	{ .name = "a billed recurring charge can be ended, not before what is billed",
	    .interface = "charges",
	    .before = "INSERT INTO charge (account_id, code, day, amount_minor, frequency, "
		      "billed_to) VALUES (1, 'KEY', 20727, 500, 'MONTHLY', 20758);",
	    .text = "account_number,charge_item_code,charge_date,amount_ex_tax,end_date\n"
		    "1001,KEY,2026-10-01,5,2026-10-31\n1001,KEY,2026-10-01,5,2026-11-30\n",
	    .loaded = 1,
	    .refused = 1,
	    .error = "cannot end before",
	    .query = "SELECT frequency || end_day FROM charge",
	    .answer = "MONTHLY20787" },

	/* ---- receipts, adjustments ---- */
	{ .name = "a receipt is a credit in the ledger",
	    .interface = "receipts",
	    .text = "account_number,date,amount,batch_type\n1001,01/10/2026,12.5,eft\n",
	    .loaded = 1,
	    .query = "SELECT kind || amount_minor || source || day FROM ledger",
	    .answer = "RECEIPT-1250receipt:120727" },
	{ .name = "a receipt of an unknown account goes to suspense",
	    .interface = "receipts",
	    .text = "account_number,date,amount\n77,2026-10-01,5\n",
	    .loaded = 1,
	    .notice =
		"account 77 is not known; its receipt of 5 went to the suspense account 999999",
	    .query = "SELECT r.account_id || given_number || l.amount_minor FROM receipt r JOIN "
		     "ledger l ON l.account_id = r.account_id",
	    .answer = "077-500" },
	{ .name = "a receipt whose account lost its zeros is refused",
	    .interface = "receipts",
	    .text = "account_number,date,amount\n777,2026-10-01,5\n",
	    .refused = 1,
	    .error = "00777 is: Excel has dropped" },
	{ .name = "a receipt of 0 is refused",
	    .interface = "receipts",
	    .text = "account_number,date,amount\n1001,2026-10-01,0.00\n",
	    .refused = 1,
	    .error = "pays nothing" },
	{ .name = "equal receipts of one file are two payments",
	    .interface = "receipts",
	    .text = "account_number,date,amount\n1001,2026-10-01,5\n1001,2026-10-01,5\n",
	    .loaded = 2,
	    .query = "SELECT sum(amount_minor) FROM ledger",
	    .answer = "-1000" },
	{ .name = "an equal receipt of another file is refused by that file's name",
	    .interface = "receipts",
	    .earlier = "account_number,date,amount\n1001,2026-10-01,5\n",
	    .text = "account_number,date,amount,reference\n1001,2026-10-01,5,\n1001,2026-10-01,5,"
		    "second\n",
	    .loaded = 1,
	    .refused = 1,
	    .error = "already loaded from first.csv on 2026-11-22; if this is a second payment "
		     "give it a reference of its own",
	    .query = "SELECT count(*) FROM ledger",
	    .answer = "2" },
	{ .name = "adjustments are posted as signed, or not at all",
	    .interface = "adjustments",
	    .text = "account_number,adj_reason_code,adj_date,adj_amount,post_adj\n1001,WRITEOFF,"
		    "2026-10-01,-5,\n"
		    "1001,NOTE,2026-10-01,7,n\n1002,FEE,2026-10-01,3,Y\n",
	    .loaded = 3,
	    .query = "SELECT count(*) || ':' || sum(amount_minor) || ':' || (SELECT count(*) FROM "
		     "adjustment) FROM ledger",
	    .answer = "2:-200:3" },
	{ .name = "an equal adjustment of another file is refused",
	    .interface = "adjustments",
	    .earlier =
		"account_number,adj_reason_code,adj_date,adj_amount\n1001,FEE,2026-10-01,5\n",
	    .text =
		"account_number,adj_reason_code,adj_date,adj_amount,notes\n1001,FEE,2026-10-01,5,\n"
		"1001,FEE,2026-10-01,5,again\n",
	    .loaded = 1,
	    .refused = 1,
	    .error = "already loaded from first.csv" },
	{ .name = "suspense can be adjusted",
	    .interface = "adjustments",
	    .text =
		"account_number,adj_reason_code,adj_date,adj_amount\n999999,MOVE,2026-10-01,5\n",
	    .loaded = 1 },
};

/* Where databases are made, and the one that they are copied from. */
struct place {
	char folder[64];
	char seed[96];
	char path[96];
};

/* Run SQL of the test's own; answer, if any, is the first value of the first row. */
static void
run_sql(const char *path, const char *sql, char *answer, size_t size)
{
	sqlite3_stmt *stmt = NULL;
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	if (answer == NULL) {
		if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
			fail_msg("%s: %s", sqlite3_errmsg(db), sql);
	} else {
		if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK ||
		    sqlite3_step(stmt) != SQLITE_ROW)
			fail_msg("%s: %s", sqlite3_errmsg(db), sql);
		(void)snprintf(answer, size, "%s", (const char *)sqlite3_column_text(stmt, 0));
		sqlite3_finalize(stmt);
	}
	sqlite3_close(db);
}

static void
copy_file(const char *from, const char *to)
{
	char bytes[65536];
	ssize_t got;
	int in = open(from, O_RDONLY);
	int out = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	assert_true(in >= 0 && out >= 0);
	while ((got = read(in, bytes, sizeof(bytes))) > 0)
		assert_int_equal(write(out, bytes, (size_t)got), got);
	close(in);
	close(out);
}

/* Load text as a file of this name and commit, or roll back if it was refused. */
static int
load_text(struct database *db, const struct case_row *c, const char *name, const char *text,
    struct intake_result *result, struct err *e)
{
	const struct intake_settings settings = { .date_format = "d/m/y",
		.decimal_mark = c->mark != '\0' ? c->mark : '.',
		.charset = "CP1252",
		.minor_places = 2,
		.today = TODAY };
	char sha[HASH_HEX_SIZE];
	struct intake_input input = { c->interface, name, sha, name, text, strlen(text) };
	int status;

	hash_bytes(text, input.length, sha);
	assert_int_equal(database_begin(db, e), 0);
	status = intake_load(db, &settings, &input, result, e);
	if (status != 0)
		database_rollback(db);
	else if (database_commit(db, e) != 0)
		fail_msg("%s: %s", c->name, e->text);
	return (status);
}

/* Compare what came out with what the case wants. */
static void
check_result(const struct case_row *c, int status, const struct intake_result *r,
    const struct err *e)
{
	const char *said = status != 0 ? e->text : buf_text(&r->errors);

	if (status != 0 && (c->loaded + c->same + c->refused > 0 || c->error == NULL))
		fail_msg("%s: the whole file was refused: %s", c->name, e->text);
	if (r->loaded != c->loaded || r->same != c->same || r->refused != c->refused)
		fail_msg("%s: got %d loaded %d same %d refused, want %d %d %d\n%s", c->name,
		    (int)r->loaded, (int)r->same, (int)r->refused, c->loaded, c->same, c->refused,
		    said);
	if (c->error != NULL ? strstr(said, c->error) == NULL : said[0] != '\0')
		fail_msg("%s: got error <%s> want <%s>", c->name, said,
		    c->error != NULL ? c->error : "");
	if (status != 0)
		return;
	if (c->notice != NULL ? strstr(buf_text(&r->notices), c->notice) == NULL
			      : r->notices.length > 0)
		if (c->notice != NULL || strstr(buf_text(&r->notices), "stored already") == NULL)
			fail_msg("%s: got notices <%s> want <%s>", c->name, buf_text(&r->notices),
			    c->notice != NULL ? c->notice : "");
}

static void
intake_loads_good_rows_and_explains_bad_ones(void **state)
{
	const struct place *place = *state;
	size_t i;

	for (i = 0; i < LENGTH(CASES); i++) {
		const struct case_row *c = &CASES[i];
		struct intake_result result;
		struct database *db;
		struct err e = { 0 };
		char answer[512];
		int status;

		copy_file(place->seed, place->path);
		if (c->before != NULL)
			run_sql(place->path, c->before, NULL, 0);
		assert_int_equal(database_open(place->path, DATABASE_CREATE, &db, &e), 0);
		if (c->earlier != NULL) {
			if (load_text(db, c, "first.csv", c->earlier, &result, &e) != 0)
				fail_msg("%s: the earlier file: %s", c->name, e.text);
			intake_result_release(&result);
		}
		status = load_text(db, c, "second.csv", c->text, &result, &e);
		check_result(c, status, &result, &e);
		intake_result_release(&result);
		database_close(db);
		if (c->query == NULL)
			continue;
		run_sql(place->path, c->query, answer, sizeof(answer));
		if (strcmp(answer, c->answer) != 0)
			fail_msg("%s: got <%s> want <%s>", c->name, answer, c->answer);
	}
}

/* UTF-16 in either order, with NULs among its bytes: "building_code,name\nC,é\n". */
static void
intake_reads_utf16_and_refuses_a_padded_file(void **state)
{
	static const char ascii[] = "building_code,name\nC,";
	const struct place *place = *state;
	const struct intake_settings settings = { .date_format = "d/m/y",
		.decimal_mark = '.',
		.charset = "CP1252",
		.minor_places = 2,
		.today = TODAY };
	struct intake_input input = { "buildings", "u.csv", "0", "0", NULL, 0 };
	struct intake_result result;
	struct database *db;
	struct err e = { 0 };
	char answer[16];
	int big;
	size_t i;

	for (big = 0; big < 2; big++) {
		struct buf text = BUF_EMPTY;

		buf_add(&text, big ? "\xfe\xff" : "\xff\xfe", 2);
		for (i = 0; i < sizeof(ascii) - 1; i++) {
			const char pair[2] = { big ? '\0' : ascii[i], big ? ascii[i] : '\0' };

			buf_add(&text, pair, 2);
		}
		buf_add(&text, big ? "\0\xe9\0\n" : "\xe9\0\n\0", 4);
		copy_file(place->seed, place->path);
		assert_int_equal(database_open(place->path, DATABASE_CREATE, &db, &e), 0);
		input.bytes = text.data;
		input.length = text.length;
		assert_int_equal(database_begin(db, &e), 0);
		assert_int_equal(intake_load(db, &settings, &input, &result, &e), 0);
		assert_int_equal(result.loaded, 1);
		assert_int_equal(database_commit(db, &e), 0);
		intake_result_release(&result);

		/* The same, as a client leaves it that dies in mid-copy. */
		buf_add(&text, "\0\0\0\0\0\0\0\0", 8);
		input.length = text.length;
		input.sha256 = "1";
		assert_int_equal(database_begin(db, &e), 0);
		assert_int_equal(intake_load(db, &settings, &input, &result, &e), -1);
		assert_non_null(strstr(e.text, "incomplete upload"));
		input.sha256 = "0";
		database_rollback(db);
		intake_result_release(&result);
		database_close(db);
		run_sql(place->path, "SELECT name FROM building WHERE code = 'C'", answer,
		    sizeof(answer));
		assert_string_equal(answer, "\xc3\xa9");
		buf_release(&text);
	}
}

/* A legacy system's names are ours after translation, and too many notices of a kind are counted.
 */
static void
intake_translates_names_and_counts_notices_beyond_a_hundred(void **state)
{
	static const struct intake_alias aliases[] = { { "Acct No", "account_number" },
		{ "PAID ON", "date" }, { "Value", "amount" } };
	const struct place *place = *state;
	const struct intake_settings settings = { .date_format = "d/m/y",
		.decimal_mark = '.',
		.charset = "CP1252",
		.minor_places = 2,
		.today = TODAY,
		.aliases = aliases,
		.alias_count = LENGTH(aliases) };
	struct intake_input input = { "receipts", "r.csv", "0", "0", NULL, 0 };
	struct intake_result result;
	struct buf text = BUF_EMPTY;
	struct database *db;
	struct err e = { 0 };
	int i;

	buf_add_string(&text, "acct_no,Paid On,VALUE\n");
	for (i = 0; i < 150; i++)
		buf_printf(&text, "X%d,2026-10-01,1\n", i);
	copy_file(place->seed, place->path);
	assert_int_equal(database_open(place->path, DATABASE_CREATE, &db, &e), 0);
	assert_int_equal(database_begin(db, &e), 0);
	input.bytes = text.data;
	input.length = text.length;
	assert_int_equal(intake_load(db, &settings, &input, &result, &e), 0);
	assert_int_equal(result.loaded, 150);
	assert_non_null(strstr(buf_text(&result.notices), "account X99 is not known"));
	assert_null(strstr(buf_text(&result.notices), "account X100 is not known"));
	assert_non_null(strstr(buf_text(&result.notices), "... and 50 more: receipts in suspense"));
	intake_result_release(&result);
	buf_release(&text);
	database_close(db);
}

/* Every column that an interface stores is one of its table: what is not ends the process. */
static void
every_interface_fits_its_table(void **state)
{
	static const struct interface *const interfaces[] = {
#define INTERFACE(symbol, name, changes) &INTERFACE_##symbol,
#define DOOR(name)
#include "spool/interfaces.def"
#undef DOOR
#undef INTERFACE
	};
	const struct place *place = *state;
	struct database *db;
	struct err e = { 0 };
	size_t i;

	copy_file(place->seed, place->path);
	assert_int_equal(database_open(place->path, DATABASE_CREATE, &db, &e), 0);
	for (i = 0; i < LENGTH(interfaces); i++) {
		struct load load = { .db = db, .interface = interfaces[i] };

		assert_in_range(interfaces[i]->count, 1, INTERFACE_COLUMNS);
		assert_ptr_equal(interface_find(interfaces[i]->name), interfaces[i]);
		if (interfaces[i]->table != NULL)
			assert_int_equal(row_prepare(&load, &e), 0);
		row_release(&load);
	}
	database_close(db);
}

/* Make the database that cases are copied from. */
static int
make_place(void **state)
{
	static struct place place;
	struct database *db;
	struct err e = { 0 };

	(void)snprintf(place.folder, sizeof(place.folder), "/tmp/test_intake.XXXXXX");
	if (mkdtemp(place.folder) == NULL)
		return (-1);
	(void)snprintf(place.seed, sizeof(place.seed), "%s/seed.db", place.folder);
	(void)snprintf(place.path, sizeof(place.path), "%s/case.db", place.folder);
	if (database_open(place.seed, DATABASE_CREATE, &db, &e) != 0)
		return (-1);
	database_close(db);
	run_sql(place.seed, SEED, NULL, 0);
	*state = &place;
	return (0);
}

static int
remove_place(void **state)
{
	const struct place *place = *state;

	(void)unlink(place->seed);
	(void)unlink(place->path);
	return (rmdir(place->folder));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(intake_loads_good_rows_and_explains_bad_ones),
		cmocka_unit_test(intake_reads_utf16_and_refuses_a_padded_file),
		cmocka_unit_test(every_interface_fits_its_table),
		cmocka_unit_test(intake_translates_names_and_counts_notices_beyond_a_hundred),
	};

	return (cmocka_run_group_tests(tests, make_place, remove_place));
}
