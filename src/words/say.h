#ifndef WORDS_SAY_H
#define WORDS_SAY_H

#include "base/buf.h"
#include "rating/steps.h"
#include "words/voice.h"

/*
 * say: writes the steps of a working for people. No digit is changed, so that a calculator comes to
 * the same cent.
 */

/*
 * In a customer's language, with its decimal mark, thousands, days and signs. The code of a charge
 * is ours, and is left out. A unit of a price plan is in the customer's own words, and stays. In
 * the voice's arena.
 */
const char *say_steps(const struct steps *steps, const struct voice *voice);

/*
 * In English for a file that programs read, too: with a point, ISO days, "x" and "-", and the code
 * of a charge. Appended to out.
 */
void say_plain(const struct steps *steps, struct buf *out);

#endif
