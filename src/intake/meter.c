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
	[SITE] = { .name = "site_identifier", .type = COLUMN_CODE, .mandatory = true },
	[CODE] = { .name = "meter_code", .type = COLUMN_CODE, .mandatory = true },
	[REGISTER] = { .name = "meter_register", .type = COLUMN_CODE, .mandatory = true },
	[TYPE] = { .name = "meter_type_code",
	    .type = COLUMN_CHOICE,
	    .mandatory = true,
	    .choices = COLUMN_METER_TYPES },
	[INSTALLED] = { .name = "install_date", .type = COLUMN_DATE, .mandatory = true },
	[SERIAL] = { .name = "mtr_srial", .type = COLUMN_TEXT, .most = 64 },
	[MULTIPLIER] = { .name = "multiplier",
	    .type = COLUMN_DECIMAL,
	    .least = 0,
	    .most = 1000000,
	    .fallback = "1" },
	[DIAL] = { .name = "dial_format", .type = COLUMN_TEXT, .most = 24 },
	[STATUS] = { .name = "meter_status_code",
	    .type = COLUMN_CHOICE,
	    .choices = STATUSES,
	    .fallback = "ACTIVE" },
	[REMOVED] = { .name = "removed_date", .type = COLUMN_DATE },
	[DIRECTION] = { .name = "direction_indicator",
	    .type = COLUMN_CHOICE,
	    .choices = DIRECTIONS,
	    .fallback = "I" },
	[LOCATION] = { .name = "location_of_meter", .type = COLUMN_TEXT },
};

/*
 * "5", "99999", "00000" or "99999.9": the whole digits that the dial has; 0 if the text is none of
 * these.
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

/* Tell of changes that bills which exist already did not know. 0 or -1. */
static int
note_changes(struct load *load, const struct intake_meter *m,
    const struct intake_known_meter *known, struct err *e)
{
	const struct cell *multiplier = &load->cells[MULTIPLIER];
	bool type_changed = strcmp(m->type, known->type) != 0;
	bool factor_changed =
	    multiplier->present && decimal_compare(multiplier->decimal, known->multiplier) != 0;
	int billed;

	if (!type_changed && !factor_changed)
		return (0);
	billed = intake_meter_billed(load->db, m->site, e);
	if (billed == 1)
		notice_add(&load->notices, NOTICE_METER,
		    "line %zu: meter %s/%s/%s has another %s; what is billed already stays as it "
		    "is",
		    load->row->line, m->site, m->code, m->reg,
		    !factor_changed    ? "meter_type_code"
			: type_changed ? "meter_type_code and multiplier"
				       : "multiplier");
	return (billed < 0 ? -1 : 0);
}

/* What one cell cannot tell. */
static enum row_outcome
check(struct load *load, const struct intake_meter *m, int digits)
{
	char installed[DATE_ISO_SIZE], removed[DATE_ISO_SIZE];

	if (load->cells[MULTIPLIER].decimal.units == 0 && !load->cells[MULTIPLIER].empty)
		return (row_refuse(load, MULTIPLIER,
		    "a multiplier of 0 makes every usage 0; leave it empty for 1"));
	if (!load->cells[DIAL].empty && digits == 0)
		return (row_refuse(load, DIAL,
		    "\"%s\" is not a dial format; write the number of whole digits such as 5, or "
		    "99999.9",
		    load->cells[DIAL].text));
	if (m->removed_day != DATE_NONE && m->removed_day < m->install_day)
		return (row_refuse(load, REMOVED,
		    "the meter is removed on %s, before it is installed on %s; mend one of the "
		    "dates",
		    date_format(m->removed_day, removed), date_format(m->install_day, installed)));
	return (ROW_LOADED);
}

/* Store a meter: new, or over the one of the same site, code and register. */
static enum row_outcome
store(struct load *load, struct err *e)
{
	const struct cell *c = load->cells;
	int digits = dial_digits(c[DIAL].text);
	struct intake_known_meter known = { .removed_day = DATE_NONE };
	struct intake_meter meter = {
		.site = c[SITE].text,
		.code = c[CODE].text,
		.reg = c[REGISTER].text,
		.type = c[TYPE].text,
		.install_day = c[INSTALLED].day,
		.serial = column_given(&c[SERIAL]),
		.multiplier = column_given(&c[MULTIPLIER]),
		.dial_digits = c[DIAL].present ? arena_printf(&load->arena, "%d", digits) : NULL,
		.status = column_given(&c[STATUS]),
		.removed_day = c[REMOVED].day,
		.removed_given = c[REMOVED].present,
		.direction = column_given(&c[DIRECTION]),
		.location = column_given(&c[LOCATION]),
	};
	int found = intake_meter_find(load->db, meter.site, meter.code, meter.reg, &known, e);
	int changed;

	if (found < 0)
		return (ROW_FAILED);
	if (!meter.removed_given)
		meter.removed_day = known.removed_day;
	if (check(load, &meter, digits) != ROW_LOADED)
		return (ROW_REFUSED);
	if (found == 1 && note_changes(load, &meter, &known, e) != 0)
		return (ROW_FAILED);
	changed = intake_meter_save(load->db, &meter, e);
	return (changed < 0 ? ROW_FAILED : changed > 0 ? ROW_LOADED : ROW_SAME);
}

const struct interface INTERFACE_METERS = { "meters", "meter", COLUMNS, LENGTH(COLUMNS), store,
	NULL, .replaces = true };
