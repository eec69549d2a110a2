#ifndef EXPORT_MODEL_H
#define EXPORT_MODEL_H

#include <stdint.h>

#include "base/arena.h"
#include "document/document.h"
#include "run/settings.h"
#include "store/database.h"

/* model: an invoice's frozen rows as the document that is drawn from them. */

struct model {
	int64_t invoice; /* row id */
	int64_t sequence;
	const char *file;     /* "EMAIL/INV-0000001-100234.pdf": where it goes in the run's folder */
	const char *delivery; /* "EMAIL" or "POSTAL" */
	const char *building_code;
	const char *sales_cust_number;
	const char *email;
	int64_t balance_before_minor;
	int pages;
	int64_t bytes;
	const char *sha256;
	int bundle;     /* of POSTAL/print, 0 if there is none */
	int64_t sheet;
	bool issued;
	const char *history; /* as chart.h writes it; of an issued invoice */
	struct model_copy {
		const char *recipient; /* lines; "": there is none */
		int pages;
		int64_t bytes;
		const char *sha256;
		int bundle;
		int64_t sheet;
	} copy; /* for somebody else, by post */
	const char *cycle, *product; /* the account's */
	int32_t since;       /* first day that is the customer's */
	struct document_model document;
};

/* Begin the invoices of a run whose sequence leaves `shard` when divided by `shards`; 1 and 0 for all. By number. */
int model_begin(struct database *db, const char *run, int shards, int shard, struct err *e) NODISCARD;

/*
 * The next one: 1, 0 at the end, -1. Strings in arena, which the caller resets between. Lines, reads and taxes are left out
 * unless `whole`.
 */
int model_next(struct database *db, const struct settings *settings, bool whole, struct arena *arena, struct model *model,
    struct err *e) NODISCARD;

/* One invoice by its row, whole. 0 or -1. */
int model_find(struct database *db, const struct settings *settings, int64_t invoice, struct arena *arena, struct model *model,
    struct err *e) NODISCARD;

/*
 * The same invoice as somebody else gets it: delivery COPY, with the file, address and figures of the copy. Returns false if nobody
 * does. Its strings are the model's, or in arena.
 */
bool model_copy(const struct model *model, struct arena *arena, struct model *copy);

#endif
