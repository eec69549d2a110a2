#ifndef INTAKE_INTAKE_H
#define INTAKE_INTAKE_H

#include "base/err.h"
#include "intake/file.h"
#include "store/database.h"

/*
 * intake: loads one CSV file of one interface (manual/spec.md, "Import interfaces"), from bytes to
 * rows of the database.
 *
 * Rows are independent: each is checked against its interface's row rules, the good ones are
 * stored, the bad ones are written to an errors CSV with the original columns and the errors. The
 * caller owns the database transaction, so that a file is loaded whole, together with the job that
 * asked for it, or not at all.
 *
 * When a row changes a stored one, a column that the file does not have leaves the stored value; a
 * column that is there and empty means "none". A file without any good row is not recorded as
 * loaded, so that it may be dropped again once the accounts or meters that its rows name are known.
 */

void intake_result_release(struct intake_result *result);

/*
 * Load one file. Call between database_begin and database_commit. Returns 0 also when rows were
 * refused (see result; with whole_file and refused > 0 the caller rolls back). Returns -1:
 * ERR_REJECT when the file as a whole cannot be used (encoding, header, a missing mandatory column,
 * an unclosed quote, "already loaded as NAME on DATE"), ERR_RETRY when the database fails; the
 * caller rolls back in both cases.
 */
int intake_load(struct database *db, const struct intake_settings *settings,
    const struct intake_input *input, struct intake_result *result, struct err *e) NODISCARD;

#endif
