#include "store/frozen.h"

#include "base/text.h"
#include "store/statement.h"

/* The columns of a document's facts, and the other members: more than RECORD takes. */
#define FROZEN_COLUMN(type, name, drafted, reversed, letter) RECORD_FIELD(frozen, name),
static const struct record_field FIELDS[] = { INVOICE_EACH_COLUMN(FROZEN_COLUMN)
	    RECORD_EACH(RECORD_FIELD, frozen, id, number, kind, sequence, account_number,
		building_code, cycle, since, txn, reverses, issued, history, sender_name,
		sender_lines, sender_tax_number, sender_email, sender_message, sender_street,
		sender_postcode, sender_town, sender_country, bank_name, bank_account, biller_code,
		layout, logo, pages, bytes, sha256, bundle, sheet, copy_recipient, copy_pages,
		copy_bytes, copy_sha256, copy_bundle, copy_sheet, level, band_0_minor, band_1_minor,
		band_2_minor, band_3_minor, band_4_minor) };
const struct record record_frozen = { "frozen", LENGTH(FIELDS), FIELDS };

RECORD(frozen_shard, run, shards, shard);
RECORD(frozen_line, kind, description, meter, meter_type, from_day, to_day, days, tier, quantity,
    unit, price, amount_minor, tax_code, working);
RECORD(frozen_usage, meter, serial, meter_type, from_day, to_day, from_value, to_value,
    from_estimated, to_estimated, rolled_over, multiplier, quantity, unit);
RECORD(frozen_tax, code, percent, net_minor, tax_minor);
RECORD(frozen_entry, kind, day, due_day, days_late, level, reference, whole_minor, amount_minor,
    balance_minor);

int
frozen_begin(struct database *db, const struct frozen_shard *which, bool *letters, struct err *e)
{
	int64_t count = 0;

	if (statement_number(db, FROZEN_LETTER_COUNT, &(struct by_run){ which->run }, &count, e) <
	    0)
		return (-1);
	*letters = count > 0;
	return (*letters ? statement_query(db, FROZEN_LETTERS, which, e)
			 : statement_query(db, FROZEN_INVOICES, which, e));
}

int
frozen_next(struct database *db, bool letters, struct arena *arena, struct frozen *frozen,
    struct err *e)
{
	return (letters ? statement_next(db, FROZEN_LETTERS, arena, frozen, e)
			: statement_next(db, FROZEN_INVOICES, arena, frozen, e));
}

int
frozen_find(struct database *db, bool letter, int64_t id, struct arena *arena,
    struct frozen *frozen, struct err *e)
{
	const struct by_id key = { id };

	return (letter ? statement_find(db, FROZEN_LETTER, &key, arena, frozen, e)
		       : statement_find(db, FROZEN_INVOICE, &key, arena, frozen, e));
}

int
frozen_lines_begin(struct database *db, int64_t txn, struct err *e)
{
	return (statement_query(db, FROZEN_LINES, &(struct by_id){ txn }, e));
}

int
frozen_lines_next(struct database *db, struct arena *arena, struct frozen_line *line, struct err *e)
{
	return (statement_next(db, FROZEN_LINES, arena, line, e));
}

int
frozen_usages_begin(struct database *db, int64_t txn, struct err *e)
{
	return (statement_query(db, FROZEN_USAGES, &(struct by_id){ txn }, e));
}

int
frozen_usages_next(struct database *db, struct arena *arena, struct frozen_usage *usage,
    struct err *e)
{
	return (statement_next(db, FROZEN_USAGES, arena, usage, e));
}

int
frozen_taxes_begin(struct database *db, int64_t txn, struct err *e)
{
	return (statement_query(db, FROZEN_TAXES, &(struct by_id){ txn }, e));
}

int
frozen_taxes_next(struct database *db, struct arena *arena, struct frozen_tax *tax, struct err *e)
{
	return (statement_next(db, FROZEN_TAXES, arena, tax, e));
}

int
frozen_entries_begin(struct database *db, int64_t letter, struct err *e)
{
	return (statement_query(db, FROZEN_ENTRIES, &(struct by_id){ letter }, e));
}

int
frozen_entries_next(struct database *db, struct arena *arena, struct frozen_entry *entry,
    struct err *e)
{
	return (statement_next(db, FROZEN_ENTRIES, arena, entry, e));
}
