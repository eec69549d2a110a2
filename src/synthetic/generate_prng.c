#include "synthetic/generate_prng.h"

/* 2^64 divided by the golden ratio, odd: the step between two states. */
#define STEP 0x9e3779b97f4a7c15U

/* Spread every bit of z over all 64. */
static uint64_t
mix(uint64_t z)
{
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
	return (z ^ (z >> 31));
}

void
generate_prng_begin(struct generate_prng *prng, uint64_t seed, enum generate_stream stream,
    int64_t index)
{
	/*
	 * Mix the index, so that streams of neighbouring nouns begin far apart; else they would
	 * share all numbers but one.
	 */
	prng->state = mix(seed + STEP) ^ mix(((uint64_t)stream << 56) + (uint64_t)index);
}

uint64_t
generate_prng_next(struct generate_prng *prng)
{
	prng->state += STEP;
	return (mix(prng->state));
}

int64_t
generate_prng_between(struct generate_prng *prng, int64_t least, int64_t most)
{
	uint64_t range = (uint64_t)(most - least) + 1;

	/*
	 * Scale 32 random bits down to the range: no division, and no bias worth a second draw
	 * here.
	 */
	return (least + (int64_t)(((generate_prng_next(prng) >> 32) * range) >> 32));
}

bool
generate_prng_chance(struct generate_prng *prng, int permille)
{
	return (generate_prng_between(prng, 0, 999) < permille);
}
