#include "base/date.h"
#include "document/invoice.h"
#include "document/flow.h"
#include "document/sheet_words.h"

/*
 * The places of the columns; readings end at their marks so that flags can follow them. Where the
 * units need more room than usual, the column of meters becomes narrower, and all between moves to
 * the left.
 */
#define AT(x) (sheet_at(s, (x)) - r->moved)
#define TYPE_LEFT AT(163.0f)
#define TYPE_WIDTH 54.0f
#define FROM_DATE AT(219.0f)
#define FROM_RIGHT AT(315.0f)
#define TO_DATE AT(327.0f)
#define TO_RIGHT AT(423.0f)
#define FACTOR_RIGHT AT(456.0f)
#define USE_RIGHT AT(516.0f)
#define METER_WIDTH (TYPE_LEFT - s->left - 6)
#define METER_LEAST 48.0f
#define FLAG_GAP 3.0f
#define READING_WIDTH \
	52.0f /* figures that are wider become smaller: two of them must never read as one */
#define FACTOR_WIDTH 21.0f
#define USE_WIDTH 54.0f
#define TOGETHER 2 /* rows on either side of the end of a page, at least */

struct reads {
	float moved;
	float notes; /* the height of what explains flags; 0 if there are none */
};

/* How far columns move so that the longest unit has room. */
static float
find_moved(struct sheet *s)
{
	const struct document_model *m = s->model;
	struct reads r[1] = { { 0 } };
	float most = TYPE_LEFT - s->left - METER_LEAST, moved = 0, width;
	size_t i;

	for (i = 0; i < m->usage_count; i++) {
		if (i > 0 && strcmp(m->usages[i].unit, m->usages[i - 1].unit) == 0)
			continue;
		width = canvas_width(s->canvas, &s->layout->ink[INK_LABEL],
			    script_piece(m->usages[i].unit)) -
		    (s->right - USE_RIGHT - FLAG_GAP);
		moved = width > moved ? width : moved;
	}
	return (moved < most ? moved : most);
}

/*
 * The heads of the columns, but for the first one if the table's own head is there; y ends at the
 * first baseline below.
 */
static void
draw_columns(struct sheet *s, const struct reads *r, bool headed)
{
	const struct {
		enum text text;
		float left, right;
		bool at_right;
	} HEADS[] = {
		{ TEXT_METER, s->left, TYPE_LEFT - 4, false },
		{ TEXT_METER_TYPE, TYPE_LEFT, FROM_DATE - 3, false },
		{ TEXT_FROM, FROM_DATE, FROM_RIGHT - 48, false },
		{ TEXT_READING, FROM_RIGHT - 45, FROM_RIGHT, true },
		{ TEXT_TO, TO_DATE, TO_RIGHT - 48, false },
		{ TEXT_READING, TO_RIGHT - 45, TO_RIGHT, true },
		{ TEXT_MULTIPLIER, TO_RIGHT + 3, FACTOR_RIGHT, true },
		{ TEXT_USE, FACTOR_RIGHT + 6, USE_RIGHT, true },
	};
	size_t i;

	for (i = headed ? 1 : 0; i < LENGTH(HEADS); i++)
		sheet_label(s, INK_COLUMN,
		    (struct sheet_fit){ HEADS[i].at_right ? HEADS[i].right : HEADS[i].left, s->y,
			HEADS[i].right - HEADS[i].left, HEADS[i].at_right },
		    sheet_words(s, HEADS[i].text));
	s->y += s->second;
	s->flow.stiff += s->second;
	sheet_rule(s, s->colour[COLOUR_RULE], s->left, s->right, s->y + 5);
	s->y += s->line + sheet_down(s, 4.5f);
}

/* The name of a meter: its code and, if it has another, its number. */
static const char *
meter_of(const struct sheet *s, const struct document_usage *u)
{
	return (u->serial[0] == '\0' || strcmp(u->serial, u->meter) == 0
		? u->meter
		: arena_printf(s->arena, "%s \xc2\xb7 %s", u->meter, u->serial));
}

/*
 * How much higher than one line a row is: a long name is wrapped, and a register's may be in two
 * languages.
 */
static float
more_of(struct sheet *s, const struct reads *r, size_t row)
{
	const struct document_usage *u = &s->model->usages[row];
	int meter = sheet_lines(s, &s->layout->ink[INK_BODY], METER_WIDTH, meter_of(s, u));
	int type = sheet_lines(s, &s->layout->ink[INK_LABEL], TYPE_WIDTH, u->type_name);
	float second = sheet_words_known(s, u->type_name).second[0] == '\0' ? 0 : s->second;
	float meters = (float)(meter - 1) * s->line, types = (float)(type - 1) * s->line + second;

	return (meters > types ? meters : types);
}

/* The date of a reading, and the reading. */
static void
draw_reading(struct sheet *s, float date_left, float right, int32_t day, struct decimal value)
{
	sheet_left(s, INK_LABEL, date_left, sheet_date(s, day));
	sheet_fitted(s, INK_BODY, (struct sheet_fit){ right, s->y, READING_WIDTH, true },
	    sheet_number(s, value));
}

/* The names of a meter and of its register, wrapped. */
static void
draw_names(struct sheet *s, const struct reads *r, const struct document_usage *u)
{
	struct sheet_words type = sheet_words_known(s, u->type_name);
	float y = s->y;

	sheet_wrapped(s, INK_BODY, (struct sheet_block){ s->left, METER_WIDTH, s->line },
	    meter_of(s, u));
	s->y = y;
	sheet_wrapped(s, INK_LABEL, (struct sheet_block){ TYPE_LEFT, TYPE_WIDTH, s->line },
	    type.first);
	sheet_label(s, INK_LABEL,
	    (struct sheet_fit){ TYPE_LEFT, s->y - s->line, TYPE_WIDTH, false },
	    (struct sheet_words){ "", type.second });
	s->y = y;
}

static void
draw_usage(struct sheet *s, const struct reads *r, size_t row)
{
	const struct document_usage *u = &s->model->usages[row];

	draw_names(s, r, u);
	draw_reading(s, FROM_DATE, FROM_RIGHT, u->from_day, u->from_value);
	draw_reading(s, TO_DATE, TO_RIGHT, u->to_day, u->to_value);
	if (u->from_estimated)
		sheet_left(s, INK_SMALL, FROM_RIGHT + FLAG_GAP, "E");
	if (u->to_estimated)
		sheet_left(s, INK_SMALL, TO_RIGHT + FLAG_GAP, u->rolled_over ? "E R" : "E");
	else if (u->rolled_over)
		sheet_left(s, INK_SMALL, TO_RIGHT + FLAG_GAP, "R");
	sheet_fitted(s, INK_LABEL, (struct sheet_fit){ FACTOR_RIGHT, s->y, FACTOR_WIDTH, true },
	    sheet_number(s, decimal_trim(u->multiplier)));
	sheet_fitted(s, INK_BODY, (struct sheet_fit){ USE_RIGHT, s->y, USE_WIDTH, true },
	    sheet_number(s, u->quantity));
	sheet_fitted(s, INK_LABEL,
	    (struct sheet_fit){
		USE_RIGHT + FLAG_GAP, s->y, s->right - USE_RIGHT - FLAG_GAP, false },
	    u->unit);
	s->y += s->line + more_of(s, r, row);
}

/* The meaning of the letters after the readings of these rows, "" if they have none. */
static const char *
notes_of(const struct sheet *s, size_t first, size_t end)
{
	const struct document_model *m = s->model;
	bool estimated = false, rolled = false;
	size_t i;

	for (i = first; i < end; i++) {
		estimated = estimated || m->usages[i].from_estimated || m->usages[i].to_estimated;
		rolled = rolled || m->usages[i].rolled_over;
	}
	return (arena_printf(s->arena, "%s%s%s", estimated ? sheet_text(s, TEXT_ESTIMATED) : "",
	    estimated && rolled ? "  " : "", rolled ? sheet_text(s, TEXT_ROLLED_OVER) : ""));
}

/* Draw it below the rows of this page. */
static void
draw_notes(struct sheet *s, size_t first, size_t end)
{
	const char *notes = notes_of(s, first, end);

	if (notes[0] == '\0')
		return;
	sheet_wrapped(s, INK_SMALL, (struct sheet_block){ s->left, s->right - s->left, s->small },
	    notes);
	s->y += s->line - s->small;
}

/*
 * The height of all that must be on the page of this row, from its baseline down: itself, the last
 * row with the one before, and the notes.
 */
static float
kept_below(struct sheet *s, const struct reads *r, size_t row)
{
	size_t count = s->model->usage_count, end = row + TOGETHER >= count ? count : row + 1;
	float height = r->notes - s->line;

	/* So few rows that two on each page cannot be are kept together. */
	if (row == 0)
		end = count < 2 * TOGETHER ? count : TOGETHER;
	for (; row < end; row++)
		height += s->line + more_of(s, r, row);
	return (height);
}

/* Go on with these rows at the head of a new page. */
static void
carry(struct sheet *s, const struct reads *r, size_t first, size_t row)
{
	struct sheet_words head = sheet_words(s, TEXT_READS),
			   continued = sheet_words(s, TEXT_CONTINUED);

	draw_notes(s, first, row);
	flow_break(s);
	head.first = arena_printf(s->arena, "%s, %s", head.first, continued.first);
	if (head.second[0] != '\0')
		head.second = arena_printf(s->arena, "%s, %s", head.second, continued.second);
	s->y += sheet_beside(s, INK_HEAD,
	    (struct sheet_fit){ s->left, s->y, s->right - s->left, false }, head);
	s->y += sheet_down(s, SHEET_HEAD_AFTER);
	draw_columns(s, r, false);
}

void
invoice_reads_draw(struct sheet *s, const struct layout_element *x)
{
	size_t count = s->model->usage_count, first = 0, i;
	struct reads r = { find_moved(s), 0 };
	const char *notes = notes_of(s, 0, count);

	if (count == 0)
		return;
	if (notes[0] != '\0')
		r.notes =
		    (float)sheet_lines(s, &s->layout->ink[INK_SMALL], s->right - s->left, notes) *
		    s->small;

	/* From the head down to the first rows; flow_head keeps one line itself. */
	draw_columns(s, &r,
	    flow_table(s, TEXT_READS, sheet_at(s, 163.0f) - r.moved - 6 - s->left,
		s->line + s->second + sheet_down(s, 4.5f) + kept_below(s, &r, 0)));
	for (i = 0; i < count; i++) {
		if (i >= TOGETHER && i + TOGETHER <= count &&
		    s->y + kept_below(s, &r, i) > s->bottom) {
			carry(s, &r, first, i);
			first = i;
		}
		draw_usage(s, &r, i);
	}
	draw_notes(s, first, count);
}
