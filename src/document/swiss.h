#ifndef DOCUMENT_SWISS_H
#define DOCUMENT_SWISS_H

#include "base/arena.h"
#include "document/document.h"

/*
 * swiss: the Swiss QR-bill, by which bills in CHF or EUR are paid to a Swiss or Liechtenstein
 * account. Pure; texts in arena.
 *
 * Source: SIX, Swiss Implementation Guidelines for the QR-bill 2.3 (in force since 22 November
 * 2025): addresses in parts only; a QR-IBAN (its bank's number is 30000 to 31999) goes with a QR
 * reference, and an IBAN without one here; Latin letters only.
 */
struct swiss_party {
	const char *name, *street, *postcode, *town;
	const char *country; /* two letters */
};

struct swiss_bill {
	const char *iban; /* without blanks */
	struct swiss_party payee;
	struct swiss_party payer; /* name "": not known, the payer fills it in */
	const char *amount; /* "1949.75"; "": the payer fills it in */
	const char *currency;
	const char *reference; /* 27 digits, with an IBAN "" */
	const char *message;
};

/* The bill of a document; false if it is not one that can be paid so. */
bool swiss_make(struct arena *arena, const struct document_model *m, struct swiss_bill *bill);

/* The text of its code; and that of a document, "" if it is not one that can be paid so. */
const char *swiss_code(struct arena *arena, const struct swiss_bill *bill);
const char *swiss_text(struct arena *arena, const struct document_model *m);

/*
 * As people read them: IBAN in groups of four, a QR reference of two and then of five, an amount
 * with a blank at each thousand.
 */
const char *swiss_iban(struct arena *arena, const char *iban);
const char *swiss_reference(struct arena *arena, const char *reference);
const char *swiss_amount(struct arena *arena, const char *amount);

/* The last digit of a QR reference, by the others: modulo 10, recursive. */
char swiss_check_digit(const char *digits);

#endif
