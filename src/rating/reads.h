#ifndef RATING_READS_H
#define RATING_READS_H

#include "rating/facts.h"

/*
 * reads: finds the reads of one register by their boundaries, and measures the use between them.
 *
 * A boundary is the end of a day: that of its own day for a read, that of the day before for an
 * OPENING read. Where several reads share a boundary, one that ENDS a stretch is CLOSING before
 * ACTUAL before OPENING, one that BEGINS a stretch is OPENING before CLOSING before ACTUAL, and of
 * two alike the later in the list. The list is sorted by day; the order within one day does not
 * matter.
 */

/* The boundary of a read: the day at whose end it is. */
int32_t reads_boundary(const struct rating_read *read);

/* The read that ends, or begins, a stretch at this boundary; NULL if there is none. */
const struct rating_read *reads_ending(const struct rating_meter *meter, int32_t boundary);
const struct rating_read *reads_beginning(const struct rating_meter *meter, int32_t boundary);

/*
 * The latest boundary not after `most`; the earliest not before `least`; DATE_NONE if there is
 * none.
 */
int32_t reads_latest(const struct rating_meter *meter, int32_t most);
int32_t reads_earliest(const struct rating_meter *meter, int32_t least);

/* The use from one boundary to another. */
struct reads_use {
	const struct rating_read *first;
	const struct rating_read *last;
	/* last - first + rollovers x dial_max + reset; negative if the dial went backwards */
	struct decimal use;
	/* end of the old dial less start of the new, summed over the times that it was set anew */
	struct decimal reset;
	int rollovers;
	bool was_reset;
};

/*
 * Measure from the read that begins at boundary `from` to the one that ends at boundary `to`, both
 * of which exist, through all reads in between. A step backwards is a rollover if dial_max is known
 * and the use would then be at most half of it. Returns false if a figure does not fit.
 */
bool reads_measure(const struct rating_meter *meter, int32_t from, int32_t to,
    struct reads_use *use) NODISCARD;

/*
 * The highest read with a boundary from `least` to `most`; of equal ones the earlier; NULL if there
 * is none.
 */
const struct rating_read *reads_highest(const struct rating_meter *meter, int32_t least,
    int32_t most);

#endif
