#include "spool/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <unistd.h>

#include "base/compiler.h"
#include "base/memory.h"
#include "base/text.h"
#include "spool/disk.h"

#define SETTINGS \
	"billspool.conf" /* the file by which a folder is known as a spool; init writes it last */

const char *const SPOOL_INTERFACES[] = {
#define INTERFACE(symbol, name, changes) name,
#define DOOR(name) name,
#include "spool/interfaces.def"
#undef DOOR
#undef INTERFACE
	NULL
};

struct folder {
	const char *name;
	mode_t mode;
};

static const struct folder FOLDERS[FOLDER_COUNT] = {
	[FOLDER_ROOT] = { ".", DISK_FOLDER_MODE },
	[FOLDER_REQUESTS] = { "requests", DISK_FOLDER_MODE },
	[FOLDER_IMPORTS] = { "imports", DISK_FOLDER_MODE },
	[FOLDER_WORK] = { "work", DISK_PRIVATE_MODE },
	[FOLDER_ARCHIVE] = { "archive", DISK_FOLDER_MODE },
	[FOLDER_ERROR] = { "error", DISK_FOLDER_MODE },
	[FOLDER_STATUS] = { "status", DISK_FOLDER_MODE },
	[FOLDER_REPORTS] = { "reports", DISK_FOLDER_MODE },
	[FOLDER_PREVIEWS] = { "previews", DISK_FOLDER_MODE },
	[FOLDER_INVOICES] = { "invoices", DISK_FOLDER_MODE },
	[FOLDER_DB] = { "db", DISK_PRIVATE_MODE },
};

/*
 * Names under requests/ and status/ that are no agent's, or that a Windows share cannot show.
 */
static const char *const RESERVED[] = { "forms", "operator", "imports", "con", "prn", "aux",
	"nul" };

const char *
spool_folder_name(enum spool_folder folder)
{
	return (FOLDERS[folder].name);
}

/* Open folder, made if it is missing, and check that files can be renamed between it and the root.
 */
static int
open_folder(struct spool *spool, enum spool_folder folder, struct err *e)
{
	const char *name = FOLDERS[folder].name;
	int root = spool->fds[FOLDER_ROOT];
	int *fd = &spool->fds[folder];

	/* The database may be put elsewhere by a link: it is never renamed into or out of. */
	*fd = folder == FOLDER_DB ? openat(root, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
	if (*fd >= 0)
		return (0);
	if (disk_make_folder(root, name, FOLDERS[folder].mode) == 0)
		*fd = disk_open(root, name, O_RDONLY | O_DIRECTORY);
	if (*fd >= 0)
		return (0);

	/* A link or a mount is the operator's doing, and theirs to undo. */
	if (errno == EXDEV || errno == ELOOP || errno == ENOTDIR)
		return (err_reject(e,
		    "%s/%s must be an ordinary folder on the spool's own file system, not a link "
		    "or a mount",
		    spool->path, name));
	return (err_retry(e, errno, "cannot open or make the folder %s/%s", spool->path, name));
}

/* Open or make all folders below the root. */
static int
open_folders(struct spool *spool, struct err *e)
{
	int folder;
	size_t i;

	for (folder = FOLDER_ROOT + 1; folder < FOLDER_COUNT; folder++)
		if (open_folder(spool, (enum spool_folder)folder, e) != 0)
			return (-1);
	for (i = 0; SPOOL_INTERFACES[i] != NULL; i++)
		if (disk_make_folder(spool->fds[FOLDER_IMPORTS], SPOOL_INTERFACES[i],
			DISK_DROP_MODE) != 0)
			return (err_retry(e, errno, "cannot make the folder imports/%s",
			    SPOOL_INTERFACES[i]));
	return (0);
}

/* A spool with nothing open yet but its root. */
static int
open_root(struct spool *spool, const char *dir, struct err *e)
{
	int folder;

	spool->path = memory_string(dir);
	for (folder = 0; folder < FOLDER_COUNT; folder++)
		spool->fds[folder] = -1;
	spool->fds[FOLDER_ROOT] = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (spool->fds[FOLDER_ROOT] >= 0)
		return (0);
	if (errno == ENOENT || errno == ENOTDIR)
		return (err_reject(e, "%s is not a spool; make one with: billspool init %s", dir,
		    dir));
	return (err_retry(e, errno, "cannot open the spool %s", dir));
}

/* Make dir itself; the folder it is to lie in must be there. */
static int
make_root(const char *dir, struct err *e)
{
	char *path = memory_string(dir);
	size_t length = strlen(path);
	char *slash;
	int above, rc;

	/* Without trailing slashes, split into the folder above and the name. */
	while (length > 1 && path[length - 1] == '/')
		path[--length] = '\0';
	slash = strrchr(path, '/');
	if (slash != NULL)
		*slash = '\0';
	above = open(slash == NULL ? "."
		: slash == path    ? "/"
				   : path,
	    O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (above < 0) {
		rc = err_reject(e,
		    "cannot make the spool %s: cannot open the folder it is to lie in (%s)", dir,
		    strerror(errno));
		free(path);
		return (rc);
	}
	rc = disk_make_folder(above, slash != NULL ? slash + 1 : path, DISK_FOLDER_MODE);
	if (rc != 0 && errno == ENOTDIR)
		rc = err_reject(e, "cannot make the spool %s: a file of that name is there", dir);
	else if (rc != 0)
		rc = err_retry(e, errno, "cannot make the spool %s", dir);
	(void)close(above);
	free(path);
	return (rc);
}

/* Write the settings, once. */
static int
write_settings(const struct spool *spool, const char *settings, struct err *e)
{
	static const char fresh[] = "." SETTINGS ".tmp";
	int root = spool->fds[FOLDER_ROOT];
	int rc = -1;
	int fd;

	if (faccessat(root, SETTINGS, F_OK, AT_SYMLINK_NOFOLLOW) == 0)
		return (0);

	/* Without replacing: an operator may be writing one, too. */
	fd = disk_create(root, fresh, DISK_FILE_MODE);
	if (fd >= 0 && disk_finish(fd, settings, strlen(settings), true) == 0)
		rc = disk_rename(root, fresh, root, SETTINGS);
	if (rc != 0)
		disk_discard(root, fresh);
	if (rc != 0 && errno != EEXIST)
		return (err_retry(e, errno, "cannot write %s/%s", spool->path, SETTINGS));
	disk_sync_folder(root);
	return (0);
}

int
spool_init(const char *dir, const char *settings, struct err *e)
{
	struct spool spool = { 0 };
	struct stat st;
	int rc = -1;

	/* A link to a folder is as good as a folder, so ask before making. */
	if (stat(dir, &st) != 0 && make_root(dir, e) != 0)
		return (-1);
	if (open_root(&spool, dir, e) == 0 && open_folders(&spool, e) == 0 &&
	    write_settings(&spool, settings, e) == 0)
		rc = 0;
	spool_close(&spool);
	return (rc);
}

int
spool_open(struct spool *spool, const char *dir, struct err *e)
{
	if (open_root(spool, dir, e) != 0)
		return (-1);
	if (faccessat(spool->fds[FOLDER_ROOT], SETTINGS, F_OK, AT_SYMLINK_NOFOLLOW) != 0)
		return (err_reject(e,
		    "%s is not a spool (it has no " SETTINGS "); make one with: billspool init %s",
		    dir, dir));
	return (open_folders(spool, e));
}

void
spool_close(struct spool *spool)
{
	int folder;

	/* A spool that was never opened is all zeros, and has no path. */
	if (spool->path == NULL)
		return;
	for (folder = 0; folder < FOLDER_COUNT; folder++) {
		if (spool->fds[folder] >= 0)
			(void)close(spool->fds[folder]);
		spool->fds[folder] = -1;
	}
	free(spool->path);
	spool->path = NULL;
}

int
spool_add_agent(const struct spool *spool, const char *agent, struct err *e)
{
	size_t i;

	for (i = 0; i < LENGTH(RESERVED); i++)
		if (text_equal_nocase(agent, RESERVED[i]))
			return (err_reject(e,
			    "an agent cannot be called '%s': that has another meaning here; choose "
			    "another",
			    agent));
	if (!text_is_code(agent) || agent[0] == '.')
		return (err_reject(e,
		    "'%s' is no agent's code: use 1 to 32 letters, digits, '-', '_' or '.'",
		    agent));
	if (disk_make_folder(spool->fds[FOLDER_REQUESTS], agent, DISK_DROP_MODE) != 0)
		return (err_retry(e, errno, "cannot make the folder requests/%s", agent));
	if (disk_make_folder(spool->fds[FOLDER_STATUS], agent, DISK_FOLDER_MODE) != 0)
		return (err_retry(e, errno, "cannot make the folder status/%s", agent));
	return (0);
}
