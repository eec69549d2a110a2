#include "words/working.h"

#include <string.h>

#include "words/old_working.h"
#include "words/say.h"

/* Steps, which end with the amount. */
static int
read_steps(const char *stored, int64_t minor, struct arena *arena, struct steps *steps,
    struct err *e)
{
	if (steps_parse(stored, arena, steps, e) != 0)
		return (-1);
	if (steps->list[steps->count - 1].value.units != minor)
		return (err_reject(e,
		    "a working ends with another amount than its line: \"%.200s\"", stored));
	return (0);
}

int
working_read(const char *stored, int64_t minor, struct arena *arena, struct working *working,
    struct err *e)
{
	*working = (struct working){ .sentence = NULL };
	if (steps_is_form(stored))
		return (read_steps(stored, minor, arena, &working->steps, e));
	if (stored[0] != '\0')
		working->sentence = arena_string(arena, stored);
	return (0);
}

bool
working_is_empty(const struct working *working)
{
	return (working->steps.count == 0 &&
	    (working->sentence == NULL || working->sentence[0] == '\0'));
}

bool
working_names(const struct working *working, const char *meter)
{
	const struct step *first = working->steps.list;

	if (working->sentence != NULL)
		return (old_working_names(working->sentence, meter));
	return (working->steps.count > 0 && first->what == STEP_METER &&
	    strcmp(first->text, meter) == 0);
}

bool
working_has_day(const struct working *working, int32_t day)
{
	size_t i;

	if (working->sentence != NULL)
		return (old_working_has_day(working->sentence, day));
	for (i = 0; i < working->steps.count; i++)
		if ((working->steps.list[i].what == STEP_HIGHEST ||
			working->steps.list[i].what == STEP_ON) &&
		    working->steps.list[i].day == day)
			return (true);
	return (false);
}

void
working_rename(struct working *working, const char *name, const char *other, struct arena *arena)
{
	size_t i;

	if (working->sentence != NULL) {
		working->sentence = old_working_rename(working->sentence, name, other, arena);
		return;
	}
	for (i = 0; i < working->steps.count; i++)
		if (working->steps.list[i].what == STEP_METER &&
		    strcmp(working->steps.list[i].text, name) == 0)
			working->steps.list[i].text = other;
}

/* The other sign for the left side of a sum; a difference gets brackets for that. */
static void
turn_side(struct step *side, size_t count)
{
	bool whole = side->negative && side->opens && side[count - 1].closes;
	size_t i;

	if (side->negative) {
		side->negative = false;
		side->opens = side->opens && !whole;
		side[count - 1].closes = side[count - 1].closes && !whole;
		return;
	}
	for (i = 1; i < count && side[i].sign != STEP_MINUS; i++)
		;
	if (i < count && !side->opens)
		side->opens = side[count - 1].closes = true;
	if (side->opens)
		side->negative = true;
	else
		side->value.units = -side->value.units;
}

/* Turn the last clause, which ends with the amount. A charge has no value but its amount. */
static void
turn_steps(struct steps *steps)
{
	size_t last = steps->count - 1, first = last;

	while (first > 0 && steps->list[first].sign != STEP_BEGINS)
		first--;
	turn_side(&steps->list[first], last - first);
	steps->list[last].value.units = -steps->list[last].value.units;
}

void
working_turn(struct working *working, int64_t minor, int minor_places, struct arena *arena)
{
	if (working->sentence != NULL)
		working->sentence = old_working_turn(working->sentence, minor, minor_places, arena);
	else if (working->steps.count > 0)
		turn_steps(&working->steps);
}

const char *
working_say(const struct working *working, const struct voice *voice)
{
	return (working->sentence != NULL ? old_working_say(working->sentence, voice)
					  : say_steps(&working->steps, voice));
}

const char *
working_next_text(const struct working *working, size_t *at)
{
	if (working->sentence != NULL)
		return ((*at)++ == 0 ? working->sentence : NULL);
	while (*at < working->steps.count) {
		const char *text = working->steps.list[(*at)++].text;

		if (text[0] != '\0')
			return (text);
	}
	return (NULL);
}
