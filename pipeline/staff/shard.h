/* shard.h - a register that is too large for one machine, counted in shards.
 *
 * Pseudonyms are a keyed hash, and spells.csv stands in their order: shard k of n is the k-th part of the file, cut
 * between two persons, so that whoever is in it is in no other. Three steps, each a program of its own, that meet as
 * tables in a folder:
 *
 *   facts   each shard by itself: what must be known of the whole register before anybody is counted
 *   count   each shard by itself, with the facts of all of them: what adds up
 *   sum     once: adds the shards up, decides, and writes what is written without shards, to the byte
 *
 * All that is added up is whole numbers, so that no order shows. The tables of shard 7 of 64 stand in the folder
 * 7-of-64. */
#ifndef STAFF_SHARD_H
#define STAFF_SHARD_H

#include "pipeline/base/fault.h"

#include <stddef.h>

/* Those of clean, which makes the shards (stages/clean/shards.h), and those of who counts them; the last of both. */
enum shard_step { SHARD_READ, SHARD_MERGE, SHARD_WORDS, SHARD_WRITE, SHARD_FACTS, SHARD_COUNT, SHARD_SUM };
enum { SHARD_MOST = 4096, SHARD_PATH = 4096 };

struct shard {
    enum shard_step step;
    size_t number, n; /* from 1; SHARD_SUM: number is 0 */
    const char *folder;
};

/* As options give them: the word of one of the steps from `first` to `last`, or "sum"; "7/64", or "64" for the sum; the
 * folder of all shards. Fails, FAULT_USAGE, where they are not such, or not all given. `folder` is borrowed. */
bool shard_read(const char *step, const char *shard, const char *folder, enum shard_step first, enum shard_step last,
                struct shard *out, struct fault *f);

/* Makes the folder of the shard, the owner's alone, where there is none yet. */
bool shard_make_folder(const struct shard *s, struct fault *f);

/* The file of a table of shard `number`; and any file of it, by its name. */
void shard_path(const struct shard *s, size_t number, const char *table, char path[SHARD_PATH]);
void shard_file(const struct shard *s, size_t number, const char *name, char path[SHARD_PATH]);

/* The fault of a row that does not go with the other tables; false. */
bool shard_damaged(const char *path, uint64_t line, struct fault *f);

#endif
