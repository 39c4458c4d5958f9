#include "pipeline/intake/order.h"

#include "pipeline/base/threads.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Two bytes make 65,536 parts; in two steps, for the parts of the first are small enough for a cache. */
enum { PARTS = 256, SMALL = 64, DEEPEST = 2 };

static int by_person(const void *one, const void *other)
{
    const struct spell *a = one, *b = other;

    return memcmp(a->person, b->person, PSEUDONYM_BYTES);
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

/* A few spells: their keys are put in order, and each is moved once. Half a pseudonym tells all but a person's own
 * apart, and those it need not. */
static void order_few(struct spell *spells, size_t n)
{
    struct spell moved[SMALL];
    struct place {
        uint64_t key;
        size_t from;
    } places[SMALL];
    bool alike = false;

    for (size_t i = 0; i < n; i++) {
        struct place p = { key_of(&spells[i]), i };
        size_t at = i;

        for (; at > 0 && places[at - 1].key > p.key; at--)
            places[at] = places[at - 1];
        alike = alike ||
                (at > 0 && places[at - 1].key == p.key && by_person(&spells[places[at - 1].from], &spells[i]) != 0);
        places[at] = p;
    }
    if (alike) {
        qsort(spells, n, sizeof *spells, by_person);
        return;
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

/* Parts by the first byte, every n_threads-th of them for one thread. */
struct shares {
    struct spell *spells;
    size_t end[PARTS];
    size_t n_threads;
};

static void order_share(void *context, size_t thread)
{
    const struct shares *s = context;

    for (size_t part = thread; part < PARTS; part += s->n_threads) {
        size_t begin = part > 0 ? s->end[part - 1] : 0;

        order(s->spells + begin, s->end[part] - begin, 1);
    }
}

void order_by_person(struct spell *spells, size_t n, size_t n_threads)
{
    enum { WORTH_WHILE = 1 << 16 };
    struct shares shares = { .spells = spells, .n_threads = n_threads < PARTS ? n_threads : PARTS };

    if (n_threads < 2 || n < WORTH_WHILE) {
        order(spells, n, 0);
        return;
    }
    divide(spells, n, 0, shares.end);
    threads_run(shares.n_threads, order_share, &shares);
}
