#!/bin/sh
# manual/spec.md, "Bad input": one case after another meets one watcher. Each has to get an answer
# in words, to end in the right place and to change nothing; and after each a good request has to
# finish, by the same watcher.
. "$(dirname "$0")/lib.sh"

# What work would change. Table job is left out: it is the diary of what came in, refused or not.
TABLES='building agent agent_building account meter meter_read price charge import receipt adjustment run run_building run_count
	txn txn_line txn_usage txn_tax exception decision invoice ledger email post'
N=0
NEW=$DIR/new # what the next case drops

# ---- helpers -----------------------------------------------------------------------------------------------------

business() { sqlite3 -readonly "$SPOOL/db/billspool.db" ".dump $(echo $TABLES)" | sha256sum; }

# Start the watcher; its log goes to $DIR/log.
start_watcher() {
	"$BIN" -s "$SPOOL" watch 2>>"$DIR/log" &
	WATCHER=$!
}
stop_watcher() { kill "$WATCHER"; wait "$WATCHER" 2>/dev/null; }

# has FILE REGEX: is there a line?
has() { grep -qE -- "$2" "$1" 2>/dev/null; }
# Has this answer come to an end?
ended() { has "$1" '^(Finished|Rejected|Failed)'; }
# Does anything lie under this name, a broken link too?
present() { [ -e "$1" ] || [ -L "$1" ]; }

# A request of alice's that is right has to finish, by the watcher that was started.
good_request() {
	N=$((N + 1))
	printf '[run]\ntype = transactions\nbuildings = A\nend_date = 2026-10-31\nnote = good %d\n' $N >"$DIR/good"
	mv "$DIR/good" "$SPOOL/requests/alice/good$N.req"
	wait_for ended "$SPOOL/status/alice/good$N.req.txt" && has "$SPOOL/status/alice/good$N.req.txt" '^Finished' &&
		kill -0 "$WATCHER" 2>/dev/null
}

# fails WORDS...: add to what is wrong with the case under way.
fails() { problem="$problem; $*"; }

# judge SENTENCE DOOR NAME SAFE_NAME PLACE REGEX: wait for the answer of what was put in place, and check it.
#
# PLACE is error, archive (finished, with refused rows), or stays (left where it is).
judge() {
	door=$2 name=$3 safe=$4 place=$5
	case $door in
	imports/*) folder=$SPOOL/$door told=imports ;;
	operator) folder=$SPOOL/requests told=operator ;;
	*) folder=$SPOOL/requests/$door told=$door ;;
	esac
	said=$SPOOL/status/$told/$safe.txt
	case $place in
	error)
		wait_for ended "$said" || fails "no end"
		wait_for test -e "$SPOOL/error/$safe.error.txt" || fails "no note in error/"
		wait_for present "$SPOOL/error/$safe" || fails "not kept in error/"
		has "$said" '^Rejected: .*[a-z]' || fails "status is not Rejected with a reason"
		present "$folder/$name" && fails "still in its door" ;;
	archive)
		wait_for ended "$said" || fails "no end"
		wait_for test -e "$SPOOL/archive/2026-11/$safe" || fails "not kept in archive/"
		wait_for test -e "$SPOOL/error/${safe%.csv}.errors.csv" || fails "no errors file" ;;
	stays)
		wait_for test -s "$said" || fails "no status"
		present "$folder/$name" || fails "taken out of its door" ;;
	esac
	cat "$said" "$SPOOL/error/$safe.error.txt" "$SPOOL/archive/2026-11/$safe.result.txt" \
		"$SPOOL/error/${safe%.csv}.errors.csv" 2>/dev/null >"$DIR/answer"
	has "$DIR/answer" "$6" || fails "the answer has no /$6/"
	[ "$(business)" = "$before" ] || fails "the database has changed"
	good_request || fails "a good request behind it did not finish"
	[ -z "$problem" ]; code=$?
	result $code "$1"
	[ $code = 0 ] || { echo "# $safe: ${problem#; }"; sed 's/^/# got: /' "$DIR/answer"; }
}

# bad SENTENCE DOOR NAME PLACE REGEX: drop $NEW there.
bad() {
	problem= before=$(business)
	case $2 in
	imports/*) mv "$NEW" "$SPOOL/$2/$3" ;;
	operator) mv "$NEW" "$SPOOL/requests/$3" ;;
	*) mkdir -p "$SPOOL/requests/$2"; mv "$NEW" "$SPOOL/requests/$2/$3" ;;
	esac
	judge "$1" "$2" "$3" "${safe_name:-$3}" "$4" "$5"
	safe_name=
}

# strange SENTENCE NAME PLACE REGEX COMMAND...: what the command makes at its last argument, the path in alice's door.
strange() {
	sentence=$1 file=$2 where=$3 regex=$4
	shift 4
	problem= before=$(business)
	"$@" "$SPOOL/requests/alice/$file" || fails "cannot be made"
	judge "$sentence" alice "$file" "${safe_name:-$file}" "$where" "$regex"
	safe_name=
}

# alone SENTENCE NAME: $NEW in alice's door is a file that nobody touches and nobody speaks of.
alone() {
	mv "$NEW" "$SPOOL/requests/alice/$2"
	problem= before=$(business)
	good_request || fails "a good request did not finish"
	present "$SPOOL/requests/alice/$2" || fails "taken"
	[ -e "$SPOOL/status/alice/$2.txt" ] && fails "spoken of"
	[ -z "$problem" ]; code=$?
	result $code "$1"
	[ $code = 0 ] || echo "# ${problem#; }"
	rm -f "$SPOOL/requests/alice/$2"
}

# fine SENTENCE DOOR NAME REGEX: $NEW is clumsy but right: it has to finish with this answer.
fine() {
	problem=
	case $2 in
	imports/*) mv "$NEW" "$SPOOL/$2/$3"; said=$SPOOL/status/imports/$3.txt ;;
	*) mv "$NEW" "$SPOOL/requests/$2/$3"; said=$SPOOL/status/$2/$3.txt ;;
	esac
	wait_for ended "$said"
	wait_for test -e "$SPOOL/archive/2026-11/$3.result.txt" || fails "not in archive/"
	cat "$said" "$SPOOL/archive/2026-11/$3.result.txt" 2>/dev/null >"$DIR/answer"
	has "$said" '^Finished' || fails "not finished"
	has "$DIR/answer" "$4" || fails "the answer has no /$4/"
	[ -z "$problem" ]; code=$?
	result $code "$1"
	[ $code = 0 ] || { echo "# ${problem#; }"; sed 's/^/# got: /' "$DIR/answer"; }
}

# run TYPE LINE...: a request's text.
run() {
	printf '[run]\ntype = %s\n' "$1"
	shift
	printf '%s\n' "$@"
}
zeros() { head -c "$1" /dev/zero; }
repeat() { zeros "$2" | tr '\0' "$1"; }

# ---- a small utility: A is alice's, D is bob's, nina has no building ------------------------------------------------

new_spool 'import_bytes = 1048576' 'scan_ms = 50'
import buildings <<'CSV'
building_code,name,bill_cycle_code
A,Harbour View,MONTHLY
D,Parkside,MONTHLY
CSV
import agents <<'CSV'
agent,name,role,buildings
alice,Alice Marsh,BILLING,A
bob,Bob Tran,BILLING,D
amir,Amir Haddad,AGENT,A
nina,Nina Roth,BILLING,
CSV
import price-plans <<'CSV'
price_plan_code,sched_type,price,start_date,invoice_desc
FLAT,SUPPLY,1.00,2026-01-01,Daily supply
CSV
HEAD=account_number,account_name,building_code,site_identifier,price_plan_code,bill_cycle_code,invoice_delivery_class,open_date
import customers <<CSV
$HEAD,email,postal_1
1001,Ann Lee,A,S1001,FLAT,MONTHLY,EMAIL,2026-10-01,ann@example.com,1 High St
1002,Ben Roy,A,S1002,FLAT,MONTHLY,EMAIL,2026-10-01,,
4001,Dot Fry,D,S4001,FLAT,MONTHLY,EMAIL,2026-10-01,,
CSV
run transactions 'buildings = A, D' 'end_date = 2026-10-31' | request '' setup.req >/dev/null
run invoices 'buildings = A' | request '' setup-invoices.req >/dev/null
is "the utility is set up: one account of A is billed to the end of October" \
	"$(sql "SELECT group_concat(number || ' ' || date(billed_to * 86400, 'unixepoch')) FROM account WHERE billed_to NOT NULL")" \
	"1001 2026-10-31"
cp "$SPOOL"/reports/*/exceptions.csv "$DIR/exceptions.csv"
start_watcher

# ---- what is no file ------------------------------------------------------------------------------------------------

echo secret >"$DIR/secret"
strange "a link is refused, and what it points to is not read" link.req error 'this is a link' ln -s "$DIR/secret"
strange "a link to nowhere is refused" nowhere.req error 'this is a link' ln -s "$DIR/nowhere"
strange "a link to /etc/passwd is refused" passwd.csv error 'this is a link' ln -s /etc/passwd
not grep -rqs 'root:' "$SPOOL/error" "$SPOOL/archive" "$SPOOL/status" --exclude=passwd.csv
result $? "nothing of /etc/passwd is in any answer"
strange "a named pipe is refused, and nobody waits for its writer" pipe.req error 'device, pipe or socket' mkfifo
bind() { python3 -c 'import socket, sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])' "$1"; }
strange "a socket is refused" socket.req error 'device, pipe or socket' bind
device() { mknod "$1" c 1 5; }
if device "$DIR/zero" 2>/dev/null; then
	strange "a device is refused, and is not read for ever" zero.req error 'device, pipe or socket' device
else
	result 0 "a device is refused, and is not read for ever # SKIP devices cannot be made here"
fi
hard_link() { ln "$DIR/secret" "$1"; }
strange "a second name of a file elsewhere is refused" hard.req error 'a second name elsewhere' hard_link
strange "a folder is left where it is, and said so" folder.req stays 'this is a folder; only files are taken here' mkdir
run transactions 'buildings = A' 'end_date = 2026-10-31' >"$SPOOL/requests/alice/folder.req/inside.req"
good_request; ok "what lies in that folder is not run" test -e "$SPOOL/requests/alice/folder.req/inside.req"

# ---- names ----------------------------------------------------------------------------------------------------------

good_text() { run transactions 'buildings = A' 'end_date = 2026-10-31'; }
copy_good() { good_text >"$1"; }
safe_name=a._b.req; strange "a name with two dots is refused" a..b.req error 'two dots in a row' copy_good
safe_name=line_break.req; strange "a name with a line break is refused" 'line
break.req' error 'a line break or control character' copy_good
safe_name=caf_.req; strange "a name that is not UTF-8 is refused" \
	"$(printf 'caf\351.req')" error 'an encoding that is not known' copy_good
long=$(repeat n 251)
safe_name=$(repeat n 180)_$(repeat n 12).req
strange "a name of 255 bytes is refused" "$long.req" error 'its name is too long' copy_good
strange "a name that ends in a dot is left where it is, and said so" \
	oct.req. stays 'names that end in \.req or \.csv' copy_good
strange "a name that ends in a blank is left where it is, and said so" \
	'oct.req ' stays 'names that end in \.req or \.csv' copy_good
good_text >"$NEW"
bad "a .txt in a door is left where it is, and said so" alice notes.txt stays 'names that end in \.req or \.csv'
good_text >"$NEW"
bad "a .req.txt of Notepad is left where it is, and says how to rename it" \
	alice oct.req.txt stays 'added .txt .* rename'
good_text >"$NEW"
bad "an .xlsx is left where it is, and says how to save it" imports/customers list.xlsx stays 'Save As, "CSV UTF-8"'
rm -f "$SPOOL/imports/customers/list.xlsx"
good_text >"$NEW"; fine "a name that begins with a dash is a name" alice -rf.req '^Finished'
good_text >"$NEW"; fine "a name that Windows reserves is a name" alice CON.req '^Finished'
good_text >"$NEW"; alone "Office's owner file is left alone" '~$oct.req'
good_text >"$NEW"; alone "a .tmp is left alone" oct.tmp
good_text >"$NEW"; alone "a hidden file is left alone" ..oct.req

# ---- bytes ----------------------------------------------------------------------------------------------------------

printf '' >"$NEW"; bad "an empty request is refused" alice empty.req error 'the file is empty'
printf '[run]\ntype = transactions\000\n' >"$NEW"
bad "a NUL in a request is refused" alice nul.req error 'byte 26 of 27 is empty \(NUL\)'
{ good_text; zeros 4096; } >"$NEW"
bad "half a copy, padded with NULs, is an incomplete upload" alice half.req error 'incomplete upload.*copy'
good_text | iconv -t UTF-16LE >"$NEW"
bad "UTF-16 without a mark is refused" alice wide.req error 'UTF-16 without a byte order mark; save it as UTF-8'
{ printf '\377\376'; good_text | iconv -t UTF-16LE; } >"$NEW"
fine "UTF-16 with its mark, as Notepad saves it, is right" alice wide2.req '^Finished'
{ printf '\357\273\277'; good_text | sed 's/$/\r/'; } >"$NEW"; fine "a BOM and CRLF are right" alice bom.req '^Finished'
{ good_text; repeat ';' 66560; } >"$NEW"
bad "a request of 65 KiB is refused" alice large.req error 'has 666[0-9]{2} bytes, and 65536 is the limit'
head -c 600 /bin/sh >"$NEW"
bad "a program under the name of a request is refused" alice program.req error 'NUL|not understood'

# ---- what requests say ----------------------------------------------------------------------------------------------

printf '; nothing but a remark\n# and another\n' >"$NEW"
bad "remarks alone are no request" alice remarks.req error 'does not say its type.*type = '
printf 'please run building A, thanks\n' >"$NEW"
bad "prose is refused with its line" alice prose.req error 'line 1, "please run building A.*name = value'
run transactions 'buildings = A' 'end_date = 2026-10-31' 'biuldings = D' >"$NEW"
bad "an unknown key is named with its line, and the known ones are listed" \
	alice key.req error 'line 5: "biuldings" .*spelling.*buildings'
run explode 'buildings = A' >"$NEW"
bad "an unknown type is refused, and the known ones are listed" \
	alice type.req error 'line 2: type = explode .*transactions, preview'
run transactions 'buildings = A' 'buildings = D' 'end_date = 2026-10-31' >"$NEW"
bad "a key twice is refused with both lines" alice twice.req error 'line 4: buildings stands on line 3 already'
printf '[job]\ntype = transactions\nbuildings = A\n' >"$NEW"
bad "an unknown section is refused" alice section.req error 'line 2: there is no section \[job\].*\[run\]'
run transactions 'end_date = 2026-10-31' >"$NEW"
bad "a mandatory key that is missing is named" alice missing.req error 'needs a line `buildings = '
run transactions 'buildings = A' >"$NEW"
bad "transactions without an end date are refused" alice noend.req error 'needs a line `end_date = '
run transactions 'buildings = A' 'end_date = 2026-10-31' 'rebill = yes' >"$NEW"
bad "a key of another type is refused" \
	alice foreignkey.req error 'line 5: a request of type transactions has no use for rebill'
run transactions 'buildings = Z' 'end_date = 2026-10-31' >"$NEW"
bad "an unknown building is refused" alice z.req error 'there is no building Z here'
run transactions 'buildings = A, D' 'end_date = 2026-10-31' >"$NEW"
bad "another's building is refused, and whose it is said" \
	alice foreign.req error "building D is not one of Alice Marsh's; ask bob"
run transactions 'buildings = *' 'end_date = 2026-10-31' >"$NEW"
bad "* of an agent without buildings is refused" nina star.req error 'Nina Roth has no buildings'
run transactions 'buildings = ../A' 'end_date = 2026-10-31' >"$NEW"
bad "a building that is a path is refused" alice path.req error 'line 3: buildings = \.\./A .*building codes'
run transactions 'buildings = A' 'end_date = 2026-11-03' >"$NEW"
bad "an end date in the future is refused, with the last day" \
	alice future.req error '2026-11-03 lies in the future.*2026-11-02'
run transactions 'buildings = A' 'end_date = 31/02/2026' >"$NEW"
bad "31 February is refused" alice feb.req error 'line 4: end_date = 31/02/2026 is not possible; write a date such as'
run transactions 'buildings = A' 'end_date = 31/10/26' >"$NEW"
bad "a year of two digits is refused" alice year.req error 'line 4: end_date = 31/10/26'
run transactions 'buildings = A' 'end_date = 2026-09-30' >"$NEW"
bad "an end date before what is billed is refused, with that day" \
	alice before.req error '2026-09-30 is too early.*building A .*2026-10-31 already'
run transactions 'buildings = *' 'end_date = 2026-09-30' >"$NEW"
bad "* is refused for that where nothing is left at all" alice beforestar.req error '2026-09-30 is too early'
run daily 'buildings = A' 'end_date = 2026-10-30' >"$NEW"
bad "DAILY is refused for that, too" alice beforedaily.req error '2026-10-30 is too early'
run approve 'account = 1002' >"$NEW"
bad "an approval without a reason is refused" alice noreason.req error 'needs a line `reason = '
run approve 'reason = ok' >"$NEW"
bad "an approval that names nothing is refused" alice nothing.req error 'say which exceptions'
run approve 'account = 1002' 'code = BILL_HIGH' 'reason = ok' >"$NEW"
bad "an approval that fits nothing is refused" alice nofit.req error 'no exception fits'
run approve 'account = 1002' 'reason = ok' >"$NEW"
bad "approving needs its role" amir role.req error 'Amir Haddad has the role AGENT.*needs the role BILLING'
run approve 'account = 4001' 'reason = ok' >"$NEW"
bad "another's exception is refused" alice theirs.req error 'account 4001 belongs to building D.*ask bob'
run invoices 'buildings = A' 'approve = abc123' >"$NEW"
bad "a hash that is cut is refused" alice cut.req error 'line 4: approve = abc123 .*64 digits'
run invoices 'buildings = A' "approve = $(repeat a 64)" >"$NEW"
bad "a hash of no preview is refused" alice nohash.req error 'no preview has the hash aaaa.*copy it whole'
run email 'message = 1' 'decision = PERHAPS' >"$NEW"
bad "an unknown decision is refused" alice perhaps.req error 'line 4: decision = PERHAPS .*SEND, HOLD, DO_NOT_SEND, RESEND or DELIVERED'
run email 'message = 1' 'decision = SEND' >"$NEW"
bad "releasing emails needs its role" alice send.req error 'needs the role MANAGER'
run posted 'run = 20261102-0099' >"$NEW"
bad "posting a run that is not there is refused" \
	alice posted.req error 'run 20261102-0099 has no such invoice.*manifest.csv'
run reverse 'invoice = INV-9999999' 'reason = wrong' >"$NEW"
bad "reversing an invoice that is not there is refused" alice reverse.req error 'there is no invoice INV-9999999'
run cancel 'request = nobody.req' >"$NEW"
bad "withdrawing what is not queued is refused" alice cancel.req error 'nobody.req is not in your queue'
run transactions 'buildings = A' 'end_date = 2026-10-31' >"$NEW"
bad "a door of nobody's is refused" zoe zoe.req error 'nobody called zoe is known here.*ask the operator'
run transactions 'buildings = A' 'end_date = 2026-10-31' "note = $(printf 'a\033[31mb')" >"$NEW"
bad "a control character in a note is refused" alice escape.req error 'line 5: note = '

# ---- sheets of decisions --------------------------------------------------------------------------------------------

# sheet ACCOUNT DECISION REASON: that account's blocking row of exceptions.csv, decided.
sheet() {
	python3 - "$DIR/exceptions.csv" "$@" <<'PY'
import csv, sys
rows = list(csv.DictReader(open(sys.argv[1], encoding="utf-8-sig", newline="")))
out = csv.DictWriter(sys.stdout, rows[0].keys())
out.writeheader()
for row in rows:
    if row["account_number"] == sys.argv[2] and row["severity"] == "BLOCKING":
        row["decision"], row["reason"] = sys.argv[3:5]
        out.writerow(row)
PY
}
sheet 1002 '' '' >"$NEW"
bad "a sheet without any decision is refused" \
	alice nodecision.csv error 'no row has a decision; fill in the column decision'
sheet 1002 MAYBE ok >"$NEW"
bad "an unknown word in a sheet is refused with its line" \
	alice word.csv error 'line 2: decision is "MAYBE"; write APPROVE or HOLD'
sheet 1002 APPROVE '' >"$NEW"
bad "an approval in a sheet needs a reason" alice why.csv error 'line 2: an approval needs a word why'
sheet 1002 APPROVE ok | sed 's/[0-9a-f]\{32\}/00000000000000000000000000000000/' >"$NEW"
bad "a row whose facts are no longer so is refused" \
	alice stale.csv error 'line 2: account 1002 has no exception .* any more'
sheet 4001 APPROVE ok >"$NEW"
bad "another's row is refused" alice theirs.csv error 'account 4001 belongs to building D'
sheet 1002 APPROVE ok >"$NEW"
bad "a sheet of one without the role is refused" amir role.csv error 'needs the role BILLING'
printf 'account_number,code\n1002,BILL_HIGH\n' >"$NEW"
bad "a list without the column decision is refused" alice plain.csv error 'no column called decision'
printf '%s\n1003,New,A,S1,FLAT,MONTHLY,POST,2026-10-01\n' "$HEAD" >"$NEW"
bad "data in a door for requests is sent to imports/" \
	alice data.csv error 'file of data belongs into a folder under imports/'
printf 'message,decision\nfirst,HOLD\n' >"$NEW"
bad "a message that is no number is refused" operator number.csv error 'line 2: "first" is not a message number'
printf 'message,decision\n99,HOLD\n' >"$NEW"
bad "an unknown message is refused" operator unknown.csv error 'line 2: there is no message 99'

# ---- imports: the whole file ----------------------------------------------------------------------------------------

C=imports/customers
ROW='A,S1009,FLAT,MONTHLY,POST,2026-10-01'
printf '' >"$NEW"; bad "an empty import is refused" $C c0.csv error 'the file is empty.*'
repeat , 104857600 >"$NEW"
bad "100 MB of commas are refused without being read" \
	$C commas.csv error 'has 104857600 bytes, and 1048576 is the limit'
repeat , 1000000 >"$NEW"; bad "a megabyte of commas is refused" $C commas1.csv error 'line 1 has more than 500 columns'
seq -s , 10000 >"$NEW"; bad "10,000 columns are refused" $C wide.csv error 'line 1 has more than 500 columns'
printf '%s\n1009,"Ann,%s\n1010,Ben,%s\n' "$HEAD" "$ROW" "$ROW" >"$NEW"
bad "an unclosed quote is refused with its line" $C open.csv error 'line 2: .*quote.*never closed'
printf '%s\n1009,3" pipe,%s\n' "$HEAD" "$ROW" >"$NEW"
bad "a stray quote is refused with its line" $C stray.csv error 'line 2: a quote .* inside a value'
printf '%s,email,email\n1009,Ann,%s,,\n' "$HEAD" "$ROW" >"$NEW"
bad "a column twice is refused" $C column2.csv error 'has the column email twice \(columns 9 and 10\)'
printf '%s\n1009,Ann,A\n' 'account_number,account_name,building_code' >"$NEW"
bad "mandatory columns that are missing are named" \
	$C columns.csv error 'columns site_identifier, .* are missing.*and has: account_number'
printf 'site_identifier,meter_code,meter_register\nS1,M,1\n' >"$NEW"
bad "another interface's file is refused" $C meters.csv error 'columns account_number, .* are missing'
{ printf 'PK\003\004'; zeros 500; } >"$NEW"
bad "a workbook that was only renamed is refused, and says how to save it" \
	$C book.csv error 'an Excel workbook.*Save As, "CSV UTF-8"'
{ printf '%s\n1009,Ann,%s\n' "$HEAD" "$ROW"; zeros 512; } >"$NEW"
bad "an import padded with NULs is an incomplete upload" $C half.csv error 'incomplete upload'
printf '%s\n1009,Ann,%s\n' "$HEAD" "$ROW" | iconv -t UTF-16BE >"$NEW"
bad "alternating NULs are UTF-16 without its mark" $C wide16.csv error 'UTF-16 without a byte order mark'
printf '%s\n1009,Ren\201,%s\n' "$HEAD" "$ROW" >"$NEW"
bad "a byte that Windows-1252 does not have is named" $C cp.csv error 'line 2: byte 0x81'
printf '%s\n1009,"%s",%s\n' "$HEAD" "$(repeat x 70000)" "$ROW" >"$NEW"
bad "a field of 70,000 bytes is refused" $C field.csv error 'line 2: a value is longer than 65536 bytes'

# ---- imports: rows --------------------------------------------------------------------------------------------------

row() { printf '%s,email\n%s\n' "$HEAD" "$1"; }
row "1.23457E+15,Ann,$ROW," >"$NEW"
bad "a number that Excel has rounded away is given back with that word" $C e15.csv archive 'damaged by Excel'
row "1009,Ann,A,S1009,FLAT,MONTHLY,POST,46296," >"$NEW"
bad "a date that Excel has made a number is given back with its day" $C serial.csv archive 'how Excel stores 2026-10-01'
row "1009,Ann,A,S1009,FLAT,MONTHLY,POST,31/02/2026," >"$NEW"
bad "a day that is not in the calendar is given back" $C day.csv archive '31/02/2026.* is not a date'
row "1009,Ann,Z,S1009,FLAT,MONTHLY,POST,2026-10-01," >"$NEW"
bad "a row of an unknown building is given back" $C where.csv archive 'building_code,Z,'
row "1009,Ann,A,S1009,FLAT,FORTNIGHTLY,POST,2026-10-01," >"$NEW"
bad "a word that is none of the known is given back with them" $C cycle.csv archive 'FORTNIGHTLY.*WEEKLY, MONTHLY'
row "1009,Ann,$ROW,\"ann@example.com
Bcc: all@example.com\"" >"$NEW"
bad "an address with a line break is given back" $C bcc.csv archive 'is not an email address'
row "1009,Ann,$ROW,ann@example.com>RCPT TO:<x@example.com" >"$NEW"
bad "an address that would end its envelope is given back" $C rcpt.csv archive 'is not an email address'
row "1009,\"Ann
Lee\",$ROW," >"$NEW"
bad "a line break in a name is given back" $C break.csv archive 'line break or another control character'
row "1009,Ann$(printf '\007'),$ROW," >"$NEW"
bad "a control character is given back" $C bell.csv archive 'control character'
row "1009,$(repeat x 5000),$ROW," >"$NEW"
bad "a name of 5,000 bytes is given back" $C longname.csv archive 'is too long; at most 200 bytes'
row "../../etc,Ann,$ROW," >"$NEW"
bad "an account number that is a path is given back" $C path.csv archive 'is not a code'
row "1009,Ann,$ROW,,surplus" >"$NEW"
bad "a row that is longer than the header is given back" $C longer.csv archive 'has 10 values and the header 9 columns'
printf '%s\n1009,Ann,A' "$HEAD" >"$NEW"
bad "a file cut in the middle of a row gives that row back" $C cut.csv archive 'ends in the middle of this row'
printf 'account_number,date,amount\n1001,2026-10-05,"1,234.50"\n' >"$NEW"
bad "a thousands separator is given back" imports/receipts grouped.csv archive 'thousands separator'
printf 'account_number;date;amount\n1001;2026-10-05;12,50\n' >"$NEW"
bad "a decimal comma is given back" imports/receipts comma.csv archive 'decimal mark'
printf '%s\n' 'account_number,adj_reason_code,adj_date,adj_amount' '7777,X,2026-10-05,5' >"$NEW"
bad "an adjustment of an unknown account is given back" imports/adjustments who.csv archive '7777'

# ---- clumsy but right -----------------------------------------------------------------------------------------------

printf '%s,favourite_colour\n1010,Cy,A,S1010,FLAT,MONTHLY,POST,2026-10-01,blue\n' "$HEAD" >"$NEW"
fine "an unknown column is ignored with a notice" \
	$C colour.csv 'column 9, "favourite_colour", is not known and was ignored'
printf '%s\n1011,Di,A,S1011,FLAT,MONTHLY,POST,2026-10-01\n%s\n1012,Ed,A,S1012,FLAT,MONTHLY,POST,2026-10-01\n' "$HEAD" "$HEAD" >"$NEW"
fine "a second header is skipped with a notice" $C pasted.csv 'line 3 repeats the header and was skipped'
printf '%s\n="00013",Flo,A,S1013,FLAT,MONTHLY,POST,2026-10-01\n' "$HEAD" >"$NEW"
fine "=\"00013\" keeps its zeros" $C zeros.csv '1 row loaded'
is "so the account has them" "$(sql "SELECT name FROM account WHERE number = '00013'")" Flo
printf '%s\n1014,Ren\351e \200,A,S1014,FLAT,MONTHLY,POST,2026-10-01\n' "$HEAD" >"$NEW"
fine "Windows-1252 is understood" $C windows.csv '1 row loaded'
is "so the name is right" "$(sql "SELECT name FROM account WHERE number = '1014'")" 'Renée €'
printf '%s\n1015,=HYPERLINK(1),A,S1015,FLAT,MONTHLY,POST,2026-10-01\n' "$HEAD" >"$NEW"
fine "a formula is flagged on its way in" \
	$C formula.csv 'account_name: "=HYPERLINK\(1\)" begins with "=", which a spreadsheet runs'
printf '%s\n1015,=HYPERLINK(1),A,S1015,FLAT,MONTHLY,POST,2026-10-01\n' "$HEAD" >"$NEW"
bad "the same file again is answered with its first name and day" \
	$C again.csv error 'already loaded as formula.csv on 2026-11-02'
good_text >"$NEW"; fine "the same request again, later, is run again" alice oct-again.req '^Finished'

# ---- copies that are under way, in a spool that waits for them --------------------------------------------------------

stop_watcher
conf 'settle_ms = 150' 'import_bytes = 536870912'
start_watcher
waiting() { has "$SPOOL/status/alice/$1.txt" '^(Waiting: a program still has|Seen, waiting)'; }

# A slow writer: one half, then a long nothing, then the other.
mkfifo "$DIR/go"
{ printf '[run]\ntype = transactions\n'; read -r go <"$DIR/go"; printf 'buildings = A\nend_date = 2026-10-31\n'; } \
	>"$SPOOL/requests/alice/slow.req" &
wait_for waiting slow.req; result $? "a file that is open in another program waits, and says so"
before=$(business)
N=$((N + 1)); printf '[run]\ntype = hold\naccount = 1002\nreason = later\n' >"$SPOOL/requests/alice/hold$N.req"
wait_for ended "$SPOOL/status/alice/hold$N.req.txt"; result $? "others do not wait for it"
ok "it is still where it was" test -e "$SPOOL/requests/alice/slow.req"
echo go >"$DIR/go"
wait_for ended "$SPOOL/status/alice/slow.req.txt"
like "closed, it is run whole" "$(status alice slow.req)" '^Finished'

# A file that grows for ever.
good_text >"$SPOOL/requests/alice/grows.req"
(while :; do echo '; more'; sleep 0.02; done >>"$SPOOL/requests/alice/grows.req") &
GROWER=$!
wait_for waiting grows.req; result $? "a file that grows for ever waits, and says so"
good_request; result $? "and keeps nobody from working"
ok "it is still where it was" test -e "$SPOOL/requests/alice/grows.req"
kill $GROWER; wait $GROWER 2>/dev/null
wait_for ended "$SPOOL/status/alice/grows.req.txt"
like "when it has stopped growing, it is run" "$(status alice grows.req)" '^Finished'

# Within the limit, 100 MB are read, and refused for what they are.
repeat , 104857600 >"$NEW"
bad "100 MB of commas within the limit are refused for their columns" $C commas2.csv error 'more than 500 columns'

stop_watcher
is "the watcher left nothing in the slot" "$(ls -A "$SPOOL/work")" lock
is "nothing has failed for a reason of our own" "$(grep -E ' (retry|trouble|fatal) ' "$DIR/log")" ''

# A request over the limit that was taken in the moment of a crash: at no moment does it get through.
conf 'settle_ms = 0' 'incomplete_seconds = 0'
long=0
for n in 1 2 3 4 5 6 7 8; do
	{ good_text; repeat ' ' 70000; } >"$SPOOL/requests/alice/long$n.req"
	strace -f -qq -o /dev/null -e trace=fsync -e inject=fsync:signal=SIGKILL:when=$n "$BIN" -s "$SPOOL" once 2>/dev/null
	once
	has "$SPOOL/status/alice/long$n.req.txt" '^Rejected: the file has .* is the limit' && long=$((long + 1))
done
is "a request over the limit is refused whenever the watcher is killed" "$long" 8
"$BIN" -s "$SPOOL" check >"$DIR/check" 2>&1; result $? "check finds nothing wrong"
done_testing
