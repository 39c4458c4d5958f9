/* balance.c - the year's balance of staff for the city and its occupations, from the monthly flows.
 *
 * Only whole years of twelve months; moves are those between districts, which the city's own balance does not see.
 * Finished counts of years have no months: their balance is what the definitions tell of it, for a reader works it out
 * of them. What they do not tell (changes and moves, and maybe hires or stocks) is not applicable. */
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

static struct balance_year *find_year(const struct balance_years *all, const char *month, const char *occupation)
{
    for (size_t i = 0; i < all->n; i++)
        if (strncmp(all->items[i].period, month, 4) == 0 && strcmp(all->items[i].occupation, occupation) == 0)
            return &all->items[i];
    return NULL;
}

static struct balance_year *add_year(struct balance_years *all, const char *month, const char *occupation)
{
    struct balance_year *y;

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
    y = find_year(all, month, table_text(flows, row, "occupation"));
    if (y == NULL)
        y = add_year(all, month, table_text(flows, row, "occupation"));
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

static bool tells_of_all(const struct table *rates, size_t row)
{
    return table_is(rates, row, "grouping", "city") || table_is(rates, row, "grouping", "occupation");
}

/* Of an occupation and year, as the definitions tell it: NaN where they do not. */
struct told {
    double exits, closing, mean, lesser; /* mean of opening and closing; the lesser of hires and exits */
};

static void read_told(struct told *told, const struct table *rates, size_t row)
{
    double numerator = table_real(rates, row, "numerator"), denominator = table_real(rates, row, "denominator");

    if (table_is(rates, row, "definition", CATALOGUE_HEADLINE))
        told->exits = numerator;
    else if (table_is(rates, row, "definition", "T8"))
        told->closing = denominator;
    else if (table_is(rates, row, "definition", "T9"))
        told->mean = denominator;
    else if (table_is(rates, row, "definition", "T3"))
        told->lesser = numerator;
}

/* Hires make up what the stocks and the exits leave, unless the lesser of both says otherwise. */
static double hires_of(const struct told *told, double opening)
{
    double hires = told->closing - opening + told->exits;

    if (fmin(hires, told->exits) == told->lesser)
        return hires;
    return told->lesser < told->exits ? told->lesser : (double) NAN;
}

static void add_told(struct balance_years *all, const char *period, const char *occupation, const struct told *told)
{
    double opening = 2 * told->mean - told->closing;
    struct balance_year *y = add_year(all, period, occupation);

    y->months = 0xFFF;
    for (int item = 0; item < N_ITEMS; item++)
        y->persons[item] = (double) NAN;
    y->persons[OPENING] = opening;
    y->persons[HIRES] = hires_of(told, opening);
    y->persons[EXITS] = told->exits;
    y->persons[CLOSING] = told->closing;
}

/* Rows of rates.csv stand in the order of the grouping, so those of one year and occupation need not be neighbours. */
static void add_told_years(struct balance_years *all, const struct table *rates)
{
    for (size_t row = 0; row < table_rows(rates); row++) {
        const char *period = table_text(rates, row, "period"), *occupation = table_text(rates, row, "occupation");
        struct told told = { (double) NAN, (double) NAN, (double) NAN, (double) NAN };

        if (!tells_of_all(rates, row) || !table_is(rates, row, "definition", "T8") || strlen(period) != 4 ||
            find_year(all, period, occupation) != NULL)
            continue;
        for (size_t other = 0; other < table_rows(rates); other++)
            if (tells_of_all(rates, other) && table_is(rates, other, "period", period) &&
                table_is(rates, other, "occupation", occupation))
                read_told(&told, rates, other);
        if (isfinite(told.closing) || isfinite(told.mean))
            add_told(all, period, occupation, &told);
    }
}

/* Twelve months, of which more is told than who left. */
static bool is_whole(const struct balance_year *y)
{
    return y->months == 0xFFF &&
           !(isnan(y->persons[OPENING]) && isnan(y->persons[HIRES]) && isnan(y->persons[CLOSING]));
}

struct balance_years balance_sum(const struct table *flows, const struct table *rates)
{
    struct balance_years all = { 0 };
    size_t n = 0;

    for (size_t row = 0; row < table_rows(flows); row++)
        add_month(&all, flows, row);
    for (size_t i = 0; i < all.n; i++)
        if (is_whole(&all.items[i]))
            all.items[n++] = all.items[i];
    all.n = n;
    add_told_years(&all, rates);
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
            double persons = y->persons[item];
            char name[LINKED_NAME];

            rows_begin(release.rows);
            rows_text(release.rows, "period", y->period);
            rows_text(release.rows, "occupation", y->occupation);
            rows_text(release.rows, "item", ITEMS[item]);
            release_value(&release, "persons", "persons_status", persons,
                          isnan(persons) ? SUPPRESSION_NONE : linked_rule(p, linked_item(p, y, item, name)), false);
        }
    return release_write(&release, directory, f);
}
