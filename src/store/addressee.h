#ifndef STORE_ADDRESSEE_H
#define STORE_ADDRESSEE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "store/database.h"

/*
 * addressee: whom a document of an account goes to, and where the service is; read from tables
 * account and building, as they are now.
 */

struct addressee {
	bool wants_email;
	const char
	    *email; /* as it was entered: account_email_is_usable tells whether mail can go there */
	const char *name; /* name for the post, or the account's own name */
	const char *street_1, *street_2;
	const char *town; /* with state and postcode, as postal_add writes them */
	const char *country; /* "" where there is none, as all of these members */
	const char *postcode, *place; /* postcode and place of the town */
	const char *copy_name, *copy_street_1, *copy_street_2, *copy_town,
	    *copy_country; /* who gets a copy by post; copy_name is "" for nobody */
	const char *home; /* country of the sender */
	const char *supply_name, *supply_1, *supply_2, *supply_town; /* address of the building */
};

/* Find the addressee of an account: 1, 0 if the account is not there, -1. Strings in arena. */
int addressee_find(struct database *db, int64_t account, struct arena *arena,
    struct addressee *addressee, struct err *e) NODISCARD;

#endif
