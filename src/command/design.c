#include <errno.h>

#include <unistd.h>

#include "command/command.h"
#include "config/app.h"
#include "command/specimen.h"
#include "base/memory.h"
#include "command/command.h"
#include "document/layout_fields.h"
#include "document/payment_codes.h"
#include "layout/layout_read.h"
#include "words/locale.h"
#include "document/trial.h"
#include "config/settings.h"

#define FILE_MOST (1 << 20)

/* A layout that somebody works on, and all that is needed to draw it. */
struct draft {
	struct arena arena;
	struct settings settings;
	struct layout *layout;
	struct document_file file, *pictures;
	size_t picture_count, picture_room;
	struct document_stock *stock;
};

/* Read a whole file, with a NUL after its bytes: 1; 0 if there is none; -1. */
static int
find_file(const char *path, struct buf *bytes, struct err *e)
{
	FILE *file = fopen(path, "rb");
	size_t got;
	bool failed;

	buf_reset(bytes);
	if (file == NULL && errno == ENOENT)
		return (0);
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
	return (bytes->length <= FILE_MOST
		? 1
		: err_reject(e, "%s is larger than %d bytes", path, FILE_MOST));
}

/* Read a file that has to be there: 0, -1. */
static int
read_layout_file(const char *path, struct buf *bytes, struct err *e)
{
	int rc = find_file(path, bytes, e);

	if (rc == 0)
		return (err_reject(e, "%s cannot be read: %s", path, strerror(ENOENT)));
	return (rc == 1 ? 0 : -1);
}

/* Read the file of windows beside the layout, if there is one. */
static int
read_windows(struct draft *d, const char *name, struct buf *text, const char **windows,
    struct err *e)
{
	const char *slash = strrchr(name, '/');
	const char *path = arena_printf(&d->arena, "%.*swindows.ini",
	    slash == NULL ? 0 : (int)(slash - name + 1), name);

	int rc = find_file(path, text, e);

	if (rc == 1)
		*windows = arena_string(&d->arena, buf_text(text));
	return (rc < 0 ? -1 : 0);
}

/* Find the text of a layout: in a file, or among those that the program carries. */
static int
read_layout(struct draft *d, const char *name, struct err *e)
{
	const char *shipped = layout_shipped(name);
	struct layout_file file = { .name = name, .fields = &LAYOUT_FIELDS };
	struct buf text = BUF_EMPTY;
	int rc = 0;

	if (shipped != NULL)
		buf_add_string(&text, shipped);
	else
		rc = read_layout_file(name, &text, e);
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

/* Read the file of a picture, whose name in the layout is `name`. */
static int
read_picture(struct draft *d, const char *name, const char *path, struct err *e)
{
	struct buf bytes = BUF_EMPTY;
	int rc = read_layout_file(path, &bytes, e);

	d->pictures = arena_grow(&d->arena, d->pictures, d->picture_count, &d->picture_room,
	    sizeof(*d->pictures));
	if (rc == 0)
		d->pictures[d->picture_count++] = (struct document_file){ name,
			arena_bytes(&d->arena, buf_text(&bytes), bytes.length), bytes.length };
	buf_release(&bytes);
	return (rc);
}

/* Read the pictures that the layout names: they are in its folder. */
static int
read_pictures(struct draft *d, const char *logo, struct err *e)
{
	const char *slash = strrchr(d->file.name, '/'), *name;
	int folder = slash == NULL ? 0 : (int)(slash - d->file.name + 1);
	size_t at = 0;

	while ((name = layout_picture(d->layout, &at)) != NULL)
		if (read_picture(d, name,
			arena_printf(&d->arena, "%.*s%s", folder, d->file.name, name), e) != 0)
			return (err_context(e, "layout %s", d->file.name));
	return (logo[0] == '\0' ? 0 : read_picture(d, logo, logo, e));
}

/* Read the settings of the spool; if there is no spool, take those of a new one. */
static int
read_settings(struct draft *d, const char *spool, struct err *e)
{
	const char *path = arena_printf(&d->arena, "%s/billspool.conf", spool);
	struct buf text = BUF_EMPTY;
	char *fresh = NULL;
	int rc = 0;

	if (access(path, F_OK) == 0)
		rc = read_layout_file(path, &text, e);
	else
		fresh = settings_default_text();
	if (rc == 0)
		rc = settings_parse(fresh != NULL ? fresh : buf_text(&text), &d->settings, e);
	buf_release(&text);
	free(fresh);
	return (rc);
}

/* Read a layout with its pictures, and the settings of a spool. Call draft_release in any case. */
static int
draft_open(struct draft *d, const char *spool, const char *name, const char *logo, struct err *e)
{
	*d = (struct draft){ .arena = ARENA_EMPTY };
	if (read_settings(d, spool, e) != 0 || read_layout(d, name, e) != 0)
		return (-1);
	return (read_pictures(d, logo, e));
}

/*
 * Prepare fonts and pictures to draw it with: for the texts of a document, or with NULL for the
 * layout's own texts.
 */
static int
draft_prepare(struct draft *d, const struct document_model *model, struct err *e)
{
	const struct document_style style = { .font_regular = d->settings.font_regular,
		.font_bold = d->settings.font_bold,
		.other_regular = d->settings.font_other_regular,
		.other_bold = d->settings.font_other_bold,
		.accent = d->settings.accent,
		.layouts = &d->file,
		.layout_count = 1,
		.pictures = d->pictures,
		.picture_count = d->picture_count };
	struct document_charset *set = document_charset_new();
	int rc;

	if (model != NULL)
		document_charset_add_model(set, model);
	rc = document_stock_new(&style, set, &d->stock, e);
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

/* The words of the command line. */
struct layout_wanted {
	int64_t level;
};

static const struct layout_wanted DEFAULTS = { .level = 1 };

static const struct command_option PREVIEW_OPTIONS[] = {
	{ "level", 0, "N", "of a reminder, 1 to 3 (default: 1)", COMMAND_NUMBER,
	    offsetof(struct layout_wanted, level), 1, 3, false },
};

/* ---- the commands ---------------------------------------------------------------------------- */

static int
write_pdf(const char *path, const struct buf *bytes, struct err *e)
{
	FILE *file = fopen(path, "wb");
	bool failed = file == NULL || fwrite(bytes->data, 1, bytes->length, file) != bytes->length;

	if (file != NULL && fclose(file) != 0)
		failed = true;
	return (failed ? err_reject(e, "%s cannot be written: %s", path, strerror(errno)) : 0);
}

/* Check the layout as a run would, draw it and write the file. */
static int
draw(const struct document_stock *stock, const struct document_model *model, const char *path,
    struct err *e)
{
	struct document_press *press = document_press_new(stock);
	struct document_facts facts;
	struct buf pdf = BUF_EMPTY;
	int rc = document_check(stock, model, e);

	if (rc == 0)
		rc = document_draw(press, model, &pdf, &facts, e);
	if (rc == 0)
		rc = write_pdf(path, &pdf, e);
	document_press_free(press);
	buf_release(&pdf);
	return (rc);
}

/* The kind of document that a layout is for. */
static enum document_kind
kind_of(const struct layout *layout)
{
	if (!layout_has(layout, LAYOUT_ENTRIES))
		return (DOCUMENT_INVOICE);
	return (layout_has(layout, LAYOUT_SUMMARY) || layout_has(layout, LAYOUT_AGE)
		? DOCUMENT_STATEMENT
		: DOCUMENT_REMINDER);
}

/* The operands: a layout, the PDF to make, a language, a logo. */
static int
preview(const struct command_call *call, struct err *e)
{
	static const char *const NAMES[] = { [DOCUMENT_INVOICE] = "bill",
		[DOCUMENT_STATEMENT] = "statement",
		[DOCUMENT_REMINDER] = "reminder" };
	const struct layout_wanted *wanted = call->wanted;
	const char *name = call->operands[0], *path = call->operands[1];
	const char *language = call->count > 2 ? call->operands[2] : "en";
	const char *logo = call->count > 3 ? call->operands[3] : "";
	struct specimen *specimen;
	enum document_kind kind;
	struct draft d;
	int rc;

	if (locale_language_of(language) < 0)
		return (err_reject(e, "there is no language \"%s\"; there are " TEXTS_LANGUAGE_LIST,
		    language));
	specimen = memory_new(1, sizeof(*specimen));
	rc = draft_open(&d, call->spool, name, logo, e);
	kind = rc == 0 ? kind_of(d.layout) : DOCUMENT_INVOICE;
	if (rc == 0)
		rc = specimen_make(specimen, kind, (int)wanted->level, &d.settings, language, e);
	specimen->model.logo = logo;
	if (rc == 0)
		rc = draft_prepare(&d, &specimen->model, e);
	if (rc == 0)
		rc = draw(d.stock, &specimen->model, path, e);
	if (rc == 0)
		printf("%s shows a %s in the layout %s.\n", path, NAMES[kind], name);
	draft_release(&d);
	specimen_release(specimen);
	free(specimen);
	return (rc);
}

static int
check_layout(const char *spool, const char *name, struct err *e)
{
	struct draft d;
	int rc = draft_open(&d, spool, name, "", e);

	if (rc == 0)
		rc = draft_prepare(&d, NULL, e);
	if (rc == 0)
		rc = trial_layouts(d.stock, e);
	if (rc == 0)
		printf("%s is right: %zu elements.\n", name, d.layout->count);
	draft_release(&d);
	return (rc);
}

static int
show_layout(const char *name, struct err *e)
{
	if (layout_shipped(name) == NULL)
		return (err_reject(e,
		    "the program carries no layout \"%s\"; `billspool layout list` names those "
		    "that it does",
		    name));
	fputs(layout_shipped(name), stdout);
	return (0);
}

/* Print the names that a layout may have between braces. */
static void
list_fields(void)
{
	const struct payment_code *code;
	size_t i;

	printf("Fields, as {name}:\n");
	for (i = 0; i < LAYOUT_FIELDS.count; i++)
		printf("  %s\n", LAYOUT_FIELDS.sources[i].name);
	printf("Of these, codes to pay by, for `data` of an element [code]:\n");
	for (i = 0; (code = payment_codes_at(i)) != NULL; i++)
		printf("  %-20s %s\n", code->name, code->label);
	printf("Texts, as {#key}, and to be changed in [texts] or [texts.de]:\n");
	for (i = 0; i < TEXT_COUNT; i++)
		printf("  %-20s %s\n", texts_name((enum text)i),
		    texts_find(TEXTS_EN, (enum text)i));
}

static void
list_layouts(void)
{
	size_t i;

	for (i = 0; layout_shipped_name(i) != NULL; i++)
		printf("%s\n", layout_shipped_name(i));
}

/* Turn the result of a command into its exit code. */
static int
end(int rc, const struct err *e)
{
	return (rc == 0 ? EXIT_DONE : app_fail(e));
}

static int
layout_run_list(const struct command_call *call)
{
	(void)call;
	list_layouts();
	return (EXIT_DONE);
}

static int
layout_run_show(const struct command_call *call)
{
	struct err e = { 0 };

	return (end(show_layout(call->operands[0], &e), &e));
}

static int
layout_run_fields(const struct command_call *call)
{
	(void)call;
	list_fields();
	return (EXIT_DONE);
}

static int
layout_run_check(const struct command_call *call)
{
	struct err e = { 0 };

	return (end(check_layout(call->spool, call->operands[0], &e), &e));
}

static int
layout_run_preview(const struct command_call *call)
{
	struct err e = { 0 };

	return (end(preview(call, &e), &e));
}

const struct command command_layout_list = { .name = "layout list",
	.operands = "",
	.help = "the layouts that the program carries",
	.no_spool = true,
	.run = layout_run_list };

const struct command command_layout_show = { .name = "layout show",
	.operands = "NAME",
	.least = 1,
	.most = 1,
	.help = "the file of one of them, to begin with",
	.no_spool = true,
	.run = layout_run_show };

const struct command command_layout_fields = { .name = "layout fields",
	.operands = "",
	.help = "the fields and fixed texts that a layout can use",
	.no_spool = true,
	.run = layout_run_fields };

const struct command command_layout_check = { .name = "layout check",
	.operands = "FILE",
	.least = 1,
	.most = 1,
	.help = "is this layout right? Names line, key and remedy if not",
	.run = layout_run_check };

static const char PREVIEW_MORE[] =
    "FILE may also be the name of a layout that the program carries; a layout's own pictures are "
    "read\n"
    "from its folder. The sample is a bill, or of a layout with [entries] a statement if it has\n"
    "[summary] or [age], else a reminder of level 1, 2 or 3. LANGUAGE is "
    "one of\n" TEXTS_LANGUAGE_LIST "; LOGO is a PNG or JPEG. Fonts, accent and currency are those "
    "of the\nspool that -s names, if it is one.\n";

const struct command command_layout_preview = { .name = "layout preview",
	.operands = "FILE PDF [LANGUAGE [LOGO]]",
	.least = 2,
	.most = 4,
	.help = "draw a sample with it",
	.more = PREVIEW_MORE,
	.options = PREVIEW_OPTIONS,
	.option_count = LENGTH(PREVIEW_OPTIONS),
	.defaults = &DEFAULTS,
	.wanted_size = sizeof(DEFAULTS),
	.run = layout_run_preview };
