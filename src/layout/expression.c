#include "layout/expression.h"

#include "base/text.h"

/* A text is a list of pieces: words of the file, a fixed text, or a field. */
struct piece {
	const char *words;           /* NULL if it is not such */
	const struct source *source; /* NULL if it is not one */
	enum text text;
	enum source_format format;
};

struct expression {
	struct piece *pieces;
	size_t count;
};

/* The inside of a pair of braces. */
static int
read_field(const struct source_list *fields, char *inside, struct piece *piece, struct err *e)
{
	char *format = strchr(inside, ':');

	*piece = (struct piece){ .words = NULL };
	if (inside[0] == '#') {
		piece->text = texts_key(inside + 1);
		if (piece->text == TEXT_COUNT)
			return (err_reject(e,
			    "there is no text called \"%s\"; `billspool layout fields` lists them",
			    inside + 1));
		return (0);
	}
	if (format != NULL)
		*format++ = '\0';
	piece->source = source_find(fields, text_trim(inside), e);
	return (piece->source == NULL
		? -1
		: source_read_format(piece->source, format, &piece->format, e));
}

/* Append a piece. */
static struct piece *
add_piece(struct arena *arena, struct expression *x, size_t *room)
{
	x->pieces = arena_grow(arena, x->pieces, x->count, room, sizeof(*x->pieces));
	x->pieces[x->count] = (struct piece){ .words = "" };
	return (&x->pieces[x->count++]);
}

int
expression_parse(struct arena *arena, const struct source_list *fields, const char *text,
    const struct expression **expression, struct err *e)
{
	struct expression *x = arena_new(arena, 1, sizeof(*x));
	size_t room = 0, plain;
	const char *end;

	*expression = x;
	while (*text != '\0') {
		/* Words up to the next brace; {{ is one brace of the text. */
		plain = strcspn(text, "{");
		if (plain == 0 && text[1] == '{') {
			add_piece(arena, x, &room)->words = "{";
			text += 2;
			continue;
		}
		if (plain > 0) {
			add_piece(arena, x, &room)->words = arena_bytes(arena, text, plain);
			text += plain;
			continue;
		}
		end = strchr(text, '}');
		if (end == NULL)
			return (err_reject(e,
			    "a brace is opened and not closed; write {{ for a brace as such"));
		if (read_field(fields, arena_bytes(arena, text + 1, (size_t)(end - text - 1)),
			add_piece(arena, x, &room), e) != 0)
			return (-1);
		text = end + 1;
	}
	return (0);
}

/* The text of a piece. A field sets *fields, and one that is not empty clears *empty. */
static const char *
piece_text(const struct piece *piece, const struct source_subject *subject, bool *empty,
    bool *fields)
{
	const char *text;

	if (piece->words != NULL)
		return (piece->words);
	if (piece->source == NULL)
		return (subject->fixed != NULL ? subject->fixed(subject->maker, piece->text)
					       : locale_text(subject->locale, piece->text));
	*fields = true;
	text = source_text(piece->source, subject, piece->format);
	*empty = *empty && text[0] == '\0';
	return (text);
}

const char *
expression_text(const struct expression *x, const struct source_subject *subject)
{
	bool empty = true, fields = false;
	const char *all = "", *text;
	size_t i;

	for (i = 0; i < x->count; i++) {
		text = piece_text(&x->pieces[i], subject, &empty, &fields);
		all = all[0] == '\0'  ? text
		    : text[0] == '\0' ? all
				      : arena_printf(subject->arena, "%s%s", all, text);
	}
	return (fields && empty ? "" : all);
}

bool
expression_is_late(const struct expression *x)
{
	size_t i;

	for (i = 0; i < x->count; i++)
		if (x->pieces[i].source != NULL && x->pieces[i].source->late)
			return (true);
	return (false);
}
