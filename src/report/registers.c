#include "report/registers.h"

#include <stdbool.h>
#include <string.h>

/* The length of the meter's code at the beginning of a name. */
static size_t
code_length(const char *name)
{
	return (strcspn(name, "/"));
}

/* Does the bill have another register of the same meter? */
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

void
registers_shorten(const struct registers *bill, struct arena *arena)
{
	bool *alone = arena_new(arena, bill->usage_count + 1, sizeof(*alone));
	size_t i, k;

	/* Look at all whole names before the first one is shortened. */
	for (i = 0; i < bill->usage_count; i++)
		alone[i] = strchr(bill->usages[i].meter, '/') != NULL &&
		    !has_sibling(bill, bill->usages[i].meter);
	for (i = 0; i < bill->usage_count; i++) {
		const char *name = bill->usages[i].meter, *code;

		if (!alone[i])
			continue;
		code = arena_bytes(arena, name, code_length(name));
		for (k = 0; k < bill->line_count; k++) {
			working_rename(&bill->lines[k].working, name, code, arena);
			if (strcmp(bill->lines[k].meter, name) == 0)
				bill->lines[k].meter = code;
		}
	}
	for (i = 0; i < bill->usage_count; i++)
		if (alone[i])
			bill->usages[i].meter = arena_bytes(arena, bill->usages[i].meter,
			    code_length(bill->usages[i].meter));
}
