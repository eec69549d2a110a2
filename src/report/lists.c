#include "report/lists.h"

#include "base/csv.h"
#include "base/date.h"
#include "store/ledger.h"

/* Text of an amount, for a row; each with a buffer of its own so that one row can have several. */
#define MONEY(minor) decimal_format_money((minor), places, (char[DECIMAL_SIZE]){ 0 })

/* One row of a list. An amount below zero begins with a minus and is a number all the same. */
static int
add_row(struct outfile *out, const char *const *fields, size_t count, struct err *e)
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

/* Stop in the middle of a query. */
static int
give_up(struct database *db, enum statement id)
{
	database_done(db, id);
	return (-1);
}

int
lists_email_queue(struct database *db, const struct settings *settings, struct outfile *out,
    struct err *e)
{
	static const char *const header[] = { "message", "status", "account_number", "account_name",
		"current_balance", "email_amount", "send_to", "cc_to", "subject", "attachment",
		"held_because", "document", "decision", "reason" };
	const enum statement id = SQL_REPORT_EMAILS;
	const int places = settings->rules.minor_places;
	int rc;

	if (add_row(out, header, LENGTH(header), e) != 0 || database_query(db, id, e, "") != 0)
		return (-1);
	while ((rc = database_step(db, id, e)) == 1) {
		const char *const row[] = { database_text(db, id, 0), database_text(db, id, 1),
			database_text(db, id, 2), database_text(db, id, 3),
			MONEY(database_int(db, id, 4)), MONEY(database_int(db, id, 5)),
			database_text(db, id, 6), database_text(db, id, 7),
			database_text(db, id, 8), database_text(db, id, 9),
			database_text(db, id, 10), database_text(db, id, 11), "", "" };

		if (add_row(out, row, LENGTH(row), e) != 0)
			return (give_up(db, id));
	}
	return (rc);
}

int
lists_ageing(struct database *db, const struct settings *settings, int32_t today,
    struct outfile *out, struct err *e)
{
	static const char *const header[] = { "building_code", "account_number", "account_name",
		"balance", "not_due", "1_to_30", "31_to_60", "61_to_90", "over_90" };
	const enum statement id = SQL_REPORT_BALANCES;
	const int places = settings->rules.minor_places;
	struct ledger_ageing age;
	int rc;

	if (add_row(out, header, LENGTH(header), e) != 0 || database_query(db, id, e, "") != 0)
		return (-1);
	while ((rc = database_step(db, id, e)) == 1) {
		if (ledger_ageing(db, database_int(db, id, 0), today, &age, e) != 0)
			return (give_up(db, id));
		const char *const row[] = { database_text(db, id, 1), database_text(db, id, 2),
			database_text(db, id, 3), MONEY(age.balance), MONEY(age.bands[0]),
			MONEY(age.bands[1]), MONEY(age.bands[2]), MONEY(age.bands[3]),
			MONEY(age.bands[4]) };
		if (add_row(out, row, LENGTH(row), e) != 0)
			return (give_up(db, id));
	}
	return (rc);
}

int
lists_sites_unbilled(struct database *db, const struct settings *settings, int32_t today,
    struct outfile *out, struct err *e)
{
	static const char *const header[] = { "building_code", "account_number", "account_name",
		"site_identifier", "bill_cycle_code", "billed_to", "days_unbilled" };
	const enum statement id = SQL_OVERVIEW_OVERDUE;
	char billed_to[DATE_ISO_SIZE], days[24];
	int rc;

	(void)settings;
	if (add_row(out, header, LENGTH(header), e) != 0 ||
	    database_query(db, id, e, "id", INT64_MAX, today) != 0)
		return (-1);
	while ((rc = database_step(db, id, e)) == 1) {
		int64_t since = database_int(db, id, 5);

		(void)snprintf(days, sizeof(days), "%lld", (long long)since);
		const char *const row[] = { database_text(db, id, 0), database_text(db, id, 1),
			database_text(db, id, 2), database_text(db, id, 3),
			database_text(db, id, 4),
			database_int(db, id, 7) == 1
			    ? date_format((int32_t)(today - since), billed_to)
			    : "",
			days };
		if (add_row(out, row, LENGTH(row), e) != 0)
			return (give_up(db, id));
	}
	return (rc);
}

/* A day of the row that `id` stands on, "" if there is none. */
static const char *
day_text(struct database *db, enum statement id, int column, char text[static DATE_ISO_SIZE])
{
	return (database_null(db, id, column) ? ""
					      : date_format(database_day(db, id, column), text));
}

/* Is a read estimated: Y, N, or "" where there is none. */
static const char *
estimated_text(struct database *db, enum statement id, int column)
{
	return (database_null(db, id, column) ? "" : database_int(db, id, column) == 1 ? "Y" : "N");
}

/* What the quantity of the row is a day, "" without one. */
static const char *
per_day(struct database *db, enum statement id, int places, char text[static DECIMAL_SIZE])
{
	struct decimal quantity, share;

	if (database_null(db, id, 15) || database_int(db, id, 15) < 1 ||
	    !decimal_parse(database_text(db, id, 13), '.', &quantity) ||
	    !decimal_share(quantity, 1, database_int(db, id, 15), places, &share))
		return ("");
	return (decimal_format(decimal_trim(share), text));
}

/*
 * The date that stands on the read that the bill ends with, or on the one that is missing: an
 * OPENING read has that of the day after.
 */
static const char *
read_date(struct database *db, enum statement id, char text[static DATE_ISO_SIZE])
{
	if (strcmp(database_text(db, id, 23), "OPENING") == 0)
		return (date_format(database_day(db, id, 11) + 1, text));
	return (day_text(db, id, 11, text));
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
	const enum statement id = SQL_OVERVIEW_READS;
	char from_day[DATE_ISO_SIZE], to_day[DATE_ISO_SIZE], on[DATE_ISO_SIZE],
	    average[DECIMAL_SIZE];
	int rc;

	(void)today;
	if (add_row(out, header, LENGTH(header), e) != 0 ||
	    database_query(db, id, e, "i", INT64_MAX) != 0)
		return (-1);
	while ((rc = database_step(db, id, e)) == 1) {
		const char *kind = database_text(db, id, 23);
		const char *const row[] = { database_text(db, id, 0), database_text(db, id, 1),
			database_text(db, id, 2), database_text(db, id, 3),
			database_text(db, id, 4), database_text(db, id, 5),
			database_text(db, id, 6), database_text(db, id, 7),
			day_text(db, id, 8, from_day), estimated_text(db, id, 9),
			database_text(db, id, 10), day_text(db, id, 11, to_day),
			estimated_text(db, id, 12), database_text(db, id, 13),
			database_text(db, id, 14), database_text(db, id, 15),
			per_day(db, id, settings->rules.quantity_places, average),
			database_text(db, id, 16), database_text(db, id, 17),
			database_text(db, id, 18), database_text(db, id, 19),
			database_text(db, id, 20), "", "", database_text(db, id, 21), "",
			read_date(db, id, on), kind[0] != '\0' ? kind : "ACTUAL" };

		if (add_row(out, row, LENGTH(row), e) != 0)
			return (give_up(db, id));
	}
	return (rc);
}
