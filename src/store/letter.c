#include "store/letter.h"

#include "store/statement.h"

RECORD(letter_candidate, account, number, stated_to);

int
letter_begin(struct database *db, const char *run, struct err *e)
{
	return (statement_query(db, LETTER_CANDIDATES, &(struct by_run){ run }, e));
}

int
letter_next(struct database *db, struct arena *arena, struct letter_candidate *candidate,
    struct err *e)
{
	return (statement_next(db, LETTER_CANDIDATES, arena, candidate, e));
}

int
letter_balance(struct database *db, int64_t account, int32_t day, int64_t *balance, struct err *e)
{
	const struct account_day key = { account, day };

	return (statement_number(db, LETTER_BALANCE, &key, balance, e));
}

struct account_span {
	int64_t account;
	int32_t from_day, to_day;
};
RECORD(account_span, account, from_day, to_day);
RECORD(letter_movement, ledger, kind, day, due_day, amount, reference);

int
letter_movements_begin(struct database *db, int64_t account, int32_t from_day, int32_t to_day,
    struct err *e)
{
	const struct account_span span = { account, from_day, to_day };

	return (statement_query(db, LETTER_MOVEMENTS, &span, e));
}

int
letter_movements_next(struct database *db, struct arena *arena, struct letter_movement *movement,
    struct err *e)
{
	return (statement_next(db, LETTER_MOVEMENTS, arena, movement, e));
}

RECORD(letter_debt, kind, amount, due_day, day, reference, invoice, reverses, level, reminded_day);

int
letter_debts_begin(struct database *db, int64_t account, struct err *e)
{
	return (statement_query(db, LETTER_DEBTS, &(struct by_account){ account }, e));
}

int
letter_debts_next(struct database *db, struct arena *arena, struct letter_debt *debt, struct err *e)
{
	return (statement_next(db, LETTER_DEBTS, arena, debt, e));
}

RECORD(letter, run, sequence, number, kind, level, account, letter_day, due_day, from_day, to_day,
    recipient, payer, supply_address, language, delivery, opening, invoiced, received, adjusted,
    closing, band_0, band_1, band_2, band_3, band_4);

int
letter_add(struct database *db, const struct letter *letter, int64_t *id, struct err *e)
{
	if (statement_run(db, LETTER_ADD, letter, e) != 0)
		return (-1);
	*id = database_inserted(db);
	return (0);
}

struct letter_entry_row {
	int64_t letter, line, ledger, invoice, level;
	const char *kind;
	int32_t day, due_day;
	int64_t days_late;
	const char *reference;
	int64_t whole, amount, balance;
};
RECORD(letter_entry_row, letter, line, ledger, invoice, level, kind, day, due_day, days_late,
    reference, whole, amount, balance);

int
letter_add_entry(struct database *db, int64_t letter, int64_t line,
    const struct letter_entry *entry, struct err *e)
{
	const struct letter_entry_row row = { letter, line, entry->ledger, entry->invoice,
		entry->level, entry->kind, entry->day, entry->due_day, entry->days_late,
		entry->reference, entry->whole, entry->amount, entry->balance };

	return (statement_run(db, LETTER_ENTRY_ADD, &row, e));
}

RECORD(letter_account, account, number);

int
letter_find_account(struct database *db, int64_t letter, struct arena *arena,
    struct letter_account *account, struct err *e)
{
	return (statement_find(db, LETTER_ACCOUNT, &(struct by_id){ letter }, arena, account, e));
}

RECORD(letter_made, letter, pages, bytes, sha256, bundle, sheet);

int
letter_keep_made(struct database *db, const struct letter_made *made, struct err *e)
{
	return (statement_run(db, LETTER_MADE, made, e));
}

int
letter_queue(struct database *db, const char *run, struct err *e)
{
	if (statement_run(db, LETTER_EMAILS, &(struct by_run){ run }, e) != 0)
		return (-1);
	return (statement_run(db, LETTER_POST, &(struct by_run){ run }, e));
}

int
letter_clear(struct database *db, const char *run, struct err *e)
{
	if (statement_run(db, LETTER_CLEAR_ENTRIES, &(struct by_run){ run }, e) != 0)
		return (-1);
	return (statement_run(db, LETTER_CLEAR, &(struct by_run){ run }, e));
}
