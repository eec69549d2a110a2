#ifndef PRODUCE_PRINT_H
#define PRODUCE_PRINT_H

#include "document/bundle.h"
#include "config/settings.h"
#include "spool/publish.h"
#include "store/database.h"
#include "produce/draw.h"

/*
 * print: POSTAL/print/ of a run, what the mail room prints: bundles of at most so many sheets in
 * the order of postcodes (country by country, home first) or buildings, and bundles.csv to tick
 * them off.
 *
 * A sheet has a number in its run, from 1, covers not counted; a set (one invoice or letter, or a
 * copy of one) is never parted between bundles. Both follow from the rows of the run and the
 * settings [print], so that any sheet can be printed again. A supplement (invoices of earlier runs
 * that go by post after all) is printed like a run, but that a bundle ends where the sets of
 * another run begin: what is in one shares its fonts.
 */

struct printing {
	const struct spool *spool; /* of an issued run, as is db_path */
	const char *db_path;
	struct database *db;
	const struct settings *settings;
	const char *run;
	const struct publish_part *part; /* where the files go */
	const char *folder;              /* in it: "POSTAL/print" */
	const struct document_stock
	    *stock; /* of a run that is drawn and not yet issued; else NULL */
	int64_t from; /* only sheets from this number on; 1 for all */
};

/*
 * Do the settings [print] go with the layouts of the stock? Ask before anything is drawn. 0, or -1
 * with ERR_REJECT.
 */
int print_check(const struct settings *settings, const struct document_stock *stock,
    struct err *e) NODISCARD;

/*
 * Make the bundles of a run that is drawn and not yet issued, from its files in the part: their
 * pages and hashes are in made, which learns bundle and sheet of each. Returns 0, or -1 as
 * publish_part_read and publish_part_file.
 */
int print_drawn(const struct printing *printing, struct made *made, struct err *e) NODISCARD;

/*
 * Make the bundles of a supplement whose PDFs lie in the part and whose rows of post are written;
 * each of these learns its bundle and sheet.
 */
int print_supplement(const struct printing *printing, struct err *e) NODISCARD;

/*
 * Make those of an issued run or supplement again, from printing->from on; *sheets is how many that
 * are. ERR_REJECT if the settings have changed so that a set would be on another sheet than when
 * the run was issued, or if nothing of that run goes by post.
 */
int print_again(const struct printing *printing, int64_t *sheets, struct err *e) NODISCARD;

#endif
