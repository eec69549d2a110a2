#include "document/sheet_words.h"

/* The text as the layout has it in this language. */
static const char *
form_of(const struct sheet *s, enum texts_language language, enum text text)
{
	const char *form = s->layout->texts[language][text];

	return (form != NULL ? form : texts_find(language, text));
}

enum texts_language
sheet_words_language(const struct sheet *s)
{
	return (s->layout->second >= 0 ? (enum texts_language)s->layout->second
				       : locale_language(s->locale));
}

/* Two texts as words; the second one is left out where it is the same. */
static struct sheet_words
make_words(const char *first, const char *second)
{
	return ((struct sheet_words){ first, strcmp(first, second) == 0 ? "" : second });
}

/* Both languages in one line. */
static const char *
join_words(const struct sheet *s, struct sheet_words words)
{
	return (words.second[0] == '\0'
		? words.first
		: arena_printf(s->arena, "%s / %s", words.first, words.second));
}

struct sheet_words
sheet_words(const struct sheet *s, enum text text)
{
	return (make_words(form_of(s, locale_language(s->locale), text),
	    form_of(s, sheet_words_language(s), text)));
}

struct sheet_words
sheet_words_fill(const struct sheet *s, enum text text, struct sheet_words value)
{
	const char *second = value.second[0] == '\0' ? value.first : value.second;

	return (make_words(locale_fill_form(s->arena, form_of(s, locale_language(s->locale), text),
			       value.first),
	    locale_fill_form(s->arena, form_of(s, sheet_words_language(s), text), second)));
}

struct sheet_words
sheet_words_date(const struct sheet *s, int32_t day)
{
	const struct locale *second = locale_of(sheet_words_language(s));

	return (make_words(sheet_date(s, day), locale_date(second, s->arena, day)));
}

struct sheet_words
sheet_words_known(const struct sheet *s, const char *word)
{
	int text;

	for (text = TEXT_ELECTRICITY; text <= TEXT_HOT_WATER && s->second > 0; text++)
		if (strcmp(word, form_of(s, locale_language(s->locale), (enum text)text)) == 0)
			return (sheet_words(s, (enum text)text));
	return ((struct sheet_words){ word, "" });
}

const char *
sheet_own_text(const struct sheet *s, enum text text)
{
	return (form_of(s, locale_language(s->locale), text));
}

/* As a voice asks for it. */
static const char *
voice_text(const void *context, enum text text)
{
	return (sheet_own_text(context, text));
}

struct voice
sheet_voice(const struct sheet *s)
{
	return ((struct voice){ s->arena, s->locale, voice_text, s });
}

const char *
sheet_text(const struct sheet *s, enum text text)
{
	return (join_words(s, sheet_words(s, text)));
}

const char *
sheet_fill(const struct sheet *s, enum text text, const char *value)
{
	return (join_words(s, sheet_words_fill(s, text, (struct sheet_words){ value, "" })));
}

const char *
sheet_fill_two(const struct sheet *s, enum text text, const char *first, const char *second)
{
	return (locale_fill_two_form(s->arena, form_of(s, locale_language(s->locale), text), first,
	    second));
}

/* The title of a document, without the finer points of the law. */
static enum text
title_of(const struct document_model *m)
{
	static const enum text TITLES[] = { [DOCUMENT_INVOICE] = TEXT_INVOICE,
		[DOCUMENT_REVERSAL] = TEXT_CREDIT_NOTE,
		[DOCUMENT_STATEMENT] = TEXT_STATEMENT,
		[DOCUMENT_REMINDER] = TEXT_LAST_REMINDER };

	if (m->kind == DOCUMENT_REMINDER && m->level < 3)
		return (m->level == 2 ? TEXT_SECOND_REMINDER : TEXT_REMINDER);
	return (TITLES[m->kind]);
}

/* In Australia and New Zealand an invoice with tax must be called a tax invoice. */
const char *
sheet_title(const struct sheet *s)
{
	const struct document_model *m = s->model;
	bool gst = strcmp(m->currency, "AUD") == 0 || strcmp(m->currency, "NZD") == 0;
	const char *title = sheet_text(s,
	    m->kind == DOCUMENT_INVOICE && gst && m->sender_tax_number[0] != '\0' &&
		    m->tax_count > 0
		? TEXT_TAX_INVOICE
		: title_of(m));

	return (m->copy ? arena_printf(s->arena, "%s \xe2\x80\x93 %s", title, sheet_mark(s))
			: title);
}

const char *
sheet_mark(const struct sheet *s)
{
	return (s->model->copy ? sheet_text(s, TEXT_COPY) : "");
}

const char *
sheet_join_lines(const struct sheet *s, const char *const lines[DOCUMENT_ADDRESS_LINES],
    const char *between)
{
	const char *text = "";
	int i;

	for (i = 0; i < DOCUMENT_ADDRESS_LINES; i++)
		if (lines[i][0] != '\0')
			text = text[0] == '\0'
			    ? lines[i]
			    : arena_printf(s->arena, "%s%s%s", text, between, lines[i]);
	return (text);
}

const char *
sheet_sender(const struct sheet *s)
{
	const char *lines = sheet_join_lines(s, s->model->sender_lines, " \xc2\xb7 ");

	return (lines[0] == '\0'
		? s->model->sender_name
		: arena_printf(s->arena, "%s \xc2\xb7 %s", s->model->sender_name, lines));
}

char *
sheet_money(const struct sheet *s, int64_t minor)
{
	return (locale_money(s->locale, s->arena, minor, s->model->minor_places));
}

char *
sheet_number(const struct sheet *s, struct decimal value)
{
	return (locale_decimal(s->locale, s->arena, value));
}

char *
sheet_date(const struct sheet *s, int32_t day)
{
	return (locale_date(s->locale, s->arena, day));
}

/* The text of a maker that is a sheet. */
static const char *
fixed_text(const void *maker, enum text text)
{
	return (sheet_text(maker, text));
}

/* This document, as layout files ask for its fields. */
static struct source_subject
subject_of(const struct sheet *s)
{
	return ((struct source_subject){ .facts = s->model,
	    .maker = s,
	    .arena = s->arena,
	    .locale = s->locale,
	    .currency = s->model->currency,
	    .minor_places = s->model->minor_places,
	    .fixed = fixed_text });
}

const char *
sheet_expression(const struct sheet *s, const struct expression *expression)
{
	const struct source_subject subject = subject_of(s);

	return (expression_text(expression, &subject));
}

bool
sheet_holds(const struct sheet *s, const struct condition *condition)
{
	const struct source_subject subject = subject_of(s);

	return (condition_holds(condition, &subject));
}
