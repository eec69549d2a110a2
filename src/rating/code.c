#include "rating/code.h"

#include "base/compiler.h"
#include "base/text.h"

static const struct {
	const char *name;
	enum rating_severity severity;
} CODES[EX_COUNT] = {
#define ROW(code, its_severity, about) { #code, SEVERITY_##its_severity },
	RATING_CODES(ROW)
#undef ROW
};

const char *
rating_code_name(enum rating_code code)
{
	return ((size_t)code < LENGTH(CODES) ? CODES[code].name : "");
}

/* A search through two dozen names: only configurations and decisions need it. */
enum rating_code
rating_code_from_name(const char *name)
{
	enum rating_code code;

	for (code = 0; code < EX_COUNT; code++)
		if (text_equal_nocase(name, CODES[code].name))
			break;
	return (code);
}

enum rating_severity
rating_code_severity(enum rating_code code)
{
	return (CODES[code].severity);
}
