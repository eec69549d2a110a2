#!/bin/sh
# tap.sh SCENARIO: for `prove --exec`: run one scenario, and keep its TAP in the folder $TAP,
# because prove does not show which tests of a scenario were skipped, and why.
out=$TAP/$(basename "$1")
sh "$1" >"$out"
code=$?
cat "$out"
exit $code
