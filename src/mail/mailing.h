#ifndef MAIL_MAILING_H
#define MAIL_MAILING_H

#include "base/arena.h"
#include "mail/address.h"
#include "mail/template.h"
#include "config/settings.h"
#include "store/mailing.h"

/*
 * mailing: the texts of one email of the queue. Pure; what is made lives in the arena.
 */

/* Which template its texts come from. A reversal has those of invoices. */
enum template_kind mailing_template(const struct mailing *mailing);

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
