#ifndef JOB_IDENTITY_H
#define JOB_IDENTITY_H

#include "job/work.h"

/*
 * identity: which agent asks (manual/spec.md, "Agents, rights and schedules"). By the folder that
 * the input came through; or, with `identity = owner`, by the login name of the file's owner, which
 * is to be an agent's code, and the folder must be that agent's own.
 *
 * With owner, the operator's door is for root, for the user that the service runs as, and for
 * agents with the role ADMIN. Imports are not asked for rights: the permissions of their folders
 * decide who may load; the job records the file's owner.
 */

/*
 * Fill in work->agent and work->job.agent. ERR_REJECT names the owner of the folder, and where to
 * drop the file instead.
 */
int identity_find(struct work *work, struct err *e) NODISCARD;

#endif
