#include "document/bundle.h"

#include <math.h>

#include "base/hash.h"
#include "base/inifile.h"
#include "base/memory.h"
#include "base/text.h"
#include "page/code.h"
#include "layout/layout_room.h"
#include "page/pdf_reader.h"
#include "document/press.h"

static const char OMR[] =
#include "omr.inc"
    ;

#define TEXT_SIZE 12.0f /* what optical readers of page texts want (FP) */
#define MATRIX_SIDE CANVAS_MM(MATRIX_MM)
#define PAGE_OBJECTS 3 /* page, content, mark */
#define TEXT_X 5.0f       /* as near to the edge as printers print: it wants white behind it */
#define TEXT_WIDTH 10.6f  /* of "99/99" */
#define MATRIX_MM 9.0f
#define TRAIL 30.0f       /* from the last mark to the trail edge (Pitney Bowes D1600) */
#define COVER_LEFT 71.0f
#define COVER_VALUES 230.0f
#define COVER_RIGHT 50.0f
#define COVER_ROW 26.0f
#define COVER_LEADING 18.0f

/*
 * A page that is packed: where its content and its mark end in bundle->packed. Both are empty for
 * the blank back of a sheet.
 */
struct page {
	size_t end, mark_end;
	float width, height;
};

struct bundle {
	struct bundle_style style;
	struct document_press *press;
	struct page *pages;
	size_t count, room;
	struct press_uses uses;
	struct buf packed;
	char *title;

	/* the cover, which is drawn when the size of the first document is known */
	struct arena arena;
	struct bundle_row *rows;
	size_t row_count;
};

/* ---- the marks of a machine ------------------------------------------------------------------ */

struct search {
	const char *machine;
	struct bundle_style *style;
	bool found;
};

static const char *const OMR_WORDS[OMR_KINDS] = { "always", "last", "not_last", "first",
	"not_first", "sequence1", "sequence2", "sequence4", "parity" };

/* The words of `marks`. */
static int
read_omr(const char *value, struct bundle_style *style, struct err *e)
{
	char *copy = memory_string(value), *rest = copy, *word;
	int kind = 0;

	style->omr_count = 0;
	while (kind < OMR_KINDS && (word = strsep(&rest, " ")) != NULL &&
	    style->omr_count < BUNDLE_OMR_MOST) {
		for (kind = 0; kind < OMR_KINDS && strcmp(OMR_WORDS[kind], word) != 0; kind++)
			;
		style->omr[style->omr_count++] = (enum bundle_omr)kind;
	}
	free(copy);
	return (kind < OMR_KINDS ? 0
				 : err_reject(e, "omr.ini: marks = %s has an unknown word", value));
}

static int
on_omr(void *context, const struct inifile_entry *entry, struct err *e)
{
	struct search *search = context;
	struct bundle_style *style = search->style;
	const struct {
		const char *key;
		float *field;
	} FIELDS[] = { { "pitch", &style->pitch }, { "length", &style->length },
		{ "thickness", &style->thickness }, { "x", &style->x }, { "y", &style->y } };
	size_t i;

	if (strcmp(entry->section, search->machine) != 0)
		return (0);
	search->found = true;
	if (strcmp(entry->key, "marks") == 0)
		return (read_omr(entry->value, style, e));
	for (i = 0; i < LENGTH(FIELDS); i++)
		if (strcmp(entry->key, FIELDS[i].key) == 0)
			*FIELDS[i].field = strtof(entry->value, NULL);
	return (0);
}

int
bundle_read_marks(const char *word, struct bundle_style *style, struct err *e)
{
	struct search search = { .style = style };

	/* In the left margin, below the second fold and above the foot. */
	style->x = 8;
	style->y = 240;
	if (strcmp(word, "none") == 0)
		style->marks = BUNDLE_NO_MARKS;
	else if (strcmp(word, "text") == 0) {
		style->marks = BUNDLE_TEXT;
		style->x = TEXT_X;
	} else if (strcmp(word, "datamatrix") == 0)
		style->marks = BUNDLE_DATAMATRIX;
	else if (strncmp(word, "omr-", 4) == 0) {
		style->marks = BUNDLE_OMR;
		search.machine = word + 4;
		if (inifile_read(OMR, on_omr, &search, e) != 0)
			return (-1);
	}
	if (style->marks == BUNDLE_NO_MARKS ? strcmp(word, "none") != 0
					    : style->marks == BUNDLE_OMR && !search.found)
		return (err_reject(e,
		    "marks = %s: write none, text, datamatrix, omr-quadient or omr-pitney-bowes",
		    word));
	return (0);
}

/* ---- drawing --------------------------------------------------------------------------------- */

struct bundle *
bundle_new(const struct document_stock *stock, const struct bundle_style *style)
{
	struct bundle *b = memory_new(1, sizeof(*b));

	b->style = *style;
	b->press = document_press_new(stock);
	return (b);
}

void
bundle_free(struct bundle *b)
{
	if (b == NULL)
		return;
	document_press_free(b->press);
	arena_release(&b->arena);
	buf_release(&b->packed);
	free(b->pages);
	free(b->title);
	free(b);
}

/* Keep a page, whose content is at the end of b->packed. */
static struct page *
keep_page(struct bundle *b, float width, float height)
{
	if (b->count == b->room) {
		b->room = b->room == 0 ? 256 : 2 * b->room;
		b->pages = memory_resize(b->pages, b->room, sizeof(*b->pages));
	}
	b->pages[b->count] = (struct page){ b->packed.length, b->packed.length, width, height };
	return (&b->pages[b->count++]);
}

void
bundle_begin(struct bundle *b, const char *title, const struct bundle_row *rows, size_t count)
{
	size_t i;

	b->count = 0;
	buf_reset(&b->packed);
	memset(&b->uses, 0, sizeof(b->uses));
	free(b->title);
	b->title = memory_string(title);
	arena_reset(&b->arena);
	b->rows = arena_new(&b->arena, count + 1, sizeof(*b->rows));
	b->row_count = count;
	for (i = 0; i < count; i++)
		b->rows[i] = (struct bundle_row){ arena_string(&b->arena, rows[i].label),
			arena_string(&b->arena, rows[i].value) };
}

/* A row of the cover below y: a label, and a value in as many lines as it needs. The next one's y.
 */
static float
draw_cover_row(struct bundle *b, const struct bundle_row *row, float y, float width)
{
	static const struct script_style LABEL = { SCRIPT_REGULAR, 12, 0x555555 },
					 VALUE = { SCRIPT_BOLD, 14, 0x000000 };
	struct script_piece line, rest = script_piece(row->value);
	struct canvas *c = b->press->canvas;

	canvas_text(c, &LABEL, COVER_LEFT, y, row->label);
	for (; rest.length > 0; y += COVER_LEADING) {
		line = canvas_wrap(c, &VALUE, rest, width - COVER_VALUES - COVER_RIGHT, &rest);
		canvas_put(c, &VALUE, COVER_VALUES, y, line);
	}
	return (y + COVER_ROW - COVER_LEADING);
}

/* The cover, on paper of this size. */
static int
draw_cover(struct bundle *b, float width, float height, struct err *e)
{
	static const struct script_style TITLE = { SCRIPT_BOLD, 26, 0x000000 };
	struct canvas *c = b->press->canvas;
	const struct canvas_box bars[] = { { 0, 0, width, 24 }, { 0, height - 24, width, 24 } };
	float y = 190;
	size_t i;

	/* Black at both edges: a cover is seen in the side of a pile. */
	canvas_reset(c, height);
	canvas_page(c);
	canvas_bars(c, 0, bars, LENGTH(bars));
	canvas_text(c, &TITLE, COVER_LEFT, 130, b->title);
	for (i = 0; i < b->row_count; i++)
		y = draw_cover_row(b, &b->rows[i], y, width);
	if (canvas_status(c, e) != 0)
		return (-1);
	press_note_uses(b->press, &b->uses);
	canvas_pack(c, 0, b->press->flate, &b->packed);
	(void)keep_page(b, width, height);
	if (b->style.duplex)
		(void)keep_page(b, width, height);
	return (0);
}

/* ---- where marks stand ----------------------------------------------------------------------- */

/* The height of a mark from its top, in mm. */
static float
mark_span(const struct bundle_style *style)
{
	return (style->marks == BUNDLE_OMR
		? style->pitch * (float)(style->omr_count - 1) + style->thickness
		: style->marks == BUNDLE_DATAMATRIX ? MATRIX_MM
						    : 0);
}

/*
 * The top of a mark on a sheet of this height, both in mm: as the style says, but for a short
 * sheet, which ends too soon behind it.
 */
static float
mark_top(const struct bundle_style *style, float height)
{
	float last = height - TRAIL - mark_span(style);

	return (style->y < last ? style->y : last);
}

/*
 * What is drawn in this layout at the left edge, from one y to another in mm: NULL if there is
 * nothing.
 */
static const char *
find_obstacle(const struct layout *layout, float top, float bottom, float right)
{
	const struct layout_window *w = &layout->window;
	const float folds[] = { w->fold[0], w->fold[1], w->punch };
	struct canvas_box area = { 0, CANVAS_MM(top), CANVAS_MM(right), CANVAS_MM(bottom - top) };
	size_t i;

	for (i = 0; layout->marks && i < LENGTH(folds); i++)
		if (folds[i] > area.y && folds[i] < area.y + area.height)
			return ("a mark for folding: marks = no in [page]");
	for (i = 0; i < layout->count; i++)
		if (layout->elements[i].placed &&
		    layout_room_meet(layout_room_box(layout, &layout->elements[i]), area))
			return (layout->elements[i].name);
	return (NULL);
}

int
bundle_check(const struct bundle_style *style, const struct document_stock *stock, struct err *e)
{
	/* What readers want white: beside a mark, and above and below it (omr_marks.csv). */
	const float beside[] = {
		[BUNDLE_TEXT] = style->clear, [BUNDLE_DATAMATRIX] = 3, [BUNDLE_OMR] = 3
	};
	const float above[] = {
		[BUNDLE_TEXT] = style->clear, [BUNDLE_DATAMATRIX] = 3, [BUNDLE_OMR] = 20
	};
	const char *obstacle;
	size_t i;

	for (i = 0; i < stock->layout_count && style->marks != BUNDLE_NO_MARKS; i++) {
		const struct layout *layout = stock->layouts[i];
		float width = style->marks == BUNDLE_OMR ? style->length
		    : style->marks == BUNDLE_TEXT        ? TEXT_WIDTH
							 : MATRIX_MM;
		float right = style->x + width + beside[style->marks],
		      top = mark_top(style, layout->height * 25.4f / 72);

		if (CANVAS_MM(right) > layout->left + 0.5f)
			return (err_reject(e,
			    "marks in [print] of billspool.conf: beside these marks there must be "
			    "%.0f mm of white, and the text of layout %s begins at %.0f mm: give "
			    "it left = %.0f in [page], choose other marks, or, of a text, set "
			    "text_clear to what your inserter does with",
			    (double)beside[style->marks], layout->name,
			    (double)(layout->left * 25.4f / 72), ceil((double)right)));
		obstacle = find_obstacle(layout, top - above[style->marks],
		    top + mark_span(style) + above[style->marks], right);
		if (obstacle != NULL)
			return (err_reject(e,
			    "marks in [print] of billspool.conf: from %.0f to %.0f mm from the top "
			    "the left edge must be white for these marks, and layout %s has "
			    "something there: %s",
			    (double)(top - above[style->marks]),
			    (double)(top + mark_span(style) + above[style->marks]), layout->name,
			    obstacle));
	}
	return (0);
}

/* ---- drawing marks --------------------------------------------------------------------------- */

int
bundle_sheets(const struct bundle_style *style, int pages)
{
	return (style->duplex ? (pages + 1) / 2 : pages);
}

/* Which sheet it is: of its set, and of the run. */
struct place {
	const char *run;
	int number, count; /* in the set, from 1 */
	int64_t sheet; /* in the run, from 1 */
	float top; /* of its mark, in mm */
};

/* Is there a line for this meaning? `lines` counts those before. */
static bool
has_line(enum bundle_omr meaning, const struct place *place, int lines)
{
	int64_t sequence = (place->sheet - 1) % 8;

	switch (meaning) {
	case OMR_LAST:
		return (place->number == place->count);
	case OMR_NOT_LAST:
		return (place->number != place->count);
	case OMR_FIRST:
		return (place->number == 1);
	case OMR_NOT_FIRST:
		return (place->number != 1);
	case OMR_SEQUENCE_1:
		return ((sequence & 1) != 0);
	case OMR_SEQUENCE_2:
		return ((sequence & 2) != 0);
	case OMR_SEQUENCE_4:
		return ((sequence & 4) != 0);
	case OMR_PARITY:
		return (lines % 2 != 0);
	case OMR_ALWAYS:
	case OMR_KINDS:
		break;
	}
	return (true);
}

/* Parity counts all other lines, those below it too. */
static void
draw_omr(struct bundle *b, const struct place *place)
{
	const struct bundle_style *style = &b->style;
	struct canvas_box lines[BUNDLE_OMR_MOST];
	int i, others = 0;
	size_t count = 0;

	for (i = 0; i < style->omr_count; i++)
		others += style->omr[i] != OMR_PARITY && has_line(style->omr[i], place, 0);
	for (i = 0; i < style->omr_count; i++)
		if (has_line(style->omr[i], place, others))
			lines[count++] = (struct canvas_box){ CANVAS_MM(style->x),
				CANVAS_MM(place->top + style->pitch * (float)i),
				CANVAS_MM(style->length), CANVAS_MM(style->thickness) };
	canvas_bars(b->press->canvas, 0, lines, count);
}

/* The mark of one sheet, on the canvas's current page. */
static int
draw_mark(struct bundle *b, const struct place *place, struct err *e)
{
	static const struct script_style STYLE = { SCRIPT_REGULAR, TEXT_SIZE, 0x000000 };
	struct document_press *press = b->press;
	struct canvas_box box = { CANVAS_MM(b->style.x), CANVAS_MM(place->top), MATRIX_SIDE,
		MATRIX_SIDE };
	struct canvas_pattern pattern;

	if (b->style.marks == BUNDLE_OMR)
		draw_omr(b, place);
	if (b->style.marks == BUNDLE_TEXT)
		canvas_text(press->canvas, &STYLE, box.x, box.y,
		    arena_printf(&press->arena, "%d/%d", place->number, place->count));
	if (b->style.marks != BUNDLE_DATAMATRIX)
		return (0);
	if (code_make(press->code, CODE_DATAMATRIX,
		arena_printf(&press->arena, "%s %06lld %d/%d", place->run, (long long)place->sheet,
		    place->number, place->count),
		&pattern, e) != 0)
		return (-1);
	canvas_pattern(press->canvas, 0, box, &pattern);
	return (0);
}

/* Append the mark of a sheet to its page. */
static int
add_mark(struct bundle *b, struct page *page, const struct place *place, struct err *e)
{
	struct canvas *c = b->press->canvas;

	if (b->style.marks == BUNDLE_NO_MARKS)
		return (0);
	canvas_reset(c, page->height);
	canvas_page(c);
	arena_reset(&b->press->arena);
	if (draw_mark(b, place, e) != 0 || canvas_status(c, e) != 0)
		return (-1);
	press_note_uses(b->press, &b->uses);
	canvas_pack(c, 0, b->press->flate, &b->packed);
	page->mark_end = b->packed.length;
	return (0);
}

/*
 * Which fonts and pictures the document has, by the names that its pages have for them; of a font,
 * all of it.
 */
static int
note_names(struct bundle *b, const struct pdf_reader *r, struct err *e)
{
	struct pdf_span names;
	char name[16];
	int face, table, i;

	if (pdf_reader_dictionary(r, PRESS_RESOURCES, &names, e) != 0)
		return (-1);
	for (face = 0; face < SCRIPT_FACES; face++) {
		for (table = 0; table < b->press->stock->book.tables; table++) {
			(void)snprintf(name, sizeof(name), "/%c%d",
			    press_face_letter((enum script_face)face), table);
			if (pdf_reader_key(names, name) != NULL)
				memset(b->uses.fonts.codes[face][table], 0xff,
				    sizeof(b->uses.fonts.codes[face][table]));
		}
	}
	for (i = 0; i < b->press->stock->picture_count; i++) {
		(void)snprintf(name, sizeof(name), "/I%d", i);
		if (pdf_reader_key(names, name) != NULL)
			b->uses.pictures |= UINT32_C(1) << i;
	}
	return (0);
}

/* The size of the document's pages. */
static int
read_size(const struct pdf_reader *r, float *width, float *height, struct err *e)
{
	struct pdf_span pages;
	const char *box;

	if (pdf_reader_dictionary(r, PRESS_PAGES, &pages, e) != 0)
		return (-1);
	box = pdf_reader_key(pages, "/MediaBox");
	if (box == NULL || sscanf(box, "[0 0 %f %f]", width, height) != 2)
		return (err_reject(e,
		    "The finished PDF cannot be read back: its pages have no size."));
	return (0);
}

/* Copy the content of a page. */
static int
copy_page(struct bundle *b, const struct pdf_reader *r, int page, struct err *e)
{
	struct pdf_span span;
	size_t number, contents;

	if (pdf_reader_page(r, (size_t)page, &number, e) != 0 ||
	    pdf_reader_dictionary(r, number, &span, e) != 0 ||
	    pdf_reader_number(span, "/Contents", &contents, e) != 0 ||
	    pdf_reader_packed(r, contents, &span, e) != 0)
		return (-1);
	buf_add(&b->packed, span.at, span.length);
	return (0);
}

int
bundle_add(struct bundle *b, const struct buf *pdf, const char *run, int64_t first_sheet, int skip,
    struct err *e)
{
	int per_sheet = b->style.duplex ? 2 : 1, pages, page;
	struct place place = { .run = run };
	struct pdf_reader r;
	float width, height;

	if (pdf_reader_open(&r, pdf->data, pdf->length, e) != 0 || note_names(b, &r, e) != 0 ||
	    read_size(&r, &width, &height, e) != 0)
		return (-1);
	if (b->count == 0 && draw_cover(b, width, height, e) != 0)
		return (-1);
	pages = (int)r.pages;
	place.top = mark_top(&b->style, height * 25.4f / 72);
	place.count = bundle_sheets(&b->style, pages);
	for (page = skip * per_sheet; page < pages; page++) {
		if (copy_page(b, &r, page, e) != 0)
			return (-1);
		(void)keep_page(b, width, height);
		if (page % per_sheet != 0)
			continue;
		place.number = page / per_sheet + 1;
		place.sheet = first_sheet + place.number - 1;
		if (add_mark(b, &b->pages[b->count - 1], &place, e) != 0)
			return (-1);
	}

	/* The next set begins on a front. */
	if (b->style.duplex && pages % 2 != 0)
		(void)keep_page(b, width, height);
	return (0);
}

/*
 * One page: its dictionary, content and mark. Objects of a page have PAGE_OBJECTS numbers, used or
 * not.
 */
static void
write_page(struct pdf_writer *w, size_t number, const struct page *page, const char *content,
    size_t begin)
{
	struct buf text = BUF_EMPTY;

	buf_printf(&text, "<</Type/Page/Parent %d 0 R/MediaBox[0 0 %g %g]", PRESS_PAGES,
	    (double)page->width, (double)page->height);
	if (page->end == begin)
		buf_add_string(&text, "/Resources<<>>");
	else if (page->mark_end == page->end)
		buf_printf(&text, "/Resources %d 0 R/Contents %zu 0 R", PRESS_RESOURCES,
		    number + 1);
	else
		buf_printf(&text, "/Resources %d 0 R/Contents[%zu 0 R %zu 0 R]", PRESS_RESOURCES,
		    number + 1, number + 2);
	pdf_writer_print(w, number, "%s>>", text.data);
	if (page->end > begin)
		pdf_writer_stream(w, number + 1, content + begin, page->end - begin);
	if (page->mark_end > page->end)
		pdf_writer_stream(w, number + 2, content + page->end, page->mark_end - page->end);
	buf_release(&text);
}

/* All pages, and the list of them. */
static void
write_pages(struct bundle *b)
{
	struct pdf_writer *w = &b->press->writer;
	size_t number = (size_t)stock_first_page(b->press->stock), begin = 0, i;
	struct buf kids = BUF_EMPTY;

	for (i = 0; i < b->count; i++, number += PAGE_OBJECTS) {
		buf_printf(&kids, "%s%zu 0 R", i > 0 ? " " : "", number);
		write_page(w, number, &b->pages[i], b->packed.data, begin);
		begin = b->pages[i].mark_end;
	}
	pdf_writer_print(w, PRESS_PAGES, "<</Type/Pages/Count %zu/Kids[%s]>>", b->count,
	    buf_text(&kids));
	buf_release(&kids);
}

void
bundle_finish(struct bundle *b, struct buf *pdf)
{
	struct document_press *press = b->press;
	struct hash *h = hash_new();
	char id[HASH_HEX_SIZE];

	buf_reset(pdf);
	pdf_writer_begin(&press->writer, pdf,
	    (size_t)stock_first_page(press->stock) + PAGE_OBJECTS * b->count);
	pdf_writer_print(&press->writer, PRESS_CATALOG, "<</Type/Catalog/Pages %d 0 R%s>>",
	    PRESS_PAGES, b->style.duplex ? "/ViewerPreferences<</Duplex/DuplexFlipLongEdge>>" : "");
	buf_reset(&press->scratch);
	pdf_writer_add_text(&press->scratch, b->title);
	pdf_writer_print(&press->writer, PRESS_INFO, "<</Producer(billspool)/Title%s>>",
	    press->scratch.data);
	press_write_resources(press, &b->uses);
	write_pages(b);
	hash_add(h, press->stock->digest, strlen(press->stock->digest));
	hash_add(h, b->packed.data, b->packed.length);
	hash_finish(h, id);
	id[PRESS_ID_DIGITS] = '\0';
	pdf_writer_finish(&press->writer, PRESS_CATALOG, PRESS_INFO, id);
}
