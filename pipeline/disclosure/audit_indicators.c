/* audit_indicators.c - the tables of the indicators, and of answers to questions.
 *
 * What a reader knows of every indicator: what its numerator and denominator count, and how they are rounded. Numbers
 * of persons are whole; person-years, full-time posts and cases per holder are shown to a tenth. A share of answers is
 * shown in whole percent, so that the number who agree is known to lie near it. */
#include "pipeline/disclosure/audit_rows.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double TENTH = 0.05;

struct quantity {
    const char *counts; /* NULL: nothing that is protected */
    enum audit_kind kind;
    bool described;
    bool rounded; /* to a tenth */
};

struct shape {
    const char *indicator;
    struct quantity numerator, denominator;
    struct quantity rest; /* the denominator less the numerator */
    bool from_percent;    /* the numerator is told by the value alone */
    bool has_parts;       /* categories are parts of all */
};

#define PERSONS(what)                                                                                                  \
    {                                                                                                                  \
        what, AUDIT_COUNT, false, false                                                                                \
    }
#define ANSWERS(what)                                                                                                  \
    {                                                                                                                  \
        what, AUDIT_GROUP, true, false                                                                                 \
    }
#define YEARS(what)                                                                                                    \
    {                                                                                                                  \
        what, AUDIT_GROUP, false, true                                                                                 \
    }
#define HOLDERS(what)                                                                                                  \
    {                                                                                                                  \
        what, AUDIT_GROUP, true, true                                                                                  \
    }
#define STAFF(what)                                                                                                    \
    {                                                                                                                  \
        what, AUDIT_GROUP, false, false                                                                                \
    }
#define NOTHING                                                                                                        \
    {                                                                                                                  \
        NULL, AUDIT_COUNT, false, false                                                                                \
    }

static const struct shape SHAPES[] = {
    { "consultants", PERSONS("consultants"), NOTHING, NOTHING, false, false },
    { "consultant_share", PERSONS("consultants"), NOTHING, STAFF("own staff"), false, false },
    { "vacancy_rate", NOTHING, NOTHING, STAFF("own staff"), false, false },
    { "incidents", PERSONS("events"), YEARS("person-years"), NOTHING, false, false },
    { "cases_per_holder", NOTHING, HOLDERS("holders"), NOTHING, false, true },
    { "admin_support", NOTHING, HOLDERS("caseworkers"), NOTHING, false, true },
    { "manager_stability", PERSONS("stayed"), ANSWERS("managers"), PERSONS("left"), false, true },
    { "sickness_absence", NOTHING, ANSWERS("employees"), NOTHING, false, false },
    { "survey_index", NOTHING, ANSWERS("respondents"), NOTHING, false, false },
    { "survey_share", PERSONS("agree"), ANSWERS("respondents"), PERSONS("do not agree"), true, false },
    { "survey_response_rate", ANSWERS("respondents"), ANSWERS("asked"), NOTHING, false, false },
};

static const struct shape *shape_of(const struct table *t, size_t row)
{
    if (!table_is(t, row, "basis", "own") ||
        (table_is(t, row, "indicator", "vacancy_rate") && !table_is(t, row, "denominator_basis", "own_flows")))
        return NULL; /* vacant posts of posts are no persons */
    for (size_t i = 0; i < sizeof SHAPES / sizeof SHAPES[0]; i++)
        if (table_is(t, row, "indicator", SHAPES[i].indicator))
            return &SHAPES[i];
    return NULL;
}

static bool is_all(const struct table *t, size_t row, const char *column)
{
    return table_is(t, row, column, "all");
}

/* ---- numbers ---- */

static const char *key_of(char key[KEY], const struct table *t, size_t row, const char *counts)
{
    const char *period = table_text(t, row, "period"), *district = table_text(t, row, "district");

    if (audit_row_same(counts, "own staff")) /* of a district the same whatever is set against it; of the city not */
        return audit_row_key(key, "%s|%s|%s|%s", counts, period, district,
                             is_all(t, row, "district") || !table_is(t, row, "denominator_basis", "own_flows")
                                 ? table_text(t, row, "indicator")
                                 : "");
    /* of a question as it is asked in one way or the other */
    return audit_row_key(key, "%s|%s|%s|%s|%s|%s|%s", counts, period, district, table_text(t, row, "category"),
                         table_text(t, row, "group"), table_text(t, row, "definition"),
                         strncmp(table_text(t, row, "indicator"), "survey_", 7) == 0 ? table_text(t, row, "indicator")
                                                                                     : "");
}

static size_t find(const struct audit *a, const struct table *t, size_t row, const char *counts)
{
    char key[KEY];

    return audit_find(a, "public_indicators", key_of(key, t, row, counts), "number");
}

static bool is_opinion(const struct quantity *q)
{
    return audit_row_same(q->counts, "agree") || audit_row_same(q->counts, "do not agree");
}

static size_t put(struct audit *a, const struct table *t, size_t row, const struct quantity *q, double value,
                  bool small_group, bool mixed)
{
    char key[KEY];
    struct audit_number x = { .kind = q->kind,
                              .table = "public_indicators",
                              .key = key_of(key, t, row, q->counts),
                              .column = "number",
                              .value = value,
                              .described = q->described,
                              .opinion = is_opinion(q),
                              .small_group = small_group,
                              .mixed = mixed };

    return audit_add(a, &x);
}

/* The whole numbers whose share of `whole` is that percentage once it is rounded: their middle, and how far they are.
 */
static double from_percent(double percent, double whole, double *slack)
{
    double least = ceil((percent - 0.5) * whole / 100 - 1e-9), most = floor((percent + 0.5) * whole / 100 + 1e-9);

    *slack = 0;
    if (isnan(percent) || isnan(whole))
        return NAN;
    least = fmax(0, least);
    most = fmin(whole, most);
    *slack = fmax(0, most - least) / 2;
    return most >= least ? (least + most) / 2 : percent * whole / 100;
}

/* The three numbers of a row, NaN where it does not show them, and how far the numerator may be from it. */
struct numbers {
    double numerator, denominator, rest, slack;
};

static struct numbers numbers_of(const struct table *t, size_t row, const struct shape *s)
{
    struct numbers x = { table_real(t, row, "numerator"), table_real(t, row, "denominator"), NAN, 0 };

    if (s->from_percent)
        x.numerator = from_percent(table_real(t, row, "value"), x.denominator, &x.slack);
    x.rest = x.denominator - x.numerator;
    return x;
}

void audit_read_indicator_shown(struct audit *a, const struct table *t, size_t row)
{
    const struct shape *s = shape_of(t, row);
    struct numbers x;

    if (s == NULL)
        return;
    x = numbers_of(t, row, s);
    if (s->numerator.counts != NULL && isfinite(x.numerator))
        put(a, t, row, &s->numerator, x.numerator, false, false);
    if (s->denominator.counts != NULL && isfinite(x.denominator))
        put(a, t, row, &s->denominator, x.denominator, false, false);
    if (s->rest.counts != NULL && isfinite(x.rest))
        put(a, t, row, &s->rest, x.rest, false, false);
}

/* ---- what they add up to ---- */

/* Parts that no row tells of may be there too. */
static void join_parts(struct audit *a, const char *family, const char *name, size_t number, bool whole)
{
    audit_join(a, family, name, number, whole ? 1 : -1);
    if (whole)
        audit_join(a, family, name, SIZE_MAX, -1);
}

static void join_districts(struct audit *a, const struct table *t, size_t row, const char *counts, size_t number,
                           double slack)
{
    bool city = is_all(t, row, "district"), summed = isfinite(table_real(t, row, "districts"));
    char family[KEY], name[KEY];

    audit_row_key(family, "indicators: districts are the city: %s", counts);
    audit_row_key(name, "%s|%s|%s|%s|%s", table_text(t, row, "indicator"), table_text(t, row, "period"),
                  table_text(t, row, "category"), table_text(t, row, "group"), table_text(t, row, "definition"));
    if (city && !summed)
        join_parts(a, family, name, number, true);
    else
        audit_join(a, family, name, number, city ? 1 : -1);
    audit_loosen(a, family, name, slack);
}

static void join_sums(struct audit *a, const struct table *t, size_t row, const struct shape *s, const char *counts,
                      size_t number, double slack)
{
    const char *period = table_text(t, row, "period"), *district = table_text(t, row, "district");
    const char *definition = table_text(t, row, "definition");
    char family[KEY], name[KEY];

    join_districts(a, t, row, counts, number, slack);
    audit_row_key(family, "indicators: groups are parts of all: %s", counts);
    audit_row_key(name, "%s|%s|%s|%s|%s", table_text(t, row, "indicator"), period, district,
                  table_text(t, row, "category"), definition);
    join_parts(a, family, name, number, is_all(t, row, "group"));
    audit_loosen(a, family, name, slack);
    if (!s->has_parts)
        return;
    audit_row_key(family, "indicators: categories are parts of all: %s", counts);
    audit_row_key(name, "%s|%s|%s|%s", period, district, table_text(t, row, "group"), definition);
    join_parts(a, family, name, number, is_all(t, row, "category"));
    audit_loosen(a, family, name, slack);
}

/* The city less the district. */
static void join_rest_of_city(struct audit *a, const struct table *t, size_t row, const char *counts, size_t rest)
{
    static const char *const family = "indicators: the rest of the city";
    const char *period = table_text(t, row, "period"), *group = table_text(t, row, "group");
    const char *definition = table_text(t, row, "definition"), *district = table_text(t, row, "district");
    char key[KEY], name[KEY];

    audit_row_key(name, "%s|%s|%s|%s", period, district, group, definition);
    audit_join(a, family, name, rest, -1);
    audit_row_key(key, "%s|%s|%s|all|%s|%s|", counts, period, district, group, definition);
    audit_join(a, family, name, audit_find(a, "public_indicators", key, "number"), -1);
    audit_row_key(key, "%s|%s|all|all|%s|%s|", counts, period, group, definition);
    audit_join(a, family, name, audit_find(a, "public_indicators", key, "number"), 1);
}

/* Whoever answers one question of a survey answers them all, where as many are shown to. */
static void join_questions(struct audit *a, const struct table *t, size_t row, const char *counts, size_t number)
{
    char family[KEY], name[KEY];

    audit_row_key(family, "indicators: all questions are answered: %s|%s|%s|%s", counts, table_text(t, row, "period"),
                  table_text(t, row, "district"), table_text(t, row, "group"));
    for (size_t other = 0; other < row; other++) {
        const struct shape *s = shape_of(t, other);
        size_t beside;

        if (s == NULL || strncmp(s->indicator, "survey_", 7) != 0 ||
            !table_is(t, other, "period", table_text(t, row, "period")) ||
            !table_is(t, other, "district", table_text(t, row, "district")) ||
            !table_is(t, other, "group", table_text(t, row, "group")))
            continue;
        beside = find(a, t, other, counts);
        if (beside == SIZE_MAX)
            continue;
        audit_row_equal(a, family, audit_row_key(name, "%zu|%zu", beside, number), beside, number);
        return;
    }
}

/* Person-years are those of the tables of staff; the city's may be of some districts alone. */
static void join_person_years(struct audit *a, const struct table *t, size_t row, size_t number)
{
    static const char *const family = "indicators: person-years";
    const char *period = table_text(t, row, "period"), *district = table_text(t, row, "district");
    bool city = is_all(t, row, "district");
    char key[KEY], name[KEY];
    size_t years;

    if (!table_is(t, row, "denominator_basis", "person_years") || (city && isfinite(table_real(t, row, "districts"))))
        return;
    years = city ? audit_row_find_city(a, period, "all", "none", "all", "person_years")
                 : audit_find(a, "districts", audit_row_key(key, "%s|%s", period, district), "person_years");
    if (years == SIZE_MAX)
        return;
    audit_row_equal(a, family, audit_row_key(name, "%zu|%zu", number, years), number, years);
    audit_loosen(a, family, name, TENTH);
}

/* Reports to the police that were not backed stand in no table. */
static void join_backed(struct audit *a, const struct table *t, size_t row, size_t backed)
{
    static const char *const family = "indicators: backed reports are reports";
    const char *period = table_text(t, row, "period"), *district = table_text(t, row, "district");
    char key[KEY], name[KEY];
    struct audit_number x = {
        .kind = AUDIT_UNSEEN, .table = "public_indicators", .column = "not backed", .value = NAN
    };
    size_t reports;

    if (!table_is(t, row, "category", "police_report_backed"))
        return;
    audit_row_key(key, "events|%s|%s|police_report|%s|%s|", period, district, table_text(t, row, "group"),
                  table_text(t, row, "definition"));
    reports = audit_find(a, "public_indicators", key, "number");
    if (reports == SIZE_MAX)
        return;
    x.key = audit_row_key(name, "%s|%s", period, district);
    audit_join(a, family, name, reports, 1);
    audit_join(a, family, name, backed, -1);
    audit_join(a, family, name, audit_add(a, &x), -1);
}

static void join_stock(struct audit *a, const struct table *t, size_t row, size_t own)
{
    const char *period = table_text(t, row, "period");
    char year[KEY];

    if (is_all(t, row, "district") && table_is(t, row, "denominator_basis", "own_flows") && strlen(period) >= 7 &&
        strncmp(period + 4, "-01", 3) == 0 && table_real(t, row, "districts") == table_real(t, row, "districts_of"))
        audit_row_equal(a, "indicators: own staff is that of the balance",
                        audit_row_key(year, "%.4s|%s", period, table_text(t, row, "indicator")), own,
                        audit_row_find_item(a, audit_row_key(year, "%.4s", period), "all", "opening"));
}

/* The rounding of one number that is shown. */
static double slack_of(const struct quantity *q)
{
    return q->rounded ? TENTH : 0;
}

static size_t complete(struct audit *a, const struct table *t, size_t row, const struct quantity *q, double value,
                       bool small_group, bool mixed)
{
    if (q->counts == NULL || (isnan(value) && !table_is(t, row, "value_status", "withheld")))
        return SIZE_MAX;
    return put(a, t, row, q, value, small_group, mixed);
}

static bool is_unknown(const struct audit *a, size_t number)
{
    return number != SIZE_MAX && isnan(audit_at(a, number)->value);
}

static void join_row(struct audit *a, const struct table *t, size_t row, const struct shape *s,
                     const struct quantity *q, size_t number, double slack)
{
    if (number == SIZE_MAX)
        return;
    if (table_is(t, row, "category", "rest_of_city"))
        join_rest_of_city(a, t, row, q->counts, number);
    else
        join_sums(a, t, row, s, q->counts, number, is_unknown(a, number) ? 0 : slack);
}

static void join_whole(struct audit *a, const struct table *t, size_t row, const struct shape *s, size_t numerator,
                       size_t denominator, size_t rest)
{
    char name[KEY];

    key_of(name, t, row, s->denominator.counts);
    audit_join(a, "indicators: wholes are their parts", name, denominator, 1);
    audit_join(a, "indicators: wholes are their parts", name, numerator, -1);
    audit_join(a, "indicators: wholes are their parts", name, rest, -1);
}

/* Withheld perhaps for the sake of what stands in no table; or alone, as a city that was stated, or is one district,
 * may be. */
static bool is_mixed(const struct table *t, size_t row)
{
    return (is_all(t, row, "district") && !(table_real(t, row, "districts") > 1)) ||
           strncmp(table_text(t, row, "category"), "police_report", strlen("police_report")) == 0;
}

/* After all that are shown: what is not, and what each adds up to. */
void audit_read_indicator(struct audit *a, const struct table *t, size_t row)
{
    const struct shape *s = shape_of(t, row);
    size_t numerator, denominator, rest;
    struct numbers x;
    bool share, few;

    if (s == NULL)
        return;
    x = numbers_of(t, row, s);
    share = s->denominator.counts != NULL && s->rest.counts != NULL;
    denominator = complete(a, t, row, &s->denominator, x.denominator, false, false);
    few = is_unknown(a, denominator);
    numerator = complete(a, t, row, &s->numerator, x.numerator, few, share || is_mixed(t, row));
    rest = complete(a, t, row, &s->rest, x.rest, few && share, share);
    join_row(a, t, row, s, &s->denominator, denominator, slack_of(&s->denominator));
    join_row(a, t, row, s, &s->numerator, numerator, x.slack);
    join_row(a, t, row, s, &s->rest, rest, x.slack);
    if (share && denominator != SIZE_MAX && numerator != SIZE_MAX)
        join_whole(a, t, row, s, numerator, denominator, rest);
    if (strncmp(s->indicator, "survey_", 7) == 0 && denominator != SIZE_MAX)
        join_questions(a, t, row, s->denominator.counts, denominator);
    if (audit_row_same(s->indicator, "survey_response_rate") && numerator != SIZE_MAX) {
        join_questions(a, t, row, s->numerator.counts, numerator);
        join_whole(a, t, row, s, numerator, denominator, SIZE_MAX);
    }
    if (audit_row_same(s->indicator, "incidents")) {
        if (denominator != SIZE_MAX)
            join_person_years(a, t, row, denominator);
        if (numerator != SIZE_MAX)
            join_backed(a, t, row, numerator);
    }
    if (rest != SIZE_MAX && audit_row_same(s->rest.counts, "own staff"))
        join_stock(a, t, row, rest);
}
