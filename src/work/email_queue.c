#include "work/email_queue.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/buf.h"
#include "export/lists.h"
#include "spool/publish.h"

#define LOCK "email-queue.lock"

int
email_queue_publish(const struct spool *spool, struct database *db, const struct settings *settings, struct err *e)
{
	struct buf csv = BUF_EMPTY;
	int lock = openat(spool->fds[FOLDER_DB], LOCK, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	int rc;

	/* Read behind the lock: who writes last has read last. */
	if (lock < 0 || flock(lock, LOCK_EX) != 0)
		rc = err_retry(e, errno, "cannot lock db/%s", LOCK);
	else
		rc = lists_email_queue(db, settings, &csv, e);
	if (rc == 0)
		rc = publish_file(spool, FOLDER_REPORTS, "email-queue.csv", buf_text(&csv), csv.length, e);
	if (lock >= 0)
		(void)close(lock);
	buf_release(&csv);
	return (rc);
}
