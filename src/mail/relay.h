#ifndef MAIL_RELAY_H
#define MAIL_RELAY_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"
#include "config/settings.h"

/*
 * relay: the mail server that takes our mail, how we make sure that it is the right one, and how we
 * log in.
 */
struct relay {
	const char *host;
	int port;
	bool tls; /* STARTTLS must work, or nothing is sent */
	bool local; /* the server is this machine */
	const char *ca_file;
	const char *user, *password; /* "" for none */
	const char *helo;
	int timeout_ms;
};

/*
 * Read the relay from settings, in arena. ERR_REJECT for a password file that is missing or that
 * others can read.
 */
int relay_load(const struct settings *settings, struct arena *arena, struct relay *relay,
    struct err *e) NODISCARD;

/* The input and the result of a handshake. Must outlive the context. */
struct relay_notes {
	const char *name; /* name that the certificate must have; NULL: an address */
	char why[160]; /* why the certificate was not accepted; "" if it was */
};

/*
 * A new TLS context of this relay alone: TLS 1.2 or newer; its certificate must be valid for the
 * very name in billspool.conf, not for a name from the DNS. NULL with ERR_REJECT if ca_file cannot
 * be read. Freed by relay_tls_free.
 */
struct ssl_ctx_st;
struct ssl_ctx_st *relay_tls(const struct relay *relay, struct relay_notes *notes, struct err *e);
void relay_tls_free(struct ssl_ctx_st *tls);

/*
 * Right after the handshake, before the library sends anything: read the session tickets that TLS
 * 1.3 sends late. The relay's time-out limits this; if the connection breaks, its next use will
 * fail.
 */
struct ssl_st;
void relay_tls_settle(const struct relay *relay, struct ssl_st *ssl);

#endif
