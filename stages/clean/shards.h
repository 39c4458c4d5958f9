/* shards.h - a delivery that is too large for one machine, cleaned in shards: the same bytes.
 *
 *   read    each job some of the files: records as spells, sorted by person; words, rejects and accounts of each file
 *   merge   each job the persons of its shard, out of all files: merged, counted for whatever is asked of all of them
 *   words   each job its shard: facts that few lack are filled in, persons of each word counted
 *   write   each job its shard: words that few have are joined, and its part of spells.csv is written
 *   sum     once: adds up, judges, and writes what is written without shards, to the byte
 *
 * Files are joined in their order (a name is spelled as it was met first, a note stands where it does in one that reads
 * all), and that by every job for itself, as well as what is decided of all persons: it is little, and no job waits for
 * another. What is wrong with the delivery is told by the sum alone, once, in the words and the order of one that reads
 * all: until then who finds it hands on what there is; of disks and rights each job says what it meets. A file is read
 * as a whole by one job, with its threads. */
#ifndef CLEAN_SHARDS_H
#define CLEAN_SHARDS_H

#include "stages/clean/clean.h"
#include "stages/clean/handed.h"

#include "pipeline/intake/rare.h"
#include "pipeline/intake/unknown.h"

/* Any step but the sum. */
bool shards_step(struct clean *c, const struct clean_options *o, struct fault *f);

/* The sum, after the files of counts/: as if staff/ had been read and merged, and rare words been joined. */
bool shards_sum(struct clean *c, struct fault *f);
/* spells.csv out of the parts of all shards. */
bool shards_write_spells(struct clean *c, const char *path, struct fault *f);

/* ---- among its rooms ---- */

/* shards_read.c: `early` is why the delivery can not be read at all, or NULL. */
bool shards_read(struct clean *c, const struct fault *early, struct fault *f);
/* Which job, from 1, reads each file of staff/: about as many bytes each. The caller's, to free(). */
size_t *shards_deal(const struct delivery *staff, size_t n);

/* shards_join.c: what all files come to, as every step but the first has to know it. */
struct joined_file {
    struct glossary_numbers numbers; /* of its names in all */
    size_t n_districts, n_occupations, n_operations;
    uint16_t *columns; /* of its columns in the findings */
    size_t n_columns;
};

struct joined {
    struct clean *clean;
    struct handed *handed; /* of each job */
    struct joined_file *files;
    struct posting *posting;
    struct spells witnesses; /* items alone */
    struct extract_counts extracts;
};

/* Fills the accounts, the names, what is known of words and districts of `clean`, and its findings on words. False:
 * with the fault of the delivery, `*told`, which the sum tells; or because what was handed on is not there. To
 * shards_end(), which fills the extracts, whatever it returns. */
bool shards_join(struct joined *j, struct clean *c, bool *told, struct fault *f);
void shards_end(struct joined *j);
/* Removes what says that files have been read: where one of them could not be, make has them read again. */
void shards_forget(const struct joined *j);

/* Spells of a file get the numbers of all; false where they are not of that file. */
bool shards_renumber(const struct joined *j, struct spells *piece);

/* shards_persons.c */
bool shards_merge(struct joined *j, struct fault *f);
bool shards_count_words(struct joined *j, struct fault *f);
bool shards_write(struct joined *j, struct fault *f);

/* What merging a shard comes to, apart from the spells. */
struct merged {
    struct merge_account account;
    struct merge_counts *counts;
    size_t n_files;
    struct unknown *unknown;
};

struct merged merged_begin(const struct clean *c);
void merged_free(struct merged *m);
/* Adds that of every shard to it, and to what c knows of followed persons and totals. */
bool merged_add_all(struct merged *m, struct clean *c, struct fault *f);
/* And what was counted of words, with what was changed before. */
struct rare *shards_begin_rare(const struct clean *c);
bool words_add_all(struct clean *c, struct unknown *unknown, struct rare *rare, struct fault *f);

#endif
