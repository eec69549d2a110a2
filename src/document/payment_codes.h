#ifndef DOCUMENT_PAYMENT_CODES_H
#define DOCUMENT_PAYMENT_CODES_H

#include "base/arena.h"
#include "document/document.h"
#include "page/code.h"

/* payment_codes: the codes that a bill can be paid by (payment_codes.def), as a table. */
struct payment_code {
	const char *name;
	enum code_kind symbology;
	/* the text in it, in arena; "" where the bill is not one that can be paid so */
	const char *(*text)(struct arena *arena, const struct document_model *m);
	bool on_slip;
	const char *label;
};

/* The code of this index, from 0; NULL after the last. */
const struct payment_code *payment_codes_at(size_t index);

/* The code on the slip of a bill and, in *text, its text; NULL if it has none. */
const struct payment_code *payment_codes_on_slip(struct arena *arena,
    const struct document_model *m, const char **text);

/* The functions that make them. */
#define PAYMENT_CODE(word, symbology, text_of, on_slip, label) \
	const char *text_of(struct arena *arena, const struct document_model *m);
#include "document/payment_codes.def"
#undef PAYMENT_CODE

#endif
