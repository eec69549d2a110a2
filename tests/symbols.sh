#!/bin/sh
# A file exports names that begin with its own noun (its header's, where several files share one), and nothing else.
#
# src/store/account.c may export account_*; src/produce/draw.c draw_*. A file whose own room or header names the noun is fine: the
# nouns of a file are the words of its name, of its room, and the names of the headers of its room.
passed=0 failed=0
for object in "$@"; do
	case $object in */main.o) continue ;; esac
	file=$(basename "$object" .o) room=$(basename "$(dirname "$object")")
	nouns="$file ${file%%_*} $room $(ls "src/$room" | sed -n 's/\.h$//p')"
	bad=$(nm -g --defined-only "$object" | awk -v nouns="$nouns" '
		BEGIN {count = split(nouns, list, /[ \n]+/)}
		$2 ~ /[TDBRC]/ {
			symbol = tolower($3); found = 0
			for (i = 1; i <= count; i++)
				if (list[i] != "" && (symbol == list[i] || index(symbol, list[i] "_") == 1)) found = 1
			if (!found) printf " %s", $3
		}')
	if [ -n "$bad" ]; then echo "$object exports:$bad"; failed=$((failed + 1)); else passed=$((passed + 1)); fi
done
echo "symbols: $passed passed, $failed failed"
[ $failed = 0 ]
