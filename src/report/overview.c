#include "report/overview.h"

#include "base/date.h"
#include "store/ledger.h"

/* The longest lists; what is left out is counted, and stands in the reports. */
#define MOST_BUILDINGS 6000 /* all that anybody has; packed, so that the page stays below 1 MB */
#define MOST_ROWS 200
#define MOST_RUNS 30

/* What kind of value a column becomes. */
enum kind { KIND_TEXT, KIND_NUMBER, KIND_DAY };

/* A list: its name, the statement, and the columns of its rows in order. */
struct list {
	const char *name;
	enum statement id;
	int most;
	bool dated; /* takes today as ?2 */
	bool packed; /* each row is an array of values, without their names */
	struct column {
		const char *name;
		enum kind kind;
	} columns[25];
};

static const struct list LISTS[] = {
	{ "buildings", SQL_OVERVIEW_BUILDINGS, MOST_BUILDINGS, true, true,
	    { { "id", KIND_NUMBER }, { "code", KIND_TEXT }, { "name", KIND_TEXT },
		{ "accounts", KIND_NUMBER }, { "unbilled", KIND_NUMBER }, { "amount", KIND_NUMBER },
		{ "due", KIND_NUMBER } } },
	{ "exceptions", SQL_OVERVIEW_EXCEPTIONS, MOST_ROWS, false, false,
	    { { "building", KIND_TEXT }, { "account", KIND_TEXT }, { "name", KIND_TEXT },
		{ "code", KIND_TEXT }, { "severity", KIND_TEXT }, { "state", KIND_TEXT },
		{ "detail", KIND_TEXT }, { "total", KIND_NUMBER }, { "fingerprint", KIND_TEXT },
		{ "run", KIND_TEXT } } },
	{ "reads", SQL_OVERVIEW_READS, MOST_ROWS, false, true,
	    { { "building", KIND_TEXT }, { "account", KIND_TEXT }, { "name", KIND_TEXT },
		{ "site", KIND_TEXT }, { "meter", KIND_TEXT }, { "register", KIND_TEXT },
		{ "type", KIND_TEXT }, { "from", KIND_TEXT }, { "from_day", KIND_DAY },
		{ "from_estimated", KIND_NUMBER }, { "to", KIND_TEXT }, { "to_day", KIND_DAY },
		{ "to_estimated", KIND_NUMBER }, { "usage", KIND_TEXT }, { "unit", KIND_TEXT },
		{ "days", KIND_NUMBER }, { "usual", KIND_TEXT }, { "code", KIND_TEXT },
		{ "severity", KIND_TEXT }, { "state", KIND_TEXT }, { "detail", KIND_TEXT },
		{ "fingerprint", KIND_TEXT }, { "run", KIND_TEXT }, { "kind", KIND_TEXT } } },
	{ "emails", SQL_OVERVIEW_EMAILS, MOST_ROWS, false, false,
	    { { "message", KIND_NUMBER }, { "state", KIND_TEXT }, { "account", KIND_TEXT },
		{ "name", KIND_TEXT }, { "amount", KIND_NUMBER }, { "to", KIND_TEXT },
		{ "why", KIND_TEXT }, { "file", KIND_TEXT }, { "kind", KIND_TEXT },
		{ "level", KIND_NUMBER } } },
	{ "post", SQL_OVERVIEW_POST, MOST_RUNS, false, false,
	    { { "run", KIND_TEXT }, { "waiting", KIND_NUMBER }, { "posted", KIND_NUMBER },
		{ "at", KIND_TEXT }, { "by", KIND_TEXT } } },
	{ "runs", SQL_OVERVIEW_RUNS, MOST_RUNS, false, false,
	    { { "id", KIND_TEXT }, { "kind", KIND_TEXT }, { "agent", KIND_TEXT },
		{ "day", KIND_DAY }, { "end", KIND_DAY }, { "state", KIND_TEXT },
		{ "status", KIND_TEXT }, { "buildings", KIND_TEXT },
		{ "building_count", KIND_NUMBER }, { "hash", KIND_TEXT } } },
	{ "overdue", SQL_OVERVIEW_OVERDUE, MOST_ROWS, true, false,
	    { { "building", KIND_TEXT }, { "account", KIND_TEXT }, { "name", KIND_TEXT },
		{ "site", KIND_TEXT }, { "cycle", KIND_TEXT }, { "days", KIND_NUMBER },
		{ "of", KIND_NUMBER } } },
	{ "schedules", SQL_OVERVIEW_SCHEDULES, MOST_ROWS, false, false,
	    { { "name", KIND_TEXT }, { "what", KIND_TEXT }, { "buildings", KIND_TEXT },
		{ "agent", KIND_TEXT }, { "when", KIND_TEXT }, { "next", KIND_TEXT },
		{ "last", KIND_TEXT }, { "paused", KIND_NUMBER }, { "status", KIND_TEXT },
		{ "run", KIND_TEXT } } },
	{ "agents", SQL_OVERVIEW_AGENTS, MOST_ROWS, true, false,
	    { { "code", KIND_TEXT }, { "name", KIND_TEXT }, { "role", KIND_TEXT },
		{ "all", KIND_NUMBER }, { "buildings", KIND_TEXT } } },
};

/* Totals of the lists that are cut. */
static const struct {
	const char *name;
	enum statement id;
} COUNTS[] = {
	{ "building_count", SQL_OVERVIEW_BUILDING_COUNT },
	{ "exception_count", SQL_OVERVIEW_EXCEPTION_COUNT },
	{ "read_count", SQL_OVERVIEW_READ_COUNT },
};

/* A column of the present row. */
static json_t *
value(struct database *db, enum statement id, int column, enum kind kind)
{
	char day[DATE_ISO_SIZE];

	if (database_null(db, id, column))
		return (json_null());
	switch (kind) {
	case KIND_NUMBER:
		return (json_integer(database_int(db, id, column)));
	case KIND_DAY:
		return (json_string(date_format(database_day(db, id, column), day)));
	case KIND_TEXT:
	default:
		return (json_string(database_text(db, id, column)));
	}
}

/* One list, added to root. */
static int
add_list(json_t *root, struct database *db, const struct list *list, int32_t today, struct err *e)
{
	json_t *rows = json_array(), *row;
	int rc, i;

	(void)json_object_set_new(root, list->name, rows);
	rc = list->dated
	    ? database_query(db, list->id, e, "ii", (int64_t)list->most, (int64_t)today)
	    : database_query(db, list->id, e, "i", (int64_t)list->most);
	while (rc == 0 && (rc = database_step(db, list->id, e)) == 1) {
		row = list->packed ? json_array() : json_object();
		for (i = 0; i < (int)LENGTH(list->columns) && list->columns[i].name != NULL; i++) {
			json_t *cell = value(db, list->id, i, list->columns[i].kind);

			(void)(list->packed
				? json_array_append_new(row, cell)
				: json_object_set_new(row, list->columns[i].name, cell));
		}
		(void)json_array_append_new(rows, row);
		rc = 0;
	}
	return (rc);
}

/* {"NEW": 12, ...} */
static int
add_email_states(json_t *root, struct database *db, struct err *e)
{
	const enum statement id = SQL_OVERVIEW_EMAIL_STATES;
	json_t *states = json_object();
	int rc;

	(void)json_object_set_new(root, "email_states", states);
	if (database_query(db, id, e, "") != 0)
		return (-1);
	while ((rc = database_step(db, id, e)) == 1)
		(void)json_object_set_new(states, database_text(db, id, 0),
		    json_integer(database_int(db, id, 1)));
	return (rc);
}

/* How many accounts of each building wait for a decision: one more value in its row. */
static int
add_blocked(json_t *root, struct database *db, struct err *e)
{
	json_t *buildings = json_object_get(root, "buildings"), *building;
	int64_t count = 0;
	size_t i;

	json_array_foreach(buildings, i, building)
	{
		if (database_number(db, SQL_OVERVIEW_BLOCKED, &count, e, "i",
			(int64_t)json_integer_value(json_array_get(building, 0))) < 0)
			return (-1);
		(void)json_array_append_new(building, json_integer(count));
	}
	return (0);
}

/*
 * What one building is owed, by age: [not due, 1-30, 31-60, 61-90, over 90], credits apart. Left
 * out where nothing is.
 */
static void
set_owed(json_t *owed, int64_t building, const int64_t bands[static LEDGER_BANDS])
{
	char key[24];
	json_t *list;
	size_t i;

	for (i = 0; i < LEDGER_BANDS && bands[i] == 0; i++)
		;
	if (i == LEDGER_BANDS || json_object_size(owed) >= MOST_BUILDINGS)
		return;
	list = json_array();
	for (i = 0; i < LEDGER_BANDS; i++)
		(void)json_array_append_new(list, json_integer(bands[i]));
	(void)snprintf(key, sizeof(key), "%lld", (long long)building);
	(void)json_object_set_new(owed, key, list);
}

/* {"building id": bands}: accounts come by building, so one building's sums are at hand at a time.
 */
static int
add_owed(json_t *root, struct database *db, int32_t today, struct err *e)
{
	const enum statement id = SQL_OVERVIEW_DEBTORS;
	json_t *owed = json_object();
	int64_t bands[LEDGER_BANDS] = { 0 }, building = 0;
	struct ledger_ageing age;
	size_t i;
	int rc;

	(void)json_object_set_new(root, "owed", owed);
	if (database_query(db, id, e, "") != 0)
		return (-1);
	while ((rc = database_step(db, id, e)) == 1) {
		if (database_int(db, id, 1) != building) {
			set_owed(owed, building, bands);
			memset(bands, 0, sizeof(bands));
			building = database_int(db, id, 1);
		}
		if (ledger_ageing(db, database_int(db, id, 0), today, &age, e) != 0)
			return (-1);
		for (i = 0; i < LEDGER_BANDS; i++)
			bands[i] += age.bands[i];
	}
	set_owed(owed, building, bands);
	return (rc);
}

/* Everything, each part by its own query. */
static int
gather(json_t *root, struct database *db, int32_t today, struct err *e)
{
	int64_t count = 0;
	size_t i;

	for (i = 0; i < LENGTH(LISTS); i++)
		if (add_list(root, db, &LISTS[i], today, e) != 0)
			return (-1);
	for (i = 0; i < LENGTH(COUNTS); i++) {
		if (database_number(db, COUNTS[i].id, &count, e, "") < 0)
			return (-1);
		(void)json_object_set_new(root, COUNTS[i].name, json_integer(count));
	}
	if (add_email_states(root, db, e) != 0 || add_blocked(root, db, e) != 0)
		return (-1);
	return (add_owed(root, db, today, e));
}

json_t *
overview_json(struct database *db, const struct settings *settings, int32_t today, struct err *e)
{
	char day[DATE_ISO_SIZE];
	json_t *root = json_pack("{s:s, s:s, s:i, s:s}", "company", settings->company, "currency",
	    settings->currency, "places", settings->rules.minor_places, "today",
	    date_format(today, day));
	int rc;

	if (root == NULL)
		return (err_reject(e, "company or currency in billspool.conf is not UTF-8"), NULL);
	if (database_begin_read(db, e) != 0) {
		json_decref(root);
		return (NULL);
	}
	rc = gather(root, db, today, e);
	database_rollback(db);
	if (rc == 0)
		return (root);
	json_decref(root);
	return (NULL);
}
