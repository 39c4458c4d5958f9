#include "pipeline/staff/post.h"

#include "pipeline/base/memory.h"

#include <stdlib.h>
#include <string.h>

/* A record with all that decides its rank as main post, so that qsort needs nothing else. */
struct candidate {
    const struct post_record *record;
    const char *district, *occupation, *operation, *unit;
    int32_t post_first; /* first day of the post that the record is part of */
    uint32_t index;
};

struct post_scratch {
    struct candidate *candidates;
    size_t n_candidates;
    uint32_t *by_start; /* record numbers */
    size_t n_by_start;
    uint32_t *rank; /* of each record, 0 = first choice */
    size_t n_rank;
    uint32_t *at_rank; /* record of each rank */
    size_t n_at_rank;
    uint32_t *heap; /* ranks of the qualifying records that have begun, lowest on top */
    size_t n_heap;
};

static int compare(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int by_district_and_start(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    int order = compare(x->record->district, y->record->district);

    return order != 0 ? order : compare(x->record->first, y->record->first);
}

static int by_start(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;

    return compare(x->record->first, y->record->first);
}

static int known_grade(const struct post_record *r)
{
    return r->grade == POST_NO_GRADE ? -1 : r->grade;
}

static int by_rank(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    const struct post_record *r = x->record, *s = y->record;
    int order = compare(known_grade(s), known_grade(r));

    if (order == 0)
        order = compare(x->post_first, y->post_first);
    if (order == 0)
        order = strcmp(x->district, y->district);
    if (order == 0)
        order = strcmp(x->occupation, y->occupation);
    if (order == 0)
        order = strcmp(x->operation, y->operation);
    if (order == 0)
        order = compare(r->first, s->first);
    if (order == 0)
        order = compare(s->last, r->last);
    if (order == 0)
        order = strcmp(x->unit, y->unit);
    return order != 0 ? order : compare(r->cause, s->cause);
}

static void reserve(struct post_scratch *s, size_t n)
{
    s->candidates = memory_grow(s->candidates, &s->n_candidates, n, sizeof *s->candidates);
    s->by_start = memory_grow(s->by_start, &s->n_by_start, n, sizeof *s->by_start);
    s->rank = memory_grow(s->rank, &s->n_rank, n, sizeof *s->rank);
    s->at_rank = memory_grow(s->at_rank, &s->n_at_rank, n, sizeof *s->at_rank);
    s->heap = memory_grow(s->heap, &s->n_heap, n, sizeof *s->heap);
}

/* Candidates sorted by district and start get the first day of their post. */
static void find_posts(struct candidate *c, size_t n, int32_t gap_days)
{
    int32_t post_first = 0, post_last = 0;

    for (size_t i = 0; i < n; i++) {
        const struct post_record *r = c[i].record;
        bool same = i > 0 && r->district == c[i - 1].record->district && (int64_t) r->first - post_last - 1 <= gap_days;

        if (!same) {
            post_first = r->first;
            post_last = r->last;
        } else if (r->last > post_last) {
            post_last = r->last;
        }
        c[i].post_first = post_first;
    }
}

/* Where each record ends before the next begins, as most do, no two compete for a day: any ranks will do. */
static bool rank_successors(struct post_scratch *s, const struct post_record *records, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (records[i].first <= records[i - 1].last)
            return false;
    for (size_t i = 0; i < n; i++)
        s->by_start[i] = s->rank[i] = s->at_rank[i] = (uint32_t) i;
    return true;
}

static void rank_records(struct post_scratch *s, const struct post_record *records, size_t n, int32_t gap_days,
                         const struct post_names *names)
{
    struct candidate *c = s->candidates;

    for (size_t i = 0; i < n; i++) {
        const struct post_record *r = &records[i];

        c[i] = (struct candidate){ r,
                                   dictionary_text(names->districts, r->district),
                                   dictionary_text(names->occupations, r->occupation),
                                   dictionary_text(names->operations, r->operation),
                                   dictionary_text(names->units, r->unit),
                                   r->first,
                                   (uint32_t) i };
    }
    if (n > 1) {
        qsort(c, n, sizeof *c, by_district_and_start);
        find_posts(c, n, gap_days);
        qsort(c, n, sizeof *c, by_rank);
    }
    for (size_t i = 0; i < n; i++) {
        s->rank[c[i].index] = (uint32_t) i;
        s->at_rank[i] = c[i].index;
    }
    if (n > 1)
        qsort(c, n, sizeof *c, by_start);
    for (size_t i = 0; i < n; i++)
        s->by_start[i] = c[i].index;
}

static void heap_push(uint32_t *heap, size_t *n, uint32_t rank)
{
    size_t i = (*n)++;

    while (i > 0 && heap[(i - 1) / 2] > rank) {
        heap[i] = heap[(i - 1) / 2];
        i = (i - 1) / 2;
    }
    heap[i] = rank;
}

static void heap_pop(uint32_t *heap, size_t *n)
{
    uint32_t last = heap[--(*n)];
    size_t i = 0;

    for (size_t child = 1; child < *n; child = 2 * i + 1) {
        if (child + 1 < *n && heap[child + 1] < heap[child])
            child++;
        if (heap[child] >= last)
            break;
        heap[i] = heap[child];
        i = child;
    }
    heap[i] = last;
}

static void add_run(struct post_runs *runs, uint32_t record, int32_t first, int32_t last, bool begins)
{
    struct post_run *before = runs->n > 0 ? &runs->items[runs->n - 1] : NULL;

    if (!begins && before->record == record) {
        before->last = before->worked = last;
        return;
    }
    runs->items = memory_grow(runs->items, &runs->capacity, runs->n + 1, sizeof *runs->items);
    runs->items[runs->n++] =
        (struct post_run){ .first = first, .last = last, .worked = last, .record = record, .begins = begins };
}

/* The employment that begins with the next record in order of start; *next moves past its records. */
static void follow_employment(const struct post_record *records, size_t n, int32_t gap_days, size_t *next,
                              struct post_runs *runs)
{
    struct post_scratch *s = runs->scratch;
    int32_t day = records[s->by_start[*next]].first;
    int64_t covered = (int64_t) day - 1;
    size_t n_heap = 0;
    bool begins = true, open = false;

    for (;;) {
        int64_t until, next_first;
        uint32_t record = POST_OUTSIDE;

        for (; *next < n && records[s->by_start[*next]].first <= day; (*next)++) {
            const struct post_record *r = &records[s->by_start[*next]];

            if (r->qualifies)
                heap_push(s->heap, &n_heap, s->rank[s->by_start[*next]]);
            if (r->last > covered)
                covered = r->last;
            open = open || r->open;
        }
        while (n_heap > 0 && records[s->at_rank[s->heap[0]]].last < day)
            heap_pop(s->heap, &n_heap);
        next_first = *next < n ? records[s->by_start[*next]].first : INT64_MAX;
        if (n_heap == 0 && day > covered) {
            if (next_first == INT64_MAX || next_first - covered - 1 > gap_days)
                break;
            day = (int32_t) next_first;
            runs->items[runs->n - 1].last = day - 1;
            continue;
        }
        until = covered;
        if (n_heap > 0) {
            record = s->at_rank[s->heap[0]];
            until = records[record].last;
        }
        if (until >= next_first)
            until = next_first - 1;
        add_run(runs, record, day, (int32_t) until, begins);
        begins = false;
        day = (int32_t) until + 1;
    }
    runs->items[runs->n - 1].ends = true;
    runs->items[runs->n - 1].open = open;
}

void post_find(const struct post_record *records, size_t n, int32_t gap_days, const struct post_names *names,
               struct post_runs *runs)
{
    size_t next = 0;

    runs->n = 0;
    if (runs->scratch == NULL)
        runs->scratch = memory_zeroed(1, sizeof *runs->scratch);
    reserve(runs->scratch, n);
    if (!rank_successors(runs->scratch, records, n))
        rank_records(runs->scratch, records, n, gap_days, names);
    while (next < n)
        follow_employment(records, n, gap_days, &next, runs);
}

void post_runs_free(struct post_runs *runs)
{
    if (runs->scratch != NULL) {
        free(runs->scratch->candidates);
        free(runs->scratch->by_start);
        free(runs->scratch->rank);
        free(runs->scratch->at_rank);
        free(runs->scratch->heap);
        free(runs->scratch);
    }
    free(runs->items);
    *runs = (struct post_runs){ 0 };
}
