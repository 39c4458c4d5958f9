/* linked_paths.c - staff on two days of a year, and who must have come or gone between them. */
#include "stages/protect/linked_rooms.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum flow { OUT, IN };

/* All who went, or came, are at least as many as plus less minus: what more there were nobody tells. */
static void at_least(struct protect *p, const struct balance_year *y, enum flow flow, size_t plus, size_t minus)
{
    static const int items[2][2] = { { EXITS, CHANGED_OUT }, { HIRES, CHANGED_IN } };
    static const char *const words[2] = { "out", "in" };
    char name[LINKED_NAME], one[32], other[32];

    if (plus == SIZE_MAX || minus == SIZE_MAX || plus == minus ||
        links_find(p->links, linked_item(p, y, items[flow][0], name)) == SIZE_MAX)
        return;
    snprintf(one, sizeof one, "%zu", plus);
    snprintf(other, sizeof other, "%zu", minus);
    for (int i = 0; i < 2; i++) {
        size_t q = links_find(p->links, linked_item(p, y, items[flow][i], name));

        if (q != SIZE_MAX) /* finished counts tell of no changes */
            JOIN(p, q, 1, "path", y->period, y->occupation, words[flow], one, other);
    }
    JOIN(p, plus, -1, "path", y->period, y->occupation, words[flow], one, other);
    JOIN(p, minus, 1, "path", y->period, y->occupation, words[flow], one, other);
    JOIN(p, SIZE_MAX, -1, "path", y->period, y->occupation, words[flow], one, other);
}

/* On some day of the year they were so many, or more on one day and fewer on another. */
static void pass_by(struct protect *p, const struct balance_year *y, size_t opening, size_t closing, size_t staff)
{
    at_least(p, y, OUT, opening, staff);
    at_least(p, y, OUT, staff, closing);
    at_least(p, y, IN, staff, opening);
    at_least(p, y, IN, closing, staff);
}

/* Those of the last day who were not there on the first are persons, though no table shows them. */
static void join_new(struct protect *p, const struct balance_year *y, size_t closing, size_t stayed)
{
    char name[LINKED_NAME];
    double new;

    if (closing == SIZE_MAX || stayed == SIZE_MAX)
        return;
    new = links_at(p->links, closing)->value - links_at(p->links, stayed)->value;
    JOIN(p, closing, 1, "new", y->period, y->occupation);
    JOIN(p, stayed, -1, "new", y->period, y->occupation);
    JOIN(p,
         links_add(p->links, LINKED(name, "new at the end", y->period, y->occupation),
                   &(struct quantity){ .kind = LINKS_COUNT,
                                       .value = new,
                                       .rule = suppression_of_count(&p->limits, new, INFINITY, INFINITY) }),
         -1, "new", y->period, y->occupation);
}

/* T1 is of those of a day of the year before: they went in that year or in this one. */
static void join_since(struct protect *p, const struct balance_year *y, const struct balance_year *before)
{
    size_t gone = FIND(p, "numerator", y->period, y->occupation, "T1");
    char name[LINKED_NAME];

    if (gone == SIZE_MAX || links_find(p->links, linked_item(p, y, EXITS, name)) == SIZE_MAX ||
        links_find(p->links, linked_item(p, before, EXITS, name)) == SIZE_MAX)
        return;
    for (int year = 0; year < 2; year++)
        for (int i = 0; i < 2; i++) {
            size_t q = links_find(p->links, linked_item(p, year == 0 ? before : y, i == 0 ? EXITS : CHANGED_OUT, name));

            if (q != SIZE_MAX)
                JOIN(p, q, 1, "gone since", y->period, y->occupation);
        }
    JOIN(p, gone, -1, "gone since", y->period, y->occupation);
    JOIN(p, SIZE_MAX, -1, "gone since", y->period, y->occupation);
}

/* Person-years are the mean of the days of a year; not so those that somebody else has counted. */
static bool is_mean_of_days(const struct table *rates, const struct balance_year *y)
{
    for (size_t row = 0; row < table_rows(rates); row++)
        if ((table_is(rates, row, "grouping", "city") || table_is(rates, row, "grouping", "occupation")) &&
            table_is(rates, row, "definition", CATALOGUE_HEADLINE) && table_is(rates, row, "period", y->period) &&
            table_is(rates, row, "occupation", y->occupation))
            return table_is(rates, row, "exposure_basis", "person_days");
    return false;
}

void linked_paths(struct protect *p, const struct table *rates, const struct balance_years *years)
{
    for (size_t i = 0; i < years->n; i++) {
        const struct balance_year *y = &years->items[i];
        char name[LINKED_NAME], next[16];
        size_t opening = links_find(p->links, linked_item(p, y, OPENING, name));
        size_t closing = links_find(p->links, linked_item(p, y, CLOSING, name));
        size_t stayed = FIND(p, "numerator", y->period, y->occupation, "T10");

        snprintf(next, sizeof next, "%d", atoi(y->period) + 1);
        pass_by(p, y, opening, closing, FIND(p, "denominator", next, y->occupation, "T1"));
        if (is_mean_of_days(rates, y))
            pass_by(p, y, opening, closing, FIND(p, "group", y->period, y->occupation, "none", "all"));
        pass_by(p, y, opening, closing, FIND(p, "denominator", y->period, y->occupation, "T4"));
        at_least(p, y, OUT, opening, stayed);
        at_least(p, y, IN, closing, stayed);
        join_new(p, y, closing, stayed);
        for (size_t k = 0; k < years->n; k++)
            if (atoi(years->items[k].period) == atoi(y->period) - 1 &&
                strcmp(years->items[k].occupation, y->occupation) == 0)
                join_since(p, y, &years->items[k]);
    }
}
