#ifndef MAIL_ADDRESS_H
#define MAIL_ADDRESS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/*
 * address: who gets an email, and whether the address looks as if it were meant. intake/email.h
 * decides what is an address at all.
 */

#define ADDRESS_MOST 16 /* recipients of one email */

/* A list of recipients: the customer first, then the copies. */
struct address_list {
	const char *items[ADDRESS_MOST];
	size_t count;
};

/*
 * Take send_to and cc_to (addresses with ; between them) apart, into a list in arena. False, with
 * the address at fault in *wrong, if one is not valid or there are too many: such a message must
 * not be sent.
 */
bool address_parse(struct arena *arena, const char *send_to, const char *cc_to,
    struct address_list *list, const char **wrong);

/*
 * Does a valid address look mistyped ("gmial.com", "name@hotmail.con", a domain for examples)? A
 * sentence about the mistake, in arena; NULL if there seems to be none.
 */
const char *address_suspicion(struct arena *arena, const char *address);

/* The domain: the part after the last '@'; "" if there is none. */
const char *address_domain(const char *address);

#endif
