#include "document/payment_codes.h"

#define PAYMENT_CODE(word, symbology, text_of, on_slip, label) \
	{ #word, symbology, text_of, on_slip, label },
static const struct payment_code CODES[] = {
#include "document/payment_codes.def"
};
#undef PAYMENT_CODE

const struct payment_code *
payment_codes_at(size_t index)
{
	return (index < LENGTH(CODES) ? &CODES[index] : NULL);
}

const struct payment_code *
payment_codes_on_slip(struct arena *arena, const struct document_model *m, const char **text)
{
	size_t i;

	for (i = 0; i < LENGTH(CODES); i++) {
		if (!CODES[i].on_slip)
			continue;
		*text = CODES[i].text(arena, m);
		if ((*text)[0] != '\0')
			return (&CODES[i]);
	}
	return (NULL);
}
