/*
 * spool_driver: the smallest program that does with a spool what the real one does, for
 *spool_kill.sh to kill.
 *
 *	spool_driver init DIR
 *	spool_driver claim DIR		recover, then claim, commit and retire all that waits
 *	spool_driver publish DIR	make and publish run R1, which stays published
 *	spool_driver replace DIR	the same over the R1 that is there
 *
 * Files in db/ stand for the database: committed-<id> is the commit of an input. Starting again is
 * recovery. Exit codes as in manual/spec.md, "Commands": 0 done, 75 try again, 70 a bug.
 */
#include <fcntl.h>
#include <stdbool.h>
#include <unistd.h>

#include "base/log.h"
#include "spool/claim.h"
#include "spool/publish.h"
#include "spool/scan.h"

#define RUN "R1"
#define LIMIT 1000
#define PAGES 3

/* Say what is wrong and go. */
static void __attribute__((noreturn))
fail(const struct err *e)
{
	fprintf(stderr, "%s\n", e->text);
	exit(e->kind == ERR_RETRY ? 75 : 70);
}

/* Has db/ the file <prefix><id>? */
static bool
in_db(const struct spool *spool, const char *prefix, const char *id)
{
	char name[128];

	(void)snprintf(name, sizeof(name), "%s%s", prefix, id);
	return (faccessat(spool->fds[FOLDER_DB], name, F_OK, 0) == 0);
}

/* Commit: make the file <prefix><id> in db/, with what the commit says. */
static void
commit(const struct spool *spool, const char *prefix, const char *id, const char *what)
{
	struct err e = { 0 };
	char name[128];

	(void)snprintf(name, sizeof(name), "%s%s", prefix, id);
	if (publish_file(spool, FOLDER_DB, name, what, strlen(what), &e) != 0)
		fail(&e);
}

/* Is this input committed and not yet retired? */
static bool
is_owed(void *context, const char *id)
{
	return (in_db(context, "committed-", id));
}

/*
 * Do what the input in the slot asks for, and commit: the copy and a row to hand back, or a
 * refusal.
 */
static void
process(const struct spool *spool, const struct claim *claim, enum claim_result result)
{
	struct buf bytes = BUF_EMPTY;
	struct err e = { 0 };

	if (result == CLAIM_TAKEN) {
		if (claim_read(spool, claim, &bytes, &e) != 0)
			fail(&e);
		buf_add_string(&bytes, "rows\n");
		if (claim_write_errors(spool, &bytes, &e) != 0)
			fail(&e);
	}
	commit(spool, "committed-", claim->id, result == CLAIM_TAKEN ? "taken" : "refused");
	buf_release(&bytes);
}

/* Do it once, and put the input away as the commit says. */
static void
work_off(const struct spool *spool, const struct claim *claim, enum claim_result result)
{
	static const struct retirement places[] = {
		{ "archive/2026-11", NULL, ".result.txt", "done\n", "rows.errors.csv" },
		{ "error", NULL, ".error.txt", "too large\n", NULL },
	};
	struct buf what = BUF_EMPTY;
	struct retirement to;
	struct err e = { 0 };
	char name[128];

	if (!in_db(spool, "committed-", claim->id))
		process(spool, claim, result);
	(void)snprintf(name, sizeof(name), "committed-%s", claim->id);
	if (publish_read(spool, FOLDER_DB, name, 100, &what, &e) != 0)
		fail(&e);
	to = places[strcmp(buf_text(&what), "taken") == 0 ? 0 : 1];
	to.name = claim->name;
	if (claim_retire(spool, claim, &to, &e) != 0)
		fail(&e);
	buf_release(&what);
}

/* Claim one arrival; false if none is settled. */
static bool
claim_next(const struct spool *spool, struct scan *scan, struct claim *claim,
    enum claim_result *result)
{
	const struct arrival *arrivals;
	struct err e = { 0 };
	size_t count, i;

	if (scan_run(scan, &arrivals, &count, &e) != 0)
		fail(&e);
	for (i = 0; i < count; i++)
		if (arrivals[i].state == ARRIVAL_SETTLED)
			break;
	if (i == count)
		return (false);
	if (claim_take(spool, &arrivals[i], LIMIT, claim, result, &e) != 0)
		fail(&e);
	return (true);
}

static void
run_claim(struct spool *spool)
{
	struct scan *scan = scan_new(spool, 0);
	enum claim_result result;
	struct claim claim;
	struct err e = { 0 };
	int lock;

	if (claim_lock(spool, &lock, &e) != 1)
		fail(&e);
	if (claim_load(spool, LIMIT, is_owed, spool, &claim, &result, &e) != 0)
		fail(&e);
	if (result == CLAIM_GONE && !claim_next(spool, scan, &claim, &result))
		result = CLAIM_GONE;
	while (result == CLAIM_TAKEN || result == CLAIM_TOO_LARGE) {
		work_off(spool, &claim, result);
		claimed_release(&claim);
		if (!claim_next(spool, scan, &claim, &result))
			break;
	}
	scan_free(scan);
	(void)close(lock);
}

/* Make R1 with pages that all say `text`, issue it, publish it. */
static void
run_publish(const struct spool *spool, const char *text, bool replace)
{
	struct publish_part part;
	struct err e = { 0 };
	char path[32];
	int i;

	/* After the commit point publishing is a debt; before it, a part is garbage. */
	if (!in_db(spool, "issued-", text)) {
		if (publish_sweep(spool, FOLDER_INVOICES, NULL, &e) != 0 ||
		    publish_begin(spool, FOLDER_INVOICES, RUN, &part, &e) != 0 ||
		    publish_part_folder(&part, "EMAIL", &e) != 0)
			fail(&e);
		for (i = 0; i < PAGES; i++) {
			(void)snprintf(path, sizeof(path), "EMAIL/%d.pdf", i);
			if (publish_part_file(&part, path, text, strlen(text), &e) != 0)
				fail(&e);
		}
		if (publish_end(&part, &e) != 0)
			fail(&e);
		publish_close(&part);
		commit(spool, "issued-", text, "");
	}
	if (publish_commit(spool, FOLDER_INVOICES, RUN, replace, &e) != 0)
		fail(&e);
}

int
main(int argc, char **argv)
{
	struct spool spool = { 0 };
	struct err e = { 0 };

	if (argc != 3)
		return (2);
	if (strcmp(argv[1], "init") == 0) {
		if (spool_init(argv[2], "[spool]\n", &e) != 0 ||
		    spool_open(&spool, argv[2], &e) != 0 ||
		    spool_add_agent(&spool, "alice", &e) != 0)
			fail(&e);
	} else {
		if (spool_open(&spool, argv[2], &e) != 0)
			fail(&e);
		if (strcmp(argv[1], "claim") == 0)
			run_claim(&spool);
		else
			run_publish(&spool, argv[1], strcmp(argv[1], "replace") == 0);
	}
	spool_close(&spool);
	return (0);
}
