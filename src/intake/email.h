#ifndef INTAKE_EMAIL_H
#define INTAKE_EMAIL_H

#include <stdbool.h>

/*
 * email: is this text an address that may go into a mail header and an SMTP envelope?
 *
 * Stricter than RFC 5321 on purpose: ASCII, one '@', at most 254 bytes, and nothing that could end
 * a header line, close an angle bracket or begin a second address.
 */
bool email_is_valid(const char *text);

#endif
