#ifndef SYNTHETIC_GENERATE_PERSON_H
#define SYNTHETIC_GENERATE_PERSON_H

#include "synthetic/generate_prng.h"

/*
 * generate_person: makes names of tenants from several European languages, and of small firms, in
 * UTF-8.
 */

#define GENERATE_NAME_SIZE 96

/* Write somebody's name; returns it. */
char *generate_person_name(struct generate_prng *prng, char name[static GENERATE_NAME_SIZE]);

/* Write a firm's name, which may contain a comma; returns it. */
char *generate_person_firm(struct generate_prng *prng, char name[static GENERATE_NAME_SIZE]);

#endif
