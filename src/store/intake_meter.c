#include "store/intake_meter.h"

#include "base/die.h"

int
intake_meter_find(struct database *db, const char *site, const char *code, const char *reg,
    struct intake_known_meter *known, struct err *e)
{
	const enum statement find = SQL_INTAKE_METER_FIND;
	int found;

	if (database_query(db, find, e, "sss", site, code, reg) != 0)
		return (-1);
	found = database_step(db, find, e);
	if (found != 1)
		return (found);
	known->id = database_int(db, find, 0);
	(void)snprintf(known->type, sizeof(known->type), "%s", database_text(db, find, 1));
	if (!decimal_parse(database_text(db, find, 2), '.', &known->multiplier))
		die("a meter has a multiplier that is no number");
	known->dial_digits = (int)database_int(db, find, 3);
	known->install_day = database_day(db, find, 4);
	known->removed_day = database_day(db, find, 5);
	database_done(db, find);
	return (1);
}

int
intake_meter_at_site(struct database *db, const char *site, const char *code, struct err *e)
{
	int64_t one;

	if (code == NULL)
		return (database_number(db, SQL_INTAKE_METER_AT_SITE, &one, e, "s", site));
	return (database_number(db, SQL_INTAKE_METER_CODE_AT_SITE, &one, e, "ss", site, code));
}

int
intake_meter_zeros(struct database *db, struct err *e)
{
	int64_t one;

	return (database_number(db, SQL_INTAKE_METER_ZEROS, &one, e, ""));
}

int
intake_meter_save(struct database *db, const struct intake_meter *m, struct err *e)
{
	if (database_run(db, SQL_INTAKE_METER_SAVE, e, "ssssdssssdiss", m->site, m->code, m->reg,
		m->type, m->install_day, m->serial, m->multiplier, m->dial_digits, m->status,
		m->removed_day, (int64_t)m->removed_given, m->direction, m->location) != 0)
		return (-1);
	return (database_changes(db) > 0 ? 1 : 0);
}

int
intake_meter_billed(struct database *db, const char *site, struct err *e)
{
	int64_t one;

	return (database_number(db, SQL_INTAKE_SITE_BILLED, &one, e, "s", site));
}

int
intake_meter_day_billed(struct database *db, const char *site, int32_t day, struct arena *arena,
    struct intake_billing *billing, struct err *e)
{
	const enum statement find = SQL_INTAKE_DAY_BILLED;
	int found;

	if (database_query(db, find, e, "sd", site, day) != 0)
		return (-1);
	found = database_step(db, find, e);
	if (found != 1)
		return (found);
	billing->account = arena_string(arena, database_text(db, find, 0));
	billing->invoice = arena_string(arena, database_text(db, find, 1));
	database_done(db, find);
	return (1);
}

int
intake_read_add(struct database *db, const struct intake_read *r, struct err *e)
{
	if (database_run(db, SQL_INTAKE_READ_ADD, e, "idississ", r->meter_id, r->day,
		(int64_t)r->opening, r->value, r->kind, (int64_t)r->estimated, r->temp_factor,
		r->cv_factor) != 0)
		return (-1);
	return (database_changes(db) > 0 ? 1 : 0);
}

/* A column's text in arena, NULL for NULL. */
static const char *
optional(struct database *db, enum statement id, int column, struct arena *arena)
{
	return (database_null(db, id, column) ? NULL
					      : arena_string(arena, database_text(db, id, column)));
}

int
intake_read_find(struct database *db, const struct intake_read *r, struct arena *arena,
    struct intake_read *stored, struct err *e)
{
	const enum statement find = SQL_INTAKE_READ_FIND;
	int found;

	if (database_query(db, find, e, "idi", r->meter_id, r->day, (int64_t)r->opening) != 0)
		return (-1);
	found = database_step(db, find, e);
	if (found != 1)
		return (found);
	*stored = *r;
	stored->value = arena_string(arena, database_text(db, find, 0));
	stored->kind = arena_string(arena, database_text(db, find, 1));
	stored->estimated = database_int(db, find, 2) != 0;
	stored->temp_factor = optional(db, find, 3, arena);
	stored->cv_factor = optional(db, find, 4, arena);
	database_done(db, find);
	return (1);
}

int
intake_read_change(struct database *db, const struct intake_read *r, struct err *e)
{
	return (database_run(db, SQL_INTAKE_READ_CHANGE, e, "idississ", r->meter_id, r->day,
	    (int64_t)r->opening, r->value, r->kind, (int64_t)r->estimated, r->temp_factor,
	    r->cv_factor));
}

int
intake_read_remove(struct database *db, const struct intake_read *r, struct err *e)
{
	return (database_run(db, SQL_INTAKE_READ_REMOVE, e, "idi", r->meter_id, r->day,
	    (int64_t)r->opening));
}
