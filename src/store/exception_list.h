#ifndef STORE_EXCEPTION_LIST_H
#define STORE_EXCEPTION_LIST_H

#include "store/database.h"
#include "store/record.h"

/*
 * exception_list: exceptions as people are shown them, in exceptions.csv, held.csv and on the
 * dashboard.
 */
struct exception_listed {
	const char *building, *account, *name; /* code, number, and name of the account */
	const char *code, *severity, *state, *detail;
	struct record_maybe
	    total; /* total of the unbilled transaction, minor units; NULL: there is none */
	const char *fingerprint;   /* hash of the facts; a decision names it */
	const char *run;           /* the run that found it last */
};

/*
 * Begin the exceptions that a run has found; or, with `held`, those that keep accounts of its
 * buildings out of it, by building and account. 0 or -1; then _next: 1, 0 at the end, -1. Texts
 * live until the next call.
 */
int exception_list_begin(struct database *db, const char *run, bool held, struct err *e) NODISCARD;
int exception_list_next(struct database *db, bool held, struct exception_listed *exception,
    struct err *e) NODISCARD;

#endif
