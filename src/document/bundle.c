#include "document/bundle.h"

#include "base/hash.h"
#include "base/inifile.h"
#include "base/memory.h"
#include "base/text.h"
#include "document/code.h"
#include "document/press.h"

static const char OMR[] =
#include "omr.inc"
;

#define TEXT_SIZE 12.0f /* what optical readers of page texts want (FP) */
#define MATRIX_SIDE CANVAS_MM(9)
#define COVER_WIDTH 595.276f
#define COVER_HEIGHT 841.89f

/* A page that is packed: its content is empty for the blank back of a sheet. */
struct page {
	size_t end; /* in press->packed */
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
};

/* ---- the marks of a machine ------------------------------------------------------------------------------------ */

struct search {
	const char *machine;
	struct bundle_style *style;
	bool found;
};

static const char *const OMR_WORDS[OMR_KINDS] = { "always", "last", "not_last", "first", "not_first", "sequence1", "sequence2", "sequence4",
	"parity" };

/* The words of `marks`. */
static int
read_omr(const char *value, struct bundle_style *style, struct err *e)
{
	char *copy = memory_string(value), *rest = copy, *word;
	int kind = 0;

	style->omr_count = 0;
	while (kind < OMR_KINDS && (word = strsep(&rest, " ")) != NULL && style->omr_count < BUNDLE_OMR_MOST) {
		for (kind = 0; kind < OMR_KINDS && strcmp(OMR_WORDS[kind], word) != 0; kind++)
			;
		style->omr[style->omr_count++] = (enum bundle_omr)kind;
	}
	free(copy);
	return (kind < OMR_KINDS ? 0 : err_reject(e, "omr.ini: marks = %s has an unknown word", value));
}

static int
on_omr(void *context, const struct inifile_entry *entry, struct err *e)
{
	struct search *search = context;
	struct bundle_style *style = search->style;
	const struct {
		const char *key;
		float *field;
	} FIELDS[] = { { "pitch", &style->pitch }, { "length", &style->length }, { "thickness", &style->thickness }, { "x", &style->x },
		{ "y", &style->y } };
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
	else if (strcmp(word, "text") == 0)
		style->marks = BUNDLE_TEXT;
	else if (strcmp(word, "datamatrix") == 0)
		style->marks = BUNDLE_DATAMATRIX;
	else if (strncmp(word, "omr-", 4) == 0) {
		style->marks = BUNDLE_OMR;
		search.machine = word + 4;
		if (inifile_read(OMR, on_omr, &search, e) != 0)
			return (-1);
	}
	if (style->marks == BUNDLE_NO_MARKS ? strcmp(word, "none") != 0 : style->marks == BUNDLE_OMR && !search.found)
		return (err_reject(e, "marks = %s: write none, text, datamatrix, omr-quadient or omr-pitney-bowes", word));
	return (0);
}

/* ---- drawing ---------------------------------------------------------------------------------------------------- */

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
	buf_release(&b->packed);
	free(b->pages);
	free(b->title);
	free(b);
}

/* Keep a page: that of the canvas, or, with -1, a blank one. */
static void
keep_page(struct bundle *b, int page, float width, float height)
{
	if (b->count == b->room) {
		b->room = b->room == 0 ? 256 : 2 * b->room;
		b->pages = memory_resize(b->pages, b->room, sizeof(*b->pages));
	}
	if (page >= 0)
		canvas_pack(b->press->canvas, (size_t)page, b->press->flate, &b->packed);
	b->pages[b->count++] = (struct page){ b->packed.length, width, height };
}

int
bundle_begin(struct bundle *b, const char *title, const struct bundle_row *rows, size_t count, struct err *e)
{
	static const struct script_style TITLE = { SCRIPT_BOLD, 26, 0x000000 }, LABEL = { SCRIPT_REGULAR, 12, 0x555555 },
	    VALUE = { SCRIPT_BOLD, 14, 0x000000 };
	struct canvas *c = b->press->canvas;
	const struct canvas_box bars[] = { { 0, 0, COVER_WIDTH, 24 }, { 0, COVER_HEIGHT - 24, COVER_WIDTH, 24 } };
	float y = 190;
	size_t i;

	b->count = 0;
	buf_reset(&b->packed);
	memset(&b->uses, 0, sizeof(b->uses));
	free(b->title);
	b->title = memory_string(title);

	/* Black at both edges: a cover is seen in the side of a pile. */
	canvas_reset(c, COVER_HEIGHT);
	canvas_page(c);
	canvas_bars(c, 0, bars, LENGTH(bars));
	canvas_text(c, &TITLE, 71, 130, title);
	for (i = 0; i < count; i++, y += 26) {
		canvas_text(c, &LABEL, 71, y, rows[i].label);
		canvas_text(c, &VALUE, 230, y, rows[i].value);
	}
	if (canvas_status(c, e) != 0)
		return (-1);
	press_note_uses(b->press, &b->uses);
	keep_page(b, 0, COVER_WIDTH, COVER_HEIGHT);
	if (b->style.duplex)
		keep_page(b, -1, COVER_WIDTH, COVER_HEIGHT);
	return (0);
}

int
bundle_sheets(const struct bundle_style *style, int pages)
{
	return (style->duplex ? (pages + 1) / 2 : pages);
}

/* Which sheet it is: of its set, and of the run. */
struct place {
	const char *run;
	int number, count; /* in the set, from 1 */
	int64_t sheet;     /* in the run, from 1 */
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
			lines[count++] = (struct canvas_box){ CANVAS_MM(style->x), CANVAS_MM(style->y + style->pitch * (float)i),
				CANVAS_MM(style->length), CANVAS_MM(style->thickness) };
	canvas_bars(b->press->canvas, 0, lines, count);
}

/* The mark of one sheet, on the current page. */
static int
draw_mark(struct bundle *b, const struct place *place, struct err *e)
{
	static const struct script_style STYLE = { SCRIPT_REGULAR, TEXT_SIZE, 0x000000 };
	struct document_press *press = b->press;
	struct canvas_box box = { CANVAS_MM(b->style.x), CANVAS_MM(b->style.y), MATRIX_SIDE, MATRIX_SIDE };
	struct canvas_pattern pattern;

	if (b->style.marks == BUNDLE_OMR)
		draw_omr(b, place);
	if (b->style.marks == BUNDLE_TEXT)
		canvas_text(press->canvas, &STYLE, box.x, box.y, arena_printf(&press->arena, "%d/%d", place->number, place->count));
	if (b->style.marks != BUNDLE_DATAMATRIX)
		return (0);
	if (code_make(press->code, CODE_DATAMATRIX, arena_printf(&press->arena, "%s %06lld %d/%d", place->run, (long long)place->sheet,
	    place->number, place->count), &pattern, e) != 0)
		return (-1);
	canvas_pattern(press->canvas, 0, box, &pattern);
	return (0);
}

int
bundle_add(struct bundle *b, const struct document_model *model, const char *run, int64_t first_sheet, int skip, struct err *e)
{
	struct canvas *c = b->press->canvas;
	int per_sheet = b->style.duplex ? 2 : 1, pages, page;
	struct place place = { .run = run };
	struct sheet sheet;

	if (press_draw(b->press, model, &sheet, e) != 0)
		return (-1);
	pages = (int)canvas_pages(c);
	place.count = bundle_sheets(&b->style, pages);
	for (page = 0; page < pages; page += per_sheet) {
		place.number = page / per_sheet + 1;
		place.sheet = first_sheet + place.number - 1;
		canvas_turn(c, (size_t)page);
		if (draw_mark(b, &place, e) != 0)
			return (-1);
	}
	if (canvas_status(c, e) != 0)
		return (-1);
	press_note_uses(b->press, &b->uses);
	for (page = skip * per_sheet; page < pages; page++)
		keep_page(b, page, sheet.layout->width, sheet.layout->height);

	/* The next set begins on a front. */
	if (b->style.duplex && pages % 2 != 0)
		keep_page(b, -1, sheet.layout->width, sheet.layout->height);
	return (0);
}

/* The pages with their contents; the list of them goes to the press's scratch. */
static void
write_pages(struct bundle *b)
{
	struct pdf_writer *w = &b->press->writer;
	size_t number = (size_t)stock_first_page(b->press->stock), begin = 0, i;
	struct buf kids = BUF_EMPTY;

	for (i = 0; i < b->count; i++, number += 2) {
		const struct page *page = &b->pages[i];
		bool blank = page->end == begin;

		buf_printf(&kids, "%s%zu 0 R", i > 0 ? " " : "", number);
		if (blank) {
			pdf_writer_print(w, number, "<</Type/Page/Parent %d 0 R/Resources<<>>/MediaBox[0 0 %g %g]>>", PRESS_PAGES,
			    (double)page->width, (double)page->height);
		} else {
			pdf_writer_print(w, number, "<</Type/Page/Parent %d 0 R/Resources %d 0 R/MediaBox[0 0 %g %g]/Contents %zu 0 R>>",
			    PRESS_PAGES, PRESS_RESOURCES, (double)page->width, (double)page->height, number + 1);
			pdf_writer_stream(w, number + 1, b->packed.data + begin, page->end - begin);
		}
		begin = page->end;
	}
	pdf_writer_print(w, PRESS_PAGES, "<</Type/Pages/Count %zu/Kids[%s]>>", b->count, buf_text(&kids));
	buf_release(&kids);
}

void
bundle_finish(struct bundle *b, struct buf *pdf)
{
	struct document_press *press = b->press;
	struct hash *h = hash_new();
	char id[HASH_HEX_SIZE];

	buf_reset(pdf);
	pdf_writer_begin(&press->writer, pdf, (size_t)stock_first_page(press->stock) + 2 * b->count);
	pdf_writer_print(&press->writer, PRESS_CATALOG, "<</Type/Catalog/Pages %d 0 R%s>>", PRESS_PAGES,
	    b->style.duplex ? "/ViewerPreferences<</Duplex/DuplexFlipLongEdge>>" : "");
	buf_reset(&press->scratch);
	pdf_writer_add_text(&press->scratch, b->title);
	pdf_writer_print(&press->writer, PRESS_INFO, "<</Producer(billspool)/Title%s>>", press->scratch.data);
	press_write_resources(press, &b->uses);
	write_pages(b);
	hash_add(h, press->stock->digest, strlen(press->stock->digest));
	hash_add(h, b->packed.data, b->packed.length);
	hash_finish(h, id);
	id[PRESS_ID_DIGITS] = '\0';
	pdf_writer_finish(&press->writer, PRESS_CATALOG, PRESS_INFO, id);
}
