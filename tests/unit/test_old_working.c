#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "base/compiler.h"
#include "voice.h"
#include "words/old_working.h"

/*
 * Workings as runs before there were steps have them, and what a customer reads; written by hand.
 * U+00D7 is the cross.
 */
static const struct {
	const char *language, *working, *want;
} CASES[] = {
	{ "en", "E1/01: 1200 - 1000 = 200 kWh; 200 kWh x 0.2745 = 54.90",
	    "E1/01: 1,200 \u2212 1,000 = 200 kWh; 200 kWh \u00d7 0.2745 = 54.90" },
	{ "de", "E1/01: 1200 - 1000 = 200 kWh; 200 kWh x 0.2745 = 54.90",
	    "E1/01: 1.200 \u2212 1.000 = 200 kWh; 200 kWh \u00d7 0,2745 = 54,90" },
	{ "en", "-341 kWh x 0.2745 = -93.60", "\u2212341 kWh \u00d7 0.2745 = \u221293.60" },
	{ "en", "One-off charge C0 of 2026-10-01", "One-off charge of 1\u00a0Oct\u00a02026" },
	{ "en", "tier 2, above 10 x 31 = 310; 12345.5 kWh x 1 = 12345.50",
	    "tier 2, above 10 \u00d7 31 = 310; 12,345.5 kWh \u00d7 1 = 12,345.50" },
	{ "fr", "12345.5 kWh x 1 = 12345.50", "12\u00a0345,5 kWh \u00d7 1 = 12\u00a0345,50" },
	{ "de", "31 days x 1.10 = 34.10", "31 Tage \u00d7 1,10 = 34,10" },
	{ "fr", "31 days x 1.10 = 34.10", "31 jours \u00d7 1,10 = 34,10" },
	{ "pl", "(16/31 + 15/29) months x 12.00 = 12.40",
	    "(16/31 + 15/29) mies. \u00d7 12,00 = 12,40" },
	{ "de",
	    "E1/01: 2420 - 2000 = 420 kWh; 14 of 31 days: 189.677 kWh; tier 2, above 10 x 14 = "
	    "140; 49.677 kWh x 0.30 = 14.90",
	    "E1/01: 2.420 \u2212 2.000 = 420 kWh; 14 von 31 Tagen: 189,677 kWh; Stufe 2, \u00fcber "
	    "10 \u00d7 14 = 140; 49,677 kWh \u00d7 0,30 = 14,90" },
	{ "fr", "tier 2, above 10 x 31 = 310, up to 20.5 x 31 = 635.5; 1 kWh x 1 = 1.00",
	    "tranche 2, au-del\u00e0 de 10 \u00d7 31 = 310, jusqu\u2019\u00e0 20,5 \u00d7 31 = "
	    "635,5; 1 kWh \u00d7 1 = 1,00" },
	{ "pl", "tier 1, up to 310; 1 kWh x 1 = 1.00",
	    "pr\u00f3g 1, do 310; 1 kWh \u00d7 1 = 1,00" },
	{ "pl", "tier 1; 5 kWh x 0.3 = 1.50", "pr\u00f3g 1; 5 kWh \u00d7 0,3 = 1,50" },
	{ "de",
	    "E1/01: 20 - 99950 + 100000 = 70 kWh; E2/01: (7.5 - 5.0) x 40 = 100 kWh; 2 meters "
	    "together: 170 kWh; 170 kWh x 0.30 = 51.00",
	    "E1/01: 20 \u2212 99.950 + 100.000 = 70 kWh; E2/01: (7,5 \u2212 5,0) \u00d7 40 = 100 "
	    "kWh; 2 Z\u00e4hler zusammen: 170 kWh; 170 kWh \u00d7 0,30 = 51,00" },
	{ "fr",
	    "E1/02: highest read on 2026-10-15; 28 x 1.5 = 42 kW; 42 kW x 1 months x 9.50 = 399.00",
	    "E1/02 : relev\u00e9 maximal le 15/10/2026; 28 \u00d7 1,5 = 42 kW; 42 kW \u00d7 1 mois "
	    "\u00d7 9,50 = 399,00" },
	{ "de", "1 x 20.00 = 20.00; minimum less usage: 20.00 - 3.00 = 17.00",
	    "1 \u00d7 20,00 = 20,00; Mindestbetrag abz\u00fcglich Verbrauch: 20,00 \u2212 3,00 = "
	    "17,00" },
	{ "de", "One-off charge CALLOUT of 2026-10-20, not billed before",
	    "Einmaliger Posten vom 20.10.2026, bisher nicht berechnet" },
	{ "pl", "Monthly charge RENT of 2024-01-31", "Pozycja miesi\u0119czna z dnia 31.01.2024" },
	{ "fr", "Annual credit LOYAL of 2026-10-01", "Poste annuel du 01/10/2026" },
	{ "de", "-(1200.00 x 12.5 / 100) = -150.00",
	    "\u2212(1.200,00 \u00d7 12,5 / 100) = \u2212150,00" },

	/* Codes are names, whatever they look like; so are units of a price plan. */
	{ "de", "12.50: 7 - 5 = 2 kWh; 2 kWh x 1.5 = 3.00",
	    "12.50: 7 \u2212 5 = 2 kWh; 2 kWh \u00d7 1,5 = 3,00" },
	{ "de", "1.5: highest read on 2026-10-15; 2 kW x 1.5 = 3.00",
	    "1.5: h\u00f6chster Stand am 15.10.2026; 2 kW \u00d7 1,5 = 3,00" },
	{ "de", "Weekly charge 1.5 of 2026-10-20", "W\u00f6chentlicher Posten vom 20.10.2026" },
	{ "de", "3 kVA/h x 1.5 = 4.50", "3 kVA/h \u00d7 1,5 = 4,50" },

	/* What is in no known form is shown as it is. */
	{ "de", "", "" },
	{ "de", "by agreement with Mr Smith", "by agreement with Mr Smith" },
	{ "de", "tier", "tier" },
};

static void
a_sentence_is_said_in_the_language_of_its_reader(void **state)
{
	struct arena arena = ARENA_EMPTY;
	size_t i;

	for (i = 0; i < LENGTH(CASES); i++) {
		const struct voice voice = voice_of(CASES[i].language, &arena);
		const char *got = old_working_say(CASES[i].working, &voice);

		if (strcmp(got, CASES[i].want) != 0)
			fail_msg("%s: got <%s>, want <%s>", CASES[i].working, got, CASES[i].want);
	}
	arena_release(&arena);
	(void)state;
}

/* A line of an invoice, and the same on its credit note. */
static const struct turn {
	const char *name, *working, *want;
	int64_t minor;
} TURNS[] = {
	{ "usage",
	    "E1/01: 13726.0 - 13384.0 = 342 kWh; tier 1, up to 11 x 31 = 341; 341 kWh x 0.2745 = "
	    "93.60",
	    "E1/01: 13726.0 - 13384.0 = 342 kWh; tier 1, up to 11 x 31 = 341; -341 kWh x 0.2745 = "
	    "-93.60",
	    9360 },
	{ "feed-in", "E2/01: -(20 - 10) = -10 kWh; -10 kWh x 0.07 = -0.70",
	    "E2/01: -(20 - 10) = -10 kWh; 10 kWh x 0.07 = 0.70", -70 },
	{ "supply", "31 day x 0.985 = 30.54", "-31 day x 0.985 = -30.54", 3054 },
	{ "broken months", "(1 + 15/30) months x 40.00 = 60.00",
	    "-(1 + 15/30) months x 40.00 = -60.00", 6000 },
	{ "discount", "-(127.22 x 4 / 100) = -5.09", "127.22 x 4 / 100 = 5.09", -509 },
	{ "minimum", "minimum less usage: 50.00 - 12.34 = 37.66",
	    "minimum less usage: -(50.00 - 12.34) = -37.66", 3766 },
	{ "demand", "E1: highest read on 2026-10-05; 12 x 40 = 480 kW; 480 kW x 1.5 = 720.00",
	    "E1: highest read on 2026-10-05; 12 x 40 = 480 kW; -480 kW x 1.5 = -720.00", 72000 },
	{ "charge", "One-off charge C0 of 2026-10-01", "One-off charge C0 of 2026-10-01", 11386 },
	{ "reads alone", "E1/01: 20 - 10 = 10 kWh", "E1/01: 20 - 10 = 10 kWh", 1000 },
	{ "none", "", "", 100 },
};

static void
a_sentence_is_turned_round(void **state)
{
	struct arena arena = ARENA_EMPTY;
	size_t i;

	for (i = 0; i < LENGTH(TURNS); i++) {
		const char *got = old_working_turn(TURNS[i].working, TURNS[i].minor, 2, &arena);

		if (strcmp(got, TURNS[i].want) != 0)
			fail_msg("%s: \"%s\", not \"%s\"", TURNS[i].name, got, TURNS[i].want);
	}
	arena_release(&arena);
	(void)state;
}

static void
a_meter_gets_another_name(void **state)
{
	struct arena arena = ARENA_EMPTY;
	static const char BOTH[] = "E10/01: 9 - 8 = 1 kWh; W1/1: 3 - 2 = 1 kWh; 2 meters together: "
				   "2 kWh";

	assert_string_equal(old_working_rename(BOTH, "W1/1", "W1", &arena),
	    "E10/01: 9 - 8 = 1 kWh; W1: 3 - 2 = 1 kWh; 2 meters together: 2 kWh");
	assert_string_equal(old_working_rename(BOTH, "E1/01", "E1", &arena), BOTH);
	assert_string_equal(old_working_rename("see E10/01; E10/011: 1", "E10/01", "E10", &arena),
	    "see E10/01; E10/011: 1");
	arena_release(&arena);
	(void)state;
}

static void
a_sentence_names_its_meter_and_day(void **state)
{
	static const char DEMAND[] = "E1/02: highest read on 2026-10-15; 42 kW x 9.50 = 399.00";
	const int32_t day = date_from_ymd(2026, 10, 15);

	assert_true(old_working_names(DEMAND, "E1/02"));
	assert_false(old_working_names(DEMAND, "E1/01"));
	assert_true(old_working_has_day(DEMAND, day));
	assert_false(old_working_has_day(DEMAND, day + 1));
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_sentence_is_said_in_the_language_of_its_reader),
		cmocka_unit_test(a_sentence_is_turned_round),
		cmocka_unit_test(a_meter_gets_another_name),
		cmocka_unit_test(a_sentence_names_its_meter_and_day),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
