#include "store/txn.h"

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
		if (database_run(db, SQL_SCOPE_ADD, e, "i", buildings->items[i].id) != 0)
			return (-1);
	return (0);
}

int
txn_scope_close(struct database *db, struct err *e)
{
	return (database_run(db, SQL_SCOPE_CLEAR, e, ""));
}

int
txn_clear(struct database *db, const char *run, int64_t building, struct err *e)
{
	if (database_run(db, SQL_TXN_CLEAR, e, "is", building, run) != 0)
		return (-1);
	return (database_run(db, SQL_EXCEPTION_CLEAR, e, "is", building, run));
}

static int
add_line(struct database *db, int64_t txn, size_t number, const struct rating_line *line,
    const char *working, struct err *e)
{
	char quantity[DECIMAL_SIZE], price[DECIMAL_SIZE];

	return (database_run(db, SQL_TXN_LINE_ADD, e, "iissssddiisssiisoos", txn, (int64_t)number,
	    LINE_KINDS[line->kind], line->description, line->meter, line->meter_type, line->from,
	    line->to, (int64_t)line->days, (int64_t)line->tier,
	    decimal_format(line->quantity, quantity), line->unit,
	    decimal_format(line->price, price), line->amount_minor, line->tax_minor, line->tax_code,
	    line->price_id, line->charge_id, working));
}

static int
add_usage(struct database *db, int64_t txn, size_t number, const struct rating_usage *usage,
    struct err *e)
{
	char from[DECIMAL_SIZE], to[DECIMAL_SIZE], multiplier[DECIMAL_SIZE], quantity[DECIMAL_SIZE];

	return (database_run(db, SQL_TXN_USAGE_ADD, e, "iisssddssiiisss", txn, (int64_t)number,
	    usage->meter, usage->serial, usage->meter_type, usage->from_day, usage->to_day,
	    decimal_format(usage->from_value, from), decimal_format(usage->to_value, to),
	    (int64_t)usage->from_estimated, (int64_t)usage->to_estimated,
	    (int64_t)usage->rolled_over, decimal_format(usage->multiplier, multiplier),
	    decimal_format(usage->quantity, quantity), usage->unit));
}

static int
add_tax(struct database *db, int64_t txn, size_t number, const struct rating_tax_sum *tax,
    struct err *e)
{
	char percent[DECIMAL_SIZE];

	return (database_run(db, SQL_TXN_TAX_ADD, e, "iissii", txn, (int64_t)number, tax->code,
	    decimal_format(tax->percent, percent), tax->net_minor, tax->tax_minor));
}

int
txn_add(struct database *db, const struct txn_owner *owner, const struct rating_result *result,
    const char *const *workings, struct err *e)
{
	int64_t txn;
	size_t i;

	if (database_run(db, SQL_TXN_ADD, e, "iisddiiii", owner->account, owner->building,
		owner->run, result->from, result->to, result->net_minor, result->tax_minor,
		result->total_minor, (int64_t)result->reads_used) != 0)
		return (-1);
	txn = database_inserted(db);
	for (i = 0; i < result->line_count; i++)
		if (add_line(db, txn, i + 1, &result->lines[i], workings[i], e) != 0)
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

	return (database_run(db, SQL_EXCEPTION_ADD, e, "sissssssds", owner->run, owner->account,
	    rating_code_name(exception->code),
	    exception->severity == SEVERITY_BLOCKING ? "BLOCKING" : "WARNING", exception->detail,
	    fingerprint, reading->meter, reading->meter_type,
	    reading->meter_type != NULL ? reading->wanted : DATE_NONE,
	    reading->has_usual ? decimal_format(reading->usual, usual) : NULL));
}
