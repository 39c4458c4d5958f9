/* indicators_sums.c - what the numbers of the indicators are called, what they cost, and what they add up to. */
#include "stages/protect/indicators_rooms.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* The city last; of the districts what is no part of another number after what is. */
static const double CITY = 2e4, DISTRICT = 500, PART = 200, REST = 60, REMAINDER = 1;

double indicators_group_threshold(const struct protect *p)
{
    return fmax(p->limits.group_threshold, p->survey_threshold);
}

enum suppression_rule indicators_group_rule(const struct protect *p, double people)
{
    struct suppression_limits limits = p->limits;

    limits.group_threshold = indicators_group_threshold(p);
    return suppression_of_group(&limits, people, NAN);
}

bool indicators_is_rest(const struct table *t, size_t row)
{
    return table_is(t, row, "category", "rest_of_city");
}

/* Of two that cost the same the lesser number. */
double indicators_weight(const struct table *t, size_t row, double value)
{
    double weight = !is_all(t, row, "group") ? PART : is_all(t, row, "district") ? CITY : DISTRICT;

    return indicators_is_rest(t, row) ? REST : weight + fmin(value, weight) / 2;
}

/* ---- names ---- */

/* What is counted, of a row: all rows that count the same have the same name. `category` NULL: the row's. */
const char *indicators_name(const struct table *t, size_t row, const char *what, const char *category,
                            char name[LINKED_NAME])
{
    return LINKED(name, "indicator", what, text(t, row, "period"), text(t, row, "district"),
                  category != NULL ? category : text(t, row, "category"), text(t, row, "group"),
                  text(t, row, "definition"));
}

bool indicators_is_another(const struct protect *p, const char *name, double value)
{
    size_t q = links_find(p->links, name);

    return q != SIZE_MAX && fabs(links_at(p->links, q)->value - value) > 1e-9 * fmax(1, value);
}

/* ---- sums ---- */

void indicators_join_districts(struct protect *p, const struct table *t, size_t row, const char *what, size_t q)
{
    bool city = is_all(t, row, "district");
    char relation[LINKED_NAME];

    LINKED(relation, "indicator districts", what, text(t, row, "period"), text(t, row, "category"),
           text(t, row, "group"), text(t, row, "definition"));
    links_join(p->links, relation, q, city ? 1 : -1);
    if (city && isnan(real(t, row, "districts"))) /* stated: the districts are some of it */
        indicators_join_left(p, q, relation);
}

void indicators_join(struct protect *p, const struct table *t, size_t row, const char *what, bool has_parts, size_t q)
{
    const char *period = text(t, row, "period"), *district = text(t, row, "district");
    const char *category = text(t, row, "category"), *group = text(t, row, "group");
    const char *definition = text(t, row, "definition");
    char relation[LINKED_NAME];

    if (q == SIZE_MAX)
        return;
    indicators_join_districts(p, t, row, what, q);
    indicators_join_parts(p, q, is_all(t, row, "group"),
                          LINKED(relation, "indicator groups", what, period, district, category, definition));
    if (has_parts)
        indicators_join_parts(p, q, is_all(t, row, "category"),
                              LINKED(relation, "indicator categories", what, period, district, group, definition));
}

/* The city less the district; both are in the links by then. */
void indicators_join_rest(struct protect *p, const struct table *t, size_t row, const char *what, size_t q)
{
    char name[LINKED_NAME], relation[LINKED_NAME];

    indicators_name(t, row, what, NULL, relation);
    links_join(p->links, relation, q, -1);
    links_join(p->links, relation, links_find(p->links, indicators_name(t, row, what, "all", name)), -1);
    links_join(p->links, relation,
               links_find(p->links, LINKED(name, "indicator", what, text(t, row, "period"), "all", "all",
                                           text(t, row, "group"), text(t, row, "definition"))),
               1);
}

/* ---- quantities ---- */

/* With a city that was stated, or is one district, nothing else may hang together, and it is withheld all the same;
 * reports to the police are withheld for the sake of those that were not backed too, which stand in no table. */
static bool is_mixed(const struct table *t, size_t row)
{
    return (is_all(t, row, "district") && !(real(t, row, "districts") > 1)) ||
           strncmp(text(t, row, "category"), "police_report", strlen("police_report")) == 0;
}

size_t indicators_put_count(struct protect *p, const struct table *t, size_t row, const char *what,
                            const struct quantity *quantity)
{
    char name[LINKED_NAME];
    struct quantity own = *quantity;

    own.mixed = own.mixed || is_mixed(t, row);
    return links_add(p->links, indicators_name(t, row, what, NULL, name), &own);
}

/* People of whom there must be more than ten. */
size_t indicators_put_group(struct protect *p, const struct table *t, size_t row, const char *what, double people)
{
    char name[LINKED_NAME];
    struct quantity quantity = { .kind = LINKS_GROUP,
                                 .value = people,
                                 .threshold = indicators_group_threshold(p),
                                 .weight = indicators_weight(t, row, people),
                                 .rule = indicators_group_rule(p, people) };

    return links_add(p->links, indicators_name(t, row, what, NULL, name), &quantity);
}

/* Those who were asked, or who answered: the same for every question of a survey, as far as a reader can see. */
size_t indicators_put_asked(struct protect *p, const struct table *t, size_t row, const char *what, double people)
{
    char name[LINKED_NAME], of_indicator[LINKED_NAME];
    size_t q;
    struct quantity quantity = { .kind = LINKS_GROUP,
                                 .value = people,
                                 .threshold = indicators_group_threshold(p),
                                 .weight = indicators_weight(t, row, people),
                                 .rule = indicators_group_rule(p, people) };

    LINKED(of_indicator, what, text(t, row, "indicator"));
    indicators_name(t, row, what, "", name);
    if (indicators_is_another(p, name, people))
        indicators_name(t, row, of_indicator, NULL, name);
    q = links_add(p->links, name, &quantity);
    indicators_join(p, t, row, of_indicator, false, q);
    return q;
}

/* Those of a group who are counted, and those who are not; both are as good as shown where one of them is. */
void indicators_put_share(struct protect *p, const struct table *t, size_t row, const char *of, const char *rest,
                          enum suppression_rule rule, bool has_parts, struct indicator_cells *c)
{
    double count = real(t, row, "numerator"), others = real(t, row, "denominator") - count;
    struct quantity quantity = { .kind = LINKS_COUNT,
                                 .value = count,
                                 .weight = indicators_weight(t, row, count),
                                 .mixed = true,
                                 .group = c->denominator == SIZE_MAX ? 0 : c->denominator + 1,
                                 .rule = rule != SUPPRESSION_COUNT
                                             ? rule
                                             : suppression_of_count(&p->limits, count, INFINITY, INFINITY) };
    char relation[LINKED_NAME];

    c->numerator = indicators_put_count(p, t, row, of, &quantity);
    quantity.value = others;
    quantity.weight = REMAINDER;
    if (rule == SUPPRESSION_COUNT)
        quantity.rule = suppression_of_count(&p->limits, others, INFINITY, INFINITY);
    c->remainder = indicators_put_count(p, t, row, rest, &quantity);
    indicators_join(p, t, row, of, has_parts, c->numerator);
    indicators_join(p, t, row, rest, has_parts, c->remainder);
    indicators_name(t, row, of, NULL, relation);
    links_join(p->links, relation, c->denominator, 1);
    links_join(p->links, relation, c->numerator, -1);
    links_join(p->links, relation, c->remainder, -1);
}
