#include "store/spool_id.h"

#include <stdio.h>

int
spool_id_read(struct database *db, char id[static SPOOL_ID_SIZE], struct err *e)
{
	const enum statement statement = SQL_SPOOL_ID;
	int rc = database_query(db, statement, e, "");

	if (rc == 0)
		rc = database_step(db, statement, e);
	if (rc < 0)
		return (-1);
	if (rc == 0)
		return (err_reject(e, "the database has lost its id: restore the last backup"));
	(void)snprintf(id, SPOOL_ID_SIZE, "%s", database_text(db, statement, 0));
	database_done(db, statement);
	return (0);
}
