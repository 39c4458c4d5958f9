#include "pipeline/base/infile.h"

#include "pipeline/base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { BLOCK = 1 << 16 };

bool infile_is_file(const char *path, struct fault *f)
{
    struct stat st;

    if (strncmp(path, "/dev/", 5) == 0 || strncmp(path, "/proc/", 6) == 0 || stat(path, &st) != 0 ||
        S_ISREG(st.st_mode) || S_ISDIR(st.st_mode))
        return true;
    return fault_at(f, FAULT_DATA, path, 0, NULL,
                    "är ingen vanlig fil (en kö, en enhet eller en länk till en sådan): ta bort den ur mappen");
}

bool infile_read(const char *path, char **bytes, size_t *length, struct fault *f)
{
    FILE *from;
    size_t room = 0, n;
    bool ok;

    *bytes = NULL;
    *length = 0;
    if (!infile_is_file(path, f))
        return false;
    from = fopen(path, "rbe");
    if (from == NULL)
        return fault_errno(f, path, "kan inte läsa filen");
    do {
        *bytes = memory_grow(*bytes, &room, *length + BLOCK + 1, 1);
        n = fread(*bytes + *length, 1, BLOCK, from);
        *length += n;
    } while (n > 0);
    (*bytes)[*length] = '\0';
    ok = !ferror(from) || fault_errno(f, path, "kan inte läsa filen");
    fclose(from);
    if (!ok) {
        free(*bytes);
        *bytes = NULL;
    }
    return ok;
}

struct infile_state infile_state(const char *path)
{
    struct stat st;

    if (stat(path, &st) != 0)
        return (struct infile_state){ 0 };
    return (struct infile_state){ st.st_dev, st.st_ino, st.st_size, st.st_mtim, st.st_ctim };
}

static bool same_time(struct timespec one, struct timespec other)
{
    return one.tv_sec == other.tv_sec && one.tv_nsec == other.tv_nsec;
}

bool infile_is_as_before(const char *path, const struct infile_state *before)
{
    struct infile_state now = infile_state(path);

    return now.device == before->device && now.inode == before->inode && now.size == before->size &&
           same_time(now.modified, before->modified) && same_time(now.changed, before->changed);
}
