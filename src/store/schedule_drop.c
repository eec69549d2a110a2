#include "store/schedule_drop.h"

#include "store/statement.h"

RECORD(schedule_drop, door, name, sha256, content);

struct schedule_drop_row {
	const char *door, *name, *sha256, *content;
	int64_t schedule, due_at;
};
RECORD(schedule_drop_row, door, name, sha256, content, schedule, due_at);

struct schedule_drop_file {
	const char *door, *name, *sha256;
};
RECORD(schedule_drop_file, door, name, sha256);

int
schedule_drop_add(struct database *db, const struct schedule_drop *drop, int64_t schedule,
    int64_t due_at, struct err *e)
{
	const struct schedule_drop_row row = { drop->door, drop->name, drop->sha256, drop->content,
		schedule, due_at };

	return (statement_run(db, SCHEDULE_DROP_ADD, &row, e));
}

int
schedule_drop_is_named(struct database *db, const char *door, const char *name, struct err *e)
{
	const struct schedule_drop_file file = { .door = door, .name = name };
	int64_t found;

	return (statement_number(db, SCHEDULE_DROP_NAMED, &file, &found, e));
}

int
schedule_drop_is_ours(struct database *db, const char *door, const char *name, const char *sha256,
    struct err *e)
{
	const struct schedule_drop_file file = { door, name, sha256 };
	int64_t found;

	return (statement_number(db, SCHEDULE_DROP_FIND, &file, &found, e));
}

int
schedule_drop_owed(struct database *db, struct arena *arena, const struct schedule_drop **drops,
    size_t *count, struct err *e)
{
	struct schedule_drop *list = NULL, row;
	size_t room = 0;
	int rc;

	*count = 0;
	if (statement_query(db, SCHEDULE_DROP_OWED, NO_KEY, e) != 0)
		return (-1);
	while ((rc = statement_next(db, SCHEDULE_DROP_OWED, arena, &row, e)) == 1) {
		list = arena_grow(arena, list, *count, &room, sizeof(*list));
		list[(*count)++] = row;
	}
	*drops = list;
	return (rc);
}

int
schedule_drop_paid(struct database *db, const struct schedule_drop *drop, struct err *e)
{
	const struct schedule_drop_file file = { drop->door, drop->name, drop->sha256 };

	return (statement_run(db, SCHEDULE_DROP_PAID, &file, e));
}
