#include "mail/mailing.h"

#include <ctype.h>

#include "base/date.h"
#include "base/text.h"
#include "words/locale.h"

/* Columns of MAIL_COLUMNS. */
enum column {
	COL_ID,
	COL_REVISION,
	COL_SEND_TO,
	COL_CC_TO,
	COL_SUBJECT,
	COL_DONE,
	COL_ATTEMPTS,
	COL_RELEASED,
	COL_STATE,
	COL_RUN,
	COL_NUMBER,
	COL_KIND,
	COL_LEVEL,
	COL_ACCOUNT,
	COL_NAME,
	COL_LANGUAGE,
	COL_DAY,
	COL_DUE_DAY,
	COL_FROM,
	COL_TO,
	COL_TOTAL,
	COL_BALANCE,
	COL_SUPPLY,
	COL_SHA256,
	COL_BYTES,
	COL_SENDER,
	COL_SENDER_EMAIL,
	COL_KNOWN,
	COL_NOW,
	COL_REVERSED_BY,
	COL_COUNT
};

_Static_assert(COL_COUNT == MAILING_COLUMNS, "the queries with further columns count on it");

#define LONGEST_LINE 200 /* bytes of a name in a header or a body */

/* Which texts go with a document. A reversal has those of invoices. */
static enum template_kind
template_of(const char *kind, int64_t level)
{
	if (strcmp(kind, "STATEMENT") == 0)
		return (TEMPLATE_STATEMENT);
	if (strcmp(kind, "REMINDER") == 0)
		return (level < 2    ? TEMPLATE_REMINDER_1
			: level == 2 ? TEMPLATE_REMINDER_2
				     : TEMPLATE_REMINDER_3);
	return (TEMPLATE_INVOICE);
}

void
mailing_read(const struct database *db, enum statement id, struct arena *arena,
    struct mailing *mailing)
{
#define NUMBER(column) database_int(db, id, column)
#define TEXT(column) arena_string(arena, database_text(db, id, column))
	*mailing = (struct mailing){
		.id = NUMBER(COL_ID),
		.revision = NUMBER(COL_REVISION),
		.send_to = TEXT(COL_SEND_TO),
		.cc_to = TEXT(COL_CC_TO),
		.subject = TEXT(COL_SUBJECT),
		.done = NUMBER(COL_DONE),
		.attempts = NUMBER(COL_ATTEMPTS),
		.released_ns = NUMBER(COL_RELEASED),
		.state = TEXT(COL_STATE),
		.run = TEXT(COL_RUN),
		.number = TEXT(COL_NUMBER),
		.account = TEXT(COL_ACCOUNT),
		.kind = template_of(database_text(db, id, COL_KIND), NUMBER(COL_LEVEL)),
		.account_name = TEXT(COL_NAME),
		.language = TEXT(COL_LANGUAGE),
		.day = database_day(db, id, COL_DAY),
		.due_day = database_day(db, id, COL_DUE_DAY),
		.period_from = database_day(db, id, COL_FROM),
		.period_to = database_day(db, id, COL_TO),
		.total_minor = NUMBER(COL_TOTAL),
		.balance_minor = NUMBER(COL_BALANCE),
		.supply_address = TEXT(COL_SUPPLY),
		.sha256 = TEXT(COL_SHA256),
		.bytes = NUMBER(COL_BYTES),
		.sender = TEXT(COL_SENDER),
		.sender_email = TEXT(COL_SENDER_EMAIL),
		.known_minor = NUMBER(COL_KNOWN),
		.now_minor = NUMBER(COL_NOW),
		.reversed_by = TEXT(COL_REVERSED_BY),
	};
#undef NUMBER
#undef TEXT
}

int
mailing_find(struct database *db, int64_t id, struct arena *arena, struct mailing *mailing,
    struct err *e)
{
	int rc;

	if (database_query(db, SQL_MAIL_FIND, e, "i", id) != 0)
		return (-1);
	rc = database_step(db, SQL_MAIL_FIND, e);
	if (rc == 1) {
		mailing_read(db, SQL_MAIL_FIND, arena, mailing);
		database_done(db, SQL_MAIL_FIND);
	}
	return (rc);
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
		 * What looks like an encoded word (RFC 2047) would be decoded by whoever reads it,
		 * line ends and all.
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
