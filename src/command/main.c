#include "base/version.h"
#include "command/command.h"
#include "config/app.h"

#define DEFAULT_SPOOL "spool"

/* All commands, in the order in which help lists them. */
static const struct command *const COMMANDS[] = {
	&command_init,
	&command_watch,
	&command_once,
	&command_submit,
	&command_status,
	&command_check,
	&command_audit,
	&command_schedule_list,
	&command_schedule_next,
	&command_form,
	&command_mail_show,
	&command_mail_send,
	&command_mail_watch,
	&command_mail_retry,
	&command_mail_resolve,
	&command_render,
	&command_print,
	&command_backup,
	&command_upgrade,
	&command_settings,
	&command_rate,
	&command_layout_list,
	&command_layout_show,
	&command_layout_fields,
	&command_layout_check,
	&command_layout_preview,
	&command_generate,
};

/* Print one line of the list of commands. */
static void
print_line(const struct command *command, FILE *out)
{
	char left[64];

	(void)snprintf(left, sizeof(left), "%s%s%s%s", command->name,
	    command->operands[0] != '\0' ? " " : "", command->operands,
	    command->option_count > 0 ? " [OPTIONS]" : "");
	fprintf(out, "  %-51s %s\n", left, command->help);
}

static void
print_help(FILE *out)
{
	size_t i;

	fprintf(out,
	    "billspool: bulk utility billing by files.\n\n"
	    "usage: billspool [-s DIR] COMMAND [ARGUMENTS]\n\n"
	    "  -s, --spool DIR   the spool (default: %s)\n"
	    "  -h, --help        print this; after a command, its own help\n"
	    "  -V, --version     print the version\n\n",
	    DEFAULT_SPOOL);
	for (i = 0; i < LENGTH(COMMANDS); i++)
		print_line(COMMANDS[i], out);
	fprintf(out,
	    "\nExit codes: 0 done, 1 refused, 2 wrong usage, 75 try again later, 70 a fault of "
	    "billspool.\n");
}

/* Find the command of these words; the second may be NULL. */
static const struct command *
find_command(const char *first, const char *second)
{
	size_t length = strlen(first), i;

	for (i = 0; i < LENGTH(COMMANDS); i++) {
		const char *name = COMMANDS[i]->name;

		if (second == NULL ? strcmp(name, first) == 0
				   : strncmp(name, first, length) == 0 && name[length] == ' ' &&
			    strcmp(name + length + 1, second) == 0)
			return (COMMANDS[i]);
	}
	return (NULL);
}

/* Print the commands that begin with this word. Are there any? */
static bool
print_group(const char *first, FILE *out)
{
	size_t length = strlen(first), i;
	bool any = false;

	for (i = 0; i < LENGTH(COMMANDS); i++) {
		if (strncmp(COMMANDS[i]->name, first, length) != 0 ||
		    COMMANDS[i]->name[length] != ' ')
			continue;
		print_line(COMMANDS[i], out);
		any = true;
	}
	return (any);
}

/* Refuse a line that names no command. */
static int
refuse_words(const char *first, const char *second)
{
	if (first == NULL) {
		print_help(stderr);
		return (EXIT_USAGE);
	}
	fprintf(stderr, "billspool: there is no command \"%s%s%s\"\n\n", first,
	    second != NULL ? " " : "", second != NULL ? second : "");
	if (!print_group(first, stderr))
		print_help(stderr);
	return (EXIT_USAGE);
}

/* Print help about all commands, or about those that begin with this word. */
static int
help(const char *first)
{
	if (first == NULL || strcmp(first, "help") == 0)
		print_help(stdout);
	else if (!print_group(first, stdout))
		return (refuse_words(first, NULL));
	return (EXIT_DONE);
}

int
main(int argc, char **argv)
{
	struct command_common common = { .spool = DEFAULT_SPOOL };
	const struct command *command = NULL;
	const char *word[2] = { NULL, NULL };
	int at, i;

	for (i = 0; i < 2 && command == NULL; i++) {
		at = command_common(argc, argv, &common);
		if (at < 0)
			return (EXIT_USAGE);
		argc -= at, argv += at;
		if (argc == 0)
			break;
		word[i] = argv[0];
		command = find_command(word[0], word[1]);
	}
	if (common.version) {
		puts("billspool " VERSION);
		return (EXIT_DONE);
	}
	if (command != NULL)
		return (command_run(command, &common, argc, argv));
	if (common.help || (word[0] != NULL && strcmp(word[0], "help") == 0))
		return (help(word[0]));
	return (refuse_words(word[0], word[1]));
}
