#include "mail/maildir.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "spool/publish.h"

#define MOST_BYTES ((size_t)4 << 20)
#define MOST_AT_ONCE 1000

/*
 * Read one file of new/, which may be anybody's; no links, no devices. Of a long file read the
 * beginning only: the report is before the returned message. False if it cannot be read.
 */
static bool
read_mail(int at, const char *name, struct buf *bytes)
{
	int fd = openat(at, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	struct stat st;
	ssize_t got = -1;

	buf_reset(bytes);
	if (fd < 0)
		return (false);
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode))
		while (bytes->length + 65536 <= MOST_BYTES &&
		    (got = read(fd, buf_reserve(bytes, 65536), 65536)) > 0)
			bytes->length += (size_t)got;
	(void)close(fd);
	return (got >= 0);
}

/* Make a name for the door: the letters and digits of the name in the Maildir. */
static const char *
door_name(struct arena *arena, const char *name)
{
	char *plain = arena_printf(arena, "bounces/maildir-%.120s.eml", name);
	size_t i;

	for (i = strlen("bounces/"); plain[i] != '\0'; i++)
		if (!isalnum((unsigned char)plain[i]) && (plain[i] != '.' || plain[i + 1] == '.'))
			plain[i] = '-';
	return (plain);
}

/* Copy one file into the door, then move it out of new/. */
static int
collect_one(const struct spool *spool, int at, const char *name, struct buf *bytes, struct err *e)
{
	struct arena arena = ARENA_EMPTY;
	int rc = publish_file(spool, FOLDER_IMPORTS, door_name(&arena, name), buf_text(bytes),
	    bytes->length, e);

	if (rc == 0 &&
	    renameat(at, arena_printf(&arena, "new/%s", name), at,
		arena_printf(&arena, "cur/%s:2,S", name)) != 0)
		rc = err_retry(e, errno,
		    "a message of the Maildir cannot be moved from new/ to cur/");
	arena_release(&arena);
	return (rc);
}

int
maildir_collect(const struct spool *spool, const char *maildir, int64_t *count, struct err *e)
{
	int at = open(maildir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int new = at < 0 ? -1 : openat(at, "new", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *list = new < 0 ? NULL : fdopendir(new);
	struct buf bytes = BUF_EMPTY;
	const struct dirent *entry;
	int rc = 0;

	*count = 0;
	if (list == NULL)
		rc = err_reject(e,
		    "the Maildir %s cannot be read: correct bounce_maildir in [mail] of "
		    "billspool.conf",
		    maildir);
	while (rc == 0 && *count < MOST_AT_ONCE && (entry = readdir(list)) != NULL)
		if (entry->d_name[0] != '.' && read_mail(new, entry->d_name, &bytes)) {
			rc = collect_one(spool, at, entry->d_name, &bytes, e);
			(*count)++;
		}
	buf_release(&bytes);
	if (list != NULL)
		(void)closedir(list);
	if (at >= 0)
		(void)close(at);
	return (rc);
}
