#include "rating/reads.h"

/* How good a kind of read is at the end, and at the beginning, of a stretch. */
static const int ENDS[] = { [READ_ACTUAL] = 2, [READ_OPENING] = 1, [READ_CLOSING] = 3 };
static const int BEGINS[] = { [READ_ACTUAL] = 1, [READ_OPENING] = 3, [READ_CLOSING] = 2 };

int32_t
reads_boundary(const struct rating_read *read)
{
	return (read->kind == READ_OPENING ? read->day - 1 : read->day);
}

/* Index of the first read written on `day` or later. */
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

	/* It was written on the boundary's day, or the day after if it is an OPENING one. */
	for (; at < meter->read_count && meter->reads[at].day <= boundary + 1; at++) {
		const struct rating_read *read = &meter->reads[at];

		if (reads_boundary(read) == boundary &&
		    (best == NULL || rank[read->kind] >= rank[best->kind]))
			best = read;
	}
	return (best);
}

/* What the last occupant or the old dial left behind counts before what the next one began with. */
const struct rating_read *
reads_ending(const struct rating_meter *meter, int32_t boundary)
{
	return (best_at(meter, index_of(meter, boundary), boundary, ENDS));
}

/* The other way round: a new beginning counts before an old end. */
const struct rating_read *
reads_beginning(const struct rating_meter *meter, int32_t boundary)
{
	return (best_at(meter, index_of(meter, boundary), boundary, BEGINS));
}

/* The day after the boundary may hold an OPENING read for it, hence the 2. */
int32_t
reads_latest(const struct rating_meter *meter, int32_t most)
{
	int32_t latest = DATE_NONE;

	/*
	 * Backwards from the last that may count, until older ones cannot be later than what was
	 * found.
	 */
	for (size_t at = index_of(meter, most + 2); at > 0 && meter->reads[at - 1].day >= latest;
	    at--) {
		int32_t boundary = reads_boundary(&meter->reads[at - 1]);

		if (boundary <= most && boundary > latest)
			latest = boundary;
	}
	return (latest);
}

/* A read written a day later can stand for an earlier boundary, but not two days later. */
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
 * Would the dial, going on from `difference` (negative) through its highest value, have used a
 * plausible amount?
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

/* Add what was used between two reads that follow each other. */
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
 * At one boundary a stretch ends with one read and the next begins with another: was the dial set
 * anew?
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

/* Steps, not ends: only so are several rollovers, or a dial set anew, counted right. */
bool
reads_measure(const struct rating_meter *meter, int32_t from, int32_t to, struct reads_use *use)
{
	int32_t boundary = from;

	*use = (struct reads_use){ .first = reads_beginning(meter, from),
		.last = reads_ending(meter, to) };

	/*
	 * From boundary to boundary; the end of one step and the beginning of the next may be
	 * different reads.
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

/* Is this read higher than that, or as high and earlier? */
static bool
is_higher(const struct rating_read *read, const struct rating_read *than)
{
	int order = decimal_compare(read->value, than->value);

	return (order > 0 || (order == 0 && reads_boundary(read) < reads_boundary(than)));
}

/* One pass over the period's reads; demand is read rarely. */
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
