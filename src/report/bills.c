#include "report/bills.h"

#include "store/txn.h"
#include "words/say.h"

/*
 * The text of a day, an amount or a number for a row. Each call has its own buffer, so that one row
 * can have several.
 */
#define DAY(day) date_format((day), (char[DATE_ISO_SIZE]){ 0 })
#define MONEY(minor) decimal_format_money((minor), bills->places, (char[DECIMAL_SIZE]){ 0 })
#define DECIMAL(value) decimal_format((value), (char[DECIMAL_SIZE]){ 0 })
#define NUMBER(number) DECIMAL(((struct decimal){ (number), 0 }))

void
bills_open(struct bills *bills, const struct publish_part *part, int minor_places)
{
	bills->places = minor_places;
	bills->working = BUF_EMPTY;
	outfile_open(&bills->summary, part, "transaction-summary.csv", false);
	outfile_open(&bills->detail, part, "transaction-detail.csv", false);
	outfile_row(&bills->summary, "building_code", "account_number", "account_name",
	    "price_plan_code", "period_from", "period_to", "days", "net", "tax", "total",
	    "exceptions", "blocked", NULL);
	outfile_row(&bills->detail, "building_code", "account_number", "line", "kind",
	    "description", "meter", "meter_type", "from", "to", "days", "tier", "quantity", "unit",
	    "price", "amount", "tax_code", "price_plan_row", "working", NULL);
}

/* List the codes of an account's exceptions, with blanks between them. */
static void
list_codes(struct buf *codes, const struct rating_result *result)
{
	size_t i;

	for (i = 0; i < result->exception_count; i++)
		buf_printf(codes, "%s%s", i > 0 ? " " : "",
		    rating_code_name(result->exceptions[i].code));
}

static void
add_summary(struct bills *bills, const struct unbilled_account *bill)
{
	const struct rating_result *result = bill->result;
	struct buf codes = BUF_EMPTY;

	list_codes(&codes, result);
	outfile_row_safe(&bills->summary, bill->building, bill->account->number,
	    bill->account->name, bill->account->facts.plan_code, DAY(result->from), DAY(result->to),
	    NUMBER(result->to - result->from + 1), MONEY(result->net_minor),
	    MONEY(result->tax_minor), MONEY(result->total_minor), buf_text(&codes),
	    bill->blocked ? "yes" : "no", NULL);
	buf_release(&codes);
}

static void
add_bill_line(struct bills *bills, const struct unbilled_account *bill, size_t number)
{
	const struct rating_line *line = &bill->result->lines[number];

	buf_reset(&bills->working);
	say_plain(&line->working, &bills->working);
	outfile_row_safe(&bills->detail, bill->building, bill->account->number,
	    NUMBER((int64_t)number + 1), txn_line_kind_name(line->kind), line->description,
	    line->meter, line->meter_type, DAY(line->from), DAY(line->to), NUMBER(line->days),
	    line->tier > 0 ? NUMBER(line->tier) : "", DECIMAL(line->quantity), line->unit,
	    DECIMAL(line->price), MONEY(line->amount_minor), line->tax_code,
	    line->price_id > 0 ? NUMBER(line->price_id) : "", buf_text(&bills->working), NULL);
}

int
bills_add(void *context, const struct unbilled_account *bill, struct err *e)
{
	struct bills *bills = context;
	size_t i;

	add_summary(bills, bill);
	for (i = 0; i < bill->result->line_count; i++)
		add_bill_line(bills, bill, i);
	if (outfile_flush(&bills->summary, e) != 0)
		return (-1);
	return (outfile_flush(&bills->detail, e));
}

int
bills_close(struct bills *bills, struct err *e)
{
	int rc = outfile_close(&bills->summary, NULL, e);

	buf_release(&bills->working);
	return (outfile_close(&bills->detail, NULL, e) != 0 ? -1 : rc);
}

void
bills_abandon(struct bills *bills)
{
	outfile_abandon(&bills->summary);
	outfile_abandon(&bills->detail);
	buf_release(&bills->working);
}
