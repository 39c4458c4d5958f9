/* Snapshots against the obvious way: who is there on one date and not on the next. Fixed seeds. */
#include "tests/support/city.h"
#include "tests/support/testing.h"

#include "pipeline/base/calendar.h"

#include <stdio.h>
#include <string.h>

enum { N_PERSONS = 8, MOST_DATES = 24, MOST_RECORDS = N_PERSONS * MOST_DATES };
enum seen { AWAY, IN_A, IN_B, OUTSIDE, N_SEEN }; /* OUTSIDE: works in the city, but not in the population */

struct draw {
    uint64_t state;
    int32_t dates[MOST_DATES];
    char texts[MOST_DATES][CALENDAR_ISO_LENGTH + 1];
    size_t n_dates;
    enum seen seen[N_PERSONS][MOST_DATES];
    struct city_record records[MOST_RECORDS];
    size_t n_records;
    struct city_rules rules;
};

static uint32_t below(struct draw *d, uint32_t n)
{
    uint64_t x = d->state += 0x9e3779b97f4a7c15u;

    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return (uint32_t) ((x ^ (x >> 31)) % n);
}

static void draw_dates(struct draw *d, bool monthly)
{
    d->n_dates = monthly ? MOST_DATES : 6;
    for (size_t i = 0; i < d->n_dates; i++) {
        int year = 2016 + (int) (monthly ? i / 12 : i), month = monthly ? (int) (i % 12) + 1 : 11;

        d->dates[i] = calendar_from_civil(year, month, 1);
        calendar_format_iso(d->dates[i], d->texts[i]);
    }
}

/* As clean merges them: one record from the first to the last of consecutive snapshots in one state. */
static void write_records(struct draw *d, size_t person)
{
    static const char *const names[N_PERSONS] = { "a", "b", "c", "d", "e", "f", "g", "h" };

    for (size_t i = 0; i < d->n_dates; i++) {
        enum seen now = d->seen[person][i];
        size_t last = i;

        if (now == AWAY)
            continue;
        while (last + 1 < d->n_dates && d->seen[person][last + 1] == now)
            last++;
        d->records[d->n_records++] =
            (struct city_record){ names[person],         now == IN_B ? "B" : "A",
                                  CITY_PERMANENT,        100,
                                  d->texts[i],           last + 1 < d->n_dates ? d->texts[last] : NULL,
                                  CAUSE_UNKNOWN,         .occupation = now == OUTSIDE ? "" : "s",
                                  .gender = GENDER_WOMAN };
        i = last;
    }
}

static void draw_register(struct draw *d, uint64_t seed, bool monthly)
{
    static const int gaps[] = { 0, 30, 60, 366 };

    *d = (struct draw){ .state = seed };
    draw_dates(d, monthly);
    for (size_t p = 0; p < N_PERSONS; p++) {
        for (size_t i = 0; i < d->n_dates; i++)
            d->seen[p][i] = i > 0 && below(d, 3) > 0 ? d->seen[p][i - 1] : (enum seen) below(d, N_SEEN);
        write_records(d, p);
    }
    d->rules = (struct city_rules){ .gap_days = gaps[below(d, 4)], .snapshots = d->dates, .n_snapshots = d->n_dates };
}

/* What counts: an absence of at most gap_days is none. */
static enum seen counted(const struct draw *d, size_t person, size_t date)
{
    size_t last = date, next = date;

    if (d->seen[person][date] != AWAY)
        return d->seen[person][date];
    while (last > 0 && d->seen[person][last] == AWAY)
        last--;
    while (next + 1 < d->n_dates && d->seen[person][next] == AWAY)
        next++;
    if (d->seen[person][last] == AWAY || d->seen[person][next] == AWAY ||
        d->dates[next] - d->dates[last] - 1 > d->rules.gap_days)
        return AWAY;
    return d->seen[person][last];
}

static bool inside(enum seen s)
{
    return s == IN_A || s == IN_B;
}

/* Between two dates, for the city (only AWAY) or a district. */
static struct balance_count expected(const struct draw *d, size_t i, enum seen only)
{
    struct balance_count c = { 0 };
    double days = d->dates[i + 1] - d->dates[i];

    for (size_t p = 0; p < N_PERSONS; p++) {
        enum seen from = counted(d, p, i), to = counted(d, p, i + 1);
        bool was = only == AWAY ? inside(from) : from == only, is = only == AWAY ? inside(to) : to == only;

        c.opening += was;
        c.closing += is;
        c.exits[tally_cause_place(CAUSE_UNKNOWN)] += was && to == AWAY;
        c.out[TRANSFER_CHANGED] += was && to == OUTSIDE;
        c.out[TRANSFER_MOVED] += was && !is && inside(to);
        c.hires += is && from == AWAY;
        c.in[TRANSFER_CHANGED] += is && from == OUTSIDE;
        c.in[TRANSFER_MOVED] += is && !was && inside(from);
    }
    c.person_days = days * (double) (c.opening + c.closing) / 2;
    c.grade_days = BALANCE_FULL_TIME * c.person_days;
    c.present = c.opening;
    return c;
}

static void compare(const struct draw *d, const struct city *c, enum grouping_id id, const char *name, enum seen only)
{
    struct balance_sums sums = { 0 };
    size_t group = city_group(c, id, name, NULL);
    struct fault f;

    assert_true(balance_sums_by_window(c->population.balance, &id, 1, &sums, &f));
    for (size_t i = 0; i < c->windows.n && group != SIZE_MAX; i++) {
        size_t date = 0;
        struct balance_count want;

        while (d->dates[date] != c->windows.boundary[i])
            date++;
        want = expected(d, date, only);
        if (memcmp(&want, &sums.counts[group * sums.n_slots + i], sizeof want) != 0)
            fail_msg("%s differs from %s on", grouping_of(id)->name, d->texts[date]);
    }
    balance_sums_free(&sums);
}

static void check(bool monthly)
{
    static struct draw d;

    for (uint64_t seed = 1; seed <= 200; seed++) {
        struct city c;

        print_message("# seed %lu%s\n", (unsigned long) seed, monthly ? " monthly" : "");
        draw_register(&d, seed, monthly);
        city_count(&c, d.records, d.n_records, &d.rules);
        compare(&d, &c, GROUPING_CITY, NULL, AWAY);
        compare(&d, &c, GROUPING_DISTRICT, "A", IN_A);
        compare(&d, &c, GROUPING_DISTRICT, "B", IN_B);
        city_free(&c);
    }
}

static void yearly_snapshots_are_set_differences(void **state)
{
    (void) state;
    check(false);
}

static void monthly_snapshots_are_set_differences(void **state)
{
    (void) state;
    check(true);
}

/* The definitions over one interval, counted by hand: a and b stay, c leaves, d moves, e comes. */
static void an_interval_has_its_definitions(void **state)
{
    const int32_t dates[] = { city_day("2018-11-01"), city_day("2019-11-01") };
    static const struct city_record records[] = {
        { "a", "A", CITY_PERMANENT, 100, "2018-11-01", NULL, CAUSE_NONE, .gender = GENDER_MAN },
        { "b", "B", CITY_PERMANENT, 50, "2018-11-01", NULL, CAUSE_NONE, .gender = GENDER_MAN },
        { "c", "A", CITY_PERMANENT, 100, "2018-11-01", "2018-11-01", CAUSE_OTHER, .gender = GENDER_MAN },
        { "d", "A", CITY_PERMANENT, 100, "2018-11-01", "2018-11-01", CAUSE_NONE, .gender = GENDER_MAN },
        { "d", "B", CITY_PERMANENT, 100, "2019-11-01", NULL, CAUSE_NONE, .gender = GENDER_MAN },
        { "e", "B", CITY_PERMANENT, 100, "2019-11-01", NULL, CAUSE_NONE, .gender = GENDER_MAN },
    };
    struct city_rules rules = { .gap_days = 60, .snapshots = dates, .n_snapshots = 2 };
    struct measure m;
    struct city c;

    (void) state;
    city_count(&c, records, 6, &rules);
    m = city_measure(&c, GROUPING_CITY, NULL, NULL, 0, DEFINITION_T17);
    assert_close(m.numerator, 1, 0);
    assert_close(m.denominator, 4, 0); /* mean of 4 and 4, a year */
    assert_string_equal(m.exposure_basis, "mean_of_stocks");
    assert_close(city_measure(&c, GROUPING_CITY, NULL, NULL, 0, DEFINITION_T1).value, 25, 0);
    m = city_measure(&c, GROUPING_DISTRICT, "A", NULL, 0, DEFINITION_T1);
    assert_close(m.value, 200.0 / 3, 1e-15);
    assert_close(city_measure(&c, GROUPING_DISTRICT, "A", NULL, 0, DEFINITION_T17_MOVES).numerator, 1, 0);
    assert_close(city_measure(&c, GROUPING_DISTRICT, "A", NULL, 0, DEFINITION_T10).value, 100.0 / 3, 1e-15);
    assert_string_equal(city_measure(&c, GROUPING_CITY, NULL, NULL, 0, DEFINITION_T4).reason, "not_possible");
    assert_string_equal(city_measure(&c, GROUPING_CITY, NULL, NULL, 0, DEFINITION_T18).reason, "not_possible");
    city_free(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(yearly_snapshots_are_set_differences),
        cmocka_unit_test(monthly_snapshots_are_set_differences),
        cmocka_unit_test(an_interval_has_its_definitions),
    };

    return TESTS_RUN(tests);
}
