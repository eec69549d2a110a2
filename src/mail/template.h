#ifndef MAIL_TEMPLATE_H
#define MAIL_TEMPLATE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"
#include "spool/spool.h"
#include "words/texts.h"

/*
 * template: subject and bodies of emails in each language, with fields in braces (templates/mail/,
 * carried by the program; a spool may have its own in <spool>/templates/mail/). The fields and the
 * kinds are one enum each, here.
 */
enum template_field {
	FIELD_INVOICE_NUMBER,
	FIELD_NUMBER,
	FIELD_INVOICE_DATE,
	FIELD_DATE,
	FIELD_DUE_DATE,
	FIELD_PERIOD,
	FIELD_END_DATE,
	FIELD_ACCOUNT_NUMBER,
	FIELD_ACCOUNT_NAME,
	FIELD_SUPPLY_ADDRESS,
	FIELD_TOTAL,
	FIELD_BALANCE,
	FIELD_SENDER_NAME,
	FIELD_COUNT
};

/* The kinds of emails. A reminder beyond the third has the form of the third. */
enum template_kind {
	TEMPLATE_INVOICE,
	TEMPLATE_STATEMENT,
	TEMPLATE_REMINDER_1,
	TEMPLATE_REMINDER_2,
	TEMPLATE_REMINDER_3,
	TEMPLATE_KINDS
};

/*
 * The subject and bodies of one kind in one language. Lines end with LF. html is made from the
 * text, unless the spool has its own.
 */
struct template_form {
	const char *subject;
	const char *text;
	const char *html;
};

struct template_set {
	struct template_form forms[TEMPLATE_KINDS][TEXTS_LANGUAGES];
};

/*
 * Load all forms: the spool's own, else those that the program carries. ERR_REJECT names file and
 * field when one of the spool's own cannot be used.
 */
int template_load(const struct spool *spool, struct arena *arena, struct template_set *set,
    struct err *e) NODISCARD;

/* Find the form of a kind in a language by its code ("de", "de-AT"); English for an unknown one. */
const struct template_form *template_find(const struct template_set *set, enum template_kind kind,
    const char *language);

/*
 * Replace every {field} of a form; html: escape the values. An unknown field stays as it is
 * written. In arena.
 */
const char *template_expand(struct arena *arena, const char *form,
    const char *const values[FIELD_COUNT], bool html);

#endif
