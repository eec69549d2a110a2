#include "base/digits.h"

#include "base/date.h"

void
digits_decimal(struct buf *out, struct decimal value)
{
	char *end = decimal_put(buf_reserve(out, DECIMAL_SIZE), value);

	*end = '\0';
	out->length = (size_t)(end - out->data);
}

/* Minor units are a decimal with the currency's places. */
void
digits_money(struct buf *out, int64_t minor, int minor_places)
{
	digits_decimal(out, (struct decimal){ minor, minor_places });
}

/* A decimal without places. */
void
digits_count(struct buf *out, int64_t number)
{
	digits_decimal(out, (struct decimal){ number, 0 });
}

void
digits_day(struct buf *out, int32_t day)
{
	out->length += strlen(date_format(day, buf_reserve(out, DATE_ISO_SIZE)));
}
