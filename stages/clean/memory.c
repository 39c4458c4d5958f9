/* memory.c - what [clean] memory has room for.
 *
 * The setting bounds what grows with the register: the spells. What is there whatever its size was measured, and is
 * left out of what spells may take: the program with its libraries, the windows through which files are read and
 * written, and what each thread has of its own. Words, notes and persons with very many records come on top;
 * docs/scale.md says how much they are. */
#include "stages/clean/clean.h"

#include "pipeline/base/memory.h"
#include "pipeline/base/threads.h"

enum {
    MEBIBYTE = 1 << 20,
    PROGRAM = 10 * MEBIBYTE,
    THREAD = 3 * MEBIBYTE,        /* each of them */
    FEWEST_SPELLS = MEBIBYTE / 4, /* bytes of them: fewer would be read back in pieces too small for a disk */
    LEAST = PROGRAM + THREAD + FEWEST_SPELLS
};

bool clean_share_memory(struct clean *c, struct fault *f)
{
    uint64_t memory = settings_memory(c->settings, "clean");
    size_t most;

    c->n_threads = settings_threads(c->settings, "clean");
    if (c->n_threads == 0)
        c->n_threads = threads_of_machine();
    if (memory == 0) {
        c->store = spell_store_begin(&c->spells, c->directory, 0, c->n_threads);
        return true;
    }
    if (memory < LEAST)
        return settings_memory_fault(c->settings, "clean", LEAST, f);
    memory_give_back();
    most = (memory - PROGRAM - FEWEST_SPELLS) / THREAD;
    c->n_threads = c->n_threads < most ? c->n_threads : most;
    c->store = spell_store_begin(&c->spells, c->directory, memory - PROGRAM - c->n_threads * THREAD, c->n_threads);
    return true;
}
