#include "mail/limit.h"

#include "base/clock.h"
#include "base/text.h"
#include "mail/address.h"
#include "store/delivery.h"

#define MINUTE_NS (60 * INT64_C(1000000000))

/* Find the counter of a domain; NULL if there are too many domains, and then it has no limit. */
static struct limit_domain *
domain_of(struct limit *l, const char *name)
{
	size_t i;

	for (i = 0; i < l->domain_count; i++)
		if (text_equal_nocase(l->domains[i].name, name))
			return (&l->domains[i]);
	if (l->domain_count == LIMIT_DOMAINS)
		return (NULL);
	l->domains[l->domain_count] = (struct limit_domain){ arena_string(l->arena, name), 0 };
	return (&l->domains[l->domain_count++]);
}

int
limit_read(struct limit *limit, struct database *db, const struct settings_mail *settings,
    struct arena *arena, struct err *e)
{
	struct limit_domain *domain;
	struct delivery_count tries;
	int rc;

	limit->settings = settings;
	limit->arena = arena;
	limit->recent = 0;
	limit->domain_count = 0;
	limit->bites = false;
	if (settings->per_minute == 0 && settings->per_domain == 0)
		return (0);
	if (delivery_recent_begin(db, clock_wall_ns() - MINUTE_NS, e) != 0)
		return (-1);
	while ((rc = delivery_recent_next(db, &tries, e)) == 1) {
		limit->recent += tries.count;
		domain = domain_of(limit, tries.domain);
		if (domain != NULL)
			domain->count += tries.count;
	}
	return (rc);
}

bool
limit_is_reached(const struct limit *limit)
{
	return (limit->settings->per_minute > 0 && limit->recent >= limit->settings->per_minute);
}

bool
limit_allows(struct limit *limit, const char *address)
{
	const int64_t most = limit->settings->per_domain;
	struct limit_domain *domain = most > 0 ? domain_of(limit, address_domain(address)) : NULL;

	if (limit_is_reached(limit) || (domain != NULL && domain->count >= most)) {
		limit->bites = true;
		return (false);
	}
	limit->recent++;
	if (domain != NULL)
		domain->count++;
	return (true);
}
