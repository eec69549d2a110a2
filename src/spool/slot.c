#include "spool/slot.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/memory.h"
#include "spool/disk.h"
#include "spool/free_name.h"
#include "spool/intent.h"

#define COPY_FRESH "." SLOT_COPY ".tmp"
#define STEP ((size_t)256 * 1024)

/* Hash all of `from` and write it to `to`, unless that is -1. errno on -1. */
static int
copy_bytes(int from, int to, struct claim *claim)
{
	struct hash *hash = hash_new();
	char *bytes = memory_new(STEP, 1);
	ssize_t got;
	int rc = -1;

	claim->size = 0;
	for (;;) {
		got = read(from, bytes, STEP);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			break;
		hash_add(hash, bytes, (size_t)got);
		claim->size += got;
		if (to >= 0 && disk_write(to, bytes, (size_t)got) != 0)
			break;
	}
	if (got == 0)
		rc = 0;
	hash_finish(hash, claim->sha256);
	free(bytes);
	return (rc);
}

/* Has anybody written to the input since `before`, or is about to? */
static bool
was_written(int input, const struct stat *before, int64_t copied)
{
	struct stat now;

	return (fstat(input, &now) != 0 || now.st_size != before->st_size ||
	    copied != before->st_size || now.st_ctim.tv_sec != before->st_ctim.tv_sec ||
	    now.st_ctim.tv_nsec != before->st_ctim.tv_nsec || disk_is_written(input));
}

/* Make the fresh copy; errno on -1, and then it is gone. *written: it is of no use. */
static int
make_copy(int work, int input, struct claim *claim, bool *written)
{
	struct stat before;
	int rc;
	int fd;

	if (fstat(input, &before) != 0 || lseek(input, 0, SEEK_SET) != 0)
		return (-1);
	fd = disk_create(work, COPY_FRESH, 0400);
	if (fd < 0)
		return (-1);
	rc = copy_bytes(input, fd, claim);
	if (disk_finish(fd, NULL, 0, rc == 0) != 0)
		rc = -1;
	*written = rc == 0 && was_written(input, &before, claim->size);
	if (rc != 0 || *written)
		disk_discard(work, COPY_FRESH);
	return (rc);
}

int
slot_fill(const struct spool *spool, int input, int64_t limit, struct claim *claim,
    enum claim_result *result, struct err *e)
{
	int work = spool->fds[FOLDER_WORK];
	bool written;
	struct stat st;

	/* An input that is too large is not read at all. */
	if (fstat(input, &st) != 0)
		return (err_retry(e, errno, "cannot look at %s", claim->name));
	if (st.st_size > limit) {
		claim->size = st.st_size;
		claim->sha256[0] = '\0';
		*result = CLAIM_TOO_LARGE;
		disk_sync_folder(work);
		return (0);
	}

	if (make_copy(work, input, claim, &written) != 0)
		return (err_retry(e, errno, "cannot copy %s", claim->name));
	if (written) {
		*result = CLAIM_CHANGED;
		return (slot_put_back(spool, claim, e));
	}

	/* The copy is whole and on disk before it has its name. */
	if (disk_replace(work, COPY_FRESH, SLOT_COPY) != 0) {
		disk_discard(work, COPY_FRESH);
		return (err_retry(e, errno, "cannot keep the copy of %s", claim->name));
	}
	disk_sync_folder(work);
	*result = CLAIM_TAKEN;
	return (0);
}

int
slot_hash(const struct spool *spool, struct claim *claim, bool *present, struct err *e)
{
	int fd = disk_open(spool->fds[FOLDER_WORK], SLOT_COPY, O_RDONLY);
	int rc = 0;

	*present = fd >= 0;
	claim->size = 0;
	claim->sha256[0] = '\0';
	if (fd < 0 && errno == ENOENT)
		return (0);
	if (fd < 0 || copy_bytes(fd, -1, claim) != 0)
		rc = err_retry(e, errno, "cannot read work/%s", SLOT_COPY);
	if (fd >= 0)
		(void)close(fd);
	return (rc);
}

int
slot_move(const struct spool *spool, int at, const char *file, const char *folder, const char *name,
    struct err *e)
{
	int to = disk_open_folder(spool->fds[FOLDER_ROOT], folder, true);
	char *other;
	int rc;

	if (to < 0)
		return (err_retry(e, errno, "cannot open the folder %s", folder));
	rc = disk_rename(at, file, to, name);

	/* The name is taken: by Office, that saved again, or by an operator. Both files are kept.
	 */
	if (rc != 0 && errno == EEXIST) {
		other = free_name(spool, folder, name, NULL, NULL, e);
		if (other == NULL) {
			(void)close(to);
			return (-1);
		}
		rc = disk_rename(at, file, to, other);
		free(other);
	}
	if (rc != 0 && errno == ENOENT)
		rc = 0;
	if (rc == 0)
		disk_sync_folder(to);
	else
		(void)err_retry(e, errno, "cannot move %s to %s/%s", file, folder, name);
	(void)close(to);
	return (rc);
}

int
slot_put_back(const struct spool *spool, const struct claim *claim, struct err *e)
{
	if (slot_move(spool, spool->fds[FOLDER_WORK], SLOT_INPUT, claim->folder, claim->name, e) !=
	    0)
		return (-1);
	return (slot_sweep(spool, e));
}

int
slot_sweep(const struct spool *spool, struct err *e)
{
	static const char *const garbage[] = { COPY_FRESH, "." INTENT_NAME ".tmp",
		"." SLOT_ERRORS ".tmp", SLOT_COPY, SLOT_ERRORS, INTENT_NAME };
	size_t i;

	for (i = 0; i < LENGTH(garbage); i++)
		if (disk_remove(spool->fds[FOLDER_WORK], garbage[i]) != 0)
			return (err_retry(e, errno, "cannot remove work/%s", garbage[i]));
	return (0);
}
