#ifndef STORE_SENDER_H
#define STORE_SENDER_H

#include "store/database.h"

/*
 * sender: who sends the documents of a run, a row for each of its buildings that has a document
 * (table run_sender); it is frozen with the documents. Call these in the database transaction of
 * their draft. 0, -1.
 */

/* The values of senders whose buildings have none of their own. */
struct sender_terms {
	const char *run;
	const char *company; /* name above the building's; "": the building's name alone */
	const char *company_email; /* "" if there is none */
	const char *layout; /* name of the layout */
	const char *logo; /* name of the logo's file, "" for none */
	const char *only_layout; /* layout that takes the place of every other; "": none does */
};
int sender_add_all(struct database *db, const struct sender_terms *terms, struct err *e) NODISCARD;

/* Remove the senders of a run. */
int sender_clear(struct database *db, const char *run, struct err *e) NODISCARD;

#endif
