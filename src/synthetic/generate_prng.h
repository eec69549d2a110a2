#ifndef SYNTHETIC_GENERATE_PRNG_H
#define SYNTHETIC_GENERATE_PRNG_H

#include <stdbool.h>
#include <stdint.h>

/*
 * generate_prng: pseudo-random numbers that are the same on every machine. Not for secrets.
 *
 * SplitMix64, from Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators" (OOPSLA
 * 2014), with the constants of Sebastiano Vigna's public-domain version
 * (https://prng.di.unimi.it/splitmix64.c).
 */
struct generate_prng {
	uint64_t state;
};

/*
 * The streams of numbers. Each noun (a building, an account) has a stream of its own, so that
 * account 17 is the same, whichever account came before it.
 */
enum generate_stream { STREAM_BUILDING = 1, STREAM_ACCOUNT, STREAM_GAS };

/* Begin the stream of the `index`th noun of its kind. */
void generate_prng_begin(struct generate_prng *prng, uint64_t seed, enum generate_stream stream,
    int64_t index);

/* Draw the next 64 bits. */
uint64_t generate_prng_next(struct generate_prng *prng);

/* Draw a number from least to most, both included; most - least < 2^32. */
int64_t generate_prng_between(struct generate_prng *prng, int64_t least, int64_t most);

/* Draw true `permille` times out of 1000. */
bool generate_prng_chance(struct generate_prng *prng, int permille);

#endif
