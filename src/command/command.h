#ifndef COMMAND_COMMAND_H
#define COMMAND_COMMAND_H

/*
 * command: the subcommands of billspool. Each takes the spool's folder and its own arguments
 * (argv[0] is its name), says what it has to say, and returns the exit code: 0 done, 1 refused, 2
 * usage, 75 try again, 70 our bug.
 */
typedef int command_fn(const char *spool, int argc, char **argv);

command_fn command_init;
command_fn command_watch;
command_fn command_once;
command_fn command_submit;
command_fn command_status;
command_fn command_check;
command_fn command_render;
command_fn command_print;
command_fn command_backup;
command_fn command_upgrade;
command_fn command_form;

#endif
