#include "standing/email_queue.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "report/lists.h"

#define LOCK "email-queue.lock"

/* With the lock. */
static int
write_queue(const struct spool *spool, struct database *db, const struct settings *settings,
    struct err *e)
{
	struct outfile out;

	if (outfile_open_replacing(&out, spool, FOLDER_REPORTS, "email-queue.csv", e) != 0)
		return (-1);
	if (lists_email_queue(db, settings, &out, e) != 0) {
		outfile_abandon(&out);
		return (-1);
	}
	return (outfile_close(&out, NULL, e));
}

int
email_queue_publish(const struct spool *spool, struct database *db, const struct settings *settings,
    struct err *e)
{
	int lock =
	    openat(spool->fds[FOLDER_DB], LOCK, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	int rc;

	/* Read with the lock: the last one to write is the last one to read. */
	if (lock < 0 || flock(lock, LOCK_EX) != 0)
		rc = err_retry(e, errno, "cannot lock db/%s", LOCK);
	else
		rc = write_queue(spool, db, settings, e);
	if (lock >= 0)
		(void)close(lock);
	return (rc);
}
