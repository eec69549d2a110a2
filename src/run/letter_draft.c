#include "run/letter_draft.h"

#include "base/buf.h"
#include "base/date.h"
#include "run/draft.h"
#include "run/recipient.h"
#include "store/ledger.h"

/* Columns of LETTER_CANDIDATES. */
enum addressee_column {
	COL_ACCOUNT,
	COL_BUILDING,
	COL_NUMBER,
	COL_NAME,
	COL_POSTAL_NAME,
	COL_POSTAL_1,
	COL_POSTAL_2,
	COL_POSTAL_TOWN,
	COL_POSTAL_COUNTRY,
	COL_POSTCODE,
	COL_DELIVERY,
	COL_EMAIL,
	COL_CC_EMAIL,
	COL_LANGUAGE,
	COL_SITE,
	COL_B_COUNTRY,
	COL_B_NAME,
	COL_B_1,
	COL_B_2,
	COL_B_TOWN,
	COL_STATED_TO,
	COL_PLACE,
};

/* A row of a letter. */
struct entry {
	int64_t ledger, invoice; /* row ids; 0: none */
	int level;
	const char *kind;
	int32_t day, due;
	int late;
	const char *reference;
	int64_t whole, amount, balance;
};

/* One letter while it is being put together. */
struct letter {
	struct entry *entries;
	size_t count, room;
	int level;
	int32_t due, from;
	int64_t opening, invoiced, received, adjusted, closing;
	struct ledger_ageing age;
};

struct letter_drafting {
	struct database *db;
	const struct letter_draft_order *order;
	struct letter_draft *letters;
	struct arena arena; /* of one letter */
	struct buf recipient, payer, supply, number;
};

static const char *
addressee_text(const struct letter_drafting *d, enum addressee_column column)
{
	return (database_text(d->db, SQL_LETTER_CANDIDATES, (int)column));
}

static int64_t
addressee_number(const struct letter_drafting *d, enum addressee_column column)
{
	return (database_int(d->db, SQL_LETTER_CANDIDATES, (int)column));
}

/* Append a row. */
static struct entry *
add_letter_entry(struct letter_drafting *d, struct letter *letter)
{
	letter->entries = arena_grow(&d->arena, letter->entries, letter->count, &letter->room,
	    sizeof(*letter->entries));
	return (&letter->entries[letter->count++]);
}

/* ---- statements ------------------------------------------------------------------------------ */

/*
 * Count an entry into the sum that it belongs to: what was billed, what came in, and everything
 * else.
 */
static void
count_entry(struct letter *letter, const struct entry *entry)
{
	if (strcmp(entry->kind, "INVOICE") == 0)
		letter->invoiced += entry->amount;
	else if (strcmp(entry->kind, "RECEIPT") == 0)
		letter->received -= entry->amount;
	else
		letter->adjusted += entry->amount;
}

/*
 * What the account began with is no movement: it is in the sum that the statement begins with. Its
 * row says only that it has been stated. One that came after a statement is a movement like any
 * other, for that statement ended without it.
 */
static void
make_opening(struct entry *entry)
{
	entry->whole = entry->amount;
	entry->amount = 0;
}

/* The entries of the account that the query of candidates stands on, in the order of their days. */
static int
read_movements(struct letter_drafting *d, struct letter *letter, struct err *e)
{
	const enum statement id = SQL_LETTER_MOVEMENTS;
	const struct letter_draft_order *order = d->order;
	bool extract = order->from_day != DATE_NONE;
	bool begins = extract || database_null(d->db, SQL_LETTER_CANDIDATES, COL_STATED_TO);
	int rc;

	if (database_query(d->db, id, e, "idd", addressee_number(d, COL_ACCOUNT),
		order->run->end_day, order->from_day) != 0)
		return (-1);
	while ((rc = database_step(d->db, id, e)) == 1) {
		struct entry *entry = add_letter_entry(d, letter);

		*entry = (struct entry){ .ledger = extract ? 0 : database_int(d->db, id, 0),
			.kind = arena_string(&d->arena, database_text(d->db, id, 2)),
			.day = database_day(d->db, id, 1),
			.due = database_day(d->db, id, 4),
			.amount = database_int(d->db, id, 3),
			.reference = arena_string(&d->arena, database_text(d->db, id, 5)) };
		if (strcmp(entry->kind, "OPENING") == 0 && begins)
			make_opening(entry);
		count_entry(letter, entry);
	}
	return (rc);
}

/* A statement, or nothing if nothing has moved. */
static int
draft_statement(struct letter_drafting *d, struct letter *letter, struct err *e)
{
	const struct letter_draft_order *order = d->order;
	int32_t stated = database_day(d->db, SQL_LETTER_CANDIDATES, COL_STATED_TO);
	int64_t account = addressee_number(d, COL_ACCOUNT), balance = 0;
	size_t i;

	if (read_movements(d, letter, e) != 0)
		return (-1);
	if (letter->count == 0)
		return (0);
	if (database_number(d->db, SQL_LETTER_BALANCE, &letter->closing, e, "id", account,
		order->run->end_day) < 0 ||
	    ledger_ageing_of(d->db, account, order->run->end_day, &letter->age, e) != 0)
		return (-1);

	/* What it begins with is what it ends with, less all that it states. */
	balance = letter->opening =
	    letter->closing - letter->invoiced + letter->received - letter->adjusted;
	for (i = 0; i < letter->count; i++)
		letter->entries[i].balance = balance += letter->entries[i].amount;
	letter->due = DATE_NONE;
	letter->from = order->from_day != DATE_NONE ? order->from_day
	    : stated != DATE_NONE                   ? stated + 1
						    : letter->entries[0].day;
	if (letter->from > order->run->end_day)
		letter->from = order->run->end_day;
	return (0);
}

/* ---- reminders ------------------------------------------------------------------------------- */

/* A debt of an account, and what is left of it. */
struct debt {
	int64_t invoice; /* 0: it is none */
	int64_t whole, open;
	int32_t due, day;
	const char *reference;
	int level; /* of its last reminder; 0: none */
	int32_t last; /* when that was */
};

/* What somebody owes, oldest first; and the money that came in. */
struct debts {
	struct debt *list;
	size_t count, room;
	int64_t credit;
};

/* Take a reversal back from its invoice; false if that is not there. */
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

/* The entries of the account as debts and credit. */
static int
read_debts(struct letter_drafting *d, struct debts *debts, struct err *e)
{
	const enum statement id = SQL_LETTER_DEBTS;
	int rc;

	if (database_query(d->db, id, e, "i", addressee_number(d, COL_ACCOUNT)) != 0)
		return (-1);
	while ((rc = database_step(d->db, id, e)) == 1) {
		int64_t amount = database_int(d->db, id, 1);
		bool invoice = strcmp(database_text(d->db, id, 0), "INVOICE") == 0;

		/*
		 * An invoice has the due day of its reversal and an earlier row, so it is there by
		 * now.
		 */
		if (strcmp(database_text(d->db, id, 0), "REVERSAL") == 0 &&
		    take_back(debts, database_int(d->db, id, 6), amount))
			continue;
		if (amount < 0) {
			debts->credit -= amount;
			continue;
		}
		debts->list = arena_grow(&d->arena, debts->list, debts->count, &debts->room,
		    sizeof(*debts->list));
		debts->list[debts->count++] =
		    (struct debt){ .invoice = invoice ? database_int(d->db, id, 5) : 0,
			    .whole = amount,
			    .open = amount,
			    .due = database_day(d->db, id, 2),
			    .day = database_day(d->db, id, 3),
			    .reference = arena_string(&d->arena, database_text(d->db, id, 4)),
			    .level = (int)database_int(d->db, id, 7),
			    .last = database_day(d->db, id, 8) };
	}
	return (rc);
}

/* The credit pays the oldest debts. A reversal of something negative has left credit too. */
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

/* Is it time to remind of this one? */
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

/* A reminder, or nothing if nothing is ripe or it is too little. */
static int
draft_reminder(struct letter_drafting *d, struct letter *letter, struct err *e)
{
	const struct letter_draft_order *order = d->order;
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
		*add_letter_entry(d, letter) = (struct entry){ .invoice = debt->invoice,
			.level = debt->level + 1,
			.kind = "INVOICE",
			.day = debt->day,
			.due = debt->due,
			.late = order->run->end_day - debt->due,
			.reference = debt->reference,
			.whole = debt->whole,
			.amount = debt->open,
			.balance = letter->invoiced };
		letter->level = debt->level + 1 > letter->level ? debt->level + 1 : letter->level;
	}
	letter->closing = letter->invoiced;
	letter->from = letter->count > 0 ? letter->entries[0].day : order->run->end_day;
	letter->due = order->run->run_day + order->settings->reminder_pay_days;
	if (letter->closing < order->minimum_minor)
		letter->count = 0;
	return (0);
}

/* ---- both ------------------------------------------------------------------------------------ */

/* Who gets it, and where the service is. */
static void
make_addresses(struct letter_drafting *d)
{
	const struct recipient recipient = { addressee_text(d, COL_POSTAL_NAME)[0] != '\0'
		    ? addressee_text(d, COL_POSTAL_NAME)
		    : addressee_text(d, COL_NAME),
		addressee_text(d, COL_POSTAL_1), addressee_text(d, COL_POSTAL_2),
		addressee_text(d, COL_POSTAL_TOWN), addressee_text(d, COL_POSTAL_COUNTRY),
		addressee_text(d, COL_POSTCODE), addressee_text(d, COL_PLACE) };
	const char *const parts[] = { addressee_text(d, COL_B_NAME), addressee_text(d, COL_B_1),
		addressee_text(d, COL_B_2), addressee_text(d, COL_B_TOWN) };

	recipient_write(&recipient, addressee_text(d, COL_B_COUNTRY), &d->recipient);
	recipient_payer(&recipient, addressee_text(d, COL_B_COUNTRY), &d->payer);
	recipient_join(parts, LENGTH(parts), &d->supply);
}

/* Remember that an account gets none. Both texts are copied. */
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

/* The rows of a letter. */
static int
store_letter(struct letter_drafting *d, const struct letter *t, bool email, struct err *e)
{
	const struct letter_draft_order *order = d->order;
	const int64_t *bands = t->age.bands;
	const char *language = addressee_text(d, COL_LANGUAGE)[0] != '\0'
	    ? addressee_text(d, COL_LANGUAGE)
	    : order->settings->language;
	size_t i;

	buf_reset(&d->number);
	buf_printf(&d->number, "%c%s-%05lld", order->reminders ? 'R' : 'S', order->run->id,
	    (long long)++d->letters->count);
	if (database_run(d->db, SQL_LETTER_ADD, e, "sissiiiddddsssssssssiiiiiiiiiis",
		order->run->id, d->letters->count, buf_text(&d->number),
		order->reminders ? "REMINDER" : "STATEMENT", (int64_t)t->level,
		addressee_number(d, COL_ACCOUNT), addressee_number(d, COL_BUILDING),
		order->run->run_day, t->due, t->from, order->run->end_day,
		addressee_text(d, COL_NAME), buf_text(&d->recipient),
		addressee_text(d, COL_POSTCODE), buf_text(&d->supply), addressee_text(d, COL_SITE),
		language, email ? "EMAIL" : "POSTAL", email ? addressee_text(d, COL_EMAIL) : "",
		email ? addressee_text(d, COL_CC_EMAIL) : "", t->opening, t->invoiced, t->received,
		t->adjusted, t->closing, bands[0], bands[1], bands[2], bands[3], bands[4],
		buf_text(&d->payer)) != 0)
		return (-1);
	for (i = 0; i < t->count; i++) {
		const struct entry *x = &t->entries[i];

		if (database_run(d->db, SQL_LETTER_ENTRY_ADD, e, "siiiisddisiii",
			buf_text(&d->number), (int64_t)i + 1, x->ledger, x->invoice,
			(int64_t)x->level, x->kind, x->day, x->due, (int64_t)x->late, x->reference,
			x->whole, x->amount, x->balance) != 0)
			return (-1);
	}
	return (0);
}

/* The letter of the account that the query stands on, if it gets one. */
static int
draft_letter(struct letter_drafting *d, struct err *e)
{
	bool email = strcmp(addressee_text(d, COL_DELIVERY), "EMAIL") == 0 &&
	    account_email_is_usable(addressee_text(d, COL_EMAIL));
	struct letter letter = { .entries = NULL };

	if (is_refused(d->letters, addressee_number(d, COL_ACCOUNT)))
		return (0);
	if ((d->order->reminders ? draft_reminder(d, &letter, e)
				 : draft_statement(d, &letter, e)) != 0)
		return (-1);
	if (letter.count == 0)
		return (0);
	if (!email && addressee_text(d, COL_POSTAL_1)[0] == '\0' &&
	    addressee_text(d, COL_POSTAL_2)[0] == '\0') {
		add_refusal(d->letters, addressee_number(d, COL_ACCOUNT),
		    addressee_text(d, COL_NUMBER),
		    "the customer has neither a usable email address nor a postal one; correct the "
		    "row in customers");
		return (0);
	}
	make_addresses(d);
	return (store_letter(d, &letter, email, e));
}

int
letter_draft_clear(struct database *db, const char *run, struct err *e)
{
	static const enum statement steps[] = { SQL_LETTER_CLEAR_ENTRIES, SQL_LETTER_CLEAR,
		SQL_DRAFT_CLEAR_PICTURES, SQL_DRAFT_CLEAR_LOOK, SQL_DRAFT_CLEAR_SENDERS };
	size_t i;

	for (i = 0; i < LENGTH(steps); i++)
		if (database_run(db, steps[i], e, "s", run) != 0)
			return (-1);
	return (0);
}

/* All of them, on an empty run. */
static int
draft_run(struct letter_drafting *d, struct err *e)
{
	const struct letter_draft_order *order = d->order;
	const char *run = order->run->id;
	int rc;

	if (letter_draft_clear(d->db, run, e) != 0 ||
	    database_query(d->db, SQL_LETTER_CANDIDATES, e, "s", run) != 0)
		return (-1);
	d->letters->count = 0;
	while ((rc = database_step(d->db, SQL_LETTER_CANDIDATES, e)) == 1) {
		if (draft_letter(d, e) != 0)
			return (-1);
		arena_reset(&d->arena);
	}
	return (rc != 0 ? -1
			: draft_senders(d->db, order->settings, run,
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
	buf_release(&d.recipient);
	buf_release(&d.payer);
	buf_release(&d.supply);
	buf_release(&d.number);
	return (rc);
}

int
letter_draft_refuse(struct database *db, struct letter_draft *letters, int64_t letter,
    const char *why, struct err *e)
{
	const enum statement id = SQL_LETTER_ACCOUNT;

	if (database_query(db, id, e, "i", letter) != 0 || database_step(db, id, e) != 1)
		return (-1);
	add_refusal(letters, database_int(db, id, 0), database_text(db, id, 1), why);
	database_done(db, id);
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
	struct made_document letter;
	int64_t place;

	for (place = 0; place < made->count; place++) {
		const struct made_file *file = &letter.file;

		if (made_get(made, place, &letter, e) != 0 ||
		    database_run(db, SQL_LETTER_MADE, e, "iisiii", (int64_t)file->pages,
			file->bytes, file->sha256, letter.invoice, (int64_t)file->bundle,
			file->sheet) != 0)
			return (-1);
	}
	return (0);
}

int
letter_draft_queue(struct database *db, const char *run, struct err *e)
{
	if (database_run(db, SQL_LETTER_EMAILS, e, "s", run) != 0)
		return (-1);
	return (database_run(db, SQL_LETTER_POST, e, "s", run));
}
