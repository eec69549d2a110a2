#ifndef INTAKE_DAMAGE_H
#define INTAKE_DAMAGE_H

#include <stdbool.h>
#include <stdint.h>

/*
 * damage: what spreadsheets do to values, recognised so that it can be mended or explained.
 * Sources: manual/libraries.md, "CSV and spreadsheets".
 */

/* 1.23457E+15: a long number that a spreadsheet has rounded away. */
bool damage_is_scientific(const char *text);

/* 46326: a date as a spreadsheet counts it, and the day that it means. */
bool damage_is_serial_date(const char *text, int32_t *day);

/*
 * ="00123": how exports make a spreadsheet keep zeros. Returns what is inside, in place; else text
 * itself.
 */
char *damage_unwrap(char *text);

/*
 * A number grouped in thousands by blanks, no-break spaces, apostrophes, or the mark that is not
 * the decimal one.
 */
bool damage_is_grouped(const char *text, char mark);

#endif
