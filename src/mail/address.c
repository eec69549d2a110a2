#include "mail/address.h"

#include <strings.h>

#include "base/compiler.h"
#include "base/text.h"
#include "intake/email.h"

/* Domains that people often mistype. */
static const char *const FAMILIAR[] = { "gmail.com", "googlemail.com", "hotmail.com", "outlook.com",
	"yahoo.com", "icloud.com", "bigpond.com", "bigpond.net.au", "optusnet.com.au", "gmx.de",
	"web.de", "t-online.de", "orange.fr", "wanadoo.fr", "wp.pl", "onet.pl", "interia.pl" };

/* Endings that are mistyped real ones, or that no mail can reach (RFC 6761). */
static const struct {
	const char *wrong, *right;
} ENDINGS[] = { { ".con", ".com" }, { ".cmo", ".com" }, { ".ocm", ".com" }, { ".comm", ".com" },
	{ ".vom", ".com" }, { ".xom", ".com" }, { ".nte", ".net" }, { ".ent", ".net" },
	{ ".ogr", ".org" }, { ".con.au", ".com.au" }, { ".com.a", ".com.au" }, { ".invalid", "" } };

bool
address_parse(struct arena *arena, const char *send_to, const char *cc_to,
    struct address_list *list, const char **wrong)
{
	char *rest = arena_string(arena, cc_to);
	char *one;

	*list = (struct address_list){ { arena_string(arena, send_to) }, 1 };
	*wrong = list->items[0];
	if (!email_is_valid(send_to))
		return (false);
	while ((one = strsep(&rest, ";")) != NULL) {
		one = text_trim(one);
		if (*one == '\0')
			continue;
		*wrong = one;
		if (!email_is_valid(one) || list->count == ADDRESS_MOST)
			return (false);
		list->items[list->count++] = one;
	}
	return (true);
}

const char *
address_domain(const char *address)
{
	const char *at = strrchr(address, '@');

	return (at != NULL ? at + 1 : "");
}

/* Do a and b differ by one slip: a letter more, a letter less, another letter, or two exchanged? */
static bool
is_slip(const char *a, const char *b)
{
	size_t la = strlen(a), lb = strlen(b), i = 0;

	if (strcasecmp(a, b) == 0 || la + 1 < lb || lb + 1 < la)
		return (false);
	while (a[i] != '\0' && strncasecmp(a + i, b + i, 1) == 0)
		i++;
	if (la == lb && strcasecmp(a + i + 1, b + i + 1) == 0)
		return (true);
	if (la == lb)
		return (a[i + 1] != '\0' && strncasecmp(a + i, b + i + 1, 1) == 0 &&
		    strncasecmp(a + i + 1, b + i, 1) == 0 && strcasecmp(a + i + 2, b + i + 2) == 0);
	return (la > lb ? strcasecmp(a + i + 1, b + i) == 0 : strcasecmp(a + i, b + i + 1) == 0);
}

/* The sentence about an ending that no address should have; NULL if the ending is none of these. */
static const char *
suspect_ending(struct arena *arena, const char *address, const char *domain)
{
	size_t length = strlen(domain), i, tail;

	for (i = 0; i < LENGTH(ENDINGS); i++) {
		tail = strlen(ENDINGS[i].wrong);
		if (length <= tail || strcasecmp(domain + length - tail, ENDINGS[i].wrong) != 0)
			continue;
		if (ENDINGS[i].right[0] == '\0')
			return (arena_printf(arena,
			    "the address %s cannot be reached: no mail goes to %s", address,
			    ENDINGS[i].wrong));
		return (arena_printf(arena, "the address %s looks mistyped (%s?)", address,
		    ENDINGS[i].right));
	}
	return (NULL);
}

const char *
address_suspicion(struct arena *arena, const char *address)
{
	const char *domain = address_domain(address);
	size_t i;

	for (i = 0; i < LENGTH(FAMILIAR); i++)
		if (strcasecmp(domain, FAMILIAR[i]) == 0)
			return (NULL);
	for (i = 0; i < LENGTH(FAMILIAR); i++)
		if (strlen(FAMILIAR[i]) > 6 && is_slip(domain, FAMILIAR[i]))
			return (arena_printf(arena, "the address %s looks mistyped (%s?)", address,
			    FAMILIAR[i]));
	return (suspect_ending(arena, address, domain));
}
