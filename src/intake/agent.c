#include "base/text.h"
#include "intake/interface.h"
#include "intake/row.h"
#include "store/intake_place.h"

enum { AGENT, NAME, EMAIL, ROLE, BUILDINGS };

static const char *const ROLES[] = { "AGENT", "BILLING", "MANAGER", "ADMIN", NULL };

static const struct column COLUMNS[] = {
	[AGENT] = { .name = "agent", .type = COLUMN_CODE, .mandatory = true },
	[NAME] = { .name = "name", .type = COLUMN_TEXT },
	[EMAIL] = { .name = "email", .type = COLUMN_EMAIL },
	[ROLE] = { .name = "role", .type = COLUMN_CHOICE, .choices = ROLES, .fallback = "AGENT" },
	[BUILDINGS] = { .name = "buildings", .type = COLUMN_TEXT, .most = 60000 },
};

/* Put id into the ascending list, unless it is there. */
static void
insert_id(int64_t *ids, size_t *count, int64_t id)
{
	size_t at = *count;

	while (at > 0 && ids[at - 1] >= id)
		at--;
	if (at < *count && ids[at] == id)
		return;
	memmove(&ids[at + 1], &ids[at], (*count - at) * sizeof(*ids));
	ids[at] = id;
	(*count)++;
}

/* "A;B;C" (or with commas, or blanks) as building ids. */
static enum row_outcome
read_buildings(struct load *load, struct intake_agent *agent, struct err *e)
{
	char *rest = arena_string(&load->arena, load->cells[BUILDINGS].text);
	int64_t *ids = arena_new(&load->arena, strlen(rest) + 1, sizeof(*ids));
	enum row_outcome outcome = ROW_LOADED;
	int64_t id = 0;
	char *code;
	int found;

	agent->buildings = ids;
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
			insert_id(ids, &agent->building_count, id);
	}
	return (outcome);
}

/* Store an agent: new, or over the one of the same code. */
static enum row_outcome
store(struct load *load, struct err *e)
{
	const struct cell *c = load->cells;
	struct intake_agent agent = {
		.code = c[AGENT].text,
		.name = c[NAME].empty ? NULL : c[NAME].text,
		.email = column_given(&c[EMAIL]),
		.role = column_given(&c[ROLE]),
	};
	bool all = strcmp(c[BUILDINGS].text, "*") == 0;
	enum row_outcome outcome = ROW_LOADED;
	int changed;

	if (c[BUILDINGS].present) {
		agent.all_buildings = all ? "1" : "0";
		if (!all)
			outcome = read_buildings(load, &agent, e);
		else
			agent.buildings = arena_new(&load->arena, 1, sizeof(int64_t));
	}
	if (outcome != ROW_LOADED)
		return (outcome);
	changed = intake_agent_save(load->db, &agent, e);
	return (changed < 0 ? ROW_FAILED : changed > 0 ? ROW_LOADED : ROW_SAME);
}

const struct interface INTERFACE_AGENTS = { "agents", "agent", COLUMNS, LENGTH(COLUMNS), store,
	NULL, .replaces = true };
