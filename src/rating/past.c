#include "rating/past.h"

#include "rating/bill.h"
#include "rating/reads.h"
#include "rating/usage.h"

/*
 * The length of a cycle, in months or else in days, and how many days before or after its end a
 * read may be.
 */
static const struct {
	int months;
	int days;
	int slack;
} CYCLES[] = {
	[CYCLE_WEEKLY] = { 0, 7, 2 },
	[CYCLE_MONTHLY] = { 1, 0, 10 },
	[CYCLE_BIMONTHLY] = { 2, 0, 20 },
	[CYCLE_QUARTERLY] = { 3, 0, 30 },
	[CYCLE_HOLD] = { 1, 0, 10 },
};

/* The day some cycles before a day; the last day of a month leads to the last day of a month. */
static int32_t
step_back(const struct rating_past_question *q, int32_t day, int cycles)
{
	if (CYCLES[q->cycle].months == 0)
		return (day - CYCLES[q->cycle].days * cycles);
	return (date_add_months(day + 1, -CYCLES[q->cycle].months * cycles) - 1);
}

int32_t
past_first_day(const struct rating_past_question *q)
{
	int32_t day = step_back(q, q->before, PAST_MOST) - CYCLES[q->cycle].slack;

	return (day < q->least - 1 ? q->least - 1 : day);
}

/* Does this register count, and was it on site on some of the days after `from` up to `to`? */
static bool
counts(const struct rating_meter *meter, int32_t from, int32_t to)
{
	return (!meter->exported && !bill_is_demand(meter) &&
	    bill_on_site(meter, (struct bill_span){ from + 1, to }));
}

/*
 * The boundary of the register's reads that is nearest to `wanted`; DATE_NONE if none is near
 * enough.
 */
static int32_t
nearest(const struct rating_meter *meter, int32_t wanted, int slack)
{
	int32_t before = reads_latest(meter, wanted), after = reads_earliest(meter, wanted);
	bool has_before = before != DATE_NONE && before >= wanted - slack;
	bool has_after = after != DATE_NONE && after <= wanted + slack;

	if (has_before && has_after)
		return (wanted - before <= after - wanted ? before : after);
	if (has_before)
		return (before);
	return (has_after ? after : DATE_NONE);
}

/*
 * The boundary at which the period that ends at `to` begins, by the first register with a read near
 * it; DATE_NONE if none has one.
 */
static int32_t
find_begin(const struct rating_meter *meters, size_t count, const struct rating_past_question *q,
    int32_t to)
{
	int32_t wanted = step_back(q, to, 1), begin;
	size_t i;

	for (i = 0; i < count; i++) {
		if (!counts(&meters[i], wanted, to))
			continue;
		begin = nearest(&meters[i], wanted, CYCLES[q->cycle].slack);
		if (begin != DATE_NONE && begin >= q->least - 1 && begin < to)
			return (begin);
	}
	return (DATE_NONE);
}

/*
 * Measure the use of one register between the boundaries, or as long as it was there; false if
 * reads are missing.
 */
static bool
measure_past(const struct rating_meter *meter, const struct bill *b, int32_t from, int32_t to,
    struct decimal *quantity)
{
	int32_t first = meter->install - 1 > from ? meter->install - 1 : from;
	int32_t last = meter->removed != DATE_NONE && meter->removed < to ? meter->removed : to;
	struct reads_use use;

	if (first == last) {
		*quantity = (struct decimal){ 0, b->c->rules->quantity_places };
		return (true);
	}
	return (first < last && reads_beginning(meter, first) != NULL &&
	    reads_ending(meter, last) != NULL && reads_measure(meter, first, last, &use) &&
	    usage_quantity(b, meter, &use, quantity));
}

/* Sum the use of all registers after `from` up to `to`; false if reads of one are missing. */
static bool
add_up(const struct rating_meter *meters, size_t count, const struct bill *b,
    struct rating_past *past)
{
	struct decimal quantity;
	size_t i;

	past->quantity = (struct decimal){ 0, b->c->rules->quantity_places };
	for (i = 0; i < count; i++) {
		if (!counts(&meters[i], past->from - 1, past->to))
			continue;
		if (!measure_past(&meters[i], b, past->from - 1, past->to, &quantity) ||
		    !decimal_add(past->quantity, quantity, &past->quantity))
			return (false);
	}
	return (true);
}

size_t
past_find(const struct rating_meter *meters, size_t count, const struct rating_past_question *q,
    struct rating_past past[static PAST_MOST])
{
	const struct rating_rules rules = { .quantity_places = q->places };
	const struct rating_case facts = { .rules = &rules };
	const struct bill bill = { .c = &facts };
	struct rating_past swap;
	int32_t to = q->before, begin;
	size_t found = 0, i;

	/* Go back from the bill, period by period, until a use is not known. */
	while (found < PAST_MOST) {
		begin = find_begin(meters, count, q, to);
		if (begin == DATE_NONE)
			break;
		past[found].from = begin + 1;
		past[found].to = to;
		if (!add_up(meters, count, &bill, &past[found]))
			break;
		past[found].quantity = decimal_trim(past[found].quantity);
		to = begin;
		found++;
	}

	/* Turn the list round: oldest first. */
	for (i = 0; i < found / 2; i++) {
		swap = past[i];
		past[i] = past[found - 1 - i];
		past[found - 1 - i] = swap;
	}
	return (found);
}
