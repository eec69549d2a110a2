#include "rating/reads.h"

/* The rank of each kind of read at the end of a stretch, and at its beginning. */
static const int ENDS[] = { [READ_ACTUAL] = 2, [READ_OPENING] = 1, [READ_CLOSING] = 3 };
static const int BEGINS[] = { [READ_ACTUAL] = 1, [READ_OPENING] = 3, [READ_CLOSING] = 2 };

int32_t
reads_boundary(const struct rating_read *read)
{
	return (read->kind == READ_OPENING ? read->day - 1 : read->day);
}

/* Index of the first read that is dated `day` or later. */
static size_t
index_of(const struct rating_meter *meter, int32_t day)
{
	size_t low = 0;
	size_t high = meter->read_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (meter->reads[middle].day < day)
			low = middle + 1;
		else
			high = middle;
	}
	return (low);
}

/* The best read at this boundary, looking from index `at` on. */
static const struct rating_read *
best_at(const struct rating_meter *meter, size_t at, int32_t boundary, const int *rank)
{
	const struct rating_read *best = NULL;

	/*
	 * Such a read is dated on the boundary's day, or if it is an OPENING one on the day after.
	 */
	for (; at < meter->read_count && meter->reads[at].day <= boundary + 1; at++) {
		const struct rating_read *read = &meter->reads[at];

		if (reads_boundary(read) == boundary &&
		    (best == NULL || rank[read->kind] >= rank[best->kind]))
			best = read;
	}
	return (best);
}

/*
 * At the end of a stretch the last read of the old tenant or dial is better than the first of the
 * new.
 */
const struct rating_read *
reads_ending(const struct rating_meter *meter, int32_t boundary)
{
	return (best_at(meter, index_of(meter, boundary), boundary, ENDS));
}

/* At the beginning of a stretch it is the other way round. */
const struct rating_read *
reads_beginning(const struct rating_meter *meter, int32_t boundary)
{
	return (best_at(meter, index_of(meter, boundary), boundary, BEGINS));
}

/* An OPENING read for this boundary has the date of the next day, hence the 2. */
int32_t
reads_latest(const struct rating_meter *meter, int32_t most)
{
	int32_t latest = DATE_NONE;

	/*
	 * Go back from the last read that may count, as long as older ones can still be later
	 * boundaries.
	 */
	for (size_t at = index_of(meter, most + 2); at > 0 && meter->reads[at - 1].day >= latest;
	    at--) {
		int32_t boundary = reads_boundary(&meter->reads[at - 1]);

		if (boundary <= most && boundary > latest)
			latest = boundary;
	}
	return (latest);
}

/* A read with a date one day later can be of an earlier boundary, but not one two days later. */
int32_t
reads_earliest(const struct rating_meter *meter, int32_t least)
{
	int32_t earliest = DATE_NONE;

	for (size_t at = index_of(meter, least); at < meter->read_count; at++) {
		int32_t boundary = reads_boundary(&meter->reads[at]);

		if (earliest != DATE_NONE && meter->reads[at].day - 1 >= earliest)
			break;
		if (boundary >= least && (earliest == DATE_NONE || boundary < earliest))
			earliest = boundary;
	}
	return (earliest);
}

/*
 * Is the use plausible if the dial, whose reads have this negative difference, has gone through its
 * highest value?
 */
static bool
is_rollover(const struct rating_meter *meter, struct decimal difference, struct decimal *wrapped)
{
	struct decimal twice;

	return (meter->dial_max.units > 0 && difference.units < 0 &&
	    decimal_add(difference, meter->dial_max, wrapped) && wrapped->units >= 0 &&
	    decimal_add(*wrapped, *wrapped, &twice) &&
	    decimal_compare(twice, meter->dial_max) <= 0);
}

/* Add the use between two reads that follow each other. */
static bool
add_step(const struct rating_meter *meter, const struct rating_read *begin,
    const struct rating_read *end, struct reads_use *use)
{
	struct decimal step, wrapped;

	if (!decimal_subtract(end->value, begin->value, &step))
		return (false);
	if (is_rollover(meter, step, &wrapped)) {
		step = wrapped;
		use->rollovers++;
	}
	return (decimal_add(use->use, step, &use->use));
}

/*
 * At one boundary a step ends with one read and the next begins with another: if they differ the
 * dial was set anew.
 */
static bool
add_reset(const struct rating_read *end, const struct rating_read *begin, struct reads_use *use)
{
	struct decimal reset;

	if (!decimal_subtract(end->value, begin->value, &reset))
		return (false);
	if (reset.units == 0)
		return (true);
	use->was_reset = true;
	return (decimal_add(use->reset, reset, &use->reset) && use->reset.units != INT64_MIN);
}

/*
 * Measure step by step and not from end to end: only so several rollovers, or a dial set anew, are
 * counted right.
 */
bool
reads_measure(const struct rating_meter *meter, int32_t from, int32_t to, struct reads_use *use)
{
	int32_t boundary = from;

	*use = (struct reads_use){ .first = reads_beginning(meter, from),
		.last = reads_ending(meter, to) };

	/*
	 * Go from boundary to boundary; one step may end with another read than the next begins
	 * with.
	 */
	for (const struct rating_read *begin = use->first; boundary < to;) {
		int32_t next = reads_earliest(meter, boundary + 1);
		const struct rating_read *end = reads_ending(meter, next);

		if (!add_step(meter, begin, end, use))
			return (false);
		boundary = next;
		begin = reads_beginning(meter, boundary);
		if (boundary < to && !add_reset(end, begin, use))
			return (false);
	}
	return (true);
}

/* Is one read higher than the other, or equal and earlier? */
static bool
is_higher(const struct rating_read *read, const struct rating_read *than)
{
	int order = decimal_compare(read->value, than->value);

	return (order > 0 || (order == 0 && reads_boundary(read) < reads_boundary(than)));
}

/* One pass over the period's reads is fast enough, for demand is read rarely. */
const struct rating_read *
reads_highest(const struct rating_meter *meter, int32_t least, int32_t most)
{
	const struct rating_read *highest = NULL;

	for (size_t at = index_of(meter, least);
	    at < meter->read_count && meter->reads[at].day <= most + 1; at++) {
		const struct rating_read *read = &meter->reads[at];
		int32_t boundary = reads_boundary(read);

		if (boundary >= least && boundary <= most &&
		    (highest == NULL || is_higher(read, highest)))
			highest = read;
	}
	return (highest);
}
