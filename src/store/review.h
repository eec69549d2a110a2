#ifndef STORE_REVIEW_H
#define STORE_REVIEW_H

#include <stdint.h>

#include "store/database.h"
#include "store/record.h"

/*
 * review: the readings that somebody has to look at before they are billed: a row for each register
 * that an exception is about. Where there is no bill, it has the last read before the one that is
 * missing, and no use.
 */
struct review {
	/* code of the building, number of the account, ... */
	const char *building, *account, *name, *site;
	struct record_text meter, reg,
	    type; /* NULL: the exception is about no meter that is known */
	struct record_text from_value;       /* the read that the bill begins with; NULL: none */
	int32_t from_day;                    /* day at whose end that read is, or DATE_NONE */
	struct record_maybe from_estimated;  /* 0, 1; NULL: there is no read */
	struct record_text to_value;         /* the read that the bill ends with; NULL: none */
	/* day at whose end that read is, or would be; DATE_NONE */
	int32_t to_day;
	struct record_maybe to_estimated;
	struct record_text usage, unit; /* use that is billed, and its unit */
	struct record_maybe days;       /* days of that use */
	struct record_text usual;       /* usual use a day, in the time before */
	/* those of the exception */
	const char *code, *severity, *state, *detail, *fingerprint, *run;
	/* kind of the read that the bill ends with: "ACTUAL", "OPENING", ... */
	struct record_text kind;
};

/*
 * Call `each` for one after another, those that keep accounts from being billed first, until it
 * returns something else than 0, and return that; -1 where the database failed. Texts live as long
 * as the call.
 */
typedef int review_each(void *context, const struct review *review, struct err *e);
int review_all(struct database *db, review_each *each, void *context, struct err *e) NODISCARD;

#endif
