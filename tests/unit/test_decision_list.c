#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/compiler.h"
#include "request/decision_list.h"

#define EX "account_number,code,fingerprint,decision,reason\n"
#define MAIL "message,decision,reason\n"

/* Expected by hand, from the header's promise. */
static const struct {
	const char *name;
	const char *text;
	const char *rows; /* as write_rows makes them; NULL: refused */
	const char *error;
} CASES[] = {
	{ "one decision", EX "1001,BILL_HIGH,abc,APPROVE,checked\n",
	    "E 2:1001/BILL_HIGH/abc//APPROVE/checked|", NULL },
	{ "rows without a decision are for people", EX "1,A,x,,\n2,B,y,HOLD,\n3,C,z,,\n",
	    "E 3:2/B/y//HOLD/|", NULL },
	{ "words in any case", EX "1,A,x,Approve,r\n2,B,y,hold,\n",
	    "E 2:1/A/x//APPROVE/r|3:2/B/y//HOLD/|", NULL },
	{ "blanks and hyphens are underscores", MAIL "1,Do not send,r\n2,do-not-send,r\n",
	    "M 2:///1/DO_NOT_SEND/r|3:///2/DO_NOT_SEND/r|", NULL },
	{ "all words of emails", MAIL "1,SEND,\n2,HOLD,\n3,RESEND,\n",
	    "M 2:///1/SEND/|3:///2/HOLD/|4:///3/RESEND/|", NULL },
	{ "columns in any order and case, others between",
	    "Reason,x,DECISION,Fingerprint,CODE,account_number\nr,?,HOLD,f,C,9\n",
	    "E 2:9/C/f//HOLD/r|", NULL },
	{ "semicolons, BOM and CRLF",
	    "\xef\xbb\xbf"
	    "account_number;code;fingerprint;decision\r\n1;A;x;HOLD\r\n",
	    "E 2:1/A/x//HOLD/|", NULL },
	{ "tabs and a sep= line", "sep=\t\nmessage\tdecision\n7\tSEND\n", "M 3:///7/SEND/|", NULL },
	{ "the apostrophe of a report goes", EX "1,A,x,HOLD,'=why\n", "E 2:1/A/x//HOLD/=why|",
	    NULL },
	{ "an apostrophe of one's own stays", EX "1,A,x,HOLD,'tis so\n", "E 2:1/A/x//HOLD/'tis so|",
	    NULL },
	{ "no column reason", "account_number,code,fingerprint,decision\n1,A,x,HOLD\n",
	    "E 2:1/A/x//HOLD/|", NULL },
	{ "a row that is too short has no decision", EX "1,A\n2,B,y,HOLD\n", "E 3:2/B/y//HOLD/|",
	    NULL },
	{ "a line break in a quoted reason", EX "1,A,x,HOLD,\"a\nb\"\n2,B,y,HOLD,\n",
	    "E 2:1/A/x//HOLD/a\nb|4:2/B/y//HOLD/|", NULL },
	{ "nothing", "", NULL, "the file is empty" },
	{ "a header alone", EX, NULL, "no row has a decision" },
	{ "no decision at all", EX "1,A,x,,\n", NULL,
	    "fill in the column decision (APPROVE or HOLD)" },
	{ "a word of the other report", EX "1,A,x,SEND,\n", NULL,
	    "line 2: decision is \"SEND\"; write APPROVE or HOLD" },
	{ "an unknown word, with its line", MAIL "1,SEND,\n\n2,PERHAPS,\n", NULL,
	    "line 4: decision is \"PERHAPS\"; write SEND" },
	{ "no column decision", "account_number,code,fingerprint\n1,A,x\n", NULL,
	    "there is no column called decision" },
	{ "data for imports/", "account_number,date,amount\n1,2026-10-01,5\n", NULL,
	    "belongs into a folder under imports/" },
	{ "emails without their number", "account_number,decision\n1,SEND\n", NULL,
	    "the column message is missing" },
	{ "exceptions without their code", "account_number,fingerprint,decision\n1,x,HOLD\n", NULL,
	    "the column code is missing" },
	{ "two columns of decisions", "message,decision,decision\n1,SEND,HOLD\n", NULL,
	    "the column decision is there twice (columns 2 and 3)" },
	{ "an unclosed quote", EX "1,A,x,HOLD,\"why\n2,B,y,HOLD,\n", NULL, "line 2" },
};

/* "E" or "M", then "line:account/code/fingerprint/message/decision/reason|" a row. */
static void
write_rows(struct buf *out, const struct decision_list *list)
{
	size_t i;

	buf_reset(out);
	buf_add_string(out, list->kind == DECISION_LIST_EXCEPTIONS ? "E " : "M ");
	for (i = 0; i < list->count; i++) {
		const struct decision_row *row = &list->rows[i];

		buf_printf(out, "%zu:%s/%s/%s/%s/%s/%s|", row->line, row->account, row->code,
		    row->fingerprint, row->message, row->decision, row->reason);
	}
}

static void
a_sheet_is_its_decisions_or_is_refused(void **state)
{
	struct arena arena = ARENA_EMPTY;
	struct buf out = BUF_EMPTY;
	struct decision_list list;
	size_t i;

	for (i = 0; i < LENGTH(CASES); i++) {
		struct err e = { 0 };
		int rc =
		    decision_list_parse(CASES[i].text, strlen(CASES[i].text), &arena, &list, &e);

		if (rc != (CASES[i].rows != NULL ? 0 : -1))
			fail_msg("%s: got %d: %s", CASES[i].name, rc, e.text);
		if (rc == 0) {
			write_rows(&out, &list);
			if (strcmp(buf_text(&out), CASES[i].rows) != 0)
				fail_msg("%s: got %s, want %s", CASES[i].name, buf_text(&out),
				    CASES[i].rows);
		} else if (e.kind != ERR_REJECT || strstr(e.text, CASES[i].error) == NULL) {
			fail_msg("%s: got error <%s>, want <%s>", CASES[i].name, e.text,
			    CASES[i].error);
		}
		arena_reset(&arena);
	}
	arena_release(&arena);
	buf_release(&out);
}

static void
a_sheet_may_have_many_rows(void **state)
{
	struct arena arena = ARENA_EMPTY;
	struct buf text = BUF_EMPTY;
	struct err e = { 0 };
	struct decision_list list;
	int i;

	buf_add_string(&text, MAIL);
	for (i = 1; i <= 5000; i++)
		buf_printf(&text, "%d,%s,\n", i, i % 2 == 0 ? "SEND" : "HOLD");
	assert_int_equal(decision_list_parse(text.data, text.length, &arena, &list, &e), 0);
	assert_int_equal(list.count, 5000);
	assert_string_equal(list.rows[0].message, "1");
	assert_string_equal(list.rows[4999].message, "5000");
	assert_int_equal(list.rows[4999].line, 5001);
	assert_string_equal(list.rows[4998].decision, "HOLD");
	arena_release(&arena);
	buf_release(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_sheet_is_its_decisions_or_is_refused),
		cmocka_unit_test(a_sheet_may_have_many_rows),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
