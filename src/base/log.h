#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/compiler.h"

/*
 * log: one line an event, `time event key=value ...`, to standard error.
 *
 * Values with blanks, quotes or control characters are quoted and escaped, so that a line is always
 * one event. Ids and codes go into the log; names, addresses and amounts of customers do not.
 */

/*
 * Write one event. After its name come pairs of strings, key then value, and a final NULL:
 * log_event("claimed", "agent", "alice", "request", "oct.req", NULL). A NULL value is written as
 * "-".
 */
void log_event(const char *event, ...) NULL_TERMINATED;

#endif
