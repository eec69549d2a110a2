#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <glob.h>

#include "base/memory.h"
#include "cases/rate_case.h"
#include "rating/rating.h"
#include "voice.h"
#include "words/old_working.h"
#include "words/say.h"
#include "words/working.h"

static const char *const LANGUAGES[] = { "en", "de", "fr", "pl" };

/*
 * Workings as the database has them, and what people read; written by hand. The language "" is the
 * plain English of files. U+00D7 is the cross, U+2212 the minus.
 */
static const struct {
	const char *language, *stored, *want;
} CASES[] = {
	{ "",
	    "steps 1 [meter \"E1/01\" read 1200 - read 1000 = use 200 \"kWh\"; quantity 200 "
	    "\"kWh\" x "
	    "price 0.2745 = amount 54.90]",
	    "E1/01: 1200 - 1000 = 200 kWh; 200 kWh x 0.2745 = 54.90" },
	{ "en",
	    "steps 1 [meter \"E1/01\" read 1200 - read 1000 = use 200 \"kWh\"; quantity 200 "
	    "\"kWh\" "
	    "x price 0.2745 = amount 54.90]",
	    "E1/01: 1,200 \u2212 1,000 = 200 kWh; 200 kWh \u00d7 0.2745 = 54.90" },
	{ "de",
	    "steps 1 [meter \"E1/01\" read 1200 - read 1000 = use 200 \"kWh\"; quantity 200 "
	    "\"kWh\" "
	    "x price 0.2745 = amount 54.90]",
	    "E1/01: 1.200 \u2212 1.000 = 200 kWh; 200 kWh \u00d7 0,2745 = 54,90" },
	{ "en", "steps 1 [quantity -341 \"kWh\" x price 0.2745 = amount -93.60]",
	    "\u2212341 kWh \u00d7 0.2745 = \u221293.60" },
	{ "en", "steps 1 [once \"C0\" on 2026-10-01 = amount 5.00]",
	    "One-off charge of 1\u00a0Oct\u00a02026" },
	{ "", "steps 1 [once \"C0\" on 2026-10-01 = amount 5.00]",
	    "One-off charge C0 of 2026-10-01" },
	{ "", "steps 1 [annual \"LOYAL\" on 2026-10-01 late = amount -5.00]",
	    "Annual credit LOYAL of 2026-10-01, not billed before" },
	{ "en",
	    "steps 1 [tier 2 above 10 x days 31 = bound 310; quantity 12345.5 \"kWh\" x price 1 = "
	    "amount 12345.50]",
	    "tier 2, above 10 \u00d7 31 = 310; 12,345.5 kWh \u00d7 1 = 12,345.50" },
	{ "fr", "steps 1 [quantity 12345.5 \"kWh\" x price 1 = amount 12345.50]",
	    "12\u00a0345,5 kWh \u00d7 1 = 12\u00a0345,50" },
	{ "de", "steps 1 [days 31 \"days\" x price 1.10 = amount 34.10]",
	    "31 Tage \u00d7 1,10 = 34,10" },
	{ "fr", "steps 1 [days 31 \"days\" x price 1.10 = amount 34.10]",
	    "31 jours \u00d7 1,10 = 34,10" },
	{ "pl", "steps 1 [(months 16/31 + months 15/29) \"months\" x price 12.00 = amount 12.40]",
	    "(16/31 + 15/29) mies. \u00d7 12,00 = 12,40" },
	{ "de",
	    "steps 1 [meter \"E1/01\" read 2420 - read 2000 = use 420 \"kWh\"; portion 14 of 31 = "
	    "use 189.677 \"kWh\"; tier 2 above 10 x days 14 = bound 140; quantity 49.677 \"kWh\" x "
	    "price 0.30 = amount 14.90]",
	    "E1/01: 2.420 \u2212 2.000 = 420 kWh; 14 von 31 Tagen: 189,677 kWh; Stufe 2, \u00fcber "
	    "10 \u00d7 14 = 140; 49,677 kWh \u00d7 0,30 = 14,90" },
	{ "fr",
	    "steps 1 [tier 2 above 10 x days 31 = bound 310 upto 20.5 x days 31 = bound 635.5; "
	    "quantity 1 \"kWh\" x price 1 = amount 1.00]",
	    "tranche 2, au-del\u00e0 de 10 \u00d7 31 = 310, jusqu\u2019\u00e0 20,5 \u00d7 31 = "
	    "635,5; 1 kWh \u00d7 1 = 1,00" },
	{ "en",
	    "steps 1 [tier 1 upto 1000 x days 14/31 = bound 451.613; quantity 1 \"kWh\" x price 1 "
	    "= amount 1.00]",
	    "tier 1, up to 1,000 \u00d7 14/31 = 451.613; 1 kWh \u00d7 1 = 1.00" },
	{ "pl", "steps 1 [tier 1 upto 310; quantity 1 \"kWh\" x price 1 = amount 1.00]",
	    "pr\u00f3g 1, do 310; 1 kWh \u00d7 1 = 1,00" },
	{ "pl", "steps 1 [tier 1; quantity 5 \"kWh\" x price 0.3 = amount 1.50]",
	    "pr\u00f3g 1; 5 kWh \u00d7 0,3 = 1,50" },
	{ "de",
	    "steps 1 [meter \"E1/01\" read 20 - read 99950 + rollover 100000 = use 70 \"kWh\"; "
	    "meter "
	    "\"E2/01\" (read 7.5 - read 5.0) x multiplier 40 = use 100 \"kWh\"; meters 2 = use 170 "
	    "\"kWh\"; quantity 170 \"kWh\" x price 0.30 = amount 51.00]",
	    "E1/01: 20 \u2212 99.950 + 100.000 = 70 kWh; E2/01: (7,5 \u2212 5,0) \u00d7 40 = 100 "
	    "kWh; 2 Z\u00e4hler zusammen: 170 kWh; 170 kWh \u00d7 0,30 = 51,00" },
	{ "fr",
	    "steps 1 [meter \"E1/02\" highest 2026-10-15; read 28 x multiplier 1.5 = demand 42 "
	    "\"kW\"; demand 42 \"kW\" x months 1 \"months\" x price 9.50 = amount 399.00]",
	    "E1/02 : relev\u00e9 maximal le 15/10/2026; 28 \u00d7 1,5 = 42 kW; 42 kW \u00d7 1 mois "
	    "\u00d7 9,50 = 399,00" },
	{ "de",
	    "steps 1 [quantity 1 x price 20.00 = amount 20.00; minimum 20.00 - used 3.00 = amount "
	    "17.00]",
	    "1 \u00d7 20,00 = 20,00; Mindestbetrag abz\u00fcglich Verbrauch: 20,00 \u2212 3,00 = "
	    "17,00" },
	{ "de", "steps 1 [once \"CALLOUT\" on 2026-10-20 late = amount 90.00]",
	    "Einmaliger Posten vom 20.10.2026, bisher nicht berechnet" },
	{ "pl", "steps 1 [monthly \"RENT\" on 2024-01-31 = amount 1.00]",
	    "Pozycja miesi\u0119czna z dnia 31.01.2024" },
	{ "fr", "steps 1 [annual \"LOYAL\" on 2026-10-01 = amount -1.00]",
	    "Poste annuel du 01/10/2026" },
	{ "de", "steps 1 [-(sum 1200.00 x percent 12.5) = amount -150.00]",
	    "\u2212(1.200,00 \u00d7 12,5 / 100) = \u2212150,00" },

	/* Codes are names, whatever they look like; so are units of a price plan. */
	{ "de",
	    "steps 1 [meter \"12.50\" read 7 - read 5 = use 2 \"kWh\"; quantity 2 \"kWh\" x price "
	    "1.5 = amount 3.00]",
	    "12.50: 7 \u2212 5 = 2 kWh; 2 kWh \u00d7 1,5 = 3,00" },
	{ "de", "steps 1 [quantity 3 \"1.5 x; = kVA\" x price 1.5 = amount 4.50]",
	    "3 1.5 x; = kVA \u00d7 1,5 = 4,50" },
	{ "de", "", "" },
};

/* The steps, or a sentence, in a language; "" is plain English. */
static const char *
say(const struct steps *steps, const char *language, struct arena *arena)
{
	const struct voice voice = voice_of(language, arena);
	struct buf out = BUF_EMPTY;
	const char *text;

	if (language[0] != '\0')
		return (say_steps(steps, &voice));
	say_plain(steps, &out);
	text = arena_string(arena, buf_text(&out));
	buf_release(&out);
	return (text);
}

static void
steps_are_said_in_the_language_of_their_reader(void **state)
{
	struct arena arena = ARENA_EMPTY;
	struct err e = { 0 };
	struct steps steps;
	size_t i;

	for (i = 0; i < LENGTH(CASES); i++) {
		const char *got;

		if (steps_parse(CASES[i].stored, &arena, &steps, &e) != 0)
			fail_msg("%s", e.text);
		got = say(&steps, CASES[i].language, &arena);
		if (strcmp(got, CASES[i].want) != 0)
			fail_msg("%s: got <%s>, want <%s>", CASES[i].stored, got, CASES[i].want);
	}
	arena_release(&arena);
	(void)state;
}

/* ---- each line of tests/rating, as an older run would have had it -----------------------------
 */

/* Both must read the same in each language. */
static void
compare(const struct working *new, const char *sentence, struct arena *arena)
{
	const struct working old = { .sentence = sentence };
	size_t i;

	for (i = 0; i < LENGTH(LANGUAGES); i++) {
		const struct voice voice = voice_of(LANGUAGES[i], arena);
		const char *got = working_say(new, &voice), *want = working_say(&old, &voice);

		if (strcmp(got, want) != 0)
			fail_msg("%s, %s: got <%s>, want <%s>", LANGUAGES[i], sentence, got, want);
	}
}

/* A line as it is, as it comes back from the database, and as a credit note has it. */
static void
check_line(const struct rating_line *line, int places, struct arena *arena)
{
	const char *sentence = say(&line->working, "", arena);
	struct working working = { .steps = line->working };
	struct buf stored = BUF_EMPTY, again = BUF_EMPTY;
	struct err e = { 0 };

	compare(&working, sentence, arena);
	steps_format(&line->working, &stored);
	if (working_read(buf_text(&stored), line->amount_minor, arena, &working, &e) != 0)
		fail_msg("%s", e.text);
	steps_format(&working.steps, &again);
	assert_string_equal(buf_text(&again), buf_text(&stored));
	if (line->amount_minor != 0) {
		working_turn(&working, line->amount_minor, places, arena);
		compare(&working, old_working_turn(sentence, line->amount_minor, places, arena),
		    arena);
	}
	buf_release(&stored);
	buf_release(&again);
}

/* A working that is not of its line's amount is refused; there may be none, or a sentence. */
static void
a_working_ends_with_the_amount_of_its_line(void **state)
{
	static const char STORED[] = "steps 1 [days 31 \"day\" x price 1.10 = amount 34.10]";
	struct arena arena = ARENA_EMPTY;
	struct working working;
	struct err e = { 0 };

	assert_int_equal(working_read(STORED, 3410, &arena, &working, &e), 0);
	assert_false(working_is_empty(&working));
	assert_int_equal(working_read(STORED, 3411, &arena, &working, &e), -1);
	assert_int_equal(working_read("", 3410, &arena, &working, &e), 0);
	assert_true(working_is_empty(&working));
	assert_int_equal(working_read("31 day x 1.10 = 34.10", 3411, &arena, &working, &e), 0);
	assert_string_equal(working.sentence, "31 day x 1.10 = 34.10");
	arena_release(&arena);
	(void)state;
}

/* The lines of one case; returns how many. */
static size_t
check_case(const char *path, struct arena *arena)
{
	static char text[65536];
	FILE *file = fopen(path, "re");
	struct rating_result result;
	struct json_value *value;
	struct rating_case *c;
	struct err e = { 0 };
	size_t length, i;

	assert_non_null(file);
	length = fread(text, 1, sizeof(text) - 1, file);
	(void)fclose(file);
	if (json_parse(text, length, &value, &e) != 0 ||
	    rate_case_read(value, "$", arena, &c, &e) != 0 ||
	    rating_rate(c, arena, &result, &e) != 0)
		fail_msg("%s: %s", path, e.text);
	for (i = 0; i < result.line_count; i++)
		check_line(&result.lines[i], c->rules->minor_places, arena);
	json_free(value);
	return (result.line_count);
}

static void
steps_are_said_as_the_sentences_of_older_runs_are(void **state)
{
	struct arena arena = ARENA_EMPTY;
	size_t i, lines = 0;
	glob_t cases;

	assert_int_equal(glob("tests/rating/*.case.json", 0, NULL, &cases), 0);
	for (i = 0; i < cases.gl_pathc; i++) {
		lines += check_case(cases.gl_pathv[i], &arena);
		arena_reset(&arena);
	}
	assert_true(lines > 100);
	globfree(&cases);
	arena_release(&arena);
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(steps_are_said_in_the_language_of_their_reader),
		cmocka_unit_test(a_working_ends_with_the_amount_of_its_line),
		cmocka_unit_test(steps_are_said_as_the_sentences_of_older_runs_are),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
