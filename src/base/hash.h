#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stddef.h>

/*
 * hash: SHA-256 (FIPS 180-4), by OpenSSL's libcrypto, which uses the processor's instructions for
 * it. A digest is written as 64 lower-case hexadecimal digits and a NUL.
 */
#define HASH_HEX_SIZE 65

struct hash;

/* Begin, add bytes, write the digest and free. */
struct hash *hash_new(void);
void hash_add(struct hash *h, const void *bytes, size_t length);
void hash_finish(struct hash *h, char hex[static HASH_HEX_SIZE]);

/* All three at once. */
void hash_bytes(const void *bytes, size_t length, char hex[static HASH_HEX_SIZE]);

#endif
