#ifndef STORE_PRINT_ORDER_H
#define STORE_PRINT_ORDER_H

#include <stdbool.h>
#include <stdint.h>

#include "store/database.h"

/* print_order: the documents of a run that are printed, in the order of printing. */

enum print_what { PRINT_INVOICE, PRINT_COPY, PRINT_LETTER };

/* An invoice or a letter by post, or the copy of an invoice. */
struct print_order {
	int64_t id, sequence;         /* id of the document's row, and its place in its run */
	int64_t what;                 /* enum print_what */
	const char *number, *account; /* number of the document, number of its account */
	/* begins with the code of its country, if that is another one */
	const char *postcode;
	const char *home;             /* id of the run that issued it */
	const char *place;            /* the place by which it is sorted */
	/* these are known once it is made: */
	int64_t pages, bundle, sheet;
	const char *sha256;
};

/*
 * Begin the documents of a run, or, with `supplement`, the documents of other runs that it has; by
 * postcode, or by building in the order in which they were drafted.
 */
int print_order_begin(struct database *db, const char *run, bool supplement, bool by_building,
    struct err *e) NODISCARD;

/* The next one: 1, 0 at the end, -1. Strings of a row live until the next row. */
int print_order_next(struct database *db, bool supplement, struct print_order *order,
    struct err *e) NODISCARD;

/* End the loop before the last one. */
void print_order_done(struct database *db, bool supplement);

#endif
