#include "report/model.h"

#include "words/locale.h"
#include "report/registers.h"
#include "report/reversal.h"
#include "report/service.h"
#include "store/frozen.h"

/* The facts that the readers of a model's parts share. */
struct model_reading {
	struct database *db;
	struct arena *arena;
	bool reversal; /* the amounts of the document are those of the transaction, negated */
	const struct locale *locale;
	enum text service; /* service of the account */
	struct registers bill; /* the document's lines and reads so far */
};

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

/* Split the text of a payer into its parts, a line each; "" where there are no more. */
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

/* The heading of a line of this kind. */
static const char *
group_of(const struct model_reading *r, const char *kind, const char *meter_type,
    enum text *service)
{
	enum service_line line = strcmp(kind, "CHARGE") == 0 ? SERVICE_CHARGE
	    : strcmp(kind, "DISCOUNT") == 0                  ? SERVICE_DISCOUNT
							     : SERVICE_SUPPLIED;

	return (service_heading(r->locale, line, meter_type, service));
}

/* Convert a line, without its working; `service` is that of the lines before it. */
static struct document_line
line_of(const struct model_reading *r, const struct frozen_line *line, enum text *service)
{
	return ((struct document_line){
	    .group = group_of(r, line->kind, line->meter_type, service),
	    .percent = strcmp(line->kind, "DISCOUNT") == 0,
	    .description = line->description,
	    .meter = line->meter,
	    .from = line->from_day,
	    .to = line->to_day,
	    .days = (int)line->days,
	    .tier = (int)line->tier,
	    .quantity = line->quantity,
	    .unit = line->unit,
	    .price = line->price,
	    .amount_minor = line->amount_minor,
	    .tax_code = line->tax_code,
	});
}

/* Add its working. A meter that the working names is not named again. */
static int
read_working(const struct model_reading *r, const char *stored, struct document_line *line,
    struct err *e)
{
	if (working_read(stored, line->amount_minor, r->arena, &line->working, e) != 0)
		return (-1);
	if (working_names(&line->working, line->meter))
		line->meter = "";
	return (0);
}

static int
read_lines(struct model_reading *r, int64_t txn, struct document_model *m, struct err *e)
{
	struct document_line *lines = NULL;
	size_t count = 0, room = 0;
	enum text service = r->service;
	struct frozen_line line;
	int rc;

	if (frozen_lines_begin(r->db, txn, e) != 0)
		return (-1);
	while ((rc = frozen_lines_next(r->db, r->arena, &line, e)) == 1) {
		lines = arena_grow(r->arena, lines, count, &room, sizeof(*lines));
		lines[count++] = line_of(r, &line, &service);
		if (read_working(r, line.working, &lines[count - 1], e) != 0)
			return (err_context(e, "transaction row %lld, line %zu", (long long)txn,
			    count));
		if (r->reversal)
			reversal_turn(&lines[count - 1], m->minor_places, r->arena);
	}
	m->lines = r->bill.lines = lines;
	m->line_count = r->bill.line_count = count;
	return (rc);
}

static struct document_usage
usage_of(const struct model_reading *r, const struct frozen_usage *usage)
{
	return ((struct document_usage){
	    .meter = usage->meter,
	    .serial = usage->serial,
	    .meter_type = usage->meter_type,
	    .type_name = service_register(r->locale, usage->meter_type),
	    .from_day = usage->from_day,
	    .to_day = usage->to_day,
	    .from_value = usage->from_value,
	    .to_value = usage->to_value,
	    .from_estimated = usage->from_estimated,
	    .to_estimated = usage->to_estimated,
	    .rolled_over = usage->rolled_over,
	    .multiplier = usage->multiplier,
	    .quantity = usage->quantity,
	    .unit = usage->unit,
	});
}

static int
read_usages(struct model_reading *r, int64_t txn, struct document_model *m, struct err *e)
{
	struct document_usage *usages = NULL;
	size_t count = 0, room = 0;
	struct frozen_usage usage;
	int rc;

	if (frozen_usages_begin(r->db, txn, e) != 0)
		return (-1);
	while ((rc = frozen_usages_next(r->db, r->arena, &usage, e)) == 1) {
		usages = arena_grow(r->arena, usages, count, &room, sizeof(*usages));
		usages[count++] = usage_of(r, &usage);
	}
	m->usages = r->bill.usages = usages;
	m->usage_count = r->bill.usage_count = count;
	return (rc);
}

static int
read_taxes(struct model_reading *r, int64_t txn, struct document_model *m, struct err *e)
{
	const int64_t sign = r->reversal ? -1 : 1;
	struct document_tax *taxes = NULL;
	size_t count = 0, room = 0;
	struct frozen_tax tax;
	int rc;

	if (frozen_taxes_begin(r->db, txn, e) != 0)
		return (-1);
	while ((rc = frozen_taxes_next(r->db, r->arena, &tax, e)) == 1) {
		taxes = arena_grow(r->arena, taxes, count, &room, sizeof(*taxes));
		taxes[count++] = (struct document_tax){ tax.code, tax.percent, sign * tax.net_minor,
			sign * tax.tax_minor };
	}
	m->taxes = taxes;
	m->tax_count = count;
	return (rc);
}

/* Set the facts that its own row has, and its sender. */
static void
set_document(const struct model_reading *r, const struct frozen *f, const struct settings *settings,
    struct document_model *m)
{
	*m = (struct document_model){
		.kind = r->reversal ? DOCUMENT_REVERSAL : DOCUMENT_INVOICE,
		.sender_name = f->sender_name,
		.sender_street = f->sender_street,
		.sender_postcode = f->sender_postcode,
		.sender_town = f->sender_town,
		.sender_country = f->sender_country,
		.layout = f->layout,
		.logo = f->logo,
		.sender_tax_number = f->sender_tax_number,
		.sender_email = f->sender_email,
		.bank_name = f->bank_name,
		.bank_account = f->bank_account,
		.biller_code = f->biller_code,
		.invoice_number = f->number,
		.reverses = f->reverses,
		.account_number = f->account_number,
		.account_name = f->account_name,
		.site = f->site,
		.supply_address = f->supply_address,
		.plan = f->plan_code,
		.invoice_date = f->invoice_day,
		.due_date = f->due_day,
		.period_from = f->period_from,
		.period_to = f->period_to,
		.currency = settings->currency,
		.minor_places = settings->rules.minor_places,
		.language = f->language,
		.previous_minor = f->previous_minor,
		.received_minor = f->received_minor,
		.adjusted_minor = f->adjusted_minor,
		.net_minor = f->net_minor,
		.tax_minor = f->tax_minor,
		.total_minor = f->total_minor,
		.due_minor = f->balance_after_minor,
		.tax_per_line = settings->rules.tax_per_line,
		.messages = { f->sender_message, f->message, "", "" },
	};
	split_lines(r->arena, f->sender_lines, m->sender_lines);
	split_lines(r->arena, f->recipient, m->recipient);
	split_payer(r->arena, f->payer, &m->payer);
}

/* Set the facts that the lists show: its run, its file and its copy. */
static void
set_model(const struct model_reading *r, const struct frozen *f, struct model *model)
{
	*model = (struct model){
		.invoice = f->id,
		.sequence = f->sequence,
		.file = arena_printf(r->arena, "%s/%s-%s.pdf", f->delivery, f->number,
		    f->account_number),
		.delivery = f->delivery,
		.building_code = f->building_code,
		.sales_cust_number = f->sales_cust_number,
		.email = f->email,
		.balance_before_minor = f->balance_before_minor,
		.pages = (int)f->pages,
		.bytes = f->bytes,
		.sha256 = f->sha256,
		.bundle = (int)f->bundle,
		.sheet = f->sheet,
		.issued = f->issued,
		.history = f->history,
		.copy = { f->copy_recipient, (int)f->copy_pages, f->copy_bytes, f->copy_sha256,
		    (int)f->copy_bundle, f->copy_sheet },
		.cycle = f->cycle,
		.product = f->product,
		.since = f->since,
	};
}

/* Set the facts that letters have and invoices do not. */
static void
set_letter(const struct frozen *f, struct document_model *m)
{
	const int64_t bands[DOCUMENT_BANDS] = { f->band_0_minor, f->band_1_minor, f->band_2_minor,
		f->band_3_minor, f->band_4_minor };

	m->kind = strcmp(f->kind, "REMINDER") == 0 ? DOCUMENT_REMINDER : DOCUMENT_STATEMENT;
	m->level = (int)f->level;
	memcpy(m->bands_minor, bands, sizeof(bands));
}

/* The kind of an entry by the ledger's word. */
static enum document_entry_kind
entry_kind(const char *kind)
{
	static const char *const KINDS[] = { [ENTRY_OPENING] = "OPENING",
		[ENTRY_INVOICE] = "INVOICE",
		[ENTRY_RECEIPT] = "RECEIPT",
		[ENTRY_ADJUSTMENT] = "ADJUSTMENT",
		[ENTRY_REVERSAL] = "REVERSAL" };
	size_t i = 0;

	while (i + 1 < LENGTH(KINDS) && strcmp(KINDS[i], kind) != 0)
		i++;
	return ((enum document_entry_kind)i);
}

/* Read the entries that a letter lists. */
static int
read_entries(struct model_reading *r, int64_t letter, struct document_model *m, struct err *e)
{
	struct document_entry *entries = NULL;
	size_t count = 0, room = 0;
	struct frozen_entry entry;
	int rc;

	if (frozen_entries_begin(r->db, letter, e) != 0)
		return (-1);
	while ((rc = frozen_entries_next(r->db, r->arena, &entry, e)) == 1) {
		const enum document_entry_kind kind = entry_kind(entry.kind);

		/* Leave out an opening balance that the statement begins with. */
		if (kind == ENTRY_OPENING && entry.amount_minor == 0)
			continue;
		entries = arena_grow(r->arena, entries, count, &room, sizeof(*entries));
		entries[count++] = (struct document_entry){ .kind = kind,
			.day = entry.day,
			.due = entry.due_day,
			.days_late = (int)entry.days_late,
			.level = (int)entry.level,
			.reference = entry.reference,
			.whole_minor = entry.whole_minor,
			.amount_minor = entry.amount_minor,
			.balance_minor = entry.balance_minor };
	}
	m->entries = entries;
	m->entry_count = count;
	return (rc);
}

/* Read the parts of an invoice that have rows of their own: lines, uses, taxes. */
static int
read_bill(struct model_reading *r, int64_t txn, struct document_model *m, struct err *e)
{
	if (read_lines(r, txn, m, e) != 0 || read_usages(r, txn, m, e) != 0 ||
	    read_taxes(r, txn, m, e) != 0)
		return (-1);
	registers_shorten(&r->bill, r->arena);
	return (0);
}

/* Make a model from a document's row, and from its other rows if they are wanted. */
static int
make_model(const struct model_list *list, const struct frozen *f, bool letter, bool whole,
    struct arena *arena, struct model *model, struct err *e)
{
	struct model_reading r = { .db = list->db,
		.arena = arena,
		.reversal = strcmp(f->kind, "REVERSAL") == 0,
		.locale = locale_find(f->language),
		.service = service_of_product(f->product) };

	set_model(&r, f, model);
	set_document(&r, f, list->settings, &model->document);
	if (letter)
		set_letter(f, &model->document);
	if (!whole)
		return (0);
	return (letter ? read_entries(&r, f->id, &model->document, e)
		       : read_bill(&r, f->txn, &model->document, e));
}

int
model_begin(struct model_list *list, const char *run, int shards, int shard, struct err *e)
{
	const struct frozen_shard which = { run, shards, shard };

	return (frozen_begin(list->db, &which, &list->letters, e));
}

int
model_next(struct model_list *list, bool whole, struct arena *arena, struct model *model,
    struct err *e)
{
	struct frozen frozen;
	int rc = frozen_next(list->db, list->letters, arena, &frozen, e);

	if (rc != 1)
		return (rc);
	return (make_model(list, &frozen, list->letters, whole, arena, model, e) == 0 ? 1 : -1);
}

int
model_find(struct model_list *list, bool letter, int64_t id, struct arena *arena,
    struct model *model, struct err *e)
{
	struct frozen frozen;
	int rc = frozen_find(list->db, letter, id, arena, &frozen, e);

	if (rc == 0)
		return (err_reject(e, "there is no document with the row %lld", (long long)id));
	return (rc < 0 ? -1 : make_model(list, &frozen, letter, true, arena, model, e));
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
