#include "stages/clean/handed.h"

#include "pipeline/base/infile.h"
#include "pipeline/intake/spell_file.h"

#include <stdlib.h>
#include <string.h>

static const char *const NAMES[] = { "clean_read", "clean_read_found", "clean_merged", "clean_merged_found",
                                     "clean_words" };

bool handed_begin(const struct shard *s, enum handed_what what, struct outfile **out, struct fault *f)
{
    char path[SHARD_PATH];

    shard_file(s, s->number, NAMES[what], path);
    if (!outfile_open(path, OUTFILE_PRIVATE, out, f))
        return false;
    packet_put_bytes(outfile_stream(*out), NAMES[what], strlen(NAMES[what]));
    packet_put_number(outfile_stream(*out), s->number);
    packet_put_number(outfile_stream(*out), s->n);
    return true;
}

bool handed_read(const struct shard *s, size_t number, enum handed_what what, struct handed *out, struct fault *f)
{
    size_t length;
    const char *name;

    shard_file(s, number, NAMES[what], out->path);
    if (!infile_read(out->path, &out->bytes, &length, f))
        return false;
    out->packet = packet_begin(out->bytes, length);
    name = packet_bytes(&out->packet, &length);
    out->packet.whole = length == strlen(NAMES[what]) && memcmp(name, NAMES[what], length) == 0 &&
                        packet_number(&out->packet) == number && packet_number(&out->packet) == s->n;
    return handed_is_whole(out, f);
}

bool handed_is_spent(const struct handed *h, struct fault *f)
{
    return packet_is_spent(&h->packet) || spell_file_damaged(h->path, f);
}

bool handed_is_whole(const struct handed *h, struct fault *f)
{
    return h->packet.whole || spell_file_damaged(h->path, f);
}

void handed_free(struct handed *h)
{
    free(h->bytes);
    h->bytes = NULL;
}
