#include "base/date.h"
#include "document/invoice.h"
#include "document/flow.h"
#include "document/sheet_words.h"

/*
 * Columns, by the usual margins: left edges of texts, right edges of figures. A statement has date,
 * entry, due date, amount and balance; a reminder has invoice, date, due date, days late, level,
 * amount and what is open of it.
 */
#define DUE_LEFT 277.0f
#define LATE_RIGHT 372.0f
#define LEVEL_RIGHT 420.0f
#define AMOUNT_RIGHT 455.0f
#define ENTRY_LEFT 130.0f
#define GAP 6.0f
#define SUM_ABOVE 15.0f

#define BAND_HEIGHT 40.5f
#define PADDING 12.0f

/* The name of an entry. */
static const char *
entry_name(const struct sheet *s, enum document_entry_kind kind)
{
	static const enum text NAMES[] = { [ENTRY_OPENING] = TEXT_OPENING,
		[ENTRY_INVOICE] = TEXT_INVOICE,
		[ENTRY_RECEIPT] = TEXT_PAYMENT,
		[ENTRY_ADJUSTMENT] = TEXT_ADJUSTMENT,
		[ENTRY_REVERSAL] = TEXT_CREDIT_NOTE };

	return (sheet_text(s, NAMES[kind]));
}

/* A text between two edges; at the right one if `at_right`. */
static void
put(struct sheet *s, enum layout_ink ink, float left, float right, bool at_right, const char *text)
{
	sheet_fitted(s, ink,
	    (struct sheet_fit){ at_right ? right : left, s->y, right - left, at_right }, text);
}

/* The heads of the columns, on the baseline after y. */
static void
draw_columns(struct sheet *s, bool reminder)
{
	float entry = sheet_at(s, ENTRY_LEFT), due = sheet_at(s, DUE_LEFT),
	      amount = sheet_at(s, AMOUNT_RIGHT);
	const char *currency = s->model->currency;

	s->y += s->line;
	put(s, INK_COLUMN, s->left, entry - GAP, false, sheet_text(s, TEXT_DATE));
	put(s, INK_COLUMN, entry, due - GAP, false,
	    sheet_text(s, reminder ? TEXT_INVOICE : TEXT_ENTRY));
	put(s, INK_COLUMN, due, sheet_at(s, LATE_RIGHT) - 48, false, sheet_text(s, TEXT_DUE));
	if (reminder) {
		put(s, INK_COLUMN, sheet_at(s, LATE_RIGHT) - 45, sheet_at(s, LATE_RIGHT), true,
		    sheet_text(s, TEXT_DAYS_LATE));
		put(s, INK_COLUMN, sheet_at(s, LATE_RIGHT) + GAP, sheet_at(s, LEVEL_RIGHT), true,
		    sheet_text(s, TEXT_LEVEL));
		put(s, INK_COLUMN, sheet_at(s, LEVEL_RIGHT) + GAP, sheet_at(s, LEVEL_RIGHT) + 60,
		    true, sheet_text(s, TEXT_AMOUNT));
		put(s, INK_COLUMN, sheet_at(s, LEVEL_RIGHT) + 60 + GAP, s->right, true,
		    arena_printf(s->arena, "%s %s", sheet_text(s, TEXT_OPEN), currency));
	} else {
		put(s, INK_COLUMN, amount - 78, amount, true,
		    arena_printf(s->arena, "%s %s", sheet_text(s, TEXT_AMOUNT), currency));
		put(s, INK_COLUMN, amount + GAP, s->right, true, sheet_text(s, TEXT_RUNNING));
	}
	canvas_line(s->canvas, s->colour[COLOUR_ACCENT], 0.75f,
	    (struct canvas_box){ s->left, s->y + 5, s->right - s->left, 0 });
	s->y += 3;
}

/* One row, on the baseline after y. */
static void
draw_entry(struct sheet *s, const struct document_entry *x, bool reminder)
{
	float entry = sheet_at(s, ENTRY_LEFT), due = sheet_at(s, DUE_LEFT),
	      level = sheet_at(s, LEVEL_RIGHT);
	const char *name = entry_name(s, x->kind);

	s->y += s->line;
	put(s, INK_BODY, s->left, entry - GAP, false, sheet_date(s, x->day));
	if (reminder)
		name = x->reference;
	else if (x->reference[0] != '\0')
		name = arena_printf(s->arena, "%s \xc2\xb7 %s", name, x->reference);
	put(s, reminder ? INK_STRONG : INK_BODY, entry, due - GAP, false, name);
	put(s, INK_BODY, due, sheet_at(s, LATE_RIGHT) - (reminder ? 24 : 0), false,
	    sheet_date(s, x->due));
	if (!reminder) {
		put(s, INK_BODY, due, sheet_at(s, AMOUNT_RIGHT), true,
		    sheet_money(s, x->amount_minor));
		put(s, INK_BODY, sheet_at(s, AMOUNT_RIGHT) + GAP, s->right, true,
		    sheet_money(s, x->balance_minor));
		return;
	}
	sheet_right(s, INK_BODY, sheet_at(s, LATE_RIGHT),
	    arena_printf(s->arena, "%d", x->days_late));
	sheet_right(s, INK_BODY, level, arena_printf(s->arena, "%d", x->level));
	put(s, INK_BODY, level + GAP, level + 60, true, sheet_money(s, x->whole_minor));
	put(s, INK_STRONG, level + 60 + GAP, s->right, true, sheet_money(s, x->amount_minor));
}

/*
 * A sum at the right, on the baseline after y: what is carried to the next page, what it all comes
 * to.
 */
static void
draw_sum(struct sheet *s, enum layout_ink ink, enum text text, int64_t minor)
{
	s->y += SUM_ABOVE;
	put(s, ink, s->left, sheet_at(s, LATE_RIGHT), false, sheet_text(s, text));
	put(s, INK_STRONG, sheet_at(s, LATE_RIGHT) + GAP, s->right, true, sheet_money(s, minor));
}

/* Go on at the head of a new page, with the sum so far on both. */
static void
carry(struct sheet *s, bool reminder, int64_t sum)
{
	sheet_rule(s, s->colour[COLOUR_RULE], s->left, s->right, s->y + 4.5f);
	draw_sum(s, INK_LABEL, TEXT_CARRIED, sum);
	flow_break(s);
	s->y -= s->line;
	draw_columns(s, reminder);
	draw_sum(s, INK_LABEL, TEXT_BROUGHT, sum);
}

void
invoice_entries_draw(struct sheet *s, const struct layout_element *x)
{
	const struct document_model *m = s->model;
	bool reminder = m->kind == DOCUMENT_REMINDER;
	float end;
	size_t i;

	(void)x;
	if (m->entry_count == 0)
		return;
	(void)flow_head(s, reminder ? TEXT_OVERDUE : TEXT_MOVEMENTS, 6 * s->line);
	s->y -= s->line;
	draw_columns(s, reminder);
	if (!reminder)
		draw_sum(s, INK_LABEL, TEXT_OPENING, m->previous_minor);
	for (i = 0; i < m->entry_count; i++) {
		/*
		 * Behind each row stays room for a sum; the last two and the end of it all are not
		 * parted.
		 */
		end = i + 2 == m->entry_count ? 2 * s->line + 2 * SUM_ABOVE : s->line + SUM_ABOVE;
		if (i > 0 && s->y + end > s->bottom && i + 1 < m->entry_count)
			carry(s, reminder, m->entries[i - 1].balance_minor);
		draw_entry(s, &m->entries[i], reminder);
	}
	sheet_rule(s, s->colour[COLOUR_ACCENT], s->left, s->right, s->y + 4.5f);
	draw_sum(s, INK_STRONG, reminder ? TEXT_AMOUNT_DUE : TEXT_CLOSING, m->due_minor);
	s->y += s->line;
}

void
invoice_age_draw(struct sheet *s, const struct layout_element *x)
{
	static const char *const DAYS[DOCUMENT_BANDS] = { "",
		"1\xe2\x80\x93"
		"30",
		"31\xe2\x80\x93"
		"60",
		"61\xe2\x80\x93"
		"90",
		"> 90" };
	const struct document_model *m = s->model;
	float cell = (s->right - s->left - PADDING) / DOCUMENT_BANDS, left = s->left + PADDING, top;
	int i;

	(void)x;
	if (m->kind != DOCUMENT_STATEMENT)
		return;
	(void)flow_head(s, TEXT_AGE, BAND_HEIGHT);
	top = s->y - s->line + 3;
	canvas_fill(s->canvas, s->colour[COLOUR_TINT],
	    (struct canvas_box){ s->left, top, s->right - s->left, BAND_HEIGHT }, 3);
	for (i = 0; i < DOCUMENT_BANDS; i++, left += cell) {
		s->y = top + 15;
		put(s, INK_LABEL, left, left + cell - GAP, false,
		    i == 0 ? sheet_text(s, TEXT_NOT_DUE) : sheet_fill(s, TEXT_LATE, DAYS[i]));
		s->y = top + 31.5f;
		put(s, m->bands_minor[i] > 0 && i > 0 ? INK_STRONG : INK_BODY, left,
		    left + cell - GAP, false, sheet_money(s, m->bands_minor[i]));
	}
	s->y = top + BAND_HEIGHT + s->line;
}
