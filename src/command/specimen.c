#include "command/specimen.h"

#include <string.h>

#include "base/compiler.h"
#include "base/date.h"
#include "rating/past.h"
#include "rating/rating.h"
#include "report/registers.h"
#include "report/service.h"

#define DAY(y, m, d) date_from_ymd((y), (m), (d))

/* ---- what is billed -------------------------------------------------------------------------- */

#define MONTHS 13 /* months with reads: a year, and the month that is billed */
#define REGISTERS 2
#define FIRST_PRICE_DAY 20270 /* 2025-07-01 */

/* Use a month in tenths of a kWh, from October 2025 to October 2026. */
static const int USE[REGISTERS][MONTHS] = {
	{ 1710, 1892, 2163, 2568, 2035, 1921, 1630, 1814, 2122, 2418, 2255, 1809, 1926 },
	{ 1330, 1468, 1677, 1982, 1575, 1489, 1260, 1406, 1648, 1872, 1745, 1401, 1322 },
};

static const struct rating_price PRICES[] = {
	{ 1, SCHED_USAGE, "PEAK", { 0, 0 }, PER_DAY, { 3890, 4 }, "kWh",
	    "Peak electricity, first 5 kWh a day", "", FIRST_PRICE_DAY, DATE_NONE },
	{ 2, SCHED_USAGE, "PEAK", { 5, 0 }, PER_DAY, { 4275, 4 }, "kWh",
	    "Peak electricity, above 5 kWh a day", "", FIRST_PRICE_DAY, DATE_NONE },
	{ 3, SCHED_USAGE, "OFFPEAK", { 0, 0 }, PER_DAY, { 1965, 4 }, "kWh", "Off-peak electricity",
	    "", FIRST_PRICE_DAY, DATE_NONE },
	{ 4, SCHED_SUPPLY, "", { 0, 0 }, PER_DAY, { 10420, 4 }, "day", "Daily supply charge", "",
	    FIRST_PRICE_DAY, DATE_NONE },
	{ 5, SCHED_DISCOUNT, "", { 0, 0 }, PER_PERIOD, { 2, 0 }, "", "Paid on time", "",
	    FIRST_PRICE_DAY, DATE_NONE },
};

/*
 * Make the reads of a register: one at the end of each month; the last one is estimated if
 * `estimated` is true.
 */
static const struct rating_read *
make_reads(struct arena *arena, const int use[MONTHS], int64_t value, bool estimated)
{
	struct rating_read *reads = arena_new(arena, MONTHS + 1, sizeof(*reads));
	size_t i;

	for (i = 0; i <= MONTHS; i++) {
		value += i > 0 ? use[i - 1] : 0;
		reads[i] =
		    (struct rating_read){ .day = date_add_months(DAY(2025, 10, 1), (int)i) - 1,
			    .kind = READ_ACTUAL,
			    .estimated = estimated && i == MONTHS,
			    .value = { value, 1 },
			    .temp_factor = { 1, 0 },
			    .cv_factor = { 1, 0 } };
	}
	return (reads);
}

/* Make the meter, by its registers. */
static struct rating_meter *
make_meters(struct arena *arena)
{
	struct rating_meter *meters = arena_new(arena, REGISTERS, sizeof(*meters));
	size_t i;

	for (i = 0; i < REGISTERS; i++)
		meters[i] = (struct rating_meter){ .code = "M4471",
			.reg = i == 0 ? "E1" : "E2",
			.serial = "4471882",
			.type = i == 0 ? "PEAK" : "OFFPEAK",
			.multiplier = { 1, 0 },
			.dial_max = { 100000, 0 },
			.install = DAY(2018, 5, 17),
			.removed = DATE_NONE,
			.reads = make_reads(arena, USE[i], i == 0 ? 455203 : 290248, i == 1),
			.read_count = MONTHS + 1 };
	return (meters);
}

/*
 * Make rules from the settings. The default tax code is theirs if it has a rate, else the first
 * that has one, else none.
 */
static struct rating_rules
make_rules(const struct settings *settings)
{
	struct rating_rules rules = settings->rules;
	size_t i = 0;

	while (i < rules.tax_count && strcmp(rules.taxes[i].code, rules.default_tax) != 0)
		i++;
	if (i == rules.tax_count)
		rules.default_tax = rules.tax_count > 0 ? rules.taxes[0].code : "";
	return (rules);
}

/* Rate October 2026. */
static int
rate(struct specimen *s, const struct settings *settings, const struct rating_meter *meters,
    struct rating_result *result, struct err *e)
{
	const struct rating_charge charge = { .id = 1,
		.code = "TEST",
		.description = "Meter testing",
		.tax_code = "",
		.amount_minor = 4550,
		.day = DAY(2026, 10, 14),
		.end = DATE_NONE,
		.billed_to = DATE_NONE,
		.frequency = FREQUENCY_ONCE };
	const struct rating_rules rules = make_rules(settings);
	const struct rating_case facts = { .account = "100417",
		.plan_code = "RES-TOU",
		.cycle = CYCLE_MONTHLY,
		.open = DAY(2025, 10, 1),
		.close = DATE_NONE,
		.billed_to = DAY(2026, 9, 30),
		.end_date = DAY(2026, 10, 31),
		.discount_percent = DECIMAL_ZERO,
		.has_postal = true,
		.prices = PRICES,
		.price_count = LENGTH(PRICES),
		.meters = meters,
		.meter_count = REGISTERS,
		.charges = &charge,
		.charge_count = 1,
		.rules = &rules };

	if (rating_rate(&facts, &s->arena, result, e) != 0)
		return (-1);
	if (result->outcome != RATING_BILLED)
		return (err_reject(e, "the sample cannot be billed by the settings: %s",
		    result->exception_count > 0 ? result->exceptions[0].detail : result->reason));
	return (0);
}

/* ---- the bill as a document ------------------------------------------------------------------ */

/* Make the lines, each with its heading; a meter that the working names is not named again. */
static struct document_line *
make_lines(struct specimen *s, const struct rating_result *result, const struct locale *locale)
{
	struct document_line *lines = arena_new(&s->arena, result->line_count, sizeof(*lines));
	enum text service = service_of_product("POWER");
	size_t i;

	for (i = 0; i < result->line_count; i++) {
		const struct rating_line *line = &result->lines[i];
		enum service_line group = line->kind == LINE_CHARGE ? SERVICE_CHARGE
		    : line->kind == LINE_DISCOUNT                   ? SERVICE_DISCOUNT
								    : SERVICE_SUPPLIED;

		lines[i] = (struct document_line){ .group = service_heading(locale, group,
						       line->meter_type, &service),
			.description = line->description,
			.meter = "",
			.working = { .steps = line->working },
			.quantity = line->quantity,
			.unit = line->unit,
			.price = line->price,
			.percent = line->kind == LINE_DISCOUNT,
			.from = line->from,
			.to = line->to,
			.days = line->days,
			.tier = line->tier,
			.amount_minor = line->amount_minor,
			.tax_code = line->tax_code };
	}
	return (lines);
}

/* Make the reads that were used. */
static struct document_usage *
make_usages(struct specimen *s, const struct rating_result *result, const struct locale *locale)
{
	struct document_usage *usages = arena_new(&s->arena, result->usage_count, sizeof(*usages));
	size_t i;

	for (i = 0; i < result->usage_count; i++) {
		const struct rating_usage *usage = &result->usages[i];

		usages[i] = (struct document_usage){ .meter = usage->meter,
			.serial = usage->serial,
			.meter_type = usage->meter_type,
			.type_name = service_register(locale, usage->meter_type),
			.from_day = usage->from_day,
			.to_day = usage->to_day,
			.from_value = usage->from_value,
			.to_value = usage->to_value,
			.from_estimated = usage->from_estimated,
			.to_estimated = usage->to_estimated,
			.rolled_over = usage->rolled_over,
			.multiplier = usage->multiplier,
			.quantity = usage->quantity,
			.unit = usage->unit };
	}
	return (usages);
}

/* Make the use of the months before from the same reads, for the chart. */
static void
make_history(struct specimen *s, const struct rating_meter *meters, const struct settings *settings)
{
	const struct rating_past_question question = { .before = DAY(2026, 9, 30),
		.least = DAY(2025, 10, 1),
		.cycle = CYCLE_MONTHLY,
		.places = settings->rules.quantity_places };
	struct rating_past past[PAST_MOST];
	size_t count = past_find(meters, REGISTERS, &question, past), i;
	struct document_history *history = arena_new(&s->arena, PAST_MOST, sizeof(*history));

	for (i = 0; i < count; i++)
		history[i] =
		    (struct document_history){ past[i].from, past[i].to, past[i].quantity, "kWh" };
	s->model.history = history;
	s->model.history_count = count;
}

/* Rate the account, and put the result into the model. */
static int
make_charges(struct specimen *s, const struct settings *settings, struct err *e)
{
	const struct locale *locale = locale_find(s->model.language);
	struct rating_meter *meters = make_meters(&s->arena);
	struct document_model *m = &s->model;
	struct rating_result result;
	struct document_tax *taxes;
	struct registers bill;
	size_t i;

	if (rate(s, settings, meters, &result, e) != 0)
		return (-1);
	bill = (struct registers){ make_usages(s, &result, locale), result.usage_count,
		make_lines(s, &result, locale), result.line_count };
	registers_shorten(&bill, &s->arena);
	taxes = arena_new(&s->arena, result.tax_count + 1, sizeof(*taxes));
	for (i = 0; i < result.tax_count; i++)
		taxes[i] = (struct document_tax){ result.taxes[i].code, result.taxes[i].percent,
			result.taxes[i].net_minor, result.taxes[i].tax_minor };
	m->lines = bill.lines;
	m->line_count = bill.line_count;
	m->usages = bill.usages;
	m->usage_count = bill.usage_count;
	m->taxes = taxes;
	m->tax_count = result.tax_count;
	m->net_minor = result.net_minor;
	m->tax_minor = result.tax_minor;
	m->total_minor = result.total_minor;
	m->period_from = result.from;
	m->period_to = result.to;
	make_history(s, meters, settings);
	return (0);
}

/* Make an invoice with everything that an invoice may have. */
static int
make_bill(struct specimen *s, const struct settings *settings, const char *language, struct err *e)
{
	struct document_model *m = &s->model;

	*s = (struct specimen){ .arena = ARENA_EMPTY,
		.model = { .kind = DOCUMENT_INVOICE,
		    .sender_name = "Harbour Quarter Utilities",
		    .sender_lines = { "Level 4, 12 Wharf Street", "Newcastle NSW 2300", "Australia",
			"", "", "" },
		    .sender_street = "Level 4, 12 Wharf Street",
		    .sender_postcode = "2300",
		    .sender_town = "Newcastle NSW",
		    .sender_country = "Australia",
		    .layout = "",
		    .logo = "",
		    .sender_tax_number = "51 824 753 556",
		    .sender_email = "accounts@harbourquarter.example",
		    .bank_name = "Harbour Quarter Utilities Trust",
		    .bank_account = "DE89 3704 0044 0532 0130 00",
		    .biller_code = "838492",
		    .recipient = { "Ms Eleanor Whitfield", "Unit 1204, Tower B",
			"88 Honeysuckle Drive", "Newcastle NSW 2300", "Australia", "" },
		    .payer = { "", "", "", "", "" },
		    .invoice_number = "INV-0000417",
		    .reverses = "",
		    .account_number = "100417",
		    .account_name = "Eleanor Whitfield",
		    .site = "HQ-B-1204",
		    .supply_address =
			"Unit 1204, Tower B, 88 Honeysuckle Drive, Newcastle NSW 2300",
		    .plan = "RES-TOU",
		    .invoice_date = DAY(2026, 11, 2),
		    .due_date = DAY(2026, 11, 23),
		    .period_from = DAY(2026, 10, 1),
		    .period_to = DAY(2026, 10, 31),
		    .currency = settings->currency,
		    .minor_places = settings->rules.minor_places,
		    .tax_per_line = settings->rules.tax_per_line,
		    .language = language,
		    .previous_minor = 21455,
		    .received_minor = 20000,
		    .adjusted_minor = -350,
		    .messages = { "The plant room is closed on 14 November from 9 to 11 in the "
				  "morning.",
			"", "", "" } } };
	if (make_charges(s, settings, e) != 0)
		return (-1);
	m->due_minor = m->previous_minor - m->received_minor + m->adjusted_minor + m->total_minor;
	return (0);
}

/*
 * Make a statement of the same account: a payment, a correction, and the invoice, which is not due
 * yet; the rest is late.
 */
static void
make_statement(struct specimen *s)
{
	struct document_model *m = &s->model;
	int64_t left = m->previous_minor - m->received_minor;

	s->entries[0] = (struct document_entry){ .kind = ENTRY_RECEIPT,
		.day = DAY(2026, 10, 5),
		.due = DATE_NONE,
		.reference = "BANK 20261005",
		.amount_minor = -m->received_minor,
		.balance_minor = left };
	s->entries[1] = (struct document_entry){ .kind = ENTRY_ADJUSTMENT,
		.day = DAY(2026, 10, 12),
		.due = DATE_NONE,
		.reference = "",
		.amount_minor = m->adjusted_minor,
		.balance_minor = left + m->adjusted_minor };
	s->entries[2] = (struct document_entry){ .kind = ENTRY_INVOICE,
		.day = DAY(2026, 10, 31),
		.due = DAY(2026, 11, 23),
		.reference = "INV-0000417",
		.amount_minor = m->total_minor,
		.balance_minor = m->due_minor };
	m->entry_count = 3;
	m->invoice_number = "S20261102-0003-00007";
	m->bands_minor[0] = m->total_minor;
	m->bands_minor[2] = left + m->adjusted_minor;
}

/* Make a reminder of two invoices that are overdue, the older one at this level. */
static void
make_reminder(struct specimen *s, int level)
{
	struct document_model *m = &s->model;

	s->entries[0] = (struct document_entry){ ENTRY_INVOICE, DAY(2026, 8, 2), DAY(2026, 8, 23),
		71, level, "INV-0000317", 18240, 4000, 4000 };
	s->entries[1] = (struct document_entry){ ENTRY_INVOICE, DAY(2026, 9, 2), DAY(2026, 9, 23),
		40, level > 1 ? level - 1 : 1, "INV-0000366", 21455, 21455, 25455 };
	m->entry_count = 2;
	m->invoice_number = "R20261102-0004-00007";
	m->level = level;
	m->previous_minor = m->received_minor = m->adjusted_minor = 0;
	m->total_minor = m->due_minor = 25455;
	m->due_date = DAY(2026, 11, 16);
}

int
specimen_make(struct specimen *s, enum document_kind kind, int level,
    const struct settings *settings, const char *language, struct err *e)
{
	struct document_model *m = &s->model;

	if (make_bill(s, settings, language, e) != 0)
		return (-1);
	if (kind == DOCUMENT_INVOICE)
		return (0);

	/* Remove the lines of the invoice: a letter has none. */
	if (kind == DOCUMENT_STATEMENT)
		make_statement(s);
	else
		make_reminder(s, level);
	m->kind = kind;
	m->entries = s->entries;
	m->line_count = m->usage_count = m->tax_count = m->history_count = 0;
	m->net_minor = m->tax_minor = 0;
	return (0);
}

void
specimen_release(struct specimen *s)
{
	arena_release(&s->arena);
}
