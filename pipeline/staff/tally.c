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

struct tally_stay tally_stay_of(const struct stay *s, const struct stay *next, uint32_t cell)
{
    return (struct tally_stay){ .cell = cell,
                                .first = s->first,
                                .last = s->last,
                                .grade = s->grade,
                                .hired = s->entry == STAY_HIRED,
                                .leave = s->leave & 3u,
                                .cause = s->leave == STAY_EXIT ? tally_cause_place(s->cause) & 7u : 0,
                                .came = s->passing & 3u,
                                .goes = next != NULL ? next->passing & 3u : 0 };
}

static int32_t leaving_day(const struct tally_stay *s)
{
    if (s->leave == STAY_OPEN)
        return INT32_MAX;
    return s->leave == STAY_EXIT ? s->last : s->last + 1;
}

static bool is_graded(const struct tally_stay *s)
{
    return s->grade != POST_NO_GRADE;
}

static void step(struct tally_step *at, int32_t by, const struct tally_stay *s)
{
    at->whole += by;
    if (is_graded(s))
        at->whole_grade += by * (int64_t) s->grade;
    else
        at->whole_ungraded += by;
}

/* The days of first..last that lie in one window. */
static void add_part(const struct windows *w, struct tally_step *steps, size_t window, int32_t first, int32_t last,
                     const struct tally_stay *s)
{
    struct tally_step *at = &steps[window];
    int32_t begin = first > w->boundary[window] ? first : w->boundary[window];
    int32_t end = last < w->boundary[window + 1] ? last : w->boundary[window + 1] - 1;
    uint32_t days = (uint32_t) (end - begin + 1);

    at->part_days += days;
    if (is_graded(s))
        at->part_grade += (int64_t) s->grade * days;
    else
        at->part_ungraded += days;
}

/* Person-days first..last: by days in the windows at the ends, as a step up and down for those between. */
static void add_days(const struct windows *w, struct tally_step *steps, const struct tally_stay *s)
{
    int32_t first = s->first < w->boundary[0] ? w->boundary[0] : s->first;
    int32_t last = s->last >= w->boundary[w->n] ? w->boundary[w->n] - 1 : s->last;
    size_t from, to;

    if (first > last)
        return;
    from = (size_t) window_floor(w, first);
    to = (size_t) window_floor(w, last);
    add_part(w, steps, from, first, last, s);
    if (to == from)
        return;
    add_part(w, steps, to, first, last, s);
    step(&steps[from + 1], 1, s);
    step(&steps[to], -1, s);
}

/* In stock from the first boundary after s to the last one at or before L; and employed on the day of a boundary from s
 * on, but no more on L where the next stay begins. */
static void add_stock(const struct windows *w, struct tally_step *steps, const struct tally_stay *s)
{
    int32_t leaving = leaving_day(s);
    ptrdiff_t n = (ptrdiff_t) w->n;
    ptrdiff_t from = window_floor(w, s->first), to = window_floor(w, leaving);

    if (from >= 0 && w->boundary[from] == s->first)
        steps[from].first_day++;
    if (to >= 0 && w->boundary[to] == leaving && s->last < leaving)
        steps[to].first_day--;
    if (from + 1 > to)
        return;
    steps[from + 1].stock++;
    if (w->snapshots)
        step(&steps[from + 1], 1, s);
    if (to == n)
        return;
    steps[to + 1].stock--;
    if (w->snapshots)
        step(&steps[to + 1], -1, s);
}

void tally_add(const struct windows *w, struct tally_step *steps, const struct tally_stay *s)
{
    size_t window;

    add_stock(w, steps, s);
    if (!w->snapshots)
        add_days(w, steps, s);
    if (s->hired && tally_window(w, s->first, &window))
        steps[window].hires++;
    if (s->leave == STAY_EXIT && tally_window(w, s->last, &window))
        steps[window].exits[s->cause]++;
    if (s->came != PASSING_NONE && tally_window(w, s->first, &window))
        steps[window].came[s->came - 1]++;
    if (s->goes != PASSING_NONE && tally_window(w, leaving_day(s), &window))
        steps[window].goes[s->goes - 1]++;
}

static void sum_up(struct tally_step *steps, struct tally_reach reach)
{
    for (size_t i = reach.first + 1; i <= reach.last; i++) {
        steps[i].stock += steps[i - 1].stock;
        steps[i].whole += steps[i - 1].whole;
        steps[i].whole_grade += steps[i - 1].whole_grade;
        steps[i].whole_ungraded += steps[i - 1].whole_ungraded;
    }
}

void tally_settle(const struct windows *w, struct tally_reach reach, struct tally_step *steps, struct tally *tallies,
                  int64_t *ungraded_days2)
{
    size_t end = reach.last < w->n ? reach.last + 1 : w->n;

    sum_up(steps, reach);
    for (size_t i = reach.first; i < end; i++) {
        const struct tally_step *at = &steps[i], *next = at + 1;
        int64_t days = w->boundary[i + 1] - w->boundary[i], none;
        struct tally *t = &tallies[i];

        *t = (struct tally){ .stock = at->stock, .first_day = at->first_day, .hires = at->hires };
        for (size_t k = 0; k < TALLY_CAUSES; k++)
            t->exits[k] = at->exits[k];
        for (size_t k = 0; k < N_PASSINGS - 1; k++) {
            t->goes += at->goes[k];
            t->came += at->came[k];
        }
        if (w->snapshots) {
            t->days2 = days * ((int64_t) at->whole + next->whole);
            t->grade_days2 = days * (at->whole_grade + next->whole_grade);
            none = days * ((int64_t) at->whole_ungraded + next->whole_ungraded);
        } else {
            t->days2 = 2 * (days * at->whole + at->part_days);
            t->grade_days2 = 2 * (days * at->whole_grade + at->part_grade);
            none = 2 * (days * at->whole_ungraded + at->part_ungraded);
        }
        if (ungraded_days2 != NULL)
            ungraded_days2[i] = none;
    }
    if (reach.last == w->n)
        tallies[w->n] = (struct tally){ .stock = steps[w->n].stock, .first_day = steps[w->n].first_day };
}
