/* handed.h - the files in which one step of a delivery in shards hands on to the next what is for no other program:
 * private/shards/7-of-64/clean_*. The owner's alone, and removed when the delivery is cleaned (Makefile). */
#ifndef CLEAN_HANDED_H
#define CLEAN_HANDED_H

#include "pipeline/base/outfile.h"
#include "pipeline/base/packet.h"
#include "pipeline/staff/shard.h"

/* What is in the files, by what is told first: see handed_begin(). */
enum handed_what { HANDED_READ, HANDED_READ_FOUND, HANDED_MERGED, HANDED_MERGED_FOUND, HANDED_WORDS };

/* Begins a file of the shard of the step; to be committed by outfile_commit(). */
bool handed_begin(const struct shard *s, enum handed_what what, struct outfile **out, struct fault *f);

struct handed {
    char path[SHARD_PATH];
    char *bytes;
    struct packet packet;
};

/* That of shard `number`, read back; to handed_free(), which takes one that is all zero. Fails where it is not there,
 * or of another step or another number of shards. */
bool handed_read(const struct shard *s, size_t number, enum handed_what what, struct handed *out, struct fault *f);
/* That all of it has been asked for, and was there; else the fault. */
bool handed_is_spent(const struct handed *h, struct fault *f);
/* That all that was asked for was there. */
bool handed_is_whole(const struct handed *h, struct fault *f);
void handed_free(struct handed *h);

#endif
