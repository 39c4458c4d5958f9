#include "pipeline/intake/spell_file.h"

#include "pipeline/base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SPELL = sizeof(struct spell), AT_ONCE = 2048 };

/* The last of a file. */
struct ending {
    uint64_t n, n_runs, mark;
};

static const uint64_t MARK = 0x736c6c6570730001u; /* of these files, with a spell as it is */

/* ---- writing ---- */

struct spell_file_writer {
    struct outfile *out;
    uint64_t n;                    /* spells so far */
    uint8_t last[PSEUDONYM_BYTES]; /* person of the last of them */
    uint64_t *runs;                /* number of the first spell of each */
    size_t n_runs, capacity;
};

bool spell_file_create(const char *path, struct spell_file_writer **out, struct fault *f)
{
    struct spell_file_writer *w = memory_zeroed(1, sizeof *w);

    if (!outfile_open(path, OUTFILE_PRIVATE, &w->out, f)) {
        free(w);
        return false;
    }
    *out = w;
    return true;
}

/* A run ends where the next person stands before. */
static void add_piece(void *context, struct spells *piece)
{
    struct spell_file_writer *w = context;

    for (size_t i = 0; i < piece->n; i++) {
        const uint8_t *person = piece->items[i].person;

        if (w->n == 0 || memcmp(person, w->last, PSEUDONYM_BYTES) < 0) {
            w->runs = memory_grow(w->runs, &w->capacity, w->n_runs + 1, sizeof *w->runs);
            w->runs[w->n_runs++] = w->n;
        }
        memcpy(w->last, person, PSEUDONYM_BYTES);
        w->n++;
    }
    if (piece->n > 0)
        fwrite(piece->items, SPELL, piece->n, outfile_stream(w->out));
    outfile_begin_sync(w->out);
}

bool spell_file_add(struct spell_file_writer *w, struct spell_store *store, struct fault *f)
{
    if (!store->merged)
        spell_store_sort(store);
    return spell_store_each(store, false, add_piece, w, f);
}

static void release(struct spell_file_writer *w)
{
    free(w->runs);
    free(w);
}

/* Where runs begin stands behind the spells, and how many there are of both last. */
bool spell_file_close(struct spell_file_writer *w, struct fault *f)
{
    FILE *to = outfile_stream(w->out);
    struct ending e = { .n = w->n, .n_runs = w->n_runs, .mark = MARK };
    bool ok;

    if (w->n_runs > 0)
        fwrite(w->runs, sizeof *w->runs, w->n_runs, to);
    fwrite(&e, sizeof e, 1, to);
    ok = outfile_commit(w->out, f);
    release(w);
    return ok;
}

void spell_file_discard(struct spell_file_writer *w)
{
    if (w == NULL)
        return;
    outfile_discard(w->out);
    release(w);
}

/* ---- reading ---- */

struct spell_file {
    const char *path;
    int descriptor;
    uint64_t n;
    uint64_t *runs; /* n_runs of them, and the number of all spells */
    size_t n_runs;
};

static bool read_at(const struct spell_file *s, uint64_t at, void *bytes, size_t length, struct fault *f)
{
    char *to = bytes;

    while (length > 0) {
        ssize_t n = pread(s->descriptor, to, length, (off_t) at);

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0) {
            errno = n == 0 ? EIO : errno;
            return fault_errno(f, s->path, "kan inte läsa filen");
        }
        to += n;
        at += (uint64_t) n;
        length -= (size_t) n;
    }
    return true;
}

bool spell_file_damaged(const char *path, struct fault *f)
{
    return fault_at(f, FAULT_DATA, path, 0, NULL, "filen hör inte till de andra delarna: gör om den med make");
}

static bool read_runs(struct spell_file *s, struct fault *f)
{
    struct ending e;
    struct stat st;
    uint64_t size;

    if (fstat(s->descriptor, &st) != 0)
        return fault_errno(f, s->path, "kan inte läsa filen");
    size = (uint64_t) st.st_size;
    if (size < sizeof e)
        return spell_file_damaged(s->path, f);
    if (!read_at(s, size - sizeof e, &e, sizeof e, f))
        return false;
    size -= sizeof e;
    if (e.mark != MARK || e.n > size / SPELL || e.n_runs != (size - e.n * SPELL) / sizeof *s->runs ||
        (size - e.n * SPELL) % sizeof *s->runs != 0)
        return spell_file_damaged(s->path, f);
    s->n_runs = (size_t) e.n_runs;
    s->n = e.n;
    s->runs = memory_zeroed(s->n_runs + 1, sizeof *s->runs);
    if (!read_at(s, s->n * SPELL, s->runs, s->n_runs * sizeof *s->runs, f))
        return false;
    s->runs[s->n_runs] = s->n;
    for (size_t i = 0; i < s->n_runs; i++)
        if (s->runs[i] >= s->runs[i + 1] || (i == 0 && s->runs[i] != 0))
            return spell_file_damaged(s->path, f);
    return s->n_runs > 0 || s->n == 0 || spell_file_damaged(s->path, f);
}

/* From 0. */
static size_t shard_of(const uint8_t person[PSEUDONYM_BYTES], size_t n)
{
    uint64_t first = 0;

    for (size_t i = 0; i < sizeof(uint32_t); i++)
        first = first << 8 | person[i];
    return (size_t) (first * n >> 32);
}

/* The first spell from `from` up to `end` whose shard is not before that one; `end` where none is. */
static bool find_first(const struct spell_file *s, uint64_t from, uint64_t end, size_t shard, size_t n, uint64_t *found,
                       struct fault *f)
{
    while (from < end) {
        uint64_t middle = from + (end - from) / 2;
        struct spell spell;

        if (!read_at(s, middle * SPELL, &spell, SPELL, f))
            return false;
        if (shard_of(spell.person, n) < shard)
            from = middle + 1;
        else
            end = middle;
    }
    *found = from;
    return true;
}

struct showing {
    const struct spells *names;
    spell_file_visit *visit;
    void *context;
    struct spell *room;
};

static bool show_stretch(const struct spell_file *s, uint64_t from, uint64_t end, const struct showing *v,
                         struct fault *f)
{
    bool ok = true;

    for (uint64_t i = from; i < end && ok; i += AT_ONCE) {
        struct spells piece = *v->names;

        piece.items = v->room;
        piece.n = piece.capacity = end - i < AT_ONCE ? (size_t) (end - i) : AT_ONCE;
        ok = read_at(s, i * SPELL, v->room, piece.n * SPELL, f) && v->visit(v->context, &piece, f);
    }
    return ok;
}

static bool show_shard(const struct spell_file *s, size_t shard, size_t n, const struct showing *v, struct fault *f)
{
    bool ok = true;

    for (size_t i = 0; i < s->n_runs && ok; i++) {
        uint64_t from = 0, end = 0;

        ok = find_first(s, s->runs[i], s->runs[i + 1], shard, n, &from, f) &&
             find_first(s, from, s->runs[i + 1], shard + 1, n, &end, f) && show_stretch(s, from, end, v, f);
    }
    return ok;
}

bool spell_file_each(const char *path, size_t shard, size_t n, const struct spells *names, spell_file_visit *visit,
                     void *context, struct fault *f)
{
    struct spell_file s = { .path = path, .descriptor = open(path, O_RDONLY | O_CLOEXEC) };
    struct showing v = { names, visit, context, NULL };
    bool ok;

    if (s.descriptor < 0)
        return fault_errno(f, path, "kan inte läsa filen");
    v.room = memory_new(AT_ONCE * SPELL);
    ok = read_runs(&s, f) && show_shard(&s, shard - 1, n, &v, f);
    free(v.room);
    free(s.runs);
    close(s.descriptor);
    return ok;
}
