#include "job/identity.h"

#include <errno.h>
#include <pwd.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/text.h"
#include "store/schedule_drop.h"

/* The login name of a user in the arena, "" if the system knows none. */
static int
login_of(struct work *work, uint32_t uid, const char **login, struct err *e)
{
	struct passwd entry, *found = NULL;
	size_t room = 1024;
	char *space = memory_new(room, 1);
	int errnum;

	/* Users of a directory service may have long entries. */
	while ((errnum = getpwuid_r((uid_t)uid, &entry, space, room, &found)) == ERANGE &&
	    room < (size_t)1 << 20)
		space = memory_resize(space, room *= 2, 1);
	*login = found != NULL ? arena_string(&work->arena, entry.pw_name) : "";
	free(space);
	/* POSIX allows each of these for "there is no such user". */
	if (found == NULL && errnum != 0 && errnum != ENOENT && errnum != ESRCH && errnum != EPERM)
		return (err_retry(e, errnum, "cannot find out whose file this is (user number %lu)",
		    (unsigned long)uid));
	return (0);
}

/* Find the agent whose door the input came through. */
static int
find_by_folder(struct work *work, struct err *e)
{
	int rc = agent_find(work->db, work->claim->door, &work->arena, &work->agent, e);

	if (rc == 0)
		return (err_reject(e,
		    "nobody called %s is known here, so this folder is nobody's; ask the operator "
		    "to add %s to the agents file, or drop the request into your own folder",
		    work->claim->door, work->claim->door));
	return (rc == 1 ? 0 : -1);
}

/* In the operator's door: may the file's owner ask as the operator? */
static int
check_operator(struct work *work, const char *login, bool known, struct err *e)
{
	if (work->claim->uid == 0 || work->claim->uid == (uint32_t)geteuid()) {
		work->agent = agent_operator();
		return (0);
	}
	if (known && work->agent.role == ROLE_ADMIN)
		return (0);
	return (err_reject(e,
	    "this is the operator's folder, and the file is %s's; drop it into requests/%s/", login,
	    login));
}

/* Find the agent by the file's owner, who must have used the agent's own door. */
static int
find_by_owner(struct work *work, struct err *e)
{
	const char *door = work->claim->door, *login;
	int known = 0;

	if (login_of(work, work->claim->uid, &login, e) != 0)
		return (-1);
	if (login[0] == '\0')
		login =
		    arena_printf(&work->arena, "user number %lu", (unsigned long)work->claim->uid);
	else if ((known = agent_find(work->db, login, &work->arena, &work->agent, e)) < 0)
		return (-1);
	work->job.agent = known == 1 ? work->agent.code : login;
	if (door[0] == '\0')
		return (check_operator(work, login, known == 1, e));
	if (known == 0)
		return (err_reject(e,
		    "the file is %s's, and no agent of that name is known here; ask the operator "
		    "to add them to the agents file",
		    login));
	if (!text_equal_nocase(work->agent.code, door))
		return (err_reject(e,
		    "this is the folder of %s, and the file is %s's; nobody asks in another's "
		    "name: drop it into requests/%s/",
		    door, work->agent.code, work->agent.code));
	return (0);
}

/*
 * Find the agent for a request that our scheduler dropped: the owner of its schedule. 1 if it is
 * one, 0, -1.
 */
static int
find_by_schedule(struct work *work, struct err *e)
{
	const struct claim *claim = work->claim;
	int rc;

	if (claim->uid != (uint32_t)geteuid())
		return (0);
	rc = schedule_drop_is_ours(work->db, claim->door, claim->name, claim->sha256, e);
	if (rc != 1)
		return (rc);
	if (claim->door[0] == '\0')
		work->agent = agent_operator();
	else if (find_by_folder(work, e) != 0)
		return (-1);
	work->job.agent = work->agent.code;
	return (1);
}

int
identity_find(struct work *work, struct err *e)
{
	const bool by_owner = work->settings->identity_owner;
	const char *login;
	int rc = 0;

	if (work->claim->kind == ARRIVAL_IMPORT) {
		work->agent = agent_operator();
		if (by_owner && login_of(work, work->claim->uid, &login, e) != 0)
			return (-1);
		if (by_owner && login[0] != '\0')
			work->job.agent = login;
		return (0);
	}
	if (by_owner && (rc = find_by_schedule(work, e)) != 0)
		return (rc == 1 ? 0 : -1);
	if (!by_owner && work->claim->door[0] == '\0')
		work->agent = agent_operator();
	else if ((by_owner ? find_by_owner(work, e) : find_by_folder(work, e)) != 0)
		return (-1);
	work->job.agent = work->agent.code;
	return (0);
}
