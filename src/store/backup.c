#include "store/backup.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "spool/private_file.h"
#include "store/database_inside.h"

#define BUSY_TIMEOUT_MS 10000
#define STEP 65536          /* bytes compared at a time; the largest page that SQLite has */
#define HEADER_BYTES 72     /* the first bytes of a database's file, which show whose it is */
#define HEADER_ID_AT 68     /* where application_id is in the file, big-endian */

/* Report that the copy cannot be written. Always -1. */
static int
fail_copy(int rc, const char *path, struct err *e)
{
	return (err_retry(e, 0, "the copy %s of the database could not be made: %s", path,
	    sqlite3_errstr(rc)));
}

/*
 * Is the copy sound? PRAGMA quick_check answers with a row "ok", or with rows that name the damage.
 */
static int
check_copy(sqlite3 *copy, const char *path, struct err *e)
{
	sqlite3_stmt *stmt = NULL;
	const char *answer = NULL;
	int rc = sqlite3_prepare_v2(copy, "PRAGMA quick_check(1)", -1, &stmt, NULL);

	if (rc == SQLITE_OK)
		rc = sqlite3_step(stmt);
	if (rc == SQLITE_ROW)
		answer = (const char *)sqlite3_column_text(stmt, 0);
	if (answer == NULL)
		rc = fail_copy(rc, path, e);
	else if (strcmp(answer, "ok") != 0)
		rc = err_reject(e, "the database is damaged, and was not copied: %s", answer);
	else
		rc = 0;
	(void)sqlite3_finalize(stmt);
	return (rc);
}

/* Copy all pages of the database into the copy: SQLITE_OK, or what SQLite answers. */
static int
copy_pages(struct database *db, sqlite3 *copy)
{
	sqlite3_backup *backup = NULL;
	sqlite3 *source = NULL;
	int rc;

	/*
	 * Use a connection of its own: SQLite does not copy from one whose write transaction is
	 * open.
	 */
	rc = sqlite3_open_v2(sqlite3_db_filename(db->handle, "main"), &source, SQLITE_OPEN_READONLY,
	    NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_busy_timeout(source, BUSY_TIMEOUT_MS);
	if (rc == SQLITE_OK) {
		backup = sqlite3_backup_init(copy, "main", source, "main");
		rc = backup != NULL ? sqlite3_backup_step(backup, -1) : SQLITE_ERROR;
		(void)sqlite3_backup_finish(backup);
	}
	(void)sqlite3_close(source);
	return (rc == SQLITE_DONE ? SQLITE_OK : rc);
}

/*
 * Fill the empty file at path, and check it. SQLite's own sync and journal are of no use: the file
 * has its name only when it is whole and synced.
 */
static int
fill(struct database *db, const char *path, struct err *e)
{
	sqlite3 *copy = NULL;
	int rc = sqlite3_open_v2(path, &copy, SQLITE_OPEN_READWRITE, NULL);

	if (rc == SQLITE_OK)
		rc = sqlite3_exec(copy, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF", NULL,
		    NULL, NULL);
	if (rc == SQLITE_OK)
		rc = copy_pages(db, copy);
	rc = rc == SQLITE_OK ? check_copy(copy, path, e) : fail_copy(rc, path, e);
	(void)sqlite3_close(copy);
	return (rc);
}

/* Read `length` bytes of an open database's file at `at`: 0, or SQLite's answer. */
static int
read_copy(sqlite3_file *file, char *bytes, int length, sqlite3_int64 at)
{
	int rc = file->pMethods->xRead(file, bytes, length, at);

	/*
	 * Blank the fields of the header that count changes and name the SQLite version: they may
	 * differ.
	 */
	if (at == 0) {
		memset(bytes + 24, 0, 4);
		memset(bytes + 40, 0, 4);
		memset(bytes + 92, 0, 8);
	}
	return (rc);
}

/*
 * Are the files of two databases the same? They are read through SQLite: to open and close one of
 * them ourselves would give up SQLite's locks on it.
 */
static int
compare_files(sqlite3 *database, sqlite3 *copy, bool *same)
{
	char *bytes = memory_new(2, STEP);
	sqlite3_file *files[2] = { NULL, NULL };
	sqlite3_int64 sizes[2] = { 0, 0 }, at = 0;
	int length, rc;

	(void)sqlite3_file_control(database, "main", SQLITE_FCNTL_FILE_POINTER, &files[0]);
	(void)sqlite3_file_control(copy, "main", SQLITE_FCNTL_FILE_POINTER, &files[1]);
	rc = files[0]->pMethods->xFileSize(files[0], &sizes[0]);
	if (rc == SQLITE_OK)
		rc = files[1]->pMethods->xFileSize(files[1], &sizes[1]);
	*same = rc == SQLITE_OK && sizes[0] == sizes[1];
	while (*same && rc == SQLITE_OK && at < sizes[0]) {
		length = sizes[0] - at < STEP ? (int)(sizes[0] - at) : STEP;
		rc = read_copy(files[0], bytes, length, at);
		if (rc == SQLITE_OK)
			rc = read_copy(files[1], bytes + STEP, length, at);
		*same = memcmp(bytes, bytes + STEP, (size_t)length) == 0;
		at += length;
	}
	free(bytes);
	return (rc);
}

/* Are the bytes of the copy at path those of the database now? */
static int
is_copy(struct database *db, const char *path, bool *same, struct err *e)
{
	sqlite3 *copy = NULL;
	int rc = sqlite3_open_v2(path, &copy, SQLITE_OPEN_READONLY, NULL);

	*same = false;
	if (rc == SQLITE_OK)
		rc = compare_files(db->handle, copy, same);
	(void)sqlite3_close(copy);
	return (rc == SQLITE_OK ? 0
				: err_retry(e, 0, "the copy %s of the database cannot be read: %s",
				      path, sqlite3_errstr(rc)));
}

/* Make the copy under its hidden name, then give it its name. */
static int
copy(struct database *db, const char *path, bool keep, struct err *e)
{
	struct private_file file;
	bool same = true;

	if (private_file_begin(path, &file, e) != 0)
		return (-1);
	if (fill(db, buf_text(&file.path), e) != 0 ||
	    (keep && is_copy(db, buf_text(&file.path), &same, e) != 0) ||
	    (!same && err_retry(e, 0, "the copy %s differs from the database", path) != 0)) {
		private_file_abandon(&file);
		return (-1);
	}
	return (private_file_finish(&file, !keep, e));
}

/* May a copy replace the file at path? */
static int
check_place(const struct database *db, const char *path, struct err *e)
{
	const char *own = sqlite3_db_filename(db->handle, "main");
	unsigned char head[HEADER_BYTES] = { 0 };
	struct stat there, database;
	int fd;

	if (stat(path, &there) != 0)
		return (0);

	/* Compare by stat, without opening it: closing it again would give up SQLite's locks. */
	if (stat(own, &database) == 0 && there.st_dev == database.st_dev &&
	    there.st_ino == database.st_ino)
		return (err_reject(e, "%s is the database itself: name another file", path));
	fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (fd >= 0) {
		if (pread(fd, head, sizeof(head), 0) != (ssize_t)sizeof(head))
			head[0] = '\0';
		(void)close(fd);
	}
	if (memcmp(head, "SQLite format 3", 16) == 0 &&
	    (head[HEADER_ID_AT] << 24 | head[HEADER_ID_AT + 1] << 16 | head[HEADER_ID_AT + 2] << 8 |
		head[HEADER_ID_AT + 3]) == DATABASE_APPLICATION_ID)
		return (0);
	return (err_reject(e,
	    "%s is there, and is no copy of a database of billspool's: name another file", path));
}

int
backup_make(struct database *db, const char *path, struct err *e)
{
	return (check_place(db, path, e) == 0 ? copy(db, path, false, e) : -1);
}

int
backup_keep(struct database *db, const char *path, struct buf *kept, struct err *e)
{
	struct buf name = BUF_EMPTY;
	bool same = false;
	int number = 1, rc = 0;

	/* Find the first name that is free, or whose file is this very copy already. */
	buf_add_string(&name, path);
	while (rc == 0 && !same && access(buf_text(&name), F_OK) == 0) {
		rc = is_copy(db, buf_text(&name), &same, e);
		if (rc == 0 && !same) {
			buf_reset(&name);
			buf_printf(&name, "%s-%d", path, ++number);
		}
	}
	if (rc == 0)
		rc = same ? private_file_settle(buf_text(&name), e)
			  : copy(db, buf_text(&name), true, e);
	if (rc == 0)
		buf_add_string(kept, buf_text(&name));
	buf_release(&name);
	return (rc);
}
