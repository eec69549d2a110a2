/* Plain bodies as HTML. What is wanted was written by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/compiler.h"
#include "mail/markup.h"

#define HEAD \
	"<!DOCTYPE html>\n<html lang=\"de\"><head><meta charset=\"utf-8\"><title>A &amp; " \
	"B</title></head>\n" \
	"<body style=\"font-family: Arial, sans-serif; font-size: 15px; color: #222222\">\n"
#define ROW(label, value) \
	"<tr><td style=\"padding: 3px 24px 3px 0\">" label \
	"</td><td style=\"padding: 3px 0; text-align: right\"><b>" value "</b></td></tr>\n"
#define TABLE(rows) "<table style=\"border-collapse: collapse\">\n" rows "</table>\n"

static const struct row {
	const char *name, *text, *want;
} ROWS[] = {
	{ "nothing", "", "" },
	{ "one line", "Hello {account_name},\n", "<p>Hello {account_name},</p>\n" },
	{ "without an end", "Hello", "<p>Hello</p>\n" },
	{ "lines of a paragraph", "Yours\n{sender_name}\n", "<p>Yours<br>{sender_name}</p>\n" },
	{ "paragraphs, far apart", "\n\na\n\n\n\nb\n\n", "<p>a</p>\n<p>b</p>\n" },
	{ "a table", "a\n\n  Due by:   {due_date}\n  Balance on {end_date}:  {total}\n\nb\n",
	    "<p>a</p>\n" TABLE(ROW("Due by", "{due_date}")
		    ROW("Balance on {end_date}", "{total}")) "<p>b</p>\n" },
	{ "indented, and no table", "  Due by: x\n  and more\n",
	    "<p>  Due by: x<br>  and more</p>\n" },
	{ "a label without indent", "Note: well\n", "<p>Note: well</p>\n" },
	{ "a value with a colon", "  At:  10:30: sharp\n", TABLE(ROW("At", "10:30: sharp")) },
	{ "what looks like HTML", "<b> & \"x\" 'y'\n\n  <i>: <u>\n",
	    "<p>&lt;b&gt; &amp; &quot;x&quot; &#39;y&#39;</p>\n" TABLE(ROW("&lt;i&gt;",
		"&lt;u&gt;")) },
};

static void
a_body_in_html_says_the_same(void **state)
{
	struct arena arena = ARENA_EMPTY;
	size_t i;

	for (i = 0; i < LENGTH(ROWS); i++) {
		const char *want = arena_printf(&arena, "%s%s</body></html>\n", HEAD, ROWS[i].want);
		const char *got = markup_make(&arena, "de", "A & B", ROWS[i].text);

		if (strcmp(got, want) != 0)
			fail_msg("%s: got\n%s\nwant\n%s", ROWS[i].name, got, want);
	}
	arena_release(&arena);
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(a_body_in_html_says_the_same) };

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
