#include "stages/turnover/memory.h"

#include "pipeline/base/memory.h"
#include "pipeline/base/threads.h"

#include <stdio.h>
#include <string.h>

enum {
    MEBIBYTE = 1 << 20,
    PROGRAM = 12 * MEBIBYTE, /* with its libraries, and the windows through which files are read and written */
    THREAD = 3 * MEBIBYTE,   /* each of them */
};

enum { LEAST = PROGRAM + THREAD + 2 * BALANCE_LEAST_BOUND };

static void folder_of(const char *path, char folder[4096])
{
    const char *slash = strrchr(path, '/');

    if (slash == NULL)
        snprintf(folder, 4096, ".");
    else
        snprintf(folder, 4096, "%.*s", slash == path ? 1 : (int) (slash - path), path);
}

bool memory_share(const struct plan *plan, const char *beside, struct memory *out, struct fault *f)
{
    *out = (struct memory){ .bound = settings_memory(plan->settings, "turnover") };
    folder_of(beside, out->folder);
    if (out->bound == 0)
        return true;
    if (out->bound < LEAST)
        return settings_memory_fault(plan->settings, "turnover", LEAST, f);
    memory_give_back();
    out->stays = (size_t) (out->bound - PROGRAM - THREAD) / 2;
    return true;
}

size_t memory_threads(const struct memory *m, const struct plan *plan)
{
    return m->bound > 0 ? 1 : plan->n_threads;
}

bool memory_check(const struct memory *m, const struct plan *plan, struct population *population, struct fault *f)
{
    size_t n_threads = plan->n_threads > 0 ? plan->n_threads : threads_of_machine(), most;
    struct balance_size size;
    uint64_t counted, settled, tables;

    if (m->bound == 0)
        return true;
    size = balance_size(population->balance);
    counted = 2 * size.now; /* stays had as much */
    settled = size.now + size.settled;
    tables = counted > settled ? counted : settled;
    if (PROGRAM + THREAD + tables > m->bound)
        return settings_memory_fault(plan->settings, "turnover", PROGRAM + THREAD + tables, f);
    most = (size_t) (m->bound - PROGRAM - tables) / THREAD;
    population->n_threads = n_threads < most ? n_threads : most;
    return true;
}
