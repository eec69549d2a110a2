#include <math.h>

#include "base/date.h"
#include "document/invoice.h"
#include "document/flow.h"
#include "document/sheet_words.h"

#define PERIODS 13 /* this one and those of a year before, month by month */
#define CHART_LEFT (s->left + 27)
#define CHART_WIDTH (sheet_at(s, 370.875f) - CHART_LEFT)
#define CHART_HEIGHT 57.0f /* unless the layout gives another */
#define BAR_SHARE 0.62f /* of the room that a period has */
#define TABLE_LEFT sheet_at(s, 399.0f)
#define NAMES_BELOW 9.0f /* the names of the periods, on this baseline below their bars */
#define TABLE_ROWS 4
#define COMPARISON_BELOW 6.0f /* from its head to its first row, more than from row to row */
#define BAR_LEAST 0.5f    /* what is not nothing is at least so high */
#define LEVELS_APART 7.0  /* lines of the scale that are nearer have no two values */
#define DIGITS 3          /* of the largest average that are shown, at least */
#define DIGITS_SMALL 2    /* the same of each that is not nothing */
#define PLACES_MOST 4
#define SHORT_DAYS 20 /* shorter periods are named by their last day, longer ones by its month */
#define YEAR_SLACK 20 /* days by which "the same period last year" may end earlier or later */

/* The periods that are shown, oldest first; the last one is that of this bill. */
struct chart {
	struct document_history period[PERIODS];
	size_t count;
	bool has_current;
	float height;
};

bool
document_fed_in(const struct document_usage *usage)
{
	return (usage->quantity.units < 0 &&
	    (usage->rolled_over || decimal_compare(usage->to_value, usage->from_value) >= 0));
}

/*
 * Use in the period of this bill, of all meters in one unit; what was fed in does not count. False
 * if no meter has it, or the sum is too large.
 */
static bool
current_use(const struct document_model *m, const char *unit, struct decimal *use)
{
	bool any = false;
	size_t i;

	*use = DECIMAL_ZERO;
	for (i = 0; i < m->usage_count; i++) {
		if (strcmp(m->usages[i].unit, unit) != 0 || m->usages[i].from_day == DATE_NONE ||
		    document_fed_in(&m->usages[i]))
			continue;
		if (!decimal_add(*use, m->usages[i].quantity, use))
			return (false);
		any = true;
	}
	return (any);
}

/* Choose what is shown: of the newest history's unit, as many periods as there is room for. */
static void
choose(const struct document_model *m, struct chart *c)
{
	const struct document_history *h = m->history;
	const char *unit = h[m->history_count - 1].unit;
	struct decimal use;
	size_t first = m->history_count > PERIODS - 1 ? m->history_count - (PERIODS - 1) : 0, i;

	c->count = 0;
	for (i = first; i < m->history_count; i++)
		if (strcmp(h[i].unit, unit) == 0)
			c->period[c->count++] = h[i];
	c->has_current =
	    m->period_from != DATE_NONE && m->period_to != DATE_NONE && current_use(m, unit, &use);
	if (c->has_current)
		c->period[c->count++] =
		    (struct document_history){ m->period_from, m->period_to, use, unit };
}

/* A decimal as a number to draw with. */
static double
to_ink(struct decimal value)
{
	return ((double)value.units / pow(10, value.places));
}

/* A number whose half is short too, not below this one; 0 for none. */
static double
round_up(double most)
{
	static const double STEPS[] = { 1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10 };
	double power;
	size_t i;

	if (most <= 0)
		return (0);
	power = pow(10, floor(log10(most)));
	for (i = 0; i + 1 < LENGTH(STEPS) && STEPS[i] * power < most; i++)
		;
	return (STEPS[i] * power);
}

/*
 * How far the chart reaches up and, where the use of a period is negative (a read was corrected),
 * down; both from the base line.
 */
struct scale {
	double up, down;
	float base;  /* y of nothing */
	float point; /* height of one unit */
};

static struct scale
find_scale(const struct chart *c, float top)
{
	struct scale scale = { 0, 0, 0, 0 };
	size_t i;

	for (i = 0; i < c->count; i++) {
		scale.up = fmax(scale.up, to_ink(c->period[i].quantity));
		scale.down = fmax(scale.down, -to_ink(c->period[i].quantity));
	}
	scale.up = round_up(scale.up);
	scale.down = round_up(scale.down);
	if (scale.up <= 0 && scale.down <= 0)
		scale.up = 1;
	scale.point = (float)(c->height / (scale.up + scale.down));
	scale.base = top + (float)scale.up * scale.point;
	return (scale);
}

/*
 * A line across the chart with its value at the left, unless that would overlap the value below or
 * above.
 */
static void
draw_level(struct sheet *s, const struct scale *scale, double value, bool named)
{
	float y = scale->base - (float)value * scale->point;
	struct decimal number =
	    decimal_trim((struct decimal){ (int64_t)floor(value * 1000 + 0.5), 3 });

	sheet_rule(s, value == 0 ? s->colour[COLOUR_GREY] : s->colour[COLOUR_PALE], CHART_LEFT,
	    CHART_LEFT + CHART_WIDTH, y);
	if (named)
		sheet_fitted(s, INK_SMALL, (struct sheet_fit){ CHART_LEFT - 4, y + 2.5f, 27, true },
		    sheet_number(s, number));
}

/* Lines at nothing, half and the top of the scale; or at nothing, the top and the bottom. */
static void
draw_scale(struct sheet *s, const struct scale *scale)
{
	double middle = scale->down > 0 ? -scale->down : scale->up / 2;

	draw_level(s, scale, middle, fabs(middle) * (double)scale->point >= LEVELS_APART);
	if (scale->up > 0)
		draw_level(s, scale, scale->up, scale->up * (double)scale->point >= LEVELS_APART);
	draw_level(s, scale, 0, true);
}

/* Under each bar, what period it is. */
static const char *
bar_name(struct sheet *s, const struct document_history *h)
{
	int year, month, day;

	if (h->to - h->from >= SHORT_DAYS)
		return (locale_month(s->locale, h->to));
	date_to_ymd(h->to, &year, &month, &day);
	return (arena_printf(s->arena, "%d/%d", day, month));
}

/* The bar of a period: from the base line up, or down; what is not nothing can be seen. */
static struct canvas_box
bar_of(const struct scale *scale, const struct document_history *h, float x, float width)
{
	float height = (float)to_ink(h->quantity) * scale->point;

	if (h->quantity.units != 0 && fabsf(height) < BAR_LEAST)
		height = h->quantity.units < 0 ? -BAR_LEAST : BAR_LEAST;
	return ((struct canvas_box){
	    x, height < 0 ? scale->base : scale->base - height, width, fabsf(height) });
}

/* The bars; that of this bill in the accent, the others in a grey. */
static void
draw_bars(struct sheet *s, const struct chart *c, const struct scale *scale, float names)
{
	float room = CHART_WIDTH / (float)c->count, width;
	struct canvas_box bars[PERIODS];
	size_t i;

	if (room > 45)
		room = 45;
	width = room * BAR_SHARE;
	for (i = 0; i < c->count; i++) {
		bool now = c->has_current && i + 1 == c->count;
		float x = CHART_LEFT + room * ((float)i + 0.5f);
		const char *name = bar_name(s, &c->period[i]);
		struct script_style style = s->layout->ink[now ? INK_COLUMN : INK_SMALL];

		style.size = 6.5f;
		style.colour = now ? s->colour[COLOUR_DARK] : style.colour;
		bars[i] = bar_of(scale, &c->period[i], x - width / 2, width);
		canvas_text(s->canvas, &style,
		    x - canvas_width(s->canvas, &style, script_piece(name)) / 2, names, name);
	}

	/* All that are past first. */
	canvas_bars(s->canvas, s->colour[COLOUR_RULE], bars,
	    c->has_current ? c->count - 1 : c->count);
	if (c->has_current)
		canvas_bars(s->canvas, s->colour[COLOUR_ACCENT], &bars[c->count - 1], 1);
}

/* The days of a period, both ends counted. */
static int32_t
days_of(const struct document_history *h)
{
	return (h->to - h->from + 1);
}

/* The rows of the comparison: a label and a value each. */
struct comparison {
	struct {
		enum layout_ink ink;
		enum text label;
		const char *value;
	} rows[TABLE_ROWS];
	size_t count;
	float step; /* from row to row: a line, or more where the second language has no room beside
	               the first */
};

static void
add_average_row(struct comparison *t, enum layout_ink ink, enum text label, const char *value)
{
	t->rows[t->count].ink = ink;
	t->rows[t->count].label = label;
	t->rows[t->count++].value = value;
}

/*
 * In how many places has this average so many digits that count? From 1 to PLACES_MOST; 1 for
 * nothing.
 */
static int
places_for(struct decimal average, int digits)
{
	int64_t units = average.units < 0 ? -average.units : average.units;
	int places = average.places;

	/* From the last of its digits on: each that is left out is one place less. */
	for (; units >= 10; units /= 10)
		places--;
	places += digits - 1;
	return (units == 0 || places < 1 ? 1 : places > PLACES_MOST ? PLACES_MOST : places);
}

/*
 * The average of a day, with more places than are ever shown; false if it is too large for a
 * decimal.
 */
static bool
average_of(const struct document_history *h, struct decimal *average)
{
	return (days_of(h) > 0 &&
	    decimal_share(h->quantity, 1, days_of(h), PLACES_MOST + 2, average));
}

/* The places in which the averages of these periods differ: all rows have as many. */
static int
find_places(const struct document_history *const *periods, size_t count)
{
	struct decimal average, largest = DECIMAL_ZERO;
	int places = 1, one;
	size_t i;

	for (i = 0; i < count; i++) {
		if (periods[i] == NULL || !average_of(periods[i], &average))
			continue;
		one = places_for(average, DIGITS_SMALL);
		places = one > places ? one : places;
		if (decimal_compare(average, largest) > 0)
			largest = average;
	}
	one = places_for(largest, DIGITS);
	return (one > places ? one : places);
}

/* A row of averages; none when the average is too large for a decimal. */
static void
add_average(struct sheet *s, struct comparison *t, enum text label,
    const struct document_history *h, int places)
{
	struct decimal average;

	if (days_of(h) > 0 && decimal_share(h->quantity, 1, days_of(h), places, &average))
		add_average_row(t, label == TEXT_THIS_PERIOD ? INK_STRONG : INK_BODY, label,
		    arena_printf(s->arena, "%s\xc2\xa0%s", sheet_number(s, average), h->unit));
}

/* The period of the chart that ended a year before this one, NULL if there is none. */
static const struct document_history *
year_before(const struct chart *c)
{
	int32_t wanted = date_add_months(c->period[c->count - 1].to, -12);
	size_t i;

	for (i = 0; i + 1 < c->count; i++)
		if (c->period[i].to >= wanted - YEAR_SLACK &&
		    c->period[i].to <= wanted + YEAR_SLACK)
			return (&c->period[i]);
	return (NULL);
}

/*
 * By how many percent the average of a day differs between two periods, from their exact use; false
 * if the first one had none. Use that fell to nearly nothing must not become -100 %: there is one
 * place more where a whole number would be that.
 */
static bool
change_percent(const struct document_history *now, const struct document_history *then,
    struct decimal *percent)
{
	struct decimal difference, zero = DECIMAL_ZERO;
	decimal_wide a, b;

	/* Bring both to the same places: a sum with zero of as many places does that exactly. */
	zero.places = now->quantity.places > then->quantity.places ? now->quantity.places
								   : then->quantity.places;
	if (!decimal_add(now->quantity, zero, &difference) || then->quantity.units <= 0)
		return (false);
	a = (decimal_wide)difference.units * days_of(then);
	if (!decimal_add(then->quantity, zero, &difference))
		return (false);
	b = (decimal_wide)difference.units * days_of(now);
	*percent = DECIMAL_ZERO;
	if (days_of(now) <= 0 || days_of(then) <= 0 ||
	    !decimal_divide_wide((a - b) * 100, b, &percent->units))
		return (false);
	if (percent->units == -100 && a != 0 &&
	    decimal_divide_wide((a - b) * 1000, b, &percent->units)) {
		percent->places = 1;
		percent->units = percent->units == -1000 ? -999 : percent->units;
	}
	return (true);
}

/* Average use a day in this period, the one before, and a year ago. */
static void
compare(struct sheet *s, const struct chart *c, struct comparison *t)
{
	const struct document_history *now = &c->period[c->count - 1], *before = now - 1,
				      *last_year;
	struct decimal percent;
	int places;

	if (!c->has_current || c->count < 2)
		return;
	last_year = year_before(c);
	places = find_places((const struct document_history *const[]){ now, before, last_year }, 3);
	add_average(s, t, TEXT_THIS_PERIOD, now, places);
	if (before != last_year)
		add_average(s, t, TEXT_LAST_PERIOD, before, places);
	if (last_year == NULL)
		return;
	add_average(s, t, TEXT_LAST_YEAR, last_year, places);
	if (change_percent(now, last_year, &percent))
		add_average_row(t, INK_BODY, TEXT_CHANGE,
		    arena_printf(s->arena, "%s%s\xc2\xa0%%", percent.units > 0 ? "+" : "",
			sheet_number(s, percent)));
}

/* How wide the label of a row can be. */
static float
label_width(const struct sheet *s, const struct comparison *t, size_t row)
{
	return (s->right - TABLE_LEFT - 6 -
	    canvas_width(s->canvas, &s->layout->ink[t->rows[row].ink],
		script_piece(t->rows[row].value)));
}

/* The second language is beside the first in all rows, or below it in all. */
static float
find_step(const struct sheet *s, const struct comparison *t)
{
	size_t i;

	for (i = 0; i < t->count && s->second > 0; i++)
		if (sheet_beside_width(s, INK_LABEL, sheet_words(s, t->rows[i].label)) >
		    label_width(s, t, i))
			return (s->line + s->second);
	return (s->line);
}

/* At the right, its head level with the section's, on the baseline y; y ends below. */
static void
draw_comparison(struct sheet *s, const struct comparison *t)
{
	size_t i;

	if (t->count == 0)
		return;
	sheet_label(s, INK_COLUMN,
	    (struct sheet_fit){ TABLE_LEFT, s->y, s->right - TABLE_LEFT, false },
	    sheet_words(s, TEXT_DAILY_AVERAGE));
	s->y += s->second;
	sheet_rule(s, s->colour[COLOUR_RULE], TABLE_LEFT, s->right, s->y + 5);
	s->y += s->line + COMPARISON_BELOW;
	for (i = 0; i < t->count; i++, s->y += t->step) {
		struct sheet_fit fit = { TABLE_LEFT, s->y, label_width(s, t, i), false };

		if (t->step > s->line)
			sheet_label(s, INK_LABEL, fit, sheet_words(s, t->rows[i].label));
		else
			(void)sheet_beside(s, INK_LABEL, fit, sheet_words(s, t->rows[i].label));
		sheet_right(s, t->rows[i].ink, s->right, t->rows[i].value);
	}
}

void
invoice_chart_draw(struct sheet *s, const struct layout_element *x)
{
	struct comparison t = { .count = 0 };
	struct chart c;
	float head, end, top, first, names, rows, below;
	struct scale scale;

	if (s->model->history_count < 1)
		return;
	choose(s->model, &c);
	compare(s, &c, &t);
	t.step = find_step(s, &t);
	c.height = sheet_down(s, x->height > 0 ? x->height : CHART_HEIGHT);
	below = (TABLE_ROWS - 1) * t.step + s->second;
	end = flow_head(s, TEXT_USE_OVER_TIME, s->line + (c.height > below ? c.height : below));
	head = s->y - sheet_down(s, SHEET_HEAD_AFTER);
	top = s->y - 6;

	/* The names of the periods are level with a row of the comparison. */
	first = head + s->second + COMPARISON_BELOW;
	names = first + t.step * roundf((top + c.height + NAMES_BELOW - first) / t.step);
	c.height = names - NAMES_BELOW - top;

	/* The unit follows the head. */
	canvas_text(s->canvas, &s->layout->ink[INK_LABEL], end + 6, head,
	    c.period[c.count - 1].unit);
	scale = find_scale(&c, top);
	draw_scale(s, &scale);
	draw_bars(s, &c, &scale, names);
	s->y = head;
	draw_comparison(s, &t);
	rows = s->y - t.step;
	s->y = (names > rows ? names : rows) + s->line;
}
