/* audit_paths.c - staff on two days of a year, and who must have come or gone between them. Whoever sees 17 on the
 * first day, 14 in November and 17 on the last knows that three went and three came, whatever the year's balance
 * withholds. */
#include "pipeline/disclosure/audit_rows.h"

#include <math.h>
#include <stdlib.h>

enum flow { OUT, IN };

/* A year of the balance of one occupation. */
struct year {
    const char *period, *occupation;
    size_t opening, closing;
    size_t flow[2], changes[2]; /* exits and hires, and who changed occupation */
};

/* All who went, or came, are at least as many as plus less minus: what more there were nobody tells. Of a year of which
 * that is not counted at all nothing is known. */
static void at_least(struct audit *a, const char *family, const struct year *y, enum flow flow, size_t plus,
                     size_t minus)
{
    char name[KEY];

    if (y->flow[flow] == SIZE_MAX || plus == SIZE_MAX || minus == SIZE_MAX || plus == minus)
        return;
    audit_row_key(name, "%s|%s|%s|%zu|%zu", y->period, y->occupation, flow == OUT ? "out" : "in", plus, minus);
    audit_join(a, family, name, y->flow[flow], 1);
    if (y->changes[flow] != SIZE_MAX) /* finished counts tell of none, and add up without */
        audit_join(a, family, name, y->changes[flow], 1);
    audit_join(a, family, name, plus, -1);
    audit_join(a, family, name, minus, 1);
    audit_join(a, family, name, SIZE_MAX, -1);
}

/* On some day of the year they were so many, or more on one day and fewer on another. */
static void pass_by(struct audit *a, const char *family, const struct year *y, size_t staff)
{
    at_least(a, family, y, OUT, y->opening, staff);
    at_least(a, family, y, OUT, staff, y->closing);
    at_least(a, family, y, IN, staff, y->opening);
    at_least(a, family, y, IN, y->closing, staff);
}

/* Those of the first day who are there on the last: the others of the first day are gone, the others of the last new.
 */
static void join_stayed(struct audit *a, const struct year *y)
{
    size_t stayed = audit_row_find_definition(a, y->period, y->occupation, "T10", "numerator");
    struct audit_number x = { .kind = AUDIT_UNSEEN, .table = "definitions", .column = "new", .value = NAN };
    char key[KEY];

    at_least(a, "who is not there any more has gone", y, OUT, y->opening, stayed);
    at_least(a, "who was not there before has come", y, IN, y->closing, stayed);
    if (stayed == SIZE_MAX || y->closing == SIZE_MAX)
        return;
    x.key = audit_row_key(key, "%s|%s|T10", y->period, y->occupation);
    audit_join(a, "those who are new are persons", key, y->closing, 1);
    audit_join(a, "those who are new are persons", key, stayed, -1);
    audit_join(a, "those who are new are persons", key, audit_add(a, &x), -1);
}

/* T1 is of those of a day of the year before: they went in that year or in this one. */
static void join_since(struct audit *a, const struct year *y, const char *before)
{
    size_t gone = audit_row_find_definition(a, y->period, y->occupation, "T1", "numerator");
    size_t exits = audit_row_find_item(a, before, y->occupation, "exits");
    size_t changes = audit_row_find_item(a, before, y->occupation, "changed_out");
    char name[KEY];

    if (gone == SIZE_MAX || y->flow[OUT] == SIZE_MAX || exits == SIZE_MAX)
        return;
    audit_row_key(name, "%s|%s", y->period, y->occupation);
    for (int year = 0; year < 2; year++) {
        audit_join(a, "who is gone has gone", name, year == 0 ? exits : y->flow[OUT], 1);
        if ((year == 0 ? changes : y->changes[OUT]) != SIZE_MAX)
            audit_join(a, "who is gone has gone", name, year == 0 ? changes : y->changes[OUT], 1);
    }
    audit_join(a, "who is gone has gone", name, gone, -1);
    audit_join(a, "who is gone has gone", name, SIZE_MAX, -1);
}

static struct year find_year(const struct audit *a, const struct table *t, size_t row)
{
    struct year y = { .period = table_text(t, row, "period"), .occupation = table_text(t, row, "occupation") };

    y.opening = audit_row_find_item(a, y.period, y.occupation, "opening");
    y.closing = audit_row_find_item(a, y.period, y.occupation, "closing");
    y.flow[OUT] = audit_row_find_item(a, y.period, y.occupation, "exits");
    y.flow[IN] = audit_row_find_item(a, y.period, y.occupation, "hires");
    y.changes[OUT] = audit_row_find_item(a, y.period, y.occupation, "changed_out");
    y.changes[IN] = audit_row_find_item(a, y.period, y.occupation, "changed_in");
    return y;
}

void audit_read_join_paths(struct audit *a, const struct table *t, size_t row)
{
    struct year y = find_year(a, t, row);
    int number = (int) strtol(y.period, NULL, 10);
    char before[KEY], next[KEY];

    if (!table_is(t, row, "item", "opening"))
        return;
    audit_row_key(before, "%d", number - 1);
    audit_row_key(next, "%d", number + 1);
    pass_by(a, "stocks pass by that of T1", &y, audit_row_find_definition(a, next, y.occupation, "T1", "denominator"));
    pass_by(a, "stocks pass by the mean of T4", &y,
            audit_row_find_definition(a, y.period, y.occupation, "T4", "denominator"));
    join_stayed(a, &y);
    join_since(a, &y, before);
}

void audit_read_join_person_years(struct audit *a, const struct table *t, size_t row)
{
    struct year y = find_year(a, t, row);

    if (table_is(t, row, "dimension", "none") && table_is(t, row, "exposure_basis", "person_days"))
        pass_by(a, "stocks pass by the person-years", &y,
                audit_row_find_city(a, y.period, y.occupation, "none", "all", "person_years"));
}
