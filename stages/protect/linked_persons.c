/* linked_persons.c - what tables of stocks, flows, stays and tenure say of the same persons in a year and the next.
 *
 * Of whoever left or went out in a year some had been there when it began: those of T12 who did not stay. The others
 * came in the same year. Where nobody changes work within the city these were hired, and with those who left within a
 * year of being hired, but in the next, they are T18's numerator; and a year's leavers of less than a year's tenure are
 * its own hires and those of the year before. Who changes work is in and out of it otherwise, and no table shows it:
 * then each sum holds within those changes. */
#include "stages/protect/linked_rooms.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char FIRST_TENURE[] = "under_1";

/* A group in a year: its published numbers, SIZE_MAX where one is not there, and those no table shows. */
struct group_year {
    const char *occupation;
    char period[16], before[16];
    double changed_in, changed_out;
    size_t exits, in, out, opening, closing;
    size_t stayed, unbroken, within_year, so_far, hires, first_tenure;
    size_t came_and_went;
};

static double value(const struct protect *p, size_t q)
{
    return q == SIZE_MAX ? (double) NAN : links_at(p->links, q)->value;
}

static size_t item_of(const struct protect *p, const struct balance_year *y, int item)
{
    char name[LINKED_NAME];

    return links_find(p->links, linked_item(p, y, item, name));
}

static struct group_year group_year_of(const struct protect *p, const struct balance_year *y)
{
    struct group_year g = { .occupation = y->occupation,
                            .changed_in = y->persons[CHANGED_IN],
                            .changed_out = y->persons[CHANGED_OUT],
                            .exits = item_of(p, y, EXITS),
                            .in = item_of(p, y, CHANGED_IN),
                            .out = item_of(p, y, CHANGED_OUT),
                            .opening = item_of(p, y, OPENING),
                            .closing = item_of(p, y, CLOSING),
                            .hires = item_of(p, y, HIRES) };

    snprintf(g.period, sizeof g.period, "%s", y->period);
    snprintf(g.before, sizeof g.before, "%d", atoi(y->period) - 1);
    g.stayed = FIND(p, "numerator", g.period, y->occupation, "T10");
    g.unbroken = FIND(p, "numerator", g.period, y->occupation, "T12");
    g.within_year = FIND(p, "numerator", g.period, y->occupation, "T18");
    g.so_far = FIND(p, "numerator", g.period, y->occupation, "T13");
    g.first_tenure = FIND(p, "exits", g.period, y->occupation, "tenure", FIRST_TENURE);
    g.came_and_went = FIND(p, "came and went", g.period, y->occupation);
    return g;
}

/* Persons whom no table shows, and who follow where the others of a sum are shown: these, some of them several times.
 */
static size_t put_unseen(struct protect *p, const struct group_year *g, const char *what, double persons)
{
    char name[LINKED_NAME];

    return links_add(p->links, LINKED(name, what, g->period, g->occupation),
                     &(struct quantity){ .kind = LINKS_COUNT,
                                         .value = persons,
                                         .rule = suppression_of_count(&p->limits, persons, INFINITY, INFINITY) });
}

/* More of them than there are less: together they are persons, too. */
static void put_rest(struct protect *p, const struct group_year *g, const char *what, size_t whole, size_t part)
{
    if (whole == SIZE_MAX || part == SIZE_MAX)
        return;
    JOIN(p, whole, 1, what, g->period, g->occupation);
    JOIN(p, part, -1, what, g->period, g->occupation);
    JOIN(p, put_unseen(p, g, what, value(p, whole) - value(p, part)), -1, what, g->period, g->occupation);
}

static void link_came_and_went(struct protect *p, const struct balance_year *y)
{
    struct group_year g = group_year_of(p, y);
    double went = value(p, g.exits) + value(p, g.out) - value(p, g.opening) + value(p, g.unbroken);

    put_rest(p, &g, "came and was there without a break", g.closing, g.unbroken);
    put_rest(p, &g, "was not there when the year began", g.closing, g.stayed);
    put_rest(p, &g, "left after a year", g.so_far, g.within_year);
    if (isnan(went))
        return;
    JOIN(p, g.exits, 1, "came and went", g.period, g.occupation);
    JOIN(p, g.out, 1, "came and went", g.period, g.occupation);
    JOIN(p, g.opening, -1, "came and went", g.period, g.occupation);
    JOIN(p, g.unbroken, 1, "came and went", g.period, g.occupation);
    JOIN(p, put_unseen(p, &g, "came and went", went), -1, "came and went", g.period, g.occupation);
}

/* ---- who was hired and left ---- */

static bool nobody_changed(const struct group_year *g)
{
    return g->changed_in + g->changed_out == 0;
}

/* Those who were hired and left in the same year: all who came and went where nobody changed work, else how many is not
 * known here. */
static size_t put_same_year(struct protect *p, const struct group_year *g)
{
    double most = value(p, g->came_and_went), within = value(p, g->within_year);
    char name[LINKED_NAME];
    size_t q;

    if (isnan(most))
        return SIZE_MAX;
    q = links_add(p->links, LINKED(name, "hired and left", g->period, g->occupation),
                  &(struct quantity){ .kind = LINKS_COUNT,
                                      .value = nobody_changed(g) || isnan(within) ? most : fmin(most, within),
                                      .guessed = !nobody_changed(g) });
    JOIN(p, g->came_and_went, 1, "came and went, and was not hired", g->period, g->occupation);
    JOIN(p, q, -1, "came and went, and was not hired", g->period, g->occupation);
    JOIN(p, SIZE_MAX, -1, "came and went, and was not hired", g->period, g->occupation);
    JOIN(p, q, 1, "came and went, and changed", g->period, g->occupation);
    JOIN(p, g->in, 1, "came and went, and changed", g->period, g->occupation);
    JOIN(p, g->out, 1, "came and went, and changed", g->period, g->occupation);
    JOIN(p, g->came_and_went, -1, "came and went, and changed", g->period, g->occupation);
    JOIN(p, SIZE_MAX, -1, "came and went, and changed", g->period, g->occupation);
    return q;
}

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* Whoever was hired in the year and left on the 366th day, which may be the last of a first year, is not of T18. It is
 * one day of all: so many of those hired as everybody takes for few. How many they were is seen of the next year's
 * leavers where nobody changed work. */
static void link_leap_day(struct protect *p, const struct group_year *g, size_t same_year)
{
    static const double SHARE = 0.03, LEAST = 1;
    static const char what[] = "left on the 366th day";
    double most = LEAST + SHARE * value(p, g->hires), persons;
    char next[16], name[LINKED_NAME];
    size_t one, q;

    if (!(is_leap(atoi(g->period)) || is_leap(atoi(g->period) + 1)) || isnan(most))
        return;
    snprintf(next, sizeof next, "%d", atoi(g->period) + 1);
    persons = value(p, FIND(p, "exits", next, g->occupation, "tenure", FIRST_TENURE)) -
              value(p, FIND(p, "came and went", next, g->occupation)) -
              (value(p, g->within_year) - value(p, same_year));
    one = links_add(p->links, "one", &(struct quantity){ .kind = LINKS_COUNT, .value = LEAST, .known = true });
    q = links_add(p->links, LINKED(name, what, g->period, g->occupation),
                  &(struct quantity){ .kind = LINKS_COUNT,
                                      .value = isnan(persons) ? 0 : fmin(fmax(0, persons), floor(most)),
                                      .guessed = true });
    JOIN(p, q, 1, "hired and left in the next", g->period, g->occupation);
    JOIN(p, one, 1, what, g->period, g->occupation);
    JOIN(p, g->hires, SHARE, what, g->period, g->occupation);
    JOIN(p, q, -1, what, g->period, g->occupation);
    JOIN(p, SIZE_MAX, -1, what, g->period, g->occupation);
}

/* Those who left within a year of being hired, but not in the same. */
static void put_next_year(struct protect *p, const struct group_year *g, size_t same_year)
{
    double rest = value(p, g->within_year) - value(p, same_year);
    char name[LINKED_NAME];
    size_t q;

    if (isnan(rest))
        return;
    if (nobody_changed(g))
        q = put_unseen(p, g, "hired and left in the next", rest);
    else
        q = links_add(p->links, LINKED(name, "hired and left in the next", g->period, g->occupation),
                      &(struct quantity){ .kind = LINKS_COUNT, .value = fmax(0, rest), .guessed = true });
    JOIN(p, g->within_year, 1, "hired and left in the next", g->period, g->occupation);
    JOIN(p, same_year, -1, "hired and left in the next", g->period, g->occupation);
    JOIN(p, q, -1, "hired and left in the next", g->period, g->occupation);
    link_leap_day(p, g, same_year);
}

/* Who left a year of less than a year's tenure, had been hired in it or in the year before, or came from other work. */
static void link_first_tenure(struct protect *p, const struct group_year *g, size_t same_year, size_t before)
{
    static const char least[] = "first tenure at least", most[] = "first tenure at most";

    if (g->first_tenure == SIZE_MAX || same_year == SIZE_MAX)
        return;
    JOIN(p, g->first_tenure, 1, least, g->period, g->occupation);
    JOIN(p, same_year, -1, least, g->period, g->occupation);
    JOIN(p, before, -1, least, g->period, g->occupation);
    JOIN(p, SIZE_MAX, -1, least, g->period, g->occupation);
    if (before == SIZE_MAX)
        return;
    JOIN(p, same_year, 1, most, g->period, g->occupation);
    JOIN(p, before, 1, most, g->period, g->occupation);
    JOIN(p, g->in, 1, most, g->period, g->occupation);
    JOIN(p, FIND(p, "changed_in", g->before, g->occupation), 1, most, g->period, g->occupation);
    JOIN(p, g->first_tenure, -1, most, g->period, g->occupation);
    JOIN(p, SIZE_MAX, -1, most, g->period, g->occupation);
}

void linked_persons(struct protect *p, const struct balance_years *years)
{
    for (size_t i = 0; i < years->n; i++)
        link_came_and_went(p, &years->items[i]);
    for (size_t i = 0; i < years->n; i++) {
        struct group_year g = group_year_of(p, &years->items[i]);

        put_next_year(p, &g, put_same_year(p, &g));
    }
    for (size_t i = 0; i < years->n; i++) {
        struct group_year g = group_year_of(p, &years->items[i]);

        link_first_tenure(p, &g, FIND(p, "hired and left", g.period, g.occupation),
                          FIND(p, "hired and left in the next", g.before, g.occupation));
    }
}
