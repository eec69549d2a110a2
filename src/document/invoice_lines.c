#include "base/date.h"
#include "document/invoice.h"
#include "document/working.h"

/* Where the columns stand: left edges, right edges, or decimal marks, as the layout has them. */
#define COLUMN(name) (s->left + t->x->column[COLUMN_##name])
#define UNIT_WIDTH (COLUMN(PRICE) - COLUMN(UNIT) - 27)
#define TAX_WIDTH 36.0f
#define SUMS_LEFT COLUMN(DAYS) /* rules above sums begin here */
#define GAP 4.5f         /* between columns, at least */

#define KEPT_WHOLE 6 /* rows of one line that stay on one page */

/*
 * What is drawn row by row. Each row is one line of print, so that text of any length can run over a page; `keep`
 * ties a row to the next one: a head to its first line, a description to its working, the last line to its sum.
 */
enum row_kind { ROW_GROUP, ROW_LINE, ROW_MORE, ROW_WORKING, ROW_SUBTOTAL };

struct row {
	enum row_kind kind;
	bool keep;
	const struct document_line *line;
	struct script_piece text;
	int64_t minor; /* of the line, or the sum */
};

struct table {
	const struct layout_element *x;
	struct row *rows;
	size_t count, room;
};

/* From the baseline before to that of the row. */
static float
advance(const struct sheet *s, enum row_kind kind)
{
	static const float MORE[] = { [ROW_GROUP] = 6, [ROW_SUBTOTAL] = 3, [ROW_LINE] = 0, [ROW_MORE] = 0, [ROW_WORKING] = 0 };

	return ((kind == ROW_WORKING ? s->small : s->line) + sheet_down(s, MORE[kind]));
}

/* Append a row. */
static struct row *
add_row(struct sheet *s, struct table *t, enum row_kind kind, struct script_piece text)
{
	struct row *rows;

	if (t->count == t->room) {
		t->room = t->room == 0 ? 64 : 2 * t->room;
		rows = arena_new(s->arena, t->room, sizeof(*rows));
		if (t->count > 0)
			memcpy(rows, t->rows, t->count * sizeof(*rows));
		t->rows = rows;
	}
	t->rows[t->count] = (struct row){ .kind = kind, .text = text };
	return (&t->rows[t->count++]);
}

/* Join two parts of a working with a middle dot; either may be "". */
static const char *
join(struct sheet *s, const char *a, const char *b)
{
	if (a[0] == '\0' || b[0] == '\0')
		return (a[0] == '\0' ? b : a);
	return (arena_printf(s->arena, "%s \xc2\xb7 %s", a, b));
}

/* What stands in small print below a line: meter, dates if they are its own, and how the amount came about. */
static const char *
working_of(struct sheet *s, const struct document_line *line)
{
	const struct document_model *m = s->model;
	const char *text = "";

	if (line->meter[0] != '\0')
		text = arena_printf(s->arena, "%s %s", sheet_text(s, TEXT_METER), line->meter);
	if (line->from != DATE_NONE && (line->from != m->period_from || line->to != m->period_to))
		text = join(s, text, locale_period(s->locale, s->arena, line->from, line->to));
	return (join(s, text, working_say(s, line->working)));
}

/* The description; with the tier, where no working tells it. */
static const char *
description_of(struct sheet *s, const struct document_line *line)
{
	char tier[16];

	if (line->tier <= 0 || line->working[0] != '\0')
		return (line->description);
	(void)snprintf(tier, sizeof(tier), "%d", line->tier);
	return (arena_printf(s->arena, "%s, %s", line->description, sheet_fill(s, TEXT_TIER, tier)));
}

/* The rows of one line: its description, as far as it wraps, then its working. */
static void
add_line(struct sheet *s, struct table *t, const struct document_line *line)
{
	struct script_piece piece, rest = script_piece(description_of(s, line));
	size_t first = t->count, i;

	do {
		piece = canvas_wrap(s->canvas, &s->layout->ink[INK_BODY], rest, t->x->column[COLUMN_DESCRIPTION], &rest);
		(void)add_row(s, t, t->count == first ? ROW_LINE : ROW_MORE, piece);
	} while (rest.length > 0);
	t->rows[first].line = line;
	t->rows[first].minor = line->amount_minor;
	rest = script_piece(t->x->working ? working_of(s, line) : "");
	while (rest.length > 0) {
		piece = canvas_wrap(s->canvas, &s->layout->ink[INK_SMALL], rest, t->x->column[COLUMN_TAX], &rest);
		(void)add_row(s, t, ROW_WORKING, piece);
	}

	/* A line of usual length stays whole; of a very long one, the first and the last two rows stay together. */
	for (i = first; i + 1 < t->count; i++)
		t->rows[i].keep = t->count - first <= KEPT_WHOLE || i == first || i + 2 == t->count;
}

/* All rows: groups with a head, their lines, and a sum where a group has more than one line. */
static void
add_groups(struct sheet *s, struct table *t)
{
	const struct document_line *lines = s->model->lines;
	size_t count = s->model->line_count, i, first = 0;
	int64_t sum = 0;

	for (i = 0; i < count; i++) {
		if (i == 0 || strcmp(lines[i].group, lines[i - 1].group) != 0) {
			first = i;
			sum = 0;
			if (lines[i].group[0] != '\0')
				add_row(s, t, ROW_GROUP, script_piece(lines[i].group))->keep = true;
		}
		add_line(s, t, &lines[i]);
		sum += lines[i].amount_minor;
		if (i + 1 < count && strcmp(lines[i].group, lines[i + 1].group) == 0)
			continue;

		/* The sum of a group keeps its last line with it. */
		if (t->x->subtotals && i > first && lines[i].group[0] != '\0') {
			t->rows[t->count - 1].keep = true;
			add_row(s, t, ROW_SUBTOTAL, script_piece(sheet_fill(s, TEXT_SUBTOTAL,
			    lines[i].group)))->minor = sum;
		}
	}
}

/* The head of one column, between its edges. */
static void
draw_head(struct sheet *s, float left, float right, enum text text, bool at_right)
{
	sheet_fitted(s, INK_COLUMN, (struct sheet_fit){ at_right ? right : left, s->y, right - left, at_right }, sheet_text(s, text));
}

/* The heads of the columns, on the baseline after y; but for the first one if the table's own stands there. */
static void
draw_columns(struct sheet *s, const struct table *t, bool headed)
{
	s->y += s->line;
	if (!headed)
		draw_head(s, s->left, COLUMN(DAYS) - 30, TEXT_DESCRIPTION, false);
	draw_head(s, COLUMN(DAYS) - 27, COLUMN(DAYS), TEXT_DAYS, true);
	draw_head(s, COLUMN(DAYS) + GAP, COLUMN(UNIT) - GAP, TEXT_QUANTITY, true);
	draw_head(s, COLUMN(UNIT), COLUMN(PRICE) + 24, TEXT_UNIT_PRICE, true);
	draw_head(s, COLUMN(TAX), COLUMN(TAX) + TAX_WIDTH - GAP, TEXT_TAX, false);
	sheet_fitted(s, INK_COLUMN, (struct sheet_fit){ s->right, s->y, s->right - COLUMN(TAX) - TAX_WIDTH, true },
	    arena_printf(s->arena, "%s %s", sheet_text(s, TEXT_AMOUNT), s->model->currency));
	canvas_line(s->canvas, s->colour[COLOUR_ACCENT], 0.75f, (struct canvas_box){ s->left, s->y + 5, s->right - s->left, 0 });
	s->y += 3;
}

/* A number of a column, aligned at its mark; one too long for that ends where the column does, small enough to fit. */
static void
draw_number(struct sheet *s, float mark, float left, float right, const char *number)
{
	const struct script_style *style = &s->layout->ink[INK_BODY];
	const char *at = strrchr(number, locale_mark(s->locale));
	struct script_piece whole = { number, at == NULL ? strlen(number) : (size_t)(at - number) };
	float before = canvas_width(s->canvas, style, whole), all = canvas_width(s->canvas, style, script_piece(number));

	if (before <= mark - left && all - before <= right - mark)
		canvas_text(s->canvas, style, mark - before, s->y, number);
	else
		sheet_fitted(s, INK_BODY, (struct sheet_fit){ right, s->y, right - left, true }, number);
}

/* The figures of a line. */
static void
draw_figures(struct sheet *s, const struct table *t, const struct document_line *line)
{
	const char *price = sheet_number(s, line->price);
	char days[16];

	if (line->days > 0) {
		(void)snprintf(days, sizeof(days), "%d", line->days);
		sheet_right(s, INK_BODY, COLUMN(DAYS), days);
	}
	if (line->percent) {
		draw_number(s, COLUMN(PRICE), COLUMN(UNIT) + UNIT_WIDTH + GAP, COLUMN(TAX) - GAP,
		    arena_printf(s->arena, "%s\xc2\xa0%%", price));
	} else if (line->quantity.units != 0 || line->price.units != 0) {
		draw_number(s, COLUMN(QUANTITY), COLUMN(DAYS) + GAP, COLUMN(UNIT) - GAP, sheet_number(s, line->quantity));
		sheet_fitted(s, INK_LABEL, (struct sheet_fit){ COLUMN(UNIT), s->y, UNIT_WIDTH, false }, line->unit);
		draw_number(s, COLUMN(PRICE), COLUMN(UNIT) + UNIT_WIDTH + GAP, COLUMN(TAX) - GAP, price);
	}
	sheet_fitted(s, INK_LABEL, (struct sheet_fit){ COLUMN(TAX), s->y, TAX_WIDTH, false }, line->tax_code);
	sheet_right(s, INK_BODY, s->right, sheet_money(s, line->amount_minor));
}

/* One row below y, which becomes its baseline. */
static void
draw_row(struct sheet *s, const struct table *t, const struct row *row)
{
	static const enum layout_ink TEXT_INKS[] = {
		[ROW_GROUP] = INK_GROUP, [ROW_LINE] = INK_BODY, [ROW_MORE] = INK_BODY, [ROW_WORKING] = INK_SMALL,
		[ROW_SUBTOTAL] = INK_STRONG,
	};

	s->y += advance(s, row->kind);
	if (row->kind == ROW_SUBTOTAL) {
		sheet_rule(s, s->colour[COLOUR_RULE], s->left, s->right, s->y - sheet_down(s, 10.5f));
		sheet_right(s, INK_STRONG, s->right, sheet_money(s, row->minor));
	}
	canvas_put(s->canvas, &s->layout->ink[TEXT_INKS[row->kind]], s->left, s->y, row->text);
	if (row->kind == ROW_WORKING)
		s->flow.stiff += s->small / 2;
	if (row->kind == ROW_LINE)
		draw_figures(s, t, row->line);
}

/* The height of a row and of all that it must not be parted from. */
static float
kept_height(const struct sheet *s, const struct table *t, size_t row, float behind)
{
	float height = 0;

	for (; row < t->count; row++) {
		height += advance(s, t->rows[row].kind);
		if (!t->rows[row].keep)
			break;
	}
	return (row + 1 >= t->count ? height + behind : height);
}

/* The sum so far, on the baseline after y. */
static void
draw_sum(struct sheet *s, const struct table *t, enum text text, int64_t sum)
{
	s->y += 15;
	sheet_right(s, INK_LABEL, COLUMN(TAX) - GAP, sheet_text(s, text));
	sheet_right(s, INK_STRONG, s->right, sheet_money(s, sum));
}

/*
 * Go on with the table on a new page: the sum so far at the foot of this one and the head of the next, with the
 * head of the group that goes on, if one does.
 */
static void
carry(struct sheet *s, const struct table *t, int64_t sum, const char *group)
{
	sheet_rule(s, s->colour[COLOUR_RULE], SUMS_LEFT, s->right, s->y + 4.5f);
	draw_sum(s, t, TEXT_CARRIED, sum);
	sheet_break(s);
	s->y -= s->line;
	draw_columns(s, t, false);
	draw_sum(s, t, TEXT_BROUGHT, sum);
	if (group[0] == '\0')
		return;
	s->y += advance(s, ROW_GROUP);
	sheet_left(s, INK_GROUP, s->left, arena_printf(s->arena, "%s, %s", group, sheet_text(s, TEXT_CONTINUED)));
}

/* All rows, a page at a time. */
static void
draw_table(struct sheet *s, const struct table *t, float totals)
{
	const char *group = "";
	float room;
	int64_t sum = 0;
	size_t i;

	for (i = 0; i < t->count; i++) {
		/* Behind each row stays room for the line that carries the sum; behind the last one, for the totals. */
		room = kept_height(s, t, i, totals);
		if (i > 0 && !t->rows[i - 1].keep && s->y + room > s->bottom - 15)
			carry(s, t, sum, t->rows[i].kind == ROW_GROUP ? "" : group);
		draw_row(s, t, &t->rows[i]);
		if (t->rows[i].kind != ROW_LINE)
			continue;
		sum += t->rows[i].minor;
		group = t->rows[i].line->group;
	}
}

void
invoice_lines_draw(struct sheet *s, const struct layout_element *x)
{
	struct table t = { .x = x };
	float totals = invoice_totals_height(s);
	bool headed;

	if (s->model->line_count == 0) {
		sheet_head(s, TEXT_CHARGES, s->line);
		sheet_left(s, INK_BODY, s->left, sheet_text(s, TEXT_NO_CHARGES));
		s->y += s->line;
		return;
	}
	add_groups(s, &t);
	headed = sheet_table(s, TEXT_CHARGES, x->column[COLUMN_DAYS] - 30, s->line + kept_height(s, &t, 0, totals));
	s->y -= s->line;
	draw_columns(s, &t, headed);
	draw_table(s, &t, totals);
	s->y += s->line;
}
