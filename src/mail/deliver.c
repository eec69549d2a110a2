#include "mail/deliver.h"

#include <sys/random.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/text.h"
#include "mail/journal.h"
#include "mail/message.h"
#include "mail/session.h"

#define NS_PER_MS INT64_C(1000000)
#define NS_PER_S INT64_C(1000000000)
#define MINUTE (60 * NS_PER_S)
#define LOOK_FACTOR 4       /* candidates looked at for each place, because limits may pass some over */
#define BUSY_MS 200         /* pause while a run holds the database */
#define LONGEST_PAUSE (4 * 3600 * NS_PER_S)
#define TROUBLE_PAUSE (30 * NS_PER_S)
#define MOST_DOMAINS 512

/* One email of the round. */
struct parcel {
	struct letter letter;
	struct message message;
	const char *refused; /* why it must not go; NULL if it may */
	const char *again;   /* what was in the way: leave it; NULL if nothing was */
	bool taken;
	int64_t try;
};

/* How many went to a domain in the last minute. */
struct domain {
	const char *name;
	int64_t count;
};

struct deliver {
	const struct spool *spool;
	struct database *db;
	const struct settings *settings;
	struct journal *journal;
	deliver_progress *progress;
	void *context;
	int64_t sent;
	/* of the round */
	struct arena arena;
	struct parcel *parcels;
	size_t count;
	struct session_item *items;
	struct parcel **parcel_of; /* by item */
	size_t item_count;
	struct domain domains[MOST_DOMAINS];
	size_t domain_count;
	int64_t recent;       /* tries of the last minute */
	int64_t trouble_until; /* wall clock */
	bool limited;
};

/* ---- the database, which a run may hold for seconds -------------------------------------------------------------- */

/* Begin to write, however long a run takes. What waits is in the journal or in the queue, so there is no hurry. */
static int
begin(struct deliver *d, struct err *e)
{
	while (database_begin(d->db, e) != 0) {
		if (e->kind != ERR_RETRY)
			return (-1);
		(void)usleep(BUSY_MS * 1000);
	}
	return (0);
}

/* ---- results ------------------------------------------------------------------------------------------------------ */

/* A number below `most` that nobody can guess. */
static int64_t
jitter(int64_t most)
{
	uint64_t random = 0;

	(void)getrandom(&random, sizeof(random), 0);
	return (most > 0 ? (int64_t)(random % (uint64_t)most) : 0);
}

/* When to try again after the nth "not now": twice as long each time, with a quarter more or less, so that not all come at once. */
static int64_t
pause_after(const struct deliver *d, int64_t attempts)
{
	int64_t pause = d->settings->mail.retry_minutes * MINUTE;
	int64_t i;

	for (i = 1; i < attempts && pause < LONGEST_PAUSE; i++)
		pause *= 2;
	return (pause * 3 / 4 + jitter(pause / 2));
}

/* How long it has been tried, by the pauses that there were. */
static bool
is_given_up(const struct deliver *d, int64_t attempts)
{
	int64_t pause = d->settings->mail.retry_minutes * MINUTE, sum = 0, i;

	for (i = 1; i < attempts; i++) {
		sum += pause;
		pause = pause < LONGEST_PAUSE ? pause * 2 : pause;
	}
	return (sum > d->settings->mail.retry_hours * 60 * MINUTE || attempts > 1000);
}

/* One try's end, as the email's new state. */
struct ending {
	int64_t email, try, attempts; /* attempts: before this one */
	struct outcome outcome;
	const char *reply;
};

/* Why an email that ended so needs somebody; "" if it does not. */
static const char *
explain(struct deliver *d, const struct ending *end, const char *state)
{
	if (strcmp(state, "HELD") == 0)
		return (arena_printf(&d->arena, "it was put off %lld times, the last time with: %s", (long long)end->attempts + 1, end->reply));
	if (end->outcome.kind == OUTCOME_NEVER)
		return (arena_printf(&d->arena, "the mail server refused it: %s", end->reply));
	if (end->outcome.kind == OUTCOME_UNKNOWN)
		return ("all of it was handed over and no answer came, so the customer may have it: ask the mail server's log, then DELIVERED or RESEND");
	if (end->outcome.kind == OUTCOME_ACCEPTED && end->outcome.refused != 0)
		return (arena_printf(&d->arena, "a copy was refused: %s", end->reply));
	return ("");
}

/* Store one ending, in the open transaction. */
static int
store_ending(struct deliver *d, const struct ending *end, struct err *e)
{
	const char *state = outcome_state(end->outcome.kind);
	int64_t tried = end->outcome.kind != OUTCOME_NOT_TRIED;
	int64_t next = 0;
	char queue_id[64];

	if (end->outcome.kind == OUTCOME_LATER) {
		next = clock_wall_ns() + pause_after(d, end->attempts + 1);
		if (is_given_up(d, end->attempts + 1))
			state = "HELD";
	}
	session_queue_id(end->reply, queue_id);
	if (database_run(d->db, SQL_MAIL_TRY_END, e, "issi", clock_wall_ns(), outcome_name(end->outcome.kind), end->reply, end->try) != 0)
		return (-1);
	return (database_run(d->db, SQL_MAIL_RESULT, e, "sssiiisi", state, end->reply, queue_id, end->outcome.delivered | (end->outcome.refused & ~INT64_C(1)),
	    tried, next, explain(d, end, state), end->email));
}

/* What is known of a try that has not ended in the database: the journal's word, and else that it never left. */
static struct ending
ending_of(struct deliver *d, int64_t try, int64_t email, int64_t attempts)
{
	struct journal_entry entry = journal_find(d->journal, try);
	struct ending end = { .email = email, .try = try, .attempts = attempts, .outcome = { OUTCOME_NOT_TRIED, 0, 0 }, .reply = entry.reply };

	if (entry.ended)
		end.outcome = entry.outcome;
	else if (entry.handed_over)
		end.outcome.kind = OUTCOME_UNKNOWN;
	return (end);
}

/* The open tries, gathered before any of them is changed. */
static int
read_open_tries(struct deliver *d, struct ending **ends, size_t *count, struct err *e)
{
	const enum statement id = SQL_MAIL_OPEN_TRIES;
	size_t room = 0;
	int rc;

	*ends = NULL;
	*count = 0;
	if (database_query(d->db, id, e, "") != 0)
		return (-1);
	while ((rc = database_step(d->db, id, e)) == 1) {
		*ends = arena_grow(&d->arena, *ends, *count, &room, sizeof(**ends));
		(*ends)[(*count)++] = ending_of(d, database_int(d->db, id, 0), database_int(d->db, id, 1), database_int(d->db, id, 2));
	}
	return (rc);
}

/* Every open try ends, in one commit; then the journal owes nothing any more. Done at the end of each round, and first in each life. */
static int
settle(struct deliver *d, struct err *e)
{
	struct ending *ends;
	size_t count, i;
	int rc;

	if (begin(d, e) != 0)
		return (-1);
	rc = read_open_tries(d, &ends, &count, e);
	for (i = 0; rc == 0 && i < count; i++)
		rc = store_ending(d, &ends[i], e);
	if (rc == 0)
		rc = database_commit(d->db, e);
	if (rc != 0) {
		database_rollback(d->db);
		return (-1);
	}
	for (i = 0; i < count; i++)
		d->sent += ends[i].outcome.kind == OUTCOME_ACCEPTED;
	journal_forget(d->journal);
	return (0);
}

/* ---- choosing ----------------------------------------------------------------------------------------------------- */

/* The counter of a domain; NULL when there are too many to count, and then the limit does not bite. */
static struct domain *
domain_of(struct deliver *d, const char *name)
{
	size_t i;

	for (i = 0; i < d->domain_count; i++)
		if (text_equal_nocase(d->domains[i].name, name))
			return (&d->domains[i]);
	if (d->domain_count == MOST_DOMAINS)
		return (NULL);
	d->domains[d->domain_count] = (struct domain){ arena_string(&d->arena, name), 0 };
	return (&d->domains[d->domain_count++]);
}

/* What went in the last minute, for the limits. */
static int
read_recent(struct deliver *d, struct err *e)
{
	const enum statement id = SQL_MAIL_RECENT_TRIES;
	struct domain *domain;
	int rc;

	d->recent = 0;
	d->domain_count = 0;
	d->limited = false;
	if (d->settings->mail.per_minute == 0 && d->settings->mail.per_domain == 0)
		return (0);
	if (database_query(d->db, id, e, "i", clock_wall_ns() - MINUTE) != 0)
		return (-1);
	while ((rc = database_step(d->db, id, e)) == 1) {
		d->recent += database_int(d->db, id, 1);
		domain = domain_of(d, database_text(d->db, id, 0));
		if (domain != NULL)
			domain->count += database_int(d->db, id, 1);
	}
	return (rc);
}

/* May one more go to this address now? Counts it if so. */
static bool
is_allowed(struct deliver *d, const char *address)
{
	const struct settings_mail *m = &d->settings->mail;
	struct domain *domain = m->per_domain > 0 ? domain_of(d, address_domain(address)) : NULL;

	if ((m->per_minute > 0 && d->recent >= m->per_minute) || (domain != NULL && domain->count >= m->per_domain)) {
		d->limited = true;
		return (false);
	}
	d->recent++;
	if (domain != NULL)
		domain->count++;
	return (true);
}

/* Read what may go, in one short look at the database. */
static int
choose(struct deliver *d, struct err *e)
{
	const enum statement id = SQL_MAIL_DUE;
	const size_t most = (size_t)d->settings->mail.session_messages;
	struct letter letter;
	int rc;

	d->parcels = arena_new(&d->arena, most, sizeof(*d->parcels));
	d->count = 0;
	if (read_recent(d, e) != 0 || database_query(d->db, id, e, "ii", clock_wall_ns(), (int64_t)most * LOOK_FACTOR) != 0)
		return (-1);
	while ((rc = database_step(d->db, id, e)) == 1 && d->count < most) {
		letter_read(d->db, id, &d->arena, &letter);
		if (is_allowed(d, letter.send_to))
			d->parcels[d->count++].letter = letter;
	}
	if (rc == 1)
		database_done(d->db, id);
	return (rc < 0 ? -1 : 0);
}

/* Make the messages, without the database. What cannot be made is held, and says why. */
static int
make(struct deliver *d, struct err *e)
{
	struct template_set templates;
	struct message_making making = { d->spool, d->settings, &templates, "" };
	size_t i;
	int rc;

	if (message_check_settings(d->settings, e) != 0 || template_load(d->spool, &d->arena, &templates, e) != 0)
		return (-1);
	if (database_query(d->db, SQL_MAIL_SECRET, e, "") != 0 || (rc = database_step(d->db, SQL_MAIL_SECRET, e)) < 0)
		return (-1);
	making.secret = arena_string(&d->arena, database_text(d->db, SQL_MAIL_SECRET, 0));
	database_done(d->db, SQL_MAIL_SECRET);
	for (i = 0; i < d->count; i++) {
		struct parcel *p = &d->parcels[i];

		if (p->letter.reversed_by[0] != '\0')
			p->refused = arena_printf(&d->arena, "the invoice was reversed by %s", p->letter.reversed_by);
		else if (p->letter.known_minor != p->letter.now_minor)
			p->refused = "the balance has changed since it was released (a payment, an adjustment, another invoice)";
		else if (message_build(&making, &p->letter, &d->arena, &p->message, e) == 0)
			continue;
		else if (e->kind == ERR_REJECT)
			p->refused = arena_string(&d->arena, e->text);
		else
			p->again = arena_string(&d->arena, e->text);
	}
	return (0);
}

/* ---- the intent --------------------------------------------------------------------------------------------------- */

/* One parcel's intent, if its email is still what the message was made of. */
static int
take(struct deliver *d, struct parcel *p, struct err *e)
{
	const struct letter *l = &p->letter;

	if (p->again != NULL)
		return (0);
	if (p->refused != NULL)
		return (database_run(d->db, SQL_MAIL_HOLD, e, "si", p->refused, l->id));
	if (database_run(d->db, SQL_MAIL_TAKE, e, "iiiss", l->id, l->revision, l->done, l->send_to, l->cc_to) != 0)
		return (-1);
	if (database_changes(d->db) == 0)
		return (0);
	if (database_run(d->db, SQL_MAIL_TRY, e, "issi", l->id, address_domain(l->send_to), p->message.sha256, clock_wall_ns()) != 0)
		return (-1);
	p->try = database_inserted(d->db);
	p->taken = true;
	return (0);
}

/* All of them, in one commit: from here on a crash means that somebody must look at the journal before anything is sent again. */
static int
commit_intent(struct deliver *d, struct err *e)
{
	size_t i;
	int rc;

	if (begin(d, e) != 0)
		return (-1);
	for (i = 0, rc = 0; i < d->count && rc == 0; i++)
		rc = take(d, &d->parcels[i], e);
	if (rc == 0)
		rc = database_commit(d->db, e);
	if (rc != 0)
		database_rollback(d->db);
	return (rc);
}

/* ---- the network -------------------------------------------------------------------------------------------------- */

static void
on_hand_over(void *context, size_t item)
{
	struct deliver *d = context;

	journal_hand_over(d->journal, d->parcel_of[item]->try);
}

static void
on_ended(void *context, size_t item)
{
	struct deliver *d = context;
	const struct session_item *it = &d->items[item];

	/* Also when it does not count as a try: what was handed over and refused must not look unanswered to the next life. */
	if (it->judged)
		journal_end(d->journal, d->parcel_of[item]->try, &it->outcome, it->reply);
	if (d->progress != NULL)
		d->progress(d->context, d->sent + (int64_t)item + 1);
}

/* Has everybody had it before? (The copy that was left is no longer wanted.) Then its try ends here: a session has no use for it. */
static bool
is_done(struct deliver *d, const struct parcel *p)
{
	const int64_t all = (INT64_C(1) << p->message.to.count) - 1;
	const struct outcome outcome = { OUTCOME_ACCEPTED, 0, 0 };

	if ((p->letter.done & all) != all)
		return (false);
	journal_end(d->journal, p->try, &outcome, "everybody has had it already");
	return (true);
}

/* Send what was taken. */
static int
send_taken(struct deliver *d, struct err *e)
{
	const struct session_hooks hooks = { on_hand_over, on_ended, d };
	struct relay relay;
	size_t i;

	d->items = arena_new(&d->arena, d->count + 1, sizeof(*d->items));
	d->parcel_of = arena_new(&d->arena, d->count + 1, sizeof(*d->parcel_of));
	d->item_count = 0;
	for (i = 0; i < d->count; i++) {
		if (!d->parcels[i].taken || is_done(d, &d->parcels[i]))
			continue;
		d->parcel_of[d->item_count] = &d->parcels[i];
		d->items[d->item_count++] = (struct session_item){ .message = &d->parcels[i].message, .done = d->parcels[i].letter.done };
	}
	if (d->item_count == 0)
		return (0);
	if (relay_load(d->settings, &d->arena, &relay, e) != 0)
		return (-1);
	return (session_run(&relay, d->items, d->item_count, &hooks, e));
}

/* One line an email in the log: numbers and states, no names. */
static void
log_round(const struct deliver *d)
{
	char id[24], try[24];
	size_t i;

	for (i = 0; i < d->item_count; i++) {
		(void)snprintf(id, sizeof(id), "%lld", (long long)d->parcel_of[i]->letter.id);
		(void)snprintf(try, sizeof(try), "%lld", (long long)d->parcel_of[i]->try);
		log_event("mail", "message", id, "try", try, "outcome", outcome_name(d->items[i].outcome.kind), NULL);
	}
}

/* ---- a round ------------------------------------------------------------------------------------------------------ */

/* Remember what is in the way, or that nothing is. */
static void
keep_trouble(struct deliver *d, const char *text)
{
	struct err e = { 0 };
	int64_t now = clock_wall_ns();

	d->trouble_until = text[0] != '\0' ? now + TROUBLE_PAUSE : 0;
	if (begin(d, &e) != 0)
		return;
	if (database_run(d->db, SQL_MAIL_TROUBLE_SET, &e, "sii", text, now, d->trouble_until) != 0 || database_commit(d->db, &e) != 0)
		database_rollback(d->db);
}

/* With nothing sent: was something in the way of a message? 0, or -1 with it. */
static int
check_blocked(const struct deliver *d, struct err *e)
{
	size_t i;

	for (i = 0; i < d->count; i++)
		if (d->parcels[i].again != NULL)
			return (err_retry(e, 0, "%s", d->parcels[i].again));
	return (0);
}

/* The steps of a round; 1 if there was something to do. */
static int
run_round(struct deliver *d, struct err *e)
{
	int rc, sent;

	if (choose(d, e) != 0 || (d->count > 0 && make(d, e) != 0))
		return (-1);
	if (d->count == 0)
		return (0);
	if (commit_intent(d, e) != 0)
		return (-1);
	sent = send_taken(d, e);
	if (d->item_count > 0)
		log_round(d);
	if (d->item_count == 0 && sent == 0)
		sent = check_blocked(d, e);
	rc = settle(d, sent == 0 ? e : &(struct err){ 0 });
	return (sent != 0 || rc != 0 ? -1 : 1);
}

int
deliver_round(struct deliver *d, struct err *e)
{
	size_t i;
	int rc;

	arena_reset(&d->arena);
	d->item_count = 0;
	rc = run_round(d, e);
	for (i = 0; i < d->count; i++)
		buf_release(&d->parcels[i].message.bytes);
	d->count = 0;
	if (rc < 0)
		log_event("mail-trouble", "reason", e->text, NULL);
	if (rc < 0 || d->trouble_until != 0)
		keep_trouble(d, rc < 0 ? e->text : "");
	return (rc);
}

int
deliver_wait_ms(struct deliver *d)
{
	struct err e = { 0 };
	int64_t next = 0, now = clock_wall_ns();
	int rc = database_number(d->db, SQL_MAIL_NEXT, &next, &e, "");

	if (d->trouble_until > now)
		return ((int)((d->trouble_until - now) / NS_PER_MS) + 1);
	if (d->limited)
		return (1000);
	if (rc != 1)
		return (-1);
	return (next > now ? (int)((next - now) / NS_PER_MS < 3600000 ? (next - now) / NS_PER_MS + 1 : 3600000) : 0);
}

void
deliver_on_progress(struct deliver *deliver, deliver_progress *progress, void *context)
{
	deliver->progress = progress;
	deliver->context = context;
}

int
deliver_open(const struct spool *spool, struct database *db, const struct settings *settings, struct deliver **deliver, struct err *e)
{
	struct deliver *d = memory_new(1, sizeof(*d));
	int rc;

	d->spool = spool;
	d->db = db;
	d->settings = settings;
	d->trouble_until = 1; /* whatever stands in the database: the first round that works clears it */
	rc = journal_open(spool, &d->journal, e);
	if (rc == 1 && settle(d, e) != 0)
		rc = -1;
	d->sent = 0;
	*deliver = rc == 1 ? d : NULL;
	if (rc != 1)
		deliver_close(d);
	return (rc);
}

void
deliver_close(struct deliver *deliver)
{
	if (deliver == NULL)
		return;
	journal_close(deliver->journal);
	arena_release(&deliver->arena);
	free(deliver);
}
