#include "spool/spill.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "spool/disk.h"

#define NAME ".spill" /* for a moment, where the file system knows no files without one */

/* A new file that has no name. */
static int
open_nameless(int at)
{
	int fd = openat(at, ".", O_TMPFILE | O_RDWR | O_CLOEXEC, DISK_FILE_MODE);

	if (fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR && errno != ENOENT))
		return (fd);

	/* A crash here leaves a file that is swept with the part. */
	disk_discard(at, NAME);
	fd = openat(at, NAME, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, DISK_FILE_MODE);
	if (fd >= 0)
		disk_discard(at, NAME);
	return (fd);
}

int
spill_open(struct spill *s, const struct publish_part *part, struct err *e)
{
	atomic_init(&s->end, 0);
	s->fd = open_nameless(part->fd);
	return (s->fd >= 0
		? 0
		: err_retry(e, errno, "cannot make a temporary file for run %s", part->run));
}

void
spill_close(struct spill *s)
{
	if (s->fd >= 0)
		(void)close(s->fd);
	s->fd = -1;
}

int
spill_put(struct spill *s, int64_t at, const void *bytes, size_t length, struct err *e)
{
	const char *from = bytes;
	ssize_t done;

	for (; length > 0; from += done, at += done, length -= (size_t)done) {
		done = pwrite(s->fd, from, length, at);
		if (done < 0 && errno == EINTR)
			done = 0;
		if (done < 0)
			return (err_retry(e, errno, "cannot write a temporary file"));
	}
	return (0);
}

int
spill_get(const struct spill *s, int64_t at, void *bytes, size_t length, struct err *e)
{
	char *to = bytes;
	ssize_t done;

	for (; length > 0; to += done, at += done, length -= (size_t)done) {
		done = pread(s->fd, to, length, at);
		if (done < 0 && errno == EINTR)
			done = 0;
		else if (done <= 0)
			return (err_retry(e, done < 0 ? errno : 0,
			    "cannot read a temporary file back"));
	}
	return (0);
}

int
spill_put_text(struct spill *s, const char *text, struct spill_text *where, struct err *e)
{
	where->length = (int64_t)strlen(text);
	where->at = atomic_fetch_add(&s->end, where->length);
	return (spill_put(s, where->at, text, (size_t)where->length, e));
}

int
spill_get_text(const struct spill *s, struct spill_text where, struct buf *out, struct err *e)
{
	buf_reset(out);
	if (spill_get(s, where.at, buf_reserve(out, (size_t)where.length), (size_t)where.length,
		e) != 0)
		return (-1);
	out->length = (size_t)where.length;
	out->data[out->length] = '\0';
	return (0);
}
