#include "base/text.h"
#include "intake/interface.h"
#include "intake/row.h"
#include "store/intake_place.h"

enum { AGENT, NAME, EMAIL, ROLE, BUILDINGS };

static const char *const ROLES[] = { "AGENT", "BILLING", "MANAGER", "ADMIN", NULL };

static const struct column COLUMNS[] = {
	[AGENT] = { .name = "agent",
	    .stored = "code",
	    .key = true,
	    .type = COLUMN_CODE,
	    .mandatory = true },
	[NAME] = { .name = "name", .stored = "name", .type = COLUMN_TEXT },
	[EMAIL] = { .name = "email", .stored = "email", .type = COLUMN_EMAIL },
	[ROLE] = { .name = "role",
	    .stored = "role",
	    .type = COLUMN_CHOICE,
	    .choices = ROLES,
	    .fallback = "AGENT" },
	/* "*" or a list, which is stored in a table of its own */
	[BUILDINGS] = { .name = "buildings",
	    .stored = "all_buildings",
	    .initial = "0",
	    .type = COLUMN_TEXT,
	    .most = 60000 },
};

/* Turn "A;B;C" (or with commas, or blanks) into building ids. */
static enum row_outcome
read_buildings(struct load *load, struct intake_buildings *list, struct err *e)
{
	char *rest = arena_string(&load->arena, load->cells[BUILDINGS].text);
	enum row_outcome outcome = ROW_LOADED;
	int64_t id = 0;
	char *code;
	int found;

	list->ids = arena_new(&load->arena, strlen(rest) + 1, sizeof(*list->ids));
	while ((code = strsep(&rest, ";, ")) != NULL) {
		code = text_trim(code);
		if (*code == '\0')
			continue;
		found = intake_building_id(load->db, code, &id, e);
		if (found < 0)
			return (ROW_FAILED);
		if (found == 0)
			outcome = row_refuse(load, BUILDINGS,
			    "building \"%s\" is not known; load it with the buildings first, or "
			    "remove it from this list (codes with ; between them, or * for all)",
			    code);
		else
			intake_buildings_insert(list, id);
	}
	return (outcome);
}

/* Store an agent: a new one, or over the one with the same code. */
static enum row_outcome
store_agent(struct load *load, struct err *e)
{
	const struct cell *c = load->cells;
	const char *code = c[AGENT].text;
	bool all = strcmp(c[BUILDINGS].text, "*") == 0, listed = c[BUILDINGS].present;
	struct intake_buildings list = { NULL, 0 };
	enum row_outcome outcome = listed && !all ? read_buildings(load, &list, e) : ROW_LOADED;
	int64_t id;
	int known = outcome == ROW_LOADED ? intake_agent_id(load->db, code, &id, e) : 0;

	if (outcome != ROW_LOADED || known < 0)
		return (outcome != ROW_LOADED ? outcome : ROW_FAILED);

	/* An agent without a name gets the code as the name. */
	if (c[NAME].empty)
		load->values[NAME].kind = UPSERT_ABSENT;
	if (c[NAME].empty && known == 0)
		row_set_text(load, NAME, code);
	if (listed)
		row_set_number(load, BUILDINGS, all);
	outcome = row_store(load, e);
	if (outcome == ROW_FAILED || !listed)
		return (outcome);
	switch (intake_agent_set_buildings(load->db, code, &list, e)) {
	case 0:
		return (outcome);
	case 1:
		return (ROW_LOADED);
	default:
		return (ROW_FAILED);
	}
}

const struct interface INTERFACE_AGENTS = {
	.name = "agents",
	.noun = "agent",
	.table = "agent",
	.columns = COLUMNS,
	.count = LENGTH(COLUMNS),
	.store = store_agent,
	.replaces = true,
};
