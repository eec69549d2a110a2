#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include "command/command.h"
#include "synthetic/generate_prng.h"
#include "base/buf.h"
#include "base/compiler.h"
#include "base/hash.h"

/* Where the utilities of one test are made: a temporary folder, removed by leave(). */
static char *
enter(char folder[static 64])
{
	(void)snprintf(folder, 64, "/tmp/test_generate.XXXXXX");
	assert_non_null(mkdtemp(folder));
	return (folder);
}

static void
leave(const char *folder)
{
	char command[128];

	(void)snprintf(command, sizeof(command), "rm -r '%s'", folder);
	assert_int_equal(system(command), 0);
}

/*
 * The exit code of `billspool generate` with these arguments (blank-separated, "@" stands for
 * folder); what it says is not shown.
 */
static int
generate(const char *folder, const char *arguments)
{
	struct buf line = BUF_EMPTY;
	char *argv[16] = { (char[]){ "generate" } };
	struct command_common common = { .spool = "spool" };
	int argc = 1, code;
	int saved[2] = { dup(STDOUT_FILENO), dup(STDERR_FILENO) };
	int null = open("/dev/null", O_WRONLY | O_CLOEXEC);

	for (; *arguments != '\0'; arguments++) {
		if (*arguments == '@')
			buf_add_string(&line, folder);
		else
			buf_add_char(&line, *arguments);
	}
	for (char *rest = line.data, *word; (word = strsep(&rest, " ")) != NULL && argc < 15;)
		argv[argc++] = word;

	(void)fflush(NULL);
	(void)dup2(null, STDOUT_FILENO);
	(void)dup2(null, STDERR_FILENO);
	code = command_run(&command_generate, &common, argc, argv);
	(void)fflush(NULL);
	(void)dup2(saved[0], STDOUT_FILENO);
	(void)dup2(saved[1], STDERR_FILENO);
	(void)close(saved[0]);
	(void)close(saved[1]);
	(void)close(null);
	buf_release(&line);
	return (code);
}

/* All bytes of a file of a generated utility. */
static void
read_file(const char *folder, const char *name, struct buf *bytes)
{
	char path[128];
	FILE *file;
	int c;

	(void)snprintf(path, sizeof(path), "%s/%s", folder, name);
	file = fopen(path, "rb");
	if (file == NULL)
		print_error("cannot open %s\n", path);
	assert_non_null(file);
	buf_reset(bytes);
	while ((c = fgetc(file)) != EOF)
		buf_add_char(bytes, (char)c);
	(void)fclose(file);
}

static const char *const FILES[] = { "buildings.csv", "agents.csv", "price-plans.csv",
	"customers.csv", "meters.csv", "meter-reads.csv", "charges.csv", "receipts.csv" };

/* One digest of all files of a utility. */
static void
hash_folder(const char *folder, char hex[static HASH_HEX_SIZE])
{
	struct hash *hash = hash_new();
	struct buf bytes = BUF_EMPTY;

	for (size_t i = 0; i < LENGTH(FILES); i++) {
		read_file(folder, FILES[i], &bytes);
		hash_add(hash, bytes.data, bytes.length);
	}
	hash_finish(hash, hex);
	buf_release(&bytes);
}

/*
 * The first outputs for seed 1234567, as published with the algorithm on many sites, and worked out
 * again in Python.
 */
static void
numbers_are_those_of_the_published_splitmix64(void **state)
{
	static const uint64_t want[] = { 6457827717110365317U, 3203168211198807973U,
		9817491932198370423U, 4593380528125082431U, 16408922859458223821U };
	struct generate_prng prng = { 1234567 };

	for (size_t i = 0; i < LENGTH(want); i++)
		assert_int_equal(generate_prng_next(&prng), want[i]);
}

static void
a_number_between_two_bounds_reaches_both_and_passes_neither(void **state)
{
	struct generate_prng prng;
	int seen[5] = { 0 };

	generate_prng_begin(&prng, 1, STREAM_ACCOUNT, 0);
	for (int i = 0; i < 5000; i++) {
		int64_t got = generate_prng_between(&prng, -2, 2);

		assert_in_range(got + 2, 0, 4);
		seen[got + 2]++;
	}
	/* 1000 each are expected; 150 is five standard deviations. */
	for (int i = 0; i < 5; i++)
		assert_in_range(seen[i], 850, 1150);
}

/* Which arguments make the same utility as "--accounts 60 --seed 7", and which another one. */
static void
the_same_arguments_make_the_same_bytes_and_others_do_not(void **state)
{
	static const struct {
		const char *name;
		const char *arguments;
		int same;
	} rows[] = {
		{ "once more", "@/b --accounts 60 --seed 7", 1 },
		{ "options before the folder, with =", "--seed=7 --accounts=60 @/b", 1 },
		{ "defaults written out",
		    "@/b --accounts 60 --buildings 1 --months 14 --seed 7 --start 2025-09", 1 },
		{ "another seed", "@/b --accounts 60 --seed 8", 0 },
		{ "no seed", "@/b --accounts 60", 0 },
		{ "one account more", "@/b --accounts 61 --seed 7", 0 },
		{ "two buildings", "@/b --accounts 60 --seed 7 --buildings 2", 0 },
		{ "another first month", "@/b --accounts 60 --seed 7 --start 2025-10", 0 },
		{ "one month less", "@/b --accounts 60 --seed 7 --months 13", 0 },
	};
	char want[HASH_HEX_SIZE], got[HASH_HEX_SIZE];
	char folder[64], path[80];

	for (size_t i = 0; i < LENGTH(rows); i++) {
		(void)enter(folder);
		assert_int_equal(generate(folder, "@/a --accounts 60 --seed 7"), 0);
		assert_int_equal(generate(folder, rows[i].arguments), 0);
		(void)snprintf(path, sizeof(path), "%s/a", folder);
		hash_folder(path, want);
		(void)snprintf(path, sizeof(path), "%s/b", folder);
		hash_folder(path, got);
		if ((strcmp(got, want) == 0) != rows[i].same)
			print_error("%s: got %s, want %s %s\n", rows[i].name, got,
			    rows[i].same ? "the same as" : "other than", want);
		assert_int_equal(strcmp(got, want) == 0, rows[i].same);
		leave(folder);
	}
}

/*
 * What a reader that shares nothing with ours finds in the files: every reference leads somewhere,
 * every dial runs forward.
 */
static const char CHECK[] =
    "import csv, sys, datetime, collections\n"
    "folder, accounts, buildings, months = sys.argv[1], *map(int, sys.argv[2:5])\n"
    "def load(name):\n"
    "    with open(folder + '/' + name + '.csv', encoding='utf-8', newline='') as f:\n"
    "        return list(csv.DictReader(f, strict=True))\n"
    "def need(ok, *why):\n"
    "    if not ok: sys.exit('generated data: ' + ' '.join(map(str, why)))\n"
    "day = datetime.date.fromisoformat\n"
    "b, ag, pp, cu, me, re, ch, rc = map(load, ['buildings', 'agents', 'price-plans', 'customers', "
    "'meters', 'meter-reads', 'charges', 'receipts'])\n"
    "need(len(b) == buildings, 'buildings', len(b)); need(len(cu) == accounts, 'accounts', "
    "len(cu))\n"
    "for name, rows, key in [('building', b, ['building_code']), ('account', cu, "
    "['account_number']),\n"
    "        ('site', cu, ['site_identifier']),\n"
    "        ('meter', me, ['site_identifier', 'meter_code', 'meter_register']),\n"
    "        ('read', re, ['site_identifier', 'meter_code', 'meter_register', 'read_date', "
    "'read_type']),\n"
    "        ('price', pp, ['price_plan_code', 'sched_type', 'meter_type_code', 'tier_from', "
    "'start_date'])]:\n"
    "    keys = [tuple(r[k] for k in key) for r in rows]\n"
    "    need(len(keys) == len(set(keys)), 'a', name, 'twice')\n"
    "codes = {r['building_code'] for r in b}\n"
    "mine = [c for r in ag if r['role'] == 'BILLING' for c in r['buildings'].split(';')]\n"
    "need(sorted(mine) == sorted(codes), 'agents share or lack buildings', mine)\n"
    "need([r['agent'] for r in ag if r['buildings'] == '*'] == ['mia'], 'manager')\n"
    "ends = sorted({r['read_date'] for r in re if r['read_type'] == 'ACTUAL'})\n"
    "need(len(ends) == months, 'months', ends)\n"
    "need(all((day(e) + datetime.timedelta(1)).day == 1 for e in ends), 'a read inside a month')\n"
    "meters = collections.defaultdict(list); reads = collections.defaultdict(list)\n"
    "for m in me: meters[m['site_identifier']].append(m)\n"
    "for r in re: reads[r['site_identifier'], r['meter_code'], r['meter_register']].append(r)\n"
    "need(set(meters) == {c['site_identifier'] for c in cu}, 'a site without meter, or a meter "
    "without account')\n"
    "need(len(reads) == len(me), 'reads of unknown meters, or meters without reads')\n"
    "types = collections.defaultdict(set)\n"
    "for p in pp: types[p['price_plan_code']].add((p['sched_type'], p['meter_type_code']))\n"
    "numbers = {c['account_number'] for c in cu}\n"
    "need({r['account_number'] for r in ch + rc} <= numbers, 'money of unknown accounts')\n"
    "for c in cu:\n"
    "    need(c['building_code'] in codes, 'building', c); need(c['account_name'], 'name', c)\n"
    "    need(c['invoice_delivery_class'] == 'EMAIL' or c['postal_1'], 'no address', c)\n"
    "    for m in meters[c['site_identifier']]:\n"
    "        sched = 'DEMAND' if m['meter_type_code'] == 'DEMAND' else 'USAGE'\n"
    "        need((sched, m['meter_type_code']) in types[c['price_plan_code']], 'no price', "
    "c['price_plan_code'], m)\n"
    "        rows = reads[m['site_identifier'], m['meter_code'], m['meter_register']]\n"
    "        have = {r['read_date'] for r in rows if r['read_type'] == 'ACTUAL'}\n"
    "        last = m['removed_date'] or '9999'\n"
    "        need(have == {e for e in ends if m['install_date'] <= e < last}, 'missing reads', m)\n"
    "        need(bool(m['removed_date']) == (rows[-1]['read_type'] == 'CLOSING'), 'closing read', "
    "m)\n"
    "        if m['install_date'] <= c['open_date'] <= last:\n"
    "            need(any(r['read_date'] == c['open_date'] and r['read_type'] == 'OPENING' for r "
    "in rows),\n"
    "                'no opening read', c)\n"
    "        need([r['read_date'] for r in rows] == sorted(r['read_date'] for r in rows), 'order', "
    "m)\n"
    "        if sched == 'DEMAND': continue\n"
    "        top = 10 ** int(m['dial_format'])\n"
    "        for one, two in zip(rows, rows[1:]):\n"
    "            used = (float(two['meter_read']) - float(one['meter_read'])) % top\n"
    "            need(used < 1500, 'usage', used, one, two)\n"
    "share = lambda rows, key, value: sum(r[key] == value for r in rows) / len(rows)\n"
    "if accounts >= 1000:\n"
    "    for rows, key, value, want in [(cu, 'product_type', 'POWER', .60), (cu, 'product_type', "
    "'WATER', .25),\n"
    "            (cu, 'product_type', 'GAS', .15), (cu, 'bill_cycle_code', 'MONTHLY', .80),\n"
    "            (cu, 'invoice_delivery_class', 'EMAIL', .70)]:\n"
    "        got = share(rows, key, value)\n"
    "        need(abs(got - want) < .06, value, 'got', got, 'want', want)\n"
    "    need(.01 < share(re, 'estimate_read', 'Y') < .03, 'estimates')\n"
    "    need(.6 < len(rc) / accounts < .8, 'receipts', len(rc))\n"
    "    need(.06 < len(ch) / accounts < .14, 'charges', len(ch))\n";

static void
an_independent_reader_finds_every_account_with_meters_reads_and_prices(void **state)
{
	static const struct {
		const char *name;
		const char *arguments;
		const char *expected; /* accounts, buildings, months */
	} rows[] = {
		{ "one account", "@/a --accounts 1", "1 1 14" },
		{ "one month", "@/a --accounts 40 --months 1 --buildings 2", "40 2 1" },
		{ "uneven buildings", "@/a --accounts 101 --buildings 7 --seed 3", "101 7 14" },
		{ "an account a building, more than there are letters",
		    "@/a --accounts 60 --buildings 60", "60 60 14" },
		{ "across a leap day", "@/a --accounts 30 --start 2028-01 --months 4", "30 1 4" },
		{ "default number of buildings", "@/a --accounts 1201", "1201 7 14" },
	};
	char folder[64], command[256];

	for (size_t i = 0; i < LENGTH(rows); i++) {
		FILE *python;

		(void)enter(folder);
		assert_int_equal(generate(folder, rows[i].arguments), 0);
		(void)snprintf(command, sizeof(command), "python3 - '%s/a' %s", folder,
		    rows[i].expected);
		python = popen(command, "w");
		assert_non_null(python);
		assert_true(fputs(CHECK, python) >= 0);
		if (pclose(python) != 0) {
			print_error("%s: the data is not sound\n", rows[i].name);
			fail();
		}
		leave(folder);
	}
}

static void
a_wrong_command_line_writes_nothing_and_exits_2(void **state)
{
	static const struct {
		const char *name;
		const char *arguments;
		int want;
	} rows[] = {
		{ "help", "--help", 0 },
		{ "help wins", "@/a --accounts 5 --help", 0 },
		{ "no folder", "--accounts 5", 2 },
		{ "no accounts", "@/a", 2 },
		{ "no accounts at all", "@/a --accounts 0", 2 },
		{ "not a number", "@/a --accounts five", 2 },
		{ "negative", "@/a --accounts -5", 2 },
		{ "value missing", "@/a --accounts", 2 },
		{ "too many months", "@/a --accounts 5 --months 241", 2 },
		{ "more buildings than accounts", "@/a --accounts 5 --buildings 6", 2 },
		{ "month 13", "@/a --accounts 5 --start 2025-13", 2 },
		{ "a day as month", "@/a --accounts 5 --start 2025-09-01", 2 },
		{ "unknown option", "@/a --accounts 5 --acounts 6", 2 },
		{ "two folders", "@/a @/b --accounts 5", 2 },
		{ "folder that cannot be made", "@/no/such --accounts 5", 1 },
	};
	char folder[64];

	for (size_t i = 0; i < LENGTH(rows); i++) {
		char path[80];
		int got;

		(void)enter(folder);
		got = generate(folder, rows[i].arguments);
		if (got != rows[i].want)
			print_error("%s: got %d, want %d\n", rows[i].name, got, rows[i].want);
		assert_int_equal(got, rows[i].want);
		(void)snprintf(path, sizeof(path), "%s/a", folder);
		assert_int_not_equal(access(path, F_OK), 0);
		leave(folder);
	}
}

static void
a_file_that_is_there_already_is_left_as_it_is(void **state)
{
	char folder[64], path[80];
	struct buf bytes = BUF_EMPTY;
	FILE *file;

	(void)snprintf(path, sizeof(path), "%s/meters.csv", enter(folder));
	file = fopen(path, "w");
	assert_non_null(file);
	assert_true(fputs("mine", file) >= 0);
	assert_int_equal(fclose(file), 0);

	assert_int_equal(generate(folder, "@ --accounts 5"), 1);
	read_file(folder, "meters.csv", &bytes);
	assert_string_equal(buf_text(&bytes), "mine");

	/* And nothing is left of the files that were begun before it. */
	(void)snprintf(path, sizeof(path), "%s/buildings.csv", folder);
	assert_int_not_equal(access(path, F_OK), 0);
	buf_release(&bytes);
	leave(folder);
}

/* A limit on the size of files stands for a full disk: write(2) fails just so. */
static void
a_write_that_fails_is_noticed_and_exits_1(void **state)
{
	char folder[64];
	struct rlimit before, limit;
	int got;

	(void)enter(folder);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	limit = (struct rlimit){ 100000, before.rlim_max };
	(void)signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
	got = generate(folder, "@/a --accounts 1000");
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	(void)signal(SIGXFSZ, SIG_DFL);
	assert_int_equal(got, 1);
	leave(folder);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_are_those_of_the_published_splitmix64),
		cmocka_unit_test(a_number_between_two_bounds_reaches_both_and_passes_neither),
		cmocka_unit_test(the_same_arguments_make_the_same_bytes_and_others_do_not),
		cmocka_unit_test(
		    an_independent_reader_finds_every_account_with_meters_reads_and_prices),
		cmocka_unit_test(a_wrong_command_line_writes_nothing_and_exits_2),
		cmocka_unit_test(a_file_that_is_there_already_is_left_as_it_is),
		cmocka_unit_test(a_write_that_fails_is_noticed_and_exits_1),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
