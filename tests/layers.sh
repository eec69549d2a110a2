#!/bin/sh
# The rooms of src and their order: a file may include headers of its own room and of rooms with a smaller number only.
cd "$(dirname "$0")/.." || exit 1
rank() {
	case $1 in
	base) echo 0 ;;
	spool | rating | schedule | page) echo 1 ;;
	words) echo 2 ;;
	document | store) echo 3 ;;
	request | intake) echo 4 ;;
	config) echo 5 ;;
	run) echo 6 ;;
	report | mail) echo 7 ;;
	produce | standing) echo 8 ;;
	job) echo 9 ;;
	serve) echo 10 ;;
	synthetic) echo 2 ;;
	cases) echo 3 ;;
	command) echo 11 ;;
	*) echo unknown ;;
	esac
}
passed=0 failed=0
for file in src/*/*.c src/*/*.h; do
	room=$(basename "$(dirname "$file")")
	mine=$(rank "$room")
	bad=""
	for other in $(sed -n 's|^#include "\([a-z]*\)/.*|\1|p' "$file" | sort -u); do
		[ "$other" = "$room" ] && continue
		theirs=$(rank "$other")
		if [ "$theirs" = unknown ] || [ "$mine" = unknown ] || [ "$theirs" -ge "$mine" ]; then bad="$bad $other"; fi
	done
	if [ -n "$bad" ]; then echo "$file (room $room) includes from:$bad"; failed=$((failed + 1)); else passed=$((passed + 1)); fi
done
# These libraries have one door each.
for pair in inotifytools:spool/watch.c csv.h\>:base/csv.c ini.h\>:base/inifile.c libical:schedule/ical.c libesmtp.h:mail/session.c gmime.h:mail/mime.h glib.h:base/unicode.c; do
	library=${pair%%:*} door=${pair#*:}
	others=$(grep -l "#include <.*$library" src/*/*.[ch] | grep -v "src/$door")
	if [ -n "$others" ]; then echo "$library is included outside src/$door: $others"; failed=$((failed + 1)); else passed=$((passed + 1)); fi
done
# SQLite has two: what talks to it are the database and its statements.
others=$(grep -l "#include <sqlite3.h>" src/*/*.[ch] | grep -v src/store/database_inside.h)
if [ -n "$others" ]; then echo "sqlite3.h is included outside src/store/database_inside.h: $others"; failed=$((failed + 1)); else passed=$((passed + 1)); fi
others=$(grep -lE 'store/(database_inside|statement).h' src/*/*.[ch] | grep -v '^src/store/')
if [ -n "$others" ]; then echo "a statement is named outside src/store: $others"; failed=$((failed + 1)); else passed=$((passed + 1)); fi
# DESIGN.md has a line for each file.
for file in src/*/*.c src/*/*.h; do
	noun=$(basename "${file%.*}")
	if grep -q "^- \`$noun\`" src/DESIGN.md; then passed=$((passed + 1)); else echo "$file has no line in src/DESIGN.md"; failed=$((failed + 1)); fi
done
echo "layers: $passed passed, $failed failed"
[ $failed = 0 ]
