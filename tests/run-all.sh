#!/bin/sh
# Everything that CI runs; the tests that fail fastest come first. Its closing lines name the tests
# that were skipped, and why; the last line counts those that passed and failed.
cd "$(dirname "$0")/.." || exit 1
passed=0 failed=0
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
log=$scratch/log

# step NAME COMMAND...: run it; its own closing line "... N passed, N failed" counts, and its lines
# "skipped: ..." are repeated at the end.
step() {
	name=$1; shift
	echo "== $name"
	start=$(date +%s)
	"$@" >"$log" 2>&1
	code=$?
	grep '^skipped: ' "$log" >>"$scratch/skipped"
	good=$(sed -n 's/.*[^0-9]\([0-9][0-9]*\) passed, \([0-9][0-9]*\) failed.*/\1/p' "$log" | tail -1)
	bad=$(sed -n 's/.*[^0-9]\([0-9][0-9]*\) passed, \([0-9][0-9]*\) failed.*/\2/p' "$log" | tail -1)
	good=${good:-$([ $code = 0 ] && echo 1 || echo 0)} bad=${bad:-$([ $code = 0 ] && echo 0 || echo 1)}
	[ $code = 0 ] || [ "$bad" != 0 ] || bad=1
	passed=$((passed + good)) failed=$((failed + bad))
	if [ $code = 0 ] && [ "$bad" = 0 ]; then
		tail -n 3 "$log"
	else
		tail -n 60 "$log"
		echo "FAILED: $name (exit $code)"
	fi
	echo "   $(($(date +%s) - start)) s"
}

# The tests in the folder $TAP that were skipped: "skipped: FILE: TEST: REASON"; without TEST, the
# whole file.
skips() {
	for file in "$TAP"/*; do
		sed -n -e 's/^1\.\.0 *# SKIP */: /p' -e 's/^ok [0-9]* - \(.*\) # SKIP */: \1: /p' "$file" |
			sed "s|^|skipped: $(basename "$file")|"
	done
}

# prove's summary as a plain count.
scenarios() {
	TAP=$scratch/tap
	export TAP
	rm -rf "$TAP"
	mkdir "$TAP"
	prove -j2 --timer --exec tests/tap.sh "$@" | tee "$scratch/prove"
	skips
	total=$(sed -n 's/^Files=[0-9]*, Tests=\([0-9]*\).*/\1/p' "$scratch/prove")
	bad=$(sed -n 's/.*Failed tests\{0,1\}: *//p' "$scratch/prove" | tr ',' '\n' |
		awk -F- 'NF == 2 {n += $2 - $1 + 1} NF == 1 && $1 != "" {n++} END {print n + 0}')
	grep -q '^Result: PASS' "$scratch/prove" || { [ "$bad" != 0 ] || bad=1; }
	echo "scenarios: $((${total:-0} - bad)) passed, $bad failed"
	[ "$bad" = 0 ]
}

BIN=$(pwd)/bin/billspool
export BIN
step "build with gcc" make -j"$(nproc)" all
step "build with clang" make -j"$(nproc)" clang
step "rooms" make layers
step "symbols" make symbols
step "unit tests" make -j"$(nproc)" unit
step "helpers" make -j"$(nproc)" helpers
step "scenarios" scenarios tests/scenario/*.t
step "crash sample" tests/crash/crash.sh sample
export PYTHONDONTWRITEBYTECODE=1
step "a simulated year, in small" python3 tests/simulation/year.py sample ${SEED:-}
step "ASan and UBSan: unit tests" make -j"$(nproc)" asan-unit
step "ASan and UBSan: scenarios" make asan-scenario
step "valgrind" make valgrind
echo
sort -u "$scratch/skipped"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
