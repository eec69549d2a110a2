#ifndef INTAKE_DAMAGE_H
#define INTAKE_DAMAGE_H

#include <stdbool.h>
#include <stdint.h>

/*
 * damage: recognises the damage that spreadsheets do to values, so that it can be mended or
 * explained. Sources: manual/libraries.md, "CSV and spreadsheets".
 */

/* Is it like 1.23457E+15, a long number that a spreadsheet has rounded? */
bool damage_is_scientific(const char *text);

/* Is it like 46326, a date as spreadsheets count days? Then *day is that day. */
bool damage_is_serial_date(const char *text, int32_t *day);

/*
 * Take a value out of ="00123", by which exports make a spreadsheet keep zeros, in place. Other
 * text is returned as it is.
 */
char *damage_unwrap(char *text);

/*
 * Is it a number in groups of thousands, with blanks, no-break spaces, apostrophes, or the mark
 * that is not the decimal one between them?
 */
bool damage_is_grouped(const char *text, char mark);

#endif
