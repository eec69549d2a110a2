#include "intake/damage.h"

#include <ctype.h>

#include "base/date.h"
#include "base/text.h"

/* Days from 1899-12-30, Excel's day 0, to 1970-01-01. */
#define SERIAL_OF_1970 25569

/* Numbers that are probably such dates: 1954-10-03 to 2119-01-11. */
#define FIRST_SERIAL 20000
#define LAST_SERIAL 80000

/* Skip digits; returns how many. */
static int
skip_digits(const char **text)
{
	int digits = 0;

	for (; isdigit((unsigned char)**text); (*text)++)
		digits++;
	return (digits);
}

bool
damage_is_scientific(const char *text)
{
	if (*text == '-')
		text++;
	if (skip_digits(&text) != 1)
		return (false);
	if (*text == '.' || *text == ',') {
		text++;
		if (skip_digits(&text) == 0)
			return (false);
	}
	if (toupper((unsigned char)*text) != 'E' || (text[1] != '+' && text[1] != '-'))
		return (false);
	text += 2;
	return (skip_digits(&text) > 0 && *text == '\0');
}

bool
damage_is_serial_date(const char *text, int32_t *day)
{
	char whole[6];
	int64_t serial;

	/* A fraction is a time of day: skip it. */
	if (strspn(text, "0123456789") != 5 ||
	    (text[5] != '\0' && text[5] != '.' && text[5] != ','))
		return (false);
	(void)snprintf(whole, sizeof(whole), "%.5s", text);
	if (!text_to_int(whole, FIRST_SERIAL, LAST_SERIAL, &serial))
		return (false);
	*day = (int32_t)(serial - SERIAL_OF_1970);
	return (true);
}

char *
damage_unwrap(char *text)
{
	size_t length = strlen(text);

	if (length < 3 || text[0] != '=' || text[1] != '"' ||
	    strchr(text + 2, '"') != text + length - 1)
		return (text);
	text[length - 1] = '\0';
	return (text_trim(text + 2));
}

/* The length of the thousands separator at the beginning of text, 0 if there is none. */
static size_t
separator_length(const char *text, char mark)
{
	/*
	 * Besides blank and mark: U+00A0, U+202F, U+2009 and U+2019, which spreadsheets of several
	 * countries use.
	 */
	static const char *const wide[] = { "\xc2\xa0", "\xe2\x80\xaf", "\xe2\x80\x89",
		"\xe2\x80\x99" };
	size_t i;

	if (*text == ' ' || *text == '\'' || *text == (mark == '.' ? ',' : '.'))
		return (1);
	for (i = 0; i < sizeof(wide) / sizeof(wide[0]); i++)
		if (strncmp(text, wide[i], strlen(wide[i])) == 0)
			return (strlen(wide[i]));
	return (0);
}

bool
damage_is_grouped(const char *text, char mark)
{
	size_t step;
	int groups = 0;
	int digits;

	if (*text == '-' || *text == '+')
		text++;
	digits = skip_digits(&text);
	if (digits < 1 || digits > 3)
		return (false);
	for (; (step = separator_length(text, mark)) > 0; groups++) {
		text += step;
		if (skip_digits(&text) != 3)
			return (false);
	}
	if (*text == mark)
		text++;
	(void)skip_digits(&text);
	return (groups > 0 && *text == '\0');
}
