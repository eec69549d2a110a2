#include "app/design.h"

#include <errno.h>
#include <unistd.h>

#include "app/app.h"
#include "base/date.h"
#include "base/memory.h"
#include "document/layout.h"
#include "document/locale.h"
#include "document/source.h"
#include "run/settings.h"

#define FILE_MOST (1 << 20)

static const char USAGE[] = "usage: billspool layout list                        the layouts that the program carries\n"
    "       billspool layout show NAME                   the file of one of them, to begin with\n"
    "       billspool layout fields                      the fields and fixed texts that a layout can use\n"
    "       billspool layout check FILE                  is this layout right? Names line, key and remedy if not\n"
    "       billspool layout preview FILE PDF [LANGUAGE [LOGO]]\n"
    "                                                    draw a sample bill with it: en, de, fr or pl; a PNG or JPEG\n"
    "FILE may also be the name of one that the program carries; its own pictures lie beside it.\n";

/* A layout that somebody works on, with all that it needs to be drawn. */
struct draft {
	struct arena arena;
	struct settings settings;
	struct layout *layout;
	struct document_file file, *pictures;
	size_t picture_count, picture_room;
	struct document_stock *stock;
};

/* A whole file, with a NUL behind it. */
static int
read_file(const char *path, struct buf *bytes, struct err *e)
{
	FILE *file = fopen(path, "rb");
	size_t got;
	bool failed;

	buf_reset(bytes);
	if (file == NULL)
		return (err_reject(e, "%s cannot be read: %s", path, strerror(errno)));
	do {
		got = fread(buf_reserve(bytes, 4096), 1, 4096, file);
		bytes->length += got;
	} while (got > 0 && bytes->length <= FILE_MOST);
	failed = ferror(file) != 0;
	(void)fclose(file);
	buf_add_char(bytes, '\0');
	bytes->length--;
	if (failed)
		return (err_reject(e, "%s cannot be read; name a file", path));
	return (bytes->length <= FILE_MOST ? 0 : err_reject(e, "%s is larger than %d bytes", path, FILE_MOST));
}

/* A file of windows beside the layout, if there is one. */
static int
read_windows(struct draft *d, const char *name, struct buf *text, const char **windows, struct err *e)
{
	const char *slash = strrchr(name, '/');
	const char *path = arena_printf(&d->arena, "%.*swindows.ini", slash == NULL ? 0 : (int)(slash - name + 1), name);

	if (access(path, F_OK) != 0)
		return (0);
	if (read_file(path, text, e) != 0)
		return (-1);
	*windows = arena_string(&d->arena, buf_text(text));
	return (0);
}

/* The text of a layout: a file, or one that the program carries. */
static int
read_layout(struct draft *d, const char *name, struct err *e)
{
	const char *shipped = layout_shipped(name);
	struct layout_file file = { .name = name };
	struct buf text = BUF_EMPTY;
	int rc = 0;

	if (shipped != NULL)
		buf_add_string(&text, shipped);
	else
		rc = read_file(name, &text, e);
	if (rc == 0) {
		file.text = arena_string(&d->arena, buf_text(&text));
		rc = shipped != NULL ? 0 : read_windows(d, name, &text, &file.windows, e);
	}
	buf_release(&text);
	if (rc != 0 || layout_read(&d->arena, &file, &d->layout, e) != 0)
		return (-1);
	d->file = (struct document_file){ name, d->layout->source, strlen(d->layout->source) };
	return (0);
}

/* A picture's file, known by `name`. */
static int
read_picture(struct draft *d, const char *name, const char *path, struct err *e)
{
	struct buf bytes = BUF_EMPTY;
	int rc = read_file(path, &bytes, e);

	d->pictures = arena_grow(&d->arena, d->pictures, d->picture_count, &d->picture_room, sizeof(*d->pictures));
	if (rc == 0)
		d->pictures[d->picture_count++] = (struct document_file){ name, arena_bytes(&d->arena, buf_text(&bytes), bytes.length),
			bytes.length };
	buf_release(&bytes);
	return (rc);
}

/* The pictures that the layout names lie beside it. */
static int
read_pictures(struct draft *d, const char *logo, struct err *e)
{
	const char *slash = strrchr(d->file.name, '/'), *name;
	int folder = slash == NULL ? 0 : (int)(slash - d->file.name + 1);
	size_t at = 0;

	while ((name = layout_picture(d->layout, &at)) != NULL)
		if (read_picture(d, name, arena_printf(&d->arena, "%.*s%s", folder, d->file.name, name), e) != 0)
			return (err_context(e, "layout %s", d->file.name));
	return (logo[0] == '\0' ? 0 : read_picture(d, logo, logo, e));
}

/* Read a layout with its pictures and fonts, for these texts or, with NULL, its own. draft_release in any case. */
static int
draft_open(struct draft *d, const char *name, const char *logo, const struct document_model *model, struct err *e)
{
	struct document_charset *set = document_charset_new();
	struct document_style style;
	int rc;

	*d = (struct draft){ .arena = ARENA_EMPTY };
	rc = settings_parse("", &d->settings, e);
	if (rc == 0)
		rc = read_layout(d, name, e);
	if (rc == 0)
		rc = read_pictures(d, logo, e);
	if (rc == 0) {
		style = (struct document_style){ .font_regular = d->settings.font_regular, .font_bold = d->settings.font_bold,
			.other_regular = d->settings.font_other_regular, .other_bold = d->settings.font_other_bold,
			.accent = d->settings.accent, .layouts = &d->file, .layout_count = 1, .pictures = d->pictures,
			.picture_count = d->picture_count };
		if (model != NULL)
			document_charset_add_model(set, model);
		rc = document_stock_new(&style, set, &d->stock, e);
	}
	document_charset_free(set);
	return (rc);
}

static void
draft_release(struct draft *d)
{
	document_stock_free(d->stock);
	settings_release(&d->settings);
	arena_release(&d->arena);
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

static int
write_file(const char *path, const struct buf *bytes, struct err *e)
{
	FILE *file = fopen(path, "wb");
	bool failed = file == NULL || fwrite(bytes->data, 1, bytes->length, file) != bytes->length;

	if (file != NULL && fclose(file) != 0)
		failed = true;
	return (failed ? err_reject(e, "%s cannot be written: %s", path, strerror(errno)) : 0);
}

/* Check it as a run would, draw it and write the file. */
static int
draw(const struct document_stock *stock, const struct document_model *model, const char *path, struct err *e)
{
	struct document_press *press = document_press_new(stock);
	struct document_facts facts;
	struct buf pdf = BUF_EMPTY;
	int rc = document_check(stock, model, e);

	if (rc == 0)
		rc = document_draw(press, model, &pdf, &facts, e);
	if (rc == 0)
		rc = write_file(path, &pdf, e);
	document_press_free(press);
	buf_release(&pdf);
	return (rc);
}

static int
preview(int argc, char **argv, struct err *e)
{
	const char *language = argc > 4 ? argv[4] : "en", *logo = argc > 5 ? argv[5] : "";
	struct sample *sample;
	struct draft d;
	int rc;

	if (strcmp(locale_code(locale_find(language)), language) != 0)
		return (err_reject(e, "there is no language \"%s\"; there are en, de, fr and pl", language));
	sample = memory_new(1, sizeof(*sample));
	make_sample(sample, language, "", logo);
	rc = draft_open(&d, argv[2], logo, &sample->model, e);
	if (rc == 0)
		rc = draw(d.stock, &sample->model, argv[3], e);
	if (rc == 0)
		printf("%s shows a bill in the layout %s.\n", argv[3], argv[2]);
	draft_release(&d);
	free(sample);
	return (rc);
}

static int
check(const char *name, struct err *e)
{
	struct draft d;
	int rc = draft_open(&d, name, "", NULL, e);

	if (rc == 0)
		printf("%s is right: %zu elements.\n", name, d.layout->count);
	draft_release(&d);
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
	for (i = 0; source_name_at(i) != NULL; i++)
		printf("  %s\n", source_name_at(i));
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
