#include "pipeline/staff/shard.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Digits up to `end`; 0 where it is no number of shards. */
static size_t number_of(const char *text, const char *end)
{
    size_t length = (size_t) (end - text), number;

    if (length == 0 || length > 4 || strspn(text, "0123456789") < length)
        return 0;
    number = (size_t) atoi(text);
    return number <= SHARD_MOST ? number : 0;
}

static bool read_numbers(const char *text, struct shard *out)
{
    const char *slash = strchr(text, '/'), *end = text + strlen(text);

    out->n = number_of(slash != NULL ? slash + 1 : text, end);
    out->number = slash != NULL ? number_of(text, slash) : 0;
    return out->n > 0 && out->number <= out->n && (slash == NULL) == (out->step == SHARD_SUM) &&
           (out->number > 0) == (slash != NULL);
}

static const char *const WORDS[] = { "read", "merge", "words", "write", "facts", "count", "sum" };

static bool is_no_step(enum shard_step first, enum shard_step last, struct fault *f)
{
    char others[64] = "";

    for (size_t i = first; i < (size_t) last; i++)
        snprintf(others + strlen(others), sizeof others - strlen(others), "%s, ", WORDS[i]);
    return fault_set(f, FAULT_USAGE, "--step kan vara %s%s eller sum", others, WORDS[last]);
}

bool shard_read(const char *step, const char *shard, const char *folder, enum shard_step first, enum shard_step last,
                struct shard *out, struct fault *f)
{
    size_t i = first;

    if (step == NULL || shard == NULL || folder == NULL)
        return fault_set(f, FAULT_USAGE, "ange --step, --shard och --shards tillsammans, eller inget av dem");
    while (i <= (size_t) last && strcmp(step, WORDS[i]) != 0)
        i++;
    if (i > (size_t) last)
        i = SHARD_SUM;
    if (strcmp(step, WORDS[i]) != 0)
        return is_no_step(first, last, f);
    *out = (struct shard){ .step = (enum shard_step) i, .folder = folder };
    return read_numbers(shard, out) ||
           fault_set(f, FAULT_USAGE, "--shard ska vara del och antal, som 7/64 (för sum: bara antalet), högst %d",
                     SHARD_MOST);
}

bool shard_damaged(const char *path, uint64_t line, struct fault *f)
{
    return fault_at(f, FAULT_DATA, path, line, NULL, "raden hör inte till de andra delarna: gör om filen med make");
}

static bool make_folder(const char *path, struct fault *f)
{
    return mkdir(path, 0700) == 0 || errno == EEXIST || fault_errno(f, path, "kan inte skapa mappen");
}

bool shard_make_folder(const struct shard *s, struct fault *f)
{
    char path[SHARD_PATH];

    snprintf(path, sizeof path, "%s/%zu-of-%zu", s->folder, s->number, s->n);
    return make_folder(s->folder, f) && make_folder(path, f);
}

void shard_file(const struct shard *s, size_t number, const char *name, char path[SHARD_PATH])
{
    snprintf(path, SHARD_PATH, "%s/%zu-of-%zu/%s", s->folder, number, s->n, name);
}

void shard_path(const struct shard *s, size_t number, const char *table, char path[SHARD_PATH])
{
    snprintf(path, SHARD_PATH, "%s/%zu-of-%zu/%s.csv", s->folder, number, s->n, table);
}
