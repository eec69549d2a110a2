#include "base/date.h"
#include "intake/interface.h"
#include "intake/row.h"
#include "store/intake_meter.h"

enum { SITE, CODE, REGISTER, VALUE, DAY, ESTIMATE, TYPE, NOTES, NEXT_DAY, TEMP_FACTOR, CV_FACTOR };

/* C: read by the customer, stored like any other. Y or E: estimated. N: not estimated. */
static const char *const ESTIMATES[] = { "C", "Y", "E", "N", NULL };
static const char *const TYPES[] = { "ACTUAL", "OPENING", "CLOSING", "MISREAD", NULL };

static const struct column COLUMNS[] = {
	[SITE] = { .name = "site_identifier", .type = COLUMN_CODE, .mandatory = true },
	[CODE] = { .name = "meter_code", .type = COLUMN_CODE, .mandatory = true },
	[REGISTER] = { .name = "meter_register", .type = COLUMN_CODE, .mandatory = true },
	[VALUE] = { .name = "meter_read",
	    .type = COLUMN_DECIMAL,
	    .mandatory = true,
	    .least = 0,
	    .most = 999999999999 },
	[DAY] = { .name = "read_date", .type = COLUMN_DATE, .mandatory = true },
	[ESTIMATE] = { .name = "estimate_read",
	    .type = COLUMN_CHOICE,
	    .choices = ESTIMATES,
	    .fallback = "N" },
	[TYPE] = { .name = "read_type",
	    .type = COLUMN_CHOICE,
	    .choices = TYPES,
	    .fallback = "ACTUAL" },
	[NOTES] = { .name = "audit_notes", .type = COLUMN_NOTE },
	[NEXT_DAY] = { .name = "next_scheduled_read_date", .type = COLUMN_DATE },
	[TEMP_FACTOR] = { .name = "temp_factor", .type = COLUMN_DECIMAL, .least = 0, .most = 1000 },
	[CV_FACTOR] = { .name = "cv_factor", .type = COLUMN_DECIMAL, .least = 0, .most = 1000 },
};

/* The meter of the last row, because reads of one meter often follow each other. */
struct read_facts {
	bool found;
	struct intake_known_meter meter; /* its type lives only as long as a row */
	char site[40];                   /* codes have 32 bytes at most */
	char code[40];
	char reg[40];
};

/* Is it the meter of this row? */
static bool
is_last_meter(const struct read_facts *f, const struct cell *c)
{
	return (f->found && strcmp(f->reg, c[REGISTER].text) == 0 &&
	    strcmp(f->code, c[CODE].text) == 0 && strcmp(f->site, c[SITE].text) == 0);
}

static int
site_known(struct database *db, const char *site, struct err *e)
{
	return (intake_meter_at_site(db, site, NULL, e));
}

/* Refuse the row because of the part of the meter's key that is unknown. */
static enum row_outcome
refuse_meter(struct load *load, struct err *e)
{
	static const struct row_codes sites = { intake_meter_zeros, site_known };
	const struct cell *c = load->cells;
	int site = site_known(load->db, c[SITE].text, e);
	int code = site == 1 ? intake_meter_at_site(load->db, c[SITE].text, c[CODE].text, e) : 0;
	int zeros = site == 0 ? 1 : 0;
	const char *full;

	if (zeros == 1)
		zeros = row_find_zeros(load, &sites, c[SITE].text, &full, e);
	if (site < 0 || code < 0 || zeros < 0)
		return (ROW_FAILED);
	if (zeros == 1)
		return (row_refuse(load, SITE,
		    "site \"%s\" is not known, but %s is: Excel has dropped the leading zeros; "
		    "format the column as text and export again",
		    c[SITE].text, full));
	if (site == 0)
		return (row_refuse(load, SITE,
		    "site \"%s\" has no meters; load them with the meters first", c[SITE].text));
	if (code == 0)
		return (row_refuse(load, CODE,
		    "site %s has no meter \"%s\"; load it with the meters first", c[SITE].text,
		    c[CODE].text));
	return (row_refuse(load, REGISTER,
	    "meter %s of site %s has no register \"%s\"; load it with the meters first",
	    c[CODE].text, c[SITE].text, c[REGISTER].text));
}

/* Find the meter of this read, and keep it in load->facts. */
static enum row_outcome
find_meter(struct load *load, struct read_facts *f, struct err *e)
{
	const struct cell *c = load->cells;
	const struct intake_meter_key key = { c[SITE].text, c[CODE].text, c[REGISTER].text };
	int found;

	if (is_last_meter(f, c))
		return (ROW_LOADED);
	found = intake_meter_find(load->db, &key, &load->arena, &f->meter, e);
	f->found = found == 1;
	if (found < 0)
		return (ROW_FAILED);
	if (found == 0)
		return (refuse_meter(load, e));
	(void)snprintf(f->site, sizeof(f->site), "%s", c[SITE].text);
	(void)snprintf(f->code, sizeof(f->code), "%s", c[CODE].text);
	(void)snprintf(f->reg, sizeof(f->reg), "%s", c[REGISTER].text);
	return (ROW_LOADED);
}

/* Does the dial have enough digits for the value? */
static bool
fits_dial(struct decimal value, int64_t digits)
{
	int64_t most = 1;

	if (digits == 0)
		return (true);
	for (; digits > 0; digits--)
		most *= 10;
	return (decimal_compare(value, (struct decimal){ most, 0 }) < 0);
}

/* Refuse a read that this meter cannot have. */
static enum row_outcome
check_read(struct load *load, const struct intake_known_meter *meter)
{
	const struct cell *c = load->cells;
	char day[DATE_ISO_SIZE], other[DATE_ISO_SIZE];

	if (c[DAY].day > load->settings->today)
		return (row_refuse(load, DAY,
		    "%s is in the future (today is %s); a read has been taken when it is loaded",
		    date_format(c[DAY].day, day), date_format(load->settings->today, other)));
	if (!fits_dial(c[VALUE].decimal, meter->dial_digits))
		return (row_refuse(load, VALUE,
		    "%s does not fit on the dial of meter %s, which has %lld digits; mend the "
		    "read, "
		    "or the meter's dial_format",
		    c[VALUE].text, c[CODE].text, (long long)meter->dial_digits));

	/* A read of the day before installation is one of the start of the first day. */
	if (c[DAY].day < meter->install_day - 1)
		notice_add(&load->notices, NOTICE_READ_LIFE,
		    "line %zu: read of %s on %s, but meter %s was installed on %s", load->row->line,
		    c[SITE].text, date_format(c[DAY].day, day), c[CODE].text,
		    date_format(meter->install_day, other));
	if (meter->removed_day != DATE_NONE && c[DAY].day > meter->removed_day)
		notice_add(&load->notices, NOTICE_READ_LIFE,
		    "line %zu: read of %s on %s, but meter %s was removed on %s", load->row->line,
		    c[SITE].text, date_format(c[DAY].day, day), c[CODE].text,
		    date_format(meter->removed_day, other));
	return (ROW_LOADED);
}

/* Are the two numbers equal, or both missing? Both are in canonical form. */
static bool
same_number(const char *a, const char *b)
{
	struct decimal left, right;

	if (a == NULL || b == NULL)
		return (a == b);
	return (decimal_parse(a, '.', &left) && decimal_parse(b, '.', &right) &&
	    decimal_compare(left, right) == 0);
}

/*
 * May the stored read still be changed? ROW_LOADED if so; else the row is refused, or, with
 * `quietly`, only the result tells.
 */
static enum row_outcome
check_unbilled(struct load *load, const struct intake_read *stored, bool quietly, struct err *e)
{
	struct intake_billing billing;
	char day[DATE_ISO_SIZE];
	int billed;

	/* An opening read is of the start of its day, so the day before decides. */
	billed = intake_meter_day_billed(load->db, load->cells[SITE].text,
	    stored->opening ? stored->day - 1 : stored->day, &load->arena, &billing, e);
	if (billed <= 0)
		return (billed < 0 ? ROW_FAILED : ROW_LOADED);
	if (quietly)
		return (ROW_SAME);
	return (row_refuse(load, VALUE,
	    "the read of %s on %s is %s, and account %s is billed by it (invoice %s); reverse that "
	    "invoice with rebill = yes first, then load this again",
	    load->cells[CODE].text, date_format(stored->day, day), stored->value, billing.account,
	    billing.invoice[0] != '\0' ? billing.invoice : "of that period"));
}

/*
 * There is a read of this day already: if it differs, replace it, unless somebody is billed by it.
 */
static enum row_outcome
replace(struct load *load, const struct intake_read *read, struct err *e)
{
	struct intake_read stored;
	enum row_outcome outcome;
	char day[DATE_ISO_SIZE];
	bool same;

	if (intake_read_find(load->db, read, &load->arena, &stored, e) != 1)
		return (ROW_FAILED);
	same = same_number(stored.value, read->value) &&
	    same_number(stored.temp_factor, read->temp_factor) &&
	    same_number(stored.cv_factor, read->cv_factor);
	if (same && stored.estimated == read->estimated && strcmp(stored.kind, read->kind) == 0)
		return (ROW_SAME);
	outcome = check_unbilled(load, &stored, same, e);
	if (outcome != ROW_LOADED)
		return (outcome);
	if (intake_read_change(load->db, read, e) != 0)
		return (ROW_FAILED);
	if (!same)
		notice_add(&load->notices, NOTICE_READ,
		    "line %zu: the read of %s %s on %s was %s and is %s now", load->row->line,
		    load->cells[SITE].text, load->cells[CODE].text, date_format(read->day, day),
		    stored.value, read->value);
	return (ROW_LOADED);
}

/* The row corrects a misread: remove the stored read of that day. */
static enum row_outcome
remove_misread(struct load *load, struct intake_read *read, struct err *e)
{
	struct intake_read stored;
	enum row_outcome outcome;
	char day[DATE_ISO_SIZE];
	int found;

	(void)date_format(read->day, day);
	found = intake_read_find(load->db, read, &load->arena, &stored, e);
	if (found == 0) {
		read->opening = true;
		found = intake_read_find(load->db, read, &load->arena, &stored, e);
	}
	if (found < 0)
		return (ROW_FAILED);
	if (found == 0) {
		notice_add(&load->notices, NOTICE_READ,
		    "line %zu: there is no read of %s %s on %s to remove as a misread",
		    load->row->line, load->cells[SITE].text, load->cells[CODE].text, day);
		return (ROW_SAME);
	}
	outcome = check_unbilled(load, &stored, false, e);
	if (outcome != ROW_LOADED)
		return (outcome);
	if (intake_read_remove(load->db, &stored, e) != 0)
		return (ROW_FAILED);
	notice_add(&load->notices, NOTICE_READ,
	    "line %zu: the read of %s %s on %s, %s, was removed as a misread", load->row->line,
	    load->cells[SITE].text, load->cells[CODE].text, day, stored.value);
	return (ROW_LOADED);
}

/* Store a read. */
static enum row_outcome
store_read(struct load *load, struct err *e)
{
	const struct cell *c = load->cells;
	struct intake_read read = {
		.day = c[DAY].day, .value = c[VALUE].text, .kind = c[TYPE].text
	};
	struct read_facts *f = load->facts;
	enum row_outcome outcome;
	int added;

	if (f == NULL)
		load->facts = f = arena_new(&load->file_arena, 1, sizeof(*f));
	outcome = find_meter(load, f, e);
	if (outcome == ROW_LOADED)
		outcome = check_read(load, &f->meter);
	if (outcome != ROW_LOADED)
		return (outcome);

	read.meter_id = f->meter.id;
	read.opening = strcmp(read.kind, "OPENING") == 0;
	read.estimated = c[ESTIMATE].text[0] == 'Y' || c[ESTIMATE].text[0] == 'E';
	read.temp_factor = c[TEMP_FACTOR].empty ? NULL : c[TEMP_FACTOR].text;
	read.cv_factor = c[CV_FACTOR].empty ? NULL : c[CV_FACTOR].text;
	if (strcmp(read.kind, "MISREAD") == 0)
		return (remove_misread(load, &read, e));
	added = intake_read_add(load->db, &read, e);
	if (added < 0)
		return (ROW_FAILED);
	return (added > 0 ? ROW_LOADED : replace(load, &read, e));
}

/* Write one notice for all reads that were known already. */
static int
finish(struct load *load, struct err *e)
{
	if (load->result->same > 0)
		buf_printf(load->notices.text, "%lld reads are stored already and were skipped\n",
		    (long long)load->result->same);
	return (0);
}

const struct interface INTERFACE_METER_READS = {
	.name = "meter-reads",
	.noun = "read",
	.columns = COLUMNS,
	.count = LENGTH(COLUMNS),
	.store = store_read,
	.finish = finish,
};
