#include "rating/discount.h"

#include "rating/price.h"

/* A percentage off the first `count` lines: off all of them, or off those of a meter type. */
struct discount {
	const char *description;
	const char *meter_type;
	struct decimal percent;
	int64_t price_id;
	size_t count;
};

/* A discount on one meter type leaves supply and fees alone. */
static bool
applies(const struct discount *d, const struct rating_line *line)
{
	return (d->meter_type[0] == '\0' || strcmp(d->meter_type, line->meter_type) == 0);
}

/* Is this line the first of its tax code that the discount applies to? */
static bool
is_first_of_code(const struct bill *b, const struct discount *d, size_t index)
{
	if (!applies(d, &b->lines[index]))
		return (false);
	for (size_t i = 0; i < index; i++)
		if (applies(d, &b->lines[i]) &&
		    strcmp(b->lines[i].tax_code, b->lines[index].tax_code) == 0)
			return (false);
	return (true);
}

/* Sum the lines with one tax code. */
static int
sum_of_code(struct bill *b, const struct discount *d, const char *code, int64_t *sum)
{
	*sum = 0;
	for (size_t i = 0; i < d->count; i++)
		if (applies(d, &b->lines[i]) && strcmp(b->lines[i].tax_code, code) == 0 &&
		    __builtin_add_overflow(*sum, b->lines[i].amount_minor, sum))
			return (bill_overflow(b, "discounts"));
	return (0);
}

/* Write the working: "-(1200.00 x 12.5 / 100) = -150.00". */
static void
add_working(struct bill *b, int64_t sum, struct decimal percent, int64_t amount)
{
	struct step *step = bill_step_money(b, STEP_BEGINS, STEP_SUM, sum);

	step->negative = step->opens = true;
	bill_step(b, STEP_TIMES, STEP_PERCENT, percent)->closes = true;
	(void)bill_step_money(b, STEP_EQUALS, STEP_AMOUNT, amount);
}

/* Add the line for one tax code, unless there is nothing to take off. */
static int
add_discount_line(struct bill *b, const struct discount *d, const char *code)
{
	int places = b->c->rules->minor_places;
	struct rating_line *line;
	int64_t sum, off;

	if (sum_of_code(b, d, code, &sum) == -1)
		return (-1);
	if (sum == 0)
		return (0);
	if (!decimal_percent(sum, d->percent, &off) || off == INT64_MIN)
		return (bill_overflow(b, "discounts"));
	line = bill_add_line(b, LINE_DISCOUNT, b->period);
	line->description = d->description;
	line->meter_type = d->meter_type;
	line->quantity = (struct decimal){ sum, places };
	line->unit = "%";
	line->price = d->percent;
	line->amount_minor = -off;
	line->tax_code = code;
	line->price_id = d->price_id;
	add_working(b, sum, d->percent, -off);
	line->working = bill_keep_steps(b);
	return (0);
}

/*
 * Add the lines of one discount, in the order in which tax codes appear in the lines that it is
 * taken off.
 */
static int
add_discount(struct bill *b, const struct discount *d)
{
	if (d->percent.units == 0)
		return (0);
	for (size_t i = 0; i < d->count; i++)
		if (is_first_of_code(b, d, i) &&
		    add_discount_line(b, d, b->lines[i].tax_code) == -1)
			return (-1);
	return (0);
}

/*
 * Take all discounts off the same lines, those that are there now: no discount is taken off a
 * discount.
 */
int
discount_add_lines(struct bill *b)
{
	const struct rating_price **valid;
	struct discount own = { "Discount", "", b->c->discount_percent, 0, b->line_count };
	struct price_rows rows;
	size_t count;

	price_select(b, SCHED_DISCOUNT, NULL, &rows);
	valid = arena_new(b->arena, rows.count, sizeof(*valid));
	count = rows.count > 0 ? price_valid(&rows, b->period.to, valid) : 0;
	for (size_t i = 0; i < count; i++) {
		struct discount d = { valid[i]->description, valid[i]->meter_type, valid[i]->price,
			valid[i]->id, own.count };

		if (add_discount(b, &d) == -1)
			return (-1);
	}
	return (add_discount(b, &own));
}
