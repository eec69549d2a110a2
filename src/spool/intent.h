#ifndef SPOOL_INTENT_H
#define SPOOL_INTENT_H

#include <stdbool.h>

#include "base/err.h"
#include "spool/claimed.h"

/*
 * intent: work/current.from, which names the input that is to be claimed and its door. Written
 * before the claim, removed last.
 *
 * Lines of key=value; in values, bytes that could be mistaken are %XX. Its last line shows that it
 * is whole.
 */
#define INTENT_NAME "current.from"

/* Write id, kind, folder, door, name, arrived_ns and uid of claim. Durable: yes. */
int intent_save(const struct spool *spool, const struct claim *claim, struct err *e) NODISCARD;

/*
 * Read it into claim, whose strings are then the caller's (claimed_release). *present is false if
 * there is none, or one that is damaged: that is logged.
 */
int intent_load(const struct spool *spool, struct claim *claim, bool *present,
    struct err *e) NODISCARD;

#endif
