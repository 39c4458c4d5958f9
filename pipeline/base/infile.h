/* infile.h - small files read whole: pages, pictures, workbooks. Tables are read by table/source. */
#ifndef BASE_INFILE_H
#define BASE_INFILE_H

#include "pipeline/base/fault.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <time.h>

/* Of what lies in a delivery. Fails (FAULT_DATA) on what lies in a folder as a file but is none: a queue, which nobody
 * may ever write to, a device, or a link to one. Those that are called as such, below /dev/ and /proc/, pass. What is
 * not there passes. */
bool infile_is_file(const char *path, struct fault *f);

/* *bytes is the caller's, to free(), with a zero after its *length bytes, so that a text is a string. NULL where it
 * fails: the file can not be opened or read (FAULT_SYSTEM, or what fault_errno says of it). */
bool infile_read(const char *path, char **bytes, size_t *length, struct fault *f);

/* How a file stands before it is read: whoever writes to it, or puts another in its place, changes that. */
struct infile_state {
    dev_t device;
    ino_t inode;
    off_t size;
    struct timespec modified, changed;
};

/* All zero where there is no such file. */
struct infile_state infile_state(const char *path);
bool infile_is_as_before(const char *path, const struct infile_state *before);

#endif
