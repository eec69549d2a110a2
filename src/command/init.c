#include "base/buf.h"
#include "command/command.h"
#include "command/share.h"
#include "config/app.h"
#include "config/owner.h"

/* The words of the command line. */
struct init_wanted {
	bool share;
	struct share_groups groups;
};

static const struct init_wanted DEFAULTS = { .groups = {
						 "billing", "billing-import", "mailroom" } };

#define AT(field) offsetof(struct init_wanted, field)

static const struct command_option OPTIONS[] = {
	{ "share", 0, NULL, "for people who reach it through a file server: prints an smb.conf",
	    COMMAND_FLAG, AT(share), 0, 0, false },
	{ "group", 0, "NAME", "with --share: the group of all who may look (default: billing)",
	    COMMAND_TEXT, AT(groups.readers), 0, 0, false },
	{ "imports", 0, "NAME", "with --share: who may import (default: billing-import)",
	    COMMAND_TEXT, AT(groups.imports), 0, 0, false },
	{ "mailroom", 0, "NAME", "with --share: who prints and posts (default: mailroom)",
	    COMMAND_TEXT, AT(groups.mailroom), 0, 0, false },
};

/* Make the spool of somebody who works alone. */
static int
make_spool(const char *dir)
{
	char *settings = settings_default_text();
	struct err e = { 0 };
	struct app app;
	int rc = spool_init(dir, settings, &e);

	free(settings);
	if (rc != 0 || owner_open_new(&app, dir, &e) != 0)
		return (app_fail(&e));
	app_close(&app);
	printf("%s is ready. Settings are in %s/billspool.conf. Start it with: billspool -s %s "
	       "watch\n",
	    dir, dir, dir);
	return (EXIT_DONE);
}

static int
init_run(const struct command_call *call)
{
	const char *dir = call->count == 1 ? call->operands[0] : call->spool;
	const struct init_wanted *wanted = call->wanted;
	bool groups = memcmp(&wanted->groups, &DEFAULTS.groups, sizeof(wanted->groups)) != 0;

	if (groups && !wanted->share)
		return (command_refuse(call->command,
		    "--group, --imports and --mailroom are for --share"));
	return (wanted->share ? share_make(dir, &wanted->groups) : make_spool(dir));
}

const struct command command_init = { .name = "init",
	.operands = "[DIR]",
	.most = 1,
	.help = "make a spool in DIR, or where -s says",
	.options = OPTIONS,
	.option_count = LENGTH(OPTIONS),
	.defaults = &DEFAULTS,
	.wanted_size = sizeof(DEFAULTS),
	.run = init_run };
