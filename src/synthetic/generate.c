#include "synthetic/generate.h"

#include <errno.h>
#include <sys/stat.h>

#include "synthetic/generate_account.h"
#include "synthetic/generate_agent.h"
#include "synthetic/generate_place.h"
#include "synthetic/generate_price.h"
#include "synthetic/generate_supply.h"
#include "synthetic/generate_world.h"
#include "base/compiler.h"

/* The files and their columns. */
static const struct {
	const char *name;
	const char *columns;
} outputs[FILE_COUNT] = {
	[FILE_BUILDINGS] = { "buildings.csv", generate_place_columns },
	[FILE_AGENTS] = { "agents.csv", generate_agent_columns },
	[FILE_PRICES] = { "price-plans.csv", generate_price_columns },
	[FILE_CUSTOMERS] = { "customers.csv", generate_account_customer_columns },
	[FILE_METERS] = { "meters.csv", generate_supply_meter_columns },
	[FILE_READS] = { "meter-reads.csv", generate_supply_read_columns },
	[FILE_CHARGES] = { "charges.csv", generate_account_charge_columns },
	[FILE_RECEIPTS] = { "receipts.csv", generate_account_receipt_columns },
};

/* Open all files; if one fails, none is left open. */
static int
open_files(struct generate_world *world, const char *folder, struct err *e)
{
	if (mkdir(folder, 0777) != 0 && errno != EEXIST)
		return (err_retry(e, errno, "cannot make the folder %s", folder));
	for (size_t i = 0; i < FILE_COUNT; i++) {
		if (generate_file_open(&world->files[i], folder, outputs[i].name,
			outputs[i].columns, e) == 0)
			continue;
		/* Remove the files that were opened before it: they are ours, and empty. */
		while (i-- > 0)
			generate_file_abandon(&world->files[i]);
		return (-1);
	}
	return (0);
}

/* Close all files; e has the first failure. */
static int
close_files(struct generate_world *world, struct err *e)
{
	struct err other;
	int result = 0;

	for (size_t i = 0; i < FILE_COUNT; i++)
		if (generate_file_close(&world->files[i], result == 0 ? e : &other) != 0)
			result = -1;
	return (result);
}

/* Write all rows into the open files. */
static void
write_utility(struct generate_world *world)
{
	for (int64_t i = 0; i < world->buildings; i++)
		generate_place_row(&world->files[FILE_BUILDINGS], world->seed, i);
	generate_agent_rows(&world->files[FILE_AGENTS], world->buildings);
	generate_price_rows(&world->files[FILE_PRICES], generate_world_first(world),
	    generate_world_last(world));
	for (int64_t i = 0; i < world->accounts; i++)
		generate_account_rows(world, i);
}

/* Print a line about the utility. */
static void
print_result(const struct generate_world *world, const char *folder)
{
	char first[DATE_ISO_SIZE], last[DATE_ISO_SIZE];

	printf("%s: %lld accounts in %lld buildings, %lld reads from %s to %s; an end_date of %s "
	       "bills each account\n",
	    folder, (long long)world->accounts, (long long)world->buildings,
	    (long long)world->files[FILE_READS].count,
	    date_format(generate_world_first(world), first),
	    date_format(generate_world_last(world), last), last);
}

int
generate_make(const struct generate_wish *wish, struct err *e)
{
	struct generate_world world = {
		.seed = (uint64_t)wish->seed,
		.accounts = wish->accounts,
		.buildings = wish->buildings,
		.months = (int)wish->months,
	};
	int result = -1;

	generate_world_init(&world, wish->first_day);
	if (open_files(&world, wish->folder, e) == 0) {
		write_utility(&world);
		result = close_files(&world, e);
	}
	if (result == 0)
		print_result(&world, wish->folder);
	generate_world_release(&world);
	return (result);
}
