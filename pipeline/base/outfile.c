#define _GNU_SOURCE /* sync_file_range */
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
    enum outfile_access access;
    FILE *stream;
    off_t begun; /* so many bytes are on their way to the disk */
};

static void release(struct outfile *o)
{
    free(o->path);
    free(o->part);
    free(o);
}

/* /dev/stdout may well lead to a plain file, and still is not ours to replace. */
static bool is_special(const char *path)
{
    struct stat st;

    return strncmp(path, "/dev/", 5) == 0 || strncmp(path, "/proc/", 6) == 0 ||
           (stat(path, &st) == 0 && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode));
}

static bool is_folder(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static int open_target(struct outfile *o)
{
    size_t length = strlen(o->path);
    int descriptor;

    if (strcmp(o->path, "/dev/stdout") == 0)
        return dup(STDOUT_FILENO); /* opened anew, a redirected stdout would be overwritten from its beginning */
    if (is_special(o->path))
        return open(o->path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    if (is_folder(o->path)) {
        errno = EISDIR;
        return -1;
    }
    o->part = memory_zeroed(length + sizeof ".part", 1);
    memcpy(o->part, o->path, length);
    memcpy(o->part + length, ".part", sizeof ".part");
    unlink(o->part); /* left by a run that was killed, maybe with another mode */
    descriptor = open(o->part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, (mode_t) o->access);
    if (descriptor >= 0 && fchmod(descriptor, (mode_t) o->access) != 0) { /* whatever the umask */
        int cause = errno;

        close(descriptor);
        unlink(o->part);
        errno = cause;
        return -1;
    }
    return descriptor;
}

bool outfile_open(const char *path, enum outfile_access access, struct outfile **out, struct fault *f)
{
    struct outfile *o = memory_zeroed(1, sizeof *o);
    int descriptor;

    o->path = memory_copy_text(path);
    o->access = access;
    descriptor = open_target(o);
    if (descriptor >= 0 && (o->stream = fdopen(descriptor, "w")) == NULL) {
        close(descriptor);
        if (o->part != NULL)
            unlink(o->part);
    }
    if (o->stream == NULL) {
        fault_errno(f, path, "kan inte skriva filen");
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

void outfile_begin_sync(struct outfile *o)
{
#ifdef SYNC_FILE_RANGE_WRITE
    enum { STEP = 8 << 20 };
    off_t written = o->part != NULL ? ftello(o->stream) : 0;

    if (written - o->begun < STEP)
        return;
    sync_file_range(fileno(o->stream), o->begun, written - o->begun, SYNC_FILE_RANGE_WRITE); /* a wish: commit asks */
    o->begun = written;
#else
    (void) o;
#endif
}

/* Two runs into one folder must not mix: a part that another run has taken over is not ours to give a name. */
static bool part_is_ours(const struct outfile *o)
{
    struct stat ours, named;

    return o->part == NULL || (fstat(fileno(o->stream), &ours) == 0 && stat(o->part, &named) == 0 &&
                               ours.st_dev == named.st_dev && ours.st_ino == named.st_ino);
}

/* Flushes and closes; true only if every byte reached the disk. On failure errno is the cause, 0 where it is not known:
 * of a write that failed before this one the stream remembers only that it failed. */
static bool finish(struct outfile *o)
{
    bool failed_before = ferror(o->stream) != 0;
    bool ok = fflush(o->stream) == 0 && (o->part == NULL || fsync(fileno(o->stream)) == 0) && !failed_before;
    int cause = failed_before ? 0 : errno;

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
    char a[4096], b[sizeof a];
    size_t n = sizeof a;

    while (same && n == sizeof a) {
        n = fread(a, 1, sizeof a, one);
        same = fread(b, 1, sizeof b, other) == n && memcmp(a, b, n) == 0;
    }
    if (one != NULL) {
        same = same && !ferror(one);
        fclose(one);
    }
    if (other != NULL) {
        same = same && !ferror(other);
        fclose(other);
    }
    return same;
}

static bool commit(struct outfile *o, bool only_if_changed, struct fault *f)
{
    bool ours = part_is_ours(o);
    bool ok = finish(o);

    if (!ours)
        ok = fault_at(f, FAULT_SYSTEM, o->path, 0, NULL,
                      "en annan körning skriver samma fil: vänta tills den är klar och kör igen");
    else if (!ok)
        fault_errno(f, o->path, "kan inte skriva filen");
    else if (o->part != NULL && only_if_changed && same_bytes(o->part, o->path))
        ok = (chmod(o->path, (mode_t) o->access) == 0 && unlink(o->part) == 0) ||
             fault_errno(f, o->path, "kan inte skriva filen");
    else if (o->part != NULL && rename(o->part, o->path) != 0)
        ok = fault_errno(f, o->path, "kan inte ersätta filen");
    if (!ok && ours && o->part != NULL)
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
