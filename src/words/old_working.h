#ifndef WORDS_OLD_WORKING_H
#define WORDS_OLD_WORKING_H

#include <stdbool.h>
#include <stdint.h>

#include "words/voice.h"

/*
 * old_working: the workings of runs that were rated before there were steps (rating/steps.h), for
 * these runs alone. Their rows have an English sentence: exact, with a point and ISO days, as in
 * "E1/01: 1200 - 1000 = 200 kWh; 200 kWh x 0.2745 = 54.90". Their documents must stay the same to
 * the byte, so the code that reads this English is kept as it was. Nothing is added to it, and only
 * words/working.c calls it.
 */

/*
 * The sentence in a customer's language: its phrases and units, decimal marks, thousands, days and
 * signs. Codes of charges are left out. A part that is in no known form stays as it is.
 */
const char *old_working_say(const char *sentence, const struct voice *voice);

/* Does it begin with this meter's name; has it this day? */
bool old_working_names(const char *sentence, const char *meter);
bool old_working_has_day(const char *sentence, int32_t day);

/*
 * The sentence with another name for a meter, where the first part is that begins with the name and
 * a colon. New text in arena.
 */
const char *old_working_rename(const char *sentence, const char *name, const char *other,
    struct arena *arena);

/*
 * The sentence with its last sum turned round, as a credit note has it; unchanged if it does not
 * end with this amount. New text in arena.
 */
const char *old_working_turn(const char *sentence, int64_t minor, int minor_places,
    struct arena *arena);

#endif
