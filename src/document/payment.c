#include "document/payment.h"

#include "base/text.h"

#define IBAN_MOST 34
#define NAME_MOST 70      /* both standards */
#define MESSAGE_MOST 140
#define EURO_MOST INT64_C(99999999999) /* 999,999,999.99 */

/* The text without its blanks, in capitals; "" if it is too long or has anything but letters and digits. */
static const char *
compact(const char *text, char out[IBAN_MOST + 1])
{
	size_t length = 0;

	for (; *text != '\0'; text++) {
		char c = *text >= 'a' && *text <= 'z' ? (char)(*text - 'a' + 'A') : *text;

		if (c == ' ')
			continue;
		if (length == IBAN_MOST || !((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'))) {
			length = 0;
			break;
		}
		out[length++] = c;
	}
	out[length] = '\0';
	return (out);
}

/* The first four characters moved to the end, letters as two digits: the number leaves 1 when divided by 97. */
bool
payment_is_iban(const char *text)
{
	char iban[IBAN_MOST + 1];
	size_t length = strlen(compact(text, iban)), i;
	unsigned int rest = 0;

	if (length < 15 || iban[0] < 'A' || iban[1] < 'A' || iban[2] > '9' || iban[3] > '9')
		return (false);
	for (i = 0; i < length; i++) {
		char c = iban[(i + 4) % length];

		rest = c <= '9' ? (rest * 10 + (unsigned int)(c - '0')) % 97 : (rest * 100 + (unsigned int)(c - 'A' + 10)) % 97;
	}
	return (rest == 1);
}

/* At most `most` characters of a text, without line breaks. */
static const char *
cut(struct arena *arena, const char *text, size_t most)
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

/* The amount due as both standards write it: "1234.50"; NULL where there is none that can be paid. */
static const char *
amount(struct arena *arena, const struct document_model *m)
{
	if (m->copy || m->kind == DOCUMENT_REVERSAL || m->kind == DOCUMENT_STATEMENT || m->due_minor <= 0 || m->due_minor > EURO_MOST || m->minor_places != 2)
		return (NULL);
	return (arena_printf(arena, "%lld.%02lld", (long long)(m->due_minor / 100), (long long)(m->due_minor % 100)));
}

/* Whose account it is. */
static const char *
payee(const struct document_model *m)
{
	return (m->bank_name[0] != '\0' ? m->bank_name : m->sender_name);
}

const char *
payment_epc(struct arena *arena, const struct document_model *m)
{
	const char *euros = amount(arena, m);
	char iban[IBAN_MOST + 1];

	if (euros == NULL || strcmp(m->currency, "EUR") != 0 || !payment_is_iban(m->bank_account))
		return ("");

	/* Service tag, version, UTF-8, transfer, no BIC (not needed inside the EEA), name, IBAN, amount, no purpose, no structured
	 * reference, then what the payee will see. */
	return (arena_printf(arena, "BCD\n002\n1\nSCT\n\n%s\n%s\nEUR%s\n\n\n%s %s", cut(arena, payee(m), NAME_MOST),
	    compact(m->bank_account, iban), euros, m->account_number, m->invoice_number));
}

/* A country as two letters: as it was given, or that of the account. */
static const char *
country(const char *given, const char *iban, struct arena *arena)
{
	if (strlen(given) == 2 && given[0] >= 'A' && given[0] <= 'Z' && given[1] >= 'A' && given[1] <= 'Z')
		return (given);
	return (arena_bytes(arena, iban, 2));
}

const char *
payment_swiss(struct arena *arena, const struct document_model *m)
{
	const char *francs = amount(arena, m), *creditor;
	char iban[IBAN_MOST + 1];
	bool currency = strcmp(m->currency, "CHF") == 0 || strcmp(m->currency, "EUR") == 0;

	(void)compact(m->bank_account, iban);
	if (francs == NULL || !currency || !payment_is_iban(iban) || (strncmp(iban, "CH", 2) != 0 && strncmp(iban, "LI", 2) != 0))
		return ("");

	/* A QR-IBAN (its bank's number is 30000 to 31999) needs a reference of another kind, which we do not have. */
	if (strncmp(iban + 4, "30", 2) == 0 || strncmp(iban + 4, "31", 2) == 0)
		return ("");
	if (m->sender_postcode[0] == '\0' || m->sender_town[0] == '\0')
		return ("");
	creditor = arena_printf(arena, "S\n%s\n%s\n\n%s\n%s\n%s", cut(arena, payee(m), NAME_MOST), cut(arena, m->sender_street, NAME_MOST),
	    cut(arena, m->sender_postcode, 16), cut(arena, m->sender_town, 35), country(m->sender_country, iban, arena));

	/* No ultimate creditor; the debtor is left to the payer; no reference, a message instead. */
	return (arena_printf(arena, "SPC\n0200\n1\n%s\n%s\n\n\n\n\n\n\n\n%s\n%s\n\n\n\n\n\n\n\nNON\n\n%s\nEPD", iban, creditor, francs,
	    m->currency, cut(arena, arena_printf(arena, "%s %s", m->account_number, m->invoice_number), MESSAGE_MOST)));
}

const char *
payment_bpay(struct arena *arena, const struct document_model *m)
{
	size_t length = strlen(m->account_number), i;
	int sum = 0;

	if (m->copy || m->biller_code[0] == '\0' || length == 0 || length > 19 || strspn(m->account_number, "0123456789") != length)
		return ("");

	/* From the right, every other digit doubled, beginning with the last: the check digit itself will stand behind it. */
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
	char iban[IBAN_MOST + 1];
	const char *grouped = "";
	size_t i, length;

	if (!payment_is_iban(m->bank_account))
		return (m->bank_account);
	length = strlen(compact(m->bank_account, iban));
	for (i = 0; i < length; i += 4)
		grouped = arena_printf(arena, "%s%s%.4s", grouped, i > 0 ? " " : "", iban + i);
	return (grouped);
}
