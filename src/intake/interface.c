#include "intake/interface.h"

static const struct interface *const INTERFACES[] = {
	&INTERFACE_BUILDINGS,
	&INTERFACE_AGENTS,
	&INTERFACE_DEPUTIES,
	&INTERFACE_CUSTOMERS,
	&INTERFACE_METERS,
	&INTERFACE_METER_READS,
	&INTERFACE_PRICE_PLANS,
	&INTERFACE_CHARGES,
	&INTERFACE_RECEIPTS,
	&INTERFACE_ADJUSTMENTS,
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
