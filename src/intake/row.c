#include "intake/row.h"

#include <stdarg.h>

#include "base/text.h"

#define BOM "\xef\xbb\xbf"

/* Longest code that is tried with zeros in front. */
#define WIDEST_PADDED 20

/* Append text to a list, after a separator if it has something. */
static void
join(struct buf *list, const char *text)
{
	if (list->length > 0)
		buf_add_string(list, "; ");
	buf_add_string(list, text);
}

/* Add a problem to those of the row. */
static void
add_problem(struct row_problems *p, const char *column, const char *value, const char *sentence)
{
	join(&p->columns, column);
	join(&p->values, value);
	join(&p->sentences, sentence);
}

enum row_outcome
row_refuse(struct load *load, size_t column, const char *format, ...)
{
	size_t field = load->heading.field_of[column];
	const char *value =
	    field != HEADING_NONE && field < load->row->count ? load->row->fields[field] : "";
	char sentence[1024];
	va_list args;

	va_start(args, format);
	(void)vsnprintf(sentence, sizeof(sentence), format, args);
	va_end(args);
	add_problem(&load->problems, load->interface->columns[column].name, value, sentence);
	return (ROW_REFUSED);
}

/* Add a notice about text that a spreadsheet would run; the text is kept. */
static void
flag_formula(struct load *load, const struct column *column, const struct cell *cell)
{
	if (column->type > COLUMN_FILE || !text_is_formula(cell->text))
		return;
	notice_add(&load->notices, NOTICE_FORMULA,
	    "line %zu, %s: \"%.60s\" begins with \"%c\", which a spreadsheet runs as a formula; it "
	    "was kept as it is",
	    load->row->line, column->name, cell->text, cell->text[0]);
}

/*
 * Copy all fields, in one piece: reading may change a text, and a refused row must go back as it
 * came.
 */
static char **
copy_fields(struct load *load)
{
	const struct csv_row *row = load->row;
	char **copies = arena_new(&load->arena, row->count, sizeof(*copies));
	size_t total = 0, i;
	char *to;

	for (i = 0; i < row->count; i++)
		total += row->lengths[i] + 1;
	to = arena_new(&load->arena, total, 1);
	for (i = 0; i < row->count; i++) {
		copies[i] = memcpy(to, row->fields[i], row->lengths[i] + 1);
		to += row->lengths[i] + 1;
	}
	return (copies);
}

/*
 * The copy of a column's field: NULL if the file has no such column, "" if the row is too short for
 * it.
 */
static char *
field_of(struct load *load, char **copies, size_t column)
{
	size_t field = load->heading.field_of[column];

	if (field == HEADING_NONE)
		return (NULL);
	return (field < load->row->count ? copies[field] : arena_string(&load->arena, ""));
}

/* Read all cells, and add a problem for each bad one. */
static void
read_cells(struct load *load)
{
	const struct interface *interface = load->interface;
	const struct column_rules rules = { load->settings, interface->noun, &load->arena };
	char **copies = copy_fields(load);
	struct err e;
	size_t i;

	for (i = 0; i < interface->count; i++) {
		if (column_parse(&interface->columns[i], &rules, field_of(load, copies, i),
			&load->cells[i], &e) != 0)
			(void)row_refuse(load, i, "%s", e.text);
		else if (!load->cells[i].empty)
			flag_formula(load, &interface->columns[i], &load->cells[i]);
	}
}

/* A row must have as many fields as the header, but for empty ones at its end. */
static void
check_shape(struct load *load)
{
	const struct csv_row *row = load->row;
	char sentence[256];
	size_t i;

	if (row->count < load->heading.count && !row->ended) {
		(void)snprintf(sentence, sizeof(sentence),
		    "the file ends in the middle of this row, as when a copy breaks off; export it "
		    "again (%zu of %zu values are there)",
		    row->count, load->heading.count);
		add_problem(&load->problems, "", "", sentence);
	}
	for (i = load->heading.count; i < row->count; i++) {
		if (row->fields[i][0] == '\0')
			continue;
		(void)snprintf(sentence, sizeof(sentence),
		    "the row has %zu values and the header %zu columns; a value that has a \"%c\" "
		    "in it must be in quotes",
		    row->count, load->heading.count, load->delimiter);
		add_problem(&load->problems, "", row->fields[i], sentence);
		return;
	}
}

/* Begin the file of errors with the header of the file. */
static void
add_error_header(struct load *load)
{
	struct buf *out = &load->result->errors;
	bool first = true;
	size_t i;

	/* Excel recognises UTF-8 by the mark (BOM). */
	buf_add_string(out, BOM);
	for (i = 0; i < load->heading.count; i++) {
		if (load->heading.ours[i])
			continue;
		csv_add_with(out, load->heading.names[i], first, load->delimiter);
		first = false;
	}
	csv_add_with(out, "error_column", first, load->delimiter);
	csv_add_with(out, "error_value", false, load->delimiter);
	csv_add_with(out, "error", false, load->delimiter);
	csv_end(out);
}

/* Write the row into the file of errors: its values as they came, and the problems. */
static void
add_error_row(struct load *load)
{
	struct buf *out = &load->result->errors;
	bool first = true;
	size_t i;

	if (out->length == 0)
		add_error_header(load);
	for (i = 0; i < load->heading.count; i++) {
		if (load->heading.ours[i])
			continue;
		csv_add_with(out, i < load->row->count ? load->row->fields[i] : "", first,
		    load->delimiter);
		first = false;
	}
	csv_add_with(out, buf_text(&load->problems.columns), first, load->delimiter);
	csv_add_safe_with(out, buf_text(&load->problems.values), false, load->delimiter);
	csv_add_safe_with(out, buf_text(&load->problems.sentences), false, load->delimiter);
	csv_end(out);
}

/* ---- into the interface's table -------------------------------------------------------------- */

/* Is it a column of days or numbers, where empty is NULL? */
static bool
is_nullable(const struct column *column)
{
	return (column->type == COLUMN_DATE || column->type == COLUMN_INT);
}

/*
 * The value to store for a cell. A column of the key is never left out: a missing one counts as
 * empty.
 */
static struct upsert_value
value_of(const struct column *column, const struct cell *cell)
{
	if (!cell->present && !column->key)
		return ((struct upsert_value){ UPSERT_ABSENT, NULL, 0 });
	if (cell->empty)
		return ((struct upsert_value){ UPSERT_NONE, NULL, 0 });
	if (column->type == COLUMN_DATE)
		return ((struct upsert_value){ UPSERT_NUMBER, NULL, cell->day });
	if (column->type == COLUMN_INT || column->type == COLUMN_MONEY)
		return ((struct upsert_value){ UPSERT_NUMBER, NULL, cell->number });
	return ((struct upsert_value){ UPSERT_TEXT, cell->text, 0 });
}

static void
set_values(struct load *load)
{
	const struct interface *interface = load->interface;
	size_t i;

	for (i = 0; i < interface->count; i++)
		load->values[i] = value_of(&interface->columns[i], &load->cells[i]);
}

void
row_set_number(struct load *load, size_t column, int64_t number)
{
	load->values[column] = (struct upsert_value){ UPSERT_NUMBER, NULL, number };
}

void
row_set_text(struct load *load, size_t column, const char *text)
{
	load->values[column] = (struct upsert_value){ UPSERT_TEXT, text, 0 };
}

void
row_set_none(struct load *load, size_t column)
{
	load->values[column] = (struct upsert_value){ UPSERT_NONE, NULL, 0 };
}

/* The value that a new row gets if the file does not have the column. */
static const char *
initial_of(const struct column *column)
{
	if (column->initial != NULL)
		return (column->initial);
	return (column->fallback != NULL ? column->fallback : "");
}

int
row_prepare(struct load *load, struct err *e)
{
	const struct interface *interface = load->interface;
	struct upsert_column *columns =
	    arena_new(&load->file_arena, interface->count, sizeof(*columns));
	size_t count = 0, i;

	for (i = 0; i < interface->count; i++) {
		const struct column *c = &interface->columns[i];

		if (c->stored == NULL)
			continue;
		columns[count].name = c->stored;
		columns[count].key = c->key;
		if (!is_nullable(c))
			columns[count].initial = initial_of(c);
		count++;
	}
	return (upsert_new(load->db, interface->table, columns, count, &load->upsert, e));
}

enum row_outcome
row_store(struct load *load, struct err *e)
{
	struct upsert_value values[INTERFACE_COLUMNS];
	size_t count = 0, i;
	int changed;

	if (load->upsert == NULL && row_prepare(load, e) != 0)
		return (ROW_FAILED);
	for (i = 0; i < load->interface->count; i++)
		if (load->interface->columns[i].stored != NULL)
			values[count++] = load->values[i];
	changed = upsert_store(load->upsert, values, e);
	return (changed < 0 ? ROW_FAILED : changed > 0 ? ROW_LOADED : ROW_SAME);
}

/* ---- one row after another ------------------------------------------------------------------- */

/* Take a row of data: check it, store it, count it. */
static int
take_data(struct load *load, struct err *e)
{
	enum row_outcome outcome = ROW_REFUSED;

	buf_reset(&load->problems.columns);
	buf_reset(&load->problems.values);
	buf_reset(&load->problems.sentences);
	check_shape(load);
	read_cells(load);
	if (load->problems.sentences.length == 0) {
		set_values(load);
		outcome = load->interface->store(load, e);
	}

	switch (outcome) {
	case ROW_FAILED:
		return (err_context(e, "line %zu", load->row->line));
	case ROW_LOADED:
		load->result->loaded++;
		break;
	case ROW_SAME:
		load->result->same++;
		break;
	case ROW_REFUSED:
		load->result->refused++;
		add_error_row(load);
		break;
	}
	return (0);
}

int
row_take(void *context, const struct csv_row *row, struct err *e)
{
	struct load *load = context;

	load->row = row;
	if (load->heading.count == 0)
		return (heading_read(&load->heading, row, e));
	if (heading_repeats(&load->heading, row)) {
		notice_add(&load->notices, NOTICE_HEADER,
		    "line %zu repeats the header and was skipped", row->line);
		return (0);
	}
	arena_reset(&load->arena);
	return (take_data(load, e));
}

void
row_release(struct load *load)
{
	upsert_free(load->upsert);
	arena_release(&load->arena);
	arena_release(&load->file_arena);
	buf_release(&load->problems.columns);
	buf_release(&load->problems.values);
	buf_release(&load->problems.sentences);
}

int
row_find_zeros(struct load *load, const struct row_codes *codes, const char *code,
    const char **full, struct err *e)
{
	size_t length = strlen(code), zeros;
	int any, found = 0;

	if (strspn(code, "0123456789") != length)
		return (0);

	/* Ask once whether any stored code begins with a zero; most often none does. */
	any = codes->any_zeros(load->db, e);
	if (any <= 0)
		return (any);
	for (zeros = 1; found == 0 && zeros + length <= WIDEST_PADDED; zeros++) {
		*full = arena_printf(&load->arena, "%0*d%s", (int)zeros, 0, code);
		found = codes->known(load->db, *full, e);
	}
	return (found);
}
