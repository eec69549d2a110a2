#include "command/command.h"
#include "command/emails.h"
#include "config/app.h"
#include "serve/queue.h"
#include "serve/snapshot.h"
#include "store/snapshot.h"

#define MOST_DONE 15 /* inputs that are listed among those finished last */

/* The words of the command line. */
struct status_wanted {
	bool json;
	const char *emails;
};

static const struct command_option OPTIONS[] = {
	{ "json", 0, NULL, "all of it, for programs", COMMAND_FLAG,
	    offsetof(struct status_wanted, json), 0, 0, false },
	{ "emails", 0, "STATE", "list all emails of a state, HELD for instance", COMMAND_TEXT,
	    offsetof(struct status_wanted, emails), 0, 0, false },
};

/* Print the newest lines for people. */
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

/* The callback of app_look: print the running job and the queue, for people or for programs. */
static int
show_status(struct app *app, void *context, struct err *e)
{
	const struct status_wanted *wanted = context;
	struct queue *queue = queue_new(app);
	char *text;

	if (queue_look(queue, e) != 0) {
		queue_free(queue);
		return (-1);
	}
	if (wanted->json) {
		text = snapshot_json(app, queue, NULL, "");
		puts(text);
		free(text);
	} else {
		print_status(app, queue);
		emails_print(app->db);
	}
	queue_free(queue);
	return (0);
}

static int
status_run(const struct command_call *call)
{
	struct status_wanted wanted = *(const struct status_wanted *)call->wanted;

	if (wanted.emails == NULL)
		return (app_look(call->spool, show_status, &wanted));
	if (wanted.json)
		return (command_refuse(call->command,
		    "--emails is a list for people, without --json"));
	return (app_look(call->spool, emails_print_state, &wanted.emails));
}

const struct command command_status = { .name = "status",
	.operands = "",
	.help = "what runs, what waits, what was done",
	.options = OPTIONS,
	.option_count = LENGTH(OPTIONS),
	.wanted_size = sizeof(struct status_wanted),
	.run = status_run };
