#include "pipeline/base/outfile.h"

#include "pipeline/base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BUFFER = 1 << 16 };

struct outfile {
    char *path;
    char *part; /* NULL: path is a special file, written directly */
    FILE *stream;
};

static void release(struct outfile *o)
{
    free(o->path);
    free(o->part);
    free(o);
}

static bool is_special(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0 && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode);
}

bool outfile_open(const char *path, enum outfile_access access, struct outfile **out, struct fault *f)
{
    struct outfile *o = memory_zeroed(1, sizeof *o);
    size_t length = strlen(path);
    int descriptor;

    o->path = memory_copy_text(path);
    if (!is_special(path)) {
        o->part = memory_zeroed(length + sizeof ".part", 1);
        memcpy(o->part, path, length);
        memcpy(o->part + length, ".part", sizeof ".part");
        unlink(o->part); /* left by a run that was killed, maybe with another mode */
    }
    descriptor = open(o->part != NULL ? o->part : path, O_WRONLY | O_CREAT | (o->part != NULL ? O_EXCL : 0) | O_CLOEXEC,
                      (mode_t) access);
    if (descriptor < 0 || (o->part != NULL && fchmod(descriptor, (mode_t) access) != 0) ||
        (o->stream = fdopen(descriptor, "w")) == NULL) {
        fault_errno(f, path, "kan inte skriva filen");
        if (descriptor >= 0) {
            close(descriptor);
            if (o->part != NULL)
                unlink(o->part);
        }
        release(o);
        return false;
    }
    setvbuf(o->stream, NULL, _IOFBF, BUFFER);
    *out = o;
    return true;
}

FILE *outfile_stream(struct outfile *o)
{
    return o->stream;
}

/* Flushes and closes; true only if every byte reached the disk. */
static bool finish(struct outfile *o)
{
    bool ok = !ferror(o->stream) && fflush(o->stream) == 0 && (o->part == NULL || fsync(fileno(o->stream)) == 0);
    int cause = errno;

    if (fclose(o->stream) != 0 && ok) {
        ok = false;
        cause = errno;
    }
    errno = cause;
    return ok;
}

static bool same_bytes(const char *one_path, const char *other_path)
{
    FILE *one = fopen(one_path, "rb");
    FILE *other = fopen(other_path, "rb");
    bool same = one != NULL && other != NULL;

    while (same) {
        int a = getc(one);
        int b = getc(other);

        same = a == b;
        if (a == EOF)
            break;
    }
    if (one != NULL)
        same = same && !ferror(one);
    if (other != NULL)
        same = same && !ferror(other);
    if (one != NULL)
        fclose(one);
    if (other != NULL)
        fclose(other);
    return same;
}

static bool commit(struct outfile *o, bool only_if_changed, struct fault *f)
{
    bool ok = finish(o);

    if (!ok)
        fault_errno(f, o->path, "kan inte skriva filen");
    else if (o->part != NULL && only_if_changed && same_bytes(o->part, o->path))
        unlink(o->part);
    else if (o->part != NULL && rename(o->part, o->path) != 0)
        ok = fault_errno(f, o->path, "kan inte ersätta filen");
    if (!ok && o->part != NULL)
        unlink(o->part);
    release(o);
    return ok;
}

bool outfile_commit(struct outfile *o, struct fault *f)
{
    return commit(o, false, f);
}

bool outfile_commit_if_changed(struct outfile *o, struct fault *f)
{
    return commit(o, true, f);
}

void outfile_discard(struct outfile *o)
{
    if (o == NULL)
        return;
    fclose(o->stream);
    if (o->part != NULL)
        unlink(o->part);
    release(o);
}
