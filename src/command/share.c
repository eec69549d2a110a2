#include "command/share.h"

#include <grp.h>

#include "config/app.h"
#include "config/owner.h"
#include "base/buf.h"
#include "spool/share.h"

/*
 * The sample smb.conf. Oplocks are off: a client that keeps a file open after its program has
 * closed it would make us wait. DIR, GROUP, IMPORTS and MAILROOM are replaced.
 */
static const char SMB_CONF[] =
    "# smb.conf for a billspool spool. Add who you are to [global]: workgroup, or the domain that "
    "users log in to.\n"
    "[global]\n"
    "\tserver role = standalone server\n"
    "\tmap to guest = never\n"
    "\tserver min protocol = SMB2_10\n"
    "\tload printers = no\n"
    "\tdisable spoolss = yes\n"
    "\tunix extensions = no\n"
    "\twide links = no\n"
    "\n"
    "# Agents, managers and loaders of imports. Whose file it is is who asks (identity = owner), "
    "so never add: force user,\n"
    "# inherit owner, guest ok.\n"
    "[billing]\n"
    "\tpath = DIR\n"
    "\tvalid users = @GROUP @IMPORTS\n"
    "\tread only = no\n"
    "\tcreate mask = 0640\n"
    "\tforce create mode = 0040\n"
    "\tdirectory mask = 2750\n"
    "\tfollow symlinks = no\n"
    "\thide unreadable = yes\n"
    "\tveto files = /db/work/billspool.conf/.*.part/\n"
    "\toplocks = no\n"
    "\tlevel2 oplocks = no\n"
    "\n"
    "# The mail room: POSTAL of every run, read-only, and nothing else. Add the files of further "
    "ar_formats to veto files.\n"
    "[postal]\n"
    "\tpath = DIR/invoices\n"
    "\tvalid users = @MAILROOM\n"
    "\tforce group = GROUP\n"
    "\tread only = yes\n"
    "\tfollow symlinks = no\n"
    "\tveto files = /EMAIL/manifest.csv/ar-import.csv/held.csv/left-out.csv/*.txt/.*/\n";

/* Find a group by its name. */
static int
find_group(const char *name, gid_t *gid, struct err *e)
{
	const struct group *group = getgrnam(name);

	if (group == NULL)
		return (err_reject(e, "there is no group %s here; make it first: groupadd %s", name,
		    name));
	*gid = group->gr_gid;
	return (0);
}

/* Print the sample configuration with the names filled in. */
static void
print_smb_conf(const struct share_groups *groups, const char *dir)
{
	const struct {
		const char *word, *value;
	} words[] = { { "DIR", dir }, { "GROUP", groups->readers }, { "IMPORTS", groups->imports },
		{ "MAILROOM", groups->mailroom } };
	const char *c = SMB_CONF;
	size_t i;

	while (*c != '\0') {
		i = 0;
		while (i < LENGTH(words) && strncmp(c, words[i].word, strlen(words[i].word)) != 0)
			i++;
		if (i < LENGTH(words)) {
			fputs(words[i].value, stdout);
			c += strlen(words[i].word);
		} else {
			putchar(*c++);
		}
	}
}

/* Make or open the spool, and set the groups of its folders. */
static int
give(const char *dir, const struct share_groups *groups, struct err *e)
{
	gid_t readers = 0, loaders = 0, mailroom = 0;
	struct app app;
	char *settings;
	int rc;

	/* Look up all names first, so that a spelling mistake changes nothing. */
	if (find_group(groups->readers, &readers, e) != 0 ||
	    find_group(groups->imports, &loaders, e) != 0 ||
	    find_group(groups->mailroom, &mailroom, e) != 0)
		return (-1);
	settings = settings_default_text();
	rc = spool_init(dir, settings, e);
	free(settings);
	if (rc != 0 || owner_open_new(&app, dir, e) != 0)
		return (-1);
	rc = share_give(&app.spool, readers, loaders, e);
	if (rc == 0 && !app.settings.identity_owner)
		fprintf(stderr,
		    "Write `identity = owner` in %s/billspool.conf: everybody of the group %s may "
		    "drop into every agent's folder, and only the owner of a file tells who did.\n",
		    dir, groups->readers);
	app_close(&app);
	return (rc);
}

int
share_make(const char *dir, const struct share_groups *groups)
{
	struct err e = { 0 };
	char *absolute;

	if (give(dir, groups, &e) != 0)
		return (app_fail(&e));
	absolute = realpath(dir, NULL);
	print_smb_conf(groups, absolute != NULL ? absolute : dir);
	free(absolute);
	return (EXIT_DONE);
}
