#include "spool/claimed.h"

#include <stdlib.h>

void
claimed_release(struct claim *claim)
{
	free(claim->folder);
	free(claim->door);
	free(claim->name);
	*claim = (struct claim){ 0 };
}
