/* indicators_links.c - which numbers each row of the indicators has, and back: what is withheld with them. */
#include "stages/protect/indicators_rooms.h"

#include "pipeline/base/memory.h"
#include "pipeline/staff/indicator.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const size_t NOWHERE = SIZE_MAX;

/* ---- rows, by indicator ---- */

typedef void link_row(struct protect *p, const struct table *t, size_t row, struct indicator_cells *c);

static size_t put_consultants(struct protect *p, const struct table *t, size_t row)
{
    double count = real(t, row, "numerator");
    struct quantity quantity = { .kind = LINKS_COUNT,
                                 .value = count,
                                 .weight = indicators_weight(t, row, count),
                                 .rule = suppression_of_count(&p->limits, count, INFINITY, INFINITY) };

    return indicators_put_count(p, t, row, "consultants", &quantity);
}

static void link_consultants(struct protect *p, const struct table *t, size_t row, struct indicator_cells *c)
{
    c->numerator = put_consultants(p, t, row);
    indicators_join(p, t, row, "consultants", false, c->numerator);
}

/* Own staff is the size of a group, and told by the denominator wherever what is counted beside it is. That of a
 * district is the same whatever is set against it; that of the city is of the districts that reported. */
static void link_own_staff(struct protect *p, const struct table *t, size_t row, struct indicator_cells *c)
{
    const char *indicator = text(t, row, "indicator"), *period = text(t, row, "period");
    double own = real(t, row, "denominator") - real(t, row, "numerator");
    bool city = is_all(t, row, "district");
    struct quantity quantity = { .kind = LINKS_GROUP,
                                 .value = own,
                                 .weight = indicators_weight(t, row, own),
                                 .rule = suppression_of_group(&p->limits, own, NAN) };
    char name[LINKED_NAME], what[LINKED_NAME], year[5];
    size_t stock;

    LINKED(what, "own staff", indicator);
    LINKED(name, "own staff", period, text(t, row, "district"));
    if (city || !table_is(t, row, "denominator_basis", "own_flows") || indicators_is_another(p, name, own))
        indicators_name(t, row, what, NULL, name);
    c->group = isnan(own) ? SIZE_MAX : links_add(p->links, name, &quantity);
    if (c->group == SIZE_MAX)
        return;
    indicators_join(p, t, row, what, false, c->group);
    if (!city || strlen(period) < 7 || strncmp(period + 4, "-01", 3) != 0)
        return;
    snprintf(year, sizeof year, "%.4s", period);
    stock = FIND(p, "stock", year, "all");
    if (stock == SIZE_MAX || links_at(p->links, stock)->value != own)
        return;
    JOIN(p, c->group, 1, "own staff of the balance", indicator, period);
    JOIN(p, stock, -1, "own staff of the balance", indicator, period);
}

static void link_consultant_share(struct protect *p, const struct table *t, size_t row, struct indicator_cells *c)
{
    c->numerator = put_consultants(p, t, row);
    link_own_staff(p, t, row, c);
}

/* How many posts are vacant everybody may know. */
static void link_vacancy_rate(struct protect *p, const struct table *t, size_t row, struct indicator_cells *c)
{
    if (table_is(t, row, "denominator_basis", "own_flows")) /* else of posts, and no persons */
        link_own_staff(p, t, row, c);
}

/* Person-years are those of districts.csv; where the city was summed from some districts alone, they are its own. */
static size_t put_person_years(struct protect *p, const struct table *t, size_t row)
{
    const char *period = text(t, row, "period"), *district = text(t, row, "district");
    double years = real(t, row, "denominator");
    bool city = is_all(t, row, "district"), summed = isfinite(real(t, row, "districts"));
    char name[LINKED_NAME];
    struct quantity quantity = { .kind = LINKS_GROUP,
                                 .value = years,
                                 .weight = indicators_weight(t, row, years),
                                 .rule = suppression_of_group(&p->limits, years, NAN) };
    size_t q;

    if (city)
        LINKED(name, "group", period, "all", "none", "all");
    else
        LINKED(name, "group of district", period, district);
    if ((city && summed) || indicators_is_another(p, name, years))
        indicators_name(t, row, "person-years", NULL, name);
    if (links_find(p->links, name) != SIZE_MAX) /* by the persons who were there, as in its own table */
        quantity.rule = SUPPRESSION_NONE;
    q = links_add(p->links, name, &quantity);
    if (q != SIZE_MAX)
        indicators_join_districts(p, t, row, "person-years", q);
    return q;
}

static void link_incidents(struct protect *p, const struct table *t, size_t row, struct indicator_cells *c)
{
    double count = real(t, row, "numerator");
    struct quantity quantity = { .kind = LINKS_COUNT, .value = count, .weight = indicators_weight(t, row, count) };

    if (table_is(t, row, "denominator_basis", "person_years"))
        c->denominator = put_person_years(p, t, row);
    quantity.rule = indicators_rule_of(p, c->denominator);
    if (quantity.rule == SUPPRESSION_NONE)
        quantity.rule = suppression_of_count(&p->limits, count, INFINITY, INFINITY);
    quantity.group = c->denominator == SIZE_MAX ? 0 : c->denominator + 1;
    c->numerator = indicators_put_count(p, t, row, "events", &quantity);
    indicators_join(p, t, row, "events", false, c->numerator);
}

/* Reports to the police that were not backed are events too, though no row tells them. */
static void link_backed(struct protect *p, const struct table *t, size_t row, struct indicator_cells *c)
{
    char name[LINKED_NAME], relation[LINKED_NAME];
    size_t reports = links_find(p->links, indicators_name(t, row, "events", "police_report", name)), others;
    struct quantity quantity = { .kind = LINKS_COUNT };

    if (reports == SIZE_MAX || c->numerator == SIZE_MAX)
        return;
    quantity.value = links_at(p->links, reports)->value - links_at(p->links, c->numerator)->value;
    quantity.rule = suppression_of_count(&p->limits, quantity.value, INFINITY, INFINITY);
    others = indicators_put_count(p, t, row, "events not backed", &quantity);
    if (others == SIZE_MAX) /* more were backed than made */
        return;
    indicators_name(t, row, "backed", NULL, relation);
    links_join(p->links, relation, reports, 1);
    links_join(p->links, relation, c->numerator, -1);
    links_join(p->links, relation, others, -1);
}

static void link_holders(struct protect *p, const struct table *t, size_t row, struct indicator_cells *c)
{
    c->denominator = indicators_put_group(p, t, row, "holders", real(t, row, "denominator"));
    indicators_join(p, t, row, "holders", true, c->denominator);
}

/* Quartiles name themselves where others name their definition, and are not of another group than the mean. */
static void link_quartile(struct protect *p, const struct table *t, size_t row, struct indicator_cells *c)
{
    char name[LINKED_NAME];

    LINKED(name, "indicator", "holders", text(t, row, "period"), text(t, row, "district"), text(t, row, "category"),
           text(t, row, "group"), "");
    c->group = links_find(p->links, name);
    if (c->group == SIZE_MAX)
        c->rule = indicators_group_rule(p, real(t, row, "people"));
}

static void link_caseworkers(struct protect *p, const struct table *t, size_t row, struct indicator_cells *c)
{
    c->denominator = indicators_put_group(p, t, row, "caseworkers", real(t, row, "denominator"));
    indicators_join(p, t, row, "caseworkers", true, c->denominator);
}

static void link_managers(struct protect *p, const struct table *t, size_t row, struct indicator_cells *c)
{
    double managers = real(t, row, "denominator");
    enum suppression_rule rule = indicators_group_rule(p, managers);

    c->denominator = indicators_put_group(p, t, row, "managers", managers);
    indicators_join(p, t, row, "managers", true, c->denominator);
    indicators_put_share(p, t, row, "stayed", "left", rule != SUPPRESSION_NONE ? rule : SUPPRESSION_COUNT, true, c);
}

static void link_absence(struct protect *p, const struct table *t, size_t row, struct indicator_cells *c)
{
    c->denominator = indicators_put_group(p, t, row, "employees", real(t, row, "denominator"));
    indicators_join(p, t, row, "employees", false, c->denominator);
}

static void link_rest(struct protect *p, const struct table *t, size_t row, struct indicator_cells *c)
{
    c->denominator = indicators_put_group(p, t, row, "employees", real(t, row, "denominator"));
    indicators_join_rest(p, t, row, "employees", c->denominator);
}

/* Its denominator is absence; the people are those of the absence. */
static void link_long_term(struct protect *p, const struct table *t, size_t row, struct indicator_cells *c)
{
    char name[LINKED_NAME];

    c->group = links_find(p->links, indicators_name(t, row, "employees", NULL, name));
    if (c->group == SIZE_MAX)
        c->rule = indicators_group_rule(p, real(t, row, "people"));
}

static void link_survey_index(struct protect *p, const struct table *t, size_t row, struct indicator_cells *c)
{
    c->denominator = indicators_put_asked(p, t, row, "respondents", real(t, row, "denominator"));
}

static void link_survey_share(struct protect *p, const struct table *t, size_t row, struct indicator_cells *c)
{
    double agree = real(t, row, "numerator"), answers = real(t, row, "denominator");
    enum suppression_rule rule = indicators_group_rule(p, answers);

    c->denominator = indicators_put_asked(p, t, row, "respondents", answers);
    indicators_put_share(p, t, row, "agree", "do not agree", agree == 0 || agree == answers ? SUPPRESSION_GROUP : rule,
                         false, c);
}

static void link_response_rate(struct protect *p, const struct table *t, size_t row, struct indicator_cells *c)
{
    c->numerator = indicators_put_asked(p, t, row, "respondents", real(t, row, "numerator"));
    c->denominator = indicators_put_asked(p, t, row, "asked", real(t, row, "denominator"));
    if (c->numerator == SIZE_MAX || c->denominator == SIZE_MAX)
        return;
    JOIN(p, c->denominator, 1, "asked are answers and more", links_name(p->links, c->denominator));
    JOIN(p, c->numerator, -1, "asked are answers and more", links_name(p->links, c->denominator));
    JOIN(p, SIZE_MAX, -1, "asked are answers and more", links_name(p->links, c->denominator));
}

static const struct {
    const char *id, *category; /* NULL: any but the rest of the city */
    link_row *link;
} ROOMS[] = { /* what finds another's quantity comes after it */
              { "consultants", NULL, link_consultants },
              { "consultant_share", NULL, link_consultant_share },
              { "vacancy_rate", NULL, link_vacancy_rate },
              { "incidents", NULL, link_incidents },
              { "incidents", "police_report_backed", link_backed },
              { "cases_per_holder", NULL, link_holders },
              { "case_quartile", NULL, link_quartile },
              { "admin_support", NULL, link_caseworkers },
              { "manager_stability", NULL, link_managers },
              { "sickness_absence", NULL, link_absence },
              { "sickness_absence", "rest_of_city", link_rest },
              { "sickness_long_term", NULL, link_long_term },
              { "sickness_long_term", "rest_of_city", link_long_term },
              { "survey_index", NULL, link_survey_index },
              { "survey_share", NULL, link_survey_share },
              { "survey_response_rate", NULL, link_response_rate }
};

/* Of rows that hang together with nothing else. */
static enum suppression_rule rule_alone(const struct protect *p, const struct table *t, size_t row)
{
    const struct indicator *indicator = indicator_find(text(t, row, "indicator"));
    double count = real(t, row, "numerator");

    if (indicator == NULL || indicator->protection == INDICATOR_OPEN)
        return SUPPRESSION_NONE;
    if (indicator->protection == INDICATOR_GROUP)
        return indicators_group_rule(p, real(t, row, "people"));
    return suppression_of_count(&p->limits, isnan(count) ? real(t, row, "high") : count, INFINITY, INFINITY);
}

static bool is_reported(const struct table *t, size_t row)
{
    return table_is(t, row, "basis", "own") && (isfinite(real(t, row, "numerator")) || isfinite(real(t, row, "low")));
}

static bool is_linked(const struct table *t, size_t row)
{
    for (size_t i = 0; i < sizeof ROOMS / sizeof ROOMS[0]; i++)
        if (table_is(t, row, "indicator", ROOMS[i].id))
            return true;
    return false;
}

void indicators_link(struct protect *p, struct indicators *all)
{
    const struct table *t = all->indicators;
    size_t n = t == NULL ? 0 : table_rows(t);

    all->cells = memory_zeroed(n, sizeof *all->cells);
    for (size_t row = 0; row < n; row++) {
        all->cells[row] = (struct indicator_cells){ SUPPRESSION_NONE, NOWHERE, NOWHERE, NOWHERE, NOWHERE };
        if (is_reported(t, row) && !is_linked(t, row))
            all->cells[row].rule = rule_alone(p, t, row);
    }
    for (size_t i = 0; i < sizeof ROOMS / sizeof ROOMS[0]; i++)
        for (size_t row = 0; row < n; row++)
            if (table_is(t, row, "indicator", ROOMS[i].id) && is_reported(t, row) &&
                (ROOMS[i].category == NULL ? !indicators_is_rest(t, row)
                                           : table_is(t, row, "category", ROOMS[i].category)))
                ROOMS[i].link(p, t, row, &all->cells[row]);
    answers_link(p, all);
}

/* ---- and back ---- */

static bool is_withheld(const struct protect *p, size_t q)
{
    return indicators_rule_of(p, q) != SUPPRESSION_NONE;
}

/* Of a share, whoever sees two of three sees the third: the whole may be shown where its two parts are not. Of those
 * who were asked nothing is told where nothing is of those who answered. */
static bool settle_row(struct protect *p, const struct table *t, size_t row, const struct indicator_cells *c)
{
    bool more = false;

    if (c->remainder != SIZE_MAX &&
        (is_withheld(p, c->denominator) || is_withheld(p, c->numerator) || is_withheld(p, c->remainder))) {
        more = indicators_withhold(p, c->numerator);
        more = indicators_withhold(p, c->remainder) || more;
    }
    if (table_is(t, row, "indicator", "survey_response_rate") && is_withheld(p, c->numerator))
        more = indicators_withhold(p, c->denominator) || more;
    return more;
}

bool indicators_settle(struct protect *p, const struct indicators *all)
{
    size_t n = all->indicators == NULL ? 0 : table_rows(all->indicators);
    bool more = answers_settle(p, all);

    more = indicators_settle_rests(p) || more;

    for (size_t row = 0; row < n; row++)
        more = settle_row(p, all->indicators, row, &all->cells[row]) || more;
    return more;
}
