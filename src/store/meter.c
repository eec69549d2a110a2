#include "store/meter.h"

#include "base/text.h"
#include "store/statement.h"
#include "store/stored.h"

/* How many days before the period reads still matter to rating: it compares with 400 days. */
#define HISTORY_DAYS 420

static const char *const READ_KINDS[] = { "ACTUAL", "OPENING", "CLOSING" };

/* Does an account of this product have meters of this type? */
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

/* The value at which a dial of so many digits goes back to zero; 0 for a dial that never does. */
static struct decimal
dial_max(int64_t digits)
{
	struct decimal max = { digits > 0, 0 };

	for (; digits > 0; digits--)
		max.units *= 10;
	return (max);
}

struct meter_site {
	const char *site;
};
RECORD(meter_site, site);

struct meter_row {
	int64_t id;
	const char *code, *reg, *serial, *type;
	struct decimal multiplier;
	int64_t dial_digits; /* 0: the dial never goes back to zero */
	bool exported;
	int32_t install_day, removed_day;
};
RECORD(meter_row, id, code, reg, serial, type, multiplier, dial_digits, exported, install_day,
    removed_day);

/* A meter that has no reads yet. */
static struct rating_meter
meter_of(const struct meter_row *row)
{
	return ((struct rating_meter){
	    .code = row->code,
	    .reg = row->reg,
	    .serial = row->serial,
	    .type = row->type,
	    .multiplier = row->multiplier,
	    .dial_max = dial_max(row->dial_digits),
	    .exported = row->exported,
	    .install = row->install_day,
	    .removed = row->removed_day,
	});
}

struct meter_days {
	int64_t meter;
	int32_t first, last;
};
RECORD(meter_days, meter, first, last);

struct read_row {
	int32_t day;
	const char *kind;
	bool estimated;
	struct decimal value, temp_factor, cv_factor;
};
RECORD(read_row, day, kind, estimated, value, temp_factor, cv_factor);

static struct rating_read
read_of(const struct read_row *row)
{
	return ((struct rating_read){
	    .day = row->day,
	    .kind = (enum rating_read_kind)stored_word(READ_KINDS, LENGTH(READ_KINDS), row->kind),
	    .estimated = row->estimated,
	    .value = row->value,
	    .temp_factor = row->temp_factor,
	    .cv_factor = row->cv_factor,
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
	const struct meter_days key = { meter_id, first, last };
	struct rating_read *reads = NULL, before;
	struct read_row row;
	size_t count = 0, room = 0;
	int rc;

	if (statement_query(db, READS_OF_METER, &key, e) != 0)
		return (-1);
	while ((rc = statement_next(db, READS_OF_METER, NULL, &row, e)) == 1) {
		reads = arena_grow(arena, reads, count, &room, sizeof(*reads));
		reads[count] = read_of(&row);
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
 * The first day whose reads matter: rating compares with what the account used before, but not
 * before it opened.
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
	/*
	 * An OPENING read of the next day is the read at the end of end_date, so read one day more.
	 */
	const int32_t last = account->facts.end_date + 1;
	struct rating_meter *meters = NULL;
	struct meter_row row;
	size_t count = 0, room = 0;
	int rc;

	if (statement_query(db, METERS_OF_SITE, &(struct meter_site){ account->site }, e) != 0)
		return (-1);
	while ((rc = statement_next(db, METERS_OF_SITE, arena, &row, e)) == 1) {
		if (!product_has(account->product, row.type))
			continue;
		meters = arena_grow(arena, meters, count, &room, sizeof(*meters));
		meters[count] = meter_of(&row);
		if (add_reads(db, arena, row.id, first, last, &meters[count++], e) != 0) {
			statement_done(db, METERS_OF_SITE);
			return (-1);
		}
	}
	account->facts.meters = meters;
	account->facts.meter_count = count;
	return (rc);
}
