/* infile.h - small files read whole: pages, pictures, workbooks. Tables are read by table/source. */
#ifndef BASE_INFILE_H
#define BASE_INFILE_H

#include "pipeline/base/fault.h"

#include <stdbool.h>
#include <stddef.h>

/* *bytes is the caller's, to free(), with a zero after its *length bytes, so that a text is a string. NULL where it
 * fails: the file can not be opened or read (FAULT_SYSTEM, or what fault_errno says of it). */
bool infile_read(const char *path, char **bytes, size_t *length, struct fault *f);

#endif
