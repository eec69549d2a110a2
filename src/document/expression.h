#ifndef DOCUMENT_EXPRESSION_H
#define DOCUMENT_EXPRESSION_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"
#include "document/sheet.h"

/*
 * expression: texts with fields in braces, as layout files have them. Read once, worked out for
 * every document.
 *
 *   Dear {account_name}, {#amount_due}: {due:price}, please, by {due_date}.
 *
 * {name} is a field of the document, written as its language writes such a thing; {name:format}
 * writes it another way; {#key} is one of the fixed texts; {{ is a brace. Formats: of amounts price
 * (with the currency), plain (1234.50), cents; of dates iso; of texts digits (nothing but), upper.
 */
struct expression;

/* What is wrong is said without file and line, which the caller knows. Everything lives in arena.
 */
int expression_parse(struct arena *arena, const char *text, const struct expression **expression,
    struct err *e) NODISCARD;

/*
 * The text for this document, in the document's arena; "" if it is made of empty fields and nothing
 * else.
 */
const char *expression_text(const struct expression *expression, const struct sheet *s);

/* Does it name the page or the number of pages? */
bool expression_is_late(const struct expression *expression);

#endif
