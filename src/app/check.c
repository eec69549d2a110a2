#include "app/app.h"
#include "app/command.h"

/* Filled in below: database, ledger, files, chain. */
int
command_check(const char *spool, int argc, char **argv)
{
	(void)spool; (void)argc; (void)argv;
	return (EXIT_DONE);
}
