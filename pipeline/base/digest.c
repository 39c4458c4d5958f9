#include "pipeline/base/digest.h"

#include "pipeline/base/memory.h"

#include <endian.h>
#include <nettle/sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PIECE = 1 << 16 };

_Static_assert(DIGEST_BYTES == SHA256_DIGEST_SIZE, "the size of SHA-256");

struct digest_key {
    struct sha256_ctx inner, outer; /* with the key taken in; copied for each text */
};

/* Without a table, so that the compiler makes sixteen of them at once. */
static char digit(unsigned value)
{
    return (char) (value + '0' + (value > 9 ? 'a' - '0' - 10 : 0));
}

void digest_hex(const uint8_t *bytes, size_t n, char *hex)
{
    for (size_t i = 0; i < n; i++) {
        hex[2 * i] = digit(bytes[i] >> 4);
        hex[2 * i + 1] = digit(bytes[i] & 15);
    }
    hex[2 * n] = '\0';
}

static void finish(struct sha256_ctx *sum, char hex[DIGEST_HEX])
{
    uint8_t bytes[DIGEST_BYTES];

    sha256_digest(sum, sizeof bytes, bytes);
    digest_hex(bytes, sizeof bytes, hex);
}

void digest_sha256(const void *bytes, size_t length, char hex[DIGEST_HEX])
{
    struct sha256_ctx sum;

    sha256_init(&sum);
    sha256_update(&sum, length, bytes);
    finish(&sum, hex);
}

static void look_away(void *context, const void *bytes, size_t length)
{
    (void) context;
    (void) bytes;
    (void) length;
}

bool digest_sha256_file(const char *path, char hex[DIGEST_HEX], struct fault *f)
{
    return digest_sha256_shown(path, hex, look_away, NULL, f);
}

bool digest_sha256_shown(const char *path, char hex[DIGEST_HEX], digest_visit *visit, void *context, struct fault *f)
{
    FILE *file = fopen(path, "rb");
    struct sha256_ctx sum;
    uint8_t *piece;
    size_t n;
    bool ok;

    if (file == NULL)
        return fault_errno(f, path, "kan inte läsa filen");
    piece = memory_zeroed(PIECE, 1);
    sha256_init(&sum);
    while ((n = fread(piece, 1, PIECE, file)) > 0) {
        sha256_update(&sum, n, piece);
        visit(context, piece, n);
    }
    ok = ferror(file) == 0 || fault_errno(f, path, "kan inte läsa filen");
    fclose(file);
    free(piece);
    if (ok)
        finish(&sum, hex);
    return ok;
}

/* One of the two sums of HMAC (RFC 2104) takes in its block: the key, each byte with the same pad. */
static void begin_sum(struct sha256_ctx *sum, const uint8_t block[SHA256_BLOCK_SIZE], uint8_t pad)
{
    uint8_t padded[SHA256_BLOCK_SIZE];

    for (size_t i = 0; i < sizeof padded; i++)
        padded[i] = block[i] ^ pad;
    sha256_init(sum);
    sha256_update(sum, sizeof padded, padded);
    explicit_bzero(padded, sizeof padded);
}

struct digest_key *digest_key_new(const uint8_t *key, size_t length)
{
    enum { INNER_PAD = 0x36, OUTER_PAD = 0x5c };
    struct digest_key *k = memory_zeroed(1, sizeof *k);
    uint8_t block[SHA256_BLOCK_SIZE] = { 0 };

    if (length > sizeof block) { /* a long key is one by its sum */
        sha256_init(&k->inner);
        sha256_update(&k->inner, length, key);
        sha256_digest(&k->inner, SHA256_DIGEST_SIZE, block);
    } else {
        memcpy(block, key, length);
    }
    begin_sum(&k->inner, block, INNER_PAD);
    begin_sum(&k->outer, block, OUTER_PAD);
    explicit_bzero(block, sizeof block);
    return k;
}

void digest_key_free(struct digest_key *k)
{
    if (k == NULL)
        return;
    explicit_bzero(k, sizeof *k);
    free(k);
}

/* The state of a sum whose text is a whole number of blocks, as bytes. */
static void state_bytes(const struct sha256_ctx *sum, uint8_t bytes[DIGEST_BYTES])
{
    uint32_t words[DIGEST_BYTES / sizeof(uint32_t)];

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        words[i] = htobe32(sum->state[i]);
    memcpy(bytes, words, sizeof words);
}

/* The last block of a text that has one block before it: `length` bytes, a bit, and how many bits there were. */
static void end_block(uint8_t block[SHA256_BLOCK_SIZE], size_t length)
{
    size_t bits = 8 * (SHA256_BLOCK_SIZE + length);

    memset(block + length, 0, SHA256_BLOCK_SIZE - length);
    block[length] = 0x80;
    block[SHA256_BLOCK_SIZE - 2] = (uint8_t) (bits >> 8);
    block[SHA256_BLOCK_SIZE - 1] = (uint8_t) bits;
}

void digest_hmac_by_parts(const struct digest_key *k, const void *bytes, size_t length, uint8_t mac[DIGEST_BYTES])
{
    struct sha256_ctx sum = k->inner;

    sha256_update(&sum, length, bytes);
    sha256_digest(&sum, DIGEST_BYTES, mac);
    sum = k->outer;
    sha256_update(&sum, DIGEST_BYTES, mac);
    sha256_digest(&sum, DIGEST_BYTES, mac);
    explicit_bzero(&sum, sizeof sum);
}

/* Sums a text whose block before this last one is summed already. `out` may be the block. */
static void sum_last_block(const struct sha256_ctx *begun, uint8_t block[SHA256_BLOCK_SIZE], size_t length,
                           uint8_t out[DIGEST_BYTES])
{
    struct sha256_ctx sum;

    end_block(block, length);
    memcpy(sum.state, begun->state, sizeof sum.state);
    sum.count = begun->count;
    sum.index = 0;
    sha256_update(&sum, SHA256_BLOCK_SIZE, block);
    state_bytes(&sum, out);
    explicit_bzero(sum.state, sizeof sum.state);
}

/* A text that has room in one block is given as the whole block that it ends in, so that nettle has nothing to gather,
 * to fill up or to write: two blocks are summed, and no more. */
void digest_hmac(const struct digest_key *k, const void *bytes, size_t length, uint8_t mac[DIGEST_BYTES])
{
    enum { LONGEST = SHA256_BLOCK_SIZE - 9 };
    uint8_t block[SHA256_BLOCK_SIZE];

    if (length > LONGEST) {
        digest_hmac_by_parts(k, bytes, length, mac);
        return;
    }
    memcpy(block, bytes, length);
    sum_last_block(&k->inner, block, length, block);
    sum_last_block(&k->outer, block, DIGEST_BYTES, mac);
    explicit_bzero(block, sizeof block);
}
