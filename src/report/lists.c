#include "report/lists.h"

#include "base/csv.h"
#include "base/date.h"
#include "store/ledger.h"
#include "store/mailing.h"
#include "store/overdue.h"
#include "store/review.h"

/*
 * The text of an amount for a row. Each call has its own buffer, so that one row can have several.
 */
#define MONEY(minor) decimal_format_money((minor), places, (char[DECIMAL_SIZE]){ 0 })

/* The text of a day; "" if there is none. */
static const char *
day_text(int32_t day, char text[static DATE_ISO_SIZE])
{
	return (day == DATE_NONE ? "" : date_format(day, text));
}

/*
 * One row of a list. A negative amount is not quoted against formulas although it begins with a
 * minus.
 */
static int
add_list_row(struct outfile *out, const char *const *fields, size_t count, struct err *e)
{
	struct decimal number;
	size_t i;

	for (i = 0; i < count; i++) {
		if (decimal_parse(fields[i], '.', &number))
			csv_add(&out->text, fields[i], i == 0);
		else
			csv_add_safe(&out->text, fields[i], i == 0);
	}
	csv_end(&out->text);
	return (outfile_flush(out, e));
}

/* A list that is being written. */
struct listing {
	struct database *db;
	struct outfile *out;
	const struct rating_rules *rules;
	int32_t today;
};

/* The callback of mailing_queue: add a row. */
static int
add_email(void *context, const struct mailing_queued *m, struct err *e)
{
	const struct listing *l = context;
	const int places = l->rules->minor_places;
	char id[24];
	const char *const row[] = { id, m->state, m->account, m->account_name,
		MONEY(m->balance_minor), MONEY(m->amount_minor), m->send_to, m->cc_to, m->subject,
		m->file, m->held_because, m->document, "", "" };

	(void)snprintf(id, sizeof(id), "%lld", (long long)m->id);
	return (add_list_row(l->out, row, LENGTH(row), e));
}

int
lists_email_queue(struct database *db, const struct settings *settings, struct outfile *out,
    struct err *e)
{
	static const char *const header[] = { "message", "status", "account_number", "account_name",
		"current_balance", "email_amount", "send_to", "cc_to", "subject", "attachment",
		"held_because", "document", "decision", "reason" };
	struct listing l = { .out = out, .rules = &settings->rules };

	if (add_list_row(out, header, LENGTH(header), e) != 0)
		return (-1);
	return (mailing_queue(db, add_email, &l, e));
}

/* The callback of ledger_accounts: add a row. */
static int
add_balance(void *context, const struct ledger_account *account, struct err *e)
{
	const struct listing *l = context;
	const int places = l->rules->minor_places;
	struct ledger_ageing age;

	if (ledger_ageing(l->db, account->id, l->today, &age, e) != 0)
		return (-1);
	const char *const row[] = { account->building, account->number, account->name,
		MONEY(age.balance), MONEY(age.bands[0]), MONEY(age.bands[1]), MONEY(age.bands[2]),
		MONEY(age.bands[3]), MONEY(age.bands[4]) };
	return (add_list_row(l->out, row, LENGTH(row), e));
}

int
lists_ageing(struct database *db, const struct settings *settings, int32_t today,
    struct outfile *out, struct err *e)
{
	static const char *const header[] = { "building_code", "account_number", "account_name",
		"balance", "not_due", "1_to_30", "31_to_60", "61_to_90", "over_90" };
	struct listing l = { db, out, &settings->rules, today };

	if (add_list_row(out, header, LENGTH(header), e) != 0)
		return (-1);
	return (ledger_accounts(db, add_balance, &l, e));
}

/* The callback of overdue_all: add a row. */
static int
add_overdue(void *context, const struct overdue *o, struct err *e)
{
	const struct listing *l = context;
	char billed_to[DATE_ISO_SIZE], days[24];
	const char *const row[] = { o->building, o->account, o->name, o->site, o->cycle,
		day_text(o->billed_to, billed_to), days };

	(void)snprintf(days, sizeof(days), "%lld", (long long)o->days);
	return (add_list_row(l->out, row, LENGTH(row), e));
}

int
lists_sites_unbilled(struct database *db, const struct settings *settings, int32_t today,
    struct outfile *out, struct err *e)
{
	static const char *const header[] = { "building_code", "account_number", "account_name",
		"site_identifier", "bill_cycle_code", "billed_to", "days_unbilled" };
	struct listing l = { .out = out };

	(void)settings;
	if (add_list_row(out, header, LENGTH(header), e) != 0)
		return (-1);
	return (overdue_all(db, today, add_overdue, &l, e));
}

/* Was a read estimated? Y, N, or "" where there is no read. */
static const char *
estimated_text(struct record_maybe estimated)
{
	return (!estimated.known ? "" : estimated.number == 1 ? "Y" : "N");
}

/* The text, or an empty field where there is none. */
static const char *
shown(struct record_text text)
{
	return (text.text != NULL ? text.text : "");
}

/* The use of the row a day; "" without one. */
static const char *
per_day(const struct review *r, int places, char text[static DECIMAL_SIZE])
{
	struct decimal quantity, share;

	if (!r->days.known || r->days.number < 1 ||
	    !decimal_parse(shown(r->usage), '.', &quantity) ||
	    !decimal_share(quantity, 1, r->days.number, places, &share))
		return ("");
	return (decimal_format(decimal_trim(share), text));
}

/*
 * The callback of review_all: add a row. For a missing read it suggests ACTUAL; the date of an
 * OPENING read is the day after.
 */
static int
add_review(void *context, const struct review *r, struct err *e)
{
	const struct listing *l = context;
	const char *kind = r->kind.text != NULL ? r->kind.text : "ACTUAL";
	const bool opening = strcmp(kind, "OPENING") == 0;
	char from_day[DATE_ISO_SIZE], to_day[DATE_ISO_SIZE], on[DATE_ISO_SIZE];
	char average[DECIMAL_SIZE], days[24] = "";
	const char *const row[] = { r->building, r->account, r->name, r->site, shown(r->meter),
		shown(r->reg), shown(r->type), shown(r->from_value),
		day_text(r->from_day, from_day), estimated_text(r->from_estimated),
		shown(r->to_value), day_text(r->to_day, to_day), estimated_text(r->to_estimated),
		shown(r->usage), shown(r->unit), days,
		per_day(r, l->rules->quantity_places, average), shown(r->usual), r->code,
		r->severity, r->state, r->detail, "", "", r->fingerprint, "",
		day_text(opening ? r->to_day + 1 : r->to_day, on), kind };

	if (r->days.known)
		(void)snprintf(days, sizeof(days), "%lld", (long long)r->days.number);
	return (add_list_row(l->out, row, LENGTH(row), e));
}

int
lists_read_review(struct database *db, const struct settings *settings, int32_t today,
    struct outfile *out, struct err *e)
{
	static const char *const header[] = { "building_code", "account_number", "account_name",
		"site_identifier", "meter_code", "meter_register", "meter_type", "previous_read",
		"previous_date", "previous_estimated", "present_read", "present_date",
		"present_estimated", "usage", "unit", "days", "usage_per_day", "usual_per_day",
		"code", "severity", "state", "detail", "decision", "reason", "fingerprint",
		"meter_read", "read_date", "read_type" };
	struct listing l = { .out = out, .rules = &settings->rules };

	(void)today;
	if (add_list_row(out, header, LENGTH(header), e) != 0)
		return (-1);
	return (review_all(db, add_review, &l, e));
}
