#include "spool_scratch.h"

#include "store/statement.h"

/*
 * The rows of all statements fit: each parameter is a member of what its statement takes, each
 * column a member of what it gives. What does not fit ends the process, so a child does it.
 */
static void
test_every_statement_fits_its_rows(void **state)
{
	const struct scratch *scratch = *state;
	struct database *db;
	struct err e = { 0 };
	char path[96];
	int status;
	pid_t child;

	(void)snprintf(path, sizeof(path), "%s/statements.db", scratch->dir);
	child = fork();
	if (child == 0) {
		if (database_open(path, DATABASE_CREATE, &db, &e) != 0 ||
		    statement_prepare_all(db, &e) != 0) {
			(void)fprintf(stderr, "%s\n", e.text);
			_exit(1);
		}
		database_close(db);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_every_statement_fits_its_rows, scratch_open,
		    scratch_close),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
