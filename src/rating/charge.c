#include "rating/charge.h"

#define WEEK_DAYS 7

/* The step from one occurrence to the next, in months or else in days. */
static const struct {
	enum step_what step;
	int months;
	int days;
} FREQUENCIES[] = {
	[FREQUENCY_ONCE] = { STEP_ONCE, 0, 0 },
	[FREQUENCY_WEEKLY] = { STEP_WEEKLY, 0, WEEK_DAYS },
	[FREQUENCY_MONTHLY] = { STEP_MONTHLY, 1, 0 },
	[FREQUENCY_QUARTERLY] = { STEP_QUARTERLY, 3, 0 },
	[FREQUENCY_ANNUAL] = { STEP_ANNUAL, 12, 0 },
};

/*
 * The day of an occurrence, counted from 0: some months later it is the same day of the month, or
 * the last one.
 */
static int32_t
occurrence(const struct rating_charge *charge, int index)
{
	/* Count from the first day each time, so that the 31st comes back after a shorter month. */
	if (FREQUENCIES[charge->frequency].months > 0)
		return (date_add_months(charge->day,
		    index * FREQUENCIES[charge->frequency].months));
	return (charge->day + index * FREQUENCIES[charge->frequency].days);
}

/*
 * An occurrence from which to search for unbilled ones: it is not after the first of them, and near
 * it.
 */
static int
first_index(const struct rating_charge *charge)
{
	int longest = FREQUENCIES[charge->frequency].days;

	if (charge->billed_to == DATE_NONE || charge->billed_to < charge->day ||
	    charge->frequency == FREQUENCY_ONCE)
		return (0);
	/* A month has 31 days at most, so this many steps do not lead past billed_to. */
	if (longest == 0)
		longest = 31 * FREQUENCIES[charge->frequency].months;
	return ((charge->billed_to - charge->day) / longest);
}

/* Add the line of one occurrence. */
static void
add_charge_line(struct bill *b, const struct rating_charge *charge, int32_t day)
{
	struct rating_line *line = bill_add_line(b, LINE_CHARGE, (struct bill_span){ day, day });

	line->description = charge->description;
	line->quantity = (struct decimal){ 1, 0 };
	line->price = (struct decimal){ charge->amount_minor, b->c->rules->minor_places };
	line->amount_minor = charge->amount_minor;
	line->tax_code = bill_tax_code(b, charge->tax_code);
	line->charge_id = charge->id;
	(void)bill_step_name(b, STEP_BEGINS, FREQUENCIES[charge->frequency].step, charge->code);
	bill_step(b, STEP_FOLLOWS, STEP_ON, DECIMAL_ZERO)->day = day;
	if (day < b->period.from)
		(void)bill_step(b, STEP_FOLLOWS, STEP_LATE, DECIMAL_ZERO);
	(void)bill_step_money(b, STEP_EQUALS, STEP_AMOUNT, charge->amount_minor);
	line->working = bill_keep_steps(b);
}

/* Bill late occurrences, too: a charge that was imported after its day must not be lost. */
void
charge_add_lines(struct bill *b)
{
	for (size_t i = 0; i < b->c->charge_count; i++) {
		const struct rating_charge *charge = &b->c->charges[i];
		int32_t last = b->period.to;
		int32_t day;

		if (charge->end != DATE_NONE && charge->end < last)
			last = charge->end;
		for (int index = first_index(charge); (day = occurrence(charge, index)) <= last;
		    index++) {
			if (charge->billed_to == DATE_NONE || day > charge->billed_to)
				add_charge_line(b, charge, day);
			if (charge->frequency == FREQUENCY_ONCE)
				break;
		}
	}
}
