#ifndef STORE_ACCOUNT_H
#define STORE_ACCOUNT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "rating/facts.h"
#include "store/building.h"
#include "store/database.h"

/*
 * account: what rating needs to know of an account, read from the database into an arena.
 */

struct account {
	int64_t id;
	const char *number;
	const char *name;
	const char *site;
	const char *product; /* "", "POWER", "WATER" or "GAS" */
	const char *email;
	bool usable_email;
	struct rating_case facts; /* prices, rules and end_date are the caller's to set */
};

/* The accounts that a run names, where it names some; by id. */
struct account_set {
	const int64_t *ids;
	size_t count;
};

/* Find by number: 1, 0 not there, -1. *building is its building; its code is in arena. */
int account_by_number(struct database *db, const char *number, struct arena *arena,
    int64_t *account, struct building *building, struct err *e) NODISCARD;

/* Add an account, unless it is there: *count of ids are, and there is room for one more. */
void account_insert(int64_t *ids, size_t *count, int64_t account);

/* Begin the accounts of a run in one of its buildings, by number. */
int account_begin(struct database *db, const char *run, int64_t building, struct err *e) NODISCARD;

/*
 * The next one: 1, 0 at the end, -1. Strings in arena, which the caller may reset after each.
 * Meters and charges are not read yet.
 */
int account_next(struct database *db, struct arena *arena, struct account *account,
    struct err *e) NODISCARD;

/* Read its charges up to end_date. Its meters and their reads: store/meter.h. */
int account_read_charges(struct database *db, struct arena *arena, struct account *account,
    struct err *e) NODISCARD;

/* Turn the database's word for a cycle into its value. */
enum rating_cycle account_cycle(const char *word);

/* How many accounts a run has in a building. */
int account_count(struct database *db, const char *run, int64_t building, int64_t *count,
    struct err *e) NODISCARD;

/* Has another account taken over the site after `closed`? 1, 0, -1. */
int account_site_is_taken(struct database *db, const struct account *account, int32_t closed,
    struct err *e) NODISCARD;

/* All price plans, in memory for a whole run. */
struct account_prices {
	struct rating_price *rows; /* by plan code */
	const char **plans;        /* plan code of each row */
	size_t count;
};
int account_prices_load(struct database *db, struct arena *arena, struct account_prices *prices,
    struct err *e) NODISCARD;

/* The rows of one plan; *count is 0 if there is none. */
const struct rating_price *account_prices_of(const struct account_prices *prices, const char *plan,
    size_t *count);

/* Is this one address that mail can be sent to (ASCII, one @, no separators, at most 254 bytes)? */
bool account_email_is_usable(const char *email);

#endif
