/* cells.c - cells.csv, the largest of the outputs: month after month, rows made by several threads. There are as many
 * as months times cells, and most of their numbers are 0. */
#include "stages/turnover/tables.h"

#include "pipeline/base/memory.h"
#include "pipeline/table/batches.h"
#include "pipeline/table/cell.h"
#include "pipeline/table/count_text.h"
#include "pipeline/table/writer.h"

#include <stdlib.h>
#include <string.h>

enum { BLOCK = 32 }; /* bytes that are copied at once: wherever text stands, so many stand after it */

/* A cell with its words, to be sorted by them. */
struct named {
    const char *word[N_ATTRIBUTES];
    char room[2][BAND_LABEL];
    uint32_t cell;
};

/* What rows are made of, cell by cell in their order: together, for they are gone through once a month. */
struct line {
    struct tally_rows tallies;
    const struct transfers *transfers;
    const char *words; /* as they stand in the table, each after a comma */
    uint32_t length, cell;
};

struct lines {
    struct line *items;
    char *words; /* of all */
    size_t n, widest;
};

static int by_words(const void *a, const void *b)
{
    const struct named *const *x = a, *const *y = b;
    int order = 0;

    for (size_t i = 0; i < N_ATTRIBUTES && order == 0; i++)
        order = strcmp((*x)->word[i], (*y)->word[i]);
    return order;
}

/* All cells in the order of their words: named[i], pointing into *store. The caller frees both. */
static struct named **sorted_cells(const struct plan *plan, const struct counted *c, size_t n, struct named **store)
{
    struct named **named = memory_zeroed(n, sizeof *named);

    *store = memory_zeroed(n, sizeof **store);
    for (uint32_t i = 0; i < n; i++) {
        struct named *one = named[i] = &(*store)[i];

        one->cell = i;
        for (enum attribute a = 0; a < N_ATTRIBUTES; a++)
            one->word[a] = counted_word(plan, c, cells_key(c->population.cells, i), a,
                                        one->room[a == ATTRIBUTE_TENURE]);
    }
    qsort(named, n, sizeof *named, by_words);
    return named;
}

static size_t words_room(const struct named *named)
{
    size_t room = 0;

    for (size_t a = 0; a < N_ATTRIBUTES; a++)
        room += 2 * strlen(named->word[a]) + 4;
    return room;
}

static size_t join_words(const struct named *named, char *words)
{
    size_t length = 0;

    for (size_t a = 0; a < N_ATTRIBUTES; a++) {
        words[length++] = ',';
        length += cell_format_text(named->word[a], strlen(named->word[a]), words + length);
    }
    return length;
}

/* The caller frees items and words. */
static struct lines lines_of(const struct plan *plan, const struct counted *c)
{
    const struct population *p = &c->population;
    struct lines lines = { .n = cells_count(p->cells) };
    struct named *store, **named = sorted_cells(plan, c, lines.n, &store);
    size_t room = 0, used = 0;

    for (size_t i = 0; i < lines.n; i++)
        room += words_room(named[i]);
    lines.items = memory_zeroed(lines.n, sizeof *lines.items);
    lines.words = memory_zeroed(room + BLOCK, 1);
    for (size_t i = 0; i < lines.n; i++) {
        uint32_t cell = named[i]->cell;
        size_t length = join_words(named[i], lines.words + used);

        lines.items[i] = (struct line){ .tallies = *balance_tallies(p->balance, cell),
                                        .transfers = balance_cell_transfers(p->balance, cell),
                                        .words = lines.words + used,
                                        .length = (uint32_t) length,
                                        .cell = cell };
        used += length;
        lines.widest = length > lines.widest ? length : lines.widest;
    }
    free(named);
    free(store);
    return lines;
}

static char *put_bytes(char *to, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i += BLOCK)
        memcpy(to + i, text + i, BLOCK);
    return to + length;
}

/* Days that were counted twice. */
static char *put_days(const struct count_text *t, char *to, int64_t days2)
{
    if (days2 % 2 == 0)
        return count_text_put(t, to, days2 / 2);
    *to++ = ',';
    return to + cell_format_real((double) days2 / 2, to);
}

/* Days of full time, of grades in hundredths of a percent by days that were counted twice: five decimals tell all. */
static char *put_full_time(const struct count_text *t, char *to, int64_t grade_days2)
{
    enum { SCALE = 100000 / (2 * BALANCE_FULL_TIME) };

    return count_text_put_decimal(t, to, grade_days2 * SCALE);
}

#define NONE_OF_SEVEN ",0,0,0,0,0,0,0"
#define NONE_OF_EIGHT ",0" NONE_OF_SEVEN

static char *put_zeros(char *to, size_t n)
{
    memcpy(to, NONE_OF_EIGHT, sizeof NONE_OF_EIGHT - 1);
    return to + 2 * n;
}

static char *put_transfers(const struct count_text *t, char *to, const uint32_t n[N_TRANSFERS])
{
    if ((n[0] | n[1] | n[2]) == 0)
        return put_zeros(to, N_TRANSFERS);
    for (size_t k = 0; k < N_TRANSFERS; k++)
        to = count_text_put(t, to, n[k]);
    return to;
}

/* A cell in one month. The stock at the end follows from the balance, which was proved: it stands in the next tally,
 * which need not be fetched. */
struct numbers {
    struct tally tally;
    struct transfers moves;
    int64_t exits, closing;
};

/* False where nobody was ever there. */
static bool find_numbers(const struct line *l, size_t window, struct numbers *n)
{
    const struct transfers none = { { 0 }, { 0 } }, *moves = l->transfers != NULL ? &l->transfers[window] : NULL;
    const struct tally *t = &n->tally;

    if ((window < l->tallies.first || window >= l->tallies.end) && moves == NULL)
        return false;
    n->tally = tally_rows_at(&l->tallies, window);
    n->moves = moves != NULL ? *moves : none;
    n->moves.in[TRANSFER_CHANGED] += t->came;
    n->moves.out[TRANSFER_CHANGED] += t->goes;
    n->exits = 0;
    for (size_t k = 0; k < TALLY_CAUSES; k++)
        n->exits += t->exits[k];
    n->closing = (int64_t) t->stock + t->hires - n->exits;
    for (size_t k = 0; k < N_TRANSFERS; k++)
        n->closing += (int64_t) n->moves.in[k] - n->moves.out[k];
    return t->stock != 0 || n->closing != 0 || t->hires != 0 || n->exits != 0 || t->days2 > 0 ||
           transfers_any(&n->moves);
}

static char *put_flows(const struct count_text *t, char *to, const struct numbers *n)
{
    if (n->tally.hires == 0 && n->exits == 0 && !transfers_any(&n->moves))
        return put_zeros(to, 2 + 2 * N_TRANSFERS);
    to = count_text_put(t, to, n->tally.hires);
    to = put_transfers(t, to, n->moves.in);
    to = count_text_put(t, to, n->exits);
    return put_transfers(t, to, n->moves.out);
}

static char *put_numbers(const struct count_text *t, char *to, const struct numbers *n, int64_t ungraded_days2)
{
    to = count_text_put(t, to, n->tally.stock);
    to = put_flows(t, to, n);
    to = count_text_put(t, to, n->closing);
    to = put_days(t, to, n->tally.days2);
    to = put_full_time(t, to, n->tally.grade_days2);
    to = put_days(t, to, ungraded_days2);
    if (n->exits == 0)
        return put_zeros(to, TALLY_CAUSES);
    for (size_t k = 0; k < TALLY_CAUSES; k++)
        to = count_text_put(t, to, n->tally.exits[k]);
    return to;
}

_Static_assert(N_TRANSFERS == 3 && TALLY_CAUSES == 7, "zeros are written for so many");

struct cell_rows {
    const struct counted *counted;
    struct lines lines;
    struct count_text counts;
};

enum { AHEAD = 16 /* cells */, MONTH = 7 /* 2019-01 */ };

/* Rows are numbered by month, then by cell. */
static size_t make_rows(void *context, size_t maker, size_t first, size_t end, char *bytes)
{
    const struct cell_rows *r = context;
    const struct windows *w = &r->counted->windows;
    size_t n = r->lines.n, window = first / n, place = first % n;
    char *to = bytes;

    (void) maker;
    for (size_t row = first; row < end; row++, place++) {
        const struct line *l;
        struct numbers numbers;

        if (place == n) {
            place = 0;
            window++;
        }
        l = &r->lines.items[place];
        if (place + AHEAD < n)
            tally_rows_expect(&l[AHEAD].tallies, window);
        if (!find_numbers(l, window, &numbers))
            continue;
        memcpy(to, w->month[window], MONTH);
        to = put_bytes(to + MONTH, l->words, l->length);
        to = put_numbers(&r->counts, to, &numbers,
                         balance_ungraded_days2(r->counted->population.balance, l->cell, window));
        *to++ = '\n';
    }
    return (size_t) (to - bytes);
}

static void put_cells(struct writer *w, const struct plan *plan, const struct counted *c)
{
    enum { NUMBERS = 24 * (CELL_ROOM + 1) };
    struct cell_rows r = { .counted = c, .lines = lines_of(plan, c) };

    count_text_begin(&r.counts);
    batches_write(w, c->population.n_threads, c->windows.n * r.lines.n,
                  sizeof c->windows.month[0] + r.lines.widest + NUMBERS + BLOCK, make_rows, &r);
    free(r.lines.items);
    free(r.lines.words);
}

bool tables_write_cells(const char *path, const struct plan *plan, const struct counted *c, struct fault *f)
{
    struct writer *w = NULL;

    if (!writer_open(path, schema_find("cells"), &w, f))
        return false;
    if (c != NULL && c->windows.month != NULL)
        put_cells(w, plan, c);
    return writer_commit(w, f);
}
