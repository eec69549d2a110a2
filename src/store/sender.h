#ifndef STORE_SENDER_H
#define STORE_SENDER_H

#include "store/database.h"

/*
 * sender: who sends the documents of a run, a row for each of its buildings that has one (table
 * run_sender), frozen with them. Call these in the database transaction of their draft. 0, -1.
 */

/* What a sender is where its building does not know it. */
struct sender_terms {
	const char *run;
	const char *company; /* whose name is above the building's; "": the building's alone */
	const char *company_email; /* "" for none */
	const char *layout; /* name */
	const char *logo; /* file name, "" for none */
	const char *only_layout; /* instead of the building's layout too; "" for that one */
};
int sender_add_all(struct database *db, const struct sender_terms *terms, struct err *e) NODISCARD;

/* Forget those of a run. */
int sender_clear(struct database *db, const char *run, struct err *e) NODISCARD;

#endif
