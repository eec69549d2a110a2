#ifndef GOLDEN_SAMPLE_INVOICE_H
#define GOLDEN_SAMPLE_INVOICE_H

/*
 * sample_invoice: invoices to draw, shared by the unit tests, the golden cases and the benchmark.
 * Amounts are made up, but each invoice adds up: sample_sum computes the totals from the lines.
 */
#include "base/date.h"
#include "document/document.h"

#define SAMPLE_LINES 1240
#define SAMPLE_USAGES 8
#define SAMPLE_HISTORY 12

#define SAMPLE_FONT_REGULAR "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf"
#define SAMPLE_OTHER_REGULAR "/usr/share/fonts/truetype/freefont/FreeSans.ttf"
#define SAMPLE_OTHER_BOLD "/usr/share/fonts/truetype/freefont/FreeSansBold.ttf"
#define SAMPLE_FONT_BOLD "/usr/share/fonts/truetype/liberation/LiberationSans-Bold.ttf"

static const struct document_style SAMPLE_STYLE = { SAMPLE_FONT_REGULAR, SAMPLE_FONT_BOLD,
	SAMPLE_OTHER_REGULAR, SAMPLE_OTHER_BOLD, "#1f5f8b", NULL, NULL, 0, 0 };

struct sample {
	struct document_model model;
	struct document_line lines[SAMPLE_LINES];
	struct document_usage usages[SAMPLE_USAGES];
	struct document_tax taxes[3];
	struct document_history history[SAMPLE_HISTORY];
	char invoice_number[32], account_number[32];
};

/* Make the totals right: tax of 10% on all lines, rounded half away from zero, then the account. */
static void
sample_sum(struct sample *s)
{
	struct document_model *m = &s->model;
	size_t i;

	m->net_minor = 0;
	for (i = 0; i < m->line_count; i++)
		m->net_minor += s->lines[i].amount_minor;
	m->tax_minor = (m->net_minor + (m->net_minor < 0 ? -5 : 5)) / 10;
	m->total_minor = m->net_minor + m->tax_minor;
	m->due_minor = m->previous_minor - m->received_minor + m->adjusted_minor + m->total_minor;
	s->taxes[0] = (struct document_tax){ "GST", { 10, 0 }, m->net_minor, m->tax_minor };
	m->tax_count = m->line_count > 0 ? 1 : 0;
	m->taxes = s->taxes;
}

/* Line i of electricity, hot water, or other charges, in that order. */
static void
sample_line(struct sample *s, size_t i, size_t count)
{
	static const char *const USAGE[] = { "Peak usage", "Shoulder usage", "Off-peak usage",
		"Controlled load" };
	struct document_line *l = &s->lines[i];

	*l = (struct document_line){ .group = "Electricity",
		.description = USAGE[i % 4],
		.meter = "",
		.unit = "kWh",
		.from = s->model.period_from,
		.to = s->model.period_to,
		.days = 31,
		.tax_code = "GST" };
	l->quantity = (struct decimal){ 104250 + (int64_t)i * 13171, 3 };
	l->price = (struct decimal){ 2745 + (int64_t)i * 37, 4 };
	if (!decimal_money(l->quantity, l->price, 2, &l->amount_minor))
		l->amount_minor = 0;
	l->tier = (int)(i % 3) + 1;
	if (i * 10 >= count * 6) {
		l->group = "Hot water";
		l->description = i % 2 == 0 ? "Hot water usage" : "Daily supply charge";
		l->unit = i % 2 == 0 ? "kL" : "day";
		l->tier = 0;
	}
	if (i * 10 >= count * 8) {
		l->group = "Other charges";
		l->description = "Meter testing fee";
		l->unit = "";
		l->quantity = (struct decimal){ 1, 0 };
		l->price = (struct decimal){ 4550, 2 };
		l->amount_minor = 4550;
		l->days = 0;
	}
}

/* Reads of two meters with three registers, one estimated, one rolled over. */
static void
sample_reads(struct sample *s, size_t count)
{
	size_t i;

	for (i = 0; i < count && i < SAMPLE_USAGES; i++) {
		s->usages[i] = (struct document_usage){ .meter = i < 3 ? "E1" : "W2",
			.serial = i < 3 ? "0412887" : "77-1032",
			.meter_type = i % 3 == 0 ? "PEAK"
			    : i % 3 == 1         ? "SHOULDER"
						 : "OFFPEAK",
			.from_day = s->model.period_from - 1,
			.type_name = i % 3 == 0 ? "Peak"
			    : i % 3 == 1        ? "Shoulder"
						: "Off-peak",
			.to_day = s->model.period_to,
			.unit = i < 3 ? "kWh" : "kL",
			.multiplier = { 1, 0 } };
		s->usages[i].from_value = (struct decimal){ 48211375 + (int64_t)i * 1000017, 3 };
		s->usages[i].quantity = (struct decimal){ 104250 + (int64_t)i * 13171, 3 };
		s->usages[i].to_value =
		    (struct decimal){ s->usages[i].from_value.units + s->usages[i].quantity.units,
			    3 };
	}
	s->usages[1].to_estimated = true;
	s->usages[2].rolled_over = true;
	s->model.usages = s->usages;
	s->model.usage_count = count;
}

/* The twelve months before, with a winter. */
static void
sample_history(struct sample *s)
{
	static const int USE[] = { 341, 355, 362, 390, 455, 512, 540, 498, 430, 377, 352, 349 };
	size_t i;

	for (i = 0; i < SAMPLE_HISTORY; i++) {
		s->history[i].from = date_add_months(date_from_ymd(2025, 10, 1), (int)i);
		s->history[i].to = date_add_months(date_from_ymd(2025, 10, 1), (int)i + 1) - 1;
		s->history[i].quantity = (struct decimal){ USE[i], 0 };
		s->history[i].unit = "kWh";
	}
	s->model.history = s->history;
	s->model.history_count = SAMPLE_HISTORY;
}

/* An invoice of `lines` lines and `reads` reads, numbered. */
static void
sample_invoice(struct sample *s, size_t lines, size_t reads, unsigned int number)
{
	struct document_model *m = &s->model;
	size_t i;

	memset(s, 0, sizeof(*s));
	(void)snprintf(s->invoice_number, sizeof(s->invoice_number), "INV-%06u", number);
	(void)snprintf(s->account_number, sizeof(s->account_number), "%u", 100000 + number);
	*m = (struct document_model){ .kind = DOCUMENT_INVOICE,
		.sender_name = "Harbour Quarter Utilities",
		.sender_lines = { "Level 4, 12 Wharf Street", "Newcastle NSW 2300", "Australia", "",
		    "", "" },
		.sender_street = "Level 4, 12 Wharf Street",
		.sender_postcode = "2300",
		.sender_town = "Newcastle NSW",
		.sender_country = "Australia",
		.layout = "",
		.logo = "",
		.sender_tax_number = "51 824 753 556",
		.sender_email = "accounts@harbourquarter.example",
		.bank_name = "Harbour Quarter Utilities Trust",
		.bank_account = "062-000 1234 5678",
		.biller_code = "838 492",
		.recipient = { "Ms Eleanor Whitfield", "Unit 1204, Tower B", "88 Honeysuckle Drive",
		    "Newcastle NSW 2300", "Australia", "" },
		.payer = { "", "", "", "", "" },
		.invoice_number = s->invoice_number,
		.reverses = "",
		.account_number = s->account_number,
		.account_name = "Eleanor Whitfield",
		.site = "HQ-B-1204",
		.supply_address = "Unit 1204, Tower B, 88 Honeysuckle Drive, Newcastle NSW 2300",
		.plan = "RES-TOU-2026",
		.invoice_date = date_from_ymd(2026, 11, 2),
		.due_date = date_from_ymd(2026, 11, 23),
		.period_from = date_from_ymd(2026, 10, 1),
		.period_to = date_from_ymd(2026, 10, 31),
		.currency = "AUD",
		.minor_places = 2,
		.language = "en",
		.previous_minor = 21455,
		.received_minor = 20000,
		.adjusted_minor = -350,
		.messages = { "", "", "", "" } };
	m->lines = s->lines;
	m->line_count = lines;
	for (i = 0; i < lines; i++)
		sample_line(s, i, lines);
	sample_reads(s, reads);
	sample_history(s);
	sample_sum(s);
}

#endif
