#include "command/command.h"

#include <getopt.h>
#include <stdarg.h>

#include "base/date.h"
#include "base/memory.h"
#include "base/text.h"
#include "config/app.h"

#define OPTIONS_MOST 16 /* of one command, with those of every command */
#define OWN 256 /* the least code that getopt_long returns for options of a command's table */

/* The options of every command. getopt_long returns their letters. */
static const struct command_option COMMON[] = {
	{ .name = "spool", .letter = 's', .value = "DIR", .help = "the spool (default: spool)" },
	{ .name = "help", .letter = 'h', .help = "print this" },
};

/* The options of a command line in the form that getopt_long takes. */
struct grammar {
	struct option longs[OPTIONS_MOST + 1];
	char shorts[2 * OPTIONS_MOST + 3];
	size_t count, length;
};

/* Add an option for which getopt_long is to return `code`. */
static void
add_option(struct grammar *g, const struct command_option *option, int code)
{
	g->longs[g->count++] = (struct option){ option->name,
		option->value != NULL ? required_argument : no_argument, NULL, code };
	if (option->letter == '\0')
		return;
	g->shorts[g->length++] = option->letter;
	if (option->value != NULL)
		g->shorts[g->length++] = ':';
}

/*
 * Begin with the common options. `how` is for getopt_long: "+" stops at the first operand; ":"
 * leaves error messages to us.
 */
static void
begin_grammar(struct grammar *g, const char *how)
{
	size_t i;

	*g = (struct grammar){ .length = strlen(how) };
	memcpy(g->shorts, how, g->length);
	for (i = 0; i < LENGTH(COMMON); i++)
		add_option(g, &COMMON[i], COMMON[i].letter);
	optind = 0; /* start anew: getopt(3) */
	opterr = 0;
}

/* Write the sentence about an option that getopt_long refuses. */
static void
describe_mistake(int code, char **argv, struct err *e)
{
	const char *word = argv[optind - 1];

	if (code == ':')
		(void)err_reject(e, "%s needs a value", word);
	else if (optopt >= OWN)
		(void)err_reject(e, "%.*s takes no value", (int)strcspn(word, "="), word);
	else if (optopt != 0)
		(void)err_reject(e, "there is no option -%c", optopt);
	else
		(void)err_reject(e, "there is no option %s, or it is short for several", word);
}

int
command_common(int argc, char **argv, struct command_common *common)
{
	static const struct command_option version = { .name = "version", .letter = 'V' };
	struct err e = { 0 };
	struct grammar g;
	int code;

	begin_grammar(&g, "+:");
	add_option(&g, &version, version.letter);
	while ((code = getopt_long(argc, argv, g.shorts, g.longs, NULL)) != -1) {
		if (code == 's') {
			common->spool = optarg;
		} else if (code == 'h') {
			common->help = true;
		} else if (code == 'V') {
			common->version = true;
		} else {
			describe_mistake(code, argv, &e);
			fprintf(stderr, "billspool: %s; `billspool --help` lists all commands\n",
			    e.text);
			return (-1);
		}
	}
	return (optind);
}

/* ---- help ------------------------------------------------------------------------------------ */

/* Write an option for the usage: " --agent NAME", in brackets if it may be left out. */
static void
print_option(const struct command_option *option, FILE *out)
{
	fprintf(out, " %s--%s%s%s%s", option->needed ? "" : "[", option->name,
	    option->value != NULL ? " " : "", option->value != NULL ? option->value : "",
	    option->needed ? "" : "]");
}

/* Write the usage in one line: "usage: billspool audit ...". */
static void
print_usage(const struct command *command, FILE *out)
{
	size_t i;

	fprintf(out, "usage: billspool %s%s%s%s", command->no_spool ? "" : "[-s DIR] ",
	    command->name, command->operands[0] != '\0' ? " " : "", command->operands);
	for (i = 0; i < command->option_count; i++)
		print_option(&command->options[i], out);
	fputc('\n', out);
}

/* Write one line of a list of options: "  -a, --agent NAME   who asks". */
static void
print_row(const struct command_option *option, FILE *out)
{
	char left[48], letter[8] = "    ";

	if (option->letter != '\0')
		(void)snprintf(letter, sizeof(letter), "-%c, ", option->letter);
	(void)snprintf(left, sizeof(left), "%s--%s%s%s", letter, option->name,
	    option->value != NULL ? " " : "", option->value != NULL ? option->value : "");
	fprintf(out, "  %-24s %s\n", left, option->help);
}

/* Print the help of a command, its usage first. */
static void
print_help(const struct command *command, FILE *out)
{
	size_t i;

	print_usage(command, out);
	fprintf(out, "\n%s\n\n", command->help);
	for (i = 0; i < command->option_count; i++)
		print_row(&command->options[i], out);
	for (i = command->no_spool ? 1 : 0; i < LENGTH(COMMON); i++)
		print_row(&COMMON[i], out);
	if (command->more != NULL)
		fprintf(out, "\n%s", command->more);
}

/* Print the sentence about a mistake in the line, and the usage. */
static int
print_refusal(const struct command *command, const char *sentence)
{
	fprintf(stderr, "billspool %s: %s\n", command->name, sentence);
	print_usage(command, stderr);
	return (EXIT_USAGE);
}

int
command_refuse(const struct command *command, const char *format, ...)
{
	struct err e = { 0 };
	va_list args;

	va_start(args, format);
	(void)vsnprintf(e.text, sizeof(e.text), format, args);
	va_end(args);
	return (print_refusal(command, e.text));
}

/* ---- one line -------------------------------------------------------------------------------- */

/* A command line, while it is read. */
struct command_reading {
	const struct command *command;
	struct command_common *common;
	char *wanted;
	bool given[OPTIONS_MOST]; /* which options of the command's table the line has */
};

/* Store the value of an option. */
static int
store_value(struct command_reading *r, size_t row, const char *value, struct err *e)
{
	const struct command_option *o = &r->command->options[row];
	void *target = r->wanted + o->target;

	r->given[row] = true;
	switch (o->kind) {
	case COMMAND_FLAG:
		*(bool *)target = true;
		return (0);
	case COMMAND_TEXT:
		*(const char **)target = value;
		return (0);
	case COMMAND_DAY:
		if (date_parse(value, NULL, target))
			return (0);
		return (err_reject(e, "--%s %s: give it a date such as 2026-10-31", o->name,
		    value));
	case COMMAND_NUMBER:
		if (text_to_int(value, o->least, o->most, target))
			return (0);
		return (err_reject(e, "--%s %s: give it a number from %lld to %lld", o->name, value,
		    (long long)o->least, (long long)o->most));
	}
	return (-1);
}

/* Find the row of the command's table for a code of getopt_long; option_count if there is none. */
static size_t
find_row(const struct command *command, int code)
{
	size_t i = 0;

	if (code >= OWN)
		return ((size_t)(code - OWN));
	while (i < command->option_count && command->options[i].letter != code)
		i++;
	return (i);
}

/* Handle one option that getopt_long returned. */
static int
take_option(struct command_reading *r, int code, char **argv, struct err *e)
{
	size_t row = find_row(r->command, code);

	if (row < r->command->option_count)
		return (store_value(r, row, optarg, e));
	if (code == 's')
		r->common->spool = optarg;
	else if (code == 'h')
		r->common->help = true;
	else
		describe_mistake(code, argv, e);
	return (code == 's' || code == 'h' ? 0 : -1);
}

/* Are all needed options there, and as many operands as the command takes? */
static int
check_line(const struct command_reading *r, int count, struct err *e)
{
	const struct command *c = r->command;
	size_t i;

	if (count < c->least)
		return (err_reject(e, "%s %s missing: %s", c->least - count == 1 ? "an" : "some",
		    c->least - count == 1 ? "argument is" : "arguments are", c->operands));
	if (c->most >= 0 && count > c->most)
		return (c->most == 0 ? err_reject(e, "it takes no arguments but its options")
				     : err_reject(e, "these are too many arguments"));
	for (i = 0; i < c->option_count; i++)
		if (c->options[i].needed && !r->given[i])
			return (err_reject(e, "--%s %s is missing", c->options[i].name,
			    c->options[i].value));
	return (0);
}

/* Read a whole line; its operands are then at argv[optind] and after. */
static int
read_line(struct command_reading *r, int argc, char **argv, struct err *e)
{
	const struct command *c = r->command;
	struct grammar g;
	size_t i;
	int code;

	begin_grammar(&g, ":");
	for (i = 0; i < c->option_count; i++)
		add_option(&g, &c->options[i], OWN + (int)i);
	while ((code = getopt_long(argc, argv, g.shorts, g.longs, NULL)) != -1)
		if (take_option(r, code, argv, e) != 0)
			return (-1);
	return (r->common->help ? 0 : check_line(r, argc - optind, e));
}

int
command_run(const struct command *command, struct command_common *common, int argc, char **argv)
{
	struct command_reading r = {
		.command = command, .common = common, .wanted = memory_new(1, command->wanted_size)
	};
	struct command_call call = { .command = command, .wanted = r.wanted };
	struct err e = { 0 };
	int code;

	if (command->defaults != NULL)
		memcpy(r.wanted, command->defaults, command->wanted_size);
	if (read_line(&r, argc, argv, &e) != 0) {
		code = print_refusal(command, e.text);
	} else if (common->help) {
		print_help(command, stdout);
		code = EXIT_DONE;
	} else {
		call.spool = common->spool;
		call.operands = argv + optind;
		call.count = argc - optind;
		code = command->run(&call);
	}
	free(r.wanted);
	return (code);
}
