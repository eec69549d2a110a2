#include "store/mailing.h"

#include "store/statement.h"

RECORD(mailing, id, revision, send_to, cc_to, subject, done, attempts, released_ns, state, run,
    number, kind, document, level, account, account_name, language, supply_address, day, due_day,
    period_from, period_to, total_minor, balance_minor, sha256, bytes, sender, sender_email,
    known_minor, now_minor, reversed_by, building, came_back);
RECORD(mailing_state, state, count);
RECORD(mailing_listed, id, account, building, state, send_to, next_ns, why, letter);
RECORD(mailing_queued, id, state, account, account_name, balance_minor, amount_minor, send_to,
    cc_to, subject, file, held_because, document);
RECORD(mailing_due, id, send_to);

struct mailing_number {
	const char *run, *number;
};
RECORD(mailing_number, run, number);

struct mailing_wanted {
	const char *state;
	int64_t most;
};
RECORD(mailing_wanted, state, most);

struct mailing_reason {
	int64_t id;
	const char *why;
};
RECORD(mailing_reason, id, why);

struct mailing_subject {
	int64_t id;
	const char *subject;
};
RECORD(mailing_subject, id, subject);

struct mailing_release {
	int64_t id, now_ns;
	const char *now;
};
RECORD(mailing_release, id, now_ns, now);

struct mailing_bounce {
	const char *address;
	int32_t day;
	const char *why;
};
RECORD(mailing_bounce, address, day, why);

int
mailing_find(struct database *db, int64_t id, struct arena *arena, struct mailing *mailing,
    struct err *e)
{
	return (statement_find(db, MAIL_FIND, &(struct by_id){ id }, arena, mailing, e));
}

int
mailing_new_begin(struct database *db, const char *run, struct err *e)
{
	return (statement_query(db, MAIL_NEW_OF_RUN, &(struct by_run){ run }, e));
}

int
mailing_new_next(struct database *db, struct arena *arena, struct mailing *mailing, struct err *e)
{
	return (statement_next(db, MAIL_NEW_OF_RUN, arena, mailing, e));
}

int
mailing_of_number(struct database *db, const char *run, const char *number, int64_t *id,
    struct err *e)
{
	const struct mailing_number key = { run, number };

	return (statement_number(db, MAIL_OF_NUMBER, &key, id, e));
}

int
mailing_states_begin(struct database *db, struct err *e)
{
	return (statement_query(db, MAIL_STATES, NO_KEY, e));
}

int
mailing_states_next(struct database *db, struct mailing_state *state, struct err *e)
{
	return (statement_next(db, MAIL_STATES, NULL, state, e));
}

int
mailing_list_begin(struct database *db, const char *state, int64_t most, struct err *e)
{
	const struct mailing_wanted wanted = { state, most };

	return (statement_query(db, MAIL_LIST, &wanted, e));
}

int
mailing_list_next(struct database *db, struct mailing_listed *email, struct err *e)
{
	return (statement_next(db, MAIL_LIST, NULL, email, e));
}

int
mailing_queue(struct database *db, mailing_each *each, void *context, struct err *e)
{
	struct mailing_queued email;
	int rc = statement_query(db, MAIL_QUEUE, NO_KEY, e);

	while (rc == 0 && (rc = statement_next(db, MAIL_QUEUE, NULL, &email, e)) == 1)
		rc = each(context, &email, e);
	statement_done(db, MAIL_QUEUE);
	return (rc);
}

int
mailing_due_begin(struct database *db, int64_t now_ns, struct err *e)
{
	return (statement_query(db, MAIL_DUE, &(struct by_moment){ now_ns }, e));
}

int
mailing_due_next(struct database *db, struct mailing_due *due, struct err *e)
{
	return (statement_next(db, MAIL_DUE, NULL, due, e));
}

void
mailing_due_end(struct database *db)
{
	statement_done(db, MAIL_DUE);
}

int
mailing_next_ns(struct database *db, int64_t *next_ns, struct err *e)
{
	return (statement_number(db, MAIL_NEXT, NO_KEY, next_ns, e));
}

int
mailing_take(struct database *db, const struct mailing *mailing, struct err *e)
{
	if (statement_run(db, MAIL_TAKE, mailing, e) != 0)
		return (-1);
	return (database_changes(db) > 0);
}

int
mailing_hold(struct database *db, int64_t id, const char *why, struct err *e)
{
	const struct mailing_reason reason = { id, why };

	return (statement_run(db, MAIL_HOLD, &reason, e));
}

int
mailing_hold_changed(struct database *db, struct err *e)
{
	if (statement_run(db, MAIL_HOLD_ADDRESS, NO_KEY, e) != 0)
		return (-1);
	return (statement_run(db, MAIL_HOLD_BALANCE, NO_KEY, e));
}

int
mailing_set_subject(struct database *db, int64_t id, const char *subject, struct err *e)
{
	const struct mailing_subject row = { id, subject };

	return (statement_run(db, MAIL_SUBJECT, &row, e));
}

int
mailing_release(struct database *db, int64_t id, int64_t now_ns, const char *now, struct err *e)
{
	const struct mailing_release row = { id, now_ns, now };

	return (statement_run(db, MAIL_AUTO_RELEASE, &row, e));
}

int
mailing_bounced(struct database *db, int64_t id, const char *why, struct err *e)
{
	const struct mailing_reason reason = { id, why };

	return (statement_run(db, MAIL_BOUNCED, &reason, e));
}

int
mailing_address_bounced(struct database *db, const char *address, int32_t day, const char *why,
    struct err *e)
{
	const struct mailing_bounce bounce = { address, day, why };

	return (statement_run(db, MAIL_ADDRESS_BOUNCED, &bounce, e));
}

int
mailing_note(struct database *db, int64_t id, const char *why, struct err *e)
{
	const struct mailing_reason reason = { id, why };

	return (statement_run(db, MAIL_NOTED, &reason, e));
}
