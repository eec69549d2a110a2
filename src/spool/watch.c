#include "spool/watch.h"

#include <errno.h>
#include <fcntl.h>
#include <inotifytools/inotifytools.h>
#include <poll.h>
#include <sys/inotify.h>
#include <sys/select.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/text.h"
#include "spool/disk.h"

/*
 * The events after which a file may be ready: closed, moved in, linked, or its lock file removed.
 * And those that make the watch useless.
 */
#define READY (IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_DELETE)
#define EVENTS (READY | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR | IN_EXCL_UNLINK)
#define LOST (IN_Q_OVERFLOW | IN_IGNORED | IN_UNMOUNT | IN_DELETE_SELF | IN_MOVE_SELF)
#define DRAIN \
	100000 /* events at once; more than the kernel's queue, so that a storm cannot hold us \
	          here */

struct watch {
	bool open; /* the library is initialised */
	bool mute;
	int fd; /* the library's own descriptor */
};

/*
 * The library's descriptor, which it keeps to itself: the inotify one that is not close-on-exec. -1
 * if it cannot be found, or is too high for the library's select().
 */
static int
find_descriptor(void)
{
	int proc = open("/proc/self/fd", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *list = proc >= 0 ? disk_list(proc) : NULL;
	const char *name;
	char target[64];
	ssize_t length;
	int64_t number;
	int found = -1;

	while (list != NULL && found < 0 && (name = disk_next(list)) != NULL) {
		length = readlinkat(proc, name, target, sizeof(target) - 1);
		if (length < 0 || !text_to_int(name, 0, FD_SETSIZE - 1, &number))
			continue;
		target[length] = '\0';
		if (strcmp(target, "anon_inode:inotify") == 0 &&
		    (fcntl((int)number, F_GETFD) & FD_CLOEXEC) == 0)
			found = (int)number;
	}
	if (list != NULL)
		(void)closedir(list);
	if (proc >= 0)
		(void)close(proc);
	if (found >= 0)
		(void)fcntl(found, F_SETFD, FD_CLOEXEC);
	return (found);
}

/* Is this a folder, and no link to one? */
static bool
is_folder(int above, const char *name)
{
	struct stat st;

	return (fstatat(above, name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(st.st_mode));
}

/*
 * Watch a sub-folder of an open one ("." for itself), by a path that does not depend on the working
 * folder, and that is never used twice. One that has just vanished is as good as watched.
 */
static bool
add_folder(int above, const char *name)
{
	struct buf path = BUF_EMPTY;
	bool added;

	buf_printf(&path, "/proc/self/fd/%d/%s", above, name);
	added = inotifytools_watch_file(path.data, EVENTS) != 0;
	buf_release(&path);
	return (added || inotifytools_error() == ENOENT || inotifytools_error() == ENOTDIR);
}

/* Watch an open folder and those in it, in this order, so that none can be made between unseen. */
static bool
add_folders(int above)
{
	bool all = add_folder(above, ".");
	DIR *list = disk_list(above);
	const char *name;

	if (list == NULL)
		return (false);
	while (all && (name = disk_next(list)) != NULL)
		if (name[0] != '.' && is_folder(above, name))
			all = add_folder(above, name);
	(void)closedir(list);
	return (all);
}

/* Start the library and watch everything; why not, or NULL. */
static const char *
start(struct watch *watch, const struct spool *spool)
{
	if (disk_is_remote(spool->fds[FOLDER_ROOT]))
		return ("the spool is on a network mount");
	watch->open = inotifytools_initialize() != 0;
	if (!watch->open)
		return ("inotify is not available");
	watch->fd = find_descriptor();
	if (watch->fd < 0)
		return ("the inotify descriptor cannot be found");

	if (!add_folders(spool->fds[FOLDER_REQUESTS]) || !add_folders(spool->fds[FOLDER_IMPORTS]))
		return ("inotify has no watches left");
	return (NULL);
}

/* Read all events that there are; the result of all together. */
static enum watch_event
drain(void)
{
	enum watch_event result = WATCH_TIMEOUT;
	const struct inotify_event *event;
	int i;

	for (i = 0; i < DRAIN; i++) {
		/* 0 seconds is a look, as long as one event is asked for. */
		event = inotifytools_next_events(0, 1);
		if (event == NULL)
			break;
		if ((event->mask & LOST) != 0 || (event->mask & IN_ISDIR) != 0)
			result = WATCH_REBUILD;
		else if (result != WATCH_REBUILD)
			result = WATCH_CHANGED;
	}
	return (result);
}

struct watch *
watch_open(const struct spool *spool)
{
	struct watch *watch = memory_new(1, sizeof(*watch));
	const char *why;

	watch->fd = -1;
	why = start(watch, spool);
	if (why != NULL) {
		log_event("watch_mute", "reason", why, NULL);
		watch->mute = true;
	}
	return (watch);
}

void
watch_close(struct watch *watch)
{
	if (watch == NULL)
		return;

	/* Events that are left unread would be reported under the next watch's numbers. */
	if (watch->open && watch->fd >= 0)
		(void)drain();
	if (watch->open)
		inotifytools_cleanup();
	free(watch);
}

enum watch_event
watch_wait(struct watch *watch, int timeout_ms)
{
	struct pollfd poller = { .fd = watch->mute ? -1 : watch->fd, .events = POLLIN };
	int ready = poll(&poller, 1, timeout_ms);

	if (ready < 0)
		return (WATCH_SIGNAL);
	return (ready > 0 ? drain() : WATCH_TIMEOUT);
}

bool
watch_is_mute(const struct watch *watch)
{
	return (watch->mute);
}
