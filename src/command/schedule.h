#ifndef COMMAND_SCHEDULE_H
#define COMMAND_SCHEDULE_H

/*
 * schedule: `billspool schedule list` and `schedule next 90d`: what runs by itself, and when. A
 * command_fn.
 */
int schedule_command(const char *spool, int argc, char **argv);

#endif
