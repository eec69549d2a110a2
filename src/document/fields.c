#include "document/fields.h"

/* The place of a text in its struct. */
struct field_place {
	const char *name;
	size_t offset;
	size_t count; /* more than 1 for an array */
	bool breaks;
};

#define MODEL(field) { #field, offsetof(struct document_model, field), 1, false }
#define LINE(field) { #field, offsetof(struct document_line, field), 1, false }
#define USAGE(field) { #field, offsetof(struct document_usage, field), 1, false }

static const struct field_place MODEL_PLACES[] = {
	MODEL(sender_name),
	{ "sender_lines", offsetof(struct document_model, sender_lines), DOCUMENT_ADDRESS_LINES,
	    false },
	MODEL(sender_street),
	MODEL(sender_postcode),
	MODEL(sender_town),
	MODEL(sender_country),
	MODEL(sender_tax_number),
	MODEL(sender_email),
	MODEL(bank_name),
	MODEL(bank_account),
	MODEL(biller_code),
	{ "recipient", offsetof(struct document_model, recipient), DOCUMENT_ADDRESS_LINES, false },
	{ "payer", offsetof(struct document_model, payer),
	    sizeof(struct document_payer) / sizeof(const char *), false },
	MODEL(invoice_number),
	MODEL(reverses),
	MODEL(account_number),
	MODEL(account_name),
	MODEL(site),
	MODEL(supply_address),
	MODEL(plan),
	MODEL(currency),
	{ "messages", offsetof(struct document_model, messages), 4, true },
};
static const struct field_place LINE_PLACES[] = {
	LINE(group),
	LINE(description),
	LINE(meter),
	LINE(unit),
	LINE(tax_code),
};
static const struct field_place USAGE_PLACES[] = {
	USAGE(meter),
	USAGE(serial),
	USAGE(type_name),
	USAGE(unit),
};
static const struct field_place TAX_PLACES[] = { { "code", offsetof(struct document_tax, code), 1,
    false } };
static const struct field_place ENTRY_PLACES[] = { { "reference",
    offsetof(struct document_entry, reference), 1, false } };
static const struct field_place HISTORY_PLACES[] = { { "unit",
    offsetof(struct document_history, unit), 1, false } };

/* The lists of a model: where each is, how long, and what is in it. */
struct field_list {
	const char *name;
	size_t items;  /* offset of the pointer to the first one */
	size_t count;  /* offset of their number */
	size_t size;   /* of one */
	const struct field_place *places;
	size_t place_count;
	bool worked; /* its items are lines, which have a working */
};

static const struct field_list LISTS[] = {
	{ "lines", offsetof(struct document_model, lines),
	    offsetof(struct document_model, line_count), sizeof(struct document_line), LINE_PLACES,
	    LENGTH(LINE_PLACES), true },
	{ "usages", offsetof(struct document_model, usages),
	    offsetof(struct document_model, usage_count), sizeof(struct document_usage),
	    USAGE_PLACES, LENGTH(USAGE_PLACES), false },
	{ "taxes", offsetof(struct document_model, taxes),
	    offsetof(struct document_model, tax_count), sizeof(struct document_tax), TAX_PLACES,
	    LENGTH(TAX_PLACES), false },
	{ "history", offsetof(struct document_model, history),
	    offsetof(struct document_model, history_count), sizeof(struct document_history),
	    HISTORY_PLACES, LENGTH(HISTORY_PLACES), false },
	{ "entries", offsetof(struct document_model, entries),
	    offsetof(struct document_model, entry_count), sizeof(struct document_entry),
	    ENTRY_PLACES, LENGTH(ENTRY_PLACES), false },
};

/* A walk: whom to call, and the field that it is at. */
struct field_walk {
	field_fn *each;
	void *context;
	struct field at;
};

/* The texts of one struct, given where it is and by which table. */
static int
walk_places(struct field_walk *w, const void *base, const struct field_list *list, struct err *e)
{
	const char *const *texts;
	size_t i, k;

	for (i = 0; i < list->place_count; i++) {
		texts = (const char *const *)(const void *)((const char *)base +
		    list->places[i].offset);
		w->at.name = list->places[i].name;
		w->at.breaks = list->places[i].breaks;
		w->at.several = list->places[i].count > 1;
		for (k = 0; k < list->places[i].count; k++) {
			w->at.text = texts[k];
			if (w->at.several)
				w->at.index = k;
			if (texts[k][0] != '\0' && w->each(w->context, &w->at, e) == -1)
				return (-1);
		}
	}
	return (0);
}

/* The names and units in the working of a line. */
static int
walk_working(struct field_walk *w, const struct document_line *line, struct err *e)
{
	size_t at = 0;

	w->at.name = "working";
	w->at.breaks = w->at.several = false;
	while ((w->at.text = working_next_text(&line->working, &at)) != NULL)
		if (w->each(w->context, &w->at, e) == -1)
			return (-1);
	return (0);
}

/* The texts of every item of a list. */
static int
walk_list(struct field_walk *w, const struct document_model *model, const struct field_list *list,
    struct err *e)
{
	const char *items;
	size_t i, count;

	memcpy(&items, (const char *)model + list->items, sizeof(items));
	memcpy(&count, (const char *)model + list->count, sizeof(count));
	w->at.list = list->name;
	for (i = 0; i < count; i++) {
		w->at.index = i;
		if (walk_places(w, items + i * list->size, list, e) == -1 ||
		    (list->worked && walk_working(w, &model->lines[i], e) == -1))
			return (-1);
	}
	return (0);
}

int
fields_each(const struct document_model *model, field_fn *each, void *context, struct err *e)
{
	static const struct field_list WHOLE = { "", 0, 0, 0, MODEL_PLACES, LENGTH(MODEL_PLACES),
		false };
	struct field_walk w = { each, context, { .list = "" } };
	size_t i;

	if (walk_places(&w, model, &WHOLE, e) == -1)
		return (-1);
	for (i = 0; i < LENGTH(LISTS); i++)
		if (walk_list(&w, model, &LISTS[i], e) == -1)
			return (-1);
	return (0);
}
