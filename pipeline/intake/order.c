#include "pipeline/intake/order.h"

#include "pipeline/base/memory.h"
#include "pipeline/base/threads.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Byte after byte, until few are left: two bytes make 65,536 parts. */
enum { PARTS = 256, SMALL = 48, DEEPEST = 8 };

static int by_person(const void *one, const void *other)
{
    const struct spell *a = one, *b = other;
    int order = memcmp(a->person, b->person, PSEUDONYM_BYTES);

    if (order == 0)
        order = (a->file > b->file) - (a->file < b->file);
    return order != 0 ? order : (a->line > b->line) - (a->line < b->line);
}

/* A part is come back to after some hundred others: the spell that will have to leave it is on its way meanwhile, its
 * end and the line after it, for the line of its beginning is there. */
static void fetch_ahead(const struct spell *next)
{
    enum { LINE = 64 };

    __builtin_prefetch((const char *) next + LINE, 1);
}

/* Moves every spell to its part by one byte of the pseudonym; end[i] is where part i ends. */
static void divide(struct spell *spells, size_t n, int byte, size_t end[PARTS])
{
    size_t next[PARTS];

    memset(end, 0, PARTS * sizeof *end);
    for (size_t i = 0; i < n; i++)
        end[spells[i].person[byte]]++;
    next[0] = 0;
    for (size_t part = 1; part < PARTS; part++) {
        next[part] = end[part - 1];
        end[part] += end[part - 1];
    }
    for (size_t part = 0; part < PARTS; part++)
        while (next[part] < end[part]) {
            struct spell homeless = spells[next[part]];
            size_t home;

            while ((home = homeless.person[byte]) != part) {
                struct spell other = spells[next[home]];

                spells[next[home]++] = homeless;
                fetch_ahead(&spells[next[home]]);
                homeless = other;
            }
            spells[next[part]++] = homeless;
        }
}

/* The first half of a pseudonym, as a number in the order of its bytes. */
static uint64_t key_of(const struct spell *s)
{
    uint64_t key = 0;

    for (size_t i = 0; i < sizeof key; i++)
        key = key << 8 | s->person[i];
    return key;
}

struct place {
    uint64_t key;
    size_t from;
};

static bool comes_after(const struct place *a, const struct place *b, const struct spell *spells)
{
    return a->key > b->key || (a->key == b->key && by_person(&spells[a->from], &spells[b->from]) > 0);
}

/* A few spells: their keys are put in order, and each is moved once. */
static void order_few(struct spell *spells, size_t n)
{
    struct spell moved[SMALL];
    struct place places[SMALL];

    for (size_t i = 0; i < n; i++) {
        struct place p = { key_of(&spells[i]), i };
        size_t at = i;

        for (; at > 0 && comes_after(&places[at - 1], &p, spells); at--)
            places[at] = places[at - 1];
        places[at] = p;
    }
    for (size_t i = 0; i < n; i++)
        moved[i] = spells[places[i].from];
    if (n > 0)
        memcpy(spells, moved, n * sizeof *spells);
}

static void order(struct spell *spells, size_t n, int byte)
{
    size_t end[PARTS];
    size_t begin = 0;

    if (n <= SMALL) {
        order_few(spells, n);
        return;
    }
    if (byte == DEEPEST) {
        qsort(spells, n, sizeof *spells, by_person);
        return;
    }
    divide(spells, n, byte, end);
    for (size_t part = 0; part < PARTS; part++) {
        order(spells + begin, end[part] - begin, byte + 1);
        begin = end[part];
    }
}

/* ---- several threads ---- */

/* One thread's share of the spells: those whose first byte is less than the pivot come first. */
struct share {
    struct spell *spells;
    size_t n, n_less;
    int pivot;
};

static void swap_spells(struct spell *one, struct spell *other, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct spell s = one[i];

        one[i] = other[i];
        other[i] = s;
    }
}

static void part_share(void *context, size_t thread)
{
    struct share *s = (struct share *) context + thread;
    size_t from = 0, to = s->n;

    for (;;) {
        while (from < to && s->spells[from].person[0] < s->pivot)
            from++;
        while (from < to && s->spells[to - 1].person[0] >= s->pivot)
            to--;
        if (from == to)
            break;
        swap_spells(&s->spells[from++], &s->spells[--to], 1);
    }
    s->n_less = from;
}

/* Shares that are each parted: of all spells those that are less come first, as well. Returns how many they are. */
static size_t join_shares(struct spell *spells, const struct share *shares, size_t n_shares)
{
    size_t n_less = shares[0].n_less;

    for (size_t i = 1; i < n_shares; i++) {
        const struct share *s = &shares[i];
        struct spell *end = s->spells +
                            s->n_less; /* the spells before the share that are not less trade with the last */
        size_t before = (size_t) (s->spells - spells) - n_less, n = before < s->n_less ? before : s->n_less;

        swap_spells(spells + n_less, end - n, n);
        n_less += s->n_less;
    }
    return n_less;
}

/* Spells whose first bytes are in [least, end), with so many threads. */
struct range {
    struct spell *spells;
    size_t n, n_threads;
    int least, end;
};

static void order_range(void *context, size_t i)
{
    enum { WORTH_WHILE = 1 << 15 }; /* for a thread */
    const struct range *r = (const struct range *) context + i;
    size_t n_threads = r->n / WORTH_WHILE < r->n_threads ? r->n / WORTH_WHILE : r->n_threads, half = n_threads / 2, n;
    struct range parts[2] = { *r, *r };
    struct share *shares;

    if (n_threads < 2 || r->end - r->least < 2) {
        order(r->spells, r->n, 0);
        return;
    }
    shares = memory_zeroed(n_threads, sizeof *shares);
    parts[0].end = parts[1].least = r->least + (int) ((size_t) (r->end - r->least) * half / n_threads);
    for (size_t k = 0, at = 0; k < n_threads; k++, at += n) {
        n = r->n / n_threads + (k < r->n % n_threads);
        shares[k] = (struct share){ .spells = r->spells + at, .n = n, .pivot = parts[1].least };
    }
    threads_run(n_threads, part_share, shares);
    parts[0].n = join_shares(r->spells, shares, n_threads);
    free(shares);
    parts[1].spells += parts[0].n;
    parts[1].n -= parts[0].n;
    parts[0].n_threads = half;
    parts[1].n_threads = n_threads - half;
    threads_run(2, order_range, parts);
}

void order_by_person(struct spell *spells, size_t n, size_t n_threads)
{
    struct range all = { .spells = spells, .n = n, .n_threads = n_threads < PARTS ? n_threads : PARTS, .end = PARTS };

    order_range(&all, 0);
}
