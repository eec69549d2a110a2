#include "request/rule.h"

#include <string.h>

#include "base/date.h"
#include "request/key.h"

/* A set of request types. */
#define FOR(type) (1U << REQUEST_##type)
#define ANY_TYPE (~0U)

/* A sentence may begin with the line of a key, or with the key and its value. */
enum beginning { NOTHING, LINE, VALUE };

static bool
says_do_not_send(const struct request *request)
{
	return (strcmp(request->decision, "DO_NOT_SEND") == 0);
}

static bool
sets_schedule(const struct request *request)
{
	return (strcmp(request->schedule.act, "set") == 0);
}

/* Does it name buildings or accounts? */
static bool
names_places(const struct request *request)
{
	return (request->buildings.count > 0 || request->buildings.all ||
	    request->accounts.count > 0);
}

/* An approval that names nothing would approve everything by mistake. */
static bool
names_no_exceptions(const struct request *request)
{
	return (request->run[0] == '\0' && !names_places(request));
}

/* The other acts only name their schedule. */
static bool
changes_more_than_act(const struct request *request)
{
	return (!sets_schedule(request) &&
	    (names_places(request) || request->schedule.group[0] != '\0' ||
		request->schedule.occurs[0] != '\0'));
}

static bool
is_set_for_no_time(const struct request *request)
{
	return (sets_schedule(request) && request->schedule.occurs[0] == '\0');
}

/* For nothing, or for both places and a group. */
static bool
is_set_for_nothing(const struct request *request)
{
	return (sets_schedule(request) &&
	    names_places(request) == (request->schedule.group[0] != '\0'));
}

static bool
names_no_emails(const struct request *request)
{
	return (request->run[0] == '\0' && request->messages.count == 0 && !request->messages.all &&
	    request->buildings.count == 0);
}

static bool
drops_without_reason(const struct request *request)
{
	return (says_do_not_send(request) && request->reason[0] == '\0');
}

static bool
ends_before_it_begins(const struct request *request)
{
	return (request->from_date != DATE_NONE && request->end_date != DATE_NONE &&
	    request->from_date > request->end_date);
}

static bool
is_of_all(const struct request *request)
{
	return (strcmp(request->of, "all") == 0);
}

static bool
posts_what_is_sent(const struct request *request)
{
	return (request->post && !says_do_not_send(request));
}

/* In this order: a request is refused for the first that it breaks. */
static const struct {
	unsigned types; /* that it is for */
	bool (*is_broken)(const struct request *request);
	enum beginning beginning;
	enum request_key key; /* of the beginning */
	const char *sentence;
} RULES[] = {
	{ FOR(APPROVE) | FOR(HOLD), names_no_exceptions, NOTHING, REQUEST_KEY_COUNT,
	    "say which exceptions: a line `run = ...`, `account = ...` or `buildings = ...`" },
	{ FOR(SCHEDULE), changes_more_than_act, VALUE, REQUEST_KEY_ACT,
	    "is done to a schedule that is there; remove the lines buildings, account, group and "
	    "when (or write act = set to change them)" },
	{ FOR(SCHEDULE), is_set_for_no_time, NOTHING, REQUEST_KEY_COUNT,
	    "say when it runs: a line `when = monthly on 1 at 06:00`" },
	{ FOR(SCHEDULE), is_set_for_nothing, NOTHING, REQUEST_KEY_COUNT,
	    "say what it is for: a line `buildings = ...`, or `account = ...`, or `group = ...`" },
	{ FOR(EMAIL), names_no_emails, NOTHING, REQUEST_KEY_COUNT,
	    "say which emails: a line `message = ...` (numbers, or * for all that are new), "
	    "`run = ...` or `buildings = ...`" },
	{ FOR(EMAIL), drops_without_reason, NOTHING, REQUEST_KEY_COUNT,
	    "DO_NOT_SEND needs a line `reason = ...`: why, in your words (and `post = yes` if it "
	    "should go by post instead)" },
	{ ANY_TYPE, ends_before_it_begins, LINE, REQUEST_KEY_FROM_DATE,
	    "from_date lies behind end_date; change one of them" },
	{ FOR(PREVIEW), is_of_all, LINE, REQUEST_KEY_OF,
	    "of = all is for emails; a preview is of invoices, statements or reminders" },
	{ ANY_TYPE, posts_what_is_sent, LINE, REQUEST_KEY_POST,
	    "post = yes goes with decision = DO_NOT_SEND only" },
};

int
request_rule_check(const struct request *request, const size_t lines[static REQUEST_KEY_COUNT],
    struct err *e)
{
	size_t i;

	for (i = 0; i < LENGTH(RULES); i++) {
		const enum request_key key = RULES[i].key;

		if ((RULES[i].types & 1U << request->type) == 0 || !RULES[i].is_broken(request))
			continue;
		switch (RULES[i].beginning) {
		case LINE:
			return (err_reject(e, "line %zu: %s", lines[key], RULES[i].sentence));
		case VALUE:
			return (err_reject(e, "%s = %s %s", request_key_name(key),
			    request_key_text(key, request), RULES[i].sentence));
		case NOTHING:
			return (err_reject(e, "%s", RULES[i].sentence));
		}
	}
	return (0);
}
