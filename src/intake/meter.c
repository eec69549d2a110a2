#include <ctype.h>

#include "base/date.h"
#include "base/text.h"
#include "intake/interface.h"
#include "intake/row.h"
#include "store/intake_meter.h"

#define MOST_DIGITS 12

enum {
	SITE,
	CODE,
	REGISTER,
	TYPE,
	INSTALLED,
	SERIAL,
	MULTIPLIER,
	DIAL,
	STATUS,
	REMOVED,
	DIRECTION,
	LOCATION
};

static const char *const STATUSES[] = { "ACTIVE", "INACTIVE", NULL };
static const char *const DIRECTIONS[] = { "E", "I", NULL };

static const struct column COLUMNS[] = {
	[SITE] = { .name = "site_identifier",
	    .stored = "site",
	    .key = true,
	    .type = COLUMN_CODE,
	    .mandatory = true },
	[CODE] = { .name = "meter_code",
	    .stored = "code",
	    .key = true,
	    .type = COLUMN_CODE,
	    .mandatory = true },
	[REGISTER] = { .name = "meter_register",
	    .stored = "register",
	    .key = true,
	    .type = COLUMN_CODE,
	    .mandatory = true },
	[TYPE] = { .name = "meter_type_code",
	    .stored = "type",
	    .type = COLUMN_CHOICE,
	    .mandatory = true,
	    .choices = COLUMN_METER_TYPES },
	[INSTALLED] = { .name = "install_date",
	    .stored = "install_day",
	    .type = COLUMN_DATE,
	    .mandatory = true },
	[SERIAL] = { .name = "mtr_srial", .stored = "serial", .type = COLUMN_TEXT, .most = 64 },
	[MULTIPLIER] = { .name = "multiplier",
	    .stored = "multiplier",
	    .type = COLUMN_DECIMAL,
	    .least = 0,
	    .most = 1000000,
	    .fallback = "1" },
	[DIAL] = { .name = "dial_format",
	    .stored = "dial_digits",
	    .initial = "0",
	    .type = COLUMN_TEXT,
	    .most = 24 },
	[STATUS] = { .name = "meter_status_code",
	    .stored = "status",
	    .type = COLUMN_CHOICE,
	    .choices = STATUSES,
	    .fallback = "ACTIVE" },
	[REMOVED] = { .name = "removed_date", .stored = "removed_day", .type = COLUMN_DATE },
	[DIRECTION] = { .name = "direction_indicator",
	    .stored = "direction",
	    .type = COLUMN_CHOICE,
	    .choices = DIRECTIONS,
	    .fallback = "I" },
	[LOCATION] = { .name = "location_of_meter", .stored = "location", .type = COLUMN_TEXT },
};

/*
 * The number of whole digits on the dial, from "5", "99999", "00000" or "99999.9"; 0 for another
 * text.
 */
static int
dial_digits(const char *format)
{
	int64_t count;
	int digits = 0;

	if (text_to_int(format, 1, MOST_DIGITS, &count) && format[0] != '0')
		return ((int)count);
	for (; *format == '9' || *format == '0'; format++)
		digits++;
	if (*format == '.' || *format == ',')
		for (format++; *format == '9' || *format == '0'; format++)
			;
	return (*format == '\0' && digits <= MOST_DIGITS ? digits : 0);
}

/* Add a notice about changes of a meter that bills were already made with. 0 or -1. */
static int
note_changes(struct load *load, const struct intake_known_meter *known, struct err *e)
{
	const struct cell *c = load->cells, *multiplier = &c[MULTIPLIER];
	bool type_changed = strcmp(c[TYPE].text, known->type) != 0;
	bool factor_changed =
	    multiplier->present && decimal_compare(multiplier->decimal, known->multiplier) != 0;
	int billed;

	if (!type_changed && !factor_changed)
		return (0);
	billed = intake_meter_billed(load->db, c[SITE].text, e);
	if (billed == 1)
		notice_add(&load->notices, NOTICE_METER,
		    "line %zu: meter %s/%s/%s has another %s; what is billed already stays as it "
		    "is",
		    load->row->line, c[SITE].text, c[CODE].text, c[REGISTER].text,
		    !factor_changed    ? "meter_type_code"
			: type_changed ? "meter_type_code and multiplier"
				       : "multiplier");
	return (billed < 0 ? -1 : 0);
}

/* Check the meter in ways that need more than one cell. */
static enum row_outcome
check_meter(struct load *load, const struct intake_known_meter *known, int digits)
{
	const struct cell *c = load->cells;
	int32_t removed_day = c[REMOVED].present ? c[REMOVED].day : known->removed_day;
	char installed[DATE_ISO_SIZE], removed[DATE_ISO_SIZE];

	if (c[MULTIPLIER].decimal.units == 0 && !c[MULTIPLIER].empty)
		return (row_refuse(load, MULTIPLIER,
		    "a multiplier of 0 makes every usage 0; leave it empty for 1"));
	if (!c[DIAL].empty && digits == 0)
		return (row_refuse(load, DIAL,
		    "\"%s\" is not a dial format; write the number of whole digits such as 5, or "
		    "99999.9",
		    c[DIAL].text));
	if (removed_day != DATE_NONE && removed_day < c[INSTALLED].day)
		return (row_refuse(load, REMOVED,
		    "the meter is removed on %s, before it is installed on %s; mend one of the "
		    "dates",
		    date_format(removed_day, removed), date_format(c[INSTALLED].day, installed)));
	return (ROW_LOADED);
}

/* Store a meter: a new one, or over the one with the same site, code and register. */
static enum row_outcome
store_meter(struct load *load, struct err *e)
{
	const struct cell *c = load->cells;
	const struct intake_meter_key key = { c[SITE].text, c[CODE].text, c[REGISTER].text };
	struct intake_known_meter known = { .removed_day = DATE_NONE };
	int digits = dial_digits(c[DIAL].text);
	int found = intake_meter_find(load->db, &key, &load->arena, &known, e);

	if (found < 0)
		return (ROW_FAILED);
	if (check_meter(load, &known, digits) != ROW_LOADED)
		return (ROW_REFUSED);
	if (found == 1 && note_changes(load, &known, e) != 0)
		return (ROW_FAILED);
	if (c[DIAL].present)
		row_set_number(load, DIAL, digits);
	return (row_store(load, e));
}

const struct interface INTERFACE_METERS = {
	.name = "meters",
	.noun = "meter",
	.table = "meter",
	.columns = COLUMNS,
	.count = LENGTH(COLUMNS),
	.store = store_meter,
	.replaces = true,
};
