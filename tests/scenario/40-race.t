#!/bin/sh
# Four watchers on one spool, 200 requests of five agents at once, some of them twice: each is done once, one at a time, in the
# order of arrival at their door, and agents in turn; watchers that are told to go, or die in the middle of a run, are followed by another.
#
# All watchers append to one log, each event by one write: its lines stand in the order in which things happened.
. "$(dirname "$0")/lib.sh"

AGENTS='alice bob mia zoe ivo'
LOG=$DIR/log

# What an agent asks for, the n-th time: sets of buildings that overlap those of others.
buildings() {
	case $1 in
	alice) set -- "$2" A B C 'A, B' 'B, C' 'A, B, C' ;;
	bob) set -- "$2" D E F 'E, D' 'F, D' '*' ;;
	mia) set -- "$2" 'A, F' 'B, E' 'C, D' 'A, D, F' C E ;;
	zoe) set -- "$2" E F 'E, F' '*' F E ;;
	ivo) set -- "$2" 'A, D' A D '*' 'D, A' A ;;
	esac
	shift $(($1 % 6 + 1)); echo "$1"
}
# write DOOR-FOLDER AGENT N
write() {
	printf '[run]\ntype = transactions\nbuildings = %s\nend_date = 2026-10-31\nnote = %s\n' "$(buildings "$2" "$3")" "$3" > "$1"
}
events() { grep -cE "^[^ ]+ $1 " "$LOG"; }
finished() { [ "$(events finished)" -ge "$1" ]; }
watcher() { "$BIN" -s "$SPOOL" watch 2>>"$LOG" & WATCHERS="${WATCHERS:-} $!"; }
# kill_watcher SIGNAL PID: if it is still one of ours, so that no other process is hit that has got its number.
kill_watcher() { tr '\0' ' ' < "/proc/$2/cmdline" 2>/dev/null | grep -qF -- "-s $SPOOL watch" && kill "$1" "$2" 2>/dev/null; }
# The watcher that holds the slot's lock.
holder() {
	for pid in $WATCHERS; do
		! grep -q '^lock:.*FLOCK' "/proc/$pid/fdinfo/"* 2>/dev/null || echo "$pid"
	done
}
# Nothing is claimed while we hold the slot's lock ourselves.
hold() { exec 9>>"$SPOOL/work/lock"; flock 9; }
release() { exec 9>&-; }
# await COMMAND...: without this there is no sense in going on.
await() { wait_for "$@" || { result 1 "it comes to pass: $*"; done_testing; }; }
# claims EVENT: their ids, in the order of the log.
claims() { sed -nE "s/^[^ ]+ $1 .*claim=([0-9-]+).*/\1/p" "$LOG"; }

new_spool 'scan_ms = 100'
load_demo
import agents <<-END
	agent,name,email,role,buildings
	alice,Alice Marsh,alice@example.com,BILLING,A;B;C
	bob,Bob Tran,bob@example.com,BILLING,D;E;F
	mia,Mia Lindqvist,mia@example.com,MANAGER,*
	zoe,Zoe Adler,zoe@example.com,AGENT,E;F
	ivo,Ivo Petrov,ivo@example.com,BILLING,A;D
END
: > "$LOG"
sql 'SELECT count(*) FROM job' > "$DIR/jobs-before"
for _ in 1 2 3 4; do watcher; done

# ---- 200 requests at once: 30 of each agent's 40 are distinct ----------------------------------------------------
hold
for agent in $AGENTS; do
	mkdir "$DIR/$agent"
	n=0
	while [ $n -lt 40 ]; do
		name=$(printf 'r%02d.req' $n)
		# Each fourth is the one before it again, under another name.
		[ $((n % 4)) = 3 ] || last=$n
		write "$DIR/$agent/$name" "$agent" "$last"
		n=$((n + 1))
	done
done
# Each agent drops from a process of its own: most by rename, each fourth by copying.
droppers=
for agent in $AGENTS; do
	(
		for file in "$DIR/$agent"/*.req; do
			case $file in
			*3.req | *7.req) cp "$file" "$SPOOL/requests/$agent/" ;;
			*) mv "$file" "$SPOOL/requests/$agent/" ;;
			esac
		done
	) &
	droppers="$droppers $!"
done
# shellcheck disable=SC2086 # a list
wait $droppers
release

# The one that works is told to go, three times: each finishes what it has in hand, and another carries on.
for share in 50 100 150; do
	await finished $share
	kill_watcher -TERM "$(holder)"
done
await finished 200

is "all doors are empty" "$(find "$SPOOL/requests" -type f ! -path "*/requests/forms/*" | wc -l)" 0
is "each of the 200 has one row in the job table" \
	"$(sql "SELECT count(*), count(DISTINCT door || name), sum(state = 'COMMITTED'), sum(refused) FROM job WHERE folder LIKE 'requests/%'")" '200|200|200|0'
is "each of the 200 is claimed once" "$(claims claimed | sort | uniq -c | awk '{ print $1 }' | sort | uniq -c | tr -s ' ')" ' 200 1'
is "each of the 200 is finished once" "$(claims finished | sort | uniq -c | awk '{ print $1 }' | sort | uniq -c | tr -s ' ')" ' 200 1'
is "the 150 that are distinct are run, once each" "$(claims started | sort | uniq -c | awk '{ print $1 }' | sort | uniq -c | tr -s ' ')" ' 150 1'
is "there is one run for each of the 150" "$(sql 'SELECT count(*), count(DISTINCT claim_id) FROM run')" '150|150'
is "no run is a duplicate's" \
	"$(sql "SELECT count(*) FROM run r JOIN job j USING (claim_id) WHERE CAST(substr(j.name, 2, 2) AS INT) % 4 = 3")" 0

# A duplicate has the answer of the one before it, by name.
wrong=0
for agent in $AGENTS; do
	for n in 02 06 10 14 18 22 26 30 34 38; do
		first=$(status "$agent" "r$n.req") again=$(status "$agent" "r$(printf %02d $((${n#0} + 1))).req")
		[ "$again" = "$first (as r$n.req, which is the same request)" ] || { wrong=$((wrong + 1)); echo "# $agent $n: $again"; }
	done
done
is "each duplicate is answered as the request it repeats" $wrong 0

# One at a time: between a start and its finish nothing else starts or finishes.
overlaps() {
	awk '{ claim = ""; for (i = 3; i <= NF; i++) if ($i ~ /^claim=/) claim = $i }
		$2 == "started" { if (open != "") print "started", claim, "inside", open; open = claim }
		$2 == "finished" { if (open != "" && open != claim) print "finished", claim, "inside", open; open = "" }' "$LOG"
}
is "no run begins before the one before it has ended" "$(overlaps)" ""
# Agents take turns. All 200 wait when the first is taken, so at any time those who have some left have had as many as any other, but for
# one; each of the three watchers that took over began a new round, and may have served the same ones first again.
unfair() {
	sed -nE 's|^[^ ]+ claimed folder=requests/([^ ]+) .*|\1|p' "$LOG" | head -200 | awk '
		{ had[$1]++; most = 0; least = 999
		for (a in had) { if (had[a] > most) most = had[a]; if (had[a] < 40 && had[a] < least) least = had[a] }
		if (NR > 5 && least < 999 && most - least > 4) print "after", NR, most, "and", least }'
}
is "agents take turns" "$(unfair)" ""
for agent in $AGENTS; do
	sed -nE "s|^[^ ]+ claimed folder=requests/$agent request=([^ ]+).*|\1|p" "$LOG"
done > "$DIR/order"
is "each agent's requests are taken in the order in which they were dropped" "$(cat "$DIR/order")" \
	"$(for agent in $AGENTS; do for n in $(seq -w 0 39); do echo "r$n.req"; done; done)"
is "three watchers have gone when they were told, and one is left" "$(events stopped)" 3

# ---- a watcher dies in the middle of a run -----------------------------------------------------------------------
for _ in 1 2 3; do watcher; done
# A run is short: should one be over before we come to it, there is another.
deaths=0 round=0
while [ $deaths -lt 3 ] && [ $round -lt 20 ]; do
	round=$((round + 1))
	hold
	printf '[run]\ntype = preview\nbuildings = *\nnote = %s\n' $round > "$DIR/big"
	mv "$DIR/big" "$SPOOL/requests/mia/big$round.req"
	write "$DIR/small" bob $round; mv "$DIR/small" "$SPOOL/requests/bob/small$round.req"
	release
	await grep -q " started .*request=big$round.req" "$LOG"
	victim=$(holder)
	kill_watcher -KILL "$victim"
	grep -q " finished .*request=big$round.req" "$LOG" || deaths=$((deaths + 1))
	watcher
	await grep -q " finished .*request=big$round.req" "$LOG"
	await grep -q " finished .*request=small$round.req" "$LOG"
done
is "three watchers were killed in the middle of a run" $deaths 3
ok "those who came after found what was in hand" test "$(grep -c ' recovering .*request=big' "$LOG")" -ge 3
is "each run that was cut short is there once" \
	"$(sql "SELECT count(*), count(DISTINCT claim_id) FROM run WHERE kind = 'preview'")" "$round|$round"
is "each of its inputs has one row in the job table" \
	"$(sql "SELECT count(*), sum(state = 'COMMITTED'), sum(refused) FROM job WHERE name LIKE 'big%' OR name LIKE 'small%'")" \
	"$((2 * round))|$((2 * round))|0"
# shellcheck disable=SC2012 # names are ours
is "previews/ has each of them, and no other" "$(ls -A "$SPOOL/previews" | wc -l)" "$round"

# ---- the end -----------------------------------------------------------------------------------------------------
# shellcheck disable=SC2086 # a list
kill $WATCHERS 2>/dev/null
# shellcheck disable=SC2086
wait $WATCHERS 2>/dev/null
like "check finds everything as it should be" "$("$BIN" -s "$SPOOL" check)" '^Everything is as it should be'
is "work/ is empty but for the lock" "$(ls -A "$SPOOL/work")" lock
is "nothing is left half-made" "$(find "$SPOOL" -name '.*' -not -path "$SPOOL/status/*")" ""
done_testing
