#include "run/recipient.h"

#include "base/postal.h"
#include "base/text.h"

/* Append a line, unless it is empty. */
static void
add_recipient_line(struct buf *lines, const char *line)
{
	if (line[0] == '\0')
		return;
	if (lines->length > 0)
		buf_add_char(lines, '\n');
	buf_add_string(lines, line);
}

void
recipient_write(const struct recipient *r, const char *home, struct buf *lines)
{
	buf_reset(lines);
	add_recipient_line(lines, r->name);
	if (r->street_1[0] == '\0' && r->street_2[0] == '\0')
		return;
	add_recipient_line(lines, r->street_1);
	add_recipient_line(lines, r->street_2);
	add_recipient_line(lines, r->town);
	if (r->country[0] != '\0' && !postal_same_country(r->country, home)) {
		buf_add_char(lines, '\n');
		postal_add_country(lines, &(struct postal){ "", "", "", r->country, home });
	}
}

void
recipient_payer(const struct recipient *r, const char *home, struct buf *lines)
{
	bool both = r->street_1[0] != '\0' && r->street_2[0] != '\0';

	buf_reset(lines);
	buf_printf(lines, "%s\n%s%s%s\n%s\n%s\n%s", r->name, r->street_1, both ? " " : "",
	    r->street_2, r->postcode, r->place,
	    postal_same_country(r->country, home) ? "" : r->country);
}

void
recipient_join(const char *const *parts, size_t count, struct buf *line)
{
	const char *c;
	size_t i;

	buf_reset(line);
	for (i = 0; i < count; i++) {
		if (parts[i][0] != '\0' && line->length > 0)
			buf_add_string(line, ", ");
		for (c = parts[i]; *c != '\0'; c++)
			if (*c == '\n')
				buf_add_string(line, ", ");
			else
				buf_add_char(line, *c);
	}
}
