#include "base/err.h"

#include <stdarg.h>

/* Format into e->text, and cut the end off if it does not fit. */
static void PRINTF_LIKE(2, 0) set_text(struct err *e, const char *format, va_list args)
{
	(void)vsnprintf(e->text, sizeof(e->text), format, args);
}

int
err_reject(struct err *e, const char *format, ...)
{
	va_list args;

	e->kind = ERR_REJECT;
	e->errnum = 0;
	va_start(args, format);
	set_text(e, format, args);
	va_end(args);
	return (-1);
}

int
err_retry(struct err *e, int errnum, const char *format, ...)
{
	va_list args;
	size_t length;

	e->kind = ERR_RETRY;
	e->errnum = errnum;
	va_start(args, format);
	set_text(e, format, args);
	va_end(args);

	length = strlen(e->text);
	if (errnum != 0)
		(void)snprintf(e->text + length, sizeof(e->text) - length, ": %s",
		    strerror(errnum));
	return (-1);
}

int
err_context(struct err *e, const char *format, ...)
{
	char before[512];
	size_t length;
	va_list args;

	va_start(args, format);
	(void)vsnprintf(before, sizeof(before) - 2, format, args);
	va_end(args);

	/* Move the text back, as far as it fits, and put the context in front. */
	length = strlen(before);
	memcpy(before + length, ": ", 2);
	length += 2;
	memmove(e->text + length, e->text, sizeof(e->text) - length);
	e->text[sizeof(e->text) - 1] = '\0';
	memcpy(e->text, before, length);
	return (-1);
}

void
err_clear(struct err *e)
{
	e->kind = ERR_NONE;
	e->errnum = 0;
	e->text[0] = '\0';
}
