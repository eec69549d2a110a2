#ifndef RUN_RECIPIENT_H
#define RUN_RECIPIENT_H

#include "base/buf.h"

/* recipient: who a document goes to, as lines in the envelope's window. */

struct recipient {
	const char *name;
	const char *street_1, *street_2;
	const char *town; /* town with state and postcode, as postal_add writes them */
	const char *country; /* "" if there is none */
	const char *postcode, *place; /* parts of `town`, for recipient_payer */
};

/*
 * Write the lines of a recipient into `lines` (reset first), one a line. Without a street it is the
 * name alone: an address of a town is none. The country is left out where it is `home`, by whatever
 * name, and in capitals elsewhere.
 */
void recipient_write(const struct recipient *recipient, const char *home, struct buf *lines);

/*
 * Write the parts of the recipient who pays, for payment codes that need them apart: name, street,
 * postcode, town and country, a line each, into `lines` (reset first). The country is "" where it
 * is `home`, in any case.
 */
void recipient_payer(const struct recipient *recipient, const char *home, struct buf *lines);

/*
 * Write the address of the service in one line: the parts that are not empty, and their lines, with
 * commas between.
 */
void recipient_join(const char *const *parts, size_t count, struct buf *line);

#endif
