#include "command/command.h"

#include <unistd.h>

#include "config/app.h"
#include "config/owner.h"
#include "command/emails.h"
#include "serve/queue.h"
#include "serve/server.h"
#include "command/share.h"
#include "serve/snapshot.h"
#include "base/clock.h"
#include "base/log.h"
#include "request/form.h"
#include "spool/claim.h"
#include "store/backup.h"
#include "store/snapshot.h"

#define MOST_DONE 15 /* inputs of `status` that were finished last */

/* Say how a command is called. */
static int
usage(const char *how)
{
	fprintf(stderr, "usage: billspool [-s DIR] %s\n", how);
	return (EXIT_USAGE);
}

/* A spool is complete when init is done; what is missing if a watcher has it, the watcher adds. */
static int
complete(struct app *app, struct err *e)
{
	int lock, rc = claim_lock(&app->spool, &lock, e);

	if (rc != 1)
		return (rc);
	rc = owner_begin(app, NULL, e);
	(void)close(lock);
	return (rc);
}

int
command_init(const char *spool, int argc, char **argv)
{
	struct app app;
	struct err e = { 0 };
	char *settings;
	int rc;

	if (argc > 1 && strcmp(argv[1], "--share") == 0)
		return (share_command(spool, argc, argv));
	if (argc > 2)
		return (usage("init [--share ...] [DIR]"));
	if (argc == 2)
		spool = argv[1];
	settings = settings_default_text();
	rc = spool_init(spool, settings, &e);
	free(settings);

	/* Opening makes the database. */
	if (rc != 0 || app_open(&app, spool, DATABASE_WRITE, &e) != 0)
		return (app_fail(&e));
	rc = complete(&app, &e);
	app_close(&app);
	if (rc != 0)
		return (app_fail(&e));
	printf("%s is ready. Settings are in %s/billspool.conf. Start it with: billspool -s %s "
	       "watch\n",
	    spool, spool, spool);
	return (EXIT_DONE);
}

/* Both ways of serving. */
static int
serve(const char *spool, enum server_mode mode)
{
	struct app app;
	struct err e = { 0 };
	int code;

	if (app_open(&app, spool, DATABASE_OWNER, &e) != 0)
		return (app_fail(&e));
	code = server_run(&app, mode, &e);
	app_close(&app);
	return (code);
}

int
command_watch(const char *spool, int argc, char **argv)
{
	(void)argv;
	return (argc > 1 ? usage("watch") : serve(spool, SERVER_WATCH));
}

int
command_once(const char *spool, int argc, char **argv)
{
	(void)argv;
	return (argc > 1 ? usage("once") : serve(spool, SERVER_ONCE));
}

/* The newest lines for people. */
static void
print_status(struct app *app, const struct queue *queue)
{
	struct snapshot_input done;
	const struct arrival *arrival;
	struct err e = { 0 };
	size_t i;

	printf("Waiting: %zu\n", queue_length(queue));
	for (i = 0; i < queue_length(queue) && i < 20; i++) {
		arrival = &queue_entry(queue, i)->arrival;
		printf("  %s/%s\n", arrival->folder, arrival->name);
	}
	printf("Done last:\n");
	if (snapshot_recent_begin(app->db, MOST_DONE, &e) != 0)
		return;
	while (snapshot_recent_next(app->db, &done, &e) == 1)
		printf("  %s/%s: %s\n", done.folder, done.name, done.status_line);
}

int
command_status(const char *spool, int argc, char **argv)
{
	bool json = argc == 2 && strcmp(argv[1], "--json") == 0;
	bool emails = argc == 3 && strcmp(argv[1], "--emails") == 0;
	struct app app;
	struct queue *queue;
	struct err e = { 0 };
	char *text;

	if (emails)
		return (app_look(spool, emails_print_state, argv[2]));
	if (argc > 2 || (argc == 2 && !json))
		return (usage("status [--json | --emails STATE]"));
	if (app_open(&app, spool, DATABASE_READ, &e) != 0)
		return (app_fail(&e));
	queue = queue_new(&app);
	if (queue_look(queue, &e) != 0) {
		queue_free(queue);
		app_close(&app);
		return (app_fail(&e));
	}
	if (json) {
		text = snapshot_json(&app, queue, NULL, "");
		puts(text);
		free(text);
	} else {
		print_status(&app, queue);
		emails_print(app.db);
	}
	queue_free(queue);
	app_close(&app);
	return (EXIT_DONE);
}

/* For app_look: a whole copy into the file that is named. */
static int
back_up(struct app *app, void *context, struct err *e)
{
	const char *path = context;

	if (backup_make(app->db, path, e) != 0)
		return (-1);
	printf("%s is a whole copy of the database.\n", path);
	return (0);
}

int
command_backup(const char *spool, int argc, char **argv)
{
	if (argc != 2)
		return (usage("backup FILE"));
	return (app_look(spool, back_up, argv[1]));
}

int
command_form(const char *spool, int argc, char **argv)
{
	char *form;
	size_t i;

	(void)spool;
	if (argc != 3)
		return (usage("form TYPE BUILDINGS"));
	for (i = 0; i < REQUEST_COUNT && strcmp(argv[1], REQUEST_TYPES[i].word) != 0; i++)
		;
	if (i == REQUEST_COUNT)
		return (usage("form TYPE BUILDINGS"));
	form = request_form((enum request_type)i, argv[2], clock_today());
	fputs(form, stdout);
	free(form);
	return (EXIT_DONE);
}
