#include "schedule/ical.h"

#include <libical/ical.h>
#include <strings.h>

#include "base/date.h"
#include "base/memory.h"

#define PRODUCT "-//billspool//schedule//EN"

struct ical_rule {
	struct icalrecurrencetype type;
};

/*
 * Take the number of a BY part into *value, if it has one; false if it has several. The part is
 * emptied.
 */
static bool
take_part(short *part, int *value)
{
	bool single = part[0] == ICAL_RECURRENCE_ARRAY_MAX || part[1] == ICAL_RECURRENCE_ARRAY_MAX;

	if (part[0] != ICAL_RECURRENCE_ARRAY_MAX)
		*value = part[0];
	part[0] = ICAL_RECURRENCE_ARRAY_MAX;
	return (single);
}

struct ical_rule *
ical_rule_new(const char *text, int *hour, int *minute, struct err *e)
{
	struct ical_rule *rule = memory_new(1, sizeof(*rule));
	struct icalrecurrencetype *type = &rule->type;
	int second = 0;

	/*
	 * Make the library return an error for a rule that it does not understand, instead of
	 * ending the program.
	 */
	icalerror_set_errors_are_fatal(0);
	icalerror_clear_errno();
	if (strncasecmp(text, "RRULE:", 6) == 0)
		text += 6;
	*type = icalrecurrencetype_from_string(text);
	if (icalerrno == ICAL_NO_ERROR && type->freq >= ICAL_DAILY_RECURRENCE &&
	    type->freq <= ICAL_YEARLY_RECURRENCE && type->interval > 0 &&
	    take_part(type->by_hour, hour) && take_part(type->by_minute, minute) &&
	    take_part(type->by_second, &second) && *hour < 24 && second == 0) {
		if (!icaltime_is_null_time(type->until))
			type->until.is_date = 1;
		return (rule);
	}
	ical_rule_free(rule);
	(void)err_reject(e,
	    "\"%.120s\" is not a rule of RFC 5545 that runs once a day at most; write for example "
	    "RRULE:FREQ=MONTHLY;BYMONTHDAY=-1;BYHOUR=6;BYMINUTE=30",
	    text);
	return (NULL);
}

void
ical_rule_free(struct ical_rule *rule)
{
	if (rule == NULL)
		return;
	free(rule->type.rscale);
	free(rule);
}

void
ical_days(const struct ical_rule *rule, int32_t start, bool (*each)(void *context, int32_t day),
    void *context)
{
	/*
	 * Not icaltime_null_date(): its hour is -1, with which the iterator never leaves its first
	 * day.
	 */
	struct icaltimetype at = { .is_date = 1 };
	icalrecur_iterator *iterator;

	date_to_ymd(start, &at.year, &at.month, &at.day);
	iterator = icalrecur_iterator_new(rule->type, at);
	if (iterator == NULL)
		return;
	for (at = icalrecur_iterator_next(iterator); !icaltime_is_null_time(at);
	    at = icalrecur_iterator_next(iterator))
		if (!each(context, date_from_ymd(at.year, at.month, at.day)))
			break;
	icalrecur_iterator_free(iterator);
}

/* Convert UTC seconds into libical's time. */
static struct icaltimetype
utc_time(int64_t at)
{
	return (icaltime_from_timet_with_zone((time_t)at, 0, icaltimezone_get_utc_timezone()));
}

void
ical_calendar(const struct ical_event *events, size_t count, int64_t now, struct buf *out)
{
	icalcomponent *calendar = icalcomponent_new(ICAL_VCALENDAR_COMPONENT), *event;
	char *text;
	size_t i;

	icalcomponent_add_property(calendar, icalproperty_new_version("2.0"));
	icalcomponent_add_property(calendar, icalproperty_new_prodid(PRODUCT));
	for (i = 0; i < count; i++) {
		event = icalcomponent_new(ICAL_VEVENT_COMPONENT);
		icalcomponent_add_property(event, icalproperty_new_uid(events[i].id));
		icalcomponent_add_property(event, icalproperty_new_dtstamp(utc_time(now)));
		icalcomponent_add_property(event, icalproperty_new_dtstart(utc_time(events[i].at)));
		icalcomponent_add_property(event, icalproperty_new_summary(events[i].title));
		icalcomponent_add_property(event, icalproperty_new_description(events[i].text));

		/* The event only marks a moment: it does not make anybody busy. */
		icalcomponent_add_property(event, icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT));
		icalcomponent_add_component(calendar, event);
	}
	text = icalcomponent_as_ical_string_r(calendar);
	buf_add_string(out, text);
	icalmemory_free_buffer(text);
	icalcomponent_free(calendar);
}
