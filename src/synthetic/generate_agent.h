#ifndef SYNTHETIC_GENERATE_AGENT_H
#define SYNTHETIC_GENERATE_AGENT_H

#include <stdint.h>

#include "synthetic/generate_file.h"

/*
 * generate_agent: writes who looks after which buildings: alice, bob and so on each have their own;
 * mia, the manager, has all.
 */

/* The columns of agents.csv, separated by blanks. */
extern const char generate_agent_columns[];

/* Write all agents of a utility with so many buildings. */
void generate_agent_rows(struct generate_file *file, int64_t buildings);

/* The agent who looks after this building, counted from 0. */
const char *generate_agent_of(int64_t building, int64_t buildings);

#endif
