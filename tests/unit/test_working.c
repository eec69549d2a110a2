#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "../golden/sample_invoice.h"
#include "layout/layout_read.h"
#include "document/layout_fields.h"
#include "document/working.h"

/*
 * Workings as rating makes them (tests/rating), and what a customer reads; written by hand. U+00D7
 * is the cross.
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
a_working_is_said_in_the_language_of_its_reader(void **state)
{
	static struct sample sample;
	const struct layout_file file = {
		.name = "compact", .text = layout_shipped("compact"), .fields = &LAYOUT_FIELDS
	};
	struct arena arena = ARENA_EMPTY;
	struct layout *layout;
	struct err e = { 0 };
	size_t i;

	sample_invoice(&sample, 1, 0, 1);
	if (layout_read(&arena, &file, &layout, &e) != 0)
		fail_msg("%s", e.text);
	for (i = 0; i < LENGTH(CASES); i++) {
		struct sheet s = { .arena = &arena,
			.model = &sample.model,
			.layout = layout,
			.locale = locale_find(CASES[i].language) };
		const char *got = working_say(&s, CASES[i].working);

		if (strcmp(got, CASES[i].want) != 0)
			fail_msg("%s: got <%s>, want <%s>", CASES[i].working, got, CASES[i].want);
	}
	arena_release(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_working_is_said_in_the_language_of_its_reader),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
