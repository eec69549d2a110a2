#include "job/change.h"

#include <string.h>

#include "base/compiler.h"
#include "request/type.h"
#include "store/job.h"

#define IMPORT "import "

/*
 * The lists that each import makes out of date besides the queues, which every import does: all
 * have amounts or addresses.
 */
static const struct {
	const char *interface;
	unsigned changes;
} IMPORTS[] = {
#define INTERFACE(symbol, name, changes) { name, changes },
#define DOOR(name)
#include "spool/interfaces.def"
#undef DOOR
#undef INTERFACE
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
