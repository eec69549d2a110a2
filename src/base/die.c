#include "base/die.h"

#include <stdio.h>
#include <unistd.h>

#define EXIT_BUG 70
#define EXIT_TEMPORARY 75

/* Write the line, and go. */
static void __attribute__((noreturn))
end(const char *reason, int code)
{
	fprintf(stderr, "fatal reason=\"%s\"\n", reason);
	_exit(code);
}

void
die(const char *reason)
{
	end(reason, EXIT_BUG);
}

void
die_machine(const char *reason)
{
	end(reason, EXIT_TEMPORARY);
}
