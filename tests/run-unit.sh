#!/bin/sh
# Run unit tests (cmocka programs), quietly while they pass; name those that were skipped, and end
# with a line that counts.
passed=0 failed=0
log=$(mktemp)
for program in "$@"; do
	if "$program" >"$log" 2>&1; then :; else [ -s "$log" ] && cat "$log"; echo "FAILED: $program"; fi
	grep '^skipped: ' "$log"
	passed=$((passed + $(grep -c '^\[       OK \]' "$log")))
	failed=$((failed + $(grep -c '^\[  FAILED  \] [a-z]' "$log" | awk '{print ($1 + 1) / 2 - ($1 == 0 ? 0.5 : 0)}' | cut -d. -f1)))
done
rm -f "$log"
echo "unit tests: $passed passed, $failed failed"
[ "$failed" = 0 ]
