#include "base/date.h"

#include <ctype.h>

#define FIRST_YEAR 1900
#define LAST_YEAR 2199

int32_t
date_from_ymd(int year, int month, int day)
{
	/*
	 * Days since 0000-03-01, counted in years that begin in March, so that the leap day is the
	 * last of its year; months from March on have 31 30 31 30 31 31 30 31 30 31 31 28|29 days,
	 * which (153 m + 2) / 5 sums up.
	 */
	int y = month > 2 ? year : year - 1;
	int m = month > 2 ? month - 3 : month + 9;
	int days = 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1;

	/* 1970-01-01 is day 719468 of that count. */
	return (days - 719468);
}

void
date_to_ymd(int32_t day, int *year, int *month, int *day_of_month)
{
	int days = day + 719468;
	int era = days / 146097;
	int day_of_era = days % 146097;
	int year_of_era =
	    (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int m = (5 * day_of_year + 2) / 153;

	*day_of_month = day_of_year - (153 * m + 2) / 5 + 1;
	*month = m < 10 ? m + 3 : m - 9;
	*year = era * 400 + year_of_era + (*month <= 2 ? 1 : 0);
}

int
date_days_in_month(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return (month == 2 && leap ? 29 : days[month - 1]);
}

int32_t
date_add_months(int32_t day, int months)
{
	int year, month, day_of_month, last;

	date_to_ymd(day, &year, &month, &day_of_month);
	months += year * 12 + month - 1;
	year = months / 12;
	month = months % 12 + 1;
	last = date_days_in_month(year, month);
	return (date_from_ymd(year, month, day_of_month < last ? day_of_month : last));
}

/* Read up to `most` digits at *text; false if there is none. */
static bool
read_date_number(const char **text, int most, int *digits, int *value)
{
	*value = 0;
	for (*digits = 0; *digits < most && isdigit((unsigned char)**text); (*digits)++, (*text)++)
		*value = *value * 10 + (**text - '0');
	return (*digits > 0);
}

/* Read text by one format; true if it is a date that exists. */
static bool
parse_format(const char *text, const char *format, int32_t *day)
{
	int y = 0, m = 0, d = 0;
	int digits;

	for (; *format != '\0'; format++) {
		if (*format == 'y') {
			if (!read_date_number(&text, 4, &digits, &y) || digits != 4)
				return (false);
		} else if (*format == 'm' || *format == 'd') {
			if (!read_date_number(&text, 2, &digits, *format == 'm' ? &m : &d))
				return (false);
		} else if (*text++ != *format) {
			return (false);
		}
	}
	if (*text != '\0' || y < FIRST_YEAR || y > LAST_YEAR || m < 1 || m > 12 || d < 1 ||
	    d > date_days_in_month(y, m))
		return (false);
	*day = date_from_ymd(y, m, d);
	return (true);
}

bool
date_parse(const char *text, const char *format, int32_t *day)
{
	return (parse_format(text, "y-m-d", day) ||
	    (format != NULL && parse_format(text, format, day)));
}

/* Write the last `count` digits of number. */
static void
put_digits(char *text, int number, int count)
{
	for (; count > 0; number /= 10)
		text[--count] = (char)('0' + number % 10);
}

char *
date_format(int32_t day, char iso[static DATE_ISO_SIZE])
{
	int y, m, d;

	iso[0] = '\0';
	if (day == DATE_NONE)
		return (iso);
	date_to_ymd(day, &y, &m, &d);
	put_digits(iso, y, 4);
	iso[4] = '-';
	put_digits(iso + 5, m, 2);
	iso[7] = '-';
	put_digits(iso + 8, d, 2);
	iso[10] = '\0';
	return (iso);
}
