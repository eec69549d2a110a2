#include "run/draft.h"

#include "run/recipient.h"
#include "store/account.h"

/* Columns of DRAFT_CANDIDATES. */
enum candidate_column {
	COL_TXN,
	COL_ACCOUNT,
	COL_BUILDING,
	COL_FROM,
	COL_TO,
	COL_NET,
	COL_TAX,
	COL_TOTAL,
	COL_NUMBER,
	COL_NAME,
	COL_SALES_NUMBER,
	COL_POSTAL_NAME,
	COL_POSTAL_1,
	COL_POSTAL_2,
	COL_POSTAL_TOWN,
	COL_POSTAL_COUNTRY,
	COL_DELIVERY,
	COL_EMAIL,
	COL_CC,
	COL_LANGUAGE,
	COL_MESSAGE,
	COL_SITE,
	COL_PLAN,
	COL_TERMS,
	COL_B_NAME,
	COL_B_1,
	COL_B_2,
	COL_B_TOWN,
	COL_B_COUNTRY,
	COL_BALANCE,
	COL_RECEIVED,
	COL_ADJUSTED,
	COL_POSTCODE,
	COL_PRODUCT,
	COL_COPY_NAME,
	COL_COPY_1,
	COL_COPY_2,
	COL_COPY_TOWN,
	COL_COPY_COUNTRY,
	COL_COPY_POSTCODE,
	COL_PLACE,
};

struct invoice_drafting {
	struct database *db;
	const struct run *run;
	const struct settings *settings;
	int64_t sequence; /* of the last number used */
	struct buf recipient, payer, supply, number, copy;
};

static const char *
candidate_text(const struct invoice_drafting *d, enum candidate_column column)
{
	return (database_text(d->db, SQL_DRAFT_CANDIDATES, (int)column));
}

static int64_t
candidate_number(const struct invoice_drafting *d, enum candidate_column column)
{
	return (database_int(d->db, SQL_DRAFT_CANDIDATES, (int)column));
}

/* Who gets it, as it stands in the window; and who gets a copy: "" for nobody. */
static void
make_recipients(struct invoice_drafting *d)
{
	const struct recipient own = { candidate_text(d, COL_POSTAL_NAME)[0] != '\0'
		    ? candidate_text(d, COL_POSTAL_NAME)
		    : candidate_text(d, COL_NAME),
		candidate_text(d, COL_POSTAL_1), candidate_text(d, COL_POSTAL_2),
		candidate_text(d, COL_POSTAL_TOWN), candidate_text(d, COL_POSTAL_COUNTRY),
		candidate_text(d, COL_POSTCODE), candidate_text(d, COL_PLACE) };
	const struct recipient other = { candidate_text(d, COL_COPY_NAME),
		candidate_text(d, COL_COPY_1), candidate_text(d, COL_COPY_2),
		candidate_text(d, COL_COPY_TOWN), candidate_text(d, COL_COPY_COUNTRY), "", "" };

	recipient_write(&own, candidate_text(d, COL_B_COUNTRY), &d->recipient);
	recipient_payer(&own, candidate_text(d, COL_B_COUNTRY), &d->payer);
	recipient_write(&other, candidate_text(d, COL_B_COUNTRY), &d->copy);
}

/* Where the service is, in one line. */
static void
make_supply_address(struct invoice_drafting *d)
{
	const char *const parts[] = { candidate_text(d, COL_B_NAME), candidate_text(d, COL_B_1),
		candidate_text(d, COL_B_2), candidate_text(d, COL_B_TOWN) };

	recipient_join(parts, LENGTH(parts), &d->supply);
}

/* The next number of the series. */
static void
make_number(struct invoice_drafting *d)
{
	buf_reset(&d->number);
	buf_printf(&d->number, "%s%0*lld", d->settings->invoice_prefix, d->settings->invoice_width,
	    (long long)++d->sequence);
}

/* Write the invoice of the candidate that the query stands on. */
static int
draft_invoice(struct invoice_drafting *d, struct err *e)
{
	int64_t terms = database_null(d->db, SQL_DRAFT_CANDIDATES, COL_TERMS)
	    ? d->settings->payment_terms_days
	    : candidate_number(d, COL_TERMS);
	bool email = strcmp(candidate_text(d, COL_DELIVERY), "EMAIL") == 0 &&
	    account_email_is_usable(candidate_text(d, COL_EMAIL));
	const char *language = candidate_text(d, COL_LANGUAGE)[0] != '\0'
	    ? candidate_text(d, COL_LANGUAGE)
	    : d->settings->language;
	int64_t balance = candidate_number(d, COL_BALANCE);
	int64_t previous =
	    balance + candidate_number(d, COL_RECEIVED) - candidate_number(d, COL_ADJUSTED);

	make_recipients(d);
	make_supply_address(d);
	make_number(d);
	if (database_run(d->db, SQL_DRAFT_ADD, e, "ssisiiiddddsssssssssssiiiiiiiisss", d->run->id,
		d->settings->invoice_prefix, d->sequence, buf_text(&d->number),
		candidate_number(d, COL_ACCOUNT), candidate_number(d, COL_BUILDING),
		candidate_number(d, COL_TXN), d->run->invoice_day,
		d->run->invoice_day + (int32_t)terms, (int32_t)candidate_number(d, COL_FROM),
		(int32_t)candidate_number(d, COL_TO), candidate_text(d, COL_NAME),
		candidate_text(d, COL_SALES_NUMBER), buf_text(&d->recipient), buf_text(&d->supply),
		candidate_text(d, COL_SITE), candidate_text(d, COL_PLAN), language,
		candidate_text(d, COL_MESSAGE), email ? "EMAIL" : "POSTAL",
		email ? candidate_text(d, COL_EMAIL) : "", email ? candidate_text(d, COL_CC) : "",
		candidate_number(d, COL_NET), candidate_number(d, COL_TAX),
		candidate_number(d, COL_TOTAL), previous, candidate_number(d, COL_RECEIVED),
		candidate_number(d, COL_ADJUSTED), balance,
		balance + candidate_number(d, COL_TOTAL), candidate_text(d, COL_POSTCODE),
		candidate_text(d, COL_PRODUCT), buf_text(&d->payer)) != 0)
		return (-1);
	return (d->copy.length == 0
		? 0
		: database_run(d->db, SQL_DRAFT_COPY_ADD, e, "sss", buf_text(&d->number),
		      buf_text(&d->copy), candidate_text(d, COL_COPY_POSTCODE)));
}

/* Find the last number of the series. */
static int
begin_series(struct invoice_drafting *d, struct err *e)
{
	d->sequence = 0;
	return (database_number(d->db, SQL_DRAFT_LAST, &d->sequence, e, "s",
		    d->settings->invoice_prefix) < 0
		? -1
		: 0);
}

int
draft_senders(struct database *db, const struct settings *settings, const char *run,
    const char *layout, struct err *e)
{
	return (database_run(db, SQL_DRAFT_SENDERS, e, "ssssss", run, settings->company,
	    settings->company_email, settings->layout, settings->logo, layout));
}

/* All candidates. */
static int
draft_candidates(struct invoice_drafting *d, int64_t *count, struct err *e)
{
	int rc;

	if (begin_series(d, e) != 0 ||
	    database_query(d->db, SQL_DRAFT_CANDIDATES, e, "sd", d->run->id, d->run->end_day) != 0)
		return (-1);
	while ((rc = database_step(d->db, SQL_DRAFT_CANDIDATES, e)) == 1) {
		if (draft_invoice(d, e) != 0)
			return (-1);
		(*count)++;
	}
	return (rc != 0 ? -1 : draft_senders(d->db, d->settings, d->run->id, "", e));
}

int
draft_invoices(struct database *db, const struct run *run, const struct settings *settings,
    int64_t *count, struct err *e)
{
	struct invoice_drafting d = { .db = db, .run = run, .settings = settings };
	int rc;

	*count = 0;
	rc = draft_candidates(&d, count, e);
	buf_release(&d.recipient);
	buf_release(&d.payer);
	buf_release(&d.copy);
	buf_release(&d.supply);
	buf_release(&d.number);
	return (rc);
}

/* May this invoice be reversed? The query REVERSE_FIND stands on it. */
static int
check_reversal(struct database *db, const char *invoice, bool rebill, struct err *e)
{
	const enum statement id = SQL_REVERSE_FIND;

	if (strcmp(database_text(db, id, 3), "ISSUED") != 0)
		return (err_reject(e, "invoice %s is not issued yet", invoice));
	if (strcmp(database_text(db, id, 2), "INVOICE") != 0)
		return (err_reject(e, "%s is itself a reversal, and those are final", invoice));
	if (!database_null(db, id, 6))
		return (err_reject(e, "invoice %s was reversed already, by %s", invoice,
		    database_text(db, id, 6)));
	if (rebill && database_int(db, id, 5) < database_int(db, id, 8))
		return (err_reject(e,
		    "invoice %s is not the account's latest: to bill its usage again, reverse the "
		    "later ones first, or write rebill = no",
		    invoice));
	return (0);
}

int
draft_find_reversals(struct database *db, const struct request *request, struct arena *arena,
    struct draft_reversal *found, struct err *e)
{
	const enum statement id = SQL_REVERSE_FIND;
	const char *invoice;
	size_t i;
	int rc;

	for (i = 0; i < request->invoices.count; i++) {
		invoice = request->invoices.items[i];
		if (database_query(db, id, e, "s", invoice) != 0 ||
		    (rc = database_step(db, id, e)) < 0)
			return (-1);
		if (rc == 0)
			return (err_reject(e,
			    "there is no invoice %s; its number stands on the bill, and in the "
			    "manifest.csv of its run",
			    invoice));
		rc = check_reversal(db, invoice, request->rebill, e);
		found[i].invoice = database_int(db, id, 0);
		found[i].building.id = database_int(db, id, 1);
		found[i].building.code = arena_string(arena, database_text(db, id, 7));
		database_done(db, id);
		if (rc != 0)
			return (-1);
	}
	return (0);
}

int
draft_reversals(struct database *db, const struct run *run, const struct settings *settings,
    const struct request *request, const struct draft_reversal *found, struct err *e)
{
	struct invoice_drafting d = { .db = db, .run = run, .settings = settings };
	int rc = begin_series(&d, e);
	size_t i;

	for (i = 0; i < request->invoices.count && rc == 0; i++) {
		make_number(&d);
		rc = database_run(db, SQL_DRAFT_REVERSAL_ADD, e, "ssisidsis", run->id,
		    settings->invoice_prefix, d.sequence, buf_text(&d.number),
		    (int64_t)request->rebill, run->invoice_day, request->message, found[i].invoice,
		    request->reason);
	}
	if (rc == 0)
		rc = database_run(db, SQL_DRAFT_REVERSAL_COPIES, e, "s", run->id);
	if (rc == 0)
		rc = draft_senders(db, settings, run->id, "", e);
	buf_release(&d.number);
	return (rc);
}

int
draft_clear(struct database *db, const char *run, struct err *e)
{
	static const enum statement steps[] = { SQL_DRAFT_CLEAR_COPIES, SQL_DRAFT_CLEAR,
		SQL_DRAFT_CLEAR_PICTURES, SQL_DRAFT_CLEAR_AR, SQL_DRAFT_CLEAR_LOOK,
		SQL_DRAFT_CLEAR_SENDERS };
	size_t i;

	for (i = 0; i < LENGTH(steps); i++)
		if (database_run(db, steps[i], e, "s", run) != 0)
			return (-1);
	return (0);
}
