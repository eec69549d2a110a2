#include "schedule/zone.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/memory.h"

#define FOLDER "/usr/share/zoneinfo/"
#define FILE_BYTES ((size_t)256 << 10)
#define HEADER 44
#define DAY_SECONDS INT64_C(86400)

/* One change of a POSIX rule: "M10.1.0/2", "J60", "59". */
struct zone_change {
	char kind; /* 'M', 'J' or '0' */
	int month, week, day;
	int32_t seconds; /* local time of day of the change */
};

struct zone {
	size_t count;     /* number of transitions */
	int64_t *at;      /* UTC */
	int32_t *offset;  /* offset from each transition on */
	int32_t before;   /* offset before the first transition */
	/* the rule for times after the last transition */
	bool has_tail, has_summer;
	int32_t standard, summer;
	struct zone_change begin, end; /* of summer time */
};

/* ---- the POSIX rule -------------------------------------------------------------------------- */

/* Skip a zone's abbreviation: letters, or anything in <>. */
static void
skip_name(const char **text)
{
	if (**text == '<') {
		while (**text != '\0' && **text != '>')
			(*text)++;
		*text += **text == '>';
	} else {
		while (isalpha((unsigned char)**text))
			(*text)++;
	}
}

/* A number without a sign. */
static int
read_zone_number(const char **text)
{
	int value = 0;

	while (isdigit((unsigned char)**text) && value < 100000)
		value = value * 10 + (*(*text)++ - '0');
	return (value);
}

/* Read an offset, "[+-]hh[:mm[:ss]]", in seconds. */
static int32_t
read_time(const char **text)
{
	int sign = **text == '-' ? -1 : 1, seconds;

	*text += **text == '-' || **text == '+';
	seconds = read_zone_number(text) * 3600;
	if (**text == ':') {
		(*text)++;
		seconds += read_zone_number(text) * 60;
	}
	if (**text == ':') {
		(*text)++;
		seconds += read_zone_number(text);
	}
	return (sign * seconds);
}

/* Read when summer time begins or ends: ",M10.1.0/2". */
static bool
read_change(const char **text, struct zone_change *change)
{
	if (*(*text)++ != ',')
		return (false);
	*change = (struct zone_change){ .kind = '0', .seconds = 7200 };
	if (**text == 'M' || **text == 'J')
		change->kind = *(*text)++;
	change->day = read_zone_number(text);
	if (change->kind == 'M') {
		change->month = change->day;
		*text += **text == '.';
		change->week = read_zone_number(text);
		*text += **text == '.';
		change->day = read_zone_number(text);
	}
	if (**text == '/') {
		(*text)++;
		change->seconds = read_time(text);
	}
	return (change->kind != 'M' || (change->month >= 1 && change->month <= 12));
}

/* Read the rule of a file's last line: "AEST-10AEDT,M10.1.0,M4.1.0/3". */
static void
read_tail(struct zone *zone, const char *text)
{
	skip_name(&text);
	zone->standard = -read_time(&text);
	zone->has_tail = true;
	if (*text == '\0')
		return;
	skip_name(&text);
	zone->summer = *text != ',' && *text != '\0' ? -read_time(&text) : zone->standard + 3600;
	zone->has_summer = read_change(&text, &zone->begin) && read_change(&text, &zone->end);
}

/* The local time of a change in a year. */
static int64_t
change_in(const struct zone_change *change, int year)
{
	int32_t day = date_from_ymd(year, change->kind == 'M' ? change->month : 1, 1);
	bool leap = date_days_in_month(year, 2) == 29;
	int weekday;

	if (change->kind == '0') {
		day += change->day;
	} else if (change->kind == 'J') {
		day += change->day - 1 + (leap && change->day >= 60);
	} else {
		/*
		 * The week-th weekday `day` of the month; 5 means the last. 1970-01-01 was a
		 * Thursday.
		 */
		weekday = (day % 7 + 7 + 4) % 7;
		day += (change->day - weekday + 7) % 7;
		day += 7 * (change->week - 1);
		while (day >
		    date_from_ymd(year, change->month, date_days_in_month(year, change->month)))
			day -= 7;
	}
	return (day * DAY_SECONDS + change->seconds);
}

/* The offset at a moment after the last transition. */
static int32_t
tail_offset(const struct zone *zone, int64_t utc)
{
	int64_t begin, end;
	int year, month, day;
	bool summer;

	if (!zone->has_summer)
		return (zone->standard);
	date_to_ymd((int32_t)((utc + zone->standard) / DAY_SECONDS), &year, &month, &day);
	begin = change_in(&zone->begin, year) - zone->standard;
	end = change_in(&zone->end, year) - zone->summer;
	summer = begin < end ? utc >= begin && utc < end : !(utc >= end && utc < begin);
	return (summer ? zone->summer : zone->standard);
}

/* ---- the file -------------------------------------------------------------------------------- */

/* Read a big-endian number of 4 or 8 bytes. */
static int64_t
number_at(const char *bytes, int size)
{
	const unsigned char *at = (const unsigned char *)bytes;
	uint64_t value = at[0] >= 0x80 ? UINT64_MAX : 0;
	int i;

	for (i = 0; i < size; i++)
		value = value << 8 | at[i];
	return ((int64_t)value);
}

/* Read the six counts of a header: isut, isstd, leap, transitions, types, characters. */
static bool
read_header(const char *bytes, size_t left, size_t counts[static 6])
{
	size_t i;

	if (left < HEADER || memcmp(bytes, "TZif", 4) != 0)
		return (false);
	for (i = 0; i < 6; i++) {
		counts[i] = (size_t)number_at(bytes + 20 + 4 * i, 4);
		if (counts[i] > FILE_BYTES)
			return (false);
	}
	return (true);
}

/* The length of a data block whose times have `size` bytes. */
static size_t
block_length(const size_t counts[static 6], size_t size)
{
	return (counts[3] * (size + 1) + counts[4] * 6 + counts[5] + counts[2] * (size + 4) +
	    counts[1] + counts[0]);
}

/* Fill in a zone from the second block of a file, which has 64-bit times, and the rule after it. */
static bool
read_zone(struct zone *zone, const char *bytes, size_t length)
{
	size_t counts[6], skip, i, type;
	const char *data, *types, *tail;

	if (!read_header(bytes, length, counts) || bytes[4] < '2')
		return (false);
	skip = HEADER + block_length(counts, 4);
	if (skip > length || !read_header(bytes + skip, length - skip, counts) || counts[4] == 0 ||
	    skip + HEADER + block_length(counts, 8) > length)
		return (false);
	data = bytes + skip + HEADER;
	types = data + counts[3] * 9;
	zone->count = counts[3];
	zone->at = memory_new(zone->count + 1, sizeof(*zone->at));
	zone->offset = memory_new(zone->count + 1, sizeof(*zone->offset));
	zone->before = (int32_t)number_at(types, 4);
	for (i = 0; i < zone->count; i++) {
		type = (unsigned char)data[counts[3] * 8 + i];
		if (type >= counts[4])
			return (false);
		zone->at[i] = number_at(data + i * 8, 8);
		zone->offset[i] = (int32_t)number_at(types + type * 6, 4);
	}
	tail = data + block_length(counts, 8);
	if (tail < bytes + length && *tail == '\n' && tail[1] != '\n' && tail[1] != '\0')
		read_tail(zone, tail + 1);
	return (true);
}

/* Is this a plain name, and no path that leads out of the folder? */
static bool
is_name(const char *name)
{
	const char *at;

	for (at = name; *at != '\0'; at++)
		if (!isalnum((unsigned char)*at) && strchr("/_+-", *at) == NULL)
			return (false);
	return (name[0] != '\0' && name[0] != '/' && at - name < 64);
}

/* Read a zone's file: 1, 0 if there is none of this name, -1 if the machine has a fault (errno). */
static int
load(const char *name, struct buf *bytes)
{
	char path[128];
	ssize_t got = 1;
	int fd, saved;

	(void)snprintf(path, sizeof(path), FOLDER "%s", name);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return (errno == ENOENT || errno == ENOTDIR ? 0 : -1);
	while (got > 0 && bytes->length < FILE_BYTES) {
		got = read(fd, buf_reserve(bytes, 8192), 8191);
		bytes->length += got > 0 ? (size_t)got : 0;
	}
	saved = errno;
	(void)close(fd);
	errno = saved;
	if (got < 0)
		return (errno == EISDIR ? 0 : -1);

	/* End the bytes with a NUL: the rule at their end is read as a string. */
	buf_add_char(bytes, '\0');
	return (got == 0);
}

struct zone *
zone_new(const char *name, struct err *e)
{
	struct zone *zone = memory_new(1, sizeof(*zone));
	struct buf bytes = BUF_EMPTY;
	int rc = is_name(name) ? load(name, &bytes) : 0;

	if (rc < 0 && errno == EACCES)
		(void)err_reject(e,
		    "the file of the time zone %s may not be read by us: correct its permissions",
		    name);
	else if (rc < 0)
		(void)err_retry(e, errno, "the file of the time zone %s cannot be read", name);
	else if (rc == 0 || !read_zone(zone, bytes.data, bytes.length))
		rc = err_reject(e,
		    "there is no time zone \"%.60s\"; zones are named by region and city, such as "
		    "Australia/Sydney or UTC",
		    name);
	buf_release(&bytes);
	if (rc == 1)
		return (zone);
	zone_free(zone);
	return (NULL);
}

void
zone_free(struct zone *zone)
{
	if (zone == NULL)
		return;
	free(zone->at);
	free(zone->offset);
	free(zone);
}

/* ---- questions ------------------------------------------------------------------------------- */

int32_t
zone_offset(const struct zone *zone, int64_t utc)
{
	size_t low = 0, high = zone->count, middle;

	/* Count the transitions at or before the moment. */
	while (low < high) {
		middle = low + (high - low) / 2;
		if (zone->at[middle] <= utc)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == zone->count && zone->has_tail)
		return (tail_offset(zone, utc));
	return (low == 0 ? zone->before : zone->offset[low - 1]);
}

int64_t
zone_to_utc(const struct zone *zone, int64_t local)
{
	/*
	 * No offset is as large as a day, so these are the offsets before and after any change near
	 * that time.
	 */
	int32_t before = zone_offset(zone, local - DAY_SECONDS),
		after = zone_offset(zone, local + DAY_SECONDS);
	int64_t first = local - (before > after ? before : after),
		last = local - (before > after ? after : before);
	int64_t middle;

	if (zone_offset(zone, first) == local - first)
		return (first);
	if (zone_offset(zone, last) == local - last)
		return (last);

	/* The local time does not exist: find the change that skipped it. */
	while (last - first > 1) {
		middle = first + (last - first) / 2;
		if (zone_offset(zone, middle) == before)
			first = middle;
		else
			last = middle;
	}
	return (last);
}
