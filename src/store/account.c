#include "store/account.h"

#include "base/text.h"
#include "store/statement.h"
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

struct account_place {
	int64_t account, building;
	const char *code; /* code of the building */
};
RECORD(account_place, account, building, code);

int
account_by_number(struct database *db, const char *number, struct arena *arena, int64_t *account,
    struct building *building, struct err *e)
{
	struct account_place place;
	int rc =
	    statement_find(db, ACCOUNT_OF_NUMBER, &(struct by_number){ number }, arena, &place, e);

	if (rc == 1) {
		*account = place.account;
		*building = (struct building){ .id = place.building, .code = place.code };
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

/*
 * The columns of table account. has_postal: a letter would arrive; where there is no postal name,
 * the account's own name is used.
 */
struct account_row {
	int64_t id;
	const char *number, *name, *site, *plan_code, *cycle, *product, *email;
	bool wants_email, has_postal;
	int32_t open_day, close_day, billed_to;
	struct decimal discount_percent;
};
RECORD(account_row, id, number, name, site, plan_code, cycle, product, email, wants_email,
    has_postal, open_day, close_day, billed_to, discount_percent);

int
account_begin(struct database *db, const char *run, int64_t building, struct err *e)
{
	const struct by_building_run key = { building, run };

	return (statement_query(db, ACCOUNT_OF_BUILDING, &key, e));
}

int
account_next(struct database *db, struct arena *arena, struct account *account, struct err *e)
{
	struct account_row row;
	int rc = statement_next(db, ACCOUNT_OF_BUILDING, arena, &row, e);

	if (rc != 1)
		return (rc);
	*account = (struct account){ .id = row.id,
		.number = row.number,
		.name = row.name,
		.site = row.site,
		.product = row.product,
		.email = row.email,
		.usable_email = account_email_is_usable(row.email) };
	account->facts = (struct rating_case){
		.account = row.number,
		.plan_code = row.plan_code,
		.cycle = account_cycle(row.cycle),
		.wants_email = row.wants_email,
		.open = row.open_day,
		.close = row.close_day,
		.discount_percent = row.discount_percent,
		.has_email = account->usable_email,
		.has_postal = row.has_postal,
		.billed_to = row.billed_to,
	};
	return (1);
}

struct charge_row {
	int64_t id;
	const char *code, *invoice_desc, *tax_code, *frequency;
	int64_t amount_minor;
	int32_t day, end_day, billed_to;
};
RECORD(charge_row, id, code, invoice_desc, tax_code, frequency, amount_minor, day, end_day,
    billed_to);

static struct rating_charge
charge_of(const struct charge_row *row)
{
	return ((struct rating_charge){
	    .id = row->id,
	    .code = row->code,
	    .description = row->invoice_desc,
	    .tax_code = row->tax_code,
	    .amount_minor = row->amount_minor,
	    .day = row->day,
	    .end = row->end_day,
	    .billed_to = row->billed_to,
	    .frequency = (enum rating_frequency)stored_word(FREQUENCIES, LENGTH(FREQUENCIES),
		row->frequency),
	});
}

int
account_read_charges(struct database *db, struct arena *arena, struct account *account,
    struct err *e)
{
	const struct account_day key = { account->id, account->facts.end_date };
	struct rating_charge *charges = NULL;
	struct charge_row row;
	size_t count = 0, room = 0;
	int rc;

	if (statement_query(db, CHARGE_OF_ACCOUNT, &key, e) != 0)
		return (-1);
	while ((rc = statement_next(db, CHARGE_OF_ACCOUNT, arena, &row, e)) == 1) {
		charges = arena_grow(arena, charges, count, &room, sizeof(*charges));
		charges[count++] = charge_of(&row);
	}
	account->facts.charges = charges;
	account->facts.charge_count = count;
	return (rc);
}

int
account_count(struct database *db, const char *run, int64_t building, int64_t *count, struct err *e)
{
	const struct by_building_run key = { building, run };

	return (statement_number(db, ACCOUNT_COUNT, &key, count, e));
}

struct site_stay {
	const char *site;
	int64_t account;
	const char *product;
	int32_t closed;
};
RECORD(site_stay, site, account, product, closed);

int
account_site_is_taken(struct database *db, const struct account *account, int32_t closed,
    struct err *e)
{
	const struct site_stay stay = { account->site, account->id, account->product, closed };
	int64_t found;

	return (statement_number(db, SITE_IS_TAKEN, &stay, &found, e));
}

struct price_row {
	int64_t id;
	const char *plan_code, *schedule, *meter_type, *per, *unit, *invoice_desc, *tax_code;
	struct decimal tier_from, price;
	int32_t start_day, end_day;
};
RECORD(price_row, id, plan_code, schedule, meter_type, per, unit, invoice_desc, tax_code, tier_from,
    price, start_day, end_day);

static struct rating_price
price_of(const struct price_row *row)
{
	return ((struct rating_price){
	    .id = row->id,
	    .schedule =
		(enum rating_schedule)stored_word(SCHEDULES, LENGTH(SCHEDULES), row->schedule),
	    .meter_type = row->meter_type,
	    .tier_from = row->tier_from,
	    .per = (enum rating_per)stored_word(PERS, LENGTH(PERS), row->per),
	    .price = row->price,
	    .unit = row->unit,
	    .description = row->invoice_desc,
	    .tax_code = row->tax_code,
	    .start = row->start_day,
	    .end = row->end_day,
	});
}

int
account_prices_load(struct database *db, struct arena *arena, struct account_prices *prices,
    struct err *e)
{
	size_t row_room = 0, plan_room = 0;
	struct price_row row;
	int rc;

	*prices = (struct account_prices){ NULL, NULL, 0 };
	if (statement_query(db, PRICE_ALL, NO_KEY, e) != 0)
		return (-1);
	while ((rc = statement_next(db, PRICE_ALL, arena, &row, e)) == 1) {
		prices->rows = arena_grow(arena, prices->rows, prices->count, &row_room,
		    sizeof(*prices->rows));
		prices->plans = arena_grow(arena, (void *)(uintptr_t)prices->plans, prices->count,
		    &plan_room, sizeof(*prices->plans));
		prices->plans[prices->count] = row.plan_code;
		prices->rows[prices->count++] = price_of(&row);
	}
	return (rc);
}

const struct rating_price *
account_prices_of(const struct account_prices *prices, const char *plan, size_t *count)
{
	size_t low = 0, high = prices->count, middle, end;

	/* Find the first row whose plan is not before `plan`. */
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
