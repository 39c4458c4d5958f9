/* stays_districts.c - how long everybody stays in a district, and in the city.
 *
 * Districts have together hired whom the city has. Whoever left one left the city or moved, which everybody may know
 * of (districts.csv tells of moves); whoever remains in one remains in the city, but not the other way: of whoever
 * moves after the last year the district that is moved to is not followed. */
#include "stages/protect/linked_rooms.h"
#include "stages/protect/stays.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static bool is(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

static size_t number_of(const struct protect *p, const struct horizon *h, const char *what)
{
    char name[LINKED_NAME];

    return links_find(p->links, stays_name(h, what, "", name));
}

static void link_districts(struct protect *p, const struct horizons *all, const struct horizon *city, bool first)
{
    char hired[LINKED_NAME], left[LINKED_NAME], remain[LINKED_NAME], years[8];
    double moved = -city->events;
    bool any = false;

    snprintf(years, sizeof years, "%d", city->years);
    LINKED(hired, "hired by a district", years);
    LINKED(left, "moved from a district", years);
    LINKED(remain, "remain in a district", years);
    for (size_t i = 0; i < all->n; i++) {
        const struct horizon *h = &all->items[i];

        if (!h->published || !is(h->grouping, "district") || !is(h->cohort, "all") || h->years != city->years)
            continue;
        if (first)
            links_join(p->links, hired, number_of(p, h, "hired"), -1);
        links_join(p->links, left, number_of(p, h, "left"), 1);
        links_join(p->links, remain, number_of(p, h, "remain"), -1);
        moved += h->events;
        any = true;
    }
    if (!any)
        return;
    if (first)
        links_join(p->links, hired, number_of(p, city, "hired"), 1);
    links_join(p->links, left, number_of(p, city, "left"), -1);
    links_join(p->links, left,
               links_add(p->links, left, &(struct quantity){ .kind = LINKS_COUNT, .value = moved, .known = true }), -1);
    links_join(p->links, remain, number_of(p, city, "remain"), 1);
    links_join(p->links, remain, SIZE_MAX, -1);
}

void stays_link_districts(struct protect *p, const struct horizons *all)
{
    bool first = true;

    for (size_t i = 0; i < all->n; i++) {
        const struct horizon *h = &all->items[i];

        if (!h->published || !is(h->grouping, "city") || !is(h->cohort, "all") || isnan(h->people))
            continue;
        link_districts(p, all, h, first);
        first = false;
    }
}
