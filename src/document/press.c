#include "document/press.h"

#include "base/date.h"
#include "base/hash.h"
#include "base/arena.h"
#include "base/memory.h"
#include "document/invoice.h"
#include "document/sheet_words.h"

#define PAGES_MOST 5000 /* a bill of more is a mistake, and the memory of one must have a bound */

struct document_press *
document_press_new(const struct document_stock *stock)
{
	struct document_press *press = memory_new(1, sizeof(*press));
	struct script_fonts fonts = { &stock->book, stock->width };

	press->stock = stock;
	press->canvas = canvas_new(&fonts);
	press->flate = flate_new(FLATE_FAST);
	press->code = code_new();
	press->arena = ARENA_EMPTY;
	press->writer = PDF_WRITER_EMPTY;
	press->packed = press->scratch = BUF_EMPTY;
	return (press);
}

void
document_press_free(struct document_press *press)
{
	if (press == NULL)
		return;
	canvas_free(press->canvas);
	flate_free(press->flate);
	code_free(press->code);
	arena_release(&press->arena);
	pdf_writer_release(&press->writer);
	buf_release(&press->packed);
	buf_release(&press->scratch);
	free(press->ends);
	free(press);
}

int
document_stock_trim(struct document_stock *stock, const struct document_press *press, struct err *e)
{
	return (stock_trim(stock, &press->drawn, e));
}

/* Pack the content of every page. */
static void
pack_pages(struct document_press *press)
{
	size_t count = canvas_pages(press->canvas), i;

	if (count > press->room) {
		press->ends = memory_resize(press->ends, count, sizeof(*press->ends));
		press->room = count;
	}
	buf_reset(&press->packed);
	for (i = 0; i < count; i++) {
		canvas_pack(press->canvas, i, press->flate, &press->packed);
		press->ends[i] = press->packed.length;
	}
}

/* Catalog, page tree and what readers show as the properties of the document. */
static void
write_frame(struct document_press *press, const struct sheet *s)
{
	const struct document_model *m = s->model;
	struct buf *text = &press->scratch;
	size_t count = canvas_pages(press->canvas), i;
	char iso[DATE_ISO_SIZE];

	pdf_writer_print(&press->writer, PRESS_CATALOG,
	    "<</Type/Catalog/Pages %d 0 R/Lang(%s)/ViewerPreferences<</DisplayDocTitle true>>>>",
	    PRESS_PAGES, locale_code(s->locale));
	buf_reset(text);
	for (i = 0; i < count; i++)
		buf_printf(text, "%s%zu 0 R", i > 0 ? " " : "",
		    (size_t)stock_first_page(press->stock) + 2 * i);
	pdf_writer_print(&press->writer, PRESS_PAGES,
	    "<</Type/Pages/Count %zu/MediaBox[0 0 %g %g]/Kids[%s]>>", count,
	    (double)s->layout->width, (double)s->layout->height, text->data);

	buf_reset(text);
	if (m->kind == DOCUMENT_INVOICE || m->kind == DOCUMENT_REVERSAL)
		pdf_writer_add_text(text,
		    arena_printf(s->arena, "%s %s%s%s",
			locale_text(s->locale,
			    m->kind == DOCUMENT_REVERSAL ? TEXT_CREDIT_NOTE : TEXT_INVOICE),
			m->invoice_number, m->copy ? " \xe2\x80\x93 " : "", sheet_mark(s)));
	else
		pdf_writer_add_text(text,
		    arena_printf(s->arena, "%s %s", sheet_title(s), m->invoice_number));
	buf_add_string(text, "/Author");
	pdf_writer_add_text(text, m->sender_name);
	if (m->invoice_date != DATE_NONE) {
		(void)date_format(m->invoice_date, iso);
		buf_printf(text, "/CreationDate(D:%.4s%.2s%.2s)", iso, iso + 5, iso + 8);
	}
	pdf_writer_print(&press->writer, PRESS_INFO, "<</Producer(billspool)/Title%s>>",
	    text->data);
}

void
press_note_uses(const struct document_press *press, struct press_uses *uses)
{
	int i;

	canvas_note_uses(press->canvas, &uses->fonts);
	for (i = 0; i < press->stock->picture_count; i++)
		if (canvas_shows(press->canvas, i))
			uses->pictures |= UINT32_C(1) << i;
}

char
press_face_letter(enum script_face face)
{
	return (face == SCRIPT_BOLD ? 'B' : 'A');
}

/* The fonts, and the names by which pages know them. */
static void
write_fonts(struct document_press *press, const struct press_uses *uses, struct buf *names)
{
	const struct document_stock *stock = press->stock;
	const struct font_object *objects;
	int face, table, i, number;

	for (face = 0; face < SCRIPT_FACES; face++) {
		for (table = 0; table < stock->book.tables; table++) {
			if (!script_uses_any(&uses->fonts, face, table))
				continue;
			objects = stock_font(stock, &uses->fonts, face, table);
			number = stock_font_number(stock, (enum script_face)face, table);
			buf_printf(names, "/%c%d %d 0 R", press_face_letter((enum script_face)face),
			    table, number);
			for (i = 0; i < FONT_OBJECTS; i++)
				pdf_writer_add(&press->writer, (size_t)(number + i),
				    objects[i].bytes.data, objects[i].bytes.length);
		}
	}
}

/* The pictures, the same. */
static void
write_pictures(struct document_press *press, const struct press_uses *uses, struct buf *names)
{
	const struct document_stock *stock = press->stock;
	int i, number;

	for (i = 0; i < stock->picture_count; i++) {
		if ((uses->pictures >> i & 1) == 0)
			continue;
		number = stock_first_picture(stock) + i;
		buf_printf(names, "/I%d %d 0 R", i, number);
		pdf_writer_object(&press->writer, (size_t)number, stock->pictures[i].object.data,
		    stock->pictures[i].object.length);
	}
}

void
press_write_resources(struct document_press *press, const struct press_uses *uses)
{
	struct buf *names = &press->scratch;

	buf_reset(names);
	buf_add_string(names, "<</Font<<");
	write_fonts(press, uses, names);
	buf_add_string(names, ">>");
	if (uses->pictures != 0) {
		buf_add_string(names, "/XObject<<");
		write_pictures(press, uses, names);
		buf_add_string(names, ">>");
	}
	pdf_writer_print(&press->writer, PRESS_RESOURCES, "%s>>", names->data);
}

/* The pages with their contents. */
static void
write_pages(struct document_press *press)
{
	size_t count = canvas_pages(press->canvas), number = (size_t)stock_first_page(press->stock),
	       begin = 0, i;

	for (i = 0; i < count; i++, number += 2) {
		pdf_writer_print(&press->writer, number,
		    "<</Type/Page/Parent %d 0 R/Resources %d 0 R/Contents %zu 0 R>>", PRESS_PAGES,
		    PRESS_RESOURCES, number + 1);
		pdf_writer_stream(&press->writer, number + 1, press->packed.data + begin,
		    press->ends[i] - begin);
		begin = press->ends[i];
	}
}

/* The file's identity: what is in it, and nothing of when or where it was made. */
static void
make_id(struct document_press *press, const struct document_model *m, char id[static HASH_HEX_SIZE])
{
	struct hash *h = hash_new();

	hash_add(h, press->stock->digest, strlen(press->stock->digest));
	hash_add(h, m->invoice_number, strlen(m->invoice_number) + 1);
	hash_add(h, press->packed.data, press->packed.length);
	hash_finish(h, id);
	id[PRESS_ID_DIGITS] = '\0';
}

/* Join the shared objects and the pages into a file. */
static void
assemble(struct document_press *press, const struct sheet *s, struct buf *pdf)
{
	size_t numbers = (size_t)stock_first_page(press->stock) + 2 * canvas_pages(press->canvas);
	struct press_uses uses = { .pictures = 0 };
	char id[HASH_HEX_SIZE];

	pack_pages(press);
	pdf_writer_begin(&press->writer, pdf, numbers);
	write_frame(press, s);
	press_note_uses(press, &uses);
	script_uses_add(&press->drawn, &uses.fonts);
	press_write_resources(press, &uses);
	write_pages(press);
	make_id(press, s->model, id);
	pdf_writer_finish(&press->writer, PRESS_CATALOG, PRESS_INFO, id);
}

/* Draw a document on the press's canvas; s is filled in. As document_draw, but for the file. */
static int
draw_pages(struct document_press *press, const struct document_model *m, struct sheet *s,
    struct err *e)
{
	*s = (struct sheet){ .canvas = press->canvas,
		.arena = &press->arena,
		.code = press->code,
		.pictures = press->stock->pictures,
		.picture_count = press->stock->picture_count,
		.model = m,
		.layout = stock_layout(press->stock, m->layout),
		.locale = locale_find(m->language) };
	if (s->layout == NULL)
		return (err_reject(e, "The layout \"%s\" was not prepared for this run.",
		    m->layout));
	canvas_reset(press->canvas, s->layout->height);
	arena_reset(&press->arena);
	invoice_draw(s);
	if (s->refused) {
		*e = s->why;
		return (err_context(e, "invoice %s", m->invoice_number));
	}
	if (canvas_status(press->canvas, e) == 0)
		return (0);

	/*
	 * The canvas sees letters only; document_check has a better sentence about the same fault.
	 */
	if (e->kind == ERR_REJECT && document_check(press->stock, m, e) == 0)
		return (err_context(e, "invoice %s", m->invoice_number));
	return (-1);
}

int
document_draw(struct document_press *press, const struct document_model *model, struct buf *pdf,
    struct document_facts *facts, struct err *e)
{
	struct sheet s;

	buf_reset(pdf);
	if (draw_pages(press, model, &s, e) != 0)
		return (-1);
	if (canvas_pages(press->canvas) > PAGES_MOST)
		return (err_reject(e, "The invoice would have %zu pages; at most %d are drawn.",
		    canvas_pages(press->canvas), PAGES_MOST));
	assemble(press, &s, pdf);
	facts->pages = (int)canvas_pages(press->canvas);
	facts->mark = sheet_mark(&s);
	return (0);
}
