#include "mail/bounce.h"

#include <ctype.h>
#include <strings.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/compiler.h"
#include "base/text.h"
#include "mail/mailing.h"
#include "mail/message.h"
#include "mail/mime.h"

#define LONGEST 300 /* bytes that are kept of another server's text */

/*
 * The meaning of a status for people (RFC 3463); the first row whose code the status begins with
 * counts.
 */
static const struct {
	const char *status;
	const char *meaning;
} MEANINGS[] = {
	{ "5.1.1", "there is no such mailbox" },
	{ "5.1.2", "there is no such domain" },
	{ "5.1.10", "the domain takes no mail" },
	{ "5.1.", "the address is not right" },
	{ "5.2.1", "the mailbox is closed" },
	{ "5.2.2", "the mailbox is full" },
	{ "4.2.2", "the mailbox is full" },
	{ "5.2.3", "the message is too large for the mailbox" },
	{ "5.4.", "the server of the domain could not be reached" },
	{ "4.4.", "the server of the domain could not be reached in time" },
	{ "5.7.", "the server of the domain refuses mail from us" },
	{ "", "it could not be delivered" },
};

static const char *
meaning(const char *status)
{
	size_t i = 0;

	while (strncmp(status, MEANINGS[i].status, strlen(MEANINGS[i].status)) != 0)
		i++;
	return (MEANINGS[i].meaning);
}

/* ---- reading --------------------------------------------------------------------------------- */

/* Decode the text of a part. */
static const char *
part_text(GMimeObject *part, struct arena *arena)
{
	GMimeDataWrapper *content =
	    GMIME_IS_PART(part) ? g_mime_part_get_content(GMIME_PART(part)) : NULL;
	GMimeStream *stream;
	const GByteArray *array;
	const char *text;

	if (content == NULL)
		return ("");
	stream = g_mime_stream_mem_new();
	(void)g_mime_data_wrapper_write_to_stream(content, stream);
	array = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
	text = arena_bytes(arena, array->data != NULL ? (const char *)array->data : "", array->len);
	g_object_unref(stream);
	return (text);
}

/* The search for the delivery-status part, anywhere in the message. */
struct looking_for {
	struct arena *arena;
	const char *report; /* NULL until found */
};

static void
look_at_part(GMimeObject *parent, GMimeObject *part, gpointer context)
{
	struct looking_for *l = context;
	GMimeContentType *type = g_mime_object_get_content_type(part);

	(void)parent;
	if (l->report == NULL && g_mime_content_type_is_type(type, "message", "delivery-status"))
		l->report = part_text(part, l->arena);
}

/*
 * The value of a field of the report, unfolded, as one line; "" if it is not there. The search
 * begins at `from`; with `group` it stops at the end of the group.
 */
static const char *
field(struct arena *arena, const char *from, const char *name, bool group)
{
	size_t length = strlen(name);
	const char *line = from, *end, *next;
	struct buf value = BUF_EMPTY;
	const char *result;

	for (; *line != '\0'; line = next) {
		end = line + strcspn(line, "\r\n");
		next = end + strspn(end, "\r");
		next += *next == '\n';
		if (end == line && group)
			break;
		if (strncasecmp(line, name, length) != 0 || line[length] != ':')
			continue;
		buf_add(&value, line + length + 1, (size_t)(end - line) - length - 1);
		while (*next == ' ' || *next == '\t') {
			end = next + strcspn(next, "\r\n");
			buf_add(&value, next, (size_t)(end - next));
			next = end + strspn(end, "\r");
			next += *next == '\n';
		}
		break;
	}
	result = text_is_utf8(buf_text(&value), value.length)
	    ? mailing_line(arena, buf_text(&value), LONGEST)
	    : "";
	buf_release(&value);
	return (result);
}

/* Skip the type of a value: "rfc822; ann@x.example" -> "ann@x.example". */
static const char *
untyped(const char *value)
{
	const char *semicolon = strchr(value, ';');

	if (semicolon == NULL)
		return (value);
	semicolon++;
	return (semicolon + strspn(semicolon, " <"));
}

/* The beginning of the group that `at` is in: after the blank line before it. */
static const char *
group_of(const char *report, const char *at)
{
	while (at > report &&
	    !(at[-1] == '\n' &&
		(at - 1 == report || at[-2] == '\n' ||
		    (at - 2 > report && at[-2] == '\r' && at[-3] == '\n'))))
		at--;
	return (at);
}

/* Read the groups about recipients, and keep those that failed. */
static void
read_report(struct bounce *b, struct arena *arena, const char *report)
{
	const char *at = report, *group;

	b->kind = BOUNCE_NEWS;
	while (b->count < ADDRESS_MOST && (at = strcasestr(at, "Final-Recipient:")) != NULL) {
		group = group_of(report, at++);
		if (strncasecmp(field(arena, group, "Action", true), "failed", 6) != 0)
			continue;
		b->kind = BOUNCE_FAILED;
		b->failures[b->count++] =
		    (struct bounce_failure){ untyped(field(arena, group, "Final-Recipient", true)),
			    field(arena, group, "Status", true),
			    untyped(field(arena, group, "Diagnostic-Code", true)) };
	}
}

/* Read a return address, "+17.1.0123456789abcdef@", if we have signed it. */
static bool
read_return_path(struct bounce *b, const char *secret, const char *plus)
{
	long long email, revision;
	char mac[17], want[17];
	int used = 0;

	if (sscanf(plus, "+%18lld.%9lld.%16[0-9a-f]%n@", &email, &revision, mac, &used) != 3 ||
	    plus[used] != '@')
		return (false);
	message_sign(secret, email, revision, want);
	if (strcmp(mac, want) != 0)
		return (false);
	b->email = email;
	b->revision = revision;
	return (true);
}

/* Read a Message-ID, "<20261102-0001.INV-0000001.1@billing.example>", if it has our form. */
static bool
read_message_id(struct bounce *b, struct arena *arena, const char *text)
{
	char run[16], rest[128];
	long long revision;
	char *dot;

	if (sscanf(text, "<%13[0-9-].%127[A-Za-z0-9.-]@", run, rest) != 2 ||
	    (dot = strrchr(rest, '.')) == NULL || sscanf(dot, ".%9lld", &revision) != 1)
		return (false);
	*dot = '\0';
	b->run = arena_string(arena, run);
	b->invoice = arena_string(arena, rest);
	b->revision = revision;
	return (true);
}

/*
 * Find the email that a report is about: by the signed return address, and only else by a
 * Message-ID in the returned message.
 */
static bool
find_subject(struct bounce *b, const char *bytes, const char *secret, struct arena *arena)
{
	const char *at;

	for (at = bytes; (at = strchr(at, '+')) != NULL; at++)
		if (read_return_path(b, secret, at))
			return (true);
	for (at = bytes; (at = strcasestr(at, "Message-Id:")) != NULL; at++)
		if (read_message_id(b, arena, at + 11 + strspn(at + 11, " \t\r\n")))
			return (true);
	return (false);
}

int
bounce_parse(const char *bytes, size_t length, const char *secret, struct arena *arena,
    struct bounce *bounce, struct err *e)
{
	struct looking_for l = { arena, NULL };
	GMimeStream *stream;
	GMimeParser *parser;
	GMimeMessage *mime;

	*bounce = (struct bounce){ .kind = BOUNCE_NONE, .run = "", .invoice = "" };
	g_mime_init();
	stream = g_mime_stream_mem_new_with_buffer(bytes, length);
	parser = g_mime_parser_new_with_stream(stream);
	mime = g_mime_parser_construct_message(parser, NULL);
	if (mime != NULL) {
		g_mime_message_foreach(mime, look_at_part, &l);
		g_object_unref(mime);
	}
	g_object_unref(parser);
	g_object_unref(stream);
	if (mime == NULL)
		return (err_reject(e,
		    "this is no email; save the report as it came, headers and all, as an .eml "
		    "file"));
	if (l.report == NULL)
		return (0);
	read_report(bounce, arena, l.report);
	if (!find_subject(bounce, arena_bytes(arena, bytes, length), secret, arena))
		bounce->kind = BOUNCE_UNKNOWN;
	return (0);
}

/* ---- letting it count ------------------------------------------------------------------------ */

/* Find the number of the email; 0 if it is none of ours, -1. */
static int64_t
find_email(struct database *db, const struct bounce *b, struct err *e)
{
	int64_t id = 0;
	int rc;

	if (b->email > 0)
		return (b->email);
	rc = mailing_of_number(db, b->run, b->invoice, &id, e);
	return (rc < 0 ? -1 : rc == 0 ? 0 : id);
}

/* Set the email to BOUNCED, and remember its address if that is at fault. */
static int
mark(struct database *db, const struct bounce_failure *b, const struct mailing *s,
    const char *reason, struct err *e)
{
	if (mailing_bounced(db, s->id, reason, e) != 0)
		return (-1);
	/* Keep the address if the mailbox is only full, or the server cannot be reached. */
	if (strncmp(b->status, "5.1.", 4) != 0 && strncmp(b->status, "5.2.1", 5) != 0)
		return (0);
	return (mailing_address_bounced(db, s->send_to, clock_today(), reason, e));
}

/* Is the recipient one of the copies, and not the customer? */
static bool
is_copy(const struct mailing *s, const char *recipient, struct arena *arena)
{
	struct address_list list;
	const char *wrong;
	size_t i;

	if (text_equal_nocase(recipient, s->send_to) ||
	    !address_parse(arena, s->send_to, s->cc_to, &list, &wrong))
		return (false);
	for (i = 1; i < list.count; i++)
		if (text_equal_nocase(recipient, list.items[i]))
			return (true);
	return (false);
}

/*
 * A report that we recognise by its Message-ID alone can be made up by anybody who can count
 * invoices, so it must at least name an address that the email went to. Then it can do no more than
 * that customer could by refusing the mail: this one email becomes BOUNCED, and a person looks at
 * it.
 */
static bool
is_plausible(const struct bounce *b, const struct mailing *s, struct arena *arena)
{
	size_t i;

	for (i = 0; i < b->count; i++)
		if (text_equal_nocase(b->failures[i].recipient, s->send_to) ||
		    is_copy(s, b->failures[i].recipient, arena))
			return (true);
	return (b->email > 0);
}

/*
 * Of the recipients that the email has not reached, choose the one that counts: the customer (or
 * the address that takes the customer's mail), else a copy.
 */
static const struct bounce_failure *
worst(const struct bounce *b, const struct mailing *s, struct arena *arena)
{
	size_t i;

	for (i = 0; i + 1 < b->count && is_copy(s, b->failures[i].recipient, arena); i++)
		;
	return (&b->failures[i]);
}

int
bounce_apply(struct database *db, const struct bounce *b, struct arena *arena, int64_t *email,
    const char **said, struct err *e)
{
	static const char *const nothing[] = {
		[BOUNCE_NONE] =
		    "it is no delivery report (an auto-reply perhaps): nothing was changed",
		[BOUNCE_UNKNOWN] =
		    "it is a report about an email that is not one of these: nothing was changed",
		[BOUNCE_NEWS] = ("the report says that the email is on its way, or has come: "
				 "nothing was changed"),
	};
	const struct bounce_failure *failure;
	struct mailing s = { .id = 0 };
	const char *reason;
	int64_t id;
	int rc;

	*email = 0;
	*said = b->kind == BOUNCE_FAILED ? nothing[BOUNCE_UNKNOWN] : nothing[b->kind];
	if (b->kind != BOUNCE_FAILED || (id = find_email(db, b, e)) == 0)
		return (0);
	if (id < 0 || (rc = mailing_find(db, id, arena, &s, e)) < 0)
		return (-1);
	if (rc == 0)
		return (0);
	if (!is_plausible(b, &s, arena)) {
		*said = arena_printf(arena,
		    "it names message %lld, but neither the return address of ours nor an address "
		    "that it went to: nothing was changed",
		    (long long)s.id);
		return (0);
	}
	failure = worst(b, &s, arena);
	reason = arena_printf(arena, "%s (%s%s%s)", meaning(failure->status), failure->status,
	    failure->diagnostic[0] != '\0' ? ": " : "", failure->diagnostic);
	if (strcmp(s.state, "SENDING") == 0)
		return (err_retry(e, 0, "message %lld is just being sent", (long long)s.id));
	*said = arena_printf(arena,
	    "message %lld, %s %s of account %s: it is %s, and the report is about an earlier try: "
	    "nothing was changed",
	    (long long)s.id, s.document, s.number, s.account, s.state);
	if (s.revision != b->revision ||
	    (strcmp(s.state, "SENT") != 0 && strcmp(s.state, "UNKNOWN") != 0))
		return (0);
	if (is_copy(&s, failure->recipient, arena)) {
		*said = arena_printf(arena,
		    "message %lld, %s %s of account %s: the copy to %s came back: %s",
		    (long long)s.id, s.document, s.number, s.account, failure->recipient, reason);
		return (mailing_note(db, s.id, reason, e));
	}
	*email = b->email;
	*said = arena_printf(arena, "message %lld, %s %s of account %s, came back: %s",
	    (long long)s.id, s.document, s.number, s.account, reason);
	return (mark(db, failure, &s, reason, e));
}
