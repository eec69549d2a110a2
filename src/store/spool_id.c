#include "store/spool_id.h"

#include <stdio.h>

#include "store/statement.h"

int
spool_id_read(struct database *db, char id[static SPOOL_ID_SIZE], struct err *e)
{
	struct arena arena = ARENA_EMPTY;
	struct one_text row = { "" };
	int rc = statement_find(db, SPOOL_ID, NO_KEY, &arena, &row, e);

	(void)snprintf(id, SPOOL_ID_SIZE, "%s", row.text);
	arena_release(&arena);
	if (rc == 0)
		return (err_reject(e, "the database has lost its id: restore the last backup"));
	return (rc < 0 ? -1 : 0);
}
