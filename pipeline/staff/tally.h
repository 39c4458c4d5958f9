/* tally.h - one cell's persons and days, window by window, counted so that a stay of twenty years costs no more than
 * one of twenty days: at most a few additions each, as steps that are summed once at the end. */
#ifndef STAFF_TALLY_H
#define STAFF_TALLY_H

#include "pipeline/staff/codebook.h"
#include "pipeline/staff/stay.h"
#include "pipeline/staff/window.h"

enum { TALLY_CAUSES = 7 }; /* own_request, pension, term_ended, dismissed, death_or_illness, other, unknown */

enum transfer { TRANSFER_MOVED, TRANSFER_CHANGED, TRANSFER_REORGANISED, N_TRANSFERS };

struct transfers {
    uint32_t in[N_TRANSFERS], out[N_TRANSFERS];
};

/* One cell at one boundary and in the window that begins there. The first five are steps, what changes from the
 * boundary before, until tally_settle() makes them levels. */
struct tally {
    int64_t whole_grade;
    int32_t whole, whole_ungraded; /* persons there every day of the window; between snapshots: there at the boundary */
    int32_t stock;                 /* s < t <= L */
    int32_t present;               /* s <= t <= last: employed on the day */
    uint32_t hires, exits[TALLY_CAUSES];
    uint32_t part_days, part_ungraded; /* days of persons there on some days of the window only */
    int64_t part_grade;
    struct transfers transfers; /* between cells; counted by balance.c */
};

/* The window of a day; false outside all of them. */
bool tally_window(const struct windows *w, int32_t day, size_t *window);

/* Adds the stocks and days of a stay, and its hire or exit if it is one, to the n + 1 tallies of its cell. */
void tally_add(const struct windows *w, struct tally *t, const struct stay *s);

void tally_settle(const struct windows *w, struct tally *t);

/* The place of a cause among the exits. */
size_t tally_cause_place(enum staff_cause cause);
enum staff_cause tally_cause(size_t place);

#endif
