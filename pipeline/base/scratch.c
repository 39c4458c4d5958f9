#include "pipeline/base/scratch.h"

#include "pipeline/base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct scratch {
    char *folder;
    int descriptor;
    uint64_t bytes;
};

/* Runs side by side in one folder must not meet, nor what a kill left in the instant before the name was taken. */
static int open_nameless(const char *folder)
{
    size_t room = strlen(folder) + 64;
    char *path = memory_zeroed(room, 1);
    int descriptor = -1;

    for (unsigned i = 0; i < 100 && descriptor < 0; i++) {
        snprintf(path, room, "%s/.sort-%ld-%u", folder, (long) getpid(), i);
        descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (descriptor < 0 && errno != EEXIST)
            break;
    }
    if (descriptor >= 0 && (unlink(path) != 0 || fchmod(descriptor, 0600) != 0)) {
        int cause = errno;

        close(descriptor);
        errno = cause;
        descriptor = -1;
    }
    free(path);
    return descriptor;
}

static bool failed(const struct scratch *s, const char *doing, struct fault *f)
{
    return fault_errno(f, s->folder, doing);
}

static bool failed_to_write(const struct scratch *s, struct fault *f)
{
    return failed(s, "kan inte skriva det som memory i report.ini inte låter minnet rymma", f);
}

bool scratch_open(const char *folder, struct scratch **out, struct fault *f)
{
    struct scratch *s = memory_zeroed(1, sizeof *s);

    s->folder = memory_copy_text(folder);
    s->descriptor = open_nameless(folder);
    if (s->descriptor < 0) {
        failed_to_write(s, f);
        free(s->folder);
        free(s);
        return false;
    }
    *out = s;
    return true;
}

void scratch_close(struct scratch *s)
{
    if (s == NULL)
        return;
    close(s->descriptor); /* nobody will read it */
    free(s->folder);
    free(s);
}

uint64_t scratch_bytes(const struct scratch *s)
{
    return s->bytes;
}

/* As little as a full disk takes at a time. */
static bool put(const struct scratch *s, uint64_t at, const char *bytes, size_t length, struct fault *f)
{
    while (length > 0) {
        ssize_t n = pwrite(s->descriptor, bytes, length, (off_t) at);

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0) {
            errno = n == 0 ? ENOSPC : errno;
            return failed_to_write(s, f);
        }
        bytes += n;
        at += (uint64_t) n;
        length -= (size_t) n;
    }
    return true;
}

bool scratch_append(struct scratch *s, const void *bytes, size_t length, struct fault *f)
{
    if (!put(s, s->bytes, bytes, length, f))
        return false;
    s->bytes += length;
    return true;
}

bool scratch_replace(const struct scratch *s, uint64_t at, const void *bytes, size_t length, struct fault *f)
{
    return put(s, at, bytes, length, f);
}

bool scratch_read(const struct scratch *s, uint64_t at, void *bytes, size_t length, struct fault *f)
{
    char *to = bytes;

    while (length > 0) {
        ssize_t n = pread(s->descriptor, to, length, (off_t) at);

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0) {
            errno = n == 0 ? EIO : errno; /* what was written is no longer there */
            return failed(s, "kan inte läsa tillbaka det som skrevs på disken för att hålla memory i report.ini", f);
        }
        to += n;
        at += (uint64_t) n;
        length -= (size_t) n;
    }
    return true;
}
