/* tally.h - one cell's persons and days, window by window, counted so that a stay of twenty years costs no more than
 * one of twenty days: at most a few additions each, as steps that are summed once at the end. */
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

/* One cell at one boundary and in the window that begins there: what nearly every stay touches, kept small. `whole` and
 * `stock` are steps, what changes from the boundary before, until tally_settle() makes them levels. */
struct tally {
    int64_t whole_grade, part_grade;
    int32_t whole;      /* persons there every day of the window; between snapshots: there at the boundary */
    int32_t stock;      /* s < t <= L */
    int32_t first_day;  /* who is employed on the day t itself without being in stock, less those the other way round */
    uint32_t part_days; /* days of persons there on some days of the window only */
};

/* What few stays touch. */
struct tally_events {
    uint32_t hires, exits[TALLY_CAUSES];
    int32_t whole_ungraded; /* a step, too */
    uint32_t part_ungraded;
    uint32_t passed[N_PASSINGS - 1]; /* to the next band or bands, by enum passing - 1; counted by balance.c ... */
    uint32_t came;                   /* ... and those who came from the one before, of whatever passing */
};

/* One cell: both for each of the n windows and for the boundary at the end. NULL: nobody was ever there. */
struct tally_row {
    struct tally *tallies;
    struct tally_events *events;
};

void tally_row_begin(struct tally_row *r, size_t n_windows);
void tally_row_free(struct tally_row *r);

/* Adds another row to it, before tally_settle(). */
void tally_row_join(const struct tally_row *into, const struct tally_row *from, size_t n_windows);

/* Persons employed on the day of a boundary; after tally_settle(). */
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

/* Adds the stocks and days of a stay, and its hire or exit if it is one, to its cell. */
void tally_add(const struct windows *w, const struct tally_row *r, const struct stay *s);

void tally_settle(const struct windows *w, const struct tally_row *r);

/* The place of a cause among the exits. */
size_t tally_cause_place(enum staff_cause cause);
enum staff_cause tally_cause(size_t place);

#endif
