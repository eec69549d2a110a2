#include "store/run_look.h"

#include "store/statement.h"

static void
add_look_name(struct run_look_names *names, size_t *room, struct arena *arena, const char *name)
{
	names->items = arena_grow(arena, names->items, names->count, room, sizeof(*names->items));
	names->items[names->count++] = name;
}

int
run_look_layout_names(struct database *db, const char *run, struct arena *arena,
    struct run_look_names *names, struct err *e)
{
	struct one_text row;
	size_t room = 0;
	int rc;

	*names = (struct run_look_names){ NULL, 0 };
	if (statement_query(db, LOOK_LAYOUT_NAMES, &(struct by_run){ run }, e) != 0)
		return (-1);
	while ((rc = statement_next(db, LOOK_LAYOUT_NAMES, arena, &row, e)) == 1)
		add_look_name(names, &room, arena, row.text);
	return (rc);
}

int
run_look_logo_names(struct database *db, const char *run, struct arena *arena,
    struct run_look_names *names, struct err *e)
{
	struct one_text row;
	size_t room = 0;
	int rc;

	*names = (struct run_look_names){ NULL, 0 };
	if (statement_query(db, LOOK_LOGO_NAMES, &(struct by_run){ run }, e) != 0)
		return (-1);
	while ((rc = statement_next(db, LOOK_LOGO_NAMES, arena, &row, e)) == 1)
		add_look_name(names, &room, arena, row.text);
	return (rc);
}

struct look_version {
	const char *run, *hash;
	const char *given; /* the name that senders use for it; NULL: no sender names it */
};
RECORD(look_version, run, hash, given);

/* A version of a layout, or of the format of an AR file. */
struct look_layout {
	const char *hash, *name, *content;
};
RECORD(look_layout, hash, name, content);

int
run_look_keep_layout(struct database *db, const char *run, const char *given,
    const struct run_look_file *layout, struct err *e)
{
	const struct look_layout row = { layout->hash, layout->name, layout->bytes };
	const struct look_version version = { run, layout->hash, given };

	if (statement_run(db, LOOK_LAYOUT_KEEP, &row, e) != 0)
		return (-1);
	return (statement_run(db, LOOK_LAYOUT_SET, &version, e));
}

struct look_picture {
	const char *hash, *name;
	struct record_bytes content;
};
RECORD(look_picture, hash, name, content);

int
run_look_keep_picture(struct database *db, const char *run, const struct run_look_file *picture,
    struct err *e)
{
	const struct look_picture row = { picture->hash, picture->name,
		{ picture->bytes, picture->length } };
	const struct look_version version = { run, picture->hash, NULL };

	if (statement_run(db, LOOK_PICTURE_KEEP, &row, e) != 0)
		return (-1);
	return (statement_run(db, LOOK_PICTURE_OF_RUN, &version, e));
}

int
run_look_set_logo(struct database *db, const char *run, const char *given, const char *hash,
    struct err *e)
{
	const struct look_version version = { run, hash, given };

	return (statement_run(db, LOOK_LOGO_SET, &version, e));
}

struct look_file {
	const char *name;
	struct record_bytes content;
};
RECORD(look_file, name, content);

static void
add_file(struct run_look_file **files, size_t *count, size_t *room, struct arena *arena,
    const struct look_file *row)
{
	*files = arena_grow(arena, *files, *count, room, sizeof(**files));
	(*files)[(*count)++] = (struct run_look_file){
		.name = row->name, .bytes = row->content.data, .length = row->content.length
	};
}

int
run_look_layouts(struct database *db, const char *run, struct arena *arena,
    struct run_look_file **files, size_t *count, struct err *e)
{
	struct look_file row;
	size_t room = 0;
	int rc;

	*files = NULL;
	*count = 0;
	if (statement_query(db, LOOK_LAYOUTS, &(struct by_run){ run }, e) != 0)
		return (-1);
	while ((rc = statement_next(db, LOOK_LAYOUTS, arena, &row, e)) == 1)
		add_file(files, count, &room, arena, &row);
	return (rc);
}

int
run_look_pictures(struct database *db, const char *run, struct arena *arena,
    struct run_look_file **files, size_t *count, struct err *e)
{
	struct look_file row;
	size_t room = 0;
	int rc;

	*files = NULL;
	*count = 0;
	if (statement_query(db, LOOK_PICTURES, &(struct by_run){ run }, e) != 0)
		return (-1);
	while ((rc = statement_next(db, LOOK_PICTURES, arena, &row, e)) == 1)
		add_file(files, count, &room, arena, &row);
	return (rc);
}

struct look_ar {
	const char *run, *hash;
	int64_t position;
};
RECORD(look_ar, run, hash, position);

int
run_look_keep_ar(struct database *db, const char *run, int64_t position,
    const struct run_look_file *format, struct err *e)
{
	const struct look_layout row = { format->hash, format->name, format->bytes };
	const struct look_ar place = { run, format->hash, position };

	if (statement_run(db, LOOK_AR_KEEP, &row, e) != 0)
		return (-1);
	return (statement_run(db, LOOK_AR_SET, &place, e));
}

int
run_look_ar(struct database *db, const char *run, struct arena *arena, struct run_look_file **files,
    size_t *count, struct err *e)
{
	struct look_file row;
	size_t room = 0;
	int rc;

	*files = NULL;
	*count = 0;
	if (statement_query(db, LOOK_AR, &(struct by_run){ run }, e) != 0)
		return (-1);
	while ((rc = statement_next(db, LOOK_AR, arena, &row, e)) == 1)
		add_file(files, count, &room, arena, &row);
	return (rc);
}

struct look_style_row {
	const char *run, *accent, *currency, *fonts, *libraries;
	bool tax_per_line;
	int64_t renderer;
};
RECORD(look_style_row, run, accent, currency, fonts, libraries, tax_per_line, renderer);
RECORD(run_look_style, accent, currency, tax_per_line, fonts, renderer, libraries);

int
run_look_keep_style(struct database *db, const char *run, const struct run_look_style *style,
    struct err *e)
{
	const struct look_style_row row = { run, style->accent, style->currency, style->fonts,
		style->libraries, style->tax_per_line, style->renderer };

	return (statement_run(db, LOOK_STYLE_KEEP, &row, e));
}

int
run_look_find_style(struct database *db, const char *run, struct arena *arena,
    struct run_look_style *style, struct err *e)
{
	return (statement_find(db, LOOK_STYLE, &(struct by_run){ run }, arena, style, e));
}

int
run_look_clear(struct database *db, const char *run, struct err *e)
{
	if (statement_run(db, LOOK_PICTURES_CLEAR, &(struct by_run){ run }, e) != 0 ||
	    statement_run(db, LOOK_AR_CLEAR, &(struct by_run){ run }, e) != 0)
		return (-1);
	return (statement_run(db, LOOK_STYLE_CLEAR, &(struct by_run){ run }, e));
}
