#include "serve/server.h"

#include <signal.h>
#include <unistd.h>

#include "serve/announce.h"
#include "serve/busy.h"
#include "serve/queue.h"
#include "serve/snapshot.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/log.h"
#include "base/text.h"
#include "spool/claim.h"
#include "spool/status.h"
#include "spool/watch.h"
#include "config/owner.h"
#include "serve/scheduler.h"
#include "standing/standing.h"
#include "job/input.h"

#define TICK_MS 200        /* how often the line of a running job is written */
#define TOGETHER_MS 20 /* files dropped within this time are seen in one look, in their order */
#define STATUS_DAYS 60 /* status lines are removed after this */
#define WAIT_FOR_LOCK_MS 50 /* in `once`, pause while another process has the slot */

/* The signal flag. */
static volatile sig_atomic_t stop;

/* The parts that the loop needs. */
struct server {
	struct app *app;
	enum server_mode mode;
	struct queue *queue;
	struct announce *announce;
	struct busy *busy;
	struct watch *watch;
	struct dashboard *dashboard;
	struct scheduler scheduler;
	bool ended; /* the page shows people that we end in order */
	int tries; /* tries of the input in the slot */
	int32_t day; /* day for which the lists that depend on the date were written */
	bool unfit; /* this program cannot use the database, and must end */
	/* the running job, for its progress */
	const struct work *work;
	int64_t began_ms, told_ms;
	char line[160];
};

static void
on_stop_signal(int number)
{
	(void)number;
	stop = 1;
}

/*
 * Set the handlers: a signal lets the job in hand finish, and ends the loop. A broken pipe is an
 * answer, not a death.
 */
static void
catch_signals(void)
{
	struct sigaction action = { .sa_handler = on_stop_signal };
	struct sigaction ignore = { .sa_handler = SIG_IGN };

	stop = 0;
	(void)sigaction(SIGTERM, &action, NULL);
	(void)sigaction(SIGINT, &action, NULL);
	(void)sigaction(SIGPIPE, &ignore, NULL);
}

/* The folder under status/ for a claim. */
static const char *
status_door(const struct claim *claim)
{
	return (work_sender(claim->kind, claim->door));
}

/* The database answers: if a line that it is in use was written, write all lines anew. */
static void
database_is_free(struct server *s)
{
	if (busy_over(s->busy))
		announce_again(s->announce);
}

/* A running job reports its progress: write its line, and those of the files that wait for it. */
static void
on_tick(void *context, int64_t done, int64_t total)
{
	struct server *s = context;
	int64_t now = clock_monotonic_ms(), spent = now - s->began_ms;
	int64_t left_ms = done > 0 ? spent * (total - done) / done : ESTIMATE_UNKNOWN;
	struct err e = { 0 };

	if (now - s->told_ms < TICK_MS)
		return;
	s->told_ms = now;
	if (done > 0 && spent > 1000)
		(void)snprintf(s->line, sizeof(s->line), "Running %d%%, about %lld s left",
		    (int)(100 * done / total),
		    (long long)((spent * (total - done) / done + 999) / 1000));
	else
		(void)snprintf(s->line, sizeof(s->line), "Running %d%%",
		    total > 0 ? (int)(100 * done / total) : 0);
	status_write(&s->app->spool, status_door(s->work->claim), s->work->claim->name, s->line);
	database_is_free(s);
	if (queue_look(s->queue, &e) == 0)
		announce_waiting(s->announce, s->work->claim, left_ms);
	snapshot_write(s->app, s->dashboard,
	    &(struct snapshot){ s->queue, s->work->claim, s->line, false });
}

/*
 * A try failed because of the machine: write that into the status line, to try again later. Returns
 * 75; or 0 if that was the last try, and the input is refused.
 */
static int
try_later(struct server *s, struct work *work, const struct claim *claim, struct err *e)
{
	char line[1800];

	log_event("retry", "request", claim->name, "claim", claim->id, "reason", e->text, NULL);

	/* A committed job must be paid: it is never given up. */
	if (s->tries++ < s->app->settings.retries || work->job.committed) {
		(void)snprintf(line, sizeof(line), "Waiting to try again: %s", e->text);
		status_write(&s->app->spool, status_door(claim), claim->name, line);
		return (EXIT_TRY_AGAIN);
	}
	(void)snprintf(line, sizeof(line),
	    "Failed: %s. It was tried %d times; when this is mended, drop the file again.", e->text,
	    s->tries);
	if (input_refuse(work, line, e) != 0)
		return (EXIT_TRY_AGAIN);
	s->tries = 0;
	return (EXIT_DONE);
}

/* Do the input in the slot. */
static int
do_claim(struct server *s, const struct claim *claim)
{
	struct work work = { .spool = &s->app->spool,
		.db = s->app->db,
		.db_path = s->app->db_path,
		.settings = &s->app->settings,
		.claim = claim,
		.progress = { on_tick, s } };
	struct err e = { 0 };
	int code = EXIT_DONE;

	s->work = &work;
	s->began_ms = s->told_ms = clock_monotonic_ms();
	busy_claim(s->busy, claim);
	status_write(&s->app->spool, status_door(claim), claim->name, "Running");
	announce_waiting(s->announce, claim, ESTIMATE_UNKNOWN);
	if (input_do(&work, &e) == 0) {
		s->tries = 0;
		database_is_free(s);
	} else {
		code = try_later(s, &work, claim, &e);
	}
	/* A cancel has removed another request from the queue. */
	if (work.request.type == REQUEST_CANCEL)
		queue_spoil(s->queue);
	scheduler_heard(&s->scheduler, work.job.type);
	work_release(&work);
	busy_claim(s->busy, NULL);
	s->work = NULL;
	dashboard_spoil(s->dashboard);
	return (code);
}

/* The callback of claim_load: is this claim's job committed? */
static bool
is_owed(void *context, const char *id)
{
	return (job_is_committed(context, id));
}

/*
 * The largest input of a kind. A sheet of decisions may be as long as the report that it came from.
 */
static int64_t
limit_of(const struct server *s, enum arrival_kind kind, const char *name)
{
	size_t length = strlen(name);
	bool csv = length > 4 && text_equal_nocase(name + length - 4, ".csv");

	return (kind == ARRIVAL_IMPORT || csv ? s->app->settings.import_bytes
					      : s->app->settings.request_bytes);
}

/* Refuse an input that is too large to be read at all. */
static int
refuse_too_large(struct server *s, const struct claim *claim)
{
	int64_t limit = limit_of(s, claim->kind, claim->name);
	struct work work = { .spool = &s->app->spool,
		.db = s->app->db,
		.settings = &s->app->settings,
		.claim = claim };
	char line[240];
	struct err e = { 0 };
	int rc;

	(void)snprintf(line, sizeof(line),
	    "Rejected: the file has %lld bytes, and %lld is the limit; split it, or ask the "
	    "operator to raise %s in billspool.conf",
	    (long long)claim->size, (long long)limit,
	    limit == s->app->settings.import_bytes ? "import_bytes" : "request_bytes");
	rc = input_refuse(&work, line, &e);
	work_release(&work);
	return (rc == 0 ? EXIT_DONE : EXIT_TRY_AGAIN);
}

/* Do the input that an earlier process, or a failed try, has left in the slot. */
static int
recover(struct server *s, struct err *e)
{
	struct claim claim = { .id = "" };
	enum claim_result result;
	struct work work = {
		.spool = &s->app->spool, .db = s->app->db, .settings = &s->app->settings
	};
	int code = EXIT_DONE;

	if (claim_load(&s->app->spool, s->app->settings.import_bytes, is_owed, s->app->db, &claim,
		&result, e) != 0)
		return (-1);
	/* The limit of size also holds for an input that an earlier process has taken. */
	if (result == CLAIM_TAKEN && claim.size > limit_of(s, claim.kind, claim.name) &&
	    !job_is_committed(s->app->db, claim.id))
		result = CLAIM_TOO_LARGE;
	if (result == CLAIM_TAKEN) {
		log_event("recovering", "request", claim.name, "claim", claim.id, NULL);
		code = do_claim(s, &claim);
	} else if (result == CLAIM_TOO_LARGE) {
		code = refuse_too_large(s, &claim);
	} else if (input_sweep(&work, e) != 0) {
		code = -1;
	}
	work_release(&work);
	claimed_release(&claim);
	return (code);
}

/* Move links, pipes and the like out of the way, with an answer. */
static int
refuse_strange(struct server *s, struct err *e)
{
	const struct arrival *arrival;
	char note[512];
	int most = 1000; /* in one turn; the loop calls again */

	while ((arrival = queue_next_strange(s->queue)) != NULL && most-- > 0) {
		(void)snprintf(note, sizeof(note), "Rejected: %s", arrival->why);
		if (status_finish(&s->app->spool, work_sender(arrival->kind, arrival->door),
			arrival->name, note, e) != 0)
			return (-1);
		(void)snprintf(note, sizeof(note),
		    "Rejected: %s\n\nNothing was read, and nothing was changed.\n", arrival->why);
		log_event("refused", "request", arrival->name, "reason", arrival->why, NULL);
		if (claim_refuse(&s->app->spool, arrival, note, e) != 0 ||
		    queue_look(s->queue, e) != 0)
			return (-1);
	}
	return (0);
}

/* Drop the requests of schedules that are due, before anything is claimed. */
static int
drop_due(struct server *s, struct err *e)
{
	bool dropped;

	if (scheduler_turn(&s->scheduler, &dropped, e) != 0)
		return (-1);
	if (dropped) {
		queue_spoil(s->queue);
		dashboard_spoil(s->dashboard);
	}
	return (0);
}

/* Take the next input and do it. 1: done one, 0: nothing to take, -1 or 75: trouble. */
static int
serve_next(struct server *s, struct err *e)
{
	const struct arrival *arrival;
	struct claim claim = { .id = "" };
	enum claim_result result;
	int code = EXIT_DONE;

	if (drop_due(s, e) != 0)
		return (-1);

	/* Use the last look for a while; but look anew before we conclude that nothing waits. */
	if ((queue_is_stale(s->queue) || queue_next(s->queue) == NULL) &&
	    (queue_look(s->queue, e) != 0 || refuse_strange(s, e) != 0))
		return (-1);
	database_is_free(s);
	announce_waiting(s->announce, NULL, 0);
	arrival = queue_next(s->queue);
	if (arrival == NULL)
		return (0);
	if (claim_take(&s->app->spool, arrival, limit_of(s, arrival->kind, arrival->name), &claim,
		&result, e) != 0)
		return (-1);
	announce_taken(s->announce, arrival);
	queue_remove(s->queue, arrival);
	if (result == CLAIM_TAKEN) {
		log_event("claimed", "folder", claim.folder, "request", claim.name, "claim",
		    claim.id, "sha256", claim.sha256, NULL);
		code = do_claim(s, &claim);
	} else if (result == CLAIM_TOO_LARGE) {
		code = refuse_too_large(s, &claim);
	} else {
		/* The file has changed since the look. */
		queue_spoil(s->queue);
	}
	claimed_release(&claim);
	return (code == EXIT_DONE ? 1 : code);
}

/*
 * When the date changes, write the lists that depend on it. Call with the lock held, between jobs.
 */
static int
begin_day(struct server *s, struct err *e)
{
	const struct standing standing = { &s->app->spool, s->app->db, &s->app->settings };
	int32_t today = clock_today();

	if (s->day == today)
		return (0);
	if (standing_begin_day(&standing, e) != 0)
		return (-1);
	s->day = today;
	return (0);
}

/* In `once`: is there nothing more to wait for? */
static bool
is_over(const struct server *s, bool mine, int code)
{
	if (s->mode == SERVER_WATCH)
		return (false);
	return (code != 0 || (mine && queue_next_ms(s->queue) < 0));
}

/*
 * With the lock held: recover, write the lists of a new day, then do one input after another.
 * Returns 0, 75, or -1.
 */
static int
serve_all(struct server *s, struct err *e)
{
	bool last;
	int rc;

	/*
	 * While another process locks the database we can do nothing, not even with the input in
	 * the slot.
	 */
	if (database_begin_read(s->app->db, e) != 0)
		return (-1);
	database_rollback(s->app->db);
	if (owner_begin(s->app, NULL, e) != 0) {
		s->unfit = e->kind == ERR_REJECT;
		return (-1);
	}
	rc = recover(s, e);
	if (rc == EXIT_DONE && begin_day(s, e) != 0)
		return (-1);
	while (rc == EXIT_DONE && !stop) {
		rc = serve_next(s, e);
		if (rc <= 0)
			break;
		rc = rc == 1 ? EXIT_DONE : rc;
		/* During a long queue the page changes between jobs. */
		if (dashboard_is_due(s->dashboard, DASHBOARD_IDLE))
			snapshot_write(s->app, s->dashboard,
			    &(struct snapshot){ s->queue, NULL, "", false });
	}
	/*
	 * If `once` only waits for a file to settle, skip the page: it will be written again in a
	 * moment.
	 */
	last = stop || is_over(s, true, rc);
	if (last || s->mode == SERVER_WATCH)
		snapshot_write(s->app, s->dashboard,
		    &(struct snapshot){ s->queue, NULL, "", last });
	s->ended = last;
	return (rc);
}

/* The time to wait before the next look. */
static int
pause_ms(struct server *s, int code)
{
	int settling = queue_next_ms(s->queue);
	int pause = scheduler_next_ms(&s->scheduler, s->app->settings.scan_ms);

	if (code != 0 && s->mode == SERVER_WATCH)
		pause = s->app->settings.retry_seconds * 1000;
	return (settling >= 0 && settling < pause ? settling + TOGETHER_MS : pause);
}

/* Wait until a file arrives, or for so long. */
static void
wait_for_work(struct server *s, int ms)
{
	if (s->watch == NULL)
		(void)usleep((useconds_t)ms * 1000);
	else if (watch_wait(s->watch, ms) == WATCH_REBUILD) {
		watch_close(s->watch);
		s->watch = watch_open(&s->app->spool);
	}
}

/*
 * Take one turn: lock the slot if it is free, serve, unlock. Returns 0, 75, or -1; *mine: we had
 * the lock.
 */
static int
server_turn(struct server *s, bool *mine, struct err *e)
{
	int lock = -1;
	int code = claim_lock(&s->app->spool, &lock, e);

	*mine = code == 1;
	if (code != 1)
		return (code);
	code = serve_all(s, e);
	(void)close(lock);
	return (code);
}

/*
 * When a watcher ends while it waits, show people that no process serves the spool now, unless
 * another one does.
 */
static void
show_end(struct server *s)
{
	int lock = -1;
	struct err e = { 0 };

	if (s->ended || s->mode != SERVER_WATCH || claim_lock(&s->app->spool, &lock, &e) != 1)
		return;
	snapshot_write(s->app, s->dashboard, &(struct snapshot){ s->queue, NULL, "", true });
	(void)close(lock);
}

int
server_run(struct app *app, enum server_mode mode, struct err *e)
{
	struct server s = { .app = app,
		.mode = mode,
		.day = DATE_NONE,
		.scheduler = { .spool = &app->spool, .db = app->db, .settings = &app->settings } };
	bool mine;
	int code;

	catch_signals();
	if (mode == SERVER_WATCH)
		s.watch = watch_open(&app->spool);
	s.queue = queue_new(app);
	s.announce = announce_new(app, s.queue);
	s.busy = busy_new(app);
	s.dashboard = dashboard_new(&app->spool, app->db, &app->settings);
	status_sweep(&app->spool, STATUS_DAYS);
	log_event("ready", "spool", app->spool.path, NULL);

	do {
		code = server_turn(&s, &mine, e);
		if (code < 0) {
			log_event("trouble", "reason", e->text, NULL);
			code = s.unfit ? EXIT_REFUSED : EXIT_TRY_AGAIN;
		}
		if (stop || s.unfit || is_over(&s, mine, code))
			break;
		wait_for_work(&s, mine ? pause_ms(&s, code) : WAIT_FOR_LOCK_MS);
	} while (!stop);

	show_end(&s);
	log_event("stopped", "spool", app->spool.path, NULL);
	busy_free(s.busy);
	dashboard_free(s.dashboard);
	announce_free(s.announce);
	queue_free(s.queue);
	watch_close(s.watch);
	return (code);
}
