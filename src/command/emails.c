#include "command/emails.h"

#include <stdio.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/text.h"

#define FEW 10

/* Those of the table email (schema.sql). A name that is none of them is answered with this list. */
static const char *const STATES[] = { "NEW", "HELD", "RELEASED", "SENDING", "SENT", "DEFERRED",
	"BOUNCED", "UNKNOWN", "DO_NOT_SEND" };

/* The counts, in one line. Is there any email at all? */
static bool
print_counts(struct database *db)
{
	const enum statement id = SQL_MAIL_STATES;
	struct err e = { 0 };
	bool any = false;

	if (database_query(db, id, &e, "") != 0)
		return (false);
	while (database_step(db, id, &e) == 1) {
		printf("%s%lld %s", any ? ", " : "Emails: ", (long long)database_int(db, id, 1),
		    database_text(db, id, 0));
		any = true;
	}
	if (any)
		putchar('\n');
	return (any);
}

/* The present row of MAIL_LIST: the message, its account, its state and the reason. */
static void
print_one(struct database *db)
{
	const enum statement id = SQL_MAIL_LIST;
	const char *state = database_text(db, id, 3), *why = database_text(db, id, 6),
		   *letter = database_text(db, id, 7);
	char next[CLOCK_STAMP_SIZE];
	bool deferred = strcmp(state, "DEFERRED") == 0;

	clock_stamp(database_int(db, id, 4), next);
	printf("  message %s%s%s, account %s, building %s, to %s: %s%s%s%s%s\n",
	    database_text(db, id, 0), letter[0] != '\0' ? ", " : "", letter,
	    database_text(db, id, 1), database_text(db, id, 2), database_text(db, id, 5), state,
	    deferred ? " until " : "", deferred ? next : "", why[0] != '\0' ? ": " : "", why);
}

/* At most so many of a state, "": of those that need somebody. */
static int
print_list(struct database *db, const char *state, int64_t most, struct err *e)
{
	int rc = database_query(db, SQL_MAIL_LIST, e, "is", most, state);

	while (rc == 0 && (rc = database_step(db, SQL_MAIL_LIST, e)) == 1) {
		print_one(db);
		rc = 0;
	}
	return (rc);
}

void
emails_print(struct database *db)
{
	const enum statement id = SQL_MAIL_TROUBLE;
	struct err e = { 0 };

	if (!print_counts(db) || print_list(db, "", FEW, &e) != 0 ||
	    database_query(db, id, &e, "") != 0 || database_step(db, id, &e) != 1)
		return;
	if (database_text(db, id, 0)[0] != '\0')
		printf("Email cannot be sent: %s\n", database_text(db, id, 0));
	database_done(db, id);
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
