#ifndef COMMAND_SHARE_H
#define COMMAND_SHARE_H

/*
 * share: `init --share` makes a spool that people reach through a file server. The groups of its
 * folders are set, and a sample smb.conf that fits is printed.
 */

/* Names of groups of the system. */
struct share_groups {
	const char *readers, *imports, *mailroom;
};

/*
 * Make the spool, or open the one that is there, and set the groups of its folders. Returns the
 * exit code.
 */
int share_make(const char *dir, const struct share_groups *groups);

#endif
