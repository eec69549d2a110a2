#!/bin/sh
# Schedules: set by a request, dropped by the watcher as an ordinary request, once and never twice; late ones say so.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/small.sh"

# at MOMENT: the business clock stands there from now on.
at() { export BILLSPOOL_NOW="$1"; }
runs() { sql "SELECT group_concat(kind || ' ' || agent || ' ' || date(end_day * 86400, 'unixepoch'), '; ') FROM run"; }
# archived NAME: the answer beside an archived request
archived() { cat "$SPOOL"/archive/*/"$1.result.txt"; }

new_spool
small_utility
printf 'building_code,name,building_group,time_zone\nA,Harbour View,CBD,Australia/Sydney\nB,Jacaranda,CBD,Australia/Sydney\n' | import buildings
like "a schedule is set, and says when it will run and what that bills" \
	"$(ask alice s.req 'type = schedule' 'schedule = monthly' 'when = monthly on 1 at 06:00' 'group = CBD')" \
	'^Finished, schedule monthly is set; next run 2026-12-01 06:00 Australia/Sydney$'
like "and the next ones" "$(archived s.req)" '2027-02-01 06:00 Australia/Sydney, bills up to 2027-01-31'
at 2026-11-30T18:59:59
once
is "nothing runs a second too early" "$(runs)" ''
at 2026-11-30T19:00:00
once
is "at six in the morning in Sydney it runs, and bills up to the day before" "$(runs)" 'daily alice 2026-11-30'
like "its answer is where any request's is" "$(status alice monthly-20261201-0600.req)" '^Finished, 2 invoices, 1 account held'
like "and says which schedule it was" "$(archived monthly-20261201-0600.req)" 'Note: schedule monthly: due 2026-12-01 06:00 Australia/Sydney\.$'
once
is "it does not run again" "$(sql 'SELECT count(*) FROM run')" 1
at 2027-03-05T00:00:00
once
is "of three that were missed one runs, the last" "$(sql 'SELECT count(*), max(date(end_day * 86400, "unixepoch")) FROM run')" '2|2027-02-28'
like "and says that it is late" "$(archived monthly-20270301-0600.req)" \
	'due 2027-03-01 06:00 Australia/Sydney\. Late: .* 2 earlier runs were missed'

# ---- acts
like "skip: the next is left out, once" "$(ask alice k.req 'type = schedule' 'schedule = monthly' 'act = skip')" \
	'skips its run of 2027-04-01 06:00; next run 2027-05-01 06:00'
at 2027-04-10T00:00:00
once
is "it was" "$(sql 'SELECT count(*) FROM run')" 2
like "pause" "$(ask alice p.req 'type = schedule' 'schedule = monthly' 'act = pause')" 'is paused; act = resume starts it again$'
at 2027-05-10T00:00:00
once
is "a paused one does not run" "$(sql 'SELECT count(*) FROM run')" 2
like "resume: from now on, nothing is made up for" "$(ask alice r.req 'type = schedule' 'schedule = monthly' 'act = resume')" \
	'is resumed; next run 2027-06-01 06:00'
is "so nothing ran" "$(sql 'SELECT count(*) FROM run')" 2
like "run now" "$(ask alice n.req 'type = schedule' 'schedule = monthly' 'act = run')" 'runs now; next run 2027-06-01'
like "it has run at once" "$(status alice monthly-20270510-1000.req)" '^Finished'
like "up to yesterday" "$(runs)" 'daily alice 2027-05-09$'
like "end" "$(ask alice e.req 'type = schedule' 'schedule = monthly' 'act = end')" 'has ended; its buildings are free'
at 2027-06-10T00:00:00
once
is "an ended one does not run" "$(sql 'SELECT count(*) FROM run')" 3
like "nor can it be paused" "$(ask alice q.req 'type = schedule' 'schedule = monthly' 'act = pause')" 'has no schedule monthly any more'

# ---- what is refused
set_it() { who=$1; shift; ask "$who" "x$((count = count + 1)).req" 'type = schedule' "$@"; }
count=0
like "another's building" "$(set_it amir 'schedule = m' 'when = daily' 'buildings = A')" "^Rejected: building A is not one of Amir"
like "a group in which one has nothing" "$(set_it amir 'schedule = m' 'when = daily' 'group = CBD')" '^Rejected: no building of Amir'
like "a rule that is none" "$(set_it amir 'schedule = m' 'when = now and then' 'buildings = C')" '^Rejected: "now and then" is not understood'
like "a zone that is none" "$(set_it amir 'schedule = m' 'when = daily' 'buildings = C' 'time_zone = Mars/Base')" '^Rejected: .*Mars/Base'
like "no time" "$(set_it amir 'schedule = m' 'buildings = C')" '^Rejected: say when it runs'
like "no buildings" "$(set_it amir 'schedule = m' 'when = daily')" '^Rejected: say what it is for'
like "the past" "$(set_it amir 'schedule = m' 'when = RRULE:FREQ=DAILY;UNTIL=20200101' 'buildings = C' 'start = 2019-01-01')" '^Rejected: .*past'
like "one schedule bills a building" "$(set_it mia 'schedule = all' 'when = monthly on 1' 'buildings = *')" '^Finished'
like "a second one is refused, with the first one's name" "$(set_it amir 'schedule = m' 'when = weekly' 'buildings = C')" \
	'^Rejected: building C is billed by schedule all of mia \(monthly on 1\) already'
like "transactions alone may be scheduled beside it" "$(set_it amir 'schedule = m' 'when = weekly' 'buildings = C' 'task = transactions')" '^Finished'
like "another's schedule" "$(set_it amir 'schedule = all' 'act = end' 'agent = mia')" "^Rejected: schedule all is mia's, and Amir Haddad has the role AGENT: ask mia, or a manager \(mia\)$"
like "a manager may" "$(set_it mia 'schedule = m' 'act = end' 'agent = amir')" '^Finished'
like "and the operator sets one for an agent" "$(set_it '' 'schedule = all' 'act = end' 'agent = mia'
	set_it '' 'schedule = c' 'when = monthly on last day at 23:00' 'buildings = C' 'agent = amir' 'end_rule = same day')" '^Finished, schedule c is set; next run 2027-06-30 23:00 UTC'
at 2027-07-01T00:00:00
once
like "it runs as that agent's" "$(runs)" 'daily amir 2027-06-30$'
like "late, by an hour" "$(archived c-20270630-2300.req)" 'Late'
printf 'agent,buildings\namir,D\n' | import agents
at 2027-08-01T00:00:00
once
like "when the agent has lost the building, the request is refused like any other" "$(status amir c-20270731-2300.req)" \
	"^Rejected: building C is not one of Amir Haddad's"

# ---- one of two buildings was billed by hand, beyond the end
set_it '' 'schedule = c' 'act = end' 'agent = amir' >/dev/null
set_it alice 'schedule = two' 'when = monthly on 20' 'buildings = A, B' 'end_rule = last month' >/dev/null
printf '[run]\ntype = daily\nbuildings = A\nend_date = 2027-09-10\n' >"$DIR/hand.req"
at 2027-09-10T01:00:00
mv "$DIR/hand.req" "$SPOOL/requests/alice/hand.req"
once
like "the other is billed all the same" "$(at 2027-09-20T06:00:00; once; status alice two-20270920-0600.req)" '^Finished, 1 invoice'

# ---- six in the morning in Sydney is yesterday here, and nobody bills a day that has not begun here
at 2027-09-21T09:00:00
like "the answer says up to when it bills, by the machine's day" "$(set_it bob 'schedule = early' 'when = monthly on 25 at 06:00' 'buildings = D' \
	'time_zone = Australia/Sydney' 'end_rule = same day' >/dev/null; cat "$(ls -t "$SPOOL"/archive/*/x*.result.txt | head -1)")" \
	'2027-09-25 06:00 Australia/Sydney, bills up to 2027-09-24'
like "so does the list" "$("$BIN" -s "$SPOOL" schedule next 5d)" 'bob/early: daily of D up to 2027-09-24'
at 2027-09-24T20:00:00
once
is "and it does so" "$(sql "SELECT date(end_day * 86400, 'unixepoch') FROM run WHERE agent = 'bob'")" 2027-09-24
quiet "$BIN" -s "$SPOOL" check
is "all is as it should be" $? 0

# ---- the machine in the way: a file that cannot be read for a moment is no reason to pause a schedule, or to run it on a holiday
new_spool
small_utility
at 2026-11-02T09:00:00
echo '2026-12-01 Founders' >"$SPOOL/holidays.txt"
quiet ask alice s.req 'type = schedule' 'schedule = m' 'when = monthly on 1 at 06:00' 'time_zone = Australia/Sydney' 'buildings = A' 'shift = next'
next() { sql "SELECT state || ' ' || next_text FROM schedule"; }
is "a schedule that a holiday shifts" "$(next)" 'ACTIVE 2026-12-02 06:00 Australia/Sydney'
at 2026-12-01T19:00:00
# without PATH: once, while PATH, as the program opens it, cannot be opened because of the disk.
without() { strace -f -qq -o "$DIR/strace" -P "$1" -e inject=openat,openat2:error=EIO "$BIN" -s "$SPOOL" once >"$DIR/out" 2>&1; }
without /usr/share/zoneinfo/Australia/Sydney
like "without its time zone it is put off" "$(cat "$DIR/out")" 'schedule-waits .*Australia/Sydney cannot be read'
is "and stays as it was" "$(next)" 'ACTIVE 2026-12-02 06:00 Australia/Sydney'
without holidays.txt
like "without the holidays, too" "$(cat "$DIR/out")" 'holidays-not-read .*holidays.txt'
is "and stays as it was, too" "$(next)" 'ACTIVE 2026-12-02 06:00 Australia/Sydney'
is "nothing has run" "$(runs)" ''
head -c 1100000 /dev/zero | tr '\0' '#' >"$SPOOL/holidays.txt"
once
is "nor with a list that is too large" "$(runs)" ''
like "which is logged" "$(tail -n 5 "$DIR/log")" 'holidays-not-read .*holidays.txt is larger than 1048576 bytes'
echo 'Founders Day' >"$SPOOL/holidays.txt"
once
is "nor with one that has a mistake" "$(runs)" ''
echo '2026-12-01 Founders' >"$SPOOL/holidays.txt"
once
is "then it runs" "$(runs)" 'daily alice 2026-11-30'
done_testing
