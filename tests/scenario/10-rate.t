#!/bin/sh
# Rating by the command: every case of tests/rating, random ones against the oracle, and what bad input gets.
# RATE_PROGRAM may name another program with the same interface, words separated by blanks.
cd "$(dirname "$0")/../.." || exit 1
program=${RATE_PROGRAM:-"${BIN:-bin/billspool} rate"}
export PYTHONDONTWRITEBYTECODE=1
cases=$(ls tests/rating/*.case.json | wc -l)
number=$((cases + 1))
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
example=tests/rating/01-one-price.case.json

# result NAME: report the last exit code as a test.
result() {
	[ "$2" = 0 ] && ok=ok || ok="not ok"
	number=$((number + 1))
	echo "$ok $number - $1"
	[ "$2" = 0 ] || sed 's/^/#   /' "$tmp/out" "$tmp/err"
}

# refused NAME TEXT INPUT: the input is refused with code 1, a message that has TEXT, and no output.
refused() {
	printf '%s' "$3" | $program >"$tmp/out" 2>"$tmp/err"
	[ $? = 1 ] && [ ! -s "$tmp/out" ] && grep -qF -- "$2" "$tmp/err"
	result "$1" $?
}

echo "1..$((cases + 1 + 19))"
python3 tests/rating/run_cases.py 1 $program

python3 tests/rating/fuzz_compare.py --count 300 --seed 20261122 $program --lines >"$tmp/out" 2>"$tmp/err"
result "300 random cases: the program and the oracle agree to the cent, and every working comes out" $?

$program $example >"$tmp/a" 2>"$tmp/err" && $program <$example >"$tmp/b" && $program - <$example >"$tmp/out" &&
	cmp "$tmp/a" "$tmp/b" && cmp "$tmp/a" "$tmp/out"
result "a file and standard input give the same bytes" $?

printf '[%s,%s]' "$(cat $example)" "$(cat tests/rating/05-gas.case.json)" | $program >"$tmp/out" 2>"$tmp/err"
[ $? = 0 ] && [ "$(python3 -c 'import json,sys; print(*[r["total"] for r in json.load(sys.stdin)])' <"$tmp/out")" = "97.90 176.63" ]
result "a list of cases gives a list of results in its order" $?

{ tr -d '\n' <$example; echo; echo; echo '{"account":'; tr -d '\n' <$example; } >"$tmp/lines"
$program --lines "$tmp/lines" >"$tmp/out" 2>"$tmp/err"
[ $? = 1 ] && [ "$(wc -l <"$tmp/out")" = 3 ] && sed -n 2p "$tmp/out" | grep -q '^{"error":"line 1' &&
	[ "$(grep -c '"total":"97.90"' "$tmp/out")" = 2 ]
result "with --lines a bad line is answered in its place and the others are rated" $?

$program --help >"$tmp/out" 2>"$tmp/err" && grep -q 'usage: billspool rate' "$tmp/out" && [ ! -s "$tmp/err" ]
result "--help explains itself on standard output" $?
$program --nonsense >"$tmp/out" 2>"$tmp/err"
[ $? = 2 ] && [ ! -s "$tmp/out" ] && grep -q 'usage:' "$tmp/err"
result "an unknown option is wrong usage" $?
$program "$tmp/none.json" >"$tmp/out" 2>"$tmp/err"
[ $? = 75 ] && grep -q 'none.json' "$tmp/err"
result "a file that is not there is named, with code 75" $?
if [ -w /dev/full ]; then
	$program $example >/dev/full 2>"$tmp/err"
	[ $? = 75 ]
	result "a result that cannot be written is no success" $?
else
	number=$((number + 1)); echo "ok $number - a result that cannot be written is no success # SKIP no /dev/full"
fi

head='"account":"1","cycle":"MONTHLY","open":"2026-01-01","end_date":"2026-01-31"'
refused "text that is not JSON is refused with its place" 'line 1, column' 'account=1'
refused "a key given twice is refused" 'duplicate' "{$head,\"account\":\"2\"}"
refused "an unknown key is refused and the known ones are named" '$: unknown key "closed"; known are: comment rules account' \
	"{$head,\"closed\":\"2026-01-31\"}"
refused "an unknown key deep inside is named with its path" '$.meters[0].reads[0]: unknown key "date"' \
	"{$head,\"meters\":[{\"code\":\"E\",\"type\":\"PEAK\",\"install\":\"2026-01-01\",\"reads\":[{\"date\":\"2026-01-01\"}]}]}"
refused "a missing key is named" '$.prices[0].price: is missing' "{$head,\"prices\":[{\"schedule\":\"SUPPLY\"}]}"
refused "a date that does not exist is refused" '$.close: must be a date' "{$head,\"close\":\"2026-02-30\"}"
refused "a word that is none of the known is refused and they are named" 'must be one of ACTUAL, OPENING, CLOSING' \
	"{$head,\"meters\":[{\"code\":\"E\",\"type\":\"PEAK\",\"install\":\"2026-01-01\",\"reads\":[{\"day\":\"2026-01-01\",\"value\":\"1\",\"kind\":\"GUESS\"}]}]}"
refused "a number with an exponent is refused" '$.discount_percent: must be a decimal' "{$head,\"discount_percent\":1e-7}"
refused "reads out of order are refused" '$.meters[0].reads[1].day: reads must be in the order' \
	"{$head,\"meters\":[{\"code\":\"E\",\"type\":\"PEAK\",\"install\":\"2026-01-01\",\"reads\":[{\"day\":\"2026-01-02\",\"value\":\"1\"},{\"day\":\"2026-01-01\",\"value\":\"1\"}]}]}"
refused "an amount with a fraction of a cent is refused" '$.charges[0].amount: must be an amount' \
	"{$head,\"charges\":[{\"code\":\"C\",\"amount\":\"1.005\",\"day\":\"2026-01-01\"}]}"
refused "a figure that is too large is refused with its account" 'account 1: a figure in its usage' \
	"{$head,\"prices\":[{\"schedule\":\"USAGE\",\"price\":\"1\",\"start\":\"2020-01-01\"}],\"meters\":[{\"code\":\"E\",\"type\":\"PEAK\",\"install\":\"2026-01-01\",\"multiplier\":\"1000000\",\"reads\":[{\"day\":\"2025-12-31\",\"value\":\"0\"},{\"day\":\"2026-01-31\",\"value\":\"999999999999999999\"}]}]}"
