#include "layout/layout.h"

/* The layouts that the program carries. */
static const struct {
	const char *name;
	const char *text;
} SHIPPED[] = {
	{
	    "classic",
#include "layout_classic.inc"
	},
	{
	    "modern",
#include "layout_modern.inc"
	},
	{
	    "compact",
#include "layout_compact.inc"
	},
	{
	    "statement",
#include "layout_statement.inc"
	},
	{
	    "reminder",
#include "layout_reminder.inc"
	},
};

bool
layout_has(const struct layout *layout, enum layout_kind kind)
{
	size_t i;

	for (i = 0; i < layout->count && layout->elements[i].kind != kind; i++)
		;
	return (i < layout->count);
}

const char *
layout_picture(const struct layout *layout, size_t *at)
{
	while (*at < layout->count) {
		const struct layout_element *x = &layout->elements[(*at)++];

		if (x->kind == LAYOUT_IMAGE && strcmp(x->picture, LAYOUT_LOGO) != 0)
			return (x->picture);
	}
	return (NULL);
}

const char *
layout_shipped(const char *name)
{
	size_t i;

	for (i = 0; i < LENGTH(SHIPPED); i++)
		if (strcmp(SHIPPED[i].name, name) == 0)
			return (SHIPPED[i].text);
	return (NULL);
}

const char *
layout_shipped_name(size_t index)
{
	return (index < LENGTH(SHIPPED) ? SHIPPED[index].name : NULL);
}

bool
layout_read_colour(const char *text, uint32_t *colour)
{
	if (strlen(text) != 7 || text[0] != '#' || strspn(text + 1, "0123456789abcdefABCDEF") != 6)
		return (false);
	*colour = (uint32_t)strtoul(text + 1, NULL, 16);
	return (true);
}
