#include "synthetic/generate_account.h"

#include <stdbool.h>

#include "synthetic/generate_agent.h"
#include "synthetic/generate_person.h"
#include "synthetic/generate_place.h"
#include "synthetic/generate_price.h"
#include "synthetic/generate_supply.h"
#include "base/compiler.h"

#define FIRST_NUMBER 10000001

const char generate_account_customer_columns[] =
    "account_number account_name building_code site_identifier price_plan_code bill_cycle_code "
    "invoice_delivery_class open_date close_date product_type customer_type_code "
    "customer_sub_type_code account_manager sales_cust_number email cc_email language postal_name "
    "postal_1 postal_2 postal_suburb postal_state postal_postcode postal_country billing_group "
    "invoice_message discount_percent opening_balance customer_since";
const char generate_account_charge_columns[] =
    "account_number charge_item_code charge_date amount_ex_tax charge_group_code invoice_desc "
    "tax_code frequency end_date reference";
const char generate_account_receipt_columns[] = "account_number date amount batch_type reference";

static const struct cycle {
	int permille;
	const char *code;
	int months;
} cycles[] = { { 800, "MONTHLY", 1 }, { 120, "QUARTERLY", 3 }, { 80, "BIMONTHLY", 2 } };

/* Charges in addition to the plan, in cents before tax. */
static const struct charge {
	const char *code;
	const char *group;
	const char *invoice_desc;
	const char *tax_code;
	const char *frequency;
	int64_t cents;
} charges[] = {
	{ "CARPARK", "RENT", "Car space", "GST", "MONTHLY", 4500 },
	{ "STORAGE", "RENT", "Storage cage", "GST", "MONTHLY", 2250 },
	{ "CONCESSION", "REBATE", "Pensioner concession", "FREE", "MONTHLY", -1825 },
	{ "RECONNECT", "SERVICE", "Reconnection", "GST", "ONCE", 6136 },
	{ "METERTEST", "SERVICE", "Meter test on request", "GST", "ONCE", 9410 },
	{ "LATEFEE", "FEE", "Late payment", "FREE", "ONCE", 1200 },
};

static const char *const batches[] = { "DIRECT", "DIRECT", "EFT", "EFT", "WEB", "CRDCARD",
	"DRECTDEBIT", "CHEQUE", "CASH" };

/* An account while its rows are written. */
struct generate_customer {
	struct generate_world *world;
	struct generate_prng prng;
	struct generate_building building;
	struct generate_site site;
	const struct cycle *cycle;
	const char *manager;
	char number[24];
	char name[GENERATE_NAME_SIZE];
	char plan[GENERATE_PLAN_SIZE];
	char unit[80]; /* first line of the address on site */
	int32_t open;
	int64_t owed; /* opening balance in cents */
};

/* Choose one of the texts. */
#define PICK(prng, texts) ((texts)[generate_prng_between((prng), 0, (int64_t)LENGTH(texts) - 1)])

/* How often the account is billed. */
static const struct cycle *
choose_cycle(struct generate_prng *prng)
{
	int64_t left = generate_prng_between(prng, 0, 999);
	size_t i = 0;

	while (i + 1 < LENGTH(cycles) && left >= cycles[i].permille)
		left -= cycles[i++].permille;
	return (&cycles[i]);
}

/* Choose the building of the account: in their order, each has an equal share of the accounts. */
static void
set_place(struct generate_customer *account, int64_t index)
{
	const struct generate_world *world = account->world;
	int64_t building = index * world->buildings / world->accounts;
	int64_t first = (building * world->accounts + world->buildings - 1) / world->buildings;

	generate_place_building(world->seed, building, &account->building);
	account->manager = generate_agent_of(building, world->buildings);
	(void)snprintf(account->unit, sizeof(account->unit), "Unit %lld, %s",
	    (long long)(index - first + 1), account->building.street);
}

/* Choose the opening balance: most owe one earlier bill, some nothing, a few are in credit. */
static int64_t
choose_owed(struct generate_prng *prng)
{
	int64_t cents = generate_prng_between(prng, 6000, 26000);

	if (generate_prng_chance(prng, 120))
		return (0);
	return (generate_prng_chance(prng, 30) ? -cents / 4 : cents);
}

/* Choose the customer of the account, and its product. */
static void
set_account(struct generate_customer *account, int64_t index)
{
	struct generate_world *world = account->world;
	struct generate_prng *prng = &account->prng;
	const struct generate_set *set = generate_supply_choose(prng);
	int open_month;

	set_place(account, index);
	(void)snprintf(account->number, sizeof(account->number), "%lld",
	    (long long)(FIRST_NUMBER + index));
	if (set->commercial)
		(void)generate_person_firm(prng, account->name);
	else
		(void)generate_person_name(prng, account->name);
	(void)generate_price_plan(set->plan, account->building.state, account->plan);
	account->cycle = choose_cycle(prng);
	account->owed = choose_owed(prng);

	/* One cycle is still to be billed, if there are so many months. */
	open_month = world->months - account->cycle->months;
	account->site.open_month = open_month > 0 ? open_month : 0;
	account->open = world->calendar[account->site.open_month].first_day;
	account->site.set = set;
	(void)snprintf(account->site.identifier, sizeof(account->site.identifier), "%s%s",
	    set->site_prefix, account->number);
}

/* Write email and cc_email. Three in a thousand who want email have given no address. */
static void
write_email(struct generate_customer *account, bool wants_email)
{
	static const char *const hosts[] = { "example.com", "example.net", "example.org" };
	struct generate_file *file = &account->world->files[FILE_CUSTOMERS];
	struct generate_prng *prng = &account->prng;
	char email[64];

	(void)snprintf(email, sizeof(email), "tenant.%s@%s", account->number, PICK(prng, hosts));
	generate_file_text(file, generate_prng_chance(prng, wants_email ? 997 : 200) ? email : "");
	(void)snprintf(email, sizeof(email), "agent.%s@%s", account->building.code,
	    PICK(prng, hosts));
	generate_file_text(file, wants_email && generate_prng_chance(prng, 30) ? email : "");
}

/* Write postal_name to postal_country: mostly the unit itself, sometimes a post-office box. */
static void
write_address(struct generate_customer *account)
{
	struct generate_file *file = &account->world->files[FILE_CUSTOMERS];
	char box[32];

	(void)snprintf(box, sizeof(box), "PO Box %d",
	    (int)generate_prng_between(&account->prng, 1, 9999));
	generate_file_text(file, account->name);
	generate_file_text(file, generate_prng_chance(&account->prng, 80) ? box : account->unit);
	generate_file_text(file, "");
	generate_file_text(file, account->building.suburb);
	generate_file_text(file, account->building.state->code);
	generate_file_text(file, account->building.postcode);
	generate_file_text(file, "Australia");
}

/* Write the account's row of customers.csv. */
static void
write_customer(struct generate_customer *account)
{
	struct generate_file *file = &account->world->files[FILE_CUSTOMERS];
	struct generate_prng *prng = &account->prng;
	bool wants_email = generate_prng_chance(prng, 700);
	char sales_number[32];

	generate_file_text(file, account->number);
	generate_file_text(file, account->name);
	generate_file_text(file, account->building.code);
	generate_file_text(file, account->site.identifier);
	generate_file_text(file, account->plan);
	generate_file_text(file, account->cycle->code);
	generate_file_text(file, wants_email ? "EMAIL" : "POST");
	generate_file_day(file, account->open);
	generate_file_text(file, "");
	generate_file_text(file, account->site.set->product);
	generate_file_text(file, account->site.set->commercial ? "COM" : "RES");
	generate_file_text(file, account->site.set->commercial ? "SHOP" : "UNIT");
	generate_file_text(file, account->manager);
	(void)snprintf(sales_number, sizeof(sales_number), "C%s", account->number);
	generate_file_text(file, sales_number);
	write_email(account, wants_email);
	generate_file_text(file, "en");
	write_address(account);
	generate_file_text(file, account->site.set->product);
	generate_file_text(file,
	    generate_prng_chance(prng, 20) ? "Thank you for reading your meter yourself." : "");
	generate_file_text(file, generate_prng_chance(prng, 50) ? "5" : "");
	generate_file_number(file, account->owed, 2);
	generate_file_day(file, account->world->calendar[0].first_day);
	generate_file_end(file);
}

/* Write a charge for one account in ten. */
static void
write_charge(struct generate_customer *account)
{
	struct generate_file *file = &account->world->files[FILE_CHARGES];
	struct generate_prng *prng = &account->prng;
	const struct charge *charge = &PICK(prng, charges);
	int32_t day = account->open;
	char reference[32];

	if (!generate_prng_chance(prng, 100))
		return;
	/*
	 * A charge of frequency ONCE is on some day of the last month; one that recurs begins with
	 * the account.
	 */
	if (strcmp(charge->frequency, "ONCE") == 0)
		day = generate_world_last(account->world) -
		    (int32_t)generate_prng_between(prng, 0, 27);
	(void)snprintf(reference, sizeof(reference), "CH%s", account->number);
	generate_file_text(file, account->number);
	generate_file_text(file, charge->code);
	generate_file_day(file, day);
	generate_file_number(file, charge->cents, 2);
	generate_file_text(file, charge->group);
	generate_file_text(file, charge->invoice_desc);
	generate_file_text(file, charge->tax_code);
	generate_file_text(file, charge->frequency);
	generate_file_text(file, "");
	generate_file_text(file, reference);
	generate_file_end(file);
}

/*
 * Write receipts: most who owe something have paid in the last month, one in ten of them only a
 * part.
 */
static void
write_receipt(struct generate_customer *account)
{
	struct generate_file *file = &account->world->files[FILE_RECEIPTS];
	struct generate_prng *prng = &account->prng;
	char reference[32];

	if (account->owed <= 0 || !generate_prng_chance(prng, 820))
		return;
	(void)snprintf(reference, sizeof(reference), "R%s", account->number);
	generate_file_text(file, account->number);
	generate_file_day(file,
	    generate_world_last(account->world) - (int32_t)generate_prng_between(prng, 0, 27));
	generate_file_number(file,
	    generate_prng_chance(prng, 100) ? account->owed / 2 : account->owed, 2);
	generate_file_text(file, PICK(prng, batches));
	generate_file_text(file, reference);
	generate_file_end(file);
}

void
generate_account_rows(struct generate_world *world, int64_t index)
{
	struct generate_customer account = { .world = world };

	generate_prng_begin(&account.prng, world->seed, STREAM_ACCOUNT, index);
	set_account(&account, index);
	write_customer(&account);
	generate_supply_rows(world, &account.site, &account.prng);
	write_charge(&account);
	write_receipt(&account);
}
