#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <setjmp.h>
#include <cmocka.h>

#include "base/compiler.h"
#include "base/date.h"
#include "store/ledger.h"
#include "store/ledger_row.h"
#include "store/statement.h"

#define MOST_ENTRIES 6
#define SUSPENSE 0 /* the one account of an empty database */
#define TODAY 20000

/* A debt is given by how late it is; money in by its day alone. */
struct entry {
	const char *kind;
	int64_t amount;
	int32_t late; /* days behind its due day, on TODAY */
	bool no_due_day;
};

struct row {
	const char *what;
	struct entry entries[MOST_ENTRIES]; /* ended by a NULL kind */
	int64_t bands[LEDGER_BANDS];
	int64_t balance;
};

static const struct row ROWS[] = {
	{ "no entries owe nothing", { { NULL, 0, 0, false } }, { 0, 0, 0, 0, 0 }, 0 },

	/* The edges of each band. */
	{ "due in 14 days is not due", { { "INVOICE", 100, -14, false } }, { 100, 0, 0, 0, 0 },
	    100 },
	{ "due today is not late", { { "INVOICE", 100, 0, false } }, { 100, 0, 0, 0, 0 }, 100 },
	{ "1 day late is in 1-30", { { "INVOICE", 100, 1, false } }, { 0, 100, 0, 0, 0 }, 100 },
	{ "30 days late is in 1-30", { { "INVOICE", 100, 30, false } }, { 0, 100, 0, 0, 0 }, 100 },
	{ "31 days late is in 31-60", { { "INVOICE", 100, 31, false } }, { 0, 0, 100, 0, 0 }, 100 },
	{ "60 days late is in 31-60", { { "INVOICE", 100, 60, false } }, { 0, 0, 100, 0, 0 }, 100 },
	{ "61 days late is in 61-90", { { "INVOICE", 100, 61, false } }, { 0, 0, 0, 100, 0 }, 100 },
	{ "90 days late is in 61-90", { { "INVOICE", 100, 90, false } }, { 0, 0, 0, 100, 0 }, 100 },
	{ "91 days late is over 90", { { "INVOICE", 100, 91, false } }, { 0, 0, 0, 0, 100 }, 100 },
	{ "years late is over 90", { { "INVOICE", 100, 4000, false } }, { 0, 0, 0, 0, 100 }, 100 },

	/* An adjustment has no due day: it is due on its own. */
	{ "a charge without due day ages from its day", { { "ADJUSTMENT", 70, 45, true } },
	    { 0, 0, 70, 0, 0 }, 70 },

	/* Money in pays the oldest first, whatever it was meant for. */
	{ "a receipt pays the oldest first",
	    { { "INVOICE", 100, 95, false }, { "INVOICE", 50, 20, false },
		{ "RECEIPT", -100, 0, true } },
	    { 0, 50, 0, 0, 0 }, 50 },
	{ "a receipt goes on to the next oldest",
	    { { "INVOICE", 100, 95, false }, { "INVOICE", 50, 20, false },
		{ "RECEIPT", -120, 0, true } },
	    { 0, 30, 0, 0, 0 }, 30 },
	{ "a receipt before the invoices pays them too",
	    { { "RECEIPT", -120, 200, true }, { "INVOICE", 100, 95, false },
		{ "INVOICE", 50, 20, false } },
	    { 0, 30, 0, 0, 0 }, 30 },
	{ "what is not due is paid last",
	    { { "INVOICE", 40, -3, false }, { "INVOICE", 60, 2, false },
		{ "RECEIPT", -70, 0, true } },
	    { 30, 0, 0, 0, 0 }, 30 },
	{ "one receipt can go through all bands",
	    { { "INVOICE", 5, 0, false }, { "INVOICE", 4, 1, false }, { "INVOICE", 3, 31, false },
		{ "INVOICE", 2, 61, false }, { "INVOICE", 1, 91, false },
		{ "RECEIPT", -12, 0, true } },
	    { 3, 0, 0, 0, 0 }, 3 },
	{ "several credits are one heap",
	    { { "INVOICE", 100, 40, false }, { "RECEIPT", -30, 5, true },
		{ "ADJUSTMENT", -20, 5, true } },
	    { 0, 0, 50, 0, 0 }, 50 },

	/* More money than debt. */
	{ "paid to the cent owes nothing",
	    { { "INVOICE", 100, 40, false }, { "RECEIPT", -100, 5, true } }, { 0, 0, 0, 0, 0 }, 0 },
	{ "an overpayment is a credit that is not due",
	    { { "INVOICE", 100, 40, false }, { "RECEIPT", -130, 5, true } }, { -30, 0, 0, 0, 0 },
	    -30 },
	{ "an opening credit is one too", { { "OPENING", -50, 500, false } }, { -50, 0, 0, 0, 0 },
	    -50 },

	/* A reversal stands in the ledger with the due day of the invoice that it reverses. */
	{ "a reversed invoice leaves nothing",
	    { { "INVOICE", 100, 40, false }, { "REVERSAL", -100, 40, false } }, { 0, 0, 0, 0, 0 },
	    0 },
	{ "a reversal does not pay what is older",
	    { { "INVOICE", 80, 95, false }, { "INVOICE", 100, 40, false },
		{ "REVERSAL", -100, 40, false } },
	    { 0, 0, 0, 0, 80 }, 80 },
	{ "what was paid for a reversed invoice pays what is older",
	    { { "INVOICE", 80, 95, false }, { "INVOICE", 100, 40, false },
		{ "RECEIPT", -100, 20, true }, { "REVERSAL", -100, 40, false } },
	    { -20, 0, 0, 0, 0 }, -20 },
	{ "an invoice that is itself a credit pays what is older",
	    { { "INVOICE", 100, 40, false }, { "INVOICE", -25, -14, false } }, { 0, 0, 75, 0, 0 },
	    75 },
};

struct fixture {
	struct database *db;
	char dir[32];
	char path[40];
};

static int
open_database(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));
	struct err e = { 0 };

	assert_non_null(f);
	(void)snprintf(f->dir, sizeof(f->dir), "/tmp/billspool-ledger.XXXXXX");
	assert_non_null(mkdtemp(f->dir));
	(void)snprintf(f->path, sizeof(f->path), "%s/db", f->dir);
	if (database_open(f->path, DATABASE_CREATE, &f->db, &e) != 0)
		fail_msg("%s", e.text);
	*state = f;
	return (0);
}

static int
close_database(void **state)
{
	struct fixture *f = *state;

	database_close(f->db);
	(void)remove(f->path);
	(void)remove(f->dir);
	free(f);
	return (0);
}

/* Post a row's entries. */
static void
post(struct database *db, const struct row *row)
{
	struct err e = { 0 };
	char source[32];
	size_t i;

	for (i = 0; i < MOST_ENTRIES && row->entries[i].kind != NULL; i++) {
		const struct entry *entry = &row->entries[i];
		int32_t day = TODAY - entry->late;
		const struct ledger_row posted = { SUSPENSE, day, entry->kind, entry->amount,
			entry->no_due_day ? DATE_NONE : day, source };

		(void)snprintf(source, sizeof(source), "%zu", i);
		if (statement_run(db, LEDGER_ADD, &posted, &e) != 0)
			fail_msg("%s: %s", row->what, e.text);
	}
}

/* Print got and want where they differ; returns whether they do. */
static bool
differs(const struct row *row, const struct ledger_ageing *got)
{
	int64_t sum = 0;
	size_t band;
	bool differ = got->balance != row->balance;

	for (band = 0; band < LEDGER_BANDS; band++) {
		differ |= got->bands[band] != row->bands[band];
		sum += got->bands[band];
	}
	differ |= sum != got->balance;
	if (!differ)
		return (false);
	print_error("%s:\n  got  %lld:", row->what, (long long)got->balance);
	for (band = 0; band < LEDGER_BANDS; band++)
		print_error(" %lld", (long long)got->bands[band]);
	print_error("\n  want %lld:", (long long)row->balance);
	for (band = 0; band < LEDGER_BANDS; band++)
		print_error(" %lld", (long long)row->bands[band]);
	print_error("\n");
	return (true);
}

static void
test_debt_stands_in_the_band_of_its_age_and_money_pays_the_oldest(void **state)
{
	struct fixture *f = *state;
	struct ledger_ageing age;
	struct err e = { 0 };
	int wrong = 0;
	size_t i;

	for (i = 0; i < LENGTH(ROWS); i++) {
		assert_int_equal(database_begin(f->db, &e), 0);
		post(f->db, &ROWS[i]);
		if (ledger_ageing(f->db, SUSPENSE, TODAY, &age, &e) != 0)
			fail_msg("%s: %s", ROWS[i].what, e.text);
		wrong += differs(&ROWS[i], &age);
		database_rollback(f->db);
	}
	assert_int_equal(wrong, 0);
}

static void
test_an_account_s_ageing_knows_nothing_of_other_accounts(void **state)
{
	const struct row debt = { .what = "debt", .entries = { { "INVOICE", 100, 40, false } } };
	struct fixture *f = *state;
	struct ledger_ageing age;
	struct err e = { 0 };

	assert_int_equal(database_begin(f->db, &e), 0);
	post(f->db, &debt);
	assert_int_equal(ledger_ageing(f->db, SUSPENSE + 1, TODAY, &age, &e), 0);
	assert_int_equal(age.balance, 0);
	database_rollback(f->db);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_debt_stands_in_the_band_of_its_age_and_money_pays_the_oldest),
		cmocka_unit_test(test_an_account_s_ageing_knows_nothing_of_other_accounts),
	};

	return (cmocka_run_group_tests(tests, open_database, close_database));
}
