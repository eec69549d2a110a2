#ifndef COMMAND_DESIGN_H
#define COMMAND_DESIGN_H

/*
 * design: `billspool layout ...`, for people who design documents. It lists layouts and fields,
 * checks a file, and draws it. The settings are those of `spool`, if it is one. Returns the exit
 * code.
 */
int design_command(const char *spool, int argc, char **argv);

#endif
