#include "report/registers.h"

#include <stdbool.h>
#include <string.h>

/* How much of a name is the meter's code. */
static size_t
code_length(const char *name)
{
	return (strcspn(name, "/"));
}

/* Has the bill another register of the same meter? */
static bool
has_sibling(const struct registers *bill, const char *name)
{
	size_t length = code_length(name), i;

	for (i = 0; i < bill->usage_count; i++) {
		const char *other = bill->usages[i].meter;

		if (code_length(other) == length && strncmp(other, name, length) == 0 &&
		    strcmp(other, name) != 0)
			return (true);
	}
	return (false);
}

/* The working without the register wherever a part of it begins with this name and a colon. */
static const char *
shorten_working(const char *working, const char *name, struct arena *arena)
{
	size_t whole = strlen(name), code = code_length(name);
	const char *part = working, *next;

	for (; part != NULL; part = next == NULL ? NULL : next + 2) {
		if (strncmp(part, name, whole) == 0 && part[whole] == ':') {
			working = arena_printf(arena, "%.*s%.*s%s", (int)(part - working), working,
			    (int)code, name, part + whole);
			return (working);
		}
		next = strstr(part, "; ");
	}
	return (working);
}

void
registers_shorten(const struct registers *bill, struct arena *arena)
{
	bool *alone = arena_new(arena, bill->usage_count + 1, sizeof(*alone));
	size_t i, k;

	/* All are judged by their whole names, before the first one is shortened. */
	for (i = 0; i < bill->usage_count; i++)
		alone[i] = strchr(bill->usages[i].meter, '/') != NULL &&
		    !has_sibling(bill, bill->usages[i].meter);
	for (i = 0; i < bill->usage_count; i++) {
		const char *name = bill->usages[i].meter;

		if (!alone[i])
			continue;
		for (k = 0; k < bill->line_count; k++) {
			bill->lines[k].working =
			    shorten_working(bill->lines[k].working, name, arena);
			if (strcmp(bill->lines[k].meter, name) == 0)
				bill->lines[k].meter = arena_bytes(arena, name, code_length(name));
		}
	}
	for (i = 0; i < bill->usage_count; i++)
		if (alone[i])
			bill->usages[i].meter = arena_bytes(arena, bill->usages[i].meter,
			    code_length(bill->usages[i].meter));
}
