/* change_file.c - for LD_PRELOAD: somebody writes to a file while it is read. When the file whose name ends with
 * CHANGE_NAME is opened for the CHANGE_AT-th time (from 1), its bytes at CHANGE_PLACE become those of CHANGE_TO. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static long n_opened;

static int open_now(const char *path, int flags, mode_t mode)
{
    return (int) syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

static long number_of(const char *name)
{
    const char *value = getenv(name);

    return value != NULL ? strtol(value, NULL, 10) : 0;
}

static void see(const char *path)
{
    const char *name = getenv("CHANGE_NAME"), *to = getenv("CHANGE_TO");
    size_t length = strlen(path);
    int file;

    if (name == NULL || to == NULL || length < strlen(name) || strcmp(path + length - strlen(name), name) != 0 ||
        ++n_opened != number_of("CHANGE_AT"))
        return;
    file = open_now(path, O_WRONLY, 0);
    if (file < 0 || pwrite(file, to, strlen(to), number_of("CHANGE_PLACE")) != (ssize_t) strlen(to))
        _exit(99);
    close(file);
}

int open(const char *path, int flags, ...)
{
    va_list more;
    mode_t mode;

    va_start(more, flags);
    mode = (flags & O_CREAT) != 0 ? va_arg(more, mode_t) : 0;
    va_end(more);
    see(path);
    return open_now(path, flags, mode);
}

FILE *fopen(const char *path, const char *how)
{
    FILE *(*next)(const char *, const char *) = NULL;
    void *symbol = dlsym(RTLD_NEXT, "fopen");

    memcpy(&next, &symbol, sizeof next);
    see(path);
    return next(path, how);
}
