#include "base/csv.h"

#include <csv.h>
#include <stdint.h>

#include "base/die.h"
#include "base/memory.h"
#include "base/text.h"

#define BOM "\xef\xbb\xbf"
#define BOM_LENGTH 3

/*
 * libcsv grows its field by so much at a time; its own default of 128 makes a copy of every long
 * field.
 */
#define FIELD_STEP 4096

/* Fields have room for this many at first. */
#define FIRST_FIELDS 32

static const char DELIMITERS[] = ",;\t|";

/*
 * One reading: libcsv is fed one physical line at a time, so that we know the line in its
 * callbacks.
 */
struct reader {
	struct csv_parser parser;
	const struct csv_limits *limits;
	csv_row_fn *each;
	void *context;
	struct err *e;
	int status; /* -1 once anything has gone wrong: callbacks then do nothing */
	char delimiter;

	struct buf bytes; /* the fields of this row, each with its NUL */
	size_t *starts;   /* where each begins in bytes */
	size_t *lengths;
	char **fields;
	size_t count;
	size_t room;

	size_t line;       /* that is being fed */
	size_t row_line;   /* on which this row began */
	size_t field_line; /* on which this field began */
	size_t open_bytes; /* fed since the last field was whole */
	size_t number;     /* rows handed out */
	bool row_ended;    /* by the line being fed */
	bool quote_open;   /* at the beginning of the line being fed */
};

/* The length of a BOM at the beginning. */
static size_t
skip_bom(const char *bytes, size_t length)
{
	return (length >= BOM_LENGTH && memcmp(bytes, BOM, BOM_LENGTH) == 0 ? BOM_LENGTH : 0);
}

/* The length of the line at bytes, with its line break (LF, CRLF or CR). */
static size_t
line_length(const char *bytes, size_t length)
{
	size_t end = 0;

	while (end < length && bytes[end] != '\n' && bytes[end] != '\r')
		end++;
	if (end + 1 < length && bytes[end] == '\r' && bytes[end + 1] == '\n')
		end++;
	return (end < length ? end + 1 : length);
}

/* Is this line Excel's "sep=;" (quoted or not)? Then its delimiter, else 0. */
static char
separator_line(const char *line, size_t length)
{
	size_t quote = length > 0 && line[0] == '"' ? 1 : 0;
	size_t rest;

	if (length < quote + 5 || strncasecmp(line + quote, "sep=", 4) != 0)
		return ('\0');
	for (rest = quote + 5; rest < length; rest++)
		if (strchr("\"\r\n", line[rest]) == NULL)
			return ('\0');
	return (line[quote + 4] == '\r' || line[quote + 4] == '\n' ? '\0' : line[quote + 4]);
}

/* The index of the delimiter that this row has most often outside of quotes. */
static size_t
most_frequent(const char *line, size_t length)
{
	size_t counts[sizeof(DELIMITERS) - 1] = { 0 };
	bool quoted = false;
	const char *found;
	size_t i, best = 0;

	for (i = 0; i < length && (quoted || strchr("\r\n", line[i]) == NULL); i++) {
		if (line[i] == '"')
			quoted = !quoted;
		else if (!quoted && (found = strchr(DELIMITERS, line[i])) != NULL && *found != '\0')
			counts[found - DELIMITERS]++;
	}
	for (i = 1; i < LENGTH(counts); i++)
		if (counts[i] > counts[best])
			best = i;
	return (best);
}

char
csv_sniff(const char *bytes, size_t length)
{
	size_t at = skip_bom(bytes, length);
	char named;

	if (at == length)
		return (DELIMITERS[0]);
	named = separator_line(bytes + at, line_length(bytes + at, length - at));
	if (named != '\0')
		return (named);

	/* There may be blank lines before the header. */
	while (at < length && strchr(" \r\n", bytes[at]) != NULL)
		at++;
	return (DELIMITERS[most_frequent(bytes + at, length - at)]);
}

/* libcsv has a field: keep a copy until its row is whole. */
static void
take_field(void *bytes, size_t length, void *context)
{
	struct reader *r = context;

	if (r->status != 0)
		return;
	if (r->limits->columns > 0 && r->count == r->limits->columns) {
		r->status = err_reject(r->e, "line %zu has more than %zu columns", r->line,
		    r->limits->columns);
		return;
	}
	if (r->limits->field_bytes > 0 && length > r->limits->field_bytes) {
		r->status = err_reject(r->e, "line %zu: a value is longer than %zu bytes",
		    r->field_line, r->limits->field_bytes);
		return;
	}
	if (r->count == r->room) {
		r->room = r->room > 0 ? 2 * r->room : FIRST_FIELDS;
		r->starts = memory_resize(r->starts, r->room, sizeof(*r->starts));
		r->lengths = memory_resize(r->lengths, r->room, sizeof(*r->lengths));
		r->fields = memory_resize(r->fields, r->room, sizeof(*r->fields));
	}
	r->starts[r->count++] = r->bytes.length;
	if (length > 0)
		buf_add(&r->bytes, bytes, length);
	buf_add_char(&r->bytes, '\0');
	r->field_line = r->line;
	r->open_bytes = 0;
}

/*
 * The bytes have stopped moving: point at the fields, trimmed. Returns whether any of them has
 * text.
 */
static bool
point_at_fields(struct reader *r)
{
	bool any = false;
	size_t i;

	for (i = 0; i < r->count; i++) {
		r->fields[i] = text_trim(r->bytes.data + r->starts[i]);
		r->lengths[i] = strlen(r->fields[i]);
		any = any || r->lengths[i] > 0;
	}
	return (any);
}

/* libcsv has the end of a row, or of a blank line: hand it out if there is anything in it. */
static void
take_row(int end, void *context)
{
	struct reader *r = context;
	struct csv_row row;

	r->row_ended = true;
	if (r->status == 0 && r->count > 0 && point_at_fields(r)) {
		row = (struct csv_row){ r->fields, r->lengths, r->count, r->row_line, ++r->number,
			end != -1 };
		if (r->limits->rows > 0 && r->number > r->limits->rows)
			r->status = err_reject(r->e,
			    "the file has more than %zu rows; split it and drop the parts",
			    r->limits->rows);
		else
			r->status = r->each(r->context, &row, r->e);
	}
	r->count = 0;
	buf_reset(&r->bytes);
}

/* libcsv has met a quote where none can be. */
static int
refuse_quote(const struct reader *r)
{
	if (r->quote_open)
		return (err_reject(r->e,
		    "line %zu: text follows the closing quote (\") of a value that begins on line "
		    "%zu; probably the quote there is never closed",
		    r->line, r->field_line));
	return (err_reject(r->e,
	    "line %zu: a quote (\") stands inside a value; put the whole value in quotes and write "
	    "the quote twice: \"3\"\" pipe\"",
	    r->line));
}

/* Give libcsv some bytes. */
static int
feed(struct reader *r, const char *bytes, size_t length)
{
	if (length == 0 || r->status != 0)
		return (r->status);
	if (csv_parse(&r->parser, bytes, length, take_field, take_row, r) == length)
		return (r->status);
	if (csv_error(&r->parser) != CSV_EPARSE)
		die_machine("out of memory in libcsv");
	if (r->status == 0)
		r->status = refuse_quote(r);
	return (-1);
}

/* Is a quote open at the end of these bytes, when it was `open` at their beginning? */
static bool
quote_open_after(const char *bytes, size_t length, bool open)
{
	const char *end = bytes + length;

	while ((bytes = memchr(bytes, '"', (size_t)(end - bytes))) != NULL) {
		open = !open;
		bytes++;
	}
	return (open);
}

/*
 * Feed a line in which values are wrapped as ="00123", which Excel reads as text: without those
 * equals signs.
 */
static int
feed_unwrapped(struct reader *r, const char *line, size_t length)
{
	bool open = r->quote_open;
	size_t from = 0, i;

	for (i = 0; i < length; i++) {
		if (line[i] == '"')
			open = !open;
		if (open || line[i] != '=' || i + 1 == length || line[i + 1] != '"')
			continue;
		/* Only at the beginning of a value does the sign mean this. */
		if (i > 0 ? line[i - 1] != r->delimiter : r->quote_open)
			continue;
		if (feed(r, line + from, i - from) != 0)
			return (-1);
		from = i + 1;
	}
	return (feed(r, line + from, length - from));
}

/* Feed one physical line. */
static int
feed_line(struct reader *r, const char *line, size_t length)
{
	/* Where no row is under way, one may begin here. */
	if (r->row_ended) {
		r->row_line = r->field_line = r->line;
		r->open_bytes = 0;
		r->quote_open = false;
	}
	r->row_ended = false;
	r->open_bytes += length;
	if (memmem(line, length, "=\"", 2) != NULL ? feed_unwrapped(r, line, length) != 0
						   : feed(r, line, length) != 0)
		return (-1);

	/*
	 * A value that goes on and on is a quote that somebody forgot; do not collect the rest of
	 * the file.
	 */
	if (!r->row_ended && r->limits->field_bytes > 0 &&
	    r->open_bytes > 2 * r->limits->field_bytes + length)
		return (err_reject(r->e,
		    "line %zu: a value that begins with a quote (\") there does not end within %zu "
		    "bytes; the closing quote is missing",
		    r->field_line, r->limits->field_bytes));
	if (!r->row_ended)
		r->quote_open = quote_open_after(line, length, r->quote_open);
	return (0);
}

/* Feed the text line by line, then its end. */
static int
read_lines(struct reader *r, const char *bytes, size_t length)
{
	size_t at = 0, step;

	for (; at < length; at += step, r->line++) {
		step = line_length(bytes + at, length - at);
		/* After an error csv_fini must not be called: it would hand out half a row. */
		if (feed_line(r, bytes + at, step) != 0)
			return (-1);
	}
	if (csv_fini(&r->parser, take_field, take_row, r) != 0)
		return (err_reject(r->e,
		    "line %zu: a value begins with a quote (\") that is never closed",
		    r->field_line));
	return (r->status);
}

int
csv_read(const char *bytes, size_t length, char delimiter, const struct csv_limits *limits,
    csv_row_fn *each, void *context, struct err *e)
{
	struct reader r = { .limits = limits,
		.each = each,
		.context = context,
		.e = e,
		.delimiter = delimiter,
		.bytes = BUF_EMPTY,
		.line = 1,
		.row_ended = true };
	const char *nul = length > 0 ? memchr(bytes, '\0', length) : NULL;
	size_t at = skip_bom(bytes, length);
	int status;

	if (nul != NULL)
		return (err_reject(e,
		    "incomplete upload: byte %zu of %zu is empty (NUL), as when a copy breaks off; "
		    "copy the file again",
		    (size_t)(nul - bytes) + 1, length));

	/* A first line "sep=;" is for csv_sniff and not a row. */
	if (separator_line(bytes + at, line_length(bytes + at, length - at)) != '\0') {
		at += line_length(bytes + at, length - at);
		r.line++;
	}
	if (csv_init(&r.parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL | CSV_REPALL_NL) !=
	    0)
		die("csv_init failed");
	csv_set_delim(&r.parser, (unsigned char)delimiter);
	csv_set_blk_size(&r.parser, FIELD_STEP);
	status = read_lines(&r, bytes + at, length - at);

	csv_free(&r.parser);
	buf_release(&r.bytes);
	free(r.starts);
	free(r.lengths);
	free(r.fields);
	return (status);
}

/* Would it be trimmed at the end of a cell? */
static bool
is_blank(char c)
{
	return (c == ' ' || c == '\t');
}

void
csv_add_with(struct buf *b, const char *text, bool first, char delimiter)
{
	size_t length = strlen(text);
	const char quotable[] = { delimiter, '"', '\r', '\n', '\0' };
	size_t room;

	if (!first)
		buf_add_char(b, delimiter);
	if (length == 0)
		return;

	/* Programs that read the file would trim blanks at an end. */
	if (strpbrk(text, quotable) == NULL && !is_blank(text[0]) && !is_blank(text[length - 1])) {
		buf_add(b, text, length);
		return;
	}
	room = 2 * length + 2;
	b->length += csv_write(buf_reserve(b, room), room, text, length);
	b->data[b->length] = '\0';
}

void
csv_add(struct buf *b, const char *text, bool first)
{
	csv_add_with(b, text, first, ',');
}

void
csv_end(struct buf *b)
{
	buf_add(b, "\r\n", 2);
}

/* A negative number, which no spreadsheet runs, and which has to stay one for those who add it up.
 */
static bool
is_negative_number(const char *text)
{
	size_t whole = strspn(text + (*text == '-'), "0123456789");
	const char *rest = text + (*text == '-') + whole;

	if (*text != '-' || whole == 0)
		return (false);
	return (*rest == '\0' ||
	    (*rest == '.' && rest[1] != '\0' && rest[1 + strspn(rest + 1, "0123456789")] == '\0'));
}

void
csv_add_safe(struct buf *b, const char *text, bool first)
{
	csv_add_safe_with(b, text, first, ',');
}

void
csv_add_safe_with(struct buf *b, const char *text, bool first, char delimiter)
{
	struct buf quoted = BUF_EMPTY;

	if (!text_is_formula(text) || is_negative_number(text)) {
		csv_add_with(b, text, first, delimiter);
		return;
	}
	buf_add_char(&quoted, '\'');
	buf_add_string(&quoted, text);
	csv_add_with(b, buf_text(&quoted), first, delimiter);
	buf_release(&quoted);
}
