#include "spool/disk.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <linux/openat2.h>
#include <signal.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "base/die.h"
#include "base/memory.h"

#define NAME_SIZE 256               /* NAME_MAX and its NUL */
#define TREE_DEPTH 16               /* a run's folder is 3 deep */

/* Sync by this function, or end the process; EINTR is no answer. */
static void
sync_or_die(int sync(int), int fd, int harmless)
{
	int rc;

	do {
		rc = sync(fd);
	} while (rc != 0 && errno == EINTR);
	if (rc != 0 && errno != harmless)
		die_machine("the disk could not keep what was written (fsync failed)");
}

void
disk_sync(int fd)
{
	sync_or_die(fsync, fd, 0);
}

void
disk_sync_folder(int fd)
{
	sync_or_die(fsync, fd, EINVAL);
}

void
disk_sync_all(int fd)
{
	sync_or_die(syncfs, fd, 0);
}

/* Close without losing the errno of the call before. */
static void
close_quietly(int fd)
{
	int saved = errno;

	(void)close(fd);
	errno = saved;
}

/*
 * Open as openat2 does below, for a kernel or a tool (valgrind) that does not have it: one part of
 * the path at a time, none of them a link, none of them "..", all on one file system.
 */
static int
open_by_parts(int at, const char *path, int flags)
{
	char *parts = memory_string(path), *rest = parts, *name;
	int dir = at, next = -1;
	struct stat above, here;

	while ((name = strsep(&rest, "/")) != NULL) {
		errno = EXDEV;
		next = strcmp(name, "..") == 0
		    ? -1
		    : openat(dir, name,
			  (rest != NULL ? O_RDONLY | O_DIRECTORY : flags) | O_NOFOLLOW |
			      O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
		if (next >= 0 && fstat(dir, &above) == 0 && fstat(next, &here) == 0 &&
		    above.st_dev != here.st_dev) {
			(void)close(next);
			next = -1;
			errno = EXDEV;
		}
		if (dir != at)
			close_quietly(dir);
		if (next < 0)
			break;
		dir = next;
	}
	free(parts);
	return (next);
}

int
disk_open(int at, const char *path, int flags)
{
	struct open_how how = { 0 };
	int fd;

	how.flags = (unsigned)(flags | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	how.resolve =
	    RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS | RESOLVE_NO_XDEV;
	fd = (int)syscall(SYS_openat2, at, path, &how, sizeof(how));
	return (fd < 0 && errno == ENOSYS ? open_by_parts(at, path, flags) : fd);
}

int
disk_open_folder(int at, const char *path, bool make)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash != NULL ? slash + 1 : path;
	char *above;
	int parent = at;
	int fd, rc;

	/* Mostly it is there. */
	fd = disk_open(at, path, O_RDONLY | O_DIRECTORY);
	if (fd >= 0 || errno != ENOENT || !make)
		return (fd);

	/* Else make it, in the folder above it. */
	if (slash != NULL) {
		above = memory_string(path);
		above[slash - path] = '\0';
		parent = disk_open_folder(at, above, true);
		free(above);
		if (parent < 0)
			return (-1);
	}
	rc = disk_make_folder(parent, name, DISK_FOLDER_MODE);
	if (parent != at)
		close_quietly(parent);
	return (rc == 0 ? disk_open(at, path, O_RDONLY | O_DIRECTORY) : -1);
}

/*
 * Give a folder that we have just made its mode. One that somebody else has made under this name is
 * refused.
 */
static int
set_folder_mode(int at, const char *name, mode_t mode)
{
	struct stat st;
	int rc = -1;
	int fd = disk_open(at, name, O_RDONLY | O_DIRECTORY);

	if (fd < 0)
		return (-1);
	if (fstat(fd, &st) == 0) {
		errno = EPERM;
		if (st.st_uid == geteuid())
			rc = fchmod(fd, mode);
	}
	close_quietly(fd);
	return (rc);
}

int
disk_make_folder(int at, const char *name, mode_t mode)
{
	char fresh[NAME_SIZE];
	struct stat st;

	if (fstatat(at, name, &st, AT_SYMLINK_NOFOLLOW) == 0) {
		errno = ENOTDIR;
		return (S_ISDIR(st.st_mode) ? 0 : -1);
	}

	/*
	 * mkdir knows neither setgid nor our wish to ignore the umask: make it out of sight, so
	 * that it appears complete.
	 */
	if (snprintf(fresh, sizeof(fresh), ".%s.new", name) >= (int)sizeof(fresh)) {
		errno = ENAMETOOLONG;
		return (-1);
	}
	if (mkdirat(at, fresh, 0700) != 0 && errno != EEXIST)
		return (-1);
	if (set_folder_mode(at, fresh, mode) != 0 || disk_rename(at, fresh, at, name) != 0) {
		int saved = errno;

		(void)unlinkat(at, fresh, AT_REMOVEDIR);
		errno = saved;
		return (errno == EEXIST ? 0 : -1);
	}
	disk_sync_folder(at);
	return (0);
}

int
disk_create(int at, const char *name, mode_t mode)
{
	int fd;

	/* Never write into a file that is there already: it may be a link, or shared. */
	if (unlinkat(at, name, 0) != 0 && errno != ENOENT)
		return (-1);
	fd = openat(at, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
	if (fd < 0)
		return (-1);
	if (fchmod(fd, mode) != 0) {
		close_quietly(fd);
		disk_discard(at, name);
		return (-1);
	}
	return (fd);
}

int
disk_write(int fd, const void *bytes, size_t length)
{
	const char *at = bytes;
	ssize_t written;

	while (length > 0) {
		written = write(fd, at, length);
		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return (-1);
		at += written;
		length -= (size_t)written;
	}
	return (0);
}

int
disk_finish(int fd, const void *bytes, size_t length, bool sync)
{
	if (disk_write(fd, bytes, length) != 0) {
		close_quietly(fd);
		return (-1);
	}
	if (sync)
		disk_sync(fd);

	/*
	 * Network file systems report a full disk here. After EINTR the descriptor is gone, and the
	 * bytes were taken.
	 */
	return (close(fd) == 0 || errno == EINTR ? 0 : -1);
}

/* Are both names there, for one file that is not a folder? */
static bool
is_one_file(int a_at, const char *a, int b_at, const char *b)
{
	struct stat first, second;

	return (fstatat(a_at, a, &first, AT_SYMLINK_NOFOLLOW) == 0 &&
	    fstatat(b_at, b, &second, AT_SYMLINK_NOFOLLOW) == 0 && disk_same(&first, &second) &&
	    !S_ISDIR(first.st_mode));
}

/* disk_rename for file systems without RENAME_NOREPLACE. */
static int
rename_by_link(int from_at, const char *from, int to_at, const char *to)
{
	struct stat st;

	if (linkat(from_at, from, to_at, to, 0) == 0)
		return (unlinkat(from_at, from, 0));
	if (errno == EEXIST || (errno != EPERM && errno != ENOTSUP))
		return (-1);

	/*
	 * A folder, or no links here at all: look, then rename. Only our own processes write into
	 * these places.
	 */
	if (fstatat(to_at, to, &st, AT_SYMLINK_NOFOLLOW) == 0) {
		errno = EEXIST;
		return (-1);
	}
	return (renameat(from_at, from, to_at, to));
}

int
disk_rename(int from_at, const char *from, int to_at, const char *to)
{
	int rc = renameat2(from_at, from, to_at, to, RENAME_NOREPLACE);

	if (rc != 0 && (errno == EINVAL || errno == ENOSYS))
		rc = rename_by_link(from_at, from, to_at, to);

	/*
	 * Half done in an earlier life: finish it. rename itself would succeed here and leave both
	 * names.
	 */
	if (rc != 0 && errno == EEXIST) {
		if (is_one_file(from_at, from, to_at, to))
			return (unlinkat(from_at, from, 0));
		errno = EEXIST;
	}
	return (rc);
}

int
disk_replace(int at, const char *from, const char *to)
{
	return (renameat(at, from, at, to));
}

int
disk_exchange(int at, const char *a, const char *b)
{
	return (renameat2(at, a, at, b, RENAME_EXCHANGE));
}

int
disk_remove(int at, const char *name)
{
	return (unlinkat(at, name, 0) == 0 || errno == ENOENT ? 0 : -1);
}

void
disk_discard(int at, const char *name)
{
	int saved = errno;

	(void)unlinkat(at, name, 0);
	errno = saved;
}

/* Remove the entries of a folder. */
static int empty_folder(int fd, int depth);

/* Remove one entry of any kind. */
static int
remove_entry(int at, const char *name, int depth)
{
	int fd, rc;

	if (unlinkat(at, name, 0) == 0 || errno == ENOENT)
		return (0);
	if (errno != EISDIR && errno != EPERM)
		return (-1);
	if (depth == 0) {
		errno = ELOOP;
		return (-1);
	}
	fd = disk_open(at, name, O_RDONLY | O_DIRECTORY);
	if (fd < 0)
		return (-1);
	rc = empty_folder(fd, depth - 1);
	close_quietly(fd);
	return (rc == 0 ? unlinkat(at, name, AT_REMOVEDIR) : -1);
}

static int
empty_folder(int fd, int depth)
{
	DIR *list = disk_list(fd);
	const char *name;
	int rc = 0;
	int saved;

	if (list == NULL)
		return (-1);
	while (rc == 0 && (name = disk_next(list)) != NULL)
		rc = remove_entry(fd, name, depth);
	saved = errno;
	(void)closedir(list);
	errno = saved;
	return (rc);
}

int
disk_remove_tree(int at, const char *name)
{
	return (remove_entry(at, name, TREE_DEPTH));
}

DIR *
disk_list(int fd)
{
	/* Not dup: that would share the place in the folder with other readers of fd. */
	int own = openat(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *list;

	if (own < 0)
		return (NULL);
	list = fdopendir(own);
	if (list == NULL)
		close_quietly(own);
	return (list);
}

const char *
disk_next_inode(DIR *list, uint64_t *ino)
{
	struct dirent *entry;

	/* A list is read by one thread. */
	while ((entry = readdir(list)) != NULL) {
		*ino = entry->d_ino;
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			return (entry->d_name);
	}
	return (NULL);
}

const char *
disk_next(DIR *list)
{
	uint64_t ino;

	return (disk_next_inode(list, &ino));
}

bool
disk_same(const struct stat *a, const struct stat *b)
{
	return (a->st_dev == b->st_dev && a->st_ino == b->st_ino);
}

bool
disk_is_written(int fd)
{
	bool written;

	if (disk_is_remote(fd))
		return (false);

	/*
	 * A writer who opens the file while we hold the lease raises a signal: one that is ignored,
	 * not the deadly SIGIO.
	 */
	(void)fcntl(fd, F_SETSIG, SIGURG);
	written = fcntl(fd, F_SETLEASE, F_RDLCK) != 0 && errno == EAGAIN;
	if (!written)
		(void)fcntl(fd, F_SETLEASE, F_UNLCK);
	return (written);
}

bool
disk_is_remote(int fd)
{
	static const uint32_t remote[] = { NFS_SUPER_MAGIC, CIFS_SUPER_MAGIC, SMB_SUPER_MAGIC,
		SMB2_SUPER_MAGIC, FUSE_SUPER_MAGIC, V9FS_MAGIC, AFS_SUPER_MAGIC, CODA_SUPER_MAGIC,
		CEPH_SUPER_MAGIC };
	struct statfs fs;
	size_t i;

	if (fstatfs(fd, &fs) != 0)
		return (true);
	for (i = 0; i < LENGTH(remote); i++)
		if ((uint32_t)fs.f_type == remote[i])
			return (true);
	return (false);
}
