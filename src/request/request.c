#include "request/request.h"

#include <string.h>

#include "base/text.h"

bool
request_list_has(const struct request_list *list, const char *word)
{
	size_t i;

	if (list->all || list->count == 0)
		return (true);
	for (i = 0; i < list->count; i++)
		if (text_equal_nocase(list->items[i], word))
			return (true);
	return (false);
}

enum request_type
request_made(const struct request *request)
{
	enum request_type made;

	if (request->type != REQUEST_PREVIEW)
		return (request->type);
	made = request_type_find(request->of);
	return (made < REQUEST_COUNT ? made : REQUEST_INVOICES);
}
