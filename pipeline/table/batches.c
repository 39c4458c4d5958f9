#include "pipeline/table/batches.h"

#include "pipeline/base/memory.h"
#include "pipeline/base/threads.h"

#include <pthread.h>
#include <stdlib.h>

enum { ROWS = 2048 }; /* of a batch: few enough to be in the cache when they are written */

struct batches {
    struct writer *writer;
    batches_make *make;
    void *context;
    size_t n_rows, room;
    pthread_mutex_t lock;
    pthread_cond_t turn;
    size_t next, written; /* batches: the next to be made, and how many are written */
};

static size_t take_next(struct batches *b)
{
    size_t batch;

    pthread_mutex_lock(&b->lock);
    batch = b->next++;
    pthread_mutex_unlock(&b->lock);
    return batch;
}

/* Each maker writes what it made, when those before are written. */
static void write_in_turn(struct batches *b, size_t batch, const char *bytes, size_t length)
{
    pthread_mutex_lock(&b->lock);
    while (b->written != batch)
        pthread_cond_wait(&b->turn, &b->lock);
    pthread_mutex_unlock(&b->lock);
    writer_rows(b->writer, bytes, length);
    pthread_mutex_lock(&b->lock);
    b->written++;
    pthread_cond_broadcast(&b->turn);
    pthread_mutex_unlock(&b->lock);
}

static void make_batches(void *context, size_t maker)
{
    struct batches *b = context;
    char *bytes = memory_new(ROWS * b->room);
    size_t first;

    for (size_t batch = take_next(b); (first = batch * ROWS) < b->n_rows; batch = take_next(b)) {
        size_t end = first + ROWS < b->n_rows ? first + ROWS : b->n_rows;

        write_in_turn(b, batch, bytes, b->make(b->context, maker, first, end, bytes));
    }
    free(bytes);
}

void batches_write(struct writer *w, size_t n_makers, size_t n_rows, size_t room, batches_make *make, void *context)
{
    size_t n_batches = (n_rows + ROWS - 1) / ROWS;
    struct batches b = { .writer = w, .make = make, .context = context, .n_rows = n_rows, .room = room };

    pthread_mutex_init(&b.lock, NULL);
    pthread_cond_init(&b.turn, NULL);
    if (n_makers > n_batches)
        n_makers = n_batches;
    threads_run(n_makers > 0 ? n_makers : 1, make_batches, &b);
    pthread_cond_destroy(&b.turn);
    pthread_mutex_destroy(&b.lock);
}
