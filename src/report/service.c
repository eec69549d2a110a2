#include "report/service.h"

#include <string.h>

#include "base/compiler.h"

static const struct {
	const char *type;
	enum text name, service;
} METER_TYPES[] = {
	{ "ALLDAY", TEXT_ALL_DAY, TEXT_ELECTRICITY },
	{ "PEAK", TEXT_PEAK, TEXT_ELECTRICITY },
	{ "SHOULDER", TEXT_SHOULDER, TEXT_ELECTRICITY },
	{ "OFFPEAK", TEXT_OFF_PEAK, TEXT_ELECTRICITY },
	{ "DEMAND", TEXT_DEMAND, TEXT_ELECTRICITY },
	{ "IMPORT1_01", TEXT_FEED_IN, TEXT_ELECTRICITY },
	{ "COLD", TEXT_COLD_WATER, TEXT_WATER },
	{ "HOT", TEXT_HOT_WATER, TEXT_WATER },
	{ "STDGAS", TEXT_GAS, TEXT_GAS },
};

/* Find the row of a meter type; LENGTH(METER_TYPES) if it has none. */
static size_t
find_type(const char *meter_type)
{
	size_t i = 0;

	while (i < LENGTH(METER_TYPES) && strcmp(meter_type, METER_TYPES[i].type) != 0)
		i++;
	return (i);
}

enum text
service_of_product(const char *product)
{
	static const struct {
		const char *product;
		enum text service;
	} PRODUCTS[] = { { "POWER", TEXT_ELECTRICITY }, { "WATER", TEXT_WATER },
		{ "GAS", TEXT_GAS } };
	size_t i;

	for (i = 0; i < LENGTH(PRODUCTS); i++)
		if (strcmp(product, PRODUCTS[i].product) == 0)
			return (PRODUCTS[i].service);
	return (TEXT_SERVICE);
}

const char *
service_register(const struct locale *locale, const char *meter_type)
{
	size_t i = find_type(meter_type);

	return (i < LENGTH(METER_TYPES) ? locale_text(locale, METER_TYPES[i].name) : meter_type);
}

const char *
service_heading(const struct locale *locale, enum service_line line, const char *meter_type,
    enum text *service)
{
	size_t i = find_type(meter_type);

	if (line == SERVICE_CHARGE)
		return (locale_text(locale, TEXT_OTHER_CHARGES));
	if (line == SERVICE_DISCOUNT)
		return (locale_text(locale, TEXT_DISCOUNTS));
	if (meter_type[0] != '\0')
		*service = i < LENGTH(METER_TYPES) ? METER_TYPES[i].service : TEXT_ELECTRICITY;
	return (locale_text(locale, *service));
}
