#ifndef BASE_CURRENCY_H
#define BASE_CURRENCY_H

/* currency: which there are, and into how many places their units are divided (ISO 4217, list one).
 */

/*
 * The places of minor units: 2 for EUR, 0 for JPY, 3 for KWD; -1 if the code is no currency's. The
 * code is in capitals.
 */
int currency_places(const char *code);

#endif
