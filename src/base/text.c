#include "base/text.h"

#include <ctype.h>
#include <strings.h>

#define CODE_LENGTH 32

/*
 * The length of the UTF-8 sequence at s (1 to 4), 0 if it is not a valid one of at most `left`
 * bytes. Source: table 3-7 of the Unicode Standard, "Well-Formed UTF-8 Byte Sequences".
 */
static size_t
sequence_length(const unsigned char *s, size_t left)
{
	unsigned char low = 0x80, high = 0xbf;
	size_t length, i;

	if (s[0] < 0x80)
		return (1);
	if (s[0] < 0xc2 || s[0] > 0xf4)
		return (0);
	length = s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : 4;

	/*
	 * Four lead bytes narrow what may follow: no overlong form, no surrogate, nothing over
	 * U+10FFFF.
	 */
	if (s[0] == 0xe0)
		low = 0xa0;
	else if (s[0] == 0xed)
		high = 0x9f;
	else if (s[0] == 0xf0)
		low = 0x90;
	else if (s[0] == 0xf4)
		high = 0x8f;
	if (length > left || s[1] < low || s[1] > high)
		return (0);
	for (i = 2; i < length; i++)
		if (s[i] < 0x80 || s[i] > 0xbf)
			return (0);
	return (length);
}

bool
text_is_utf8(const char *bytes, size_t length)
{
	size_t at = 0, step;

	while (at < length) {
		step = sequence_length((const unsigned char *)bytes + at, length - at);
		if (step == 0)
			return (false);
		at += step;
	}
	return (true);
}

uint32_t
text_next(const char **text)
{
	const unsigned char *s = (const unsigned char *)*text;
	size_t length = s[0] < 0x80 ? 1 : s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : 4;
	uint32_t point = length == 1 ? s[0] : s[0] & (0x7fU >> length);
	size_t i;

	for (i = 1; i < length; i++)
		point = point << 6 | (s[i] & 0x3fU);
	*text += length;
	return (point);
}

bool
text_equal_nocase(const char *a, const char *b)
{
	return (strcasecmp(a, b) == 0);
}

/*
 * The length of the blank at s, 0 if there is none. U+00A0 counts: it comes along when people
 * paste.
 */
static size_t
blank_length(const char *s)
{
	if (*s == ' ' || *s == '\t' || *s == '\r' || *s == '\n')
		return (1);
	return (strncmp(s, "\xc2\xa0", 2) == 0 ? 2 : 0);
}

char *
text_trim(char *text)
{
	size_t length, blank;

	while ((blank = blank_length(text)) > 0)
		text += blank;
	length = strlen(text);
	while (length > 0) {
		if (blank_length(text + length - 1) == 1)
			length--;
		else if (length > 1 && blank_length(text + length - 2) == 2)
			length -= 2;
		else
			break;
	}
	text[length] = '\0';
	return (text);
}

bool
text_is_code(const char *text)
{
	size_t length = strlen(text);
	size_t i;

	if (length == 0 || length > CODE_LENGTH || strcmp(text, ".") == 0 ||
	    strcmp(text, "..") == 0)
		return (false);
	for (i = 0; i < length; i++)
		if (!isalnum((unsigned char)text[i]) && strchr("-_.", text[i]) == NULL)
			return (false);
	return (true);
}

bool
text_has_control(const char *text)
{
	uint32_t point;

	while (*text != '\0') {
		point = text_next(&text);
		if (point < 0x20 || (point >= 0x7f && point <= 0x9f))
			return (true);
	}
	return (false);
}

bool
text_is_formula(const char *text)
{
	const char c = text[0];

	return (c == '=' || c == '+' || c == '-' || c == '@' || c == '\t');
}

bool
text_to_int(const char *text, int64_t least, int64_t most, int64_t *value)
{
	int64_t n = 0;

	if (*text == '\0')
		return (false);
	for (; *text != '\0'; text++) {
		if (!isdigit((unsigned char)*text))
			return (false);
		if (__builtin_mul_overflow(n, 10, &n) || __builtin_add_overflow(n, *text - '0', &n))
			return (false);
	}
	if (n < least || n > most)
		return (false);
	*value = n;
	return (true);
}
