#include "report/outfile.h"

#include <errno.h>
#include <stdarg.h>

#include "base/csv.h"

#define MUCH ((size_t)1024 * 1024)

void
outfile_open(struct outfile *out, const struct publish_part *part, const char *path, bool hashed)
{
	*out = (struct outfile){
		.part = part, .path = path, .text = BUF_EMPTY, .hash = hashed ? hash_new() : NULL
	};
}

/* Report that the disk did not take it. The old file stays. */
static int
not_written(const struct outfile *out, struct err *e)
{
	return (err_retry(e, errno, "cannot write %s", out->path));
}

int
outfile_open_replacing(struct outfile *out, const struct spool *spool, enum spool_folder folder,
    const char *name, struct err *e)
{
	*out = (struct outfile){ .path = name, .text = BUF_EMPTY };
	return (replacement_begin(spool->fds[folder], name, &out->fresh) == 0
		? 0
		: not_written(out, e));
}

/* Write all rows that were gathered. */
static int
write_text(struct outfile *out, struct err *e)
{
	if (out->part == NULL) {
		if (replacement_append(&out->fresh, buf_text(&out->text), out->text.length) != 0)
			return (not_written(out, e));
	} else if (publish_part_append(out->part, out->path, buf_text(&out->text), out->text.length,
		       e) != 0) {
		return (-1);
	}
	if (out->hash != NULL)
		hash_add(out->hash, buf_text(&out->text), out->text.length);
	out->bytes += (int64_t)out->text.length;
	buf_reset(&out->text);
	return (0);
}

int
outfile_flush(struct outfile *out, struct err *e)
{
	return (out->text.length < MUCH ? 0 : write_text(out, e));
}

int
outfile_close(struct outfile *out, char *hex, struct err *e)
{
	int rc = write_text(out, e);

	if (rc == 0 && out->part == NULL && replacement_commit(&out->fresh, true) != 0)
		rc = not_written(out, e);
	if (out->hash != NULL)
		hash_finish(out->hash, hex);
	buf_release(&out->text);
	return (rc);
}

void
outfile_abandon(struct outfile *out)
{
	char unused[HASH_HEX_SIZE];

	if (out->part == NULL)
		replacement_abandon(&out->fresh);
	if (out->hash != NULL)
		hash_finish(out->hash, unused);
	buf_release(&out->text);
}

/* Add a row, plain or safe for spreadsheets. */
static void
add_sheet_row(struct outfile *out, bool safe, const char *first, va_list rest)
{
	const char *field;

	for (field = first; field != NULL; field = va_arg(rest, const char *)) {
		if (safe)
			csv_add_safe(&out->text, field, field == first);
		else
			csv_add(&out->text, field, field == first);
	}
	csv_end(&out->text);
}

void
outfile_row(struct outfile *out, const char *first, ...)
{
	va_list rest;

	va_start(rest, first);
	add_sheet_row(out, false, first, rest);
	va_end(rest);
}

void
outfile_row_safe(struct outfile *out, const char *first, ...)
{
	va_list rest;

	va_start(rest, first);
	add_sheet_row(out, true, first, rest);
	va_end(rest);
}
