#include "command/emails.h"

#include <stdio.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/text.h"
#include "store/mailing.h"
#include "store/trouble.h"

#define FEW 10

/* The states of table email (schema.sql). The refusal of another word lists them. */
static const char *const STATES[] = { "NEW", "HELD", "RELEASED", "SENDING", "SENT", "DEFERRED",
	"BOUNCED", "UNKNOWN", "DO_NOT_SEND" };

/* Print the counts in one line. Is there any email at all? */
static bool
print_counts(struct database *db)
{
	struct err e = { 0 };
	struct mailing_state state;
	bool any = false;

	if (mailing_states_begin(db, &e) != 0)
		return (false);
	while (mailing_states_next(db, &state, &e) == 1) {
		printf("%s%lld %s", any ? ", " : "Emails: ", (long long)state.count, state.state);
		any = true;
	}
	if (any)
		putchar('\n');
	return (any);
}

/* Print one email: its number, account, state, and why it is in this state. */
static void
print_one(const struct mailing_listed *email)
{
	char next[CLOCK_STAMP_SIZE];
	bool deferred = strcmp(email->state, "DEFERRED") == 0;

	clock_stamp(email->next_ns, next);
	printf("  message %lld%s%s, account %s, building %s, to %s: %s%s%s%s%s\n",
	    (long long)email->id, email->letter[0] != '\0' ? ", " : "", email->letter,
	    email->account, email->building, email->send_to, email->state,
	    deferred ? " until " : "", deferred ? next : "", email->why[0] != '\0' ? ": " : "",
	    email->why);
}

/* Print at most so many emails of a state; with "" those that a person has to look at. */
static int
print_list(struct database *db, const char *state, int64_t most, struct err *e)
{
	struct mailing_listed email;
	int rc = mailing_list_begin(db, state, most, e);

	while (rc == 0 && (rc = mailing_list_next(db, &email, e)) == 1) {
		print_one(&email);
		rc = 0;
	}
	return (rc);
}

void
emails_print(struct database *db)
{
	struct arena arena = ARENA_EMPTY;
	struct err e = { 0 };
	const char *trouble;

	if (!print_counts(db) || print_list(db, "", FEW, &e) != 0)
		return;
	if (trouble_find(db, &arena, &trouble, &e) == 0 && trouble[0] != '\0')
		printf("Email cannot be sent: %s\n", trouble);
	arena_release(&arena);
}

int
emails_print_state(struct app *app, void *context, struct err *e)
{
	const char *state = *(const char *const *)context;
	struct buf names = BUF_EMPTY;
	size_t i;

	for (i = 0; i < LENGTH(STATES); i++) {
		if (text_equal_nocase(STATES[i], state)) {
			buf_release(&names);
			return (print_list(app->db, STATES[i], INT64_MAX, e));
		}
		buf_printf(&names, "%s%s",
		    i == 0                       ? ""
			: i + 1 < LENGTH(STATES) ? ", "
						 : " and ",
		    STATES[i]);
	}
	(void)err_reject(e, "'%s' is no state of an email; they are %s", state, buf_text(&names));
	buf_release(&names);
	return (-1);
}
