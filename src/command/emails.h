#ifndef COMMAND_EMAILS_H
#define COMMAND_EMAILS_H

#include "config/app.h"

/* emails: the email queue on standard output, for `status`. */

/*
 * How many there are in each state, those that came back, are late or need somebody (ten of them),
 * and the reason why no mail can leave.
 */
void emails_print(struct database *db);

/*
 * For app_look, with a pointer to the name of a state, in any case: all emails that are in it.
 * ERR_REJECT where there is no such state.
 */
int emails_print_state(struct app *app, void *context, struct err *e) NODISCARD;

#endif
