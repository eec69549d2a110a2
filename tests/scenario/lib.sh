# What every scenario shares: a spool of its own in a temporary folder, TAP output, and waiting for conditions.
#
#   . "$(dirname "$0")/lib.sh"
#   ok "a sentence that could be false" test -e "$SPOOL/x"
#   is "a sentence that could be false" "$got" "$want"
#   done_testing
#
# Set BIN to test another build (bin/billspool-asan). Everything is removed at the end, unless KEEP=1.
set -u
export LC_ALL=C.UTF-8 TZ=UTC
TOP=$(cd "$(dirname "$0")/../.." && pwd)
BIN=${BIN:-$TOP/bin/billspool}
DIR=$(mktemp -d "${TMPDIR:-/tmp}/billspool-test.XXXXXX")
SPOOL=$DIR/spool
export BILLSPOOL_NOW=${BILLSPOOL_NOW:-2026-11-02T09:00:00}
TESTS=0 FAILED=0
trap 'jobs -p | xargs -r kill 2>/dev/null; [ -n "${KEEP:-}" ] || rm -rf "$DIR"' EXIT

# result CODE SENTENCE: one TAP line.
result() {
	TESTS=$((TESTS + 1))
	if [ "$1" = 0 ]; then echo "ok $TESTS - $2"; else FAILED=$((FAILED + 1)); echo "not ok $TESTS - $2"; fi
}
ok() { sentence=$1; shift; if "$@"; then result 0 "$sentence"; else result 1 "$sentence"; fi; }
not() { ! "$@"; }
quiet() { "$@" >/dev/null 2>&1; }
is() {
	[ "$2" = "$3" ]; result $? "$1"
	[ "$2" = "$3" ] || printf '# got:  %s\n# want: %s\n' "$2" "$3" | sed 's/^\([^#]\)/#       \1/'
}
like() {
	printf '%s' "$2" | grep -qE -- "$3"; code=$?; result $code "$1"
	[ $code = 0 ] || printf '# got:  %s\n# want: /%s/\n' "$2" "$3" | sed 's/^\([^#]\)/#       \1/'
}
done_testing() { echo "1..$TESTS"; [ "$FAILED" = 0 ]; exit; }

# needs PROGRAM...: the whole scenario is skipped where one of these is not installed. To be asked before the first test.
needs() {
	missing=
	# One at a time: `command -v a b` of dash looks at a alone.
	for program; do command -v "$program" >/dev/null || missing="$missing $program"; done
	[ -z "$missing" ] || { echo "1..0 # SKIP not installed:$missing"; exit 0; }
}

# wait_for COMMAND...: until it succeeds; gives up after some minutes, so that a hang is a failure and not a mystery.
wait_for() {
	tries=0
	until "$@" 2>/dev/null; do
		tries=$((tries + 1)); [ $tries -lt 10000 ] || { echo "# gave up waiting for: $*"; return 1; }
		sleep 0.02
	done
}

# A new spool that takes files at once. More settings: new_spool 'workers = 1' ...
new_spool() {
	rm -rf "$SPOOL"; "$BIN" -s "$SPOOL" init >/dev/null
	conf 'settle_ms = 0' 'incomplete_seconds = 0' 'retry_seconds = 0' "$@"
}
# conf 'key = value'...: change settings of billspool.conf in place.
conf() {
	for setting; do
		key=${setting%% =*}
		sed -i "s|^$key = .*|$setting|" "$SPOOL/billspool.conf"
	done
}
# Do all that waits; the log goes to $DIR/log.
once() { "$BIN" -s "$SPOOL" once 2>>"$DIR/log"; }
# once_stopped CALL N: do all that waits, in the background, and stop at the n-th system call of that name, until `go_on`: there is
# all the time of the world to look at what others are told meanwhile. `wait` for its end.
once_stopped() {
	rm -f "$DIR/pid" "$DIR/strace"
	strace -f -o "$DIR/strace" -e trace="$1" -e inject="$1:signal=SIGSTOP:when=$2" sh -c 'echo $$ >"$0"; exec "$@"' "$DIR/pid" \
		"$BIN" -s "$SPOOL" once 2>>"$DIR/log" &
	wait_for grep -q 'stopped by SIGSTOP' "$DIR/strace"
}
go_on() { kill -CONT "$(cat "$DIR/pid")"; }
# import INTERFACE: standard input is the CSV. Done at once.
import() { cat > "$DIR/$1.csv"; mv "$DIR/$1.csv" "$SPOOL/imports/$1/$1.csv"; once; }
# request DOOR NAME: standard input is the request; DOOR may be "" for the operator. Done at once, its status line on stdout.
request() {
	cat > "$DIR/request.tmp"; mv "$DIR/request.tmp" "$SPOOL/requests/$1/$2"; once; status "$1" "$2"
}
# The status line of a request.
status() { cat "$SPOOL/status/${1:-operator}/$2.txt" 2>/dev/null; }
# One value from the database.
# A watcher may be at work: while it commits, wait.
sql() { sqlite3 -readonly -cmd '.timeout 10000' "$SPOOL/db/billspool.db" "$1"; }
# The sample utility of the demo, loaded.
load_demo() {
	for csv in "$TOP"/tests/demo/data/*.csv; do cp "$csv" "$SPOOL/imports/$(basename "$csv" .csv)/"; done
	once
}
