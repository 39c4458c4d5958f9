/* merge.h - many records, one employment: duplicates, overlaps, later extracts and snapshots brought together.
 *
 * Within one extract (one extraction date), records of one person with the same district, form and occupation whose
 * days overlap are one: the union of their days, with the attributes of the later record (latest start, then latest
 * end) and the cause of the one that ends it. Records that only touch are left for the gap rule. A personnummer with
 * and one without a century are not merged within an extract, for the century was inferred; they are the same person
 * all the same.
 *
 * A record of an earlier extract is superseded by one of a later extract on the same post: same person, district, form
 * and occupation, days overlapping as far as each was known at its extraction. The later one stands as it is; where it
 * says otherwise of days that were past already (first day, last day, cause), or of the person, that is a revision.
 *
 * A record of an earlier extract is superseded, too, by one that tells the same employment in another district,
 * occupation or form (edit.h): it is corrected after the event, for the whole of its time.
 *
 * What ended before an earlier extract and is in none of the later, though the latest has ends as early, stands, and is
 * noted.
 *
 * Snapshots: a person in the same district, occupation, operation and form in consecutive snapshots is one spell from
 * the first to the last of them, open where the last is the latest of all, with the attributes of the last. Of several
 * rows of one state in one snapshot one is kept.
 *
 * What comes out does not depend on the order in which records came in. */
#ifndef INTAKE_MERGE_H
#define INTAKE_MERGE_H

#include "pipeline/intake/findings.h"
#include "pipeline/intake/spell_store.h"

/* Per file, from 1: records that stand (alone, or for others; a snapshot record in a run stands) and records merged
 * away. */
struct merge_account {
    uint64_t *kept;
    uint64_t *merged;
};

/* Sorts and merges what is in the store; spells are in the order of spells.csv after. Notes go to the findings: one a
 * line for duplicates and overlaps, one a file for what was superseded. Both arrays hold n_files + 1 zeros. Fails as
 * the store does. */
bool merge_spells(struct spell_store *store, size_t n_files, struct merge_account account, struct findings *findings,
                  struct fault *f);

/* ---- where persons are merged in shards ---- */

/* What is asked of all records before any of them is merged: which extracts and snapshots there are, and what each
 * extract has. Records are shown twice, or such as tell the same (witness.h); the second time only where
 * merge_facts_begin() says so. The names are borrowed, and must not become more meanwhile. The caller's, to
 * merge_facts_free(), which takes NULL. */
struct merge_facts;
struct merge_facts *merge_facts_new(const struct spells *names);
void merge_facts_free(struct merge_facts *facts);
void merge_facts_add_days(struct merge_facts *facts, const struct spells *spells);
bool merge_facts_begin(struct merge_facts *facts);
void merge_facts_add_names(struct merge_facts *facts, const struct spells *spells);

/* What is noted once a file. */
struct merge_counts {
    uint32_t superseded, revised, vanished; /* records */
    uint32_t vanished_at;                   /* the first line */
};

/* As merge_spells(), of some of the persons: what is noted once a file is added to `counts`, which hold n_files + 1. */
bool merge_shard(struct spell_store *store, const struct merge_facts *facts, size_t n_files,
                 struct merge_account account, struct merge_counts *counts, struct findings *findings, struct fault *f);
void merge_counts_add(struct merge_counts *into, const struct merge_counts *from, size_t n_files);
void merge_note_files(const struct merge_counts *counts, size_t n_files, struct findings *findings);

#endif
