#include "job/change.h"

#include <string.h>

#include "base/compiler.h"
#include "request/type.h"

#define IMPORT "import "

/* Each import may change the queues, for it has amounts or addresses; these change more. */
static const struct {
	const char *interface;
	unsigned changes;
} IMPORTS[] = {
	{ "agents", JOB_CHANGES_AGENTS },
	{ "deputies", JOB_CHANGES_AGENTS },
	{ "buildings", JOB_CHANGES_AGENTS | JOB_CHANGES_SCHEDULES },
	{ "schedules", JOB_CHANGES_SCHEDULES },
};

static unsigned
change_of_import(const char *interface)
{
	size_t i;

	for (i = 0; i < LENGTH(IMPORTS); i++)
		if (strcmp(interface, IMPORTS[i].interface) == 0)
			return (JOB_CHANGES_QUEUES | IMPORTS[i].changes);
	return (JOB_CHANGES_QUEUES);
}

unsigned
change_of(const char *type)
{
	const enum request_type request = request_type_find(type);

	if (strncmp(type, IMPORT, strlen(IMPORT)) == 0)
		return (change_of_import(type + strlen(IMPORT)));
	return (request < REQUEST_COUNT ? REQUEST_TYPES[request].changes : 0);
}
