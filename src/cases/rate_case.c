#include "cases/rate_case.h"

#include <limits.h>

#include "rating/rating.h"

/* The words for the enums of rating/facts.h, in their order. */
static const char *const CYCLES[] = { "WEEKLY", "MONTHLY", "BIMONTHLY", "QUARTERLY", "HOLD", NULL };
static const char *const SCHEDULES[] = { "USAGE", "SUPPLY", "FIXED", "DEMAND", "MINIMUM",
	"DISCOUNT", NULL };
static const char *const PERS[] = { "PERIOD", "MONTH", "DAY", NULL };
static const char *const READ_KINDS[] = { "ACTUAL", "OPENING", "CLOSING", NULL };
static const char *const FREQUENCIES[] = { "ONCE", "WEEKLY", "MONTHLY", "QUARTERLY", "ANNUAL",
	NULL };
static const char *const SEVERITIES[] = { "OFF", "WARNING", "BLOCKING", NULL };
static const char *const ROUNDINGS[] = { "total", "line", NULL };

/*
 * tax_rounding is a word in JSON and a flag in the rules, so it is not read with the other fields.
 */
struct rules_input {
	struct rating_rules rules;
	unsigned rounding;
};

/* Fields of struct T. */
#define FIELD(T, member, name, what) \
	.key = name, .kind = JSON_KIND_##what, .offset = offsetof(struct T, member)
#define WORD(T, member, name, list) FIELD(T, member, name, WORD), .words = list
#define INT(T, member, name, low, high) FIELD(T, member, name, INT), .least = low, .most = high
#define LIST(T, member, count, name, table, element, begin) \
	FIELD(T, member, name, LIST), .fields = table, .count_offset = offsetof(struct T, count), \
	    .size = sizeof(struct element), .blank = &begin
#define END { .key = NULL }

static const struct json_field PRICE_FIELDS[] = { { FIELD(rating_price, id, "id", ID) },
	{ WORD(rating_price, schedule, "schedule", SCHEDULES), .required = true },
	{ FIELD(rating_price, meter_type, "meter_type", TEXT) },
	{ FIELD(rating_price, tier_from, "tier_from", DECIMAL) },
	{ WORD(rating_price, per, "per", PERS) },
	{ FIELD(rating_price, price, "price", DECIMAL), .required = true },
	{ FIELD(rating_price, unit, "unit", TEXT) },
	{ FIELD(rating_price, description, "description", TEXT) },
	{ FIELD(rating_price, tax_code, "tax_code", TEXT) },
	{ FIELD(rating_price, start, "start", DAY), .required = true },
	{ FIELD(rating_price, end, "end", DAY) }, END };
static const struct rating_price BLANK_PRICE = { .meter_type = "",
	.per = PER_PERIOD,
	.unit = "",
	.description = "",
	.tax_code = "",
	.end = DATE_NONE };

static const struct json_field READ_FIELDS[] = { { FIELD(rating_read, day, "day", DAY),
						     .required = true },
	{ WORD(rating_read, kind, "kind", READ_KINDS) },
	{ FIELD(rating_read, estimated, "estimated", BOOL) },
	{ FIELD(rating_read, value, "value", DECIMAL), .required = true },
	{ FIELD(rating_read, temp_factor, "temp_factor", DECIMAL) },
	{ FIELD(rating_read, cv_factor, "cv_factor", DECIMAL) }, END };
static const struct rating_read BLANK_READ = { .temp_factor = { 1, 0 }, .cv_factor = { 1, 0 } };

static const struct json_field METER_FIELDS[] = { { FIELD(rating_meter, code, "code", TEXT),
						      .required = true },
	{ FIELD(rating_meter, reg, "register", TEXT) },
	{ FIELD(rating_meter, serial, "serial", TEXT) },
	{ FIELD(rating_meter, type, "type", TEXT), .required = true },
	{ FIELD(rating_meter, multiplier, "multiplier", DECIMAL) },
	{ FIELD(rating_meter, dial_max, "dial_max", DECIMAL) },
	{ FIELD(rating_meter, exported, "exported", BOOL) },
	{ FIELD(rating_meter, install, "install", DAY), .required = true },
	{ FIELD(rating_meter, removed, "removed", DAY) },
	{ LIST(rating_meter, reads, read_count, "reads", READ_FIELDS, rating_read, BLANK_READ) },
	END };
static const struct rating_meter BLANK_METER = { .reg = "",
	.serial = "",
	.multiplier = { 1, 0 },
	.removed = DATE_NONE };

static const struct json_field CHARGE_FIELDS[] = { { FIELD(rating_charge, id, "id", ID) },
	{ FIELD(rating_charge, code, "code", TEXT), .required = true },
	{ FIELD(rating_charge, description, "description", TEXT) },
	{ FIELD(rating_charge, tax_code, "tax_code", TEXT) },
	{ FIELD(rating_charge, amount_minor, "amount", MONEY), .required = true },
	{ FIELD(rating_charge, day, "day", DAY), .required = true },
	{ FIELD(rating_charge, end, "end", DAY) },
	{ FIELD(rating_charge, billed_to, "billed_to", DAY) },
	{ WORD(rating_charge, frequency, "frequency", FREQUENCIES) }, END };
static const struct rating_charge BLANK_CHARGE = { .description = "",
	.tax_code = "",
	.end = DATE_NONE,
	.billed_to = DATE_NONE,
	.frequency = FREQUENCY_ONCE };

static const struct json_field TAX_FIELDS[] = { { FIELD(rating_tax, code, "code", TEXT),
						    .required = true },
	{ FIELD(rating_tax, from, "from", DAY), .required = true },
	{ FIELD(rating_tax, percent, "percent", DECIMAL), .required = true }, END };
static const struct rating_tax BLANK_TAX = { .code = "" };

static const struct json_field SEVERITY_FIELDS[] = {
/* clang-format off */
#define ROW(code, ...) \
	{ .key = #code, \
		.kind = JSON_KIND_WORD, \
		.words = SEVERITIES, \
		.offset = EX_##code * sizeof(enum rating_severity) },
	RATING_CODES(ROW)
#undef ROW
/* clang-format on */
	END
};

/* The currency's places are read first: amounts depend on them. */
static const struct json_field RULES_FIELDS[] = {
	{ INT(rules_input, rules.minor_places, "minor_places", 0, 4) },
	{ WORD(rules_input, rounding, "tax_rounding", ROUNDINGS) },
	{ FIELD(rules_input, rules.default_tax, "default_tax", TEXT) },
	{ LIST(rules_input, rules.taxes, rules.tax_count, "taxes", TAX_FIELDS, rating_tax,
	    BLANK_TAX) },
	{ FIELD(rules_input, rules.severity, "severity", OBJECT), .fields = SEVERITY_FIELDS },
/* clang-format off */
#define NUMBER(key, standard, least, most, fallback, comment, json_most) \
	{ INT(rules_input, rules.key, #key, 0, json_most) },
#define AMOUNT(key, ...) { FIELD(rules_input, rules.key##_minor, #key, MONEY) },
	RATING_THRESHOLDS(NUMBER, AMOUNT)
#undef NUMBER
#undef AMOUNT
/* clang-format on */
	{ INT(rules_input, rules.due_slack_days, "due_slack_days", 0, 366) },
	{ INT(rules_input, rules.quantity_places, "quantity_places", 0, DECIMAL_MAX_PLACES) }, END
};
static const struct json_field CASE_FIELDS[] = { { .key = "comment", .kind = JSON_KIND_IGNORED },
	{ .key = "rules", .kind = JSON_KIND_IGNORED },
	{ FIELD(rating_case, account, "account", TEXT), .required = true },
	{ FIELD(rating_case, plan_code, "plan", TEXT) },
	{ WORD(rating_case, cycle, "cycle", CYCLES), .required = true },
	{ FIELD(rating_case, open, "open", DAY), .required = true },
	{ FIELD(rating_case, close, "close", DAY) },
	{ FIELD(rating_case, billed_to, "billed_to", DAY) },
	{ FIELD(rating_case, end_date, "end_date", DAY), .required = true },
	{ FIELD(rating_case, discount_percent, "discount_percent", DECIMAL) },
	{ FIELD(rating_case, wants_email, "wants_email", BOOL) },
	{ FIELD(rating_case, has_email, "has_email", BOOL) },
	{ FIELD(rating_case, has_postal, "has_postal", BOOL) },
	{ LIST(rating_case, prices, price_count, "prices", PRICE_FIELDS, rating_price, BLANK_PRICE),
	    .numbered = true },
	{ LIST(rating_case, meters, meter_count, "meters", METER_FIELDS, rating_meter,
	    BLANK_METER) },
	{ LIST(rating_case, charges, charge_count, "charges", CHARGE_FIELDS, rating_charge,
	      BLANK_CHARGE),
	    .numbered = true },
	END };

/*
 * Read the rules, with defaults for those that are not given. They are read before the rest, which
 * needs the currency's places.
 */
static int
read_rules(struct json_reader *r, const struct json_value *value, struct rules_input *input)
{
	const struct json_value *rules = json_get(value, "rules");
	size_t length = r->path.length;

	rating_rules_default(&input->rules);
	r->minor_places = &input->rules.minor_places;
	if (rules == NULL)
		return (0);
	buf_add_string(&r->path, ".rules");
	if (json_read(r, rules, RULES_FIELDS, input) == -1)
		return (-1);
	input->rules.tax_per_line = input->rounding == 1;
	r->path.length = length;
	r->path.data[length] = '\0';
	return (0);
}

/* Require reads in the order of their days: a list that is not sorted is probably wrong. */
static int
check_reads(const struct rating_case *c, const char *path, struct err *e)
{
	for (size_t m = 0; m < c->meter_count; m++) {
		const struct rating_meter *meter = &c->meters[m];

		for (size_t i = 1; i < meter->read_count; i++)
			if (meter->reads[i].day < meter->reads[i - 1].day)
				return (err_reject(e,
				    "%s.meters[%zu].reads[%zu].day: reads must be in the order of "
				    "their days",
				    path, m, i));
	}
	return (0);
}

/* Require the rates of each tax code in the order of their days. */
static int
check_taxes(const struct rating_rules *rules, const char *path, struct err *e)
{
	for (size_t i = 1; i < rules->tax_count; i++)
		for (size_t k = 0; k < i; k++)
			if (strcmp(rules->taxes[i].code, rules->taxes[k].code) == 0 &&
			    rules->taxes[i].from <= rules->taxes[k].from)
				return (err_reject(e,
				    "%s.rules.taxes[%zu].from: the rates of one code must be in "
				    "the order of their days",
				    path, i));
	return (0);
}

/* Read all of a case by the reader, whose path is that of the case. */
static int
read_case(struct json_reader *r, const struct json_value *value, struct rating_case *c)
{
	struct rules_input *input = arena_new(r->arena, 1, sizeof(*input));

	if (read_rules(r, value, input) == -1)
		return (-1);
	*c = (struct rating_case){ .account = "",
		.plan_code = "",
		.close = DATE_NONE,
		.billed_to = DATE_NONE,
		.has_postal = true,
		.rules = &input->rules };
	return (json_read(r, value, CASE_FIELDS, c));
}

/* When all is read, check the order of lists, which the tables of fields cannot do. */
int
rate_case_read(const struct json_value *value, const char *path, struct arena *arena,
    struct rating_case **c, struct err *e)
{
	struct json_reader r = { arena, e, BUF_EMPTY, NULL };
	int done;

	*c = arena_new(arena, 1, sizeof(**c));
	buf_add_string(&r.path, path);
	done = read_case(&r, value, *c);
	buf_release(&r.path);
	if (done == -1)
		return (-1);
	return (check_reads(*c, path, e) == -1 || check_taxes((*c)->rules, path, e) == -1 ? -1 : 0);
}
