#include "synthetic/generate_file.h"

#include <errno.h>
#include <unistd.h>

#include "base/csv.h"
#include "base/date.h"
#include "base/decimal.h"
#include "base/memory.h"

/* Rows are written to the stream when they have this many bytes. */
#define FLUSH_BYTES 65536

/* Write the rows to the stream; remember the first failure. */
static void
flush_rows(struct generate_file *file)
{
	if (file->rows.length > 0 &&
	    fwrite(file->rows.data, 1, file->rows.length, file->stream) != file->rows.length &&
	    file->errnum == 0)
		file->errnum = errno;
	buf_reset(&file->rows);
}

/* Write the header, from names separated by blanks. */
static void
write_header(struct generate_file *file, const char *columns)
{
	for (; *columns != '\0'; columns++)
		buf_add_char(&file->rows, *columns == ' ' ? ',' : *columns);
	csv_end(&file->rows);
}

int
generate_file_open(struct generate_file *file, const char *folder, const char *name,
    const char *columns, struct err *e)
{
	struct buf path = BUF_EMPTY;

	*file = GENERATE_FILE_NONE;
	buf_printf(&path, "%s/%s", folder, name);
	file->path = memory_string(buf_text(&path));
	buf_release(&path);

	/* "x" never overwrites a file, which may be somebody's real export. */
	if ((file->stream = fopen(file->path, "wx")) == NULL) {
		if (errno == EEXIST)
			(void)err_reject(e,
			    "%s is there already; choose another folder, or remove the file",
			    file->path);
		else
			(void)err_retry(e, errno, "cannot make %s", file->path);
		free(file->path);
		file->path = NULL;
		return (-1);
	}
	write_header(file, columns);
	return (0);
}

void
generate_file_text(struct generate_file *file, const char *text)
{
	csv_add(&file->rows, text, file->first);
	file->first = false;
}

void
generate_file_number(struct generate_file *file, int64_t units, int places)
{
	char digits[DECIMAL_SIZE];
	char *p = digits + sizeof(digits);
	uint64_t rest = units < 0 ? -(uint64_t)units : (uint64_t)units;

	/*
	 * Write from the last digit to the first: there are millions of reads, and this is ten
	 * times as fast as printf.
	 */
	*--p = '\0';
	for (int written = 0; written <= places || rest > 0; written++, rest /= 10) {
		if (written == places && places > 0)
			*--p = '.';
		*--p = (char)('0' + rest % 10);
	}
	if (units < 0)
		*--p = '-';
	generate_file_text(file, p);
}

void
generate_file_day(struct generate_file *file, int32_t day)
{
	char iso[DATE_ISO_SIZE];

	generate_file_text(file, date_format(day, iso));
}

void
generate_file_end(struct generate_file *file)
{
	csv_end(&file->rows);
	file->first = true;
	file->count++;
	if (file->rows.length >= FLUSH_BYTES)
		flush_rows(file);
}

/* Give the memory back. */
static void
release(struct generate_file *file)
{
	buf_release(&file->rows);
	free(file->path);
	file->path = NULL;
	file->stream = NULL;
}

int
generate_file_close(struct generate_file *file, struct err *e)
{
	int result = 0;

	if (file->stream == NULL)
		return (0);
	flush_rows(file);

	/* The system may report a full disk only here. */
	if (fclose(file->stream) != 0 && file->errnum == 0)
		file->errnum = errno;
	if (file->errnum != 0)
		result = err_retry(e, file->errnum, "cannot write %s", file->path);
	release(file);
	return (result);
}

void
generate_file_abandon(struct generate_file *file)
{
	if (file->stream == NULL)
		return;
	(void)fclose(file->stream);
	(void)unlink(file->path);
	release(file);
}
