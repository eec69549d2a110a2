#ifndef DOCUMENT_FIELDS_H
#define DOCUMENT_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

#include "document/document.h"

/*
 * fields: every text of a model, one after another, by one table: what is drawn, prepared and
 * checked is the same list.
 */
struct field {
	const char *list; /* "lines", "usages", ... or "" for a text of the model itself */
	const char *name; /* "account_name" */
	size_t index;     /* from 0, within the list, or within a field of several lines */
	bool several;     /* the field is one of several: messages have its index */
	bool breaks;      /* may hold line breaks */
	const char *text;
};

/* Called for each text that is not "". Returns 0 to go on, or -1 (with e set) to stop. */
typedef int field_fn(void *context, const struct field *field, struct err *e);

/* Returns 0, or -1 as soon as `each` does. */
int fields_each(const struct document_model *model, field_fn *each, void *context,
    struct err *e) NODISCARD;

#endif
