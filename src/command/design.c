#include "command/design.h"

#include <errno.h>
#include <unistd.h>

#include "config/app.h"
#include "command/specimen.h"
#include "base/memory.h"
#include "base/text.h"
#include "document/layout_fields.h"
#include "document/payment_codes.h"
#include "layout/layout_read.h"
#include "words/locale.h"
#include "document/trial.h"
#include "config/settings.h"

#define FILE_MOST (1 << 20)

static const char USAGE[] =
    "usage: billspool layout list                        the layouts that the program carries\n"
    "       billspool layout show NAME                   the file of one of them, to begin with\n"
    "       billspool layout fields                      the fields and fixed texts that a layout "
    "can use\n"
    "       billspool layout check FILE                  is this layout right? Names line, key and "
    "remedy if not\n"
    "       billspool layout preview FILE PDF [LANGUAGE [LOGO]] [--level N]\n"
    "                                                    draw a sample with it: a bill, or of a "
    "layout with [entries] a statement if\n"
    "                                                    it has [summary] or [age], else a "
    "reminder of level 1, 2 or 3; in a language\n"
    "                                                    (" TEXTS_LANGUAGE_LIST
    "); with a PNG or JPEG as logo\n"
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
	return (bytes->length <= FILE_MOST
		? 0
		: err_reject(e, "%s is larger than %d bytes", path, FILE_MOST));
}

/* A file of windows beside the layout, if there is one. */
static int
read_windows(struct draft *d, const char *name, struct buf *text, const char **windows,
    struct err *e)
{
	const char *slash = strrchr(name, '/');
	const char *path = arena_printf(&d->arena, "%.*swindows.ini",
	    slash == NULL ? 0 : (int)(slash - name + 1), name);

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
	struct layout_file file = { .name = name, .fields = &LAYOUT_FIELDS };
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

	d->pictures = arena_grow(&d->arena, d->pictures, d->picture_count, &d->picture_room,
	    sizeof(*d->pictures));
	if (rc == 0)
		d->pictures[d->picture_count++] = (struct document_file){ name,
			arena_bytes(&d->arena, buf_text(&bytes), bytes.length), bytes.length };
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
		if (read_picture(d, name,
			arena_printf(&d->arena, "%.*s%s", folder, d->file.name, name), e) != 0)
			return (err_context(e, "layout %s", d->file.name));
	return (logo[0] == '\0' ? 0 : read_picture(d, logo, logo, e));
}

/* Read a layout with its pictures. draft_release in any case. */
static int
draft_open(struct draft *d, const char *name, const char *logo, struct err *e)
{
	*d = (struct draft){ .arena = ARENA_EMPTY };
	if (settings_parse("", &d->settings, e) != 0 || read_layout(d, name, e) != 0)
		return (-1);
	return (read_pictures(d, logo, e));
}

/* Prepare what it is drawn with, for the texts of a document or, with NULL, its own. */
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

/* ---- the commands ---------------------------------------------------------------------------- */

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
		rc = write_file(path, &pdf, e);
	document_press_free(press);
	buf_release(&pdf);
	return (rc);
}

/* What a layout is for. */
static enum document_kind
kind_of(const struct layout *layout)
{
	if (!layout_has(layout, LAYOUT_ENTRIES))
		return (DOCUMENT_INVOICE);
	return (layout_has(layout, LAYOUT_SUMMARY) || layout_has(layout, LAYOUT_AGE)
		? DOCUMENT_STATEMENT
		: DOCUMENT_REMINDER);
}

static int
preview(int argc, char **argv, int level, struct err *e)
{
	static const char *const NAMES[] = { [DOCUMENT_INVOICE] = "bill",
		[DOCUMENT_STATEMENT] = "statement",
		[DOCUMENT_REMINDER] = "reminder" };
	const char *language = argc > 4 ? argv[4] : "en", *logo = argc > 5 ? argv[5] : "";
	struct specimen *specimen;
	enum document_kind kind;
	struct draft d;
	int rc;

	if (locale_language_of(language) < 0)
		return (err_reject(e, "there is no language \"%s\"; there are " TEXTS_LANGUAGE_LIST,
		    language));
	specimen = memory_new(1, sizeof(*specimen));
	rc = draft_open(&d, argv[2], logo, e);
	kind = rc == 0 ? kind_of(d.layout) : DOCUMENT_INVOICE;
	specimen_make(specimen, kind, level);
	specimen->model.language = language;
	specimen->model.logo = logo;
	if (rc == 0)
		rc = draft_prepare(&d, &specimen->model, e);
	if (rc == 0)
		rc = draw(d.stock, &specimen->model, argv[3], e);
	if (rc == 0)
		printf("%s shows a %s in the layout %s.\n", argv[3], NAMES[kind], argv[2]);
	draft_release(&d);
	free(specimen);
	return (rc);
}

static int
check(const char *name, struct err *e)
{
	struct draft d;
	int rc = draft_open(&d, name, "", e);

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
show(const char *name, struct err *e)
{
	if (layout_shipped(name) == NULL)
		return (err_reject(e,
		    "the program carries no layout \"%s\"; `billspool layout list` names those "
		    "that it does",
		    name));
	fputs(layout_shipped(name), stdout);
	return (0);
}

/* What may stand between braces. */
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

/* The level that a preview ends with, and what is before it; 1 without. 0 if it is none. */
static int
take_level(int *argc, char **argv)
{
	int64_t level = 1;

	if (*argc > 2 && strcmp(argv[*argc - 2], "--level") == 0) {
		if (!text_to_int(argv[*argc - 1], 1, 3, &level))
			return (0);
		*argc -= 2;
	}
	return ((int)level);
}

int
design_command(int argc, char **argv)
{
	const char *what = argc > 1 ? argv[1] : "";
	int rc = 0, level = strcmp(what, "preview") == 0 ? take_level(&argc, argv) : 1;
	struct err e = { 0 };

	if (strcmp(what, "list") == 0 && argc == 2)
		list_layouts();
	else if (strcmp(what, "fields") == 0 && argc == 2)
		list_fields();
	else if (strcmp(what, "show") == 0 && argc == 3)
		rc = show(argv[2], &e);
	else if (strcmp(what, "check") == 0 && argc == 3)
		rc = check(argv[2], &e);
	else if (strcmp(what, "preview") == 0 && argc >= 4 && argc <= 6 && level > 0)
		rc = preview(argc, argv, level, &e);
	else if (strcmp(what, "--help") == 0)
		fputs(USAGE, stdout);
	else {
		fputs(USAGE, stderr);
		return (EXIT_USAGE);
	}
	return (rc == 0 ? EXIT_DONE : app_fail(&e));
}
