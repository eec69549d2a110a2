#include "store/account.h"

#include "base/text.h"

/* Reads older than this before the period do not matter to rating (it compares with 400 days). */
#define HISTORY_DAYS 420
#define EMAIL_LENGTH 254

/* The index of a word in a list of `count`, 0 if it is not there: the schema's CHECKs let nothing else in. */
static int
word_index(const char *const *words, size_t count, const char *word)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strcmp(words[i], word) == 0)
			return ((int)i);
	return (0);
}

static const char *const CYCLES[] = { "WEEKLY", "MONTHLY", "BIMONTHLY", "QUARTERLY", "HOLD" };
static const char *const SCHEDULES[] = { "USAGE", "SUPPLY", "FIXED", "DEMAND", "MINIMUM", "DISCOUNT" };
static const char *const PERS[] = { "PERIOD", "MONTH", "DAY" };
static const char *const READ_KINDS[] = { "ACTUAL", "OPENING", "CLOSING" };
static const char *const FREQUENCIES[] = { "ONCE", "WEEKLY", "MONTHLY", "QUARTERLY", "ANNUAL" };

/* A stored decimal; intake has let nothing else in. */
static struct decimal
stored_decimal(const char *text, struct decimal otherwise)
{
	struct decimal value;

	return (decimal_parse(text, '.', &value) ? value : otherwise);
}

enum rating_cycle
account_cycle(const char *word)
{
	return ((enum rating_cycle)word_index(CYCLES, LENGTH(CYCLES), word));
}

bool
account_email_is_usable(const char *email)
{
	const char *at = strchr(email, '@');
	const char *c;

	if (at == NULL || at == email || at[1] == '\0' || strchr(at + 1, '@') != NULL || strlen(email) > EMAIL_LENGTH)
		return (false);
	for (c = email; *c != '\0'; c++)
		if (*c <= ' ' || *c > '~' || strchr("<>,;:\\\"()[]", *c) != NULL)
			return (false);
	return (strchr(at, '.') != NULL && at[1] != '.' && c[-1] != '.');
}

int
account_by_number(struct database *db, const char *number, struct arena *arena, int64_t *account, struct building *building,
    struct err *e)
{
	const enum statement id = SQL_ACCOUNT_OF_NUMBER;
	int rc;

	if (database_query(db, id, e, "s", number) != 0 || (rc = database_step(db, id, e)) < 0)
		return (-1);
	if (rc == 1) {
		*account = database_int(db, id, 0);
		*building = (struct building){ .id = database_int(db, id, 1), .code = arena_string(arena, database_text(db, id, 2)) };
		database_done(db, id);
	}
	return (rc);
}

void
account_insert(int64_t *ids, size_t *count, int64_t account)
{
	size_t i = 0;

	while (i < *count && ids[i] != account)
		i++;
	ids[i] = account;
	*count += i == *count;
}

int
account_begin(struct database *db, const char *run, int64_t building, struct err *e)
{
	return (database_query(db, SQL_ACCOUNT_OF_BUILDING, e, "is", building, run));
}

/* Text of a column of the account's row, in arena. */
static const char *
account_text(struct database *db, struct arena *arena, int column)
{
	return (arena_string(arena, database_text(db, SQL_ACCOUNT_OF_BUILDING, column)));
}

/* Is a column of the account's row not empty? */
static bool
has_text(struct database *db, int column)
{
	return (database_text(db, SQL_ACCOUNT_OF_BUILDING, column)[0] != '\0');
}

int
account_next(struct database *db, struct arena *arena, struct account *account, struct err *e)
{
	const enum statement id = SQL_ACCOUNT_OF_BUILDING;
	int rc = database_step(db, id, e);

	if (rc != 1)
		return (rc);
	*account = (struct account){ .id = database_int(db, id, 0), .number = account_text(db, arena, 1),
		.name = account_text(db, arena, 2),
		.site = account_text(db, arena, 3), .product = account_text(db, arena, 9), .email = account_text(db, arena, 11) };
	account->usable_email = account_email_is_usable(account->email);
	account->facts = (struct rating_case){
		.account = account->number,
		.plan_code = account_text(db, arena, 4),
		.cycle = account_cycle(database_text(db, id, 5)),
		.wants_email = strcmp(database_text(db, id, 6), "EMAIL") == 0,
		.open = database_day(db, id, 7),
		.close = database_day(db, id, 8),
		.discount_percent = stored_decimal(database_text(db, id, 10), DECIMAL_ZERO),
		.has_email = account->usable_email,
		/* The account's own name will do for a postal name. */
		.has_postal = (has_text(db, 12) || has_text(db, 2)) && (has_text(db, 13) || has_text(db, 14)) && has_text(db, 15),
		.billed_to = database_day(db, id, 16),
	};
	return (1);
}

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

/* Arrays that grow while rows come in. Old ones stay in the arena: an account has few meters and reads. */
struct growing {
	struct rating_meter *meters;
	size_t meter_count, meter_room;
	struct rating_read *reads; /* of the last meter */
	size_t read_count, read_room;
};

/* Begin a meter from the row. */
static void
add_meter(struct database *db, struct arena *arena, struct growing *g)
{
	const enum statement id = SQL_METER_READS;
	int64_t digits = database_int(db, id, 6);
	struct rating_meter *meter;

	g->meters = arena_grow(arena, g->meters, g->meter_count, &g->meter_room, sizeof(*g->meters));
	meter = &g->meters[g->meter_count++];
	*meter = (struct rating_meter){
		.code = arena_string(arena, database_text(db, id, 1)),
		.reg = arena_string(arena, database_text(db, id, 2)),
		.serial = arena_string(arena, database_text(db, id, 3)),
		.type = arena_string(arena, database_text(db, id, 4)),
		.multiplier = stored_decimal(database_text(db, id, 5), (struct decimal){ 1, 0 }),
		.dial_max = DECIMAL_ZERO,
		.exported = database_text(db, id, 7)[0] == 'E',
		.install = database_day(db, id, 8),
		.removed = database_day(db, id, 9),
	};
	if (digits > 0) {
		meter->dial_max.units = 1;
		while (digits-- > 0)
			meter->dial_max.units *= 10;
	}
	g->reads = NULL;
	g->read_count = g->read_room = 0;
}

/* Add the row's read to the last meter, an OPENING read before another of its day. */
static void
add_read(struct database *db, struct arena *arena, struct growing *g)
{
	static const struct decimal one = { 1, 0 };
	const enum statement id = SQL_METER_READS;
	struct rating_meter *meter = &g->meters[g->meter_count - 1];
	struct rating_read *read;
	struct rating_read before;

	g->reads = arena_grow(arena, g->reads, g->read_count, &g->read_room, sizeof(*g->reads));
	read = &g->reads[g->read_count++];
	*read = (struct rating_read){
		.day = database_day(db, id, 10),
		.kind = (enum rating_read_kind)word_index(READ_KINDS, LENGTH(READ_KINDS), database_text(db, id, 11)),
		.estimated = database_int(db, id, 12) == 1,
		.value = stored_decimal(database_text(db, id, 13), DECIMAL_ZERO),
		.temp_factor = stored_decimal(database_text(db, id, 14), one),
		.cv_factor = stored_decimal(database_text(db, id, 15), one),
	};
	if (g->read_count > 1 && read->kind == READ_OPENING && read[-1].day == read->day) {
		before = read[-1];
		read[-1] = *read;
		*read = before;
	}
	meter->reads = g->reads;
	meter->read_count = g->read_count;
}

/* The first day whose reads matter: rating compares with what the account used before, and never looks behind its opening. */
static int32_t
first_read_day(const struct rating_case *facts)
{
	int32_t opening = facts->open - 1;

	if (facts->billed_to == DATE_NONE || facts->billed_to - HISTORY_DAYS < opening)
		return (opening);
	return (facts->billed_to - HISTORY_DAYS);
}

int
account_read_meters(struct database *db, struct arena *arena, struct account *account, struct err *e)
{
	return (account_read_meters_from(db, arena, account, first_read_day(&account->facts), e));
}

int
account_read_meters_from(struct database *db, struct arena *arena, struct account *account, int32_t first, struct err *e)
{
	/* An OPENING read of the day after stands for the end of end_date, so that one day more is read. */
	const enum statement id = SQL_METER_READS;
	struct growing g = { 0 };
	int64_t last = -1;
	bool wanted = false;
	int rc;

	if (database_query(db, id, e, "sdd", account->site, first, account->facts.end_date + 1) != 0)
		return (-1);
	while ((rc = database_step(db, id, e)) == 1) {
		if (database_int(db, id, 0) != last) {
			last = database_int(db, id, 0);
			wanted = product_has(account->product, database_text(db, id, 4));
			if (wanted)
				add_meter(db, arena, &g);
		}
		if (wanted && !database_null(db, id, 10))
			add_read(db, arena, &g);
	}
	account->facts.meters = g.meters;
	account->facts.meter_count = g.meter_count;
	return (rc);
}

int
account_read_charges(struct database *db, struct arena *arena, struct account *account, struct err *e)
{
	const enum statement id = SQL_CHARGE_OF_ACCOUNT;
	struct rating_charge *charges = NULL;
	size_t count = 0, room = 0;
	int rc;

	if (database_query(db, id, e, "id", account->id, account->facts.end_date) != 0)
		return (-1);
	while ((rc = database_step(db, id, e)) == 1) {
		charges = arena_grow(arena, charges, count, &room, sizeof(*charges));
		charges[count++] = (struct rating_charge){
			.id = database_int(db, id, 0),
			.code = arena_string(arena, database_text(db, id, 1)),
			.description = arena_string(arena, database_text(db, id, 2)),
			.tax_code = arena_string(arena, database_text(db, id, 3)),
			.amount_minor = database_int(db, id, 4),
			.day = database_day(db, id, 5),
			.end = database_day(db, id, 6),
			.billed_to = database_day(db, id, 7),
			.frequency = (enum rating_frequency)word_index(FREQUENCIES, LENGTH(FREQUENCIES), database_text(db, id, 8)),
		};
	}
	account->facts.charges = charges;
	account->facts.charge_count = count;
	return (rc);
}

int
account_count(struct database *db, const char *run, int64_t building, int64_t *count, struct err *e)
{
	return (database_number(db, SQL_ACCOUNT_COUNT, count, e, "is", building, run));
}

int
account_site_is_taken(struct database *db, const struct account *account, int32_t closed, struct err *e)
{
	int64_t found;

	return (database_number(db, SQL_SITE_IS_TAKEN, &found, e, "sisd", account->site, account->id, account->product, closed));
}

int
account_prices_load(struct database *db, struct arena *arena, struct account_prices *prices, struct err *e)
{
	const enum statement id = SQL_PRICE_ALL;
	size_t row_room = 0, plan_room = 0;
	int rc;

	*prices = (struct account_prices){ NULL, NULL, 0 };
	if (database_query(db, id, e, "") != 0)
		return (-1);
	while ((rc = database_step(db, id, e)) == 1) {
		prices->rows = arena_grow(arena, prices->rows, prices->count, &row_room, sizeof(*prices->rows));
		prices->plans = arena_grow(arena, (void *)(uintptr_t)prices->plans, prices->count, &plan_room, sizeof(*prices->plans));
		prices->plans[prices->count] = arena_string(arena, database_text(db, id, 1));
		prices->rows[prices->count++] = (struct rating_price){
			.id = database_int(db, id, 0),
			.schedule = (enum rating_schedule)word_index(SCHEDULES, LENGTH(SCHEDULES), database_text(db, id, 2)),
			.meter_type = arena_string(arena, database_text(db, id, 3)),
			.tier_from = stored_decimal(database_text(db, id, 4), DECIMAL_ZERO),
			.per = (enum rating_per)word_index(PERS, LENGTH(PERS), database_text(db, id, 5)),
			.price = stored_decimal(database_text(db, id, 6), DECIMAL_ZERO),
			.unit = arena_string(arena, database_text(db, id, 7)),
			.description = arena_string(arena, database_text(db, id, 8)),
			.tax_code = arena_string(arena, database_text(db, id, 9)),
			.start = database_day(db, id, 10),
			.end = database_day(db, id, 11),
		};
	}
	return (rc);
}

const struct rating_price *
account_prices_of(const struct account_prices *prices, const char *plan, size_t *count)
{
	size_t low = 0, high = prices->count, middle, end;

	/* The first row whose plan is not before this one. */
	while (low < high) {
		middle = low + (high - low) / 2;
		if (strcmp(prices->plans[middle], plan) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (end = low; end < prices->count && strcmp(prices->plans[end], plan) == 0; end++)
		;
	*count = end - low;
	return (prices->rows + low);
}
