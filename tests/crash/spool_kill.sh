#!/bin/bash
# Kill spool_driver before the n-th call of each system call that changes the disk, for every n; start it again; see
# that all is as after an undisturbed run. The same with each of these calls failing, once and from there on. TAP.
#
# usage: tests/crash/spool_kill.sh [--deep | --every N]
# A minute; --deep kills the recovery at every point as well: a quarter of an hour; --every N tries only each N-th point.
set -u
cd "$(dirname "$0")/../.." || exit 2
deep=0 every=1 seen=0
case ${1:-} in
--deep) deep=1 ;;
--every) every=$2 ;;
esac
calls="openat write pwrite64 fsync fdatasync syncfs rename renameat renameat2 link linkat unlink unlinkat mkdir mkdirat ftruncate"

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
driver=bin/obj/plain/crash/spool_driver
make -s bin/obj/plain/crash/spool_driver >/dev/null || { echo "Bail out! cannot build the driver"; exit 1; }

# ---- one spool a run, copied from a template --------------------------------------------------------------------
template() { # job: make $dir/template as it is before the job
	rm -rf "$dir/template"
	"$driver" init "$dir/template" || exit 1
	case $1 in
	claim)
		printf 'small' >"$dir/template/requests/alice/oct.req"
		head -c 2000 /dev/zero >"$dir/template/imports/receipts/big.csv" ;;
	replace) "$driver" publish "$dir/template" || exit 1 ;;
	init) rm -rf "$dir/template"; mkdir "$dir/template" ;;
	esac
}
reset() { rm -rf "$dir/s"; cp -a "$dir/template" "$dir/s"; }

# ---- what must hold ---------------------------------------------------------------------------------------------
problems=""
wrong() { problems="$problems $*;"; }
contents() { # of all files whose bytes are these
	find "$dir/s" -type f -size "$1" -printf '%P\n' | sort | tr '\n' ' '
}
places() { # how many names the file oct.req has in the world of its users; its copies in work/ do not count
	find "$dir/s/requests" "$dir/s/archive" "$dir/s/error" "$dir/s/work/current.req" \( -name '*oct*.req' -o -name current.req \) \
		-type f -print 2>/dev/null | wc -l
}
during() { # after the accident, before recovery
	case $1 in
	claim)
		# In the slot the input has a name until it is unlinked, which is after its copy has one in the archive.
		[ -e "$dir/s/requests/alice/oct.req" ] || [ -e "$dir/s/work/current.req" ] || [ -e "$dir/s/archive/2026-11/oct.req" ] ||
			wrong "the input is nowhere"
		[ ! -e "$dir/s/archive/2026-11/oct.req" ] || [ "$(cat "$dir/s/archive/2026-11/oct.req")" = small ] ||
			wrong "half a file in the archive" ;;
	publish)
		[ ! -e "$dir/s/invoices/R1" ] || [ "$(cat "$dir"/s/invoices/R1/EMAIL/*.pdf)" = publishpublishpublish ] ||
			wrong "half a run is visible" ;;
	replace)
		# Without RENAME_EXCHANGE there is a moment with neither.
		case "$(cat "$dir"/s/invoices/R1/EMAIL/*.pdf 2>/dev/null)$2" in
		publishpublishpublish* | replacereplacereplace* | renameat2:*) ;;
		*) wrong "neither the old nor the new run is visible" ;;
		esac ;;
	esac
}
after() { # recovery
	case $1 in
	init)
		[ "$(cat "$dir/s/billspool.conf")" = "[spool]" ] || wrong "settings"
		[ -d "$dir/s/requests/alice" ] && [ -d "$dir/s/imports/adjustments" ] || wrong "folders" ;;
	claim)
		[ "$(places)" = 1 ] || wrong "oct.req is in $(places) places"
		[ "$(cat "$dir/s/archive/2026-11/oct.req")" = small ] || wrong "archive"
		[ "$(cat "$dir/s/archive/2026-11/oct.req.result.txt")" = done ] || wrong "note"
		[ "$(cat "$dir/s/error/rows.errors.csv")" = smallrows ] || wrong "rows"
		[ "$(stat -c %s "$dir/s/error/big.csv")" = 2000 ] && [ -e "$dir/s/error/big.csv.error.txt" ] || wrong "big.csv"
		[ "$(ls "$dir/s/db" | grep -c '^committed-')" = 2 ] || wrong "commits: $(ls "$dir/s/db")"
		[ "$(ls -A "$dir/s/work")" = lock ] || wrong "work: $(ls -A "$dir/s/work" | tr '\n' ' ')" ;;
	publish | replace)
		[ "$(cat "$dir"/s/invoices/R1/EMAIL/*.pdf)" = "$1$1$1" ] || wrong "the run is not whole"
		[ "$(stat -c %a "$dir/s/invoices/R1")" = 2750 ] || wrong "mode"
		[ "$(ls -A "$dir/s/invoices")" = R1 ] || wrong "invoices: $(ls -A "$dir/s/invoices" | tr '\n' ' ')" ;;
	esac
	left=$(find "$dir/s" -name '.*' -printf '%P ')
	[ -z "$left" ] || wrong "temporary files: $left"
}

# ---- the loops --------------------------------------------------------------------------------------------------
points=0
failures=0
number=0
run() { # job injections...: the driver, with these; its exit code
	local job=$1 args=() names="" injection
	shift
	for injection; do
		args+=(-e "inject=$injection")
		names=$names${names:+,}${injection%%:*}
	done
	{ strace -qq -o /dev/null -e "trace=$names" "${args[@]}" "$driver" "$job" "$dir/s"; } >/dev/null 2>&1
}
count() { # job call also...: the numbers n at which it is made; of openat only those that make a file
	local job=$1 call=$2 args=() injection
	shift 2
	for injection; do args+=(-e "inject=$injection"); done
	strace -qq -o "$dir/log" -e "trace=$call${1:+,${1%%:*}}" "${args[@]}" "$driver" "$job" "$dir/s" >/dev/null 2>&1
	grep "^$call(" "$dir/log" | if [ "$call" = openat ]; then grep -n O_CREAT; else grep -n .; fi | cut -d: -f1
}
recover() { # job accident
	points=$((points + 1))
	"$driver" "$1" "$dir/s" >"$dir/out" 2>&1 || wrong "recovery failed: $(cat "$dir/out")"
	after "$1"
	[ -n "$problems" ] || return
	failures=$((failures + 1))
	echo "# $1 $2:$problems"
	problems=""
}
kill_recovery() { # job injections...: kill the recovery from these at every point as well
	local job=$1 call n
	shift
	for call in $calls; do
		reset
		run "$job" "$@"
		for n in $(count "$job" "$call"); do
			reset
			run "$job" "$@"
			run "$job" "$call:signal=KILL:when=$n"
			recover "$job" "$*, then $call:$n"
		done
	done
}
sweep() { # job accident, with @ for its number; what else is injected
	local job=$1 accident=$2 call n rc before=$failures from=$points
	shift 2
	for call in $calls; do
		# One call cannot have two accidents.
		[ "$call" != "${1:+${1%%:*}}" ] || continue
		reset
		for n in $(count "$job" "$call" "$@"); do
			seen=$((seen + 1))
			[ $((seen % every)) = 0 ] || continue
			reset
			run "$job" "$call:${accident/@/$n}" "$@"
			rc=$?
			case $accident$rc in signal*137 | error*@*0 | error*@*75) ;; *) wrong "exit code $rc" ;; esac
			[ $rc = 0 ] || during "$job" "${1:-}"
			recover "$job" "$call:${accident/@/$n}"
			[ $deep = 0 ] || kill_recovery "$job" "$call:${accident/@/$n}" "$@"
		done
	done
	number=$((number + 1))
	[ $failures = "$before" ] || printf 'not '
	echo "ok $number - $job recovers from $accident${1:+ with $1} at each of $((points - from)) points"
}

jobs="init claim publish replace"
[ $deep = 0 ] || jobs="replace publish claim"
for job in $jobs; do
	template $job
	sweep $job signal=KILL:when=@
	[ $deep = 0 ] || continue
	sweep $job error=ENOSPC:when=@
	sweep $job error=EIO:when=@
	sweep $job error=EIO:when=@+
done
# A file system that knows neither RENAME_NOREPLACE nor RENAME_EXCHANGE.
[ $deep = 0 ] || jobs=""
for job in ${jobs#init}; do
	template $job
	sweep $job signal=KILL:when=@ renameat2:error=EINVAL
done
echo "1..$number"
echo "# $points points, $failures failures"
echo "spool: $((points - failures)) passed, $failures failed"
[ $failures = 0 ]
