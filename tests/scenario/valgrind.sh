#!/bin/sh
# The main scenario (imports, transactions, approval, preview, invoices, check) under valgrind: no error, no leak that matters.
. "$(dirname "$0")/lib.sh"
plain=$BIN
cat > "$DIR/under-valgrind" <<EOF
#!/bin/sh
# valgrind 3.19 does not know openat2 and says so at each call; the program then goes another way.
exec valgrind -q --log-file="$DIR/valgrind.%p" --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite "$plain" "\$@"
EOF
chmod +x "$DIR/under-valgrind"
new_spool 'workers = 2'
load_demo
BIN=$DIR/under-valgrind
printf '[run]\ntype = transactions\nbuildings = *\nend_date = 2026-10-31\n' > "$SPOOL/requests/october.req"
printf '[run]\ntype = approve\nbuildings = *\ncode = BILL_HIGH\nreason = looked at\n' > "$SPOOL/requests/ok.req"
printf '[run]\ntype = preview\nbuildings = A, B\n' > "$SPOOL/requests/preview.req"
printf '[run]\ntype = invoices\nbuildings = *\n' > "$SPOOL/requests/zinvoices.req"
ok "a whole run makes no error under valgrind" once
ok "check makes no error under valgrind" "$BIN" -s "$SPOOL" check
like "the run issued invoices" "$(status '' zinvoices.req)" '^Finished, [0-9]+ invoices'
grep -hE '^==' "$DIR"/valgrind.* | head -40 | sed 's/^/# /'
echo "valgrind: $((TESTS - FAILED)) passed, $FAILED failed"
[ "$FAILED" = 0 ]
