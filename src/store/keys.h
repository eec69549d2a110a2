#ifndef STORE_KEYS_H
#define STORE_KEYS_H

#include <stdint.h>

#include "store/record.h"

/*
 * keys: the structs that many statements share: their parameters, where these are one value or two,
 * and rows of one value. Ids are those of the database's tables.
 */
struct by_id {
	int64_t id;
};
struct by_account {
	int64_t account;
};
struct by_building {
	int64_t building;
};
struct by_run {
	const char *run;
};
struct by_claim {
	const char *claim;
};
struct by_code {
	const char *code;
};
struct by_number {
	const char *number;
};
struct by_day {
	int32_t day;
};
struct by_most {
	int64_t most; /* number of rows at most */
};
struct by_moment {
	int64_t now_ns;
};
struct by_building_run {
	int64_t building;
	const char *run;
};
struct by_account_run {
	int64_t account;
	const char *run;
};
struct account_day {
	int64_t account;
	int32_t day;
};

/* The key of a statement without parameters; NO_KEY is one. */
struct no_key {
	int64_t none;
};
#define NO_KEY (&(const struct no_key){ 0 })

struct one_number {
	int64_t number;
};
struct one_text {
	const char *text;
};
struct no_row {
	int64_t none;
};

#endif
