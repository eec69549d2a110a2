#include "run/email_decision.h"

#include "base/clock.h"
#include "base/decimal.h"
#include "base/text.h"
#include "request/rights.h"
#include "store/email_decision.h"

/* The decider, and the counts. */
struct email_deciding {
	struct database *db;
	const struct decision_order *order;
	struct decision_tally *tally;
	struct arena arena;
};

/*
 * The state that each decision word gives an email. RESEND is for an email that bounced or whose
 * end is not known; DELIVERED is for the latter, if the mail server's log, or the customer,
 * confirms it.
 */
static const struct {
	const char *word;
	const char *state;
	const char *from; /* states in which this is possible, each between commas */
	/*
	 * states that `*` or a run means: an email that was held for a reason is sent only when it
	 * is named
	 */
	const char *all;
	/*
	 * documents that `*` means, if the request has no `of` (manual/mail.md, "Who decides about
	 * which emails")
	 */
	const char *of;
} EMAIL_WORDS[] = {
	{ "SEND", "RELEASED", ",NEW,HELD,DEFERRED,", ",NEW,", "invoices" },
	{ "HOLD", "HELD", ",NEW,RELEASED,DEFERRED,", ",NEW,RELEASED,DEFERRED,", "all" },
	{ "DELIVERED", "SENT", ",UNKNOWN,", ",UNKNOWN,", "invoices" },
	{ "DO_NOT_SEND", "DO_NOT_SEND", ",NEW,HELD,RELEASED,DEFERRED,BOUNCED,UNKNOWN,",
	    ",NEW,HELD,RELEASED,DEFERRED,", "invoices" },
	{ "RESEND", "RELEASED", ",BOUNCED,UNKNOWN,DO_NOT_SEND,", ",BOUNCED,", "invoices" },
};

/* The words of `of`, and the kinds of documents that they mean. */
static const struct {
	const char *of, *kinds;
} DOCUMENTS[] = {
	{ "invoices", ",INVOICE,REVERSAL," },
	{ "statements", ",STATEMENT," },
	{ "reminders", ",REMINDER," },
	{ "all", ",INVOICE,REVERSAL,STATEMENT,REMINDER," },
};

/* The row of a decision word, which was checked when the request was read. */
static size_t
email_word(const char *word)
{
	size_t i = 0;

	while (i + 1 < LENGTH(EMAIL_WORDS) && strcmp(word, EMAIL_WORDS[i].word) != 0)
		i++;
	return (i);
}

/* Is the word, a state or a kind, in the list, which has commas around each? */
static bool
is_one_of(const char *list, const char *one)
{
	char word[32];

	(void)snprintf(word, sizeof(word), ",%s,", one);
	return (strstr(list, word) != NULL);
}

/* The kinds of documents whose emails a request is about. A number or a run means all kinds. */
static const char *
kinds_of(const struct request *request)
{
	const char *of = request->of[0] != '\0' ? request->of
	    : request->messages.count > 0 || request->run[0] != '\0'
	    ? "all"
	    : EMAIL_WORDS[email_word(request->decision)].of;
	size_t i = 0;

	while (i + 1 < LENGTH(DOCUMENTS) && strcmp(DOCUMENTS[i].of, of) != 0)
		i++;
	return (DOCUMENTS[i].kinds);
}

/* Decide about one email. */
static int
decide_email(struct email_deciding *d, const struct decidable_email *email, const char *word,
    const char *why, struct err *e)
{
	const size_t i = email_word(word);
	const struct building building = { email->building, email->building_code };
	const struct email_decision decision = { email->id, EMAIL_WORDS[i].state, why,
		d->order->claim_id };
	const struct email_decider by = { d->order->agent->code, d->order->at, clock_now_ns() };
	char what[64];

	(void)snprintf(what, sizeof(what), "message %lld", (long long)email->id);
	if (rights_check_building(d->db, d->order->agent, &building, what, e) != 0)
		return (-1);
	if (strcmp(email->state, EMAIL_WORDS[i].state) == 0) {
		d->tally->same++;
		return (0);
	}
	if (!is_one_of(EMAIL_WORDS[i].from, email->state))
		return (err_reject(e, "message %lld is %s, and %s is not possible then",
		    (long long)email->id, email->state, word));
	d->tally->changed++;

	/* Addresses and balance are taken as they are at this moment, as the queue shows them. */
	return (email_decision_make(d->db, &decision, email, &by, e));
}

/* Refuse a request that finds no email, or not all that it names. */
static int
refuse_emails(const struct request *request, const struct decision_tally *tally, struct err *e)
{
	if (request->messages.count > 0)
		return (err_reject(e,
		    "not all of these messages are in your queue; reports/email-queue.csv lists "
		    "them"));
	if (tally->passed > 0)
		return (err_reject(e,
		    "no invoice's email waits for that decision; %lld of statements or reminders "
		    "do: write of = statements, reminders or all",
		    (long long)tally->passed));
	return (err_reject(e,
	    "no email there waits for that decision (what is HELD is sent only when its number is "
	    "named)"));
}

/*
 * Decide about all emails of a request: its messages, or those of its run, of its buildings or of
 * all of the agent's, that are in a state for this decision.
 */
static int
decide_email_request(struct email_deciding *d, const struct request *request, struct err *e)
{
	const char *all = EMAIL_WORDS[email_word(request->decision)].all,
		   *kinds = kinds_of(request);
	struct decidable_email email;
	char message[24];
	int rc;

	if (email_decision_begin(d->db, request->run[0] != '\0' ? request->run : NULL,
		d->order->agent, e) != 0)
		return (-1);
	for (; (rc = email_decision_next(d->db, &d->arena, &email, e)) == 1;
	    arena_reset(&d->arena)) {
		if (!request_list_has(&request->buildings, email.building_code))
			continue;
		(void)snprintf(message, sizeof(message), "%lld", (long long)email.id);
		if (request->messages.count > 0 ? !request_list_has(&request->messages, message)
						: !is_one_of(all, email.state))
			continue;
		if (!is_one_of(kinds, email.kind)) {
			d->tally->passed += request->of[0] == '\0';
			continue;
		}
		if (decide_email(d, &email, request->decision, request->reason, e) != 0)
			return (-1);
	}
	if (rc == 0 &&
	    d->tally->changed + d->tally->same <
		(int64_t)(request->messages.count > 0 ? request->messages.count : 1))
		return (refuse_emails(request, d->tally, e));
	return (rc);
}

/*
 * Is the email still as it was in the list that somebody decided on? A release takes address and
 * balance as they are now, so a list from before they changed must not release it. Columns that are
 * missing, and amounts that a spreadsheet has changed beyond reading, are not compared.
 */
static int
check_seen(struct email_deciding *d, const struct decision_row *row, int64_t message, struct err *e)
{
	static const char fresh[] = "take a fresh copy of reports/email-queue.csv and decide again";
	struct seen_email now;
	int64_t seen;

	if (email_decision_seen(d->db, message, &d->arena, &now, e) != 1)
		return (-1);
	if (row->status[0] != '\0' && !text_equal_nocase(row->status, now.state))
		return (err_reject(e,
		    "message %lld was %.20s when this copy was made, and is %s now%s%s: %s",
		    (long long)message, row->status, now.state,
		    now.held_because[0] != '\0' ? ", because " : "", now.held_because, fresh));
	if (row->send_to[0] != '\0' && strcmp(row->send_to, now.send_to) != 0)
		return (err_reject(e, "message %lld would go to %s, and this copy says %.100s: %s",
		    (long long)message, now.send_to, row->send_to, fresh));
	if (row->has_cc && strcmp(row->cc_to, now.cc_to) != 0)
		return (err_reject(e,
		    "copies of message %lld would go to \"%s\", and this copy of the list says "
		    "\"%.100s\": %s",
		    (long long)message, now.cc_to, row->cc_to, fresh));
	if (decimal_parse_money(row->balance, '.', d->order->minor_places, &seen) &&
	    seen != now.balance)
		return (err_reject(e, "the balance of message %lld is no longer %.20s: %s",
		    (long long)message, row->balance, fresh));
	return (0);
}

/* Decide by one row of email-queue.csv. */
static int
decide_email_row(struct email_deciding *d, const struct decision_row *row, struct err *e)
{
	const char *state = EMAIL_WORDS[email_word(row->decision)].state;
	struct decidable_email email;
	int64_t message;
	int rc;

	if (!text_to_int(row->message, 1, INT64_MAX, &message))
		return (err_reject(e, "line %zu: \"%.40s\" is not a message number", row->line,
		    row->message));
	if (strcmp(row->decision, "DO_NOT_SEND") == 0 && row->reason[0] == '\0')
		return (err_reject(e,
		    "line %zu: DO_NOT_SEND needs a word why, in the column reason", row->line));
	rc = email_decision_find(d->db, message, &d->arena, &email, e);
	if (rc < 0)
		return (-1);
	if (rc == 0)
		return (err_reject(e,
		    "line %zu: there is no message %s; take a fresh copy of "
		    "reports/email-queue.csv",
		    row->line, row->message));
	rc = 0;
	if (strcmp(state, "RELEASED") == 0 && strcmp(email.state, state) != 0)
		rc = check_seen(d, row, message, e);
	if (rc == 0)
		rc = decide_email(d, &email, row->decision, row->reason, e);
	return (rc == 0 ? 0 : err_context(e, "line %zu", row->line));
}

int
email_decision_request(struct database *db, const struct decision_order *order,
    const struct request *request, struct decision_tally *tally, struct err *e)
{
	struct email_deciding d = { db, order, tally, ARENA_EMPTY };
	int rc = decide_email_request(&d, request, e);

	arena_release(&d.arena);
	return (rc);
}

int
email_decision_list(struct database *db, const struct decision_order *order,
    const struct decision_list *list, struct decision_tally *tally, struct err *e)
{
	struct email_deciding d = { db, order, tally, ARENA_EMPTY };
	size_t i;
	int rc = 0;

	for (i = 0; i < list->count && rc == 0; i++) {
		arena_reset(&d.arena);
		rc = decide_email_row(&d, &list->rows[i], e);
	}
	arena_release(&d.arena);
	return (rc);
}
