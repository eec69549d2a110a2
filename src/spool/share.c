#include "spool/share.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "spool/disk.h"

#define DEEPEST 8 /* invoices/<run>/POSTAL/print is 3; deeper folders were made by hand */

static const enum spool_folder READ[] = { FOLDER_REQUESTS, FOLDER_ARCHIVE, FOLDER_ERROR,
	FOLDER_STATUS, FOLDER_REPORTS, FOLDER_PREVIEWS, FOLDER_INVOICES };

/* Change the group of an open file or folder; a folder keeps its mode, the set-group-id bit too. */
static int
give_open(int fd, gid_t group)
{
	struct stat st;

	if (fstat(fd, &st) != 0)
		return (-1);
	if (st.st_gid == group)
		return (0);
	if (fchown(fd, (uid_t)-1, group) != 0)
		return (-1);
	return (S_ISDIR(st.st_mode) ? fchmod(fd, st.st_mode & 07777) : 0);
}

/* Give a folder and all below it; links and the like are left alone. */
static int
give_tree(int fd, gid_t group, int depth)
{
	DIR *list;
	const char *name;
	struct stat st;
	int inner, rc = give_open(fd, group);

	if (rc != 0 || depth == DEEPEST)
		return (rc);
	if ((list = disk_list(fd)) == NULL)
		return (-1);
	while (rc == 0 && (name = disk_next(list)) != NULL) {
		if (fstatat(fd, name, &st, AT_SYMLINK_NOFOLLOW) != 0 ||
		    (!S_ISDIR(st.st_mode) && !S_ISREG(st.st_mode)))
			continue;
		inner =
		    disk_open(fd, name, S_ISDIR(st.st_mode) ? O_RDONLY | O_DIRECTORY : O_RDONLY);
		/* Claimed, retired or withdrawn in this moment: it has its group by where it went.
		 */
		if (inner < 0 && (errno == ENOENT || errno == ELOOP))
			continue;
		if (inner < 0)
			rc = -1;
		else
			rc = S_ISDIR(st.st_mode) ? give_tree(inner, group, depth + 1)
						 : give_open(inner, group);
		if (inner >= 0)
			(void)close(inner);
	}
	(void)closedir(list);
	return (rc);
}

int
share_give(const struct spool *spool, gid_t readers, gid_t loaders, struct err *e)
{
	const int root = spool->fds[FOLDER_ROOT], work = spool->fds[FOLDER_WORK];
	size_t i;

	for (i = 0; i < LENGTH(READ); i++)
		if (give_tree(spool->fds[READ[i]], readers, 0) != 0)
			return (err_retry(e, errno, "cannot give the folder %s to its group",
			    spool_folder_name(READ[i])));
	if (give_tree(spool->fds[FOLDER_IMPORTS], loaders, 0) != 0)
		return (err_retry(e, errno, "cannot give the folder imports to its group"));

	/* A file that is made in work/ takes its group along when it moves. Nobody else comes in.
	 */
	if (give_open(work, readers) != 0 || fchmod(work, DISK_PRIVATE_MODE | S_ISGID) != 0)
		return (err_retry(e, errno, "cannot give the folder work to its group"));

	/* The root last: from now on they may come in; loaders pass through it to imports/. */
	if (give_open(root, readers) != 0 || fchmod(root, DISK_FOLDER_MODE | S_IXOTH) != 0)
		return (err_retry(e, errno, "cannot give the spool to its group"));
	return (0);
}
