#include "synthetic/generate_agent.h"

#include "synthetic/generate_place.h"
#include "base/buf.h"
#include "base/compiler.h"

static const struct new_agent {
	const char *code;
	const char *name;
} agents[] = {
	{ "alice", "Alice Marsh" },
	{ "bob", "Bob Tran" },
	{ "carol", "Carol Weiß" },
	{ "dan", "Dan Okafor" },
	{ "erin", "Erin Nygård" },
	{ "frank", "Frank Dupré" },
	{ "grace", "Grace Kowalska" },
	{ "henry", "Henry Singh" },
	{ "ivy", "Ivy Papadaki" },
	{ "jack", "Jack O'Hara" },
	{ "kate", "Kate Brandão" },
	{ "leo", "Leo Růžička" },
};

const char generate_agent_columns[] = "agent name email role buildings";

/*
 * The number of agents of a utility of this size: about one for every three buildings, two where
 * there are two buildings.
 */
static int64_t
agent_count(int64_t buildings)
{
	int64_t count = buildings / 3;

	if (count < 2)
		count = buildings < 2 ? 1 : 2;
	return (count < (int64_t)LENGTH(agents) ? count : (int64_t)LENGTH(agents));
}

/* Write one row. */
static void
write_row(struct generate_file *file, const struct new_agent *agent, const char *role,
    const char *buildings)
{
	char email[64];

	(void)snprintf(email, sizeof(email), "%s@utility.example", agent->code);
	generate_file_text(file, agent->code);
	generate_file_text(file, agent->name);
	generate_file_text(file, email);
	generate_file_text(file, role);
	generate_file_text(file, buildings);
	generate_file_end(file);
}

void
generate_agent_rows(struct generate_file *file, int64_t buildings)
{
	static const struct new_agent manager = { "mia", "Mia Lindqvist" };
	int64_t count = agent_count(buildings);
	struct buf codes = BUF_EMPTY;
	char code[16];

	/* Agent i of n has the i-th of n equal parts of the buildings. */
	for (int64_t i = 0, building = 0; i < count; i++) {
		buf_reset(&codes);
		for (; building < (i + 1) * buildings / count; building++) {
			generate_place_code(building, code);
			buf_printf(&codes, "%s%s", codes.length > 0 ? ";" : "", code);
		}
		write_row(file, &agents[i], "BILLING", buf_text(&codes));
	}
	write_row(file, &manager, "MANAGER", "*");
	buf_release(&codes);
}

const char *
generate_agent_of(int64_t building, int64_t buildings)
{
	return (agents[((building + 1) * agent_count(buildings) - 1) / buildings].code);
}
