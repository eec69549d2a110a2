#ifndef PRODUCE_PRINT_PLAN_H
#define PRODUCE_PRINT_PLAN_H

#include "base/arena.h"
#include "document/bundle.h"
#include "run/made.h"
#include "config/settings.h"
#include "store/database.h"
#include "store/print_order.h"

/*
 * print_plan: plans which document is printed on which sheets: the sets of a run, or of a
 * supplement, in the order of printing, and the bundles that they fill. Sets lie in a spill, in
 * order; memory holds the bundles.
 */

/* A set: one invoice or letter, or a copy of one. */
struct print_set {
	enum print_what what;
	int pages, sheets;
	int bundle; /* its bundle, from 1 */
	int64_t sheet; /* its first sheet in the run */
	int64_t invoice, place; /* id of its row; its place in the run, from 0 */
	struct spill_text file; /* text in `texts`: its name in the part */
	char sha256[HASH_HEX_SIZE];
};

/* The facts of a set for the cover. */
struct print_label {
	const char *number, *account, *postcode;
};

struct print_bundle {
	const char *home; /* the run that issued its documents */
	int64_t begin, end; /* index of its first set, and of the one after its last */
	int64_t sheet, sheets; /* its first sheet, and how many it has */
	struct print_label first, last;
};

struct print_plan {
	struct arena arena;
	struct spill sets, texts;
	int64_t count;
	struct print_bundle *bundles;
	size_t bundle_count, room;
	int64_t sheets;
	/* facts of the last set */
	struct buf number, account, postcode;
};
#define PRINT_PLAN_EMPTY { .sets = SPILL_CLOSED, .texts = SPILL_CLOSED }

/* The data for making a plan. */
struct print_planning {
	struct database *db;
	const struct settings *settings;
	const struct bundle_style *style;
	const char *run;
	const struct made *made; /* of a run that is drawn and not issued: pages and hashes come
	                            from here; else NULL */
	bool issued; /* refuse a set that would be on another sheet than when the run was issued */
};

/* Begin an empty plan beside the files of the part. */
int print_plan_open(struct print_plan *plan, const struct publish_part *part,
    struct err *e) NODISCARD;
void print_plan_close(struct print_plan *plan);

/*
 * Add the documents of the run, or those that it has as a supplement. Returns 0, or -1: ERR_REJECT
 * for one that `issued` refuses.
 */
int print_plan_add(struct print_plan *plan, const struct print_planning *planning, bool supplement,
    struct err *e) NODISCARD;

/* Read the set of an index, from 0; and the name of its file. */
int print_plan_get(const struct print_plan *plan, int64_t index, struct print_set *set,
    struct err *e) NODISCARD;
int print_plan_file(const struct print_plan *plan, const struct print_set *set, struct buf *name,
    struct err *e) NODISCARD;

#endif
