#include "spool/free_name.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/buf.h"
#include "spool/disk.h"

/* Does a file of the folder `at` (-1: there is no such folder) have this name? 1, 0, -1. */
static int
is_there(int at, const char *folder, const char *name, struct err *e)
{
	if (at < 0)
		return (0);
	if (faccessat(at, name, F_OK, AT_SYMLINK_NOFOLLOW) == 0)
		return (1);
	return (errno == ENOENT ? 0 : err_retry(e, errno, "cannot look at %s/%s", folder, name));
}

char *
free_name(const struct spool *spool, const char *folder, const char *name, free_name_taken *taken,
    void *context, struct err *e)
{
	int at = disk_open_folder(spool->fds[FOLDER_ROOT], folder, false), rc;
	const char *dot = strrchr(name, '.');
	size_t stem = dot != NULL && dot != name ? (size_t)(dot - name) : strlen(name);
	struct buf candidate = BUF_EMPTY;
	unsigned long long n = 2;

	if (at < 0 && errno != ENOENT) {
		(void)err_retry(e, errno, "cannot open the folder %s", folder);
		return (NULL);
	}

	/* "oct.req", then "oct (2).req": a person sees that they belong together. */
	buf_add_string(&candidate, name);
	for (;;) {
		rc = is_there(at, folder, candidate.data, e);
		if (rc == 0 && taken != NULL)
			rc = taken(context, candidate.data, e);
		if (rc != 1)
			break;
		buf_reset(&candidate);
		buf_add(&candidate, name, stem);
		buf_printf(&candidate, " (%llu)%s", n++, name + stem);
	}
	if (at >= 0)
		(void)close(at);
	if (rc < 0)
		buf_release(&candidate);
	return (candidate.data);
}
