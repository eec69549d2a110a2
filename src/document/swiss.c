#include "document/swiss.h"

#include "base/text.h"
#include "document/payment.h"

#define STREET_MOST 70
#define POSTCODE_MOST 16
#define TOWN_MOST 35
#define REFERENCE_DIGITS 26 /* and a check digit */

/*
 * The letters that a code may have: Basic Latin, Latin-1, Latin Extended-A, and a few of Romania's
 * and the euro's sign.
 */
static bool
is_sayable(const char *text)
{
	static const struct {
		uint32_t first, last;
	} RANGES[] = { { 0x20, 0x7e }, { 0xa0, 0x17f }, { 0x218, 0x21b }, { 0x20ac, 0x20ac } };
	uint32_t point;
	size_t i;

	while (*text != '\0') {
		point = text_next(&text);
		for (i = 0;
		    i < LENGTH(RANGES) && (point < RANGES[i].first || point > RANGES[i].last); i++)
			;
		if (i == LENGTH(RANGES))
			return (false);
	}
	return (true);
}

static bool
is_country(const char *text)
{
	return (strlen(text) == 2 && text[0] >= 'A' && text[0] <= 'Z' && text[1] >= 'A' &&
	    text[1] <= 'Z');
}

/*
 * Cut the parts to the lengths that the standard allows. False without postcode and town, or with
 * letters that a code cannot have.
 */
static bool
complete(struct arena *arena, struct swiss_party *p)
{
	p->name = payment_cut(arena, p->name, PAYMENT_NAME_MOST);
	p->street = payment_cut(arena, p->street, STREET_MOST);
	p->postcode = payment_cut(arena, p->postcode, POSTCODE_MOST);
	p->town = payment_cut(arena, p->town, TOWN_MOST);
	return (p->name[0] != '\0' && p->postcode[0] != '\0' && p->town[0] != '\0' &&
	    is_country(p->country) && is_sayable(p->name) && is_sayable(p->street) &&
	    is_sayable(p->postcode) && is_sayable(p->town));
}

char
swiss_check_digit(const char *digits)
{
	static const int TABLE[] = { 0, 9, 4, 6, 8, 2, 7, 1, 3, 5 };
	int carry = 0;

	for (; *digits != '\0'; digits++)
		carry = TABLE[(carry + *digits - '0') % 10];
	return ((char)('0' + (10 - carry) % 10));
}

/* The account number as a QR reference; "" if it is none of digits, or too long. */
static const char *
reference_of(struct arena *arena, const char *account)
{
	size_t length = strlen(account);
	char *digits;

	if (length == 0 || length > REFERENCE_DIGITS || strspn(account, "0123456789") != length)
		return ("");
	digits =
	    arena_printf(arena, "%0*d%s", (int)(REFERENCE_DIGITS - length) + 1, 0, account) + 1;
	return (arena_printf(arena, "%s%c", digits, swiss_check_digit(digits)));
}

bool
swiss_make(struct arena *arena, const struct document_model *m, struct swiss_bill *bill)
{
	char iban[PAYMENT_IBAN_SIZE];
	bool with_reference;

	(void)payment_compact(m->bank_account, iban);
	if (!payment_is_due(m) || m->minor_places != 2 ||
	    (strcmp(m->currency, "CHF") != 0 && strcmp(m->currency, "EUR") != 0) ||
	    !payment_is_iban(iban) || (strncmp(iban, "CH", 2) != 0 && strncmp(iban, "LI", 2) != 0))
		return (false);
	*bill = (struct swiss_bill){ .iban = arena_string(arena, iban),
		.amount = payment_amount(arena, m),
		.currency = m->currency,
		.reference = "",
		.message = payment_cut(arena,
		    arena_printf(arena, "%s %s", m->account_number, m->invoice_number),
		    PAYMENT_MESSAGE_MOST),
		.payee = { payment_payee(m), m->sender_street, m->sender_postcode, m->sender_town,
		    is_country(m->sender_country) ? m->sender_country
						  : arena_bytes(arena, iban, 2) } };

	/* A payer who has no country of their own lives in the payee's. */
	bill->payer =
	    (struct swiss_party){ m->payer.name, m->payer.street, m->payer.postcode, m->payer.town,
		    m->payer.country[0] == '\0' ? bill->payee.country : m->payer.country };
	if (!complete(arena, &bill->payer))
		bill->payer.name = "";
	with_reference = strncmp(iban + 4, "30", 2) == 0 || strncmp(iban + 4, "31", 2) == 0;
	if (with_reference)
		bill->reference = reference_of(arena, m->account_number);
	return (complete(arena, &bill->payee) && is_sayable(bill->message) &&
	    (!with_reference || bill->reference[0] != '\0'));
}

/*
 * A party in a code: a structured address, with the number of the house after the street; seven
 * empty lines for nobody.
 */
static const char *
party_code(struct arena *arena, const struct swiss_party *p)
{
	if (p->name[0] == '\0')
		return ("\n\n\n\n\n\n");
	return (arena_printf(arena, "S\n%s\n%s\n\n%s\n%s\n%s", p->name, p->street, p->postcode,
	    p->town, p->country));
}

const char *
swiss_code(struct arena *arena, const struct swiss_bill *b)
{
	/*
	 * Kind, version, UTF-8; account, payee; no ultimate creditor; how much; payer; reference
	 * and message; end.
	 */
	return (arena_printf(arena,
	    "SPC\n0200\n1\n%s\n%s\n\n\n\n\n\n\n\n%s\n%s\n%s\n%s\n%s\n%s\nEPD", b->iban,
	    party_code(arena, &b->payee), b->amount, b->currency, party_code(arena, &b->payer),
	    b->reference[0] == '\0' ? "NON" : "QRR", b->reference, b->message));
}

const char *
swiss_text(struct arena *arena, const struct document_model *m)
{
	struct swiss_bill bill;

	return (swiss_make(arena, m, &bill) ? swiss_code(arena, &bill) : "");
}

/* The text with a blank before each group of `size`, the first of which has `first`. */
static const char *
group(struct arena *arena, const char *text, size_t first, size_t size)
{
	const char *out = arena_bytes(arena, text, first < strlen(text) ? first : strlen(text));

	for (text += strlen(out); *text != '\0'; text += strlen(text) < size ? strlen(text) : size)
		out = arena_printf(arena, "%s %.*s", out, (int)size, text);
	return (out);
}

const char *
swiss_iban(struct arena *arena, const char *iban)
{
	return (group(arena, iban, 4, 4));
}

const char *
swiss_reference(struct arena *arena, const char *reference)
{
	return (group(arena, reference, 2, 5));
}

const char *
swiss_amount(struct arena *arena, const char *amount)
{
	size_t whole = strcspn(amount, ".");

	return (arena_printf(arena, "%s%s",
	    group(arena, arena_bytes(arena, amount, whole), whole % 3 == 0 ? 3 : whole % 3, 3),
	    amount + whole));
}
