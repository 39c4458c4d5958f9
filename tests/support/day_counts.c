/* day_counts.c - what day_by_day.c counted: found by name, and compared with the fast way. */
#include "tests/support/day_by_day.h"

#include "tests/support/testing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct day_group *day_counts_find(struct day_counts *counts, enum grouping_id id, const char *key)
{
    for (size_t i = 0; i < counts->n; i++) {
        struct day_group *g = &counts->groups[(counts->last + i) % counts->n];

        if (g->grouping == id && strcmp(g->key, key) == 0) {
            counts->last = (counts->last + i) % counts->n;
            return g;
        }
    }
    return NULL;
}

void day_counts_free(struct day_counts *counts)
{
    for (size_t i = 0; i < counts->n; i++) {
        free(counts->groups[i].windows);
        free(counts->groups[i].periods);
    }
    free(counts->groups);
}

void city_key(const struct city *c, const struct cell_key *key, char text[DAY_BY_DAY_KEY])
{
    static const struct bands age = { { 30, 40, 50, 60 }, 4 }, tenure = { { 1, 2, 5, 10 }, 4 };
    char names[N_ATTRIBUTES][32] = { "all", "all", "all", "all", "all", "all" };
    const struct dictionary *texts[] = { c->districts, c->occupations, c->operations };

    for (size_t a = 0; a < 3; a++)
        if (key->attribute[a] != ATTRIBUTE_ALL)
            snprintf(names[a], sizeof names[a], "%s", dictionary_text(texts[a], key->attribute[a]));
    if (key->attribute[ATTRIBUTE_GENDER] != ATTRIBUTE_ALL)
        sprintf(names[ATTRIBUTE_GENDER], "%d", key->attribute[ATTRIBUTE_GENDER]);
    if (key->attribute[ATTRIBUTE_AGE] != ATTRIBUTE_ALL)
        band_label(&age, key->attribute[ATTRIBUTE_AGE], names[ATTRIBUTE_AGE]);
    if (key->attribute[ATTRIBUTE_TENURE] != ATTRIBUTE_ALL)
        band_label(&tenure, key->attribute[ATTRIBUTE_TENURE], names[ATTRIBUTE_TENURE]);
    text[0] = '\0';
    for (size_t a = 0; a < N_ATTRIBUTES; a++)
        strcat(strcat(text, names[a]), "|");
}

static void compare_balance(const struct balance_count *got, const struct balance_count *expected, const char *where)
{
    if (memcmp(got, expected, sizeof *got) == 0)
        return;
    print_error("%s: got, then expected\n", where);
    for (int i = 0; i < 2; i++) {
        const struct balance_count *c = i == 0 ? got : expected;

        print_error("  %ld +%ld +%ld +%ld +%ld -%ld -%ld -%ld -%ld = %ld; days %g grade %g none %g present %ld\n",
                    (long) c->opening, (long) c->hires, (long) c->in[0], (long) c->in[1], (long) c->in[2],
                    (long) balance_count_exits(c), (long) c->out[0], (long) c->out[1], (long) c->out[2],
                    (long) c->closing, c->person_days, c->grade_days, c->ungraded_days, (long) c->present);
    }
    fail_msg("the fast way differs");
}

static void compare_period(const struct city *fast, enum grouping_id id, uint32_t group, size_t p,
                           const struct day_count *slow, const char *where)
{
    const struct balance_sums *sums = &fast->by_period[id];
    struct follow_count got = follow_count(fast->population.follow, id, group, p,
                                           &sums->counts[group * sums->n_slots + p]);
    struct follow_count expected = slow->follow;

    if (!grouping_of(id)->all_definitions) {
        struct follow_count kept = { .persons = expected.persons };

        memcpy(kept.preliminary, expected.preliminary, sizeof kept.preliminary);
        expected = kept;
    } else {
        const struct follow_cohort *cohort = follow_cohort(fast->population.follow, id, group, p);
        uint64_t days = 0;

        for (size_t d = 0; d < cohort->n_days; d++)
            days += d * ((uint64_t) cohort->exits[d] + cohort->censored[d]);
        assert_int_equal(cohort->n_hires, slow->cohort_hires);
        assert_int_equal(cohort->n_exits, slow->cohort_exits);
        assert_int_equal(days, slow->cohort_days);
    }
    if (memcmp(&got, &expected, sizeof got) != 0)
        fail_msg("%s: persons %u %u, opening %u %u, stayed %u %u, unbroken %u %u, reference %u %u, gone %u %u (%u %u)",
                 where, got.persons, expected.persons, got.opening, expected.opening, got.stayed, expected.stayed,
                 got.unbroken, expected.unbroken, got.reference, expected.reference, got.gone, expected.gone,
                 got.gone_preliminary, expected.gone_preliminary);
}

static void compare_grouping(const struct city *fast, enum grouping_id id, struct day_counts *slow)
{
    struct balance_sums by_window = { 0 };
    struct fault f = { 0 };
    size_t n_expected = 0;

    if (!balance_sums_by_window(fast->population.balance, &id, 1, &by_window, &f))
        fail_msg("%s", f.text);
    for (uint32_t group = 0; group < by_window.n_groups; group++) {
        char key[DAY_BY_DAY_KEY], where[DAY_BY_DAY_KEY + 64];
        const struct day_group *expected;

        city_key(fast, cells_group_key(fast->population.cells, id, group), key);
        expected = day_counts_find(slow, id, key);
        if (expected == NULL)
            fail_msg("%s %s: nobody was ever there", grouping_of(id)->name, key);
        for (size_t i = 0; i < fast->windows.n; i++) {
            snprintf(where, sizeof where, "%s %s %s", grouping_of(id)->name, key, fast->windows.month[i]);
            compare_balance(&by_window.counts[group * by_window.n_slots + i], &expected->windows[i].balance, where);
        }
        for (size_t p = 0; id < N_GROUPINGS && p < fast->windows.n_periods; p++) {
            const struct balance_sums *sums = &fast->by_period[id];

            snprintf(where, sizeof where, "%s %s %s", grouping_of(id)->name, key, fast->windows.periods[p].label);
            compare_balance(&sums->counts[group * sums->n_slots + p], &expected->periods[p].balance, where);
            compare_period(fast, id, group, p, &expected->periods[p], where);
        }
        for (size_t p = 0; id < N_GROUPINGS && p < fast->windows.n_pools; p++) {
            const struct balance_sums *sums = &fast->by_period[id];
            size_t slot = fast->windows.n_periods + p;
            struct follow_count got = follow_count(fast->population.follow, id, group, slot,
                                                   &sums->counts[group * sums->n_slots + slot]);

            if (got.persons != expected->periods[slot].follow.persons)
                fail_msg("%s %s %s: persons %u %u", grouping_of(id)->name, key, fast->windows.pools[p].label,
                         got.persons, expected->periods[slot].follow.persons);
        }
    }
    for (size_t i = 0; i < slow->n; i++)
        n_expected += slow->groups[i].grouping == id;
    assert_int_equal(by_window.n_groups, n_expected);
    balance_sums_free(&by_window);
}

void day_by_day_compare(const struct city *fast, struct day_counts *slow)
{
    for (size_t id = 0; id <= N_GROUPINGS; id++)
        compare_grouping(fast, (enum grouping_id) id, slow);
}
