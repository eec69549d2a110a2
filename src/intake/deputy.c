#include "base/date.h"
#include "intake/interface.h"
#include "intake/row.h"
#include "store/intake_place.h"

enum { AGENT, BUILDING, FROM, TO, NOTE };

static const struct column COLUMNS[] = {
	[AGENT] = { .name = "agent",
	    .stored = "agent_id",
	    .key = true,
	    .type = COLUMN_CODE,
	    .mandatory = true },
	[BUILDING] = { .name = "building_code",
	    .stored = "building_id",
	    .key = true,
	    .type = COLUMN_CODE,
	    .mandatory = true },
	[FROM] = { .name = "from",
	    .stored = "from_day",
	    .key = true,
	    .type = COLUMN_DATE,
	    .mandatory = true },
	[TO] = { .name = "to", .stored = "to_day", .type = COLUMN_DATE },
	[NOTE] = { .name = "note", .stored = "note", .type = COLUMN_NOTE },
};

/*
 * Lend a building to an agent. A row with the agent, building and first day of an earlier one
 * replaces that. If the file has no column for the last day or the note, the loan has none.
 */
static enum row_outcome
store_deputy(struct load *load, struct err *e)
{
	const struct cell *c = load->cells;
	enum row_outcome outcome = ROW_LOADED;
	int64_t agent_id = 0, building_id = 0;
	int agent = intake_agent_id(load->db, c[AGENT].text, &agent_id, e);
	int building =
	    agent < 0 ? -1 : intake_building_id(load->db, c[BUILDING].text, &building_id, e);

	if (building < 0)
		return (ROW_FAILED);
	if (agent == 0)
		outcome = row_refuse(load, AGENT,
		    "agent \"%s\" is not known; load them with the agents first", c[AGENT].text);
	if (building == 0)
		outcome = row_refuse(load, BUILDING,
		    "building \"%s\" is not known; load it with the buildings first",
		    c[BUILDING].text);
	if (c[TO].day != DATE_NONE && c[TO].day < c[FROM].day)
		outcome = row_refuse(load, TO,
		    "the last day lies before the first one; both days are days of the loan");
	if (outcome != ROW_LOADED)
		return (outcome);
	row_set_number(load, AGENT, agent_id);
	row_set_number(load, BUILDING, building_id);
	if (c[TO].empty)
		row_set_none(load, TO);
	if (c[NOTE].empty)
		row_set_none(load, NOTE);
	return (row_store(load, e));
}

const struct interface INTERFACE_DEPUTIES = {
	.name = "deputies",
	.noun = "deputy",
	.table = "agent_loan",
	.columns = COLUMNS,
	.count = LENGTH(COLUMNS),
	.store = store_deputy,
	.replaces = true,
};
