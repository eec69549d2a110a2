#ifndef JOB_CHANGE_H
#define JOB_CHANGE_H

/* change: which of the lists and forms that show how things are a job has made out of date. */

enum change {
	CHANGE_QUEUES = 1,   /* balances, addresses or the email queue */
	CHANGE_READINGS = 2, /* which readings somebody has to look at */
	CHANGE_AGENTS = 4,   /* who may ask for which buildings */
};

/* What a job of this type (as in table job) changes: a set of enum change. */
unsigned change_of(const char *type);

#endif
