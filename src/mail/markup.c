#include "mail/markup.h"

#include <stdbool.h>
#include <string.h>

#include "base/compiler.h"

/* A text, line by line. */
struct lines {
	const char *at, *end;
};

void
markup_escape(struct buf *out, const char *text)
{
	static const struct {
		char c;
		const char *entity;
	} ENTITIES[] = { { '&', "&amp;" }, { '<', "&lt;" }, { '>', "&gt;" }, { '"', "&quot;" },
		{ '\'', "&#39;" } };
	size_t i;

	for (; *text != '\0'; text++) {
		for (i = 0; i < LENGTH(ENTITIES) && ENTITIES[i].c != *text; i++)
			;
		if (i < LENGTH(ENTITIES))
			buf_add_string(out, ENTITIES[i].entity);
		else
			buf_add_char(out, *text);
	}
}

/* The next line, in arena, without its end; NULL where there is no more. */
static const char *
next_line(struct arena *arena, struct lines *lines)
{
	const char *at = lines->at, *end = memchr(at, '\n', (size_t)(lines->end - at));

	if (at == lines->end)
		return (NULL);
	end = end != NULL ? end : lines->end;
	lines->at = end < lines->end ? end + 1 : end;
	return (arena_bytes(arena, at, (size_t)(end - at)));
}

/* Find the colon after the label in "  label:  value"; NULL if the line has none. */
static const char *
label_end(const char *line)
{
	const char *colon = strstr(line, ": ");

	return (strncmp(line, "  ", 2) == 0 && colon != NULL ? colon : NULL);
}

/* Is every line one of a label and a value? */
static bool
is_table(struct arena *arena, struct lines lines)
{
	const char *line;

	while ((line = next_line(arena, &lines)) != NULL)
		if (label_end(line) == NULL)
			return (false);
	return (true);
}

static void
add_table(struct buf *out, struct arena *arena, struct lines lines)
{
	const char *line, *colon;

	buf_add_string(out, "<table style=\"border-collapse: collapse\">\n");
	while ((line = next_line(arena, &lines)) != NULL) {
		colon = label_end(line);
		buf_add_string(out, "<tr><td style=\"padding: 3px 24px 3px 0\">");
		markup_escape(out, arena_bytes(arena, line + 2, (size_t)(colon - line) - 2));
		buf_add_string(out, "</td><td style=\"padding: 3px 0; text-align: right\"><b>");
		markup_escape(out, colon + 1 + strspn(colon + 1, " "));
		buf_add_string(out, "</b></td></tr>\n");
	}
	buf_add_string(out, "</table>\n");
}

static void
add_paragraph(struct buf *out, struct arena *arena, struct lines lines)
{
	const char *line, *between = "<p>";

	for (; (line = next_line(arena, &lines)) != NULL; between = "<br>") {
		buf_add_string(out, between);
		markup_escape(out, line);
	}
	buf_add_string(out, "</p>\n");
}

const char *
markup_make(struct arena *arena, const char *language, const char *title, const char *text)
{
	struct buf out = BUF_EMPTY;
	struct lines block;
	const char *made;

	buf_printf(&out, "<!DOCTYPE html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\"><title>",
	    language);
	markup_escape(&out, title);
	buf_add_string(&out,
	    "</title></head>\n<body style=\"font-family: Arial, sans-serif; font-size: 15px; "
	    "color: #222222\">\n");

	/* Paragraphs have blank lines between them. */
	for (text += strspn(text, "\n"); *text != '\0';
	    text = block.end + strspn(block.end, "\n")) {
		const char *end = strstr(text, "\n\n");

		block = (struct lines){ text, end != NULL ? end : text + strlen(text) };
		if (is_table(arena, block))
			add_table(&out, arena, block);
		else
			add_paragraph(&out, arena, block);
	}
	buf_add_string(&out, "</body></html>\n");
	made = arena_string(arena, buf_text(&out));
	buf_release(&out);
	return (made);
}
