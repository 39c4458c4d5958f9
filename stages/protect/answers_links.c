/* answers_links.c - distributions of answers in the links.
 *
 * Ratings are opinions that a group has given without names: they are shown in full where more than ten answered, and
 * only how many answered is linked. Reasons for leaving are facts about persons: besides, a reason that few gave is
 * withheld, in all and in each part of a split, and others with it so that it can not be worked out. */
#include "stages/protect/indicators_rooms.h"

#include "pipeline/base/memory.h"

#include <math.h>
#include <string.h>

/* Of all last, of the parts of a split first. */
static const double ANSWERED = 2e4, ANSWERED_PART = 2000, REASON = 2000, REASON_PART = 100;

static bool is_reason(const struct table *t, size_t row)
{
    return table_is(t, row, "question", "exit_reason");
}

/* "gender" of gender:woman. */
static void split_of(const char *group, char split[LINKED_NAME])
{
    size_t n = strcspn(group, ":");

    memcpy(split, group, n);
    split[n] = '\0';
}

static bool is_part(const char *group, const char *split)
{
    size_t n = strlen(split);

    return strncmp(group, split, n) == 0 && group[n] == ':';
}

static bool is_of(const struct table *t, size_t row, const char *question, const char *period)
{
    return table_is(t, row, "question", question) && table_is(t, row, "period", period);
}

/* The first row of its group: each stands in a row for every answer. */
static bool is_first(const struct table *t, size_t row)
{
    return row == 0 || !is_of(t, row - 1, text(t, row, "question"), text(t, row, "period")) ||
           !table_is(t, row - 1, "district", text(t, row, "district")) ||
           !table_is(t, row - 1, "group", text(t, row, "group"));
}

/* The parts of the split, of the row's question, are as many as all. */
static bool parts_are_all(const struct table *t, size_t of, const char *split)
{
    double parts = 0, whole = NAN;

    for (size_t row = 0; row < table_rows(t); row++) {
        if (!is_of(t, row, text(t, of, "question"), text(t, of, "period")) ||
            !table_is(t, row, "district", text(t, of, "district")) || !is_first(t, row))
            continue;
        if (is_all(t, row, "group"))
            whole = real(t, row, "n");
        else if (is_part(text(t, row, "group"), split))
            parts += real(t, row, "n");
    }
    return parts == whole;
}

/* The districts are as many as the city. */
static bool districts_are_all(const struct table *t, size_t of)
{
    double districts = 0, city = NAN;

    for (size_t row = 0; row < table_rows(t); row++) {
        if (!is_of(t, row, text(t, of, "question"), text(t, of, "period")) ||
            !table_is(t, row, "group", text(t, of, "group")) || !is_first(t, row))
            continue;
        if (is_all(t, row, "district"))
            city = real(t, row, "n");
        else
            districts += real(t, row, "n");
    }
    return districts == city;
}

/* ---- relations ---- */

/* Where the parts are not all, or not shown to be, others may be there too. */
static void join_part(struct protect *p, size_t q, bool whole, bool exact, const char *relation)
{
    if (exact)
        links_join(p->links, relation, q, whole ? 1 : -1);
    else
        indicators_join_parts(p, q, whole, relation);
}

/* Every split that the question has, once for the whole, and the part in its own. */
static void join_splits(struct protect *p, const struct table *t, size_t row, const char *answer, size_t q)
{
    const char *question = text(t, row, "question"), *period = text(t, row, "period"), *group = text(t, row, "group");
    char relation[LINKED_NAME], split[LINKED_NAME], before[LINKED_NAME] = "";

    if (!is_all(t, row, "group")) {
        split_of(group, split);
        join_part(p, q, false, parts_are_all(t, row, split),
                  LINKED(relation, "answers of parts", question, period, split, answer));
        return;
    }
    for (size_t other = 0; other < table_rows(t); other++) { /* in the order of groups */
        if (!is_of(t, other, question, period) || is_all(t, other, "group"))
            continue;
        split_of(text(t, other, "group"), split);
        if (strcmp(split, before) != 0)
            join_part(p, q, true, parts_are_all(t, row, split),
                      LINKED(relation, "answers of parts", question, period, split, answer));
        strcpy(before, split);
    }
}

static size_t put_group(struct protect *p, const struct table *t, size_t row)
{
    const char *question = text(t, row, "question"), *period = text(t, row, "period");
    const char *district = text(t, row, "district"), *group = text(t, row, "group");
    double n = real(t, row, "n");
    bool city = is_all(t, row, "district");
    char name[LINKED_NAME], relation[LINKED_NAME];
    size_t q = links_find(p->links, LINKED(name, "answered", question, period, district, group));

    if (q != SIZE_MAX)
        return q;
    q = links_add(p->links, name,
                  &(struct quantity){ .kind = LINKS_GROUP,
                                      .value = n,
                                      .threshold = indicators_group_threshold(p),
                                      .weight = is_all(t, row, "group") ? ANSWERED : ANSWERED_PART,
                                      .rule = indicators_group_rule(p, n) });
    if (q == SIZE_MAX)
        return q;
    join_part(p, q, city, districts_are_all(t, row), LINKED(relation, "districts answered", question, period, group));
    if (is_reason(t, row)) {
        join_splits(p, t, row, "any", q);
        links_join(p->links, LINKED(relation, "reasons", period, group), q, 1);
    }
    return q;
}

static size_t put_reason(struct protect *p, const struct table *t, size_t row, size_t group)
{
    double count = real(t, row, "count");
    const char *answer = text(t, row, "answer");
    char name[LINKED_NAME], relation[LINKED_NAME];
    size_t q = links_add(p->links, LINKED(name, "reason", text(t, row, "period"), text(t, row, "group"), answer),
                         &(struct quantity){ .kind = LINKS_COUNT,
                                             .value = count,
                                             .weight = is_all(t, row, "group") ? REASON : REASON_PART,
                                             .group = group == SIZE_MAX ? 0 : group + 1,
                                             .rule = suppression_of_count(&p->limits, count, INFINITY, INFINITY) });

    if (q == SIZE_MAX)
        return q;
    if (group != SIZE_MAX && links_at(p->links, group)->rule != SUPPRESSION_NONE)
        links_at(p->links, q)->rule = SUPPRESSION_GROUP;
    links_join(p->links, LINKED(relation, "reasons", text(t, row, "period"), text(t, row, "group")), q, -1);
    join_splits(p, t, row, answer, q);
    return q;
}

void answers_link(struct protect *p, struct indicators *all)
{
    const struct table *t = all->answers;
    size_t n = t == NULL ? 0 : table_rows(t);

    all->answer_cells = memory_zeroed(n, sizeof *all->answer_cells);
    for (size_t row = 0; row < n; row++) {
        struct answer_cells *c = &all->answer_cells[row];

        c->group = put_group(p, t, row);
        c->count = is_reason(t, row) ? put_reason(p, t, row, c->group) : SIZE_MAX;
    }
}

/* Of a group whose size is withheld nothing is shown. */
bool answers_settle(struct protect *p, const struct indicators *all)
{
    size_t n = all->answers == NULL ? 0 : table_rows(all->answers);
    bool more = false;

    for (size_t row = 0; row < n; row++)
        if (indicators_rule_of(p, all->answer_cells[row].group) != SUPPRESSION_NONE)
            more = indicators_withhold(p, all->answer_cells[row].count) || more;
    return more;
}
