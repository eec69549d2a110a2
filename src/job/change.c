#include "job/change.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/compiler.h"

/* Is the type one of these? */
static bool
is_among(const char *const *types, size_t count, const char *type)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strcmp(type, types[i]) == 0)
			return (true);
	return (false);
}

unsigned
change_of(const char *type)
{
	static const char *const no_queues[] = { "", "transactions", "preview", "approve", "hold",
		"cancel", "posted", "schedule" };
	static const char *const readings[] = { "transactions", "daily", "invoices", "approve",
		"hold" };
	static const char *const agents[] = { "import agents", "import deputies",
		"import buildings" };

	return ((is_among(no_queues, LENGTH(no_queues), type) ? 0U : (unsigned)CHANGE_QUEUES) |
	    (is_among(readings, LENGTH(readings), type) ? (unsigned)CHANGE_READINGS : 0U) |
	    (is_among(agents, LENGTH(agents), type) ? (unsigned)CHANGE_AGENTS : 0U));
}
