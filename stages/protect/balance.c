/* balance.c - the year's balance of staff for the city and its occupations, from the monthly flows.
 *
 * Only whole years of twelve months whose staff is known: finished counts tell of exits alone. Moves are those between
 * districts, which the city's own balance does not see. */
#include "stages/protect/balance.h"
#include "stages/protect/linked.h"

#include "pipeline/base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const ITEMS[] = { "opening", "hires", "changed_in", "exits", "changed_out", "closing", "moves" };

const char *balance_word(int item)
{
    return ITEMS[item];
}

static struct balance_year *year_of(struct balance_years *all, const char *month, const char *occupation)
{
    struct balance_year *y;

    for (size_t i = 0; i < all->n; i++)
        if (strncmp(all->items[i].period, month, 4) == 0 && strcmp(all->items[i].occupation, occupation) == 0)
            return &all->items[i];
    all->items = memory_grow(all->items, &all->capacity, all->n + 1, sizeof *all->items);
    y = &all->items[all->n++];
    *y = (struct balance_year){ .occupation = occupation };
    memcpy(y->period, month, 4);
    return y;
}

static void add_month(struct balance_years *all, const struct table *flows, size_t row)
{
    const char *grouping = table_text(flows, row, "grouping");
    const char *month = table_text(flows, row, "month");
    bool whole = strcmp(grouping, "city") == 0 || strcmp(grouping, "occupation") == 0;
    struct balance_year *y;
    int number = atoi(month + 5);

    if (!whole && strcmp(grouping, "district") != 0 && strcmp(grouping, "district_occupation") != 0)
        return;
    y = year_of(all, month, table_text(flows, row, "occupation"));
    if (!whole) {
        y->persons[MOVES] += table_real(flows, row, "moved_out");
        return;
    }
    y->months |= 1u << (number - 1);
    if (number == 1)
        y->persons[OPENING] = table_real(flows, row, "opening");
    if (number == 12)
        y->persons[CLOSING] = table_real(flows, row, "closing");
    y->persons[HIRES] += table_real(flows, row, "hires");
    y->persons[CHANGED_IN] += table_real(flows, row, "changed_in");
    y->persons[EXITS] += table_real(flows, row, "exits");
    y->persons[CHANGED_OUT] += table_real(flows, row, "changed_out");
}

static bool is_known(const struct balance_year *y)
{
    double sum = 0;

    for (int item = 0; item < N_ITEMS; item++)
        sum += y->persons[item];
    return y->months == 0xFFF && !isnan(sum);
}

struct balance_years balance_sum(const struct table *flows)
{
    struct balance_years all = { 0 };
    size_t n = 0;

    for (size_t row = 0; row < table_rows(flows); row++)
        add_month(&all, flows, row);
    for (size_t i = 0; i < all.n; i++)
        if (is_known(&all.items[i]))
            all.items[n++] = all.items[i];
    all.n = n;
    return all;
}

void balance_free(struct balance_years *all)
{
    free(all->items);
}

bool balance_release(struct protect *p, const struct balance_years *all, const char *directory, struct fault *f)
{
    struct release release;

    release_begin(&release, p, "balance");
    for (size_t i = 0; i < all->n; i++)
        for (int item = 0; item < N_ITEMS; item++) {
            const struct balance_year *y = &all->items[i];
            char name[LINKED_NAME];

            rows_begin(release.rows);
            rows_text(release.rows, "period", y->period);
            rows_text(release.rows, "occupation", y->occupation);
            rows_text(release.rows, "item", ITEMS[item]);
            release_value(&release, "persons", "persons_status", y->persons[item],
                          linked_rule(p, linked_item(p, y, item, name)), false);
        }
    return release_write(&release, directory, f);
}
