#include "spool_scratch.h"

#include <sys/resource.h>

#include "base/compiler.h"
#include "spool/claim.h"
#include "spool/scan.h"

#define LIMIT 1000000
#define ABC "abc"
/* SHA-256 of "abc": FIPS 180-4's own example. Of nothing: sha256sum /dev/null. */
#define ABC_SHA256 "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
#define EMPTY_SHA256 "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

static const char *const RESULTS[] = { "taken", "gone", "changed", "too large" };

/* Scan once; the one entry of this name, valid until scan_free(*scan). */
static const struct arrival *
find(const struct scratch *s, const char *name, struct scan **scan)
{
	const struct arrival *arrivals;
	struct err e = { 0 };
	size_t count, i;

	*scan = scan_new(&s->spool, 0);
	if (scan_run(*scan, &arrivals, &count, &e) != 0)
		fail_msg("%s", e.text);
	for (i = 0; i < count; i++)
		if (strcmp(arrivals[i].name, name) == 0)
			return (&arrivals[i]);
	fail_msg("%s was not found", name);
	return (NULL);
}

/* Claim the file of this name. */
static void
take(const struct scratch *s, const char *name, struct claim *claim, enum claim_result want)
{
	enum claim_result got;
	struct scan *scan;
	struct err e = { 0 };

	if (claim_take(&s->spool, find(s, name, &scan), LIMIT, claim, &got, &e) != 0)
		fail_msg("%s", e.text);
	if (got != want)
		fail_msg("take %s: got %s, want %s", name, RESULTS[got], RESULTS[want]);
	scan_free(scan);
}

/* Does the database owe this id? context is the id it does. */
static bool
owed(void *context, const char *id)
{
	return (context != NULL && strcmp(id, context) == 0);
}

/* Recover. */
static void
load(const struct scratch *s, char *owed_id, struct claim *claim, enum claim_result want)
{
	enum claim_result got;
	struct err e = { 0 };

	if (claim_load(&s->spool, LIMIT, owed, owed_id, claim, &got, &e) != 0)
		fail_msg("%s", e.text);
	if (got != want)
		fail_msg("load: got %s, want %s", RESULTS[got], RESULTS[want]);
}

/* Retire to archive/2026-11/oct.req. */
static void
retire(const struct scratch *s, const struct claim *claim, const char *errors_name)
{
	struct retirement to = { "archive/2026-11", "oct.req", ".result.txt", "done\n",
		errors_name };
	struct err e = { 0 };

	if (claim_retire(&s->spool, claim, &to, &e) != 0)
		fail_msg("%s", e.text);
}

/* Nothing but the lock is left in work/. */
static void
expect_empty_slot(const struct scratch *s)
{
	static const char *const names[] = { "work/current.from", "work/current.req",
		"work/current.copy", "work/current.errors", "work/.current.copy.tmp",
		"work/.current.from.tmp", "work/.current.errors.tmp" };
	size_t i;

	for (i = 0; i < LENGTH(names); i++)
		if (scratch_has(s, names[i]))
			fail_msg("%s is left", names[i]);
}

static void
a_claim_holds_a_private_copy_and_says_where_it_came_from(void **state)
{
	const struct scratch *s = *state;
	struct buf bytes = BUF_EMPTY;
	struct claim claim;
	struct err e = { 0 };
	struct stat st;

	scratch_put_text(s, "requests/alice/oct.req", ABC);
	take(s, "oct.req", &claim, CLAIM_TAKEN);
	assert_string_equal(claim.folder, "requests/alice");
	assert_string_equal(claim.door, "alice");
	assert_string_equal(claim.name, "oct.req");
	assert_int_equal(claim.kind, ARRIVAL_REQUEST);
	assert_int_equal(claim.size, 3);
	assert_string_equal(claim.sha256, ABC_SHA256);
	assert_false(scratch_has(s, "requests/alice/oct.req"));

	/* Whoever still holds the input can write to it, not to the copy. */
	assert_int_equal(fstatat(s->spool.fds[FOLDER_WORK], "current.copy", &st, 0), 0);
	assert_int_equal(st.st_mode & 07777, 0400);
	assert_int_equal(st.st_nlink, 1);
	scratch_put_text(s, "work/current.req", "other");
	assert_int_equal(claim_read(&s->spool, &claim, &bytes, &e), 0);
	assert_string_equal(buf_text(&bytes), ABC);
	buf_release(&bytes);
	claimed_release(&claim);
}

static void
an_odd_name_survives_the_slot_and_a_new_life(void **state)
{
	static const char *const names[] = { "a=b %41 c.req", "Rapport août.req", "-rf.req",
		"end=yes.req", "x\\y.req" };
	const struct scratch *s = *state;
	struct claim claim, again;
	char path[128];
	size_t i;

	for (i = 0; i < LENGTH(names); i++) {
		(void)snprintf(path, sizeof(path), "requests/alice/%s", names[i]);
		scratch_put_text(s, path, ABC);
		take(s, names[i], &claim, CLAIM_TAKEN);
		load(s, NULL, &again, CLAIM_TAKEN);
		assert_string_equal(again.name, names[i]);
		assert_string_equal(again.folder, "requests/alice");
		assert_string_equal(again.door, "alice");
		assert_string_equal(again.id, claim.id);
		assert_string_equal(again.sha256, ABC_SHA256);
		assert_int_equal(again.arrived_ns, claim.arrived_ns);
		assert_int_equal(again.size, 3);
		retire(s, &again, NULL);
		expect_empty_slot(s);
		claimed_release(&claim);
		claimed_release(&again);
	}
}

static void
an_empty_file_and_an_import_are_claimed_like_others(void **state)
{
	const struct scratch *s = *state;
	struct claim claim, again;

	scratch_put_text(s, "imports/receipts/none.csv", "");
	take(s, "none.csv", &claim, CLAIM_TAKEN);
	load(s, NULL, &again, CLAIM_TAKEN);
	assert_int_equal(again.kind, ARRIVAL_IMPORT);
	assert_string_equal(again.door, "receipts");
	assert_int_equal(again.size, 0);
	assert_string_equal(again.sha256, EMPTY_SHA256);
	claimed_release(&claim);
	claimed_release(&again);
}

static void
what_changed_since_the_scan_stays_where_it_is(void **state)
{
	const struct scratch *s = *state;
	struct writer w = writer_start(s, "requests/alice/oct.req");
	const struct arrival *arrival;
	enum claim_result got;
	struct claim claim;
	struct scan *scan;
	struct err e = { 0 };

	/* Open for writing. */
	scratch_put_text(s, "requests/alice/oct.req", ABC);
	arrival = find(s, "oct.req", &scan);
	assert_int_equal(arrival->state, ARRIVAL_SETTLED);
	writer_do(&w, 'o');
	assert_int_equal(claim_take(&s->spool, arrival, LIMIT, &claim, &got, &e), 0);
	assert_int_equal(got, CLAIM_CHANGED);

	/* Closed again, and longer. */
	writer_do(&w, 'w');
	writer_do(&w, 'c');
	assert_int_equal(claim_take(&s->spool, arrival, LIMIT, &claim, &got, &e), 0);
	assert_int_equal(got, CLAIM_CHANGED);

	/* Exchanged for a link to something secret. */
	assert_int_equal(unlinkat(s->spool.fds[FOLDER_REQUESTS], "alice/oct.req", 0), 0);
	assert_int_equal(symlinkat("/etc/passwd", s->spool.fds[FOLDER_REQUESTS], "alice/oct.req"),
	    0);
	assert_int_equal(claim_take(&s->spool, arrival, LIMIT, &claim, &got, &e), 0);
	assert_int_equal(got, CLAIM_CHANGED);

	/* A file with a second name, under which it could be changed. */
	assert_int_equal(unlinkat(s->spool.fds[FOLDER_REQUESTS], "alice/oct.req", 0), 0);
	scratch_put_text(s, "elsewhere", ABC);
	assert_int_equal(linkat(s->spool.fds[FOLDER_ROOT], "elsewhere",
			     s->spool.fds[FOLDER_REQUESTS], "alice/oct.req", 0),
	    0);
	scan_free(scan);
	arrival = find(s, "oct.req", &scan);
	assert_int_equal(claim_take(&s->spool, arrival, LIMIT, &claim, &got, &e), 0);
	assert_int_equal(got, CLAIM_CHANGED);

	/* Gone. */
	assert_int_equal(unlinkat(s->spool.fds[FOLDER_REQUESTS], "alice/oct.req", 0), 0);
	assert_int_equal(claim_take(&s->spool, arrival, LIMIT, &claim, &got, &e), 0);
	assert_int_equal(got, CLAIM_GONE);
	expect_empty_slot(s);
	writer_stop(&w);
	scan_free(scan);
}

static void
an_occupied_slot_takes_nothing(void **state)
{
	const struct scratch *s = *state;
	struct claim first, second;
	enum claim_result got;
	struct scan *scan;
	struct err e = { 0 };

	scratch_put_text(s, "requests/alice/oct.req", ABC);
	take(s, "oct.req", &first, CLAIM_TAKEN);
	scratch_put_text(s, "requests/bob/nov.req", "bob's");
	assert_int_equal(claim_take(&s->spool, find(s, "nov.req", &scan), LIMIT, &second, &got, &e),
	    -1);
	assert_int_equal(e.kind, ERR_RETRY);
	scratch_expect(s, "requests/bob/nov.req", "bob's");
	load(s, NULL, &second, CLAIM_TAKEN);
	assert_string_equal(second.door, "alice");
	scan_free(scan);
	claimed_release(&first);
	claimed_release(&second);
}

static void
a_writer_that_still_writes_gets_its_file_back(void **state)
{
	const struct scratch *s = *state;
	struct writer w = writer_start(s, "work/current.req");
	struct claim claim, again;

	/*
	 * A life that died after the claim and before the copy, and a program that has the file
	 * open.
	 */
	scratch_put_text(s, "requests/alice/oct.req", ABC);
	take(s, "oct.req", &claim, CLAIM_TAKEN);
	assert_int_equal(unlinkat(s->spool.fds[FOLDER_WORK], "current.copy", 0), 0);
	writer_do(&w, 'o');

	/* Office has made the name anew meanwhile: both are kept. */
	scratch_put_text(s, "requests/alice/oct.req", "newer");
	load(s, NULL, &again, CLAIM_GONE);
	scratch_expect(s, "requests/alice/oct.req", "newer");
	scratch_expect(s, "requests/alice/oct (2).req", ABC);
	expect_empty_slot(s);
	writer_stop(&w);
	claimed_release(&claim);
}

static void
what_is_too_large_is_not_copied_and_retires_as_it_is(void **state)
{
	const struct scratch *s = *state;
	struct claim claim;
	struct stat st;
	int fd;

	fd = openat(s->spool.fds[FOLDER_REQUESTS], "alice/big.req", O_WRONLY | O_CREAT, 0644);
	assert_int_equal(ftruncate(fd, LIMIT + 1), 0);
	(void)close(fd);
	take(s, "big.req", &claim, CLAIM_TOO_LARGE);
	assert_int_equal(claim.size, LIMIT + 1);
	assert_false(scratch_has(s, "work/current.copy"));
	claimed_release(&claim);
	load(s, NULL, &claim, CLAIM_TOO_LARGE);

	/* A foreign file in its place does not make it vanish. */
	assert_int_equal(mkdirat(s->spool.fds[FOLDER_ARCHIVE], "2026-11", 0750), 0);
	scratch_put_text(s, "archive/2026-11/oct.req", "foreign");
	retire(s, &claim, NULL);
	scratch_expect(s, "archive/2026-11/oct.req", "foreign");
	assert_int_equal(fstatat(s->spool.fds[FOLDER_ARCHIVE], "2026-11/oct (2).req", &st, 0), 0);
	assert_int_equal(st.st_size, LIMIT + 1);
	expect_empty_slot(s);
	claimed_release(&claim);
}

static void
a_file_of_exactly_the_limit_is_taken(void **state)
{
	const struct scratch *s = *state;
	struct claim claim;
	int fd;

	fd = openat(s->spool.fds[FOLDER_REQUESTS], "alice/big.req", O_WRONLY | O_CREAT, 0644);
	assert_int_equal(ftruncate(fd, LIMIT), 0);
	(void)close(fd);
	take(s, "big.req", &claim, CLAIM_TAKEN);
	assert_int_equal(claim.size, LIMIT);
	claimed_release(&claim);
}

static void
retiring_puts_everything_in_its_place_and_may_be_done_twice(void **state)
{
	const struct scratch *s = *state;
	struct buf rows = BUF_EMPTY;
	struct claim claim;
	struct err e = { 0 };
	struct stat st;
	int life;

	scratch_put_text(s, "requests/alice/oct.req", ABC);
	take(s, "oct.req", &claim, CLAIM_TAKEN);
	buf_add_string(&rows, "a,b\r\n");
	assert_int_equal(claim_write_errors(&s->spool, &rows, &e), 0);
	for (life = 0; life < 2; life++) {
		retire(s, &claim, "oct.errors.csv");
		scratch_expect(s, "archive/2026-11/oct.req", ABC);
		scratch_expect(s, "archive/2026-11/oct.req.result.txt", "done\n");
		scratch_expect(s, "error/oct.errors.csv", "a,b\r\n");
		expect_empty_slot(s);
	}

	/* Its sender can read it. */
	assert_int_equal(fstatat(s->spool.fds[FOLDER_ARCHIVE], "2026-11/oct.req", &st, 0), 0);
	assert_int_equal(st.st_mode & 07777, 0640);
	buf_release(&rows);
	claimed_release(&claim);
}

static void
rows_that_nobody_asks_for_are_not_published(void **state)
{
	const struct scratch *s = *state;
	struct buf rows = BUF_EMPTY;
	struct claim claim;
	struct err e = { 0 };

	/* Left by a life that died before its commit; this one finds no bad rows. */
	scratch_put_text(s, "requests/alice/oct.req", ABC);
	take(s, "oct.req", &claim, CLAIM_TAKEN);
	buf_add_string(&rows, "stale\r\n");
	assert_int_equal(claim_write_errors(&s->spool, &rows, &e), 0);
	retire(s, &claim, NULL);
	assert_false(scratch_has(s, "error/oct.errors.csv"));
	expect_empty_slot(s);
	buf_release(&rows);
	claimed_release(&claim);
}

/*
 * What a dead life may leave in work/, beside or without the input in its door, and what becomes of
 * it.
 */
struct left {
	const char *what;
	bool intent, input, copy, in_door, in_archive;
	bool owed;
	enum claim_result want;
	bool want_copy; /* sha256 is set */
	const char
	    *want_at; /* where the input's bytes are after load, then retire if it was taken */
};

static const struct left LEFT[] = {
	{ "nothing", 0, 0, 0, 1, 0, 0, CLAIM_GONE, 0, "requests/alice/oct.req" },
	{ "only the intent", 1, 0, 0, 1, 0, 0, CLAIM_GONE, 0, "requests/alice/oct.req" },
	{ "the claim, not copied", 1, 1, 0, 0, 0, 0, CLAIM_TAKEN, 1, "archive/2026-11/oct.req" },
	{ "the claim, copied", 1, 1, 1, 0, 0, 0, CLAIM_TAKEN, 1, "archive/2026-11/oct.req" },
	{ "committed, not retired", 1, 1, 1, 0, 0, 1, CLAIM_TAKEN, 1, "archive/2026-11/oct.req" },
	{ "the copy has moved", 1, 1, 0, 0, 1, 1, CLAIM_TAKEN, 0, "archive/2026-11/oct.req" },
	{ "only the intent is left to remove", 1, 0, 0, 0, 1, 1, CLAIM_TAKEN, 0,
	    "archive/2026-11/oct.req" },
	{ "the copy, by hand without its input", 1, 0, 1, 0, 0, 0, CLAIM_GONE, 0, NULL },
	{ "the copy, owed, without its input", 1, 0, 1, 0, 0, 1, CLAIM_TAKEN, 1,
	    "archive/2026-11/oct.req" },
	{ "a copy of nothing", 0, 0, 1, 1, 0, 0, CLAIM_GONE, 0, "requests/alice/oct.req" },
	{ "an input without intent", 0, 1, 0, 0, 0, 0, CLAIM_GONE, 0, "error/recovered.req" },
};

/* Take a state apart until it is the one that row describes. */
static void
leave(const struct scratch *s, const struct left *row)
{
	int root = s->spool.fds[FOLDER_ROOT];

	scratch_put_text(s, "work/.current.copy.tmp", "half");
	if (row->in_archive) {
		assert_int_equal(mkdirat(root, "archive/2026-11", 0750), 0);
		scratch_put_text(s, "archive/2026-11/oct.req", ABC);
	}
	if (row->in_door)
		scratch_put_text(s, "requests/alice/oct.req", ABC);
	if (!row->intent)
		assert_int_equal(unlinkat(root, "work/current.from", 0), 0);
	if (!row->input)
		assert_int_equal(unlinkat(root, "work/current.req", 0), 0);
	if (!row->copy)
		assert_int_equal(unlinkat(root, "work/current.copy", 0), 0);
}

static void
every_state_that_a_crash_can_leave_is_repaired(void **state)
{
	static const char *const places[] = { "requests/alice/oct.req", "archive/2026-11/oct.req",
		"error/recovered.req" };
	struct claim claim, again;
	void *fresh = NULL;
	size_t i, j;

	(void)state;
	for (i = 0; i < LENGTH(LEFT); i++) {
		const struct scratch *s;
		char id[CLAIM_ID_SIZE];

		print_message("state: %s\n", LEFT[i].what);
		(void)scratch_open(&fresh);
		s = fresh;
		scratch_put_text(s, "requests/alice/oct.req", ABC);
		take(s, "oct.req", &claim, CLAIM_TAKEN);
		(void)snprintf(id, sizeof(id), "%s", claim.id);
		leave(s, &LEFT[i]);

		load(s, LEFT[i].owed ? id : NULL, &again, LEFT[i].want);
		if (LEFT[i].want == CLAIM_TAKEN) {
			assert_string_equal(again.sha256, LEFT[i].want_copy ? ABC_SHA256 : "");
			assert_string_equal(again.id, id);
			retire(s, &again, NULL);
		}
		expect_empty_slot(s);
		for (j = 0; j < LENGTH(places); j++)
			scratch_expect(s, places[j],
			    LEFT[i].want_at != NULL && strcmp(places[j], LEFT[i].want_at) == 0
				? ABC
				: NULL);
		claimed_release(&claim);
		claimed_release(&again);
		(void)scratch_close(&fresh);
	}
}

static void
a_claim_by_link_that_was_cut_is_finished(void **state)
{
	const struct scratch *s = *state;
	int root = s->spool.fds[FOLDER_ROOT];
	struct claim claim, again;

	/* Both names on one file: link is done, unlink is not. */
	scratch_put_text(s, "requests/alice/oct.req", ABC);
	take(s, "oct.req", &claim, CLAIM_TAKEN);
	assert_int_equal(linkat(root, "work/current.req", root, "requests/alice/oct.req", 0), 0);
	load(s, NULL, &again, CLAIM_TAKEN);
	assert_false(scratch_has(s, "requests/alice/oct.req"));
	assert_true(scratch_has(s, "work/current.req"));
	claimed_release(&claim);
	claimed_release(&again);
}

static void
an_input_that_was_exchanged_at_the_last_moment_goes_back(void **state)
{
	const struct scratch *s = *state;
	struct claim claim, again;

	/* Another inode than the intent's, left by a life that had no time to look. */
	scratch_put_text(s, "requests/alice/oct.req", ABC);
	take(s, "oct.req", &claim, CLAIM_TAKEN);
	assert_int_equal(unlinkat(s->spool.fds[FOLDER_WORK], "current.copy", 0), 0);
	scratch_put_text(s, "work/other", "exchanged");
	assert_int_equal(renameat(s->spool.fds[FOLDER_WORK], "other", s->spool.fds[FOLDER_WORK],
			     "current.req"),
	    0);
	load(s, NULL, &again, CLAIM_GONE);
	scratch_expect(s, "requests/alice/oct.req", "exchanged");
	expect_empty_slot(s);
	claimed_release(&claim);
}

static void
a_damaged_intent_is_as_good_as_none(void **state)
{
	static const char *const texts[] = {
		"", "id=1-2\n",
		"id=1-2\nkind=request\nfolder=requests\ndoor=\nname=a.req\narrived_ns=1\n",
		"id=1-2\nkind=request\nfolder=requests\ndoor=\nname=../"
		"a.req\narrived_ns=1\nend=yes\n",
		"id=1-2\nkind=request\nfolder=requests\ndoor=\nname=%4.req\narrived_ns=1\nend="
		"yes\n",
		"id=1-2\nkind=request\nfolder=requests\ndoor=\nname=a.req\narrived_ns=-1\nend=yes\n"
	};
	const struct scratch *s = *state;
	struct claim claim;
	char path[64];
	size_t i;

	for (i = 0; i < LENGTH(texts); i++) {
		scratch_put_text(s, "work/current.from", texts[i]);
		scratch_put_text(s, "work/current.req", ABC);
		load(s, NULL, &claim, CLAIM_GONE);
		expect_empty_slot(s);
		if (i == 0)
			(void)snprintf(path, sizeof(path), "error/recovered.req");
		else
			(void)snprintf(path, sizeof(path), "error/recovered (%zu).req", i + 1);
		scratch_expect(s, path, ABC);
	}
}

static void
the_lock_is_held_by_one_and_falls_with_its_holder(void **state)
{
	const struct scratch *s = *state;
	struct err e = { 0 };
	int first, second;
	pid_t child;
	int status;

	assert_int_equal(claim_lock(&s->spool, &first, &e), 1);
	assert_int_equal(claim_lock(&s->spool, &second, &e), 0);
	assert_int_equal(second, -1);
	assert_int_not_equal(fcntl(first, F_GETFD) & FD_CLOEXEC, 0);
	(void)close(first);

	/* A holder that dies. */
	child = fork();
	if (child == 0) {
		_exit(claim_lock(&s->spool, &first, &e) == 1 ? 0 : 1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	assert_int_equal(claim_lock(&s->spool, &first, &e), 1);
	(void)close(first);
}

static void
what_cannot_be_opened_is_refused_into_error_under_a_safe_name(void **state)
{
	static const struct {
		const char *name, *want;
	} rows[] = { { "link.req", "link.req" }, { "fifo.req", "fifo.req" },
		{ "line\nbreak.req", "line_break.req" }, { "latin\xfb.req", "latin_.req" } };
	const struct scratch *s = *state;
	int alice = openat(s->spool.fds[FOLDER_REQUESTS], "alice", O_RDONLY | O_DIRECTORY);
	struct err e = { 0 };
	struct scan *scan;
	char path[128];
	size_t i;

	assert_int_equal(symlinkat("/etc/passwd", alice, "link.req"), 0);
	assert_int_equal(mkfifoat(alice, "fifo.req", 0666), 0);
	scratch_put_text(s, "requests/alice/line\nbreak.req", "x");
	scratch_put_text(s, "requests/alice/latin\xfb.req", "x");
	for (i = 0; i < LENGTH(rows); i++) {
		assert_int_equal(claim_refuse(&s->spool, find(s, rows[i].name, &scan), "why\n", &e),
		    0);
		scan_free(scan);
		assert_int_equal(faccessat(alice, rows[i].name, F_OK, AT_SYMLINK_NOFOLLOW), -1);
		(void)snprintf(path, sizeof(path), "error/%s", rows[i].want);
		assert_true(scratch_has(s, path));
		(void)snprintf(path, sizeof(path), "error/%s.error.txt", rows[i].want);
		scratch_expect(s, path, "why\n");
	}

	/* The next one of the same name lies beside it. */
	assert_int_equal(symlinkat("/etc/shadow", alice, "link.req"), 0);
	assert_int_equal(claim_refuse(&s->spool, find(s, "link.req", &scan), "why\n", &e), 0);
	scan_free(scan);
	assert_true(scratch_has(s, "error/link (2).req"));
	(void)close(alice);
}

static void
a_refusal_touches_neither_folders_nor_what_has_been_exchanged(void **state)
{
	const struct scratch *s = *state;
	int alice = openat(s->spool.fds[FOLDER_REQUESTS], "alice", O_RDONLY | O_DIRECTORY);
	const struct arrival *arrival;
	struct err e = { 0 };
	struct scan *scan;

	assert_int_equal(mkdirat(alice, "folder.req", 0700), 0);
	assert_int_equal(claim_refuse(&s->spool, find(s, "folder.req", &scan), "why\n", &e), 0);
	scan_free(scan);
	assert_true(scratch_has(s, "requests/alice/folder.req"));

	assert_int_equal(symlinkat("/etc/passwd", alice, "link.req"), 0);
	arrival = find(s, "link.req", &scan);
	scratch_put_text(s, "requests/alice/keep", "good");
	assert_int_equal(renameat(alice, "keep", alice, "link.req"), 0);
	assert_int_equal(claim_refuse(&s->spool, arrival, "why\n", &e), 0);
	scan_free(scan);
	scratch_expect(s, "requests/alice/link.req", "good");
	assert_false(scratch_has(s, "error/link.req.error.txt"));
	(void)close(alice);
}

static void
a_full_disk_leaves_the_input_where_recovery_finds_it(void **state)
{
	const struct scratch *s = *state;
	struct rlimit old, small = { 0, 0 };
	char bytes[5000] = { 0 };
	enum claim_result got;
	struct claim claim;
	struct scan *scan;
	struct err e = { 0 };

	/* Room for the intent, not for the copy. SIGXFSZ would end us before EFBIG does. */
	scratch_put(s, "requests/alice/oct.req", bytes, sizeof(bytes));
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
	small.rlim_max = old.rlim_max;
	small.rlim_cur = 4096;
	(void)signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	assert_int_equal(claim_take(&s->spool, find(s, "oct.req", &scan), LIMIT, &claim, &got, &e),
	    -1);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
	assert_int_equal(e.kind, ERR_RETRY);
	assert_false(scratch_has(s, "work/.current.copy.tmp"));
	assert_false(scratch_has(s, "work/current.copy"));
	scan_free(scan);

	load(s, NULL, &claim, CLAIM_TAKEN);
	assert_int_equal(claim.size, sizeof(bytes));
	claimed_release(&claim);
}

#define SPOOL_TEST(test) cmocka_unit_test_setup_teardown(test, scratch_open, scratch_close)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		SPOOL_TEST(a_claim_holds_a_private_copy_and_says_where_it_came_from),
		SPOOL_TEST(an_odd_name_survives_the_slot_and_a_new_life),
		SPOOL_TEST(an_empty_file_and_an_import_are_claimed_like_others),
		SPOOL_TEST(what_changed_since_the_scan_stays_where_it_is),
		SPOOL_TEST(an_occupied_slot_takes_nothing),
		SPOOL_TEST(a_writer_that_still_writes_gets_its_file_back),
		SPOOL_TEST(what_is_too_large_is_not_copied_and_retires_as_it_is),
		SPOOL_TEST(a_file_of_exactly_the_limit_is_taken),
		SPOOL_TEST(retiring_puts_everything_in_its_place_and_may_be_done_twice),
		SPOOL_TEST(rows_that_nobody_asks_for_are_not_published),
		cmocka_unit_test(every_state_that_a_crash_can_leave_is_repaired),
		SPOOL_TEST(a_claim_by_link_that_was_cut_is_finished),
		SPOOL_TEST(an_input_that_was_exchanged_at_the_last_moment_goes_back),
		SPOOL_TEST(a_damaged_intent_is_as_good_as_none),
		SPOOL_TEST(the_lock_is_held_by_one_and_falls_with_its_holder),
		SPOOL_TEST(what_cannot_be_opened_is_refused_into_error_under_a_safe_name),
		SPOOL_TEST(a_refusal_touches_neither_folders_nor_what_has_been_exchanged),
		SPOOL_TEST(a_full_disk_leaves_the_input_where_recovery_finds_it),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
