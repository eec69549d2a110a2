#ifndef PRODUCE_PRINT_H
#define PRODUCE_PRINT_H

#include "document/bundle.h"
#include "config/settings.h"
#include "spool/publish.h"
#include "store/database.h"
#include "produce/draw.h"

/*
 * print: makes POSTAL/print/ of a run, the files that the mail room prints: bundles of at most so
 * many sheets in the order of postcodes (country by country, home first) or buildings, and
 * bundles.csv to tick them off.
 *
 * A sheet has a number in its run, from 1, covers not counted; a set (one invoice or letter, or a
 * copy of one) is never parted between bundles. Both follow from the rows of the run and the
 * settings [print], so that any sheet can be printed again. A supplement (invoices of earlier runs
 * that go by post after all) is printed like a run, but that a bundle ends where the sets of
 * another run begin: the documents in one bundle share their fonts.
 */

struct printing {
	const struct spool *spool; /* for an issued run, as is db_path */
	const char *db_path;
	struct database *db;
	const struct settings *settings;
	const char *run;
	const struct publish_part *part; /* the files go into it */
	const char *folder;              /* folder in the part: "POSTAL/print" */
	const struct document_stock
	    *stock; /* that of a run that is drawn and not yet issued; else NULL */
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
 * pages and hashes are in made, into which bundle and sheet of each are stored. Returns 0, or -1 as
 * publish_part_read and publish_part_file.
 */
int print_drawn(const struct printing *printing, struct made *made, struct err *e) NODISCARD;

/*
 * Make the bundles of a supplement whose PDFs are in the part and whose rows of table post are
 * written; bundle and sheet are stored in these rows.
 */
int print_supplement(const struct printing *printing, struct err *e) NODISCARD;

/*
 * Make the bundles of an issued run or supplement again, from printing->from on; *sheets: how many
 * sheets there are. ERR_REJECT if the settings have changed so that a set would be on another sheet
 * than when the run was issued, or if nothing of that run goes by post.
 */
int print_again(const struct printing *printing, int64_t *sheets, struct err *e) NODISCARD;

#endif
