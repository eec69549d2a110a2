/*
 * invoice_bench MODE FOLDER COUNT WORKERS: the same invoices (30 lines, 6 reads, a chart, a code to
 * pay by, fonts embedded) made in different ways, into FOLDER, and how long that took. One line of
 * JSON to standard output.
 *
 *   ours      as draw.c makes them: drawn, read back and compared, hashed, written; one syncfs at
 * the end floor     nothing but what cannot be saved: the same page contents packed, the same bytes
 * written; one syncfs libharu   by a plain program with libharu: for each document, both fonts
 * loaded from their files, embedded, UTF-8; the same texts at the same places, saved; WORKERS is 1
 *   texts     no invoices, but FOLDER/texts.json, the texts and places of COUNT of them, for the
 * program with ReportLab
 */
#include <fcntl.h>
#include <hpdf.h>
#include <pthread.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "../golden/sample_invoice.h"
#include "base/hash.h"
#include "base/memory.h"
#include "page/flate.h"
#include "page/pdf_reader.h"

#define DISTINCT 500 /* the floor keeps the contents of so many in memory, and begins again */
#define TEXTS_MOST 2000

/* A text of a page, as its operators say. */
struct item {
	size_t page;
	bool bold;
	double size, x, y;
	char text[256];
};

/* One worker: every n-th invoice. */
struct worker {
	const struct bench *bench;
	unsigned int number;
	struct sample *sample;
	struct document_press *press;
	struct document_verifier *verifier;
	size_t *bytes; /* of each invoice, by its number: the bench's */
};

struct bench {
	const char *folder;
	int dir;
	unsigned int count, workers;
	const struct document_stock *stock;
	/* of the floor */
	struct buf *contents, *files;
	/* results */
	size_t *bytes;
	uint64_t *hashes; /* the beginnings of them: this must not be what memory grows by */
};

static double
now(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return ((double)t.tv_sec + (double)t.tv_nsec / 1e9);
}

static void
fail(const char *what)
{
	(void)fprintf(stderr, "invoice_bench: %s\n", what);
	exit(1);
}

/* ---- the invoices ---------------------------------------------------------------------------- */

/* Invoice i: amounts and numbers are its own. */
static void
make(struct sample *s, unsigned int i)
{
	size_t line;

	sample_invoice(s, 30, 6, i);
	for (line = 0; line < s->model.line_count; line++) {
		s->lines[line].quantity.units += (int64_t)i * 7 % 5003;
		if (s->lines[line].unit[0] != '\0' &&
		    !decimal_money(s->lines[line].quantity, s->lines[line].price, 2,
			&s->lines[line].amount_minor))
			fail("an amount is too large");
	}
	s->model.previous_minor = 10000 + (int64_t)i % 90000;
	sample_sum(s);
}

static struct document_stock *
prepare(struct sample *s)
{
	struct document_charset *set = document_charset_new();
	struct document_stock *stock;
	struct document_press *press;
	struct document_facts facts;
	struct buf pdf = BUF_EMPTY;
	struct err e = { 0 };
	unsigned int i;

	make(s, 1);
	document_charset_add_model(set, &s->model);
	if (document_stock_new(&SAMPLE_STYLE, set, &stock, &e) != 0)
		fail(e.text);
	press = document_press_new(stock);
	for (i = 0; i < 50; i++) {
		make(s, i);
		if (document_draw(press, &s->model, &pdf, &facts, &e) != 0)
			fail(e.text);
	}
	if (document_stock_trim(stock, press, &e) != 0)
		fail(e.text);
	document_press_free(press);
	document_charset_free(set);
	buf_release(&pdf);
	return (stock);
}

static void
write_file(const struct bench *b, unsigned int i, const struct buf *pdf)
{
	char name[32];
	size_t done = 0;
	ssize_t part;
	int fd;

	(void)snprintf(name, sizeof(name), "%07u.pdf", i);
	fd = openat(b->dir, name, O_WRONLY | O_CREAT | O_TRUNC, 0640);
	if (fd < 0)
		fail("cannot make a file");
	for (; done < pdf->length; done += (size_t)part)
		if ((part = write(fd, pdf->data + done, pdf->length - done)) <= 0)
			fail("cannot write a file");
	(void)close(fd);
}

/* ---- ours ------------------------------------------------------------------------------------ */

static void *
work_ours(void *context)
{
	struct worker *w = context;
	const struct bench *b = w->bench;
	struct document_facts facts;
	struct buf pdf = BUF_EMPTY;
	char due[DECIMAL_SIZE], hash[HASH_HEX_SIZE];
	struct err e = { 0 };
	unsigned int i;

	for (i = w->number; i < b->count; i += b->workers) {
		const struct document_model *m = &w->sample->model;
		struct document_expected expected = { .total = due, .mark = "" };

		make(w->sample, i);
		expected.account_number = m->account_number;
		expected.invoice_number = m->invoice_number;
		decimal_format_money(m->due_minor, m->minor_places, due);
		if (document_draw(w->press, m, &pdf, &facts, &e) != 0 ||
		    document_verify(w->verifier, pdf.data, pdf.length, &expected, &e) != 0)
			fail(e.text);
		hash_bytes(pdf.data, pdf.length, hash);
		memcpy(&b->hashes[i], hash, sizeof(b->hashes[i]));
		b->bytes[i] = pdf.length;
		write_file(b, i, &pdf);
	}
	buf_release(&pdf);
	return (NULL);
}

/* ---- the floor ------------------------------------------------------------------------------- */

/* The unpacked contents of all pages of a document, one behind another. */
static void
read_contents(const struct buf *pdf, struct buf *contents)
{
	struct pdf_reader r;
	struct pdf_span span;
	struct err e = { 0 };
	size_t page, number, stream;

	if (pdf_reader_open(&r, pdf->data, pdf->length, &e) != 0)
		fail(e.text);
	for (page = 0; page < r.pages; page++)
		if (pdf_reader_page(&r, page, &number, &e) != 0 ||
		    pdf_reader_dictionary(&r, number, &span, &e) != 0 ||
		    pdf_reader_number(span, "/Contents", &stream, &e) != 0 ||
		    pdf_reader_stream(&r, stream, contents, &e) != 0)
			fail(e.text);
}

/* Make the first ones, and keep what they are made of. Not measured. */
static void
make_contents(struct bench *b, struct sample *s)
{
	struct document_press *press = document_press_new(b->stock);
	struct document_facts facts;
	struct err e = { 0 };
	unsigned int i;

	b->contents = memory_new(DISTINCT, sizeof(*b->contents));
	b->files = memory_new(DISTINCT, sizeof(*b->files));
	for (i = 0; i < DISTINCT; i++) {
		make(s, i);
		if (document_draw(press, &s->model, &b->files[i], &facts, &e) != 0)
			fail(e.text);
		read_contents(&b->files[i], &b->contents[i]);
	}
	document_press_free(press);
}

static void *
work_floor(void *context)
{
	struct worker *w = context;
	const struct bench *b = w->bench;
	struct flate *flate = flate_new(FLATE_FAST);
	struct buf packed = BUF_EMPTY;
	unsigned int i;

	for (i = w->number; i < b->count; i += b->workers) {
		const struct buf *content = &b->contents[i % DISTINCT];
		const struct flate_part part = { content->data, content->length };

		buf_reset(&packed);
		flate_pack(flate, &part, 1, &packed);
		write_file(b, i, &b->files[i % DISTINCT]);
		b->bytes[i] = b->files[i % DISTINCT].length;
	}
	flate_free(flate);
	buf_release(&packed);
	return (NULL);
}

/* ---- the texts ------------------------------------------------------------------------------- */

/*
 * The string between parentheses as UTF-8. Sample invoices are ASCII but for what the codes of
 * table 0 stand for; those become '-'.
 */
static const char *
read_string(const char *at, char text[256])
{
	size_t length = 0;

	for (; *at != ')'; at++) {
		if (*at == '\\')
			at++;
		if (length < 255)
			text[length++] = (unsigned char)*at < 0x80 ? *at : '-';
	}
	text[length] = '\0';
	return (at + 1);
}

/* The texts of a page by its operators: fonts, moves from one beginning to the next, strings. */
static size_t
read_items(char *content, size_t page, struct item *items, size_t count)
{
	struct item item = { .page = page };
	double a = 0, b = 0;
	char *at = content, *word;
	bool bold = false;

	while (*at != '\0' && count < TEXTS_MOST) {
		if (*at == '(') {
			at = (char *)(uintptr_t)read_string(at + 1, item.text);
			items[count++] = item;
			continue;
		}
		word = at;
		at += strcspn(at, " \n(");
		if (strncmp(word, "/A", 2) == 0 || strncmp(word, "/B", 2) == 0)
			bold = word[1] == 'B';
		else if (strncmp(word, "Tf", 2) == 0) {
			item.bold = bold;
			item.size = b;
		} else if (strncmp(word, "Td", 2) == 0) {
			item.x += a;
			item.y += b;
		} else if (strchr("-.0123456789", *word) != NULL) {
			a = b;
			b = strtod(word, NULL);
		} else if (strncmp(word, "BT", 2) == 0)
			item.x = item.y = 0;
		at += strspn(at, " \n");
	}
	return (count);
}

/* The texts of invoice i, and how many pages it has. */
static size_t
find_items(const struct bench *b, struct sample *s, struct document_press *press, unsigned int i,
    struct item *items, size_t *pages)
{
	struct buf pdf = BUF_EMPTY, content = BUF_EMPTY;
	struct document_facts facts;
	struct pdf_reader r;
	struct pdf_span span;
	struct err e = { 0 };
	size_t count = 0, page, number, stream;
	char *text;

	make(s, i);
	if (document_draw(press, &s->model, &pdf, &facts, &e) != 0 ||
	    pdf_reader_open(&r, pdf.data, pdf.length, &e) != 0)
		fail(e.text);
	for (page = 0; page < r.pages; page++) {
		buf_reset(&content);
		if (pdf_reader_page(&r, page, &number, &e) != 0 ||
		    pdf_reader_dictionary(&r, number, &span, &e) != 0 ||
		    pdf_reader_number(span, "/Contents", &stream, &e) != 0 ||
		    pdf_reader_stream(&r, stream, &content, &e) != 0)
			fail(e.text);

		/* Its text is the last object; what is before it may hold any byte. */
		text = memmem(content.data, content.length, "BT\n", 3);
		if (text != NULL)
			count = read_items(text, page, items, count);
	}
	*pages = r.pages;
	buf_release(&pdf);
	buf_release(&content);
	(void)b;
	return (count);
}

/* For the program with ReportLab. */
static void
write_texts(const struct bench *b, struct sample *s)
{
	struct document_press *press = document_press_new(b->stock);
	struct item *items = memory_new(TEXTS_MOST, sizeof(*items));
	char path[512];
	size_t count, pages, k;
	unsigned int i;
	FILE *out;
	const char *c;

	(void)snprintf(path, sizeof(path), "%s/texts.json", b->folder);
	out = fopen(path, "w");
	if (out == NULL)
		fail("cannot write texts.json");
	(void)fprintf(out, "[");
	for (i = 0; i < b->count; i++) {
		count = find_items(b, s, press, i, items, &pages);
		(void)fprintf(out, "%s[", i > 0 ? ",\n" : "");
		for (k = 0; k < count; k++) {
			(void)fprintf(out, "%s[%zu,%d,%g,%g,%g,\"", k > 0 ? "," : "", items[k].page,
			    items[k].bold, items[k].size, items[k].x, items[k].y);
			for (c = items[k].text; *c != '\0'; c++)
				(void)fprintf(out, *c == '"' || *c == '\\' ? "\\%c" : "%c", *c);
			(void)fprintf(out, "\"]");
		}
		(void)fprintf(out, "]");
	}
	(void)fprintf(out, "]\n");
	if (fclose(out) != 0)
		fail("cannot write texts.json");
	document_press_free(press);
	free(items);
}

/* ---- plain libharu --------------------------------------------------------------------------- */

static void
on_error(HPDF_STATUS error, HPDF_STATUS detail, void *context)
{
	(void)fprintf(stderr, "libharu: 0x%04lx %lu\n", (unsigned long)error,
	    (unsigned long)detail);
	exit(1);
}

/* One document from nothing, as the library's own examples do it. */
static void
haru_document(const struct bench *b, unsigned int number, const struct item *items, size_t count,
    size_t pages)
{
	HPDF_Doc pdf = HPDF_New(on_error, NULL);
	HPDF_Font fonts[2];
	HPDF_Page page;
	char path[512];
	size_t k = 0, p;

	(void)HPDF_UseUTFEncodings(pdf);
	(void)HPDF_SetCompressionMode(pdf, HPDF_COMP_ALL);
	fonts[0] = HPDF_GetFont(pdf, HPDF_LoadTTFontFromFile(pdf, SAMPLE_FONT_REGULAR, HPDF_TRUE),
	    "UTF-8");
	fonts[1] =
	    HPDF_GetFont(pdf, HPDF_LoadTTFontFromFile(pdf, SAMPLE_FONT_BOLD, HPDF_TRUE), "UTF-8");
	for (p = 0; p < pages; p++) {
		page = HPDF_AddPage(pdf);
		(void)HPDF_Page_SetSize(page, HPDF_PAGE_SIZE_A4, HPDF_PAGE_PORTRAIT);
		for (; k < count && items[k].page == p; k++) {
			(void)HPDF_Page_BeginText(page);
			(void)HPDF_Page_SetFontAndSize(page, fonts[items[k].bold],
			    (float)items[k].size);
			(void)HPDF_Page_TextOut(page, (float)items[k].x, (float)items[k].y,
			    items[k].text);
			(void)HPDF_Page_EndText(page);
		}
	}
	(void)snprintf(path, sizeof(path), "%s/%07u.pdf", b->folder, number);
	(void)HPDF_SaveToFile(pdf, path);
	HPDF_Free(pdf);
}

/* All of them; finding out the texts is not measured. */
static double
run_libharu(const struct bench *b, struct sample *s)
{
	struct document_press *press = document_press_new(b->stock);
	struct item *items = memory_new(TEXTS_MOST, sizeof(*items));
	double seconds = 0, start;
	size_t count, pages;
	unsigned int i;

	for (i = 0; i < b->count; i++) {
		count = find_items(b, s, press, i, items, &pages);
		start = now();
		haru_document(b, i, items, count, pages);
		seconds += now() - start;
	}
	start = now();
	(void)syncfs(b->dir);
	document_press_free(press);
	free(items);
	return (seconds + now() - start);
}

/* ---- all ------------------------------------------------------------------------------------- */

/* So many threads; seconds until all is written and flushed. */
static double
run_threads(const struct bench *b, void *(*work)(void *context))
{
	pthread_t *threads = memory_new(b->workers, sizeof(*threads));
	struct worker *workers = memory_new(b->workers, sizeof(*workers));
	double start;
	unsigned int i;

	for (i = 0; i < b->workers; i++)
		workers[i] = (struct worker){ .bench = b,
			.number = i,
			.sample = memory_new(1, sizeof(struct sample)),
			.press = document_press_new(b->stock),
			.verifier = document_verifier_new() };
	start = now();
	for (i = 0; i < b->workers; i++)
		if (pthread_create(&threads[i], NULL, work, &workers[i]) != 0)
			fail("no thread");
	for (i = 0; i < b->workers; i++)
		(void)pthread_join(threads[i], NULL);
	(void)syncfs(b->dir);
	start = now() - start;
	for (i = 0; i < b->workers; i++) {
		document_press_free(workers[i].press);
		document_verifier_free(workers[i].verifier);
		free(workers[i].sample);
	}
	free(threads);
	free(workers);
	return (start);
}

static int
by_size(const void *a, const void *b)
{
	size_t x = *(const size_t *)a, y = *(const size_t *)b;

	return (x < y ? -1 : x > y);
}

/*
 * One line of JSON: how long, how large, how much memory, and one hash over those of all files, in
 * their order.
 */
static void
report(const struct bench *b, double seconds)
{
	struct hash *h = hash_new();
	char all[HASH_HEX_SIZE];
	struct rusage usage;

	hash_add(h, b->hashes, b->count * sizeof(*b->hashes));
	hash_finish(h, all);
	qsort(b->bytes, b->count, sizeof(*b->bytes), by_size);
	(void)getrusage(RUSAGE_SELF, &usage);
	(void)printf("{\"seconds\": %.6f, \"median_bytes\": %zu, \"peak_mb\": %.1f, \"hash\": "
		     "\"%s\"}\n",
	    seconds, b->bytes[b->count / 2], (double)usage.ru_maxrss / 1024, all);
}

int
main(int argc, char **argv)
{
	static struct sample s;
	struct bench b = { 0 };
	double seconds = 0;

	if (argc != 5)
		fail("usage: invoice_bench ours|floor|libharu|texts FOLDER COUNT WORKERS");
	b.folder = argv[2];
	b.dir = open(b.folder, O_RDONLY | O_DIRECTORY);
	b.count = (unsigned int)strtoul(argv[3], NULL, 10);
	b.workers = (unsigned int)strtoul(argv[4], NULL, 10);
	if (b.dir < 0 || b.count == 0 || b.workers == 0)
		fail("no such folder, or nothing to do");
	b.stock = prepare(&s);
	b.bytes = memory_new(b.count, sizeof(*b.bytes));
	b.hashes = memory_new(b.count, sizeof(*b.hashes));
	if (strcmp(argv[1], "ours") == 0)
		seconds = run_threads(&b, work_ours);
	else if (strcmp(argv[1], "floor") == 0) {
		make_contents(&b, &s);
		seconds = run_threads(&b, work_floor);
	} else if (strcmp(argv[1], "libharu") == 0)
		seconds = run_libharu(&b, &s);
	else if (strcmp(argv[1], "texts") == 0)
		write_texts(&b, &s);
	else
		fail("unknown mode");
	report(&b, seconds);
	return (0);
}
