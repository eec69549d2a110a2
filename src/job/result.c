#include "job/result.h"

#include "spool/publish.h"

/* The folders in which a run's results appear. */
static const enum spool_folder RESULTS[] = { FOLDER_REPORTS, FOLDER_PREVIEWS, FOLDER_INVOICES };

int
result_publish(const struct spool *spool, const char *run, struct err *e)
{
	size_t i;

	for (i = 0; i < LENGTH(RESULTS); i++)
		if ((publish_part_exists(spool, RESULTS[i], run) ||
			publish_exists(spool, RESULTS[i], run)) &&
		    publish_commit(spool, RESULTS[i], run, true, e) != 0)
			return (-1);
	return (0);
}

int
result_sweep(const struct spool *spool, struct err *e)
{
	size_t i;

	for (i = 0; i < LENGTH(RESULTS); i++)
		if (publish_sweep(spool, RESULTS[i], NULL, e) != 0)
			return (-1);
	return (0);
}
