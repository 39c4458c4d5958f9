#define _GNU_SOURCE /* sched_getaffinity */
#include "pipeline/base/threads.h"

#include "pipeline/base/memory.h"

#include <pthread.h>
#include <sched.h>
#include <stdbool.h>
#include <stdlib.h>

size_t threads_of_machine(void)
{
    cpu_set_t set;
    int n = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;

    return n < 1 ? 1 : n > THREADS_MOST ? THREADS_MOST : (size_t) n;
}

struct task {
    threads_job *job;
    void *context;
    size_t i;
    pthread_t thread;
    bool begun;
};

static void *do_task(void *task)
{
    struct task *t = task;

    t->job(t->context, t->i);
    return NULL;
}

void threads_run(size_t n, threads_job *job, void *context)
{
    struct task *tasks = memory_zeroed(n, sizeof *tasks);

    for (size_t i = 1; i < n; i++) {
        tasks[i] = (struct task){ .job = job, .context = context, .i = i };
        tasks[i].begun = pthread_create(&tasks[i].thread, NULL, do_task, &tasks[i]) == 0;
    }
    for (size_t i = 0; i < n; i++)
        if (!tasks[i].begun)
            job(context, i);
    for (size_t i = 1; i < n; i++)
        if (tasks[i].begun)
            pthread_join(tasks[i].thread, NULL);
    free(tasks);
}

struct sharing {
    threads_job *job;
    void *context;
    size_t n, next;
    pthread_mutex_t lock;
};

static void do_next_jobs(void *context, size_t thread)
{
    struct sharing *s = context;

    (void) thread;
    for (;;) {
        size_t i;

        pthread_mutex_lock(&s->lock);
        i = s->next++;
        pthread_mutex_unlock(&s->lock);
        if (i >= s->n)
            return;
        s->job(s->context, i);
    }
}

void threads_share(size_t n_threads, size_t n, threads_job *job, void *context)
{
    struct sharing s = { .job = job, .context = context, .n = n };

    pthread_mutex_init(&s.lock, NULL);
    threads_run(n_threads < n ? n_threads : n, do_next_jobs, &s);
    pthread_mutex_destroy(&s.lock);
}
