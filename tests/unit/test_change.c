#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "base/compiler.h"
#include "job/change.h"

#define QUEUES JOB_CHANGES_QUEUES
#define READINGS JOB_CHANGES_READINGS
#define AGENTS JOB_CHANGES_AGENTS
#define SCHEDULES JOB_CHANGES_SCHEDULES

/* By hand: reports/ageing.csv and email-queue.csv, read-review.csv, the forms, schedule.ics. */
static const struct {
	const char *type;
	unsigned changes;
} CASES[] = {
	{ "transactions", READINGS },
	{ "preview", 0 },
	{ "invoices", QUEUES | READINGS },
	{ "daily", QUEUES | READINGS },
	{ "approve", READINGS },
	{ "hold", READINGS },
	{ "email", QUEUES },
	{ "posted", 0 },
	{ "reverse", QUEUES },
	{ "cancel", 0 },
	{ "schedule", SCHEDULES },
	{ "statements", QUEUES },
	{ "reminders", QUEUES },
	{ "import agents", QUEUES | AGENTS },
	{ "import deputies", QUEUES | AGENTS },
	{ "import buildings", QUEUES | AGENTS | SCHEDULES },
	{ "import schedules", QUEUES | SCHEDULES },
	{ "import receipts", QUEUES },
	{ "", 0 },           /* could not be read */
	{ "importing", 0 },
	{ "transaction", 0 },
};

static void
a_job_changes_what_its_type_is_about(void **state)
{
	size_t i;

	for (i = 0; i < LENGTH(CASES); i++)
		if (change_of(CASES[i].type) != CASES[i].changes)
			fail_msg("%s: got %u, want %u", CASES[i].type, change_of(CASES[i].type),
			    CASES[i].changes);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_job_changes_what_its_type_is_about)
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
