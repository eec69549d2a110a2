#ifndef DOCUMENT_CONDITION_H
#define DOCUMENT_CONDITION_H

#include "document/sheet.h"

/*
 * condition: when something stands in a document, as layout files say it. Read once, worked out for
 * every document.
 *
 *   due > 0 and currency = EUR or not sender_email
 *
 * A condition compares fields with = <> < > <= >=: amounts, page and pages with numbers, dates with
 * dates (2026-10-31), texts with texts in any case. A field alone is true if it is not empty, and
 * an amount if it is not nought. A date that is not there is only
 * <> another. `and` binds closer than `or`.
 */
struct condition;

/* What is wrong is said without file and line, which the caller knows. Everything lives in arena.
 */
int condition_parse(struct arena *arena, const char *text, const struct condition **condition,
    struct err *e) NODISCARD;

/* Does it name the page or the number of pages? */
bool condition_is_late(const struct condition *condition);

/* Does it hold? NULL always does. */
bool condition_holds(const struct condition *condition, const struct sheet *s);

#endif
