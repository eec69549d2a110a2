#include <signal.h>
#include <unistd.h>

#include "command/command.h"
#include "config/app.h"
#include "config/owner.h"
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

static void
on_signal(int number)
{
	(void)number;
	stop = 1;
}

/* Open the spool, and wait if a run holds its database. */
static int
open_app(struct app *app, const char *spool, enum database_mode mode, struct err *e)
{
	int tries = OPEN_TRIES;

	while (app_open(app, spool, mode, e) != 0)
		if (e->kind != ERR_RETRY || --tries == 0)
			return (-1);
	return (0);
}

/* Refuse an operand that is not the number of a message. */
static int
refuse_number(const struct command_call *call, const char *word)
{
	return (command_refuse(call->command,
	    "%s is no number of a message; reports/email-queue.csv lists them", word));
}

/* ---- show ------------------------------------------------------------------------------------ */

/* Build the message of an email, and print it. */
static int
show_message(struct app *app, int64_t number, struct err *e)
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
mail_run_show(const struct command_call *call)
{
	struct app app;
	struct err e = { 0 };
	int64_t number;
	int rc;

	if (!text_to_int(call->operands[0], 1, INT64_MAX, &number))
		return (refuse_number(call, call->operands[0]));
	if (app_open(&app, call->spool, DATABASE_READ, &e) != 0)
		return (app_fail(&e));
	rc = show_message(&app, number, &e);
	app_close(&app);
	return (rc == 0 ? EXIT_DONE : app_fail(&e));
}

/* ---- send and watch -------------------------------------------------------------------------- */

struct sender {
	struct app *app;
	struct deliver *deliver;
	bool watch;
	bool bar; /* draw a bar, for a person looks at the terminal */
	int64_t total; /* number of emails of this release, for the bar */
	int64_t reported_ms;
};

/* Count the emails that wait to be sent. */
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

/* Draw the bar over the line before: "[=====     ] 340 of 1000". */
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

/* Write email-queue.csv as it is now, but not too often. */
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

/* Sleep in small pieces, so that a signal ends it. */
static void
rest(int ms)
{
	while (ms > 0 && !stop) {
		(void)usleep((useconds_t)(ms < 100 ? ms : 100) * 1000);
		ms -= 100;
	}
}

/* Put the reports of the Maildir into their door, for the watcher. */
static void
collect(const struct sender *s)
{
	const char *maildir = s->app->settings.mail.bounce_maildir;
	struct err e = { 0 };
	int64_t count;

	if (maildir[0] != '\0' && maildir_collect(&s->app->spool, maildir, &count, &e) != 0)
		log_event("maildir-trouble", "reason", e.text, NULL);
}

/*
 * Read the settings again if they have changed: the person who corrects them need not know about
 * this process.
 */
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

/* Another process may have upgraded the database, so that this program does not fit it any more. */
static int
check_version(struct database *db, struct err *e)
{
	struct migration_plan plan;
	int rc = migration_find(db, &plan, e);

	return (rc != 0 && e->kind == ERR_REJECT ? -1 : 0);
}

/* Send in rounds, until nothing can be sent (`send`) or for ever (`watch`). */
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

/* Send, once or for ever. */
static int
send_released(const char *spool, bool watch)
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
	rc = owner_check_id(&app, &e) < 0 ? -1 : 0;
	if (rc == 0 && (rc = deliver_open(&app.spool, app.db, &app.settings, &s.deliver, &e)) == 0)
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

static int
mail_run_send(const struct command_call *call)
{
	return (send_released(call->spool, false));
}

static int
mail_run_watch(const struct command_call *call)
{
	return (send_released(call->spool, true));
}

/*
 * ---- retry and resolve: a request like any other, so that it is answered, kept and audited like
 * any other
 */

/* The words of the command line. */
struct mail_wanted {
	const char *reason, *agent;
};

static const struct mail_wanted DEFAULTS = { "", "" };

static const struct command_option OPTIONS[] = {
	{ "reason", 'r', "TEXT", "why; it is kept with the decision", COMMAND_TEXT,
	    offsetof(struct mail_wanted, reason), 0, 0, true },
	{ "agent", 'a', "NAME", "who decides (default: the operator)", COMMAND_TEXT,
	    offsetof(struct mail_wanted, agent), 0, 0, false },
};

/* Drop a request about these messages, "17, 18", into the door. */
static int
drop_decision(struct app *app, const struct mail_wanted *wanted, const char *messages,
    const char *decision, struct err *e)
{
	struct buf text = BUF_EMPTY, path = BUF_EMPTY;
	const char *door = wanted->agent[0] != '\0' ? wanted->agent : "operator";
	int rc;

	if (wanted->agent[0] != '\0')
		buf_printf(&path, "%s/", wanted->agent);
	/* Two requests of the same moment must have different names. */
	buf_printf(&path, "mail-%lld-%ld.req", (long long)(clock_wall_ns() / 1000), (long)getpid());
	buf_printf(&text, "[run]\ntype = email\nmessage = %s\ndecision = %s\nreason = %s\n",
	    messages, decision, wanted->reason);
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

/* Gather the numbers of the messages, in the form of a request. EXIT_DONE or EXIT_USAGE. */
static int
gather_messages(const struct command_call *call, struct buf *messages)
{
	int64_t number;
	int i;

	for (i = 0; i < call->count; i++) {
		if (!text_to_int(call->operands[i], 1, INT64_MAX, &number))
			return (refuse_number(call, call->operands[i]));
		buf_printf(messages, "%s%lld", i > 0 ? ", " : "", (long long)number);
	}
	return (EXIT_DONE);
}

/* Can these words be written into a request? EXIT_DONE or EXIT_USAGE. */
static int
check_words(const struct command_call *call, const struct mail_wanted *wanted)
{
	if (wanted->reason[0] == '\0' || text_has_control(wanted->reason))
		return (command_refuse(call->command, "--reason is to be one line of text"));
	if (wanted->agent[0] != '\0' && !text_is_code(wanted->agent))
		return (command_refuse(call->command, "%s cannot be the name of an agent",
		    wanted->agent));
	return (EXIT_DONE);
}

/* Drop a request for a decision about messages. */
static int
decide(const struct command_call *call, const char *decision)
{
	const struct mail_wanted *wanted = call->wanted;
	struct buf messages = BUF_EMPTY;
	struct err e = { 0 };
	struct app app;
	int code = check_words(call, wanted);

	if (code == EXIT_DONE)
		code = gather_messages(call, &messages);
	if (code == EXIT_DONE && app_open(&app, call->spool, DATABASE_READ, &e) != 0) {
		code = app_fail(&e);
	} else if (code == EXIT_DONE) {
		if (drop_decision(&app, wanted, buf_text(&messages), decision, &e) != 0)
			code = app_fail(&e);
		app_close(&app);
	}
	buf_release(&messages);
	return (code);
}

static int
mail_run_retry(const struct command_call *call)
{
	return (decide(call, "RESEND"));
}

static int
mail_run_resolve(const struct command_call *call)
{
	return (decide(call, "DELIVERED"));
}

const struct command command_mail_show = { .name = "mail show",
	.operands = "MESSAGE",
	.least = 1,
	.most = 1,
	.help = "print the very bytes of an email: mail show 17 > x.eml",
	.run = mail_run_show };

const struct command command_mail_send = { .name = "mail send",
	.operands = "",
	.help = "send what is released, then exit",
	.run = mail_run_send };

const struct command command_mail_watch = { .name = "mail watch",
	.operands = "",
	.help = "the same until stopped (for a service manager)",
	.run = mail_run_watch };

const struct command command_mail_retry = { .name = "mail retry",
	.operands = "MESSAGE...",
	.least = 1,
	.most = -1,
	.help = "send one again that bounced or is UNKNOWN",
	.options = OPTIONS,
	.option_count = LENGTH(OPTIONS),
	.defaults = &DEFAULTS,
	.wanted_size = sizeof(DEFAULTS),
	.run = mail_run_retry };

const struct command command_mail_resolve = { .name = "mail resolve",
	.operands = "MESSAGE...",
	.least = 1,
	.most = -1,
	.help = "an UNKNOWN one has arrived",
	.options = OPTIONS,
	.option_count = LENGTH(OPTIONS),
	.defaults = &DEFAULTS,
	.wanted_size = sizeof(DEFAULTS),
	.run = mail_run_resolve };
