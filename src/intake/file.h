#ifndef INTAKE_FILE_H
#define INTAKE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/* file: a CSV file that is to be loaded, how its sender writes, and the result of loading it. */

/* The name that another system has for a column of ours (imports.conf). */
struct intake_alias {
	const char
	    *theirs; /* matched like our names: any case, blanks and underscores do not count */
	const char *ours;
};

struct intake_settings {
	const char *date_format; /* "d/m/y": legal beside ISO, which always is */
	char decimal_mark;       /* '.' or ',' */
	char delimiter;          /* 0: find out */
	const char *charset;     /* encoding of bytes that are not Unicode: "CP1252" */
	bool whole_file;         /* accept = file: one bad row refuses the whole file */
	int minor_places;        /* decimal places of the currency */
	size_t row_limit;        /* rows in one file; 0: none */
	int32_t today;
	const char *time_zone;   /* of schedules whose buildings have no zone, or several */
	const struct intake_alias *aliases; /* those of this interface; NULL: none */
	size_t alias_count;
};

struct intake_input {
	const char *interface; /* "customers" */
	const char *name;      /* name of the file, for messages */
	const char *sha256;
	const char *claim_id;
	const char *bytes;
	size_t length;
};

struct intake_result {
	int64_t loaded;  /* rows stored, new or changed */
	int64_t same;    /* rows that change nothing */
	int64_t refused; /* rows that are refused */
	struct buf errors;  /* the errors CSV, empty if refused is 0 */
	/* lines for the note: unknown columns, suspense, skipped reads; "" if none */
	struct buf notices;
};

#endif
