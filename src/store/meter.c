#include "store/meter.h"

#include "base/text.h"
#include "store/stored.h"

/* Reads older than this before the period do not matter to rating (it compares with 400 days). */
#define HISTORY_DAYS 420

static const char *const READ_KINDS[] = { "ACTUAL", "OPENING", "CLOSING" };

/* Does an account of this product take this type of meter? */
static bool
product_has(const char *product, const char *type)
{
	bool water = strcmp(type, "COLD") == 0 || strcmp(type, "HOT") == 0;
	bool gas = strcmp(type, "STDGAS") == 0;

	if (product[0] == '\0')
		return (true);
	if (strcmp(product, "WATER") == 0)
		return (water);
	return (strcmp(product, "GAS") == 0 ? gas : !water && !gas);
}

/* The value at which a dial of so many digits begins again, zero for one that never does. */
static struct decimal
dial_max(int64_t digits)
{
	struct decimal max = { digits > 0, 0 };

	for (; digits > 0; digits--)
		max.units *= 10;
	return (max);
}

/* The meter of the row that METERS_OF_SITE is at; no reads yet. */
static struct rating_meter
row_meter(struct database *db, struct arena *arena)
{
	const enum statement id = SQL_METERS_OF_SITE;

	return ((struct rating_meter){
	    .code = arena_string(arena, database_text(db, id, 1)),
	    .reg = arena_string(arena, database_text(db, id, 2)),
	    .serial = arena_string(arena, database_text(db, id, 3)),
	    .type = arena_string(arena, database_text(db, id, 4)),
	    .multiplier = stored_decimal(database_text(db, id, 5), (struct decimal){ 1, 0 }),
	    .dial_max = dial_max(database_int(db, id, 6)),
	    .exported = database_text(db, id, 7)[0] == 'E',
	    .install = database_day(db, id, 8),
	    .removed = database_day(db, id, 9),
	});
}

/* The read of the row that READS_OF_METER is at. */
static struct rating_read
row_read(struct database *db)
{
	static const struct decimal one = { 1, 0 };
	const enum statement id = SQL_READS_OF_METER;

	return ((struct rating_read){
	    .day = database_day(db, id, 0),
	    .kind = (enum rating_read_kind)stored_word(READ_KINDS, LENGTH(READ_KINDS),
		database_text(db, id, 1)),
	    .estimated = database_int(db, id, 2) == 1,
	    .value = stored_decimal(database_text(db, id, 3), DECIMAL_ZERO),
	    .temp_factor = stored_decimal(database_text(db, id, 4), one),
	    .cv_factor = stored_decimal(database_text(db, id, 5), one),
	});
}

/*
 * Fill in a meter's reads of the days from `first` to `last`. Arrays that were too small stay in
 * the arena: a meter has few reads.
 */
static int
add_reads(struct database *db, struct arena *arena, int64_t meter_id, int32_t first, int32_t last,
    struct rating_meter *meter, struct err *e)
{
	const enum statement id = SQL_READS_OF_METER;
	struct rating_read *reads = NULL, before;
	size_t count = 0, room = 0;
	int rc;

	if (database_query(db, id, e, "idd", meter_id, first, last) != 0)
		return (-1);
	while ((rc = database_step(db, id, e)) == 1) {
		reads = arena_grow(arena, reads, count, &room, sizeof(*reads));
		reads[count] = row_read(db);
		if (count > 0 && reads[count].kind == READ_OPENING &&
		    reads[count - 1].day == reads[count].day) {
			before = reads[count - 1];
			reads[count - 1] = reads[count];
			reads[count] = before;
		}
		count++;
	}
	meter->reads = reads;
	meter->read_count = count;
	return (rc);
}

/*
 * The first day whose reads matter: rating compares with what the account used before, and never
 * looks behind its opening.
 */
static int32_t
first_read_day(const struct rating_case *facts)
{
	int32_t opening = facts->open - 1;

	if (facts->billed_to == DATE_NONE || facts->billed_to - HISTORY_DAYS < opening)
		return (opening);
	return (facts->billed_to - HISTORY_DAYS);
}

int
meter_read_all(struct database *db, struct arena *arena, struct account *account, struct err *e)
{
	return (meter_read_from(db, arena, account, first_read_day(&account->facts), e));
}

int
meter_read_from(struct database *db, struct arena *arena, struct account *account, int32_t first,
    struct err *e)
{
	const enum statement id = SQL_METERS_OF_SITE;
	/*
	 * An OPENING read of the day after stands for the end of end_date, so that one day more is
	 * read.
	 */
	const int32_t last = account->facts.end_date + 1;
	struct rating_meter *meters = NULL;
	size_t count = 0, room = 0;
	int rc;

	if (database_query(db, id, e, "s", account->site) != 0)
		return (-1);
	while ((rc = database_step(db, id, e)) == 1) {
		if (!product_has(account->product, database_text(db, id, 4)))
			continue;
		meters = arena_grow(arena, meters, count, &room, sizeof(*meters));
		meters[count] = row_meter(db, arena);
		if (add_reads(db, arena, database_int(db, id, 0), first, last, &meters[count++],
			e) != 0) {
			database_done(db, id);
			return (-1);
		}
	}
	account->facts.meters = meters;
	account->facts.meter_count = count;
	return (rc);
}
