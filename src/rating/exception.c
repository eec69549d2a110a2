#include "rating/exception.h"

#include "base/compiler.h"
#include "base/text.h"

/* Each code with what it does unless the configuration says otherwise. */
static const struct {
	const char *name;
	enum rating_severity severity;
} CODES[EX_COUNT] = {
	[EX_PRICE_PLAN_MISSING] = { "PRICE_PLAN_MISSING", SEVERITY_BLOCKING },
	[EX_PRICE_MISSING] = { "PRICE_MISSING", SEVERITY_BLOCKING },
	[EX_READ_MISSING] = { "READ_MISSING", SEVERITY_BLOCKING },
	[EX_READ_ESTIMATED] = { "READ_ESTIMATED", SEVERITY_WARNING },
	[EX_USAGE_HIGH] = { "USAGE_HIGH", SEVERITY_BLOCKING },
	[EX_USAGE_LOW] = { "USAGE_LOW", SEVERITY_WARNING },
	[EX_USAGE_ZERO] = { "USAGE_ZERO", SEVERITY_WARNING },
	[EX_USAGE_NEGATIVE] = { "USAGE_NEGATIVE", SEVERITY_BLOCKING },
	[EX_METER_ROLLOVER] = { "METER_ROLLOVER", SEVERITY_WARNING },
	[EX_METER_EXCHANGED] = { "METER_EXCHANGED", SEVERITY_WARNING },
	[EX_BILL_HIGH] = { "BILL_HIGH", SEVERITY_BLOCKING },
	[EX_BILL_ZERO] = { "BILL_ZERO", SEVERITY_WARNING },
	[EX_BILL_NEGATIVE] = { "BILL_NEGATIVE", SEVERITY_BLOCKING },
	[EX_PERIOD_LONG] = { "PERIOD_LONG", SEVERITY_WARNING },
	[EX_PERIOD_SHORT] = { "PERIOD_SHORT", SEVERITY_WARNING },
	[EX_CLOSED_DATE_SET] = { "CLOSED_DATE_SET", SEVERITY_WARNING },
	[EX_NOT_BILLED_TO_CLOSE] = { "NOT_BILLED_TO_CLOSE", SEVERITY_WARNING },
	[EX_PENDING_MOVE_OUT] = { "PENDING_MOVE_OUT", SEVERITY_WARNING },
	[EX_NO_EMAIL] = { "NO_EMAIL", SEVERITY_WARNING },
	[EX_NO_POSTAL_ADDRESS] = { "NO_POSTAL_ADDRESS", SEVERITY_BLOCKING },
	[EX_NOT_DRAWABLE] = { "NOT_DRAWABLE", SEVERITY_BLOCKING },
	[EX_VACANT_USAGE] = { "VACANT_USAGE", SEVERITY_WARNING },
};

/* Also the name in reports and decisions, so it never changes. */
const char *
rating_code_name(enum rating_code code)
{
	return ((size_t)code < LENGTH(CODES) ? CODES[code].name : "");
}

/* A walk over two dozen names: only configurations and decisions ask. */
enum rating_code
rating_code_from_name(const char *name)
{
	enum rating_code code;

	for (code = 0; code < EX_COUNT; code++)
		if (text_equal_nocase(name, CODES[code].name))
			break;
	return (code);
}

/* What a utility would choose that has not thought about it yet: blocking where money would be wrong. */
void
rating_rules_default(struct rating_rules *rules)
{
	*rules = (struct rating_rules){
		.minor_places = 2,
		.default_tax = "",
		.usage_high_percent = 200,
		.usage_low_percent = 25,
		.bill_high_minor = 500000,
		.period_long_percent = 150,
		.period_short_percent = 50,
		.due_slack_days = 0,
		.move_out_days = 14,
		.quantity_places = 3,
	};
	for (size_t i = 0; i < LENGTH(CODES); i++)
		rules->severity[i] = CODES[i].severity;
}

/* The steps raise what they find in the order of their work; reports want the order of the codes. */
void
exception_sort(struct bill *b)
{
	/* A handful, nearly in order: an insertion sort is stable and enough. */
	for (size_t i = 1; i < b->exception_count; i++) {
		struct rating_exception moving = b->exceptions[i];
		size_t at = i;

		for (; at > 0 && b->exceptions[at - 1].code > moving.code; at--)
			b->exceptions[at] = b->exceptions[at - 1];
		b->exceptions[at] = moving;
	}
}
