#include "base/date.h"
#include "document/invoice.h"

/* Where the columns stand; readings end at their marks so that flags can follow them. */
#define METER_WIDTH 96.0f
#define TYPE_LEFT 171.0f
#define TYPE_WIDTH 46.0f
#define FROM_DATE 219.0f
#define FROM_RIGHT 315.0f
#define TO_DATE 327.0f
#define TO_RIGHT 423.0f
#define FACTOR_RIGHT 456.0f
#define USE_RIGHT 516.0f
#define FLAG_GAP 3.0f
#define READING_WIDTH 46.0f /* figures that are wider become smaller: two of them must never read as one */
#define FACTOR_WIDTH 15.0f
#define USE_WIDTH 52.0f

/* The heads of the columns; y ends at the first baseline below. */
static void
draw_columns(struct sheet *s)
{
	sheet_left(s, INK_COLUMN, SHEET_LEFT, sheet_text(s, TEXT_METER));
	sheet_left(s, INK_COLUMN, TYPE_LEFT, sheet_text(s, TEXT_METER_TYPE));
	sheet_left(s, INK_COLUMN, FROM_DATE, sheet_text(s, TEXT_FROM));
	sheet_right(s, INK_COLUMN, FROM_RIGHT, sheet_text(s, TEXT_READING));
	sheet_left(s, INK_COLUMN, TO_DATE, sheet_text(s, TEXT_TO));
	sheet_right(s, INK_COLUMN, TO_RIGHT, sheet_text(s, TEXT_READING));
	sheet_right(s, INK_COLUMN, FACTOR_RIGHT, sheet_text(s, TEXT_MULTIPLIER));
	sheet_right(s, INK_COLUMN, USE_RIGHT, sheet_text(s, TEXT_USE));
	sheet_rule(s, SHEET_RULE, SHEET_LEFT, SHEET_RIGHT, s->y + 5);
	s->y += SHEET_LINE + 6;
}

/* A reading with its date, and the letter of its flag behind it. */
static void
draw_reading(struct sheet *s, float date_left, float right, int32_t day, struct decimal value)
{
	sheet_left(s, INK_LABEL, date_left, sheet_date(s, day));
	sheet_fitted(s, INK_BODY, (struct sheet_fit){ right, s->y, READING_WIDTH, true }, sheet_number(s, value));
}

static void
draw_usage(struct sheet *s, const struct document_usage *u)
{
	const char *meter = u->serial[0] == '\0' || strcmp(u->serial, u->meter) == 0 ? u->meter :
	    arena_printf(s->arena, "%s \xc2\xb7 %s", u->meter, u->serial);

	sheet_fitted(s, INK_BODY, (struct sheet_fit){ SHEET_LEFT, s->y, METER_WIDTH, false }, meter);
	sheet_fitted(s, INK_LABEL, (struct sheet_fit){ TYPE_LEFT, s->y, TYPE_WIDTH, false }, u->type_name);
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
	sheet_fitted(s, INK_BODY, (struct sheet_fit){ USE_RIGHT, s->y, USE_WIDTH, true }, sheet_number(s, u->quantity));
	sheet_fitted(s, INK_LABEL, (struct sheet_fit){ USE_RIGHT + FLAG_GAP, s->y, SHEET_RIGHT - USE_RIGHT - FLAG_GAP,
	    false }, u->unit);
	s->y += SHEET_LINE;
}

/* What the letters behind the readings mean, if there are any. */
static void
draw_notes(struct sheet *s)
{
	const struct document_model *m = s->model;
	bool estimated = false, rolled = false;
	size_t i;

	for (i = 0; i < m->usage_count; i++) {
		estimated = estimated || m->usages[i].from_estimated || m->usages[i].to_estimated;
		rolled = rolled || m->usages[i].rolled_over;
	}
	if (!estimated && !rolled)
		return;
	sheet_left(s, INK_SMALL, SHEET_LEFT, arena_printf(s->arena, "%s%s%s",
	    estimated ? sheet_text(s, TEXT_ESTIMATED) : "", estimated && rolled ? "  " : "", rolled ? sheet_text(s, TEXT_ROLLED_OVER) : ""));
	s->y += SHEET_LINE;
}

void
invoice_reads_draw(struct sheet *s)
{
	size_t count = s->model->usage_count, i;

	if (count == 0)
		return;

	/* The last row keeps the notes with it. */
	sheet_head(s, TEXT_READS, SHEET_LINE * (count > 1 ? 3 : 4));
	draw_columns(s);
	for (i = 0; i < count; i++) {
		if (sheet_need(s, i + 1 < count ? 0 : SHEET_LINE))
			draw_columns(s);
		draw_usage(s, &s->model->usages[i]);
	}
	draw_notes(s);
}
