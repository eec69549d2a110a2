#ifndef BASE_DIE_H
#define BASE_DIE_H

/*
 * die: the end of a process that cannot go on. It writes one line, `fatal reason="..."`, to
 * standard error, needs no memory for it, and exits without cleaning up: restart is the
 * best-tested path that there is.
 */

/* A fault of ours: exit code 70. */
void die(const char *reason) __attribute__((noreturn));

/* The machine is at fault (no memory, a failed fsync), and a restart may mend it: exit code 75. */
void die_machine(const char *reason) __attribute__((noreturn));

#endif
