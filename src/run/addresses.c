#include "run/addresses.h"

#include "base/memory.h"
#include "run/recipient.h"
#include "store/account.h"
#include "store/addressee.h"

int
addresses_find(struct addresses *a, struct database *db, int64_t account, struct err *e)
{
	struct addressee of;

	arena_reset(&a->arena);
	if (addressee_find(db, account, &a->arena, &of, e) != 1)
		return (-1);

	const struct recipient own = { of.name, of.street_1, of.street_2, of.town, of.country,
		of.postcode, of.place };
	const struct recipient other = { of.copy_name, of.copy_street_1, of.copy_street_2,
		of.copy_town, of.copy_country, "", "" };
	const char *const supply[] = { of.supply_name, of.supply_1, of.supply_2, of.supply_town };

	recipient_write(&own, of.home, &a->recipient);
	recipient_payer(&own, of.home, &a->payer);
	recipient_write(&other, of.home, &a->copy);
	recipient_join(supply, LENGTH(supply), &a->supply);
	a->by_email = of.wants_email && account_email_is_usable(of.email);
	a->has_street = of.street_1[0] != '\0' || of.street_2[0] != '\0';
	return (0);
}

void
addresses_release(struct addresses *a)
{
	buf_release(&a->recipient);
	buf_release(&a->payer);
	buf_release(&a->supply);
	buf_release(&a->copy);
	arena_release(&a->arena);
}
