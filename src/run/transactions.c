#include "run/transactions.h"

#include "base/buf.h"
#include "base/hash.h"
#include "store/account.h"
#include "store/txn.h"

/* A fingerprint is cut to what still never collides by chance. */
#define FINGERPRINT_DIGITS 32

static const char *const OUTCOMES[] = {
	[RATING_BILLED] = "BILLED",
	[RATING_NOT_DUE] = "NOT_DUE",
	[RATING_ON_HOLD] = "ON_HOLD",
	[RATING_FULLY_BILLED] = "FULLY_BILLED",
	[RATING_EXCEPTED] = "EXCEPTED",
};

/* What stays the same from account to account. */
struct generation {
	struct database *db;
	const struct transactions_order *order;
	struct account_prices prices;
	struct transactions_tally *tally;
	struct arena arena; /* of one account */
	int64_t done, total;
};

const char *
transactions_outcome_name(enum rating_outcome outcome)
{
	return (OUTCOMES[outcome]);
}

/* The hash of the facts that an approval approves: who, what was found, for which days and how much money. */
static void
make_fingerprint(const struct account *account, const struct rating_result *result, const struct rating_exception *exception,
    char fingerprint[static HASH_HEX_SIZE])
{
	struct buf facts = BUF_EMPTY;

	buf_printf(&facts, "%s\n%s\n%s\n%d %d\n%lld %lld", account->number, rating_code_name(exception->code), exception->detail,
	    result->from, result->to, (long long)result->net_minor, (long long)result->tax_minor);
	hash_bytes(facts.data, facts.length, fingerprint);
	fingerprint[FINGERPRINT_DIGITS] = '\0';
	buf_release(&facts);
}

/* Store one exception. */
static int
keep_exception(struct generation *g, const struct txn_owner *owner, const struct account *account,
    const struct rating_result *result, const struct rating_exception *exception, struct err *e)
{
	char fingerprint[HASH_HEX_SIZE];

	make_fingerprint(account, result, exception, fingerprint);
	g->tally->exceptions++;
	return (txn_add_exception(g->db, owner, exception, fingerprint, e));
}

/* The day whose end a read stands for. */
static int32_t
boundary(const struct rating_read *read)
{
	return (read->kind == READ_OPENING ? read->day - 1 : read->day);
}

/* Reads behind the last bill (or the opening): the ones that this run has to account for. */
static int64_t
count_reads(const struct rating_case *facts)
{
	int32_t start = facts->billed_to != DATE_NONE ? facts->billed_to : facts->open - 1;
	int64_t count = 0;
	int32_t day;
	size_t m, r;

	for (m = 0; m < facts->meter_count; m++) {
		for (r = 0; r < facts->meters[m].read_count; r++) {
			day = boundary(&facts->meters[m].reads[r]);
			count += day > start && day <= facts->end_date;
		}
	}
	return (count);
}

/* The last read of a meter at or before `day` (its end), NULL if there is none. */
static const struct rating_read *
last_read(const struct rating_meter *meter, int32_t day)
{
	const struct rating_read *last = NULL;
	size_t r;

	for (r = 0; r < meter->read_count; r++)
		if (boundary(&meter->reads[r]) <= day)
			last = &meter->reads[r];
	return (last);
}

/* Use at a site whose customer has gone and where nobody has moved in: somebody should know. */
static int
check_vacancy(struct generation *g, const struct txn_owner *owner, const struct account *account, struct rating_result *result,
    struct err *e)
{
	struct rating_exception exception = { .code = EX_VACANT_USAGE, .severity = g->order->rules->severity[EX_VACANT_USAGE] };
	const struct rating_case *facts = &account->facts;
	const struct rating_read *closing, *latest;
	char closed[DATE_ISO_SIZE], read[DATE_ISO_SIZE];
	int rc;
	size_t m;

	if (exception.severity == SEVERITY_OFF)
		return (0);
	rc = account_site_is_taken(g->db, account, facts->close, e);
	if (rc != 0)
		return (rc == 1 ? 0 : -1);
	for (m = 0; m < facts->meter_count; m++) {
		closing = last_read(&facts->meters[m], facts->close);
		latest = last_read(&facts->meters[m], facts->end_date);
		if (closing == NULL || latest == NULL || decimal_compare(latest->value, closing->value) == 0)
			continue;
		exception.detail = arena_printf(&g->arena, "Nobody has an account at site %s since %s, but meter %s/%s moved by "
		    "%s: find out who uses it and open an account.", account->site, date_format(facts->close, closed),
		    facts->meters[m].code, facts->meters[m].reg, date_format(latest->day, read));
		return (keep_exception(g, owner, account, result, &exception, e));
	}
	return (0);
}

/* Store the account's exceptions. *blocked: one of them keeps it out of invoicing. */
static int
keep_exceptions(struct generation *g, const struct txn_owner *owner, const struct account *account,
    const struct rating_result *result, bool *blocked, struct err *e)
{
	int64_t open;
	size_t i;

	*blocked = false;
	for (i = 0; i < result->exception_count; i++)
		if (keep_exception(g, owner, account, result, &result->exceptions[i], e) != 0)
			return (-1);
	if (result->exception_count > 0) {
		if (database_number(g->db, SQL_EXCEPTIONS_OF_ACCOUNT, &open, e, "i", owner->account) < 0)
			return (-1);
		*blocked = open > 0;
	}
	return (0);
}

/* Rate one account whose facts are there, store what came out, and tell of it. */
static int
bill_account(struct generation *g, const struct txn_owner *owner, const char *building, struct account *account, struct err *e)
{
	struct rating_result result = { 0 };
	struct transactions_bill bill = { building, account, &result, false };

	if (rating_rate(&account->facts, &g->arena, &result, e) != 0)
		return (-1);
	g->tally->accounts[result.outcome]++;
	g->tally->reads[result.outcome] += count_reads(&account->facts);
	if (keep_exceptions(g, owner, account, &result, &bill.blocked, e) != 0)
		return (-1);
	if (result.outcome == RATING_FULLY_BILLED)
		return (check_vacancy(g, owner, account, &result, e));
	if (result.outcome != RATING_BILLED)
		return (0);
	g->tally->total_minor += result.total_minor;
	if (txn_add(g->db, owner, &result, e) != 0)
		return (err_context(e, "account %s", account->number));
	return (g->order->billed(g->order->context, &bill, e));
}

/* All accounts of one building. */
static int
bill_building(struct generation *g, const struct building *building, struct err *e)
{
	struct txn_owner owner = { .run = g->order->run, .building = building->id };
	struct account account;
	int rc;

	if (txn_clear(g->db, building->id, e) != 0 || account_begin(g->db, building->id, e) != 0)
		return (-1);
	for (;;) {
		arena_reset(&g->arena);
		if ((rc = account_next(g->db, &g->arena, &account, e)) != 1)
			return (rc);
		owner.account = account.id;
		account.facts.end_date = g->order->end_date;
		account.facts.rules = g->order->rules;
		account.facts.prices = account_prices_of(&g->prices, account.facts.plan_code, &account.facts.price_count);
		if (account_read_meters(g->db, &g->arena, &account, e) != 0 ||
		    account_read_charges(g->db, &g->arena, &account, e) != 0 || bill_account(g, &owner, building->code, &account, e) != 0)
			return (-1);
		progress_tick(&g->order->progress, ++g->done, g->total);
	}
}

/* Keep how many accounts of a building came to which end, for its proof. */
static int
keep_counts(struct generation *g, const struct building *building, const struct transactions_tally *before, struct err *e)
{
	const struct transactions_tally *now = g->tally;
	size_t i;

	for (i = 0; i <= RATING_EXCEPTED; i++)
		if (now->accounts[i] > before->accounts[i] &&
		    database_run(g->db, SQL_RUN_COUNT_ADD, e, "sisii", g->order->run, building->id, OUTCOMES[i],
		    now->accounts[i] - before->accounts[i], now->reads[i] - before->reads[i]) != 0)
			return (-1);
	return (0);
}

/* Everything but giving back the memory. */
static int
generate(struct generation *g, struct err *e)
{
	const struct building_set *buildings = &g->order->buildings;
	struct transactions_tally before;
	int64_t count;
	size_t i;

	for (i = 0; i < buildings->count; i++) {
		if (account_count(g->db, buildings->items[i].id, &count, e) < 0)
			return (-1);
		g->total += count;
	}
	if (txn_scope_open(g->db, buildings, e) != 0)
		return (-1);
	for (i = 0; i < buildings->count; i++) {
		before = *g->tally;
		if (bill_building(g, &buildings->items[i], e) != 0 || keep_counts(g, &buildings->items[i], &before, e) != 0)
			return (err_context(e, "building %s", buildings->items[i].code));
	}
	if (database_number(g->db, SQL_EXCEPTIONS_OPEN, &g->tally->open, e, "s", g->order->run) < 0)
		return (-1);
	return (txn_scope_close(g->db, e));
}

int
transactions_generate(struct database *db, const struct transactions_order *order, struct transactions_tally *tally, struct err *e)
{
	struct arena plans = ARENA_EMPTY;
	struct generation g = { .db = db, .order = order, .tally = tally, .arena = ARENA_EMPTY };
	int rc;

	*tally = (struct transactions_tally){ 0 };
	rc = account_prices_load(db, &plans, &g.prices, e);
	if (rc == 0)
		rc = generate(&g, e);
	arena_release(&g.arena);
	arena_release(&plans);
	return (rc);
}
