#include "pipeline/publish/published.h"

#include "pipeline/base/memory.h"
#include "pipeline/publish/phrases.h"
#include "pipeline/publish/releases.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct published *) a)->name, ((const struct published *) b)->name);
}

/* Of an edition that has no tables at all, its own folder: whoever reads there says what is missing. */
static char *folder_of(const char *published, const char *name)
{
    char *city = phrase_say("%s/%s/city.csv", published, name), *public = phrase_say("%s/%s/public", published, name);
    bool outside = access(city, F_OK) == 0 || errno != ENOENT || access(public, F_OK) != 0;
    char *folder = outside ? phrase_say("%s/%s", published, name) : phrase_say("%s", public);

    free(city);
    free(public);
    return folder;
}

/* The release log lies among the folders. */
static bool is_folder(const char *published, const char *name)
{
    char *path = phrase_say("%s/%s", published, name);
    struct stat st;
    bool is = stat(path, &st) != 0 || S_ISDIR(st.st_mode);

    free(path);
    return is;
}

bool published_read(const char *folder, const char *edition, struct published_list *out, struct fault *f)
{
    DIR *directory = opendir(folder);
    struct dirent *entry;

    *out = (struct published_list){ NULL, 0, 0 };
    if (directory == NULL)
        return errno == ENOENT || fault_errno(f, folder, "kan inte läsa mappen");
    while ((entry = readdir(directory)) != NULL) {
        if (entry->d_name[0] == '.' || (edition[0] != '\0' && strcmp(entry->d_name, edition) >= 0) ||
            !is_folder(folder, entry->d_name))
            continue;
        out->items = memory_grow(out->items, &out->capacity, out->n + 1, sizeof *out->items);
        out->items[out->n++] = (struct published){ memory_copy_text(entry->d_name), folder_of(folder, entry->d_name),
                                                   PUBLISHED_UNLISTED };
    }
    closedir(directory);
    if (out->n > 1)
        qsort(out->items, out->n, sizeof *out->items, by_name);
    return releases_hold(folder, edition, out, f);
}

void published_free(struct published_list *list)
{
    for (size_t i = 0; i < list->n; i++) {
        free(list->items[i].name);
        free(list->items[i].folder);
    }
    free(list->items);
}
