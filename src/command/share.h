#ifndef COMMAND_SHARE_H
#define COMMAND_SHARE_H

#include "command/command.h"

/*
 * share: `init --share`: a spool that people reach through a file server. The groups of its folders
 * are set, and a sample smb.conf that fits is printed.
 */
command_fn share_command;

#endif
