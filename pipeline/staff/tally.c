#include "pipeline/staff/tally.h"

static const enum staff_cause CAUSES[TALLY_CAUSES] = { CAUSE_OWN_REQUEST, CAUSE_PENSION,          CAUSE_TERM_ENDED,
                                                       CAUSE_DISMISSED,   CAUSE_DEATH_OR_ILLNESS, CAUSE_OTHER,
                                                       CAUSE_UNKNOWN };

enum staff_cause tally_cause(size_t place)
{
    return CAUSES[place];
}

size_t tally_cause_place(enum staff_cause cause)
{
    size_t place = 0;

    while (place < TALLY_CAUSES - 1 && CAUSES[place] != cause)
        place++;
    return place;
}

bool tally_window(const struct windows *w, int32_t day, size_t *window)
{
    ptrdiff_t floor = window_floor(w, day);

    *window = (size_t) floor;
    return floor >= 0 && floor < (ptrdiff_t) w->n;
}

struct weight {
    int64_t grade;
    int32_t ungraded;
};

static struct weight weight_of(const struct stay *s)
{
    if (s->grade == POST_NO_GRADE)
        return (struct weight){ 0, 1 };
    return (struct weight){ s->grade, 0 };
}

static void step(struct tally *t, int32_t by, struct weight weight)
{
    t->whole += by;
    t->whole_grade += by * weight.grade;
    t->whole_ungraded += by * weight.ungraded;
}

/* The days of first..last that lie in one window. */
static void add_part(const struct windows *w, struct tally *t, size_t window, int32_t first, int32_t last,
                     struct weight weight)
{
    int32_t begin = first > w->boundary[window] ? first : w->boundary[window];
    int32_t end = last < w->boundary[window + 1] ? last : w->boundary[window + 1] - 1;
    uint32_t days = (uint32_t) (end - begin + 1);

    t[window].part_days += days;
    t[window].part_grade += weight.grade * days;
    t[window].part_ungraded += (uint32_t) weight.ungraded * days;
}

/* Person-days first..last: by days in the windows at the ends, as a step up and down for those between. */
static void add_days(const struct windows *w, struct tally *t, const struct stay *s)
{
    int32_t first = s->first < w->boundary[0] ? w->boundary[0] : s->first;
    int32_t last = s->last >= w->boundary[w->n] ? w->boundary[w->n] - 1 : s->last;
    struct weight weight = weight_of(s);
    size_t from, to;

    if (first > last)
        return;
    from = (size_t) window_floor(w, first);
    to = (size_t) window_floor(w, last);
    add_part(w, t, from, first, last, weight);
    if (to == from)
        return;
    add_part(w, t, to, first, last, weight);
    step(&t[from + 1], 1, weight);
    step(&t[to], -1, weight);
}

/* In stock from the first boundary after s to the last one at or before L. */
static void add_stock(const struct windows *w, struct tally *t, const struct stay *s)
{
    ptrdiff_t n = (ptrdiff_t) w->n;
    ptrdiff_t from = window_floor(w, s->first) + 1;
    ptrdiff_t to = window_floor(w, s->leaving);

    if (from > to)
        return;
    t[from].stock++;
    if (w->snapshots)
        step(&t[from], 1, weight_of(s));
    if (to == n)
        return;
    t[to + 1].stock--;
    if (w->snapshots)
        step(&t[to + 1], -1, weight_of(s));
}

/* Employed on boundary days from the first one at or after s to the last one at or before the last day. */
static void add_present(const struct windows *w, struct tally *t, const struct stay *s)
{
    ptrdiff_t n = (ptrdiff_t) w->n;
    ptrdiff_t from = window_floor(w, s->first - 1) + 1;
    ptrdiff_t to = s->leave == STAY_OPEN ? n : window_floor(w, s->last);

    if (from > to)
        return;
    t[from].present++;
    if (to < n)
        t[to + 1].present--;
}

void tally_add(const struct windows *w, struct tally *t, const struct stay *s)
{
    size_t window;

    add_stock(w, t, s);
    add_present(w, t, s);
    if (!w->snapshots)
        add_days(w, t, s);
    if (s->entry == STAY_HIRED && tally_window(w, s->first, &window))
        t[window].hires++;
    if (s->leave == STAY_EXIT && tally_window(w, s->leaving, &window))
        t[window].exits[tally_cause_place(s->cause)]++;
}

void tally_settle(const struct windows *w, struct tally *t)
{
    for (size_t i = 1; i <= w->n; i++) {
        t[i].stock += t[i - 1].stock;
        t[i].present += t[i - 1].present;
        t[i].whole += t[i - 1].whole;
        t[i].whole_grade += t[i - 1].whole_grade;
        t[i].whole_ungraded += t[i - 1].whole_ungraded;
    }
}
