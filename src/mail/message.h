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

/* What all messages of a round share. */
struct message_making {
	const struct spool *spool;
	const struct settings *settings;
	const struct template_set *templates;
	const char *secret; /* signs the return addresses */
};

struct message {
	struct buf bytes;
	char sha256[HASH_HEX_SIZE];
	const char *return_path; /* "bounce+17.1.0123456789abcdef@billing.example" */
	struct address_list to;  /* all, also those that have it */
};

/*
 * Make it. ERR_REJECT when it must not be sent: an address that is none, a PDF that is missing or
 * not what was issued; ERR_RETRY when the disk is in the way, or its run is not published yet.
 * Strings in arena; the buffer is the caller's to release.
 */
int message_build(const struct message_making *making, const struct mailing *mailing,
    struct arena *arena, struct message *message, struct err *e) NODISCARD;

/*
 * Can messages be made with these settings at all? ERR_REJECT names the key of [mail] and what to
 * write.
 */
int message_check_settings(const struct settings *settings, struct err *e) NODISCARD;

/* The 16 digits that a return address ends in, which only who knows the secret can make. */
void message_sign(const char *secret, int64_t id, int64_t revision, char mac[static 17]);

#endif
