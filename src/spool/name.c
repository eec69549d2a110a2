#include "spool/name.h"

#include <ctype.h>
#include <strings.h>

#include "base/buf.h"
#include "base/compiler.h"
#include "base/text.h"

/*
 * Bytes. Leaves room in NAME_MAX (255) for the endings that we add: " (2)", ".errors.csv",
 * ".result.txt", a dot and ".tmp".
 */
#define LONGEST 200

/*
 * Endings of files that are still being made, by browsers, transfer programs, editors and Office.
 * Lower case.
 */
static const char *const TEMPORARY_ENDINGS[] = { ".tmp", ".temp", ".part", ".partial", ".filepart",
	".crdownload", ".download", ".opdownload", ".crswap", ".swp", ".swo", ".swx", ".lock",
	".lck", "~" };

/* Files that Windows and macOS put into any folder they look at. */
static const char *const CLUTTER[] = { "thumbs.db", "desktop.ini" };

/* The sentences about endings that people often send by mistake; the first that fits is taken, and
 * "" fits all. */
struct other_ending {
	const char *ending;
	const char *why_request;
	const char *why_import;
};

#define SPREADSHEET \
	"this is a spreadsheet; in Excel use Save As, \"CSV UTF-8\", and drop the .csv file that " \
	"makes"
#define PACKED "packed files are not opened; drop the files themselves"

static const struct other_ending OTHERS[] = {
	{ ".req.txt", "an editor has added .txt to the name; rename it so that it ends in .req",
	    NULL },
	{ ".csv.txt", "an editor has added .txt to the name; rename it so that it ends in .csv",
	    "an editor has added .txt to the name; rename it so that it ends in .csv" },
	{ ".xlsx", SPREADSHEET, SPREADSHEET },
	{ ".xlsm", SPREADSHEET, SPREADSHEET },
	{ ".xls", SPREADSHEET, SPREADSHEET },
	{ ".ods", SPREADSHEET, SPREADSHEET },
	{ ".zip", PACKED, PACKED },
	{ ".gz", PACKED, PACKED },
	{ ".req", NULL, "this is a request; drop it into your folder under requests" },
	{ "", "only names that end in .req or .csv are taken here; this file is left where it is",
	    "only names that end in .csv are taken here, and .eml in bounces; this file is left "
	    "where it is" },
};

/* Does name end so (ASCII letters in any case), with something before it? */
static bool
ends_in(const char *name, const char *ending)
{
	size_t length = strlen(name);
	size_t tail = strlen(ending);

	return (length > tail && strcasecmp(name + length - tail, ending) == 0);
}

/* Excel saves under eight hexadecimal digits first, with no ending, then renames. */
static bool
is_excel_scratch(const char *name)
{
	return (strlen(name) == 8 && strspn(name, "0123456789ABCDEFabcdef") == 8);
}

/* Is it somebody's temporary file, an owner or lock file, or hidden? */
static bool
is_temporary(const char *name)
{
	size_t i;

	/*
	 * A leading dot: hidden, LibreOffice's lock, vim's swap, rsync. A leading "~": Office. A
	 * leading "#": emacs.
	 */
	if (name[0] == '.' || name[0] == '~' || (name[0] == '#' && ends_in(name, "#")))
		return (true);
	for (i = 0; i < LENGTH(TEMPORARY_ENDINGS); i++)
		if (ends_in(name, TEMPORARY_ENDINGS[i]))
			return (true);
	for (i = 0; i < LENGTH(CLUTTER); i++)
		if (text_equal_nocase(name, CLUTTER[i]))
			return (true);
	return (is_excel_scratch(name));
}

/* Why a name cannot be worked with, or NULL if it can. */
static const char *
why_refused(const char *name)
{
	if (!text_is_utf8(name, strlen(name)))
		return ("its name is in an encoding that is not known here; rename it with plain "
			"letters and digits");
	if (text_has_control(name))
		return ("its name has a line break or control character; rename it with plain "
			"letters and digits");
	if (strlen(name) > LONGEST)
		return ("its name is too long; rename it to at most 200 characters, fewer with "
			"accents");
	if (strstr(name, "..") != NULL)
		return ("its name has two dots in a row; rename it with single ones");
	return (NULL);
}

/* The sentence about a name with another ending. */
static const char *
why_other(const char *name, bool csv_only)
{
	const char *why;
	size_t i;

	for (i = 0; i < LENGTH(OTHERS); i++) {
		why = csv_only ? OTHERS[i].why_import : OTHERS[i].why_request;
		if (why != NULL && ends_in(name, OTHERS[i].ending))
			return (why);
	}
	return ("");
}

enum name_kind
name_check(const char *name, bool csv_only, const char **why)
{
	const char *reason = NULL;
	enum name_kind kind = NAME_INPUT;

	if (is_temporary(name))
		return (NAME_TEMPORARY);
	if ((reason = why_refused(name)) != NULL) {
		kind = NAME_REFUSED;
	} else if (!ends_in(name, ".csv") && !ends_in(name, csv_only ? ".eml" : ".req")) {
		kind = NAME_OTHER;
		reason = why_other(name, csv_only);
	}
	if (why != NULL && reason != NULL)
		*why = reason;
	return (kind);
}

bool
name_is_lock_of(const char *other, const char *name)
{
	const char *dot = strrchr(name, '.');
	size_t stem = dot != NULL ? (size_t)(dot - name) : strlen(name);
	size_t length = strlen(name);

	/* LibreOffice. */
	if (strncmp(other, ".~lock.", 7) == 0)
		return (strncmp(other + 7, name, length) == 0 &&
		    strcmp(other + 7 + length, "#") == 0);

	/*
	 * Office puts "~$" in front; Word lets it take the place of one or two characters where the
	 * name is 7 or more long.
	 */
	if (strncmp(other, "~$", 2) != 0)
		return (false);
	return (strcmp(other + 2, name) == 0 || (stem == 7 && strcmp(other + 2, name + 1) == 0) ||
	    (stem >= 8 && strcmp(other + 2, name + 2) == 0));
}

/* Append the character at name, or "_" for it; returns the place after it. */
static const char *
add_safe(struct buf *safe, const char *name, bool utf8)
{
	const char *next = name + 1;
	uint32_t point = (unsigned char)*name;
	bool bad;

	/* In a name that is not UTF-8, a character is a byte, and only ASCII ones are understood.
	 */
	if (utf8) {
		next = name;
		point = text_next(&next);
	}
	bad = point < 0x20 || point == '/' || point == '\\' ||
	    (point >= 0x7f && (point <= 0x9f || !utf8));
	if (point == '.')
		bad = safe->length == 0 || safe->data[safe->length - 1] == '.';
	if (bad)
		buf_add_char(safe, '_');
	else
		buf_add(safe, name, (size_t)(next - name));
	return (next);
}

/* Does a UTF-8 character begin here? */
static bool
is_character_start(char c)
{
	return (((unsigned char)c & 0xc0) != 0x80);
}

/* Make a name LONGEST bytes at most: "_" for the middle of it, so that its ending stays. */
static void
cut_middle(struct buf *name)
{
	size_t head = LONGEST - 20;
	size_t tail = name->length - 16;

	while (!is_character_start(name->data[head]))
		head--;
	while (!is_character_start(name->data[tail]))
		tail++;
	name->data[head] = '_';
	memmove(name->data + head + 1, name->data + tail, name->length - tail + 1);
}

char *
name_make_safe(const char *name)
{
	bool utf8 = text_is_utf8(name, strlen(name));
	struct buf safe = BUF_EMPTY;

	while (*name != '\0')
		name = add_safe(&safe, name, utf8);
	if (safe.length == 0)
		buf_add_char(&safe, '_');
	if (safe.length > LONGEST)
		cut_middle(&safe);
	return (safe.data);
}
