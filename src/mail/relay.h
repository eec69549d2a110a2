#ifndef MAIL_RELAY_H
#define MAIL_RELAY_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"
#include "config/settings.h"

/*
 * relay: the mail server that takes our mail, how we make sure that it is the one, and how it knows
 * us.
 */
struct relay {
	const char *host;
	int port;
	bool tls; /* STARTTLS, or nothing is sent */
	bool local; /* this machine */
	const char *ca_file;
	const char *user, *password; /* "" for none */
	const char *helo;
	int timeout_ms;
};

/*
 * From settings, in arena. ERR_REJECT for a password file that is not there or that others can
 * read.
 */
int relay_load(const struct settings *settings, struct arena *arena, struct relay *relay,
    struct err *e) NODISCARD;

/* What the handshake needs to know and has to say. Must outlive the context. */
struct relay_notes {
	const char *name; /* that the certificate must be for; NULL for an address */
	char why[160]; /* why it was not accepted; "" if it was */
};

/*
 * A new TLS context of this relay alone: TLS 1.2 or newer; its certificate must be valid for the
 * very name in billspool.conf, whatever the DNS calls it. NULL with ERR_REJECT if ca_file cannot be
 * read. Freed by relay_tls_free.
 */
struct ssl_ctx_st;
struct ssl_ctx_st *relay_tls(const struct relay *relay, struct relay_notes *notes, struct err *e);
void relay_tls_free(struct ssl_ctx_st *tls);

/*
 * Right behind the handshake and before the library says anything: take in what TLS 1.3 sends late
 * (session tickets). Bounded by the relay's time-out; a connection that does not survive it is
 * found out by whoever uses it next.
 */
struct ssl_st;
void relay_tls_settle(const struct relay *relay, struct ssl_st *ssl);

#endif
