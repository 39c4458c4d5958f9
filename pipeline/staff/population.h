/* population.h - the population as it is counted: person after person, from records to balances.
 *
 * Records of one person become main posts (post.h), these become stays (stay.h), and the stays are counted in cells
 * (balance.h) and followed (follow.h). */
#ifndef STAFF_POPULATION_H
#define STAFF_POPULATION_H

#include "pipeline/staff/balance.h"
#include "pipeline/staff/follow.h"
#include "pipeline/staff/post.h"
#include "pipeline/staff/stay.h"

struct population {
    struct stay_rules rules; /* set before the first person; the texts that names number may grow */
    struct post_names names;
    int32_t break_days; /* a longer break between posts ends the employment: rules.gap_days, or 0 (snapshot.h) */
    size_t n_threads;   /* that settle; 0 or 1: one */
    const struct windows *windows;
    struct cells *cells;
    struct balance *balance;
    struct follow *follow;
    /* What is used again from person to person. */
    struct post_runs runs;
    struct stays stays;
    uint32_t *cell;
    size_t cell_capacity;
    size_t n_marked; /* cells, for the balance */
};

/* Empty; rules and names are the caller's to set. */
void population_begin(struct population *p, const struct windows *windows);
void population_free(struct population *p);

/* Counts one person, once, with all of the person's monthly-paid records in any order. */
void population_add(struct population *p, const struct post_record *records, size_t n,
                    const struct stay_person *person);

/* Adds everybody of `from`, other persons counted by the same windows and rules with names of their own; from is of no
 * use after but to be freed. Both before population_settle(). */
void population_join(struct population *into, struct population *from);

/* Once, after everybody. Fails like balance_settle(). */
bool population_settle(struct population *p, struct fault *f);

#endif
