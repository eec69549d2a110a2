#ifndef RUN_RECIPIENT_H
#define RUN_RECIPIENT_H

#include "base/buf.h"

/* recipient: who a document goes to, as lines in the envelope's window. */

struct recipient {
	const char *name;
	const char *street_1, *street_2;
	const char *town; /* with state and postcode, as postal_add writes them */
	const char *country; /* "" where there is none */
	const char *postcode, *place; /* those of the town apart, for recipient_payer */
};

/*
 * The lines of a recipient into `lines` (reset first), one a line. Without a street it is the name
 * alone: an address of a town is none. The country is left out where it is `home`, by whatever
 * name, and in capitals elsewhere.
 */
void recipient_write(const struct recipient *recipient, const char *home, struct buf *lines);

/*
 * The parts of a recipient who pays, for codes that say them one by one: name, street, postcode,
 * town and country, a line each, into `lines` (reset first). The country is "" where it is `home`,
 * in any case.
 */
void recipient_payer(const struct recipient *recipient, const char *home, struct buf *lines);

/*
 * The parts that are not empty, and their lines, in one line, with commas between: where a service
 * is supplied.
 */
void recipient_join(const char *const *parts, size_t count, struct buf *line);

#endif
