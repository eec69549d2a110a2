#include "rating/rating.h"

#include "rating/bill.h"
#include "rating/charge.h"
#include "rating/remark.h"
#include "rating/discount.h"
#include "rating/history.h"
#include "rating/period.h"
#include "rating/plan.h"
#include "rating/tax.h"
#include "rating/tier.h"
#include "rating/usage.h"

#define WORDS_ROOM \
	512 /* for an ordinary working, so that the scratch text does not grow step by step */

/*
 * The severities that suit a utility which has not chosen any: blocking where money would be wrong.
 */
void
rating_rules_default(struct rating_rules *rules)
{
	*rules = (struct rating_rules){
		.minor_places = 2,
		.default_tax = "",
/* clang-format off */
#define NUMBER(key, standard, ...) .key = (standard),
#define AMOUNT(key, standard, ...) .key##_minor = (standard),
		RATING_THRESHOLDS(NUMBER, AMOUNT)
#undef NUMBER
#undef AMOUNT
/* clang-format on */
		    .due_slack_days = 0,
		.quantity_places = 3,
	};
	for (enum rating_code code = 0; code < EX_COUNT; code++)
		rules->severity[code] = rating_code_severity(code);
}

/* Make all lines and taxes of a bill whose reads and prices are known. */
static int
add_lines(struct bill *b, struct rating_result *result)
{
	if (tier_add_lines(b) == -1 || plan_add_lines(b) == -1 || discount_add_lines(b) == -1)
		return (-1);
	charge_add_lines(b);
	return (tax_add_up(b, result));
}

/* Find everything that is missing, and if nothing is, make the lines. */
static int
work_out(struct bill *b, struct rating_result *result)
{
	bool has_plan = b->c->price_count > 0;

	if (!has_plan) {
		buf_printf(&b->words,
		    "The price plan %s does not exist. Import it, or correct the account's "
		    "price_plan_code.",
		    b->c->plan_code);
		bill_stop(b, EX_PRICE_PLAN_MISSING);
	}
	if (!period_find(b))
		return (0);
	if (usage_measure(b) == -1 || history_check(b) == -1)
		return (-1);
	return (has_plan ? add_lines(b, result) : 0);
}

/* The bill is made: fill in the result, and raise exceptions about the bill. */
static void
complete(struct bill *b, struct rating_result *result)
{
	result->outcome = RATING_BILLED;
	result->lines = b->lines;
	result->line_count = b->line_count;
	usage_show(b, result);
	period_check(b);
	remark_bill(b, result->total_minor);
}

/* A fact is missing: drop the lines and sums that were made so far. */
static void
except(struct bill *b, struct rating_result *result)
{
	*result = (struct rating_result){ .outcome = RATING_EXCEPTED, .reason = b->stopped };
}

/* Rate an account that is due. */
static int
rate_due(struct bill *b, struct rating_result *result)
{
	if (work_out(b, result) == -1)
		return (-1);
	history_tell(b);
	if (b->stopped != NULL)
		except(b, result);
	else
		complete(b, result);
	bill_sort_exceptions(b);
	result->exceptions = b->exceptions;
	result->exception_count = b->exception_count;
	return (0);
}

/* Whatever the outcome, the result has as much of the period as is known. */
int
rating_rate(const struct rating_case *c, struct arena *arena, struct rating_result *result,
    struct err *e)
{
	struct bill b = { .c = c, .arena = arena, .e = e, .words = BUF_EMPTY };
	const char *reason = "";
	int done = 0;

	*result = (struct rating_result){ .reason = "" };
	(void)buf_reserve(&b.words, WORDS_ROOM);
	b.period.to = DATE_NONE;
	result->outcome = period_due(&b, &reason);
	result->reason = reason;
	if (result->outcome == RATING_BILLED)
		done = rate_due(&b, result);
	result->from = b.period.from;
	result->to = b.period.to;
	buf_release(&b.words);
	return (done);
}
