#ifndef REPORT_MODEL_H
#define REPORT_MODEL_H

#include <stdint.h>

#include "base/arena.h"
#include "document/document.h"
#include "config/settings.h"
#include "store/database.h"

/*
 * model: the frozen rows of an invoice, or of a letter (a statement, a reminder), as the document
 * that is drawn from them.
 */

struct model {
	int64_t invoice; /* row id; of a letter, that of the letter */
	int64_t sequence;
	const char *file; /* "EMAIL/INV-0000001-100234.pdf": where it goes in the run's folder */
	const char *delivery; /* "EMAIL" or "POSTAL" */
	const char *building_code;
	const char *sales_cust_number;
	const char *email;
	int64_t balance_before_minor;
	int pages;
	int64_t bytes;
	const char *sha256;
	int bundle; /* of POSTAL/print, 0 if there is none */
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
	int32_t since; /* first day that is the customer's */
	struct document_model document;
};

/* The documents of a run on their way: its invoices or, if it has such, its letters. */
struct model_list {
	struct database *db;
	const struct settings *settings;
	bool letters; /* they are letters: set by model_begin */
};

/*
 * Begin those whose sequence leaves `shard` when divided by `shards`; 1 and 0 for all. By number.
 * db and settings are set.
 */
int model_begin(struct model_list *list, const char *run, int shards, int shard,
    struct err *e) NODISCARD;

/*
 * The next one: 1, 0 at the end, -1. Strings in arena, which the caller resets between. Lines,
 * reads and taxes are left out unless `whole`.
 */
int model_next(struct model_list *list, bool whole, struct arena *arena, struct model *model,
    struct err *e) NODISCARD;

/* One invoice, or letter, by its row, whole; `list` has db and settings. 0 or -1. */
int model_find(struct model_list *list, bool letter, int64_t id, struct arena *arena,
    struct model *model, struct err *e) NODISCARD;

/*
 * The same invoice as somebody else gets it: delivery COPY, with the file, address and figures of
 * the copy. Returns false if nobody does. Its strings are the model's, or in arena.
 */
bool model_copy(const struct model *model, struct arena *arena, struct model *copy);

#endif
