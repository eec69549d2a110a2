#include "base/unicode.h"

/* GLib's headers are not as clean as ours. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wcast-qual"
#pragma GCC diagnostic ignored "-Wpedantic"
#include <glib.h>
#pragma GCC diagnostic pop

void
unicode_add_upper(struct buf *out, const char *text)
{
	gchar *upper = g_utf8_strup(text, -1);

	buf_add_string(out, upper);
	g_free(upper);
}
