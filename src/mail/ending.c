#include "mail/ending.h"

#include <sys/random.h>
#include <unistd.h>

#include "base/clock.h"
#include "mail/session.h"
#include "store/delivery.h"

#define MINUTE (60 * INT64_C(1000000000))
#define BUSY_MS 200         /* pause while a run holds the database */
#define LONGEST_PAUSE (240 * MINUTE)

/* The facts that all endings of one commit share. */
struct settling {
	struct database *db;
	const struct journal *journal;
	const struct settings_mail *settings;
	struct arena *arena;
};

int
ending_begin(struct database *db, struct err *e)
{
	while (database_begin(db, e) != 0) {
		if (e->kind != ERR_RETRY)
			return (-1);
		(void)usleep(BUSY_MS * 1000);
	}
	return (0);
}

/* A random number below `most`. */
static int64_t
jitter(int64_t most)
{
	uint64_t random = 0;

	(void)getrandom(&random, sizeof(random), 0);
	return (most > 0 ? (int64_t)(random % (uint64_t)most) : 0);
}

/*
 * The pause after the nth "not now": twice as long each time, with a quarter more or less, so that
 * not all come at once.
 */
static int64_t
pause_after(const struct settling *s, int64_t attempts)
{
	int64_t pause = s->settings->retry_minutes * MINUTE;
	int64_t i;

	for (i = 1; i < attempts && pause < LONGEST_PAUSE; i++)
		pause *= 2;
	return (pause * 3 / 4 + jitter(pause / 2));
}

/* Has it been tried for too long? Counts the pauses that there were. */
static bool
is_given_up(const struct settling *s, int64_t attempts)
{
	int64_t pause = s->settings->retry_minutes * MINUTE, sum = 0, i;

	for (i = 1; i < attempts; i++) {
		sum += pause;
		pause = pause < LONGEST_PAUSE ? pause * 2 : pause;
	}
	return (sum > s->settings->retry_hours * 60 * MINUTE || attempts > 1000);
}

/* The end of one try, to be stored. */
struct ending {
	int64_t email, try, attempts; /* attempts: before this one */
	struct outcome outcome;
	const char *reply;
};

/* Why a person has to look at an email after this end; "" if nobody has to. */
static const char *
explain(struct settling *s, const struct ending *end, const char *state)
{
	if (strcmp(state, "HELD") == 0)
		return (arena_printf(s->arena, "it was put off %lld times, the last time with: %s",
		    (long long)end->attempts + 1, end->reply));
	if (end->outcome.kind == OUTCOME_NEVER)
		return (arena_printf(s->arena, "the mail server refused it: %s", end->reply));
	if (end->outcome.kind == OUTCOME_UNKNOWN)
		return ("all of it was handed over and no answer came, so the customer may have "
			"it: ask the mail server's log, then DELIVERED or RESEND");
	if (end->outcome.kind == OUTCOME_ACCEPTED && end->outcome.refused != 0)
		return (arena_printf(s->arena, "a copy was refused: %s", end->reply));
	return ("");
}

/* Store one ending, in the transaction that is open. */
static int
store_ending(struct settling *s, const struct ending *end, struct err *e)
{
	const int64_t now = clock_wall_ns();
	char queue_id[64];
	struct delivery_end row = {
		.try = end->try,
		.email = end->email,
		.now_ns = now,
		.outcome = outcome_name(end->outcome.kind),
		.reply = end->reply,
		.queue_id = queue_id,
		.state = outcome_state(end->outcome.kind),
		.done = end->outcome.delivered | (end->outcome.refused & ~INT64_C(1)),
		.tried = end->outcome.kind != OUTCOME_NOT_TRIED,
	};

	/* An email that was refused because the server refuses us is tried last: others come before
	 * it. */
	if (end->outcome.kind == OUTCOME_NOT_TRIED && end->reply[0] != '\0')
		row.next_ns = now;
	if (end->outcome.kind == OUTCOME_LATER) {
		row.next_ns = now + pause_after(s, end->attempts + 1);
		if (is_given_up(s, end->attempts + 1))
			row.state = "HELD";
	}
	session_queue_id(end->reply, queue_id);
	row.because = explain(s, end, row.state);
	return (delivery_end(s->db, &row, e));
}

/*
 * The end of a try that is still open in the database: the one in the journal, and if there is
 * none, it was never sent.
 */
static struct ending
ending_of(struct settling *s, const struct delivery_open *open)
{
	struct journal_entry entry = journal_find(s->journal, open->try);
	struct ending end = { .email = open->email,
		.try = open->try,
		.attempts = open->attempts,
		.outcome = { OUTCOME_NOT_TRIED, 0, 0 },
		.reply = entry.reply };

	if (entry.ended)
		end.outcome = entry.outcome;
	else if (entry.handed_over)
		end.outcome.kind = OUTCOME_UNKNOWN;
	return (end);
}

/* Read the open tries before any of them is changed. */
static int
read_open_tries(struct settling *s, struct ending **ends, size_t *count, struct err *e)
{
	struct delivery_open open;
	size_t room = 0;
	int rc;

	*ends = NULL;
	*count = 0;
	if (delivery_open_begin(s->db, e) != 0)
		return (-1);
	while ((rc = delivery_open_next(s->db, &open, e)) == 1) {
		*ends = arena_grow(s->arena, *ends, *count, &room, sizeof(**ends));
		(*ends)[(*count)++] = ending_of(s, &open);
	}
	return (rc);
}

int
ending_settle(struct database *db, struct journal *journal, const struct settings_mail *settings,
    struct arena *arena, int64_t *sent, struct err *e)
{
	struct settling s = { db, journal, settings, arena };
	struct ending *ends;
	size_t count, i;
	int rc;

	*sent = 0;
	if (ending_begin(db, e) != 0)
		return (-1);
	rc = read_open_tries(&s, &ends, &count, e);
	for (i = 0; rc == 0 && i < count; i++)
		rc = store_ending(&s, &ends[i], e);
	if (rc == 0)
		rc = database_commit(db, e);
	if (rc != 0) {
		database_rollback(db);
		return (-1);
	}
	for (i = 0; i < count; i++)
		*sent += ends[i].outcome.kind == OUTCOME_ACCEPTED;
	journal_forget(journal);
	return (0);
}
