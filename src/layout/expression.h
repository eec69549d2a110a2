#ifndef LAYOUT_EXPRESSION_H
#define LAYOUT_EXPRESSION_H

#include "layout/source.h"

/*
 * expression: texts with fields in braces, as layout files have them. Read once, worked out for
 * every document, or for every row of an AR export file.
 *
 *   Dear {account_name}, {#amount_due}: {due:price}, please, by {due_date}.
 *
 * {name} is a field (source.h), written as the language of the document writes it; {name:format}
 * writes it another way; {#key} is one of the fixed texts; {{ is a brace. Formats: of amounts price
 * (with the currency), plain (1234.50), cents; of dates iso; of texts digits (nothing but), upper.
 */
struct expression;

/* Errors are without file and line, which the caller adds. Everything lives in arena. */
int expression_parse(struct arena *arena, const struct source_list *fields, const char *text,
    const struct expression **expression, struct err *e) NODISCARD;

/* The text for this subject, in its arena; "" if all the fields that it names are empty. */
const char *expression_text(const struct expression *expression,
    const struct source_subject *subject);

/* Does it name the page or the number of pages? */
bool expression_is_late(const struct expression *expression);

#endif
