#include "spool/publish.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/memory.h"
#include "base/text.h"
#include "spool/disk.h"
#include "spool/replacement.h"

#define PART_SIZE 80  /* ".", a run (64), ".old.part" and NUL */

/*
 * The sticky bit marks a run's folder from begin until the end of its commit. Readers do not care.
 * A commit that is done again after a crash sees by it that the exchange has happened: then the
 * marked folder is the visible one.
 */
#define PART_MODE (DISK_FOLDER_MODE | S_ISVTX)

/* Where a path ends: the folder that its last part is in, and that part. */
struct path_end {
	int at;
	bool opened; /* at is ours to close */
	const char *name;
};

/* Find the place of path in folder, with the folders between made if `make`. errno on -1. */
static int
open_place(int folder, const char *path, bool make, struct path_end *place)
{
	const char *slash = strrchr(path, '/');
	char *above;

	*place = (struct path_end){ folder, false, slash != NULL ? slash + 1 : path };
	if (slash == NULL)
		return (0);
	above = memory_string(path);
	above[slash - path] = '\0';
	place->at = disk_open_folder(folder, above, make);
	place->opened = true;
	free(above);
	return (place->at >= 0 ? 0 : -1);
}

/* Close the folder that open_place opened; errno stays. */
static void
close_place(const struct path_end *place)
{
	int saved = errno;

	if (place->opened && place->at >= 0)
		(void)close(place->at);
	errno = saved;
}

/* publish_file and publish_quick. */
static int
publish(int at, const char *path, const void *bytes, size_t length, bool sync)
{
	struct replacement fresh;
	struct path_end place;
	int rc = open_place(at, path, true, &place);

	if (rc == 0)
		rc = replacement_begin(place.at, place.name, &fresh);
	if (rc == 0)
		rc = replacement_append(&fresh, bytes, length);
	if (rc == 0)
		rc = replacement_commit(&fresh, sync);
	close_place(&place);
	return (rc);
}

int
publish_file(const struct spool *spool, enum spool_folder folder, const char *path,
    const void *bytes, size_t length, struct err *e)
{
	if (publish(spool->fds[folder], path, bytes, length, true) != 0)
		return (err_retry(e, errno, "cannot write %s/%s", spool_folder_name(folder), path));
	return (0);
}

int
publish_quick(const struct spool *spool, enum spool_folder folder, const char *path,
    const void *bytes, size_t length, struct err *e)
{
	if (publish(spool->fds[folder], path, bytes, length, false) != 0)
		return (err_retry(e, errno, "cannot write %s/%s", spool_folder_name(folder), path));
	return (0);
}

int
publish_remove(const struct spool *spool, enum spool_folder folder, const char *path, struct err *e)
{
	if (disk_remove(spool->fds[folder], path) != 0)
		return (err_retry(e, errno, "cannot remove %s/%s", spool_folder_name(folder),
		    path));
	return (0);
}

/* The hidden name of a run in the making. */
static void
part_name(const char *run, char name[static PART_SIZE])
{
	(void)snprintf(name, PART_SIZE, ".%.63s.part", run);
}

int
publish_begin(const struct spool *spool, enum spool_folder folder, const char *run,
    struct publish_part *part, struct err *e)
{
	int at = spool->fds[folder];
	char name[PART_SIZE];

	*part = (struct publish_part){ .folder = folder, .fd = -1 };
	if (!text_is_code(run))
		return (err_reject(e, "'%s' cannot be the name of a run", run));
	(void)snprintf(part->run, sizeof(part->run), "%s", run);
	part_name(run, name);

	/* The visible folder is the old one now, even if a dead life has marked it. */
	if (publish_exists(spool, folder, run) && fchmodat(at, run, DISK_FOLDER_MODE, 0) != 0)
		return (err_retry(e, errno, "cannot prepare %s/%s to be replaced",
		    spool_folder_name(folder), run));

	if (disk_remove_tree(at, name) != 0)
		return (err_retry(e, errno, "cannot remove the unfinished %s/%s",
		    spool_folder_name(folder), name));
	if (mkdirat(at, name, 0700) == 0)
		part->fd = disk_open(at, name, O_RDONLY | O_DIRECTORY);
	if (part->fd >= 0 && fchmod(part->fd, PART_MODE) == 0)
		return (0);
	err_retry(e, errno, "cannot make the folder %s/%s", spool_folder_name(folder), name);
	publish_close(part);
	return (-1);
}

int
publish_part_folder(const struct publish_part *part, const char *path, struct err *e)
{
	int fd = disk_open_folder(part->fd, path, true);

	if (fd < 0)
		return (err_retry(e, errno, "cannot make the folder %s of run %s", path,
		    part->run));
	(void)close(fd);
	return (0);
}

/* A file of a part cannot be made. If one of its name is there, no second try helps. */
static int
fail_part_file(const struct publish_part *part, const char *path, struct err *e)
{
	if (errno == EEXIST)
		return (err_reject(e, "there is a file %s already: name an empty folder", path));
	return (err_retry(e, errno, "cannot make the file %s of run %s", path, part->run));
}

int
publish_part_file(const struct publish_part *part, const char *path, const void *bytes,
    size_t length, struct err *e)
{
	int fd = openat(part->fd, path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
	    DISK_FILE_MODE);

	if (fd < 0)
		return (fail_part_file(part, path, e));
	if (fchmod(fd, DISK_FILE_MODE) == 0 && disk_finish(fd, bytes, length, false) == 0)
		return (0);
	err_retry(e, errno, "cannot write the file %s of run %s", path, part->run);
	disk_discard(part->fd, path);
	return (-1);
}

int
publish_part_append(const struct publish_part *part, const char *path, const void *bytes,
    size_t length, struct err *e)
{
	int fd = openat(part->fd, path, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC,
	    DISK_FILE_MODE);

	if (fd < 0)
		return (fail_part_file(part, path, e));
	if (fchmod(fd, DISK_FILE_MODE) == 0 && disk_finish(fd, bytes, length, false) == 0)
		return (0);
	return (err_retry(e, errno, "cannot write the file %s of run %s", path, part->run));
}

int
publish_end(const struct publish_part *part, struct err *e)
{
	(void)e;
	disk_sync_all(part->fd);
	return (0);
}

void
publish_close(struct publish_part *part)
{
	if (part->fd >= 0)
		(void)close(part->fd);
	part->fd = -1;
}

/*
 * Is name a folder in at? marked, if not NULL: and does it have the mark of a commit that is not
 * finished?
 */
static bool
is_folder(int at, const char *name, bool *marked)
{
	struct stat st;
	bool is = fstatat(at, name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(st.st_mode);

	if (marked != NULL)
		*marked = is && (st.st_mode & S_ISVTX) != 0;
	return (is);
}

/* The name of an old run on its way out, where the file system cannot exchange names. */
static void
old_name(const char *run, char name[static PART_SIZE])
{
	(void)snprintf(name, PART_SIZE, ".%.63s.old.part", run);
}

/*
 * Let `part` and `run` change names, or, where that cannot be done in one step, put `run` aside and
 * `part` in its place.
 */
static int
exchange(int at, const char *part, const char *run)
{
	char old[PART_SIZE];

	if (disk_exchange(at, part, run) == 0)
		return (0);
	if (errno != EINVAL && errno != ENOSYS)
		return (-1);

	/*
	 * A crash between these leaves no visible run; the commit done again finds that, and
	 * renames the part.
	 */
	old_name(run, old);
	if (disk_remove_tree(at, old) != 0 || disk_rename(at, run, at, old) != 0)
		return (-1);
	return (disk_rename(at, part, at, run));
}

/* Remove the old run, under either of its names, and then the mark, by which a later life knows
 * that this is to do.
 */
static int
finish_commit(int at, const char *part, const char *run)
{
	char old[PART_SIZE];

	old_name(run, old);
	if (disk_remove_tree(at, part) != 0 || disk_remove_tree(at, old) != 0)
		return (-1);
	return (fchmodat(at, run, DISK_FOLDER_MODE, 0));
}

int
publish_commit(const struct spool *spool, enum spool_folder folder, const char *run, bool replace,
    struct err *e)
{
	const char *where = spool_folder_name(folder);
	int at = spool->fds[folder];
	char part[PART_SIZE];
	bool has_part, has_run, done;
	int rc = 0;

	part_name(run, part);
	has_part = is_folder(at, part, NULL);
	has_run = is_folder(at, run, &done);
	if (!has_part && !has_run)
		return (err_retry(e, ENOENT, "cannot publish %s/%s: it has not been made", where,
		    run));
	if (has_part && has_run && !done && !replace)
		return (err_retry(e, EEXIST, "cannot publish %s/%s", where, run));

	/* The commit point, unless it was passed in an earlier life. */
	if (has_part && !has_run)
		rc = disk_rename(at, part, at, run);
	else if (has_part && !done)
		rc = exchange(at, part, run);
	if (rc != 0)
		return (err_retry(e, errno, "cannot publish %s/%s", where, run));
	disk_sync_folder(at);
	if (finish_commit(at, part, run) != 0)
		return (err_retry(e, errno, "cannot remove the old %s/%s", where, run));
	return (0);
}

bool
publish_exists(const struct spool *spool, enum spool_folder folder, const char *run)
{
	return (is_folder(spool->fds[folder], run, NULL));
}

bool
publish_part_exists(const struct spool *spool, enum spool_folder folder, const char *run)
{
	char part[PART_SIZE];

	part_name(run, part);
	return (is_folder(spool->fds[folder], part, NULL));
}

/* Is this the name of a run in the making? */
static bool
is_part_name(const char *name)
{
	size_t length = strlen(name);

	return (name[0] == '.' && length > 6 && strcmp(name + length - 5, ".part") == 0);
}

/* Remove every part of a folder. errno on -1. */
static int
sweep_all(int at)
{
	DIR *list = disk_list(at);
	const char *name;
	int rc = 0;
	int saved;

	if (list == NULL)
		return (-1);
	while (rc == 0 && (name = disk_next(list)) != NULL)
		if (is_part_name(name))
			rc = disk_remove_tree(at, name);
	saved = errno;
	(void)closedir(list);
	errno = saved;
	return (rc);
}

int
publish_sweep(const struct spool *spool, enum spool_folder folder, const char *run, struct err *e)
{
	int at = spool->fds[folder];
	char part[PART_SIZE];
	int rc;

	if (run != NULL) {
		part_name(run, part);
		rc = disk_remove_tree(at, part);
	} else {
		rc = sweep_all(at);
	}
	if (rc != 0)
		return (err_retry(e, errno, "cannot remove what is unfinished in %s",
		    spool_folder_name(folder)));
	return (0);
}

/* Read fd to its end, at most limit bytes. Returns 0, 1 if there is more, or -1 with errno. */
static int
read_all(int fd, size_t limit, struct buf *bytes)
{
	const size_t step = (size_t)64 * 1024;
	ssize_t got;

	for (;;) {
		got = read(fd, buf_reserve(bytes, step), step);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return (got < 0 ? -1 : 0);
		bytes->length += (size_t)got;
		bytes->data[bytes->length] = '\0';
		if (bytes->length > limit)
			return (1);
	}
}

int
publish_find(const struct spool *spool, enum spool_folder folder, const char *path, size_t limit,
    struct buf *bytes, struct err *e)
{
	const char *where = spool_folder_name(folder);
	struct stat st;
	int rc = -1;
	int fd;

	buf_reset(bytes);
	fd = disk_open(spool->fds[folder], path, O_RDONLY);
	if (fd < 0 && errno == ENOENT)
		return (0);
	if (fd < 0)
		return (err_retry(e, errno, "cannot open %s/%s", where, path));

	if (fstat(fd, &st) == 0 && !S_ISREG(st.st_mode))
		rc = err_reject(e, "%s/%s is not a file", where, path);
	else if ((rc = read_all(fd, limit, bytes)) < 0)
		(void)err_retry(e, errno, "cannot read %s/%s", where, path);
	else if (rc > 0)
		rc = err_reject(e, "%s/%s is larger than %zu bytes", where, path, limit);
	(void)close(fd);
	return (rc == 0 ? 1 : -1);
}

int
publish_read(const struct spool *spool, enum spool_folder folder, const char *path, size_t limit,
    struct buf *bytes, struct err *e)
{
	int rc = publish_find(spool, folder, path, limit, bytes, e);

	if (rc == 0)
		return (err_reject(e, "%s/%s does not exist", spool_folder_name(folder), path));
	return (rc == 1 ? 0 : -1);
}

int
publish_part_read(const struct publish_part *part, const char *path, size_t limit,
    struct buf *bytes, struct err *e)
{
	int fd = disk_open(part->fd, path, O_RDONLY), rc;

	buf_reset(bytes);
	if (fd < 0)
		return (err_retry(e, errno, "cannot open the file %s of run %s", path, part->run));
	rc = read_all(fd, limit, bytes);
	if (rc != 0)
		(void)err_retry(e, rc < 0 ? errno : EFBIG, "cannot read the file %s of run %s",
		    path, part->run);
	(void)close(fd);
	return (rc == 0 ? 0 : -1);
}
