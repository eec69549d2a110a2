#ifndef DOCUMENT_SOURCE_H
#define DOCUMENT_SOURCE_H

#include "document/sheet.h"

/*
 * source: what a layout can ask of a document by name, {due_date} and the like: stored in its
 * model, or worked out. A table; expressions and conditions say what is done with it.
 */
enum source_type { SOURCE_TEXT, SOURCE_MONEY, SOURCE_DATE, SOURCE_LINES, SOURCE_MADE, SOURCE_PAGE };
enum source_format {
	FORMAT_USUAL,
	FORMAT_PRICE,
	FORMAT_PLAIN,
	FORMAT_CENTS,
	FORMAT_ISO,
	FORMAT_DIGITS,
	FORMAT_UPPER
};

struct source;

/* The one of this name, or NULL with e set. */
const struct source *source_find(const char *name, struct err *e);

const char *source_name(const struct source *source);
enum source_type source_type(const struct source *source);

/* Is it known only when all pages are? */
bool source_is_late(const struct source *source);

/*
 * The format that ":price" and the like mean (NULL: the usual one). ERR_REJECT for one that there
 * is not, or not for this.
 */
int source_read_format(const struct source *source, const char *name, enum source_format *format,
    struct err *e) NODISCARD;

/* As text, in the document's arena. */
const char *source_text(const struct source *source, const struct sheet *s,
    enum source_format format);

/*
 * As a number: minor units of MONEY, the day of DATE (DATE_NONE where there is none), the number of
 * PAGE.
 */
int64_t source_number(const struct source *source, const struct sheet *s);

/* The names, one after another; NULL behind the last. */
const char *source_name_at(size_t index);

#endif
