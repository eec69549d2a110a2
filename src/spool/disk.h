#ifndef SPOOL_DISK_H
#define SPOOL_DISK_H

#include <dirent.h>
#include <stdint.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

#include "base/compiler.h"

/*
 * disk: the system calls of the spool, each wrapped once with its traps. For the files of src/spool
 * only.
 *
 * Every path is relative to an open directory. A function returns 0 (or a descriptor) or -1 with
 * errno, unless its comment has another contract; the caller knows the purpose of the file and
 * writes it into its struct err. The umask has no influence on mode bits.
 */
#define DISK_FILE_MODE 0640     /* results: the owner writes, the group reads */
#define DISK_FOLDER_MODE \
	02750  /* the same for folders; files that are made in them get their group */
#define DISK_DROP_MODE 03770 /* a door: its group may add files, but not touch those of others */
#define DISK_PRIVATE_MODE 0700

/*
 * fsync. Does not return if the disk fails: the pages may be gone, and a second fsync would hide it
 * (manual/libraries.md, "Durable files").
 */
void disk_sync(int fd);

/*
 * The same for a folder, once its entries have changed. Some file systems cannot (EINVAL) and need
 * not.
 */
void disk_sync_folder(int fd);

/* syncfs of the file system that fd is on; dies as disk_sync_folder does. */
void disk_sync_all(int fd);

/*
 * Open a file or folder that an agent may have made: nothing outside `at`, no link anywhere in
 * path, no other file system, and no waiting for a FIFO. flags are O_RDONLY, or O_RDONLY |
 * O_DIRECTORY.
 */
int disk_open(int at, const char *path, int flags) NODISCARD;

/*
 * Open a folder of the spool; make: with the parts of its path that are missing (DISK_FOLDER_MODE).
 * Durable: yes.
 */
int disk_open_folder(int at, const char *path, bool make) NODISCARD;

/*
 * Make a folder, if it is missing, with exactly this mode. Durable: yes; a crash leaves
 * `.<name>.new`, which is used again.
 */
int disk_make_folder(int at, const char *name, mode_t mode) NODISCARD;

/* Make a new file for writing. An old one of this name, left by a dead life, is removed first. */
int disk_create(int at, const char *name, mode_t mode) NODISCARD;

/* Write all of it. */
int disk_write(int fd, const void *bytes, size_t length) NODISCARD;

/* Write, sync if asked, and close fd, which is closed in any case. */
int disk_finish(int fd, const void *bytes, size_t length, bool sync) NODISCARD;

/*
 * Rename without replacing: EEXIST if `to` is there. Where a crash has left both names on one file
 * (the way of link and unlink, on file systems without RENAME_NOREPLACE), it only removes `from`.
 * Durable: no.
 */
int disk_rename(int from_at, const char *from, int to_at, const char *to) NODISCARD;

/* Rename, in the place of a file of that name. Durable: no. */
int disk_replace(int at, const char *from, const char *to) NODISCARD;

/*
 * Exchange two names of a folder in one step; EINVAL or ENOSYS where the file system cannot.
 * Durable: no.
 */
int disk_exchange(int at, const char *a, const char *b) NODISCARD;

/*
 * Remove a file, or a folder with all that is in it; success too if there is none. Durable:
 * no.
 */
int disk_remove(int at, const char *name) NODISCARD;
int disk_remove_tree(int at, const char *name) NODISCARD;

/* Remove a temporary file on the way out of an error, as far as it goes; errno stays. */
void disk_discard(int at, const char *name);

/*
 * Read the entries of an open folder from the start; fd stays the caller's. NULL with errno if it
 * cannot be read.
 */
DIR *disk_list(int fd) NODISCARD;

/* The next name that is neither "." nor "..", or NULL. */
const char *disk_next(DIR *list);

/*
 * The same, with the inode that the folder has for it: a mount point, or a file system of layers,
 * may have another one.
 */
const char *disk_next_inode(DIR *list, uint64_t *ino);

/* Are these two stats of one inode? */
bool disk_same(const struct stat *a, const struct stat *b);

/*
 * Has a program on this host the file open for writing? By asking for a read lease
 * (manual/libraries.md, "When a file is complete"). False where it is not known: a foreign owner
 * without CAP_LEASE, a file system without leases or on another machine.
 */
bool disk_is_written(int fd);

/*
 * Does fd lie on a network or FUSE mount: no events from others, no leases, a clock that is not
 * ours?
 */
bool disk_is_remote(int fd);

#endif
