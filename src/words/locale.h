#ifndef WORDS_LOCALE_H
#define WORDS_LOCALE_H

#include <stdint.h>

#include "base/decimal.h"
#include "base/arena.h"
#include "words/texts.h"

/*
 * locale: how a language writes numbers, money and dates, from the section [locale] of its file in
 * templates/texts/. For example:
 *
 * | language | amount      | date        |
 * |----------|-------------|-------------|
 * | en       | 1,234.56    | 31 Oct 2026 |
 * | de       | 1.234,56    | 31.10.2026  |
 * | fr       | 1 234,56    | 31/10/2026  |  (U+00A0: amounts do not break)
 * | pl       | 1 234,56    | 31.10.2026  |
 *
 * A negative number has a minus sign (U+2212), which is as wide as a plus, in front. Digits come
 * from integers alone. Results live in the arena.
 */
struct locale;

/* The locale of a language code ("de", "de-AT"); English for one that is not known. */
const struct locale *locale_find(const char *language);

/* The language of exactly this code, in any case; -1 if there is none. */
int locale_language_of(const char *code);

/* The locale of a language that has texts. */
const struct locale *locale_of(enum texts_language language);

/* The code of its language: "en". */
const char *locale_code(const struct locale *l);
enum texts_language locale_language(const struct locale *l);

const char *locale_text(const struct locale *l, enum text text);

/* A form such as "Page %s of %s" with its gap filled, or its two gaps. */
char *locale_fill_form(struct arena *arena, const char *form, const char *value);
char *locale_fill_two_form(struct arena *arena, const char *form, const char *first,
    const char *second);

/* The decimal mark, one byte: '.' or ','. */
char locale_mark(const struct locale *l);

/*
 * A decimal with its own places, an amount of money, and an amount with its currency ("$1,234.56",
 * "1.234,56 EUR").
 */
char *locale_decimal(const struct locale *l, struct arena *arena, struct decimal value);
char *locale_money(const struct locale *l, struct arena *arena, int64_t minor, int minor_places);
char *locale_price(const struct locale *l, struct arena *arena, const char *amount,
    const char *currency);

/* A date, "" for DATE_NONE; a period; the name of a day's month, and of a month from 1 to 12. */
char *locale_date(const struct locale *l, struct arena *arena, int32_t day);
char *locale_period(const struct locale *l, struct arena *arena, int32_t from, int32_t to);
const char *locale_month(const struct locale *l, int32_t day);
const char *locale_month_name(const struct locale *l, int month);

#endif
