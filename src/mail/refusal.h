#ifndef MAIL_REFUSAL_H
#define MAIL_REFUSAL_H

#include <stdbool.h>

/* refusal: whom a mail server refuses by a 5xx reply: us, or a recipient. Pure. */
struct refusal {
	int code;                /* "554" */
	int class, subject, detail; /* "5.7.1" (RFC 3463); class 0: it has none */
	const char *text;        /* the text after the code, NULL for nothing */
};

/*
 * May these words be about us (this machine, its password, its sender address, its right to send
 * through this server) and not about this recipient or this message? The enhanced code counts
 * first, as RFC 3463 and RFC 5248 mean it: x.7 security or policy, x.1.7 and x.1.8 the sender's
 * address, x.3 the server itself (but x.3.4, too large), x.5 the protocol (but x.5.0, which can
 * mean anything). Without one, these count: 530, 535, 538, the codes of commands that were not
 * understood, 521, and certain words. True is a suspicion: a server that takes other messages of
 * ours means the recipient ("5.7.1 this mailbox takes no mail from outside").
 */
bool refusal_may_mean_us(const struct refusal *refusal);

#endif
