#include "document/payment.h"

#include "base/text.h"

#define EURO_MOST INT64_C(99999999999) /* 999,999,999.99 */

const char *
payment_compact(const char *text, char out[static PAYMENT_IBAN_SIZE])
{
	size_t length = 0;

	for (; *text != '\0'; text++) {
		char c = *text >= 'a' && *text <= 'z' ? (char)(*text - 'a' + 'A') : *text;

		if (c == ' ')
			continue;
		if (length + 1 == PAYMENT_IBAN_SIZE ||
		    !((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'))) {
			length = 0;
			break;
		}
		out[length++] = c;
	}
	out[length] = '\0';
	return (out);
}

/*
 * The first four characters moved to the end, letters as two digits: the number leaves 1 when
 * divided by 97.
 */
bool
payment_is_iban(const char *text)
{
	char iban[PAYMENT_IBAN_SIZE];
	size_t length = strlen(payment_compact(text, iban)), i;
	unsigned int rest = 0;

	if (length < 15 || iban[0] < 'A' || iban[1] < 'A' || iban[2] > '9' || iban[3] > '9')
		return (false);
	for (i = 0; i < length; i++) {
		char c = iban[(i + 4) % length];

		rest = c <= '9' ? (rest * 10 + (unsigned int)(c - '0')) % 97
				: (rest * 100 + (unsigned int)(c - 'A' + 10)) % 97;
	}
	return (rest == 1);
}

const char *
payment_cut(struct arena *arena, const char *text, size_t most)
{
	const char *at = text;
	char *copy, *c;

	while (most-- > 0 && *at != '\0')
		(void)text_next(&at);
	copy = arena_bytes(arena, text, (size_t)(at - text));
	for (c = copy; *c != '\0'; c++)
		if (*c == '\n')
			*c = ' ';
	return (copy);
}

bool
payment_is_due(const struct document_model *m)
{
	return (!m->copy && m->kind != DOCUMENT_REVERSAL && m->kind != DOCUMENT_STATEMENT &&
	    m->due_minor > 0);
}

const char *
payment_amount(struct arena *arena, const struct document_model *m)
{
	if (!payment_is_due(m) || m->due_minor > EURO_MOST || m->minor_places != 2)
		return ("");
	return (arena_printf(arena, "%lld.%02lld", (long long)(m->due_minor / 100),
	    (long long)(m->due_minor % 100)));
}

const char *
payment_payee(const struct document_model *m)
{
	return (m->bank_name[0] != '\0' ? m->bank_name : m->sender_name);
}

const char *
payment_epc(struct arena *arena, const struct document_model *m)
{
	const char *euros = payment_amount(arena, m);
	char iban[PAYMENT_IBAN_SIZE];

	if (euros[0] == '\0' || strcmp(m->currency, "EUR") != 0 ||
	    !payment_is_iban(m->bank_account))
		return ("");

	/*
	 * Service tag, version, UTF-8, transfer, no BIC (not needed inside the EEA), name, IBAN,
	 * amount, no purpose, no structured reference, then what the payee will see.
	 */
	return (arena_printf(arena, "BCD\n002\n1\nSCT\n\n%s\n%s\nEUR%s\n\n\n%s %s",
	    payment_cut(arena, payment_payee(m), PAYMENT_NAME_MOST),
	    payment_compact(m->bank_account, iban), euros, m->account_number, m->invoice_number));
}

const char *
payment_bpay(struct arena *arena, const struct document_model *m)
{
	size_t length = strlen(m->account_number), i;
	int sum = 0;

	if (m->copy || m->biller_code[0] == '\0' || length == 0 || length > 19 ||
	    strspn(m->account_number, "0123456789") != length)
		return ("");

	/*
	 * From the right, every other digit doubled, beginning with the last: the check digit
	 * itself will follow it.
	 */
	for (i = 0; i < length; i++) {
		int digit = m->account_number[length - 1 - i] - '0';

		if (i % 2 == 0)
			digit = digit > 4 ? 2 * digit - 9 : 2 * digit;
		sum += digit;
	}
	return (arena_printf(arena, "%s%d", m->account_number, (10 - sum % 10) % 10));
}

const char *
payment_account(struct arena *arena, const struct document_model *m)
{
	char iban[PAYMENT_IBAN_SIZE];
	const char *grouped = "";
	size_t i, length;

	if (!payment_is_iban(m->bank_account))
		return (m->bank_account);
	length = strlen(payment_compact(m->bank_account, iban));
	for (i = 0; i < length; i += 4)
		grouped = arena_printf(arena, "%s%s%.4s", grouped, i > 0 ? " " : "", iban + i);
	return (grouped);
}
