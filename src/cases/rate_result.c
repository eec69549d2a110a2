#include "cases/rate_result.h"

#include "words/say.h"

/* The words for the enums of rating/facts.h, in their order. */
static const char *const OUTCOMES[] = { "BILLED", "NOT_DUE", "ON_HOLD", "FULLY_BILLED",
	"EXCEPTED" };
static const char *const KINDS[] = { "USAGE", "SUPPLY", "FIXED", "DEMAND", "MINIMUM", "DISCOUNT",
	"CHARGE" };
static const char *const SEVERITIES[] = { "OFF", "WARNING", "BLOCKING" };

/* A day; without one it is null, and not an empty text. */
static void
write_day(struct json_out *o, const char *key, int32_t day)
{
	char iso[DATE_ISO_SIZE];

	json_out_text(o, key, day != DATE_NONE ? date_format(day, iso) : NULL);
}

/* A decimal as a string: most readers would turn a number into a double. */
static void
write_decimal(struct json_out *o, const char *key, struct decimal value)
{
	char text[DECIMAL_SIZE];

	json_out_text(o, key, decimal_format(value, text));
}

/* An amount with all the places of the currency, as on the bill. */
static void
write_money(struct json_out *o, const char *key, int64_t minor, int places)
{
	char text[DECIMAL_SIZE];

	json_out_text(o, key, decimal_format_money(minor, places, text));
}

/* The last day is null where no common read was found. */
static void
write_period(struct json_out *o, const struct rating_result *result)
{
	json_out_open(o, "period", '{');
	write_day(o, "from", result->from);
	write_day(o, "to", result->to);
	json_out_number(o, "days", result->to != DATE_NONE ? result->to - result->from + 1 : 0);
	json_out_close(o, '}');
}

/* The working in plain English, as in transaction-detail.csv. */
static void
write_working(struct json_out *o, const struct steps *working)
{
	struct buf plain = BUF_EMPTY;

	say_plain(working, &plain);
	json_out_text(o, "working", buf_text(&plain));
	buf_release(&plain);
}

/* All members of a line; the working is the last, because it is long. */
static void
write_line(struct json_out *o, const struct rating_line *line, int places)
{
	json_out_open(o, NULL, '{');
	json_out_text(o, "kind", KINDS[line->kind]);
	json_out_text(o, "description", line->description);
	json_out_text(o, "meter", line->meter);
	json_out_text(o, "meter_type", line->meter_type);
	write_day(o, "from", line->from);
	write_day(o, "to", line->to);
	json_out_number(o, "days", line->days);
	json_out_number(o, "tier", line->tier);
	write_decimal(o, "quantity", line->quantity);
	json_out_text(o, "unit", line->unit);
	write_decimal(o, "price", line->price);
	write_money(o, "amount", line->amount_minor, places);
	write_money(o, "tax", line->tax_minor, places);
	json_out_text(o, "tax_code", line->tax_code);
	json_out_number(o, "price_id", line->price_id);
	json_out_number(o, "charge_id", line->charge_id);
	write_working(o, &line->working);
	json_out_close(o, '}');
}

/* The two reads of a use, as they would be printed. */
static void
write_usage(struct json_out *o, const struct rating_usage *usage)
{
	json_out_open(o, NULL, '{');
	json_out_text(o, "meter", usage->meter);
	json_out_text(o, "serial", usage->serial);
	json_out_text(o, "meter_type", usage->meter_type);
	write_day(o, "from_day", usage->from_day);
	write_day(o, "to_day", usage->to_day);
	write_decimal(o, "from_value", usage->from_value);
	write_decimal(o, "to_value", usage->to_value);
	json_out_bool(o, "from_estimated", usage->from_estimated);
	json_out_bool(o, "to_estimated", usage->to_estimated);
	json_out_bool(o, "rolled_over", usage->rolled_over);
	write_decimal(o, "multiplier", usage->multiplier);
	write_decimal(o, "quantity", usage->quantity);
	json_out_text(o, "unit", usage->unit);
	json_out_close(o, '}');
}

/* The sum of one tax code. */
static void
write_tax(struct json_out *o, const struct rating_tax_sum *tax, int places)
{
	json_out_open(o, NULL, '{');
	json_out_text(o, "code", tax->code);
	write_decimal(o, "percent", tax->percent);
	write_money(o, "net", tax->net_minor, places);
	write_money(o, "tax", tax->tax_minor, places);
	json_out_close(o, '}');
}

/* The names of the codes are those of the configuration. */
static void
write_exception(struct json_out *o, const struct rating_exception *exception)
{
	json_out_open(o, NULL, '{');
	json_out_text(o, "code", rating_code_name(exception->code));
	json_out_text(o, "severity", SEVERITIES[exception->severity]);
	json_out_text(o, "detail", exception->detail);
	json_out_close(o, '}');
}

/* All members of a result, in the order of struct rating_result. */
void
rate_result_write(struct json_out *o, const char *account, const struct rating_result *result,
    int minor_places)
{
	json_out_open(o, NULL, '{');
	json_out_text(o, "account", account);
	json_out_text(o, "outcome", OUTCOMES[result->outcome]);
	json_out_text(o, "reason", result->reason);
	write_period(o, result);
	json_out_open(o, "lines", '[');
	for (size_t i = 0; i < result->line_count; i++)
		write_line(o, &result->lines[i], minor_places);
	json_out_close(o, ']');
	json_out_open(o, "usages", '[');
	for (size_t i = 0; i < result->usage_count; i++)
		write_usage(o, &result->usages[i]);
	json_out_close(o, ']');
	json_out_open(o, "taxes", '[');
	for (size_t i = 0; i < result->tax_count; i++)
		write_tax(o, &result->taxes[i], minor_places);
	json_out_close(o, ']');
	write_money(o, "net", result->net_minor, minor_places);
	write_money(o, "tax", result->tax_minor, minor_places);
	write_money(o, "total", result->total_minor, minor_places);
	json_out_open(o, "exceptions", '[');
	for (size_t i = 0; i < result->exception_count; i++)
		write_exception(o, &result->exceptions[i]);
	json_out_close(o, ']');
	json_out_close(o, '}');
}

/* An object as the results are, so that each output line matches its input line. */
void
rate_result_refused(struct json_out *o, const char *text)
{
	json_out_open(o, NULL, '{');
	json_out_text(o, "error", text);
	json_out_close(o, '}');
}
