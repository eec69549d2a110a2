#ifndef MAIL_LIMIT_H
#define MAIL_LIMIT_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"
#include "config/settings.h"
#include "store/database.h"

/*
 * limit: how many emails may be sent in a minute, in all and to one domain (per_minute,
 * per_domain), counted over the tries in the database.
 */
#define LIMIT_DOMAINS 512

struct limit {
	const struct settings_mail *settings;
	struct arena *arena;
	int64_t recent; /* tries of the last minute */
	struct limit_domain {
		const char *name;
		int64_t count;
	} domains[LIMIT_DOMAINS];
	size_t domain_count;
	bool bites; /* some email had to wait because of the limit */
};

/* Count the tries of the last minute. Names are kept in arena. */
int limit_read(struct limit *limit, struct database *db, const struct settings_mail *settings,
    struct arena *arena, struct err *e) NODISCARD;

/* May one more email be sent to this address now? If so, count it. */
bool limit_allows(struct limit *limit, const char *address);

/* Is the limit reached for all addresses? */
bool limit_is_reached(const struct limit *limit);

#endif
