/* threads.h - work for several processors at once, such that the answer never hangs on how many there are. */
#ifndef BASE_THREADS_H
#define BASE_THREADS_H

#include <stddef.h>

enum { THREADS_MOST = 256 };

/* How many processors this process may use, at least 1 and at most THREADS_MOST. */
size_t threads_of_machine(void);

/* Does job(context, i) for every i below n, each in a thread of its own, and returns when all are done. Where the
 * system gives no thread, the caller does the job itself. What jobs write must be their own. */
typedef void threads_job(void *context, size_t i);
void threads_run(size_t n, threads_job *job, void *context);

/* The same with at most n_threads of them, each of which does the next job when it is done with one: where some take
 * longer than others, or have a processor to share, nobody waits for the last. */
void threads_share(size_t n_threads, size_t n, threads_job *job, void *context);

#endif
