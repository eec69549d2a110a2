#include "spool/replacement.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "spool/disk.h"

#define NAME_SIZE 256 /* NAME_MAX and its NUL */

/* The name until the commit. The caller of begin has seen that it fits. */
static int
temporary_name(const struct replacement *r, char name[static NAME_SIZE])
{
	return (snprintf(name, NAME_SIZE, ".%s.tmp", r->name));
}

/* Remove the temporary file, whose descriptor is closed. */
static int
discard(const struct replacement *r)
{
	char temporary[NAME_SIZE];

	(void)temporary_name(r, temporary);
	disk_discard(r->at, temporary);
	return (-1);
}

int
replacement_begin(int at, const char *name, struct replacement *r)
{
	char temporary[NAME_SIZE];

	*r = (struct replacement){ .at = at, .fd = -1, .name = name };
	if (temporary_name(r, temporary) >= NAME_SIZE) {
		errno = ENAMETOOLONG;
		return (-1);
	}
	r->fd = disk_create(at, temporary, DISK_FILE_MODE);
	return (r->fd >= 0 ? 0 : -1);
}

int
replacement_append(struct replacement *r, const void *bytes, size_t length)
{
	if (disk_write(r->fd, bytes, length) == 0)
		return (0);
	replacement_abandon(r);
	return (-1);
}

int
replacement_commit(struct replacement *r, bool sync)
{
	char temporary[NAME_SIZE];
	int rc;

	(void)temporary_name(r, temporary);
	rc = disk_finish(r->fd, "", 0, sync);
	r->fd = -1;
	if (rc != 0 || disk_replace(r->at, temporary, r->name) != 0)
		return (discard(r));
	if (sync)
		disk_sync_folder(r->at);
	return (0);
}

void
replacement_abandon(struct replacement *r)
{
	int saved = errno;

	if (r->fd < 0)
		return;
	(void)close(r->fd);
	r->fd = -1;
	(void)discard(r);
	errno = saved;
}
