#include "standing/forms.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/date.h"
#include "intake/interface.h"
#include "request/form.h"
#include "request/rights.h"
#include "spool/publish.h"

struct form_writing {
	const struct spool *spool;
	struct database *db;
	int32_t end_date; /* that the forms suggest */
};

/* The last day of the month before this one. */
static int32_t
end_of_last_month(void)
{
	int year, month, day;

	date_to_ymd(clock_today(), &year, &month, &day);
	return (date_from_ymd(year, month, 1) - 1);
}

/* "A, B, C", or "*" for who has all. */
static int
list_agent_buildings(struct database *db, const struct agent *agent, struct arena *arena,
    struct buf *list, struct err *e)
{
	struct building_set set;
	size_t i;

	if (agent->all_buildings) {
		buf_add_string(list, "*");
		return (0);
	}
	if (agent_buildings(db, agent, arena, &set, e) != 0)
		return (-1);
	for (i = 0; i < set.count; i++)
		buf_printf(list, "%s%s", i > 0 ? ", " : "", set.items[i].code);
	return (0);
}

/* One form of one agent. */
static int
write_form(const struct form_writing *w, const struct agent *agent, enum request_type type,
    const char *buildings, struct err *e)
{
	struct buf path = BUF_EMPTY;
	char *form = request_form(type, buildings, w->end_date);
	int rc;

	buf_printf(&path, "forms/%s-%s.req", agent->code, REQUEST_TYPES[type].word);
	rc = publish_quick(w->spool, FOLDER_REQUESTS, buf_text(&path), form, strlen(form), e);
	buf_release(&path);
	free(form);
	return (rc);
}

/* A form that this agent may not use any more. */
static int
remove_form(const struct form_writing *w, const struct agent *agent, enum request_type type,
    struct err *e)
{
	struct buf path = BUF_EMPTY;
	int rc;

	buf_printf(&path, "forms/%s-%s.req", agent->code, REQUEST_TYPES[type].word);
	rc = publish_remove(w->spool, FOLDER_REQUESTS, buf_text(&path), e);
	buf_release(&path);
	return (rc);
}

/* For agent_each: all forms of an agent. */
static int
write_agent(void *context, const char *code, struct err *e)
{
	const struct form_writing *w = context;
	struct arena arena = ARENA_EMPTY;
	struct buf buildings = BUF_EMPTY;
	struct agent agent;
	struct err refused = { 0 };
	size_t type;
	int rc = agent_find(w->db, code, &arena, &agent, e) == 1
	    ? list_agent_buildings(w->db, &agent, &arena, &buildings, e)
	    : -1;

	for (type = 0; rc == 0 && type < REQUEST_COUNT; type++)
		rc = rights_check_type(w->db, &agent, (enum request_type)type, &refused) == 0
		    ? write_form(w, &agent, (enum request_type)type, buf_text(&buildings), e)
		    : remove_form(w, &agent, (enum request_type)type, e);
	buf_release(&buildings);
	arena_release(&arena);
	return (rc);
}

/* The header rows of all imports. */
static int
write_headers(const struct form_writing *w, struct err *e)
{
	struct buf path = BUF_EMPTY, csv = BUF_EMPTY;
	size_t i;
	int rc = 0;

	for (i = 0; SPOOL_INTERFACES[i] != NULL && rc == 0; i++) {
		/* Reports of bounces are emails, not tables. */
		if (interface_find(SPOOL_INTERFACES[i]) == NULL)
			continue;
		buf_reset(&path);
		buf_reset(&csv);
		buf_printf(&path, "forms/import-%s.csv", SPOOL_INTERFACES[i]);
		interface_header(interface_find(SPOOL_INTERFACES[i]), &csv);
		rc = publish_quick(w->spool, FOLDER_REQUESTS, buf_text(&path), buf_text(&csv),
		    csv.length, e);
	}
	buf_release(&path);
	buf_release(&csv);
	return (rc);
}

int
forms_write(const struct spool *spool, struct database *db, struct err *e)
{
	struct form_writing w = { spool, db, end_of_last_month() };

	if (write_headers(&w, e) != 0)
		return (-1);
	return (agent_each(db, write_agent, &w, e));
}
