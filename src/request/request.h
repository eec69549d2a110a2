#ifndef REQUEST_REQUEST_H
#define REQUEST_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/arena.h"

/*
 * request: what a dropped .req file asks for (SPEC 3). Pure: bytes in, struct out; who may ask is
 * rights.h.
 */

enum request_type {
	REQUEST_TRANSACTIONS,
	REQUEST_PREVIEW,
	REQUEST_INVOICES,
	REQUEST_DAILY,
	REQUEST_APPROVE,
	REQUEST_HOLD,
	REQUEST_EMAIL,
	REQUEST_POSTED,
	REQUEST_REVERSE,
	REQUEST_CANCEL,
	REQUEST_SCHEDULE,
	REQUEST_STATEMENTS,
	REQUEST_REMINDERS,
	REQUEST_COUNT
};

/* A comma-separated list of the file. `all` stands for "*". */
struct request_list {
	const char *const *items;
	size_t count;
	bool all;
};

/*
 * What a request of type schedule says; the words are those of store/schedule.h. "" where not
 * given.
 */
struct request_schedule {
	const char *name;
	const char *agent; /* whose it is */
	const char *act;   /* set, pause, resume, skip, run or end; never "" */
	const char *task;
	const char *group;
	const char *occurs;
	const char *zone;
	const char *shift;
	const char *end_rule;
	int32_t start;
};

struct request {
	enum request_type type;
	struct request_list buildings;
	struct request_list accounts;
	struct request_list codes;    /* exception codes, upper case */
	struct request_list messages; /* ids of emails */
	struct request_list invoices; /* invoice numbers */
	int32_t end_date;     /* DATE_NONE where not given, as below */
	int32_t invoice_date;
	int32_t from_date;    /* of an extract */
	int days_overdue;     /* -1 where not given */
	const char *minimum;  /* an amount such as 10 or 10.50, "" where not given */
	const char *note;     /* "" where not given, as below */
	const char *approve;  /* hash of a preview, 64 hexadecimal digits, lower case */
	const char *run;
	const char *reason;   /* for colleagues: never printed or sent */
	const char *message;  /* for the customer, on a reversal */
	const char *of;       /* invoices, statements, reminders or, of emails, all */
	const char *decision; /* SEND, HOLD, DO_NOT_SEND, RESEND or DELIVERED */
	const char *target;   /* `request = name`: the queued request that a cancel withdraws */
	bool rebill;
	bool post;            /* what is not sent by email goes by post */
	struct request_schedule schedule;
};

/* Is the word in the list, in any case? A list that is empty or "*" has every word. */
bool request_list_has(const struct request_list *list, const char *word);

/* "transactions", "daily", ... */
const char *request_type_name(enum request_type type);

/*
 * What is made: for a preview the type of which it is one (invoices, statements or reminders), else
 * the request's own.
 */
enum request_type request_made(const struct request *request);

/*
 * Does this type use the run slot for long (transactions, preview, invoices, daily, reverse,
 * statements, reminders)?
 */
bool request_is_run(enum request_type type);

/*
 * Parse text (UTF-8, from charset_to_utf8). date_format as in base/date.h. Strings live in arena.
 * Returns 0, or -1 with ERR_REJECT naming line, key, value and what it may be: an unknown section,
 * key or type, a key that the type does not take or that is given twice, a mandatory one that is
 * missing.
 */
int request_parse(const char *text, const char *date_format, struct arena *arena,
    struct request *request, struct err *e) NODISCARD;

/* A ready-made form: a commented request of this type with these buildings. Freed by the caller. */
char *request_form(enum request_type type, const char *buildings, int32_t end_date);

#endif
