#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "../golden/sample_invoice.h"
#include "document/swiss.h"

/*
 * The Swiss QR-bill. IBANs, the reference and how they are printed are the examples of SIX's
 * Guidelines and Style Guide.
 */

#define IBAN "CH93 0076 2011 6238 5295 7"
#define QR_IBAN "CH44 3199 9123 0008 8901 2"

static void
what_is_printed_is_grouped_as_the_guidelines_show(void **state)
{
	static const struct {
		const char *amount, *want;
	} AMOUNTS[] = { { "1949.75", "1 949.75" }, { "50.00", "50.00" }, { "211.00", "211.00" },
		{ "999999999.99", "999 999 999.99" }, { "0.01", "0.01" },
		{ "12345.60", "12 345.60" } };
	struct arena arena = ARENA_EMPTY;
	size_t i;

	for (i = 0; i < LENGTH(AMOUNTS); i++)
		assert_string_equal(swiss_amount(&arena, AMOUNTS[i].amount), AMOUNTS[i].want);
	assert_string_equal(swiss_iban(&arena, "CH4431999123000889012"), QR_IBAN);
	assert_string_equal(swiss_reference(&arena, "210000000003139471430009017"),
	    "21 00000 00003 13947 14300 09017");
	assert_int_equal(swiss_check_digit("21000000000313947143000901"), '7');
	arena_release(&arena);
}

/* A bill of 118.96 francs. */
static void
make(struct sample *s)
{
	struct document_model *m = &s->model;

	sample_invoice(s, 3, 2, 21);
	m->currency = "CHF";
	m->bank_account = IBAN;
	m->bank_name = "Robert Schneider AG";
	m->sender_street = "Rue du Lac 1268";
	m->sender_postcode = "2501";
	m->sender_town = "Biel";
	m->sender_country = "Schweiz";
	m->payer = (struct document_payer){ "Pia-Maria Rutschmann-Schnyder", "Grosse Marktgasse 28",
		"9400", "Rorschach", "" };
}

#define PAYEE "S\nRobert Schneider AG\nRue du Lac 1268\n\n2501\nBiel\nCH\n\n\n\n\n\n\n\n"
#define PAYER "S\nPia-Maria Rutschmann-Schnyder\nGrosse Marktgasse 28\n\n9400\nRorschach\nCH\n"
#define NOBODY "\n\n\n\n\n\n\n"
#define END "100021 INV-000021\nEPD"
#define GREEK "\xce\x91\xce\xb8\xce\xae\xce\xbd\xce\xb1"

static void
a_code_says_what_the_bill_says(void **state)
{
	enum {
		NOTHING,
		REFERENCED,
		BAD_IBAN,
		FOREIGN_IBAN,
		EUROS,
		DOLLARS,
		PAID,
		TOO_MUCH,
		PAYER_ABROAD,
		PAYER_SOMEWHERE,
		PAYER_NOWHERE,
		PAYER_GREEK,
		PAYEE_GREEK,
		PAYEE_NOWHERE,
		LETTERS_IN_REFERENCE,
		LONG_REFERENCE,
		STATEMENT,
		LONGEST
	};
	static const struct {
		const char *name;
		int change;
		const char *want; /* NULL: it is no such bill */
	} ROWS[] = {
		{ "an IBAN", NOTHING,
		    "SPC\n0200\n1\nCH9300762011623852957\n" PAYEE "118.96\nCHF\n" PAYER
		    "NON\n\n" END },
		{ "a QR-IBAN", REFERENCED,
		    "SPC\n0200\n1\nCH4431999123000889012\n" PAYEE "118.96\nCHF\n" PAYER
		    "QRR\n000000000000000000001000217\n" END },
		{ "a wrong IBAN", BAD_IBAN, NULL },
		{ "another country's", FOREIGN_IBAN, NULL },
		{ "euros", EUROS,
		    "SPC\n0200\n1\nCH9300762011623852957\n" PAYEE "118.96\nEUR\n" PAYER
		    "NON\n\n" END },
		{ "dollars", DOLLARS, NULL },
		{ "nothing due", PAID, NULL },
		{ "more than it can say", TOO_MUCH,
		    "SPC\n0200\n1\nCH9300762011623852957\n" PAYEE "\nCHF\n" PAYER "NON\n\n" END },
		{ "a payer abroad", PAYER_ABROAD,
		    "SPC\n0200\n1\nCH9300762011623852957\n" PAYEE
		    "118.96\nCHF\nS\nPia-Maria Rutschmann-Schnyder\nGrosse Marktgasse "
		    "28\n\n9400\nRorschach\nDE\nNON\n\n" END },
		{ "a country in words", PAYER_SOMEWHERE,
		    "SPC\n0200\n1\nCH9300762011623852957\n" PAYEE "118.96\nCHF\n" NOBODY
		    "NON\n\n" END },
		{ "no town", PAYER_NOWHERE,
		    "SPC\n0200\n1\nCH9300762011623852957\n" PAYEE "118.96\nCHF\n" NOBODY
		    "NON\n\n" END },
		{ "letters that it cannot say", PAYER_GREEK,
		    "SPC\n0200\n1\nCH9300762011623852957\n" PAYEE "118.96\nCHF\n" NOBODY
		    "NON\n\n" END },
		{ "a payee of such letters", PAYEE_GREEK, NULL },
		{ "a payee of no town", PAYEE_NOWHERE, NULL },
		{ "an account that is no number", LETTERS_IN_REFERENCE, NULL },
		{ "27 digits", LONG_REFERENCE, NULL },
		{ "a statement", STATEMENT, NULL },
		{ "26 digits", LONGEST,
		    "SPC\n0200\n1\nCH4431999123000889012\n" PAYEE "118.96\nCHF\n" PAYER
		    "QRR\n210000000003139471430009017\n21000000000313947143000901 "
		    "INV-000021\nEPD" },
	};
	struct sample *s = malloc(sizeof(*s));
	struct arena arena = ARENA_EMPTY;
	struct swiss_bill bill;
	size_t i;

	for (i = 0; i < LENGTH(ROWS); i++) {
		struct document_model *m = &s->model;
		int change = ROWS[i].change;
		bool made;

		make(s);
		if (change == REFERENCED || change == LETTERS_IN_REFERENCE ||
		    change == LONG_REFERENCE || change == LONGEST)
			m->bank_account = QR_IBAN;
		m->bank_account = change == BAD_IBAN ? "CH93 0076 2011 6238 5295 8"
		    : change == FOREIGN_IBAN         ? "DE89 3704 0044 0532 0130 00"
						     : m->bank_account;
		m->currency = change == EUROS ? "EUR" : change == DOLLARS ? "USD" : m->currency;
		m->due_minor = change == PAID ? 0
		    : change == TOO_MUCH      ? INT64_C(100000000000)
					      : m->due_minor;
		m->payer.country = change == PAYER_ABROAD ? "DE"
		    : change == PAYER_SOMEWHERE           ? "Deutschland"
							  : "";
		m->payer.town = change == PAYER_NOWHERE ? ""
		    : change == PAYER_GREEK             ? GREEK
							: m->payer.town;
		m->sender_town = change == PAYEE_NOWHERE ? ""
		    : change == PAYEE_GREEK              ? GREEK
							 : m->sender_town;
		m->account_number = change == LETTERS_IN_REFERENCE ? "A1"
		    : change == LONG_REFERENCE                     ? "123456789012345678901234567"
		    : change == LONGEST                            ? "21000000000313947143000901"
								   : m->account_number;
		m->kind = change == STATEMENT ? DOCUMENT_STATEMENT : DOCUMENT_INVOICE;
		made = swiss_make(&arena, m, &bill);
		if (made != (ROWS[i].want != NULL))
			fail_msg("%s: got %d", ROWS[i].name, made);
		if (made && strcmp(swiss_code(&arena, &bill), ROWS[i].want) != 0)
			fail_msg("%s: got\n%s", ROWS[i].name, swiss_code(&arena, &bill));
	}
	free(s);
	arena_release(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_printed_is_grouped_as_the_guidelines_show),
		cmocka_unit_test(a_code_says_what_the_bill_says),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
