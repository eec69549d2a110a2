#ifndef REPORT_SERVICE_H
#define REPORT_SERVICE_H

#include "words/locale.h"

/*
 * service: which service a meter measures, and the names of registers and of groups of lines on a
 * bill, in the customer's language. Pure.
 */

/* The service of an account by its product: that of a bill whose first lines have no meter. */
enum text service_of_product(const char *product);

/* The name of a register of this type on a bill; a type that is not known is its own name. */
const char *service_register(const struct locale *locale, const char *meter_type);

/*
 * The kind of a line, for its heading: it belongs to a service, or to one of two groups of their
 * own.
 */
enum service_line { SERVICE_SUPPLIED, SERVICE_DISCOUNT, SERVICE_CHARGE };

/*
 * The heading of a line. *service is that of the lines before it; a line that has a meter changes
 * it.
 */
const char *service_heading(const struct locale *locale, enum service_line line,
    const char *meter_type, enum text *service);

#endif
