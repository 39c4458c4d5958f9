#include "pipeline/statistics/risk_walk.h"

#include "pipeline/base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SAME_TIME 1e-9
#define SHORTEST_SPELL                                                                                                 \
    4e-9 /* so that whoever leaves at a stop, anchored up to SAME_TIME earlier, has entered before it */

struct risk_mark {
    double time;
    uint32_t stratum;
    uint32_t count;
    uint16_t group;
    uint8_t cause;
};

bool risk_same_time(double a, double b)
{
    double larger;

    if (a == b)
        return true;
    larger = fmax(fabs(a), fabs(b));
    return isfinite(larger) && fabs(a - b) <= SAME_TIME * larger;
}

bool risk_before(double a, double b)
{
    return a < b && !risk_same_time(a, b);
}

bool risk_spells_are_sound(const struct risk_spells *spells)
{
    for (size_t i = 0; i < spells->n; i++) {
        double out = spells->exit[i];

        if (!isfinite(out) || (spells->count != NULL && spells->count[i] == 0))
            return false;
        if (spells->entry != NULL) {
            double in = spells->entry[i];

            if (!isfinite(in) || !(out - in > SHORTEST_SPELL * fmax(fabs(in), fabs(out))))
                return false;
        }
    }
    return true;
}

static int compare_marks(const void *left, const void *right)
{
    const struct risk_mark *a = left, *b = right;

    if (a->stratum != b->stratum)
        return a->stratum < b->stratum ? -1 : 1;
    return (a->time > b->time) - (a->time < b->time);
}

static struct risk_mark *sorted_marks(const struct risk_spells *spells, const double *times, const uint32_t *group,
                                      const uint32_t *stratum)
{
    struct risk_mark *marks = memory_zeroed(spells->n, sizeof *marks);
    bool in_order = true;

    for (size_t i = 0; i < spells->n; i++) {
        marks[i] = (struct risk_mark){
            .time = times[i],
            .stratum = stratum != NULL ? stratum[i] : 0,
            .count = spells->count != NULL ? spells->count[i] : 1,
            .group = group != NULL ? (uint16_t) group[i] : 0,
            .cause = spells->cause[i],
        };
        in_order = in_order && (i == 0 || compare_marks(&marks[i - 1], &marks[i]) <= 0);
    }
    if (!in_order)
        qsort(marks, spells->n, sizeof *marks, compare_marks);
    return marks;
}

bool risk_walk_begin(const struct risk_spells *spells, const uint32_t *group, size_t n_groups, size_t n_causes,
                     const uint32_t *stratum, struct risk_walk *walk)
{
    if (n_groups == 0 || n_groups > UINT16_MAX || n_causes == 0 || n_causes > UINT8_MAX ||
        !risk_spells_are_sound(spells))
        return false;
    for (size_t i = 0; group != NULL && i < spells->n; i++)
        if (group[i] >= n_groups)
            return false;
    *walk = (struct risk_walk){
        .at_risk = memory_zeroed(n_groups, sizeof *walk->at_risk),
        .events = memory_zeroed(n_groups * n_causes, sizeof *walk->events),
        .n_groups = n_groups,
        .n_causes = n_causes,
        .exits = sorted_marks(spells, spells->exit, group, stratum),
        .entries = spells->entry != NULL ? sorted_marks(spells, spells->entry, group, stratum) : NULL,
        .n = spells->n,
        .delayed = spells->entry != NULL,
    };
    return true;
}

static void begin_stratum(struct risk_walk *walk)
{
    walk->stratum = walk->exits[walk->next_exit].stratum;
    walk->stratum_begins = true;
    walk->begun = true;
    if (walk->delayed)
        return; /* at_risk is empty: all who entered the stratum before have left it */
    for (size_t i = walk->next_exit; i < walk->n && walk->exits[i].stratum == walk->stratum; i++)
        walk->at_risk[walk->exits[i].group] += walk->exits[i].count;
}

static void let_in_before(struct risk_walk *walk, double time)
{
    while (walk->next_entry < walk->n) {
        const struct risk_mark *mark = &walk->entries[walk->next_entry];

        if (mark->stratum != walk->stratum || !risk_before(mark->time, time))
            return;
        walk->at_risk[mark->group] += mark->count;
        walk->next_entry++;
    }
}

/* The marks that share the time of the first of them; *n_events of them are events. */
static size_t end_of_tie(const struct risk_walk *walk, size_t first, size_t *n_events)
{
    size_t i = first;

    *n_events = 0;
    while (i < walk->n && walk->exits[i].stratum == walk->stratum &&
           risk_same_time(walk->exits[i].time, walk->exits[first].time)) {
        *n_events += walk->exits[i].cause != 0 ? walk->exits[i].count : 0;
        i++;
    }
    return i;
}

static void count_stop(struct risk_walk *walk, size_t first, size_t end)
{
    memset(walk->events, 0, walk->n_groups * walk->n_causes * sizeof *walk->events);
    for (size_t i = first; i < end; i++) {
        size_t cause = walk->exits[i].cause;

        if (cause == 0)
            continue;
        if (cause > walk->n_causes)
            cause = walk->n_causes;
        walk->events[walk->exits[i].group * walk->n_causes + cause - 1] += walk->exits[i].count;
    }
    walk->time = walk->exits[first].time;
    walk->all_at_risk = 0;
    for (size_t g = 0; g < walk->n_groups; g++)
        walk->all_at_risk += walk->at_risk[g];
}

/* Those who left at the last stop are taken out of the risk set only when the walk goes on, so that the caller sees
 * them. */
bool risk_walk_next(struct risk_walk *walk)
{
    size_t first = walk->next_exit, end, n_events;

    if (walk->all_events > 0) {
        end = end_of_tie(walk, first, &n_events);
        for (size_t i = first; i < end; i++)
            walk->at_risk[walk->exits[i].group] -= walk->exits[i].count;
        walk->next_exit = end;
        walk->stratum_begins = false;
        walk->all_events = 0;
    }
    while (walk->next_exit < walk->n) {
        first = walk->next_exit;
        if (!walk->begun || walk->exits[first].stratum != walk->stratum)
            begin_stratum(walk);
        if (walk->delayed)
            let_in_before(walk, walk->exits[first].time);
        end = end_of_tie(walk, first, &n_events);
        if (n_events > 0) {
            count_stop(walk, first, end);
            walk->all_events = n_events;
            return true;
        }
        for (size_t i = first; i < end; i++)
            walk->at_risk[walk->exits[i].group] -= walk->exits[i].count;
        walk->next_exit = end;
    }
    return false;
}

static void sorted_times(const struct risk_mark *marks, size_t n, double *times, size_t *until)
{
    size_t sum = 0;

    for (size_t i = 0; i < n; i++) {
        sum += marks[i].count;
        times[i] = marks[i].time;
        until[i] = sum;
    }
}

void risk_walk_sorted_times(const struct risk_walk *walk, double *entries, size_t *entered, double *exits,
                            size_t *exited)
{
    sorted_times(walk->exits, walk->n, exits, exited);
    if (walk->delayed)
        sorted_times(walk->entries, walk->n, entries, entered);
}

void risk_walk_end(struct risk_walk *walk)
{
    free(walk->at_risk);
    free(walk->events);
    free(walk->exits);
    free(walk->entries);
}
