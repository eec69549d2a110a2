#ifndef DOCUMENT_WORKING_H
#define DOCUMENT_WORKING_H

#include "document/sheet_words.h"

/*
 * working: how an amount came about, in the customer's language.
 *
 * A working is kept as rating has put it together (rating/words.h): exact, in English, with a point
 * and ISO days. Here only what stands around its figures becomes another: its phrases and units, by
 * the texts working_... of the document's language; decimal marks and thousands; days; and the
 * signs of products and differences. No digit is changed, so that a calculator still comes to the
 * same cent. The codes of charges are ours, and are left out. What is in none of the known forms
 * stays as it is.
 */

/* In the document's arena. */
const char *working_say(const struct sheet *s, const char *working);

#endif
