#include "rating/period.h"

#include "base/digits.h"
#include "rating/reads.h"

/*
 * The days of each cycle: its shortest length, after which an account is due, and its usual length.
 */
static const struct {
	int least;
	int usual;
} CYCLES[] = {
	[CYCLE_WEEKLY] = { 7, 7 },
	[CYCLE_MONTHLY] = { 28, 30 },
	[CYCLE_BIMONTHLY] = { 59, 61 },
	[CYCLE_QUARTERLY] = { 90, 91 },
	[CYCLE_HOLD] = { 0, 0 },
};

/* The first day to bill: after the last billed one, but not before the account opened. */
static int32_t
first_day(const struct rating_case *c)
{
	return (c->billed_to != DATE_NONE && c->billed_to >= c->open ? c->billed_to + 1 : c->open);
}

/* The reason for an account whose cycle is not over. */
static const char *
not_due_reason(struct bill *b, int days, int needed)
{
	const struct rating_case *c = b->c;
	char day[DATE_ISO_SIZE];
	char end[DATE_ISO_SIZE];

	if (c->open > c->end_date)
		return (arena_printf(b->arena, "The account opens on %s, after the end date %s.",
		    date_format(c->open, day), date_format(c->end_date, end)));
	if (days <= 0)
		return (arena_printf(b->arena,
		    "The account is billed to %s already, and the end date is %s.",
		    date_format(b->period.from - 1, day), date_format(c->end_date, end)));
	return (arena_printf(b->arena, "%d of %d days since the %s.", days, needed,
	    b->period.from == c->open ? "account opened" : "last bill"));
}

/* The order of the questions matters: an account on hold is on hold even if it is closed. */
enum rating_outcome
period_due(struct bill *b, const char **reason)
{
	const struct rating_case *c = b->c;
	bool closing = c->close != DATE_NONE && c->close <= c->end_date;
	char day[DATE_ISO_SIZE];
	int days, needed;

	b->period.from = first_day(c);
	b->limit = closing ? c->close : c->end_date;
	if (c->cycle == CYCLE_HOLD) {
		*reason = "The account is on hold: its billing cycle is HOLD.";
		return (RATING_ON_HOLD);
	}
	if (c->close != DATE_NONE && b->period.from > c->close) {
		*reason = arena_printf(b->arena,
		    "The account closed on %s, and all days up to then are billed.",
		    date_format(c->close, day));
		return (RATING_FULLY_BILLED);
	}

	/*
	 * An account is due when its cycle is over, or when it closes: then all days that are left
	 * are billed.
	 */
	days = b->limit - b->period.from + 1;
	needed = CYCLES[c->cycle].least - c->rules->due_slack_days;
	if (days > 0 && (closing || days >= needed))
		return (RATING_BILLED);
	*reason = not_due_reason(b, days, needed);
	return (RATING_NOT_DUE);
}

/* Must this register be read where a period ends? */
static bool
is_metered(const struct bill *b, const struct rating_meter *meter)
{
	return (!bill_is_demand(meter) &&
	    bill_on_site(meter, (struct bill_span){ b->period.from, b->limit }));
}

/*
 * Is `day` a day on which all registers were read? Returns `day` if so, else the latest earlier day
 * on which it is still possible.
 */
static int32_t
earlier_day(const struct bill *b, int32_t day)
{
	int32_t next = day;
	int32_t left = DATE_NONE; /* the last day of the register that left last before `day` */
	bool any = false;

	for (size_t i = 0; i < b->c->meter_count; i++) {
		const struct rating_meter *meter = &b->c->meters[i];
		int32_t latest;

		if (!is_metered(b, meter))
			continue;
		if (meter->removed != DATE_NONE && meter->removed < day && meter->removed > left)
			left = meter->removed;
		if (!bill_on_site(meter, (struct bill_span){ day, day }))
			continue;
		any = true;
		/*
		 * Between its last read and `day` no day is possible, as long as it has been on
		 * site.
		 */
		latest = reads_latest(meter, day);
		if (latest + 1 < meter->install)
			latest = meter->install - 1;
		if (latest < next)
			next = latest;
	}

	/*
	 * A day on which no register is on site will do only if it is the last that may be billed.
	 */
	if (!any && day < b->limit)
		return (left);
	return (next);
}

/* The last day on which all registers were read, or DATE_NONE. */
static int32_t
common_read(const struct bill *b)
{
	int32_t day = b->limit;

	while (day >= b->period.from) {
		int32_t next = earlier_day(b, day);

		if (next == day)
			return (day);
		day = next;
	}
	return (DATE_NONE);
}

/* The last day in the period on which any metered register was read while on site, or DATE_NONE. */
static int32_t
last_read_of_any(const struct bill *b)
{
	int32_t last = DATE_NONE;

	for (size_t i = 0; i < b->c->meter_count; i++) {
		const struct rating_meter *meter = &b->c->meters[i];
		int32_t first = meter->install > b->period.from ? meter->install : b->period.from;
		int32_t latest;

		if (!is_metered(b, meter))
			continue;
		latest = reads_latest(meter,
		    meter->removed != DATE_NONE && meter->removed < b->limit ? meter->removed
									     : b->limit);
		if (latest >= first && latest > last)
			last = latest;
	}
	return (last);
}

/* Add to the sentence when a register was last read up to the limit. */
static void
say_last_read(struct bill *b, const struct rating_meter *meter)
{
	int32_t latest = reads_latest(meter, b->limit);

	if (latest == DATE_NONE) {
		buf_add_string(&b->words, "it has no earlier read");
		return;
	}
	buf_add_string(&b->words, "its last read is for ");
	digits_day(&b->words, latest);
}

/*
 * There is no day on which all were read: name each register that lacks a read on the last day that
 * another one has.
 */
static void
stop_without_common_read(struct bill *b)
{
	int32_t day = last_read_of_any(b);
	struct bill_span span = { day, day };

	if (day == DATE_NONE)
		span = (struct bill_span){ b->period.from, b->limit };
	for (size_t i = 0; i < b->c->meter_count; i++) {
		const struct rating_meter *meter = &b->c->meters[i];
		const char *name;

		if (!is_metered(b, meter) || !bill_on_site(meter, span))
			continue;
		if (day != DATE_NONE && reads_ending(meter, day) != NULL)
			continue;
		name = bill_meter_name(b, meter);
		buf_printf(&b->words, "Meter %s has no read ", name);
		if (day == DATE_NONE) {
			buf_add_string(&b->words, "from ");
			digits_day(&b->words, b->period.from);
			buf_add_string(&b->words, " to ");
		} else {
			buf_add_string(&b->words, "on the day on which others were read, ");
		}
		digits_day(&b->words, span.to);
		buf_add_string(&b->words, "; ");
		say_last_read(b, meter);
		buf_add_string(&b->words, ". Import a read for ");
		digits_day(&b->words, span.to);
		buf_add_string(&b->words, ".");
		bill_stop_meter(b, EX_READ_MISSING, &(struct missing_read){ meter, name, span.to });
	}
}

/*
 * Its period begins with the end of the day before: the use of the first day belongs to the period.
 */
int32_t
period_first_boundary(const struct bill *b, const struct rating_meter *meter)
{
	return ((meter->install > b->period.from ? meter->install : b->period.from) - 1);
}

/* For a register that left, its period ends with its last day on site. */
int32_t
period_last_boundary(const struct bill *b, const struct rating_meter *meter)
{
	return (meter->removed != DATE_NONE && meter->removed < b->period.to ? meter->removed
									     : b->period.to);
}

/*
 * Stop the bill if this register lacks a read where its part of the period begins or ends; true if
 * it has both.
 */
static bool
check_boundaries(struct bill *b, const struct rating_meter *meter)
{
	int32_t first = period_first_boundary(b, meter);
	int32_t last = period_last_boundary(b, meter);
	char day[DATE_ISO_SIZE];
	char next[DATE_ISO_SIZE];
	const char *name;

	if (reads_beginning(meter, first) == NULL) {
		name = bill_meter_name(b, meter);
		buf_printf(&b->words,
		    "Meter %s has no read at the start of %s. Import an OPENING read dated %s, or "
		    "a read dated %s.",
		    name, date_format(first + 1, next), next, date_format(first, day));
		bill_stop_meter(b, EX_READ_MISSING, &(struct missing_read){ meter, name, first });
	}
	if (reads_ending(meter, last) == NULL) {
		name = bill_meter_name(b, meter);
		buf_printf(&b->words,
		    "Meter %s was removed on %s without a read. Import a CLOSING read dated %s.",
		    name, date_format(last, day), day);
		bill_stop_meter(b, EX_READ_MISSING, &(struct missing_read){ meter, name, last });
	}
	return (reads_beginning(meter, first) != NULL && reads_ending(meter, last) != NULL);
}

/* Check all boundaries, so that everything that is missing is reported at once. */
bool
period_find(struct bill *b)
{
	bool complete = true;

	b->period.to = common_read(b);
	if (b->period.to == DATE_NONE) {
		stop_without_common_read(b);
		return (false);
	}
	b->days = bill_span_days(b->period);
	for (size_t i = 0; i < b->c->meter_count; i++) {
		const struct rating_meter *meter = &b->c->meters[i];

		if (!bill_is_demand(meter) && bill_on_site(meter, b->period) &&
		    !check_boundaries(b, meter))
			complete = false;
	}
	return (complete);
}

/* Compare days times 100 with percents, so that no rounding decides. */
void
period_check(struct bill *b)
{
	const struct rating_rules *rules = b->c->rules;
	int usual = CYCLES[b->c->cycle].usual;
	int64_t percent_days = (int64_t)b->days * 100;

	if (rules->period_long_percent > 0 &&
	    percent_days > (int64_t)usual * rules->period_long_percent) {
		buf_printf(&b->words,
		    "The bill covers %d days, more than %d%% of the usual %d. Check that no bill "
		    "was left out.",
		    b->days, rules->period_long_percent, usual);
		bill_raise(b, EX_PERIOD_LONG);
	}
	/*
	 * A last bill may be as short as its closing date makes it: nobody has to look into that.
	 */
	if (b->period.to != b->c->close &&
	    percent_days < (int64_t)usual * rules->period_short_percent) {
		buf_printf(&b->words,
		    "The bill covers %d days, less than %d%% of the usual %d. Check whether a "
		    "later read is missing.",
		    b->days, rules->period_short_percent, usual);
		bill_raise(b, EX_PERIOD_SHORT);
	}
}
