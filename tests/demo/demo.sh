#!/bin/sh
# demo.sh: one month of a small utility, from CSV files to invoices, with two agents who need the machine at once.
#
# usage: tests/demo/demo.sh [BILLSPOOL [SPOOL]]     (default: bin/billspool spool/demo)
#
# The spool is made anew each time. The business clock stands still on 2 November 2026, so that every run is the same; the
# seconds that are shown are real.
set -eu

program=${1:-bin/billspool}
spool=${2:-spool/demo}
here=$(dirname "$0")
log=$spool.log
patience=300 # seconds to wait for anything
watcher=
scratch=

BILLSPOOL_NOW=2026-11-02T09:00:00
LC_ALL=C.UTF-8
export BILLSPOOL_NOW LC_ALL

# ---- helpers -----------------------------------------------------------------------------------------------------

# Whatever happens, no watcher stays behind.
clean_up() {
	code=$?
	trap - EXIT INT TERM
	if [ -n "$watcher" ]; then
		kill "$watcher" 2>/dev/null || :
		wait "$watcher" 2>/dev/null || :
	fi
	[ -z "$scratch" ] || rm -rf "$scratch"
	exit "$code"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

die() {
	echo "demo: $*" >&2
	exit 1
}

# Real time in hundredths of a second since the machine started.
now() {
	read -r uptime _ </proc/uptime
	echo "${uptime%.*}${uptime#*.}"
}

# Hundredths of a second since the demo began, as seconds.
elapsed() {
	ticks=$(($(now) - began))
	printf '%d.%02d' $((ticks / 100)) $((ticks % 100))
}

step() {
	printf '\n== %s\n' "$*"
}

# drop FILE FOLDER: put a copy in place by a rename, so that it is whole when it is seen.
drop() {
	name=$(basename "$1")
	mkdir -p "$2"
	cp "$1" "$2/.$name.part"
	mv "$2/.$name.part" "$2/$name"
}

# request AGENT/NAME: write standard input beside the agent's door, to be dropped by `release`.
request() {
	mkdir -p "$spool/requests/${1%/*}"
	cat >"$spool/requests/${1%/*}/.${1#*/}.part"
}

# release AGENT/NAME...: drop all of these, each by one rename.
release() {
	for who in "$@"; do
		mv "$spool/requests/${who%/*}/.${who#*/}.part" "$spool/requests/$who"
	done
}

# follow AGENT/NAME...: show each status line as it changes, until all requests have come to an end.
follow() {
	deadline=$(($(now) + patience * 100))
	while :; do
		open=0
		for who in "$@"; do
			show_status "$who" || open=1
		done
		[ "$open" = 1 ] || break
		kill -0 "$watcher" 2>/dev/null || die "the watcher has stopped; see $log"
		[ "$(now)" -lt "$deadline" ] || die "no end after $patience s; see $log"
		sleep 0.02
	done
}

# show_status AGENT/NAME: print its line if it is a new one. True if it is a last one.
show_status() {
	line=
	if [ -f "$spool/status/$1.txt" ]; then
		line=$(head -n 1 "$spool/status/$1.txt" 2>/dev/null) || line=
	fi
	seen=$scratch/$(echo "$1" | tr / _).seen
	if [ -n "$line" ] && [ "$line" != "$(cat "$seen" 2>/dev/null)" ]; then
		printf '%6s s  %-20s %s\n' "$(elapsed)" "$1" "$line"
		printf '%s\n' "$line" >"$seen"
	fi
	case $line in
	Finished*) return 0 ;;
	Rejected* | Failed*) die "$1: $line" ;;
	*) return 1 ;;
	esac
}

# columns FILE NAME...: these columns of a CSV file, separated by tabs, without the header.
columns() {
	file=$1
	shift
	LC_ALL=C awk -v names="$*" '
		# Cut one line into cell[1..n]; a quoted cell may hold commas and doubled quotes.
		function cut(line,   n, c, i, quoted) {
			n = 1; cell[1] = ""; quoted = 0
			for (i = 1; i <= length(line); i++) {
				c = substr(line, i, 1)
				if (c == "\"" && quoted && substr(line, i + 1, 1) == "\"") { cell[n] = cell[n] c; i++ }
				else if (c == "\"") quoted = !quoted
				else if (c == "," && !quoted) cell[++n] = ""
				else cell[n] = cell[n] c
			}
			return n
		}
		{ sub(/\r$/, "") }
		NR == 1 {
			sub(/^\357\273\277/, "")
			count = cut($0)
			for (i = 1; i <= count; i++) place[cell[i]] = i
			wanted = split(names, name, " ")
			next
		}
		{
			cut($0)
			for (i = 1; i <= wanted; i++)
				printf "%s%s", (name[i] in place ? cell[place[name[i]]] : "?"), (i < wanted ? "\t" : "\n")
		}' "$file"
}

# The exceptions of all transaction runs that need a decision, one a line: run, account, code, detail.
blocking() {
	for file in "$spool"/reports/*/exceptions.csv; do
		run=$(basename "$(dirname "$file")")
		columns "$file" severity account_number code detail |
			awk -F '\t' -v run="$run" -v OFS='\t' '$1 == "BLOCKING" { print run, $2, $3, $4 }'
	done
}

# approve AGENT/NAME CODE REASON: approve every exception with this code that is not decided.
approve() {
	list=$(blocking | awk -F '\t' -v code="$2" '$3 == code { printf "%s%s", sep, $2; sep = ", " }')
	run=$(blocking | awk -F '\t' -v code="$2" '$3 == code { print $1; exit }')
	[ -n "$list" ] || die "the sample data should raise $2, and did not"
	echo "  ${1%/*} approves $2 of account $list: \"$3\""
	request "$1" <<-END
		[run]
		type    = approve
		run     = $run
		account = $list
		code    = $2
		reason  = $3
	END
}

# How many files match.
count() {
	[ -e "$1" ] || set --
	echo $#
}

# ---- a new spool -------------------------------------------------------------------------------------------------

[ -x "$program" ] || die "there is no $program; run make first"
if [ -e "$spool" ]; then
	[ -f "$spool/billspool.conf" ] || die "$spool is there and is not a spool; it is left as it is"
	rm -rf "$spool"
fi
mkdir -p "$(dirname "$spool")"
scratch=$(mktemp -d)
began=$(now)

step "A new spool in $spool, and the exports of the old systems"
"$program" init "$spool" >"$scratch/init" 2>&1 || die "init: $(cat "$scratch/init")"
for file in "$here"/data/*.csv; do
	drop "$file" "$spool/imports/$(basename "$file" .csv)"
done
"$program" -s "$spool" once >"$log" 2>&1 || die "the imports did not load; see $log"
for file in "$spool"/status/imports/*.txt; do
	[ ! -f "$file" ] || printf '  %-22s %s\n' "$(basename "$file" .txt)" "$(head -n 1 "$file")"
done
echo "  (commas, semicolons and tabs; UTF-8, UTF-16 and Windows-1252; $(elapsed) s so far)"

# ---- two agents at once ------------------------------------------------------------------------------------------

"$program" -s "$spool" watch >>"$log" 2>&1 &
watcher=$!

step "Alice (buildings A, B, C) and Bob (D, E, F) ask for October at the same moment"
request alice/october.req <<-END
	[run]
	type      = transactions
	buildings = A, B, C
	end_date  = 2026-10-31
	note      = October, residential
END
request bob/october.req <<-END
	[run]
	type      = transactions
	buildings = D, E, F
	end_date  = 31/10/2026
END
release alice/october.req bob/october.req
follow alice/october.req bob/october.req

step "What looks wrong is held until somebody decides; nobody else waits for it"
printf '  %-14s %-9s %-22s %s\n' run account code "what was found"
blocking | awk -F '\t' '{ printf "  %-14s %-9s %-22s %s\n", $1, $2, $3, (length($4) > 90 ? substr($4, 1, 87) "..." : $4) }'
echo

approve alice/high.req BILL_HIGH "Read twice on site: builders dried the flooded flat day and night"
approve bob/credit.req BILL_NEGATIVE "Outage of 19 October, agreed with the manager"
release alice/high.req bob/credit.req
follow alice/high.req bob/credit.req

step "A sheet of reads that somebody keyed in: the good rows are kept, the bad ones come back with a reason"
drop "$here/data-bad/meter-reads-keyed-in.csv" "$spool/imports/meter-reads"
deadline=$(($(now) + patience * 100))
until errors=$(find "$spool/error" -name '*keyed-in*.errors.csv' 2>/dev/null | head -n 1) && [ -n "$errors" ]; do
	[ "$(now)" -lt "$deadline" ] || die "no errors.csv after $patience s; see $log"
	sleep 0.02
done
columns "$errors" account_number error_column error_value error |
	awk -F '\t' '{ printf "  %-7s %-16s %-14s %s\n", $1, $2, $3, (length($4) > 90 ? substr($4, 1, 87) "..." : $4) }'

# ---- invoices ----------------------------------------------------------------------------------------------------

step "Invoices, again both at once"
request alice/invoices.req <<-END
	[run]
	type      = invoices
	buildings = A, B, C
END
request bob/invoices.req <<-END
	[run]
	type      = invoices
	buildings = *
END
release alice/invoices.req bob/invoices.req
follow alice/invoices.req bob/invoices.req

# ---- what there is now -------------------------------------------------------------------------------------------

kill "$watcher"
wait "$watcher" 2>/dev/null || :
watcher=
took=$(elapsed)

step "What happened"
emails=$(count "$spool"/invoices/*/EMAIL/*.pdf)
letters=$(count "$spool"/invoices/*/POSTAL/*.pdf)
total=$(for file in "$spool"/invoices/*/ar-import.csv; do columns "$file" gross; done |
	awk '{ sum += $1 } END { printf "%.2f", sum }')
held=$(cat "$spool"/invoices/*/proof.txt | awk '$1 == "held" { sum += $2 } END { print sum + 0 }')
accounts=$(grep -c '^2' "$here/data/customers.csv")
"$program" -s "$spool" check >"$scratch/check" 2>&1 || { cat "$scratch/check"; die "check found something"; }

cat <<-END
	$accounts accounts in six buildings; $((emails + letters)) invoices: $emails by email, $letters by post. Total $total.
	$held accounts are held until their data is corrected; the others are not due yet, or on hold.
	Two agents asked at the same moments, and neither waited for the other to go home. All of it took $took s.
	"check" says that files, hashes, sums and ledger agree.

END
while read -r path meaning; do
	# shellcheck disable=SC2086 # the stars are meant
	[ "$(count $path)" -gt 0 ] || continue
	printf '  %-32s %s\n' "$path" "$meaning"
done <<-END
	$spool/invoices/*/EMAIL/ the PDFs that wait to be emailed
	$spool/invoices/*/POSTAL/ the PDFs for the mail room
	$spool/invoices/*/POSTAL/print/ the same in envelope order, for the printer
	$spool/invoices/*/proof.txt accounts, files and cents, reconciled
	$spool/reports/ transactions, exceptions, the email queue
	$spool/status/index.html the dashboard
	$spool/error/ the rows that came back
	$log what the watcher logged
END
pdf=$(find "$spool"/invoices -path '*/EMAIL/*.pdf' | sort | head -n 1)
cat <<-END

	Open in a browser:     $spool/status/index.html
	Look at an invoice:    $pdf
	Go on from here with:  $program -s $spool watch
END
