/*
 * draw_cases windows FOLDER: draw a short and a long address in each window with each layout, as
 * FOLDER/<layout>-<window>-short.pdf. draw_cases FOLDER [COUNT [SEED]]: draw one invoice for each
 * thing that can go wrong with one, as FOLDER/<case>.pdf, then COUNT of random texts and lengths as
 * random-<n>.pdf, and print "<case> <pages>" for each. tests/scenario/30-document.t looks at them
 * with other people's PDF readers.
 */
#include "sample_invoice.h"
#include "document/layout.h"
#include "report/reversal.h"

struct draw_case {
	const char *name;
	void (*make)(struct sample *s);
};

static void
one_line(struct sample *s)
{
	sample_invoice(s, 1, 1, 1);
	s->model.history_count = 0;
}

static void
one_page(struct sample *s)
{
	sample_invoice(s, 9, 3, 2);
	s->lines[0].working.sentence =
	    "104.250 kWh \xc3\x97 0.2745, tier 1 of 3: the first 3.5 kWh a day for 31 days";
	s->lines[0].meter = "0412887";
	s->lines[1].from += 15;
	s->model.messages[0] =
	    "Tower B: the plant room will be closed on 14 November from 9 to 11 in the morning.";
}

static void
three_pages(struct sample *s)
{
	sample_invoice(s, 75, 6, 3);
	s->model.messages[0] = "Thank you for paying on time.";
}

static void
forty_pages(struct sample *s)
{
	size_t i;

	sample_invoice(s, 1235, 8, 4);
	for (i = 0; i < s->model.line_count; i++)
		s->lines[i].working.sentence =
		    "A working in small print that explains how this amount came about";
	s->model.history_count = 0;
}

static void
zero_bill(struct sample *s)
{
	sample_invoice(s, 0, 0, 5);
	s->model.history_count = 0;
	s->model.previous_minor = s->model.received_minor = s->model.adjusted_minor = 0;
	sample_sum(s);
}

static void
in_credit(struct sample *s)
{
	sample_invoice(s, 4, 2, 6);
	s->model.received_minor = 1000000;
	sample_sum(s);
}

static void
negative(struct sample *s)
{
	sample_invoice(s, 6, 2, 7);
	s->lines[2] = s->lines[0];
	s->lines[2].description = "Solar feed-in";
	s->lines[2].price.units = -650;
	s->lines[2].amount_minor = -123456;
	s->lines[3].description = "Loyalty discount";
	s->lines[3].percent = true;
	s->lines[3].price = (struct decimal){ -125, 1 };
	s->lines[3].amount_minor = -2210;
	sample_sum(s);
}

static void
long_names(struct sample *s)
{
	struct document_model *m = &s->model;
	int i;

	sample_invoice(s, 3, 2, 8);
	m->sender_name = "The Owners Corporation of the Honeysuckle Waterfront Residences and "
			 "Marina, Strata Plan 98321";
	m->account_name = "The Trustee for the Montgomery-Featherstonehaugh Family Discretionary "
			  "Superannuation Trust";
	m->supply_address =
	    "Penthouse 3, Level 27, The Honeysuckle Waterfront Residences and Marina, 1188-1192 "
	    "Commonwealth Esplanade North, Newcastle West NSW 2302, Australia";
	for (i = 0; i < DOCUMENT_ADDRESS_LINES; i++)
		m->recipient[i] = "Attention of the Managing Agent, Montgomery-Featherstonehaugh "
				  "Family Discretionary Trust";
	s->lines[0].description =
	    "Electricity usage at the peak rate of the residential time-of-use price plan with "
	    "solar feed-in, including the network's capacity component and the environmental levy "
	    "of the state";
	s->lines[1].description = "Donaudampfschifffahrtselektrizit\xc3\xa4tenhauptbetriebswerkbauu"
				  "nterbeamtengesellschaft";
	s->lines[1].unit = "cubic metres";
	s->lines[1].quantity = (struct decimal){ INT64_C(123456789012), 3 };
	s->lines[1].price = (struct decimal){ INT64_C(1234567890), 9 };
	s->lines[1].tax_code = "GST-REDUCED-RATE";
}

static void
greek(struct sample *s)
{
	struct document_model *m = &s->model;

	sample_invoice(s, 4, 2, 9);
	m->sender_name =
	    "\xce\x95\xcf\x84\xce\xb1\xce\xb9\xcf\x81\xce\xb5\xce\xaf\xce\xb1 "
	    "\xce\x8e\xce\xb4\xcf\x81\xce\xb5"
	    "\xcf\x85\xcf\x83\xce\xb7\xcf\x82 "
	    "\xce\x98\xce\xb5\xcf\x83\xcf\x83\xce\xb1\xce\xbb\xce\xbf\xce\xbd\xce\xaf\xce\xba"
	    "\xce\xb7\xcf\x82";
	m->recipient[0] = "\xce\x93\xce\xb9\xcf\x8e\xcf\x81\xce\xb3\xce\xbf\xcf\x82 "
			  "\xce\xa0\xce\xb1\xcf\x80\xce\xb1\xce\xb4"
			  "\xcf\x8c\xcf\x80\xce\xbf\xcf\x85\xce\xbb\xce\xbf\xcf\x82";
	m->account_name = m->recipient[0];
	m->currency = "EUR";
}

/* A bill of another country. */
static struct document_model *
abroad(struct sample *s, const char *language, const char *currency, const char *sender)
{
	s->model.language = language;
	s->model.currency = currency;
	s->model.sender_name = sender;
	return (&s->model);
}

static void
polish(struct sample *s)
{
	struct document_model *m;

	sample_invoice(s, 8, 3, 10);
	m = abroad(s, "pl", "PLN",
	    "Zak\xc5\x82"
	    "ady Energetyczne \xc5\x81\xc3\xb3"
	    "d\xc5\xba");
	m->recipient[0] = "Pani Gra\xc5\xbcyna Brz\xc4\x99"
			  "czyszczykiewicz-\xc5\xbb\xc3\xb3\xc5\x82\xc4\x87";
	m->account_name = m->recipient[0];
	m->previous_minor = 123456789;
	sample_sum(s);
}

static void
german(struct sample *s)
{
	struct document_model *m;

	sample_invoice(s, 8, 3, 11);
	m = abroad(s, "de", "EUR",
	    "Stadtwerke S\xc3\xb8nderburg & Stra\xc3\x9f"
	    "enmeister GmbH");
	m->bank_account = "DE89370400440532013000";
	m->recipient[0] = "Frau J\xc3\xb8rgine Gro\xc3\x9fmann";
	m->recipient[2] = "Stra\xc3\x9f"
			  "e des 17. Juni 135";
	m->account_name = m->recipient[0];
	m->tax_per_line = true;
	m->previous_minor = 123456;
	sample_sum(s);
}

static void
french(struct sample *s)
{
	struct document_model *m;

	sample_invoice(s, 8, 3, 12);
	m = abroad(s, "fr", "EUR", "R\xc3\xa9gie des Eaux d'\xc3\x8ele-de-France");
	m->recipient[0] = "Mme Ma\xc3\xablle L'H\xc3\xb4te-C\xc5\x93ur";
	m->previous_minor = 123456;
	sample_sum(s);
}

static void
no_address(struct sample *s)
{
	int i;

	sample_invoice(s, 4, 2, 13);
	for (i = 0; i < DOCUMENT_ADDRESS_LINES; i++)
		s->model.recipient[i] = s->model.sender_lines[i] = "";
	s->model.sender_email = s->model.sender_tax_number = s->model.supply_address =
	    s->model.plan = "";
	s->model.bank_account = s->model.biller_code = "";
}

/* As the program makes it of a bill's lines, each with its working. */
static void
reversal(struct sample *s)
{
	static struct arena arena;
	size_t i;

	sample_invoice(s, 5, 0, 14);
	s->model.kind = DOCUMENT_REVERSAL;
	s->model.reverses = "INV-000002";
	s->model.history_count = 0;
	s->model.due_date = DATE_NONE;
	for (i = 0; i < s->model.line_count; i++) {
		struct steps *steps = &s->lines[i].working.steps;

		steps->count = 3;
		steps->list = arena_new(&arena, steps->count, sizeof(*steps->list));
		steps->list[0] = (struct step){ .what = STEP_QUANTITY,
			.value = s->lines[i].quantity,
			.text = s->lines[i].unit };
		steps->list[1] = (struct step){ .sign = STEP_TIMES,
			.what = STEP_PRICE,
			.value = s->lines[i].price,
			.text = "" };
		steps->list[2] = (struct step){ .sign = STEP_EQUALS,
			.what = STEP_AMOUNT,
			.value = { s->lines[i].amount_minor, 2 },
			.text = "" };
		reversal_turn(&s->lines[i], 2, &arena);
	}
	sample_sum(s);
}

static void
no_reads(struct sample *s)
{
	sample_invoice(s, 12, 0, 15);
	s->model.history_count = 0;
}

static void
long_message(struct sample *s)
{
	static char text[6000];
	size_t length = 0;

	sample_invoice(s, 5, 3, 16);
	while (length < sizeof(text) - 200)
		length += (size_t)snprintf(text + length, sizeof(text) - length,
		    "From 1 January the price of peak usage changes as published by the regulator; "
		    "your plan continues unless you tell us otherwise. ");
	s->model.messages[0] = text;
	s->model.messages[2] = "First line of a note.\nSecond line of it.";
}

/* Letters that Liberation Sans lacks: U+1EC5, U+1ECB, U+1ED1, U+1EBF. */
static void
vietnamese(struct sample *s)
{
	struct document_model *m = &s->model;

	sample_invoice(s, 5, 2, 17);
	m->recipient[0] = "B\xc3\xa0 Nguy\xe1\xbb\x85n Th\xe1\xbb\x8b H\xe1\xbb\x93ng \xc3\x81nh";
	m->recipient[1] =
	    "12 Ph\xe1\xbb\x91 Hu\xe1\xba\xbf, Qu\xe1\xba\xadn Ho\xc3\xa0n Ki\xe1\xba\xbfm";
	m->account_name = m->recipient[0];
	m->sender_name = "\xc4\x90i\xe1\xbb\x87n l\xe1\xbb\xb1"
			 "c H\xc3\xa0 N\xe1\xbb\x99i";
}

/* A Swiss bill; the IBAN is the one of the standard's examples. */
static void
swiss(struct sample *s)
{
	struct document_model *m;

	sample_invoice(s, 6, 2, 18);
	m = abroad(s, "de", "CHF", "Elektrizit\xc3\xa4tswerk Gl\xc3\xa4rnisch AG");
	m->bank_name = m->sender_name;
	m->bank_account = "CH93 0076 2011 6238 5295 7";
	m->biller_code = "";
	m->sender_street = "Bahnhofstrasse 7";
	m->sender_postcode = "8750";
	m->sender_town = "Glarus";
	m->sender_country = "Schweiz";
	m->recipient[0] = "Frau Rosmarie Z\xc3\xbcrcher-Aebischer";
	m->recipient[1] = "Hauptstrasse 142b";
	m->recipient[2] = "3860 Meiringen";
	m->recipient[3] = m->recipient[4] = "";
	m->payer =
	    (struct document_payer){ m->recipient[0], m->recipient[1], "3860", "Meiringen", "" };
}

/*
 * The same in French, of more than a page, to a QR-IBAN (that of the standard's examples), by a
 * payer who is not known in parts.
 */
static void
swiss_french(struct sample *s)
{
	struct document_model *m;

	swiss(s);
	sample_invoice(s, 40, 3, 25);
	m = abroad(s, "fr", "CHF", "Services industriels de Del\xc3\xa9mont SA");
	m->bank_name = m->sender_name;
	m->bank_account = "CH44 3199 9123 0008 8901 2";
	m->sender_street = "Quai de la Sorne 5";
	m->sender_postcode = "2800";
	m->sender_town = "Del\xc3\xa9mont";
	m->sender_country = "CH";
	m->previous_minor = 1234567;
	sample_sum(s);
}

/*
 * On one page; names as long as may be, a payer abroad, and more than a code can say: the amount is
 * left to the payer.
 */
static void
swiss_blank(struct sample *s)
{
	struct document_model *m = &s->model;

	swiss(s);
	m->line_count = 1;
	m->usage_count = m->history_count = 0;
	s->invoice_number[9] = '6';
	m->language = "en";
	m->bank_name =
	    "Genossenschaft f\xc3\xbcr die Wasser- und Stromversorgung des Haslitals und Umgebung";
	m->sender_street = "An der alten Strasse zum oberen Grimselsee und Hospiz, Haus Nummer 123";
	m->payer = (struct document_payer){
		"Erbengemeinschaft Freifrau Montgomery-Featherstonehaugh zu Hohenlohe",
		"Johann-Jakob-Rousseau-Ring 1-3", "79539", "L\xc3\xb6rrach", "DE"
	};
	m->previous_minor = INT64_C(123456789012);
	sample_sum(s);
}

static void
modern(struct sample *s)
{
	sample_invoice(s, 7, 3, 19);
	s->model.layout = "modern";
	s->model.logo = "logo.png";
	s->model.messages[0] =
	    "Tower B: the plant room will be closed on 14 November from 9 to 11 in the morning.";
}

static void
bilingual(struct sample *s)
{
	german(s);
	s->model.layout = "compact";
	(void)snprintf(s->invoice_number, sizeof(s->invoice_number), "INV-000020");
	(void)snprintf(s->account_number, sizeof(s->account_number), "100020");
}

/*
 * One month was corrected below nothing, and so is this one; a month of a burst pipe makes the
 * others small.
 */
static void
chart_below(struct sample *s)
{
	sample_invoice(s, 3, 1, 32);
	s->history[4].quantity = (struct decimal){ -210, 0 };
	s->usages[0].quantity = (struct decimal){ -104250, 3 };
	s->usages[0].to_value.units = s->usages[0].from_value.units - 104250;
}

static void
chart_huge(struct sample *s)
{
	sample_invoice(s, 3, 1, 33);
	s->history[6].quantity = (struct decimal){ 98765, 0 };
	s->usages[0].quantity = (struct decimal){ 4, 1 };
}

/* Water: 11.9 kL in October and 10.4 the year before, 0.384 and 0.335 a day. */
static void
chart_small(struct sample *s)
{
	size_t i;

	sample_invoice(s, 3, 1, 34);
	for (i = 0; i < s->model.history_count; i++) {
		s->history[i].quantity = (struct decimal){ i == 0 ? 104 : 90 + (int64_t)i, 1 };
		s->history[i].unit = "kL";
	}
	s->usages[0].unit = "kL";
	s->usages[0].quantity = (struct decimal){ 119, 1 };
}

/* A bill of real services and registers, in their own language. */
static void
name_services(struct sample *s, const char *electricity, const char *water, const char *other,
    const char *register_type)
{
	size_t i;

	for (i = 0; i < s->model.line_count; i++)
		s->lines[i].group = strcmp(s->lines[i].group, "Electricity") == 0 ? electricity
		    : strcmp(s->lines[i].group, "Hot water") == 0                 ? water
										  : other;
	for (i = 0; i < s->model.usage_count; i++)
		s->usages[i].type_name = register_type;
}

/* Polish beside English, in credit, and a unit that is a long word. */
static void
bilingual_polish(struct sample *s)
{
	struct document_model *m;

	sample_invoice(s, 9, 3, 27);
	m = abroad(s, "pl", "PLN",
	    "Zak\xc5\x82"
	    "ady Energetyczne \xc5\x81\xc3\xb3"
	    "d\xc5\xba");
	m->layout = "compact";
	name_services(s, "Energia elektryczna", "Woda",
	    "Pozosta\xc5\x82"
	    "e op\xc5\x82"
	    "aty",
	    "Ca\xc5\x82"
	    "odobowa");
	s->lines[0].unit = s->usages[0].unit = "kilowatogodziny";
	m->received_minor = 100000000;
	sample_sum(s);
}

/* French beside English, on two pages. */
static void
bilingual_french(struct sample *s)
{
	sample_invoice(s, 55, 6, 28);
	(void)abroad(s, "fr", "EUR", "R\xc3\xa9gie des Eaux d'\xc3\x8ele-de-France");
	s->model.layout = "compact";
	name_services(s, "\xc3\x89lectricit\xc3\xa9", "Eau", "Autres frais", "Heures creuses");
}

/* The compact layout in its second language alone. */
static void
compact(struct sample *s)
{
	sample_invoice(s, 8, 2, 29);
	s->model.layout = "compact";
}

/* What was on two pages: three lines and one read. */
static void
modern_small(struct sample *s)
{
	sample_invoice(s, 3, 1, 30);
	s->model.layout = "modern";
	s->lines[0].price = (struct decimal){ INT64_C(12345678901), 4 };
	s->lines[1].percent = true;
	s->lines[1].price = (struct decimal){ 4, 0 };
	s->lines[2].unit = "kilowatt hours";
}

/* Amounts as large as they come, beside words as long. */
static void
modern_large(struct sample *s)
{
	sample_invoice(s, 4, 2, 31);
	(void)abroad(s, "fr", "EUR", "R\xc3\xa9gie des Eaux d'\xc3\x8ele-de-France");
	s->model.layout = "modern";
	s->model.previous_minor = INT64_C(11900014119);
	s->usages[0].multiplier = (struct decimal){ 12000, 2 };
	s->usages[0].from_value = (struct decimal){ INT64_C(98765432109), 3 };
	s->usages[0].serial = "SN-2026-0000-4711-0815";
	sample_sum(s);
}

static void
logo(struct sample *s)
{
	sample_invoice(s, 3, 2, 21);
	s->model.logo = "logo.png";
}

/* The copy that a landlord gets of a bill of several pages. */
static void
landlord_copy(struct sample *s)
{
	int i;

	sample_invoice(s, 40, 3, 22);
	(void)abroad(s, "de", "EUR",
	    "Stadtwerke S\xc3\xb8nderburg & Stra\xc3\x9f"
	    "enmeister GmbH");
	s->model.copy = true;
	for (i = 0; i < DOCUMENT_ADDRESS_LINES; i++)
		s->model.recipient[i] = "";
	s->model.recipient[0] = "Hausverwaltung M\xc3\xbcller & S\xc3\xb6hne";
	s->model.recipient[1] = "Postfach 10 01 01";
	s->model.recipient[2] = "20001 Hamburg";
	s->model.messages[0] = "Turm B: Der Technikraum bleibt am 14. November geschlossen.";
}

/* A letter about `count` entries, which the caller makes. */
static struct document_entry *
letter(struct sample *s, enum document_kind kind, size_t count)
{
	static struct document_entry entries[100];
	struct document_model *m = &s->model;

	sample_invoice(s, 0, 0, kind == DOCUMENT_STATEMENT ? 23 : 24);
	(void)snprintf(s->invoice_number, sizeof(s->invoice_number), "%c20261102-0003-00007",
	    kind == DOCUMENT_STATEMENT ? 'S' : 'R');
	m->kind = kind;
	m->layout = kind == DOCUMENT_STATEMENT ? "statement" : "reminder";
	m->history_count = m->line_count = m->tax_count = 0;
	m->net_minor = m->tax_minor = m->total_minor = m->received_minor = m->adjusted_minor =
	    m->previous_minor = 0;
	m->entries = entries;
	m->entry_count = count;
	memset(entries, 0, sizeof(entries));
	return (entries);
}

/*
 * Seventy entries on two pages: bills of 100.00 and more, each paid but the last, which is 17 days
 * late.
 */
static void
statement(struct sample *s)
{
	struct document_model *m = &s->model;
	struct document_entry *x = letter(s, DOCUMENT_STATEMENT, 70);
	static char references[70][24];
	int64_t balance;
	size_t i;

	m->previous_minor = balance = 4000;
	m->adjusted_minor = -4000;
	m->due_date = DATE_NONE;
	for (i = 0; i < m->entry_count; i++) {
		bool bill = i % 2 == 1;
		int64_t amount = 10000 + (int64_t)(i / 2) * 137;

		x[i] = (struct document_entry){ .kind = bill ? ENTRY_INVOICE
			    : i == 0                         ? ENTRY_ADJUSTMENT
							     : ENTRY_RECEIPT,
			.day = m->period_from + (int32_t)i,
			.due = bill ? m->period_from + (int32_t)i + 14 : DATE_NONE,
			.reference = references[i],
			.amount_minor = bill ? amount
			    : i == 0         ? -4000
					     : -(amount - 137) };
		(void)snprintf(references[i], sizeof(references[i]),
		    i == 0     ? ""
			: bill ? "INV-%07zu"
			       : "BANK %zu",
		    100 + i);
		x[i].balance_minor = balance += x[i].amount_minor;
		if (bill)
			m->total_minor += amount;
		else if (i > 0)
			m->received_minor += amount - 137;
	}
	m->due_minor = m->bands_minor[1] = balance;
}

/* The second reminder, in German, with a code to pay. */
static void
reminder(struct sample *s)
{
	struct document_model *m = &s->model;
	struct document_entry *x = letter(s, DOCUMENT_REMINDER, 3);

	(void)abroad(s, "de", "EUR",
	    "Stadtwerke S\xc3\xb8nderburg & Stra\xc3\x9f"
	    "enmeister GmbH");
	m->bank_account = "DE89 3704 0044 0532 0130 00";
	m->level = 2;
	x[0] = (struct document_entry){ ENTRY_INVOICE, m->period_from - 60, m->period_from - 46, 78,
		2, "INV-0000417", 1234567, 234567, 234567 };
	x[1] = (struct document_entry){ ENTRY_INVOICE, m->period_from - 30, m->period_from - 16, 48,
		2, "INV-0000512", 12050, 12050, 246617 };
	x[2] = (struct document_entry){ ENTRY_INVOICE, m->period_from, m->period_from + 14, 18, 1,
		"INV-0000634", 8999, 8999, 255616 };
	m->total_minor = m->due_minor = 255616;
}

/* The other layouts, with pages after the first, and with nothing to pay. */
static void
modern_three_pages(struct sample *s)
{
	sample_invoice(s, 75, 6, 25);
	s->model.layout = "modern";
}

static void
modern_credit(struct sample *s)
{
	sample_invoice(s, 30, 2, 26);
	s->model.layout = "modern";
	s->model.received_minor = 100000000;
	sample_sum(s);
}

static void
compact_three_pages(struct sample *s)
{
	sample_invoice(s, 120, 8, 27);
	s->model.layout = "compact";
	s->model.language = "pl";
}

static void
compact_credit(struct sample *s)
{
	sample_invoice(s, 4, 2, 28);
	s->model.layout = "compact";
	s->model.language = "fr";
	s->model.received_minor = 100000000;
	sample_sum(s);
}

/* A reference too long for bars that a phone could read. */
static void
long_account(struct sample *s)
{
	sample_invoice(s, 3, 1, 29);
	(void)snprintf(s->account_number, sizeof(s->account_number),
	    "WOHNUNGSGENOSSENSCHAFT-10023-A4");
}

static const struct draw_case CASES[] = {
	{ "one-line", one_line },
	{ "one-page", one_page },
	{ "three-pages", three_pages },
	{ "forty-pages", forty_pages },
	{ "zero-bill", zero_bill },
	{ "in-credit", in_credit },
	{ "negative", negative },
	{ "long-names", long_names },
	{ "greek", greek },
	{ "polish", polish },
	{ "german", german },
	{ "french", french },
	{ "no-address", no_address },
	{ "reversal", reversal },
	{ "no-reads", no_reads },
	{ "long-message", long_message },
	{ "vietnamese", vietnamese },
	{ "swiss", swiss },
	{ "swiss-french", swiss_french },
	{ "swiss-blank", swiss_blank },
	{ "modern", modern },
	{ "bilingual", bilingual },
	{ "bilingual-polish", bilingual_polish },
	{ "bilingual-french", bilingual_french },
	{ "compact", compact },
	{ "modern-small", modern_small },
	{ "modern-large", modern_large },
	{ "chart-below", chart_below },
	{ "chart-huge", chart_huge },
	{ "chart-small", chart_small },
	{ "logo", logo },
	{ "landlord-copy", landlord_copy },
	{ "statement", statement },
	{ "reminder", reminder },
	{ "modern-three-pages", modern_three_pages },
	{ "modern-credit", modern_credit },
	{ "compact-three-pages", compact_three_pages },
	{ "compact-credit", compact_credit },
	{ "long-account", long_account },
};

/* ---- random invoices ---- */

#define RANDOM_TEXTS 400
#define RANDOM_LENGTH 160

/* A generator of our own, so that a seed means the same everywhere (Marsaglia's xorshift). */
static unsigned int
pick(unsigned int *seed, unsigned int below)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return (*seed % below);
}

/*
 * A text of random letters of all scripts that are drawn, some of them special in PDF, with blanks
 * now and then.
 */
static const char *
random_text(unsigned int *seed, char text[RANDOM_LENGTH])
{
	static const char *const LETTERS[] = { "a", "B", "7", "(", ")", "\\", " ", "<", ">", "%",
		"/", "\xc3\xa9", "\xc5\x82", "\xce\xa9", "\xd0\x96", "\xe2\x82\xac", "-",
		"\xc2\xa0", "]", "endobj" };
	size_t length = 0, count = pick(seed, 60);

	for (text[0] = '\0'; count > 0 && length < RANDOM_LENGTH - 8; count--)
		length += (size_t)snprintf(text + length, RANDOM_LENGTH - length, "%s",
		    LETTERS[pick(seed, LENGTH(LETTERS))]);
	return (text);
}

/* An invoice whose every text, number of lines, reads and pages comes from the seed. */
static void
random_invoice(struct sample *s, unsigned int number, unsigned int seed)
{
	static const char *const LANGUAGES[] = { "en", "de", "fr", "pl" };
	static char texts[RANDOM_TEXTS][RANDOM_LENGTH];
	struct document_model *m = &s->model;
	size_t used = 0, i;

	seed = seed * 2654435761u + number * 40503u + 1;
	(void)pick(&seed, 2);
	sample_invoice(s, pick(&seed, 4) == 0 ? pick(&seed, 300) : pick(&seed, 20),
	    pick(&seed, SAMPLE_USAGES), 5000 + number);
	m->language = LANGUAGES[pick(&seed, 4)];
	m->history_count = pick(&seed, SAMPLE_HISTORY + 1);
	m->sender_name = random_text(&seed, texts[used++]);
	m->account_name = random_text(&seed, texts[used++]);
	m->supply_address = random_text(&seed, texts[used++]);
	for (i = 0; i < DOCUMENT_ADDRESS_LINES; i++)
		m->recipient[i] = random_text(&seed, texts[used++]);
	for (i = 0; i < LENGTH(m->messages); i++)
		m->messages[i] = random_text(&seed, texts[used++]);
	for (i = 0; i < m->line_count && used < RANDOM_TEXTS; i += 1 + pick(&seed, 3)) {
		s->lines[i].description = random_text(&seed, texts[used++]);
		s->lines[i].amount_minor = (int64_t)pick(&seed, 2000000) - 1000000;
		if (used < RANDOM_TEXTS)
			s->lines[i].working.sentence = random_text(&seed, texts[used++]);
	}
	m->previous_minor = (int64_t)pick(&seed, 2000000000) - 1000000000;
	sample_sum(s);
}

/* ---- drawing ---- */

/* Write bytes to FOLDER/NAME.pdf. */
static int
save(const char *folder, const char *name, const struct buf *pdf)
{
	struct buf path = BUF_EMPTY;
	FILE *file;
	int result = 0;

	buf_printf(&path, "%s/%s.pdf", folder, name);
	file = fopen(path.data, "wb");
	if (file == NULL || fwrite(pdf->data, 1, pdf->length, file) != pdf->length ||
	    fclose(file) != 0) {
		perror(path.data);
		result = -1;
	}
	buf_release(&path);
	return (result);
}

/* Read it back. */
static int
verify(const struct buf *pdf, const struct sample *s, const char *total, const char *mark,
    struct err *e)
{
	const struct document_expected expected = { s->account_number, s->invoice_number, total,
		mark };
	struct document_verifier *verifier = document_verifier_new();
	int rc = document_verify(verifier, pdf->data, pdf->length, &expected, e);

	document_verifier_free(verifier);
	return (rc);
}

/* Check, draw, verify and save one invoice. */
static int
draw(struct document_press *press, const struct document_stock *stock, const struct sample *s,
    const char *name, const char *folder)
{
	struct document_facts facts = { 0 };
	struct buf pdf = BUF_EMPTY;
	char total[DECIMAL_SIZE];
	struct err e = { 0 };
	int result = -1;

	(void)decimal_format_money(s->model.due_minor, 2, total);
	if (document_check(stock, &s->model, &e) == -1 ||
	    document_draw(press, &s->model, &pdf, &facts, &e) == -1 ||
	    verify(&pdf, s, total, facts.mark, &e) == -1) {
		(void)fprintf(stderr, "%s: %s\n", name, e.text);
	} else if (save(folder, name, &pdf) == 0) {
		(void)printf("%s %d\n", name, facts.pages);
		result = 0;
	}
	buf_release(&pdf);
	return (result);
}

/* The logo that lies beside this file. */
static void
read_logo(struct document_file *picture)
{
	static char bytes[65536];
	FILE *file = fopen("tests/golden/logo.png", "rb");

	if (file == NULL) {
		perror("tests/golden/logo.png");
		exit(1);
	}
	*picture =
	    (struct document_file){ "logo.png", bytes, fread(bytes, 1, sizeof(bytes), file) };
	(void)fclose(file);
}

/* Cut the fonts down to what some cases need, so that others have to do with the whole ones. */
static void
trim(struct document_stock *stock, struct sample *s)
{
	struct document_press *press = document_press_new(stock);
	struct document_facts facts;
	struct buf pdf = BUF_EMPTY;
	struct err e = { 0 };
	size_t i;

	for (i = 0; i < 4; i++) {
		CASES[i].make(s);
		if (document_draw(press, &s->model, &pdf, &facts, &e) != 0)
			(void)fprintf(stderr, "%s: %s\n", CASES[i].name, e.text);
	}
	if (document_stock_trim(stock, press, &e) != 0)
		(void)fprintf(stderr, "%s\n", e.text);
	document_press_free(press);
	buf_release(&pdf);
}

/* Prepare the run as the program does: all texts first, then the fonts. */
static struct document_stock *
prepare(struct sample *s, unsigned int count, unsigned int seed)
{
	struct document_charset *set = document_charset_new();
	struct document_style style = SAMPLE_STYLE;
	struct document_file layouts[5], picture;
	struct document_stock *stock;
	struct err e = { 0 };
	unsigned int i;

	for (i = 0; i < LENGTH(CASES); i++) {
		CASES[i].make(s);
		document_charset_add_model(set, &s->model);
	}
	for (i = 0; i < count; i++) {
		random_invoice(s, i, seed);
		document_charset_add_model(set, &s->model);
	}
	read_logo(&picture);
	for (i = 0; i < LENGTH(layouts); i++)
		layouts[i] = (struct document_file){ layout_shipped_name(i),
			layout_shipped(layout_shipped_name(i)), 0 };
	style.layouts = layouts;
	style.layout_count = LENGTH(layouts);
	style.pictures = &picture;
	style.picture_count = 1;
	if (document_stock_new(&style, set, &stock, &e) == -1) {
		(void)fprintf(stderr, "%s\n", e.text);
		exit(1);
	}
	document_charset_free(set);
	trim(stock, s);
	return (stock);
}

/* ---- windows ---- */

static const char *const WINDOWS[] = { "din5008-a", "din5008-b", "swiss-right", "swiss-left",
	"french", "us-10" };
#define WINDOW_LAYOUTS 3
#define WINDOW_COUNT (LENGTH(WINDOWS) * WINDOW_LAYOUTS)

/* A shipped layout with another window; all three are made for din5008-b. */
static struct document_file
windowed(size_t layout, const char *window)
{
	static char texts[WINDOW_COUNT][16384], names[WINDOW_COUNT][40];
	static size_t used;
	const char *shipped = layout_shipped(layout_shipped_name(layout)),
		   *at = strstr(shipped, "window = din5008-b");
	char *text = texts[used], *name = names[used++];

	(void)snprintf(name, sizeof(names[0]), "%s-%s", layout_shipped_name(layout), window);
	(void)snprintf(text, sizeof(texts[0]), "%.*swindow = %s%s", (int)(at - shipped), shipped,
	    window, at + strlen("window = din5008-b"));
	return ((struct document_file){ name, text, strlen(text) });
}

/* As long an address as anybody has. */
static void
lengthen(struct document_model *m)
{
	m->recipient[0] = "The Trustee for the Montgomery-Featherstonehaugh Family Discretionary "
			  "Superannuation Trust and its Successors in Title";
	m->recipient[1] = "Attention of the Managing Agent, Penthouse 3, Level 27, The Honeysuckle "
			  "Waterfront Residences";
	m->recipient[2] =
	    "1188-1192 Commonwealth Esplanade North, corner of Honeysuckle Drive and Worth Place";
	m->recipient[3] = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch Northern "
			  "Territory 0123456789";
	m->recipient[4] = "";
	m->recipient[5] = "United Kingdom of Great Britain and Northern Ireland";
	m->sender_name = "The Owners Corporation of the Honeysuckle Waterfront Residences and "
			 "Marina, Strata Plan 98321";
}

static int
draw_windows(struct sample *s, const char *folder)
{
	struct document_charset *set = document_charset_new();
	struct document_style style = SAMPLE_STYLE;
	struct document_file layouts[WINDOW_COUNT];
	struct document_press *press;
	struct document_stock *stock;
	struct err e = { 0 };
	char name[64];
	int result = 0;
	size_t i;

	for (i = 0; i < WINDOW_COUNT; i++)
		layouts[i] = windowed(i / LENGTH(WINDOWS), WINDOWS[i % LENGTH(WINDOWS)]);
	style.layouts = layouts;
	style.layout_count = WINDOW_COUNT;
	if (document_stock_new(&style, set, &stock, &e) == -1) {
		(void)fprintf(stderr, "%s\n", e.text);
		exit(1);
	}
	document_charset_free(set);
	press = document_press_new(stock);
	for (i = 0; i < 2 * WINDOW_COUNT; i++) {
		sample_invoice(s, 5, 2, 40);
		s->model.layout = layouts[i / 2].name;
		if (i % 2 == 1)
			lengthen(&s->model);
		(void)snprintf(name, sizeof(name), "%s-%s", s->model.layout,
		    i % 2 == 1 ? "long" : "short");
		result |= draw(press, stock, s, name, folder);
	}
	document_press_free(press);
	document_stock_free(stock);
	return (result == 0 ? 0 : 1);
}

int
main(int argc, char **argv)
{
	static struct sample s;
	struct document_press *press;
	struct document_stock *stock;
	unsigned int count = argc > 2 ? (unsigned int)strtoul(argv[2], NULL, 10) : 0, i;
	unsigned int seed = argc > 3 ? (unsigned int)strtoul(argv[3], NULL, 10) : 1;
	int result = 0;
	char name[32];

	if (argc < 2) {
		(void)fprintf(stderr,
		    "usage: draw_cases FOLDER [COUNT [SEED]], or draw_cases windows FOLDER\n");
		return (2);
	}
	if (argc == 3 && strcmp(argv[1], "windows") == 0)
		return (draw_windows(&s, argv[2]));
	stock = prepare(&s, count, seed);
	press = document_press_new(stock);
	for (i = 0; i < LENGTH(CASES); i++) {
		CASES[i].make(&s);
		result |= draw(press, stock, &s, CASES[i].name, argv[1]);
	}
	for (i = 0; i < count; i++) {
		random_invoice(&s, i, seed);
		(void)snprintf(name, sizeof(name), "random-%u", i);
		result |= draw(press, stock, &s, name, argv[1]);
	}
	document_press_free(press);
	document_stock_free(stock);
	return (result == 0 ? 0 : 1);
}
