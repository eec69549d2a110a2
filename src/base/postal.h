#ifndef BASE_POSTAL_H
#define BASE_POSTAL_H

#include <stdbool.h>

#include "base/buf.h"

/*
 * postal: how the last lines of an address are written in each country.
 *
 * Countries are known by their names in English, their own languages and those that documents
 * speak, and by their codes (ISO 3166-1); in any case. One that is not known is taken for itself,
 * and written as in the sender's country.
 */

struct postal {
	const char *town, *state, *postcode,
	    *country; /* "" where there is none; without a country it is that of the sender */
	const char *home; /* the sender's country */
};

/*
 * Append town, state and postcode in the country's order: "10623 Berlin", "Newtown NSW 2042", and
 * in two lines "London", "SW1A 1AA".
 */
void postal_add(struct buf *out, const struct postal *place);

/*
 * Append the country's name in capitals, as the last line of a foreign address has it; nothing for
 * one at home.
 */
void postal_add_country(struct buf *out, const struct postal *place);

/* Are these two names of one country? */
bool postal_same_country(const char *a, const char *b);

/*
 * The key by which countries are sorted: the code, or the name itself of one that is not known; ""
 * for that of the sender.
 */
const char *postal_country_key(const char *country, const char *home);

#endif
