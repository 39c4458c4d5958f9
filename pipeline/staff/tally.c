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

static bool is_graded(const struct tally_stay *s)
{
    return s->grade != POST_NO_GRADE;
}

/* One person more or less from a window on, and so many days in the one before it, which that does not tell. */
static void step(struct tally_step *steps, ptrdiff_t window, int32_t by, int32_t days, const struct tally_stay *s)
{
    struct tally_step *next = &steps[window + 1], *at;

    next->whole += by;
    if (is_graded(s))
        next->whole_grade += by * (int64_t) s->grade;
    else
        next->whole_ungraded += by;
    if (window < 0 || days == 0)
        return;
    at = &steps[window];
    at->part_days += days;
    if (is_graded(s))
        at->part_grade += days * (int64_t) s->grade;
    else
        at->part_ungraded += days;
}

/* From its first day on the person is there, and in stock from the next boundary on. */
static void begin_stay(const struct windows *w, struct tally_step *steps, ptrdiff_t from, const struct tally_stay *s)
{
    struct tally_step *at;

    if (from < (ptrdiff_t) w->n) {
        step(steps, from, 1, w->snapshots || from < 0 ? 0 : w->boundary[from + 1] - s->first, s);
        steps[from + 1].stock++;
    }
    if (from < 0)
        return;
    at = &steps[from];
    at->first_day += w->boundary[from] == s->first;
    if (from == (ptrdiff_t) w->n)
        return;
    at->hires += s->hired;
    if (s->came != PASSING_NONE)
        at->came[s->came - 1]++;
}

/* After the leaving day, in window `to`, the person is not in stock any more; and is employed on a boundary that is the
 * leaving day unless the next stay begins there. */
static void leave_stay(const struct windows *w, struct tally_step *steps, ptrdiff_t to, const struct tally_stay *s)
{
    struct tally_step *at;

    if (to < (ptrdiff_t) w->n)
        steps[to + 1].stock--;
    if (to < 0)
        return;
    at = &steps[to];
    at->first_day -= s->leave != STAY_EXIT && w->boundary[to] == s->last + 1;
    if (to == (ptrdiff_t) w->n)
        return;
    if (s->leave == STAY_EXIT)
        at->exits[s->cause]++;
    if (s->goes != PASSING_NONE)
        at->goes[s->goes - 1]++;
}

struct tally_ends tally_add(const struct windows *w, struct tally_step *steps, const struct tally_stay *s)
{
    ptrdiff_t n = (ptrdiff_t) w->n, from = window_floor(w, s->first), last = window_floor(w, s->last), to = last;

    begin_stay(w, steps, from, s);
    if (!w->snapshots && last < n)
        step(steps, last, -1, last < 0 ? 0 : s->last + 1 - w->boundary[last + 1], s);
    if (s->leave == STAY_OPEN)
        return (struct tally_ends){ from, n };
    if (s->leave != STAY_EXIT && last < n && w->boundary[last + 1] == s->last + 1)
        to++;
    if (w->snapshots && to < n)
        step(steps, to, -1, 0, s);
    leave_stay(w, steps, to, s);
    return (struct tally_ends){ from, to };
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
        for (size_t k = 0; k < N_PASSINGS - 1; k++) {
            t->goes += at->goes[k];
            t->came += at->came[k];
        }
        for (size_t k = 0; k < TALLY_CAUSES; k++)
            t->exits[k] = at->exits[k];
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
