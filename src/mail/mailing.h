#ifndef MAIL_MAILING_H
#define MAIL_MAILING_H

#include <stdint.h>

#include "base/arena.h"
#include "mail/address.h"
#include "mail/template.h"
#include "config/settings.h"
#include "store/database.h"

/*
 * mailing: the facts of one email of the queue, read from the database; pure from then on.
 * Everything lives in an arena.
 */
struct mailing {
	int64_t id;       /* of the email: "message" for people */
	int64_t revision;
	const char *send_to, *cc_to, *subject;
	int64_t done;     /* bits of the recipients that have it */
	int64_t attempts;
	int64_t released_ns;
	const char *state;
	const char *run, *number, *account, *account_name,
	    *language; /* number: of the invoice or letter */
	enum template_kind kind;
	int32_t day, due_day, period_from, period_to; /* due_day: DATE_NONE of a statement */
	int64_t total_minor, balance_minor;
	const char *supply_address;
	const char *sha256; /* of the PDF as issued */
	int64_t bytes;
	const char *sender, *sender_email;
	int64_t known_minor, now_minor; /* the account's balance when it was released, and now */
	const char *reversed_by; /* what reversed the invoice, or one that is reminded of; "" if all
	                            stand */
};

/* The row that a query of MAIL_COLUMNS stands on; its own columns begin behind them. */
#define MAILING_COLUMNS 30
void mailing_read(const struct database *db, enum statement id, struct arena *arena,
    struct mailing *mailing);

/* Find one by its number: 1, 0, -1. */
int mailing_find(struct database *db, int64_t id, struct arena *arena, struct mailing *mailing,
    struct err *e) NODISCARD;

/*
 * What the fields of a template say, in the customer's language. Control characters of names become
 * blanks.
 */
void mailing_values(const struct mailing *mailing, const struct settings *settings,
    struct arena *arena, const char *values[FIELD_COUNT]);

/* "INV-0000001-100234.pdf": letters, digits, '-', '_' and '.' only. */
const char *mailing_file(const struct mailing *mailing, struct arena *arena);

/*
 * A text as one line of a header: control characters, and the beginning of what looks like an
 * encoded word, become blanks; at most `most` bytes, cut between characters.
 */
const char *mailing_line(struct arena *arena, const char *text, size_t most);

#endif
