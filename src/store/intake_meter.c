#include "store/intake_meter.h"

#include "store/statement.h"

RECORD(intake_meter_key, site, code, reg);
RECORD(intake_known_meter, id, type, multiplier, dial_digits, install_day, removed_day);
RECORD(intake_billing, account, invoice);
RECORD(intake_read, meter_id, day, opening, estimated, value, kind, temp_factor, cv_factor);

struct site_day {
	const char *site;
	int32_t day;
};
RECORD(site_day, site, day);

struct stored_read {
	const char *value, *kind, *temp_factor, *cv_factor;
	bool estimated;
};
RECORD(stored_read, value, kind, temp_factor, cv_factor, estimated);

int
intake_meter_find(struct database *db, const struct intake_meter_key *key, struct arena *arena,
    struct intake_known_meter *known, struct err *e)
{
	return (statement_find(db, METER_FIND, key, arena, known, e));
}

int
intake_meter_at_site(struct database *db, const char *site, const char *code, struct err *e)
{
	const struct intake_meter_key key = { site, code, NULL };
	int64_t one;

	if (code == NULL)
		return (statement_number(db, METER_AT_SITE, &key, &one, e));
	return (statement_number(db, METER_CODE_AT_SITE, &key, &one, e));
}

int
intake_meter_zeros(struct database *db, struct err *e)
{
	int64_t one;

	return (statement_number(db, METER_ZEROS, NO_KEY, &one, e));
}

int
intake_meter_billed(struct database *db, const char *site, struct err *e)
{
	const struct intake_meter_key key = { site, NULL, NULL };
	int64_t one;

	return (statement_number(db, SITE_BILLED, &key, &one, e));
}

int
intake_meter_day_billed(struct database *db, const char *site, int32_t day, struct arena *arena,
    struct intake_billing *billing, struct err *e)
{
	const struct site_day key = { site, day };

	return (statement_find(db, DAY_BILLED, &key, arena, billing, e));
}

int
intake_read_add(struct database *db, const struct intake_read *r, struct err *e)
{
	if (statement_run(db, READ_ADD, r, e) != 0)
		return (-1);
	return (database_changes(db) > 0 ? 1 : 0);
}

/* Turn the "" of a factor that is missing into NULL, which intake_read_add takes. */
static const char *
factor(const char *stored)
{
	return (stored[0] != '\0' ? stored : NULL);
}

int
intake_read_find(struct database *db, const struct intake_read *r, struct arena *arena,
    struct intake_read *stored, struct err *e)
{
	struct stored_read row;
	int found = statement_find(db, READ_FIND, r, arena, &row, e);

	if (found == 1) {
		*stored = *r;
		stored->value = row.value;
		stored->kind = row.kind;
		stored->estimated = row.estimated;
		stored->temp_factor = factor(row.temp_factor);
		stored->cv_factor = factor(row.cv_factor);
	}
	return (found);
}

int
intake_read_change(struct database *db, const struct intake_read *r, struct err *e)
{
	return (statement_run(db, READ_CHANGE, r, e));
}

int
intake_read_remove(struct database *db, const struct intake_read *r, struct err *e)
{
	return (statement_run(db, READ_REMOVE, r, e));
}
