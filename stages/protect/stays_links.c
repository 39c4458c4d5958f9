/* stays_links.c - what the numbers of people who stay add up to, and what they must be closed with. */
#include "stages/protect/linked.h"
#include "stages/protect/stays.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Cohorts of hires last; those of everybody together, and causes, first. But how many have been hired in all: with it
 * go the city's curve and median, on which the chapter stands. */
static const double COHORT = 3000, OCCUPATION_COHORT = 600, EVERYBODY = 200, EVERYBODY_HIRED = 12000, CAUSE = 40;

enum { EARLIEST = 1900, LATEST = 2200 }; /* year */

static bool is(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

const char *stays_name(const struct horizon *h, const char *what, const char *cause, char name[LINKED_NAME])
{
    char years[8];

    snprintf(years, sizeof years, "%d", h->years);
    return LINKED(name, what, h->grouping, h->category, h->cohort, is(what, "hired") ? "" : years, cause);
}

static double weight_of(const struct horizon *h)
{
    return is(h->cohort, "all") ? EVERYBODY : is(h->grouping, "city") ? COHORT : OCCUPATION_COHORT;
}

/* Men and women, and the occupations, are together the city. Leaving a district, or coming to it, is another thing. */
static void join_whole(struct protect *p, const struct horizon *h, const char *what, const char *cause, size_t q)
{
    static const char *const splits[] = { "occupation", "gender" };
    bool city = is(h->grouping, "city");
    char years[8], name[LINKED_NAME];

    snprintf(years, sizeof years, "%d", is(what, "hired") ? 0 : h->years);
    for (size_t i = 0; i < sizeof splits / sizeof splits[0]; i++)
        if (city || is(h->grouping, splits[i]))
            links_join(p->links, LINKED(name, "stays", splits[i], what, h->cohort, years, cause), q, city ? 1 : -1);
}

static size_t put(struct protect *p, const struct horizon *h, const char *what, const char *cause,
                  const struct quantity *quantity)
{
    char name[LINKED_NAME];
    size_t q = links_add(p->links, stays_name(h, what, cause, name), quantity);

    if (h->people > 0 || q != SIZE_MAX)
        join_whole(p, h, what, cause, q);
    return q;
}

/* How many more than at the horizon before it: persons too, and no table shows them. */
static void put_since(struct protect *p, const struct horizon *h, const struct horizon *before, const char *what,
                      const char *cause, size_t q, double now, double then)
{
    char name[LINKED_NAME], words[LINKED_NAME], since[32];
    double more = before == NULL ? now : now - then;
    size_t grown;

    if (before == NULL)
        return;
    snprintf(since, sizeof since, "%s since", what);
    grown = links_add(p->links, stays_name(h, since, cause, name),
                      &(struct quantity){ .kind = LINKS_COUNT,
                                          .value = more,
                                          .rule = suppression_of_count(&p->limits, more, INFINITY, INFINITY) });
    stays_name(h, since, cause, words);
    links_join(p->links, words, q, 1);
    links_join(p->links, words, grown, -1);
    links_join(p->links, words, links_find(p->links, stays_name(before, what, cause, name)), -1);
}

/* Those hired in a cohort are the hires of its years, and those of T18 who left within the first year are its first. */
static void join_years(struct protect *p, const struct horizon *h, const char *what, size_t q)
{
    const char *occupation = is(h->grouping, "city") ? "all" : h->category;
    char relation[LINKED_NAME], name[LINKED_NAME];
    int first, last;

    if (!linked_years(h->cohort, &first, &last))
        return;
    LINKED(relation, "years of cohort", what, h->grouping, h->category, h->cohort);
    links_join(p->links, relation, q, -1);
    for (int y = first; y <= last; y++) {
        char year[16];

        snprintf(year, sizeof year, "%d", y);
        links_join(p->links, relation,
                   links_find(p->links, is(what, "hired") ? LINKED(name, "hires", year, occupation)
                                                          : LINKED(name, "numerator", year, occupation, "T18")),
                   1);
    }
}

/* Everybody hired so far is the hires of all years, where those are whole: a part of a year has no balance. */
static void join_all_years(struct protect *p, const struct horizon *h, size_t q)
{
    const char *occupation = is(h->grouping, "city") ? "all" : h->category;
    size_t hires[LATEST - EARLIEST + 1], n = 0;
    double sum = 0;
    char name[LINKED_NAME];

    if (!is(h->cohort, "all") || !(is(h->grouping, "city") || is(h->grouping, "occupation")))
        return;
    for (int y = EARLIEST; y <= LATEST; y++) {
        char year[16];
        size_t of_year;

        snprintf(year, sizeof year, "%d", y);
        of_year = links_find(p->links, LINKED(name, "hires", year, occupation));
        if (of_year == SIZE_MAX)
            continue;
        hires[n++] = of_year;
        sum += links_at(p->links, of_year)->value;
    }
    if (n == 0 || q == SIZE_MAX || sum != h->entrants)
        return;
    LINKED(name, "years of everybody", h->grouping, h->category);
    links_join(p->links, name, q, -1);
    for (size_t i = 0; i < n; i++)
        links_join(p->links, name, hires[i], 1);
}

/* Everybody who left since the horizon before is the exits of all years after so long a stay, and those of a part of a
 * year, where it is followed: then a reader who sees all of it sees that there are more. But for one on a leap day. */
static void join_exits(struct protect *p, const struct horizon *h, const char *band, size_t left)
{
    enum { EDGES = 1 };
    const char *occupation = is(h->grouping, "city") ? "all" : h->category;
    char relation[LINKED_NAME], name[LINKED_NAME];
    double rest;

    if (!is(h->cohort, "all") || !(is(h->grouping, "city") || is(h->grouping, "occupation")) || left == SIZE_MAX)
        return;
    rest = links_at(p->links, left)->value;
    LINKED(relation, "exits of all years", occupation, band);
    links_join(p->links, relation, left, 1);
    for (int y = EARLIEST; y <= LATEST; y++) {
        char year[16];
        size_t of_year;

        snprintf(year, sizeof year, "%d", y);
        of_year = links_find(p->links, LINKED(name, "exits", year, occupation, "tenure", band));
        if (of_year == SIZE_MAX)
            continue;
        links_join(p->links, relation, of_year, -1);
        rest -= links_at(p->links, of_year)->value;
    }
    if (rest > EDGES)
        links_join(p->links, relation, SIZE_MAX, -1);
}

/* The entrants are the same at every horizon; the first one puts them. */
static size_t put_hired(struct protect *p, const struct horizon *h, bool first)
{
    char name[LINKED_NAME];
    size_t q;

    if (!first)
        return links_find(p->links, stays_name(h, "hired", "", name));
    q = put(p, h, "hired", "",
            &(struct quantity){ .kind = LINKS_GROUP,
                                .value = h->entrants,
                                .weight = is(h->cohort, "all") && !is(h->grouping, "district") ? EVERYBODY_HIRED
                                                                                               : weight_of(h),
                                .rule = h->entrants_rule });
    join_years(p, h, "hired", q);
    join_all_years(p, h, q);
    return q;
}

/* A large part of a large group is withheld for what it tells of others: it need not be able to be none itself. */
static enum suppression_rule rule_of_part(const struct protect *p, const struct horizon *h, enum suppression_rule rule,
                                          double part)
{
    bool large = h->group == SUPPRESSION_NONE && part >= p->limits.count_threshold;

    return !h->known ? SUPPRESSION_NONE : large && rule != SUPPRESSION_NONE ? SUPPRESSION_DERIVED : rule;
}

static void link_horizon(struct protect *p, const struct horizon *h, const struct horizon *before, bool first)
{
    double weight = h->known ? weight_of(h) : 0;
    size_t hired = put_hired(p, h, first), left, lost, remain;
    char words[LINKED_NAME];

    left = put(p, h, "left", "",
               &(struct quantity){ .kind = LINKS_COUNT,
                                   .value = h->events,
                                   .weight = weight,
                                   .mixed = true,
                                   .rule = rule_of_part(p, h, h->rule, h->events) });
    remain = put(p, h, "remain", "",
                 &(struct quantity){ .kind = LINKS_COUNT,
                                     .value = h->remaining,
                                     .weight = weight / 2,
                                     .mixed = true,
                                     .rule = rule_of_part(p, h, h->remaining_rule, h->remaining) });
    lost = put(p, h, "lost", "",
               &(struct quantity){ .kind = LINKS_COUNT,
                                   .value = h->censored,
                                   .rule = suppression_of_count(&p->limits, h->censored, INFINITY, INFINITY) });
    put_since(p, h, before, "left", "", left, h->events, before == NULL ? 0 : before->events);
    put_since(p, h, before, "lost", "", lost, h->censored, before == NULL ? 0 : before->censored);
    if (h->known && h->years == 1)
        join_exits(p, h, "under_1", left);
    if (h->known && h->years == 2 && before != NULL && before->years == 1)
        join_exits(p, h, "1", links_find(p->links, stays_name(h, "left since", "", words)));
    if (is(h->cohort, "all")) /* people come late too, at any time */
        return;
    stays_name(h, "hired are", "", words);
    links_join(p->links, words, hired, 1);
    links_join(p->links, words, left, -1);
    links_join(p->links, words, remain, -1);
    links_join(p->links, words, lost, -1);
    if (h->years == 1 && h->known)
        join_years(p, h, "left", left);
}

static void link_cause(struct protect *p, const struct table *causes, size_t row, const struct horizon *h,
                       const struct horizon *before)
{
    const char *cause = table_text(causes, row, "cause");
    double events = table_real(causes, row, "events");
    char words[LINKED_NAME], name[LINKED_NAME];
    size_t q = put(p, h, "left for", cause,
                   &(struct quantity){ .kind = LINKS_COUNT,
                                       .value = events,
                                       .weight = h->known ? CAUSE : 0,
                                       .mixed = true,
                                       .rule = h->known && h->rule != SUPPRESSION_NONE
                                                   ? SUPPRESSION_DERIVED
                                                   : suppression_of_count(&p->limits, events, INFINITY, INFINITY) });
    size_t then = before == NULL ? SIZE_MAX : links_find(p->links, stays_name(before, "left for", cause, name));

    stays_name(h, "causes", "", words);
    if (!links_has_relation(p->links, words))
        links_join(p->links, words, links_find(p->links, stays_name(h, "left", "", name)), 1);
    links_join(p->links, words, q, -1);
    put_since(p, h, then == SIZE_MAX ? NULL : before, "left for", cause, q, events,
              then == SIZE_MAX ? 0 : links_at(p->links, then)->value);
}

const struct horizon *stays_horizon(const struct horizons *all, const struct table *causes, size_t row, size_t *from)
{
    const struct horizon *h = stays_find(all, causes, row, from);
    int years = (int) table_real(causes, row, "horizon");

    for (size_t i = 0, n = h == NULL ? 0 : stays_count(all, h); i < n; i++)
        if (h[i].years == years)
            return &h[i];
    return NULL;
}

static bool is_first(const struct horizons *all, const struct horizon *h)
{
    return h == all->items || !is(h[-1].category, h->category) || !is(h[-1].cohort, h->cohort) ||
           !is(h[-1].grouping, h->grouping);
}

void stays_link(struct protect *p, const struct horizons *all, const struct table *causes)
{
    size_t from = 0;

    for (size_t i = 0; i < all->n; i++) {
        const struct horizon *h = &all->items[i];
        bool first = is_first(all, h);

        if (h->published)
            link_horizon(p, h, first ? NULL : h - 1, first);
    }
    for (size_t row = 0; row < table_rows(causes); row++) {
        const struct horizon *h = stays_horizon(all, causes, row, &from);

        if (h != NULL && stays_tells_causes(p, h))
            link_cause(p, causes, row, h, is_first(all, h) ? NULL : h - 1);
    }
}

/* ---- and back ---- */

static enum suppression_rule rule_of(const struct protect *p, const struct horizon *h, const char *what)
{
    char name[LINKED_NAME];

    return linked_rule(p, stays_name(h, what, "", name));
}

/* True where it was shown. */
static bool withhold(struct protect *p, const char *name)
{
    size_t q = links_find(p->links, name);

    if (q == SIZE_MAX || links_at(p->links, q)->weight == 0 || links_at(p->links, q)->rule != SUPPRESSION_NONE)
        return false;
    links_at(p->links, q)->rule = SUPPRESSION_DERIVED;
    return true;
}

bool stays_settle(struct protect *p, struct horizons *all, const struct table *causes)
{
    bool more = false;
    size_t from = 0;

    for (size_t i = 0; i < all->n; i++) {
        struct horizon *h = &all->items[i];
        char name[LINKED_NAME];

        if (!h->published || isnan(h->people))
            continue;
        h->entrants_rule = rule_of(p, h, "hired");
        if (!h->known)
            continue;
        if (h->entrants_rule != SUPPRESSION_NONE) /* a share of them that left tells how many they are */
            more = withhold(p, stays_name(h, "left", "", name)) || more;
        h->rule = rule_of(p, h, "left");
        if (h->rule != SUPPRESSION_NONE)
            more = withhold(p, stays_name(h, "remain", "", name)) || more;
        h->remaining_rule = rule_of(p, h, "remain");
    }
    for (size_t row = 0; row < table_rows(causes); row++) {
        const struct horizon *h = stays_horizon(all, causes, row, &from);
        char name[LINKED_NAME];

        if (h != NULL && stays_tells_causes(p, h) && h->known && h->rule != SUPPRESSION_NONE)
            more = withhold(p, stays_name(h, "left for", table_text(causes, row, "cause"), name)) || more;
    }
    return more;
}

enum suppression_rule stays_cause_rule(const struct protect *p, const struct table *causes, size_t row)
{
    const struct horizon h = { .grouping = table_text(causes, row, "grouping"),
                               .category = table_text(causes, row, "category"),
                               .cohort = table_text(causes, row, "cohort"),
                               .years = (int) table_real(causes, row, "horizon") };
    char name[LINKED_NAME];

    return linked_rule(p, stays_name(&h, "left for", table_text(causes, row, "cause"), name));
}
