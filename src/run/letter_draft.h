#ifndef RUN_LETTER_DRAFT_H
#define RUN_LETTER_DRAFT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "run/made.h"
#include "config/settings.h"
#include "store/database.h"
#include "store/run.h"

/*
 * letter_draft: which accounts get a statement or a reminder, and its contents. All that a letter
 * will ever state is stored in its rows, in the database transaction in which its file is made too:
 * there are no drafts that a crash could leave.
 *
 * A statement states the ledger's entries up to run->end_day that no statement has stated yet. Its
 * opening balance is the closing one of the statement before, even where an entry came late: the
 * next statement has it, with its own day. With a first day it is an extract: the entries from then
 * on, stated before or not, and they can be stated again.
 *
 * A reminder names the invoices that are overdue. The open amount of an invoice: a reversal takes
 * back the invoice that it reverses; all other money that came in, of whatever day, pays the oldest
 * debt first (as in store/ledger.h). The level of an invoice rises by one with each reminder, and
 * no two reminders list it at the same level; the next level waits for
 * settings->reminder_again_days, and after the last there is none.
 */

struct letter_draft_order {
	const struct run *run; /* end_day: the last day stated, or the day to remind on */
	const struct settings *settings;
	bool reminders;
	int32_t from_day;      /* first day of extracts; DATE_NONE for statements */
	int days_overdue; /* least age and amount of a reminder, in days and in minor units */
	int64_t minimum_minor;
};

/* An account that should get a letter and cannot, and why. */
struct letter_draft_refusal {
	int64_t account;
	const char *number;
	const char *why;
};

struct letter_draft {
	struct arena arena;
	struct letter_draft_refusal *refused;
	size_t refused_count, refused_room;
	int64_t count; /* number of letters */
};

/*
 * Write the letters of the run's buildings and accounts, in the order of building code and account
 * number, and their senders; letters of an earlier try are removed. Accounts that were refused
 * before get none; an account without an address is refused. Call inside a database transaction.
 */
int letter_draft_make(struct database *db, const struct letter_draft_order *order,
    struct letter_draft *letters, struct err *e) NODISCARD;

/*
 * Refuse a letter that cannot be made, with the reason `why`: the next draft leaves its account
 * out.
 */
int letter_draft_refuse(struct database *db, struct letter_draft *letters, int64_t letter,
    const char *why, struct err *e) NODISCARD;
void letter_draft_release(struct letter_draft *letters);

/* Store pages, bytes and hashes of the letters that were made. */
int letter_draft_keep_made(struct database *db, const struct made *made, struct err *e) NODISCARD;

/* Remove the letters of a run that is not DONE: an earlier try, or a preview. */
int letter_draft_clear(struct database *db, const char *run, struct err *e) NODISCARD;

#endif
