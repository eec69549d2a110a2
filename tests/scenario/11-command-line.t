#!/bin/sh
# The command line: help, version and wrong usage of every command that `billspool --help` lists.
. "$(dirname "$0")/lib.sh"

is "the version is that of the source" "$("$BIN" --version)" \
	"billspool $(sed -n 's/^#define VERSION "\(.*\)"/\1/p' "$TOP/src/base/version.h")"
"$BIN" --help >"$DIR/help" 2>"$DIR/said"
is "help that is asked for goes to standard output" "$? $(wc -c <"$DIR/said")" '0 0'
"$BIN" >"$DIR/out" 2>"$DIR/said"
is "without a command it is wrong usage, and help a message" "$? $(cat "$DIR/out")" '2 '
ok "the same help" cmp -s "$DIR/help" "$DIR/said"

# Their names: what comes before the first operand, or two blanks.
sed -n 's/^  \([a-z]\+\( [a-z]\+\)\{0,1\}\)\( [^a-z ].*\)\{0,1\}  .*/\1/p' "$DIR/help" >"$DIR/names"
ok "there are two dozen commands or more" test "$(wc -l <"$DIR/names")" -ge 24
while read -r name; do
	# shellcheck disable=SC2086 # two words
	"$BIN" $name --help >"$DIR/out" 2>"$DIR/said"
	is "$name --help explains itself" "$? $(wc -c <"$DIR/said")" '0 0'
	like "and begins with its usage" "$(head -1 "$DIR/out")" \
		"^usage: billspool (\[-s DIR\] )?$name( |\$)"
	# shellcheck disable=SC2086
	"$BIN" $name --nonsense >"$DIR/out" 2>"$DIR/said"
	is "$name with an option that there is not is wrong usage" "$? $(wc -c <"$DIR/out")" '2 0'
	like "and names that option" "$(cat "$DIR/said")" "^billspool $name: there is no option --nonsense"
done <"$DIR/names"

for word in mail schedule layout; do
	"$BIN" $word >"$DIR/out" 2>"$DIR/said"
	is "$word alone is wrong usage" "$? $(wc -c <"$DIR/out")" '2 0'
	like "and what there is, is listed" "$(cat "$DIR/said")" "^  $word [a-z]+ "
	"$BIN" $word --help >"$DIR/out" 2>/dev/null
	is "$word --help lists the same" "$? $(cat "$DIR/out")" "0 $(sed 1,2d "$DIR/said")"
	"$BIN" $word nonsense 2>"$DIR/said"
	is "another word after it is none of its commands" "$? $(head -1 "$DIR/said")" \
		"2 billspool: there is no command \"$word nonsense\""
done
"$BIN" nonsense 2>"$DIR/said"
is "nor is any other" "$? $(head -1 "$DIR/said")" '2 billspool: there is no command "nonsense"'
"$BIN" --nonsense 2>"$DIR/said"
like "an option that there is not, before a command" "$? $(cat "$DIR/said")" \
	'^2 billspool: there is no option --nonsense'

new_spool
for line in "-s $SPOOL status --json" "--spool $SPOOL status --json" \
	"--spool=$SPOOL status --json" "status -s $SPOOL --json" "status --json --spool $SPOOL" \
	"-s /nowhere status --json -s $SPOOL"; do
	# shellcheck disable=SC2086
	like "the spool may be named anywhere: $line" "$("$BIN" $line | tr -d ' \n' | cut -c1-30)" '^\{"'
done
like "a command of two words, too" "$("$BIN" schedule --spool "$SPOOL" list)" \
	'^There are no schedules'
done_testing
