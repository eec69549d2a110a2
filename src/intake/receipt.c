#include "base/date.h"
#include "intake/account.h"
#include "intake/interface.h"
#include "intake/row.h"
#include "store/intake_money.h"

enum { ACCOUNT, DAY, AMOUNT, BATCH, REFERENCE };

static const char *const BATCHES[] = { "CHEQUE", "DIRECT", "CASH", "EFT", "CRDCARD", "WEB",
	"DRECTDEBIT", NULL };

static const struct column COLUMNS[] = {
	[ACCOUNT] = { .name = "account_number", .type = COLUMN_CODE, .mandatory = true },
	[DAY] = { .name = "date", .type = COLUMN_DATE, .mandatory = true },
	[AMOUNT] = { .name = "amount", .type = COLUMN_MONEY, .mandatory = true },
	[BATCH] = { .name = "batch_type", .type = COLUMN_CHOICE, .choices = BATCHES },
	[REFERENCE] = { .name = "reference", .type = COLUMN_TEXT, .most = 128 },
};

/* Refuse a payment that another file has already brought, so that it does not count twice. */
static enum row_outcome
check_twin(struct load *load, const struct intake_receipt *r, struct err *e)
{
	struct intake_twin twin;
	char iso[DATE_ISO_SIZE];
	int found = intake_receipt_twin(load->db, r, &load->arena, &twin, e);

	if (found <= 0)
		return (found < 0 ? ROW_FAILED : ROW_LOADED);
	return (row_refuse(load, REFERENCE,
	    "already loaded from %s on %s; if this is a second payment give it a reference of its "
	    "own",
	    twin.name, date_format(twin.day, iso)));
}

/* Store a receipt; each row of a file is a separate payment. */
static enum row_outcome
store_receipt(struct load *load, struct err *e)
{
	const struct cell *c = load->cells;
	struct intake_receipt receipt = {
		.given_number = c[ACCOUNT].text,
		.day = c[DAY].day,
		.amount_minor = c[AMOUNT].number,
		.batch_type = c[BATCH].text,
		.reference = c[REFERENCE].text,
		.import_id = load->import_id,
	};
	enum row_outcome outcome;

	if (receipt.amount_minor == 0)
		return (row_refuse(load, AMOUNT,
		    "a receipt of 0 pays nothing; write the amount or remove the row"));
	outcome = account_find_or_suspense(load, ACCOUNT, &receipt.account_id, e);
	if (outcome == ROW_LOADED)
		outcome = check_twin(load, &receipt, e);
	if (outcome != ROW_LOADED)
		return (outcome);
	if (intake_receipt_add(load->db, &receipt, e) != 0)
		return (ROW_FAILED);
	if (receipt.account_id == INTAKE_SUSPENSE_ID)
		notice_add(&load->notices, NOTICE_SUSPENSE,
		    "line %zu: account %s is not known; its receipt of %s went to the suspense "
		    "account %s",
		    load->row->line, receipt.given_number, c[AMOUNT].text, INTAKE_SUSPENSE_NUMBER);
	return (ROW_LOADED);
}

const struct interface INTERFACE_RECEIPTS = {
	.name = "receipts",
	.noun = "receipt",
	.columns = COLUMNS,
	.count = LENGTH(COLUMNS),
	.store = store_receipt,
};
