#include "rating/price.h"

/* Does any row of this schedule name the meter type, on whatever days it is valid? */
static bool
is_named(const struct bill *b, enum rating_schedule schedule, const char *meter_type)
{
	for (size_t i = 0; i < b->c->price_count; i++)
		if (b->c->prices[i].schedule == schedule &&
		    strcmp(b->c->prices[i].meter_type, meter_type) == 0)
			return (true);
	return (false);
}

/* Is the row valid on some day of the period? One that ends before it starts never is. */
static bool
overlaps(const struct bill *b, const struct rating_price *row)
{
	struct bill_span common = bill_overlap(b->period, row->start, row->end);

	return (common.from <= common.to);
}

/* Is a meter of this type on site in the period? */
static bool
has_meter(const struct bill *b, const char *meter_type)
{
	for (size_t i = 0; i < b->c->meter_count; i++)
		if (strcmp(b->c->meters[i].type, meter_type) == 0 &&
		    bill_on_site(&b->c->meters[i], b->period))
			return (true);
	return (false);
}

/* Does a row of another schedule than SCHED_USAGE concern this account? */
static bool
concerns(const struct bill *b, const struct rating_price *row)
{
	return (row->schedule == SCHED_DEMAND || row->meter_type[0] == '\0' ||
	    has_meter(b, row->meter_type));
}

/*
 * This is known before prices are chosen, so that reads have units even where a price is missing.
 */
const char *
price_unit(const struct bill *b, enum rating_schedule schedule, const char *meter_type)
{
	const char *wanted = is_named(b, schedule, meter_type) ? meter_type : "";

	for (size_t i = 0; i < b->c->price_count; i++) {
		const struct rating_price *row = &b->c->prices[i];

		if (row->schedule == schedule && overlaps(b, row) &&
		    (schedule == SCHED_DEMAND || strcmp(row->meter_type, wanted) == 0))
			return (row->unit);
	}
	return ("");
}

/*
 * Insert the first day of a stretch into the ascending cuts, unless it is there or outside of the
 * period.
 */
static void
add_cut(const struct bill *b, struct price_rows *rows, int32_t day)
{
	size_t at = rows->cut_count;

	if (day <= b->period.from || day > b->period.to)
		return;
	while (at > 0 && rows->cuts[at - 1] > day)
		at--;
	if (at > 0 && rows->cuts[at - 1] == day)
		return;
	memmove(&rows->cuts[at + 1], &rows->cuts[at], (rows->cut_count - at) * sizeof(*rows->cuts));
	rows->cuts[at] = day;
	rows->cut_count++;
}

/* Drop the rows outside of the period here, once, so that later steps have few rows. */
void
price_select(struct bill *b, enum rating_schedule schedule, const char *meter_type,
    struct price_rows *rows)
{
	const char *wanted =
	    meter_type != NULL && is_named(b, schedule, meter_type) ? meter_type : "";
	size_t count = 0;

	/* Make room for all rows of the schedule: few of them are left out. */
	for (size_t i = 0; i < b->c->price_count; i++)
		count += b->c->prices[i].schedule == schedule ? 1 : 0;
	*rows = (struct price_rows){ NULL, 0, NULL, 0 };
	if (count == 0)
		return;
	rows->rows = arena_new(b->arena, count, sizeof(*rows->rows));
	rows->cuts = arena_new(b->arena, 2 * count + 1, sizeof(*rows->cuts));
	rows->cuts[rows->cut_count++] = b->period.from;

	for (size_t i = 0; i < b->c->price_count; i++) {
		const struct rating_price *row = &b->c->prices[i];

		if (row->schedule != schedule || !overlaps(b, row))
			continue;
		if (meter_type != NULL ? strcmp(row->meter_type, wanted) != 0 : !concerns(b, row))
			continue;
		rows->rows[rows->count++] = row;
		add_cut(b, rows, row->start);
		if (row->end != DATE_NONE)
			add_cut(b, rows, row->end + 1);
	}
}

/* A stretch ends with the day before the next cut. */
struct bill_span
price_stretch(const struct bill *b, const struct price_rows *rows, size_t i)
{
	return ((struct bill_span){
	    rows->cuts[i], i + 1 < rows->cut_count ? rows->cuts[i + 1] - 1 : b->period.to });
}

/* Are these two rows versions of the same price? */
static bool
same_price(const struct rating_price *a, const struct rating_price *b)
{
	return (a == b ||
	    (decimal_compare(a->tier_from, b->tier_from) == 0 &&
		strcmp(a->description, b->description) == 0 &&
		strcmp(a->meter_type, b->meter_type) == 0));
}

/* Is a row valid on this day? Its first and last day both count. */
static bool
is_valid(const struct rating_price *row, int32_t day)
{
	return (row->start <= day && (row->end == DATE_NONE || row->end >= day));
}

/* Is there a newer version of this row on that day? */
static bool
is_beaten(const struct price_rows *rows, const struct rating_price *row, int32_t day)
{
	for (size_t i = 0; i < rows->count; i++) {
		const struct rating_price *other = rows->rows[i];

		if (other != row && is_valid(other, day) && same_price(other, row) &&
		    (other->start > row->start ||
			(other->start == row->start && other->id > row->id)))
			return (true);
	}
	return (false);
}

/* The choice is the same on all days of a stretch, so the caller asks once for each stretch. */
size_t
price_valid(const struct price_rows *rows, int32_t day, const struct rating_price **valid)
{
	size_t count = 0;

	for (size_t i = 0; i < rows->count; i++)
		if (is_valid(rows->rows[i], day) && !is_beaten(rows, rows->rows[i], day))
			valid[count++] = rows->rows[i];
	return (count);
}

/*
 * Find the group of a row; make a new one, with room for a part in every stretch, if it is the
 * first of its price.
 */
static struct price_group *
find_group(struct bill *b, struct price_group *groups, size_t *count,
    const struct rating_price *row, size_t room)
{
	for (size_t i = 0; i < *count; i++)
		if (same_price(groups[i].first, row))
			return (&groups[i]);
	groups[*count].first = row;
	groups[*count].parts = arena_new(b->arena, room, sizeof(*groups->parts));
	return (&groups[(*count)++]);
}

/*
 * Add a stretch in which a row is valid: lengthen the group's last part if that is of the same row,
 * or begin another.
 */
static void
add_part(struct price_group *group, const struct rating_price *row, struct bill_span stretch)
{
	struct price_part *last = group->count > 0 ? &group->parts[group->count - 1] : NULL;

	if (last != NULL && last->row == row && last->span.to + 1 == stretch.from)
		last->span.to = stretch.to;
	else
		group->parts[group->count++] = (struct price_part){ row, stretch };
}

/* First put every row into a group, so that groups are in the order of the plan and not of time. */
size_t
price_groups(struct bill *b, enum rating_schedule schedule, struct price_group **groups)
{
	struct price_rows rows;
	const struct rating_price **valid;
	size_t count = 0;

	price_select(b, schedule, NULL, &rows);
	if (rows.count == 0)
		return (0);
	*groups = arena_new(b->arena, rows.count, sizeof(**groups));
	valid = arena_new(b->arena, rows.count, sizeof(*valid));

	/* Groups first, in the order of the plan; then the stretches in the order of time. */
	for (size_t i = 0; i < rows.count; i++)
		(void)find_group(b, *groups, &count, rows.rows[i], rows.cut_count);
	for (size_t i = 0; i < rows.cut_count; i++) {
		size_t n = price_valid(&rows, rows.cuts[i], valid);

		for (size_t k = 0; k < n; k++)
			add_part(find_group(b, *groups, &count, valid[k], rows.cut_count), valid[k],
			    price_stretch(b, &rows, i));
	}
	return (count);
}

/* A supply price is per day, whatever `per` its row has. */
struct price_share
price_part_share(const struct price_part *part)
{
	switch (part->row->schedule == SCHED_SUPPLY ? PER_DAY : part->row->per) {
	case PER_DAY:
		return ((struct price_share){ bill_span_days(part->span), 1 });
	case PER_MONTH:
		return ((struct price_share){ bill_span_months(part->span), MONTH_PARTS });
	case PER_PERIOD:
		break;
	}
	return ((struct price_share){ 1, 1 });
}

/* A price per period is charged once, by the version that is valid on the last day. */
bool
price_part_counts(const struct bill *b, const struct price_part *part)
{
	return (part->row->schedule == SCHED_SUPPLY || part->row->per != PER_PERIOD ||
	    part->span.to == b->period.to);
}

/* All factors are multiplied before anything is divided: the one rounding is the last step. */
bool
price_amount(const struct bill *b, struct decimal base, struct decimal price,
    struct price_share share, int64_t *minor)
{
	decimal_wide numerator = (decimal_wide)base.units * price.units;
	decimal_wide denominator = share.denominator;
	int places = base.places + price.places;

	if (__builtin_mul_overflow(numerator, (decimal_wide)share.numerator, &numerator))
		return (false);
	for (; places < b->c->rules->minor_places; places++)
		if (__builtin_mul_overflow(numerator, (decimal_wide)10, &numerator))
			return (false);
	for (; places > b->c->rules->minor_places; places--)
		if (__builtin_mul_overflow(denominator, (decimal_wide)10, &denominator))
			return (false);
	return (decimal_divide_wide(numerator, denominator, minor));
}
