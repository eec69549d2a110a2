#include "mail/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/die.h"
#include "base/memory.h"
#include "spool/publish.h"

#define NAME "mail.journal"
#define MOST_BYTES ((size_t)16 << 20)

struct journal {
	int fd;
	struct arena arena;
	struct journal_entry *entries;
	size_t count, room;
};

/* Find the entry of a try; make it if it is new. */
static struct journal_entry *
entry_of(struct journal *j, int64_t try)
{
	size_t i;

	for (i = j->count; i > 0; i--)
		if (j->entries[i - 1].try == try)
			return (&j->entries[i - 1]);
	j->entries = arena_grow(&j->arena, j->entries, j->count, &j->room, sizeof(*j->entries));
	j->entries[j->count] = (struct journal_entry){ .try = try, .reply = "" };
	return (&j->entries[j->count++]);
}

/* Read one whole line. A line that is not ours is skipped. */
static void
take_line(struct journal *j, const char *line)
{
	struct journal_entry *entry;
	long long try, delivered, refused;
	char word[16];
	int used = 0;

	if (sscanf(line, "H %lld", &try) == 1) {
		entry_of(j, try)->handed_over = true;
		return;
	}
	if (sscanf(line, "R %lld %15s %lld %lld %n", &try, word, &delivered, &refused, &used) !=
		4 ||
	    used == 0 || outcome_from_name(word) == OUTCOME_COUNT)
		return;
	entry = entry_of(j, try);
	entry->ended = true;
	entry->outcome = (struct outcome){ outcome_from_name(word), delivered, refused };
	entry->reply = arena_string(&j->arena, line + used);
}

/* Read the journal that an earlier process has left. */
static int
load(struct journal *j, const struct spool *spool, struct err *e)
{
	struct buf bytes = BUF_EMPTY;
	char *rest, *end;
	int rc = publish_read(spool, FOLDER_DB, NAME, MOST_BYTES, &bytes, e);

	if (rc == 0 && bytes.length > 0)
		for (rest = bytes.data; (end = strchr(rest, '\n')) != NULL; rest = end + 1) {
			*end = '\0';
			take_line(j, rest);
		}
	buf_release(&bytes);
	return (rc);
}

int
journal_open(const struct spool *spool, struct journal **journal, struct err *e)
{
	struct journal *j;
	int fd = openat(spool->fds[FOLDER_DB], NAME,
	    O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
	int rc;

	*journal = NULL;
	if (fd < 0)
		return (err_retry(e, errno, "cannot open db/%s", NAME));
	if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
		rc = errno == EWOULDBLOCK ? 0 : err_retry(e, errno, "cannot lock db/%s", NAME);
		(void)close(fd);
		return (rc);
	}
	j = memory_new(1, sizeof(*j));
	j->fd = fd;
	if (load(j, spool, e) != 0 || fsync(spool->fds[FOLDER_DB]) != 0) {
		journal_close(j);
		return (-1);
	}
	*journal = j;
	return (1);
}

void
journal_close(struct journal *journal)
{
	if (journal == NULL)
		return;
	(void)close(journal->fd);
	arena_release(&journal->arena);
	free(journal);
}

struct journal_entry
journal_find(const struct journal *journal, int64_t try)
{
	size_t i;

	for (i = journal->count; i > 0; i--)
		if (journal->entries[i - 1].try == try)
			return (journal->entries[i - 1]);
	return ((struct journal_entry){ .try = try, .reply = "" });
}

/* Append a line in one write. */
static void
append(const struct journal *j, const char *line)
{
	size_t length = strlen(line);
	ssize_t put;

	do {
		put = write(j->fd, line, length);
	} while (put < 0 && errno == EINTR);
	if (put < 0 || (size_t)put != length)
		die_machine("db/mail.journal cannot be written");
}

void
journal_hand_over(struct journal *journal, int64_t try)
{
	char line[40];

	(void)snprintf(line, sizeof(line), "H %lld\n", (long long)try);
	append(journal, line);
	if (fdatasync(journal->fd) != 0)
		die_machine("db/mail.journal cannot be written");
	entry_of(journal, try)->handed_over = true;
}

void
journal_end(struct journal *journal, int64_t try, const struct outcome *outcome, const char *reply)
{
	struct journal_entry *entry = entry_of(journal, try);
	char line[600];

	entry->ended = true;
	entry->outcome = *outcome;
	entry->reply = arena_string(&journal->arena, reply);
	(void)snprintf(line, sizeof(line), "R %lld %s %lld %lld %.400s\n", (long long)try,
	    outcome_name(outcome->kind), (long long)outcome->delivered, (long long)outcome->refused,
	    reply);
	append(journal, line);
}

void
journal_forget(struct journal *journal)
{
	if (ftruncate(journal->fd, 0) != 0)
		die_machine("db/mail.journal cannot be emptied");
	journal->entries = NULL;
	journal->count = journal->room = 0;
	arena_reset(&journal->arena);
}
