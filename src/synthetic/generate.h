#ifndef SYNTHETIC_GENERATE_H
#define SYNTHETIC_GENERATE_H

/*
 * generate: the command that makes a synthetic utility of any size from a seed, as CSV files to
 * import.
 *
 * argv[0] is "generate"; its arguments are described by `generate --help`. The files are the same
 * bytes on every machine for the same arguments, whatever the date. Durable: no. Returns the exit
 * code: 0 done, 1 refused (a file is there already) or not possible (said on standard error), 2
 * wrong usage.
 */
int generate_command(int argc, char **argv);

#endif
