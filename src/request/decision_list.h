#ifndef REQUEST_DECISION_LIST_H
#define REQUEST_DECISION_LIST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/arena.h"

/*
 * decision_list: a report of ours that somebody dropped back with its `decision` column filled in
 * (exceptions.csv or email-queue.csv). Pure. Read are the columns that identify a row, the
 * decision, and what the decision rests on.
 */

enum decision_list_kind { DECISION_LIST_EXCEPTIONS, DECISION_LIST_EMAILS };

/*
 * Words are those of the column, upper case: APPROVE or HOLD for exceptions; SEND, HOLD,
 * DO_NOT_SEND, RESEND or DELIVERED for emails.
 */
struct decision_row {
	size_t line; /* of the file */
	const char *account;     /* exceptions */
	const char *code;        /* exceptions */
	const char *fingerprint; /* exceptions */
	const char *message; /* emails, as the rest: what its sender saw of it; "" if the column is
	                        not there */
	const char *status, *send_to, *cc_to, *balance;
	bool has_cc; /* an empty cc_to was seen, and not left out */
	const char *decision;
	const char *reason; /* "" if there is no such column or it is empty */
};

struct decision_list {
	enum decision_list_kind kind;
	const struct decision_row *rows; /* only those with a decision */
	size_t count;
};

/*
 * Parse text (UTF-8). Returns 0, or -1 with ERR_REJECT naming line, column, value and rule; a list
 * without any decision is refused too, because its sender surely forgot to save.
 */
int decision_list_parse(const char *text, size_t length, struct arena *arena,
    struct decision_list *list, struct err *e) NODISCARD;

#endif
