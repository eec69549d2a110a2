#include "base/date.h"
#include "document/invoice.h"
#include "document/flow.h"
#include "document/sheet_words.h"

/*
 * The places of the columns: left edges, right edges, or decimal marks, as the layout has them
 * unless this bill needs more room.
 */
#define COLUMN(name) (s->left + t->column[COLUMN_##name])
#define SUMS_LEFT COLUMN(DAYS) /* rules above sums begin here */
#define GAP 4.5f /* between columns, at least */
#define DESCRIPTION_LEAST 90.0f
#define WORD_MOST 75.0f /* a unit or a tax code that is longer becomes smaller */
#define DAYS_WIDTH 27.0f
#define TAX_HEAD 36.0f
#define SUM_ABOVE 15.0f /* from the last row to a sum that is carried */
#define SLACK 0.125f /* what rounding may do to a width */
#define PERCENT "\xc2\xa0%"

#define KEPT_WHOLE 6 /* rows of one line that stay on one page */

/*
 * The table is drawn row by row. Each row is one line of print, so that text of any length can run
 * over a page; `keep` ties a row to the next one: a head to its first line, a description to its
 * working, the last line to its sum.
 */
enum row_kind { ROW_GROUP, ROW_LINE, ROW_MORE, ROW_WORKING, ROW_SUBTOTAL };

struct row {
	enum row_kind kind;
	bool keep;
	const struct document_line *line;
	struct script_piece text;
	struct sheet_words words; /* of a head or a sum, instead of text */
	const struct figures *figures;
	int64_t minor; /* of the line, or the sum */
};

/* The figures of a line as they are written; "" where it has none. */
struct figures {
	const char *quantity, *price, *amount;
};

/* How wide the figures of a column are, at most: before their mark, and from it on. */
struct extent {
	float before, behind;
};

struct table {
	const struct layout_element *x;
	float column[COLUMN_COUNT];
	float unit_width, tax_width;
	struct figures *figures; /* by line */
	struct row *rows;
	size_t count, room;
};

/* From the baseline before to that of the row. */
static float
advance(const struct sheet *s, enum row_kind kind)
{
	static const float MORE[] = { [ROW_GROUP] = 6,
		[ROW_SUBTOTAL] = 3,
		[ROW_LINE] = 0,
		[ROW_MORE] = 0,
		[ROW_WORKING] = 0 };

	return ((kind == ROW_WORKING ? s->small : s->line) + sheet_down(s, MORE[kind]));
}

/* Append a row. */
static struct row *
add_charge_row(struct sheet *s, struct table *t, enum row_kind kind, struct script_piece text)
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

/* Is the line of one day, which its working names? */
static bool
names_day(const struct document_line *line)
{
	return (line->from == line->to && working_has_day(&line->working, line->from));
}

/* The small print below a line: meter, dates if they are its own, and how the amount came about. */
static const char *
working_of(struct sheet *s, const struct document_line *line)
{
	const struct document_model *m = s->model;
	const struct voice voice = sheet_voice(s);
	const char *text = "";

	if (line->meter[0] != '\0')
		text = arena_printf(s->arena, "%s %s", sheet_own_text(s, TEXT_METER), line->meter);
	if (line->from != DATE_NONE && (line->from != m->period_from || line->to != m->period_to) &&
	    !names_day(line))
		text = join(s, text,
		    line->from == line->to
			? sheet_date(s, line->from)
			: locale_period(s->locale, s->arena, line->from, line->to));
	return (join(s, text, working_say(&line->working, &voice)));
}

/* The description; with the tier, where no working has it. */
static const char *
description_of(struct sheet *s, const struct document_line *line)
{
	char tier[16];

	if (line->tier <= 0 || !working_is_empty(&line->working))
		return (line->description);
	(void)snprintf(tier, sizeof(tier), "%d", line->tier);
	return (arena_printf(s->arena, "%s, %s", line->description,
	    locale_fill_form(s->arena, sheet_own_text(s, TEXT_TIER), tier)));
}

/* The rows of one line: its description, as far as it wraps, then its working. */
static void
add_charge(struct sheet *s, struct table *t, const struct document_line *line)
{
	struct script_piece piece, rest = script_piece(description_of(s, line));
	size_t first = t->count, i;

	do {
		piece = canvas_wrap(s->canvas, &s->layout->ink[INK_BODY], rest,
		    t->column[COLUMN_DESCRIPTION], &rest);
		(void)add_charge_row(s, t, t->count == first ? ROW_LINE : ROW_MORE, piece);
	} while (rest.length > 0);
	t->rows[first].line = line;
	t->rows[first].minor = line->amount_minor;
	t->rows[first].figures = &t->figures[line - s->model->lines];
	rest = script_piece(t->x->working ? working_of(s, line) : "");
	while (rest.length > 0) {
		piece = canvas_wrap(s->canvas, &s->layout->ink[INK_SMALL], rest,
		    t->column[COLUMN_TAX], &rest);
		(void)add_charge_row(s, t, ROW_WORKING, piece);
	}

	/*
	 * A line of usual length stays whole; of a very long one, the first and the last two rows
	 * stay together.
	 */
	for (i = first; i + 1 < t->count; i++)
		t->rows[i].keep = t->count - first <= KEPT_WHOLE || i == first || i + 2 == t->count;
}

/* Where the group that begins with this line ends. */
static size_t
group_end(const struct document_model *m, size_t first)
{
	size_t end = first + 1;

	while (end < m->line_count && strcmp(m->lines[end].group, m->lines[first].group) == 0)
		end++;
	return (end);
}

/*
 * A group: its head, its lines, and a sum where it has more than one line. At its beginning and at
 * its end two lines are kept together.
 */
static void
add_group(struct sheet *s, struct table *t, size_t first, size_t end)
{
	const struct document_line *lines = s->model->lines;
	struct sheet_words group = sheet_words_known(s, lines[first].group);
	int64_t sum = 0;
	struct row *row;
	size_t i;

	if (group.first[0] != '\0') {
		row = add_charge_row(s, t, ROW_GROUP, script_piece(""));
		row->words = group;
		row->keep = true;
	}
	for (i = first; i < end; i++) {
		add_charge(s, t, &lines[i]);
		sum += lines[i].amount_minor;
		t->rows[t->count - 1].keep = i + 1 < end && (i == first || i + 2 == end);
	}

	/* The sum keeps the last line with it. */
	if (!t->x->subtotals || end == first + 1 || group.first[0] == '\0')
		return;
	t->rows[t->count - 1].keep = true;
	row = add_charge_row(s, t, ROW_SUBTOTAL, script_piece(""));
	row->words = sheet_words_fill(s, TEXT_SUBTOTAL, group);
	row->minor = sum;
}

/* All rows, group by group. */
static void
add_groups(struct sheet *s, struct table *t)
{
	size_t first, end;

	for (first = 0; first < s->model->line_count; first = end) {
		end = group_end(s->model, first);
		add_group(s, t, first, end);
	}
}

/* ---- columns as wide as they must be --------------------------------------------------------- */

/* The part of a number before its decimal mark or, without one, before the percent sign. */
static struct script_piece
before_mark(const struct sheet *s, const char *number)
{
	const char *end = strrchr(number, locale_mark(s->locale));

	if (end == NULL)
		end = strstr(number, PERCENT);
	return ((struct script_piece){
	    number, end == NULL ? strlen(number) : (size_t)(end - number) });
}

/* Make room for a number. */
static void
extend(const struct sheet *s, struct extent *extent, const char *number)
{
	const struct script_style *style = &s->layout->ink[INK_BODY];
	float before = canvas_width(s->canvas, style, before_mark(s, number));
	float behind = canvas_width(s->canvas, style, script_piece(number)) - before;

	extent->before = before > extent->before ? before : extent->before;
	extent->behind = behind > extent->behind ? behind : extent->behind;
}

/* Make room for a word, up to what it may take. */
static void
widen(const struct sheet *s, float *width, const char *word)
{
	float wide = canvas_width(s->canvas, &s->layout->ink[INK_LABEL], script_piece(word));

	wide = wide < WORD_MOST ? wide : WORD_MOST;
	*width = wide > *width ? wide : *width;
}

/* The figures of all lines, and what room they and the words need. */
struct needs {
	struct extent quantity, price, amount;
	float unit, tax;
};

static void
write_figures(struct sheet *s, struct table *t, struct needs *needs)
{
	const struct document_model *m = s->model;
	size_t i;

	t->figures = arena_new(s->arena, m->line_count, sizeof(*t->figures));
	for (i = 0; i < m->line_count; i++) {
		const struct document_line *line = &m->lines[i];
		struct figures *f = &t->figures[i];
		bool priced = line->percent || line->quantity.units != 0 || line->price.units != 0;

		f->price = !priced ? ""
		    : line->percent
		    ? arena_printf(s->arena, "%s%s", sheet_number(s, line->price), PERCENT)
		    : sheet_number(s, line->price);
		f->quantity = priced && !line->percent ? sheet_number(s, line->quantity) : "";
		f->amount = sheet_money(s, line->amount_minor);
		extend(s, &needs->quantity, f->quantity);
		extend(s, &needs->price, f->price);
		extend(s, &needs->amount, f->amount);
		if (i > 0 && strcmp(line->unit, line[-1].unit) == 0 &&
		    strcmp(line->tax_code, line[-1].tax_code) == 0)
			continue;
		widen(s, &needs->unit, f->quantity[0] == '\0' ? "" : line->unit);
		widen(s, &needs->tax, line->tax_code);
	}
}

/* A column's place: the layout's, or further left if the columns at its right need that. */
static float
column_at(const struct table *t, enum layout_column column, float right)
{
	return (t->x->column[column] < right ? t->x->column[column] : right);
}

/*
 * From the right to the left, each column where it is in the layout if that leaves room enough; the
 * description has what is left.
 */
static void
place_columns(const struct sheet *s, struct table *t, const struct needs *needs)
{
	float right = s->right - s->left - needs->amount.before - needs->amount.behind - GAP,
	      *column = t->column;

	column[COLUMN_TAX] = column_at(t, COLUMN_TAX, right - needs->tax);
	t->tax_width = right - column[COLUMN_TAX];
	column[COLUMN_PRICE] =
	    column_at(t, COLUMN_PRICE, column[COLUMN_TAX] - GAP - needs->price.behind);
	column[COLUMN_UNIT] = column_at(t, COLUMN_UNIT,
	    column[COLUMN_PRICE] - needs->price.before - GAP - needs->unit);
	t->unit_width = column[COLUMN_PRICE] - needs->price.before - GAP - column[COLUMN_UNIT];
	column[COLUMN_QUANTITY] =
	    column_at(t, COLUMN_QUANTITY, column[COLUMN_UNIT] - GAP - needs->quantity.behind);
	column[COLUMN_DAYS] =
	    column_at(t, COLUMN_DAYS, column[COLUMN_QUANTITY] - needs->quantity.before - GAP);
	column[COLUMN_DESCRIPTION] =
	    column_at(t, COLUMN_DESCRIPTION, column[COLUMN_DAYS] - DAYS_WIDTH);

	/* More than the table can give: the layout's columns, with smaller figures in them. */
	if (column[COLUMN_DESCRIPTION] >= DESCRIPTION_LEAST)
		return;
	memcpy(t->column, t->x->column, sizeof(t->column));
	t->unit_width = (column[COLUMN_PRICE] - column[COLUMN_UNIT]) / 2;
	t->tax_width = (s->right - s->left - column[COLUMN_TAX]) * 2 / 5;
}

/* ---- drawing --------------------------------------------------------------------------------- */

/* The head of one column, between its edges. */
static void
draw_head(struct sheet *s, float left, float right, enum text text, bool at_right)
{
	sheet_label(s, INK_COLUMN,
	    (struct sheet_fit){ at_right ? right : left, s->y, right - left, at_right },
	    sheet_words(s, text));
}

/*
 * The heads of the columns, on the baseline after y; but for the first one if the table's own head
 * is there.
 */
static void
draw_columns(struct sheet *s, const struct table *t, bool headed)
{
	struct sheet_words amount = sheet_words(s, TEXT_AMOUNT);
	float amount_left = COLUMN(TAX) + TAX_HEAD;

	amount.first = arena_printf(s->arena, "%s %s", amount.first, s->model->currency);
	s->y += s->line;
	if (!headed)
		draw_head(s, s->left, COLUMN(DAYS) - 30, TEXT_DESCRIPTION, false);
	draw_head(s, COLUMN(DAYS) - DAYS_WIDTH, COLUMN(DAYS), TEXT_DAYS, true);
	draw_head(s, COLUMN(DAYS) + GAP, COLUMN(UNIT) - GAP, TEXT_QUANTITY, true);
	draw_head(s, COLUMN(UNIT), COLUMN(PRICE) + 24, TEXT_UNIT_PRICE, true);
	draw_head(s, COLUMN(TAX), amount_left - GAP, TEXT_TAX, false);
	sheet_label(s, INK_COLUMN,
	    (struct sheet_fit){ s->right, s->y, s->right - amount_left, true }, amount);
	s->y += s->second;
	s->flow.stiff += s->second;
	canvas_line(s->canvas, s->colour[COLOUR_ACCENT], 0.75f,
	    (struct canvas_box){ s->left, s->y + 5, s->right - s->left, 0 });
	s->y += 3;
}

/*
 * Draw a number of a column, aligned at its mark. A number that is too long for that ends where the
 * column ends, small enough to fit.
 */
static void
draw_number(struct sheet *s, float mark, float left, float right, const char *number)
{
	const struct script_style *style = &s->layout->ink[INK_BODY];
	float before = canvas_width(s->canvas, style, before_mark(s, number)),
	      all = canvas_width(s->canvas, style, script_piece(number));

	if (before <= mark - left && all - before <= right - mark)
		canvas_text(s->canvas, style, mark - before, s->y, number);
	else
		sheet_fitted(s, INK_BODY, (struct sheet_fit){ right, s->y, right - left, true },
		    number);
}

/* The figures of a line. */
static void
draw_figures(struct sheet *s, const struct table *t, const struct row *row)
{
	const struct document_line *line = row->line;
	char days[16];

	if (line->days > 0) {
		(void)snprintf(days, sizeof(days), "%d", line->days);
		sheet_right(s, INK_BODY, COLUMN(DAYS), days);
	}
	draw_number(s, COLUMN(QUANTITY), COLUMN(DAYS) + GAP - SLACK, COLUMN(UNIT) - GAP + SLACK,
	    row->figures->quantity);
	if (row->figures->quantity[0] != '\0')
		sheet_fitted(s, INK_LABEL,
		    (struct sheet_fit){ COLUMN(UNIT), s->y, t->unit_width, false }, line->unit);
	draw_number(s, COLUMN(PRICE), COLUMN(UNIT) + t->unit_width, COLUMN(TAX) - GAP + SLACK,
	    row->figures->price);
	sheet_fitted(s, INK_LABEL, (struct sheet_fit){ COLUMN(TAX), s->y, t->tax_width, false },
	    line->tax_code);
	sheet_right(s, INK_BODY, s->right, row->figures->amount);
}

/* One row below y, which becomes its baseline; from left to right, as it is read aloud and copied.
 */
static void
draw_row(struct sheet *s, const struct table *t, const struct row *row)
{
	struct sheet_fit whole = { s->left, s->y + advance(s, row->kind), COLUMN(TAX) - s->left,
		false };

	s->y = whole.y;
	switch (row->kind) {
	case ROW_GROUP:
		(void)sheet_beside(s, INK_GROUP, whole, row->words);
		return;
	case ROW_SUBTOTAL:
		sheet_rule(s, s->colour[COLOUR_RULE], s->left, s->right,
		    s->y - sheet_down(s, 10.5f));
		(void)sheet_beside(s, INK_STRONG, whole, row->words);
		sheet_right(s, INK_STRONG, s->right, sheet_money(s, row->minor));
		return;
	case ROW_WORKING:
		canvas_put(s->canvas, &s->layout->ink[INK_SMALL], s->left, s->y, row->text);
		s->flow.stiff += s->small / 2;
		return;
	case ROW_LINE:
	case ROW_MORE:
		canvas_put(s->canvas, &s->layout->ink[INK_BODY], s->left, s->y, row->text);
		break;
	}
	if (row->kind == ROW_LINE)
		draw_figures(s, t, row);
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
	s->y += SUM_ABOVE;
	sheet_right(s, INK_LABEL, COLUMN(TAX) - GAP, sheet_text(s, text));
	sheet_right(s, INK_STRONG, s->right, sheet_money(s, sum));
}

/*
 * Go on with the table on a new page: the sum so far at the foot of this one and the head of the
 * next, with the head of the group that goes on, if one does.
 */
static void
carry(struct sheet *s, const struct table *t, int64_t sum, const char *group)
{
	struct sheet_words words = sheet_words_known(s, group),
			   continued = sheet_words(s, TEXT_CONTINUED);

	sheet_rule(s, s->colour[COLOUR_RULE], SUMS_LEFT, s->right, s->y + 4.5f);
	draw_sum(s, t, TEXT_CARRIED, sum);
	flow_break(s);
	s->y -= s->line;
	draw_columns(s, t, false);
	draw_sum(s, t, TEXT_BROUGHT, sum);
	if (group[0] == '\0')
		return;
	s->y += advance(s, ROW_GROUP);
	words.first = arena_printf(s->arena, "%s, %s", words.first, continued.first);
	if (words.second[0] != '\0')
		words.second = arena_printf(s->arena, "%s, %s", words.second, continued.second);
	(void)sheet_beside(s, INK_GROUP,
	    (struct sheet_fit){ s->left, s->y, COLUMN(TAX) - s->left, false }, words);
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
		/*
		 * After each row there is room for the line that carries the sum; after the last
		 * one, for the totals.
		 */
		room = kept_height(s, t, i, totals);
		if (i > 0 &&
		    ((!t->rows[i - 1].keep && s->y + room > s->bottom - SUM_ABOVE) ||
			s->y + advance(s, t->rows[i].kind) > s->bottom - SUM_ABOVE))
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
	struct needs needs = { .unit = 0 };
	struct table t = { .x = x };
	float totals = invoice_totals_height(s);
	bool headed;

	if (s->model->line_count == 0) {
		(void)flow_head(s, TEXT_CHARGES, s->line);
		s->y += sheet_beside(s, INK_BODY,
		    (struct sheet_fit){ s->left, s->y, s->right - s->left, false },
		    sheet_words(s, TEXT_NO_CHARGES));
		s->y += s->line;
		return;
	}
	write_figures(s, &t, &needs);
	place_columns(s, &t, &needs);
	add_groups(s, &t);
	headed = flow_table(s, TEXT_CHARGES, t.column[COLUMN_DAYS] - 30,
	    s->line + s->second + kept_height(s, &t, 0, totals));
	s->y -= s->line;
	draw_columns(s, &t, headed);
	draw_table(s, &t, totals);
	s->y += s->line;
}
