#include "document/stock.h"

#include "base/hash.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/text.h"
#include "document/drawable.h"
#include "document/fields.h"
#include "document/layout_fields.h"
#include "layout/layout_read.h"
#include "words/locale.h"

/* Signs of our own: minus, dash, middle dot, times, ellipsis, and those of currencies. */
#define FORMAT_SIGNS \
	"\xe2\x88\x92\xe2\x80\x93\xc2\xb7\xc3\x97\xe2\x80\xa6\xe2\x82\xac\xc2\xa3\xc5\x82%"

struct document_charset *
document_charset_new(void)
{
	return (memory_new(1, sizeof(struct document_charset)));
}

void
document_charset_add(struct document_charset *set, const char *text)
{
	while (*text != '\0')
		codebook_add(&set->points, codebook_next(&text, NULL));
}

/* A field of a model: its name does not matter here. */
static int
add_field(void *context, const struct field *field, struct err *e)
{
	document_charset_add(context, field->text);
	return (0);
}

void
document_charset_add_model(struct document_charset *set, const struct document_model *model)
{
	struct err e;

	if (fields_each(model, add_field, set, &e) == -1)
		log_die("document: adding a text cannot fail");
	set->languages[locale_language(locale_find(model->language))] = true;
}

void
document_charset_free(struct document_charset *set)
{
	free(set);
}

/* Add the fixed texts of one language. */
static void
add_texts(struct document_charset *set, enum texts_language language)
{
	int text, month;

	for (text = 0; text < TEXT_COUNT; text++)
		document_charset_add(set, texts_find(language, (enum text)text));
	for (month = 1; month <= 12; month++)
		document_charset_add(set, locale_month_name(locale_of(language), month));
}

/* Has the first font this character in both faces? */
static bool
stock_has(const struct document_stock *stock, uint32_t point)
{
	return (font_has(stock->font[SCRIPT_REGULAR], point) &&
	    font_has(stock->font[SCRIPT_BOLD], point));
}

/* Has the second font it? */
static bool
stock_other_has(const struct document_stock *stock, uint32_t point)
{
	return (stock->other[SCRIPT_REGULAR] != NULL &&
	    font_has(stock->other[SCRIPT_REGULAR], point) &&
	    font_has(stock->other[SCRIPT_BOLD], point));
}

bool
stock_draws(const struct document_stock *stock, uint32_t point)
{
	/* No-break spaces are drawn as spaces. */
	if (point == 0xa0 || point == 0x202f)
		return (true);
	return (drawable_is(point) && (stock_has(stock, point) || stock_other_has(stock, point)));
}

/* The font that a table belongs to. */
static const struct font *
font_of(const struct document_stock *stock, int face, int table)
{
	return (table < stock->book.other ? stock->font[face] : stock->other[face]);
}

/*
 * All characters that the run draws and the fonts have, as a book of codes. Characters that no font
 * has are found by document_check.
 */
static int
make_book(struct document_stock *stock, const struct document_charset *asked, struct err *e)
{
	struct document_charset *set = document_charset_new();
	struct codebook_set *other = memory_new(1, sizeof(*other));
	bool any = false, needed = false;
	uint32_t point;
	size_t i;
	int language, result;

	*set = *asked;
	for (language = 0; language < TEXTS_LANGUAGES; language++)
		any = any || set->languages[language];
	for (language = 0; language < TEXTS_LANGUAGES; language++)
		if (!any || set->languages[language])
			add_texts(set, (enum texts_language)language);
	document_charset_add(set, FORMAT_SIGNS);
	for (i = 0; i < stock->layout_count; i++) {
		document_charset_add(set, stock->layouts[i]->source);
		if (stock->layouts[i]->second >= 0)
			add_texts(set, (enum texts_language)stock->layouts[i]->second);
	}
	for (point = 0x80; point < CODEBOOK_POINTS; point++) {
		if (!codebook_has(&set->points, point))
			continue;
		if (stock_other_has(stock, point))
			codebook_add(other, point);
		if (stock_has(stock, point))
			continue;
		needed = needed || stock_other_has(stock, point);
		set->points.bits[point / 64] &= ~(UINT64_C(1) << (point % 64));
	}
	result = codebook_init(&stock->book, &set->points, needed ? other : NULL, e);
	free(other);
	document_charset_free(set);
	return (result);
}

/* Copy the widths into the order in which text is drawn: by face, table and code. */
static void
copy_widths(struct document_stock *stock)
{
	int face, table, code;

	for (face = 0; face < SCRIPT_FACES; face++)
		for (table = 0; table < stock->book.tables; table++)
			for (code = 0; code < 256; code++)
				stock->width[face][table][code] =
				    (uint16_t)font_width(font_of(stock, face, table),
					stock->book.point[table][code]);
}

/* Serialise the fonts, one for each face and table, and take the digest of all. */
static int
make_objects(struct document_stock *stock, struct err *e)
{
	struct hash *hash = hash_new();
	int face, table, i, result = 0;

	for (face = 0; face < SCRIPT_FACES && result == 0; face++) {
		for (table = 0; table < stock->book.tables && result == 0; table++) {
			struct font_object *objects = stock->objects[face][table];

			result = font_serialise(font_of(stock, face, table),
			    stock->book.point[table],
			    stock_font_number(stock, (enum script_face)face, table), objects, e);
			for (i = 0; i < FONT_OBJECTS; i++)
				hash_add(hash, buf_text(&objects[i].bytes),
				    objects[i].bytes.length);
		}
	}
	for (i = 0; i < stock->picture_count; i++)
		hash_add(hash, stock->pictures[i].object.data, stock->pictures[i].object.length);
	hash_finish(hash, stock->digest);
	return (result);
}

/* Open a font, or name the setting that has an unusable one. */
static int
open_font(const char *key, const char *path, struct font **font, struct err *e)
{
	return (font_open(path, font, e) == 0
		? 0
		: err_context(e, "%s in [billing] of billspool.conf", key));
}

/* The second font, if the style names one. */
static int
open_other(struct document_stock *stock, const struct document_style *style, struct err *e)
{
	if (style->other_regular == NULL || style->other_regular[0] == '\0')
		return (0);
	if (style->other_bold == NULL || style->other_bold[0] == '\0')
		return (err_reject(e,
		    "The second font %s has no bold one beside it. Name that too.",
		    style->other_regular));
	if (open_font("font_other_regular", style->other_regular, &stock->other[SCRIPT_REGULAR],
		e) == -1)
		return (-1);
	return (open_font("font_other_bold", style->other_bold, &stock->other[SCRIPT_BOLD], e));
}

/* Read the layouts, the classic one if none is given. */
static int
read_layouts(struct document_stock *stock, const struct document_style *style, struct err *e)
{
	const struct document_file classic = { DOCUMENT_LAYOUT, layout_shipped(DOCUMENT_LAYOUT),
		0 };
	size_t count = style->layout_count > 0 ? style->layout_count : 1, i;
	uint32_t accent;

	if (!layout_read_colour(style->accent, &accent))
		return (err_reject(e,
		    "The accent colour \"%s\" is not one. Write it as # and six hexadecimal "
		    "digits, for example #1f5f8b.",
		    style->accent));
	stock->layouts = arena_new(&stock->arena, count, sizeof(struct layout *));
	for (i = 0; i < count; i++, stock->layout_count++) {
		const struct document_file *file =
		    style->layout_count > 0 ? &style->layouts[i] : &classic;

		const struct layout_file text = { .name = file->name,
			.text = file->bytes,
			.fields = &LAYOUT_FIELDS,
			.accent = accent };

		if (layout_read(&stock->arena, &text, &stock->layouts[i], e) != 0)
			return (-1);
	}
	return (0);
}

/* Read the pictures. */
static int
read_pictures(struct document_stock *stock, const struct document_style *style, struct err *e)
{
	size_t i;

	if (style->picture_count > CANVAS_PICTURES)
		return (err_reject(e,
		    "The run's buildings have %zu different logos; %d is the most that one run can "
		    "have. Split it by building.",
		    style->picture_count, CANVAS_PICTURES));
	stock->pictures =
	    arena_new(&stock->arena, style->picture_count + 1, sizeof(*stock->pictures));
	for (i = 0; i < style->picture_count; i++, stock->picture_count++)
		if (picture_read(&stock->pictures[i],
			arena_string(&stock->arena, style->pictures[i].name),
			style->pictures[i].bytes, style->pictures[i].length, e) != 0)
			return (-1);
	return (0);
}

/* One line of a layout's file, its number counted from 1. */
static int
check_line(const struct document_stock *stock, const struct layout *layout, size_t number,
    const char *line, struct err *e)
{
	const char *at = line + strspn(line, " \t");
	uint32_t point;

	if (*at == ';' || *at == '#')
		return (0);
	if (!text_is_utf8(at, strlen(at)))
		return (err_reject(e,
		    "layout %s, line %zu: this is not UTF-8. Save the file again in that encoding.",
		    layout->name, number));
	while (*at != '\0') {
		point = text_next(&at);
		if (point != '\t' && point != '\r' && !stock_draws(stock, point))
			return (err_reject(e,
			    "layout %s, line %zu: U+%04X is %s. The line is \"%.200s\".",
			    layout->name, number, (unsigned int)point, drawable_describe(point),
			    line));
	}
	return (0);
}

/* Have the fonts every character of this layout's file, comments aside? */
static int
check_layout(const struct document_stock *stock, const struct layout *layout, struct err *e)
{
	char *copy = memory_string(layout->source), *rest = copy, *line;
	size_t number = 0;
	int rc = 0;

	while (rc == 0 && (line = strsep(&rest, "\n")) != NULL)
		rc = check_line(stock, layout, ++number, line, e);
	free(copy);
	return (rc);
}

/* The layouts' own texts are in every document: they are checked before the first one is drawn. */
static int
check_layouts(const struct document_stock *stock, struct err *e)
{
	size_t i;

	for (i = 0; i < stock->layout_count; i++)
		if (check_layout(stock, stock->layouts[i], e) != 0)
			return (-1);
	return (0);
}

/* Fill a stock from its style; what was made so far is freed by the caller. */
static int
fill(struct document_stock *stock, const struct document_style *style,
    const struct document_charset *set, struct err *e)
{
	if (read_layouts(stock, style, e) == -1 || read_pictures(stock, style, e) == -1 ||
	    open_font("font_regular", style->font_regular, &stock->font[SCRIPT_REGULAR], e) == -1 ||
	    open_font("font_bold", style->font_bold, &stock->font[SCRIPT_BOLD], e) == -1 ||
	    open_other(stock, style, e) == -1 || check_layouts(stock, e) == -1 ||
	    make_book(stock, set, e) == -1)
		return (-1);
	copy_widths(stock);
	return (make_objects(stock, e));
}

int
document_stock_new(const struct document_style *style, const struct document_charset *set,
    struct document_stock **stock, struct err *e)
{
	*stock = memory_new(1, sizeof(**stock));
	if (fill(*stock, style, set, e) == 0)
		return (0);
	document_stock_free(*stock);
	*stock = NULL;
	return (-1);
}

void
document_stock_free(struct document_stock *stock)
{
	int face, table, i;

	if (stock == NULL)
		return;
	for (face = 0; face < SCRIPT_FACES; face++) {
		font_close(stock->font[face]);
		font_close(stock->other[face]);
		for (table = 0; table < CODEBOOK_TABLES; table++)
			for (i = 0; i < FONT_OBJECTS; i++) {
				buf_release(&stock->objects[face][table][i].bytes);
				buf_release(&stock->small[face][table][i].bytes);
			}
	}
	for (i = 0; i < stock->picture_count; i++)
		picture_release(&stock->pictures[i]);
	arena_release(&stock->arena);
	free(stock);
}

/* The font of a face and table with the common codes alone; their digest is added to hash. */
static int
make_small(struct document_stock *stock, int face, int table, struct hash *hash, struct err *e)
{
	struct font_object *objects = stock->small[face][table];
	uint16_t points[256];
	int code, i;

	for (code = 0; code < 256; code++)
		points[code] = (stock->common.codes[face][table][code / 64] >> (code % 64) & 1) != 0
		    ? stock->book.point[table][code]
		    : 0;
	if (font_serialise(font_of(stock, face, table), points,
		stock_font_number(stock, (enum script_face)face, table), objects, e) != 0)
		return (-1);
	for (i = 0; i < FONT_OBJECTS; i++)
		hash_add(hash, objects[i].bytes.data, objects[i].bytes.length);
	return (0);
}

int
stock_trim(struct document_stock *stock, const struct script_uses *drawn, struct err *e)
{
	struct hash *hash = hash_new();
	int face, table, rc = 0;

	stock->common = *drawn;
	hash_add(hash, stock->digest, strlen(stock->digest));
	for (face = 0; face < SCRIPT_FACES && rc == 0; face++)
		for (table = 0; table < stock->book.tables && rc == 0; table++)
			if (script_uses_any(&stock->common, face, table))
				rc = make_small(stock, face, table, hash, e);
	hash_finish(hash, stock->digest);
	return (rc);
}

const struct font_object *
stock_font(const struct document_stock *stock, const struct script_uses *uses, int face, int table)
{
	return (script_uses_within(uses, &stock->common, face, table)
		? stock->small[face][table]
		: stock->objects[face][table]);
}

int
stock_font_number(const struct document_stock *stock, enum script_face face, int table)
{
	return (STOCK_FIRST_FONT + FONT_OBJECTS * ((int)face * stock->book.tables + table));
}

const struct layout *
stock_layout(const struct document_stock *stock, const char *name)
{
	size_t i;

	if (name[0] == '\0')
		return (stock->layouts[0]);
	for (i = 0; i < stock->layout_count; i++)
		if (strcmp(stock->layouts[i]->name, name) == 0)
			return (stock->layouts[i]);
	return (NULL);
}

int
stock_first_page(const struct document_stock *stock)
{
	return (stock_first_picture(stock) + stock->picture_count);
}

int
stock_first_picture(const struct document_stock *stock)
{
	return (STOCK_FIRST_FONT + FONT_OBJECTS * SCRIPT_FACES * stock->book.tables);
}
