#include "pipeline/publish/archive.h"

#include "pipeline/base/memory.h"
#include "pipeline/base/outfile.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum {
    LOCAL = 0x04034b50,
    CENTRAL = 0x02014b50,
    END = 0x06054b50,
    VERSION = 20,
    UTF8 = 0x0800,
    FIRST_DATE = 0x0021, /* 1980-01-01, the first that the format knows */
};

struct part {
    char *name;
    uint32_t crc, length, offset;
};

struct archive {
    struct outfile *out;
    struct part *parts;
    size_t n, capacity;
    uint64_t written;
};

uint32_t archive_crc32(const void *bytes, size_t length)
{
    const unsigned char *b = bytes;
    uint32_t crc = 0xffffffffu;

    for (size_t i = 0; i < length; i++) {
        crc ^= b[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc >> 1 ^ (0xedb88320u & -(crc & 1u));
    }
    return ~crc;
}

bool archive_open(const char *path, struct archive **out, struct fault *f)
{
    struct archive *a = memory_zeroed(1, sizeof *a);

    if (!outfile_open(path, OUTFILE_PUBLIC, &a->out, f)) {
        free(a);
        return false;
    }
    *out = a;
    return true;
}

static void put16(struct archive *a, uint32_t value)
{
    FILE *to = outfile_stream(a->out);

    fputc((int) (value & 0xff), to);
    fputc((int) (value >> 8 & 0xff), to);
    a->written += 2;
}

static void put32(struct archive *a, uint32_t value)
{
    put16(a, value & 0xffff);
    put16(a, value >> 16);
}

static void put_bytes(struct archive *a, const void *bytes, size_t length)
{
    fwrite(bytes, 1, length, outfile_stream(a->out));
    a->written += length;
}

/* What the local header and the central directory have in common. */
static void put_part(struct archive *a, const struct part *p)
{
    put16(a, VERSION);
    put16(a, UTF8);
    put16(a, 0); /* stored */
    put16(a, 0); /* midnight */
    put16(a, FIRST_DATE);
    put32(a, p->crc);
    put32(a, p->length);
    put32(a, p->length);
    put16(a, (uint32_t) strlen(p->name));
    put16(a, 0); /* no extra field */
}

void archive_add(struct archive *a, const char *name, const void *bytes, size_t length)
{
    struct part *p;

    assert(a->n < UINT16_MAX && strlen(name) < UINT16_MAX && a->written + length < UINT32_MAX - UINT16_MAX);
    a->parts = memory_grow(a->parts, &a->capacity, a->n + 1, sizeof *a->parts);
    p = &a->parts[a->n++];
    *p = (struct part){ memory_copy_text(name), archive_crc32(bytes, length), (uint32_t) length,
                        (uint32_t) a->written };
    put32(a, LOCAL);
    put_part(a, p);
    put_bytes(a, name, strlen(name));
    put_bytes(a, bytes, length);
}

static void put_directory(struct archive *a)
{
    uint32_t begin = (uint32_t) a->written;

    for (size_t i = 0; i < a->n; i++) {
        put32(a, CENTRAL);
        put16(a, VERSION);
        put_part(a, &a->parts[i]);
        put16(a, 0); /* comment */
        put16(a, 0); /* disk */
        put16(a, 0); /* internal attributes */
        put32(a, 0); /* external attributes */
        put32(a, a->parts[i].offset);
        put_bytes(a, a->parts[i].name, strlen(a->parts[i].name));
    }
    put32(a, END);
    put32(a, 0); /* disks */
    put16(a, (uint32_t) a->n);
    put16(a, (uint32_t) a->n);
    put32(a, (uint32_t) a->written - 12 - begin); /* length of the directory: 12 bytes of the end are written */
    put32(a, begin);
    put16(a, 0); /* comment */
}

static void release(struct archive *a)
{
    for (size_t i = 0; i < a->n; i++)
        free(a->parts[i].name);
    free(a->parts);
    free(a);
}

bool archive_commit(struct archive *a, struct fault *f)
{
    bool ok;

    put_directory(a);
    ok = outfile_commit(a->out, f);
    release(a);
    return ok;
}

void archive_discard(struct archive *a)
{
    if (a == NULL)
        return;
    outfile_discard(a->out);
    release(a);
}
