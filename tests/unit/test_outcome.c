#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "base/compiler.h"
#include "mail/outcome.h"

/*
 * What was seen, and what is true of it. The facts are those that libesmtp 1.1.0 was measured to
 * report in each case (manual/libraries.md, "libesmtp"); the outcome is what the server in that
 * case had really done.
 */
static const struct row {
	const char *name;
	struct outcome_facts facts;
	enum outcome_kind want;
	int64_t delivered, refused;
} ROWS[] = {
	{ "accepted", { 250, 250, true, true, false, 1, { { 0, 250 } } }, OUTCOME_ACCEPTED, 1, 0 },
	{ "the server dies after the final dot", { 250, 0, true, false, false, 1, { { 0, 250 } } },
	    OUTCOME_UNKNOWN, 0, 0 },
	{ "the answer to the dot times out: transfer is a stale 354",
	    { 250, 354, true, false, false, 1, { { 0, 250 } } }, OUTCOME_UNKNOWN, 0, 0 },
	{ "CHUNKING, dropped before the last chunk's answer: transfer is an earlier chunk's 250",
	    { 250, 250, true, false, false, 1, { { 0, 250 } } }, OUTCOME_UNKNOWN, 0, 0 },
	{ "CHUNKING, dropped in the middle: an earlier chunk's 250, and not all handed over",
	    { 250, 250, false, false, false, 1, { { 0, 250 } } }, OUTCOME_LATER, 0, 0 },
	{ "all recipients refused, and a lax server says 250 to the empty text",
	    { 250, 250, false, true, false, 1, { { 0, 550 } } }, OUTCOME_NEVER, 0, 1 },
	{ "greylisted with CHUNKING: transfer says 551",
	    { 250, 551, false, true, false, 1, { { 0, 450 } } }, OUTCOME_LATER, 0, 0 },
	{ "greylisted with DATA: transfer says 554",
	    { 250, 554, false, true, false, 1, { { 0, 450 } } }, OUTCOME_LATER, 0, 0 },
	{ "421 to MAIL", { 421, 0, false, false, false, 1, { { 0, 0 } } }, OUTCOME_NOT_TRIED, 0,
	    0 },
	{ "its turn did not come", { 0, 0, false, false, false, 1, { { 0, 0 } } },
	    OUTCOME_NOT_TRIED, 0, 0 },
	{ "452 behind the text", { 250, 452, true, true, false, 1, { { 0, 250 } } }, OUTCOME_LATER,
	    0, 0 },
	{ "554 behind the text", { 250, 554, true, true, false, 1, { { 0, 250 } } }, OUTCOME_NEVER,
	    0, 0 },
	{ "552 to MAIL SIZE=", { 552, 0, false, false, false, 1, { { 0, 0 } } }, OUTCOME_NEVER, 0,
	    0 },
	{ "451 to MAIL", { 451, 0, false, false, false, 1, { { 0, 0 } } }, OUTCOME_LATER, 0, 0 },
	{ "530 to MAIL: it is us who are refused", { 530, 0, false, false, false, 1, { { 0, 0 } } },
	    OUTCOME_NOT_TRIED, 0, 0 },
	{ "relaying denied in a session without its password",
	    { 250, 554, false, true, true, 1, { { 0, 554 } } }, OUTCOME_NOT_TRIED, 0, 0 },
	{ "accepted in a session without its password",
	    { 250, 250, true, true, true, 1, { { 0, 250 } } }, OUTCOME_ACCEPTED, 1, 0 },
	{ "no answer in a session without its password",
	    { 250, 354, true, false, true, 1, { { 0, 250 } } }, OUTCOME_UNKNOWN, 0, 0 },
	{ "DATA refused", { 250, 554, false, true, false, 1, { { 0, 250 } } }, OUTCOME_NEVER, 0,
	    0 },
	{ "DATA put off", { 250, 451, false, true, false, 1, { { 0, 250 } } }, OUTCOME_LATER, 0,
	    0 },
	{ "a copy is refused, the customer has it",
	    { 250, 250, true, true, false, 2, { { 0, 250 }, { 1, 550 } } }, OUTCOME_ACCEPTED, 1,
	    2 },
	{ "a copy is put off: again, for it alone",
	    { 250, 250, true, true, false, 2, { { 0, 250 }, { 1, 450 } } }, OUTCOME_LATER, 1, 0 },
	{ "the customer is refused, the copy has it",
	    { 250, 250, true, true, false, 2, { { 0, 550 }, { 1, 250 } } }, OUTCOME_NEVER, 2, 1 },
	{ "the customer is put off, the copy has it",
	    { 250, 250, true, true, false, 2, { { 0, 450 }, { 1, 250 } } }, OUTCOME_LATER, 2, 0 },
	{ "only the copy was left, and is refused",
	    { 250, 554, false, true, false, 1, { { 1, 550 } } }, OUTCOME_ACCEPTED, 0, 2 },
	{ "the customer is refused and the copy is put off",
	    { 250, 554, false, true, false, 2, { { 0, 550 }, { 1, 450 } } }, OUTCOME_NEVER, 0, 1 },
	{ "the connection breaks at RCPT", { 250, 0, false, false, false, 1, { { 0, 0 } } },
	    OUTCOME_LATER, 0, 0 },
	{ "all handed over, and the connection breaks before a word about the recipient",
	    { 250, 0, true, false, false, 1, { { 0, 0 } } }, OUTCOME_UNKNOWN, 0, 0 },
	{ "all handed over, the customer refused, and no word about the copy",
	    { 250, 0, true, false, false, 2, { { 0, 550 }, { 1, 0 } } }, OUTCOME_UNKNOWN, 0, 0 },
	{ "an answer that is none", { 250, 300, true, true, false, 1, { { 0, 250 } } },
	    OUTCOME_UNKNOWN, 0, 0 },
};

static void
every_case_is_judged_as_it_was(void **state)
{
	struct outcome got;
	size_t i;

	for (i = 0; i < LENGTH(ROWS); i++) {
		got = outcome_judge(&ROWS[i].facts);
		if (got.kind != ROWS[i].want || got.delivered != ROWS[i].delivered ||
		    got.refused != ROWS[i].refused)
			fail_msg("%s: got %s %lld %lld, want %s %lld %lld", ROWS[i].name,
			    outcome_name(got.kind), (long long)got.delivered,
			    (long long)got.refused, outcome_name(ROWS[i].want),
			    (long long)ROWS[i].delivered, (long long)ROWS[i].refused);
	}
}

/*
 * Whatever the library says: what was handed over and not answered is never tried again by itself,
 * and what was not never counts as sent.
 */
static void
no_facts_at_all_lead_to_a_second_copy(void **state)
{
	static const int codes[] = { 0, 250, 354, 421, 450, 550, 551 };
	struct outcome_facts f = { .count = 1 };
	struct outcome got;
	size_t m, t, r, bits;

	for (m = 0; m < LENGTH(codes); m++)
		for (t = 0; t < LENGTH(codes); t++)
			for (r = 0; r < LENGTH(codes); r++)
				for (bits = 0; bits < 8; bits++) {
					f.mail_code = codes[m];
					f.transfer_code = codes[t];
					f.recipients[0].code = codes[r];
					f.handed_over = (bits & 1) != 0;
					f.ended = (bits & 2) != 0;
					f.distrusted = (bits & 4) != 0;
					got = outcome_judge(&f);
					if (!f.handed_over)
						assert_true(got.kind != OUTCOME_ACCEPTED &&
						    got.kind != OUTCOME_UNKNOWN &&
						    got.delivered == 0);
					else if (!f.ended && codes[m] == 250 && codes[r] == 250)
						assert_int_equal(got.kind, OUTCOME_UNKNOWN);
				}
}

static void
names_are_read_back(void **state)
{
	int kind;

	for (kind = 0; kind < OUTCOME_COUNT; kind++)
		assert_int_equal(outcome_from_name(outcome_name((enum outcome_kind)kind)), kind);
	assert_int_equal(outcome_from_name("SENT"), OUTCOME_COUNT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_case_is_judged_as_it_was),
		cmocka_unit_test(no_facts_at_all_lead_to_a_second_copy),
		cmocka_unit_test(names_are_read_back),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
