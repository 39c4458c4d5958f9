#include "pipeline/base/infile.h"

#include "pipeline/base/memory.h"

#include <stdio.h>
#include <stdlib.h>

enum { BLOCK = 1 << 16 };

bool infile_read(const char *path, char **bytes, size_t *length, struct fault *f)
{
    FILE *from = fopen(path, "rbe");
    size_t room = 0, n;
    bool ok;

    *bytes = NULL;
    *length = 0;
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
