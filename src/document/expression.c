#include "document/expression.h"

#include "base/date.h"
#include "base/text.h"
#include "document/payment.h"

enum type { TYPE_TEXT, TYPE_MONEY, TYPE_DATE, TYPE_LINES, TYPE_MADE, TYPE_PAGE };

/* Fields that are worked out rather than stored. */
typedef const char *make_fn(const struct sheet *s);
typedef int64_t count_fn(const struct sheet *s);

struct source {
	const char *name;
	enum type type;
	size_t offset;
	make_fn *make;
	count_fn *count; /* of TYPE_PAGE: as a number */
};

static int64_t
count_page(const struct sheet *s)
{
	return ((int64_t)s->page + 1);
}

static int64_t
count_pages(const struct sheet *s)
{
	return ((int64_t)canvas_pages(s->canvas));
}

static const char *
make_kind(const struct sheet *s)
{
	static const char *const KINDS[] = { [DOCUMENT_INVOICE] = "invoice", [DOCUMENT_REVERSAL] = "reversal",
		[DOCUMENT_STATEMENT] = "statement", [DOCUMENT_REMINDER] = "reminder" };

	return (KINDS[s->model->kind]);
}

static const char *
make_period(const struct sheet *s)
{
	return (locale_period(s->locale, s->arena, s->model->period_from, s->model->period_to));
}

static const char *
make_sender_line(const struct sheet *s)
{
	return (sheet_sender(s));
}

static const char *
make_title(const struct sheet *s)
{
	return (sheet_title(s));
}

static const char *
make_epc(const struct sheet *s)
{
	return (payment_epc(s->arena, s->model));
}

static const char *
make_swiss(const struct sheet *s)
{
	return (payment_swiss(s->arena, s->model));
}

static const char *
make_bpay(const struct sheet *s)
{
	return (payment_bpay(s->arena, s->model));
}

static const char *
make_page(const struct sheet *s)
{
	return (arena_printf(s->arena, "%lld", (long long)count_page(s)));
}

static const char *
make_pages(const struct sheet *s)
{
	return (arena_printf(s->arena, "%lld", (long long)count_pages(s)));
}

static const char *
make_page_of(const struct sheet *s)
{
	return (sheet_fill_two(s, TEXT_PAGE, make_page(s), make_pages(s)));
}

static const char *
make_cancels(const struct sheet *s)
{
	return (s->model->reverses[0] == '\0' ? "" : sheet_fill(s, TEXT_CANCELS, s->model->reverses));
}

static const char *
make_level(const struct sheet *s)
{
	return (s->model->level > 0 ? arena_printf(s->arena, "%d", s->model->level) : "");
}

static const char *
make_copy(const struct sheet *s)
{
	return (sheet_mark(s));
}

static const char *
make_language(const struct sheet *s)
{
	return (locale_code(s->locale));
}

#define TEXT_FIELD(name) { #name, TYPE_TEXT, offsetof(struct document_model, name), NULL, NULL }
#define MONEY_FIELD(name) { #name, TYPE_MONEY, offsetof(struct document_model, name##_minor), NULL, NULL }
#define DATE_FIELD(name) { #name, TYPE_DATE, offsetof(struct document_model, name), NULL, NULL }
#define LINES_FIELD(name) { #name, TYPE_LINES, offsetof(struct document_model, name), NULL, NULL }
#define MADE_FIELD(name) { #name, TYPE_MADE, 0, make_##name, NULL }
#define PAGE_FIELD(name) { #name, TYPE_PAGE, 0, make_##name, count_##name }

static const struct source SOURCES[] = {
	TEXT_FIELD(invoice_number), TEXT_FIELD(account_number), TEXT_FIELD(account_name), TEXT_FIELD(reverses), TEXT_FIELD(site),
	TEXT_FIELD(supply_address), TEXT_FIELD(plan), TEXT_FIELD(currency), TEXT_FIELD(sender_name), TEXT_FIELD(sender_tax_number),
	TEXT_FIELD(sender_email), TEXT_FIELD(sender_street), TEXT_FIELD(sender_postcode), TEXT_FIELD(sender_town),
	TEXT_FIELD(sender_country), TEXT_FIELD(bank_name), TEXT_FIELD(bank_account), TEXT_FIELD(biller_code), TEXT_FIELD(logo),
	DATE_FIELD(invoice_date), DATE_FIELD(due_date), DATE_FIELD(period_from), DATE_FIELD(period_to),
	MONEY_FIELD(previous), MONEY_FIELD(received), MONEY_FIELD(adjusted), MONEY_FIELD(net), MONEY_FIELD(tax), MONEY_FIELD(total),
	MONEY_FIELD(due), LINES_FIELD(sender_lines), LINES_FIELD(recipient), MADE_FIELD(kind), MADE_FIELD(period),
	MADE_FIELD(sender_line), MADE_FIELD(title), MADE_FIELD(epc), MADE_FIELD(swiss), MADE_FIELD(bpay), PAGE_FIELD(page),
	PAGE_FIELD(pages), MADE_FIELD(page_of), MADE_FIELD(cancels), MADE_FIELD(copy), MADE_FIELD(level), MADE_FIELD(language),
};

enum format { FORMAT_USUAL, FORMAT_PRICE, FORMAT_PLAIN, FORMAT_CENTS, FORMAT_ISO, FORMAT_DIGITS, FORMAT_UPPER };

static const struct {
	const char *name;
	enum format format;
	enum type type; /* what it is for; TYPE_TEXT stands for all that are text in the end */
} FORMATS[] = {
	{ "price", FORMAT_PRICE, TYPE_MONEY }, { "plain", FORMAT_PLAIN, TYPE_MONEY }, { "cents", FORMAT_CENTS, TYPE_MONEY },
	{ "iso", FORMAT_ISO, TYPE_DATE }, { "digits", FORMAT_DIGITS, TYPE_TEXT }, { "upper", FORMAT_UPPER, TYPE_TEXT },
};

/* A text is a list of pieces: words as they stand, a fixed text, or a field. */
struct piece {
	const char *words;           /* NULL if it is not such */
	const struct source *source; /* NULL if it is not one */
	enum text text;
	enum format format;
};

struct expression {
	struct piece *pieces;
	size_t count;
};

/* ---- reading -------------------------------------------------------------------------------------------------- */

/* The field of this name, or NULL with e set. */
static const struct source *
find_source(const char *name, struct err *e)
{
	size_t i;

	for (i = 0; i < LENGTH(SOURCES); i++)
		if (strcmp(SOURCES[i].name, name) == 0)
			return (&SOURCES[i]);
	(void)!err_reject(e, "there is no field called \"%s\"; `billspool layout fields` lists them", name);
	return (NULL);
}

/* Read ":price" and the like, which may be "". */
static int
read_format(const struct source *source, const char *name, enum format *format, struct err *e)
{
	size_t i;

	*format = FORMAT_USUAL;
	if (name == NULL)
		return (0);
	for (i = 0; i < LENGTH(FORMATS); i++) {
		if (strcmp(FORMATS[i].name, name) != 0)
			continue;
		*format = FORMATS[i].format;
		if (FORMATS[i].type == source->type || (FORMATS[i].type == TYPE_TEXT && source->type != TYPE_MONEY))
			return (0);
		return (err_reject(e, "{%s:%s}: this format is not for such a field; amounts take price, plain or cents, dates iso,"
		    " texts digits or upper", source->name, name));
	}
	return (err_reject(e, "there is no format called \"%s\"; there are price, plain, cents, iso, digits and upper", name));
}

/* What stands between braces. */
static int
read_field(char *inside, struct piece *piece, struct err *e)
{
	char *format = strchr(inside, ':');

	*piece = (struct piece){ .words = NULL };
	if (inside[0] == '#') {
		piece->text = texts_key(inside + 1);
		if (piece->text == TEXT_COUNT)
			return (err_reject(e, "there is no text called \"%s\"; `billspool layout fields` lists them", inside + 1));
		return (0);
	}
	if (format != NULL)
		*format++ = '\0';
	piece->source = find_source(text_trim(inside), e);
	return (piece->source == NULL ? -1 : read_format(piece->source, format, &piece->format, e));
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
expression_parse(struct arena *arena, const char *text, const struct expression **expression, struct err *e)
{
	struct expression *x = arena_new(arena, 1, sizeof(*x));
	size_t room = 0, plain;
	const char *end;

	*expression = x;
	while (*text != '\0') {
		/* Words up to the next brace; of two, one is meant as it stands. */
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
			return (err_reject(e, "a brace is opened and not closed; write {{ for a brace as such"));
		if (read_field(arena_bytes(arena, text + 1, (size_t)(end - text - 1)), add_piece(arena, x, &room), e) != 0)
			return (-1);
		text = end + 1;
	}
	return (0);
}

/* ---- working out ---------------------------------------------------------------------------------------------- */

/* Where a field is stored. */
static const void *
stored(const struct source *source, const struct sheet *s)
{
	return ((const char *)s->model + source->offset);
}

static const char *
money_text(const struct sheet *s, int64_t minor, enum format format)
{
	char plain[DECIMAL_SIZE];

	if (format == FORMAT_PRICE)
		return (locale_price(s->locale, s->arena, sheet_money(s, minor), s->model->currency));
	if (format == FORMAT_CENTS)
		return (arena_printf(s->arena, "%lld", (long long)minor));
	if (format == FORMAT_USUAL)
		return (sheet_money(s, minor));
	decimal_format_money(minor, s->model->minor_places, plain);
	return (arena_string(s->arena, plain));
}

static const char *
date_text(const struct sheet *s, int32_t day, enum format format)
{
	char iso[DATE_ISO_SIZE];

	if (format != FORMAT_ISO || day == DATE_NONE)
		return (sheet_date(s, day));
	return (arena_string(s->arena, date_format(day, iso)));
}

/* A text changed as its format says. */
static const char *
change(const struct sheet *s, const char *text, enum format format)
{
	char *copy, *to;

	if (format != FORMAT_DIGITS && format != FORMAT_UPPER)
		return (text);
	copy = to = arena_string(s->arena, text);
	for (; *text != '\0'; text++) {
		if (format == FORMAT_UPPER)
			*to++ = *text >= 'a' && *text <= 'z' ? (char)(*text - 'a' + 'A') : *text;
		else if (*text >= '0' && *text <= '9')
			*to++ = *text;
	}
	*to = '\0';
	return (copy);
}

/* A field as text. */
static const char *
source_text(const struct source *source, const struct sheet *s, enum format format)
{
	switch (source->type) {
	case TYPE_MONEY:
		return (money_text(s, *(const int64_t *)stored(source, s), format));
	case TYPE_DATE:
		return (date_text(s, *(const int32_t *)stored(source, s), format));
	case TYPE_LINES:
		return (change(s, sheet_join_lines(s, stored(source, s), "\n"), format));
	case TYPE_MADE:
	case TYPE_PAGE:
		return (change(s, source->make(s), format));
	case TYPE_TEXT:
		break;
	}
	return (change(s, *(const char *const *)stored(source, s), format));
}

/* One piece; *said when it is more than words around fields. */
static const char *
piece_text(const struct piece *piece, const struct sheet *s, bool *empty, bool *fields)
{
	const char *text;

	if (piece->words != NULL)
		return (piece->words);
	if (piece->source == NULL)
		return (sheet_text(s, piece->text));
	*fields = true;
	text = source_text(piece->source, s, piece->format);
	*empty = *empty && text[0] == '\0';
	return (text);
}

const char *
expression_text(const struct expression *x, const struct sheet *s)
{
	bool empty = true, fields = false;
	const char *all = "", *text;
	size_t i;

	for (i = 0; i < x->count; i++) {
		text = piece_text(&x->pieces[i], s, &empty, &fields);
		all = all[0] == '\0' ? text : text[0] == '\0' ? all : arena_printf(s->arena, "%s%s", all, text);
	}
	return (fields && empty ? "" : all);
}

/* Is the field known only when all pages are? */
static bool
is_late(const struct source *source)
{
	return (source->type == TYPE_PAGE || source->make == make_page_of);
}

bool
expression_is_late(const struct expression *x)
{
	size_t i;

	for (i = 0; i < x->count; i++)
		if (x->pieces[i].source != NULL && is_late(x->pieces[i].source))
			return (true);
	return (false);
}

/* ---- conditions ----------------------------------------------------------------------------------------------- */

enum relation { IS_GIVEN, IS_EQUAL, IS_OTHER, IS_LESS, IS_MORE, IS_AT_MOST, IS_AT_LEAST };

struct term {
	const struct source *source;
	enum relation relation;
	bool negated;
	bool or_before; /* begins another alternative */
	const char *text;
	struct decimal amount;
	int64_t number; /* of pages, or a day */
};

struct condition {
	struct term *terms;
	size_t count;
};

/* The relation that a word means; IS_GIVEN for another word. */
static enum relation
relation_of(const char *word)
{
	static const struct {
		const char *word;
		enum relation relation;
	} WORDS[] = { { "=", IS_EQUAL }, { "<>", IS_OTHER }, { "!=", IS_OTHER }, { "<", IS_LESS }, { ">", IS_MORE },
		{ "<=", IS_AT_MOST }, { ">=", IS_AT_LEAST } };
	size_t i;

	for (i = 0; i < LENGTH(WORDS); i++)
		if (strcmp(word, WORDS[i].word) == 0)
			return (WORDS[i].relation);
	return (IS_GIVEN);
}

/* The value that a field is compared with. */
static int
read_value(struct term *term, const char *word, struct err *e)
{
	int32_t day;

	term->text = word;
	if (term->source->type == TYPE_PAGE && !text_to_int(word, 0, INT32_MAX, &term->number))
		return (err_reject(e, "%s is a number: compare it with one such as 1, not with \"%s\"", term->source->name, word));
	if (term->source->type == TYPE_MONEY && !decimal_parse(word, '.', &term->amount))
		return (err_reject(e, "%s is an amount: compare it with a number such as 0 or 100.50, not with \"%s\"",
		    term->source->name, word));
	if (term->source->type == TYPE_DATE) {
		if (!date_parse(word, NULL, &day))
			return (err_reject(e, "%s is a date: compare it with one such as 2026-10-31, not with \"%s\"", term->source->name, word));
		term->number = day;
	}
	return (0);
}

/* The next word of a condition, "" at its end. */
static const char *
next_word(char **rest)
{
	char *word;

	while ((word = strsep(rest, " \t")) != NULL && word[0] == '\0')
		;
	return (word == NULL ? "" : word);
}

/* One comparison; *word is the first one behind it. */
static int
read_term(char **rest, const char **word, struct term *term, struct err *e)
{
	while (text_equal_nocase(*word, "not")) {
		term->negated = !term->negated;
		*word = next_word(rest);
	}
	if ((*word)[0] == '\0')
		return (err_reject(e, "a condition ends where a field should stand"));
	term->source = find_source(*word, e);
	if (term->source == NULL)
		return (-1);
	*word = next_word(rest);
	term->relation = relation_of(*word);
	if (term->relation == IS_GIVEN)
		return (0);
	*word = next_word(rest);
	if ((*word)[0] == '\0')
		return (err_reject(e, "%s is compared with nothing", term->source->name));
	if (read_value(term, *word, e) != 0)
		return (-1);
	*word = next_word(rest);
	return (0);
}

int
expression_condition(struct arena *arena, const char *text, const struct condition **condition, struct err *e)
{
	struct condition *c = arena_new(arena, 1, sizeof(*c));
	char *rest = arena_string(arena, text);
	const char *word = next_word(&rest);
	bool or_before = false;
	size_t room = 0;

	*condition = c;
	for (;;) {
		c->terms = arena_grow(arena, c->terms, c->count, &room, sizeof(*c->terms));
		c->terms[c->count] = (struct term){ .or_before = or_before };
		if (read_term(&rest, &word, &c->terms[c->count++], e) != 0)
			return (-1);
		if (word[0] == '\0')
			return (0);
		or_before = text_equal_nocase(word, "or");
		if (!or_before && !text_equal_nocase(word, "and"))
			return (err_reject(e, "\"%s\" stands where only `and` or `or` can", word));
		word = next_word(&rest);
	}
}

/* As strcmp. */
static int
order(int64_t a, int64_t b)
{
	return (a < b ? -1 : a > b);
}

/* How a field compares with the term's value: below, equal, above. */
static int
compare(const struct term *term, const struct sheet *s)
{
	const char *text;

	switch (term->source->type) {
	case TYPE_MONEY:
		return (decimal_compare((struct decimal){ *(const int64_t *)stored(term->source, s), s->model->minor_places }, term->amount));
	case TYPE_DATE:
		return (order(*(const int32_t *)stored(term->source, s), term->number));
	case TYPE_PAGE:
		return (order(term->source->count(s), term->number));
	case TYPE_TEXT:
	case TYPE_LINES:
	case TYPE_MADE:
		break;
	}
	text = source_text(term->source, s, FORMAT_USUAL);
	return (text_equal_nocase(text, term->text) ? 0 : strcmp(text, term->text));
}

/* Is the field there at all: a text that is not empty, an amount that is not nought? */
static bool
is_given(const struct source *source, const struct sheet *s)
{
	if (source->type == TYPE_MONEY)
		return (*(const int64_t *)stored(source, s) != 0);
	return (source_text(source, s, FORMAT_USUAL)[0] != '\0');
}

/* Does the relation hold, whatever `not` stands before it? */
static bool
relation_holds(const struct term *term, const struct sheet *s)
{
	bool given = is_given(term->source, s);
	int difference;

	if (term->relation == IS_GIVEN)
		return (given);
	if (term->source->type == TYPE_DATE && !given)
		return (term->relation == IS_OTHER);
	difference = compare(term, s);
	switch (term->relation) {
	case IS_EQUAL:
		return (difference == 0);
	case IS_OTHER:
		return (difference != 0);
	case IS_LESS:
		return (difference < 0);
	case IS_MORE:
		return (difference > 0);
	case IS_AT_MOST:
		return (difference <= 0);
	case IS_AT_LEAST:
	case IS_GIVEN:
		break;
	}
	return (difference >= 0);
}

bool
expression_condition_is_late(const struct condition *c)
{
	size_t i;

	for (i = 0; i < c->count; i++)
		if (is_late(c->terms[i].source))
			return (true);
	return (false);
}

bool
expression_holds(const struct condition *c, const struct sheet *s)
{
	bool all = true;
	size_t i;

	if (c == NULL)
		return (true);
	for (i = 0; i < c->count; i++) {
		if (c->terms[i].or_before) {
			if (all)
				return (true);
			all = true;
		}
		all = all && relation_holds(&c->terms[i], s) != c->terms[i].negated;
	}
	return (all);
}

/* ---- what there is -------------------------------------------------------------------------------------------- */

const char *
expression_field(size_t index)
{
	return (index < LENGTH(SOURCES) ? SOURCES[index].name : NULL);
}
