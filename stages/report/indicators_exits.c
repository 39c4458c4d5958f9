/* indicators_exits.c - why people say that they leave: coded reasons for the city, and divided by gender, age and
 * length of employment. */
#include "stages/report/indicators.h"

#include "pipeline/base/memory.h"
#include "pipeline/publish/phrases.h"
#include "pipeline/publish/swedish.h"
#include "pipeline/staff/indicator.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const char QUESTION[] = "exit_reason", UNKNOWN[] = "unknown";

/* A division of the city's interviews: its rows have groups "gender:woman". */
struct split {
    const char *code; /* with the colon */
    const char *id, *word;
};
static const struct split SPLITS[] = {
    { "gender:", "tabell-skal-kon", "kön" },
    { "age:", "tabell-skal-alder", "ålder" },
    { "tenure:", "tabell-skal-anstallningstid", "anställningstid" },
};

static bool is_of_split(const struct table *t, size_t row, const struct split *s)
{
    return table_is(t, row, "question", QUESTION) &&
           strncmp(table_text(t, row, "group"), s->code, strlen(s->code)) == 0;
}

static const char *last_period(const struct table *t, const struct split *s)
{
    const char *last = NULL;

    for (size_t row = 0; row < table_rows(t); row++)
        if (is_of_split(t, row, s))
            last = table_text(t, row, "period");
    return last;
}

/* Bands of years by what they begin with, as people write them: "Under 1 år", "1 år", "2–4 år". */
static int order_of(const char *group)
{
    const char *digit = group + strcspn(group, "0123456789");

    if (*digit == '\0')
        return 1000 + phrase_category_order(group); /* no band: after all */
    return 2 * atoi(digit) - (digit != group);
}

static int by_band(const void *one, const void *other)
{
    const char *a = strchr(*(const char *const *) one, ':') + 1, *b = strchr(*(const char *const *) other, ':') + 1;
    int difference = order_of(a) - order_of(b);

    return difference != 0 ? difference : swedish_compare(a, b);
}

/* The groups of the split in that period, in the order in which readers expect them; the caller frees .items. */
static struct names groups_of(const struct table *t, const struct split *s, const char *period)
{
    struct names groups = { memory_zeroed(table_rows(t), sizeof *groups.items), 0 };

    for (size_t row = 0; row < table_rows(t); row++) {
        const char *group = table_text(t, row, "group");
        bool seen = !is_of_split(t, row, s) || !table_is(t, row, "period", period);

        for (size_t i = 0; i < groups.n && !seen; i++)
            seen = strcmp(groups.items[i], group) == 0;
        if (!seen)
            groups.items[groups.n++] = group;
    }
    qsort(groups.items, groups.n, sizeof *groups.items, by_band);
    return groups;
}

static size_t row_of(const struct table *t, const char *period, const char *group, const char *reason)
{
    size_t row = edition_find(t, 0, "question", QUESTION, "period", period, "group", group, "answer", reason, NULL);

    return row < table_rows(t) ? row : SIZE_MAX;
}

/* How many groups have the reason, and how many of them may show it. */
static size_t known(const struct table *t, const char *period, const struct names *groups, const char *reason,
                    size_t *n_shown)
{
    size_t n = 0;

    *n_shown = 0;
    for (size_t g = 0; g < groups->n; g++) {
        size_t row = row_of(t, period, groups->items[g], reason);

        n += row != SIZE_MAX;
        *n_shown += row != SIZE_MAX && isfinite(table_real(t, row, "count"));
    }
    return n;
}

static void reason_row(struct report *r, const struct table *t, const char *period, const struct names *groups,
                       const char *reason)
{
    cell(r, indicator_label(INDICATOR_EXIT, reason));
    for (size_t g = 0; g < groups->n; g++)
        answer_cell(r, row_of(t, period, groups->items[g], reason));
    row_end(r);
}

static void interviews_row(struct report *r, const struct table *t, const char *period, const struct names *groups)
{
    cell(r, "Samtal");
    for (size_t g = 0; g < groups->n; g++)
        cell_count(
            r,
            table_real(t, edition_find(t, 0, "question", QUESTION, "period", period, "group", groups->items[g], NULL),
                       "n"),
            NULL);
    row_end(r);
}

static void split_table(struct report *r, const struct table *t, const struct split *s, const char *period,
                        const struct names *groups)
{
    char *caption = phrase_say("Skäl att sluta efter %s %s", s->word, followup_period(period).text);
    struct heads heads = { .n = 0 };
    size_t n_hidden = 0, n_shown;

    heads_add(&heads, 'l', memory_copy_text("Skäl"));
    for (size_t g = 0; g < groups->n; g++) {
        const char *group = strchr(groups->items[g], ':') + 1;

        heads_add(&heads, 'r',
                  strcmp(group, "woman") == 0 ? memory_copy_text("Kvinnor")
                  : strcmp(group, "man") == 0 ? memory_copy_text("Män")
                                              : phrase_category(group));
    }
    heads_begin(r, s->id, caption, &heads);
    free(caption);
    for (size_t i = 0; indicator_nth(INDICATOR_EXIT, i) != NULL; i++) {
        const char *reason = indicator_nth(INDICATOR_EXIT, i);

        if (strcmp(reason, UNKNOWN) == 0 || known(t, period, groups, reason, &n_shown) == 0)
            continue;
        if (n_shown > 0)
            reason_row(r, t, period, groups, reason);
        else
            n_hidden++;
    }
    if (known(t, period, groups, UNKNOWN, &n_shown) > 0)
        reason_row(r, t, period, groups, UNKNOWN);
    interviews_row(r, t, period, groups);
    table_end(r);
    if (n_hidden > 0)
        paragraph(r, "%s skäl visas inte efter %s av hänsyn till enskilda, eftersom grupperna är för små.",
                  n_hidden == 1 ? "Ett" : swedish_count_capital(n_hidden).text, s->word);
}

static void by_split(struct report *r, const struct table *t, const struct split *s)
{
    const char *period = last_period(t, s);
    struct names groups;

    if (period == NULL)
        return;
    groups = groups_of(t, s, period);
    if (groups.n < HEADS_MOST)
        split_table(r, t, s, period, &groups);
    free(groups.items);
}

static void managers(struct report *r)
{
    const struct followup_key key = { .indicator = "manager_stability",
                                      .district = EDITION_ALL,
                                      .category = EDITION_ALL };
    const struct indicator_column columns[] = {
        { "Chefer vid årets början", key, CELL_OF, 0 },
        { "Kvar vid årets slut, %", key, CELL_VALUE, 0 },
    };

    heading(r, 2, "chefer", "Stabilitet i chefsled");
    indicator_years(r, "tabell-chefer", "Chefer som var kvar efter ett år", key, columns, COUNT(columns));
}

void exit_reasons(struct report *r)
{
    const struct table *t = r->followup.distributions;
    size_t row = t != NULL ? edition_find(t, 0, "question", QUESTION, NULL) : 0;

    if (t == NULL || row == table_rows(t))
        return;
    heading(r, 1, "avslutningssamtal", "Skäl att sluta");
    paragraph(r,
              "Vid avslutningssamtal antecknas ett huvudsakligt skäl, kodat enligt en lista; vad den enskilda har sagt "
              "redovisas inte. Den som slutar är inte alltid missnöjd: ett bättre erbjudande någon annanstans är "
              "också ett skäl. Där skäl saknas vet vi ingenting, och de som har lämnat skäl behöver inte likna dem.");
    figure(r, "exits", "Skäl att sluta", "tabell-skal");
    answers_table(r, "tabell-skal", "Skäl att sluta enligt avslutningssamtal, hela staden", QUESTION, EDITION_ALL,
                  "Skäl");
    for (size_t i = 0; i < COUNT(SPLITS); i++)
        by_split(r, t, &SPLITS[i]);
    if (indicator_exists(r, "manager_stability"))
        managers(r);
    source_line(r, table_text(t, row, "source"));
}
