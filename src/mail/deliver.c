#include "mail/deliver.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/memory.h"
#include "mail/ending.h"
#include "mail/limit.h"
#include "mail/message.h"
#include "mail/session.h"
#include "store/delivery.h"
#include "store/trouble.h"

#define NS_PER_MS INT64_C(1000000)
#define MOST_IDLE \
	3 /* rounds in a row whose mailings had all changed when they were to be taken \
	   */
#define TROUBLE_PAUSE (30000 * NS_PER_MS)

/* One email of the round. */
struct parcel {
	struct mailing mailing;
	struct message message;
	const char *refused; /* why it must not be sent; NULL if it may */
	const char *again;   /* why it cannot be sent in this round; NULL if it can */
	bool taken;
	int64_t try;
};

struct deliver {
	const struct spool *spool;
	struct database *db;
	const struct settings *settings;
	struct journal *journal;
	deliver_progress *progress;
	void *context;
	int64_t sent;
	/* for the present round */
	struct arena arena;
	struct parcel *parcels;
	size_t count;
	struct session_item *items;
	struct parcel **parcel_of; /* the parcel of each item */
	size_t item_count;
	struct limit limit;
	bool moved;           /* an email was taken or held */
	int idle;             /* rounds in a row in which none was */
	int64_t trouble_until; /* wall clock: until then we pause */
};

/* ---- choosing -------------------------------------------------------------------------------- */

/*
 * List the numbers of the emails that may be sent, in one short read of the database. Go through
 * all that wait until there are enough: one that must wait because of its domain must not keep back
 * those after it.
 */
static int
list_due(struct deliver *d, int64_t *ids, size_t most, size_t *count, struct err *e)
{
	struct mailing_due due;
	int rc = 0;

	*count = 0;
	if (limit_read(&d->limit, d->db, &d->settings->mail, &d->arena, e) != 0 ||
	    mailing_due_begin(d->db, clock_wall_ns(), e) != 0)
		return (-1);
	while (*count < most && (rc = mailing_due_next(d->db, &due, e)) == 1) {
		if (limit_allows(&d->limit, due.send_to))
			ids[(*count)++] = due.id;
		else if (limit_is_reached(&d->limit))
			break;
	}
	if (rc == 1)
		mailing_due_end(d->db);
	return (rc < 0 ? -1 : 0);
}

/* Read the mailings of these numbers. */
static int
choose(struct deliver *d, struct err *e)
{
	const size_t most = (size_t)d->settings->mail.session_messages;
	int64_t *ids = arena_new(&d->arena, most, sizeof(*ids));
	size_t count, i;
	int rc;

	d->parcels = arena_new(&d->arena, most, sizeof(*d->parcels));
	d->count = 0;
	if (list_due(d, ids, most, &count, e) != 0)
		return (-1);
	for (i = 0; i < count; i++) {
		rc = mailing_find(d->db, ids[i], &d->arena, &d->parcels[d->count].mailing, e);
		if (rc < 0)
			return (-1);
		d->count += (size_t)rc;
	}
	return (0);
}

/*
 * Make the messages, without the database. An email whose message cannot be made is held, with the
 * reason.
 */
static int
make(struct deliver *d, struct err *e)
{
	struct template_set templates;
	struct message_making making = { d->spool, d->settings, &templates, "" };
	size_t i;

	if (message_check_settings(d->settings, e) != 0 ||
	    template_load(d->spool, &d->arena, &templates, e) != 0 ||
	    trouble_secret(d->db, &d->arena, &making.secret, e) != 0)
		return (-1);
	for (i = 0; i < d->count; i++) {
		struct parcel *p = &d->parcels[i];

		if (p->mailing.reversed_by[0] != '\0')
			p->refused = arena_printf(&d->arena, "what it asks for was reversed by %s",
			    p->mailing.reversed_by);
		else if (p->mailing.known_minor != p->mailing.now_minor)
			p->refused = "the balance has changed since it was released (a payment, an "
				     "adjustment, another invoice)";
		else if (message_build(&making, &p->mailing, &d->arena, &p->message, e) == 0)
			continue;
		else if (e->kind == ERR_REJECT)
			p->refused = arena_string(&d->arena, e->text);
		else
			p->again = arena_string(&d->arena, e->text);
	}
	return (0);
}

/* ---- the intent ------------------------------------------------------------------------------ */

/* Begin the try of one parcel, if its email is still as the message was made from it. */
static int
take(struct deliver *d, struct parcel *p, struct err *e)
{
	const struct mailing *l = &p->mailing;
	const struct delivery_begun begun = { .email = l->id,
		.domain = address_domain(l->send_to),
		.sha256 = p->message.sha256,
		.now_ns = clock_wall_ns() };
	int rc;

	if (p->again != NULL)
		return (0);
	if (p->refused != NULL) {
		d->moved = true;
		return (mailing_hold(d->db, l->id, p->refused, e));
	}
	rc = mailing_take(d->db, l, e);
	if (rc != 1)
		return (rc);
	if (delivery_begin(d->db, &begun, &p->try, e) != 0)
		return (-1);
	p->taken = d->moved = true;
	return (0);
}

/*
 * Begin the tries of all parcels in one commit: after a crash from here on, the journal must be
 * read before anything is sent again.
 */
static int
commit_intent(struct deliver *d, struct err *e)
{
	size_t i;
	int rc;

	if (ending_begin(d->db, e) != 0)
		return (-1);
	for (i = 0, rc = 0; i < d->count && rc == 0; i++)
		rc = take(d, &d->parcels[i], e);
	if (rc == 0)
		rc = database_commit(d->db, e);
	if (rc != 0)
		database_rollback(d->db);
	return (rc);
}

/* ---- the network ----------------------------------------------------------------------------- */

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

	/*
	 * Even if it does not count as a try: an email that was handed over and refused must not
	 * look unanswered to the next process.
	 */
	if (it->judged)
		journal_end(d->journal, d->parcel_of[item]->try, &it->outcome, it->reply);
	if (d->progress != NULL)
		d->progress(d->context, d->sent + (int64_t)item + 1);
}

/*
 * Do all recipients have it already? (The copy that was missing is no longer wanted.) Then end its
 * try here, without a session.
 */
static bool
is_done(struct deliver *d, const struct parcel *p)
{
	const int64_t all = (INT64_C(1) << p->message.to.count) - 1;
	const struct outcome outcome = { OUTCOME_ACCEPTED, 0, 0 };

	if ((p->mailing.done & all) != all)
		return (false);
	journal_end(d->journal, p->try, &outcome, "everybody has had it already");
	return (true);
}

/* Send the parcels that were taken. */
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
		d->items[d->item_count++] =
		    (struct session_item){ .message = &d->parcels[i].message,
			    .done = d->parcels[i].mailing.done };
	}
	if (d->item_count == 0)
		return (0);
	if (relay_load(d->settings, &d->arena, &relay, e) != 0)
		return (-1);
	return (session_run(&relay, d->items, d->item_count, &hooks, e));
}

/* Log one line for each email: numbers and states, no names. */
static void
log_round(const struct deliver *d)
{
	char id[24], try[24];
	size_t i;

	for (i = 0; i < d->item_count; i++) {
		(void)snprintf(id, sizeof(id), "%lld", (long long)d->parcel_of[i]->mailing.id);
		(void)snprintf(try, sizeof(try), "%lld", (long long)d->parcel_of[i]->try);
		log_event("mail", "message", id, "try", try, "outcome",
		    outcome_name(d->items[i].outcome.kind), NULL);
	}
}

/* ---- a round --------------------------------------------------------------------------------- */

/* Store why nothing can be sent; or with "" that it can. */
static void
keep_trouble(struct deliver *d, const char *text)
{
	struct err e = { 0 };
	struct trouble trouble = { .text = text, .now_ns = clock_wall_ns() };

	d->trouble_until = text[0] != '\0' ? trouble.now_ns + TROUBLE_PAUSE : 0;
	trouble.next_ns = d->trouble_until;
	if (ending_begin(d->db, &e) != 0)
		return;
	if (trouble_set(d->db, &trouble, &e) != 0 || database_commit(d->db, &e) != 0)
		database_rollback(d->db);
}

/*
 * After a round that sent nothing: was there a reason to put a message off? 0, or -1 with that
 * reason.
 */
static int
check_blocked(const struct deliver *d, struct err *e)
{
	size_t i;

	for (i = 0; i < d->count; i++)
		if (d->parcels[i].again != NULL)
			return (err_retry(e, 0, "%s", d->parcels[i].again));
	return (0);
}

/* Do the steps of a round; 1 if there was something to do. */
static int
run_round(struct deliver *d, struct err *e)
{
	int64_t accepted;
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
	rc = ending_settle(d->db, d->journal, &d->settings->mail, &d->arena, &accepted,
	    sent == 0 ? e : &(struct err){ 0 });
	d->sent += accepted;
	/* Emails that changed after they were read are read again, but not for ever. */
	d->idle = d->moved ? 0 : d->idle + 1;
	return (sent != 0 || rc != 0 ? -1 : d->idle < MOST_IDLE ? 1 : 0);
}

int
deliver_round(struct deliver *d, struct err *e)
{
	size_t i;
	int rc;

	/*
	 * A server that has just refused us is not asked again at once: it may count wrong
	 * passwords.
	 */
	if (d->trouble_until > clock_wall_ns())
		return (0);
	arena_reset(&d->arena);
	d->item_count = 0;
	d->moved = false;
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
	int rc = mailing_next_ns(d->db, &next, &e);

	if (d->trouble_until > now)
		return ((int)((d->trouble_until - now) / NS_PER_MS) + 1);
	if (d->limit.bites)
		return (1000);
	if (rc != 1)
		return (-1);
	return (next > now
		? (int)((next - now) / NS_PER_MS < 3600000 ? (next - now) / NS_PER_MS + 1 : 3600000)
		: 0);
}

void
deliver_again(struct deliver *deliver)
{
	/* Not 0, so that the first round that works clears the trouble in the database. */
	deliver->trouble_until = 1;
}

void
deliver_on_progress(struct deliver *deliver, deliver_progress *progress, void *context)
{
	deliver->progress = progress;
	deliver->context = context;
}

int
deliver_open(const struct spool *spool, struct database *db, const struct settings *settings,
    struct deliver **deliver, struct err *e)
{
	struct deliver *d = memory_new(1, sizeof(*d));
	int64_t before;
	int rc;

	d->spool = spool;
	d->db = db;
	d->settings = settings;
	d->trouble_until =
	    1; /* so that the first round that works clears the trouble in the database */
	rc = journal_open(spool, &d->journal, e);
	if (rc == 1 && ending_settle(db, d->journal, &settings->mail, &d->arena, &before, e) != 0)
		rc = -1;
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
