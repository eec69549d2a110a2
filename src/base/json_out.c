#include "base/json_out.h"

/* Write the signs before a value: a comma, a new line, its key. */
static void
begin(struct json_out *o, const char *key)
{
	if (!o->first)
		buf_add_char(o->out, ',');
	if (o->pretty && o->depth > 0)
		buf_printf(o->out, "\n%*s", 2 * o->depth, "");
	o->first = false;
	if (key != NULL)
		buf_printf(o->out, "\"%s\":%s", key, o->pretty ? " " : "");
}

/* The elements are indented one step further. */
void
json_out_open(struct json_out *o, const char *key, char bracket)
{
	begin(o, key);
	buf_add_char(o->out, bracket);
	o->depth++;
	o->first = true;
}

/* The outer object has something before the next value now: this one. */
void
json_out_close(struct json_out *o, char bracket)
{
	o->depth--;
	if (o->pretty && !o->first)
		buf_printf(o->out, "\n%*s", 2 * o->depth, "");
	buf_add_char(o->out, bracket);
	o->first = false;
}

/* Quote a text: only quotes, backslashes and control characters need to be escaped in UTF-8. */
static void
quote(struct buf *out, const char *text)
{
	buf_add_char(out, '"');
	for (; *text != '\0'; text++) {
		unsigned char c = (unsigned char)*text;

		if (c == '"' || c == '\\')
			buf_add_char(out, '\\');
		if (c < ' ')
			buf_printf(out, "\\u%04x", (unsigned)c);
		else
			buf_add_char(out, *text);
	}
	buf_add_char(out, '"');
}

/* The key is ours and needs no quoting; the text may be anybody's. */
void
json_out_text(struct json_out *o, const char *key, const char *text)
{
	begin(o, key);
	if (text == NULL)
		buf_add_string(o->out, "null");
	else
		quote(o->out, text);
}

/* Written in full: ids may exceed what a double holds, and readers in C or Python take them. */
void
json_out_number(struct json_out *o, const char *key, int64_t number)
{
	begin(o, key);
	buf_printf(o->out, "%lld", (long long)number);
}

/* The two words of JSON. */
void
json_out_bool(struct json_out *o, const char *key, bool value)
{
	begin(o, key);
	buf_add_string(o->out, value ? "true" : "false");
}
