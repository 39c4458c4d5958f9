/* digest.h - SHA-256 for provenance and HMAC-SHA-256 for pseudonyms, over nettle. */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include "pipeline/base/fault.h"

#include <stddef.h>
#include <stdint.h>

enum { DIGEST_BYTES = 32, DIGEST_HEX = 65 };

void digest_sha256(const void *bytes, size_t length, char hex[DIGEST_HEX]);
bool digest_sha256_file(const char *path, char hex[DIGEST_HEX], struct fault *f);

/* The same, and shows every piece of the file, in order. */
typedef void digest_visit(void *context, const void *bytes, size_t length);
bool digest_sha256_shown(const char *path, char hex[DIGEST_HEX], digest_visit *visit, void *context, struct fault *f);

/* A key whose schedule is computed once; digest_hmac may be called from several threads with one key. */
struct digest_key;
struct digest_key *digest_key_new(const uint8_t *key,
                                  size_t length); /* the caller's, to digest_key_free() (which wipes it) */
void digest_key_free(struct digest_key *k);
void digest_hmac(const struct digest_key *k, const void *bytes, size_t length, uint8_t mac[DIGEST_BYTES]);
/* The same, as nettle has it: the reference, and the way of long texts. */
void digest_hmac_by_parts(const struct digest_key *k, const void *bytes, size_t length, uint8_t mac[DIGEST_BYTES]);

/* Lower-case hex of n bytes and a NUL into hex[2n + 1]. */
void digest_hex(const uint8_t *bytes, size_t n, char *hex);

#endif
