/* What the attacker takes for a leak, and what not: tables small enough to be solved by hand. */
#include "pipeline/disclosure/audit.h"

#include "tests/support/testing.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static size_t add(struct audit *a, enum audit_kind kind, const char *key, double value)
{
    return audit_add(a,
                     &(struct audit_number){ .kind = kind, .table = "t", .key = key, .column = "n", .value = value });
}

static size_t count(struct audit *a, const char *key, double value)
{
    return add(a, AUDIT_COUNT, key, value);
}

static size_t group(struct audit *a, const char *key, double value)
{
    return add(a, AUDIT_GROUP, key, value);
}

/* whole = one + other; SIZE_MAX: nothing. */
static void sum(struct audit *a, const char *name, size_t whole, size_t one, size_t other)
{
    audit_join(a, "sums", name, whole, 1);
    audit_join(a, "sums", name, one, -1);
    if (other != SIZE_MAX)
        audit_join(a, "sums", name, other, -1);
}

/* The number lies between `least` and `most`, for whoever sees what is shown: two others are withheld beside it. */
static void bind(struct audit *a, const char *name, size_t number, double least, double most)
{
    char beside[32], rest[32], last[32], all[32];

    snprintf(beside, sizeof beside, "%s beside", name);
    snprintf(rest, sizeof rest, "%s rest", name);
    snprintf(all, sizeof all, "%s all", name);
    sum(a, beside, group(a, all, most), number, group(a, beside, NAN));
    snprintf(last, sizeof last, "%s last", name);
    sum(a, rest, group(a, rest, most - least), group(a, beside, NAN), group(a, last, NAN));
}

static struct audit_finding finding_of(struct audit *a, size_t number)
{
    size_t n;
    const struct audit_finding *findings = audit_solve(a, &n);

    for (size_t i = 0; i < n; i++)
        if (findings[i].number == number)
            return findings[i];
    fail_msg("a number that is withheld was not judged");
    return (struct audit_finding){ 0 };
}

static enum audit_verdict judged(enum audit_kind kind, double least, double most)
{
    struct audit *a = audit_new(5, 10);
    size_t number = add(a, kind, "it", NAN);
    struct audit_finding finding;

    bind(a, "bound", number, least, most);
    finding = finding_of(a, number);
    assert_close(finding.least, least, 1e-9);
    assert_close(finding.most, most, 1e-9);
    audit_free(a);
    return finding.verdict;
}

static void a_count_that_may_be_small_and_not_anything_from_none_to_the_limit_is_found(void **state)
{
    (void) state;
    assert_int_equal(judged(AUDIT_COUNT, 3, 3), AUDIT_NARROW);
    assert_int_equal(judged(AUDIT_COUNT, 2, 4), AUDIT_NARROW);
    assert_int_equal(judged(AUDIT_COUNT, 0, 4), AUDIT_NARROW);
    assert_int_equal(judged(AUDIT_COUNT, 1, 40), AUDIT_NARROW);
    assert_int_equal(judged(AUDIT_COUNT, 4, 40), AUDIT_NARROW);
    assert_int_equal(judged(AUDIT_COUNT, 0, 0), AUDIT_NARROW);
    assert_int_equal(judged(AUDIT_GROUP, 9, 40), AUDIT_NARROW);
    assert_int_equal(judged(AUDIT_GROUP, 0, 9), AUDIT_NARROW);
    assert_int_equal(judged(AUDIT_GROUP, 0, 10), AUDIT_SAFE);
}

static void what_can_be_no_small_number_may_be_worked_out(void **state)
{
    (void) state;
    assert_int_equal(judged(AUDIT_COUNT, 12, 12), AUDIT_SAFE);
    assert_int_equal(judged(AUDIT_COUNT, 5, 5), AUDIT_SAFE);
    assert_int_equal(judged(AUDIT_COUNT, 5, 40), AUDIT_SAFE);
    assert_int_equal(judged(AUDIT_GROUP, 10, 10), AUDIT_SAFE);
}

/* 20 of which 8 are shown: 12, of which 9 are shown: 3. */
static void a_large_number_that_leads_to_a_small_one_is_no_secret_and_the_small_one_is_found(void **state)
{
    struct audit *a = audit_new(5, 10);
    size_t large = count(a, "12", NAN), small = count(a, "3", NAN), n;
    const struct audit_finding *findings;

    (void) state;
    sum(a, "large", count(a, "20", 20), large, count(a, "8", 8));
    sum(a, "small", large, small, count(a, "9", 9));
    findings = audit_solve(a, &n);
    assert_int_equal(n, 2);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(findings[i].verdict, findings[i].number == small ? AUDIT_NARROW : AUDIT_SAFE);
    audit_free(a);
}

/* ---- everything about a small group is withheld, whatever the numbers are ---- */

/* A count that is seen to be 12 of a group that is withheld, of so many person-years and years. */
static enum audit_verdict judged_in(double least, double most, double years, bool is_named)
{
    struct audit *a = audit_new(5, 10);
    size_t size = audit_add(
        a, &(struct audit_number){
               .kind = AUDIT_GROUP, .table = "t", .key = "size", .column = "n", .value = NAN, .years = years });
    size_t number = audit_add(a, &(struct audit_number){ .kind = AUDIT_COUNT,
                                                         .table = "t",
                                                         .key = "it",
                                                         .column = "n",
                                                         .value = NAN,
                                                         .small_group = true,
                                                         .group = is_named ? size + 1 : 0 });
    enum audit_verdict verdict;

    bind(a, "bound", number, 12, 12);
    bind(a, "size", size, least, most);
    verdict = finding_of(a, number).verdict;
    audit_free(a);
    return verdict;
}

static void a_count_in_a_group_that_may_be_small_is_found(void **state)
{
    (void) state;
    assert_int_equal(judged_in(0, 40, 1, true), AUDIT_NARROW);
    assert_int_equal(judged_in(9.9, 40, 1, true), AUDIT_NARROW);
    assert_int_equal(judged_in(40, 40, 1, false), AUDIT_NARROW);
}

static void a_count_in_a_group_that_is_seen_to_be_large_is_like_any_other(void **state)
{
    (void) state;
    assert_int_equal(judged_in(10, 40, 1, true), AUDIT_SAFE);
    assert_int_equal(judged_in(40, 40, 1, true), AUDIT_SAFE);
}

/* Four persons who are there all of three years are twelve person-years. */
static void person_years_of_several_years_are_as_many_persons_only_over_the_years(void **state)
{
    (void) state;
    assert_int_equal(judged_in(12, 40, 3, true), AUDIT_NARROW);
    assert_int_equal(judged_in(29.9, 40, 3, true), AUDIT_NARROW);
    assert_int_equal(judged_in(30, 40, 3, true), AUDIT_SAFE);
}

/* 17 that are two: whoever knows the limit finds that one of them was small, but not where all of a group is withheld
 * whatever it is. */
static void a_small_group_is_reason_enough_for_whoever_knows_the_rules(void **state)
{
    (void) state;
    for (int small = 0; small < 2; small++) {
        struct audit *a = audit_new(5, 10);
        size_t one = count(a, "one", NAN);
        size_t other = audit_add(a, &(struct audit_number){ .kind = AUDIT_COUNT,
                                                            .table = "t",
                                                            .key = "other",
                                                            .column = "n",
                                                            .value = NAN,
                                                            .small_group = small == 1 });

        sum(a, "sum", count(a, "both", 17), one, other);
        assert_int_equal(finding_of(a, one).verdict, small ? AUDIT_SAFE : AUDIT_RULE);
        audit_free(a);
    }
}

/* ---- beside earlier reports ---- */

enum known { THEN, NOW, BOTH };

/* Two districts that have become one: one of them was told, 7.5, the other withheld. Together they are withheld today,
 * and no less than the one was. `most`: of a third beside them, which leaves at least 28 - most for the two. */
static enum audit_verdict judged_merged(enum known first, enum known relation, double most)
{
    struct audit *a = audit_new(5, 10);
    size_t merged = group(a, "merged", NAN), one, other;
    enum audit_verdict verdict;

    if (most > 0) {
        size_t third = group(a, "third", NAN);

        sum(a, "city", group(a, "city", 28), merged, third);
        sum(a, "third", group(a, "most", most), third, group(a, "its rest", NAN));
    }
    one = first == NOW ? group(a, "one", 7.5) : SIZE_MAX;
    audit_edition_begin(a, "2024");
    if (first == THEN)
        one = group(a, "one", 7.5);
    other = group(a, "other", NAN);
    audit_edition_end(a);
    sum(a, "merged", merged, one, other);
    if (relation == NOW)
        audit_now(a, "sums", "merged");
    verdict = finding_of(a, merged).verdict;
    audit_free(a);
    return verdict;
}

static void what_earlier_reports_tell_alone_this_one_can_not_hide(void **state)
{
    (void) state;
    assert_int_equal(judged_merged(THEN, BOTH, 0), AUDIT_SAFE);
    assert_int_equal(judged_merged(THEN, BOTH, 28), AUDIT_SAFE);
    assert_int_equal(judged_merged(THEN, BOTH, 20.5), AUDIT_SAFE);
}

static void but_not_what_this_one_adds(void **state)
{
    (void) state;
    assert_int_equal(judged_merged(NOW, BOTH, 0), AUDIT_NARROW);
    assert_int_equal(judged_merged(THEN, NOW, 0), AUDIT_NARROW);
    assert_int_equal(judged_merged(THEN, BOTH, 20), AUDIT_NARROW); /* 8 at least */
    assert_int_equal(judged_merged(THEN, BOTH, 18), AUDIT_SAFE);   /* 10: large, for everybody */
}

/* Six left the one of two units that are one now: so many at least left that, whose size is withheld too. */
static void a_count_that_an_earlier_report_tells_to_be_so_large_is_no_find(void **state)
{
    struct audit *a = audit_new(5, 10);
    size_t now = audit_add(
        a, &(struct audit_number){
               .kind = AUDIT_COUNT, .table = "t", .key = "now", .column = "n", .value = NAN, .small_group = true });
    struct audit_finding finding;
    size_t one, other;

    (void) state;
    audit_edition_begin(a, "2024");
    one = count(a, "one", 6);
    other = count(a, "other", NAN);
    audit_edition_end(a);
    sum(a, "merged", now, one, other);
    finding = finding_of(a, now);
    assert_int_equal(finding.verdict, AUDIT_SAFE);
    assert_close(finding.least, 6, 0);
    audit_free(a);
}

/* A district that the report before did not have, beside others that are as many as they were. */
static enum audit_verdict judged_absent(double most, bool is_absent)
{
    struct audit *a = audit_new(5, 10);
    size_t number = group(a, "new", NAN);
    enum audit_verdict verdict;

    sum(a, "city", group(a, "city", 40 + most), group(a, "others", 40), number);
    if (is_absent)
        audit_absent(a, number);
    verdict = finding_of(a, number).verdict;
    audit_free(a);
    return verdict;
}

static void nobody_in_a_district_that_was_not_there_is_no_find_but_somebody_is(void **state)
{
    (void) state;
    assert_int_equal(judged_absent(0, true), AUDIT_SAFE);
    assert_int_equal(judged_absent(0, false), AUDIT_NARROW);
    assert_int_equal(judged_absent(3, true), AUDIT_NARROW);
}

/* Two that are five together, whatever is withheld of them today: who is one of the one knows that the other are four.
 */
static enum audit_verdict judged_pair(bool is_told)
{
    struct audit *a = audit_new(5, 10);
    size_t pair[2], both;
    enum audit_verdict verdict;

    for (size_t i = 0; i < 2; i++)
        pair[i] = audit_add(a, &(struct audit_number){ .kind = AUDIT_COUNT,
                                                       .table = "t",
                                                       .key = i == 0 ? "one" : "other",
                                                       .column = "n",
                                                       .value = NAN,
                                                       .mixed = true });
    if (is_told)
        audit_edition_begin(a, "2024");
    both = count(a, "both", 5);
    if (is_told)
        audit_edition_end(a);
    sum(a, "both", both, pair[0], pair[1]);
    verdict = finding_of(a, pair[0]).verdict;
    audit_free(a);
    return verdict;
}

static void so_of_what_somebody_knows_of_himself(void **state)
{
    (void) state;
    assert_int_equal(judged_pair(false), AUDIT_OWN);
    assert_int_equal(judged_pair(true), AUDIT_SAFE);
}

/* A number of 3 that this report gives away, beside one that an earlier report has told. */
static void nor_a_small_count_of_today(void **state)
{
    struct audit *a = audit_new(5, 10);
    size_t number = count(a, "it", NAN);

    (void) state;
    sum(a, "sum", count(a, "all", 23), number, count(a, "told", NAN));
    audit_edition_begin(a, "2024");
    count(a, "told", 20);
    audit_edition_end(a);
    assert_int_equal(finding_of(a, number).verdict, AUDIT_NARROW);
    audit_free(a);
}

/* Of 23 that are shown, one part is withheld and the other was shown as 20 by a report that rounds to 5: it was 18
 * to 22.
 */
static void a_rounded_number_of_then_is_known_within_half_the_base(void **state)
{
    struct audit *a = audit_new(5, 10);
    size_t number = count(a, "it", NAN);
    struct audit_finding finding;

    (void) state;
    sum(a, "sum", count(a, "all", 23), number, count(a, "told", NAN));
    audit_edition_begin(a, "2024");
    audit_edition_rounded(a, "t", "n", 5);
    count(a, "told", 20);
    audit_edition_end(a);
    finding = finding_of(a, number);
    assert_int_equal(finding.verdict, AUDIT_NARROW);
    assert_close(finding.least, 1, 1e-9);
    assert_close(finding.most, 5, 1e-9);
    audit_free(a);
}

/* What this report shows of it is what it is, and what is no multiple of the base was not rounded. */
static void but_what_is_shown_as_it_is_is_that(void **state)
{
    static const double now[] = { 21, NAN }, then[] = { 20, 21 };

    (void) state;
    for (size_t i = 0; i < 2; i++) {
        struct audit *a = audit_new(5, 10);
        size_t number = count(a, "it", NAN);
        struct audit_finding finding;

        sum(a, "sum", count(a, "all", 23), number, count(a, "told", now[i]));
        audit_edition_begin(a, "2024");
        audit_edition_rounded(a, "t", "n", 5);
        count(a, "told", then[i]);
        audit_edition_end(a);
        finding = finding_of(a, number);
        assert_close(finding.least, 2, 1e-9);
        assert_close(finding.most, 2, 1e-9);
        audit_free(a);
    }
}

/* Of other persons than today's, rounded numbers of then need not add up: 20 and 15 are 30 to 40 when they are 35. */
static void rounded_numbers_of_then_need_not_add_up(void **state)
{
    struct audit *a = audit_new(5, 10);
    size_t number;
    struct audit_finding finding;

    (void) state;
    audit_edition_begin(a, "2024");
    audit_edition_rounded(a, "t", "n", 5);
    number = count(a, "it", NAN);
    sum(a, "whole", count(a, "whole", 40), count(a, "one", 20), count(a, "other", 15));
    sum(a, "sum", count(a, "whole", 40), number, count(a, "one", 20));
    audit_edition_end(a);
    finding = finding_of(a, number);
    assert_null(audit_dropped(a, 0));
    assert_close(finding.least, 16, 1e-9);
    assert_close(finding.most, 24, 1e-9);
    audit_free(a);
}

/* ---- a relation that need not hold, and does not ---- */

/* Six are two, of which one or the other is small unless both are withheld for the sake of something else: for one of
 * nine that is withheld too, or for a number that everybody sees. */
static enum audit_verdict judged_beside_doubted(bool other_is_withheld)
{
    struct audit *a = audit_new(5, 10);
    size_t one = count(a, "one of six", NAN), other = count(a, "one of nine", other_is_withheld ? NAN : 4);
    enum audit_verdict verdict;

    sum(a, "six", count(a, "six", 6), one, count(a, "rest of six", NAN));
    sum(a, "nine", count(a, "nine", 9), other, count(a, "rest of nine", other_is_withheld ? NAN : 5));
    audit_join(a, "files", "both", count(a, "both", 100), 1);
    audit_join(a, "files", "both", one, -1);
    audit_join(a, "files", "both", other, -1);
    audit_doubt(a, "files");
    verdict = finding_of(a, one).verdict;
    assert_string_equal(audit_dropped(a, 0), "files");
    audit_free(a);
    return verdict;
}

static void for_the_sake_of_what_is_withheld_beside_it_there_a_number_may_be_withheld(void **state)
{
    (void) state;
    assert_int_equal(judged_beside_doubted(true), AUDIT_SAFE);
    assert_int_equal(judged_beside_doubted(false), AUDIT_RULE);
}

/* 12 that are 15: what is believed of them is false, and nothing is found out by that. */
static void where_no_number_fits_nothing_is_worked_out_and_nothing_is_safe(void **state)
{
    struct audit *a = audit_new(5, 10);
    size_t one = add(a, AUDIT_COUNT, "one", NAN), elsewhere = add(a, AUDIT_COUNT, "elsewhere", NAN);
    const struct audit_finding *findings;
    size_t n, set, number;
    double weight;

    (void) state;
    audit_join(a, "as then", "", one, 1);
    audit_join(a, "as then", "", add(a, AUDIT_COUNT, "then", 12), -1);
    audit_join(a, "as elsewhere", "", one, 1);
    audit_join(a, "as elsewhere", "", add(a, AUDIT_COUNT, "there", 15), -1);
    findings = audit_solve(a, &n);
    assert_int_equal(n, 2);
    assert_int_equal(findings[0].number, one);
    assert_int_equal(findings[0].verdict, AUDIT_UNFIT);
    assert_string_equal(audit_word(findings[0].verdict), "unfit");
    assert_int_equal(findings[1].number, elsewhere);
    assert_int_equal(findings[1].verdict, AUDIT_RULE);
    assert_false(audit_reason(a, 0, &set, &number, &weight));
    audit_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_count_that_may_be_small_and_not_anything_from_none_to_the_limit_is_found),
        cmocka_unit_test(what_can_be_no_small_number_may_be_worked_out),
        cmocka_unit_test(a_large_number_that_leads_to_a_small_one_is_no_secret_and_the_small_one_is_found),
        cmocka_unit_test(a_count_in_a_group_that_may_be_small_is_found),
        cmocka_unit_test(a_count_in_a_group_that_is_seen_to_be_large_is_like_any_other),
        cmocka_unit_test(person_years_of_several_years_are_as_many_persons_only_over_the_years),
        cmocka_unit_test(a_small_group_is_reason_enough_for_whoever_knows_the_rules),
        cmocka_unit_test(what_earlier_reports_tell_alone_this_one_can_not_hide),
        cmocka_unit_test(but_not_what_this_one_adds),
        cmocka_unit_test(a_count_that_an_earlier_report_tells_to_be_so_large_is_no_find),
        cmocka_unit_test(nobody_in_a_district_that_was_not_there_is_no_find_but_somebody_is),
        cmocka_unit_test(so_of_what_somebody_knows_of_himself),
        cmocka_unit_test(nor_a_small_count_of_today),
        cmocka_unit_test(a_rounded_number_of_then_is_known_within_half_the_base),
        cmocka_unit_test(but_what_is_shown_as_it_is_is_that),
        cmocka_unit_test(rounded_numbers_of_then_need_not_add_up),
        cmocka_unit_test(for_the_sake_of_what_is_withheld_beside_it_there_a_number_may_be_withheld),
        cmocka_unit_test(where_no_number_fits_nothing_is_worked_out_and_nothing_is_safe),
    };

    return TESTS_RUN(tests);
}
