#include "intake/email.h"

#include <ctype.h>
#include <stddef.h>

#define LONGEST 254 /* RFC 5321, section 4.5.3.1.3: a path of 256 with its brackets */
#define LONGEST_LOCAL 64

/* Characters that are legal inside quotes only; we take no quotes. */
static const char FORBIDDEN[] = "<>,;:\"\\()[]";

/* Is it a domain: letters, digits and '-' between dots, at least two labels, none empty? */
static bool
domain_is_valid(const char *domain)
{
	size_t i, label = 0, dots = 0;

	for (i = 0; domain[i] != '\0'; i++) {
		if (domain[i] == '.') {
			if (label == 0)
				return (false);
			label = 0;
			dots++;
		} else if (isalnum((unsigned char)domain[i]) || (domain[i] == '-' && label > 0)) {
			label++;
		} else {
			return (false);
		}
	}
	return (label > 0 && dots > 0);
}

bool
email_is_valid(const char *text)
{
	const char *at = strchr(text, '@');
	size_t i;

	if (at == NULL || at == text || at - text > LONGEST_LOCAL || strchr(at + 1, '@') != NULL ||
	    strlen(text) > LONGEST)
		return (false);
	for (i = 0; text[i] != '\0'; i++)
		if (text[i] <= ' ' || text[i] > '~' || strchr(FORBIDDEN, text[i]) != NULL)
			return (false);
	return (text[0] != '.' && at[-1] != '.' && strstr(text, "..") == NULL &&
	    domain_is_valid(at + 1));
}
