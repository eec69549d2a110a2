#ifndef REQUEST_FORM_H
#define REQUEST_FORM_H

#include "request/type.h"

/* form: a ready-made request, to be copied and filled in. Pure. */

/* A commented request of this type with these buildings and this end date. Freed by the caller. */
char *request_form(enum request_type type, const char *buildings, int32_t end_date);

#endif
