#include "rating/tax.h"

/* Find the rate of a code on the period's last day: false if it has none. */
static bool
find_rate(const struct bill *b, const char *code, struct decimal *percent)
{
	const struct rating_rules *rules = b->c->rules;
	/* without a code there is no tax, unless a rate has code "" */
	bool found = code[0] == '\0';

	*percent = DECIMAL_ZERO;
	for (size_t i = 0; i < rules->tax_count; i++) {
		if (rules->taxes[i].from > b->period.to || strcmp(rules->taxes[i].code, code) != 0)
			continue;
		*percent = rules->taxes[i].percent;
		found = true;
	}
	return (found);
}

/* Find the sum of a code; make a new one, with its rate, if this is the first line of the code. */
static struct rating_tax_sum *
find_sum(struct bill *b, struct rating_tax_sum *sums, size_t *count, const char *code)
{
	char day[DATE_ISO_SIZE];
	struct rating_tax_sum *sum;

	for (size_t i = 0; i < *count; i++)
		if (strcmp(sums[i].code, code) == 0)
			return (&sums[i]);
	sum = &sums[(*count)++];
	sum->code = code;
	if (!find_rate(b, code, &sum->percent)) {
		buf_printf(&b->words,
		    "There is no rate for the tax code %s on %s. Add the rate to the "
		    "configuration, or correct the code in the price plan %s or the charge.",
		    code, date_format(b->period.to, day), b->c->plan_code);
		bill_stop(b, EX_PRICE_MISSING);
	}
	return (sum);
}

/* Add a line to the sum of its code, with its tax where tax is rounded on each line. */
static bool
add_taxed_line(const struct bill *b, struct rating_line *line, struct rating_tax_sum *sum)
{
	if (b->c->rules->tax_per_line &&
	    (!decimal_percent(line->amount_minor, sum->percent, &line->tax_minor) ||
		__builtin_add_overflow(sum->tax_minor, line->tax_minor, &sum->tax_minor)))
		return (false);
	return (!__builtin_add_overflow(sum->net_minor, line->amount_minor, &sum->net_minor));
}

/* Add a code's sum to the totals, with its tax where tax is rounded once for each code. */
static bool
add_sum(const struct bill *b, struct rating_tax_sum *sum, struct rating_result *result)
{
	if (!b->c->rules->tax_per_line &&
	    !decimal_percent(sum->net_minor, sum->percent, &sum->tax_minor))
		return (false);
	return (!__builtin_add_overflow(result->net_minor, sum->net_minor, &result->net_minor) &&
	    !__builtin_add_overflow(result->tax_minor, sum->tax_minor, &result->tax_minor));
}

/*
 * Sum the lines first and then the codes, so that the sums printed for the codes add up to the
 * total.
 */
int
tax_add_up(struct bill *b, struct rating_result *result)
{
	struct rating_tax_sum *sums;
	size_t count = 0;

	if (b->line_count == 0)
		return (0);
	sums = arena_new(b->arena, b->line_count, sizeof(*sums));
	for (size_t i = 0; i < b->line_count; i++)
		if (!add_taxed_line(b, &b->lines[i],
			find_sum(b, sums, &count, b->lines[i].tax_code)))
			return (bill_overflow(b, "tax"));
	for (size_t i = 0; i < count; i++)
		if (!add_sum(b, &sums[i], result))
			return (bill_overflow(b, "total"));
	if (__builtin_add_overflow(result->net_minor, result->tax_minor, &result->total_minor))
		return (bill_overflow(b, "total"));
	result->taxes = sums;
	result->tax_count = count;
	return (0);
}
