/* Laws of the population on random registers (fixed seeds): the fast way is the slow way, and what must not matter does
 * not: the order of records, a record written as two, a unit under several names, everybody twice. */
#include "tests/support/day_by_day.h"
#include "tests/support/testing.h"

#include "pipeline/base/calendar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 64, TEXT = 24 };

struct draw {
    uint64_t state;
    struct city_record records[MOST];
    size_t n;
    char texts[MOST][3][TEXT]; /* person, first, last */
    struct city_rules rules;
};

static uint32_t below(struct draw *d, uint32_t n) /* splitmix64 */
{
    uint64_t x = d->state += 0x9e3779b97f4a7c15u;

    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return (uint32_t) ((x ^ (x >> 31)) % n);
}

static const char *const DISTRICTS[] = { "Bromma", "Farsta", "Älvsjö" };
static const char *const OCCUPATIONS[] = { "s", "s", "b", "" };
static const char *const OPERATIONS[] = { "", "barn", "äldre" };
static const int GRADES[] = { 100, 100, 75, 50, -1 };

/* Days that tell most: first and last days of months and years, and days near each other. */
static int32_t draw_day(struct draw *d, int first_year, int n_years)
{
    int year = first_year + (int) below(d, (uint32_t) n_years);
    int month = 1 + (int) below(d, 12);

    switch (below(d, 5)) {
    case 0:
        return calendar_from_civil(year, 1, 1);
    case 1:
        return calendar_from_civil(year, 12, 31);
    case 2:
        return calendar_from_civil(year, month, 1);
    case 3:
        return calendar_from_civil(year, month, calendar_days_in_month(year, month));
    default:
        return calendar_from_civil(year, month, 1 + (int) below(d, 28));
    }
}

static void draw_record(struct draw *d, size_t person, int gender, int birth_year)
{
    size_t i = d->n++;
    int32_t first, last;

    /* Often close to the record before, so that records touch, overlap, or leave small gaps. */
    if (i > 0 && strcmp(d->records[i - 1].person, d->texts[i - 1][0]) == 0 && d->records[i - 1].last != NULL &&
        below(d, 2) == 0)
        first = city_day(d->records[i - 1].last) - 20 + (int32_t) below(d, 100);
    else
        first = draw_day(d, 2015, 6);
    last = below(d, 4) == 0 ? first + (int32_t) below(d, 3) : first + (int32_t) below(d, 900);
    if (below(d, 8) == 0)
        last = draw_day(d, 2019, 3);
    if (last < first)
        last = first;
    snprintf(d->texts[i][0], TEXT, "p%u", (unsigned) (person % 1000));
    calendar_format_iso(first, d->texts[i][1]);
    calendar_format_iso(last, d->texts[i][2]);
    d->records[i] = (struct city_record){ d->texts[i][0],
                                          DISTRICTS[below(d, 3)],
                                          below(d, 8) == 0   ? CITY_HOURLY
                                          : below(d, 4) == 0 ? CITY_FIXED_TERM
                                                             : CITY_PERMANENT,
                                          GRADES[below(d, 5)],
                                          d->texts[i][1],
                                          below(d, 5) == 0 ? NULL : d->texts[i][2],
                                          (enum staff_cause) below(d, CAUSE_COUNT),
                                          OCCUPATIONS[below(d, 4)],
                                          OPERATIONS[below(d, 3)],
                                          (enum staff_gender) gender,
                                          birth_year };
}

static void draw_register(struct draw *d, uint64_t seed)
{
    static const int gaps[] = { 0, 1, 30, 60, 366 };
    static const char *const extractions[] = { "2020-12-31", "2021-02-14" };
    size_t n_persons;

    d->state = seed;
    d->n = 0;
    n_persons = 1 + below(d, 6);
    for (size_t p = 0; p < n_persons; p++) {
        int gender = (int) below(d, 3);
        int birth_year = below(d, 6) == 0 ? 0 : 1950 + (int) below(d, 48);

        for (size_t left = 1 + below(d, 5); left > 0; left--)
            draw_record(d, p, gender, birth_year);
    }
    d->rules = (struct city_rules){ .gap_days = gaps[below(d, 5)],
                                    .first_year = 2018,
                                    .last_year = 2020,
                                    .extraction = extractions[below(d, 2)],
                                    .fixed_term = below(d, 3) == 0 };
    if (below(d, 2) == 0) {
        d->rules.pool_first = 2018 + (int) below(d, 2);
        d->rules.pool_last = d->rules.pool_first + 1;
    }
}

static void check(struct draw *d, const struct city_record *slow_records, size_t n_slow, uint64_t seed)
{
    struct day_counts slow;
    struct city fast;

    print_message("# seed %lu, %zu records, gap %d\n", (unsigned long) seed, d->n, d->rules.gap_days);
    city_count(&fast, d->records, d->n, &d->rules);
    day_by_day_count(slow_records, n_slow, &d->rules, &fast.windows, &slow);
    day_by_day_compare(&fast, &slow);
    day_counts_free(&slow);
    city_free(&fast);
}

enum { N_SEEDS = 40, N_SLOW_SEEDS = 20 };

static void the_fast_way_is_the_slow_way(void **state)
{
    static struct draw d;

    (void) state;
    for (uint64_t seed = 1; seed <= N_SLOW_SEEDS; seed++) {
        draw_register(&d, seed);
        check(&d, d.records, d.n, seed);
    }
}

/* Compares two registers by what they count, group by group. */
static void assert_same(const struct city *a, const struct city *b, int64_t factor)
{
    for (size_t id = 0; id < N_GROUPINGS; id++) {
        assert_int_equal(a->by_period[id].n_groups, b->by_period[id].n_groups);
        for (uint32_t g = 0; g < a->by_period[id].n_groups; g++) {
            char key[DAY_BY_DAY_KEY], other[DAY_BY_DAY_KEY];
            uint32_t h = 0;

            city_key(a, cells_group_key(a->population.cells, (enum grouping_id) id, g), key);
            for (; h < b->by_period[id].n_groups; h++) {
                city_key(b, cells_group_key(b->population.cells, (enum grouping_id) id, h), other);
                if (strcmp(key, other) == 0)
                    break;
            }
            assert_true(h < b->by_period[id].n_groups);
            for (size_t p = 0; p < a->windows.n_periods; p++) {
                const struct balance_count *x = &a->by_period[id].counts[g * a->by_period[id].n_slots + p];
                const struct balance_count *y = &b->by_period[id].counts[h * b->by_period[id].n_slots + p];
                struct follow_count f = follow_count(a->population.follow, (enum grouping_id) id, g, p, x);
                struct follow_count k = follow_count(b->population.follow, (enum grouping_id) id, h, p, y);

                assert_int_equal(factor * x->opening, y->opening);
                assert_int_equal(factor * x->closing, y->closing);
                assert_int_equal(factor * x->hires, y->hires);
                for (size_t i = 0; i < N_TRANSFERS; i++) {
                    assert_int_equal(factor * x->in[i], y->in[i]);
                    assert_int_equal(factor * x->out[i], y->out[i]);
                }
                for (size_t i = 0; i < TALLY_CAUSES; i++)
                    assert_int_equal(factor * x->exits[i], y->exits[i]);
                assert_close((double) factor * x->person_days, y->person_days, 0);
                assert_close((double) factor * x->grade_days, y->grade_days, 0);
                assert_close((double) factor * x->ungraded_days, y->ungraded_days, 0);
                assert_int_equal(factor * f.persons, k.persons);
                assert_int_equal(factor * f.stayed, k.stayed);
                assert_int_equal(factor * f.gone, k.gone);
                assert_int_equal(factor * f.unbroken, k.unbroken);
            }
        }
    }
}

static void assert_same_register(const struct draw *d, const struct city_record *other, size_t n_other, int64_t factor)
{
    struct city a, b;

    city_count(&a, d->records, d->n, &d->rules);
    city_count(&b, other, n_other, &d->rules);
    assert_same(&a, &b, factor);
    city_free(&a);
    city_free(&b);
}

static void the_order_of_records_does_not_matter(void **state)
{
    static struct draw d;
    struct city_record shuffled[MOST];

    (void) state;
    for (uint64_t seed = 1000; seed < 1000 + N_SEEDS; seed++) {
        draw_register(&d, seed);
        memcpy(shuffled, d.records, sizeof shuffled);
        for (size_t i = d.n - 1; i > 0; i--) {
            size_t j = below(&d, (uint32_t) i + 1);
            struct city_record r = shuffled[i];

            shuffled[i] = shuffled[j];
            shuffled[j] = r;
        }
        assert_same_register(&d, shuffled, d.n, 1);
    }
}

/* The last part keeps the cause. */
static void a_record_written_as_two_changes_nothing(void **state)
{
    static struct draw d;
    struct city_record split[2 * MOST];
    char texts[MOST][2][TEXT];

    (void) state;
    for (uint64_t seed = 2000; seed < 2000 + N_SEEDS; seed++) {
        size_t n = 0;

        draw_register(&d, seed);
        for (size_t i = 0; i < d.n; i++) {
            const struct city_record *r = &d.records[i];
            int32_t first = city_day(r->first), last = r->last != NULL ? city_day(r->last) : city_day("2020-12-31");
            int32_t middle;

            split[n++] = *r;
            if (last - first < 2)
                continue;
            middle = first + (int32_t) below(&d, (uint32_t) (last - first));
            calendar_format_iso(middle, texts[i][0]);
            calendar_format_iso(middle + 1, texts[i][1]);
            split[n - 1].last = texts[i][0];
            split[n - 1].cause = CAUSE_OTHER;
            split[n] = *r;
            split[n++].first = texts[i][1];
        }
        assert_same_register(&d, split, n, 1);
    }
}

static void everybody_twice_doubles_every_count(void **state)
{
    static struct draw d;
    struct city_record twice[2 * MOST];
    char names[MOST][TEXT + 1];

    (void) state;
    for (uint64_t seed = 3000; seed < 3000 + N_SEEDS; seed++) {
        draw_register(&d, seed);
        for (size_t i = 0; i < d.n; i++) {
            twice[i] = twice[d.n + i] = d.records[i];
            snprintf(names[i], sizeof names[i], "q%s", d.records[i].person);
            twice[d.n + i].person = names[i];
        }
        assert_same_register(&d, twice, 2 * d.n, 2);
    }
}

/* Counting two districts as one gives the sums of what adds up; moves between them vanish. */
static void merged_units_add_up(void **state)
{
    static struct draw d;
    struct city_record merged[MOST];

    (void) state;
    for (uint64_t seed = 4000; seed < 4000 + N_SEEDS; seed++) {
        struct city apart, together;

        draw_register(&d, seed);
        for (size_t i = 0; i < d.n; i++) {
            merged[i] = d.records[i];
            if (strcmp(merged[i].district, "Farsta") == 0)
                merged[i].district = "Älvsjö";
        }
        city_count(&apart, d.records, d.n, &d.rules);
        city_count(&together, merged, d.n, &d.rules);
        for (size_t p = 0; p < 3; p++) {
            const struct balance_count *a = city_balance(&apart, GROUPING_DISTRICT, "Farsta", NULL, p);
            const struct balance_count *b = city_balance(&apart, GROUPING_DISTRICT, "Älvsjö", NULL, p);
            const struct balance_count *sum = city_balance(&together, GROUPING_DISTRICT, "Älvsjö", NULL, p);
            const struct balance_count *c = city_balance(&apart, GROUPING_CITY, NULL, NULL, p);
            const struct balance_count *e = city_balance(&together, GROUPING_CITY, NULL, NULL, p);

            /* Which of two posts is the main one may fall out otherwise: the city is the same in any case. */
            assert_int_equal(c->opening, e->opening);
            assert_int_equal(balance_count_exits(c), balance_count_exits(e));
            assert_close(c->person_days, e->person_days, 0);
            if (city_group(&apart, GROUPING_DISTRICT, "Bromma", NULL) == SIZE_MAX) {
                assert_int_equal(a->opening + b->opening, sum->opening);
                assert_int_equal(balance_count_exits(a) + balance_count_exits(b), balance_count_exits(sum));
                assert_close(a->person_days + b->person_days, sum->person_days, 0);
                assert_int_equal(sum->out[TRANSFER_MOVED], 0);
            }
        }
        city_free(&apart);
        city_free(&together);
    }
}

/* Stocks, hires, exits and days of districts add up to the city's; what moves out of one moves into another. */
static void districts_add_up_to_the_city(void **state)
{
    static const enum grouping_id ids[] = { GROUPING_CITY, GROUPING_DISTRICT };
    static struct draw d;

    (void) state;
    for (uint64_t seed = 5000; seed < 5000 + N_SEEDS; seed++) {
        struct balance_sums city = { 0 }, districts = { 0 };
        struct fault f = { 0 };
        struct city c;

        draw_register(&d, seed);
        city_count(&c, d.records, d.n, &d.rules);
        assert_true(balance_sums_by_window(c.population.balance, &ids[0], 1, &city, &f));
        assert_true(balance_sums_by_window(c.population.balance, &ids[1], 1, &districts, &f));
        for (size_t i = 0; i < c.windows.n && city.n_groups > 0; i++) {
            struct balance_count sum = { 0 };

            for (size_t g = 0; g < districts.n_groups; g++) {
                const struct balance_count *b = &districts.counts[g * districts.n_slots + i];

                sum.opening += b->opening;
                sum.closing += b->closing;
                sum.hires += b->hires;
                sum.exits[0] += balance_count_exits(b);
                sum.in[TRANSFER_MOVED] += b->in[TRANSFER_MOVED];
                sum.out[TRANSFER_MOVED] += b->out[TRANSFER_MOVED];
                sum.person_days += b->person_days;
            }
            assert_int_equal(sum.opening, city.counts[i].opening);
            assert_int_equal(sum.closing, city.counts[i].closing);
            assert_int_equal(sum.hires, city.counts[i].hires);
            assert_int_equal(sum.exits[0], balance_count_exits(&city.counts[i]));
            assert_int_equal(sum.in[TRANSFER_MOVED], sum.out[TRANSFER_MOVED]);
            assert_int_equal(city.counts[i].out[TRANSFER_MOVED], 0);
            assert_close(sum.person_days, city.counts[i].person_days, 0);
        }
        balance_sums_free(&city);
        balance_sums_free(&districts);
        city_free(&c);
    }
}

/* Farsta was merged into Bromma; Älvsjö was split into Bromma and Söder. */
static void reorganisations_are_no_moves(void **state)
{
    static const char file[] = "unit,valid_from,valid_to,successor\n"
                               "Bromma,2007-01-01,,\n"
                               "Söder,2019-07-01,,\n"
                               "Farsta,2007-01-01,2019-06-30,Bromma\n"
                               "Älvsjö,2007-01-01,2019-06-30,Bromma\n"
                               "Älvsjö,2007-01-01,2019-06-30,Söder\n";
    static struct draw d;
    struct organisation *organisation = NULL;
    struct fault f = { 0 };
    const char *path = testing_path(testing_folder(), "organisation.csv");
    int64_t n_reorganised = 0;

    (void) state;
    testing_write(path, file);
    if (!organisation_read(path, &organisation, &f))
        fail_msg("%s", f.text);
    for (uint64_t seed = 6000; seed < 6000 + N_SLOW_SEEDS; seed++) {
        struct city c;

        draw_register(&d, seed);
        for (size_t i = 0; i + 1 < d.n; i++)
            if (strcmp(d.records[i].person, d.records[i + 1].person) == 0 && below(&d, 2) == 0) {
                d.records[i].district = "Älvsjö";
                d.records[i].last = "2019-06-30";
                if (city_day(d.records[i].first) > city_day("2019-06-30"))
                    d.records[i].first = "2018-03-01";
                d.records[i + 1].district = below(&d, 2) == 0 ? "Söder" : "Bromma";
                d.records[i + 1].first = "2019-07-01";
                if (d.records[i + 1].last != NULL && city_day(d.records[i + 1].last) < city_day("2019-07-01"))
                    d.records[i + 1].last = "2020-05-15";
            }
        d.rules.organisation = organisation;
        check(&d, d.records, d.n, seed);
        city_count(&c, d.records, d.n, &d.rules);
        n_reorganised += city_balance(&c, GROUPING_DISTRICT, "Älvsjö", NULL, 1)->out[TRANSFER_REORGANISED];
        assert_true(city_group(&c, GROUPING_DISTRICT, "Farsta", NULL) == SIZE_MAX);
        city_free(&c);
    }
    assert_true(n_reorganised > 5);
    organisation_free(organisation);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_fast_way_is_the_slow_way),
        cmocka_unit_test(the_order_of_records_does_not_matter),
        cmocka_unit_test(a_record_written_as_two_changes_nothing),
        cmocka_unit_test(everybody_twice_doubles_every_count),
        cmocka_unit_test(merged_units_add_up),
        cmocka_unit_test(districts_add_up_to_the_city),
        cmocka_unit_test(reorganisations_are_no_moves),
    };

    return TESTS_RUN(tests);
}
