#ifndef MAIL_MESSAGE_H
#define MAIL_MESSAGE_H

#include "base/buf.h"
#include "base/hash.h"
#include "mail/mailing.h"

/*
 * message: the very bytes of an email, and its envelope. By GMime, which only this file and
 * bounce.c know.
 *
 * Text and HTML in the customer's language beside the PDF exactly as it was issued: its hash is
 * compared with the database, its account number and total are read back from it. The same mailing
 * with the same settings and templates is the same bytes: Date, Message-ID and boundaries come from
 * the mailing. CRLF line ends, base64 and quoted-printable only.
 */

/* The facts that all messages of a round share. */
struct message_making {
	const struct spool *spool;
	const struct settings *settings;
	const struct template_set *templates;
	const char *secret; /* the key that signs return addresses */
};

struct message {
	struct buf bytes;
	char sha256[HASH_HEX_SIZE];
	const char *return_path; /* "bounce+17.1.0123456789abcdef@billing.example" */
	struct address_list to;  /* all recipients, also those who have it already */
};

/*
 * Make the message of a mailing. ERR_REJECT when it must not be sent: for an invalid address, or a
 * PDF that is missing or not the issued one; ERR_RETRY when the disk fails, or its run is not
 * published yet. Strings in arena; the buffer is the caller's to release.
 */
int message_build(const struct message_making *making, const struct mailing *mailing,
    struct arena *arena, struct message *message, struct err *e) NODISCARD;

/*
 * Can messages be made with these settings at all? ERR_REJECT names the key of [mail] that is
 * wrong, and a good value.
 */
int message_check_settings(const struct settings *settings, struct err *e) NODISCARD;

/*
 * Make the 16 digits that a return address ends in. Only somebody who has the secret can make them.
 */
void message_sign(const char *secret, int64_t id, int64_t revision, char mac[static 17]);

#endif
