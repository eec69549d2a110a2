#include "synthetic/generate_place.h"

#include "synthetic/generate_prng.h"
#include "base/compiler.h"

#define SUBURBS 4

const struct generate_state generate_place_states[GENERATE_STATES] = {
	{ "NSW", "Australia/Sydney", 100 },
	{ "VIC", "Australia/Melbourne", 94 },
	{ "QLD", "Australia/Brisbane", 97 },
	{ "WA", "Australia/Perth", 103 },
	{ "SA", "Australia/Adelaide", 112 },
	{ "TAS", "Australia/Hobart", 91 },
	{ "ACT", "Australia/Sydney", 89 },
};

/* Towns of each state, in the order above. */
static const struct {
	const char *name;
	const char *postcode;
} suburbs[GENERATE_STATES][SUBURBS] = {
	{ { "Ultimo", "2007" }, { "Newtown", "2042" }, { "Chatswood", "2067" },
	    { "Parramatta", "2150" } },
	{ { "Southbank", "3006" }, { "Footscray", "3011" }, { "Carlton", "3053" },
	    { "Richmond", "3121" } },
	{ { "Fortitude Valley", "4006" }, { "Toowong", "4066" }, { "Southport", "4215" },
	    { "Cairns City", "4870" } },
	{ { "Perth", "6000" }, { "Subiaco", "6008" }, { "Fremantle", "6160" },
	    { "Joondalup", "6027" } },
	{ { "Adelaide", "5000" }, { "Glenelg", "5045" }, { "Norwood", "5067" },
	    { "Mawson Lakes", "5095" } },
	{ { "Hobart", "7000" }, { "Sandy Bay", "7005" }, { "Glenorchy", "7010" },
	    { "Launceston", "7250" } },
	{ { "Braddon", "2612" }, { "Kingston", "2604" }, { "Belconnen", "2617" },
	    { "Gungahlin", "2912" } },
};

static const char *const first_words[] = { "Harbour", "Banksia", "Wattle", "Riverside", "Jacaranda",
	"Station", "Park", "Lighthouse", "Mill", "Cathedral", "Observatory", "Boronia", "Market",
	"Quay", "Foundry", "Orchard" };
static const char *const last_words[] = { "Apartments", "Towers", "Residences", "Court", "Gardens",
	"House", "Terraces", "Quarter", "Lofts", "Place" };
static const char *const streets[] = { "George Street", "High Street", "Station Road",
	"Victoria Parade", "Church Street", "Collins Lane", "O'Connell Street", "King William Road",
	"Esplanade", "Wharf Street", "Railway Terrace", "Elizabeth Street" };
static const char *const messages[] = { "", "", "Questions? Call us on weekdays from 9 to 5.",
	"Submeters in this building are read on the last day of each month." };

const char generate_place_columns[] =
    "building_code name address_1 address_2 suburb state postcode country bill_cycle_code "
    "billing_day payment_terms_days time_zone tax_number biller_code bank_account_name "
    "bank_account logo layout message";

/* Choose one of the texts. */
#define PICK(prng, texts) ((texts)[generate_prng_between((prng), 0, (int64_t)LENGTH(texts) - 1)])

void
generate_place_code(int64_t index, char code[static 16])
{
	int letter = 'A' + (int)(index % 26);

	if (index < 26)
		(void)snprintf(code, 16, "%c", letter);
	else
		(void)snprintf(code, 16, "%c%lld", letter, (long long)(index / 26 % 1000000000));
}

/*
 * Make a building as generate_place_building does; prng is then where the rest of its row goes on.
 */
static void
choose_place(struct generate_prng *prng, int64_t index, struct generate_building *building)
{
	/* The big states have more of the buildings. */
	static const int weighted[] = { 0, 0, 0, 0, 1, 1, 1, 2, 2, 3, 4, 5, 6 };
	int state = PICK(prng, weighted);
	int64_t suburb = generate_prng_between(prng, 0, SUBURBS - 1);
	const char *first = PICK(prng, first_words);
	const char *last = PICK(prng, last_words);
	int number = (int)generate_prng_between(prng, 1, 480);
	const char *street = PICK(prng, streets);

	generate_place_code(index, building->code);
	(void)snprintf(building->name, sizeof(building->name), "%s %s", first, last);
	(void)snprintf(building->street, sizeof(building->street), "%d %s", number, street);
	building->state = &generate_place_states[state];
	building->suburb = suburbs[state][suburb].name;
	building->postcode = suburbs[state][suburb].postcode;
}

void
generate_place_building(uint64_t seed, int64_t index, struct generate_building *building)
{
	struct generate_prng prng;

	generate_prng_begin(&prng, seed, STREAM_BUILDING, index);
	choose_place(&prng, index, building);
}

/* Write the number, the name and the bank of the energy's seller there. */
static void
write_seller(struct generate_file *file, struct generate_prng *prng,
    const struct generate_building *building)
{
	/*
	 * Draw one number after another: compilers differ in the order in which they compute the
	 * arguments of a call.
	 */
	int64_t tax_number = generate_prng_between(prng, 10, 99);
	int64_t tax_rest = generate_prng_between(prng, 0, 999999999);
	int64_t branch = generate_prng_between(prng, 0, 999);
	int64_t bank_account = generate_prng_between(prng, 0, 99999999);
	char text[64];

	(void)snprintf(text, sizeof(text), "%02d %03d %03d %03d", (int)tax_number,
	    (int)(tax_rest / 1000000), (int)(tax_rest / 1000 % 1000), (int)(tax_rest % 1000));
	generate_file_text(file, text);
	generate_file_number(file, generate_prng_between(prng, 100000, 998999), 0);
	(void)snprintf(text, sizeof(text), "%s Energy Pty Ltd", building->name);
	generate_file_text(file, text);
	(void)snprintf(text, sizeof(text), "999-%03d %08d", (int)branch, (int)bank_account);
	generate_file_text(file, text);
}

void
generate_place_row(struct generate_file *file, uint64_t seed, int64_t index)
{
	struct generate_building building;
	struct generate_prng prng;

	generate_prng_begin(&prng, seed, STREAM_BUILDING, index);
	choose_place(&prng, index, &building);
	generate_file_text(file, building.code);
	generate_file_text(file, building.name);
	generate_file_text(file, building.street);
	generate_file_text(file, "");
	generate_file_text(file, building.suburb);
	generate_file_text(file, building.state->code);
	generate_file_text(file, building.postcode);
	generate_file_text(file, "Australia");
	generate_file_text(file, "MONTHLY");
	generate_file_number(file, 1, 0);
	generate_file_number(file, generate_prng_chance(&prng, 700) ? 14 : 21, 0);
	generate_file_text(file, building.state->time_zone);
	write_seller(file, &prng, &building);
	generate_file_text(file, "");
	generate_file_text(file, "");
	generate_file_text(file, PICK(&prng, messages));
	generate_file_end(file);
}
