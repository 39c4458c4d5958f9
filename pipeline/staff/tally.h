/* tally.h - one cell's persons and days, window by window, counted so that a stay of twenty years costs no more than
 * one of twenty days: at most a few additions each, as steps that are summed once at the end.
 *
 * A stay becomes a tally_stay, small enough for those of a whole register to wait in memory; those of a cell are added
 * to its steps, which fit the cache; and the steps become the cell's tallies, one for each window, which stay. */
#ifndef STAFF_TALLY_H
#define STAFF_TALLY_H

#include "pipeline/intake/codebook.h"
#include "pipeline/staff/stay.h"
#include "pipeline/staff/window.h"

enum { TALLY_CAUSES = 7 }; /* own_request, pension, term_ended, dismissed, death_or_illness, other, unknown */

enum transfer { TRANSFER_MOVED, TRANSFER_CHANGED, TRANSFER_REORGANISED, N_TRANSFERS };

struct transfers {
    uint32_t in[N_TRANSFERS], out[N_TRANSFERS];
};

static inline bool transfers_any(const struct transfers *t)
{
    uint32_t any = 0;

    for (size_t k = 0; k < N_TRANSFERS; k++)
        any |= t->in[k] | t->out[k];
    return any != 0;
}

/* What the tables of its cell have to know of a stay. */
struct tally_stay {
    uint32_t cell;
    int32_t first, last; /* stay.h; the leaving day follows from how it is left */
    uint16_t grade;
    unsigned hired : 1;
    unsigned leave : 2; /* enum stay_leave */
    unsigned cause : 3; /* tally_cause_place(), of an exit */
    unsigned came : 2;  /* enum passing: it came out of another band that way ... */
    unsigned goes : 2;  /* ... or goes into one */
};

/* One cell at one boundary and in the window that begins there, while it is counted. `whole` and `stock` are steps:
 * what changes from the boundary before. */
struct tally_step {
    int64_t whole_grade, part_grade;
    int32_t whole;     /* persons there from this window on; between snapshots: there at the boundary */
    int32_t stock;     /* s < t <= L */
    int32_t first_day; /* who is employed on the day t itself without being in stock, less those the other way round */
    int32_t part_days; /* days of those who came in the window, less the days after those who went */
    uint32_t hires, exits[TALLY_CAUSES];
    int32_t whole_ungraded; /* a step, too */
    int32_t part_ungraded;
    uint32_t goes[N_PASSINGS - 1], came[N_PASSINGS - 1]; /* to another band and from one, by enum passing - 1 */
};

/* One cell at one boundary and in the window that begins there, as it is kept: 64 bytes. Days are counted twice, for
 * between snapshots there are halves of them. */
struct tally {
    int64_t grade_days2, days2; /* the first in hundredths of a percent */
    int32_t stock, first_day;   /* as above, of the boundary */
    uint32_t hires, exits[TALLY_CAUSES];
    uint32_t goes, came; /* to and from other bands */
};

/* The windows in which a stay begins and is left; -1: before all, n: after them. */
struct tally_ends {
    ptrdiff_t from, to;
};

/* Adds the stocks and days of a stay, its hire or exit if it is one, and how it came and goes, to the n + 1 steps of
 * its cell: of each window, and of the boundary at the end. */
struct tally_ends tally_add(const struct windows *w, struct tally_step *steps, const struct tally_stay *s);

/* Steps first..last: those that a cell has anything in. Begin with first > last. */
struct tally_reach {
    size_t first, last;
};

/* What such a stay adds to is in the reach, too. */
static inline void tally_reach_for(const struct windows *w, struct tally_reach *r, const struct tally_ends *e)
{
    size_t from = e->from < 0 ? 0 : (size_t) e->from;
    size_t to = e->to < (ptrdiff_t) w->n ? (size_t) (e->to + 1) : w->n;

    r->first = from < r->first ? from : r->first;
    r->last = to > r->last ? to : r->last;
}

/* Makes tallies of the steps within reach, of which the last may be the boundary at the end; and
 * ungraded_days2[window], unless NULL: days of which no grade is known. */
void tally_settle(const struct windows *w, struct tally_reach reach, struct tally_step *steps, struct tally *tallies,
                  int64_t *ungraded_days2);

/* Adds flows, days and stock of one to another: of the same window, for other cells, or of other windows of a cell. */
static inline void tally_sum(struct tally *to, const struct tally *from)
{
    to->grade_days2 += from->grade_days2;
    to->days2 += from->days2;
    to->stock += from->stock;
    to->first_day += from->first_day;
    to->hires += from->hires;
    for (size_t k = 0; k < TALLY_CAUSES; k++)
        to->exits[k] += from->exits[k];
    to->goes += from->goes;
    to->came += from->came;
}

/* Persons employed on the day of a boundary. */
static inline int64_t tally_present(const struct tally *t)
{
    return (int64_t) t->stock + t->first_day;
}

/* The window of a day; false outside all of them. */
static inline bool tally_window(const struct windows *w, int32_t day, size_t *window)
{
    ptrdiff_t floor = window_floor(w, day);

    *window = (size_t) floor;
    return floor >= 0 && floor < (ptrdiff_t) w->n;
}

/* The place of a cause among the exits. */
size_t tally_cause_place(enum staff_cause cause);
enum staff_cause tally_cause(size_t place);

/* `next` is the stay after it of the same person, or NULL. */
static inline struct tally_stay tally_stay_of(const struct stay *s, const struct stay *next, uint32_t cell)
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

#endif
