#include "run/invoice_draft.h"

#include "run/addresses.h"
#include "store/draft.h"
#include "store/run_look.h"
#include "store/sender.h"

struct invoice_drafting {
	struct database *db;
	const struct run *run;
	const struct settings *settings;
	int64_t sequence; /* the last number that is used */
	struct addresses addresses;
	struct buf number;
};

/* Make the next number of the series. */
static void
make_number(struct invoice_drafting *d)
{
	buf_reset(&d->number);
	buf_printf(&d->number, "%s%0*lld", d->settings->invoice_prefix, d->settings->invoice_width,
	    (long long)++d->sequence);
}

/* Write the invoice of a candidate, and its copy if somebody gets one. */
static int
draft_invoice(struct invoice_drafting *d, const struct draft_candidate *candidate, struct err *e)
{
	const struct addresses *a = &d->addresses;
	struct draft_invoice invoice = { .run = d->run->id,
		.series = d->settings->invoice_prefix,
		.txn = candidate->txn,
		.balance = candidate->balance,
		.received = candidate->received,
		.adjusted = candidate->adjusted,
		.invoice_day = d->run->invoice_day,
		.terms_days = d->settings->payment_terms_days,
		.language = d->settings->language };

	if (addresses_find(&d->addresses, d->db, candidate->account, e) != 0)
		return (-1);
	make_number(d);
	invoice.sequence = d->sequence;
	invoice.number = buf_text(&d->number);
	invoice.recipient = buf_text(&a->recipient);
	invoice.payer = buf_text(&a->payer);
	invoice.supply_address = buf_text(&a->supply);
	invoice.delivery = a->by_email ? "EMAIL" : "POSTAL";
	if (draft_add(d->db, &invoice, e) != 0)
		return (-1);
	return (a->copy.length == 0 ? 0
				    : draft_add_copy(d->db, invoice.number, buf_text(&a->copy), e));
}

int
invoice_draft_senders(struct database *db, const struct settings *settings, const char *run,
    const char *layout, struct err *e)
{
	const struct sender_terms terms = { .run = run,
		.company = settings->company,
		.company_email = settings->company_email,
		.layout = settings->layout,
		.logo = settings->logo,
		.only_layout = layout };

	return (sender_add_all(db, &terms, e));
}

/* Draft the invoices of all candidates. */
static int
draft_candidates(struct invoice_drafting *d, int64_t *count, struct err *e)
{
	struct draft_candidate candidate;
	int rc;

	if (draft_last_sequence(d->db, d->settings->invoice_prefix, &d->sequence, e) != 0 ||
	    draft_begin(d->db, d->run->id, d->run->end_day, e) != 0)
		return (-1);
	while ((rc = draft_next(d->db, &candidate, e)) == 1) {
		if (draft_invoice(d, &candidate, e) != 0)
			return (-1);
		(*count)++;
	}
	return (rc != 0 ? -1 : invoice_draft_senders(d->db, d->settings, d->run->id, "", e));
}

int
invoice_draft_make(struct database *db, const struct run *run, const struct settings *settings,
    int64_t *count, struct err *e)
{
	struct invoice_drafting d = { .db = db, .run = run, .settings = settings };
	int rc;

	*count = 0;
	rc = draft_candidates(&d, count, e);
	addresses_release(&d.addresses);
	buf_release(&d.number);
	return (rc);
}

/* May this invoice be reversed? */
static int
check_reversal(const struct draft_reversible *found, const char *invoice, bool rebill,
    struct err *e)
{
	if (strcmp(found->state, "ISSUED") != 0)
		return (err_reject(e, "invoice %s is not issued yet", invoice));
	if (strcmp(found->kind, "INVOICE") != 0)
		return (err_reject(e, "%s is itself a reversal, and those are final", invoice));
	if (found->reversed_by[0] != '\0')
		return (err_reject(e, "invoice %s was reversed already, by %s", invoice,
		    found->reversed_by));
	if (rebill && found->period_to < found->billed_to)
		return (err_reject(e,
		    "invoice %s is not the account's latest: to bill its usage again, reverse the "
		    "later ones first, or write rebill = no",
		    invoice));
	return (0);
}

int
invoice_draft_find_reversals(struct database *db, const struct request *request,
    struct arena *arena, struct invoice_draft_reversal *found, struct err *e)
{
	struct draft_reversible reversible;
	const char *invoice;
	size_t i;
	int rc;

	for (i = 0; i < request->invoices.count; i++) {
		invoice = request->invoices.items[i];
		rc = draft_find_reversible(db, invoice, arena, &reversible, e);
		if (rc < 0)
			return (-1);
		if (rc == 0)
			return (err_reject(e,
			    "there is no invoice %s; its number stands on the bill, and in the "
			    "manifest.csv of its run",
			    invoice));
		if (check_reversal(&reversible, invoice, request->rebill, e) != 0)
			return (-1);
		found[i] = (struct invoice_draft_reversal){ reversible.invoice,
			{ reversible.building, reversible.building_code } };
	}
	return (0);
}

int
invoice_draft_reverse(struct database *db, const struct run *run, const struct settings *settings,
    const struct request *request, const struct invoice_draft_reversal *found, struct err *e)
{
	struct invoice_drafting d = { .db = db, .run = run, .settings = settings };
	struct draft_reversal reversal = { .run = run->id,
		.series = settings->invoice_prefix,
		.rebill = request->rebill,
		.invoice_day = run->invoice_day,
		.message = request->message,
		.reason = request->reason };
	int rc = draft_last_sequence(db, settings->invoice_prefix, &d.sequence, e);
	size_t i;

	for (i = 0; i < request->invoices.count && rc == 0; i++) {
		make_number(&d);
		reversal.sequence = d.sequence;
		reversal.number = buf_text(&d.number);
		reversal.invoice = found[i].invoice;
		rc = draft_add_reversal(db, &reversal, e);
	}
	if (rc == 0)
		rc = draft_add_reversal_copies(db, run->id, e);
	if (rc == 0)
		rc = invoice_draft_senders(db, settings, run->id, "", e);
	buf_release(&d.number);
	return (rc);
}

int
invoice_draft_clear(struct database *db, const char *run, struct err *e)
{
	if (draft_clear(db, run, e) != 0 || run_look_clear(db, run, e) != 0)
		return (-1);
	return (sender_clear(db, run, e));
}
