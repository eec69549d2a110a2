#include "command/mail.h"

#include <signal.h>
#include <unistd.h>

#include "config/app.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "mail/deliver.h"
#include "mail/maildir.h"
#include "mail/message.h"
#include "spool/publish.h"
#include "standing/email_queue.h"
#include "store/migration.h"

#define LOOK_MS 1000        /* `watch` looks for released emails so often */
#define REPORT_MS 2000      /* email-queue.csv is rewritten so often while emails leave */
#define OPEN_TRIES 30       /* of ten seconds each, while a run holds the database */
#define BAR_WIDTH 30

/* The signal flag. */
static volatile sig_atomic_t stop;

static const char USAGE[] =
    "usage: billspool [-s DIR] mail show MESSAGE > x.eml     the very bytes that would go\n"
    "       billspool [-s DIR] mail send                     send what is released, then exit\n"
    "       billspool [-s DIR] mail watch                    the same until stopped (for a service "
    "manager)\n"
    "       billspool [-s DIR] mail retry MESSAGE... --reason TEXT [--agent NAME]      send one "
    "again that bounced or is UNKNOWN\n"
    "       billspool [-s DIR] mail resolve MESSAGE... --reason TEXT [--agent NAME]    an UNKNOWN "
    "one has arrived\n";

static void
on_signal(int number)
{
	(void)number;
	stop = 1;
}

/* Open the spool, however long a run holds its database. */
static int
open_app(struct app *app, const char *spool, enum database_mode mode, struct err *e)
{
	int tries = OPEN_TRIES;

	while (app_open(app, spool, mode, e) != 0)
		if (e->kind != ERR_RETRY || --tries == 0)
			return (-1);
	return (0);
}

/* ---- show ------------------------------------------------------------------------------------ */

/* Build the message of a number, and write it out. */
static int
show(struct app *app, int64_t number, struct err *e)
{
	struct arena arena = ARENA_EMPTY;
	struct template_set templates;
	struct message_making making = { &app->spool, &app->settings, &templates, "" };
	struct message message = { .bytes = BUF_EMPTY };
	struct mailing mailing;
	int rc = mailing_find(app->db, number, &arena, &mailing, e);

	if (rc == 0)
		rc = err_reject(e, "there is no message %lld; reports/email-queue.csv lists them",
		    (long long)number);
	else if (rc == 1)
		rc = message_check_settings(&app->settings, e) == 0 &&
			template_load(&app->spool, &arena, &templates, e) == 0 &&
			message_build(&making, &mailing, &arena, &message, e) == 0
		    ? 0
		    : -1;
	if (rc == 0 &&
	    (fwrite(message.bytes.data, 1, message.bytes.length, stdout) != message.bytes.length ||
		fflush(stdout) != 0))
		rc = err_retry(e, 0, "the message could not be written out in full");
	buf_release(&message.bytes);
	arena_release(&arena);
	return (rc);
}

static int
command_show(const char *spool, int argc, char **argv)
{
	struct app app;
	struct err e = { 0 };
	int64_t number;
	int rc;

	if (argc != 2 || !text_to_int(argv[1], 1, INT64_MAX, &number)) {
		fputs(USAGE, stderr);
		return (EXIT_USAGE);
	}
	if (app_open(&app, spool, DATABASE_READ, &e) != 0)
		return (app_fail(&e));
	rc = show(&app, number, &e);
	app_close(&app);
	return (rc == 0 ? EXIT_DONE : app_fail(&e));
}

/* ---- send and watch -------------------------------------------------------------------------- */

struct sender {
	struct app *app;
	struct deliver *deliver;
	bool watch;
	bool bar; /* somebody looks */
	int64_t total; /* of the release under way, for the bar */
	int64_t reported_ms;
};

/* How many wait to leave. */
static int64_t
count_waiting(struct database *db)
{
	struct err e = { 0 };
	struct mailing_state state;
	int64_t count = 0;

	if (mailing_states_begin(db, &e) != 0)
		return (0);
	while (mailing_states_next(db, &state, &e) == 1)
		if (strcmp(state.state, "RELEASED") == 0)
			count = state.count;
	return (count);
}

/* "[=====     ] 340 of 1000" over the line before. */
static void
on_progress(void *context, int64_t sent)
{
	const struct sender *s = context;
	int i;

	if (!s->bar || s->total == 0)
		return;
	fputs("\r[", stderr);
	for (i = 0; i < BAR_WIDTH; i++)
		fputc(i < sent * BAR_WIDTH / s->total ? '=' : ' ', stderr);
	fprintf(stderr, "] %lld of %lld", (long long)sent, (long long)s->total);
}

/* Show the queue as it is, not too often. */
static void
report(struct sender *s, bool now)
{
	struct err e = { 0 };

	if (!now && clock_monotonic_ms() - s->reported_ms < REPORT_MS)
		return;
	s->reported_ms = clock_monotonic_ms();
	if (email_queue_publish(&s->app->spool, s->app->db, &s->app->settings, &e) != 0)
		log_event("email-queue-not-written", "reason", e.text, NULL);
}

/* Wait in small pieces, so that a signal ends it. */
static void
rest(int ms)
{
	while (ms > 0 && !stop) {
		(void)usleep((useconds_t)(ms < 100 ? ms : 100) * 1000);
		ms -= 100;
	}
}

/* Reports that came back go into their door, for the watcher. */
static void
collect(const struct sender *s)
{
	const char *maildir = s->app->settings.mail.bounce_maildir;
	struct err e = { 0 };
	int64_t count;

	if (maildir[0] != '\0' && maildir_collect(&s->app->spool, maildir, &count, &e) != 0)
		log_event("maildir-trouble", "reason", e.text, NULL);
}

/* Who corrects billspool.conf must not have to know that a process has read it. */
static void
look_at_settings(struct sender *s)
{
	struct err e = { 0 };
	int rc = app_reload(s->app, &e);

	if (rc == 1) {
		log_event("settings-read-again", NULL);
		deliver_again(s->deliver);
	} else if (rc < 0) {
		log_event("settings-unusable", "reason", e.text, "until-then", "those from before",
		    NULL);
	}
}

/* Another process may have upgraded the database meanwhile, beyond this program. */
static int
check_version(struct database *db, struct err *e)
{
	struct migration_plan plan;
	int rc = migration_find(db, &plan, e);

	return (rc != 0 && e->kind == ERR_REJECT ? -1 : 0);
}

/* Rounds, until nothing can go (`send`) or for ever (`watch`). */
static int
run_rounds(struct sender *s, struct err *e)
{
	int rc = 1, wait;

	while (!stop) {
		if (check_version(s->app->db, e) != 0)
			return (-1);
		if (s->watch)
			look_at_settings(s);
		collect(s);
		rc = deliver_round(s->deliver, e);
		report(s, rc != 1);
		if (rc == 1)
			continue;
		wait = deliver_wait_ms(s->deliver);
		if (!s->watch && (rc < 0 || wait < 0 || wait > LOOK_MS))
			break;
		rest(wait < 0 || wait > LOOK_MS ? LOOK_MS : wait);
	}
	report(s, true);
	return (rc < 0 && !s->watch ? -1 : 0);
}

/* Both ways of sending. */
static int
command_send(const char *spool, bool watch)
{
	struct sigaction action = { .sa_handler = on_signal };
	struct app app;
	struct sender s = { .app = &app, .watch = watch, .bar = isatty(STDERR_FILENO) == 1 };
	struct err e = { 0 };
	int rc;

	(void)sigaction(SIGTERM, &action, NULL);
	(void)sigaction(SIGINT, &action, NULL);
	if (open_app(&app, spool, DATABASE_WRITE, &e) != 0)
		return (app_fail(&e));
	rc = deliver_open(&app.spool, app.db, &app.settings, &s.deliver, &e);
	if (rc == 0)
		rc = err_retry(&e, 0, "another process is sending the mail of this spool");
	if (rc == 1) {
		s.total = count_waiting(app.db);
		deliver_on_progress(s.deliver, on_progress, &s);
		rc = run_rounds(&s, &e);
		if (s.bar)
			fputc('\n', stderr);
	}
	deliver_close(s.deliver);
	app_close(&app);
	return (rc == 0 ? EXIT_DONE : app_fail(&e));
}

/* ---- retry and resolve: a request like any other, so that it is answered, kept and audited like
 * any other --------- */

/* What the command line asks for. */
struct wanted {
	struct buf messages; /* "17, 18" */
	const char *reason, *agent;
};

/* Understand the arguments; false if they are not ours. */
static bool
parse(int argc, char **argv, struct wanted *wanted)
{
	int64_t number;
	int i;

	*wanted = (struct wanted){ BUF_EMPTY, "", "" };
	for (i = 1; i < argc; i++) {
		if (text_to_int(argv[i], 1, INT64_MAX, &number)) {
			buf_printf(&wanted->messages, "%s%lld",
			    wanted->messages.length > 0 ? ", " : "", (long long)number);
			continue;
		}
		if (i + 1 == argc ||
		    (strcmp(argv[i], "--reason") != 0 && strcmp(argv[i], "--agent") != 0))
			return (false);
		if (strcmp(argv[i], "--reason") == 0)
			wanted->reason = argv[i + 1];
		else
			wanted->agent = argv[i + 1];
		i++;
	}
	return (wanted->messages.length > 0 && wanted->reason[0] != '\0' &&
	    !text_has_control(wanted->reason) &&
	    (wanted->agent[0] == '\0' || text_is_code(wanted->agent)));
}

/* Drop the request into the door. */
static int
drop(struct app *app, const struct wanted *wanted, const char *decision, struct err *e)
{
	struct buf text = BUF_EMPTY, path = BUF_EMPTY;
	const char *door = wanted->agent[0] != '\0' ? wanted->agent : "operator";
	int rc;

	if (wanted->agent[0] != '\0')
		buf_printf(&path, "%s/", wanted->agent);
	/* Two at the same moment are two. */
	buf_printf(&path, "mail-%lld-%ld.req", (long long)(clock_wall_ns() / 1000), (long)getpid());
	buf_printf(&text, "[run]\ntype = email\nmessage = %s\ndecision = %s\nreason = %s\n",
	    buf_text(&wanted->messages), decision, wanted->reason);
	rc = publish_file(&app->spool, FOLDER_REQUESTS, buf_text(&path), buf_text(&text),
	    text.length, e);
	if (rc == 0)
		printf("Asked for in requests/%s; the answer comes in status/%s/%s.txt.\n",
		    buf_text(&path), door,
		    strrchr(buf_text(&path), '/') != NULL ? strrchr(buf_text(&path), '/') + 1
							  : buf_text(&path));
	buf_release(&text);
	buf_release(&path);
	return (rc);
}

static int
command_decide(const char *spool, int argc, char **argv, const char *decision)
{
	struct wanted wanted;
	struct app app;
	struct err e = { 0 };
	int rc = EXIT_USAGE;

	if (!parse(argc, argv, &wanted))
		fputs(USAGE, stderr);
	else if (app_open(&app, spool, DATABASE_READ, &e) != 0)
		rc = app_fail(&e);
	else {
		rc = drop(&app, &wanted, decision, &e) == 0 ? EXIT_DONE : app_fail(&e);
		app_close(&app);
	}
	buf_release(&wanted.messages);
	return (rc);
}

int
mail_command(const char *spool, int argc, char **argv)
{
	if (argc > 1 && strcmp(argv[1], "show") == 0)
		return (command_show(spool, argc - 1, argv + 1));
	if (argc == 2 && (strcmp(argv[1], "send") == 0 || strcmp(argv[1], "watch") == 0))
		return (command_send(spool, strcmp(argv[1], "watch") == 0));
	if (argc > 1 && strcmp(argv[1], "retry") == 0)
		return (command_decide(spool, argc - 1, argv + 1, "RESEND"));
	if (argc > 1 && strcmp(argv[1], "resolve") == 0)
		return (command_decide(spool, argc - 1, argv + 1, "DELIVERED"));
	fputs(USAGE, stderr);
	return (EXIT_USAGE);
}
