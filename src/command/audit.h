#ifndef COMMAND_AUDIT_H
#define COMMAND_AUDIT_H

#include "command/command.h"

/*
 * audit: who asked for what, approved, held, released, reversed, posted, withdrew and imported,
 * from which file with which hash, when, and what came of it. Reads the database only; what stands
 * there is never changed afterwards.
 */
command_fn audit_command;

#endif
