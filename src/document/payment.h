#ifndef DOCUMENT_PAYMENT_H
#define DOCUMENT_PAYMENT_H

#include "base/arena.h"
#include "document/document.h"

/*
 * payment: the texts of codes that are scanned to pay. Pure; texts in arena. Each is "" where the
 * bill cannot be paid so: nothing due, a copy for somebody else, another currency, or no account
 * number of the right kind.
 */

/* EPC069-12 (version 002, UTF-8): a SEPA credit transfer in euro to an IBAN. */
const char *payment_epc(struct arena *arena, const struct document_model *m);

/*
 * The account number, then its check digit (Luhn, ISO/IEC 7812-1 annex B, called MOD10V01 for
 * BPAY); "" if it is not made of digits alone.
 */
const char *payment_bpay(struct arena *arena, const struct document_model *m);

/* The most characters that EPC069-12 and the Swiss standard (swiss.h) both allow. */
#define PAYMENT_NAME_MOST 70
#define PAYMENT_MESSAGE_MOST 140
#define PAYMENT_IBAN_SIZE 35

/*
 * Does this document ask for money? The amount, as both standards write it: "1234.50"; "" if
 * nothing is due, or more than they allow.
 */
bool payment_is_due(const struct document_model *m);
const char *payment_amount(struct arena *arena, const struct document_model *m);

/* Whose account it is. */
const char *payment_payee(const struct document_model *m);

/*
 * The text without its blanks, in capitals; "" if it is too long for an IBAN or has anything but
 * letters and digits.
 */
const char *payment_compact(const char *text, char out[static PAYMENT_IBAN_SIZE]);

/* At most `most` characters of a text, without line breaks. */
const char *payment_cut(struct arena *arena, const char *text, size_t most);

/*
 * The account as people read it: an IBAN in groups of four (ISO 13616, its form on paper), any
 * other as it is.
 */
const char *payment_account(struct arena *arena, const struct document_model *m);

/*
 * Is this an IBAN (ISO 13616), blanks not counting? Its check digits are right, and it is not too
 * long.
 */
bool payment_is_iban(const char *text);

#endif
