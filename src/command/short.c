#include "base/clock.h"
#include "command/command.h"
#include "config/app.h"
#include "request/form.h"
#include "serve/server.h"
#include "store/backup.h"

/* short: the commands of a few lines: watch, once, backup, form, settings. */

/* Serve: `watch` or `once`. */
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

static int
watch_run(const struct command_call *call)
{
	return (serve(call->spool, SERVER_WATCH));
}

static int
once_run(const struct command_call *call)
{
	return (serve(call->spool, SERVER_ONCE));
}

/* The callback of app_look: copy the whole database into the file that is named. */
static int
back_up(struct app *app, void *context, struct err *e)
{
	const char *path = context;

	if (backup_make(app->db, path, e) != 0)
		return (-1);
	printf("%s is a whole copy of the database.\n", path);
	return (0);
}

static int
backup_run(const struct command_call *call)
{
	return (app_look(call->spool, back_up, call->operands[0]));
}

static int
form_run(const struct command_call *call)
{
	char *text;
	size_t i;

	for (i = 0; i < REQUEST_COUNT; i++) {
		if (strcmp(call->operands[0], REQUEST_TYPES[i].word) != 0)
			continue;
		text = request_form((enum request_type)i, call->operands[1], clock_today());
		fputs(text, stdout);
		free(text);
		return (EXIT_DONE);
	}
	return (command_refuse(call->command, "there is no type of request called %s",
	    call->operands[0]));
}

/* The options of settings. */
struct settings_wanted {
	bool markdown;
};

static const struct command_option SETTINGS_OPTIONS[] = {
	{ "markdown", 0, NULL, "as the page of the manual", COMMAND_FLAG,
	    offsetof(struct settings_wanted, markdown), 0, 0, false },
};

static int
settings_run(const struct command_call *call)
{
	const struct settings_wanted *wanted = call->wanted;
	char *text = wanted->markdown ? settings_page_text() : settings_default_text();

	fputs(text, stdout);
	free(text);
	return (EXIT_DONE);
}

const struct command command_watch = { .name = "watch",
	.operands = "",
	.help = "do what is dropped into the spool, until stopped (for a service manager)",
	.run = watch_run };

const struct command command_once = { .name = "once",
	.operands = "",
	.help = "do all that waits, then exit (for cron and tests)",
	.run = once_run };

const struct command command_backup = { .name = "backup",
	.operands = "FILE",
	.least = 1,
	.most = 1,
	.help = "copy the database to FILE, consistently, while work goes on",
	.run = backup_run };

const struct command command_form = { .name = "form",
	.operands = "TYPE BUILDINGS",
	.least = 2,
	.most = 2,
	.help = "print a commented request to fill in",
	.no_spool = true,
	.run = form_run };

const struct command command_settings = { .name = "settings",
	.operands = "",
	.help = "print billspool.conf with all defaults",
	.no_spool = true,
	.options = SETTINGS_OPTIONS,
	.option_count = LENGTH(SETTINGS_OPTIONS),
	.wanted_size = sizeof(struct settings_wanted),
	.run = settings_run };
