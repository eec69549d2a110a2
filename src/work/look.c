#include "work/look.h"

#include "base/hash.h"
#include "document/layout.h"
#include "spool/publish.h"

#define FOLDER "templates"
#define LAYOUT_BYTES ((size_t)1 << 18)
#define PICTURE_FILE_BYTES ((size_t)1 << 20)

/* Layouts and pictures are kept alike: by which statements. */
struct keeper {
	enum statement names, keep, set;
	bool picture;
};

static const struct keeper LAYOUTS = { SQL_LOOK_LAYOUT_NAMES, SQL_LOOK_LAYOUT_KEEP, SQL_LOOK_LAYOUT_SET, false };
static const struct keeper PICTURES = { SQL_LOOK_PICTURE_NAMES, SQL_LOOK_PICTURE_KEEP, SQL_LOOK_PICTURE_SET, true };

int
look_layout(const struct spool *spool, const char *name, struct buf *text, struct err *e)
{
	const char *shipped = layout_shipped(name);
	struct buf path = BUF_EMPTY;
	int rc;

	/* A file of the same name goes before what the program carries. */
	buf_printf(&path, "%s/%s.ini", FOLDER, name);
	rc = publish_read(spool, FOLDER_ROOT, path.data, LAYOUT_BYTES, text, e);
	buf_release(&path);
	if (rc == 0 || e->kind != ERR_REJECT)
		return (rc);
	if (shipped == NULL)
		return (err_reject(e, "there is no layout \"%s\": put %s.ini into the spool's folder %s, or name classic, modern or compact in"
		    " billspool.conf or in the building's row", name, name, FOLDER));
	buf_reset(text);
	buf_add_string(text, shipped);
	return (0);
}

/* The bytes of a logo, as hexadecimal digits. */
static int
read_picture(const struct spool *spool, const char *name, struct buf *text, struct err *e)
{
	static const char DIGITS[] = "0123456789abcdef";
	struct buf path = BUF_EMPTY, bytes = BUF_EMPTY;
	size_t i;
	int rc;

	buf_printf(&path, "%s/%s", FOLDER, name);
	rc = publish_read(spool, FOLDER_ROOT, path.data, PICTURE_FILE_BYTES, &bytes, e);
	buf_reset(text);
	for (i = 0; rc == 0 && i < bytes.length; i++) {
		buf_add_char(text, DIGITS[(unsigned char)bytes.data[i] >> 4]);
		buf_add_char(text, DIGITS[bytes.data[i] & 15]);
	}
	if (rc != 0 && e->kind == ERR_REJECT)
		rc = err_reject(e, "the logo \"%s\" cannot be read: put it into the spool's folder %s, or correct the name in the building's row",
		    name, FOLDER);
	buf_release(&path);
	buf_release(&bytes);
	return (rc);
}

/* The file name without ".ini", which may be written or not. */
static const char *
layout_name(struct arena *arena, const char *name)
{
	size_t length = strlen(name);

	return (length > 4 && strcmp(name + length - 4, ".ini") == 0 ? arena_bytes(arena, name, length - 4) : name);
}

/* Keep one version of a file, and let the run's senders name it. */
static int
keep_one(struct database *db, const struct keeper *keeper, const char *run, const char *given, const char *name, const char *text,
    struct err *e)
{
	struct hash *h = hash_new();
	char version[HASH_HEX_SIZE];

	hash_add(h, name, strlen(name) + 1);
	hash_add(h, text, strlen(text));
	hash_finish(h, version);
	if (database_run(db, keeper->keep, e, "sss", version, name, text) != 0)
		return (-1);
	return (database_run(db, keeper->set, e, "sss", version, run, given));
}

/* All files of a kind. The names are read before anything is written. */
static int
keep_all(const struct spool *spool, struct database *db, const struct keeper *keeper, const char *run, struct err *e)
{
	struct arena arena = ARENA_EMPTY;
	struct buf text = BUF_EMPTY;
	const char **names = NULL;
	size_t count = 0, room = 0, i;
	int rc = database_query(db, keeper->names, e, "s", run);

	while (rc == 0 && (rc = database_step(db, keeper->names, e)) == 1) {
		names = arena_grow(&arena, names, count, &room, sizeof(*names));
		names[count++] = arena_string(&arena, database_text(db, keeper->names, 0));
		rc = 0;
	}
	for (i = 0; i < count && rc == 0; i++) {
		const char *name = keeper->picture ? names[i] : layout_name(&arena, names[i]);

		rc = keeper->picture ? read_picture(spool, name, &text, e) : look_layout(spool, name, &text, e);
		if (rc == 0)
			rc = keep_one(db, keeper, run, names[i], name, buf_text(&text), e);
	}
	buf_release(&text);
	arena_release(&arena);
	return (rc);
}

int
look_keep(const struct spool *spool, struct database *db, const char *run, struct err *e)
{
	if (keep_all(spool, db, &LAYOUTS, run, e) != 0)
		return (-1);
	return (keep_all(spool, db, &PICTURES, run, e));
}

/* Two hexadecimal digits as a byte. */
static char
byte_of(const char *digits)
{
	int high = digits[0] <= '9' ? digits[0] - '0' : digits[0] - 'a' + 10;
	int low = digits[1] <= '9' ? digits[1] - '0' : digits[1] - 'a' + 10;

	return ((char)(high << 4 | low));
}

/* The rows of a query as files. */
static int
load(struct database *db, enum statement id, const char *run, bool picture, struct arena *arena, const struct document_file **files,
    size_t *count, struct err *e)
{
	struct document_file *list = NULL;
	size_t room = 0, i;
	int rc;

	*count = 0;
	if (database_query(db, id, e, "s", run) != 0)
		return (-1);
	while ((rc = database_step(db, id, e)) == 1) {
		char *text = arena_string(arena, database_text(db, id, 1));
		size_t length = strlen(text);

		list = arena_grow(arena, list, *count, &room, sizeof(*list));
		for (i = 0; picture && i < length / 2; i++)
			text[i] = byte_of(text + 2 * i);
		list[(*count)++] = (struct document_file){ arena_string(arena, database_text(db, id, 0)), text,
			picture ? length / 2 : length };
	}
	*files = list;
	return (rc);
}

int
look_load(struct database *db, const char *run, struct arena *arena, struct document_style *style, struct err *e)
{
	if (load(db, SQL_LOOK_LAYOUTS, run, false, arena, &style->layouts, &style->layout_count, e) != 0)
		return (-1);
	return (load(db, SQL_LOOK_PICTURES, run, true, arena, &style->pictures, &style->picture_count, e));
}
