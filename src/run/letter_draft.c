#include "run/letter_draft.h"

#include "base/buf.h"
#include "base/date.h"
#include "run/invoice_draft.h"
#include "run/addresses.h"
#include "store/ledger.h"
#include "store/letter.h"
#include "store/run_look.h"
#include "store/sender.h"

/* One letter, while it is put together. */
struct letter_putting {
	struct letter letter;
	struct letter_entry *entries;
	size_t count, room;
};

struct letter_drafting {
	struct database *db;
	const struct letter_draft_order *order;
	struct letter_draft *letters;
	struct letter_candidate candidate; /* the account that gets it */
	struct arena arena;                /* for one letter */
	struct addresses addresses;
	struct buf number;
};

/* Add a line to the letter. */
static struct letter_entry *
add_letter_entry(struct letter_drafting *d, struct letter_putting *p)
{
	p->entries = arena_grow(&d->arena, p->entries, p->count, &p->room, sizeof(*p->entries));
	return (&p->entries[p->count++]);
}

/* ---- statements ------------------------------------------------------------------------------ */

/* Add an entry to one of three sums: billed, received, or everything else. */
static void
count_entry(struct letter *letter, const struct letter_entry *entry)
{
	if (strcmp(entry->kind, "INVOICE") == 0)
		letter->invoiced += entry->amount;
	else if (strcmp(entry->kind, "RECEIPT") == 0)
		letter->received -= entry->amount;
	else
		letter->adjusted += entry->amount;
}

/*
 * Make an opening balance part of the statement's opening sum, and not a movement. Its line, with
 * amount 0, only marks that it was stated. (An opening balance that came after a statement is a
 * movement like any other: that statement ended without it.)
 */
static void
make_opening(struct letter_entry *entry)
{
	entry->whole = entry->amount;
	entry->amount = 0;
}

/* Read the entries of the candidate, in the order of their days. */
static int
read_movements(struct letter_drafting *d, struct letter_putting *p, struct err *e)
{
	const struct letter_draft_order *order = d->order;
	bool extract = order->from_day != DATE_NONE;
	bool begins = extract || d->candidate.stated_to == DATE_NONE;
	struct letter_movement movement;
	struct letter_entry *entry;
	int rc;

	if (letter_movements_begin(d->db, d->candidate.account, order->from_day,
		order->run->end_day, e) != 0)
		return (-1);
	while ((rc = letter_movements_next(d->db, &d->arena, &movement, e)) == 1) {
		entry = add_letter_entry(d, p);
		*entry = (struct letter_entry){ .ledger = extract ? 0 : movement.ledger,
			.kind = movement.kind,
			.day = movement.day,
			.due_day = movement.due_day,
			.amount = movement.amount,
			.reference = movement.reference };
		if (strcmp(entry->kind, "OPENING") == 0 && begins)
			make_opening(entry);
		count_entry(&p->letter, entry);
	}
	return (rc);
}

/* Find the closing balance, and how old it is. */
static int
find_closing(struct letter_drafting *d, struct letter *letter, struct err *e)
{
	const int32_t day = d->order->run->end_day;
	struct ledger_ageing age;

	if (letter_balance(d->db, d->candidate.account, day, &letter->closing, e) < 0 ||
	    ledger_ageing_of(d->db, d->candidate.account, day, &age, e) != 0)
		return (-1);
	letter->band_0 = age.bands[0];
	letter->band_1 = age.bands[1];
	letter->band_2 = age.bands[2];
	letter->band_3 = age.bands[3];
	letter->band_4 = age.bands[4];
	return (0);
}

/* Draft a statement, unless nothing has moved. */
static int
draft_statement(struct letter_drafting *d, struct letter_putting *p, struct err *e)
{
	const struct letter_draft_order *order = d->order;
	const int32_t stated_to = d->candidate.stated_to;
	struct letter *letter = &p->letter;
	int64_t balance;
	size_t i;

	if (read_movements(d, p, e) != 0)
		return (-1);
	if (p->count == 0)
		return (0);
	if (find_closing(d, letter, e) != 0)
		return (-1);

	/* The opening balance is the closing one without the movements. */
	balance = letter->opening =
	    letter->closing - letter->invoiced + letter->received - letter->adjusted;
	for (i = 0; i < p->count; i++)
		p->entries[i].balance = balance += p->entries[i].amount;
	letter->due_day = DATE_NONE;
	letter->from_day = order->from_day != DATE_NONE ? order->from_day
	    : stated_to != DATE_NONE                    ? stated_to + 1
							: p->entries[0].day;
	if (letter->from_day > order->run->end_day)
		letter->from_day = order->run->end_day;
	return (0);
}

/* ---- reminders ------------------------------------------------------------------------------- */

/* A debt of an account, and how much of it is still open. */
struct debt {
	int64_t invoice; /* 0: it is no invoice */
	int64_t whole, open;
	int32_t due, day;
	const char *reference;
	int64_t level; /* level of its last reminder; 0: it had none */
	int32_t last; /* day of its last reminder */
};

/* The debts of an account, the oldest first, and the money that came in. */
struct debts {
	struct debt *list;
	size_t count, room;
	int64_t credit;
};

/* Take the amount of a reversal off its invoice; false if that is not in the list. */
static bool
take_back(struct debts *debts, int64_t invoice, int64_t amount)
{
	size_t i;

	for (i = 0; i < debts->count; i++) {
		if (debts->list[i].invoice != invoice)
			continue;
		debts->list[i].open += amount;
		return (true);
	}
	return (false);
}

/* Read the entries of the account as debts and credit. */
static int
read_debts(struct letter_drafting *d, struct debts *debts, struct err *e)
{
	struct letter_debt row;
	int rc;

	if (letter_debts_begin(d->db, d->candidate.account, e) != 0)
		return (-1);
	while ((rc = letter_debts_next(d->db, &d->arena, &row, e)) == 1) {
		/*
		 * A reversal comes after its invoice, which has the same due day and an earlier
		 * row.
		 */
		if (strcmp(row.kind, "REVERSAL") == 0 && take_back(debts, row.reverses, row.amount))
			continue;
		if (row.amount < 0) {
			debts->credit -= row.amount;
			continue;
		}
		debts->list = arena_grow(&d->arena, debts->list, debts->count, &debts->room,
		    sizeof(*debts->list));
		debts->list[debts->count++] =
		    (struct debt){ .invoice = strcmp(row.kind, "INVOICE") == 0 ? row.invoice : 0,
			    .whole = row.amount,
			    .open = row.amount,
			    .due = row.due_day,
			    .day = row.day,
			    .reference = row.reference,
			    .level = row.level,
			    .last = row.reminded_day };
	}
	return (rc);
}

/*
 * The credit pays the oldest debts. A debt below zero is credit too: an invoice of a negative
 * amount, or what a reversal has taken back too much.
 */
static void
pay_debts(struct debts *debts)
{
	size_t i;

	for (i = 0; i < debts->count; i++)
		if (debts->list[i].open < 0) {
			debts->credit -= debts->list[i].open;
			debts->list[i].open = 0;
		}
	for (i = 0; i < debts->count; i++) {
		int64_t paid =
		    debts->credit < debts->list[i].open ? debts->credit : debts->list[i].open;

		debts->list[i].open -= paid;
		debts->credit -= paid;
	}
}

/* Is this debt due for a reminder? */
static bool
is_ripe(const struct letter_draft_order *order, const struct debt *debt)
{
	const struct settings *settings = order->settings;

	if (debt->invoice == 0 || debt->open <= 0 ||
	    order->run->end_day - debt->due < order->days_overdue)
		return (false);
	if (debt->level == 0)
		return (true);
	return (debt->level < settings->reminder_levels &&
	    order->run->run_day - debt->last >= settings->reminder_again_days);
}

/* Draft a reminder, unless no invoice is due for one, or the sum is too small. */
static int
draft_reminder(struct letter_drafting *d, struct letter_putting *p, struct err *e)
{
	const struct letter_draft_order *order = d->order;
	struct letter *letter = &p->letter;
	struct debts debts = { 0 };
	size_t i;

	if (read_debts(d, &debts, e) != 0)
		return (-1);
	pay_debts(&debts);
	for (i = 0; i < debts.count; i++) {
		const struct debt *debt = &debts.list[i];

		if (!is_ripe(order, debt))
			continue;
		letter->invoiced += debt->open;
		*add_letter_entry(d, p) = (struct letter_entry){ .invoice = debt->invoice,
			.level = debt->level + 1,
			.kind = "INVOICE",
			.day = debt->day,
			.due_day = debt->due,
			.days_late = order->run->end_day - debt->due,
			.reference = debt->reference,
			.whole = debt->whole,
			.amount = debt->open,
			.balance = letter->invoiced };
		letter->level = debt->level + 1 > letter->level ? debt->level + 1 : letter->level;
	}
	letter->closing = letter->invoiced;
	letter->from_day = p->count > 0 ? p->entries[0].day : order->run->end_day;
	letter->due_day = order->run->run_day + order->settings->reminder_pay_days;
	if (letter->closing < order->minimum_minor)
		p->count = 0;
	return (0);
}

/* ---- both ------------------------------------------------------------------------------------ */

/* Record that an account gets no letter. Both texts are copied. */
static void
add_refusal(struct letter_draft *letters, int64_t account, const char *number_text, const char *why)
{
	letters->refused = arena_grow(&letters->arena, letters->refused, letters->refused_count,
	    &letters->refused_room, sizeof(*letters->refused));
	letters->refused[letters->refused_count++] = (struct letter_draft_refusal){ account,
		arena_string(&letters->arena, number_text), arena_string(&letters->arena, why) };
}

static bool
is_refused(const struct letter_draft *letters, int64_t account)
{
	size_t i;

	for (i = 0; i < letters->refused_count; i++)
		if (letters->refused[i].account == account)
			return (true);
	return (false);
}

/* Store the lines of a letter. */
static int
store_letter(struct letter_drafting *d, struct letter_putting *p, struct err *e)
{
	const struct letter_draft_order *order = d->order;
	const struct addresses *a = &d->addresses;
	struct letter *letter = &p->letter;
	int64_t id;
	size_t i;

	letter->run = order->run->id;
	letter->sequence = ++d->letters->count;
	buf_reset(&d->number);
	buf_printf(&d->number, "%c%s-%05lld", order->reminders ? 'R' : 'S', letter->run,
	    (long long)letter->sequence);
	letter->number = buf_text(&d->number);
	letter->kind = order->reminders ? "REMINDER" : "STATEMENT";
	letter->account = d->candidate.account;
	letter->letter_day = order->run->run_day;
	letter->to_day = order->run->end_day;
	letter->recipient = buf_text(&a->recipient);
	letter->payer = buf_text(&a->payer);
	letter->supply_address = buf_text(&a->supply);
	letter->language = order->settings->language;
	letter->delivery = a->by_email ? "EMAIL" : "POSTAL";
	if (letter_add(d->db, letter, &id, e) != 0)
		return (-1);
	for (i = 0; i < p->count; i++)
		if (letter_add_entry(d->db, id, (int64_t)i + 1, &p->entries[i], e) != 0)
			return (-1);
	return (0);
}

/* Draft the letter of the candidate, if it gets one. */
static int
draft_letter(struct letter_drafting *d, struct err *e)
{
	struct letter_putting p = { .entries = NULL };

	if (is_refused(d->letters, d->candidate.account))
		return (0);
	if ((d->order->reminders ? draft_reminder(d, &p, e) : draft_statement(d, &p, e)) != 0)
		return (-1);
	if (p.count == 0)
		return (0);
	if (addresses_find(&d->addresses, d->db, d->candidate.account, e) != 0)
		return (-1);
	if (!d->addresses.by_email && !d->addresses.has_street) {
		add_refusal(d->letters, d->candidate.account, d->candidate.number,
		    "the customer has neither a usable email address nor a postal one; correct the "
		    "row in customers");
		return (0);
	}
	return (store_letter(d, &p, e));
}

int
letter_draft_clear(struct database *db, const char *run, struct err *e)
{
	if (letter_clear(db, run, e) != 0 || run_look_clear(db, run, e) != 0)
		return (-1);
	return (sender_clear(db, run, e));
}

/* Draft all letters, on a run without any. */
static int
draft_run(struct letter_drafting *d, struct err *e)
{
	const struct letter_draft_order *order = d->order;
	const char *run = order->run->id;
	int rc;

	if (letter_draft_clear(d->db, run, e) != 0 || letter_begin(d->db, run, e) != 0)
		return (-1);
	d->letters->count = 0;
	while ((rc = letter_next(d->db, &d->arena, &d->candidate, e)) == 1) {
		if (draft_letter(d, e) != 0)
			return (-1);
		arena_reset(&d->arena);
	}
	return (rc != 0 ? -1
			: invoice_draft_senders(d->db, order->settings, run,
			      order->reminders ? order->settings->reminder_layout
					       : order->settings->statement_layout,
			      e));
}

int
letter_draft_make(struct database *db, const struct letter_draft_order *order,
    struct letter_draft *letters, struct err *e)
{
	struct letter_drafting d = {
		.db = db, .order = order, .letters = letters, .arena = ARENA_EMPTY
	};
	int rc = draft_run(&d, e);

	arena_release(&d.arena);
	addresses_release(&d.addresses);
	buf_release(&d.number);
	return (rc);
}

int
letter_draft_refuse(struct database *db, struct letter_draft *letters, int64_t letter,
    const char *why, struct err *e)
{
	struct letter_account of;

	if (letter_find_account(db, letter, &letters->arena, &of, e) != 1)
		return (-1);
	add_refusal(letters, of.account, of.number, why);
	return (0);
}

void
letter_draft_release(struct letter_draft *letters)
{
	arena_release(&letters->arena);
}

int
letter_draft_keep_made(struct database *db, const struct made *made, struct err *e)
{
	struct made_document document;
	int64_t place;

	for (place = 0; place < made->count; place++) {
		const struct made_file *file = &document.file;
		struct letter_made kept;

		if (made_get(made, place, &document, e) != 0)
			return (-1);
		kept = (struct letter_made){ document.invoice, file->pages, file->bytes,
			file->sha256, file->bundle, file->sheet };
		if (letter_keep_made(db, &kept, e) != 0)
			return (-1);
	}
	return (0);
}
