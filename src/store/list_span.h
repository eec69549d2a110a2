#ifndef STORE_LIST_SPAN_H
#define STORE_LIST_SPAN_H

#include <stdint.h>

/* list_span: how much of a list people are shown. */
struct list_span {
	int64_t most; /* rows */
	int32_t day; /* today */
};

#endif
