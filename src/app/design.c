#include "app/design.h"

#include <errno.h>

#include "app/app.h"
#include "base/date.h"
#include "base/memory.h"
#include "document/expression.h"
#include "document/layout.h"
#include "run/settings.h"

#define FILE_MOST (1 << 20)

static const char USAGE[] = "usage: billspool layout list                        the layouts that the program carries\n"
    "       billspool layout show NAME                   the file of one of them, to begin with\n"
    "       billspool layout fields                      the fields and fixed texts that a layout can use\n"
    "       billspool layout check FILE                  is this layout right? Names line, key and remedy if not\n"
    "       billspool layout preview FILE PDF [LANGUAGE [LOGO]]\n"
    "                                                    draw a sample bill with it\n"
    "FILE may also be the name of one that the program carries.\n";

/* A whole file, with a NUL behind it. */
static int
read_file(const char *path, struct buf *bytes, struct err *e)
{
	FILE *file = fopen(path, "rb");
	size_t got;

	buf_reset(bytes);
	if (file == NULL)
		return (err_reject(e, "%s cannot be read: %s", path, strerror(errno)));
	do {
		got = fread(buf_reserve(bytes, 4096), 1, 4096, file);
		bytes->length += got;
	} while (got > 0 && bytes->length < FILE_MOST);
	(void)fclose(file);
	buf_add_char(bytes, '\0');
	bytes->length--;
	return (0);
}

/* The text of a layout: a file, or one that the program carries. */
static int
read_layout(const char *name, struct buf *text, struct err *e)
{
	const char *shipped = layout_shipped(name);

	if (shipped == NULL)
		return (read_file(name, text, e));
	buf_reset(text);
	buf_add_string(text, shipped);
	return (0);
}

/* ---- the sample ----------------------------------------------------------------------------------------------- */

#define DAY(y, m, d) date_from_ymd((y), (m), (d))

static const struct document_usage USAGES[] = {
	{ .meter = "M4471", .serial = "4471882", .meter_type = "PEAK", .type_name = "Peak", .from_value = { 481203, 1 }, .to_value = { 483129, 1 },
	    .multiplier = { 1, 0 }, .quantity = { 1926, 1 }, .unit = "kWh" },
	{ .meter = "M4471", .serial = "4471882", .meter_type = "OFFPEAK", .type_name = "Off-peak", .from_value = { 310248, 1 },
	    .to_value = { 311570, 1 }, .to_estimated = true, .multiplier = { 1, 0 }, .quantity = { 1322, 1 }, .unit = "kWh" },
};

#define LINE(head, text, many, many_places, of, each, each_places, sum) \
	{ .group = (head), .description = (text), .meter = "", .working = "", .quantity = { (many), (many_places) }, .unit = (of), \
	    .price = { (each), (each_places) }, .days = 31, .amount_minor = (sum), .tax_code = "GST" }

static const struct document_line LINES[] = {
	LINE("Electricity", "Peak electricity", 1926, 1, "kWh", 3890, 4, 7492), LINE("Electricity", "Off-peak electricity", 1322, 1, "kWh", 1965, 4, 2598),
	LINE("Electricity", "Daily supply charge", 31, 0, "day", 10420, 4, 3230), LINE("Other charges", "Meter testing", 1, 0, "", 4550, 2, 4550),
};

/* The parts of the sample that are worked out. */
struct sample {
	struct document_model model;
	struct document_line lines[LENGTH(LINES)];
	struct document_usage usages[LENGTH(USAGES)];
	struct document_history history[12];
	struct document_tax tax;
};

static void
make_lists(struct sample *s)
{
	static const int USE[] = { 304, 336, 384, 455, 361, 341, 289, 322, 377, 429, 400, 321 };
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

		s->history[i] = (struct document_history){ from, date_add_months(from, 1) - 1, { USE[i], 0 }, "kWh" };
	}
}

/* A bill with everything that a bill may have. */
static void
make_sample(struct sample *s, const char *language, const char *layout, const char *logo)
{
	*s = (struct sample){ .model = { .kind = DOCUMENT_INVOICE, .sender_name = "Harbour Quarter Utilities",
	    .sender_lines = { "Level 4, 12 Wharf Street", "Newcastle NSW 2300", "Australia", "", "", "" },
	    .sender_street = "Level 4, 12 Wharf Street", .sender_postcode = "2300", .sender_town = "Newcastle NSW", .sender_country = "Australia",
	    .layout = layout, .logo = logo, .sender_tax_number = "51 824 753 556", .sender_email = "accounts@harbourquarter.example",
	    .bank_name = "Harbour Quarter Utilities Trust", .bank_account = "DE89 3704 0044 0532 0130 00", .biller_code = "838492",
	    .recipient = { "Ms Eleanor Whitfield", "Unit 1204, Tower B", "88 Honeysuckle Drive", "Newcastle NSW 2300", "Australia", "" },
	    .invoice_number = "INV-0000417", .reverses = "", .account_number = "100417", .account_name = "Eleanor Whitfield",
	    .site = "HQ-B-1204", .supply_address = "Unit 1204, Tower B, 88 Honeysuckle Drive, Newcastle NSW 2300", .plan = "RES-TOU",
	    .invoice_date = DAY(2026, 11, 2), .due_date = DAY(2026, 11, 23), .period_from = DAY(2026, 10, 1), .period_to = DAY(2026, 10, 31),
	    .currency = "EUR", .minor_places = 2, .language = language, .previous_minor = 21455, .received_minor = 20000,
	    .adjusted_minor = -350, .messages = { "The plant room is closed on 14 November from 9 to 11 in the morning.", "", "", "" } } };
	make_lists(s);
	s->model.tax_minor = s->model.net_minor / 10;
	s->model.total_minor = s->model.net_minor + s->model.tax_minor;
	s->model.due_minor = s->model.previous_minor - s->model.received_minor + s->model.adjusted_minor + s->model.total_minor;
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

/* ---- the commands --------------------------------------------------------------------------------------------- */

/* Draw it and write the file. */
static int
draw(const struct document_style *style, const struct document_model *model, const char *path, struct err *e)
{
	struct document_charset *set = document_charset_new();
	struct document_stock *stock = NULL;
	struct document_press *press;
	struct document_facts facts;
	struct buf pdf = BUF_EMPTY;
	FILE *file;
	int rc;

	document_charset_add_model(set, model);
	rc = document_stock_new(style, set, &stock, e);
	if (rc == 0) {
		press = document_press_new(stock);
		rc = document_draw(press, model, &pdf, &facts, e);
		document_press_free(press);
	}
	if (rc == 0) {
		file = fopen(path, "wb");
		if (file == NULL || fwrite(pdf.data, 1, pdf.length, file) != pdf.length || fclose(file) != 0)
			rc = err_reject(e, "%s cannot be written: %s", path, strerror(errno));
	}
	document_stock_free(stock);
	document_charset_free(set);
	buf_release(&pdf);
	return (rc);
}

static int
preview(int argc, char **argv, struct err *e)
{
	struct buf text = BUF_EMPTY, logo = BUF_EMPTY;
	struct document_file layout = { argv[2], NULL, 0 }, picture = { argc > 5 ? argv[5] : "", NULL, 0 };
	struct settings settings;
	struct sample *sample = memory_new(1, sizeof(*sample));
	int rc = settings_parse("", &settings, e);

	if (rc == 0)
		rc = read_layout(argv[2], &text, e);
	if (rc == 0 && argc > 5)
		rc = read_file(argv[5], &logo, e);
	if (rc == 0) {
		const struct document_style style = { .font_regular = settings.font_regular, .font_bold = settings.font_bold,
			.other_regular = settings.font_other_regular, .other_bold = settings.font_other_bold, .accent = settings.accent,
			.layouts = &layout, .layout_count = 1, .pictures = &picture, .picture_count = argc > 5 ? 1 : 0 };

		layout.bytes = buf_text(&text);
		picture.bytes = buf_text(&logo);
		picture.length = logo.length;
		make_sample(sample, argc > 4 ? argv[4] : "en", "", picture.name);
		rc = draw(&style, &sample->model, argv[3], e);
	}
	settings_release(&settings);
	buf_release(&text);
	buf_release(&logo);
	free(sample);
	if (rc == 0)
		printf("%s shows a bill in the layout %s.\n", argv[3], argv[2]);
	return (rc);
}

static int
check(const char *name, struct err *e)
{
	struct arena arena = ARENA_EMPTY;
	struct buf text = BUF_EMPTY;
	struct layout *layout;
	int rc = read_layout(name, &text, e);

	if (rc == 0)
		rc = layout_parse(&arena, name, buf_text(&text), 0x1f5f8b, &layout, e);
	if (rc == 0)
		printf("%s is right: %zu elements.\n", name, layout->count);
	buf_release(&text);
	arena_release(&arena);
	return (rc);
}

static int
show(const char *name, struct err *e)
{
	if (layout_shipped(name) == NULL)
		return (err_reject(e, "the program carries no layout \"%s\"; `billspool layout list` names those that it does", name));
	fputs(layout_shipped(name), stdout);
	return (0);
}

/* What may stand between braces. */
static void
list_fields(void)
{
	size_t i;

	printf("Fields, as {name}:\n");
	for (i = 0; expression_field(i) != NULL; i++)
		printf("  %s\n", expression_field(i));
	printf("Texts, as {#key}, and to be changed in [texts] or [texts.de]:\n");
	for (i = 0; i < TEXT_COUNT; i++)
		printf("  %-20s %s\n", texts_name((enum text)i), texts_find(TEXTS_EN, (enum text)i));
}

static void
list_layouts(void)
{
	size_t i;

	for (i = 0; layout_shipped_name(i) != NULL; i++)
		printf("%s\n", layout_shipped_name(i));
}

int
design_command(int argc, char **argv)
{
	const char *what = argc > 1 ? argv[1] : "";
	struct err e = { 0 };
	int rc = 0;

	if (strcmp(what, "list") == 0 && argc == 2)
		list_layouts();
	else if (strcmp(what, "fields") == 0 && argc == 2)
		list_fields();
	else if (strcmp(what, "show") == 0 && argc == 3)
		rc = show(argv[2], &e);
	else if (strcmp(what, "check") == 0 && argc == 3)
		rc = check(argv[2], &e);
	else if (strcmp(what, "preview") == 0 && argc >= 4 && argc <= 6)
		rc = preview(argc, argv, &e);
	else if (strcmp(what, "--help") == 0)
		fputs(USAGE, stdout);
	else {
		fputs(USAGE, stderr);
		return (EXIT_USAGE);
	}
	return (rc == 0 ? EXIT_DONE : app_fail(&e));
}
