#include "spool/claim.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/log.h"
#include "base/memory.h"
#include "spool/disk.h"
#include "spool/free_name.h"
#include "spool/intent.h"
#include "spool/name.h"
#include "spool/publish.h"
#include "spool/slot.h"

#define LOCK "lock"

/*
 * Lock fd, and see whether it still is the file of that name. Returns 1, 0 if another has it, -1
 * with errno.
 */
static int
lock_file(int work, int fd)
{
	struct stat ours, named;
	int rc;

	do {
		rc = flock(fd, LOCK_EX | LOCK_NB);
	} while (rc != 0 && errno == EINTR);
	if (rc != 0)
		return (errno == EWOULDBLOCK ? 0 : -1);

	/* Somebody has removed it meanwhile: the next process would lock another file. */
	errno = EAGAIN;
	if (fstat(fd, &ours) != 0 || fstatat(work, LOCK, &named, AT_SYMLINK_NOFOLLOW) != 0 ||
	    !disk_same(&ours, &named))
		return (-1);
	return (1);
}

int
claim_lock(const struct spool *spool, int *lock, struct err *e)
{
	int work = spool->fds[FOLDER_WORK];
	int rc = -1;

	*lock = openat(work, LOCK, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (*lock >= 0)
		rc = lock_file(work, *lock);
	if (rc < 0)
		(void)err_retry(e, errno, "cannot lock work/%s", LOCK);
	if (rc <= 0 && *lock >= 0) {
		(void)close(*lock);
		*lock = -1;
	}
	return (rc);
}

/* Is the open file the one that the scan saw, unchanged, and not open for writing elsewhere? */
static bool
is_unchanged(int fd, const struct arrival *arrival)
{
	struct stat st;

	int64_t ctime_ns;

	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_nlink != 1)
		return (false);
	ctime_ns = (int64_t)st.st_ctim.tv_sec * 1000000000 + st.st_ctim.tv_nsec;
	return (st.st_dev == arrival->dev && st.st_ino == arrival->ino &&
	    st.st_size == arrival->size && ctime_ns == arrival->arrived_ns && !disk_is_written(fd));
}

/*
 * Open the arrival, if it is still as the scan saw it. Returns a descriptor; or -1, and then the
 * reason is in *result or in e.
 */
static int
open_arrival(int door, const struct arrival *arrival, enum claim_result *result, struct err *e)
{
	int fd = disk_open(door, arrival->name, O_RDONLY);

	if (fd < 0 && (errno == EMFILE || errno == ENFILE || errno == ENOMEM || errno == EIO)) {
		(void)err_retry(e, errno, "cannot open %s/%s", arrival->folder, arrival->name);
		return (-1);
	}
	if (fd < 0) {
		*result = errno == ENOENT ? CLAIM_GONE : CLAIM_CHANGED;
		return (-1);
	}
	if (!is_unchanged(fd, arrival)) {
		*result = CLAIM_CHANGED;
		(void)close(fd);
		return (-1);
	}
	return (fd);
}

/* Is there nothing in the slot, and no intent of an input that has left it? */
static bool
is_empty(int work)
{
	return (faccessat(work, SLOT_INPUT, F_OK, AT_SYMLINK_NOFOLLOW) != 0 &&
	    faccessat(work, INTENT_NAME, F_OK, AT_SYMLINK_NOFOLLOW) != 0);
}

/*
 * Write the intent, then rename the input into the slot. *result is CLAIM_TAKEN, or CLAIM_GONE if
 * it vanished.
 */
static int
move_in(const struct spool *spool, int door, const struct claim *claim, enum claim_result *result,
    struct err *e)
{
	int work = spool->fds[FOLDER_WORK];

	if (intent_save(spool, claim, e) != 0)
		return (-1);
	*result = CLAIM_TAKEN;
	if (disk_rename(door, claim->name, work, SLOT_INPUT) == 0)
		return (0);

	/* Garbage now, unless half of the rename was done: then recovery needs it. */
	*result = CLAIM_GONE;
	if (errno != ENOENT)
		(void)err_retry(e, errno, "cannot move %s/%s into the slot", claim->folder,
		    claim->name);
	else
		err_clear(e);
	if (faccessat(work, SLOT_INPUT, F_OK, AT_SYMLINK_NOFOLLOW) != 0)
		disk_discard(work, INTENT_NAME);
	return (e->kind == ERR_NONE ? 0 : -1);
}

/* Is the file in the slot the one that is open? */
static bool
is_in_slot(const struct spool *spool, int input)
{
	int work = spool->fds[FOLDER_WORK];
	struct stat opened, slot;

	return (fstat(input, &opened) == 0 &&
	    fstatat(work, SLOT_INPUT, &slot, AT_SYMLINK_NOFOLLOW) == 0 &&
	    disk_same(&opened, &slot));
}

/* Claim from an open door. */
static int
take_from(const struct spool *spool, int door, const struct arrival *arrival, int64_t limit,
    struct claim *claim, enum claim_result *result, struct err *e)
{
	int input = open_arrival(door, arrival, result, e);
	int rc;

	if (input < 0)
		return (e->kind == ERR_NONE ? 0 : -1);
	rc = move_in(spool, door, claim, result, e);

	/* Exchanged for another file in the last moment: that one is to settle first. */
	if (rc == 0 && *result == CLAIM_TAKEN && !is_in_slot(spool, input)) {
		*result = CLAIM_CHANGED;
		rc = slot_put_back(spool, claim, e);
	}
	if (rc == 0 && *result == CLAIM_TAKEN)
		rc = slot_fill(spool, input, limit, claim, result, e);
	(void)close(input);
	return (rc);
}

int
claim_take(const struct spool *spool, const struct arrival *arrival, int64_t limit,
    struct claim *claim, enum claim_result *result, struct err *e)
{
	int door, rc;

	err_clear(e);
	*claim = (struct claim){ 0 };
	*result = CLAIM_GONE;
	if (!is_empty(spool->fds[FOLDER_WORK]))
		return (err_retry(e, 0,
		    "the slot work/%s is not empty; what is in it has to be done first",
		    SLOT_INPUT));
	door = disk_open_folder(spool->fds[FOLDER_ROOT], arrival->folder, false);
	if (door < 0 && errno == ENOENT)
		return (0);
	if (door < 0)
		return (err_retry(e, errno, "cannot open the folder %s", arrival->folder));

	(void)snprintf(claim->id, sizeof(claim->id), "%lld-%llu", (long long)arrival->arrived_ns,
	    (unsigned long long)arrival->ino);
	claim->kind = arrival->kind;
	claim->folder = memory_string(arrival->folder);
	claim->door = memory_string(arrival->door);
	claim->name = memory_string(arrival->name);
	claim->arrived_ns = arrival->arrived_ns;
	claim->uid = arrival->uid;
	rc = take_from(spool, door, arrival, limit, claim, result, e);
	(void)close(door);
	if (rc != 0 || *result == CLAIM_GONE || *result == CLAIM_CHANGED)
		claimed_release(claim);
	return (rc);
}

/* Is st the file of this claim? Its inode is in the id. */
static bool
is_of_claim(const struct claim *claim, const struct stat *st)
{
	const char *dash = strchr(claim->id, '-');

	return (dash != NULL && strtoull(dash + 1, NULL, 10) == st->st_ino);
}

/* A claim by link and unlink that was cut between them left the name in the door: remove it. */
static int
finish_rename(const struct spool *spool, const struct claim *claim, const struct stat *input,
    struct err *e)
{
	int door = disk_open_folder(spool->fds[FOLDER_ROOT], claim->folder, false);
	struct stat st;
	int rc = 0;

	if (door < 0)
		return (0);
	if (fstatat(door, claim->name, &st, AT_SYMLINK_NOFOLLOW) == 0 && disk_same(&st, input) &&
	    disk_remove(door, claim->name) != 0)
		rc = err_retry(e, errno, "cannot remove %s/%s", claim->folder, claim->name);
	(void)close(door);
	return (rc);
}

/* Copy the input of an earlier life that has no copy. */
static int
fill_again(const struct spool *spool, int64_t limit, struct claim *claim, enum claim_result *result,
    struct err *e)
{
	int input = disk_open(spool->fds[FOLDER_WORK], SLOT_INPUT, O_RDONLY);
	int rc;

	if (input < 0)
		return (err_retry(e, errno, "cannot open work/%s", SLOT_INPUT));
	rc = slot_fill(spool, input, limit, claim, result, e);
	(void)close(input);
	if (*result == CLAIM_CHANGED)
		*result = CLAIM_GONE;
	return (rc);
}

/* There is an intent and its input. */
static int
load_input(const struct spool *spool, const struct stat *input, int64_t limit, bool is_owed,
    struct claim *claim, enum claim_result *result, struct err *e)
{
	bool present;

	/*
	 * Another file, put there in the moment of the claim: it has not settled. (After a restore
	 * from backup, inodes differ.)
	 */
	if (!is_owed && (!S_ISREG(input->st_mode) || !is_of_claim(claim, input)))
		return (slot_put_back(spool, claim, e));
	if (input->st_nlink > 1 && finish_rename(spool, claim, input, e) != 0)
		return (-1);

	/*
	 * The copy has its name only when it is whole. If it has gone already, only the retirement
	 * is left to do.
	 */
	if (slot_hash(spool, claim, &present, e) != 0)
		return (-1);
	*result = CLAIM_TAKEN;
	if (present || (is_owed && input->st_size <= limit))
		return (0);
	return (fill_again(spool, limit, claim, result, e));
}

/* There is an intent, and its input is not there. */
static int
load_rest(const struct spool *spool, bool is_owed, struct claim *claim, enum claim_result *result,
    struct err *e)
{
	bool present;

	if (!is_owed)
		return (slot_sweep(spool, e));
	*result = CLAIM_TAKEN;
	return (slot_hash(spool, claim, &present, e));
}

/* Move a thing that nobody can work with to error/, its note first. */
static int
move_to_error(const struct spool *spool, int at, const char *file, const char *wanted,
    const char *note, struct err *e)
{
	char *name = free_name(spool, "error", wanted, NULL, NULL, e);
	struct buf path = BUF_EMPTY;
	int rc;

	if (name == NULL)
		return (-1);
	buf_printf(&path, "%s.error.txt", name);
	rc = publish_file(spool, FOLDER_ERROR, path.data, note, strlen(note), e);
	if (rc == 0)
		rc = slot_move(spool, at, file, "error", name, e);

	/* It may have vanished: then nothing has happened. */
	if (faccessat(spool->fds[FOLDER_ERROR], name, F_OK, AT_SYMLINK_NOFOLLOW) != 0)
		disk_discard(spool->fds[FOLDER_ERROR], path.data);
	buf_release(&path);
	free(name);
	return (rc);
}

/*
 * There is no intent: somebody has put the file into the slot by hand. It must not run, because
 * nobody knows whose it is.
 */
static int
load_orphan(const struct spool *spool, bool has_input, struct err *e)
{
	static const char note[] =
	    "This file was found in work/ without a record of where it came from, so it was not\n"
	    "processed. Drop it into the folder of the person it belongs to.\n";

	if (has_input) {
		log_event("orphan_refused", "file", "work/" SLOT_INPUT, NULL);
		if (move_to_error(spool, spool->fds[FOLDER_WORK], SLOT_INPUT, "recovered.req", note,
			e) != 0)
			return (-1);
	}
	return (slot_sweep(spool, e));
}

int
claim_load(const struct spool *spool, int64_t limit, bool (*owed)(void *context, const char *id),
    void *context, struct claim *claim, enum claim_result *result, struct err *e)
{
	bool has_intent, has_input, is_owed;
	struct stat input;
	int rc;

	*claim = (struct claim){ 0 };
	*result = CLAIM_GONE;
	if (intent_load(spool, claim, &has_intent, e) != 0)
		return (-1);
	has_input = fstatat(spool->fds[FOLDER_WORK], SLOT_INPUT, &input, AT_SYMLINK_NOFOLLOW) == 0;
	if (!has_input && errno != ENOENT) {
		claimed_release(claim);
		return (err_retry(e, errno, "cannot look at work/%s", SLOT_INPUT));
	}
	is_owed = has_intent && owed != NULL && owed(context, claim->id);

	/* One answer for each state that a crash can leave. */
	if (!has_intent)
		rc = load_orphan(spool, has_input, e);
	else if (has_input)
		rc = load_input(spool, &input, limit, is_owed, claim, result, e);
	else
		rc = load_rest(spool, is_owed, claim, result, e);
	if (rc != 0 || *result == CLAIM_GONE)
		claimed_release(claim);
	return (rc);
}

int
claim_read(const struct spool *spool, const struct claim *claim, struct buf *bytes, struct err *e)
{
	if (publish_read(spool, FOLDER_WORK, SLOT_COPY, (size_t)claim->size, bytes, e) != 0)
		return (err_retry(e, 0, "the copy of %s in work/ cannot be read, or has grown",
		    claim->name));
	if (bytes->length != (size_t)claim->size)
		return (err_retry(e, 0, "the copy of %s in work/ is cut short", claim->name));
	return (0);
}

/* Is there a file of this name in folder? */
static bool
is_in_folder(const struct spool *spool, const char *folder, const char *name)
{
	int at = disk_open_folder(spool->fds[FOLDER_ROOT], folder, false);
	bool is = at >= 0 && faccessat(at, name, F_OK, AT_SYMLINK_NOFOLLOW) == 0;

	if (at >= 0)
		(void)close(at);
	return (is);
}

/* Move the copy to its place; where none was ever made, the input itself. */
static int
retire_input(const struct spool *spool, const struct claim *claim, const struct retirement *to,
    struct err *e)
{
	int work = spool->fds[FOLDER_WORK];
	bool never_copied = claim->sha256[0] == '\0' && claim->size > 0;

	/* Our own copy is for everybody to read, and theirs to correct and drop again. */
	if (fchmodat(work, SLOT_COPY, DISK_FILE_MODE, 0) == 0)
		return (slot_move(spool, work, SLOT_COPY, to->folder, to->name, e));
	if (errno != ENOENT)
		return (err_retry(e, errno, "cannot set the mode of work/%s", SLOT_COPY));

	/* No copy: an earlier life has moved it, if there is a file in its place. */
	if (never_copied || !is_in_folder(spool, to->folder, to->name))
		return (slot_move(spool, work, SLOT_INPUT, to->folder, to->name, e));
	return (0);
}

int
claim_retire(const struct spool *spool, const struct claim *claim, const struct retirement *to,
    struct err *e)
{
	struct buf path = BUF_EMPTY;
	int rc;

	/* The note goes first: without it its sender could not know why the file is there. */
	buf_printf(&path, "%s/%s%s", to->folder, to->name, to->note_suffix);
	rc = publish_file(spool, FOLDER_ROOT, path.data, to->note, strlen(to->note), e);
	buf_release(&path);
	if (rc == 0 && to->errors_name != NULL)
		rc = slot_move(spool, spool->fds[FOLDER_WORK], SLOT_ERRORS, "error",
		    to->errors_name, e);
	if (rc != 0 || retire_input(spool, claim, to, e) != 0)
		return (-1);

	/*
	 * All of it is in its place and on disk. The original is removed before the intent, from
	 * which recovery knows whose it is.
	 */
	if (disk_remove(spool->fds[FOLDER_WORK], SLOT_INPUT) != 0)
		return (err_retry(e, errno, "cannot remove work/%s", SLOT_INPUT));
	if (slot_sweep(spool, e) != 0)
		return (-1);
	disk_sync_folder(spool->fds[FOLDER_WORK]);
	return (0);
}

int
claim_refuse(const struct spool *spool, const struct arrival *arrival, const char *note,
    struct err *e)
{
	int door = disk_open_folder(spool->fds[FOLDER_ROOT], arrival->folder, false);
	struct stat st;
	char *safe;
	int rc = 0;

	if (door < 0 && errno == ENOENT)
		return (0);
	if (door < 0)
		return (err_retry(e, errno, "cannot open the folder %s", arrival->folder));
	if (fstatat(door, arrival->name, &st, AT_SYMLINK_NOFOLLOW) == 0 && !S_ISDIR(st.st_mode) &&
	    st.st_dev == arrival->dev && st.st_ino == arrival->ino) {
		safe = name_make_safe(arrival->name);
		rc = move_to_error(spool, door, arrival->name, safe, note, e);
		free(safe);
	}
	(void)close(door);
	return (rc);
}

int
claim_write_errors(const struct spool *spool, const struct buf *csv, struct err *e)
{
	return (publish_file(spool, FOLDER_WORK, SLOT_ERRORS, csv->data, csv->length, e));
}
