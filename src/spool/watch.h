#ifndef SPOOL_WATCH_H
#define SPOOL_WATCH_H

#include <stdbool.h>

#include "spool/spool.h"

/*
 * watch: a hint that something changed in the drop folders, through libinotifytools. Never more
 * than a hint: after any wake-up the caller scans. All the traps of the library
 * (manual/libraries.md, "libinotifytools") stay in this file. One watch a process, and opened first
 * thing: the library keeps its state in statics and wants a low file descriptor.
 */
struct watch;

/*
 * Watch requests/, its sub-folders and imports/<interface>/. Where inotify is not to be had, or the
 * spool lies on a network mount (where remote writers raise no events), the watch is mute and the
 * caller's periodic scan does all: that is logged once.
 */
struct watch *watch_open(const struct spool *spool);
void watch_close(struct watch *watch);

enum watch_event {
	WATCH_TIMEOUT,
	WATCH_CHANGED,   /* scan */
	WATCH_SIGNAL,    /* a signal came: look at the signal flag */
	WATCH_REBUILD, /* a folder was made, moved or removed, or events were lost: scan, close and
	                  open again */
};

/* Wait until something changes or timeout_ms is over. Drains all events that are there. */
enum watch_event watch_wait(struct watch *watch, int timeout_ms);

/* True if this watch gets no events (network mount, no inotify): the caller polls. */
bool watch_is_mute(const struct watch *watch);

#endif
