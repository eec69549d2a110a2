#include "synthetic/generate_supply.h"

#include "base/compiler.h"

#define DIAL_DIGITS 5
#define NEVER (-1)

/* The usage of a register, in units of 1/10^places, on one day of an average month. */
struct generate_register {
	const char *type;
	const char *name;
	int places;
	int64_t daily_least;
	int64_t daily_most;
	int multiplier;
	bool exported;
	bool demand; /* it shows the highest demand of the month instead of a count */
};

static const struct generate_register allday = { "ALLDAY", "E1", 1, 70, 210, 1, false, false };
static const struct generate_register peak = { "PEAK", "E1", 1, 30, 90, 1, false, false };
static const struct generate_register shoulder = { "SHOULDER", "E2", 1, 25, 60, 1, false, false };
static const struct generate_register offpeak = { "OFFPEAK", "E3", 1, 40, 110, 1, false, false };
static const struct generate_register solar = { "IMPORT1_01", "B1", 1, 20, 120, 1, true, false };
static const struct generate_register large = { "ALLDAY", "E1", 1, 20, 40, 20, false, false };
static const struct generate_register demand = { "DEMAND", "Q1", 1, 90, 190, 1, false, true };
static const struct generate_register cold = { "COLD", "W1", 3, 220, 640, 1, false, false };
static const struct generate_register hot = { "HOT", "W2", 3, 60, 180, 1, false, false };
static const struct generate_register gas = { "STDGAS", "G1", 2, 40, 160, 1, false, false };

/* The ways to be supplied: POWER 60%, WATER 25%, GAS 15%. */
static const struct generate_set sets[] = {
	{ 390, "PWR-FLAT", "POWER", false, "61", { &allday } },
	{ 130, "PWR-TOU", "POWER", false, "62", { &peak, &offpeak } },
	{ 40, "PWR-TOU3", "POWER", false, "62", { &peak, &shoulder, &offpeak } },
	{ 20, "PWR-SOLAR", "POWER", false, "63", { &allday, &solar } },
	{ 20, "PWR-DEMAND", "POWER", true, "64", { &large, &demand } },
	{ 190, "WTR-COLD", "WATER", false, "W", { &cold } },
	{ 60, "WTR-HOT", "WATER", false, "W", { &cold, &hot } },
	{ 150, "GAS-STD", "GAS", false, "53", { &gas } },
};

/*
 * Percent of the average month, January to December, south of the equator; by the product's first
 * letter.
 */
static const struct season {
	char product;
	int percent[12];
} seasons[] = {
	{ 'P', { 125, 120, 100, 85, 90, 110, 120, 110, 90, 80, 85, 110 } },
	{ 'W', { 125, 120, 110, 95, 90, 85, 85, 85, 90, 100, 105, 115 } },
	{ 'G', { 65, 65, 75, 90, 115, 145, 155, 145, 115, 90, 80, 65 } },
};

const char generate_supply_meter_columns[] =
    "site_identifier meter_code meter_register meter_type_code install_date mtr_srial multiplier "
    "dial_format meter_status_code removed_date direction_indicator location_of_meter";
const char generate_supply_read_columns[] =
    "site_identifier meter_code meter_register meter_read read_date estimate_read read_type "
    "temp_factor cv_factor";

/* One register of a site while its months go by. */
struct dial {
	const struct generate_register *reg;
	int64_t daily;  /* use a day in an average month */
	int64_t modulo; /* one more than the highest value of the dial */
	int64_t value;
};

/* A site while its months go by. */
struct running {
	struct generate_world *world;
	const struct generate_site *site;
	struct generate_prng *prng;
	struct dial dials[GENERATE_REGISTERS];
	size_t dial_count;
	int exchange_month; /* NEVER, or index of the month in which the meter is exchanged */
	int32_t exchange_day; /* last day of the old meter */
	char meter[32];      /* code of the meter that is on site */
	char next_meter[32]; /* code of the meter after the exchange */
	const char *location;
};

const struct generate_set *
generate_supply_choose(struct generate_prng *prng)
{
	int64_t left = generate_prng_between(prng, 0, 999);
	size_t i = 0;

	while (i + 1 < LENGTH(sets) && left >= sets[i].permille)
		left -= sets[i++].permille;
	return (&sets[i]);
}

/* Choose the first read of a register. */
static void
begin_dial(struct running *running, const struct generate_register *reg, bool rolls_over)
{
	struct dial *dial = &running->dials[running->dial_count++];
	int months = running->world->months;

	*dial = (struct dial){ .reg = reg };
	dial->daily = generate_prng_between(running->prng, reg->daily_least, reg->daily_most);
	dial->modulo = 1;
	for (int i = 0; i < DIAL_DIGITS + reg->places; i++)
		dial->modulo *= 10;

	/*
	 * A demand register begins with 0. A register that is to roll over begins less than that
	 * many months' use below its end.
	 */
	if (reg->demand)
		return;
	dial->value = generate_prng_between(running->prng, 0, dial->modulo / 2);
	if (rolls_over)
		dial->value = dial->modulo -
		    dial->daily * generate_prng_between(running->prng, 1, 30 * months);
	if (dial->value < 0)
		dial->value = 0;
}

/* Choose the events of the site, and the first reads. */
static void
begin_register(struct running *running)
{
	const struct generate_world *world = running->world;
	const struct generate_set *set = running->site->set;
	bool rolls_over = generate_prng_chance(running->prng, 4);

	running->exchange_month = NEVER;
	if (generate_prng_chance(running->prng, 4)) {
		running->exchange_month =
		    (int)generate_prng_between(running->prng, 0, world->months - 1);
		running->exchange_day = world->calendar[running->exchange_month].first_day +
		    (int32_t)generate_prng_between(running->prng, 7, 20);
	}
	(void)snprintf(running->meter, sizeof(running->meter), "M%s", running->site->identifier);
	(void)snprintf(running->next_meter, sizeof(running->next_meter), "N%s",
	    running->site->identifier);
	running->location =
	    generate_prng_chance(running->prng, 800) ? "Meter room" : "Riser cupboard";
	for (size_t i = 0; i < GENERATE_REGISTERS && set->registers[i] != NULL; i++)
		begin_dial(running, set->registers[i], rolls_over);
}

/* Write the rows of meters.csv of one meter, one for each register. */
static void
write_meter(const struct running *running, const char *meter, int32_t install, int32_t removed)
{
	struct generate_file *file = &running->world->files[FILE_METERS];
	int64_t serial = generate_prng_between(running->prng, 10000000, 99999999);

	for (size_t i = 0; i < running->dial_count; i++) {
		const struct generate_register *reg = running->dials[i].reg;

		generate_file_text(file, running->site->identifier);
		generate_file_text(file, meter);
		generate_file_text(file, reg->name);
		generate_file_text(file, reg->type);
		generate_file_day(file, install);
		generate_file_number(file, serial, 0);
		generate_file_number(file, reg->multiplier, 0);
		generate_file_number(file, DIAL_DIGITS, 0);
		generate_file_text(file, removed == DATE_NONE ? "ACTIVE" : "INACTIVE");
		generate_file_day(file, removed);
		generate_file_text(file, reg->exported ? "E" : "I");
		generate_file_text(file, running->location);
		generate_file_end(file);
	}
}

/* Write all rows of meters.csv: the meter, and the one that replaces it. */
static void
write_meters(const struct running *running)
{
	int32_t install = generate_world_first(running->world) -
	    (int32_t)generate_prng_between(running->prng, 200, 2500);
	bool exchanged = running->exchange_month != NEVER;

	write_meter(running, running->meter, install,
	    exchanged ? running->exchange_day : DATE_NONE);
	if (exchanged)
		write_meter(running, running->next_meter, running->exchange_day + 1, DATE_NONE);
}

/* Write one row of meter-reads.csv: the present read of the dial. */
static void
write_read(const struct running *running, const struct dial *dial, const char *day,
    const char *read_type, bool estimated, const struct generate_month *month)
{
	struct generate_file *file = &running->world->files[FILE_READS];
	bool is_gas = dial->reg == &gas;

	generate_file_text(file, running->site->identifier);
	generate_file_text(file, running->meter);
	generate_file_text(file, dial->reg->name);
	generate_file_number(file, dial->value, dial->reg->places);
	generate_file_text(file, day);
	generate_file_text(file, estimated ? "Y" : "N");
	generate_file_text(file, read_type);
	generate_file_text(file, is_gas ? month->temp_factor : "");
	generate_file_text(file, is_gas ? month->cv_factor : "");
	generate_file_end(file);
}

/*
 * Write the present read of every register of the site, on a day that is not the last of a month.
 */
static void
write_reads(const struct running *running, int32_t day, const char *read_type,
    const struct generate_month *month)
{
	char iso[DATE_ISO_SIZE];

	(void)date_format(day, iso);
	for (size_t i = 0; i < running->dial_count; i++)
		write_read(running, &running->dials[i], iso, read_type, false, month);
}

/* Add the use of `days` days of a month to a dial. */
static void
advance(struct running *running, struct dial *dial, const struct generate_month *month, int days)
{
	const struct season *season = seasons;
	int64_t percent;

	while (season->product != running->site->set->product[0])
		season++;
	percent =
	    season->percent[month->of_year - 1] * generate_prng_between(running->prng, 88, 112);
	if (dial->reg->demand)
		dial->value = dial->daily * percent / 10000;
	else
		dial->value = (dial->value + dial->daily * days * percent / 10000) % dial->modulo;
}

/* Exchange the meter: write the old one's last read, and the new one's first, which is 0. */
static void
exchange(struct running *running, const struct generate_month *month)
{
	int days = running->exchange_day - month->first_day + 1;

	for (size_t i = 0; i < running->dial_count; i++)
		advance(running, &running->dials[i], month, days);
	write_reads(running, running->exchange_day, "CLOSING", month);
	(void)snprintf(running->meter, sizeof(running->meter), "%s", running->next_meter);
	for (size_t i = 0; i < running->dial_count; i++)
		running->dials[i].value = 0;
	write_reads(running, running->exchange_day + 1, "OPENING", month);
}

/* Write the reads of one month. */
static void
write_month(struct running *running, int index)
{
	const struct generate_month *month = &running->world->calendar[index];
	bool estimated = generate_prng_chance(running->prng, 20);
	int days = month->days;

	/*
	 * Write an OPENING read: the meter's first, or the first of the tenant whose account this
	 * is.
	 */
	if (index == 0 || index == running->site->open_month) {
		/* A demand that was reached before the tenant came is not the tenant's. */
		for (size_t i = 0; i < running->dial_count; i++)
			if (running->dials[i].reg->demand)
				running->dials[i].value = 0;
		write_reads(running, month->first_day, "OPENING", month);
	}
	if (index == running->exchange_month) {
		exchange(running, month);
		days = month->first_day + month->days - 1 - running->exchange_day;
	}
	for (size_t i = 0; i < running->dial_count; i++) {
		advance(running, &running->dials[i], month, days);
		write_read(running, &running->dials[i], month->last, "ACTUAL", estimated, month);
	}
}

void
generate_supply_rows(struct generate_world *world, const struct generate_site *site,
    struct generate_prng *prng)
{
	struct running running = { .world = world, .site = site, .prng = prng };

	begin_register(&running);
	write_meters(&running);
	for (int i = 0; i < world->months; i++)
		write_month(&running, i);
}
