/* indicators_rests.c - whoever is in a whole, and in none of the parts that have a row: a district that reported
 * nothing, men where women have a row. How many they are, and what is counted among them, is whatever is left of the
 * whole, and is judged as if it had a row, though none shows it. */
#include "stages/protect/indicators_rooms.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Fewer are none: the sum of what was rounded, or averaged. */
static const double NOBODY = 0.5;
static const double SAME = 1e-9;

static const char REST_OF[] = "rest of ";

void indicators_join_left(struct protect *p, size_t q, const char *relation)
{
    char name[LINKED_NAME + sizeof REST_OF];
    struct quantity rest = { .rest = true };

    snprintf(name, sizeof name, "%s%s", REST_OF, relation);
    if (q == SIZE_MAX || links_find(p->links, name) != SIZE_MAX)
        return;
    rest.kind = links_at(p->links, q)->kind;
    rest.threshold = links_at(p->links, q)->threshold;
    links_join(p->links, relation, links_add(p->links, name, &rest), -1);
}

void indicators_join_parts(struct protect *p, size_t q, bool whole, const char *relation)
{
    links_join(p->links, relation, q, whole ? 1 : -1);
    if (!whole)
        indicators_join_left(p, q, relation);
}

/* ---- the groups that they are counted in ---- */

static const struct {
    const char *counted, *group;
    bool opinion;
} COUNTED[] = {
    { "|agree|", "|respondents|survey_share|", true },
    { "|do not agree|", "|respondents|survey_share|", true },
    { "|stayed|", "|managers|", false },
    { "|left|", "|managers|", false },
    { "|events|", "|person-years|", false },
};

static bool is_rest(const char *name)
{
    static const char *const of[] = { "rest of indicator ", "rest of answers of parts|",
                                      "rest of districts answered|" };

    for (size_t i = 0; i < sizeof of / sizeof of[0]; i++)
        if (strncmp(name, of[i], strlen(of[i])) == 0)
            return true;
    return false;
}

/* How many they are among whom the rest of that name is counted; SIZE_MAX where it is that itself, or nobody tells. */
static size_t group_of(const struct protect *p, const char *name, bool *opinion)
{
    const char *what = strchr(name, '|'), *last = strrchr(name, '|');
    char group[LINKED_NAME + 64];

    *opinion = false;
    if (strncmp(name, "rest of answers of parts|", strlen("rest of answers of parts|")) == 0) {
        snprintf(group, sizeof group, "%.*s|any", (int) (last - name), name);
        return strcmp(last, "|any") == 0 ? SIZE_MAX : links_find(p->links, group);
    }
    for (size_t i = 0; what != NULL && i < sizeof COUNTED / sizeof COUNTED[0]; i++) {
        size_t n = strlen(COUNTED[i].counted);

        if (strncmp(what, COUNTED[i].counted, n) != 0)
            continue;
        *opinion = COUNTED[i].opinion;
        snprintf(group, sizeof group, "%.*s%s%s", (int) (what - name), name, COUNTED[i].group, what + n);
        return links_find(p->links, group);
    }
    return SIZE_MAX;
}

/* ---- rules ---- */

static double threshold_of(const struct protect *p, size_t q)
{
    return links_threshold(p->links, &p->limits, q);
}

static bool is_small_group(const struct protect *p, size_t group)
{
    double size = links_at(p->links, group)->value;

    return size >= NOBODY && size < threshold_of(p, group);
}

static enum suppression_rule rule_of(const struct protect *p, size_t q)
{
    const struct quantity *rest = links_at(p->links, q);
    bool opinion;
    size_t group = group_of(p, links_name(p->links, q), &opinion);

    if (strstr(links_name(p->links, q), "|person-years|") != NULL)
        return SUPPRESSION_NONE; /* of districts that have theirs elsewhere */
    if (rest->kind == LINKS_GROUP)
        return is_small_group(p, q) ? SUPPRESSION_GROUP : SUPPRESSION_NONE;
    if (group != SIZE_MAX && is_small_group(p, group))
        return SUPPRESSION_GROUP;
    if (!opinion)
        return suppression_of_count(&p->limits, rest->value, INFINITY, INFINITY);
    return group != SIZE_MAX && links_at(p->links, group)->value >= NOBODY &&
                   (rest->value < NOBODY || rest->value > links_at(p->links, group)->value - NOBODY)
               ? SUPPRESSION_GROUP
               : SUPPRESSION_NONE;
}

/* ---- who has no row of a group, and is not of it ---- */

/* What is counted in rows that have groups or categories, and where it stands. */
static const struct {
    const char *indicator, *what;
    size_t cell; /* 0: the denominator, 1: the numerator, 2: those not in it */
    bool has_parts;
} PARTED[] = {
    { "sickness_absence", "employees", 0, false },
    { "survey_index", "respondents|survey_index", 0, false },
    { "survey_share", "respondents|survey_share", 0, false },
    { "survey_share", "agree", 1, false },
    { "survey_share", "do not agree", 2, false },
    { "survey_response_rate", "asked|survey_response_rate", 0, false },
    { "survey_response_rate", "respondents|survey_response_rate", 1, false },
    { "manager_stability", "managers", 0, true },
    { "manager_stability", "stayed", 1, true },
    { "manager_stability", "left", 2, true },
    { "cases_per_holder", "holders", 0, true },
    { "admin_support", "caseworkers", 0, true },
};

static size_t cell_of(const struct indicators *all, size_t row, size_t cell)
{
    const struct indicator_cells *c = &all->cells[row];

    return cell == 0 ? c->denominator : cell == 1 ? c->numerator : c->remainder;
}

/* What the districts leave of the city, in the row's group or, with `of_all`, in all; SIZE_MAX where nothing follows
 * from it. */
static size_t left_of_city(const struct protect *p, const struct table *t, size_t row, const char *what, bool of_all)
{
    bool by_group = !is_all(t, row, "group");
    char name[LINKED_NAME], relation[LINKED_NAME];
    size_t q, n = 0;

    LINKED(relation, "indicator districts", what, text(t, row, "period"),
           of_all && !by_group ? "all" : text(t, row, "category"), of_all && by_group ? "all" : text(t, row, "group"),
           text(t, row, "definition"));
    snprintf(name, sizeof name, "%s%.*s", REST_OF, (int) (sizeof name - sizeof REST_OF), relation);
    q = links_find(p->links, name);
    if (q != SIZE_MAX)
        links_of(p->links, q, &n);
    return n > 0 ? q : SIZE_MAX;
}

static bool is_of_subject(const struct table *t, size_t row, size_t other)
{
    return table_is(t, other, "indicator", text(t, row, "indicator")) &&
           table_is(t, other, "basis", text(t, row, "basis")) && table_is(t, other, "period", text(t, row, "period"));
}

/* `row`, of a group of the city, told of the district of `of_all`, a row of all in it. */
static bool is_told(const struct indicators *all, size_t row, size_t of_all, size_t first, size_t cell)
{
    static const char *const columns[] = { "category", "group", "definition" };
    const struct table *t = all->indicators;

    for (size_t i = first; i < table_rows(t) && is_of_subject(t, row, i); i++) {
        bool same = table_is(t, i, "district", text(t, of_all, "district")) && cell_of(all, i, cell) != SIZE_MAX;

        for (size_t c = 0; c < sizeof columns / sizeof columns[0]; c++)
            same = same && table_is(t, i, columns[c], text(t, row, columns[c]));
        if (same)
            return true;
    }
    return false;
}

static bool is_of_all(const struct table *t, size_t row, size_t other)
{
    bool by_group = !is_all(t, row, "group");

    return !is_all(t, other, "district") && table_is(t, other, "definition", text(t, row, "definition")) &&
           table_is(t, other, "group", by_group ? "all" : text(t, row, "group")) &&
           table_is(t, other, "category", by_group ? text(t, row, "category") : "all");
}

/* Those of a city's group who are in no district's row, and all who are in no row of a district that tells of the
 * group, are two numbers, and so is the one less the other. */
static void join_others(struct protect *p, const struct indicators *all, size_t row, const char *what, size_t cell)
{
    const struct table *t = all->indicators;
    size_t of_all = left_of_city(p, t, row, what, true), of_group = left_of_city(p, t, row, what, false), q;
    struct quantity others = { 0 };
    char relation[LINKED_NAME], name[LINKED_NAME + sizeof REST_OF];
    size_t first = row;

    if (of_all == SIZE_MAX || of_group == SIZE_MAX)
        return;
    others.kind = links_at(p->links, of_group)->kind;
    others.threshold = links_at(p->links, of_group)->threshold;
    others.value = links_at(p->links, of_all)->value - links_at(p->links, of_group)->value;
    while (first > 0 && is_of_subject(t, row, first - 1))
        first--;
    LINKED(relation, "indicator others", what, text(t, row, "period"), text(t, row, "category"), text(t, row, "group"),
           text(t, row, "definition"));
    for (size_t i = first; i < table_rows(t) && is_of_subject(t, row, i); i++) {
        q = is_of_all(t, row, i) ? cell_of(all, i, cell) : SIZE_MAX;
        if (q == SIZE_MAX || is_told(all, row, i, first, cell))
            continue;
        others.value += links_at(p->links, q)->value;
        links_join(p->links, relation, q, 1);
    }
    others.value = fabs(others.value) < SAME ? 0 : others.value;
    snprintf(name, sizeof name, "%s%s", REST_OF, relation);
    q = links_add(p->links, name, &others);
    if (q == SIZE_MAX) /* more are of the group than there are */
        q = of_all;
    links_join(p->links, relation, of_all, 1);
    links_join(p->links, relation, of_group, -1);
    links_join(p->links, relation, q, -1);
}

static void join_all_others(struct protect *p, const struct indicators *all)
{
    const struct table *t = all->indicators;

    for (size_t row = 0; t != NULL && row < table_rows(t); row++)
        for (size_t i = 0; i < sizeof PARTED / sizeof PARTED[0]; i++)
            if (table_is(t, row, "indicator", PARTED[i].indicator) && is_all(t, row, "district") &&
                !indicators_is_rest(t, row) &&
                (!is_all(t, row, "group") || (PARTED[i].has_parts && !is_all(t, row, "category"))))
                join_others(p, all, row, PARTED[i].what, PARTED[i].cell);
}

/* ---- in order ---- */

void indicators_rests(struct protect *p, const struct indicators *all)
{
    for (size_t q = 0; q < links_size(p->links); q++)
        if (links_at(p->links, q)->rest && is_rest(links_name(p->links, q)))
            links_at(p->links, q)->rest = false; /* is what it is */
    join_all_others(p, all);
    links_settle(p->links);
    for (size_t q = 0; q < links_size(p->links); q++) {
        size_t n = 0;

        if (!is_rest(links_name(p->links, q)))
            continue;
        links_of(p->links, q, &n);
        if (n > 0 && links_at(p->links, q)->rule == SUPPRESSION_NONE)
            links_at(p->links, q)->rule = rule_of(p, q);
    }
}

/* Beside the quantity, or beside who has no row beside it, something is withheld: nobody sees how many it is. */
static bool is_open(const struct protect *p, size_t q, int deep)
{
    size_t n;
    const size_t *of = links_of(p->links, q, &n);

    for (size_t k = 0; k < n; k++) {
        struct links_relation relation = links_relation(p->links, of[k]);

        for (size_t i = 0; i < relation.n; i++) {
            size_t beside = relation.terms[i].quantity;
            const struct quantity *other = links_at(p->links, beside);

            if (beside != q && ((other->weight > 0 && other->rule != SUPPRESSION_NONE && !other->known) ||
                                (other->weight == 0 && deep > 0 && is_open(p, beside, deep - 1))))
                return true;
        }
    }
    return false;
}

bool indicators_settle_rests(struct protect *p)
{
    bool more = false;

    for (size_t q = 0; q < links_size(p->links); q++) {
        struct quantity *rest = links_at(p->links, q);
        bool opinion;
        size_t group;

        if (rest->kind != LINKS_COUNT || rest->rule != SUPPRESSION_NONE || !is_rest(links_name(p->links, q)))
            continue;
        group = group_of(p, links_name(p->links, q), &opinion);
        if (group == SIZE_MAX || links_at(p->links, group)->value < NOBODY || !is_open(p, group, 2))
            continue;
        rest->rule = SUPPRESSION_GROUP;
        more = true;
    }
    return more;
}
