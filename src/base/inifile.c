#include "base/inifile.h"

#include <ini.h>
#include <stdbool.h>

#include "base/buf.h"
#include "base/text.h"

/*
 * So many bytes are given to inih at a time: less than its INI_MAX_LINE of 200, newline, NUL and
 * the blank of a continuation included.
 */
#define PIECE_BYTES 180

struct inifile_reading {
	const char *rest;     /* the text that has not been read */
	const char *line_end; /* end of the physical line under way, NULL between lines */
	size_t line;          /* its number */
	bool continued;       /* the piece that inih has now belongs to the entry before */
	inifile_fn *each;
	void *context;
	/* the entry being put together */
	struct buf section, key, value;
	size_t entry_line;
	struct err *e;
	int failed; /* 0, or -1 once e is set */
};

/* The end of the physical line at text. */
static const char *
find_line_end(const char *text)
{
	return (text + strcspn(text, "\r\n"));
}

/* Where the content of a line ends: before " ;", which begins a comment. */
static const char *
find_comment(const char *text, const char *end)
{
	const char *c;

	for (c = text; c + 1 < end; c++)
		if ((*c == ' ' || *c == '\t') && c[1] == ';')
			return (c);
	return (end);
}

/* Go past a line's end; CR LF is one. */
static const char *
skip_line_end(const char *end)
{
	if (end[0] == '\r' && end[1] == '\n')
		return (end + 2);
	return (*end == '\0' ? end : end + 1);
}

/*
 * How much of a long line to hand out: up to its last blank or comma that fits, where the rest
 * would not look like a comment to inih. 0 if there is none.
 */
static size_t
piece_length(const char *text, size_t length)
{
	size_t n;

	if (length <= PIECE_BYTES)
		return (length);
	for (n = PIECE_BYTES; n > 0; n--)
		if ((text[n - 1] == ',' || text[n - 1] == ' ') && strchr(" #;", text[n]) == NULL)
			return (n);
	return (0);
}

/* inih's reader: the next line or piece of one into piece, NULL at the end. */
static char *
next_piece(char *piece, int size, void *stream)
{
	struct inifile_reading *r = stream;
	size_t length;
	int blank;

	if (r->failed != 0 || *r->rest == '\0')
		return (NULL);

	r->continued = r->line_end != NULL;
	if (!r->continued) {
		r->line++;
		r->line_end = find_comment(r->rest, find_line_end(r->rest));
		/*
		 * A blank in front would make it a continuation in inih's eyes: an indented key is
		 * a key.
		 */
		while (r->rest < r->line_end && (*r->rest == ' ' || *r->rest == '\t'))
			r->rest++;
		/* The rest of a long comment would be taken for more of the entry before it. */
		if (*r->rest == ';' || *r->rest == '#')
			r->line_end = r->rest;
	}
	length = piece_length(r->rest, (size_t)(r->line_end - r->rest));
	if (length == 0 && r->rest < r->line_end) {
		r->failed = err_reject(r->e, "line %zu has a word of more than %d characters",
		    r->line, PIECE_BYTES);
		return (NULL);
	}
	blank = r->continued ? 1 : 0;
	(void)snprintf(piece, (size_t)size, "%s%.*s\n", blank ? " " : "", (int)length, r->rest);
	r->rest += length;
	if (r->rest == r->line_end) {
		r->rest = skip_line_end(find_line_end(r->rest));
		r->line_end = NULL;
	}
	return (piece);
}

/* Hand out the entry that is complete now. */
static void
flush(struct inifile_reading *r)
{
	struct inifile_entry entry;

	if (r->key.length > 0 && r->failed == 0) {
		entry.section = buf_text(&r->section);
		entry.key = buf_text(&r->key);
		entry.value = buf_text(&r->value);
		entry.line = r->entry_line;
		r->failed = r->each(r->context, &entry, r->e);
	}
	buf_reset(&r->key);
}

/* inih's handler: an entry begins, or goes on. */
static int
on_inih_entry(void *user, const char *section, const char *name, const char *value)
{
	struct inifile_reading *r = user;

	if (r->continued) {
		buf_add_char(&r->value, ' ');
		buf_add_string(&r->value, value);
		return (1);
	}
	flush(r);
	buf_reset(&r->section);
	buf_reset(&r->value);
	buf_add_string(&r->section, section);
	buf_add_string(&r->key, name);
	buf_add_string(&r->value, value);
	r->entry_line = r->line;
	return (1);
}

/* Is this "[name]" and nothing else? */
static bool
is_section(const char *line, const char *end)
{
	const char *close = memchr(line, ']', (size_t)(end - line));

	if (close == NULL)
		return (false);
	for (close++; close < end; close++)
		if (*close != ' ' && *close != '\t')
			return (false);
	return (true);
}

/*
 * Is this physical line one that inih understands? It counts pieces, not lines, so that we look
 * ourselves.
 */
static bool
line_is_understood(const char *line, const char *end)
{
	while (line < end && (*line == ' ' || *line == '\t'))
		line++;
	if (line == end || *line == ';' || *line == '#')
		return (true);
	end = find_comment(line, end);
	if (*line == '[')
		return (is_section(line, end));
	return (*line != '=' && *line != ':' &&
	    (memchr(line, '=', (size_t)(end - line)) != NULL ||
		memchr(line, ':', (size_t)(end - line)) != NULL));
}

/* Find the first line that is not INI. */
static int
check_lines(const char *text, struct err *e)
{
	size_t number = 1;
	const char *end;

	for (; *text != '\0'; text = skip_line_end(end), number++) {
		end = find_line_end(text);
		if (!line_is_understood(text, end))
			return (err_reject(e,
			    "line %zu, \"%.*s\", is not understood; write `name = value`, or ; in "
			    "front of a remark",
			    number, (int)(end - text < 60 ? end - text : 60), text));
	}
	return (0);
}

int
inifile_read(const char *text, inifile_fn *each, void *context, struct err *e)
{
	struct inifile_reading r = { .rest = text, .each = each, .context = context, .e = e };

	if (check_lines(text, e) != 0)
		return (-1);
	(void)ini_parse_stream(next_piece, &r, on_inih_entry, &r);
	flush(&r);
	buf_release(&r.section);
	buf_release(&r.key);
	buf_release(&r.value);
	return (r.failed);
}
