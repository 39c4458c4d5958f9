/* spell_store.h - the spells of a delivery, be they more than memory may hold.
 *
 * Without a bound all of them stand in the one array of `spells`, and everything below hands out that array: this is
 * the way that tests take for the reference. With a bound the array holds so many, and no more: where it is full, it is
 * sorted by person and written as a run to a file without a name (base/scratch); at last the runs are merged, all at
 * once, and the spells come back in pieces of whole persons, which are kept in such a file again. So whoever works
 * through pieces in their order, and keeps what goes from one to the next, finds the same with a bound as without.
 *
 * Disk: at most twice the 52 bytes of each spell. Memory beside the array: 24 bytes and a spell for each run; and the
 * records of one person stand together, however many they are. */
#ifndef INTAKE_SPELL_STORE_H
#define INTAKE_SPELL_STORE_H

#include "pipeline/base/scratch.h"
#include "pipeline/intake/spell.h"

/* Spells that were written one after the other: a sorted run, later a piece of whole persons. */
struct spell_run {
    uint64_t at; /* of the file */
    size_t n;
    uint64_t end; /* so many spells were added before and with it */
};

struct spell_store {
    struct spells *spells; /* the names, and the spells that are in memory */
    size_t most;           /* of those; SIZE_MAX: no bound */
    size_t n_threads;
    const char *folder; /* where files may be made */
    struct scratch *file;
    struct spell_run *runs;
    size_t n_runs, capacity;
    uint64_t written; /* spells added before those in memory */
    bool merged;
};

/* `bytes` of spells in memory, 0: all of them. Everything is borrowed. To spell_store_end(), which leaves `spells`. */
struct spell_store spell_store_begin(struct spells *spells, const char *folder, size_t bytes, size_t n_threads);
void spell_store_end(struct spell_store *s);

bool spell_store_is_bounded(const struct spell_store *s);

/* Makes room for n more behind the spells in memory; a store without a bound has it always. Fails, as everything below,
 * where the disk is full or broken. */
bool spell_store_make_room(struct spell_store *s, size_t n, struct fault *f);

/* How many spells were ever added. */
uint64_t spell_store_added(const struct spell_store *s);

/* Shows spells piece by piece: `piece` has the names, and some of the items. A visit that may not keep them all moves
 * those that stay to the front and sets piece->n. */
typedef void spell_store_visit(void *context, struct spells *piece);

/* All of them: before spell_store_merge() in no order, after it persons are whole and in theirs. `changes`: what visits
 * do to the spells is kept. */
bool spell_store_each(struct spell_store *s, bool changes, spell_store_visit *visit, void *context, struct fault *f);
/* Before spell_store_merge(): those added since so many were, and maybe others. */
bool spell_store_since(struct spell_store *s, uint64_t added, bool changes, spell_store_visit *visit, void *context,
                       struct fault *f);

/* Before spell_store_merge(): those in memory are brought into the order of a run. */
void spell_store_sort(struct spell_store *s);

/* Once, after all are added: brings persons together, in ascending order, and shows the pieces, whose spells stand in
 * no order within a person; what the visit leaves is what there is from then on. */
bool spell_store_merge(struct spell_store *s, spell_store_visit *visit, void *context, struct fault *f);

#endif
