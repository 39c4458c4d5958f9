/* audit_indicators.c - the tables of the indicators, and of answers to questions.
 *
 * What a reader knows of every indicator: what its numerator and denominator count, and how they are rounded. Numbers
 * of persons are whole; person-years, full-time posts and cases per holder are shown to a tenth. A share of answers is
 * shown in whole percent, so that the number who agree is known to lie near it. */
#include "pipeline/disclosure/audit_indicators.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double TENTH = 0.05;

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

static const struct audit_indicator_shape SHAPES[] = {
    { "consultants", { NOTHING, PERSONS("consultants"), NOTHING }, false, false },
    { "consultant_share", { NOTHING, PERSONS("consultants"), STAFF("own staff") }, false, false },
    { "vacancy_rate", { NOTHING, NOTHING, STAFF("own staff") }, false, false },
    { "incidents", { YEARS("person-years"), PERSONS("events"), NOTHING }, false, false },
    { "cases_per_holder", { HOLDERS("holders"), NOTHING, NOTHING }, false, true },
    { "admin_support", { HOLDERS("caseworkers"), NOTHING, NOTHING }, false, true },
    { "manager_stability", { ANSWERS("managers"), PERSONS("stayed"), PERSONS("left") }, false, true },
    { "sickness_absence", { ANSWERS("employees"), NOTHING, NOTHING }, false, false },
    { "survey_index", { ANSWERS("respondents"), NOTHING, NOTHING }, false, false },
    { "survey_share", { ANSWERS("respondents"), PERSONS("agree"), PERSONS("do not agree") }, true, false },
    { "survey_response_rate", { ANSWERS("asked"), ANSWERS("respondents"), NOTHING }, false, false },
};

static const struct audit_indicator_shape *shape_of(const struct table *t, size_t row)
{
    if (!table_is(t, row, "basis", "own") ||
        (table_is(t, row, "indicator", "vacancy_rate") && !table_is(t, row, "denominator_basis", "own_flows")))
        return NULL; /* vacant posts of posts are no persons */
    for (size_t i = 0; i < sizeof SHAPES / sizeof SHAPES[0]; i++)
        if (table_is(t, row, "indicator", SHAPES[i].indicator))
            return &SHAPES[i];
    return NULL;
}

bool audit_indicator_is_all(const struct table *t, size_t row, const char *column)
{
    return table_is(t, row, column, "all");
}

/* ---- numbers ---- */
bool audit_indicator_is_opinion(const struct audit_indicator_quantity *q)
{
    return audit_row_same(q->counts, "agree") || audit_row_same(q->counts, "do not agree");
}

static const char *key_of(char key[KEY], const struct table *t, size_t row, const char *counts, const char *district,
                          const char *category, const char *group)
{
    const char *period = table_text(t, row, "period");

    if (audit_row_same(counts, "own staff")) /* of a district the same whatever is set against it; of the city not */
        return audit_row_key(key, "%s|%s|%s|%s", counts, period, district,
                             audit_row_same(district, "all") || !table_is(t, row, "denominator_basis", "own_flows")
                                 ? table_text(t, row, "indicator")
                                 : "");
    /* of a question as it is asked in one way or the other */
    return audit_row_key(
        key, "%s|%s|%s|%s|%s|%s|%s", counts, period, district, category, group, table_text(t, row, "definition"),
        strncmp(table_text(t, row, "indicator"), "survey_", 7) == 0 ? table_text(t, row, "indicator") : "");
}

static const char *own_key(char key[KEY], const struct table *t, size_t row, const char *counts)
{
    return key_of(key, t, row, counts, table_text(t, row, "district"), table_text(t, row, "category"),
                  table_text(t, row, "group"));
}

size_t audit_indicator_find(const struct audit *a, const struct table *t, size_t row, const char *counts,
                            const char *category, const char *group)
{
    char key[KEY];

    return audit_find(a, "public_indicators",
                      key_of(key, t, row, counts, table_text(t, row, "district"), category, group), "number");
}

static size_t put(struct audit *a, const struct table *t, size_t row, const struct audit_indicator_quantity *q,
                  double value, size_t group, bool mixed)
{
    char key[KEY];
    struct audit_number x = { .kind = q->kind,
                              .table = "public_indicators",
                              .key = own_key(key, t, row, q->counts),
                              .column = "number",
                              .value = value,
                              .described = q->described,
                              .opinion = audit_indicator_is_opinion(q),
                              .small_group = group != SIZE_MAX,
                              .group = group + 1,
                              .years = q->rounded && !q->described ? 1 : 0, /* how many persons is not seen of them */
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

/* The numbers of a row, NaN where it does not show them, and how far those counted may be from it. */
struct shown {
    double numbers[AUDIT_INDICATOR_NUMBERS], slack;
};

static struct shown shown_of(const struct table *t, size_t row, const struct audit_indicator_shape *s)
{
    struct shown x = { { table_real(t, row, "denominator"), table_real(t, row, "numerator"), NAN }, 0 };

    if (s->from_percent)
        x.numbers[AUDIT_INDICATOR_COUNTED] = from_percent(table_real(t, row, "value"), x.numbers[AUDIT_INDICATOR_WHOLE],
                                                          &x.slack);
    x.numbers[AUDIT_INDICATOR_OTHERS] = x.numbers[AUDIT_INDICATOR_WHOLE] - x.numbers[AUDIT_INDICATOR_COUNTED];
    return x;
}

void audit_read_indicator_shown(struct audit *a, const struct table *t, size_t row)
{
    const struct audit_indicator_shape *s = shape_of(t, row);
    struct shown x;

    if (s == NULL)
        return;
    x = shown_of(t, row, s);
    for (size_t i = 0; i < AUDIT_INDICATOR_NUMBERS; i++)
        if (s->quantities[i].counts != NULL && isfinite(x.numbers[i]))
            put(a, t, row, &s->quantities[i], x.numbers[i], SIZE_MAX, false);
}

/* ---- all numbers of a row, what is not shown too ---- */

/* The rounding of one number that is shown. */
static double slack_of(const struct audit_indicator_quantity *q)
{
    return q->rounded ? TENTH : 0;
}

static size_t complete(struct audit *a, const struct table *t, size_t row, const struct audit_indicator_quantity *q,
                       double value, size_t group, bool mixed)
{
    if (q->counts == NULL || (isnan(value) && !table_is(t, row, "value_status", "withheld")))
        return SIZE_MAX;
    return put(a, t, row, q, value, group, mixed);
}

static bool is_unknown(const struct audit *a, size_t number)
{
    return number != SIZE_MAX && isnan(audit_at(a, number)->value);
}

/* Withheld perhaps for the sake of what stands in no table; or alone, as a city that was stated, or is one district,
 * may be. */
static bool is_mixed(const struct table *t, size_t row)
{
    return (audit_indicator_is_all(t, row, "district") && !(table_real(t, row, "districts") > 1)) ||
           strncmp(table_text(t, row, "category"), "police_report", strlen("police_report")) == 0;
}

static bool is_share(const struct audit_indicator_shape *s)
{
    return s->quantities[AUDIT_INDICATOR_WHOLE].counts != NULL && s->quantities[AUDIT_INDICATOR_OTHERS].counts != NULL;
}

struct audit_indicator_row audit_indicator_row(struct audit *a, const struct table *t, size_t row)
{
    const struct audit_indicator_shape *s = shape_of(t, row);
    struct audit_indicator_row r = { s, { SIZE_MAX, SIZE_MAX, SIZE_MAX }, { 0, 0, 0 } };
    struct shown x;
    size_t few; /* the whole, where it is withheld */
    bool share;

    if (s == NULL)
        return r;
    x = shown_of(t, row, s);
    share = is_share(s);
    r.numbers[AUDIT_INDICATOR_WHOLE] = complete(a, t, row, &s->quantities[AUDIT_INDICATOR_WHOLE],
                                                x.numbers[AUDIT_INDICATOR_WHOLE], SIZE_MAX, false);
    few = is_unknown(a, r.numbers[AUDIT_INDICATOR_WHOLE]) ? r.numbers[AUDIT_INDICATOR_WHOLE] : SIZE_MAX;
    r.numbers[AUDIT_INDICATOR_COUNTED] = complete(a, t, row, &s->quantities[AUDIT_INDICATOR_COUNTED],
                                                  x.numbers[AUDIT_INDICATOR_COUNTED], few, share || is_mixed(t, row));
    r.numbers[AUDIT_INDICATOR_OTHERS] = complete(a, t, row, &s->quantities[AUDIT_INDICATOR_OTHERS],
                                                 x.numbers[AUDIT_INDICATOR_OTHERS], share ? few : SIZE_MAX, share);
    for (size_t i = 0; i < AUDIT_INDICATOR_NUMBERS; i++)
        if (!is_unknown(a, r.numbers[i]))
            r.slack[i] = i == AUDIT_INDICATOR_WHOLE ? slack_of(&s->quantities[i]) : x.slack;
    return r;
}

bool audit_indicator_cell(const struct table *t, size_t row, size_t i, const char *district, struct audit_cell *out)
{
    const struct audit_indicator_shape *s = shape_of(t, row);
    const struct audit_indicator_quantity *q;
    struct shown x;

    if (s == NULL)
        return false;
    q = &s->quantities[i];
    x = shown_of(t, row, s);
    if (q->counts == NULL || (isnan(x.numbers[i]) && !table_is(t, row, "value_status", "withheld")))
        return false;
    *out = (struct audit_cell){ .table = "public_indicators",
                                .column = "number",
                                .kind = q->kind,
                                .described = q->described,
                                .opinion = audit_indicator_is_opinion(q),
                                .value = x.numbers[i],
                                .slack = i == AUDIT_INDICATOR_WHOLE ? slack_of(q) : x.slack };
    key_of(out->key, t, row, q->counts, district, table_text(t, row, "category"), table_text(t, row, "group"));
    return true;
}

/* ---- what the numbers of one row, and of those beside it, are to each other ---- */

static void join_whole(struct audit *a, const struct table *t, size_t row, const struct audit_indicator_row *r,
                       size_t others)
{
    char name[KEY];

    own_key(name, t, row, r->shape->quantities[AUDIT_INDICATOR_WHOLE].counts);
    audit_join(a, "indicators: wholes are their parts", name, r->numbers[AUDIT_INDICATOR_WHOLE], 1);
    audit_join(a, "indicators: wholes are their parts", name, r->numbers[AUDIT_INDICATOR_COUNTED], -1);
    audit_join(a, "indicators: wholes are their parts", name, others, -1);
}

/* Whoever answers one question of a survey answers them all, where as many are shown to. */
static void join_questions(struct audit *a, const struct table *t, size_t row, const char *counts, size_t number)
{
    const char *period = table_text(t, row, "period"), *district = table_text(t, row, "district");
    const char *group = table_text(t, row, "group");
    char family[KEY], name[KEY];

    audit_row_key(family, "indicators: all questions are answered: %s|%s|%s|%s", counts, period, district, group);
    for (size_t other = 0; other < row; other++) {
        const struct audit_indicator_shape *s;
        size_t beside;

        if (!table_is(t, other, "period", period) || !table_is(t, other, "district", district) ||
            !table_is(t, other, "group", group))
            continue;
        s = shape_of(t, other);
        if (s == NULL || strncmp(s->indicator, "survey_", 7) != 0)
            continue;
        beside = audit_indicator_find(a, t, other, counts, table_text(t, other, "category"),
                                      table_text(t, other, "group"));
        if (beside == SIZE_MAX)
            continue;
        audit_row_equal(a, family, audit_row_key(name, "%zu|%zu", beside, number), beside, number);
        return;
    }
}

/* The city's may be of some districts alone. */
size_t audit_indicator_person_years(const struct audit *a, const struct table *t, size_t row)
{
    const char *period = table_text(t, row, "period"), *district = table_text(t, row, "district");
    bool city = audit_indicator_is_all(t, row, "district");
    char key[KEY];

    if (!table_is(t, row, "denominator_basis", "person_years") || (city && isfinite(table_real(t, row, "districts"))))
        return SIZE_MAX;
    return city ? audit_row_find_city(a, period, "all", "none", "all", "person_years")
                : audit_find(a, "districts", audit_row_key(key, "%s|%s", period, district), "person_years");
}

static void join_person_years(struct audit *a, const struct table *t, size_t row, size_t number)
{
    static const char *const family = "indicators: person-years";
    size_t years = audit_indicator_person_years(a, t, row);
    char name[KEY];

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
    x.key = audit_row_key(name, audit_is_earlier(a) ? "then %s|%s" : "%s|%s", period, district);
    audit_join(a, family, name, reports, 1);
    audit_join(a, family, name, backed, -1);
    audit_join(a, family, name, audit_add(a, &x), -1);
}

static void join_stock(struct audit *a, const struct table *t, size_t row, size_t own)
{
    const char *period = table_text(t, row, "period");
    char year[KEY];

    if (audit_indicator_is_all(t, row, "district") && table_is(t, row, "denominator_basis", "own_flows") &&
        strlen(period) >= 7 && strncmp(period + 4, "-01", 3) == 0 &&
        table_real(t, row, "districts") == table_real(t, row, "districts_of"))
        audit_row_equal(a, "indicators: own staff is that of the balance",
                        audit_row_key(year, "%.4s|%s", period, table_text(t, row, "indicator")), own,
                        audit_row_find_item(a, audit_row_key(year, "%.4s", period), "all", "opening"));
}

/* After all that are shown: what is not, and what each adds up to. */
void audit_read_indicator(struct audit *a, const struct table *t, size_t row)
{
    const struct audit_indicator_row r = audit_indicator_row(a, t, row);
    const struct audit_indicator_shape *s = r.shape;
    size_t whole = r.numbers[AUDIT_INDICATOR_WHOLE], counted = r.numbers[AUDIT_INDICATOR_COUNTED];
    size_t others = r.numbers[AUDIT_INDICATOR_OTHERS];

    if (s == NULL)
        return;
    audit_indicator_join_parts(a, t, row, &r);
    if (is_share(s) && whole != SIZE_MAX && counted != SIZE_MAX)
        join_whole(a, t, row, &r, others);
    if (strncmp(s->indicator, "survey_", 7) == 0 && whole != SIZE_MAX)
        join_questions(a, t, row, s->quantities[AUDIT_INDICATOR_WHOLE].counts, whole);
    if (audit_row_same(s->indicator, "survey_response_rate") && counted != SIZE_MAX) {
        join_questions(a, t, row, s->quantities[AUDIT_INDICATOR_COUNTED].counts, counted);
        join_whole(a, t, row, &r, SIZE_MAX);
    }
    if (audit_row_same(s->indicator, "incidents")) {
        if (whole != SIZE_MAX)
            join_person_years(a, t, row, whole);
        if (counted != SIZE_MAX)
            join_backed(a, t, row, counted);
    }
    if (others != SIZE_MAX && audit_row_same(s->quantities[AUDIT_INDICATOR_OTHERS].counts, "own staff"))
        join_stock(a, t, row, others);
}
