#ifndef INTAKE_INTAKE_H
#define INTAKE_INTAKE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "store/database.h"

/*
 * intake: one CSV file of one interface (manual/spec.md, "Import interfaces"), from bytes to rows
 * of the database.
 *
 * Rows are independent: each is checked against its interface's row rules, the good ones are
 * stored, the bad ones are written to an errors CSV with the original columns and what is wrong.
 * The caller owns the database transaction, so that a file is loaded whole, together with the job
 * that asked for it, or not at all.
 *
 * Where a row changes something that is stored, a column that the file does not have says nothing:
 * its value stays. A column that is there and empty says "none". A file of which no row was good is
 * not remembered as loaded, so that it may come again when what its rows refer to is there.
 */

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

void intake_result_release(struct intake_result *result);

/*
 * Load one file. Call between database_begin and database_commit. Returns 0 also when rows were
 * refused (look at result; with whole_file and refused > 0 the caller rolls back). Returns -1:
 * ERR_REJECT when the file as a whole cannot be used (encoding, header, a missing mandatory column,
 * an unclosed quote, "already loaded as NAME on DATE"), ERR_RETRY when the database is in trouble;
 * the caller rolls back in both cases.
 */
int intake_load(struct database *db, const struct intake_settings *settings,
    const struct intake_input *input, struct intake_result *result, struct err *e) NODISCARD;

#endif
