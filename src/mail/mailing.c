#include "mail/mailing.h"

#include <ctype.h>

#include "base/date.h"
#include "base/text.h"
#include "words/locale.h"

#define LONGEST_LINE 200 /* bytes of a name in a header or a body */

enum template_kind
mailing_template(const struct mailing *mailing)
{
	if (strcmp(mailing->kind, "STATEMENT") == 0)
		return (TEMPLATE_STATEMENT);
	if (strcmp(mailing->kind, "REMINDER") == 0)
		return (mailing->level < 2    ? TEMPLATE_REMINDER_1
			: mailing->level == 2 ? TEMPLATE_REMINDER_2
					      : TEMPLATE_REMINDER_3);
	return (TEMPLATE_INVOICE);
}

const char *
mailing_line(struct arena *arena, const char *text, size_t most)
{
	char *line = arena_string(arena, text);
	const char *at = line, *before;
	uint32_t c;

	while (*at != '\0') {
		before = at;
		c = text_next(&at);
		if ((size_t)(at - line) > most) {
			line[before - line] = '\0';
			break;
		}
		/*
		 * Break a text that looks like an encoded word (RFC 2047): mail readers would
		 * decode it, line ends and all.
		 */
		if (c == '=' && *at == '?')
			line[before - line] = ' ';
		/*
		 * C0, DEL, C1, and the characters that begin a line or turn the direction of
		 * writing
		 */
		if (c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029 ||
		    (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069))
			memset(line + (before - line), ' ', (size_t)(at - before));
	}
	return (text_trim(line));
}

void
mailing_values(const struct mailing *mailing, const struct settings *settings, struct arena *arena,
    const char *values[FIELD_COUNT])
{
	const struct locale *l = locale_find(mailing->language);
	const int places = settings->rules.minor_places;

	values[FIELD_NUMBER] = values[FIELD_INVOICE_NUMBER] =
	    mailing_line(arena, mailing->number, LONGEST_LINE);
	values[FIELD_DATE] = values[FIELD_INVOICE_DATE] = locale_date(l, arena, mailing->day);
	values[FIELD_DUE_DATE] =
	    mailing->due_day != DATE_NONE ? locale_date(l, arena, mailing->due_day) : "";
	values[FIELD_END_DATE] = locale_date(l, arena, mailing->period_to);
	values[FIELD_PERIOD] = locale_period(l, arena, mailing->period_from, mailing->period_to);
	values[FIELD_ACCOUNT_NUMBER] = mailing_line(arena, mailing->account, LONGEST_LINE);
	values[FIELD_ACCOUNT_NAME] = mailing_line(arena, mailing->account_name, LONGEST_LINE);
	values[FIELD_SUPPLY_ADDRESS] = mailing_line(arena, mailing->supply_address, LONGEST_LINE);
	values[FIELD_TOTAL] = locale_price(l, arena,
	    locale_money(l, arena, mailing->total_minor, places), settings->currency);
	values[FIELD_BALANCE] = locale_price(l, arena,
	    locale_money(l, arena, mailing->balance_minor, places), settings->currency);
	values[FIELD_SENDER_NAME] = mailing_line(arena,
	    mailing->sender[0] != '\0' ? mailing->sender : settings->company, LONGEST_LINE);
}

const char *
mailing_file(const struct mailing *mailing, struct arena *arena)
{
	char *name = arena_printf(arena, "%s-%s.pdf", mailing->number, mailing->account);
	size_t i;

	for (i = 0; name[i] != '\0'; i++)
		if (!isalnum((unsigned char)name[i]) && strchr("-_.", name[i]) == NULL)
			name[i] = '_';
	return (name);
}
