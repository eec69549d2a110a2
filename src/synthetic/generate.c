#include "synthetic/generate.h"

#include <errno.h>
#include <stddef.h>
#include <sys/stat.h>

#include "synthetic/generate_account.h"
#include "synthetic/generate_agent.h"
#include "synthetic/generate_place.h"
#include "synthetic/generate_price.h"
#include "synthetic/generate_supply.h"
#include "synthetic/generate_world.h"
#include "base/compiler.h"
#include "base/text.h"

#define EXIT_USAGE 2
#define ACCOUNTS_MOST 10000000
#define ACCOUNTS_A_BUILDING 200

static const char USAGE[] =
    "usage: billspool generate DIR --accounts N [options]\n"
    "\n"
    "Makes a synthetic utility as CSV files to import, in DIR: buildings, agents, price\n"
    "plans, customers, meters, reads, charges and receipts. The same arguments always\n"
    "make the same bytes. Each account waits for one billing cycle to be billed, up to\n"
    "the end of the last month; older reads are its history.\n"
    "\n"
    "  --accounts N     number of accounts, 1 to 10000000\n"
    "  --buildings N    number of buildings (default: accounts / 200, at least 1)\n"
    "  --months N       months of reads, 1 to 240 (default: 14)\n"
    "  --seed N         another number makes another utility (default: 1)\n"
    "  --start YYYY-MM  first month, 1950-01 to 2150-12 (default: 2025-09)\n"
    "  --help           print this\n"
    "\n"
    "To load them, drop each file into imports/<name>/ of a spool, buildings.csv first.\n";

/* What the command line says. */
struct arguments {
	const char *folder;
	int64_t accounts; /* 0: not given */
	int64_t buildings; /* 0: not given */
	int64_t months;
	int64_t seed;
	int64_t first_day;
	bool help;
};

enum kind { KIND_NUMBER, KIND_MONTH };

/* The options that have a value. */
static const struct option {
	const char *name;
	enum kind kind;
	size_t offset;
	int64_t least;
	int64_t most;
	const char *rule;
} options[] = {
	{ "--accounts", KIND_NUMBER, offsetof(struct arguments, accounts), 1, ACCOUNTS_MOST,
	    "a number from 1 to 10000000" },
	{ "--buildings", KIND_NUMBER, offsetof(struct arguments, buildings), 1, ACCOUNTS_MOST,
	    "a number from 1 on" },
	{ "--months", KIND_NUMBER, offsetof(struct arguments, months), 1, 240,
	    "a number from 1 to 240" },
	{ "--seed", KIND_NUMBER, offsetof(struct arguments, seed), 0, INT64_MAX, "a whole number" },
	{ "--start", KIND_MONTH, offsetof(struct arguments, first_day), 0, 0,
	    "a month such as 2025-09" },
};

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

/* "2025-09" as the day with which it begins. */
static bool
parse_month(const char *value, int64_t *first_day)
{
	char iso[DATE_ISO_SIZE];
	int32_t day;

	if (strlen(value) != 7)
		return (false);
	(void)snprintf(iso, sizeof(iso), "%s-01", value);
	if (!date_parse(iso, NULL, &day) || day < date_from_ymd(1950, 1, 1) ||
	    day > date_from_ymd(2150, 12, 1))
		return (false);
	*first_day = day;
	return (true);
}

/* The option that arg names, with "=VALUE" behind it or not, or NULL. */
static const struct option *
find_option(const char *arg)
{
	size_t length = strcspn(arg, "=");

	for (size_t i = 0; i < LENGTH(options); i++)
		if (strlen(options[i].name) == length && memcmp(options[i].name, arg, length) == 0)
			return (&options[i]);
	return (NULL);
}

/* Store the value of an option. */
static int
set_option(struct arguments *arguments, const struct option *option, const char *value,
    struct err *e)
{
	int64_t *field = (int64_t *)(void *)((char *)arguments + option->offset);
	bool fits;

	if (value == NULL)
		return (err_reject(e, "%s needs a value: %s", option->name, option->rule));
	fits = option->kind == KIND_MONTH ? parse_month(value, field)
					  : text_to_int(value, option->least, option->most, field);
	if (!fits)
		return (err_reject(e, "%s %s: give it %s", option->name, value, option->rule));
	return (0);
}

/* Take the argument at *at, and its value, if that is the next one. */
static int
take_argument(struct arguments *arguments, int argc, char **argv, int *at, struct err *e)
{
	char *arg = argv[(*at)++];
	const struct option *option = find_option(arg);
	const char *value = strchr(arg, '=');

	if (strcmp(arg, "--help") == 0 || strcmp(arg, "-h") == 0) {
		arguments->help = true;
		return (0);
	}
	if (option != NULL) {
		if (value != NULL)
			value++;
		else if (*at < argc)
			value = argv[(*at)++];
		return (set_option(arguments, option, value, e));
	}
	if (arg[0] == '-' && arg[1] != '\0')
		return (err_reject(e, "there is no option %s", arg));
	if (arguments->folder != NULL)
		return (err_reject(e, "one folder, please: %s or %s", arguments->folder, arg));
	arguments->folder = arg;
	return (0);
}

/* Read the command line. Returns -1 where it makes no sense. */
static int
parse_arguments(int argc, char **argv, struct arguments *arguments, struct err *e)
{
	*arguments =
	    (struct arguments){ .months = 14, .seed = 1, .first_day = date_from_ymd(2025, 9, 1) };
	for (int at = 1; at < argc && !arguments->help;)
		if (take_argument(arguments, argc, argv, &at, e) != 0)
			return (-1);
	if (arguments->help)
		return (0);

	if (arguments->folder == NULL)
		return (err_reject(e, "say which folder to write to"));
	if (arguments->accounts == 0)
		return (err_reject(e, "say how many --accounts"));
	if (arguments->buildings == 0)
		arguments->buildings =
		    (arguments->accounts + ACCOUNTS_A_BUILDING - 1) / ACCOUNTS_A_BUILDING;
	if (arguments->buildings > arguments->accounts)
		return (err_reject(e, "each of %lld buildings needs an account; there are %lld",
		    (long long)arguments->buildings, (long long)arguments->accounts));
	return (0);
}

/* Open all files, or none. */
static int
open_files(struct generate_world *world, const char *folder, struct err *e)
{
	if (mkdir(folder, 0777) != 0 && errno != EEXIST)
		return (err_retry(e, errno, "cannot make the folder %s", folder));
	for (size_t i = 0; i < FILE_COUNT; i++) {
		if (generate_file_open(&world->files[i], folder, outputs[i].name,
			outputs[i].columns, e) == 0)
			continue;
		/* Those of before are ours and empty. */
		while (i-- > 0)
			generate_file_abandon(&world->files[i]);
		return (-1);
	}
	return (0);
}

/* Close all files; the first that failed is the one that is told. */
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

/* Write everything into the open files. */
static void
write_rows(struct generate_world *world)
{
	for (int64_t i = 0; i < world->buildings; i++)
		generate_place_row(&world->files[FILE_BUILDINGS], world->seed, i);
	generate_agent_rows(&world->files[FILE_AGENTS], world->buildings);
	generate_price_rows(&world->files[FILE_PRICES], generate_world_first(world),
	    generate_world_last(world));
	for (int64_t i = 0; i < world->accounts; i++)
		generate_account_rows(world, i);
}

/* Say what there is now. */
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

/* Make the utility that the arguments ask for. */
static int
generate(const struct arguments *arguments, struct err *e)
{
	struct generate_world world = {
		.seed = (uint64_t)arguments->seed,
		.accounts = arguments->accounts,
		.buildings = arguments->buildings,
		.months = (int)arguments->months,
	};
	int result = -1;

	generate_world_init(&world, (int32_t)arguments->first_day);
	if (open_files(&world, arguments->folder, e) == 0) {
		write_rows(&world);
		result = close_files(&world, e);
	}
	if (result == 0)
		print_result(&world, arguments->folder);
	generate_world_release(&world);
	return (result);
}

int
generate_command(int argc, char **argv)
{
	struct arguments arguments;
	struct err e = { .kind = ERR_NONE };

	if (parse_arguments(argc, argv, &arguments, &e) != 0) {
		(void)fprintf(stderr, "billspool generate: %s\n\n%s", e.text, USAGE);
		return (EXIT_USAGE);
	}
	if (arguments.help) {
		printf("%s", USAGE);
		return (EXIT_SUCCESS);
	}
	if (generate(&arguments, &e) != 0) {
		(void)fprintf(stderr, "billspool generate: %s\n", e.text);
		return (EXIT_FAILURE);
	}
	return (EXIT_SUCCESS);
}
