#ifndef SPOOL_SPOOL_H
#define SPOOL_SPOOL_H

#include "base/err.h"

/*
 * spool: the folder tree that the world drops files into and takes results from (SPEC 2).
 *
 * All paths below are relative to one directory descriptor, and all of them are made here or from
 * names that name_check has let through. The spool lives on one file system, because claims and
 * publications are renames.
 */

enum spool_folder {
	FOLDER_ROOT,
	FOLDER_REQUESTS,
	FOLDER_IMPORTS,
	FOLDER_WORK,
	FOLDER_ARCHIVE,
	FOLDER_ERROR,
	FOLDER_STATUS,
	FOLDER_REPORTS,
	FOLDER_PREVIEWS,
	FOLDER_INVOICES,
	FOLDER_DB,
	FOLDER_COUNT
};

struct spool {
	char *path;            /* as the user named it */
	int fds[FOLDER_COUNT]; /* open directories */
};

/* The folders under imports/, in the order in which they load (spool/interfaces.def), then NULL. */
extern const char *const SPOOL_INTERFACES[];

/* The name of a folder relative to the root ("requests"), "." for the root. */
const char *spool_folder_name(enum spool_folder folder);

/*
 * Make dir and what is missing of its folders; write `settings` to billspool.conf unless there is
 * one. An existing spool is left as it is. Durable: yes; a crash leaves a spool that another init
 * completes.
 */
int spool_init(const char *dir, const char *settings, struct err *e) NODISCARD;

/*
 * Open an existing spool. ERR_REJECT if dir is not one ("make one with: billspool init DIR") or
 * spans file systems. Also makes a folder that an update of the program has added.
 */
int spool_open(struct spool *spool, const char *dir, struct err *e) NODISCARD;

/* Close the descriptors. Legal on a spool whose open failed. */
void spool_close(struct spool *spool);

/*
 * Make requests/<agent>/ and status/<agent>/ if they are missing. agent is a valid code. Durable:
 * yes.
 */
int spool_add_agent(const struct spool *spool, const char *agent, struct err *e) NODISCARD;

#endif
