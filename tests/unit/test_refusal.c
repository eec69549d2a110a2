#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "base/compiler.h"
#include "mail/refusal.h"

/*
 * What real servers say, with the enhanced code as libesmtp hands it over (taken out of the text),
 * and whether it may be about us.
 */
static const struct row {
	const char *name;
	struct refusal refusal;
	bool want;
} ROWS[] = {
	/* Postfix 3.7, by its manual pages and seen */
	{ "no such user",
	    { 550, 5, 1, 1,
		"<a@b.example>: Recipient address rejected: User unknown in virtual mailbox "
		"table" },
	    false },
	{ "relay access denied", { 554, 5, 7, 1, "<a@b.example>: Relay access denied" }, true },
	{ "reject at the end of the restrictions",
	    { 554, 5, 7, 1, "<a@b.example>: Recipient address rejected: Access denied" }, true },
	{ "client without a name",
	    { 550, 5, 7, 25, "Client host rejected: cannot find your hostname, [192.0.2.1]" },
	    true },
	{ "sender's domain unknown",
	    { 553, 5, 1, 8, "<x@y.example>: Sender address rejected: Domain not found" }, true },
	{ "sender not owned",
	    { 553, 5, 7, 1, "<x@y.example>: Sender address rejected: not owned by user billing" },
	    true },
	{ "HELO", { 504, 5, 5, 2, "<x>: Helo command rejected: need fully-qualified hostname" },
	    true },
	{ "must be encrypted", { 530, 5, 7, 0, "Must issue a STARTTLS command first" }, true },
	{ "a loop", { 554, 5, 4, 6, "Too many hops" }, false },
	{ "too large", { 552, 5, 3, 4, "Message size exceeds fixed limit" }, false },
	{ "too many recipients", { 550, 5, 5, 3, "Too many recipients" }, false },
	{ "null MX",
	    { 556, 5, 1, 10,
		"Recipient address rejected: Domain a.example does not accept mail (nullMX)" },
	    false },
	/* Exim, Exchange, Gmail, Outlook.com, OpenSMTPD */
	{ "Exim", { 550, 0, 0, 0, "relay not permitted" }, true },
	{ "Exim, no such user", { 550, 0, 0, 0, "Unrouteable address" }, false },
	{ "Exchange, relay",
	    { 550, 5, 7, 54, "SMTP; Unable to relay recipient in non-accepted domain" }, true },
	{ "Exchange, sender",
	    { 550, 5, 7, 60, "SMTP; Client does not have permissions to send as this sender" },
	    true },
	{ "Exchange, edge",
	    { 550, 5, 4, 1, "Recipient address rejected: Access denied. AS(201806281)" }, false },
	{ "Gmail, no such user",
	    { 550, 5, 1, 1, "The email account that you tried to reach does not exist." }, false },
	{ "Gmail, DMARC",
	    { 550, 5, 7, 26,
		"Unauthenticated email from y.example is not accepted due to domain's DMARC "
		"policy." },
	    true },
	{ "Gmail, over quota", { 552, 5, 2, 2, "The recipient's inbox is out of storage space." },
	    false },
	{ "Outlook.com, no such mailbox",
	    { 550, 5, 5, 0, "Requested action not taken: mailbox unavailable" }, false },
	{ "OpenSMTPD", { 550, 0, 0, 0, "Invalid recipient: <a@b.example>" }, false },
	{ "auth wanted", { 550, 0, 0, 0, "Please authenticate first" }, true },
	{ "a blocklist",
	    { 554, 0, 0, 0, "Service unavailable; Client host [192.0.2.1] blocked using zen" },
	    true },
	/* the enhanced code that the library has left in the text */
	{ "left in the text, us", { 554, 0, 0, 0, "5.7.1 no" }, true },
	{ "left in the text, the recipient", { 550, 0, 0, 0, "5.1.1 blocked word" }, false },
	{ "relay said with another code", { 550, 5, 1, 0, "we do not relay" }, true },
	{ "content", { 554, 5, 6, 0, "content refused" }, false },
	/* the talk */
	{ "auth", { 535, 5, 7, 8, "authentication failed" }, true },
	{ "unknown command", { 500, 0, 0, 0, "what?" }, true },
	{ "no mail here", { 521, 0, 0, 0, "" }, true },
	{ "says nothing", { 550, 0, 0, 0, NULL }, false },
	/* not for good */
	{ "4xx is no refusal", { 450, 4, 7, 1, "Client host rejected" }, false },
	{ "taken", { 250, 2, 1, 5, "Ok" }, false },
};

static void
whom_a_refusal_means(void **state)
{
	size_t i;

	for (i = 0; i < LENGTH(ROWS); i++)
		if (refusal_may_mean_us(&ROWS[i].refusal) != ROWS[i].want)
			fail_msg("%s: %d %s", ROWS[i].name, ROWS[i].refusal.code,
			    ROWS[i].refusal.text != NULL ? ROWS[i].refusal.text : "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whom_a_refusal_means),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
