#include "document/inserter.h"

#include <math.h>

#include "base/inifile.h"
#include "base/memory.h"
#include "document/stock.h"
#include "layout/layout_room.h"

static const char OMR[] =
#include "omr.inc"
    ;

#define TEXT_SIZE 12.0f /* what optical readers of page texts want (FP) */
#define TEXT_X 5.0f /* as near to the edge as printers print: it needs white at its right */
#define TEXT_WIDTH 10.6f /* of "99/99" */
#define MATRIX_MM 9.0f
#define TRAIL 30.0f /* from the last mark to the trail edge (Pitney Bowes D1600) */

/* ---- the marks of a machine ------------------------------------------------------------------ */

struct search {
	const char *machine;
	struct inserter *style;
	bool found;
};

static const char *const OMR_WORDS[OMR_KINDS] = { "always", "last", "not_last", "first",
	"not_first", "sequence1", "sequence2", "sequence4", "parity" };

/* The words of `marks`, a line of the mark each. */
static int
read_omr(const char *value, struct inserter *style, struct err *e)
{
	char *copy = memory_string(value), *rest = copy, *word;
	int kind = 0;

	style->omr_count = 0;
	while (kind < OMR_KINDS && (word = strsep(&rest, " ")) != NULL &&
	    style->omr_count < INSERTER_OMR_MOST) {
		for (kind = 0; kind < OMR_KINDS && strcmp(OMR_WORDS[kind], word) != 0; kind++)
			;
		style->omr[style->omr_count++] = (enum inserter_omr)kind;
	}
	free(copy);
	return (kind < OMR_KINDS ? 0
				 : err_reject(e, "omr.ini: marks = %s has an unknown word", value));
}

static int
on_omr(void *context, const struct inifile_entry *entry, struct err *e)
{
	struct search *search = context;
	struct inserter *style = search->style;
	const struct {
		const char *key;
		float *field;
	} FIELDS[] = { { "pitch", &style->pitch }, { "length", &style->length },
		{ "thickness", &style->thickness }, { "x", &style->x }, { "y", &style->y } };
	size_t i;

	if (strcmp(entry->section, search->machine) != 0)
		return (0);
	search->found = true;
	if (strcmp(entry->key, "marks") == 0)
		return (read_omr(entry->value, style, e));
	for (i = 0; i < LENGTH(FIELDS); i++)
		if (strcmp(entry->key, FIELDS[i].key) == 0)
			*FIELDS[i].field = strtof(entry->value, NULL);
	return (0);
}

int
inserter_read(const char *word, struct inserter *style, struct err *e)
{
	struct search search = { .style = style };

	/* In the left margin, below the second fold and above the foot. */
	style->x = 8;
	style->y = 240;
	if (strcmp(word, "none") == 0)
		style->marks = INSERTER_NO_MARKS;
	else if (strcmp(word, "text") == 0) {
		style->marks = INSERTER_TEXT;
		style->x = TEXT_X;
	} else if (strcmp(word, "datamatrix") == 0)
		style->marks = INSERTER_DATAMATRIX;
	else if (strncmp(word, "omr-", 4) == 0) {
		style->marks = INSERTER_OMR;
		search.machine = word + 4;
		if (inifile_read(OMR, on_omr, &search, e) != 0)
			return (-1);
	}
	if (style->marks == INSERTER_NO_MARKS ? strcmp(word, "none") != 0
					      : style->marks == INSERTER_OMR && !search.found)
		return (err_reject(e,
		    "marks = %s: write none, text, datamatrix, omr-quadient or omr-pitney-bowes",
		    word));
	return (0);
}

/* ---- their place on the sheet ------------------------------------------------------------------
 */

/* The height of a mark from its top, in mm. */
static float
mark_span(const struct inserter *style)
{
	return (style->marks == INSERTER_OMR
		? style->pitch * (float)(style->omr_count - 1) + style->thickness
		: style->marks == INSERTER_DATAMATRIX ? MATRIX_MM
						      : 0);
}

float
inserter_top(const struct inserter *style, float height)
{
	float last = height - TRAIL - mark_span(style);

	return (style->y < last ? style->y : last);
}

/* An element of this layout at the left edge, from one y to another in mm; NULL if there is none.
 */
static const char *
find_obstacle(const struct layout *layout, float top, float bottom, float right)
{
	const struct layout_window *w = &layout->window;
	const float folds[] = { w->fold[0], w->fold[1], w->punch };
	struct canvas_box area = { 0, CANVAS_MM(top), CANVAS_MM(right), CANVAS_MM(bottom - top) };
	size_t i;

	for (i = 0; layout->marks && i < LENGTH(folds); i++)
		if (folds[i] > area.y && folds[i] < area.y + area.height)
			return ("a mark for folding: marks = no in [page]");
	for (i = 0; i < layout->count; i++)
		if (layout->elements[i].placed &&
		    layout_room_meet(layout_room_box(layout, &layout->elements[i]), area))
			return (layout->elements[i].name);
	return (NULL);
}

int
inserter_check(const struct inserter *style, const struct document_stock *stock, struct err *e)
{
	/* The white that readers need: beside a mark, and above and below it. */
	const float beside[] = {
		[INSERTER_TEXT] = style->clear, [INSERTER_DATAMATRIX] = 3, [INSERTER_OMR] = 3
	};
	const float above[] = {
		[INSERTER_TEXT] = style->clear, [INSERTER_DATAMATRIX] = 3, [INSERTER_OMR] = 20
	};
	const char *obstacle;
	size_t i;

	for (i = 0; i < stock->layout_count && style->marks != INSERTER_NO_MARKS; i++) {
		const struct layout *layout = stock->layouts[i];
		float width = style->marks == INSERTER_OMR ? style->length
		    : style->marks == INSERTER_TEXT        ? TEXT_WIDTH
							   : MATRIX_MM;
		float right = style->x + width + beside[style->marks],
		      top = inserter_top(style, layout->height * 25.4f / 72);

		if (CANVAS_MM(right) > layout->left + 0.5f)
			return (err_reject(e,
			    "marks in [print] of billspool.conf: beside these marks there must be "
			    "%.0f mm of white, and the text of layout %s begins at %.0f mm: give "
			    "it left = %.0f in [page], choose other marks, or, of a text, set "
			    "text_clear to what your inserter does with",
			    (double)beside[style->marks], layout->name,
			    (double)(layout->left * 25.4f / 72), ceil((double)right)));
		obstacle = find_obstacle(layout, top - above[style->marks],
		    top + mark_span(style) + above[style->marks], right);
		if (obstacle != NULL)
			return (err_reject(e,
			    "marks in [print] of billspool.conf: from %.0f to %.0f mm from the top "
			    "the left edge must be white for these marks, and layout %s has "
			    "something there: %s",
			    (double)(top - above[style->marks]),
			    (double)(top + mark_span(style) + above[style->marks]), layout->name,
			    obstacle));
	}
	return (0);
}

/* ---- drawing --------------------------------------------------------------------------------- */

/* Has the sheet a line for this meaning? `lines` counts the other lines, for the parity. */
static bool
has_line(enum inserter_omr meaning, const struct inserter_sheet *sheet, int lines)
{
	int64_t sequence = (sheet->sheet - 1) % 8;

	switch (meaning) {
	case OMR_LAST:
		return (sheet->number == sheet->count);
	case OMR_NOT_LAST:
		return (sheet->number != sheet->count);
	case OMR_FIRST:
		return (sheet->number == 1);
	case OMR_NOT_FIRST:
		return (sheet->number != 1);
	case OMR_SEQUENCE_1:
		return ((sequence & 1) != 0);
	case OMR_SEQUENCE_2:
		return ((sequence & 2) != 0);
	case OMR_SEQUENCE_4:
		return ((sequence & 4) != 0);
	case OMR_PARITY:
		return (lines % 2 != 0);
	case OMR_ALWAYS:
	case OMR_KINDS:
		break;
	}
	return (true);
}

/* The line of parity counts all other lines, those below it too. */
static void
draw_omr(const struct inserter *style, const struct inserter_tools *tools,
    const struct inserter_sheet *sheet)
{
	struct canvas_box lines[INSERTER_OMR_MOST];
	int i, others = 0;
	size_t count = 0;

	for (i = 0; i < style->omr_count; i++)
		others += style->omr[i] != OMR_PARITY && has_line(style->omr[i], sheet, 0);
	for (i = 0; i < style->omr_count; i++)
		if (has_line(style->omr[i], sheet, others))
			lines[count++] = (struct canvas_box){ CANVAS_MM(style->x),
				CANVAS_MM(sheet->top + style->pitch * (float)i),
				CANVAS_MM(style->length), CANVAS_MM(style->thickness) };
	canvas_bars(tools->canvas, 0, lines, count);
}

int
inserter_draw(const struct inserter *style, const struct inserter_tools *tools,
    const struct inserter_sheet *sheet, struct err *e)
{
	static const struct script_style STYLE = { SCRIPT_REGULAR, TEXT_SIZE, 0x000000 };
	struct canvas_box box = { CANVAS_MM(style->x), CANVAS_MM(sheet->top), CANVAS_MM(MATRIX_MM),
		CANVAS_MM(MATRIX_MM) };
	struct canvas_pattern pattern;

	if (style->marks == INSERTER_OMR)
		draw_omr(style, tools, sheet);
	if (style->marks == INSERTER_TEXT)
		canvas_text(tools->canvas, &STYLE, box.x, box.y,
		    arena_printf(tools->arena, "%d/%d", sheet->number, sheet->count));
	if (style->marks != INSERTER_DATAMATRIX)
		return (0);
	if (code_make(tools->code, CODE_DATAMATRIX,
		arena_printf(tools->arena, "%s %06lld %d/%d", sheet->run, (long long)sheet->sheet,
		    sheet->number, sheet->count),
		&pattern, e) != 0)
		return (-1);
	canvas_pattern(tools->canvas, 0, box, &pattern);
	return (0);
}
