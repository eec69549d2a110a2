#ifndef DOCUMENT_SHEET_WORDS_H
#define DOCUMENT_SHEET_WORDS_H

#include "document/sheet.h"
#include "layout/condition.h"
#include "layout/expression.h"

/*
 * sheet_words: the texts of the document that a sheet is of, in its language and in the second one
 * of its layout. Results live in the document's arena.
 */

/* The layout's second language, or that of the document where the layout has none. */
enum texts_language sheet_words_language(const struct sheet *s);

/*
 * A fixed text as the layout has it, with its gap filled; a date; and a word of the customer's data
 * (a service, a register), whose second language is known if it is one of the fixed texts.
 */
struct sheet_words sheet_words(const struct sheet *s, enum text text);
struct sheet_words sheet_words_fill(const struct sheet *s, enum text text,
    struct sheet_words value);
struct sheet_words sheet_words_date(const struct sheet *s, int32_t day);
struct sheet_words sheet_words_known(const struct sheet *s, const char *word);

/* A fixed text in one string: "Amount due / Zu zahlen" if the layout has two languages. */
const char *sheet_text(const struct sheet *s, enum text text);
const char *sheet_fill(const struct sheet *s, enum text text, const char *value);

/* A fixed text in the document's language alone, and the same with its two gaps filled. */
const char *sheet_own_text(const struct sheet *s, enum text text);
struct voice sheet_voice(const struct sheet *s); /* the same, for a working */
const char *sheet_fill_two(const struct sheet *s, enum text text, const char *first,
    const char *second);

/* Values as the document's language writes them. */
char *sheet_money(const struct sheet *s, int64_t minor);
char *sheet_number(const struct sheet *s, struct decimal value);
char *sheet_date(const struct sheet *s, int32_t day);

/* The title of this document: "Tax invoice", "Credit note", "Tax invoice – COPY". */
const char *sheet_title(const struct sheet *s);

/* The word that the title of a copy ends with: "COPY"; "" for other documents. */
const char *sheet_mark(const struct sheet *s);

/*
 * The lines of an address that are not empty, joined; and the sender in one line, as it is printed
 * above an address.
 */
const char *sheet_join_lines(const struct sheet *s, const char *const lines[DOCUMENT_ADDRESS_LINES],
    const char *between);
const char *sheet_sender(const struct sheet *s);

/* The text of a layout's expression for this document. */
const char *sheet_expression(const struct sheet *s, const struct expression *expression);

/* Does a layout's condition hold for this document? NULL always does. */
bool sheet_holds(const struct sheet *s, const struct condition *condition);

#endif
