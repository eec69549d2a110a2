#include "mail/session.h"

#include <auth-client.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/types.h>

#include <libesmtp.h>

#include "base/compiler.h"
#include "base/memory.h"
#include "base/text.h"
#include "mail/refusal.h"

#define MOST_DESCRIPTORS 64 /* the sender has a dozen open */
#define REFUSED_ALL \
	5       /* so many messages refused for good and none taken: no longer believed to be the \
addresses' fault */

/* One item as libesmtp has it. */
struct sending {
	struct session *session;
	size_t index;
	struct session_item *item;
	smtp_message_t message;
	smtp_recipient_t recipients[ADDRESS_MOST];
	size_t given;  /* bytes that the library has taken */
	bool begun;    /* the library has asked for the text */
	bool open;     /* its end was not reported while the session went on */
	bool denied;   /* it was refused in words that may be about us */
	bool doubted;  /* refused for good, but not counted, because it may be our fault */
	struct outcome_facts facts;
};

/* The facts about the session, mostly for the sentence about why it failed. */
struct session {
	const struct relay *relay;
	const struct session_hooks *hooks;
	struct sending *sendings;
	size_t count;
	smtp_session_t handle;
	bool connected, encrypted, authenticated, no_starttls;
	int last_code;                     /* code of the server's last line */
	char last[SESSION_REPLY_SIZE];     /* the text of that line */
	char refused[SESSION_REPLY_SIZE];  /* the last line with 4xx or 5xx */
	int away_code; /* code of an answer to a message by which the server refused us; 0: none */
	char away[SESSION_REPLY_SIZE]; /* the text of that answer */
	bool accepted; /* the server has taken a message */
	bool over; /* the session is over: no more answers will come */
	size_t refusals; /* messages that the server has refused for good */
	char denied[SESSION_REPLY_SIZE]; /* the last answer about user and password */
	struct relay_notes notes;
};

/*
 * Keep a line of the server in a form that can be shown and stored: no control characters, not too
 * long.
 */
static void
keep_line(char line[static SESSION_REPLY_SIZE], const char *text, size_t length)
{
	size_t i;

	length = length < SESSION_REPLY_SIZE - 1 ? length : SESSION_REPLY_SIZE - 1;
	for (i = 0; i < length && text[i] != '\0' && text[i] != '\r' && text[i] != '\n'; i++)
		line[i] = text[i] < ' ' || text[i] > '~' ? ' ' : text[i];
	line[i] = '\0';
}

/*
 * The callback of libesmtp: hand out the text, in one piece. The caller's hook comes before the
 * library learns that this is the end.
 */
static const char *
on_text(void **context, int *length, void *arg)
{
	struct sending *s = arg;
	const struct buf *bytes = &s->item->message->bytes;

	(void)context;
	if (length == NULL) {
		s->given = 0;
		return (NULL);
	}
	s->begun = true;
	if (s->given == 0) {
		s->given = bytes->length;
		*length = (int)bytes->length;
		return (bytes->data);
	}
	if (!s->facts.handed_over)
		s->session->hooks->hand_over(s->session->hooks->context, s->index);
	s->facts.handed_over = true;
	*length = 0;
	return (NULL);
}

/* Keep the server's reply from a status, or "". */
static void
keep_status(struct session_item *item, const smtp_status_t *status)
{
	char text[SESSION_REPLY_SIZE], enhanced[32] = "";

	if (status == NULL || status->code == 0)
		return;
	keep_line(text, status->text != NULL ? status->text : "", SESSION_REPLY_SIZE - 1);
	/* The library has cut "5.1.1" off the text: put it back. */
	if (status->enh_class != 0)
		(void)snprintf(enhanced, sizeof(enhanced), "%d.%d.%d ", status->enh_class,
		    status->enh_subject, status->enh_detail);
	(void)snprintf(item->reply, sizeof(item->reply), "%d %s%.*s", status->code, enhanced,
	    SESSION_REPLY_SIZE - 48, text);
}

/* The code of a status; 0 if there is none. */
static int
code_of(const smtp_status_t *status)
{
	return (status != NULL ? status->code : 0);
}

/* Might this answer, to a recipient or to the text, be a refusal of us? */
static bool
denies_us(const smtp_status_t *status)
{
	return (status != NULL &&
	    refusal_may_mean_us(&(struct refusal){ status->code, status->enh_class,
		status->enh_subject, status->enh_detail, status->text }));
}

/* Read the library's results for one item, and keep the server's last reply to it. */
static void
gather(struct sending *s)
{
	const smtp_status_t *transfer = smtp_message_transfer_status(s->message), *status;
	struct session_item *item = s->item;
	size_t i;

	s->facts.mail_code = code_of(smtp_reverse_path_status(s->message));
	s->facts.transfer_code = code_of(transfer);
	s->denied = s->facts.handed_over && s->facts.ended && denies_us(transfer);
	if (s->facts.mail_code / 100 != 2)
		keep_status(item, smtp_reverse_path_status(s->message));
	if (s->facts.handed_over || s->facts.ended)
		keep_status(item, s->facts.ended ? transfer : NULL);
	for (i = 0; i < s->facts.count; i++) {
		status = smtp_recipient_status(s->recipients[i]);
		s->facts.recipients[i].code = code_of(status);
		/*
		 * A reply about a recipient explains more than a reply about the text, and the one
		 * about the customer most.
		 */
		if (code_of(status) / 100 >= 4 &&
		    (i == 0 || s->facts.recipients[0].code / 100 == 2))
			keep_status(item, status);
		s->denied = s->denied || denies_us(status);
	}
}

/*
 * Was it refused for good in a session in which the server has taken nothing? Then perhaps the
 * server takes nothing at all from us. While the session goes on we cannot know; at its end we
 * decide by the words of the refusal, or because so many refusals are no chance.
 */
static bool
is_doubted(const struct sending *s, const struct outcome *outcome)
{
	const struct session *session = s->session;

	if (outcome->delivered != 0 || (outcome->kind != OUTCOME_NEVER && outcome->refused == 0))
		return (false);
	return (!session->accepted &&
	    (!session->over || s->denied || session->refusals >= REFUSED_ALL));
}

/* Read the facts of one item, and judge them. */
static void
judge(struct sending *s)
{
	struct session *session = s->session;
	struct session_item *item = s->item;

	gather(s);
	s->facts.distrusted = session->relay->user[0] != '\0' && !session->authenticated;
	item->outcome = outcome_judge(&s->facts);
	item->judged = true;
	session->accepted = session->accepted || item->outcome.delivered != 0;
	s->doubted = is_doubted(s, &item->outcome);
	session->refusals += s->doubted && !session->over;
	if (s->doubted)
		item->outcome = (struct outcome){ OUTCOME_NOT_TRIED, 0, 0 };
	if (item->outcome.kind == OUTCOME_NOT_TRIED &&
	    (s->doubted || s->facts.mail_code / 100 == 5)) {
		session->away_code = s->facts.mail_code / 100 == 5 ? s->facts.mail_code
		    : s->denied                                    ? 554
								   : 0;
		(void)snprintf(session->away, sizeof(session->away), "%s", item->reply);
	}
}

/* Find the item of a message of the library. */
static struct sending *
find_message(struct session *session, smtp_message_t message)
{
	size_t i;

	for (i = 0; i < session->count; i++)
		if (session->sendings[i].message == message)
			return (&session->sendings[i]);
	return (NULL);
}

/* The library reports that a message's transfer has ended with an answer. */
static void
on_sent(struct session *session, smtp_message_t message)
{
	struct sending *s = find_message(session, message);

	if (s == NULL)
		return;
	s->facts.ended = true;
	judge(s);
	session->hooks->ended(session->hooks->context, s->index);
}

/*
 * Send small pieces at once. The library writes a message in several pieces, and does not give us
 * its socket, so we look for the one whose other end has the relay's port. Else each message waits
 * 40 ms for the acknowledgement that the other side puts off (Nagle's algorithm).
 */
static void
hurry(const struct relay *relay)
{
	struct sockaddr_in peer;
	socklen_t length;
	int fd, yes = 1;

	for (fd = 0; fd < MOST_DESCRIPTORS; fd++) {
		length = sizeof(peer);
		if (getpeername(fd, (struct sockaddr *)&peer, &length) == 0 &&
		    (peer.sin_family == AF_INET || peer.sin_family == AF_INET6) &&
		    ntohs(peer.sin_port) == relay->port)
			(void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes));
	}
}

/*
 * The callback of libesmtp for events. All its questions about a certificate get the answer no, but
 * for those that OpenSSL has checked already.
 */
static void
on_event(smtp_session_t handle, int event, void *arg, ...)
{
	struct session *session = arg;
	va_list args;
	int *ok;

	(void)handle;
	va_start(args, arg);
	switch (event) {
	case SMTP_EV_CONNECT:
		session->connected = true;
		hurry(session->relay);
		break;
	case SMTP_EV_MESSAGESENT:
		on_sent(session, va_arg(args, smtp_message_t));
		break;
	case SMTP_EV_EXTNA_STARTTLS:
		session->no_starttls = true;
		break;
	case SMTP_EV_STARTTLS_OK:
		session->encrypted = true;
		relay_tls_settle(session->relay, va_arg(args, SSL *));
		break;
	case SMTP_EV_WRONG_PEER_CERTIFICATE:
		/*
		 * Yes: the library compares with a name from the DNS, but the handshake has already
		 * compared with the name in the settings.
		 */
		ok = va_arg(args, int *);
		*ok = 1;
		break;
	case SMTP_EV_INVALID_PEER_CERTIFICATE:
		(void)va_arg(args, long);
		ok = va_arg(args, int *);
		*ok = 0;
		break;
	case SMTP_EV_NO_PEER_CERTIFICATE:
	case SMTP_EV_NO_CLIENT_CERTIFICATE:
		ok = va_arg(args, int *);
		*ok = event == SMTP_EV_NO_CLIENT_CERTIFICATE;
		break;
	case SMTP_EV_WEAK_CIPHER:
		(void)va_arg(args, int);
		ok = va_arg(args, int *);
		*ok = 0;
		break;
	default:
		break;
	}
	va_end(args);
}

/*
 * Make the library wait for each answer before it sends more, by taking the word PIPELINING out of
 * what the server offers before the library reads it (the buffer is its own, and nothing else asks
 * for that). If answers are missing when the server hangs up, libesmtp 1.1.0 jumps to a wild
 * address, and it sends the text before it knows whether anybody was accepted.
 */
static void
hide_pipelining(const char *text, size_t length)
{
	static const char word[] = "PIPELINING";
	size_t i;

	for (i = 4; i + strlen(word) <= length; i++)
		if (strncasecmp(text + i, word, strlen(word)) == 0 &&
		    memcmp(text + i - 4, "250", 3) == 0)
			memset((char *)(uintptr_t)text + i, 'X', strlen(word));
}

/*
 * The callback of libesmtp for the lines of the conversation. We keep the server's lines, and never
 * ours, which may hold a password.
 */
static void
on_line(const char *text, int length, int writing, void *arg)
{
	struct session *session = arg;
	size_t i;

	if (writing == 0 && length > 0)
		hide_pipelining(text, (size_t)length);

	/* Several lines may come at once; each that begins with a code and a blank ends an answer.
	 */
	for (i = 0; writing == 0 && i + 4 <= (size_t)length; i++) {
		if ((i > 0 && text[i - 1] != '\n') || text[i + 3] == '-' || text[i] < '2' ||
		    text[i] > '5')
			continue;
		keep_line(session->last, text + i, (size_t)length - i);
		session->last_code =
		    (text[i] - '0') * 100 + (text[i + 1] - '0') * 10 + text[i + 2] - '0';
		if (session->last_code >= 400)
			(void)snprintf(session->refused, sizeof(session->refused), "%s",
			    session->last);
		if (session->last_code == 534 || session->last_code == 535 ||
		    session->last_code == 538)
			(void)snprintf(session->denied, sizeof(session->denied), "%s",
			    session->last);
		if (session->last_code == 235)
			session->authenticated = true;
	}
}

/*
 * The callback of libesmtp for user and password: give them unless they would go over the network
 * in clear.
 */
static int
on_auth(auth_client_request_t request, char **result, int fields, void *arg)
{
	const struct session *session = arg;
	int i;

	for (i = 0; i < fields; i++) {
		if ((request[i].flags & AUTH_CLEARTEXT) != 0 && !session->encrypted &&
		    !session->relay->local)
			return (0);
		if ((request[i].flags & AUTH_USER) != 0)
			result[i] = (char *)(uintptr_t)session->relay->user;
		else if ((request[i].flags & AUTH_PASS) != 0)
			result[i] = (char *)(uintptr_t)session->relay->password;
		else
			result[i] = (char *)(uintptr_t)"";
	}
	return (1);
}

/* Give the library one item, with those of its recipients that do not have it yet. */
static void
add_item(struct session *session, size_t index, struct session_item *item)
{
	struct sending *s = &session->sendings[index];
	const struct address_list *to = &item->message->to;
	size_t i;

	*s = (struct sending){ .session = session, .index = index, .item = item };
	item->judged = false;
	item->outcome = (struct outcome){ OUTCOME_NOT_TRIED, 0, 0 };
	item->reply[0] = '\0';
	s->message = smtp_add_message(session->handle);
	(void)smtp_set_reverse_path(s->message, item->message->return_path);
	(void)smtp_set_messagecb(s->message, on_text, s);
	(void)smtp_size_set_estimate(s->message, item->message->bytes.length);
	for (i = 0; i < to->count; i++) {
		if ((item->done & INT64_C(1) << i) != 0)
			continue;
		s->facts.recipients[s->facts.count].bit = (int)i;
		s->recipients[s->facts.count++] = smtp_add_recipient(s->message, to->items[i]);
	}
}

/* Set time-outs, name, and user. */
static auth_context_t
set_up(struct session *session)
{
	static const int timeouts[] = { Timeout_GREETING, Timeout_ENVELOPE, Timeout_DATA,
		Timeout_TRANSFER, Timeout_DATA2 };
	const struct relay *relay = session->relay;
	auth_context_t auth = NULL;
	char server[300];
	size_t i;

	(void)snprintf(server, sizeof(server), "%s:%d", relay->host, relay->port);
	(void)smtp_set_server(session->handle, server);
	if (relay->helo[0] != '\0')
		(void)smtp_set_hostname(session->handle, relay->helo);
	(void)smtp_set_eventcb(session->handle, on_event, session);
	(void)smtp_set_monitorcb(session->handle, on_line, session, 0);
	for (i = 0; i < LENGTH(timeouts); i++)
		(void)smtp_set_timeout(session->handle,
		    timeouts[i] | Timeout_OVERRIDE_RFC2822_MINIMUM, relay->timeout_ms);
	if (relay->user[0] == '\0')
		return (NULL);
	auth_client_init();
	auth = auth_create_context();
	(void)auth_set_mechanism_flags(auth, AUTH_PLUGIN_PLAIN, 0);
	(void)auth_set_interact_cb(auth, on_auth, session);
	(void)smtp_auth_set_context(session->handle, auth);
	return (auth);
}

/* Explain that the server has refused all messages for good, but not in words that mean us. */
static int
explain_refusals(const struct session *s, const char *where, struct err *e)
{
	return (err_retry(e, 0,
	    "%s refused all %zu messages of a session for good (the last time it said: %s): this "
	    "looks like a fault of the server and not of so many addresses, so none counts as "
	    "bounced; ask whoever runs it, or decide DO_NOT_SEND for those that are really wrong",
	    where, s->refusals, s->away));
}

/* Explain that the server refused us, with this code and these words. */
static int
explain_refusal(const struct session *s, const char *where, int code, const char *said,
    struct err *e)
{
	if (s->denied[0] != '\0')
		return (err_retry(e, 0,
		    "%s did not accept user and password (it said: %s): correct user, or the "
		    "content of password_file, in [mail] of billspool.conf",
		    where, s->denied));
	if (s->relay->user[0] != '\0' && !s->authenticated && code < 500)
		return (err_retry(e, 0,
		    "%s knows no way to take user and password from us: leave user empty in [mail] "
		    "of billspool.conf if it wants none, or ask whoever runs it",
		    where));
	if (code == 530)
		return (err_retry(e, 0,
		    "%s wants a user and a password (it said: %s): set user and password_file in "
		    "[mail] of billspool.conf",
		    where, said));
	return (err_retry(e, 0,
	    "%s does not take our mail (it said: %s): ask whoever runs it to let this machine send "
	    "through it, or correct from, or set user and password_file, in [mail] of "
	    "billspool.conf",
	    where, said));
}

/* Explain in a sentence for people why the session broke off. */
static int
explain(const struct session *s, int number, int system, struct err *e)
{
	char where[300], text[160] = "";

	(void)snprintf(where, sizeof(where), "the mail server %s, port %d,", s->relay->host,
	    s->relay->port);
	if (!s->connected)
		return (err_retry(e, 0,
		    "%s cannot be reached (%s): is it running, and are host and port in [mail] of "
		    "billspool.conf right?",
		    where,
		    number != 0 ? smtp_strerror(number, text, sizeof(text)) : strerror(system)));
	if (s->notes.why[0] != '\0')
		return (err_retry(e, 0,
		    "%s has a certificate that is not trusted for that name (%s): nothing was "
		    "sent; put the certificate of its authority into ca_file, or the name that its "
		    "certificate has into host, in [mail] of billspool.conf",
		    where, s->notes.why));
	if (s->no_starttls)
		return (err_retry(e, 0,
		    "%s does not offer encryption (STARTTLS), and tls in [mail] of billspool.conf "
		    "asks for it: nothing was sent",
		    where));
	if (s->relay->tls && !s->encrypted)
		return (err_retry(e, 0,
		    "%s could not agree on encryption with us: nothing was sent", where));
	if (s->relay->user[0] != '\0' && !s->authenticated)
		return (explain_refusal(s, where, s->last_code, s->refused, e));
	if (s->away_code != 0)
		return (explain_refusal(s, where, s->away_code, s->away, e));
	if (s->away[0] != '\0')
		return (explain_refusals(s, where, e));
	if (s->last_code >= 400 && s->last_code != 421)
		return (explain_refusal(s, where, s->last_code, s->refused, e));
	return (err_retry(e, 0, "%s broke the connection off%s%s%s", where,
	    s->last_code == 421 ? " (it said: " : "", s->last_code == 421 ? s->last : "",
	    s->last_code == 421 ? ")" : ""));
}

/*
 * After the session: judge the items that got no answer, and once more those that were doubted, for
 * now we know whether the relay takes mail from us.
 */
static size_t
judge_rest(struct session *session)
{
	size_t i, untried = 0;

	for (i = 0; i < session->count; i++) {
		session->sendings[i].open = !session->sendings[i].item->judged;
		if (session->sendings[i].open)
			judge(&session->sendings[i]);
	}
	session->over = true;
	session->away[0] = '\0';
	session->away_code = 0;
	for (i = 0; i < session->count; i++) {
		struct sending *s = &session->sendings[i];
		const bool again = s->item->outcome.kind == OUTCOME_NOT_TRIED;

		if (again)
			judge(s);
		if (again || s->open)
			session->hooks->ended(session->hooks->context, s->index);
		/*
		 * An item that failed through no fault of its own is trouble of the session: it
		 * must not be tried again at once. The item that was being sent when the session
		 * broke off may have broken it: it waits.
		 */
		untried += s->item->outcome.kind == OUTCOME_NOT_TRIED ||
		    (s->open &&
			(s->item->outcome.kind == OUTCOME_UNKNOWN ||
			    (s->begun && !s->facts.ended)));
	}
	return (untried);
}

int
session_run(const struct relay *relay, struct session_item *items, size_t count,
    const struct session_hooks *hooks, struct err *e)
{
	struct session s = { .relay = relay, .hooks = hooks, .count = count };
	auth_context_t auth;
	SSL_CTX *tls = NULL;
	size_t i, untried;
	int number, system;

	if (relay->tls && (tls = relay_tls(relay, &s.notes, e)) == NULL)
		return (-1);
	(void)signal(SIGPIPE, SIG_IGN);
	s.handle = smtp_create_session();
	s.sendings = memory_new(count + 1, sizeof(*s.sendings));
	auth = set_up(&s);
	(void)smtp_starttls_enable(s.handle, relay->tls ? Starttls_REQUIRED : Starttls_DISABLED);
	if (tls != NULL)
		(void)smtp_starttls_set_ctx(s.handle, tls);
	for (i = 0; i < count; i++)
		add_item(&s, i, &items[i]);

	/* Its return value means nothing (outcome.h). */
	errno = 0;
	(void)smtp_start_session(s.handle);
	system = errno;
	number = smtp_errno();
	untried = judge_rest(&s);

	(void)smtp_destroy_session(s.handle);
	if (auth != NULL)
		(void)auth_destroy_context(auth);
	relay_tls_free(tls);
	free(s.sendings);
	return (untried == 0 ? 0 : explain(&s, number, system, e));
}

void
session_queue_id(const char *reply, char id[static 64])
{
	const char *at = strstr(reply, "queued as ");
	size_t length;

	id[0] = '\0';
	if (at == NULL)
		return;
	at += strlen("queued as ");
	length = strcspn(at, " )\r\n");
	if (length > 0 && length < 64)
		(void)snprintf(id, 64, "%.*s", (int)length, at);
}
