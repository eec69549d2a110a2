#ifndef COMMAND_EMAILS_H
#define COMMAND_EMAILS_H

#include "config/app.h"

/* emails: prints the email queue, for `status`. */

/*
 * Print how many there are in each state, ten of those that came back, are late or have to be
 * looked at, and why no mail can be sent.
 */
void emails_print(struct database *db);

/*
 * The callback of app_look, with a pointer to the name of a state in any case: print all emails in
 * this state. ERR_REJECT if there is no such state.
 */
int emails_print_state(struct app *app, void *context, struct err *e) NODISCARD;

#endif
