#include "mail/refusal.h"

#include <stdio.h>
#include <string.h>

#include "base/compiler.h"

#define ANY (-1)

/*
 * Which enhanced codes are about us; the first row that fits counts, and a code that fits none is
 * about the recipient or the text.
 */
static const struct {
	int subject, detail;
	bool us;
} CODES[] = {
	{ 1, 7, true },    /* bad sender's mailbox address syntax */
	{ 1, 8, true },    /* bad sender's system address */
	{ 3, 4, false },   /* message too big for system */
	{ 3, ANY, true },  /* the server is full, closed, or set up wrongly */
	{ 5, 0, false },   /* "other": some say so of a mailbox that they do not have */
	{ 5, 3, false },   /* too many recipients */
	{ 5, ANY, true },  /* a command was not understood, or came out of turn */
	{ 7, ANY, true }, /* not authorized, not authenticated, not encrypted, blocked, SPF, DKIM,
	                     DMARC */
};

/* Replies about the conversation itself: RFC 5321 4.2.2, RFC 4954 6, RFC 7504. */
static const int TALK[] = { 500, 502, 503, 504, 521, 530, 534, 535, 538 };

/*
 * Words that servers without enhanced codes use when they refuse us, and that some use with a code
 * that means something else.
 */
static const char *const WORDS[] = { "relay", "authenticat", "access denied", "not allowed to send",
	"client host", "sender address", "sender rejected", "helo", "blacklist", "blocklist",
	"blocked", "spf", "dmarc" };

/*
 * Complete a reply: take the enhanced code from the beginning of the text, if the library has left
 * it there.
 */
static struct refusal
complete(const struct refusal *refusal)
{
	struct refusal r = *refusal;

	if (r.text == NULL)
		r.text = "";
	if (r.class == 0 && sscanf(r.text, " %1d.%3d.%3d", &r.class, &r.subject, &r.detail) != 3)
		r.class = 0;
	return (r);
}

/* Does the text have one of these words? */
static bool
has_word(const char *text)
{
	size_t i;

	for (i = 0; i < LENGTH(WORDS); i++)
		if (strcasestr(text, WORDS[i]) != NULL)
			return (true);
	return (false);
}

bool
refusal_may_mean_us(const struct refusal *refusal)
{
	const struct refusal r = complete(refusal);
	size_t i;

	if (r.code / 100 != 5)
		return (false);
	for (i = 0; i < LENGTH(TALK); i++)
		if (r.code == TALK[i])
			return (true);
	for (i = 0; r.class == 5 && i < LENGTH(CODES); i++)
		if (CODES[i].subject == r.subject &&
		    (CODES[i].detail == ANY || CODES[i].detail == r.detail))
			return (CODES[i].us);
	return (r.class == 5 ? strcasestr(r.text, "relay") != NULL : has_word(r.text));
}
