#include "command/specimen.h"

#include "base/compiler.h"
#include "base/date.h"

#define DAY(y, m, d) date_from_ymd((y), (m), (d))

static const struct document_usage USAGES[SPECIMEN_USAGES] = {
	{ .meter = "M4471",
	    .serial = "4471882",
	    .meter_type = "PEAK",
	    .type_name = "Peak",
	    .from_value = { 481203, 1 },
	    .to_value = { 483129, 1 },
	    .multiplier = { 1, 0 },
	    .quantity = { 1926, 1 },
	    .unit = "kWh" },
	{ .meter = "M4471",
	    .serial = "4471882",
	    .meter_type = "OFFPEAK",
	    .type_name = "Off-peak",
	    .from_value = { 310248, 1 },
	    .to_value = { 311570, 1 },
	    .to_estimated = true,
	    .multiplier = { 1, 0 },
	    .quantity = { 1322, 1 },
	    .unit = "kWh" },
};

#define LINE(head, text, many, many_places, of, each, each_places, sum) \
	{ .group = (head), \
		.description = (text), \
		.meter = "", \
		.quantity = { (many), (many_places) }, \
		.unit = (of), \
		.price = { (each), (each_places) }, \
		.days = 31, \
		.amount_minor = (sum), \
		.tax_code = "GST" }

static const struct document_line LINES[SPECIMEN_LINES] = {
	LINE("Electricity", "Peak electricity", 1926, 1, "kWh", 3890, 4, 7492),
	LINE("Electricity", "Off-peak electricity", 1322, 1, "kWh", 1965, 4, 2598),
	LINE("Electricity", "Daily supply charge", 31, 0, "day", 10420, 4, 3230),
	LINE("Other charges", "Meter testing", 1, 0, "", 4550, 2, 4550),
};

/* What was read, what it costs, and what was used before. */
static void
make_lists(struct specimen *s)
{
	static const int USE[SPECIMEN_HISTORY] = { 304, 336, 384, 455, 361, 341, 289, 322, 377, 429,
		400, 321 };
	size_t i;

	for (i = 0; i < LENGTH(LINES); i++) {
		s->lines[i] = LINES[i];
		s->lines[i].from = DAY(2026, 10, 1);
		s->lines[i].to = DAY(2026, 10, 31);
		s->model.net_minor += LINES[i].amount_minor;
	}
	for (i = 0; i < LENGTH(USAGES); i++) {
		s->usages[i] = USAGES[i];
		s->usages[i].from_day = DAY(2026, 9, 30);
		s->usages[i].to_day = DAY(2026, 10, 31);
	}
	for (i = 0; i < LENGTH(USE); i++) {
		int32_t from = date_add_months(DAY(2025, 10, 1), (int)i);

		s->history[i] = (struct document_history){ from, date_add_months(from, 1) - 1,
			{ USE[i], 0 }, "kWh" };
	}
}

/* A bill with everything that a bill may have. */
static void
make_bill(struct specimen *s)
{
	*s = (struct specimen){
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
		    .currency = "EUR",
		    .minor_places = 2,
		    .language = "en",
		    .previous_minor = 21455,
		    .received_minor = 20000,
		    .adjusted_minor = -350,
		    .messages = { "The plant room is closed on 14 November from 9 to 11 in the "
				  "morning.",
			"", "", "" } }
	};
	make_lists(s);
	s->model.tax_minor = s->model.net_minor / 10;
	s->model.total_minor = s->model.net_minor + s->model.tax_minor;
	s->model.due_minor = s->model.previous_minor - s->model.received_minor +
	    s->model.adjusted_minor + s->model.total_minor;
	s->tax = (struct document_tax){ "GST", { 10, 0 }, s->model.net_minor, s->model.tax_minor };
	s->model.lines = s->lines;
	s->model.line_count = LENGTH(LINES);
	s->model.usages = s->usages;
	s->model.usage_count = LENGTH(USAGES);
	s->model.history = s->history;
	s->model.history_count = LENGTH(s->history);
	s->model.taxes = &s->tax;
	s->model.tax_count = 1;
}

/*
 * The same account in a statement: what came in, a correction, and the bill, which is not due yet;
 * the rest is late.
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

/* Two bills that are overdue, the older one at this level. */
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

void
specimen_make(struct specimen *s, enum document_kind kind, int level)
{
	struct document_model *m = &s->model;

	make_bill(s);
	if (kind == DOCUMENT_INVOICE)
		return;

	/* A letter bills nothing. */
	if (kind == DOCUMENT_STATEMENT)
		make_statement(s);
	else
		make_reminder(s, level);
	m->kind = kind;
	m->entries = s->entries;
	m->line_count = m->usage_count = m->tax_count = m->history_count = 0;
	m->net_minor = m->tax_minor = 0;
}
