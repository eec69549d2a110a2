#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "base/csv.h"
#include "base/memory.h"

static const struct csv_limits LIMITS = { 1000, 200, 4096 };

/* Write a row as "line|number:[a][b]" into the buffer that context is. */
static int
write_row(void *context, const struct csv_row *row, struct err *e)
{
	struct buf *out = context;
	size_t i;

	buf_printf(out, "%zu|%zu%s:", row->line, row->number, row->ended ? "" : "!");
	for (i = 0; i < row->count; i++) {
		assert_int_equal(row->lengths[i], strlen(row->fields[i]));
		buf_printf(out, "[%s]", row->fields[i]);
	}
	buf_add_char(out, '\n');
	return (strcmp(row->fields[0], "stop") == 0 ? err_reject(e, "stopped") : 0);
}

/* Expected rows: RFC 4180 read by hand, and the same texts through Python's csv module. */
static const struct {
	const char *name;
	char delimiter;
	const char *text;
	const char *rows;  /* as write_row writes them */
	const char *error; /* part of the message, or NULL */
} READS[] = {
	{ "LF ends rows", ',', "a,b\n1,2\n", "1|1:[a][b]\n2|2:[1][2]\n", NULL },
	{ "CRLF ends rows", ',', "a,b\r\n1,2\r\n", "1|1:[a][b]\n2|2:[1][2]\n", NULL },
	{ "CR alone ends rows", ',', "a,b\r1,2\r", "1|1:[a][b]\n2|2:[1][2]\n", NULL },
	{ "a last row without line break is a row, and says so", ',', "a,b\n1,2",
	    "1|1:[a][b]\n2|2!:[1][2]\n", NULL },
	{ "a BOM is no part of the first field", ',', "\xef\xbb\xbf\"a\",b\n", "1|1:[a][b]\n",
	    NULL },
	{ "semicolons", ';', "a;b,c\n", "1|1:[a][b,c]\n", NULL },
	{ "tabs, with empty fields between them", '\t', "a\t\tb\n1\t2\t\n",
	    "1|1:[a][][b]\n2|2:[1][2][]\n", NULL },
	{ "a sep= line is no row but counts as a line", ';', "sep=;\na;b\n", "2|1:[a][b]\n", NULL },
	{ "a quoted sep= line likewise", ';', "\"sep=;\"\r\na;b\r\n", "2|1:[a][b]\n", NULL },
	{ "a header that begins with sep is a row", ',', "sep=a,b\n", "1|1:[sep=a][b]\n", NULL },
	{ "quoted delimiter and doubled quote", ',', "\"a,b\",\"c\"\"d\"\n", "1|1:[a,b][c\"d]\n",
	    NULL },
	{ "a line break within quotes does not end the row; lines are physical", ',',
	    "\"a\nb\",c\nd,e\n", "1|1:[a\nb][c]\n3|2:[d][e]\n", NULL },
	{ "CRLF and a blank line within quotes", ',', "x,\"a\r\n\r\nb\"\r\nd,e\r\n",
	    "1|1:[x][a\r\n\r\nb]\n4|2:[d][e]\n", NULL },
	{ "blank lines are counted and are no rows", ',', "\n\na,b\n\n \n1,2\n\n",
	    "3|1:[a][b]\n6|2:[1][2]\n", NULL },
	{ "a row of delimiters only is blank", ',', "a,b\n,\n\"\",\n1,2\n",
	    "1|1:[a][b]\n4|2:[1][2]\n", NULL },
	{ "a trailing delimiter makes an empty field", ',', "a,b,\n1,2,\n",
	    "1|1:[a][b][]\n2|2:[1][2][]\n", NULL },
	{ "blanks and no-break spaces at the ends go, inside they stay", ',',
	    " a b ,\" c \",\xc2\xa0"
	    "d\xc2\xa0\n",
	    "1|1:[a b][c][d]\n", NULL },
	{ "=\"00123\" loses its equals sign", ',', "=\"00123\",=\"7\"\n\"x\",=\"0,1\"\n",
	    "1|1:[00123][7]\n2|2:[x][0,1]\n", NULL },
	{ "=\" inside a quoted value stays", ',', "\"a,=\"\"b\"\"\",c\n", "1|1:[a,=\"b\"][c]\n",
	    NULL },
	{ "=\" on a later line of a quoted value stays", ',', "\"a\n=\"\"b\"\"\",=\"07\"\n",
	    "1|1:[a\n=\"b\"][07]\n", NULL },
	{ "an empty text has no rows", ',', "", "", NULL },
	{ "line breaks only have no rows", ',', "\r\n\r\n", "", NULL },
	{ "an unclosed quote is named by its line", ',', "a,b\n1,\"2\n3,4\n5,6\n", "1|1:[a][b]\n",
	    "line 2: a value begins with a quote" },
	{ "an unclosed quote that meets another is named by its line", ',', "a,b\n1,\"2\n3,\"x\"\n",
	    "1|1:[a][b]\n", "value that begins on line 2" },
	{ "a stray quote is named by its line", ',', "a,b\n1,3\" pipe\n", "1|1:[a][b]\n",
	    "line 2: a quote (\") stands inside" },
	{ "text after a closing quote is refused", ',', "a,b\n\"1\"x,2\n", "1|1:[a][b]\n",
	    "line 2" },
	{ "the callback can stop", ',', "a\nstop\nb\n", "1|1:[a]\n2|2:[stop]\n", "stopped" },
};

static void
csv_read_hands_out_rows_and_names_the_line_of_an_error(void **state)
{
	size_t i;

	for (i = 0; i < LENGTH(READS); i++) {
		struct buf out = BUF_EMPTY;
		struct err e = { 0 };
		int status = csv_read(READS[i].text, strlen(READS[i].text), READS[i].delimiter,
		    &LIMITS, write_row, &out, &e);

		if (strcmp(buf_text(&out), READS[i].rows) != 0)
			fail_msg("%s: got <%s> want <%s> (%s)", READS[i].name, buf_text(&out),
			    READS[i].rows, e.text);
		if (status != (READS[i].error != NULL ? -1 : 0))
			fail_msg("%s: got status %d: %s", READS[i].name, status, e.text);
		if (READS[i].error != NULL &&
		    (e.kind != ERR_REJECT || strstr(e.text, READS[i].error) == NULL))
			fail_msg("%s: got error <%s> want <%s>", READS[i].name, e.text,
			    READS[i].error);
		buf_release(&out);
	}
}

/* One text made of `count` copies of `part`, read with LIMITS: its error, which must be there. */
static void
expect_error(const char *name, const char *head, const char *part, size_t count, const char *want)
{
	struct buf text = BUF_EMPTY, out = BUF_EMPTY;
	struct err e = { 0 };
	size_t i;

	buf_add_string(&text, head);
	for (i = 0; i < count; i++)
		buf_add_string(&text, part);
	if (csv_read(text.data, text.length, ',', &LIMITS, write_row, &out, &e) != -1 ||
	    strstr(e.text, want) == NULL)
		fail_msg("%s: got <%s> want <%s>", name, e.text, want);
	buf_release(&text);
	buf_release(&out);
}

static void
csv_read_stops_at_its_limits(void **state)
{
	expect_error("a line of 100,000 columns", "", "x,", 100000,
	    "line 1 has more than 200 columns");
	expect_error("a value of 5000 bytes", "a,b\n1,", "x", 5000,
	    "line 2: a value is longer than 4096 bytes");
	expect_error("1001 rows", "", "1,2\n", 1001, "more than 1000 rows");
	expect_error("an unclosed quote before a long file", "a,b\n\"1,2\n", "1,2\n", 1000000,
	    "line 2: a value that begins with");
}

static void
csv_read_refuses_nul_bytes_as_an_incomplete_upload(void **state)
{
	static const char text[] = "a,b\n1,2\n\0\0\0\0";
	struct buf out = BUF_EMPTY;
	struct err e = { 0 };

	assert_int_equal(csv_read(text, sizeof(text) - 1, ',', &LIMITS, write_row, &out, &e), -1);
	assert_non_null(strstr(e.text, "incomplete upload: byte 9 of 12"));
	assert_string_equal(buf_text(&out), "");
}

static const struct {
	const char *name;
	const char *text;
	char delimiter;
} SNIFFS[] = {
	{ "comma", "a,b,c\n", ',' },
	{ "semicolon", "a;b;c\n1,5;2;3\n", ';' },
	{ "tab", "a\tb\n", '\t' },
	{ "bar", "a|b\n", '|' },
	{ "the most frequent one of the header", "a;b;c,d\n", ';' },
	{ "a quoted comma is not counted", "\"a,b,c,d\";e;f\n", ';' },
	{ "a line break inside quotes does not end the header", "\"a\nb\";c;d\n,,,,,,,\n", ';' },
	{ "sep= decides", "sep=;\na,b,c\n", ';' },
	{ "sep= behind a BOM, with CRLF", "\xef\xbb\xbfsep=\t\r\na,b\r\n", '\t' },
	{ "behind a BOM and blank lines", "\xef\xbb\xbf\r\n\r\na;b\r\n", ';' },
	{ "nothing to tell", "abc\n", ',' },
	{ "empty", "", ',' },
};

static void
csv_sniff_finds_the_delimiter_of_the_header(void **state)
{
	size_t i;

	for (i = 0; i < LENGTH(SNIFFS); i++) {
		char got = csv_sniff(SNIFFS[i].text, strlen(SNIFFS[i].text));

		if (got != SNIFFS[i].delimiter)
			fail_msg("%s: got <%c> want <%c>", SNIFFS[i].name, got,
			    SNIFFS[i].delimiter);
	}
}

static const struct {
	const char *text;
	const char *plain;
	const char *safe;
} WRITES[] = {
	{ "", "", "" },
	{ "abc", "abc", "abc" },
	{ "a,b", "\"a,b\"", "\"a,b\"" },
	{ "a;b", "a;b", "a;b" },
	{ "say \"x\"", "\"say \"\"x\"\"\"", "\"say \"\"x\"\"\"" },
	{ "a\nb", "\"a\nb\"", "\"a\nb\"" },
	{ " a", "\" a\"", "\" a\"" },
	{ "a ", "\"a \"", "\"a \"" },
	{ "=1+1", "=1+1", "'=1+1" },
	{ "-5", "-5", "-5" },
	{ "-12.34", "-12.34", "-12.34" },
	{ "-", "-", "'-" },
	{ "-5+1", "-5+1", "'-5+1" },
	{ "-5.", "-5.", "'-5." },
	{ "-1.2.3", "-1.2.3", "'-1.2.3" },
	{ "-.5", "-.5", "'-.5" },
	{ "--5", "--5", "'--5" },
	{ "-5A", "-5A", "'-5A" },
	{ "+61", "+61", "'+61" },
	{ "@a,b", "\"@a,b\"", "\"'@a,b\"" },
};

static void
csv_add_quotes_what_needs_it_and_csv_add_safe_disarms_formulas(void **state)
{
	size_t i;

	for (i = 0; i < LENGTH(WRITES); i++) {
		struct buf plain = BUF_EMPTY, safe = BUF_EMPTY;

		csv_add(&plain, WRITES[i].text, true);
		csv_add_safe(&safe, WRITES[i].text, true);
		assert_string_equal(buf_text(&plain), WRITES[i].plain);
		assert_string_equal(buf_text(&safe), WRITES[i].safe);
		buf_release(&plain);
		buf_release(&safe);
	}
}

static void
csv_add_writes_what_csv_read_reads(void **state)
{
	struct buf text = BUF_EMPTY, out = BUF_EMPTY;
	struct err e = { 0 };

	csv_add_with(&text, "a;b", true, ';');
	csv_add_with(&text, "1,5", false, ';');
	csv_add_with(&text, "\"", false, ';');
	csv_add_with(&text, "", false, ';');
	csv_end(&text);
	assert_string_equal(buf_text(&text), "\"a;b\";1,5;\"\"\"\";\r\n");
	assert_int_equal(csv_read(text.data, text.length, ';', &LIMITS, write_row, &out, &e), 0);
	assert_string_equal(buf_text(&out), "1|1:[a;b][1,5][\"][]\n");
	buf_release(&text);
	buf_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(csv_read_hands_out_rows_and_names_the_line_of_an_error),
		cmocka_unit_test(csv_read_stops_at_its_limits),
		cmocka_unit_test(csv_read_refuses_nul_bytes_as_an_incomplete_upload),
		cmocka_unit_test(csv_sniff_finds_the_delimiter_of_the_header),
		cmocka_unit_test(csv_add_quotes_what_needs_it_and_csv_add_safe_disarms_formulas),
		cmocka_unit_test(csv_add_writes_what_csv_read_reads),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
