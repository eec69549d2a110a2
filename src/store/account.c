#include "store/account.h"

#include "base/text.h"
#include "store/stored.h"

#define EMAIL_LENGTH 254

static const char *const CYCLES[] = { "WEEKLY", "MONTHLY", "BIMONTHLY", "QUARTERLY", "HOLD" };
static const char *const SCHEDULES[] = { "USAGE", "SUPPLY", "FIXED", "DEMAND", "MINIMUM",
	"DISCOUNT" };
static const char *const PERS[] = { "PERIOD", "MONTH", "DAY" };
static const char *const FREQUENCIES[] = { "ONCE", "WEEKLY", "MONTHLY", "QUARTERLY", "ANNUAL" };

enum rating_cycle
account_cycle(const char *word)
{
	return ((enum rating_cycle)stored_word(CYCLES, LENGTH(CYCLES), word));
}

bool
account_email_is_usable(const char *email)
{
	const char *at = strchr(email, '@');
	const char *c;

	if (at == NULL || at == email || at[1] == '\0' || strchr(at + 1, '@') != NULL ||
	    strlen(email) > EMAIL_LENGTH)
		return (false);
	for (c = email; *c != '\0'; c++)
		if (*c <= ' ' || *c > '~' || strchr("<>,;:\\\"()[]", *c) != NULL)
			return (false);
	return (strchr(at, '.') != NULL && at[1] != '.' && c[-1] != '.');
}

int
account_by_number(struct database *db, const char *number, struct arena *arena, int64_t *account,
    struct building *building, struct err *e)
{
	const enum statement id = SQL_ACCOUNT_OF_NUMBER;
	int rc;

	if (database_query(db, id, e, "s", number) != 0 || (rc = database_step(db, id, e)) < 0)
		return (-1);
	if (rc == 1) {
		*account = database_int(db, id, 0);
		*building = (struct building){ .id = database_int(db, id, 1),
			.code = arena_string(arena, database_text(db, id, 2)) };
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
	*account = (struct account){ .id = database_int(db, id, 0),
		.number = account_text(db, arena, 1),
		.name = account_text(db, arena, 2),
		.site = account_text(db, arena, 3),
		.product = account_text(db, arena, 9),
		.email = account_text(db, arena, 11) };
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
		.has_postal = (has_text(db, 12) || has_text(db, 2)) &&
		    (has_text(db, 13) || has_text(db, 14)) && has_text(db, 15),
		.billed_to = database_day(db, id, 16),
	};
	return (1);
}

int
account_read_charges(struct database *db, struct arena *arena, struct account *account,
    struct err *e)
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
			.frequency = (enum rating_frequency)stored_word(FREQUENCIES,
			    LENGTH(FREQUENCIES), database_text(db, id, 8)),
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
account_site_is_taken(struct database *db, const struct account *account, int32_t closed,
    struct err *e)
{
	int64_t found;

	return (database_number(db, SQL_SITE_IS_TAKEN, &found, e, "sisd", account->site,
	    account->id, account->product, closed));
}

int
account_prices_load(struct database *db, struct arena *arena, struct account_prices *prices,
    struct err *e)
{
	const enum statement id = SQL_PRICE_ALL;
	size_t row_room = 0, plan_room = 0;
	int rc;

	*prices = (struct account_prices){ NULL, NULL, 0 };
	if (database_query(db, id, e, "") != 0)
		return (-1);
	while ((rc = database_step(db, id, e)) == 1) {
		prices->rows = arena_grow(arena, prices->rows, prices->count, &row_room,
		    sizeof(*prices->rows));
		prices->plans = arena_grow(arena, (void *)(uintptr_t)prices->plans, prices->count,
		    &plan_room, sizeof(*prices->plans));
		prices->plans[prices->count] = arena_string(arena, database_text(db, id, 1));
		prices->rows[prices->count++] = (struct rating_price){
			.id = database_int(db, id, 0),
			.schedule = (enum rating_schedule)stored_word(SCHEDULES, LENGTH(SCHEDULES),
			    database_text(db, id, 2)),
			.meter_type = arena_string(arena, database_text(db, id, 3)),
			.tier_from = stored_decimal(database_text(db, id, 4), DECIMAL_ZERO),
			.per = (enum rating_per)stored_word(PERS, LENGTH(PERS),
			    database_text(db, id, 5)),
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
