#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "base/buf.h"
#include "base/date.h"
#include "config/settings.h"

/* Parse, or fail the test. */
static void
parse(const char *text, struct settings *settings)
{
	struct err e = { 0 };

	if (settings_parse(text, settings, &e) != 0)
		fail_msg("%s: %s", text, e.text);
}

/* Expected: the defaults of manual/settings.md. */
static void
an_empty_file_is_all_defaults(void **state)
{
	struct settings s;

	parse("", &s);
	assert_string_equal(s.database, "db/billspool.db");
	assert_int_equal(s.request_bytes, 65536);
	assert_int_equal(s.import_bytes, 536870912);
	assert_int_equal(s.settle_ms, 400);
	assert_false(s.four_eyes);
	assert_string_equal(s.currency, "AUD");
	assert_string_equal(s.date_format, "d/m/y");
	assert_false(s.rules.tax_per_line);
	assert_int_equal(s.rules.bill_high_minor, 200000);
	assert_int_equal(s.intake.decimal_mark, '.');
	assert_int_equal(s.intake.delimiter, '\0');
	assert_false(s.intake.whole_file);
	settings_release(&s);
}

static void
the_file_that_init_writes_says_the_same_as_none(void **state)
{
	char *text = settings_default_text();
	struct settings none, written;
	size_t i;

	parse("", &none);
	parse(text, &written);
	assert_string_equal(written.font_bold, none.font_bold);
	assert_string_equal(written.mail_subject, none.mail_subject);
	assert_string_equal(written.accent, none.accent);
	assert_string_equal(written.invoice_prefix, none.invoice_prefix);
	assert_int_equal(written.import_bytes, none.import_bytes);
	assert_int_equal(written.rules.bill_high_minor, none.rules.bill_high_minor);
	assert_int_equal(written.rules.quantity_places, none.rules.quantity_places);
	for (i = 0; i < EX_COUNT; i++)
		if (written.rules.severity[i] != none.rules.severity[i])
			fail_msg("%s differs", rating_code_name((enum rating_code)i));
	settings_release(&none);
	settings_release(&written);
	free(text);
}

static void
what_is_written_counts(void **state)
{
	struct settings s;

	parse("[SPOOL]\r\nFour_Eyes = YES ; really\r\nimport_bytes = "
	      "4294967296\r\n[billing]\r\ntax_rounding = line\r\n"
	      "company = M\xc3\xbcller & Co.\r\n[thresholds]\r\nbill_high = "
	      "99.5\r\n[imports]\r\ndecimal_mark = ,\r\n"
	      "delimiter = tab\r\naccept = file\r\n[exceptions]\r\nread_estimated = "
	      "blocking\r\nBILL_HIGH = off\r\n",
	    &s);
	assert_true(s.four_eyes);
	assert_int_equal(s.import_bytes, INT64_C(4294967296));
	assert_true(s.rules.tax_per_line);
	assert_string_equal(s.company, "M\xc3\xbcller & Co.");
	assert_int_equal(s.rules.bill_high_minor, 9950);
	assert_int_equal(s.intake.decimal_mark, ',');
	assert_int_equal(s.intake.delimiter, '\t');
	assert_true(s.intake.whole_file);
	assert_int_equal(s.rules.severity[EX_READ_ESTIMATED], SEVERITY_BLOCKING);
	assert_int_equal(s.rules.severity[EX_BILL_HIGH], SEVERITY_OFF);
	settings_release(&s);
}

/* Three rates of one code, in every order that they can be written in. */
static void
tax_rates_are_in_order_of_their_day_however_written(void **state)
{
	static const char *const rows[] = { "GST = 10\n", "GST@2026-07-01 = 11\n",
		"GST@2027-01-01 = 12.5\n" };
	static const int orders[][3] = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 }, { 1, 2, 0 },
		{ 2, 0, 1 }, { 2, 1, 0 } };
	struct buf text = BUF_EMPTY;
	struct settings s;
	size_t i, k;

	for (i = 0; i < LENGTH(orders); i++) {
		buf_reset(&text);
		buf_add_string(&text, "[tax]\n");
		for (k = 0; k < 3; k++)
			buf_add_string(&text, rows[orders[i][k]]);
		parse(text.data, &s);
		assert_int_equal(s.rules.tax_count, 3);
		if (s.rules.taxes[0].from != DATE_NONE ||
		    s.rules.taxes[1].from != date_from_ymd(2026, 7, 1) ||
		    s.rules.taxes[2].from != date_from_ymd(2027, 1, 1))
			fail_msg("order %zu: the days are not in order", i);
		assert_int_equal(s.rules.taxes[0].percent.units, 10);
		assert_int_equal(s.rules.taxes[1].percent.units, 11);
		assert_int_equal(s.rules.taxes[2].percent.units, 125);
		assert_string_equal(s.rules.taxes[0].code, "GST");
		settings_release(&s);
	}
	buf_release(&text);
}

/* ISO 4217: the yen has no minor unit, the Kuwaiti dinar 1000 fils. */
static void
amounts_have_the_places_of_the_currency(void **state)
{
	static const struct {
		const char *code;
		int places;
		int64_t high;
	} ROWS[] = { { "JPY", 0, 2000 }, { "EUR", 2, 200000 }, { "KWD", 3, 2000000 } };
	struct buf text = BUF_EMPTY;
	struct settings s;
	size_t i;

	for (i = 0; i < LENGTH(ROWS); i++) {
		buf_reset(&text);
		buf_printf(&text, "[thresholds]\nbill_high = 2000\n[billing]\ncurrency = %s\n",
		    ROWS[i].code);
		parse(text.data, &s);
		assert_string_equal(s.currency, ROWS[i].code);
		assert_int_equal(s.rules.minor_places, ROWS[i].places);
		assert_int_equal(s.intake.minor_places, ROWS[i].places);
		assert_int_equal(s.rules.bill_high_minor, ROWS[i].high);
		settings_release(&s);
	}
	buf_release(&text);
}

static const struct {
	const char *name;
	const char *text;
	const char *error;
} REFUSED[] = {
	{ "an unknown setting", "[spool]\ncolour = red\n",
	    "billspool.conf: line 2: [spool] has no setting called colour" },
	{ "a setting of another section", "[billing]\nfour_eyes = yes\n",
	    "line 2: [billing] has no setting called four_eyes" },
	{ "a setting before any section", "four_eyes = yes\n", "line 1: [] has no setting" },
	{ "neither yes nor no", "[spool]\nfour_eyes = perhaps\n",
	    "line 2: four_eyes = perhaps is not possible" },
	{ "a number that is a word", "[spool]\nsettle_ms = soon\n", "line 2: settle_ms = soon" },
	{ "a number below its least", "[spool]\nscan_ms = 9\n", "line 2: scan_ms = 9" },
	{ "a number over its most", "[billing]\ninvoice_width = 13\n",
	    "line 2: invoice_width = 13" },
	{ "a negative number", "[spool]\nretries = -1\n", "line 2: retries = -1" },
	{ "a number that does not fit", "[spool]\nimport_bytes = 99999999999999999999\n",
	    "line 2: import_bytes" },
	{ "money with a fraction of a cent", "[thresholds]\nbill_high = 1.005\n",
	    "line 2: bill_high = 1.005" },
	{ "a currency that there is not", "[billing]\ncurrency = EURO\n",
	    "line 2: currency = EURO is not possible (three letters of ISO 4217" },
	{ "the code for no currency", "[spool]\n[billing]\ncurrency = XXX\n",
	    "line 3: currency = XXX" },
	{ "a fraction of a yen", "[thresholds]\nbill_high = 1.5\n[billing]\ncurrency = JPY\n",
	    "line 2: bill_high = 1.5" },
	{ "another decimal mark", "[imports]\ndecimal_mark = '\n", "line 2: decimal_mark = '" },
	{ "an unknown delimiter", "[imports]\ndelimiter = dot\n", "line 2: delimiter = dot" },
	{ "an unknown exception", "[exceptions]\nBILL_STRANGE = off\n",
	    "there is no exception called BILL_STRANGE" },
	{ "an unknown severity", "[exceptions]\nBILL_HIGH = fatal\n",
	    "write off, warning or blocking" },
	{ "a tax over 100%", "[tax]\nGST = 100.1\n", "a percentage from 0 to 100" },
	{ "a negative tax", "[tax]\nGST = -1\n", "a percentage from 0 to 100" },
	{ "a tax with a percent sign", "[tax]\nGST = 10%\n", "a percentage from 0 to 100" },
	{ "a tax from a day that is not there", "[tax]\nGST@2026-02-30 = 10\n",
	    "\"2026-02-30\" is not a date" },
	{ "prose", "[spool]\nplease be quick\n", "line 2, \"please be quick\"" },
};

static void
what_cannot_be_meant_is_refused_with_its_line(void **state)
{
	struct settings s;
	size_t i;

	for (i = 0; i < LENGTH(REFUSED); i++) {
		struct err e = { 0 };

		if (settings_parse(REFUSED[i].text, &s, &e) == 0)
			fail_msg("%s: was taken", REFUSED[i].name);
		if (e.kind != ERR_REJECT || strstr(e.text, REFUSED[i].error) == NULL)
			fail_msg("%s: got <%s>, want <%s>", REFUSED[i].name, e.text,
			    REFUSED[i].error);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_empty_file_is_all_defaults),
		cmocka_unit_test(the_file_that_init_writes_says_the_same_as_none),
		cmocka_unit_test(what_is_written_counts),
		cmocka_unit_test(tax_rates_are_in_order_of_their_day_however_written),
		cmocka_unit_test(amounts_have_the_places_of_the_currency),
		cmocka_unit_test(what_cannot_be_meant_is_refused_with_its_line),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
