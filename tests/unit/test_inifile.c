#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "base/buf.h"
#include "base/inifile.h"

/* Write an entry as "line section.key=value|" into the buffer that context is. */
static int
write_entry(void *context, const struct inifile_entry *entry, struct err *e)
{
	struct buf *out = context;

	buf_printf(out, "%zu %s.%s=%s|", entry->line, entry->section, entry->key, entry->value);
	return (strcmp(entry->key, "stop") == 0 ? err_reject(e, "stopped") : 0);
}

/*
 * Expected by reading the header's promise; checked with Python's configparser where it has the
 * same rules.
 */
static const struct {
	const char *name;
	const char *text;
	const char *entries;
	const char *error; /* part of the message, or NULL */
} CASES[] = {
	{ "nothing", "", "", NULL },
	{ "an entry", "[run]\ntype = daily\n", "2 run.type=daily|", NULL },
	{ "CRLF", "[run]\r\ntype = daily\r\nnote = a\r\n", "2 run.type=daily|3 run.note=a|", NULL },
	{ "CR alone", "[run]\rtype = daily\rnote = a\r", "2 run.type=daily|3 run.note=a|", NULL },
	{ "no line break at the end", "[run]\ntype = daily", "2 run.type=daily|", NULL },
	{ "no section", "type = daily\n", "1 .type=daily|", NULL },
	{ "a colon", "type: daily\n", "1 .type=daily|", NULL },
	{ "no blanks", "type=daily\n", "1 .type=daily|", NULL },
	{ "an indented entry is an entry", "[run]\n  type = daily\n\tnote = x\n",
	    "2 run.type=daily|3 run.note=x|", NULL },
	{ "an empty value", "note =\ntype = daily\n", "1 .note=|2 .type=daily|", NULL },
	{ "an equals sign in a value", "note = a = b\n", "1 .note=a = b|", NULL },
	{ "blank lines count", "\n\n[run]\n\ntype = daily\n", "5 run.type=daily|", NULL },
	{ "comments by ; and #", "; a\n# b\ntype = daily\n", "3 .type=daily|", NULL },
	{ "a comment behind a value", "type = daily ; not weekly\nnote = x\n",
	    "1 .type=daily|2 .note=x|", NULL },
	{ "a semicolon without a blank is no comment", "note = a;b\n", "1 .note=a;b|", NULL },
	{ "a comment behind a section", "[run] ; the run\ntype = daily\n", "2 run.type=daily|",
	    NULL },
	{ "two sections", "[a]\nx = 1\n[b]\ny = 2\n", "2 a.x=1|4 b.y=2|", NULL },
	{ "the same key twice is handed out twice", "x = 1\nx = 2\n", "1 .x=1|2 .x=2|", NULL },
	{ "the callback stops", "x = 1\nstop = 2\nz = 3\n", "1 .x=1|2 .stop=2|", "stopped" },
	{ "prose", "[run]\nplease run A\n", "", "line 2, \"please run A\", is not understood" },
	{ "an equals sign in the comment only", "buildings A ; = B\n", "",
	    "line 1, \"buildings A" },
	{ "an entry without a name", "= daily\n", "", "line 1" },
	{ "a section that is not closed", "[run\ntype = daily\n", "", "line 1, \"[run\"" },
	{ "an entry behind a section", "[run] type = daily\n", "", "line 1, \"[run] type" },
	{ "a bad line behind good ones is found first", "x = 1\nnonsense\n", "", "line 2" },
};

static void
lines_are_entries_comments_or_refused(void **state)
{
	struct buf out = BUF_EMPTY;
	size_t i;

	for (i = 0; i < LENGTH(CASES); i++) {
		struct err e = { 0 };
		int rc;

		buf_reset(&out);
		rc = inifile_read(CASES[i].text, write_entry, &out, &e);
		if (strcmp(buf_text(&out), CASES[i].entries) != 0)
			fail_msg("%s: got %s, want %s", CASES[i].name, buf_text(&out),
			    CASES[i].entries);
		if (rc != (CASES[i].error != NULL ? -1 : 0))
			fail_msg("%s: got %d: %s", CASES[i].name, rc, e.text);
		if (CASES[i].error != NULL &&
		    (e.kind != ERR_REJECT || strstr(e.text, CASES[i].error) == NULL))
			fail_msg("%s: got error <%s>, want <%s>", CASES[i].name, e.text,
			    CASES[i].error);
	}
	buf_release(&out);
}

/*
 * inih cuts at 200 bytes: a list of 300 buildings has to come through whole, whatever stands around
 * it.
 */
static void
a_long_line_comes_through_whole(void **state)
{
	struct buf text = BUF_EMPTY, want = BUF_EMPTY, out = BUF_EMPTY;
	struct err e = { 0 };
	int i;

	buf_add_string(&text, "[run]\nbuildings = ");
	buf_add_string(&want, "2 run.buildings=");
	for (i = 0; i < 300; i++) {
		buf_printf(&text, "%sB%d", i > 0 ? ", " : "", i);
		buf_printf(&want, "%sB%d", i > 0 ? ", " : "", i);
	}
	buf_add_string(&text, " ; all\nnote = x\n");
	buf_add_string(&want, "|3 run.note=x|");
	assert_int_equal(inifile_read(text.data, write_entry, &out, &e), 0);
	assert_string_equal(buf_text(&out), want.data);
	buf_release(&text);
	buf_release(&want);
	buf_release(&out);
}

/* Wherever a long value is cut into pieces, a "#" in it begins no comment. */
static void
a_number_sign_in_a_long_value_stays(void **state)
{
	struct buf text = BUF_EMPTY, want = BUF_EMPTY, out = BUF_EMPTY;
	struct err e = { 0 };
	int i;

	buf_add_string(&text, "note =");
	buf_add_string(&want, "1 .note=");
	for (i = 0; i < 200; i++) {
		buf_printf(&text, " %s", i % 2 == 0 ? "#" : "7");
		buf_printf(&want, "%s%s", i > 0 ? " " : "", i % 2 == 0 ? "#" : "7");
	}
	buf_add_char(&want, '|');
	assert_int_equal(inifile_read(text.data, write_entry, &out, &e), 0);
	assert_string_equal(buf_text(&out), want.data);
	buf_release(&text);
	buf_release(&want);
	buf_release(&out);
}

static void
a_long_comment_is_no_part_of_the_entry_before_it(void **state)
{
	struct buf text = BUF_EMPTY, out = BUF_EMPTY;
	struct err e = { 0 };
	int i;

	buf_add_string(&text, "note = short\n; ");
	for (i = 0; i < 100; i++)
		buf_add_string(&text, "remark ");
	buf_add_string(&text, "\n;");
	for (i = 0; i < 300; i++)
		buf_add_char(&text, '-');
	buf_add_string(&text, "\ntype = daily\n");
	assert_int_equal(inifile_read(text.data, write_entry, &out, &e), 0);
	assert_string_equal(buf_text(&out), "1 .note=short|4 .type=daily|");
	buf_release(&text);
	buf_release(&out);
}

static void
a_word_that_never_ends_is_refused_with_its_line(void **state)
{
	struct buf text = BUF_EMPTY, out = BUF_EMPTY;
	struct err e = { 0 };
	int i;

	buf_add_string(&text, "type = daily\nnote = ");
	for (i = 0; i < 1000; i++)
		buf_add_char(&text, 'x');
	assert_int_equal(inifile_read(text.data, write_entry, &out, &e), -1);
	assert_int_equal(e.kind, ERR_REJECT);
	assert_non_null(strstr(e.text, "line 2"));
	buf_release(&text);
	buf_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_are_entries_comments_or_refused),
		cmocka_unit_test(a_long_line_comes_through_whole),
		cmocka_unit_test(a_number_sign_in_a_long_value_stays),
		cmocka_unit_test(a_long_comment_is_no_part_of_the_entry_before_it),
		cmocka_unit_test(a_word_that_never_ends_is_refused_with_its_line),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
