#ifndef WORDS_WORKING_H
#define WORDS_WORKING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "rating/steps.h"
#include "words/voice.h"

/*
 * working: how the amount of a line came about, as documents have it: steps, or the English
 * sentence of a run that was rated before there were steps. All zero: there is none.
 */
struct working {
	struct steps steps;
	const char *sentence; /* of an old run (old_working.h), else NULL */
};

/*
 * Read the stored working of a line of this amount, into arena. Returns -1 with ERR_REJECT if it is
 * in the form of steps and damaged, or ends with another amount.
 */
int working_read(const char *stored, int64_t minor, struct arena *arena, struct working *working,
    struct err *e) NODISCARD;

bool working_is_empty(const struct working *working);

/* Does it begin with this meter; does it name this day? */
bool working_names(const struct working *working, const char *meter);
bool working_has_day(const struct working *working, int32_t day);

/* Call a meter by another name. New text in arena; `other` is kept. */
void working_rename(struct working *working, const char *name, const char *other,
    struct arena *arena);

/*
 * Turn the last sum round, as a credit note takes back what a line of this amount charged: reads
 * and tiers stay, "200 kWh x 0.2745 = 54.90" becomes "-200 kWh x 0.2745 = -54.90".
 */
void working_turn(struct working *working, int64_t minor, int minor_places, struct arena *arena);

/* In the language of a document, in its arena; "" if there is none. */
const char *working_say(const struct working *working, const struct voice *voice);

/*
 * Each text in it that is not ours, name or unit: the next one after *at, which begins with 0; NULL
 * at the end.
 */
const char *working_next_text(const struct working *working, size_t *at);

#endif
