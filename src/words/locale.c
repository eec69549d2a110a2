#include "words/locale.h"

#include <strings.h>

#include "base/compiler.h"
#include "base/date.h"

#define NO_BREAK_SPACE "\xc2\xa0"
#define MINUS "\xe2\x88\x92"

struct locale {
	const char *code;
	enum texts_language language;
	char mark;         /* between whole and fraction */
	const char *group; /* between thousands */
	bool symbol_first; /* "$5" rather than "5 EUR" */
	/*
	 * D day, d day of two digits, m month, y year, M name of the month; other characters stay
	 */
	const char *date;
	const char *months[12];
};

static const struct locale LOCALES[TEXTS_LANGUAGES] = {
#include "texts_locales.inc"
};

/* Currencies whose sign every reader knows; others are written by their code. */
static const struct {
	const char *code;
	const char *sign;
} SIGNS[] = {
	{ "AUD", "$" },
	{ "NZD", "$" },
	{ "USD", "$" },
	{ "CAD", "$" },
	{ "EUR", "\xe2\x82\xac" },
	{ "GBP", "\xc2\xa3" },
	{ "PLN", "z\xc5\x82" },
};

const struct locale *
locale_find(const char *language)
{
	size_t i;

	for (i = 0; i < LENGTH(LOCALES); i++)
		if (strncasecmp(language, LOCALES[i].code, 2) == 0)
			return (&LOCALES[i]);
	return (&LOCALES[0]);
}

int
locale_language_of(const char *code)
{
	int language;

	for (language = 0; language < TEXTS_LANGUAGES; language++)
		if (strcasecmp(code, LOCALES[language].code) == 0)
			return (language);
	return (-1);
}

const struct locale *
locale_of(enum texts_language language)
{
	return (&LOCALES[language]);
}

const char *
locale_code(const struct locale *l)
{
	return (l->code);
}

enum texts_language
locale_language(const struct locale *l)
{
	return (l->language);
}

const char *
locale_text(const struct locale *l, enum text text)
{
	return (texts_find(l->language, text));
}

char *
locale_fill_form(struct arena *arena, const char *form, const char *value)
{
	const char *gap = strstr(form, "%s");

	if (gap == NULL)
		return (arena_string(arena, form));
	return (arena_printf(arena, "%.*s%s%s", (int)(gap - form), form, value, gap + 2));
}

char *
locale_fill_two_form(struct arena *arena, const char *form, const char *first, const char *second)
{
	const char *behind = strstr(form, "%s");

	/* Cut after the first gap, so that a "%s" in a value is never taken for one of ours. */
	if (behind == NULL)
		return (arena_string(arena, form));
	return (arena_printf(arena, "%.*s%s%s", (int)(behind - form), form, first,
	    locale_fill_form(arena, behind + 2, second)));
}

char
locale_mark(const struct locale *l)
{
	return (l->mark);
}

char *
locale_decimal(const struct locale *l, struct arena *arena, struct decimal value)
{
	uint64_t units = value.units < 0 ? -(uint64_t)value.units : (uint64_t)value.units;
	size_t group = strlen(l->group);
	char backwards[72], *from = backwards + sizeof(backwards);
	int digit;

	/* From the last digit to the first: the fraction, its mark, then the whole in threes. */
	for (digit = 0; digit <= value.places || units > 0; digit++, units /= 10) {
		if (digit == value.places && digit > 0)
			*--from = l->mark;
		if (digit > value.places && (digit - value.places) % 3 == 0) {
			from -= group;
			memcpy(from, l->group, group);
		}
		*--from = (char)('0' + units % 10);
	}
	if (value.units < 0) {
		from -= strlen(MINUS);
		memcpy(from, MINUS, strlen(MINUS));
	}
	return (arena_bytes(arena, from, (size_t)(backwards + sizeof(backwards) - from)));
}

char *
locale_money(const struct locale *l, struct arena *arena, int64_t minor, int minor_places)
{
	return (locale_decimal(l, arena, (struct decimal){ minor, minor_places }));
}

char *
locale_price(const struct locale *l, struct arena *arena, const char *amount, const char *currency)
{
	size_t i, minus = strncmp(amount, MINUS, 3) == 0 ? 3 : 0;
	const char *sign = NULL;

	for (i = 0; i < LENGTH(SIGNS) && sign == NULL; i++)
		if (strcmp(SIGNS[i].code, currency) == 0)
			sign = SIGNS[i].sign;
	if (!l->symbol_first)
		return (arena_printf(arena, "%s" NO_BREAK_SPACE "%s", amount,
		    sign != NULL ? sign : currency));

	/* The minus sign comes before the currency: it belongs to the amount as a whole. */
	return (arena_printf(arena, "%.*s%s%s%s", (int)minus, amount,
	    sign != NULL ? sign : currency,
	    sign != NULL && strcmp(currency, "PLN") != 0 ? "" : NO_BREAK_SPACE, amount + minus));
}

/* Write a number of `width` digits (1: as many as it needs, up to two); returns the end. */
static char *
put_number(char *to, int number, int width)
{
	int ten;

	for (ten = width == 4 ? 1000 : width == 2 || number >= 10 ? 10 : 1; ten > 0; ten /= 10)
		*to++ = (char)('0' + number / ten % 10);
	return (to);
}

char *
locale_date(const struct locale *l, struct arena *arena, int32_t day)
{
	char text[48], *to = text;
	const char *f, *name;
	int year, month, of_month;

	if (day == DATE_NONE)
		return (arena_string(arena, ""));
	date_to_ymd(day, &year, &month, &of_month);
	name = l->months[month - 1];
	for (f = l->date; *f != '\0'; f++) {
		switch (*f) {
		case 'D':
			to = put_number(to, of_month, 1);
			break;
		case 'd':
			to = put_number(to, of_month, 2);
			break;
		case 'm':
			to = put_number(to, month, 2);
			break;
		case 'M':
			memcpy(to, name, strlen(name));
			to += strlen(name);
			break;
		case 'y':
			to = put_number(to, year, 4);
			break;
		case ' ':
			/* A date does not break at its blanks. */
			memcpy(to, NO_BREAK_SPACE, 2);
			to += 2;
			break;
		default:
			*to++ = *f;
			break;
		}
	}
	return (arena_bytes(arena, text, (size_t)(to - text)));
}

char *
locale_period(const struct locale *l, struct arena *arena, int32_t from, int32_t to)
{
	if (from == DATE_NONE || to == DATE_NONE)
		return (locale_date(l, arena, from == DATE_NONE ? to : from));
	return (arena_printf(arena, "%s \xe2\x80\x93 %s", locale_date(l, arena, from),
	    locale_date(l, arena, to)));
}

const char *
locale_month_name(const struct locale *l, int month)
{
	return (l->months[month - 1]);
}

const char *
locale_month(const struct locale *l, int32_t day)
{
	int year, month, of_month;

	date_to_ymd(day, &year, &month, &of_month);
	return (locale_month_name(l, month));
}
