#include "schedule/holiday.h"

#include "base/date.h"
#include "base/text.h"

#define LONGEST_BREAK 60 /* holidays in a row; a list with more is not followed further */

int
holiday_parse(const char *text, struct arena *arena, struct holiday_list *list, struct err *e)
{
	char *rest = arena_string(arena, text), *line;
	size_t room = 1, number = 0, length;
	int32_t *days;

	for (line = rest; *line != '\0'; line++)
		room += *line == '\n';
	days = arena_new(arena, room, sizeof(*days));
	*list = (struct holiday_list){ days, 0 };
	while ((line = strsep(&rest, "\n")) != NULL) {
		number++;
		line = text_trim(line);
		line[strcspn(line, "\r#")] = '\0';
		if (*text_trim(line) == '\0')
			continue;

		/* The date is the first word of the line. */
		length = strcspn(line, " \t,;");
		line[length] = '\0';
		if (!date_parse(line, "", &days[list->count]))
			return (err_reject(e,
			    "line %zu: \"%.40s\" is not a date; a line begins with one such as "
			    "2026-12-25",
			    number, line));
		list->count++;
	}
	return (0);
}

/* Does nobody work on this day? */
static bool
is_holiday(const struct holiday_list *list, int32_t day)
{
	int weekday = (day % 7 + 7 + 3) % 7; /* 0 is Monday: 1970-01-01 was a Thursday */
	size_t i;

	for (i = 0; i < list->count; i++)
		if (list->days[i] == day)
			return (true);
	return (weekday >= 5);
}

int32_t
holiday_move(const struct holiday_list *list, enum holiday_shift shift, int32_t day)
{
	int32_t step = shift == SHIFT_PREVIOUS ? -1 : 1, moved = day;

	if (shift == SHIFT_NONE)
		return (day);
	while (is_holiday(list, moved) && moved - day < LONGEST_BREAK &&
	    day - moved < LONGEST_BREAK)
		moved += step;
	return (moved);
}
