#ifndef COMMAND_DESIGN_H
#define COMMAND_DESIGN_H

/*
 * design: `billspool layout ...`, for whoever designs documents: what there is, is my file right,
 * what does it look like? `spool` lends its settings, if it is one. Returns the exit code.
 */
int design_command(const char *spool, int argc, char **argv);

#endif
