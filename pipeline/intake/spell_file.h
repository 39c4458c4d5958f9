/* spell_file.h - spells that one step of clean hands to the next: sorted runs in a file, of which each job takes its
 * shard.
 *
 * Shard k of n are the pseudonyms in the k-th of n equal parts of all that there could be: they are a keyed hash, so
 * that shards are about as large, a person is in one alone, and whoever writes shard after shard writes persons in
 * order. Of a sorted run a shard is one stretch, whose ends are found by halving: each job reads no more than its own.
 * The file is the owner's alone (mode 0600) and holds what spells.csv will, in the machine's own form. */
#ifndef INTAKE_SPELL_FILE_H
#define INTAKE_SPELL_FILE_H

#include "pipeline/base/outfile.h"
#include "pipeline/intake/spell_store.h"

/* The fault of a file that is none of these, or not one of this run; false. For whatever is handed on beside them, too.
 */
bool spell_file_damaged(const char *path, struct fault *f);

struct spell_file_writer;

/* On success *out is the caller's, to close or discard once. */
bool spell_file_create(const char *path, struct spell_file_writer **out, struct fault *f);
/* Adds what is in a store. What it holds in memory is sorted by person before, unless it has been merged. */
bool spell_file_add(struct spell_file_writer *w, struct spell_store *store, struct fault *f);
/* The file appears whole or not at all. Discard takes NULL. */
bool spell_file_close(struct spell_file_writer *w, struct fault *f);
void spell_file_discard(struct spell_file_writer *w);

/* Shows the spells of a shard, 1 to n, some at a time: `piece` has the names, and the items are the visit's to change.
 * False, with the fault, where the file can not be read, is none, or the visit says so. */
typedef bool spell_file_visit(void *context, struct spells *piece, struct fault *f);
bool spell_file_each(const char *path, size_t shard, size_t n, const struct spells *names, spell_file_visit *visit,
                     void *context, struct fault *f);

#endif
