/* merge_inside.h - what is known while records are merged. Used by merge.c and merge_person.c alone. */
#ifndef INTAKE_MERGE_INSIDE_H
#define INTAKE_MERGE_INSIDE_H

#include "pipeline/base/days.h"
#include "pipeline/intake/edit.h"
#include "pipeline/intake/merge.h"

struct merge {
    const struct spells *names;
    struct findings *findings;
    struct merge_account account;
    struct merge_counts *counts;  /* per file, from 1 */
    const struct edits *edits;    /* NULL: there are none */
    const struct days *snapshots; /* all of them */
    size_t n_files, n_threads;
};

/* One person's records; returns how many spells stand, at the front and in the order of spells.csv. */
size_t merge_person(struct merge *m, struct spell *records, size_t n);

#endif
