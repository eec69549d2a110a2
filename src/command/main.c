#include <stdbool.h>

#include "config/app.h"
#include "command/audit.h"
#include "command/command.h"
#include "command/design.h"
#include "synthetic/generate.h"
#include "command/mail.h"
#include "command/rate.h"
#include "command/schedule.h"
#include "base/compiler.h"

#define DEFAULT_SPOOL "spool"

/* Commands that work without a spool. */
static int
generate(const char *spool, int argc, char **argv)
{
	(void)spool;
	return (generate_command(argc, argv));
}

static int
rate(const char *spool, int argc, char **argv)
{
	(void)spool;
	return (rate_command(argc, argv));
}

static int
design(const char *spool, int argc, char **argv)
{
	(void)spool;
	return (design_command(argc, argv));
}

/* What billspool can do. The usage text stands beside the function that keeps its word. */
static const struct {
	const char *name;
	command_fn *run;
	const char *arguments;
	const char *help;
} COMMANDS[] = {
	{ "init", command_init, "[--share ...] [DIR]",
	    "make a spool in DIR; --share: for groups, and print an smb.conf" },
	{ "watch", command_watch, "",
	    "do what is dropped into the spool, until stopped (for a service manager)" },
	{ "once", command_once, "", "do all that waits, then exit (for cron and tests)" },
	{ "submit", command_submit, "[--agent NAME] [--wait] FILE...",
	    "drop requests and watch them being done" },
	{ "status", command_status, "[--json | --emails STATE]",
	    "what runs, what waits, what was done" },
	{ "check", command_check, "",
	    "is everything as it should be? Exit 0, or a list of what is wrong" },
	{ "audit", audit_command, "[--csv] [--from DAY] [--to DAY]",
	    "who asked for and decided what, when, by which file" },
	{ "schedule", schedule_command, "list | next [DAYS] [--json]",
	    "what runs by itself, and what will run in the next 90d" },
	{ "form", command_form, "TYPE BUILDINGS", "print a commented request to fill in" },
	{ "mail", mail_command, "show|send|watch|retry|resolve ...",
	    "look at emails, send the released ones, settle unknown ones" },
	{ "render", command_render, "RUN DIR [--shard I/N]",
	    "make a run's PDFs again from its frozen rows, into DIR" },
	{ "print", command_print, "RUN DIR [--from SHEET]",
	    "make a run's print bundles again into DIR, from a sheet on (after a jam)" },
	{ "backup", command_backup, "FILE",
	    "copy the database to FILE, consistently, while work goes on" },
	{ "upgrade", command_upgrade, "[--check]",
	    "bring the database to this program's version; --check: what would be done?" },
	{ "rate", rate, "[FILE]", "rate a case given as JSON (src/rating/RATE.md)" },
	{ "layout", design, "list | show | fields | check | preview ...",
	    "layouts of documents: begin one, check it, look at it" },
	{ "generate", generate, "DIR --accounts N ...", "make a synthetic utility to import" },
};

/* All commands, a line each. */
static void
print_help(FILE *out)
{
	char left[64];
	size_t i;

	fprintf(out,
	    "billspool: bulk utility billing by files.\n\nusage: billspool [-s DIR] COMMAND "
	    "[ARGUMENTS]\n\n"
	    "  -s DIR   the spool (default: %s)\n\n",
	    DEFAULT_SPOOL);
	for (i = 0; i < LENGTH(COMMANDS); i++) {
		(void)snprintf(left, sizeof(left), "%s %s", COMMANDS[i].name,
		    COMMANDS[i].arguments);
		fprintf(out, "  %-46s %s\n", left, COMMANDS[i].help);
	}
	fprintf(out,
	    "\nExit codes: 0 done, 1 refused, 2 wrong usage, 75 try again later, 70 a fault of "
	    "billspool.\n");
}

/* `billspool COMMAND --help` for the commands of the table that do not explain themselves. */
static bool
asks_for_help(int argc, char **argv)
{
	return (argc > 1 && strcmp(argv[1], "--help") == 0 && strcmp(argv[0], "rate") != 0 &&
	    strcmp(argv[0], "layout") != 0 && strcmp(argv[0], "generate") != 0);
}

int
main(int argc, char **argv)
{
	const char *spool = DEFAULT_SPOOL;
	size_t i;

	argv++, argc--;
	if (argc >= 2 && strcmp(argv[0], "-s") == 0) {
		spool = argv[1];
		argv += 2, argc -= 2;
	}
	if (argc > 0 && (strcmp(argv[0], "--help") == 0 || strcmp(argv[0], "help") == 0)) {
		print_help(stdout);
		return (EXIT_DONE);
	}
	for (i = 0; argc > 0 && i < LENGTH(COMMANDS); i++) {
		if (strcmp(argv[0], COMMANDS[i].name) != 0)
			continue;
		if (!asks_for_help(argc, argv))
			return (COMMANDS[i].run(spool, argc, argv));
		printf("usage: billspool [-s DIR] %s %s\n%s\n", COMMANDS[i].name,
		    COMMANDS[i].arguments, COMMANDS[i].help);
		return (EXIT_DONE);
	}
	if (argc > 0)
		fprintf(stderr, "billspool: there is no command \"%s\"\n\n", argv[0]);
	print_help(stderr);
	return (EXIT_USAGE);
}
