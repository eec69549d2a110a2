#include "spool/private_file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "spool/disk.h"

#define PRIVATE_FILE_MODE 0600

/* The name until it is whole: the last part of the path that it is written under. */
static const char *
hidden_name(const struct private_file *file)
{
	const char *path = buf_text(&file->path), *slash = strrchr(path, '/');

	return (slash != NULL ? slash + 1 : path);
}

/* Nothing more is to be done with it. */
static void
release(struct private_file *file)
{
	if (file->at >= 0)
		(void)close(file->at);
	file->at = -1;
	buf_release(&file->path);
}

/* Open the folder that path lies in; *name is the rest of path. errno on -1. */
static int
open_folder(const char *path, const char **name)
{
	const char *slash = strrchr(path, '/');
	char *folder = memory_string(path);
	int fd;

	*name = slash != NULL ? slash + 1 : path;
	folder[slash == NULL ? 0 : slash == path ? 1 : slash - path] = '\0';
	fd = open(folder[0] == '\0' ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	free(folder);
	return (fd);
}

int
private_file_begin(const char *path, struct private_file *file, struct err *e)
{
	int fd = -1;

	*file = (struct private_file){ .path = BUF_EMPTY, .at = -1 };
	file->at = open_folder(path, &file->name);
	buf_add(&file->path, path, (size_t)(file->name - path));
	buf_printf(&file->path, ".%s.part", file->name);
	if (file->at >= 0)
		fd = disk_create(file->at, hidden_name(file), PRIVATE_FILE_MODE);
	if (fd >= 0 && close(fd) == 0)
		return (0);
	(void)err_retry(e, errno, "cannot write %s", path);
	release(file);
	return (-1);
}

int
private_file_finish(struct private_file *file, bool replace, struct err *e)
{
	const char *hidden = hidden_name(file);
	int fd = disk_open(file->at, hidden, O_RDONLY);
	int rc = -1;

	if (fd >= 0) {
		disk_sync(fd);
		(void)close(fd);
		rc = replace ? disk_replace(file->at, hidden, file->name)
			     : disk_rename(file->at, hidden, file->at, file->name);
	}
	if (rc == 0)
		disk_sync_folder(file->at);
	else {
		(void)err_retry(e, errno, "cannot give a finished file the name %s", file->name);
		disk_discard(file->at, hidden);
	}
	release(file);
	return (rc);
}

int
private_file_settle(const char *path, struct err *e)
{
	const char *name;
	int folder = open_folder(path, &name);

	if (folder < 0)
		return (err_retry(e, errno, "cannot open the folder of %s", path));
	disk_sync_folder(folder);
	(void)close(folder);
	return (0);
}

void
private_file_abandon(struct private_file *file)
{
	if (file->at >= 0)
		disk_discard(file->at, hidden_name(file));
	release(file);
}
