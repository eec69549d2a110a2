#include "synthetic/generate_world.h"

#include <stdlib.h>

#include "base/memory.h"

/* Make the temperature and the calorific value of a month's gas: the same for everybody. */
static void
set_factors(struct generate_month *month, uint64_t seed, int64_t index)
{
	struct generate_prng prng;

	generate_prng_begin(&prng, seed, STREAM_GAS, index);
	(void)snprintf(month->temp_factor, sizeof(month->temp_factor), "0.9%03d",
	    (int)generate_prng_between(&prng, 700, 999));
	(void)snprintf(month->cv_factor, sizeof(month->cv_factor), "38.%02d",
	    (int)generate_prng_between(&prng, 10, 89));
}

void
generate_world_init(struct generate_world *world, int32_t first_day)
{
	int year, day;

	world->calendar = memory_new((size_t)world->months, sizeof(*world->calendar));
	for (int i = 0; i < world->months; i++) {
		struct generate_month *month = &world->calendar[i];

		month->first_day = date_add_months(first_day, i);
		date_to_ymd(month->first_day, &year, &month->of_year, &day);
		month->days = date_days_in_month(year, month->of_year);
		(void)date_format(month->first_day + month->days - 1, month->last);
		set_factors(month, world->seed, i);
	}
}

void
generate_world_release(struct generate_world *world)
{
	free(world->calendar);
	world->calendar = NULL;
}

int32_t
generate_world_first(const struct generate_world *world)
{
	return (world->calendar[0].first_day);
}

int32_t
generate_world_last(const struct generate_world *world)
{
	const struct generate_month *month = &world->calendar[world->months - 1];

	return (month->first_day + month->days - 1);
}
