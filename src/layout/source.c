#include "layout/source.h"

#include "base/date.h"
#include "base/decimal.h"

/* The formats that a value may be asked in, and of which types. */
#define TYPE(type) (1u << SOURCE_##type)
static const struct {
	const char *name;
	enum source_format format;
	unsigned int types;
} FORMATS[] = {
	{ "price", FORMAT_PRICE, TYPE(MONEY) },
	{ "plain", FORMAT_PLAIN, TYPE(MONEY) | TYPE(DECIMAL) },
	{ "cents", FORMAT_CENTS, TYPE(MONEY) },
	{ "iso", FORMAT_ISO, TYPE(DATE) },
	{ "dmy", FORMAT_DMY, TYPE(DATE) },
	{ "digits", FORMAT_DIGITS, TYPE(TEXT) | TYPE(DATE) | TYPE(NUMBER) },
	{ "upper", FORMAT_UPPER, TYPE(TEXT) | TYPE(DATE) | TYPE(NUMBER) },
};

const struct source *
source_find(const struct source_list *list, const char *name, struct err *e)
{
	size_t i;

	for (i = 0; i < list->count; i++)
		if (strcmp(list->sources[i].name, name) == 0)
			return (&list->sources[i]);
	(void)!err_reject(e, "there is no field called \"%s\"; %s", name, list->help);
	return (NULL);
}

int
source_read_format(const struct source *source, const char *name, enum source_format *format,
    struct err *e)
{
	size_t i;

	*format = FORMAT_USUAL;
	if (name == NULL)
		return (0);
	for (i = 0; i < LENGTH(FORMATS); i++) {
		if (strcmp(FORMATS[i].name, name) != 0)
			continue;
		*format = FORMATS[i].format;
		if ((FORMATS[i].types >> source->type & 1) != 0)
			return (0);
		return (err_reject(e,
		    "{%s:%s}: this format is not for such a field; amounts take price, plain or "
		    "cents, dates iso or dmy, texts digits or upper",
		    source->name, name));
	}
	return (err_reject(e,
	    "there is no format called \"%s\"; there are price, plain, cents, iso, dmy, digits "
	    "and upper",
	    name));
}

/* Where a value is stored. */
static const void *
source_stored(const struct source *source, const struct source_subject *subject)
{
	return ((const char *)subject->facts + source->offset);
}

int64_t
source_number(const struct source *source, const struct source_subject *subject)
{
	switch (source->type) {
	case SOURCE_MONEY:
		return (*(const int64_t *)source_stored(source, subject));
	case SOURCE_DATE:
		return (*(const int32_t *)source_stored(source, subject));
	case SOURCE_NUMBER:
		return (source->make_number != NULL ? source->make_number(subject->maker)
						    : *(const int *)source_stored(source, subject));
	case SOURCE_TEXT:
	case SOURCE_DECIMAL:
		break;
	}
	return (0);
}

struct decimal
source_decimal(const struct source *source, const struct source_subject *subject)
{
	if (source->type == SOURCE_DECIMAL)
		return (*(const struct decimal *)source_stored(source, subject));
	return ((struct decimal){ source_number(source, subject), subject->minor_places });
}

static const char *
money_text(const struct source_subject *subject, int64_t minor, enum source_format format)
{
	char plain[DECIMAL_SIZE];
	const char *usual;

	if (format == FORMAT_CENTS)
		return (arena_printf(subject->arena, "%lld", (long long)minor));
	if (format == FORMAT_PLAIN)
		return (arena_string(subject->arena,
		    decimal_format_money(minor, subject->minor_places, plain)));
	usual = locale_money(subject->locale, subject->arena, minor, subject->minor_places);
	return (format == FORMAT_PRICE
		? locale_price(subject->locale, subject->arena, usual, subject->currency)
		: usual);
}

static const char *
decimal_text(const struct source_subject *subject, struct decimal value, enum source_format format)
{
	char plain[DECIMAL_SIZE];

	if (format == FORMAT_USUAL)
		return (locale_decimal(subject->locale, subject->arena, value));
	return (arena_string(subject->arena, decimal_format(value, plain)));
}

static const char *
date_text(const struct source_subject *subject, int32_t day, enum source_format format)
{
	char iso[DATE_ISO_SIZE];

	if ((format != FORMAT_ISO && format != FORMAT_DMY) || day == DATE_NONE)
		return (locale_date(subject->locale, subject->arena, day));
	date_format(day, iso);
	if (format == FORMAT_ISO)
		return (arena_string(subject->arena, iso));
	return (arena_printf(subject->arena, "%.2s/%.2s/%.4s", iso + 8, iso + 5, iso));
}

/* A text, a made one or a member of the facts. */
static const char *
plain_text(const struct source *source, const struct source_subject *subject)
{
	if (source->make_text != NULL)
		return (source->make_text(subject->maker));
	if (source->type == SOURCE_NUMBER)
		return (arena_printf(subject->arena, "%lld",
		    (long long)source_number(source, subject)));
	return (*(const char *const *)source_stored(source, subject));
}

/* A text with its digits alone, or in capitals. */
static const char *
change_text(const struct source_subject *subject, const char *text, enum source_format format)
{
	char *copy, *to;

	if (format != FORMAT_DIGITS && format != FORMAT_UPPER)
		return (text);
	copy = to = arena_string(subject->arena, text);
	for (; *text != '\0'; text++) {
		if (format == FORMAT_UPPER)
			*to++ = *text >= 'a' && *text <= 'z' ? (char)(*text - 'a' + 'A') : *text;
		else if (*text >= '0' && *text <= '9')
			*to++ = *text;
	}
	*to = '\0';
	return (copy);
}

const char *
source_text(const struct source *source, const struct source_subject *subject,
    enum source_format format)
{
	switch (source->type) {
	case SOURCE_MONEY:
		return (money_text(subject, source_number(source, subject), format));
	case SOURCE_DATE:
		return (date_text(subject, (int32_t)source_number(source, subject), format));
	case SOURCE_DECIMAL:
		return (decimal_text(subject, source_decimal(source, subject), format));
	case SOURCE_NUMBER:
	case SOURCE_TEXT:
		break;
	}
	return (change_text(subject, plain_text(source, subject), format));
}
