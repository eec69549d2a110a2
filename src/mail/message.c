#include "mail/message.h"

#include <ctype.h>

#include "base/compiler.h"
#include "base/text.h"
#include "document/document.h"
#include "intake/email.h"
#include "mail/mime.h"
#include "spool/publish.h"

#define PDF_BYTES ((size_t)25 << 20) /* most servers refuse larger attachments */
#define NS_PER_S INT64_C(1000000000)
#define LONGEST_SUBJECT 300
#define NOON 43200

/* The facts for making one message. */
struct message_work {
	const struct message_making *making;
	const struct mailing *mailing;
	struct arena *arena;
	struct message *message;
	const char *values[FIELD_COUNT];
	struct buf pdf;
};

/* The part of the Message-ID before the @: "20261102-0001.INV-0000001.1". */
static const char *
id_left(const struct mailing *mailing, struct arena *arena)
{
	char *left = arena_printf(arena, "%s.%s.%lld", mailing->run, mailing->number,
	    (long long)mailing->revision);
	size_t i;

	for (i = 0; left[i] != '\0'; i++)
		if (!isalnum((unsigned char)left[i]) && strchr("-.", left[i]) == NULL)
			left[i] = '-';
	return (left);
}

void
message_sign(const char *secret, int64_t id, int64_t revision, char mac[static 17])
{
	char hex[HASH_HEX_SIZE], text[160];

	(void)snprintf(text, sizeof(text), "%s %lld %lld %s", secret, (long long)id,
	    (long long)revision, secret);
	hash_bytes(text, strlen(text), hex);
	(void)snprintf(mac, 17, "%.16s", hex);
}

int
message_check_settings(const struct settings *settings, struct err *e)
{
	const struct settings_mail *m = &settings->mail;
	static const char how[] = "in [mail] of billspool.conf write";

	if (m->host[0] == '\0' || strpbrk(m->host, " :/@") != NULL)
		return (err_reject(e, "no mail server is set: %s host = the name of your relay",
		    how));
	if (m->from[0] == '\0')
		return (err_reject(e,
		    "the sender's address is not set: %s from = billing@your.domain", how));
	if (!email_is_valid(m->from))
		return (err_reject(e,
		    "from = %.100s is not an address: %s one such as billing@your.domain", m->from,
		    how));
	if (m->bounce_address[0] != '\0' &&
	    (!email_is_valid(m->bounce_address) || strlen(m->bounce_address) > 180))
		return (err_reject(e,
		    "bounce_address = %.100s is not an address: %s one, or leave it empty",
		    m->bounce_address, how));
	if (m->reply_to[0] != '\0' && !email_is_valid(m->reply_to))
		return (err_reject(e,
		    "reply_to = %.100s is not an address: %s one, or leave it empty", m->reply_to,
		    how));
	if (m->list_unsubscribe[0] != '\0' &&
	    ((strncmp(m->list_unsubscribe, "mailto:", 7) != 0 &&
		 strncmp(m->list_unsubscribe, "https://", 8) != 0) ||
		strpbrk(m->list_unsubscribe, "<>, \"") != NULL))
		return (err_reject(e,
		    "list_unsubscribe = %.100s is not possible: %s an address that begins with "
		    "mailto: or https:// and has no blanks, commas or brackets",
		    m->list_unsubscribe, how));
	if (strcmp(m->tls, "auto") != 0 && strcmp(m->tls, "required") != 0 &&
	    strcmp(m->tls, "off") != 0)
		return (err_reject(e, "tls = %.40s is not possible: %s required, off or auto",
		    m->tls, how));
	return (0);
}

/* Read the PDF, and make sure that it is the issued one, and this customer's. */
static int
take_pdf(struct message_work *b, struct err *e)
{
	const struct mailing *l = b->mailing;
	const struct settings *settings = b->making->settings;
	const char *path =
	    arena_printf(b->arena, "%s/EMAIL/%s-%s.pdf", l->run, l->number, l->account);
	char hash[HASH_HEX_SIZE], total[DECIMAL_SIZE];
	const struct document_expected expected = { l->account, l->number, total, "" };
	struct document_verifier *verifier;
	int rc;

	/* A commit can release an email and issue its run; the files are published after it. */
	if (!publish_exists(b->making->spool, FOLDER_INVOICES, l->run))
		return (err_retry(e, 0, "the run %s is not published yet: is the watcher running?",
		    l->run));
	if (publish_read(b->making->spool, FOLDER_INVOICES, path, PDF_BYTES, &b->pdf, e) != 0)
		return (-1);
	hash_bytes(buf_text(&b->pdf), b->pdf.length, hash);
	if (strcmp(hash, l->sha256) != 0)
		return (err_reject(e,
		    "invoices/%s is not the file that was issued; make it again with: billspool "
		    "render %s DIR",
		    path, l->run));
	decimal_format_money(l->total_minor, settings->rules.minor_places, total);
	verifier = document_verifier_new();
	rc = document_verify(verifier, buf_text(&b->pdf), b->pdf.length, &expected, e);
	document_verifier_free(verifier);
	return (rc == 0 ? 0 : err_context(e, "invoices/%s", path));
}

/* Make a part with these bytes, which must outlive it. */
static GMimePart *
new_part(const char *type, const char *subtype, const char *bytes, size_t length,
    GMimeContentEncoding encoding)
{
	GMimePart *part = g_mime_part_new_with_type(type, subtype);
	GMimeStream *stream = g_mime_stream_mem_new_with_buffer(bytes, length);
	GMimeDataWrapper *content =
	    g_mime_data_wrapper_new_with_stream(stream, GMIME_CONTENT_ENCODING_DEFAULT);

	g_mime_part_set_content(part, content);
	g_mime_part_set_content_encoding(part, encoding);
	g_object_unref(content);
	g_object_unref(stream);
	return (part);
}

/* Make a body from the template, as UTF-8 in quoted-printable. */
static void
add_body(struct message_work *b, GMimeMultipart *to, const char *subtype, const char *form,
    bool html)
{
	const char *text = template_expand(b->arena, form, b->values, html);
	GMimePart *part =
	    new_part("text", subtype, text, strlen(text), GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);

	g_mime_object_set_content_type_parameter(GMIME_OBJECT(part), "charset", "utf-8");
	g_mime_multipart_add(to, GMIME_OBJECT(part));
	g_object_unref(part);
}

/*
 * Put the text, the HTML (mail readers show one of the two) and the PDF together. Boundaries are
 * made from the mailing, so that the bytes are always the same.
 */
static GMimeMultipart *
new_content(struct message_work *b)
{
	const struct template_form *form =
	    template_find(b->making->templates, mailing_template(b->mailing), b->mailing->language);
	const char *left = id_left(b->mailing, b->arena),
		   *file = mailing_file(b->mailing, b->arena);
	GMimeMultipart *mixed = g_mime_multipart_new_with_subtype("mixed");
	GMimeMultipart *alternative = g_mime_multipart_new_with_subtype("alternative");
	GMimePart *pdf = new_part("application", "pdf", buf_text(&b->pdf), b->pdf.length,
	    GMIME_CONTENT_ENCODING_BASE64);

	g_mime_multipart_set_boundary(mixed, arena_printf(b->arena, "=_m.%s", left));
	g_mime_multipart_set_boundary(alternative, arena_printf(b->arena, "=_a.%s", left));
	add_body(b, alternative, "plain", form->text, false);
	add_body(b, alternative, "html", form->html, true);
	g_mime_multipart_add(mixed, GMIME_OBJECT(alternative));
	g_mime_object_set_content_type_parameter(GMIME_OBJECT(pdf), "name", file);
	g_mime_object_set_disposition(GMIME_OBJECT(pdf), "attachment");
	g_mime_object_set_content_disposition_parameter(GMIME_OBJECT(pdf), "filename", file);
	g_mime_multipart_add(mixed, GMIME_OBJECT(pdf));
	g_object_unref(alternative);
	g_object_unref(pdf);
	return (mixed);
}

/* Add an address header with one address; GMime encodes the name, if there is one. */
static void
add_address(GMimeMessage *mime, GMimeAddressType type, const char *name, const char *address)
{
	InternetAddress *mailbox =
	    internet_address_mailbox_new(name[0] != '\0' ? name : NULL, address);

	internet_address_set_charset(mailbox, "utf-8");
	internet_address_list_add(g_mime_message_get_addresses(mime, type), mailbox);
	g_object_unref(mailbox);
}

/* The Date: when this revision was released; before that, noon of the document's day. */
static GDateTime *
new_date(const struct mailing *l)
{
	if (l->released_ns > 0)
		return (g_date_time_new_from_unix_utc(l->released_ns / NS_PER_S));
	return (g_date_time_new_from_unix_utc((gint64)l->day * 86400 + NOON));
}

/* Set the headers. */
static void
add_headers(struct message_work *b, GMimeMessage *mime)
{
	const struct settings_mail *m = &b->making->settings->mail;
	const struct mailing *l = b->mailing;
	const char *name = m->from_name[0] != '\0' ? m->from_name : b->values[FIELD_SENDER_NAME];
	const char *subject = l->subject;
	const char *reply = m->reply_to[0] != '\0' ? m->reply_to
	    : email_is_valid(l->sender_email)      ? l->sender_email
						   : "";
	GDateTime *date = new_date(l);
	size_t i;

	add_address(mime, GMIME_ADDRESS_TYPE_FROM, mailing_line(b->arena, name, LONGEST_SUBJECT),
	    m->from);
	if (reply[0] != '\0' && strcmp(reply, m->from) != 0)
		add_address(mime, GMIME_ADDRESS_TYPE_REPLY_TO, "", reply);
	add_address(mime, GMIME_ADDRESS_TYPE_TO, "", b->message->to.items[0]);
	for (i = 1; i < b->message->to.count; i++)
		add_address(mime, GMIME_ADDRESS_TYPE_CC, "", b->message->to.items[i]);
	if (subject[0] == '\0')
		subject = template_expand(b->arena,
		    template_find(b->making->templates, mailing_template(l), l->language)->subject,
		    b->values, false);
	g_mime_message_set_subject(mime, mailing_line(b->arena, subject, LONGEST_SUBJECT), "utf-8");
	g_mime_message_set_date(mime, date);
	g_date_time_unref(date);
	g_mime_message_set_message_id(mime,
	    arena_printf(b->arena, "%s@%s", id_left(l, b->arena), address_domain(m->from)));
	g_mime_object_set_header(GMIME_OBJECT(mime), "Auto-Submitted", "auto-generated", NULL);
	if (m->list_unsubscribe[0] != '\0')
		g_mime_object_set_header(GMIME_OBJECT(mime), "List-Unsubscribe",
		    arena_printf(b->arena, "<%s>", m->list_unsubscribe), NULL);
}

/* Write the message out with CRLF. */
static void
write_out(GMimeMessage *mime, struct buf *bytes)
{
	GMimeFormatOptions *options = g_mime_format_options_new();
	GMimeStream *stream = g_mime_stream_mem_new();
	const GByteArray *array;

	g_mime_format_options_set_newline_format(options, GMIME_NEWLINE_FORMAT_DOS);
	(void)g_mime_object_write_to_stream(GMIME_OBJECT(mime), options, stream);
	array = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
	buf_reset(bytes);
	buf_add(bytes, array->data, array->len);
	g_object_unref(stream);
	g_mime_format_options_free(options);
}

/*
 * Check the finished bytes: header and body lines must end with CRLF and be no longer than SMTP
 * allows (RFC 5321, 4.5.3.1.6), and all bytes must be ASCII.
 */
static int
check_bytes(const struct buf *bytes, struct err *e)
{
	size_t i, begin = 0;

	for (i = 0; i < bytes->length; i++) {
		unsigned char c = (unsigned char)bytes->data[i];

		if (c == '\n' && (i == 0 || bytes->data[i - 1] != '\r'))
			break;
		if ((c == '\r' && (i + 1 == bytes->length || bytes->data[i + 1] != '\n')) ||
		    c > 0x7e || c == '\0' || i - begin > 998)
			break;
		if (c == '\n')
			begin = i + 1;
	}
	if (i == bytes->length)
		return (0);
	return (err_reject(e,
	    "the message came out with a line that no mail server takes (at byte %zu); that is a "
	    "fault of billspool",
	    i));
}

/* Make the return address, which tells from a report which message it is about. */
static const char *
return_path(const struct message_work *b)
{
	const struct settings_mail *m = &b->making->settings->mail;
	const char *at = strchr(m->bounce_address, '@');
	char mac[17];

	if (at == NULL)
		return (m->from);
	message_sign(b->making->secret, b->mailing->id, b->mailing->revision, mac);
	return (arena_printf(b->arena, "%.*s+%lld.%lld.%s%s", (int)(at - m->bounce_address),
	    m->bounce_address, (long long)b->mailing->id, (long long)b->mailing->revision, mac,
	    at));
}

/* Put the message together, once everything is checked. */
static int
assemble(struct message_work *b, struct err *e)
{
	GMimeMessage *mime = g_mime_message_new(TRUE);
	GMimeMultipart *content = new_content(b);

	add_headers(b, mime);
	g_mime_message_set_mime_part(mime, GMIME_OBJECT(content));
	write_out(mime, &b->message->bytes);
	g_object_unref(content);
	g_object_unref(mime);
	b->message->return_path = return_path(b);
	hash_bytes(buf_text(&b->message->bytes), b->message->bytes.length, b->message->sha256);
	return (check_bytes(&b->message->bytes, e));
}

int
message_build(const struct message_making *making, const struct mailing *mailing,
    struct arena *arena, struct message *message, struct err *e)
{
	struct message_work b = {
		.making = making, .mailing = mailing, .arena = arena, .message = message
	};
	const char *wrong;
	int rc;

	g_mime_init();
	*message = (struct message){ .bytes = BUF_EMPTY };
	if (!address_parse(arena, mailing->send_to, mailing->cc_to, &message->to, &wrong))
		return (err_reject(e,
		    "\"%.80s\" is not an address that mail can go to; correct it in the customers "
		    "file",
		    wrong));
	mailing_values(mailing, making->settings, arena, b.values);
	rc = take_pdf(&b, e);
	if (rc == 0)
		rc = assemble(&b, e);
	buf_release(&b.pdf);
	return (rc);
}
