/* audit_persons.c - the same persons in several tables of staff, each of which counts them in another way: T12's in the
 * balance, T18's in the balance and in the exits by tenure.
 *
 * What holds of everybody is a sum; what holds but for those who change work within the city, or who leave on the last
 * day of a first year that has a leap day, is known within their number. */
#include "pipeline/disclosure/audit_rows.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* Numbers of a group in a year; SIZE_MAX where one is not there. */
struct group_year {
    char period[16], before[16];
    const char *occupation;
    char name[KEY];
    size_t exits, in, out, in_before, opening, closing, hires, first_tenure;
    size_t stayed, unbroken, within_year, so_far;
};

static struct group_year group_year_of(const struct audit *a, int year, const char *occupation)
{
    struct group_year g = { .occupation = occupation };

    snprintf(g.period, sizeof g.period, "%d", year);
    snprintf(g.before, sizeof g.before, "%d", year - 1);
    audit_row_key(g.name, "%s|%s", g.period, occupation);
    g.exits = audit_row_find_item(a, g.period, occupation, "exits");
    g.in = audit_row_find_item(a, g.period, occupation, "changed_in");
    g.out = audit_row_find_item(a, g.period, occupation, "changed_out");
    g.in_before = audit_row_find_item(a, g.before, occupation, "changed_in");
    g.opening = audit_row_find_item(a, g.period, occupation, "opening");
    g.closing = audit_row_find_item(a, g.period, occupation, "closing");
    g.hires = audit_row_find_item(a, g.period, occupation, "hires");
    g.first_tenure = audit_row_find_city(a, g.period, occupation, "tenure", "under_1", "exits");
    g.stayed = audit_row_find_definition(a, g.period, occupation, "T10", "numerator");
    g.unbroken = audit_row_find_definition(a, g.period, occupation, "T12", "numerator");
    g.within_year = audit_row_find_definition(a, g.period, occupation, "T18", "numerator");
    g.so_far = audit_row_find_definition(a, g.period, occupation, "T13", "numerator");
    return g;
}

static size_t unseen(struct audit *a, const struct group_year *g, const char *what)
{
    return audit_add(a, &(struct audit_number){
                            .kind = AUDIT_UNSEEN, .table = "balance", .key = g->name, .column = what, .value = NAN });
}

/* The whole, and the rest of it, which are persons. */
static void join_rest(struct audit *a, const struct group_year *g, const char *family, size_t whole, size_t part)
{
    if (whole == SIZE_MAX || part == SIZE_MAX)
        return;
    audit_join(a, family, g->name, whole, 1);
    audit_join(a, family, g->name, part, -1);
    audit_join(a, family, g->name, unseen(a, g, family), -1);
}

/* Of those who left or went out, whoever had not been there when the year began came in it. */
static size_t join_came_and_went(struct audit *a, const struct group_year *g)
{
    static const char family[] = "left are of the opening, or came and went";
    size_t both;

    if (g->exits == SIZE_MAX || g->out == SIZE_MAX || g->opening == SIZE_MAX || g->unbroken == SIZE_MAX)
        return SIZE_MAX;
    both = unseen(a, g, "came and went");
    audit_join(a, family, g->name, g->exits, 1);
    audit_join(a, family, g->name, g->out, 1);
    audit_join(a, family, g->name, g->opening, -1);
    audit_join(a, family, g->name, g->unbroken, 1);
    audit_join(a, family, g->name, both, -1);
    return both;
}

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static bool is_none(const struct audit *a, size_t number)
{
    return number != SIZE_MAX && audit_at(a, number)->value == 0;
}

/* Of a year, those hired in it who left in it, and in the next within a year. */
struct hired_and_left {
    size_t same_year, next_year;
};

/* Where somebody changed work nobody can tell them from those: what is judged is how many came and went in all. That none
 * left within a year is told by T18. */
static struct hired_and_left hired_and_left(struct audit *a, const struct group_year *g)
{
    struct audit_number x = { .kind = AUDIT_UNSEEN, .table = "balance", .key = g->name, .value = NAN };
    struct hired_and_left h;

    x.open = !is_none(a, g->in) || !is_none(a, g->out) || is_none(a, g->within_year);
    x.column = "hired and left";
    h.same_year = audit_add(a, &x);
    x.column = "hired and left in the next";
    h.next_year = audit_add(a, &x);
    return h;
}

/* Those of T18 left within 365 days: in the same year or in the next. Whoever left on the 366th, which may be the last
 * of a first year, is not of them; that is one day of all, and so a small part of those hired. */
static void join_within_year(struct audit *a, const struct group_year *g, int year, const struct hired_and_left *h)
{
    static const double SHARE = 0.03, LEAST = 1;
    static const char within[] = "left within a year in the same or in the next",
                      nearly[] = "left in the same or in the next, and few on the last day of a leap year";
    bool leap_day = is_leap(year) || is_leap(year + 1);
    struct audit_number one = {
        .kind = AUDIT_UNSEEN, .table = "balance", .key = "", .column = "one", .value = LEAST, .open = true
    };

    audit_join(a, within, g->name, h->same_year, 1);
    audit_join(a, within, g->name, h->next_year, 1);
    audit_join(a, within, g->name, g->within_year, -1);
    if (!leap_day)
        return;
    audit_join(a, within, g->name, SIZE_MAX, -1);
    audit_join(a, nearly, g->name, g->within_year, 1);
    audit_join(a, nearly, g->name, g->hires, SHARE);
    audit_join(a, nearly, g->name, audit_add(a, &one), 1);
    audit_join(a, nearly, g->name, h->same_year, -1);
    audit_join(a, nearly, g->name, h->next_year, -1);
    audit_join(a, nearly, g->name, SIZE_MAX, -1);
}

static void join_hires(struct audit *a, const struct group_year *g, int year, size_t came_and_went)
{
    static const char most[] = "hired and left, came and went", least[] = "hired and left, but for those who changed";
    struct hired_and_left h = hired_and_left(a, g);

    audit_join(a, most, g->name, came_and_went, 1);
    audit_join(a, most, g->name, h.same_year, -1);
    audit_join(a, most, g->name, SIZE_MAX, -1);
    audit_join(a, least, g->name, h.same_year, 1);
    audit_join(a, least, g->name, g->in, 1);
    audit_join(a, least, g->name, g->out, 1);
    audit_join(a, least, g->name, came_and_went, -1);
    audit_join(a, least, g->name, SIZE_MAX, -1);
    if (g->within_year != SIZE_MAX)
        join_within_year(a, g, year, &h);
}

/* Who left of less than a year's tenure, and had not come from other work in the city, was hired in that year or in the
 * one before. */
static void join_first_tenure(struct audit *a, const struct group_year *g, const struct group_year *before)
{
    static const char least[] = "hired and left are of the first tenure",
                      most[] = "of the first tenure were hired, or changed";
    struct hired_and_left now = hired_and_left(a, g), then = { SIZE_MAX, SIZE_MAX };

    if (before->exits != SIZE_MAX)
        then = hired_and_left(a, before);
    audit_join(a, least, g->name, g->first_tenure, 1);
    audit_join(a, least, g->name, now.same_year, -1);
    audit_join(a, least, g->name, then.next_year, -1);
    audit_join(a, least, g->name, SIZE_MAX, -1);
    if (then.next_year == SIZE_MAX)
        return;
    audit_join(a, most, g->name, now.same_year, 1);
    audit_join(a, most, g->name, then.next_year, 1);
    audit_join(a, most, g->name, g->in, 1);
    audit_join(a, most, g->name, g->in_before, 1);
    audit_join(a, most, g->name, g->first_tenure, -1);
    audit_join(a, most, g->name, SIZE_MAX, -1);
}

void audit_read_join_persons(struct audit *a, const struct table *t, size_t row)
{
    const char *occupation = table_text(t, row, "occupation");
    int year = (int) strtol(table_text(t, row, "period"), NULL, 10);
    struct group_year g = group_year_of(a, year, occupation), before = group_year_of(a, year - 1, occupation);
    size_t came_and_went;

    if (!table_is(t, row, "item", "exits"))
        return;
    join_rest(a, &g, "at the closing, came or were there without a break", g.closing, g.unbroken);
    join_rest(a, &g, "at the closing, were not there or stayed", g.closing, g.stayed);
    join_rest(a, &g, "left so far, within a year or later", g.so_far, g.within_year);
    came_and_went = join_came_and_went(a, &g);
    if (came_and_went == SIZE_MAX)
        return;
    join_hires(a, &g, year, came_and_went);
    if (g.first_tenure != SIZE_MAX)
        join_first_tenure(a, &g, &before);
}
