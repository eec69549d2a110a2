#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/compiler.h"

/*
 * date: calendar days as numbers, proleptic Gregorian.
 *
 * A day is an int32_t, days since 1970-01-01, so that days between two dates is a subtraction.
 * DATE_NONE is "no date" wherever one is optional; it is smaller than every real day.
 */
#define DATE_NONE INT32_MIN
#define DATE_ISO_SIZE 11 /* "2026-10-31" and its NUL */

/* The day of a date that exists (month 1-12, day within the month). */
int32_t date_from_ymd(int year, int month, int day);

/* The date of a day. */
void date_to_ymd(int32_t day, int *year, int *month, int *day_of_month);

/* 28 to 31. */
int date_days_in_month(int year, int month);

/*
 * The same day `months` later (or earlier), clipped to the month's end: 31 Jan + 1 month is 28 or
 * 29 Feb.
 */
int32_t date_add_months(int32_t day, int months);

/*
 * Read a date: ISO (2026-10-31) always, else by `format`, made of d, m and y with any separators:
 * "d/m/y", "d.m.y", "m/d/y". Two-digit years are refused. Returns false if the text is not exactly
 * one date that exists between 1900 and 2199.
 */
bool date_parse(const char *text, const char *format, int32_t *day) NODISCARD;

/* Write YYYY-MM-DD; "" for DATE_NONE. Returns iso. */
char *date_format(int32_t day, char iso[static DATE_ISO_SIZE]);

#endif
