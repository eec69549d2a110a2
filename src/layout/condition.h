#ifndef LAYOUT_CONDITION_H
#define LAYOUT_CONDITION_H

#include "layout/source.h"

/*
 * condition: `when = ...` of a layout file: the test by which an element is drawn or left out. Read
 * once, worked out for every document.
 *
 *   due > 0 and currency = EUR or not sender_email
 *
 * A condition compares fields with = <> < > <= >=: amounts, page and pages with numbers, dates with
 * dates (2026-10-31), texts with texts in any case. A field alone is true if it is not empty, and
 * an amount if it is not 0. A date that is not there is <> any date, and no other comparison with
 * it holds. `and` binds closer than `or`.
 */
struct condition;

/* Errors are without file and line, which the caller adds. Everything lives in arena. */
int condition_parse(struct arena *arena, const struct source_list *fields, const char *text,
    const struct condition **condition, struct err *e) NODISCARD;

/* Does it name the page or the number of pages? */
bool condition_is_late(const struct condition *condition);

/* Does it hold for this subject? NULL always does. */
bool condition_holds(const struct condition *condition, const struct source_subject *subject);

#endif
