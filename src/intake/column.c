#include "intake/column.h"

#include "base/date.h"
#include "base/text.h"
#include "intake/damage.h"
#include "intake/email.h"

#define TEXT_LONGEST 200 /* in bytes, where the column has no limit of its own */
#define NOTE_LONGEST 2000
#define MOST_ADDRESSES 5

/* The facts for reading a cell of any type. */
struct cell_reading {
	const struct column *column;
	const struct intake_settings *settings;
	char *text;
	struct arena *arena;
	struct cell *cell;
};

const char *const COLUMN_CYCLES[] = { "WEEKLY", "MONTHLY", "BIMONTHLY", "QUARTERLY", "HOLD", NULL };
const char *const COLUMN_PRODUCTS[] = { "POWER", "WATER", "GAS", NULL };
const char *const COLUMN_METER_TYPES[] = { "ALLDAY", "PEAK", "SHOULDER", "OFFPEAK", "DEMAND",
	"IMPORT1_01", "COLD", "HOT", "STDGAS", NULL };

static int
read_code(const struct cell_reading *r, struct err *e)
{
	if (text_is_code(r->text))
		return (0);
	if (damage_is_scientific(r->text))
		return (err_reject(e,
		    "\"%s\" was damaged by Excel: format the column as text and export again",
		    r->text));
	return (err_reject(e,
	    "\"%s\" is not a code; codes are 1 to 32 letters, digits, - _ or . without blanks",
	    r->text));
}

static int
read_text_cell(const struct cell_reading *r, struct err *e)
{
	size_t most = r->column->most > 0 ? (size_t)r->column->most : TEXT_LONGEST;

	if (text_has_control(r->text))
		return (err_reject(e,
		    "it has a line break or another control character; write it on one line"));
	if (strlen(r->text) > most)
		return (err_reject(e, "\"%.40s...\" is too long; at most %zu bytes fit", r->text,
		    most));
	if (damage_is_scientific(r->text))
		return (err_reject(e,
		    "\"%s\" was damaged by Excel: format the column as text and export again",
		    r->text));
	return (0);
}

static int
read_note(const struct cell_reading *r, struct err *e)
{
	char *c;

	for (c = r->text; *c != '\0'; c++)
		if (*c == '\r' || *c == '\n' || *c == '\t')
			*c = ' ';
	if (text_has_control(r->text))
		return (err_reject(e,
		    "it has a control character that nobody can read; remove it"));
	if (strlen(r->text) > NOTE_LONGEST)
		return (err_reject(e, "\"%.40s...\" is too long; at most %d bytes fit", r->text,
		    NOTE_LONGEST));
	return (0);
}

static int
read_file_cell(const struct cell_reading *r, struct err *e)
{
	if (text_has_control(r->text) || strpbrk(r->text, "/\\:") != NULL || r->text[0] == '.' ||
	    strlen(r->text) > TEXT_LONGEST)
		return (err_reject(e,
		    "\"%.60s\" is not a file name; write the name alone, without a folder",
		    r->text));
	return (0);
}

/* Cut off a midnight, which databases add to their dates. */
static void
cut_midnight(char *text)
{
	static const char *const midnights[] = { " 00:00:00.000", " 00:00:00", "T00:00:00",
		" 00:00", " 0:00" };
	size_t length = strlen(text);
	size_t i;

	for (i = 0; i < LENGTH(midnights); i++) {
		size_t tail = strlen(midnights[i]);

		if (length > tail && strcmp(text + length - tail, midnights[i]) == 0) {
			text[length - tail] = '\0';
			return;
		}
	}
}

/* Read a day: 2026-02-28, or in the configured format. */
static const char *
example_date(const char *format, struct arena *arena)
{
	char *out = arena_new(arena, 4 * strlen(format) + 1, 1);
	char *to = out;

	for (; *format != '\0'; format++) {
		const char *part = *format == 'y' ? "2026"
		    : *format == 'm'              ? "02"
		    : *format == 'd'              ? "28"
						  : NULL;

		if (part == NULL)
			*to++ = *format;
		else
			to = stpcpy(to, part);
	}
	return (out);
}

static int
read_date(const struct cell_reading *r, struct err *e)
{
	const char *format = r->settings->date_format;
	const char *other = format != NULL ? example_date(format, r->arena) : "2026-02-28";
	char iso[DATE_ISO_SIZE];
	int32_t day;

	cut_midnight(r->text);
	if (date_parse(r->text, format, &r->cell->day))
		return (0);
	r->cell->day = DATE_NONE;
	if (damage_is_serial_date(r->text, &day))
		return (err_reject(e,
		    "\"%s\" is how Excel stores %s: format the column as a date and export again",
		    r->text, date_format(day, iso)));
	if (strcmp(other, "2026-02-28") == 0)
		return (err_reject(e, "\"%.40s\" is not a date; write 2026-02-28", r->text));
	return (err_reject(e, "\"%.40s\" is not a date; write 2026-02-28 or %s", r->text, other));
}

/* The sentence about why a text is not a number, and how to write it. */
static int
explain_number(const struct cell_reading *r, struct err *e)
{
	const char mark = r->settings->decimal_mark;
	const char *text = r->text;
	struct decimal value;

	if (damage_is_scientific(text))
		return (err_reject(e,
		    "\"%s\" was damaged by Excel: format the column as a number or text and export "
		    "again",
		    text));
	if (damage_is_grouped(text, mark))
		return (err_reject(e, "\"%s\" has a thousands separator; write 1234%c50", text,
		    mark));
	if (decimal_parse(text, mark == '.' ? ',' : '.', &value))
		return (err_reject(e,
		    "\"%s\" is not a number here: the decimal mark is \"%c\"; write 12%c50", text,
		    mark, mark));
	return (err_reject(e,
	    "\"%.40s\" is not a number; write digits and a decimal mark only, such as 1234%c50 or "
	    "-5",
	    text, mark));
}

/* Is the text as decimal_format would write it? Most are, and are kept as they are. */
static bool
is_canonical(const char *text, char mark)
{
	return (mark == '.' && text[0] >= '0' && text[0] <= '9' &&
	    (text[0] != '0' || text[1] == '.' || text[1] == '\0'));
}

static int
read_decimal(const struct cell_reading *r, struct err *e)
{
	const struct column *c = r->column;
	struct decimal *value = &r->cell->decimal;

	if (!decimal_parse(r->text, r->settings->decimal_mark, value))
		return (explain_number(r, e));
	if (c->most > c->least &&
	    (decimal_compare(*value, (struct decimal){ c->least, 0 }) < 0 ||
		decimal_compare(*value, (struct decimal){ c->most, 0 }) > 0))
		return (err_reject(e, "\"%s\" is out of range; it must be between %lld and %lld",
		    r->text, (long long)c->least, (long long)c->most));
	if (!is_canonical(r->text, r->settings->decimal_mark))
		r->cell->text = decimal_format(*value, arena_new(r->arena, 1, DECIMAL_SIZE));
	return (0);
}

static int
read_money(const struct cell_reading *r, struct err *e)
{
	struct decimal value;

	if (decimal_parse_money(r->text, r->settings->decimal_mark, r->settings->minor_places,
		&r->cell->number))
		return (0);
	if (decimal_parse(r->text, r->settings->decimal_mark, &value))
		return (err_reject(e,
		    "\"%s\" is not an amount of money; it may have %d decimals at most", r->text,
		    r->settings->minor_places));
	return (explain_number(r, e));
}

static int
read_int(const struct cell_reading *r, struct err *e)
{
	if (text_to_int(r->text, r->column->least, r->column->most, &r->cell->number))
		return (0);
	return (err_reject(e, "\"%.40s\" is not a whole number between %lld and %lld", r->text,
	    (long long)r->column->least, (long long)r->column->most));
}

static int
read_choice(const struct cell_reading *r, struct err *e)
{
	const char *const *choice;

	for (choice = r->column->choices; *choice != NULL; choice++) {
		if (text_equal_nocase(r->text, *choice)) {
			r->cell->text = *choice;
			return (0);
		}
	}
	(void)err_reject(e, "\"%.40s\" is not known; write ", r->text);
	for (choice = r->column->choices; *choice != NULL; choice++) {
		size_t length = strlen(e->text);

		(void)snprintf(e->text + length, sizeof(e->text) - length, "%s%s",
		    choice == r->column->choices ? ""
			: choice[1] == NULL      ? " or "
						 : ", ",
		    *choice);
	}
	return (-1);
}

static int
read_email(const struct cell_reading *r, struct err *e)
{
	if (email_is_valid(r->text))
		return (0);
	return (err_reject(e,
	    "\"%.80s\" is not an email address; write one address such as name@example.com",
	    r->text));
}

static int
read_emails(const struct cell_reading *r, struct err *e)
{
	char *list = arena_new(r->arena, strlen(r->text) + 2, 1);
	char *to = list;
	char *rest = r->text;
	int count = 0;
	char *one;

	while ((one = strsep(&rest, ";")) != NULL) {
		one = text_trim(one);
		if (*one == '\0')
			continue;
		if (!email_is_valid(one))
			return (err_reject(e,
			    "\"%.80s\" is not an email address; write addresses with ; between "
			    "them",
			    one));
		if (++count > MOST_ADDRESSES)
			return (err_reject(e, "it has more than %d addresses; keep the first %d",
			    MOST_ADDRESSES, MOST_ADDRESSES));
		to = stpcpy(stpcpy(to, count > 1 ? ";" : ""), one);
	}
	r->cell->text = list;
	return (0);
}

/* The reader of each type; it sets the members that its type has. */
static int (*const READERS[])(const struct cell_reading *r, struct err *e) = {
	[COLUMN_CODE] = read_code,
	[COLUMN_TEXT] = read_text_cell,
	[COLUMN_NOTE] = read_note,
	[COLUMN_FILE] = read_file_cell,
	[COLUMN_DATE] = read_date,
	[COLUMN_MONEY] = read_money,
	[COLUMN_DECIMAL] = read_decimal,
	[COLUMN_INT] = read_int,
	[COLUMN_CHOICE] = read_choice,
	[COLUMN_EMAIL] = read_email,
	[COLUMN_EMAILS] = read_emails,
};

int
column_parse(const struct column *column, const struct column_rules *rules, char *text,
    struct cell *cell, struct err *e)
{
	struct cell_reading reading = { column, rules->settings, text, rules->arena, cell };

	*cell =
	    (struct cell){ .present = text != NULL, .empty = true, .text = "", .day = DATE_NONE };
	if (text != NULL)
		reading.text = damage_unwrap(text);
	if (reading.text == NULL || reading.text[0] == '\0') {
		if (column->mandatory)
			return (err_reject(e, "%s is empty; every %s needs one", column->name,
			    rules->noun));
		if (column->fallback == NULL)
			return (0);
		reading.text = arena_string(rules->arena, column->fallback);
	}
	cell->empty = false;
	cell->text = reading.text;
	return (READERS[column->type](&reading, e));
}
