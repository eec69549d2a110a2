#ifndef COMMAND_RATE_H
#define COMMAND_RATE_H

/*
 * rate: the subcommand that rates cases given as JSON, without spool or database: `billspool rate
 * [--lines] [FILE]`.
 *
 * For tests, for trying out a price plan, and for whoever wants to check a bill. src/rating/RATE.md
 * describes the format. argv[0] is "rate". Returns the exit code: 0 done, 1 the input was refused,
 * 2 wrong usage, 75 the file cannot be read or the output not be written.
 */
int rate_command(int argc, char **argv);

#endif
