#include "intake/interface.h"

#include "base/csv.h"

static const struct interface *const INTERFACES[] = {
#define INTERFACE(symbol, name, changes) &INTERFACE_##symbol,
#define DOOR(name)
#include "spool/interfaces.def"
#undef DOOR
#undef INTERFACE
};

const struct interface *
interface_find(const char *name)
{
	size_t i;

	for (i = 0; i < LENGTH(INTERFACES); i++)
		if (strcmp(INTERFACES[i]->name, name) == 0)
			return (INTERFACES[i]);
	return (NULL);
}

void
interface_header(const struct interface *interface, struct buf *csv)
{
	size_t i;

	for (i = 0; i < interface->count; i++)
		csv_add(csv, interface->columns[i].name, i == 0);
	csv_end(csv);
}
