#include "base/hash.h"

#include <openssl/evp.h>

#include "base/die.h"
#include "base/memory.h"

struct hash {
	EVP_MD_CTX *md;
};

struct hash *
hash_new(void)
{
	struct hash *h = memory_new(1, sizeof(*h));

	h->md = EVP_MD_CTX_new();
	if (h->md == NULL || EVP_DigestInit_ex(h->md, EVP_sha256(), NULL) != 1)
		die_machine("libcrypto gives no SHA-256");
	return (h);
}

void
hash_add(struct hash *h, const void *bytes, size_t length)
{
	if (EVP_DigestUpdate(h->md, bytes, length) != 1)
		die("SHA-256 update failed");
}

void
hash_finish(struct hash *h, char hex[static HASH_HEX_SIZE])
{
	static const char digits[] = "0123456789abcdef";
	unsigned char digest[EVP_MAX_MD_SIZE];
	unsigned int length = 0;
	unsigned int i;

	if (EVP_DigestFinal_ex(h->md, digest, &length) != 1 || length != 32)
		die("SHA-256 finish failed");
	EVP_MD_CTX_free(h->md);
	free(h);
	for (i = 0; i < length; i++) {
		hex[2 * i] = digits[digest[i] >> 4];
		hex[2 * i + 1] = digits[digest[i] & 15];
	}
	hex[2 * length] = '\0';
}

void
hash_bytes(const void *bytes, size_t length, char hex[static HASH_HEX_SIZE])
{
	struct hash *h = hash_new();

	hash_add(h, bytes, length);
	hash_finish(h, hex);
}
