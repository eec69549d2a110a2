#ifndef INTAKE_FILE_H
#define INTAKE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/* file: one CSV file that comes in, how its sender writes, and the result of loading it. */

/* What a legacy system calls a column of ours (imports.conf). */
struct intake_alias {
	const char
	    *theirs; /* matched like our names: any case, blanks and underscores do not count */
	const char *ours;
};

struct intake_settings {
	const char *date_format; /* "d/m/y": beside ISO, which is always understood */
	char decimal_mark;       /* '.' or ',' */
	char delimiter;          /* 0: found out */
	const char *charset;     /* for bytes that are not Unicode: "CP1252" */
	bool whole_file;         /* accept = file: one bad row refuses all */
	int minor_places;        /* of the currency */
	size_t row_limit;        /* rows in one file; 0: none */
	int32_t today;
	const char *time_zone;   /* of schedules whose buildings have none, or several */
	const struct intake_alias *aliases; /* of this interface; NULL: none */
	size_t alias_count;
};

struct intake_input {
	const char *interface; /* "customers" */
	const char *name;      /* file name, for messages */
	const char *sha256;
	const char *claim_id;
	const char *bytes;
	size_t length;
};

struct intake_result {
	int64_t loaded;  /* rows stored, new or changed */
	int64_t same;    /* rows that say what is known already */
	int64_t refused; /* rows in errors */
	struct buf errors;  /* the errors CSV, empty if refused is 0 */
	struct buf notices; /* lines for the result text: unknown columns, suspense, skipped reads;
	                       "" if none */
};

#endif
