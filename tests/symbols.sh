#!/bin/sh
# A file exports names that begin with its own noun (its header's, where several files share one), and nothing else.
#
# src/store/account.c may export account_*; src/work/draw.c draw_*. A file whose own room or header names the noun is fine: the
# nouns of a file are the words of its name, of its room, and the names of the headers of its room.
passed=0 failed=0
for object in "$@"; do
	case $object in */main.o) continue ;; esac
	file=$(basename "$object" .o) room=$(basename "$(dirname "$object")")
	nouns="$file ${file%%_*} $room $(ls "src/$room" | sed -n 's/\.h$//p')"
	bad=""
	for symbol in $(nm -g --defined-only "$object" | awk '$2 ~ /[TDBRC]/ {print $3}'); do
		found=""
		for noun in $nouns; do
			lower=$(printf '%s' "$symbol" | tr 'A-Z' 'a-z')
			case $lower in "$noun" | "${noun}_"*) found=1 ;; esac
		done
		[ -n "$found" ] || bad="$bad $symbol"
	done
	if [ -n "$bad" ]; then echo "$object exports:$bad"; failed=$((failed + 1)); else passed=$((passed + 1)); fi
done
echo "symbols: $passed passed, $failed failed"
[ $failed = 0 ]
