/* The last lines of addresses; wanted as the posts of these countries want them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/compiler.h"
#include "base/postal.h"

static const struct row {
	const char *name;
	struct postal place;
	const char *want, *country, *key;
} ROWS[] = {
	{ "at home", { "Newtown", "NSW", "2042", "Australia", "Australia" }, "Newtown NSW 2042", "",
	    "" },
	{ "at home, not said", { "Newtown", "NSW", "2042", "", "Australia" }, "Newtown NSW 2042",
	    "", "" },
	{ "nobody knows where", { "Newtown", "NSW", "2042", "", "" }, "Newtown NSW 2042", "", "" },
	{ "no state", { "Newtown", "", "2042", "", "Australia" }, "Newtown 2042", "", "" },
	{ "Germany", { "Berlin", "", "10623", "Germany", "Australia" }, "10623 Berlin", "GERMANY",
	    "DE" },
	{ "in German", { "Berlin", "", "10623", "Deutschland", "Australia" }, "10623 Berlin",
	    "DEUTSCHLAND", "DE" },
	{ "Germany at home", { "Berlin", "", "10623", "DE", "Deutschland" }, "10623 Berlin", "",
	    "" },
	{ "Austria", { "Wien", "", "1010", "\u00d6sterreich", "Germany" }, "1010 Wien",
	    "\u00d6STERREICH", "AT" },
	{ "a code", { "Wien", "", "1010", "at", "Germany" }, "1010 Wien", "AUSTRIA", "AT" },
	{ "Italy, with its province", { "Pozzuoli", "NA", "80078", "Italy", "Germany" },
	    "80078 Pozzuoli NA", "ITALY", "IT" },
	{ "Greece",
	    { "\u0391\u03b8\u03ae\u03bd\u03b1", "", "105 63",
		"\u0395\u03bb\u03bb\u03ac\u03b4\u03b1", "Germany" },
	    "105 63 \u0391\u03b8\u03ae\u03bd\u03b1", "\u0395\u039b\u039b\u0386\u0394\u0391", "GR" },
	{ "Great Britain", { "London", "", "SW1A 1AA", "United Kingdom", "Germany" },
	    "London\nSW1A 1AA", "UNITED KINGDOM", "GB" },
	{ "by its other name", { "London", "", "SW1A 1AA", "UK", "Germany" }, "London\nSW1A 1AA",
	    "UK", "GB" },
	{ "no postcode", { "London", "", "", "England", "Germany" }, "London", "ENGLAND", "GB" },
	{ "United States", { "Springfield", "IL", "62704", "USA", "Germany" },
	    "Springfield IL 62704", "USA", "US" },
	{ "Ireland by its own name, in small letters",
	    { "Cork", "", "T12 X6F4", "\u00e9ire", "Germany" }, "Cork\nT12 X6F4", "\u00c9IRE",
	    "IE" },
	{ "a county has its own line", { "Cork", "Co. Cork", "T12 X6F4", "IE", "Germany" },
	    "Cork\nCo. Cork\nT12 X6F4", "IRELAND", "IE" },
	{ "a region has its own line", { "Georgetown", "Penang", "10200", "Malaysia", "Australia" },
	    "10200 Georgetown\nPenang", "MALAYSIA", "MY" },
	{ "India", { "Mumbai", "Maharashtra", "400001", "India", "Australia" },
	    "Mumbai 400001\nMaharashtra", "INDIA", "IN" },
	{ "not known, from Germany", { "Budapest", "", "1051", "Ungarn", "Germany" },
	    "1051 Budapest", "UNGARN", "Ungarn" },
	{ "not known, from Australia", { "Budapest", "", "1051", "Hungary", "Australia" },
	    "Budapest 1051", "HUNGARY", "Hungary" },
	{ "nothing", { "", "", "", "Germany", "Germany" }, "", "", "" },
};

static void
each_country_has_its_order(void **state)
{
	struct buf lines = BUF_EMPTY;
	size_t i;

	for (i = 0; i < LENGTH(ROWS); i++) {
		buf_reset(&lines);
		postal_add(&lines, &ROWS[i].place);
		buf_add_char(&lines, '/');
		postal_add_country(&lines, &ROWS[i].place);
		buf_printf(&lines, "/%s",
		    postal_country_key(ROWS[i].place.country, ROWS[i].place.home));
		if (strncmp(buf_text(&lines), ROWS[i].want, strlen(ROWS[i].want)) != 0 ||
		    buf_text(&lines)[strlen(ROWS[i].want)] != '/' ||
		    strncmp(buf_text(&lines) + strlen(ROWS[i].want) + 1, ROWS[i].country,
			strlen(ROWS[i].country)) != 0 ||
		    strcmp(strrchr(buf_text(&lines), '/') + 1, ROWS[i].key) != 0)
			fail_msg("%s: %s", ROWS[i].name, buf_text(&lines));
	}
	buf_release(&lines);
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(each_country_has_its_order) };

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
