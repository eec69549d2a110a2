#ifndef REPORT_SERVICE_H
#define REPORT_SERVICE_H

#include "words/locale.h"

/*
 * service: which service a meter measures, and what registers and the groups of lines are called
 * on a bill, in the customer's language. Pure.
 */

/* The service of a bill whose first lines have no meter: that of the account's product. */
enum text service_of_product(const char *product);

/* What a register of this type is called; a type that has no name is its own. */
const char *service_register(const struct locale *locale, const char *meter_type);

/* What a line is, for its heading: part of a service, or one of two groups of their own. */
enum service_line { SERVICE_SUPPLIED, SERVICE_DISCOUNT, SERVICE_CHARGE };

/*
 * The heading of a line. *service is that of the lines before it, and is set by a line that has a
 * meter.
 */
const char *service_heading(const struct locale *locale, enum service_line line,
    const char *meter_type, enum text *service);

#endif
