#include "base/date.h"
#include "intake/interface.h"
#include "intake/row.h"
#include "store/intake_place.h"

enum { AGENT, BUILDING, FROM, TO, NOTE };

static const struct column COLUMNS[] = {
	[AGENT] = { .name = "agent", .type = COLUMN_CODE, .mandatory = true },
	[BUILDING] = { .name = "building_code", .type = COLUMN_CODE, .mandatory = true },
	[FROM] = { .name = "from", .type = COLUMN_DATE, .mandatory = true },
	[TO] = { .name = "to", .type = COLUMN_DATE },
	[NOTE] = { .name = "note", .type = COLUMN_NOTE },
};

/* Lend a building to an agent; the same agent, building and first day again changes the last one.
 */
static enum row_outcome
store(struct load *load, struct err *e)
{
	const struct cell *c = load->cells;
	struct intake_loan loan = { .from = c[FROM].day, .to = c[TO].day, .note = c[NOTE].text };
	int agent = intake_agent_id(load->db, c[AGENT].text, &loan.agent, e);
	int building =
	    agent < 0 ? -1 : intake_building_id(load->db, c[BUILDING].text, &loan.building, e);
	enum row_outcome outcome = ROW_LOADED;
	int changed;

	if (building < 0)
		return (ROW_FAILED);
	if (agent == 0)
		outcome = row_refuse(load, AGENT,
		    "agent \"%s\" is not known; load them with the agents first", c[AGENT].text);
	if (building == 0)
		outcome = row_refuse(load, BUILDING,
		    "building \"%s\" is not known; load it with the buildings first",
		    c[BUILDING].text);
	if (loan.to != DATE_NONE && loan.to < loan.from)
		outcome = row_refuse(load, TO,
		    "the last day lies before the first one; both days are days of the loan");
	if (outcome != ROW_LOADED)
		return (outcome);
	changed = intake_loan_save(load->db, &loan, e);
	return (changed < 0 ? ROW_FAILED : changed > 0 ? ROW_LOADED : ROW_SAME);
}

const struct interface INTERFACE_DEPUTIES = { "deputies", "deputy", COLUMNS, LENGTH(COLUMNS), store,
	NULL, .replaces = true };
