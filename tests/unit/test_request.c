#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "request/form.h"
#include "request/key.h"
#include "request/parse.h"

#define HASH "0123456789abcdef0123456789abcdef0123456789abcdef0123456789ABCDEF"
#define RUN "[run]\ntype = "

/* Expected by hand, from SPEC 3 and the header's promise. */
static const struct {
	const char *name;
	const char *text;
	const char *request; /* as write_request makes it; NULL: refused */
	const char *error;   /* part of the reason */
} CASES[] = {
	{ "the example of SPEC 3",
	    RUN "transactions ; see below\nbuildings = A, B, C\nend_date  = 31/10/2026\n"
		"note      = October, residential\n",
	    "transactions buildings=A,B,C end_date=2026-10-31 note=<October, residential>", NULL },
	{ "no section", "type = preview\nbuildings = A\n", "preview buildings=A", NULL },
	{ "any case", "[RUN]\nTYPE = Invoices\nBuildings = A\n", "invoices buildings=A", NULL },
	{ "a star is all", RUN "invoices\nbuildings = *\n", "invoices buildings=*", NULL },
	{ "semicolons, doubled commas and blanks in a list", RUN "preview\nbuildings = A;B,, C ,\n",
	    "preview buildings=A,B,C", NULL },
	{ "singular and plural, blanks and hyphens in a key",
	    RUN "daily\nbuilding = A\nend-date = 2026-10-31\nInvoice date = 2026-11-02\n",
	    "daily buildings=A end_date=2026-10-31 invoice_date=2026-11-02", NULL },
	{ "approve by run, account and code",
	    RUN
	    "approve\nrun = 20261102-0001\naccounts = 1, 2\ncodes = BILL_HIGH\nreason = checked\n",
	    "approve run=20261102-0001 account=1,2 code=BILL_HIGH reason=<checked>", NULL },
	{ "statements of a time",
	    RUN "statements\nbuildings = A\nfrom_date = 1/10/2026\nend_date = 31/10/2026\n",
	    "statements buildings=A end_date=2026-10-31 from_date=2026-10-01", NULL },
	{ "a time that ends before it begins",
	    RUN "statements\nbuildings = A\nfrom_date = 2026-11-01\nend_date = 2026-10-31\n", NULL,
	    "line 4: from_date lies behind end_date" },
	{ "reminders of much that is late",
	    RUN "reminders\nbuildings = *\nminimum = 10.50\ndays overdue = 30\n",
	    "reminders buildings=* days_overdue=30 minimum=10.50", NULL },
	{ "reminders of less than nothing", RUN "reminders\nbuildings = *\nminimum = -1\n", NULL,
	    "minimum = -1 is not possible" },
	{ "reminders before they are due", RUN "reminders\nbuildings = *\ndays_overdue = 0\n", NULL,
	    "days_overdue = 0 is not possible" },
	{ "hold needs no reason", RUN "hold\naccount = *\n", NULL, "say which exceptions" },
	{ "hold of an account", RUN "hold\naccount = 7\n", "hold account=7", NULL },
	{ "emails by number", RUN "email\nmessage = 1, 2\ndecision = do_not_send\nreason = no\n",
	    "email reason=<no> message=1,2 decision=DO_NOT_SEND", NULL },
	{ "not sending without saying why", RUN "email\nmessage = 1\ndecision = DO_NOT_SEND\n",
	    NULL, "needs a line `reason = ...`" },
	{ "post for what is sent", RUN "email\nmessage = 1\ndecision = SEND\npost = yes\n", NULL,
	    "goes with decision = DO_NOT_SEND only" },
	{ "emails of a run", RUN "email\nrun = R1\ndecision = Hold\n", "email run=R1 decision=HOLD",
	    NULL },
	{ "all emails", RUN "email\nmessage = *\ndecision = SEND\n",
	    "email message=* decision=SEND", NULL },
	{ "emails of reminders", RUN "email\nmessage = *\nOF = Reminders\ndecision = SEND\n",
	    "email message=* of=reminders decision=SEND", NULL },
	{ "emails of nothing that there is",
	    RUN "email\nmessage = *\nof = letters\ndecision = SEND\n", NULL,
	    "of = letters is not possible" },
	{ "a preview of statements",
	    RUN "preview\nof = statements\nbuildings = A\nfrom_date = 1/10/2026\n",
	    "preview buildings=A from_date=2026-10-01 of=statements", NULL },
	{ "a preview of reminders on another day",
	    RUN "preview\nbuildings = A\nof = reminders\ninvoice_date = 2026-11-02\n", NULL,
	    "of type preview of reminders has no use for invoice_date" },
	{ "a preview of invoices with what letters take",
	    RUN "preview\nbuildings = A\nminimum = 10\n", NULL,
	    "of type preview has no use for minimum" },
	{ "a preview of all", RUN "preview\nbuildings = A\nof = all\n", NULL,
	    "of = all is for emails" },
	{ "posted", RUN "posted\nrun = R1\ninvoice = INV-1\n", "posted run=R1 invoice=INV-1",
	    NULL },
	{ "reverse and bill again", RUN "reverse\ninvoice = INV-1\nreason = wrong\nrebill = YES\n",
	    "reverse reason=<wrong> invoice=INV-1 rebill", NULL },
	{ "reverse for good", RUN "reverse\ninvoice = INV-1\nreason = wrong\nrebill = no\n",
	    "reverse reason=<wrong> invoice=INV-1", NULL },
	{ "cancel", RUN "cancel\nrequest = my file.req\n", "cancel request=<my file.req>", NULL },
	{ "the hash of a preview, made lower case",
	    RUN "invoices\nbuildings = A\napprove = " HASH "\n",
	    "invoices buildings=A "
	    "approve=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
	    NULL },
	{ "a schedule",
	    RUN "schedule\nschedule = m\nwhen = monthly on 1 at 06:00\nbuildings = A\nEnd rule = "
		"Last Month\n",
	    "schedule buildings=A", NULL },
	{ "an act on a schedule", RUN "schedule\nschedule = m\nact = Pause\n", "schedule", NULL },
	{ "a schedule without a name", RUN "schedule\nwhen = daily\nbuildings = A\n", NULL,
	    "needs a line `schedule = ...`" },
	{ "a schedule without a time", RUN "schedule\nschedule = m\nbuildings = A\n", NULL,
	    "say when it runs" },
	{ "a schedule for nothing", RUN "schedule\nschedule = m\nwhen = daily\n", NULL,
	    "say what it is for" },
	{ "a schedule for buildings and a group",
	    RUN "schedule\nschedule = m\nwhen = daily\ngroup = G\nbuildings = A\n", NULL,
	    "say what it is for: a line `buildings = ...`, or `account = ...`, or `group = ...`" },
	{ "an act with a new rule", RUN "schedule\nschedule = m\nact = pause\nwhen = daily\n", NULL,
	    "act = pause is done to a schedule" },
	{ "an unknown act", RUN "schedule\nschedule = m\nact = stop\n", NULL,
	    "line 4: act = stop is not possible; write set" },
	{ "a schedule of an account", RUN "schedule\nschedule = m\nwhen = daily\naccount = 7\n",
	    "schedule account=7", NULL },

	{ "nothing", "", NULL, "does not say its type" },
	{ "remarks alone", "; please\n", NULL, "does not say its type" },
	{ "no type", "[run]\nbuildings = A\n", NULL, "does not say its type" },
	{ "an empty type", RUN "\n", NULL, "line 2: type = " },
	{ "an unknown type", RUN "bill\n", NULL,
	    "line 2: type = bill is not possible; write transactions, preview" },
	{ "an unknown section", "[job]\ntype = preview\n", NULL, "no section [job]" },
	{ "an unknown key", RUN "preview\nbuildings = A\ncolour = red\n", NULL,
	    "rebill, post, request; in a schedule also schedule, act, when, task, group, "
	    "time_zone" },
	{ "a key cut short", RUN "preview\nbuild = A\n", NULL, "line 3: \"build\" is not known" },
	{ "a key twice", RUN "preview\nbuildings = A\nnote = x\nbuildings = B\n", NULL,
	    "line 5: buildings stands on line 3 already" },
	{ "a key twice under two names", RUN "preview\nbuildings = A\nbuilding = B\n", NULL,
	    "line 4: buildings stands on line 3 already" },
	{ "a key that the type has no use for", RUN "preview\nbuildings = A\nrebill = yes\n", NULL,
	    "line 4: a request of type preview has no use for rebill" },
	{ "no buildings", RUN "preview\n", NULL, "needs a line `buildings = ...`" },
	{ "empty buildings", RUN "preview\nbuildings =\n", NULL, "line 3: buildings = " },
	{ "commas alone", RUN "preview\nbuildings = , ,\n", NULL, "line 3: buildings = " },
	{ "a building that is no code", RUN "preview\nbuildings = A, B C\n", NULL,
	    "line 3: buildings = A, B C is not possible" },
	{ "a building that is a path", RUN "preview\nbuildings = ../etc\n", NULL, "line 3" },
	{ "a star among others", RUN "preview\nbuildings = A, *\n", NULL, "line 3" },
	{ "no end date", RUN "transactions\nbuildings = A\n", NULL,
	    "needs a line `end_date = ...`" },
	{ "a day that is not there", RUN "transactions\nbuildings = A\nend_date = 31/02/2026\n",
	    NULL, "line 4: end_date = 31/02/2026" },
	{ "month before day", RUN "transactions\nbuildings = A\nend_date = 10/31/2026\n", NULL,
	    "line 4: end_date = 10/31/2026 is not possible; write a date such as 2026-10-31, or in "
	    "the order d/m/y" },
	{ "an approval without a reason", RUN "approve\naccount = 1\n", NULL,
	    "needs a line `reason = ...`" },
	{ "an approval of nothing", RUN "approve\nreason = ok\n", NULL, "say which exceptions" },
	{ "an approval by its code alone", RUN "approve\ncode = *\nreason = ok\n", NULL,
	    "say which exceptions" },
	{ "a hash of 63 digits",
	    RUN "invoices\nbuildings = A\napprove = "
		"123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n",
	    NULL, "line 4: approve = 123456789" },
	{ "a hash of 65 digits", RUN "invoices\nbuildings = A\napprove = 0" HASH "\n", NULL,
	    "the 64 digits that a preview printed" },
	{ "a hash with another letter",
	    RUN "invoices\nbuildings = A\napprove = "
		"g123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n",
	    NULL, "the 64 digits" },
	{ "a run that is a path", RUN "posted\nrun = ../x\n", NULL, "line 3: run = ../x" },
	{ "emails without saying which", RUN "email\ndecision = SEND\n", NULL, "say which emails" },
	{ "emails without a decision", RUN "email\nmessage = 1\n", NULL,
	    "needs a line `decision = ...`" },
	{ "an email again", RUN "email\nmessage = 1\ndecision = RESEND\n",
	    "email message=1 decision=RESEND", NULL },
	{ "another decision", RUN "email\nmessage = 1\ndecision = BURN\n", NULL,
	    "SEND, HOLD, DO_NOT_SEND, RESEND or DELIVERED" },
	{ "neither yes nor no", RUN "reverse\ninvoice = I\nreason = r\nrebill = maybe\n", NULL,
	    "line 5: rebill = maybe is not possible; write yes or no" },
	{ "a control character in a note", RUN "preview\nbuildings = A\nnote = a\x1b[2Jb\n", NULL,
	    "line 4: note" },
	{ "no INI at all", "run building A please\n", NULL, "line 1" },
};

/* Write a list as " name=A,B". */
static void
write_list(struct buf *out, const char *name, const struct request_list *list)
{
	size_t i;

	if (list->all)
		buf_printf(out, " %s=*", name);
	for (i = 0; i < list->count; i++) {
		if (i == 0)
			buf_printf(out, " %s=%s", name, list->items[i]);
		else
			buf_printf(out, ",%s", list->items[i]);
	}
}

/* Write what is not empty. */
static void
write_text(struct buf *out, const char *name, const char *open, const char *text, const char *close)
{
	if (text[0] != '\0')
		buf_printf(out, " %s=%s%s%s", name, open, text, close);
}

/* All that a request says, in one line. */
static void
write_request(struct buf *out, const struct request *r)
{
	char iso[DATE_ISO_SIZE];

	buf_reset(out);
	buf_add_string(out, REQUEST_TYPES[r->type].word);
	write_list(out, "buildings", &r->buildings);
	write_text(out, "end_date", "", date_format(r->end_date, iso), "");
	write_text(out, "invoice_date", "", date_format(r->invoice_date, iso), "");
	write_text(out, "from_date", "", date_format(r->from_date, iso), "");
	if (r->days_overdue >= 0)
		buf_printf(out, " days_overdue=%d", r->days_overdue);
	write_text(out, "minimum", "", r->minimum, "");
	write_text(out, "note", "<", r->note, ">");
	write_text(out, "approve", "", r->approve, "");
	write_text(out, "run", "", r->run, "");
	write_list(out, "account", &r->accounts);
	write_list(out, "code", &r->codes);
	write_text(out, "reason", "<", r->reason, ">");
	write_list(out, "message", &r->messages);
	write_text(out, "of", "", r->of, "");
	write_text(out, "decision", "", r->decision, "");
	write_list(out, "invoice", &r->invoices);
	write_text(out, "request", "<", r->target, ">");
	if (r->rebill)
		buf_add_string(out, " rebill");
}

static void
a_request_says_what_it_says_or_is_refused(void **state)
{
	struct arena arena = ARENA_EMPTY;
	struct buf out = BUF_EMPTY;
	struct request request;
	size_t i;

	for (i = 0; i < LENGTH(CASES); i++) {
		struct err e = { 0 };
		int rc = request_parse(CASES[i].text, "d/m/y", &arena, &request, &e);

		if (rc != (CASES[i].request != NULL ? 0 : -1))
			fail_msg("%s: got %d: %s", CASES[i].name, rc, e.text);
		if (rc == 0) {
			write_request(&out, &request);
			if (strcmp(buf_text(&out), CASES[i].request) != 0)
				fail_msg("%s: got <%s>, want <%s>", CASES[i].name, buf_text(&out),
				    CASES[i].request);
		} else if (e.kind != ERR_REJECT || strstr(e.text, CASES[i].error) == NULL) {
			fail_msg("%s: got error <%s>, want <%s>", CASES[i].name, e.text,
			    CASES[i].error);
		}
		arena_reset(&arena);
	}
	arena_release(&arena);
	buf_release(&out);
}

/* Types that bill or make documents; the others are short. */
static void
runs_are_told_from_decisions(void **state)
{
	static const bool runs[REQUEST_COUNT] = { [REQUEST_TRANSACTIONS] = true,
		[REQUEST_PREVIEW] = true,
		[REQUEST_INVOICES] = true,
		[REQUEST_DAILY] = true,
		[REQUEST_REVERSE] = true,
		[REQUEST_STATEMENTS] = true,
		[REQUEST_REMINDERS] = true };
	size_t i;

	for (i = 0; i < REQUEST_COUNT; i++)
		if (REQUEST_TYPES[i].is_run != runs[i])
			fail_msg("%s: want %d", REQUEST_TYPES[i].word, runs[i]);
}

/*
 * A form is filled in where it can be: those whose mandatory keys are buildings and dates can be
 * dropped as they are.
 */
static void
a_form_of_a_run_is_a_request_already(void **state)
{
	static const enum request_type types[] = { REQUEST_TRANSACTIONS, REQUEST_PREVIEW,
		REQUEST_INVOICES, REQUEST_DAILY, REQUEST_STATEMENTS, REQUEST_REMINDERS };
	struct arena arena = ARENA_EMPTY;
	struct request request;
	size_t i;

	for (i = 0; i < LENGTH(types); i++) {
		char *form = request_form(types[i], "A, B", date_from_ymd(2026, 10, 31));
		struct err e = { 0 };

		if (request_parse(form, "d/m/y", &arena, &request, &e) != 0)
			fail_msg("%s: %s", REQUEST_TYPES[types[i]].word, e.text);
		assert_int_equal(request.type, types[i]);
		assert_int_equal(request.buildings.count, 2);
		assert_string_equal(request.buildings.items[1], "B");
		free(form);
	}
	arena_release(&arena);
}

/* The dashboard shows a run by its name, with a link to each folder of its files. */
static void
every_run_has_a_name_and_a_folder(void **state)
{
	size_t i;

	for (i = 0; i < REQUEST_COUNT; i++)
		if (REQUEST_TYPES[i].is_run &&
		    (REQUEST_TYPES[i].label == NULL || REQUEST_TYPES[i].folders == NULL))
			fail_msg("%s has none", REQUEST_TYPES[i].word);
}

/* Of keys that are called the same, a type takes one; and no key is there that no type takes. */
static void
every_key_is_known_by_its_type(void **state)
{
	size_t key, other, type, taken;

	for (key = 0; key < REQUEST_KEY_COUNT; key++) {
		const char *name = request_key_name((enum request_key)key);

		for (type = taken = 0; type < REQUEST_COUNT; type++) {
			bool takes =
			    request_type_takes((enum request_type)type, (enum request_key)key);

			taken += takes;
			for (other = key + 1; takes && other < REQUEST_KEY_COUNT; other++)
				if (strcmp(name, request_key_name((enum request_key)other)) == 0 &&
				    request_type_takes((enum request_type)type,
					(enum request_key)other))
					fail_msg("%s takes two keys %s", REQUEST_TYPES[type].word,
					    name);
		}
		if (taken == 0)
			fail_msg("no type takes %s", name);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_request_says_what_it_says_or_is_refused),
		cmocka_unit_test(runs_are_told_from_decisions),
		cmocka_unit_test(a_form_of_a_run_is_a_request_already),
		cmocka_unit_test(every_run_has_a_name_and_a_folder),
		cmocka_unit_test(every_key_is_known_by_its_type),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
