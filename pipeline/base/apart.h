/* apart.h - work done in a process of its own, for libraries that do not survive a lack of memory: if it dies, we live
 * to tell. */
#ifndef BASE_APART_H
#define BASE_APART_H

#include "pipeline/base/fault.h"

/* Calls work(context, f) in a child process and returns what it returned, with its fault. What it changes in memory is
 * lost, what it writes to files is not. FAULT_SYSTEM for `path` where the child could not be started or was ended by a
 * signal. No other thread may run. */
bool apart_run(bool (*work)(void *context, struct fault *f), void *context, const char *path, struct fault *f);

#endif
