#include "report/overview.h"

#include "base/die.h"
#include "base/date.h"
#include "base/log.h"
#include "store/ledger.h"
#include "store/mailing.h"
#include "store/overview.h"

/* The most rows of a list. The rows that are left out are counted, and the reports have them. */
#define MOST_BUILDINGS 6000 /* more than anybody has; packed, so that the page stays below 1 MB */
#define MOST_ROWS 200
#define MOST_RUNS 30

/* The lists, by the names that they have in the page's data. */
static const struct list {
	const char *name;
	enum overview_list list;
	int most;
	bool packed; /* each row is an array of values without their names */
} LISTS[] = {
	{ "buildings", OVERVIEW_BUILDINGS, MOST_BUILDINGS, true },
	{ "exceptions", OVERVIEW_EXCEPTIONS, MOST_ROWS, false },
	{ "reads", OVERVIEW_READS, MOST_ROWS, true },
	{ "emails", OVERVIEW_EMAILS, MOST_ROWS, false },
	{ "post", OVERVIEW_POST, MOST_RUNS, false },
	{ "runs", OVERVIEW_RUNS, MOST_RUNS, false },
	{ "overdue", OVERVIEW_OVERDUE, MOST_ROWS, false },
	{ "schedules", OVERVIEW_SCHEDULES, MOST_ROWS, false },
	{ "agents", OVERVIEW_AGENTS, MOST_ROWS, false },
};

static json_t *
day_json(int32_t day)
{
	char text[DATE_ISO_SIZE];

	return (day == DATE_NONE ? json_null() : json_string(date_format(day, text)));
}

static json_t *
text_json(const char *text)
{
	return (text == NULL ? json_null() : json_string(text));
}

/* Add a member to a row. */
static json_t *
value_json(const struct record_field *field, const void *row)
{
	const void *member = (const char *)row + field->offset;
	const struct record_maybe *maybe = member;

	switch (field->type) {
	case RECORD_INTEGER:
		return (json_integer(*(const int64_t *)member));
	case RECORD_MAYBE:
		return (maybe->known ? json_integer(maybe->number) : json_null());
	case RECORD_DAY:
		return (day_json(*(const int32_t *)member));
	case RECORD_BOOL:
		return (json_integer(*(const bool *)member));
	case RECORD_TEXT:
		return (text_json(*(const char *const *)member));
	case RECORD_MAYBE_TEXT:
		return (text_json(((const struct record_text *)member)->text));
	case RECORD_DECIMAL:
	case RECORD_BYTES:
		break;
	}
	die("the dashboard has no value of this type");
}

/* A list that is being gathered. */
struct overview_gathering {
	json_t *rows;
	bool packed;
};

/* The callback of overview_rows: add a row. */
static void
add_overview_row(void *context, const struct record *record, const void *row)
{
	const struct overview_gathering *g = context;
	json_t *values = g->packed ? json_array() : json_object();
	size_t i;

	for (i = 0; i < record->count; i++) {
		json_t *value = value_json(&record->fields[i], row);

		(void)(g->packed ? json_array_append_new(values, value)
				 : json_object_set_new(values, record->fields[i].name, value));
	}
	(void)json_array_append_new(g->rows, values);
}

/* Add one list to root. */
static int
add_list(json_t *root, struct database *db, const struct list *list, int32_t today, struct err *e)
{
	const struct list_span span = { list->most, today };
	struct overview_gathering g = { json_array(), list->packed };

	(void)json_object_set_new(root, list->name, g.rows);
	return (overview_rows(db, list->list, &span, add_overview_row, &g, e));
}

/* Add the totals of the lists that are cut. */
static int
add_counts(json_t *root, struct database *db, struct err *e)
{
	struct overview_counts counts;

	if (overview_count(db, &counts, e) != 0)
		return (-1);
	(void)json_object_set_new(root, "building_count", json_integer(counts.buildings));
	(void)json_object_set_new(root, "exception_count", json_integer(counts.exceptions));
	(void)json_object_set_new(root, "read_count", json_integer(counts.reads));
	return (0);
}

/* Count the emails in each state: {"NEW": 12, ...} */
static int
add_email_states(json_t *root, struct database *db, struct err *e)
{
	json_t *states = json_object();
	struct mailing_state state;
	int rc;

	(void)json_object_set_new(root, "email_states", states);
	if (mailing_states_begin(db, e) != 0)
		return (-1);
	while ((rc = mailing_states_next(db, &state, e)) == 1)
		(void)json_object_set_new(states, state.state, json_integer(state.count));
	return (rc);
}

/* Count the accounts of each building that wait for a decision: one more value in its row. */
static int
add_blocked(json_t *root, struct database *db, struct err *e)
{
	json_t *buildings = json_object_get(root, "buildings"), *building;
	int64_t count = 0;
	size_t i;

	json_array_foreach(buildings, i, building)
	{
		if (overview_blocked(db, json_integer_value(json_array_get(building, 0)), &count,
			e) != 0)
			return (-1);
		(void)json_array_append_new(building, json_integer(count));
	}
	return (0);
}

/*
 * Write the debts to one building, by age: [not due, 1-30, 31-60, 61-90, over 90], credits apart.
 * Left out where nothing is.
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

/*
 * {"building id": bands}: accounts come building by building, so the sums of one building at a time
 * are kept.
 */
static int
add_owed(json_t *root, struct database *db, int32_t today, struct err *e)
{
	struct overview_debtor debtor;
	json_t *owed = json_object();
	int64_t bands[LEDGER_BANDS] = { 0 }, building = 0;
	struct ledger_ageing age;
	size_t i;
	int rc;

	(void)json_object_set_new(root, "owed", owed);
	if (overview_debtors_begin(db, e) != 0)
		return (-1);
	while ((rc = overview_debtors_next(db, &debtor, e)) == 1) {
		if (debtor.building != building) {
			set_owed(owed, building, bands);
			memset(bands, 0, sizeof(bands));
			building = debtor.building;
		}
		if (ledger_ageing(db, debtor.account, today, &age, e) != 0)
			return (-1);
		for (i = 0; i < LEDGER_BANDS; i++)
			bands[i] += age.bands[i];
	}
	set_owed(owed, building, bands);
	return (rc);
}

/* Make everything, each part by its own query. */
static int
gather(json_t *root, struct database *db, int32_t today, struct err *e)
{
	size_t i;

	for (i = 0; i < LENGTH(LISTS); i++)
		if (add_list(root, db, &LISTS[i], today, e) != 0)
			return (-1);
	if (add_counts(root, db, e) != 0 || add_email_states(root, db, e) != 0 ||
	    add_blocked(root, db, e) != 0)
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
