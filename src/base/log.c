#include "base/log.h"

#include <stdarg.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"

/* Append value, quoted where it could be mistaken for something else. */
static void
add_value(struct buf *line, const char *value)
{
	const unsigned char *c;

	if (value[0] != '\0' && strpbrk(value, " \"\\=") == NULL) {
		for (c = (const unsigned char *)value; *c >= 0x20 && *c != 0x7f; c++)
			;
		if (*c == '\0') {
			buf_add_string(line, value);
			return;
		}
	}

	buf_add_char(line, '"');
	for (c = (const unsigned char *)value; *c != '\0'; c++) {
		if (*c == '"' || *c == '\\')
			buf_printf(line, "\\%c", *c);
		else if (*c < 0x20 || *c == 0x7f)
			buf_printf(line, "\\x%02x", *c);
		else
			buf_add_char(line, (char)*c);
	}
	buf_add_char(line, '"');
}

void
log_event(const char *event, ...)
{
	struct buf line = BUF_EMPTY;
	char now[CLOCK_STAMP_SIZE];
	const char *key;
	const char *value;
	va_list args;

	clock_stamp(clock_now_ns(), now);
	buf_printf(&line, "%s %s", now, event);
	va_start(args, event);
	while ((key = va_arg(args, const char *)) != NULL) {
		value = va_arg(args, const char *);
		buf_printf(&line, " %s=", key);
		add_value(&line, value != NULL ? value : "-");
	}
	va_end(args);
	buf_add_char(&line, '\n');

	/* Where the log cannot be written, nobody could read about it. */
	if (write(STDERR_FILENO, line.data, line.length) < 0) {
	}
	buf_release(&line);
}
