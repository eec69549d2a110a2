#include "synthetic/generate_price.h"

#include "base/compiler.h"
#include "base/date.h"

#define PRICE_PLACES 4

/* The days on which the prices of a product change. */
enum price_change { NEVER, AT_MONTH, IN_MONTH };

/*
 * One price: its plan, what it is for, the amount a `per` from which it applies, and the price in
 * 1/10000 dollars (percent for a discount).
 */
static const struct price {
	const char *plan;
	const char *schedule;
	const char *meter_type;
	const char *tier_from;
	const char *per;
	int64_t price;
	const char *unit;
	const char *invoice_desc;
	const char *tax_code;
	const char *product;
	enum price_change change;
} prices[] = {
	{ "PWR-FLAT", "USAGE", "ALLDAY", "0", "DAY", 2745, "kWh", "Electricity to 11 kWh a day",
	    "GST", "POWER", AT_MONTH },
	{ "PWR-FLAT", "USAGE", "ALLDAY", "11", "DAY", 3080, "kWh", "Electricity above 11 kWh",
	    "GST", "POWER", AT_MONTH },
	{ "PWR-FLAT", "SUPPLY", "", "", "", 9850, "day", "Daily supply charge", "GST", "POWER",
	    AT_MONTH },
	{ "PWR-FLAT", "DISCOUNT", "", "", "", 40000, "%", "Building discount", "", "POWER", NEVER },

	{ "PWR-TOU", "USAGE", "PEAK", "", "", 3890, "kWh", "Peak electricity", "GST", "POWER",
	    AT_MONTH },
	{ "PWR-TOU", "USAGE", "OFFPEAK", "", "", 1965, "kWh", "Off-peak electricity", "GST",
	    "POWER", AT_MONTH },
	{ "PWR-TOU", "SUPPLY", "", "", "", 10420, "day", "Daily supply charge", "GST", "POWER",
	    AT_MONTH },

	{ "PWR-TOU3", "USAGE", "PEAK", "", "", 4310, "kWh", "Peak electricity", "GST", "POWER",
	    AT_MONTH },
	{ "PWR-TOU3", "USAGE", "SHOULDER", "", "", 2640, "kWh", "Shoulder electricity", "GST",
	    "POWER", AT_MONTH },
	{ "PWR-TOU3", "USAGE", "OFFPEAK", "", "", 1890, "kWh", "Off-peak electricity", "GST",
	    "POWER", AT_MONTH },
	{ "PWR-TOU3", "SUPPLY", "", "", "", 10420, "day", "Daily supply charge", "GST", "POWER",
	    AT_MONTH },

	{ "PWR-SOLAR", "USAGE", "ALLDAY", "", "", 2910, "kWh", "Electricity", "GST", "POWER",
	    AT_MONTH },
	{ "PWR-SOLAR", "USAGE", "IMPORT1_01", "", "", 520, "kWh", "Solar feed-in", "FREE", "POWER",
	    NEVER },
	{ "PWR-SOLAR", "SUPPLY", "", "", "", 9850, "day", "Daily supply charge", "GST", "POWER",
	    AT_MONTH },

	{ "PWR-DEMAND", "USAGE", "ALLDAY", "", "", 1480, "kWh", "Electricity", "GST", "POWER",
	    AT_MONTH },
	{ "PWR-DEMAND", "DEMAND", "DEMAND", "", "MONTH", 91500, "kVA", "Maximum demand", "GST",
	    "POWER", AT_MONTH },
	{ "PWR-DEMAND", "SUPPLY", "", "", "", 18600, "day", "Daily supply charge", "GST", "POWER",
	    AT_MONTH },
	{ "PWR-DEMAND", "FIXED", "", "", "MONTH", 195000, "month", "Metering service", "GST",
	    "POWER", NEVER },

	{ "WTR-COLD", "USAGE", "COLD", "0", "MONTH", 27200, "kL", "Water, first 15 kL a month",
	    "FREE", "WATER", NEVER },
	{ "WTR-COLD", "USAGE", "COLD", "15", "MONTH", 34850, "kL", "Water, above 15 kL a month",
	    "FREE", "WATER", NEVER },
	{ "WTR-COLD", "SUPPLY", "", "", "", 8690, "day", "Water and sewerage service", "FREE",
	    "WATER", NEVER },
	{ "WTR-COLD", "MINIMUM", "", "", "MONTH", 80000, "month", "Minimum charge", "FREE", "WATER",
	    NEVER },

	{ "WTR-HOT", "USAGE", "COLD", "", "", 27200, "kL", "Cold water", "FREE", "WATER", NEVER },
	{ "WTR-HOT", "USAGE", "HOT", "", "", 148500, "kL", "Hot water", "GST", "WATER", NEVER },
	{ "WTR-HOT", "SUPPLY", "", "", "", 8690, "day", "Water and sewerage service", "FREE",
	    "WATER", NEVER },

	{ "GAS-STD", "USAGE", "STDGAS", "0", "DAY", 412, "MJ", "Gas, first 20 MJ a day", "GST",
	    "GAS", IN_MONTH },
	{ "GAS-STD", "USAGE", "STDGAS", "20", "DAY", 347, "MJ", "Gas, 20 to 50 MJ a day", "GST",
	    "GAS", IN_MONTH },
	{ "GAS-STD", "USAGE", "STDGAS", "50", "DAY", 298, "MJ", "Gas, above 50 MJ a day", "GST",
	    "GAS", IN_MONTH },
	{ "GAS-STD", "SUPPLY", "", "", "", 7900, "day", "Daily supply charge", "GST", "GAS",
	    IN_MONTH },
	{ "GAS-STD", "FIXED", "", "", "MONTH", 24000, "month", "Meter rental", "GST", "GAS",
	    NEVER },
};

const char generate_price_columns[] =
    "price_plan_code sched_type price start_date invoice_desc meter_type_code tier_from tier_per "
    "unit tax_code end_date product_type description";

char *
generate_price_plan(const char *plan, const struct generate_state *state,
    char code[static GENERATE_PLAN_SIZE])
{
	(void)snprintf(code, GENERATE_PLAN_SIZE, "%s-%s", plan, state->code);
	return (code);
}

/* The price in a state; a percentage is the same everywhere. */
static int64_t
price_in(const struct price *price, const struct generate_state *state)
{
	return (price->unit[0] == '%' ? price->price : price->price * state->price_percent / 100);
}

/* Write one row: a price in a state from `start` to `end` (or DATE_NONE). */
static void
write_row(struct generate_file *file, const struct price *price, const struct generate_state *state,
    int64_t units, int32_t start, int32_t end)
{
	char code[GENERATE_PLAN_SIZE];

	generate_file_text(file, generate_price_plan(price->plan, state, code));
	generate_file_text(file, price->schedule);
	generate_file_number(file, units, PRICE_PLACES);
	generate_file_day(file, start);
	generate_file_text(file, price->invoice_desc);
	generate_file_text(file, price->meter_type);
	generate_file_text(file, price->tier_from);
	generate_file_text(file, price->per);
	generate_file_text(file, price->unit);
	generate_file_text(file, price->tax_code);
	generate_file_day(file, end);
	generate_file_text(file, price->product);
	generate_file_text(file, "");
	generate_file_end(file);
}

void
generate_price_rows(struct generate_file *file, int32_t first_day, int32_t last_day)
{
	int32_t start = date_add_months(first_day, -60);
	const int32_t changes[] = {
		[NEVER] = DATE_NONE,
		[AT_MONTH] = date_add_months(last_day + 1, -2),
		[IN_MONTH] = date_add_months(last_day + 1, -1) + 14,
	};

	for (size_t s = 0; s < GENERATE_STATES; s++) {
		const struct generate_state *state = &generate_place_states[s];

		for (size_t i = 0; i < LENGTH(prices); i++) {
			int64_t units = price_in(&prices[i], state);
			int32_t change = changes[prices[i].change];

			write_row(file, &prices[i], state, units, start,
			    change == DATE_NONE ? DATE_NONE : change - 1);
			/* The new price is 6% higher. */
			if (change != DATE_NONE)
				write_row(file, &prices[i], state, units * 106 / 100, change,
				    DATE_NONE);
		}
	}
}
