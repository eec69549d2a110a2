#!/bin/sh
# What must never happen is refused by the database itself, whoever asks: here sqlite3 does, as a program with a fault would.
. "$(dirname "$0")/lib.sh"

new_spool
load_demo
request alice t.req >/dev/null <<-END
	[run]
	type = transactions
	buildings = A, B
	end_date = 2026-10-31
END
request alice i.req >/dev/null <<-END
	[run]
	type = invoices
	buildings = A
END

# tries SQL: run it as one transaction in a copy of the database; its error is the answer, "done" if there is none.
tries() {
	cp "$SPOOL/db/billspool.db" "$DIR/try.db"
	printf 'PRAGMA foreign_keys = ON;\nBEGIN;\n%s;\nCOMMIT;\n' "$1" | sqlite3 -bail "$DIR/try.db" >"$DIR/answer" 2>&1 &&
		echo done >>"$DIR/answer"
	cat "$DIR/answer"
}
# refused SENTENCE SQL WORDS: the database says no, in these words.
refused() { like "$1" "$(tries "$2")" "$3"; }
# scoped SQL: what comes before it in a run of all buildings, which may do most.
scoped() { echo "INSERT INTO scope SELECT id FROM building; $1"; }

# Some rows to attack, and the proof that the means to attack them work.
billed=$(sql "SELECT min(id) FROM txn WHERE state = 'BILLED'")
unbilled=$(sql "SELECT min(id) FROM txn WHERE state = 'UNBILLED'")
invoice=$(sql "SELECT min(id) FROM invoice WHERE state = 'ISSUED'")
ok "there are billed and unbilled transactions and an issued invoice" test "$billed" -a "$unbilled" -a "$invoice"
is "an unbilled transaction in scope can go" "$(tries "$(scoped "DELETE FROM txn WHERE id = $unbilled; DELETE FROM scope")")" done
is "a harmless statement is carried out" "$(tries "UPDATE account SET name = 'x' WHERE id = 1")" done

# ---- billed transactions
refused "a billed transaction cannot be deleted" "DELETE FROM txn WHERE id = $billed" 'is billed, or of another building'
refused "not even by a run of its building" "$(scoped "DELETE FROM txn WHERE id = $billed")" 'is billed, or of another building'
for set in 'total_minor = total_minor + 1, net_minor = net_minor + 1' 'period_to = period_to + 1' 'period_from = period_from - 1' \
	'account_id = account_id + 1' "run_id = (SELECT run_id FROM txn WHERE id = $unbilled), building_id = 2" 'reads_used = 0' \
	"state = 'UNBILLED'" 'id = 100000'; do
	refused "a billed transaction does not change: $set" "$(scoped "UPDATE txn SET $set WHERE id = $billed")" 'changes only its state'
done
refused "a reversed transaction does not become billed again" \
	"$(scoped "UPDATE txn SET state = 'REVERSED' WHERE id = $billed; UPDATE txn SET state = 'BILLED' WHERE id = $billed")" \
	'changes only its state'
for set in 'net_minor = net_minor + 1, tax_minor = tax_minor - 1' 'period_to = period_to - 1' "run_id = 'x'"; do
	refused "becoming billed does not change: $set" \
		"$(scoped "UPDATE txn SET state = 'BILLED', $set WHERE id = $unbilled")" 'changes only its state'
done
for table in txn_line txn_usage txn_tax; do
	refused "$table of a billed transaction cannot be deleted" "$(scoped "DELETE FROM $table WHERE txn_id = $billed")" 'never removed'
done
for change in 'UPDATE t SET amount_minor = amount_minor + 1' 'UPDATE t SET amount_minor = -1' 'DELETE FROM t'; do
	refused "an account is not billed what its lines do not add up to: $change" \
		"$(scoped "CREATE TEMP TABLE t AS SELECT * FROM txn_line WHERE txn_id = $unbilled; DELETE FROM txn_line WHERE txn_id = $unbilled;
		$change; INSERT INTO txn_line SELECT * FROM t; UPDATE txn SET state = 'BILLED' WHERE id = $unbilled")" 'do not add up to it'
done
refused "nor taxes that do not" "$(scoped "DELETE FROM txn_tax WHERE txn_id = $unbilled; UPDATE txn SET state = 'BILLED' WHERE id = $unbilled")" \
	'do not add up to it'
refused "lines are never changed" "$(scoped "UPDATE txn_line SET amount_minor = 0 WHERE txn_id = $unbilled")" 'never changed'
refused "usages are never changed" "$(scoped "UPDATE txn_usage SET quantity = '0' WHERE txn_id = $unbilled")" 'never changed'
refused "taxes are never changed" "$(scoped "UPDATE txn_tax SET tax_minor = 0 WHERE txn_id = $unbilled")" 'never changed'

# ---- other buildings
other="INSERT INTO scope SELECT id FROM building WHERE code = 'C'"
refused "a run of C cannot delete a transaction of B" "$other; DELETE FROM txn WHERE id = $unbilled" 'of another building'
refused "nor bill it" "$other; UPDATE txn SET state = 'BILLED' WHERE id = $unbilled" "by its own building's run"
refused "nor make one" "$other; DELETE FROM txn_line WHERE txn_id = $unbilled; INSERT INTO txn SELECT id + 100000, account_id,
	building_id, run_id, state, period_from, period_to, net_minor, tax_minor, total_minor, reads_used FROM txn WHERE id = $unbilled" \
	'a building that this run does not have'
refused "outside a run no transaction is made" "INSERT INTO txn SELECT id + 100000, account_id, building_id, run_id, state, period_from,
	period_to, net_minor, tax_minor, total_minor, reads_used FROM txn WHERE id = $unbilled" 'a building that this run does not have'
refused "nor is one deleted" "DELETE FROM txn WHERE id = $unbilled" 'of another building'
refused "a transaction belongs to a building that its run has" "$(scoped "INSERT INTO txn SELECT id + 100000, account_id, building_id,
	(SELECT id FROM run WHERE kind = 'invoices'), state, period_from + 900, period_to + 900, net_minor, tax_minor, total_minor, reads_used
	FROM txn WHERE id = $unbilled; DELETE FROM txn WHERE id = $unbilled")" 'constraint failed|FOREIGN KEY'

# ---- no day twice. copy: a transaction for the billed account, moved by some days.
copy="INSERT INTO txn SELECT id + 100000, account_id, building_id, run_id, 'UNBILLED', period_from + 5, period_to + 5, net_minor, tax_minor,
	total_minor, reads_used FROM txn WHERE id = $billed"
is "the copy itself can be made" "$(tries "$(scoped "$copy")")" done
refused "days that are billed are not billed again" "$(scoped "$copy; UPDATE txn SET state = 'BILLED' WHERE id = $billed + 100000")" \
	'billed for some of these days already'
refused "nor the same days" "$(scoped "$(echo "$copy" | sed 's/ + 5//g'); UPDATE txn SET state = 'BILLED' WHERE id = $billed + 100000")" \
	'billed for some of these days already|UNIQUE'
refused "a transaction does not begin as billed" "$(scoped "$(echo "$copy" | sed "s/UNBILLED/BILLED/")")" 'begins as billed'
refused "an account has one unbilled transaction" "$(scoped "$(echo "$copy" | sed "s/WHERE id = $billed/WHERE id = $unbilled/")")" 'UNIQUE'
refused "a period does not end before it begins" "$(scoped "$(echo "$copy" | sed 's/period_to + 5/period_from - 9/')")" 'CHECK'
refused "a total is net and tax" "$(scoped "$(echo "$copy" | sed 's/tax_minor,/tax_minor + 1,/')")" 'CHECK'

# ---- invoices
for set in 'total_minor = 0, net_minor = -tax_minor' "account_name = 'x'" "state = 'DRAFT'" 'pages = 7' "number = 'X'" "sha256 = ''"; do
	refused "an issued invoice does not change: $set" "UPDATE invoice SET $set WHERE id = $invoice" 'never changed'
done
refused "an issued invoice is not deleted" "DELETE FROM invoice WHERE id = $invoice" 'never removed'
row() { sql "SELECT group_concat(name) FROM pragma_table_info('invoice')" | sed "s/^id,/id + 100000,/;$1"; }
again() { echo "INSERT INTO invoice SELECT $(row "$1") FROM invoice WHERE id = $invoice"; }
refused "a number is used once" "$(again "s/sequence,number,kind/sequence + 100000,number,'REVERSAL'/")" 'UNIQUE.*number'
refused "a place in the series is used once" "$(again "s/number,kind/number || 'x','REVERSAL'/")" 'UNIQUE.*sequence'
refused "a transaction is invoiced once" "$(again "s/sequence,number/sequence + 100000,number || 'x'/")" 'UNIQUE.*txn_id'
refused "an invoice is reversed once" "$(again "s/sequence,number,kind/sequence + 100000,number || 'x','REVERSAL'/;s/reverses/id/");
	$(again "s/id + 100000/id + 200000/;s/sequence,number,kind/sequence + 200000,number || 'y','REVERSAL'/;s/reverses/id/")" 'UNIQUE.*reverses'
refused "a balance is what was before and the bill" \
	"$(again "s/sequence,number/sequence + 100000,number || 'x'/;s/balance_after_minor/balance_after_minor + 1/")" 'CHECK'

# ---- money
refused "a ledger entry does not change" "UPDATE ledger SET amount_minor = 0 WHERE id = 1" 'never changed'
refused "a ledger entry is not deleted" "DELETE FROM ledger WHERE id = 1" 'never removed'
refused "an invoice is in the ledger once" \
	"INSERT INTO ledger SELECT id + 100000, account_id, day, kind, amount_minor, due_day, source, run_id FROM ledger WHERE kind = 'INVOICE' LIMIT 1" \
	'UNIQUE'
refused "an email is queued once" "INSERT INTO email (invoice_id, state, send_to, cc_to, subject, balance_minor) SELECT invoice_id, 'NEW', send_to, cc_to, subject, 0 FROM email LIMIT 1" \
	'UNIQUE'
refused "an account with a ledger stays" "DELETE FROM account WHERE id = (SELECT min(account_id) FROM ledger WHERE account_id > 0)" 'FOREIGN KEY'
refused "an account does not close before it opens" "UPDATE account SET close_day = open_day - 1 WHERE id = 1" 'CHECK'
refused "a proof has a place of its own in the chain" "UPDATE run SET proof_number = 1 WHERE kind = 'transactions'" 'UNIQUE'

# ---- and the program lives with none of that having happened
"$BIN" -s "$SPOOL" check >"$DIR/check"
result $? "after all attempts on copies, check finds nothing wrong"

# A row that joins a billed transaction is let in (a guard on each new row would cost a tenth of a run) and found.
sqlite3 "$SPOOL/db/billspool.db" "CREATE TEMP TABLE t AS SELECT * FROM txn_line WHERE txn_id = $billed LIMIT 1;
	UPDATE t SET line = 99; INSERT INTO txn_line SELECT * FROM t"
like "check finds a line that joined a billed transaction" "$("$BIN" -s "$SPOOL" check)" 'its lines and taxes do not add up to its total'
done_testing
