#ifndef JOB_INPUT_H
#define JOB_INPUT_H

#include "job/work.h"

/*
 * input: what is done with the input in the slot, from reading it to retiring it. The states and
 * their order are in manual/states.md. Only this room uses spool and database together.
 */

/*
 * Do all that the claimed input asks for, or the rest of it after a crash: when this returns 0 the
 * job is COMMITTED, its results are published and the slot is empty. Returns -1 with ERR_RETRY when
 * the machine has a fault: nothing half-done is visible, the slot still holds the input, and the
 * same call may succeed later.
 */
int input_do(struct work *work, struct err *e) NODISCARD;

/*
 * Refuse the input for good, with this reason, as if it had been rejected. The reason begins with
 * "Failed: " or "Rejected: ".
 */
int input_refuse(struct work *work, const char *reason, struct err *e) NODISCARD;

/*
 * Remove the garbage that a process left which died before its commit point: hidden parts, drafts.
 * Call with the slot's lock held.
 */
int input_sweep(struct work *work, struct err *e) NODISCARD;

#endif
