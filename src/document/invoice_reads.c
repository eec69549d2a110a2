#include "base/date.h"
#include "document/invoice.h"

/* Where the columns stand; readings end at their marks so that flags can follow them. */
#define METER_WIDTH 96.0f
#define TYPE_LEFT sheet_at(s, 171.0f)
#define TYPE_WIDTH 46.0f
#define FROM_DATE sheet_at(s, 219.0f)
#define FROM_RIGHT sheet_at(s, 315.0f)
#define TO_DATE sheet_at(s, 327.0f)
#define TO_RIGHT sheet_at(s, 423.0f)
#define FACTOR_RIGHT sheet_at(s, 456.0f)
#define USE_RIGHT sheet_at(s, 516.0f)
#define FLAG_GAP 3.0f
#define READING_WIDTH 46.0f /* figures that are wider become smaller: two of them must never read as one */
#define FACTOR_WIDTH 15.0f
#define USE_WIDTH 52.0f

/* The heads of the columns, but for the first one if the table's own stands there; y ends at the first baseline below. */
static void
draw_columns(struct sheet *s, bool headed)
{
	const struct {
		enum text text;
		float left, right;
		bool at_right;
	} HEADS[] = {
		{ TEXT_METER, s->left, TYPE_LEFT - 4, false }, { TEXT_METER_TYPE, TYPE_LEFT, FROM_DATE - 3, false },
		{ TEXT_FROM, FROM_DATE, FROM_RIGHT - 48, false }, { TEXT_READING, FROM_RIGHT - 45, FROM_RIGHT, true },
		{ TEXT_TO, TO_DATE, TO_RIGHT - 48, false }, { TEXT_READING, TO_RIGHT - 45, TO_RIGHT, true },
		{ TEXT_MULTIPLIER, TO_RIGHT + 6, FACTOR_RIGHT, true }, { TEXT_USE, FACTOR_RIGHT + 6, USE_RIGHT, true },
	};
	size_t i;

	for (i = headed ? 1 : 0; i < LENGTH(HEADS); i++)
		sheet_fitted(s, INK_COLUMN, (struct sheet_fit){ HEADS[i].at_right ? HEADS[i].right : HEADS[i].left, s->y,
		    HEADS[i].right - HEADS[i].left, HEADS[i].at_right }, sheet_text(s, HEADS[i].text));
	sheet_rule(s, s->colour[COLOUR_RULE], s->left, s->right, s->y + 5);
	s->y += s->line + sheet_down(s, 4.5f);
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

	sheet_fitted(s, INK_BODY, (struct sheet_fit){ s->left, s->y, METER_WIDTH, false }, meter);
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
	sheet_fitted(s, INK_LABEL, (struct sheet_fit){ USE_RIGHT + FLAG_GAP, s->y, s->right - USE_RIGHT - FLAG_GAP,
	    false }, u->unit);
	s->y += s->line;
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
	sheet_fitted(s, INK_SMALL, (struct sheet_fit){ s->left, s->y, s->right - s->left, false }, arena_printf(s->arena, "%s%s%s",
	    estimated ? sheet_text(s, TEXT_ESTIMATED) : "", estimated && rolled ? "  " : "", rolled ? sheet_text(s, TEXT_ROLLED_OVER) : ""));
	s->y += s->line;
}

void
invoice_reads_draw(struct sheet *s, const struct layout_element *x)
{
	size_t count = s->model->usage_count, i;

	if (count == 0)
		return;

	/* The last row keeps the notes with it. */
	draw_columns(s, sheet_table(s, TEXT_READS, TYPE_LEFT - 6 - s->left, s->line * (count > 1 ? 3 : 4)));
	for (i = 0; i < count; i++) {
		if (sheet_need(s, i + 1 < count ? 0 : s->line))
			draw_columns(s, false);
		draw_usage(s, &s->model->usages[i]);
	}
	draw_notes(s);
}
