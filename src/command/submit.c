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

/* The words of the command line. */
struct submit_wanted {
	const char *agent;
	bool wait;
};

static const struct command_option OPTIONS[] = {
	{ "agent", 'a', "NAME", "whose requests they are (default: who is logged in)", COMMAND_TEXT,
	    offsetof(struct submit_wanted, agent), 0, 0, false },
	{ "wait", 'w', NULL, "show how far they are, until they are done", COMMAND_FLAG,
	    offsetof(struct submit_wanted, wait), 0, 0, false },
};

/* The agent who submits: the one that is named, else the login name. */
static const char *
who(const char *named)
{
	const struct passwd *user;

	if (named != NULL)
		return (named);
	user = getpwuid(getuid());
	return (user != NULL ? user->pw_name : "operator");
}

/* The name of a file without its folders. */
static const char *
base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return (slash != NULL ? slash + 1 : path);
}

/* Copy a user's file into their door, whole or not at all. */
static int
drop_file(const struct spool *spool, const char *agent, const char *path, struct err *e)
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

/* Draw the bar over the line before: "[=====     ] Running 43%, about 8 s left". */
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

/* Is this the last status line of a request? */
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

/* Drop a file, and follow it if that is wanted. */
static int
submit(const struct spool *spool, const struct submit_wanted *wanted, const char *agent,
    const char *path)
{
	const char *name = base_name(path);
	struct buf status = BUF_EMPTY;
	struct err e = { 0 };
	int code = EXIT_DONE;

	/*
	 * Remove the status line of an earlier request with this name, so that it is not taken for
	 * the answer.
	 */
	buf_printf(&status, "%s/%s.txt", agent, name);
	(void)unlinkat(spool->fds[FOLDER_STATUS], buf_text(&status), 0);
	if (drop_file(spool, agent, path, &e) != 0)
		code = app_fail(&e);
	else if (wanted->wait)
		code = follow(spool, agent, name);
	else
		printf("%s is dropped; its answer will be in status/%s\n", name, buf_text(&status));
	buf_release(&status);
	return (code);
}

static int
submit_run(const struct command_call *call)
{
	const struct submit_wanted *wanted = call->wanted;
	const char *agent = who(wanted->agent);
	struct spool spool;
	struct err e = { 0 };
	int code = EXIT_DONE, i;

	if (!text_is_code(agent))
		return (command_refuse(call->command, "%s cannot be the name of an agent", agent));
	if (spool_open(&spool, call->spool, &e) != 0)
		return (app_fail(&e));
	for (i = 0; i < call->count && code == EXIT_DONE; i++)
		code = submit(&spool, wanted, agent, call->operands[i]);
	spool_close(&spool);
	return (code);
}

const struct command command_submit = { .name = "submit",
	.operands = "FILE...",
	.least = 1,
	.most = -1,
	.help = "drop requests and watch them being done",
	.options = OPTIONS,
	.option_count = LENGTH(OPTIONS),
	.wanted_size = sizeof(struct submit_wanted),
	.run = submit_run };
