#include "produce/look.h"

#include <stdio.h>

#include "base/hash.h"
#include "document/layout_fields.h"
#include "layout/layout_read.h"
#include "page/libraries.h"
#include "page/page_compare.h"
#include "spool/publish.h"
#include "store/run_look.h"

#define FOLDER "templates"
#define AR_FOLDER FOLDER "/ar"
#define WINDOWS "windows.ini" /* envelope windows for all layouts of the spool */
#define LAYOUT_BYTES ((size_t)1 << 18)
#define PICTURE_FILE_BYTES ((size_t)1 << 20)
#define DOCUMENT_BYTES ((size_t)256 << 20)

/* The data for keeping the files of a run. */
struct keeping {
	const struct spool *spool;
	struct database *db;
	const char *run;
	enum layout_kind needs;
	struct arena arena;
	struct buf text;
};

/*
 * Read the file <name>.ini of a folder of the spool, or, if there is none, the shipped text of that
 * name. 1, 0 if there is neither, -1.
 */
static int
read_look_text(const struct spool *spool, const char *folder, const char *name, const char *shipped,
    struct buf *text, struct err *e)
{
	struct buf path = BUF_EMPTY;
	int rc;

	buf_printf(&path, "%s/%s.ini", folder, name);
	rc = publish_find(spool, FOLDER_ROOT, path.data, LAYOUT_BYTES, text, e);
	buf_release(&path);
	if (rc != 0)
		return (rc);
	if (shipped == NULL)
		return (0);
	buf_add_string(text, shipped);
	return (1);
}

/* Find the text of a layout by its name; text is reset first. */
static int
read_layout(const struct spool *spool, const char *name, struct buf *text, struct err *e)
{
	int rc = read_look_text(spool, FOLDER, name, layout_shipped(name), text, e);

	if (rc == 0)
		return (err_reject(e,
		    "there is no layout \"%s\": put %s.ini into the spool's folder %s, or name "
		    "classic, modern or compact in billspool.conf or in the building's row",
		    name, name, FOLDER));
	return (rc < 0 ? -1 : 0);
}

/* Read the bytes of a logo. */
static int
read_picture(const struct spool *spool, const char *name, struct buf *bytes, struct err *e)
{
	struct buf path = BUF_EMPTY;
	int rc;

	buf_printf(&path, "%s/%s", FOLDER, name);
	rc = publish_find(spool, FOLDER_ROOT, path.data, PICTURE_FILE_BYTES, bytes, e);
	buf_release(&path);
	if (rc == 0)
		return (err_reject(e,
		    "the picture \"%s\" cannot be read: put it into the spool's folder %s, or "
		    "correct its name in the building's row, in billspool.conf or in the layout",
		    name, FOLDER));
	return (rc == 1 ? 0 : -1);
}

/* A file name without ".ini", with which it may be written. */
static const char *
layout_name(struct arena *arena, const char *name)
{
	size_t length = strlen(name);

	return (length > 4 && strcmp(name + length - 4, ".ini") == 0
		? arena_bytes(arena, name, length - 4)
		: name);
}

/* Make the hash that identifies a version of a file. */
static void
make_version(const char *name, const struct buf *file, char version[static HASH_HEX_SIZE])
{
	struct hash *h = hash_new();

	hash_add(h, name, strlen(name) + 1);
	hash_add(h, buf_text(file), file->length);
	hash_finish(h, version);
}

/* Keep one version of a picture for the run. */
static int
keep_picture(struct keeping *k, const char *name, char version[static HASH_HEX_SIZE], struct err *e)
{
	if (read_picture(k->spool, name, &k->text, e) != 0)
		return (-1);
	make_version(name, &k->text, version);
	return (run_look_keep_picture(k->db, k->run,
	    &(struct run_look_file){ version, name, k->text.data, k->text.length }, e));
}

/* Keep a logo, by the name that senders have for it. */
static int
keep_logo(struct keeping *k, const char *given, struct err *e)
{
	char version[HASH_HEX_SIZE];

	if (keep_picture(k, given, version, e) != 0)
		return (-1);
	return (run_look_set_logo(k->db, k->run, given, version, e));
}

/* Read the spool's own windows; NULL if it has none. */
static int
read_windows(struct keeping *k, const char **windows, struct err *e)
{
	int rc = publish_find(k->spool, FOLDER_ROOT, FOLDER "/" WINDOWS, LAYOUT_BYTES, &k->text, e);

	*windows = rc == 1 ? arena_string(&k->arena, buf_text(&k->text)) : NULL;
	return (rc < 0 ? -1 : 0);
}

/* Keep a layout, by the name that senders have for it, and the pictures that it names. */
static int
keep_layout(struct keeping *k, const char *given, struct err *e)
{
	const char *name = layout_name(&k->arena, given), *picture;
	struct layout_file file = { .name = name, .fields = &LAYOUT_FIELDS };
	char version[HASH_HEX_SIZE];
	struct layout *layout;
	size_t at = 0;

	if (read_layout(k->spool, name, &k->text, e) != 0)
		return (-1);
	file.text = arena_string(&k->arena, buf_text(&k->text));
	if (read_windows(k, &file.windows, e) != 0 ||
	    layout_read(&k->arena, &file, &layout, e) != 0)
		return (-1);

	/* Add the window, if the layout has it from another file. */
	buf_reset(&k->text);
	buf_add_string(&k->text, layout->source);
	make_version(name, &k->text, version);
	if (!layout_has(layout, k->needs))
		return (err_reject(e,
		    "layout %s has no [%s], which %s cannot do without: name another in "
		    "billspool.conf, or in the building's row",
		    name, k->needs == LAYOUT_LINES ? "lines" : "entries",
		    k->needs == LAYOUT_LINES ? "a bill" : "a statement or a reminder"));
	if (run_look_keep_layout(k->db, k->run, given,
		&(struct run_look_file){ version, name, layout->source, strlen(layout->source) },
		e) != 0)
		return (-1);
	while ((picture = layout_picture(layout, &at)) != NULL)
		if (keep_picture(k, picture, version, e) != 0)
			return (err_context(e, "layout %s", name));
	return (0);
}

/* Keep the layouts, and then the logos, that the senders name. */
static int
keep_all(struct keeping *k, struct err *e)
{
	struct run_look_names layouts, logos;
	size_t i;

	if (run_look_layout_names(k->db, k->run, &k->arena, &layouts, e) != 0 ||
	    run_look_logo_names(k->db, k->run, &k->arena, &logos, e) != 0)
		return (-1);
	for (i = 0; i < layouts.count; i++)
		if (keep_layout(k, layouts.items[i], e) != 0)
			return (-1);
	for (i = 0; i < logos.count; i++)
		if (keep_logo(k, logos.items[i], e) != 0)
			return (-1);
	return (0);
}

int
look_keep(const struct spool *spool, struct database *db, const char *run, enum layout_kind needs,
    struct err *e)
{
	struct keeping k = { .spool = spool,
		.db = db,
		.run = run,
		.needs = needs,
		.arena = ARENA_EMPTY,
		.text = BUF_EMPTY };
	int rc = keep_all(&k, e);

	buf_release(&k.text);
	arena_release(&k.arena);
	return (rc);
}

/* ---- AR formats -------------------------------------------------------------------------------
 */

/* Keep the format of one AR file for the run. */
static int
keep_ar_format(struct keeping *k, const char *name, int64_t position, struct err *e)
{
	char version[HASH_HEX_SIZE];
	const struct ar_format *format;
	int rc = read_look_text(k->spool, AR_FOLDER, name, ar_format_shipped(name), &k->text, e);

	if (rc == 0)
		return (err_reject(e,
		    "there is no AR format \"%s\": put %s.ini into the spool's folder %s, or "
		    "name ar-import in ar_formats of billspool.conf",
		    name, name, AR_FOLDER));
	if (rc < 0 || ar_format_read(&k->arena, name, buf_text(&k->text), &format, e) != 0)
		return (-1);
	make_version(name, &k->text, version);
	return (run_look_keep_ar(k->db, k->run, position,
	    &(struct run_look_file){ version, name, format->text, strlen(format->text) }, e));
}

int
look_keep_ar(const struct spool *spool, struct database *db, const struct settings *settings,
    const char *run, struct err *e)
{
	struct keeping k = {
		.spool = spool, .db = db, .run = run, .arena = ARENA_EMPTY, .text = BUF_EMPTY
	};
	char *rest = arena_string(&k.arena, settings->ar_formats);
	const char *name;
	int64_t position = 0;
	int rc = 0;

	while (rc == 0 && (name = strsep(&rest, " ,\t")) != NULL)
		if (name[0] != '\0')
			rc = keep_ar_format(&k, name, position++, e);
	if (rc == 0 && position == 0)
		rc = err_reject(e, "ar_formats in [billing] of billspool.conf names no format");
	buf_release(&k.text);
	arena_release(&k.arena);
	return (rc);
}

int
look_load_ar(struct database *db, const char *run, struct arena *arena,
    const struct ar_format *const **formats, size_t *count, struct err *e)
{
	static const char *const BEFORE = "ar-import";
	const struct ar_format **list;
	struct run_look_file *files;
	size_t i;

	if (run_look_ar(db, run, arena, &files, count, e) != 0)
		return (-1);
	*formats = list = arena_new(arena, *count + 1, sizeof(*list));
	for (i = 0; i < *count; i++)
		if (ar_format_read(arena, files[i].name, files[i].bytes, &list[i], e) != 0)
			return (-1);
	if (*count > 0)
		return (0);
	return (ar_format_read(arena, BEFORE, ar_format_shipped(BEFORE), &list[(*count)++], e));
}

/* ---- style ------------------------------------------------------------------------------------
 */

/*
 * Add the digest of a font's file. A file that cannot be read has none; it is refused when it is
 * needed.
 */
static void
add_font(struct buf *fonts, const char *path)
{
	char bytes[16384], digest[HASH_HEX_SIZE] = "-";
	FILE *file = path[0] == '\0' ? NULL : fopen(path, "rb");
	struct hash *h;
	size_t got;

	if (file != NULL) {
		h = hash_new();
		while ((got = fread(bytes, 1, sizeof(bytes), file)) > 0)
			hash_add(h, bytes, got);
		hash_finish(h, digest);
		(void)fclose(file);
	}
	buf_printf(fonts, "%s\n", digest);
}

/* Add the fonts of the settings, in the order of FONTS. */
static const char *const FONTS[] = { "font_regular", "font_bold", "font_other_regular",
	"font_other_bold" };

static void
add_fonts(struct buf *fonts, const struct settings *settings)
{
	add_font(fonts, settings->font_regular);
	add_font(fonts, settings->font_bold);
	add_font(fonts, settings->font_other_regular);
	add_font(fonts, settings->font_other_bold);
}

int
look_keep_style(struct database *db, const struct settings *settings, const char *run,
    struct err *e)
{
	struct run_look_style style = { .accent = settings->accent,
		.currency = settings->currency,
		.tax_per_line = settings->rules.tax_per_line,
		.renderer = LOOK_RENDERER };
	struct buf fonts = BUF_EMPTY, libraries = BUF_EMPTY;
	int rc;

	add_fonts(&fonts, settings);
	style.fonts = buf_text(&fonts);
	libraries_add(&libraries);
	style.libraries = buf_text(&libraries);
	rc = run_look_keep_style(db, run, &style, e);
	buf_release(&libraries);
	buf_release(&fonts);
	return (rc);
}

/* Add something to a list of changes. */
static void
also(struct buf *what, const char *kind, const char *name)
{
	buf_printf(what, "%s%s %s", what->length > 0 ? ", " : "", kind, name);
}

/* Compare the lines about fonts. */
static void
compare_fonts(struct buf *what, const char *kept, const struct settings *settings)
{
	struct buf fonts = BUF_EMPTY;
	const char *now;
	size_t i;

	add_fonts(&fonts, settings);
	now = buf_text(&fonts);
	for (i = 0; i < LENGTH(FONTS); i++) {
		size_t length = strcspn(now, "\n"), old = strcspn(kept, "\n");

		if (length != old || memcmp(now, kept, length) != 0)
			also(what, "the font", FONTS[i]);
		now += length + (now[length] != '\0');
		kept += old + (kept[old] != '\0');
	}
	buf_release(&fonts);
}

/* The changes since a run. */
struct look_changes {
	struct buf settings; /* "the font font_bold, the setting currency"; empty: none of them */
	struct buf then; /* the libraries that the run was drawn with; empty: not known */
	struct buf now; /* the libraries that are installed */
	int renderer;
};

static int
find_changes(struct database *db, const struct settings *settings, const char *run,
    struct look_changes *changes, struct err *e)
{
	struct arena arena = ARENA_EMPTY;
	struct run_look_style kept;
	int rc = run_look_find_style(db, run, &arena, &kept, e);

	*changes = (struct look_changes){ BUF_EMPTY, BUF_EMPTY, BUF_EMPTY, LOOK_RENDERER };
	libraries_add(&changes->now);
	if (rc == 1) {
		compare_fonts(&changes->settings, kept.fonts, settings);
		if (strcmp(kept.currency, settings->currency) != 0)
			also(&changes->settings, "the setting", "currency");
		if (kept.tax_per_line != settings->rules.tax_per_line)
			also(&changes->settings, "the setting", "tax_rounding");
		changes->renderer = (int)kept.renderer;
		buf_add_string(&changes->then, kept.libraries);
	}
	arena_release(&arena);
	return (rc < 0 ? -1 : 0);
}

static void
release_changes(struct look_changes *changes)
{
	buf_release(&changes->settings);
	buf_release(&changes->then);
	buf_release(&changes->now);
}

/* Could the reason be that the run was drawn with other versions of the libraries? */
static bool
other_libraries(const struct look_changes *changes)
{
	return (strcmp(buf_text(&changes->then), buf_text(&changes->now)) != 0);
}

/* Refuse the document, and name what has changed. Always -1. */
static int
refuse(const char *file, const struct look_changes *changes, struct err *e)
{
	if (changes->settings.length > 0)
		return (err_reject(e,
		    "%s comes out different from what was issued: %s of billspool.conf changed "
		    "since then; put back what was there",
		    file, buf_text(&changes->settings)));
	if (changes->then.length > 0 && other_libraries(changes))
		return (err_reject(e,
		    "%s comes out different from what was issued, page by page. It was drawn with "
		    "%s; installed are %s",
		    file, buf_text(&changes->then), buf_text(&changes->now)));
	return (err_reject(e,
	    "%s comes out different from what was issued: this program%s or one of its libraries "
	    "has changed since then, and no font or setting",
	    file, changes->renderer != LOOK_RENDERER ? ", which drew it in another way," : ""));
}

/*
 * Does the published file have the same pages? 1: yes; 0: no; -1: it cannot be read, or is not the
 * issued one.
 */
static int
compare_published(const struct look_again *again, struct err *e)
{
	struct buf path = BUF_EMPTY, published = BUF_EMPTY;
	char hash[HASH_HEX_SIZE];
	bool same = false;
	int rc;

	buf_printf(&path, "%s/%s", again->run, again->file);
	rc = publish_read(again->spool, FOLDER_INVOICES, buf_text(&path), DOCUMENT_BYTES,
	    &published, e);
	if (rc == 0) {
		hash_bytes(buf_text(&published), published.length, hash);
		if (strcmp(hash, again->sha256) != 0)
			rc = err_reject(e,
			    "invoices/%s is not the file that was issued, and other libraries are "
			    "installed than drew it: take it from a backup",
			    buf_text(&path));
	}
	if (rc == 0)
		rc = page_compare(again->pdf, &published, &same, e);
	buf_release(&published);
	buf_release(&path);
	return (rc == 0 ? same : -1);
}

int
look_compare(const struct look_again *again, struct err *e)
{
	struct look_changes changes;
	char hash[HASH_HEX_SIZE];
	int rc;

	hash_bytes(again->pdf->data, again->pdf->length, hash);
	if (strcmp(hash, again->sha256) == 0)
		return (0);
	rc = find_changes(again->db, again->settings, again->run, &changes, e);
	if (rc == 0 && changes.settings.length == 0 && other_libraries(&changes))
		rc = compare_published(again, e);
	if (rc == 0)
		rc = refuse(again->file, &changes, e);
	release_changes(&changes);
	return (rc);
}

/* Convert kept files into the form that documents take. */
static const struct document_file *
files_of(const struct run_look_file *kept, size_t count, struct arena *arena)
{
	struct document_file *files = arena_new(arena, count + 1, sizeof(*files));
	size_t i;

	for (i = 0; i < count; i++)
		files[i] = (struct document_file){ kept[i].name, kept[i].bytes, kept[i].length };
	return (files);
}

int
look_load(struct database *db, const char *run, struct arena *arena, struct document_style *style,
    struct err *e)
{
	struct run_look_file *layouts, *pictures;
	struct run_look_style kept = { .accent = style->accent };

	if (run_look_find_style(db, run, arena, &kept, e) < 0 ||
	    run_look_layouts(db, run, arena, &layouts, &style->layout_count, e) != 0 ||
	    run_look_pictures(db, run, arena, &pictures, &style->picture_count, e) != 0)
		return (-1);
	style->accent = kept.accent;
	style->layouts = files_of(layouts, style->layout_count, arena);
	style->pictures = files_of(pictures, style->picture_count, arena);
	return (0);
}
