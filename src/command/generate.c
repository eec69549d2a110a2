#include "synthetic/generate.h"

#include "base/date.h"
#include "command/command.h"
#include "config/app.h"

#define ACCOUNTS_MOST 10000000
#define ACCOUNTS_A_BUILDING 200

/* The words of the command line. */
struct generate_wanted {
	int64_t accounts;
	int64_t buildings; /* 0: not given */
	int64_t months;
	int64_t seed;
	const char *start;
};

static const struct generate_wanted DEFAULTS = { .months = 14, .seed = 1, .start = "2025-09" };

#define AT(field) offsetof(struct generate_wanted, field)

static const struct command_option OPTIONS[] = {
	{ "accounts", 0, "N", "number of accounts, 1 to 10000000", COMMAND_NUMBER, AT(accounts), 1,
	    ACCOUNTS_MOST, true },
	{ "buildings", 0, "N", "number of buildings (default: accounts / 200, at least 1)",
	    COMMAND_NUMBER, AT(buildings), 1, ACCOUNTS_MOST, false },
	{ "months", 0, "N", "months of reads, 1 to 240 (default: 14)", COMMAND_NUMBER, AT(months),
	    1, 240, false },
	{ "seed", 0, "N", "another number makes another utility (default: 1)", COMMAND_NUMBER,
	    AT(seed), 0, INT64_MAX, false },
	{ "start", 0, "YYYY-MM", "first month, 1950-01 to 2150-12 (default: 2025-09)", COMMAND_TEXT,
	    AT(start), 0, 0, false },
};

static const char MORE[] =
    "Makes a synthetic utility as CSV files to import, in DIR: buildings, agents, price\n"
    "plans, customers, meters, reads, charges and receipts. The same arguments always\n"
    "make the same bytes. Each account waits for one billing cycle to be billed, up to\n"
    "the end of the last month; older reads are its history.\n"
    "\n"
    "To load them, drop each file into imports/<name>/ of a spool, buildings.csv first.\n";

/* Read a month, "2025-09", as its first day. */
static bool
parse_month(const char *value, int32_t *first_day)
{
	char iso[DATE_ISO_SIZE];

	if (strlen(value) != 7)
		return (false);
	(void)snprintf(iso, sizeof(iso), "%s-01", value);
	return (date_parse(iso, NULL, first_day) && *first_day >= date_from_ymd(1950, 1, 1) &&
	    *first_day <= date_from_ymd(2150, 12, 1));
}

static int
generate_run(const struct command_call *call)
{
	const struct generate_wanted *wanted = call->wanted;
	struct generate_wish wish = { .folder = call->operands[0],
		.accounts = wanted->accounts,
		.buildings = wanted->buildings,
		.months = wanted->months,
		.seed = wanted->seed };
	struct err e = { 0 };

	if (!parse_month(wanted->start, &wish.first_day))
		return (command_refuse(call->command, "--start %s: give it a month such as 2025-09",
		    wanted->start));
	if (wish.buildings == 0)
		wish.buildings = (wish.accounts + ACCOUNTS_A_BUILDING - 1) / ACCOUNTS_A_BUILDING;
	if (wish.buildings > wish.accounts)
		return (command_refuse(call->command,
		    "each of %lld buildings needs an account; there are %lld",
		    (long long)wish.buildings, (long long)wish.accounts));
	if (generate_make(&wish, &e) == 0)
		return (EXIT_DONE);
	fprintf(stderr, "billspool generate: %s\n", e.text);
	return (EXIT_REFUSED);
}

const struct command command_generate = { .name = "generate",
	.operands = "DIR",
	.least = 1,
	.most = 1,
	.help = "make a synthetic utility to import",
	.more = MORE,
	.options = OPTIONS,
	.option_count = LENGTH(OPTIONS),
	.defaults = &DEFAULTS,
	.wanted_size = sizeof(DEFAULTS),
	.no_spool = true,
	.run = generate_run };
