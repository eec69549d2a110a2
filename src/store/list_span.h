#ifndef STORE_LIST_SPAN_H
#define STORE_LIST_SPAN_H

#include <stdint.h>

/* list_span: how many rows of a list people are shown, and as of which day. */
struct list_span {
	int64_t most; /* number of rows at most */
	int32_t day; /* today */
};

#endif
