#!/bin/sh
# Agents with buildings of their own, and shared ones, in a few hundred random steps: nobody's request reaches another's buildings.
# STEPS sets how many, SEED repeats a run that was seen.
# In memory: nothing here is about the disk, and a commit there costs nothing.
[ -w /dev/shm ] && export TMPDIR="${TMPDIR:-/dev/shm}"
. "$(dirname "$0")/lib.sh"

new_spool
"$BIN" generate "$DIR/data" --accounts 60 --buildings 6 --seed 7 >/dev/null
PYTHONDONTWRITEBYTECODE=1 python3 "$(dirname "$0")/no_overlap.py" "$BIN" "$SPOOL" "$DIR/data" "${STEPS:-250}" ${SEED:-} \
	>"$DIR/out" 2>&1
result $? "the steps come to their end"
while read -r code sentence; do
	case $code in
	0 | 1) result "$code" "$sentence" ;;
	*) echo "# ${code#\#} $sentence" ;;
	esac
done <"$DIR/out"
is "all properties were looked at" "$(grep -c '^[01] ' "$DIR/out")" 10

"$BIN" -s "$SPOOL" check >"$DIR/check"
result $? "after all that, check finds nothing wrong"
grep WRONG "$DIR/check" | sed 's/^/# /'
done_testing
