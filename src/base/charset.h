#ifndef BASE_CHARSET_H
#define BASE_CHARSET_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

/*
 * charset: turns the bytes of a text that any Windows program wrote into UTF-8 without a BOM, by
 * iconv.
 *
 * A BOM decides (UTF-8, UTF-16 in either order); else valid UTF-8 is UTF-8; else `fallback`, an
 * iconv name such as "CP1252". UTF-16 without a BOM is recognised by its NUL bytes and refused.
 */

/*
 * Convert bytes into out (reset first), composed (unicode.h). name, if not NULL, receives the name
 * of what was found
 * ("UTF-8", "UTF-16LE", "CP1252"), a constant string. Returns 0, or -1 with ERR_REJECT: NUL bytes
 * in text that is not UTF-16 ("incomplete upload": a client that died in mid-copy leaves a file
 * padded with NULs), or bytes that the charset does not have, with their position, or a workbook,
 * archive or PDF.
 */
int charset_to_utf8(const char *bytes, size_t length, const char *fallback, struct buf *out,
    const char **name, struct err *e) NODISCARD;

#endif
