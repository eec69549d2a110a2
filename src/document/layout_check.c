#include "document/layout_check.h"

#include "document/layout_element.h"

/* What an element lacks, or cannot be: NULL if nothing. */
static const char *
find_fault(const struct layout *layout, const struct layout_element *x)
{
	bool shape = (LAYOUT_SHAPES >> x->kind & 1) != 0;

	if (shape && x->kind != LAYOUT_TEXT && !x->placed)
		return ("needs x and y: where it stands, in millimetres from the top left corner");
	if ((x->kind == LAYOUT_TEXT || x->kind == LAYOUT_CODE) && x->text_count == 0)
		return (x->kind == LAYOUT_TEXT ? "says nothing; give it `text = ...`" : "says nothing; give it `data = ...`");
	if ((x->kind == LAYOUT_CODE || x->kind == LAYOUT_BOX || x->kind == LAYOUT_IMAGE) && (x->width <= 0 || x->height <= 0))
		return ("needs width and height in millimetres");
	if (x->late && !(shape && x->placed))
		return ("has page, pages, page_of or `page = last`, which are known when all pages are: only a text or shape that has y can");
	if (x->placed && (x->x >= layout->width || x->y >= layout->height))
		return ("stands beside the sheet; x and y are millimetres from its top left corner");
	if (x->kind == LAYOUT_TEXT && x->placed && x->width <= 0 && x->x >= layout->right)
		return ("begins in the right margin; give it a width");
	return (NULL);
}

int
layout_check(const struct layout *layout, struct err *e)
{
	bool there[LAYOUT_KINDS] = { false };
	const char *fault;
	size_t i;

	if (layout->right - layout->left < CANVAS_MM(80) || layout->bottom - layout->top < CANVAS_MM(80))
		return (err_reject(e, "layout %s: [page]: the margins leave less than 80 mm; make them smaller.", layout->name));
	for (i = 0; i < layout->count; i++) {
		there[layout->elements[i].kind] = true;
		fault = find_fault(layout, &layout->elements[i]);
		if (fault != NULL)
			return (err_reject(e, "layout %s, line %zu: [%s] %s.", layout->name, layout->elements[i].line, layout->elements[i].name, fault));
	}
	if (!there[LAYOUT_ADDRESS] || (!there[LAYOUT_ENTRIES] && (!there[LAYOUT_LINES] || !there[LAYOUT_SUMMARY])))
		return (err_reject(e, "layout %s has no [%s]; without it nobody could send or pay the bill. (One for statements or reminders has"
		    " [entries] instead of [lines] and [summary].)", layout->name,
		    !there[LAYOUT_ADDRESS] ? "address" : !there[LAYOUT_LINES] ? "lines" : "summary"));
	return (0);
}
