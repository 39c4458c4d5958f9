#include "stages/protect/earlier_stays.h"
#include "stages/protect/linked_rooms.h"
#include "stages/protect/stays.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* A horizon of then: what was told of it, and the number of the one before it. */
struct horizon_then {
    const char *grouping, *category, *cohort, *occupation;
    char years[16];
    double left, remaining;
    size_t before; /* left by the horizon before; SIZE_MAX: there is none */
};

static size_t put(const struct comparison *c, const struct horizon_then *h, const char *what, double told,
                  double nearby)
{
    char name[LINKED_NAME];

    return links_add(c->p->links, LINKED(name, what, "then", c->edition, h->grouping, h->category, h->cohort, h->years),
                     &(struct quantity){ .kind = LINKS_COUNT,
                                         .value = isnan(told) ? fmax(0, nearby) : told,
                                         .weight = 1,
                                         .mixed = true,
                                         .known = isfinite(told),
                                         .rule = isnan(told) ? SUPPRESSION_LINKED : SUPPRESSION_NONE,
                                         .kept = true,
                                         .earlier = true,
                                         .guessed = isnan(told) });
}

static size_t put_hidden(const struct comparison *c, const struct horizon_then *h, const char *what, double size)
{
    char name[LINKED_NAME];

    return links_add(c->p->links, LINKED(name, what, "then", c->edition, h->grouping, h->category, h->cohort, h->years),
                     &(struct quantity){ .kind = LINKS_COUNT, .value = fmax(0, size), .guessed = true });
}

/* A number of those hired in a year; SIZE_MAX where it is not there. */
typedef size_t number_of_year(const struct comparison *c, const char *year, const char *occupation);

static size_t hires(const struct comparison *c, const char *year, const char *occupation)
{
    return FIND(c->p, "hires", year, occupation);
}

static size_t left_within_year(const struct comparison *c, const char *year, const char *occupation)
{
    return FIND(c->p, "numerator", year, occupation, "T18");
}

/* As the report told of them: of a year that had not been followed so far, more have left since. */
static size_t left_within_year_then(const struct comparison *c, const char *year, const char *occupation)
{
    char name[LINKED_NAME], key[LINKED_NAME];

    if (atoi(year) < earlier_tables_last_year(c->then))
        return left_within_year(c, year, occupation);
    return links_find(c->p->links, LINKED(name, "told", c->edition, LINKED(key, year, occupation, "T18"), "numerator"));
}

/* The sum over the years of hiring, which are put into the relation unless that is NULL; NaN where one is not there. */
static double join_years(const struct comparison *c, const struct horizon_then *h, const char *relation,
                         number_of_year *number)
{
    int first, last;
    double sum = 0;

    if (!linked_years(h->cohort, &first, &last))
        return NAN;
    for (int y = first; y <= last; y++) {
        char year[16];
        size_t q;

        snprintf(year, sizeof year, "%d", y);
        q = number(c, year, h->occupation);
        sum += q == SIZE_MAX ? (double) NAN : links_at(c->p->links, q)->value;
        if (relation != NULL)
            links_join(c->p->links, relation, q, 1);
    }
    return sum;
}

static void join_hired(const struct comparison *c, const struct horizon_then *h, size_t left, size_t remain,
                       double hired)
{
    double lost = hired - links_at(c->p->links, left)->value - links_at(c->p->links, remain)->value;
    char relation[LINKED_NAME];

    LINKED(relation, "hired were", c->edition, h->grouping, h->category, h->cohort, h->years);
    join_years(c, h, relation, hires);
    links_join(c->p->links, relation, left, -1);
    links_join(c->p->links, relation, remain, -1);
    links_join(c->p->links, relation, put_hidden(c, h, "lost", lost), -1);
}

static void join_before(const struct comparison *c, const struct horizon_then *h, size_t left)
{
    double since = links_at(c->p->links, left)->value - links_at(c->p->links, h->before)->value;
    char relation[LINKED_NAME];

    LINKED(relation, "left since", c->edition, h->grouping, h->category, h->cohort, h->years);
    links_join(c->p->links, relation, left, 1);
    links_join(c->p->links, relation, h->before, -1);
    links_join(c->p->links, relation, put_hidden(c, h, "since", since), -1);
}

static void join_occupations(const struct comparison *c, const struct horizon_then *h, const char *what, size_t q)
{
    char relation[LINKED_NAME];

    LINKED(relation, "occupations then", c->edition, what, h->cohort, h->years);
    links_join(c->p->links, relation, q, strcmp(h->grouping, "city") == 0 ? 1 : -1);
}

/* What had left by it, for the next horizon. */
static size_t put_horizon(const struct comparison *c, const struct horizon_then *h)
{
    bool others = c->other_people && strcmp(h->grouping, "city") == 0; /* today's hires are not those of then */
    double first = others                  ? (double) NAN
                   : h->before == SIZE_MAX ? join_years(c, h, NULL, left_within_year)
                                           : links_at(c->p->links, h->before)->value;
    double hired = others ? (double) NAN : join_years(c, h, NULL, hires);
    size_t left = put(c, h, "left", h->left, isnan(first) ? 0 : first), remain;
    char relation[LINKED_NAME];

    remain = put(c, h, "remain", h->remaining, isnan(hired) ? 0 : hired - links_at(c->p->links, left)->value);
    if (isfinite(hired))
        join_hired(c, h, left, remain, hired);
    join_occupations(c, h, "left", left);
    join_occupations(c, h, "remain", remain);
    if (h->before != SIZE_MAX)
        join_before(c, h, left);
    else if (strcmp(h->years, "1") == 0 && isfinite(first)) {
        LINKED(relation, "first year then", c->edition, h->grouping, h->category, h->cohort);
        links_join(c->p->links, relation, left, -1);
        join_years(c, h, relation, left_within_year_then);
    }
    return left;
}

/* Today's report does not tell of it. */
static bool is_of_then_alone(const struct comparison *c, const struct table *t, size_t row)
{
    const struct horizon today = { .grouping = table_text(t, row, "grouping"),
                                   .category = table_text(t, row, "category"),
                                   .cohort = table_text(t, row, "cohort"),
                                   .years = (int) table_real(t, row, "horizon") };
    char name[LINKED_NAME];

    return !table_is(t, row, "cohort", "all") &&
           (table_is(t, row, "grouping", "city") || table_is(t, row, "grouping", "occupation")) &&
           (isfinite(table_real(t, row, "events")) || table_is(t, row, "events_status", "withheld")) &&
           links_find(c->p->links, stays_name(&today, "left", "", name)) == SIZE_MAX;
}

static bool is_next(const struct table *t, size_t row)
{
    return row > 0 && table_real(t, row - 1, "horizon") < table_real(t, row, "horizon") &&
           table_is(t, row - 1, "grouping", table_text(t, row, "grouping")) &&
           table_is(t, row - 1, "category", table_text(t, row, "category")) &&
           table_is(t, row - 1, "cohort", table_text(t, row, "cohort"));
}

void stays_of_then(const struct comparison *c)
{
    const struct table *t = earlier_tables_stays(c->then);
    size_t before = SIZE_MAX;

    for (size_t row = 0; t != NULL && row < table_rows(t); row++) {
        struct horizon_then h = { .grouping = table_text(t, row, "grouping"),
                                  .category = table_text(t, row, "category"),
                                  .cohort = table_text(t, row, "cohort"),
                                  .occupation = table_is(t, row, "grouping", "city") ? "all"
                                                                                     : table_text(t, row, "category"),
                                  .left = table_real(t, row, "events"),
                                  .remaining = table_real(t, row, "remaining") };

        if (!is_next(t, row))
            before = SIZE_MAX;
        if (!is_of_then_alone(c, t, row))
            continue;
        snprintf(h.years, sizeof h.years, "%.0f", table_real(t, row, "horizon"));
        h.before = before;
        before = put_horizon(c, &h);
    }
}
