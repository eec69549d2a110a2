#ifndef MAIL_MAILING_H
#define MAIL_MAILING_H

#include "base/arena.h"
#include "mail/address.h"
#include "mail/template.h"
#include "config/settings.h"
#include "store/mailing.h"

/* mailing: makes the texts of one email of the queue. Pure; the texts live in the arena. */

/* The kind of template for an email. A reversal has the one of invoices. */
enum template_kind mailing_template(const struct mailing *mailing);

/*
 * The values of a template's fields, in the customer's language. Control characters in names become
 * blanks.
 */
void mailing_values(const struct mailing *mailing, const struct settings *settings,
    struct arena *arena, const char *values[FIELD_COUNT]);

/*
 * The name of the attached file, "INV-0000001-100234.pdf": letters, digits, '-', '_' and '.' only.
 */
const char *mailing_file(const struct mailing *mailing, struct arena *arena);

/*
 * Make one line for a header out of a text: control characters, and the beginning of anything that
 * looks like an encoded word, become blanks; at most `most` bytes, cut between characters.
 */
const char *mailing_line(struct arena *arena, const char *text, size_t most);

#endif
