#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <fcntl.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/date.h"
#include "command/command.h"
#include "config/app.h"

/* A command that writes down how it was called. */
struct wanted {
	bool loud;
	const char *agent;
	int64_t count;
	int32_t day;
};

static const struct wanted DEFAULTS = { false, "nobody", 7, DATE_NONE };

static const struct command_option OPTIONS[] = {
	{ "loud", 'l', NULL, "", COMMAND_FLAG, offsetof(struct wanted, loud), 0, 0, false },
	{ "agent", 'a', "NAME", "", COMMAND_TEXT, offsetof(struct wanted, agent), 0, 0, false },
	{ "count", 0, "N", "", COMMAND_NUMBER, offsetof(struct wanted, count), 1, 9, false },
	{ "day", 0, "DAY", "", COMMAND_DAY, offsetof(struct wanted, day), 0, 0, false },
	{ "reason", 'r', "TEXT", "", COMMAND_TEXT, offsetof(struct wanted, agent), 0, 0, true },
};

static struct buf said;

static int
run(const struct command_call *call)
{
	const struct wanted *w = call->wanted;
	char day[DATE_ISO_SIZE];
	int i;

	buf_printf(&said, "%s %d %s %lld %s", call->spool, w->loud, w->agent, (long long)w->count,
	    w->day == DATE_NONE ? "-" : date_format(w->day, day));
	for (i = 0; i < call->count; i++)
		buf_printf(&said, " <%s>", call->operands[i]);
	return (EXIT_DONE);
}

/*
 * The line, its words parted by blanks, is the command's; what it prints is added to `said`. The
 * exit code.
 */
static int
call(const struct command *command, const char *line)
{
	struct command_common common = { .spool = "spool" };
	char *argv[16] = { (char[]){ "test" } }, *words = strdup(line), *rest = words, *word;
	int argc = 1, code, out[2], saved = dup(STDERR_FILENO);
	ssize_t got;

	assert_int_equal(pipe(out), 0);
	(void)dup2(out[1], STDERR_FILENO);
	(void)close(out[1]);
	while ((word = strsep(&rest, " ")) != NULL && argc < 15)
		if (word[0] != '\0')
			argv[argc++] = word;
	buf_reset(&said);
	code = command_run(command, &common, argc, argv);
	(void)dup2(saved, STDERR_FILENO);
	(void)close(saved);
	if ((got = read(out[0], buf_reserve(&said, 1000), 1000)) > 0) {
		said.length += (size_t)got;
		said.data[said.length] = '\0';
	}
	(void)close(out[0]);
	free(words);
	return (code);
}

static void
options_may_stand_anywhere_and_what_is_wrong_is_said(void **state)
{
	static const struct {
		const char *name, *line;
		int code;
		const char *want; /* all that is said, or how it begins, up to its first line end */
	} rows[] = {
		{ "nothing but operands", "x y", 0, "spool 0 nobody 7 - <x> <y>" },
		{ "options before", "--loud --agent al x", 0, "spool 1 al 7 - <x>" },
		{ "options behind", "x --agent al --loud", 0, "spool 1 al 7 - <x>" },
		{ "options between", "x --agent al y -l", 0, "spool 1 al 7 - <x> <y>" },
		{ "with =", "--agent=al x --count=9", 0, "spool 0 al 9 - <x>" },
		{ "letters", "-lal x", 0, "spool 1 l 7 - <x>" },
		{ "cut short", "--ag al x", 0, "spool 0 al 7 - <x>" },
		{ "the spool, first", "-s here x", 0, "here 0 nobody 7 - <x>" },
		{ "the spool, last", "x --spool here", 0, "here 0 nobody 7 - <x>" },
		{ "a day", "x --day 2026-10-31", 0, "spool 0 nobody 7 2026-10-31 <x>" },
		{ "an operand like an option", "-- --loud", 0, "spool 0 nobody 7 - <--loud>" },
		{ "a bare dash", "-", 0, "spool 0 nobody 7 - <->" },
		{ "no operand", "--loud", 2,
		    "billspool test: an argument is missing: FILE [FILE]" },
		{ "too many", "x y z", 2, "billspool test: these are too many arguments" },
		{ "no such option", "x --bogus", 2,
		    "billspool test: there is no option --bogus, or it is short for several" },
		{ "no such letter", "x -lz", 2, "billspool test: there is no option -z" },
		{ "a value that is missing", "x --agent", 2,
		    "billspool test: --agent needs a value" },
		{ "a value too many", "x --loud=yes", 2, "billspool test: --loud takes no value" },
		{ "a number too large", "x --count 10", 2,
		    "billspool test: --count 10: give it a number from 1 to 9" },
		{ "no number", "x --count many", 2,
		    "billspool test: --count many: give it a number from 1 to 9" },
		{ "no day", "x --day 2026-02-30", 2,
		    "billspool test: --day 2026-02-30: give it a date such as 2026-10-31" },
	};
	static const struct command command = { .name = "test",
		.operands = "FILE [FILE]",
		.least = 1,
		.most = 2,
		.help = "is a test",
		.options = OPTIONS,
		.option_count = 4,
		.defaults = &DEFAULTS,
		.wanted_size = sizeof(DEFAULTS),
		.run = run };
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		int code = call(&command, rows[i].line);

		said.data[strcspn(said.data, "\n")] = '\0';
		if (code != rows[i].code || strcmp(said.data, rows[i].want) != 0)
			fail_msg("%s: got %d \"%s\", want %d \"%s\"", rows[i].name, code, said.data,
			    rows[i].code, rows[i].want);
	}
}

static void
wrong_usage_ends_with_the_usage(void **state)
{
	static const struct command command = { .name = "test",
		.operands = "",
		.help = "is a test",
		.options = OPTIONS,
		.option_count = LENGTH(OPTIONS),
		.wanted_size = sizeof(DEFAULTS),
		.run = run };

	(void)state;
	assert_int_equal(call(&command, "--loud"), EXIT_USAGE);
	assert_string_equal(said.data,
	    "billspool test: --reason TEXT is missing\n"
	    "usage: billspool [-s DIR] test [--loud] [--agent NAME] [--count N] [--day DAY] "
	    "--reason "
	    "TEXT\n");
	assert_int_equal(call(&command, "--reason x y"), EXIT_USAGE);
	said.data[strcspn(said.data, "\n")] = '\0';
	assert_string_equal(said.data, "billspool test: it takes no arguments but its options");
}

static int
release_said(void **state)
{
	(void)state;
	buf_release(&said);
	return (0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(options_may_stand_anywhere_and_what_is_wrong_is_said),
		cmocka_unit_test(wrong_usage_ends_with_the_usage),
	};

	return (cmocka_run_group_tests(tests, NULL, release_said));
}
