#include "store/txn.h"

#include "store/statement.h"

static const char *const LINE_KINDS[] = {
	[LINE_USAGE] = "USAGE",
	[LINE_SUPPLY] = "SUPPLY",
	[LINE_FIXED] = "FIXED",
	[LINE_DEMAND] = "DEMAND",
	[LINE_MINIMUM] = "MINIMUM",
	[LINE_DISCOUNT] = "DISCOUNT",
	[LINE_CHARGE] = "CHARGE",
};

const char *
txn_line_kind_name(enum rating_line_kind kind)
{
	return (LINE_KINDS[kind]);
}

struct txn_row {
	int64_t account, building;
	const char *run;
	int32_t period_from, period_to;
	int64_t net_minor, tax_minor, total_minor;
	int64_t reads_used;
};
RECORD(txn_row, account, building, run, period_from, period_to, net_minor, tax_minor, total_minor,
    reads_used);

struct txn_line_row {
	int64_t txn, line; /* lines are counted from 1 */
	const char *kind, *description;
	const char *meter, *meter_type; /* NULL: it is of no meter */
	int32_t from_day, to_day;
	int64_t days, tier;
	struct decimal quantity;
	const char *unit;
	struct decimal price;
	int64_t amount_minor, tax_minor;
	const char *tax_code;
	int64_t price_id, charge_id; /* 0: the line has no price, no charge */
	const char *working;
};
RECORD(txn_line_row, txn, line, kind, description, meter, meter_type, from_day, to_day, days, tier,
    quantity, unit, price, amount_minor, tax_minor, tax_code, price_id, charge_id, working);

struct txn_usage_row {
	int64_t txn, line;
	const char *meter, *serial, *meter_type;
	int32_t from_day, to_day;
	struct decimal from_value, to_value;
	bool from_estimated, to_estimated, rolled_over;
	struct decimal multiplier, quantity;
	const char *unit;
};
RECORD(txn_usage_row, txn, line, meter, serial, meter_type, from_day, to_day, from_value, to_value,
    from_estimated, to_estimated, rolled_over, multiplier, quantity, unit);

struct txn_tax_row {
	int64_t txn, line;
	const char *code;
	struct decimal percent;
	int64_t net_minor, tax_minor;
};
RECORD(txn_tax_row, txn, line, code, percent, net_minor, tax_minor);

struct exception_row {
	const char *run;
	int64_t account;
	const char *code, *severity, *detail, *fingerprint;
	const char *meter, *meter_type; /* NULL: it is about no meter */
	int32_t read_day;               /* day of a read that is missing, or DATE_NONE */
	const char *usual;              /* usual use a day, or NULL */
};
RECORD(exception_row, run, account, code, severity, detail, fingerprint, meter, meter_type,
    read_day, usual);

const char *const *
txn_workings(const struct rating_result *result, struct arena *arena)
{
	const char **workings = arena_new(arena, result->line_count + 1, sizeof(*workings));
	struct buf text = BUF_EMPTY;
	size_t i;

	for (i = 0; i < result->line_count; i++) {
		buf_reset(&text);
		steps_format(&result->lines[i].working, &text);
		workings[i] = arena_bytes(arena, buf_text(&text), text.length);
	}
	buf_release(&text);
	return (workings);
}

int
txn_scope_open(struct database *db, const struct building_set *buildings, struct err *e)
{
	size_t i;

	if (txn_scope_close(db, e) != 0)
		return (-1);
	for (i = 0; i < buildings->count; i++)
		if (statement_run(db, SCOPE_ADD, &(struct by_building){ buildings->items[i].id },
			e) != 0)
			return (-1);
	return (0);
}

int
txn_scope_close(struct database *db, struct err *e)
{
	return (statement_run(db, SCOPE_CLEAR, NO_KEY, e));
}

int
txn_clear(struct database *db, const char *run, int64_t building, struct err *e)
{
	const struct by_building_run key = { building, run };

	if (statement_run(db, TXN_CLEAR, &key, e) != 0)
		return (-1);
	return (statement_run(db, EXCEPTION_CLEAR, &key, e));
}

static int
add_txn_line(struct database *db, int64_t txn, size_t number, const struct rating_line *line,
    const char *working, struct err *e)
{
	const struct txn_line_row row = {
		.txn = txn,
		.line = (int64_t)number,
		.kind = LINE_KINDS[line->kind],
		.description = line->description,
		.meter = line->meter,
		.meter_type = line->meter_type,
		.from_day = line->from,
		.to_day = line->to,
		.days = line->days,
		.tier = line->tier,
		.quantity = line->quantity,
		.unit = line->unit,
		.price = line->price,
		.amount_minor = line->amount_minor,
		.tax_minor = line->tax_minor,
		.tax_code = line->tax_code,
		.price_id = line->price_id,
		.charge_id = line->charge_id,
		.working = working,
	};

	return (statement_run(db, TXN_LINE_ADD, &row, e));
}

static int
add_usage(struct database *db, int64_t txn, size_t number, const struct rating_usage *usage,
    struct err *e)
{
	const struct txn_usage_row row = {
		.txn = txn,
		.line = (int64_t)number,
		.meter = usage->meter,
		.serial = usage->serial,
		.meter_type = usage->meter_type,
		.from_day = usage->from_day,
		.to_day = usage->to_day,
		.from_value = usage->from_value,
		.to_value = usage->to_value,
		.from_estimated = usage->from_estimated,
		.to_estimated = usage->to_estimated,
		.rolled_over = usage->rolled_over,
		.multiplier = usage->multiplier,
		.quantity = usage->quantity,
		.unit = usage->unit,
	};

	return (statement_run(db, TXN_USAGE_ADD, &row, e));
}

static int
add_tax(struct database *db, int64_t txn, size_t number, const struct rating_tax_sum *tax,
    struct err *e)
{
	const struct txn_tax_row row = { txn, (int64_t)number, tax->code, tax->percent,
		tax->net_minor, tax->tax_minor };

	return (statement_run(db, TXN_TAX_ADD, &row, e));
}

int
txn_add(struct database *db, const struct txn_owner *owner, const struct rating_result *result,
    const char *const *workings, struct err *e)
{
	const struct txn_row row = {
		.account = owner->account,
		.building = owner->building,
		.run = owner->run,
		.period_from = result->from,
		.period_to = result->to,
		.net_minor = result->net_minor,
		.tax_minor = result->tax_minor,
		.total_minor = result->total_minor,
		.reads_used = (int64_t)result->reads_used,
	};
	int64_t txn;
	size_t i;

	if (statement_run(db, TXN_ADD, &row, e) != 0)
		return (-1);
	txn = database_inserted(db);
	for (i = 0; i < result->line_count; i++)
		if (add_txn_line(db, txn, i + 1, &result->lines[i], workings[i], e) != 0)
			return (-1);
	for (i = 0; i < result->usage_count; i++)
		if (add_usage(db, txn, i + 1, &result->usages[i], e) != 0)
			return (-1);
	for (i = 0; i < result->tax_count; i++)
		if (add_tax(db, txn, i + 1, &result->taxes[i], e) != 0)
			return (-1);
	return (0);
}

int
txn_add_exception(struct database *db, const struct txn_owner *owner,
    const struct rating_exception *exception, const char *fingerprint, struct err *e)
{
	const struct rating_reading *reading = &exception->reading;
	char usual[DECIMAL_SIZE];
	const struct exception_row row = {
		.run = owner->run,
		.account = owner->account,
		.code = rating_code_name(exception->code),
		.severity = exception->severity == SEVERITY_BLOCKING ? "BLOCKING" : "WARNING",
		.detail = exception->detail,
		.fingerprint = fingerprint,
		.meter = reading->meter,
		.meter_type = reading->meter_type,
		.read_day = reading->meter_type != NULL ? reading->wanted : DATE_NONE,
		.usual = reading->has_usual ? decimal_format(reading->usual, usual) : NULL,
	};

	return (statement_run(db, EXCEPTION_ADD, &row, e));
}
