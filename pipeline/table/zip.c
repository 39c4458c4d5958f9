#include "pipeline/table/zip.h"

#include "pipeline/base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <zlib.h>

enum {
    END_SIZE = 22,
    ENTRY_SIZE = 46,
    LOCAL_SIZE = 30,
    LONGEST_COMMENT = 65535,
    STORED = 0,
    DEFLATED = 8,
    PIECE = 1 << 16
};

struct entry {
    char *name;
    unsigned flags, method;
    uint32_t crc, packed, unpacked, local;
};

struct zip {
    const unsigned char *bytes;
    size_t length;
    struct entry *entries;
    size_t n, capacity;
};

static unsigned two(const unsigned char *at)
{
    return at[0] | (unsigned) at[1] << 8;
}

static uint32_t four(const unsigned char *at)
{
    return two(at) | (uint32_t) two(at + 2) << 16;
}

static bool is_mark(const unsigned char *at, unsigned third, unsigned fourth)
{
    return at[0] == 'P' && at[1] == 'K' && at[2] == third && at[3] == fourth;
}

/* The last record that looks like the end of a directory, whose comment ends with the file. */
static const unsigned char *find_end(const struct zip *z)
{
    for (size_t comment = 0; comment <= LONGEST_COMMENT && comment + END_SIZE <= z->length; comment++) {
        const unsigned char *at = z->bytes + z->length - END_SIZE - comment;

        if (is_mark(at, 5, 6) && two(at + 20) == comment)
            return at;
    }
    return NULL;
}

static bool read_directory(struct zip *z)
{
    const unsigned char *end = find_end(z);
    size_t at, n;

    if (end == NULL)
        return false;
    n = two(end + 10);
    at = four(end + 16);
    for (size_t i = 0; i < n; i++) {
        const unsigned char *p = z->bytes + at;
        size_t name;

        if (at > z->length || z->length - at < ENTRY_SIZE || !is_mark(p, 1, 2))
            return false;
        name = two(p + 28);
        if (z->length - at - ENTRY_SIZE < name)
            return false;
        z->entries = memory_grow(z->entries, &z->capacity, z->n + 1, sizeof *z->entries);
        z->entries[z->n++] = (struct entry){ memory_copy_bytes((const char *) p + ENTRY_SIZE, name),
                                             two(p + 8),
                                             two(p + 10),
                                             four(p + 16),
                                             four(p + 20),
                                             four(p + 24),
                                             four(p + 42) };
        at += ENTRY_SIZE + name + two(p + 30) + two(p + 32);
    }
    return true;
}

bool zip_open(const char *bytes, size_t length, struct zip **out)
{
    struct zip *z = memory_zeroed(1, sizeof *z);

    z->bytes = (const unsigned char *) bytes;
    z->length = length;
    if (!read_directory(z)) {
        zip_close(z);
        return false;
    }
    *out = z;
    return true;
}

void zip_close(struct zip *z)
{
    if (z == NULL)
        return;
    for (size_t i = 0; i < z->n; i++)
        free(z->entries[i].name);
    free(z->entries);
    free(z);
}

static const struct entry *find(const struct zip *z, const char *name)
{
    for (size_t i = 0; i < z->n; i++)
        if (strcasecmp(z->entries[i].name, name) == 0)
            return &z->entries[i];
    return NULL;
}

bool zip_has(const struct zip *z, const char *name)
{
    return find(z, name) != NULL;
}

/* What came out so far, for the one who takes it. */
struct unpacked {
    bool (*take)(void *to, const char *bytes, size_t length);
    void *to;
    uLong crc;
    uint64_t length;
};

static bool give(struct unpacked *u, const unsigned char *bytes, size_t length)
{
    u->crc = crc32(u->crc, bytes, (uInt) length);
    u->length += length;
    return u->take(u->to, (const char *) bytes, length);
}

static enum zip_status copy(const unsigned char *bytes, size_t length, struct unpacked *u)
{
    while (length > 0) {
        size_t n = length < PIECE ? length : PIECE;

        if (!give(u, bytes, n))
            return ZIP_STOPPED;
        bytes += n;
        length -= n;
    }
    return ZIP_DONE;
}

static enum zip_status expand(const unsigned char *bytes, uint32_t length, struct unpacked *u)
{
    unsigned char piece[PIECE];
    z_stream s = { .next_in = (Bytef *) bytes, .avail_in = length };
    enum zip_status status = ZIP_DONE;
    int state;

    if (inflateInit2(&s, -MAX_WBITS) != Z_OK)
        return ZIP_NO_MEMORY;
    do {
        s.next_out = piece;
        s.avail_out = sizeof piece;
        state = inflate(&s, Z_NO_FLUSH);
        if (state == Z_MEM_ERROR)
            status = ZIP_NO_MEMORY;
        else if (state != Z_OK && state != Z_STREAM_END)
            status = ZIP_DAMAGED;
        else if (!give(u, piece, sizeof piece - s.avail_out))
            status = ZIP_STOPPED;
    } while (status == ZIP_DONE && state != Z_STREAM_END);
    inflateEnd(&s);
    return status;
}

enum zip_status zip_unpack(const struct zip *z, const char *name,
                           bool (*take)(void *to, const char *bytes, size_t length), void *to)
{
    const struct entry *e = find(z, name);
    struct unpacked u = { take, to, crc32(0, NULL, 0), 0 };
    const unsigned char *local;
    enum zip_status status;
    size_t begin;

    if (e == NULL)
        return ZIP_MISSING;
    if ((e->flags & 1) != 0)
        return ZIP_LOCKED;
    if (z->length < LOCAL_SIZE || e->local > z->length - LOCAL_SIZE || !is_mark(z->bytes + e->local, 3, 4))
        return ZIP_DAMAGED;
    local = z->bytes + e->local;
    begin = (size_t) e->local + LOCAL_SIZE + two(local + 26) + two(local + 28);
    if (begin > z->length || z->length - begin < e->packed || (e->method != STORED && e->method != DEFLATED))
        return ZIP_DAMAGED;
    status = e->method == STORED ? copy(z->bytes + begin, e->packed, &u) : expand(z->bytes + begin, e->packed, &u);
    if (status == ZIP_DONE && (u.crc != e->crc || u.length != e->unpacked))
        return ZIP_DAMAGED;
    return status;
}
