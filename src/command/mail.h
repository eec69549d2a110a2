#ifndef COMMAND_MAIL_H
#define COMMAND_MAIL_H

/*
 * mail: `mail`: look at messages, send what was released, settle what is unknown. The sender is a
 * process of its own; only it has the network.
 */
int mail_command(const char *spool, int argc, char **argv);

#endif
