#ifndef PAGE_LIBRARIES_H
#define PAGE_LIBRARIES_H

#include "base/buf.h"

/*
 * libraries: the libraries whose version a PDF's bytes may depend on, as they are installed: append
 * "libharu 2.3.0, zlib 1.2.13, ...". A file packed by another version may have other bytes; its
 * pages must be the same.
 */
void libraries_add(struct buf *list);

#endif
