#include "spool/scan.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/arena.h"
#include "base/memory.h"
#include "base/text.h"
#include "spool/disk.h"
#include "spool/name.h"
#include "spool/seen.h"

#define FORMS "forms" /* in requests/: blank requests to copy, not a door */
#define NS_PER_MS 1000000
#define TICK_MS 10      /* a ctime is that of the kernel's last tick, which may be so long ago */
#define MANY \
	300 /* from so many files on, those that were settled are not asked about in every scan */
#define ASK_AGAIN_MS 2000

struct scan {
	const struct spool *spool;
	int settle_ms;
	bool own_clock; /* file times are by this host's clock */
	struct seen seen;
	bool doubting; /* ask about every file in the next scan */
	struct arena arena; /* the strings of arrivals */
	struct arrival *arrivals;
	size_t count, room;
	int next_ms;
	int64_t now_ms; /* time of this scan: monotonic, and by the wall clock */
	int64_t wall_ns;
};

/*
 * Names that a folder has, and the inodes that it has for them; the strings are in the scan's
 * arena.
 */
struct names {
	struct listed {
		char *name;
		uint64_t ino;
	} *list;
	size_t count, room;
};

/* One drop folder while it is read. */
struct door {
	int fd;
	uint64_t dev;
	enum arrival_kind kind;
	const char *folder;
	const char *door;
	struct names names;
	struct names locks; /* of Office and LibreOffice */
};

struct scan *
scan_new(const struct spool *spool, int settle_ms)
{
	struct scan *scan = memory_new(1, sizeof(*scan));

	scan->spool = spool;
	scan->settle_ms = settle_ms;
	scan->own_clock = !disk_is_remote(spool->fds[FOLDER_ROOT]);
	scan->next_ms = -1;
	return (scan);
}

void
scan_free(struct scan *scan)
{
	if (scan == NULL)
		return;
	seen_release(&scan->seen);
	arena_release(&scan->arena);
	free(scan->arrivals);
	free(scan);
}

/* A new entry, all zeros. */
static struct arrival *
add_arrival(struct scan *scan)
{
	if (scan->count == scan->room) {
		scan->room = scan->room > 0 ? 2 * scan->room : 64;
		scan->arrivals = memory_resize(scan->arrivals, scan->room, sizeof(*scan->arrivals));
	}
	scan->arrivals[scan->count] = (struct arrival){ .why = "" };
	return (&scan->arrivals[scan->count++]);
}

/* Append a copy of name. */
static void
add_scanned_name(struct scan *scan, struct names *names, const char *name, uint64_t ino)
{
	if (names->count == names->room) {
		names->room = names->room > 0 ? 2 * names->room : 64;
		names->list = memory_resize(names->list, names->room, sizeof(*names->list));
	}
	names->list[names->count++] = (struct listed){ arena_string(&scan->arena, name), ino };
}

/* Does an office program have it open, by the lock file beside it? */
static bool
has_lock(const struct door *door, const char *name)
{
	size_t i;

	for (i = 0; i < door->locks.count; i++)
		if (name_is_lock_of(door->locks.list[i].name, name))
			return (true);
	return (false);
}

/*
 * For how long it has not changed: as scans saw it, or by the age of its ctime where both clocks
 * are one.
 */
static int64_t
quiet_ms(const struct scan *scan, const struct seen_file *file)
{
	int64_t seen = scan->now_ms - file->since_ms;
	int64_t age = (scan->wall_ns - file->ctime_ns) / NS_PER_MS - TICK_MS;

	/* A ctime in the future: the clock was set back, and is no help. */
	return (scan->own_clock && age > seen ? age : seen);
}

/* Ask the system whether somebody is writing to it: a state, with a reason if it is strange. */
static enum arrival_state
probe(const struct door *door, const char *name, const char **why)
{
	enum arrival_state state;
	int fd = disk_open(door->fd, name, O_RDONLY);

	if (fd < 0 && (errno == EACCES || errno == EPERM)) {
		*why = "the billing service may not read it; its owner must allow that, or copy it "
		       "here again";
		return (ARRIVAL_STRANGE);
	}
	if (fd < 0)
		return (errno == EAGAIN ? ARRIVAL_BUSY : ARRIVAL_SETTLING);
	state = disk_is_written(fd) ? ARRIVAL_BUSY : ARRIVAL_SETTLED;
	(void)close(fd);
	return (state);
}

/* Folder and name in one number (FNV-1a). */
static uint64_t
hash_name(const struct door *door, const char *name)
{
	uint64_t hash = UINT64_C(14695981039346656037);
	const char *parts[] = { door->folder, "/", name };
	size_t i;
	const char *p;

	for (i = 0; i < 3; i++)
		for (p = parts[i]; *p != '\0'; p++)
			hash = (hash ^ (unsigned char)*p) * UINT64_C(1099511628211);
	return (hash);
}

/* The state of a regular file. */
static void
judge_file(struct scan *scan, const struct door *door, struct arrival *a, const struct stat *st)
{
	struct seen_file now = { .dev = a->dev,
		.ino = a->ino,
		.size = a->size,
		.blocks = st->st_blocks,
		.ctime_ns = a->arrived_ns,
		.name = hash_name(door, a->name),
		.uid = a->uid,
		.asked_ms = scan->now_ms };
	struct seen_file *file = seen_note(&scan->seen, &now, scan->now_ms);
	int64_t left_ms;

	/* First the checks that need no system call. */
	a->quiet_ms = quiet_ms(scan, file);
	if (has_lock(door, a->name)) {
		a->state = ARRIVAL_BUSY;
		return;
	}
	if (!file->settled && a->quiet_ms < scan->settle_ms) {
		a->state = ARRIVAL_SETTLING;
		left_ms = scan->settle_ms - a->quiet_ms;
		if (scan->next_ms < 0 || left_ms < scan->next_ms)
			scan->next_ms = (int)left_ms;
		return;
	}

	/* Found settled once, it is not asked again until it changes; a claim asks anyway. */
	a->state = file->settled ? ARRIVAL_SETTLED : probe(door, a->name, &a->why);
	file->settled = a->state == ARRIVAL_SETTLED;
	if (a->state == ARRIVAL_SETTLED && st->st_nlink != 1) {
		a->state = ARRIVAL_STRANGE;
		a->why = "it has a second name elsewhere (a hard link), by which it could still "
			 "change; copy it here";
		file->name = 0;
	}
}

/* Why something that is not a regular file is not taken. */
static const char *
why_strange(mode_t mode)
{
	if (S_ISLNK(mode))
		return ("this is a link, not a file; copy the file itself here");
	if (S_ISDIR(mode))
		return ("this is a folder; only files are taken here, so move the files out of it");
	return ("this is a device, pipe or socket, not a file");
}

/*
 * Add a file from memory, if that will do: many wait, it was settled a moment ago, and its name has
 * the same inode. A stat for each of ten thousand files takes longer than a job.
 */
static bool
recall(struct scan *scan, const struct door *door, const struct listed *listed)
{
	const struct seen_file *old;
	struct seen_file *now;
	struct arrival *a;

	if (scan->doubting || scan->seen.before.count < MANY || has_lock(door, listed->name) ||
	    name_check(listed->name, door->kind == ARRIVAL_IMPORT, NULL) != NAME_INPUT)
		return (false);
	old = seen_recall(&scan->seen, door->dev, listed->ino, hash_name(door, listed->name));
	if (old == NULL || scan->now_ms - old->asked_ms >= ASK_AGAIN_MS)
		return (false);
	a = add_arrival(scan);
	*a = (struct arrival){ .kind = door->kind,
		.state = ARRIVAL_SETTLED,
		.folder = door->folder,
		.door = door->door,
		.name = listed->name,
		.why = "",
		.dev = old->dev,
		.ino = old->ino,
		.uid = old->uid,
		.size = old->size,
		.arrived_ns = old->ctime_ns,
		.quiet_ms = quiet_ms(scan, old) };
	now = seen_note(&scan->seen, old, scan->now_ms);
	now->asked_ms = old->asked_ms;
	return (true);
}

/* Add the file that a door has under one name. */
static void
judge(struct scan *scan, const struct door *door, const struct listed *listed)
{
	const char *name = listed->name;
	struct arrival *a;
	enum name_kind kind;
	const char *why = "";
	struct stat st;

	if (recall(scan, door, listed))
		return;

	/* Gone since the folder was read: fine. */
	if (fstatat(door->fd, name, &st, AT_SYMLINK_NOFOLLOW) != 0)
		return;

	a = add_arrival(scan);
	a->kind = door->kind;
	a->folder = door->folder;
	a->door = door->door;
	a->name = name;
	a->directory = S_ISDIR(st.st_mode);
	a->dev = st.st_dev;
	a->ino = st.st_ino;
	a->uid = st.st_uid;
	a->size = st.st_size;
	a->arrived_ns = (int64_t)st.st_ctim.tv_sec * 1000000000 + st.st_ctim.tv_nsec;

	kind = name_check(name, door->kind == ARRIVAL_IMPORT, &why);
	if (!S_ISREG(st.st_mode)) {
		a->state = ARRIVAL_STRANGE;
		a->why = why_strange(st.st_mode);
		return;
	}
	if (kind == NAME_OTHER) {
		a->state = ARRIVAL_OTHER;
		a->why = why;
		return;
	}

	/* A name that is refused is moved away, so it too has to be whole first. */
	judge_file(scan, door, a, &st);
	if (kind == NAME_REFUSED && a->state == ARRIVAL_SETTLED) {
		a->state = ARRIVAL_STRANGE;
		a->why = why;
	}
}

/*
 * Is this sub-folder of requests/ somebody's door? Its name is a code, even if a file of that name
 * would be refused.
 */
static bool
is_door(int requests, const char *name)
{
	struct stat st;

	return (text_is_code(name) && name[0] != '.' &&
	    fstatat(requests, name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(st.st_mode));
}

/* Sort one name of a folder into its lists, or into `doors`, the next argument, if that is not
 * NULL. */
static void
sort_name(struct scan *scan, struct door *door, struct names *doors, const char *name, uint64_t ino)
{
	if (doors != NULL && is_door(door->fd, name)) {
		if (!text_equal_nocase(name, FORMS))
			add_scanned_name(scan, doors, name, ino);
	} else if (name_check(name, door->kind == ARRIVAL_IMPORT, NULL) != NAME_TEMPORARY) {
		add_scanned_name(scan, &door->names, name, ino);
	} else if (strncmp(name, "~$", 2) == 0 || strncmp(name, ".~lock.", 7) == 0) {
		add_scanned_name(scan, &door->locks, name, ino);
	}
}

/* Scan one open door; errno on -1. */
static int
scan_door(struct scan *scan, struct door *door, struct names *doors)
{
	DIR *list = disk_list(door->fd);
	struct stat st;
	const char *name;
	uint64_t ino;
	size_t i;
	int saved;

	/* All names first: the lock of a file may come after it. */
	if (list == NULL)
		return (-1);
	door->dev = fstat(door->fd, &st) == 0 ? st.st_dev : 0;
	for (errno = 0; (name = disk_next_inode(list, &ino)) != NULL; errno = 0)
		sort_name(scan, door, doors, name, ino);
	saved = errno;
	(void)closedir(list);

	for (i = 0; saved == 0 && i < door->names.count; i++)
		judge(scan, door, &door->names.list[i]);
	free(door->names.list);
	free(door->locks.list);
	errno = saved;
	return (saved == 0 ? 0 : -1);
}

/*
 * Does this errno mean that the folder itself is at fault, and will be at the next look too? All
 * others mean a machine in trouble.
 */
static bool
is_lasting(int number)
{
	return (number == EACCES || number == EPERM || number == ELOOP || number == EXDEV ||
	    number == ENOTDIR);
}

/*
 * Scan a sub-folder. One that cannot be read is shown as strange, because the doors of others must
 * not wait for it; with a machine in trouble all wait for the next look, or their files would be
 * taken out of turn.
 */
static int
scan_sub_folder(struct scan *scan, const struct door *above, const char *name)
{
	struct door door = { .kind = above->kind, .door = name };
	struct arrival *a;
	int rc = -1;

	door.folder = arena_printf(&scan->arena, "%s/%s", above->folder, name);
	door.fd = disk_open(above->fd, name, O_RDONLY | O_DIRECTORY);
	if (door.fd >= 0) {
		rc = scan_door(scan, &door, NULL);
		(void)close(door.fd);
	}
	if (rc == 0 || errno == ENOENT)
		return (0);
	if (!is_lasting(errno))
		return (-1);
	a = add_arrival(scan);
	*a = (struct arrival){ .kind = above->kind,
		.state = ARRIVAL_STRANGE,
		.folder = above->folder,
		.door = "",
		.name = name,
		.directory = true };
	a->why = "this folder cannot be read: it is a link, another mount, or the billing service "
		 "has no right to it";
	return (0);
}

/* Scan requests/ and the doors in it. */
static int
scan_requests(struct scan *scan)
{
	struct door top = { .kind = ARRIVAL_REQUEST, .folder = "requests", .door = "" };
	struct names doors = { 0 };
	size_t i;
	int rc;

	top.fd = scan->spool->fds[FOLDER_REQUESTS];
	rc = scan_door(scan, &top, &doors);
	for (i = 0; rc == 0 && i < doors.count; i++)
		rc = scan_sub_folder(scan, &top, doors.list[i].name);
	free(doors.list);
	return (rc);
}

/* Scan imports/<interface>/. */
static int
scan_imports(struct scan *scan)
{
	struct door top = { .kind = ARRIVAL_IMPORT, .folder = "imports", .door = "" };
	int rc = 0;
	size_t i;

	top.fd = scan->spool->fds[FOLDER_IMPORTS];
	for (i = 0; rc == 0 && SPOOL_INTERFACES[i] != NULL; i++)
		rc = scan_sub_folder(scan, &top, SPOOL_INTERFACES[i]);
	return (rc);
}

/* Arrival order; files of one moment by folder and name, so that every scan has the same order. */
static int
compare_arrivals(const void *left, const void *right)
{
	const struct arrival *a = left;
	const struct arrival *b = right;
	int order;

	if (a->arrived_ns != b->arrived_ns)
		return (a->arrived_ns < b->arrived_ns ? -1 : 1);
	order = strcmp(a->folder, b->folder);
	return (order != 0 ? order : strcmp(a->name, b->name));
}

int
scan_run(struct scan *scan, const struct arrival **arrivals, size_t *count, struct err *e)
{
	/* A new page. */
	arena_reset(&scan->arena);
	seen_begin(&scan->seen);
	scan->count = 0;
	scan->next_ms = -1;
	scan->now_ms = clock_monotonic_ms() + 1;
	scan->wall_ns = clock_wall_ns();

	*arrivals = NULL;
	*count = 0;
	if (scan_requests(scan) != 0)
		return (err_retry(e, errno, "cannot read the folder requests"));
	if (scan_imports(scan) != 0)
		return (err_retry(e, errno, "cannot read the folder imports"));
	if (scan->count > 0)
		qsort(scan->arrivals, scan->count, sizeof(*scan->arrivals), compare_arrivals);
	scan->doubting = false;
	*arrivals = scan->arrivals;
	*count = scan->count;
	return (0);
}

void
scan_doubt(struct scan *scan)
{
	scan->doubting = true;
}

int
scan_next_ms(const struct scan *scan)
{
	return (scan->next_ms);
}

bool
scan_is_incomplete(const struct spool *spool, const struct arrival *arrival)
{
	unsigned char head[2] = { 0 }, tail[2] = { 0 };
	bool wide, read_both;
	char *path;
	int fd;

	if (arrival->size < 2)
		return (arrival->size == 0);
	path = memory_new(strlen(arrival->folder) + strlen(arrival->name) + 2, 1);
	(void)snprintf(path, strlen(arrival->folder) + strlen(arrival->name) + 2, "%s/%s",
	    arrival->folder, arrival->name);
	fd = disk_open(spool->fds[FOLDER_ROOT], path, O_RDONLY);
	free(path);
	if (fd < 0)
		return (false);
	read_both = pread(fd, head, 2, 0) == 2 && pread(fd, tail, 2, arrival->size - 2) == 2;
	(void)close(fd);
	wide = (head[0] == 0xff && head[1] == 0xfe) || (head[0] == 0xfe && head[1] == 0xff);
	return (read_both && tail[1] == 0 && (!wide || tail[0] == 0));
}
