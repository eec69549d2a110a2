#include "request/form.h"

#include "base/buf.h"
#include "base/date.h"
#include "request/key.h"

/* The value that a form has for a key. */
static const char *
form_value(enum request_key key, const char *buildings, const char *end_date)
{
	if (key == REQUEST_KEY_BUILDINGS)
		return (buildings);
	return (request_key_is_day(key) ? end_date : request_key_example(key));
}

char *
request_form(enum request_type type, const char *buildings, int32_t end_date)
{
	const struct request_type_row *row = &REQUEST_TYPES[type];
	struct buf form = BUF_EMPTY;
	char iso[DATE_ISO_SIZE];
	size_t i;

	buf_printf(&form,
	    "; %s: save a copy of this file in your folder under requests/\r\n[run]\r\n",
	    row->word);
	buf_printf(&form, "type = %s\r\n", row->word);
	(void)date_format(end_date, iso);
	for (i = 0; i < REQUEST_KEY_COUNT; i++) {
		const enum request_key key = (enum request_key)i;

		if (key == REQUEST_KEY_TYPE || !request_type_takes(type, key))
			continue;

		/* A type can do without the others: they are there to be uncommented. */
		buf_printf(&form, "\r\n; %s\r\n%s%s = %s\r\n", request_key_rule(key),
		    ((row->needs | row->fills) >> i & 1) != 0 ? "" : ";", request_key_name(key),
		    form_value(key, buildings, iso));
	}
	return (form.data);
}
