#ifndef SCHEDULE_HOLIDAY_H
#define SCHEDULE_HOLIDAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

/*
 * holiday: days on which nobody works, and how a run moves away from them. Saturday and Sunday are
 * such days always. Pure.
 */

struct holiday_list {
	const int32_t *days;
	size_t count;
};

enum holiday_shift { SHIFT_NONE, SHIFT_NEXT, SHIFT_PREVIOUS };

/*
 * Read a list: a line a holiday, an ISO date, then any text ("2026-12-25 Christmas Day"); # begins
 * a comment. In arena. Returns 0, or -1 with ERR_REJECT naming the line.
 */
int holiday_parse(const char *text, struct arena *arena, struct holiday_list *list,
    struct err *e) NODISCARD;

/* The day itself if it is a business day or shift is none, else the nearest one after or before it.
 */
int32_t holiday_move(const struct holiday_list *list, enum holiday_shift shift, int32_t day);

#endif
