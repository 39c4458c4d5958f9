#include "pipeline/base/packet.h"

#include "pipeline/base/memory.h"

#include <string.h>

void packet_put_number(FILE *to, uint64_t number)
{
    fwrite(&number, sizeof number, 1, to);
}

void packet_put_bytes(FILE *to, const void *bytes, size_t length)
{
    packet_put_number(to, length);
    if (length > 0)
        fwrite(bytes, 1, length, to);
}

void packet_put_array(FILE *to, const void *items, size_t n, size_t size)
{
    packet_put_bytes(to, items, n * size);
}

struct packet packet_begin(const char *bytes, size_t length)
{
    return (struct packet){ bytes, bytes + length, true };
}

static const char *take(struct packet *p, uint64_t length)
{
    const char *bytes = p->next;

    if (!p->whole || length > (uint64_t) (p->end - p->next)) {
        p->whole = false;
        return NULL;
    }
    p->next += length;
    return bytes;
}

uint64_t packet_number(struct packet *p)
{
    uint64_t number = 0;
    const char *bytes = take(p, sizeof number);

    if (bytes != NULL)
        memcpy(&number, bytes, sizeof number);
    return number;
}

uint64_t packet_number_to(struct packet *p, uint64_t most)
{
    uint64_t number = packet_number(p);

    p->whole = p->whole && number <= most;
    return p->whole ? number : 0;
}

const char *packet_bytes(struct packet *p, size_t *length)
{
    uint64_t n = packet_number(p);
    const char *bytes = take(p, n);

    *length = bytes != NULL ? (size_t) n : 0;
    return bytes != NULL ? bytes : "";
}

void *packet_array(struct packet *p, size_t *n, size_t size)
{
    size_t length;
    const char *bytes = packet_bytes(p, &length);
    void *items;

    p->whole = p->whole && length % size == 0;
    *n = p->whole ? length / size : 0;
    items = memory_zeroed(*n, size);
    memcpy(items, bytes, *n * size);
    return items;
}

bool packet_is_spent(const struct packet *p)
{
    return p->whole && p->next == p->end;
}
