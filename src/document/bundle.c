#include "document/bundle.h"

#include "base/hash.h"
#include "base/memory.h"
#include "page/pdf_reader.h"
#include "document/press.h"

#define PAGE_OBJECTS 3 /* page, content, mark */
#define COVER_LEFT 71.0f
#define COVER_VALUES 230.0f
#define COVER_RIGHT 50.0f
#define COVER_ROW 26.0f
#define COVER_LEADING 18.0f

/*
 * A page that is packed: its content and its mark end at these places of bundle->packed. Both are
 * empty on the blank back of a sheet.
 */
struct bundle_page {
	size_t end, mark_end;
	float width, height;
};

struct bundle {
	struct bundle_style style;
	struct document_press *press;
	struct bundle_page *pages;
	size_t count, room;
	struct press_uses uses;
	struct buf packed;
	char *title;

	/* the cover, which is drawn when the size of the first document is known */
	struct arena arena;
	struct bundle_row *rows;
	size_t row_count;
};

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
static struct bundle_page *
keep_page(struct bundle *b, float width, float height)
{
	if (b->count == b->room) {
		b->room = b->room == 0 ? 256 : 2 * b->room;
		b->pages = memory_resize(b->pages, b->room, sizeof(*b->pages));
	}
	b->pages[b->count] =
	    (struct bundle_page){ b->packed.length, b->packed.length, width, height };
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

/*
 * Draw a row of the cover below y: a label, and a value in as many lines as it needs. Returns the y
 * of the next row.
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

int
bundle_sheets(const struct bundle_style *style, int pages)
{
	return (style->duplex ? (pages + 1) / 2 : pages);
}

/* Append the mark of a sheet to its page. */
static int
add_mark(struct bundle *b, struct bundle_page *page, const struct inserter_sheet *sheet,
    struct err *e)
{
	struct canvas *c = b->press->canvas;
	const struct inserter_tools tools = { c, &b->press->arena, b->press->code };

	if (b->style.inserter.marks == INSERTER_NO_MARKS)
		return (0);
	canvas_reset(c, page->height);
	canvas_page(c);
	arena_reset(&b->press->arena);
	if (inserter_draw(&b->style.inserter, &tools, sheet, e) != 0 || canvas_status(c, e) != 0)
		return (-1);
	press_note_uses(b->press, &b->uses);
	canvas_pack(c, 0, b->press->flate, &b->packed);
	page->mark_end = b->packed.length;
	return (0);
}

/*
 * Note the fonts and pictures of a document, which its pages know by name. All characters of a font
 * count as used.
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
	struct inserter_sheet sheet = { .run = run };
	struct pdf_reader r;
	float width, height;

	if (pdf_reader_open(&r, pdf->data, pdf->length, e) != 0 || note_names(b, &r, e) != 0 ||
	    read_size(&r, &width, &height, e) != 0)
		return (-1);
	if (b->count == 0 && draw_cover(b, width, height, e) != 0)
		return (-1);
	pages = (int)r.pages;
	sheet.top = inserter_top(&b->style.inserter, height * 25.4f / 72);
	sheet.count = bundle_sheets(&b->style, pages);
	for (page = skip * per_sheet; page < pages; page++) {
		if (copy_page(b, &r, page, e) != 0)
			return (-1);
		(void)keep_page(b, width, height);
		if (page % per_sheet != 0)
			continue;
		sheet.number = page / per_sheet + 1;
		sheet.sheet = first_sheet + sheet.number - 1;
		if (add_mark(b, &b->pages[b->count - 1], &sheet, e) != 0)
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
write_page(struct pdf_writer *w, size_t number, const struct bundle_page *page, const char *content,
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
