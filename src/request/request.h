#ifndef REQUEST_REQUEST_H
#define REQUEST_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "request/type.h"

/*
 * request: what a dropped .req file asks for (SPEC 3), as parse.h reads it; who may ask is
 * rights.h.
 */

/* A comma-separated list of the file. all: it is "*". */
struct request_list {
	const char *const *items;
	size_t count;
	bool all;
};

/* The keys of a schedule; their words are those of store/schedule.h. "" where not given. */
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

/*
 * The type of what the request makes: its own or, of a preview, the type that is previewed
 * (invoices, statements or reminders).
 */
enum request_type request_made(const struct request *request);

#endif
