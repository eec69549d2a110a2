#ifndef STORE_PRINT_ORDER_H
#define STORE_PRINT_ORDER_H

#include <stdbool.h>
#include <stdint.h>

#include "store/database.h"

/* print_order: what of a run is printed, in the order of printing. */

enum print_what { PRINT_INVOICE, PRINT_COPY, PRINT_LETTER };

/* An invoice or a letter by post, or the copy of an invoice. */
struct print_order {
	int64_t id, sequence;         /* row of the document, and its place in its run */
	int64_t what;                 /* enum print_what */
	const char *number, *account; /* of the document, of its account */
	const char *postcode;         /* after the code of its country, where that is another */
	const char *home;             /* id of the run that issued it */
	const char *place;            /* by this it is sorted */
	/* once it was made: */
	int64_t pages, bundle, sheet;
	const char *sha256;
};

/*
 * Begin the sets of a run, or those that it has as a supplement, of documents of other runs; by
 * postcode, or by building as they were drafted.
 */
int print_order_begin(struct database *db, const char *run, bool supplement, bool by_building,
    struct err *e) NODISCARD;

/* The next one: 1, 0 at the end, -1. Strings live until the one after it. */
int print_order_next(struct database *db, bool supplement, struct print_order *order,
    struct err *e) NODISCARD;

/* End before the last one. */
void print_order_done(struct database *db, bool supplement);

#endif
