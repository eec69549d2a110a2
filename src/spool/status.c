#include "spool/status.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/log.h"
#include "spool/disk.h"
#include "spool/name.h"
#include "spool/publish.h"

#define LONGEST_LINE 4096 /* bytes; a status is a sentence or two */
#define NS_PER_DAY (INT64_C(86400) * 1000000000)

/* "alice/oct.req.txt", in path. */
static void
make_path(struct buf *path, const char *door, const char *name)
{
	char *safe = name_make_safe(name);

	buf_printf(path, "%s/%s.txt", door[0] != '\0' ? door : "operator", safe);
	free(safe);
}

/* The text of the file: one line, even if its words came from an input with line ends. */
static void
make_text(struct buf *text, const char *line)
{
	char *c;

	buf_add_string(text, line);
	if (text->length > LONGEST_LINE - 1)
		text->length = LONGEST_LINE - 1;
	buf_add_char(text, '\n');
	for (c = text->data; c[1] != '\0'; c++)
		if (*c == '\n' || *c == '\r')
			*c = ' ';
}

/* Write the line if it is new, and log it where that fails. */
static int
put_line(const struct spool *spool, const char *door, const char *name, const char *line,
    struct err *e)
{
	struct buf path = BUF_EMPTY, text = BUF_EMPTY, old = BUF_EMPTY;
	int rc = 0;

	make_path(&path, door, name);
	make_text(&text, line);

	/* The same line is not written again: a file that changes wakes programs that watch it. */
	if (publish_read(spool, FOLDER_STATUS, path.data, LONGEST_LINE, &old, e) != 0 ||
	    old.length != text.length || memcmp(old.data, text.data, text.length) != 0)
		rc = publish_quick(spool, FOLDER_STATUS, path.data, text.data, text.length, e);
	if (rc != 0)
		log_event("status_failed", "file", path.data, "reason", e->text, NULL);
	buf_release(&path);
	buf_release(&text);
	buf_release(&old);
	return (rc);
}

void
status_write(const struct spool *spool, const char *door, const char *name, const char *line)
{
	struct err e = { 0 };

	(void)put_line(spool, door, name, line, &e);
}

int
status_finish(const struct spool *spool, const char *door, const char *name, const char *line,
    struct err *e)
{
	bool disk;

	if (put_line(spool, door, name, line, e) == 0)
		return (0);
	disk = e->errnum == ENOSPC || e->errnum == EDQUOT || e->errnum == EIO;
	return (disk ? -1 : 0);
}

/*
 * Remove the files of one folder that were last written before `oldest`, temporary ones of a dead
 * life too.
 */
static void
sweep_folder(int fd, int64_t oldest_ns)
{
	DIR *list = disk_list(fd);
	const char *name;
	int64_t written_ns;
	struct stat st;

	if (list == NULL)
		return;
	while ((name = disk_next(list)) != NULL) {
		if (fstatat(fd, name, &st, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(st.st_mode))
			continue;
		written_ns = (int64_t)st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec;
		if (written_ns < oldest_ns && disk_remove(fd, name) != 0)
			log_event("status_failed", "file", name, "reason", strerror(errno), NULL);
	}
	(void)closedir(list);
}

void
status_sweep(const struct spool *spool, int days)
{
	int64_t oldest_ns = clock_wall_ns() - days * NS_PER_DAY;
	int status = spool->fds[FOLDER_STATUS];
	DIR *list = disk_list(status);
	const char *door;
	int fd;

	if (list == NULL)
		return;

	/* One folder an agent; the files in status/ itself (the dashboard) are not ours. */
	while ((door = disk_next(list)) != NULL) {
		fd = disk_open(status, door, O_RDONLY | O_DIRECTORY);
		if (fd < 0)
			continue;
		sweep_folder(fd, oldest_ns);
		(void)close(fd);
	}
	(void)closedir(list);
}
