#include "mail/relay.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <poll.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/text.h"

#define LONGEST_PASSWORD 1024

/* Is this name one of this machine's own? */
static bool
is_local(const char *host)
{
	return (strcasecmp(host, "localhost") == 0 || strncmp(host, "127.", 4) == 0);
}

/* Read the first line of the password file. */
static int
read_password(const char *path, struct arena *arena, const char **password, struct err *e)
{
	char text[LONGEST_PASSWORD + 1];
	struct stat st;
	ssize_t got = -1;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);

	if (fd < 0 || fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) ||
	    (got = read(fd, text, LONGEST_PASSWORD)) <= 0) {
		if (fd >= 0)
			(void)close(fd);
		return (err_reject(e,
		    "the password file %s cannot be read, or is empty: put the relay's password "
		    "into it, or correct password_file in [mail] of billspool.conf",
		    path));
	}
	(void)close(fd);
	if ((st.st_mode & 077) != 0)
		return (err_reject(e,
		    "others can read the password file %s: chmod 600 it, and think of changing the "
		    "password",
		    path));
	text[got] = '\0';
	text[strcspn(text, "\r\n")] = '\0';
	*password = arena_string(arena, text);
	return (0);
}

int
relay_load(const struct settings *settings, struct arena *arena, struct relay *relay, struct err *e)
{
	const struct settings_mail *m = &settings->mail;

	*relay = (struct relay){ .host = m->host,
		.port = m->port,
		.local = is_local(m->host),
		.ca_file = m->ca_file,
		.user = m->user,
		.password = "",
		.helo = m->helo,
		.timeout_ms = m->timeout_seconds * 1000 };
	relay->tls =
	    strcmp(m->tls, "required") == 0 || (strcmp(m->tls, "auto") == 0 && !relay->local);
	if (m->user[0] == '\0')
		return (0);
	if (m->password_file[0] == '\0')
		return (err_reject(e,
		    "there is a user for the relay, and no password: name the file that has it as "
		    "password_file in [mail] of billspool.conf"));
	if (!relay->tls && !relay->local)
		return (err_reject(e,
		    "the relay's password would go over the network in clear: write tls = required "
		    "in [mail] of billspool.conf"));
	return (read_password(m->password_file, arena, &relay->password, e));
}

/* The callback of OpenSSL: keep the reason why a certificate is not accepted. */
static int
on_verify(int good, X509_STORE_CTX *store)
{
	struct relay_notes *notes;
	const SSL *ssl;

	if (good == 1)
		return (1);
	ssl = X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx());
	notes = SSL_CTX_get_app_data(SSL_get_SSL_CTX(ssl));
	(void)snprintf(notes->why, sizeof(notes->why), "%s",
	    X509_verify_cert_error_string(X509_STORE_CTX_get_error(store)));
	return (0);
}

/*
 * The library does not send the server name (SNI), so set it before the first message of the
 * handshake.
 */
static void
on_handshake(const SSL *ssl, int where, int result)
{
	const struct relay_notes *notes = SSL_CTX_get_app_data(SSL_get_SSL_CTX(ssl));

	(void)result;
	if ((where & SSL_CB_HANDSHAKE_START) != 0 && notes->name != NULL)
		(void)SSL_ctrl((SSL *)(uintptr_t)ssl, SSL_CTRL_SET_TLSEXT_HOSTNAME,
		    TLSEXT_NAMETYPE_host_name, (void *)(uintptr_t)notes->name);
}

SSL_CTX *
relay_tls(const struct relay *relay, struct relay_notes *notes, struct err *e)
{
	SSL_CTX *tls = SSL_CTX_new(TLS_client_method());
	X509_VERIFY_PARAM *param = SSL_CTX_get0_param(tls);
	struct in_addr address;
	int rc;

	(void)SSL_CTX_set_min_proto_version(tls, TLS1_2_VERSION);
	SSL_CTX_set_verify(tls, SSL_VERIFY_PEER, on_verify);
	(void)SSL_CTX_set_app_data(tls, notes);
	SSL_CTX_set_info_callback(tls, on_handshake);

	/* Require the name in billspool.conf in the certificate, or the address if it is one. */
	*notes = (struct relay_notes){
		.name = inet_pton(AF_INET, relay->host, &address) == 1 ? NULL : relay->host
	};
	if (notes->name == NULL)
		(void)X509_VERIFY_PARAM_set1_ip_asc(param, relay->host);
	else
		(void)X509_VERIFY_PARAM_set1_host(param, relay->host, 0);
	if (relay->ca_file[0] != '\0')
		rc = SSL_CTX_load_verify_locations(tls, relay->ca_file, NULL);
	else
		rc = SSL_CTX_set_default_verify_paths(tls);
	if (rc == 1)
		return (tls);
	SSL_CTX_free(tls);
	(void)err_reject(e,
	    "the certificates in %s cannot be read: correct ca_file in [mail] of billspool.conf",
	    relay->ca_file);
	return (NULL);
}

void
relay_tls_free(SSL_CTX *tls)
{
	SSL_CTX_free(tls);
}

/* Wait until OpenSSL can go on after it has returned rc; false on time-out or failure. */
static bool
await(SSL *ssl, int rc, int64_t until_ms)
{
	const int why = SSL_get_error(ssl, rc);
	const int64_t left = until_ms - clock_monotonic_ms();
	struct pollfd wait = { .fd = SSL_get_fd(ssl),
		.events = why == SSL_ERROR_WANT_WRITE ? POLLOUT : POLLIN };

	return ((why == SSL_ERROR_WANT_READ || why == SSL_ERROR_WANT_WRITE) && left > 0 &&
	    poll(&wait, 1, (int)left) > 0);
}

/*
 * A TLS 1.3 server sends its session tickets after the handshake. libesmtp 1.1.0 polls the socket,
 * takes such a record for an answer, and reads on, waiting, before it has flushed the command that
 * is to be answered: both wait until the time-out (one session in four, by chance). An answer to a
 * command of our own has all tickets before it, since the server sent them when the handshake
 * ended.
 */
void
relay_tls_settle(const struct relay *relay, SSL *ssl)
{
	static const char command[] = "NOOP\r\n";
	const int64_t until_ms = clock_monotonic_ms() + relay->timeout_ms;
	char c = '\0';
	int rc;

	if (SSL_version(ssl) < TLS1_3_VERSION)
		return;
	while ((rc = SSL_write(ssl, command, (int)strlen(command))) <= 0)
		if (!await(ssl, rc, until_ms))
			return;
	while (c != '\n')
		if ((rc = SSL_read(ssl, &c, 1)) <= 0 && !await(ssl, rc, until_ms))
			return;
}
