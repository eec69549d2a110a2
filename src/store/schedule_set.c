#include "store/schedule_set.h"

#include "base/date.h"
#include "schedule/zone.h"

#define DAY_SECONDS 86400

/* The time zone of the buildings, if all have the same one; else the default. */
static int
find_zone(struct database *db, const struct schedule_order *order, struct arena *arena,
    const char **zone, struct err *e)
{
	const char *found = "", *own;
	size_t i;
	int rc = 1;

	for (i = 0; i < order->buildings.count && rc == 1; i++) {
		rc = building_zone(db, order->buildings.items[i].id, arena, &own, e);
		if (rc < 0)
			return (-1);
		if (rc == 1 && i == 0)
			found = own;
		else if (rc == 1 && strcmp(found, own) != 0)
			rc = 0;
	}
	*zone = rc == 1 && found[0] != '\0' ? found : order->default_zone;
	return (0);
}

/* The date of today in the schedule's zone. */
static int
find_today(const struct schedule *s, int64_t now, int32_t *today, struct err *e)
{
	struct zone *zone = zone_new(s->zone, e);

	if (zone == NULL)
		return (-1);
	*today = (int32_t)((now + zone_offset(zone, now)) / DAY_SECONDS);
	zone_free(zone);
	return (0);
}

/*
 * Refuse a part that another schedule bills: two would bill it twice, or cut its periods in pieces.
 */
static int
check_part(struct database *db, const struct schedule *s, const struct schedule_part *part,
    struct arena *arena, struct err *e)
{
	struct schedule_rival rival;
	int rc = schedule_find_rival(db, s, part, arena, &rival, e);

	if (rc != 1)
		return (rc);
	return (err_reject(e,
	    "%s is billed by %s already, and two schedules would bill it twice: end that one first "
	    "(act = end), or leave it out",
	    rival.what, rival.name));
}

/* Refuse a schedule if another one bills something that it is for. */
static int
check_rivals(struct database *db, const struct schedule_order *order, const struct schedule *s,
    struct arena *arena, struct err *e)
{
	struct schedule_part part = { 0 };
	size_t i;

	if (schedule_is_for_accounts(s)) {
		for (i = 0; i < order->accounts.count; i++) {
			part.account = order->accounts.ids[i];
			if (check_part(db, s, &part, arena, e) != 0)
				return (-1);
		}
		return (0);
	}
	for (i = 0; i < order->buildings.count; i++) {
		part.building = order->buildings.items[i].id;
		if (check_part(db, s, &part, arena, e) != 0)
			return (-1);
	}
	return (0);
}

/* Refuse a rule that never comes. */
static int
check_future(const struct schedule *s, struct err *e)
{
	const struct holiday_list none = { NULL, 0 };
	struct recurrence *recurrence = schedule_recurrence(s, &none, e);
	struct recurrence_time next;
	bool has_next;

	if (recurrence == NULL)
		return (-1);
	has_next = schedule_next(s, recurrence, &next);
	recurrence_free(recurrence);
	return (has_next
		? 0
		: err_reject(e, "when = %s lies in the past, so it would never run", s->occurs));
}

/*
 * Fill in the terms that are given, and defaults for the others. A rule that stays the same is
 * counted from its old start.
 */
static int
fill_in(struct database *db, const struct schedule_order *order, struct arena *arena,
    struct schedule *s, struct err *e)
{
	const struct schedule *terms = &order->terms;
	bool same_rule = s->id != 0 && strcmp(s->occurs, terms->occurs) == 0;
	int32_t today;

	s->target = terms->target;
	s->group_code = terms->group_code;
	s->occurs = terms->occurs;
	s->task = terms->task[0] != '\0' ? terms->task : SCHEDULE_TASKS[0];
	s->shift = terms->shift[0] != '\0' ? terms->shift : SCHEDULE_SHIFTS[0];
	s->end_rule = terms->end_rule[0] != '\0' ? terms->end_rule : SCHEDULE_END_RULES[0];
	s->zone = terms->zone;
	if (s->zone[0] == '\0' && find_zone(db, order, arena, &s->zone, e) != 0)
		return (-1);
	if (find_today(s, order->now, &today, e) != 0)
		return (-1);
	if (terms->start != DATE_NONE)
		s->start = terms->start;
	else if (!same_rule)
		s->start = today;
	s->state = "ACTIVE";
	s->last_at = order->now;
	s->last_day = DATE_NONE;
	s->run_at = s->next_at = 0;
	s->next_text = "";
	return (0);
}

int
schedule_set(struct database *db, const struct schedule_order *order, struct arena *arena,
    struct schedule *result, bool *again, struct err *e)
{
	struct schedule *s = result;
	int rc = schedule_find(db, order->terms.agent, order->terms.name, arena, s, e);

	if (rc < 0)
		return (-1);
	*again = rc == 1 && strcmp(s->state, "ENDED") != 0;
	if (rc == 0)
		*s = (struct schedule){ .agent = order->terms.agent,
			.name = order->terms.name,
			.last_text = "",
			.last_name = "" };
	if (fill_in(db, order, arena, s, e) != 0 || check_future(s, e) != 0 ||
	    check_rivals(db, order, s, arena, e) != 0 || schedule_save(db, s, e) != 0 ||
	    schedule_hold(db, s, &order->buildings, &order->accounts, e) != 0)
		return (-1);

	/* Read it back: `covers` has in words what it is for. */
	return (schedule_load(db, s->id, arena, s, e) == 1 ? 0 : -1);
}
