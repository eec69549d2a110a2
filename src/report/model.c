#include "report/model.h"

#include "words/locale.h"
#include "report/registers.h"
#include "report/reversal.h"

/* Columns of INVOICES_OF_RUN. */
enum column {
	COL_ID,
	COL_NUMBER,
	COL_KIND,
	COL_NAME,
	COL_RECIPIENT,
	COL_SUPPLY,
	COL_SITE,
	COL_PLAN,
	COL_LANGUAGE,
	COL_MESSAGE,
	COL_DELIVERY,
	COL_INVOICE_DAY,
	COL_DUE_DAY,
	COL_FROM,
	COL_TO,
	COL_NET,
	COL_TAX,
	COL_TOTAL,
	COL_PREVIOUS,
	COL_RECEIVED,
	COL_ADJUSTED,
	COL_BEFORE,
	COL_AFTER,
	COL_TXN,
	COL_ACCOUNT,
	COL_REVERSES,
	COL_SENDER,
	COL_SENDER_LINES,
	COL_TAX_NUMBER,
	COL_SENDER_EMAIL,
	COL_BANK_NAME,
	COL_BANK_ACCOUNT,
	COL_BILLER,
	COL_SENDER_MESSAGE,
	COL_SALES_NUMBER,
	COL_BUILDING,
	COL_PAGES,
	COL_BYTES,
	COL_SHA256,
	COL_EMAIL,
	COL_SEQUENCE,
	COL_STATE,
	COL_HISTORY,
	COL_CYCLE,
	COL_PRODUCT,
	COL_SINCE,
	COL_STREET,
	COL_POSTCODE,
	COL_TOWN,
	COL_COUNTRY,
	COL_LAYOUT,
	COL_LOGO,
	COL_BUNDLE,
	COL_SHEET,
	COL_COPY_RECIPIENT,
	COL_COPY_PAGES,
	COL_COPY_BYTES,
	COL_COPY_SHA256,
	COL_COPY_BUNDLE,
	COL_COPY_SHEET,
	COL_PAYER,
	COL_LEVEL,
	COL_BANDS, /* of ACCOUNT_LETTER_COLUMNS, which are the same before */
};

/* What a reader of one model's parts needs at hand. */
struct reading {
	struct database *db;
	enum statement invoice; /* the query of the invoice's, or letter's, own row */
	struct arena *arena;
	bool reversal; /* its amounts are those of the transaction, negated */
	const struct locale *locale;
	enum text service; /* of the account */
	struct registers bill; /* its lines and reads so far */
};

/* A text column of a query, in the arena. */
static const char *
text(const struct reading *r, enum statement id, int column)
{
	return (arena_string(r->arena, database_text(r->db, id, column)));
}

/* A decimal column; what is stored is always one. */
static struct decimal
decimal(const struct reading *r, enum statement id, int column)
{
	struct decimal value;

	return (decimal_parse(database_text(r->db, id, column), '.', &value) ? value
									     : DECIMAL_ZERO);
}

/* An amount, negated on a reversal. */
static int64_t
amount(const struct reading *r, enum statement id, int column)
{
	int64_t minor = database_int(r->db, id, column);

	return (r->reversal ? -minor : minor);
}

/*
 * Split text at its line ends into at most DOCUMENT_ADDRESS_LINES that are not empty; the rest are
 * "".
 */
static void
split_lines(struct arena *arena, const char *lines, const char *out[DOCUMENT_ADDRESS_LINES])
{
	char *rest = arena_string(arena, lines);
	size_t count = 0, i;
	char *line;

	for (i = 0; i < DOCUMENT_ADDRESS_LINES; i++)
		out[i] = "";
	while (count < DOCUMENT_ADDRESS_LINES && (line = strsep(&rest, "\n")) != NULL)
		if (line[0] != '\0')
			out[count++] = line;
}

/* The parts of a payer, a line each; "" where there are no more. */
static void
split_payer(struct arena *arena, const char *lines, struct document_payer *payer)
{
	const char **const parts[] = { &payer->name, &payer->street, &payer->postcode, &payer->town,
		&payer->country };
	char *rest = arena_string(arena, lines), *line;
	size_t i;

	for (i = 0; i < LENGTH(parts); i++) {
		line = strsep(&rest, "\n");
		*parts[i] = line != NULL ? line : "";
	}
}

/* What the types of meters are called, and which service they measure. */
static const struct {
	const char *type;
	enum text name, service;
} METER_TYPES[] = {
	{ "ALLDAY", TEXT_ALL_DAY, TEXT_ELECTRICITY },
	{ "PEAK", TEXT_PEAK, TEXT_ELECTRICITY },
	{ "SHOULDER", TEXT_SHOULDER, TEXT_ELECTRICITY },
	{ "OFFPEAK", TEXT_OFF_PEAK, TEXT_ELECTRICITY },
	{ "DEMAND", TEXT_DEMAND, TEXT_ELECTRICITY },
	{ "IMPORT1_01", TEXT_FEED_IN, TEXT_ELECTRICITY },
	{ "COLD", TEXT_COLD_WATER, TEXT_WATER },
	{ "HOT", TEXT_HOT_WATER, TEXT_WATER },
	{ "STDGAS", TEXT_GAS, TEXT_GAS },
};

/* The service that a type of meter measures. */
static enum text
service_of(const char *meter_type)
{
	size_t i;

	for (i = 0; i < LENGTH(METER_TYPES); i++)
		if (strcmp(meter_type, METER_TYPES[i].type) == 0)
			return (METER_TYPES[i].service);
	return (TEXT_ELECTRICITY);
}

/* A register's type in the customer's language; one that has no name keeps its code. */
static const char *
register_name(const struct reading *r, const char *meter_type)
{
	size_t i;

	for (i = 0; i < LENGTH(METER_TYPES); i++)
		if (strcmp(meter_type, METER_TYPES[i].type) == 0)
			return (locale_text(r->locale, METER_TYPES[i].name));
	return (arena_string(r->arena, meter_type));
}

/*
 * Under which heading a line stands; `service` is that of the lines before, and is set by a line
 * that has a meter.
 */
static const char *
group_of(const struct reading *r, const char *kind, const char *meter_type, enum text *service)
{
	if (strcmp(kind, "CHARGE") == 0)
		return (locale_text(r->locale, TEXT_OTHER_CHARGES));
	if (strcmp(kind, "DISCOUNT") == 0)
		return (locale_text(r->locale, TEXT_DISCOUNTS));
	if (meter_type[0] != '\0')
		*service = service_of(meter_type);
	return (locale_text(r->locale, *service));
}

/* The service of a bill whose first lines have no meter: that of the account's product. */
static enum text
first_service(const char *product)
{
	static const struct {
		const char *product;
		enum text service;
	} PRODUCTS[] = { { "POWER", TEXT_ELECTRICITY }, { "WATER", TEXT_WATER },
		{ "GAS", TEXT_GAS } };
	size_t i;

	for (i = 0; i < LENGTH(PRODUCTS); i++)
		if (strcmp(product, PRODUCTS[i].product) == 0)
			return (PRODUCTS[i].service);
	return (TEXT_SERVICE);
}

/* The working of a line; its meter is not named twice. */
static int
read_working(const struct reading *r, struct document_line *line, struct err *e)
{
	if (working_read(database_text(r->db, SQL_INVOICE_LINES, 13), line->amount_minor, r->arena,
		&line->working, e) != 0)
		return (-1);
	if (working_names(&line->working, line->meter))
		line->meter = "";
	return (0);
}

static int
read_lines(struct reading *r, int64_t txn, struct document_model *m, struct err *e)
{
	const enum statement id = SQL_INVOICE_LINES;
	struct document_line *lines = NULL;
	size_t count = 0, room = 0;
	enum text service = r->service;
	const char *kind;
	int rc;

	if (database_query(r->db, id, e, "i", txn) != 0)
		return (-1);
	while ((rc = database_step(r->db, id, e)) == 1) {
		lines = arena_grow(r->arena, lines, count, &room, sizeof(*lines));
		kind = database_text(r->db, id, 0);
		lines[count++] = (struct document_line){
			.group = group_of(r, kind, database_text(r->db, id, 3), &service),
			.percent = strcmp(kind, "DISCOUNT") == 0,
			.description = text(r, id, 1),
			.meter = text(r, id, 2),
			.from = database_day(r->db, id, 4),
			.to = database_day(r->db, id, 5),
			.days = (int)database_int(r->db, id, 6),
			.tier = (int)database_int(r->db, id, 7),
			.quantity = decimal(r, id, 8),
			.unit = text(r, id, 9),
			.price = decimal(r, id, 10),
			.amount_minor = database_int(r->db, id, 11),
			.tax_code = text(r, id, 12),
		};
		if (read_working(r, &lines[count - 1], e) != 0)
			return (err_context(e, "transaction row %lld, line %zu", (long long)txn,
			    count));
		if (r->reversal)
			reversal_turn(&lines[count - 1], m->minor_places, r->arena);
	}
	m->lines = r->bill.lines = lines;
	m->line_count = r->bill.line_count = count;
	return (rc);
}

static int
read_usages(struct reading *r, int64_t txn, struct document_model *m, struct err *e)
{
	const enum statement id = SQL_INVOICE_USAGES;
	struct document_usage *usages = NULL;
	size_t count = 0, room = 0;
	int rc;

	if (database_query(r->db, id, e, "i", txn) != 0)
		return (-1);
	while ((rc = database_step(r->db, id, e)) == 1) {
		usages = arena_grow(r->arena, usages, count, &room, sizeof(*usages));
		usages[count++] = (struct document_usage){
			.meter = text(r, id, 0),
			.serial = text(r, id, 1),
			.meter_type = text(r, id, 2),
			.type_name = register_name(r, database_text(r->db, id, 2)),
			.from_day = database_day(r->db, id, 3),
			.to_day = database_day(r->db, id, 4),
			.from_value = decimal(r, id, 5),
			.to_value = decimal(r, id, 6),
			.from_estimated = database_int(r->db, id, 7) == 1,
			.to_estimated = database_int(r->db, id, 8) == 1,
			.rolled_over = database_int(r->db, id, 9) == 1,
			.multiplier = decimal(r, id, 10),
			.quantity = decimal(r, id, 11),
			.unit = text(r, id, 12),
		};
	}
	m->usages = r->bill.usages = usages;
	m->usage_count = r->bill.usage_count = count;
	return (rc);
}

static int
read_taxes(struct reading *r, int64_t txn, struct document_model *m, struct err *e)
{
	const enum statement id = SQL_INVOICE_TAXES;
	struct document_tax *taxes = NULL;
	size_t count = 0, room = 0;
	int rc;

	if (database_query(r->db, id, e, "i", txn) != 0)
		return (-1);
	while ((rc = database_step(r->db, id, e)) == 1) {
		taxes = arena_grow(r->arena, taxes, count, &room, sizeof(*taxes));
		taxes[count++] = (struct document_tax){
			.code = text(r, id, 0),
			.percent = decimal(r, id, 1),
			.net_minor = amount(r, id, 2),
			.tax_minor = amount(r, id, 3),
		};
	}
	m->taxes = taxes;
	m->tax_count = count;
	return (rc);
}

/* The parts of the invoice's own row. */
static void
read_invoice(struct reading *r, const struct settings *settings, struct model *model)
{
	const enum statement id = r->invoice;
	struct document_model *m = &model->document;

	*model = (struct model){
		.invoice = database_int(r->db, id, COL_ID),
		.sequence = database_int(r->db, id, COL_SEQUENCE),
		.delivery = text(r, id, COL_DELIVERY),
		.building_code = text(r, id, COL_BUILDING),
		.sales_cust_number = text(r, id, COL_SALES_NUMBER),
		.email = text(r, id, COL_EMAIL),
		.balance_before_minor = database_int(r->db, id, COL_BEFORE),
		.pages = (int)database_int(r->db, id, COL_PAGES),
		.bytes = database_int(r->db, id, COL_BYTES),
		.sha256 = text(r, id, COL_SHA256),
		.bundle = (int)database_int(r->db, id, COL_BUNDLE),
		.sheet = database_int(r->db, id, COL_SHEET),
		.issued = strcmp(database_text(r->db, id, COL_STATE), "ISSUED") == 0,
		.history = text(r, id, COL_HISTORY),
		.copy = { text(r, id, COL_COPY_RECIPIENT),
		    (int)database_int(r->db, id, COL_COPY_PAGES),
		    database_int(r->db, id, COL_COPY_BYTES), text(r, id, COL_COPY_SHA256),
		    (int)database_int(r->db, id, COL_COPY_BUNDLE),
		    database_int(r->db, id, COL_COPY_SHEET) },
		.cycle = text(r, id, COL_CYCLE),
		.product = text(r, id, COL_PRODUCT),
		.since = database_day(r->db, id, COL_SINCE),
	};
	*m = (struct document_model){
		.kind = r->reversal ? DOCUMENT_REVERSAL : DOCUMENT_INVOICE,
		.sender_name = text(r, id, COL_SENDER),
		.sender_street = text(r, id, COL_STREET),
		.sender_postcode = text(r, id, COL_POSTCODE),
		.sender_town = text(r, id, COL_TOWN),
		.sender_country = text(r, id, COL_COUNTRY),
		.layout = text(r, id, COL_LAYOUT),
		.logo = text(r, id, COL_LOGO),
		.sender_tax_number = text(r, id, COL_TAX_NUMBER),
		.sender_email = text(r, id, COL_SENDER_EMAIL),
		.bank_name = text(r, id, COL_BANK_NAME),
		.bank_account = text(r, id, COL_BANK_ACCOUNT),
		.biller_code = text(r, id, COL_BILLER),
		.invoice_number = text(r, id, COL_NUMBER),
		.reverses = text(r, id, COL_REVERSES),
		.account_number = text(r, id, COL_ACCOUNT),
		.account_name = text(r, id, COL_NAME),
		.site = text(r, id, COL_SITE),
		.supply_address = text(r, id, COL_SUPPLY),
		.plan = text(r, id, COL_PLAN),
		.invoice_date = database_day(r->db, id, COL_INVOICE_DAY),
		.due_date = database_day(r->db, id, COL_DUE_DAY),
		.period_from = database_day(r->db, id, COL_FROM),
		.period_to = database_day(r->db, id, COL_TO),
		.currency = settings->currency,
		.minor_places = settings->rules.minor_places,
		.language = text(r, id, COL_LANGUAGE),
		.previous_minor = database_int(r->db, id, COL_PREVIOUS),
		.received_minor = database_int(r->db, id, COL_RECEIVED),
		.adjusted_minor = database_int(r->db, id, COL_ADJUSTED),
		.net_minor = database_int(r->db, id, COL_NET),
		.tax_minor = database_int(r->db, id, COL_TAX),
		.total_minor = database_int(r->db, id, COL_TOTAL),
		.due_minor = database_int(r->db, id, COL_AFTER),
		.tax_per_line = settings->rules.tax_per_line,
		.messages = { text(r, id, COL_SENDER_MESSAGE), text(r, id, COL_MESSAGE), "", "" },
	};
	split_lines(r->arena, database_text(r->db, id, COL_SENDER_LINES), m->sender_lines);
	split_lines(r->arena, database_text(r->db, id, COL_RECIPIENT), m->recipient);
	split_payer(r->arena, database_text(r->db, id, COL_PAYER), &m->payer);
	model->file = arena_printf(r->arena, "%s/%s-%s.pdf", model->delivery, m->invoice_number,
	    m->account_number);
}

/* What a letter states. */
static int
read_entries(struct reading *r, int64_t letter, struct document_model *m, struct err *e)
{
	static const char *const KINDS[] = { [ENTRY_OPENING] = "OPENING",
		[ENTRY_INVOICE] = "INVOICE",
		[ENTRY_RECEIPT] = "RECEIPT",
		[ENTRY_ADJUSTMENT] = "ADJUSTMENT",
		[ENTRY_REVERSAL] = "REVERSAL" };
	const enum statement id = SQL_LETTER_ENTRIES;
	struct document_entry *entries = NULL;
	size_t count = 0, room = 0, kind;
	int rc;

	if (database_query(r->db, id, e, "i", letter) != 0)
		return (-1);
	while ((rc = database_step(r->db, id, e)) == 1) {
		for (kind = 0; kind + 1 < LENGTH(KINDS) &&
		    strcmp(KINDS[kind], database_text(r->db, id, 0)) != 0;
		    kind++)
			;

		/* It is in the sum that the statement begins with. */
		if (kind == ENTRY_OPENING && database_int(r->db, id, 7) == 0)
			continue;
		entries = arena_grow(r->arena, entries, count, &room, sizeof(*entries));
		entries[count++] = (struct document_entry){ .kind = (enum document_entry_kind)kind,
			.day = database_day(r->db, id, 1),
			.due = database_day(r->db, id, 2),
			.days_late = (int)database_int(r->db, id, 3),
			.level = (int)database_int(r->db, id, 4),
			.reference = text(r, id, 5),
			.whole_minor = database_int(r->db, id, 6),
			.amount_minor = database_int(r->db, id, 7),
			.balance_minor = database_int(r->db, id, 8) };
	}
	m->entries = entries;
	m->entry_count = count;
	return (rc);
}

/* What a letter has beside the columns of an invoice. */
static void
read_letter(struct reading *r, struct document_model *m)
{
	int i;

	m->kind = strcmp(database_text(r->db, r->invoice, COL_KIND), "REMINDER") == 0
	    ? DOCUMENT_REMINDER
	    : DOCUMENT_STATEMENT;
	m->level = (int)database_int(r->db, r->invoice, COL_LEVEL);
	for (i = 0; i < DOCUMENT_BANDS; i++)
		m->bands_minor[i] = database_int(r->db, r->invoice, COL_BANDS + i);
}

/* The invoice or letter that the query r->invoice stands on, with its parts if they are wanted. */
static int
read_model(struct reading *r, const struct settings *settings, bool whole, struct model *model,
    struct err *e)
{
	int64_t txn = database_int(r->db, r->invoice, COL_TXN);
	bool letter = r->invoice == SQL_LETTERS_OF_RUN || r->invoice == SQL_LETTER_OF_ID;

	r->reversal = strcmp(database_text(r->db, r->invoice, COL_KIND), "REVERSAL") == 0;
	read_invoice(r, settings, model);
	r->locale = locale_find(model->document.language);
	r->service = first_service(model->product);
	if (letter)
		read_letter(r, &model->document);
	if (!whole)
		return (0);
	if (letter)
		return (read_entries(r, model->invoice, &model->document, e));
	if (read_lines(r, txn, &model->document, e) != 0 ||
	    read_usages(r, txn, &model->document, e) != 0 ||
	    read_taxes(r, txn, &model->document, e) != 0)
		return (-1);
	registers_shorten(&r->bill, r->arena);
	return (0);
}

int
model_begin(struct model_list *list, const char *run, int shards, int shard, struct err *e)
{
	int64_t letters = 0;

	if (database_number(list->db, SQL_LETTER_COUNT, &letters, e, "s", run) < 0)
		return (-1);
	list->id = letters > 0 ? SQL_LETTERS_OF_RUN : SQL_INVOICES_OF_RUN;
	return (database_query(list->db, list->id, e, "sii", run, (int64_t)shards, (int64_t)shard));
}

int
model_next(struct model_list *list, bool whole, struct arena *arena, struct model *model,
    struct err *e)
{
	struct reading r = { .db = list->db, .invoice = list->id, .arena = arena };
	int rc = database_step(list->db, list->id, e);

	if (rc != 1)
		return (rc);
	return (read_model(&r, list->settings, whole, model, e) == 0 ? 1 : -1);
}

int
model_find(struct model_list *list, bool letter, int64_t id, struct arena *arena,
    struct model *model, struct err *e)
{
	struct reading r = { .db = list->db,
		.invoice = letter ? SQL_LETTER_OF_ID : SQL_INVOICE_OF_ID,
		.arena = arena };
	int rc;

	if (database_query(list->db, r.invoice, e, "i", id) != 0 ||
	    (rc = database_step(list->db, r.invoice, e)) < 0)
		return (-1);
	if (rc == 0)
		return (err_reject(e, "there is no document with the row %lld", (long long)id));
	rc = read_model(&r, list->settings, true, model, e);
	database_done(list->db, r.invoice);
	return (rc);
}

bool
model_copy(const struct model *model, struct arena *arena, struct model *copy)
{
	const struct document_model *m = &model->document;

	if (model->copy.recipient[0] == '\0')
		return (false);
	*copy = *model;
	copy->file =
	    arena_printf(arena, "POSTAL/%s-%s-copy.pdf", m->invoice_number, m->account_number);
	copy->delivery = "COPY";
	copy->email = "";
	copy->pages = model->copy.pages;
	copy->bytes = model->copy.bytes;
	copy->sha256 = model->copy.sha256;
	copy->bundle = model->copy.bundle;
	copy->sheet = model->copy.sheet;
	copy->document.copy = true;
	split_lines(arena, model->copy.recipient, copy->document.recipient);
	return (true);
}
