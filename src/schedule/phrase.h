#ifndef SCHEDULE_PHRASE_H
#define SCHEDULE_PHRASE_H

#include <stdbool.h>

#include "base/err.h"

/*
 * phrase: "monthly on 31 at 06:00" as a rule of RFC 5545 and a time of day. Pure.
 *
 *   daily | every business day | every 3 days
 *   weekly on Mon, Thu | every 2 weeks on Mon
 *   monthly on 15 | monthly on 31 (the last day where a month is shorter)
 *   monthly on last day | monthly on first Tue | monthly on last business day
 *   every 2 months on 1
 *   quarterly on 1 (of January, April, July, October)
 *   quarterly on last day (of March, June, September, December)
 *   yearly on 1 (of January) | yearly on last day (of December)
 *
 * followed by "at 06:00"; PHRASE_HOUR o'clock where no time is given. Weekly without a day is on
 * Monday, the others on the 1st.
 */

#define PHRASE_RULE_SIZE 160
#define PHRASE_HOUR 6

struct phrase {
	char rule[PHRASE_RULE_SIZE]; /* "FREQ=MONTHLY;BYMONTHDAY=1" */
	int hour, minute;
};

/*
 * Read a phrase. Returns 0, or -1 with ERR_REJECT that lists what may be written. Case does not
 * matter.
 */
int phrase_parse(const char *text, struct phrase *words, struct err *e) NODISCARD;

/* Read a time: "HH:MM". */
bool phrase_time(const char *text, int *hour, int *minute) NODISCARD;

#endif
