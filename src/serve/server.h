#ifndef SERVE_SERVER_H
#define SERVE_SERVER_H

#include "config/app.h"

/*
 * server: the loop of `watch` and `once`. The process that has the slot's lock does the waiting
 * inputs, one at a time.
 */

enum server_mode { SERVER_WATCH, SERVER_ONCE };

/*
 * Serve until a signal (SIGTERM, SIGINT) comes, or, in SERVER_ONCE, until no settled input waits.
 * It always begins with recovery. Returns the exit code: 0, or 75 if an input could not be done
 * because of the machine.
 */
int server_run(struct app *app, enum server_mode mode, struct err *e);

#endif
