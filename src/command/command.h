#ifndef COMMAND_COMMAND_H
#define COMMAND_COMMAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/compiler.h"

/*
 * command: the commands of billspool and their command lines, as tables. Their help is made from
 * the tables, too.
 *
 * Options and operands may come in any order. --spool and --help belong to every command, and may
 * also come before its name. Wrong usage is one sentence and the usage on standard error, and exit
 * code 2.
 */

enum command_kind {
	COMMAND_FLAG,   /* bool: the option takes no value */
	COMMAND_TEXT,   /* const char *, into argv */
	COMMAND_NUMBER, /* int64_t, from least to most */
	COMMAND_DAY,    /* int32_t: a date such as 2026-10-31 */
};

/* One option: a row of its command's table. */
struct command_option {
	const char *name;  /* "agent": its name on the line is --agent */
	char letter;       /* 'a': its short name is -a; 0: it has none */
	const char *value; /* the name of its value in the help: "NAME"; NULL: it takes none */
	const char *help;  /* its meaning, for the help */
	enum command_kind kind;
	size_t target; /* where its value is stored: an offset in the command's struct of wishes */
	int64_t least, most; /* limits for COMMAND_NUMBER */
	bool needed; /* the command does not work without it */
};

struct command_call;

struct command {
	const char *name; /* "audit"; "mail show" if it is one of a group */
	const char *operands; /* for the usage: "[AGENT] FILE..." */
	int least, most; /* number of operands; most -1: any number */
	const char *help; /* its effect in one line, for the help */
	const char *more; /* more lines for its own help, or NULL */
	const struct command_option *options;
	size_t option_count;
	const void *defaults; /* the wishes without any option, which are copied first; NULL: the
	                         command has none */
	size_t wanted_size;
	bool no_spool; /* it works without a spool */
	int (*run)(const struct command_call *call); /* returns the exit code */
};

/* A call of a command. */
struct command_call {
	const struct command *command;
	const char *spool;
	const void *wanted; /* the wishes: the defaults, with the options of the line */
	char **operands;
	int count;
};

/* The options of every command. */
struct command_common {
	const char *spool;
	bool help, version;
};

/*
 * Read the common options at the beginning of a line: argv[0] is ignored. Returns the index in argv
 * of the first word after them, at most argc; or -1 after printing the mistake on standard error.
 */
int command_common(int argc, char **argv, struct command_common *common) NODISCARD;

/* Call a command with its own part of the line: argv[0] is ignored. Returns the exit code. */
int command_run(const struct command *command, struct command_common *common, int argc,
    char **argv);

/* Refuse an operand or a value: print the sentence and the usage. Returns EXIT_USAGE. */
int command_refuse(const struct command *command, const char *format, ...) PRINTF_LIKE(2, 3);

/* All commands. */
extern const struct command command_init;
extern const struct command command_watch;
extern const struct command command_once;
extern const struct command command_submit;
extern const struct command command_status;
extern const struct command command_check;
extern const struct command command_audit;
extern const struct command command_schedule_list;
extern const struct command command_schedule_next;
extern const struct command command_form;
extern const struct command command_mail_show;
extern const struct command command_mail_send;
extern const struct command command_mail_watch;
extern const struct command command_mail_retry;
extern const struct command command_mail_resolve;
extern const struct command command_render;
extern const struct command command_print;
extern const struct command command_backup;
extern const struct command command_upgrade;
extern const struct command command_settings;
extern const struct command command_rate;
extern const struct command command_layout_list;
extern const struct command command_layout_show;
extern const struct command command_layout_fields;
extern const struct command command_layout_check;
extern const struct command command_layout_preview;
extern const struct command command_generate;

#endif
