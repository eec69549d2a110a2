#ifndef REPORT_MODEL_H
#define REPORT_MODEL_H

#include <stdint.h>

#include "base/arena.h"
#include "document/document.h"
#include "config/settings.h"
#include "store/database.h"

/*
 * model: reads the frozen rows of an invoice, or of a letter (a statement, a reminder), into the
 * document model that it is drawn from.
 */

struct model {
	int64_t invoice; /* id of its row; of a letter, of the letter's row */
	int64_t sequence;
	const char *file; /* "EMAIL/INV-0000001-100234.pdf": its place in the run's folder */
	const char *delivery; /* "EMAIL" or "POSTAL" */
	const char *building_code;
	const char *sales_cust_number;
	const char *email;
	int64_t balance_before_minor;
	int pages;
	int64_t bytes;
	const char *sha256;
	int bundle; /* its bundle in POSTAL/print, 0 if there is none */
	int64_t sheet;
	bool issued;
	const char *history; /* as chart.h writes it; valid for an issued invoice */
	struct model_copy {
		const char *recipient; /* address lines; "": there is no copy */
		int pages;
		int64_t bytes;
		const char *sha256;
		int bundle;
		int64_t sheet;
	} copy; /* the copy that somebody else gets by post */
	const char *cycle, *product; /* those of the account */
	int32_t since; /* first day on which the account was this customer's */
	struct document_model document;
};

/* A loop over the documents of a run: its invoices or, if it has such, its letters. */
struct model_list {
	struct database *db;
	const struct settings *settings;
	bool letters; /* the run has letters; set by model_begin */
};

/*
 * Begin the documents whose sequence leaves `shard` when divided by `shards` (0 and 1 for all), in
 * the order of their numbers. The caller has set db and settings.
 */
int model_begin(struct model_list *list, const char *run, int shards, int shard,
    struct err *e) NODISCARD;

/*
 * The next one: 1, 0 at the end, -1. Strings in arena, which the caller resets between. Lines,
 * reads and taxes are left out unless `whole`.
 */
int model_next(struct model_list *list, bool whole, struct arena *arena, struct model *model,
    struct err *e) NODISCARD;

/* Read one invoice, or letter, by its row, whole; `list` has db and settings. 0 or -1. */
int model_find(struct model_list *list, bool letter, int64_t id, struct arena *arena,
    struct model *model, struct err *e) NODISCARD;

/*
 * Make the model of an invoice's copy for somebody else: delivery COPY, with the file, address and
 * figures of the copy. Returns false if there is no copy. Its strings are the model's, or in arena.
 */
bool model_copy(const struct model *model, struct arena *arena, struct model *copy);

#endif
