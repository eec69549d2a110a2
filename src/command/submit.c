#include <fcntl.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "config/app.h"
#include "command/command.h"
#include "base/buf.h"
#include "base/text.h"
#include "spool/publish.h"
#include "spool/spool.h"

#define POLL_US 50000
#define BAR_WIDTH 30
#define FILE_BYTES ((size_t)64 << 20)

/* Who submits: as named, else the one who is logged in. */
static const char *
who(const char *named)
{
	const struct passwd *user;

	if (named != NULL)
		return (named);
	user = getpwuid(getuid());
	return (user != NULL ? user->pw_name : "operator");
}

/* The name without its folders. */
static const char *
base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return (slash != NULL ? slash + 1 : path);
}

/* Copy a file of the user's into their door, whole or not at all. */
static int
drop(const struct spool *spool, const char *agent, const char *path, struct err *e)
{
	struct buf bytes = BUF_EMPTY, place = BUF_EMPTY;
	char piece[8192];
	ssize_t got = -1;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int rc;

	if (fd < 0)
		return (err_reject(e, "%s cannot be opened", path));
	while (bytes.length < FILE_BYTES && (got = read(fd, piece, sizeof(piece))) > 0)
		buf_add(&bytes, piece, (size_t)got);
	(void)close(fd);
	if (strcmp(agent, "operator") == 0)
		buf_add_string(&place, base_name(path));
	else
		buf_printf(&place, "%s/%s", agent, base_name(path));
	rc = got != 0 ? err_reject(e, "%s cannot be read, or is too large", path)
		      : publish_file(spool, FOLDER_REQUESTS, buf_text(&place), buf_text(&bytes),
			    bytes.length, e);
	buf_release(&bytes);
	buf_release(&place);
	return (rc);
}

/* Draw "[=====     ] Running 43%, about 8 s left" over the line before. */
static void
draw_bar(const char *name, const char *line)
{
	const char *running = strstr(line, "Running ");
	int percent = 0, i;

	if (running != NULL)
		(void)sscanf(running, "Running %d%%", &percent);
	if (strncmp(line, "Finished", 8) == 0)
		percent = 100;
	printf("\r\033[K%s [", name);
	for (i = 0; i < BAR_WIDTH; i++)
		putchar(i < percent * BAR_WIDTH / 100 ? '=' : ' ');
	printf("] %s", line);
	(void)fflush(stdout);
}

/* Is this the last word on a request? */
static bool
is_final(const char *line)
{
	return (strncmp(line, "Finished", 8) == 0 || strncmp(line, "Rejected", 8) == 0 ||
	    strncmp(line, "Failed", 6) == 0);
}

/* Follow a request's status line to its end. Returns the exit code. */
static int
follow(const struct spool *spool, const char *agent, const char *name)
{
	bool terminal = isatty(STDOUT_FILENO) == 1;
	struct buf line = BUF_EMPTY, path = BUF_EMPTY, last = BUF_EMPTY;
	struct err e = { 0 };
	bool done = false;
	int code;

	buf_printf(&path, "%s/%s.txt", agent, name);
	while (!done) {
		if (publish_read(spool, FOLDER_STATUS, buf_text(&path), 4096, &line, &e) == 0 &&
		    strcmp(text_trim(line.data), buf_text(&last)) != 0) {
			buf_reset(&last);
			buf_add_string(&last, text_trim(line.data));
			if (terminal)
				draw_bar(name, buf_text(&last));
			else
				printf("%s: %s\n", name, buf_text(&last));
			done = is_final(buf_text(&last));
		}
		if (!done)
			(void)usleep(POLL_US);
	}
	if (terminal)
		putchar('\n');
	code = strncmp(buf_text(&last), "Finished", 8) == 0 ? EXIT_DONE : EXIT_REFUSED;
	buf_release(&line);
	buf_release(&path);
	buf_release(&last);
	return (code);
}

int
command_submit(const char *path, int argc, char **argv)
{
	const char *agent = NULL, *name;
	struct buf status = BUF_EMPTY;
	struct spool spool;
	struct err e = { 0 };
	bool wait = false;
	int code = EXIT_DONE, i;

	for (i = 1; i < argc && strncmp(argv[i], "--", 2) == 0; i++) {
		if (strcmp(argv[i], "--wait") == 0)
			wait = true;
		else if (strcmp(argv[i], "--agent") == 0 && i + 1 < argc)
			agent = argv[++i];
		else
			i = argc;
	}
	if (i >= argc) {
		fprintf(stderr,
		    "usage: billspool [-s DIR] submit [--agent NAME] [--wait] FILE...\n");
		return (EXIT_USAGE);
	}
	agent = who(agent);
	if (!text_is_code(agent) || spool_open(&spool, path, &e) != 0)
		return (app_fail(&e));
	for (; i < argc && code == EXIT_DONE; i++) {
		/* An answer that stands there from last time must not be taken for this one's. */
		name = base_name(argv[i]);
		buf_reset(&status);
		buf_printf(&status, "%s/%s.txt", agent, name);
		(void)unlinkat(spool.fds[FOLDER_STATUS], buf_text(&status), 0);
		if (drop(&spool, agent, argv[i], &e) != 0)
			code = app_fail(&e);
		else if (wait)
			code = follow(&spool, agent, name);
		else
			printf("%s is dropped; its answer will be in status/%s\n", name,
			    buf_text(&status));
	}
	buf_release(&status);
	spool_close(&spool);
	return (code);
}
