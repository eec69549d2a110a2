#ifndef INTAKE_INTAKE_H
#define INTAKE_INTAKE_H

#include "base/err.h"
#include "intake/file.h"
#include "store/database.h"

/*
 * intake: one CSV file of one interface (SPEC 5), from bytes to rows of the database.
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
