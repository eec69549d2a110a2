#include "intake/notice.h"

#include <stdarg.h>

#define MOST_OF_A_KIND 100
#define LONGEST_LINE 1024

/* The subject of each kind, for the line that counts the rest. */
static const char *const ABOUT[NOTICE_COUNT] = {
	[NOTICE_HEADER] = "columns and rows left out",
	[NOTICE_FORMULA] = "values that a spreadsheet would run",
	[NOTICE_SUSPENSE] = "receipts in suspense",
	[NOTICE_OPENING] = "opening balances ignored",
	[NOTICE_MOVED] = "accounts moved to another building",
	[NOTICE_CLOSED] = "accounts billed beyond their close date",
	[NOTICE_METER] = "meters changed after billing",
	[NOTICE_READ] = "reads replaced or removed",
	[NOTICE_READ_LIFE] = "reads outside of their meter's time on site",
	[NOTICE_PRICE] = "prices that overlap in time",
};

void
notice_add(struct notices *n, enum notice_kind kind, const char *format, ...)
{
	char line[LONGEST_LINE];
	va_list args;

	if (n->counts[kind]++ >= MOST_OF_A_KIND)
		return;
	va_start(args, format);
	(void)vsnprintf(line, sizeof(line), format, args);
	va_end(args);
	buf_add_string(n->text, line);
	buf_add_char(n->text, '\n');
}

void
notice_end(struct notices *n)
{
	size_t kind;

	for (kind = 0; kind < NOTICE_COUNT; kind++)
		if (n->counts[kind] > MOST_OF_A_KIND)
			buf_printf(n->text, "... and %zu more: %s\n",
			    n->counts[kind] - MOST_OF_A_KIND, ABOUT[kind]);
}
