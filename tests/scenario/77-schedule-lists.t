#!/bin/sh
# What schedules show: the calendar file, the lists, the dashboard; schedules from CSV; holidays; and whose file a scheduled request is.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/small.sh"
at() { export BILLSPOOL_NOW="$1"; }
# Debian's python3: the one that its python3-icalendar is for.
events() { /usr/bin/python3 "$(dirname "$0")/ics.py" "$SPOOL/status/schedule.ics" >"$DIR/events" && cat "$DIR/events"; }
names() { sql "SELECT group_concat(name, ' ') FROM (SELECT name FROM schedule_drop ORDER BY due_at, name)"; }

new_spool
small_utility
is "without schedules there is an empty calendar" "$(events; echo $?)" 0
is "and the list says so" "$("$BIN" -s "$SPOOL" schedule list)" 'There are no schedules. requests/forms/ has a form for one.'

# ---- from CSV
import schedules <<-END
	agent,schedule,when,buildings,task,time_zone,shift,end_rule
	alice,month,monthly on 31 at 18:00,A;B,daily,Australia/Sydney,none,same day
	bob,fort,every 2 weeks on Mon at 06:30,D,transactions,Europe/Berlin,,
	amir,m,monthly on 1,A,daily,UTC,,
	amir,m,sometimes,C,daily,UTC,,
	amir,m,daily,C,daily,Mars/Base,,
	zoe,m,daily,C,daily,UTC,,
	mia,all,monthly on 1,*,daily,UTC,,
	amir,m,daily,,daily,UTC,,
END
is "two schedules are loaded" "$(sql "SELECT group_concat(agent || '/' || name, ' ') FROM schedule")" 'alice/month bob/fort'
errors=$(cut -d, -f2,9- "$SPOOL/error/schedules.errors.csv" | tr -d '\r')
like "refused: another's building" "$errors" "building .*A.* is not one of Amir Haddad's"
like "a rule that is none" "$errors" 'sometimes.* is not understood'
like "a zone that is none" "$errors" 'Mars/Base'
like "an agent that is none" "$errors" 'zoe.* is not known'
like "a building that is billed already" "$errors" 'building A is billed by schedule month of alice .monthly on 31 at 18:00. already'
like "no buildings" "$errors" 'say what it is for'

# ---- the calendar, seen by an independent reader
is "31 is the last day of each month, and daylight saving moves its UTC" "$(events | grep DAILY | head -7 | cut -d' ' -f1 | tr '\n' ' ')" \
	'2026-11-30T07:00Z 2026-12-31T07:00Z 2027-01-31T07:00Z 2027-02-28T07:00Z 2027-03-31T07:00Z 2027-04-30T08:00Z 2027-05-31T08:00Z '
is "every second Monday, in Berlin" "$(events | grep -v DAILY | head -3 | cut -d' ' -f1 | tr '\n' ' ')" \
	'2026-11-16T05:30Z 2026-11-30T05:30Z 2026-12-14T05:30Z '
like "an event says what is run" "$(events | head -2 | tail -1)" '2026-11-30T05:30Z Transactions: D$'

# ---- lists
is "what runs next, in its own zone" "$("$BIN" -s "$SPOOL" schedule next 28d)" "2026-11-16 06:30 Europe/Berlin  bob/fort: transactions of D up to 2026-11-15
2026-11-30 06:30 Europe/Berlin  bob/fort: transactions of D up to 2026-11-29
2026-11-30 18:00 Australia/Sydney  alice/month: daily of A, B up to 2026-11-30"
is "the same for programs" "$("$BIN" -s "$SPOOL" schedule next 90 --json | python3 -c 'import json, sys
l = json.load(sys.stdin); print(len(l), l[2]["at"], l[2]["local"], l[2]["time_zone"], l[2]["end_date"])')" \
	'9 2026-11-30T07:00:00Z 2026-11-30 18:00 Australia/Sydney 2026-11-30'
is "days that are none are refused" "$("$BIN" -s "$SPOOL" schedule next 0d 2>/dev/null; echo $?)" 2
at 2026-12-01T00:00:00
once
is "what has run says when" "$("$BIN" -s "$SPOOL" schedule list --json | python3 -c 'import json, sys
for s in json.load(sys.stdin): print(s["agent"], s["next"], s["last_local"], s["last_request"])')" \
	"alice 2026-12-31T07:00:00Z 2026-11-30 18:00 Australia/Sydney, late month-20261130-1800.req
bob 2026-12-14T05:30:00Z 2026-11-30 06:30 Europe/Berlin, late fort-20261130-0630.req"
like "a line each for people" "$("$BIN" -s "$SPOOL" schedule list | head -1)" \
	'^alice/month: daily of A, B, monthly on 31 at 18:00 \(Australia/Sydney\); next 2026-12-31 18:00 Australia/Sydney; last 2026-11-30 18:00 .* late$'
like "the dashboard has it" "$(tr -d '\n' <"$SPOOL/status/index.html")" \
	'"schedules": ?\[\{"name": ?"fort", ?"what": ?"transactions", ?"buildings": ?"D".*"status": ?"Finished, 2 invoices, 1 account held'

# ---- holidays: a Thursday and a Friday before a weekend
printf '2026-12-24 Christmas Eve\n2026-12-25 # Christmas\n' >"$SPOOL/holidays.txt"
like "a run moves to the next business day, and bills what it would have" "$(ask amir h.req 'type = schedule' 'schedule = x' 'buildings = C' \
	'when = monthly on 24 at 09:00' 'shift = next')" 'next run 2026-12-28 09:00 UTC$'
like "as if it had not moved" "$(cat "$SPOOL"/archive/*/h.req.result.txt)" '2026-12-28 09:00 UTC, bills up to 2026-12-23'
like "or to the one before" "$(ask amir i.req 'type = schedule' 'schedule = x' 'buildings = C' 'when = monthly on 25 at 09:00' \
	'shift = previous' 'end_rule = same day')" 'next run 2026-12-23 09:00 UTC$'
at 2026-12-23T09:00:00
once
is "never up to a day that has not come" "$(sql "SELECT date(end_day * 86400, 'unixepoch') FROM run WHERE agent = 'amir'")" 2026-12-23
rm "$SPOOL/holidays.txt"
at 2026-12-26T00:00:00
once
is "a list of holidays that changes repeats nothing" "$(sql "SELECT count(*) FROM run WHERE agent = 'amir'")" 1
echo 'Christmas' >"$SPOOL/holidays.txt"
like "a mistake in it is refused where it is used" "$(ask amir j.req 'type = schedule' 'schedule = x' 'act = skip')" \
	'^Rejected: holidays.txt: line 1: "Christmas" is not a date'
at 2027-01-01T00:00:00
once
like "but does not stop what runs" "$(names)" 'month-20261231-1800.req'
rm "$SPOOL/holidays.txt"

# ---- whose request it is, when the file's owner says who asks
conf 'identity = owner'
at 2027-01-12T00:00:00
once
like "what the scheduler drops is its schedule's owner's" "$(status bob fort-20270111-0630.req)" '^Finished'
cp "$SPOOL"/archive/2027-01/fort-20270111-0630.req "$SPOOL/requests/bob/copy.req"
once
like "a copy of it under another name is not" "$(status bob copy.req)" '^Rejected'

# ---- a life that ends between deciding and dropping: the file is a debt
conf 'identity = folder'
at 2027-01-26T00:00:00
strace -f -qq -o /dev/null -P "$SPOOL/requests/bob" -e trace=renameat2,renameat,rename -e inject=renameat2,renameat,rename:signal=KILL:when=1 \
	"$BIN" -s "$SPOOL" once 2>/dev/null
is "killed before the file is there" "$(sql "SELECT name || ' ' || owed FROM schedule_drop WHERE name LIKE 'fort-20270125%'")" 'fort-20270125-0630.req 1'
at 2027-01-26T12:00:00
once
like "it is done, once, though no longer due" "$(status bob fort-20270125-0630.req)" '^Finished'
is "and nothing is owed" "$(sql 'SELECT sum(owed), count(*) FROM schedule_drop WHERE name LIKE "fort-20270125%"')" '0|1'
is "the building of a paused schedule is not free" "$(ask alice pause.req 'type = schedule' 'schedule = month' 'act = pause' |
	cut -d';' -f1; ask mia all.req 'type = schedule' 'schedule = all' 'when = daily' 'buildings = *' | grep -o 'month of alice (.*paused)')" \
	'Finished, schedule month is paused
month of alice (monthly on 31 at 18:00, paused)'

# ---- a run out of turn in the very minute of one that is due, both waiting in the same door
ask amir y.req 'type = schedule' 'schedule = x' 'buildings = C' 'when = daily at 07:00' >/dev/null
at 2027-01-27T07:00:00
ask amir z.req 'type = schedule' 'schedule = x' 'act = run' >/dev/null
is "neither takes the other's place" "$(sql "SELECT group_concat(j.name || ' ' || substr(j.status_line, 1, 8), '; ') FROM
	(SELECT * FROM job WHERE name LIKE 'x-20270127%' ORDER BY name DESC) j")" 'x-20270127-0700.req Finished; x-20270127-0700 (2).req Finished'
ask amir y2.req 'type = schedule' 'schedule = x' 'buildings = C' 'when = monthly on 20' >/dev/null

# ---- a building that joins a group later
printf 'building_code,name,building_group\nD,Parkside,SOUTH\n' | import buildings
ask mia g.req 'type = schedule' 'schedule = g' 'when = monthly on 15 at 00:30' 'group = SOUTH' >/dev/null
printf 'building_code,name,building_group\nA,Harbour View,SOUTH\nC,Ironbark,SOUTH\n' | import buildings
at 2027-02-15T01:00:00
once
is "is billed with it, unless another schedule bills it" "$(sql "SELECT group_concat(b.code) FROM run_building r JOIN building b
	ON b.id = r.building_id WHERE r.run_id = '$(sql "SELECT run_id FROM job WHERE name = 'g-20270215-0030.req'")'")" D
like "and the answer says which" "$(cat "$SPOOL"/archive/2027-02/g-20270215-0030.req.result.txt)" \
	'Left out: building A, which schedule month of alice .* bills\. Left out: building C, which schedule x of amir .* bills\.'
quiet "$BIN" -s "$SPOOL" check
is "all is as it should be" $? 0
done_testing
