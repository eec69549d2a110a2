#!/bin/sh
# Crash billspool, and let the machine fail it, at the system calls of a whole life; read the order of its syncs; and the same
# for the spool room alone. The last line says how many points there were.
#
# usage: tests/crash/crash.sh [full|sample]     full: every point, three quarters of an hour; sample: some, under a minute
set -u
cd "$(dirname "$0")/../.." || exit 2
mode=${1:-sample}
case $mode in
full) every=1 mail=1 ;;
sample) every=30 mail=60 ;;
*) echo "usage: $0 [full|sample]" >&2; exit 2 ;;
esac
BIN=${BIN:-$PWD/bin/billspool}
export BIN

# What dies here is a process, not a machine: memory will do for a disk, and is fast.
[ -n "${TMPDIR:-}" ] || [ ! -w /dev/shm ] || export TMPDIR=/dev/shm

passed=0 failed=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# part NAME COMMAND...: run it, and add up what its last line counts. One that does not come to its last line has failed.
part() {
	echo "== $1"
	shift
	"$@" 2>&1 | tee "$log"
	counts=$(sed -n 's/^[a-z]*: \([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p' "$log" | tail -n 1)
	counts=${counts:-0 1}
	passed=$((passed + ${counts% *})) failed=$((failed + ${counts#* }))
}

part "the spool room alone" tests/crash/spool_kill.sh --every $every
part "the order of syncs, renames and commits" python3 tests/crash/order.py
part "the sender killed at each system call of twenty messages" python3 tests/mail/kill.py $mail
part "the same with CHUNKING" python3 tests/mail/kill.py $mail bdat
part "accidents at each system call of a life" python3 tests/crash/crash.py $mode
part "accidents at each system call of an upgrade" python3 tests/crash/crash.py $mode upgrade
echo "crash: $passed passed, $failed failed"
[ "$failed" = 0 ]
