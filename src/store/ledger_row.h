#ifndef STORE_LEDGER_ROW_H
#define STORE_LEDGER_ROW_H

#include <stdint.h>

/* ledger_row: an entry of the ledger as it is posted (statement LEDGER_ADD), for store alone. */
struct ledger_row {
	int64_t account;
	int32_t day;
	const char *kind; /* OPENING, RECEIPT, ADJUSTMENT */
	int64_t amount_minor; /* positive: the customer owes it */
	int32_t due_day;      /* or DATE_NONE */
	/* the fact that it books, such as an invoice number; unique for its kind */
	const char *source;
};

#endif
