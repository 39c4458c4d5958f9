/* Employments that a later extract tells otherwise. */
#include "tests/support/sample_register.h"

/* Extract 1 (day 400) and 2 (day 900): somebody in each district in both, so that each covers the other. */
static void add_company(struct sample *r)
{
    for (int district = 0; district < 2; district++)
        for (int extract = 1; extract <= 2; extract++) {
            struct spell *s = add(r, (char) ('x' + district), 0, SPELL_OPEN);

            s->district = (uint16_t) district;
            s->file = (uint16_t) extract;
            s->extraction = DAY_0 + (extract == 1 ? 400 : EXTRACTED);
        }
}

static struct spell *add_early(struct sample *r, char person, int from, int to)
{
    struct spell *s = add(r, person, from, to);

    s->extraction = DAY_0 + 400;
    return s;
}

static struct spell *add_late(struct sample *r, char person, int from, int to)
{
    struct spell *s = add(r, person, from, to);

    s->file = 2;
    return s;
}

static void a_district_that_a_later_extract_corrects_holds_for_the_whole_employment(void **state)
{
    struct sample r;

    (void) state;
    begin(&r);
    add_company(&r);
    add_early(&r, 'a', 10, 100);
    add_late(&r, 'a', 10, 100)->district = 1;
    add_early(&r, 'b', 10, SPELL_OPEN);
    add_late(&r, 'b', 10, SPELL_OPEN)->form = FORM_FIXED_TERM;
    merge(&r);
    assert_int_equal(r.spells.n, 4);
    assert_int_equal(r.spells.items[0].district, 1);
    assert_int_equal(r.spells.items[1].form, FORM_FIXED_TERM);
    assert_true(is_revised(&r, FIELD_DISTRICT) && is_revised(&r, FIELD_FORM));
    assert_false(is_revised(&r, FIELD_END));
    end(&r);
}

/* The first day was corrected with the district, the last day too for b; of c nothing says that the two are one. */
static void a_district_and_a_first_day_may_be_corrected_together(void **state)
{
    struct sample r;

    (void) state;
    begin(&r);
    add_company(&r);
    add_early(&r, 'a', 10, 300);
    add_late(&r, 'a', 40, 300)->district = 1;
    add_early(&r, 'b', 10, 300);
    add_late(&r, 'b', 40, 330)->district = 1;
    add_early(&r, 'c', 10, 300);
    add_late(&r, 'c', 200, 600)->district = 1;
    merge(&r);
    assert_int_equal(r.spells.n, 2 + 1 + 1 + 2);
    assert_int_equal(r.spells.items[0].start, DAY_0 + 40);
    assert_int_equal(r.spells.items[0].district, 1);
    assert_int_equal(r.spells.items[1].end, DAY_0 + 330);
    assert_int_equal(r.spells.items[2].district, 0);
    assert_true(is_revised(&r, FIELD_DISTRICT) && is_revised(&r, FIELD_START) && is_revised(&r, FIELD_END));
    end(&r);
}

static void two_posts_that_both_extracts_have_are_no_correction(void **state)
{
    struct sample r;

    (void) state;
    begin(&r);
    add_company(&r);
    add_early(&r, 'a', 10, 100);
    add_early(&r, 'a', 10, SPELL_OPEN)->district = 1;
    add_late(&r, 'a', 10, SPELL_OPEN)->district = 1; /* those who ended first are not in the later extract */
    add_early(&r, 'b', 10, SPELL_OPEN);
    add_late(&r, 'b', 10, SPELL_OPEN);
    add_late(&r, 'b', 10, SPELL_OPEN)->district = 1;
    merge(&r);
    assert_int_equal(r.spells.n, 6);
    assert_int_equal(r.findings.n_revisions, 0);
    end(&r);
}

/* Two units hand in extracts of their own, on days of their own. */
static void an_extract_of_another_part_of_the_city_corrects_nothing(void **state)
{
    struct sample r;

    (void) state;
    begin(&r);
    add_early(&r, 'a', 10, 100);
    add_late(&r, 'a', 10, 100)->district = 1;
    add_early(&r, 'b', 0, SPELL_OPEN);
    add_late(&r, 'c', 0, SPELL_OPEN)->district = 1;
    merge(&r);
    assert_int_equal(r.spells.n, 4);
    assert_int_equal(r.findings.n_revisions, 0);
    end(&r);
}

static void one_later_record_stands_for_one_earlier_the_one_it_differs_least_from(void **state)
{
    struct sample r;
    struct spell *s;

    (void) state;
    begin(&r);
    add_company(&r);
    add_early(&r, 'a', 10, 100);
    s = add_early(&r, 'a', 10, 200);
    s->form = FORM_FIXED_TERM;
    s = add_late(&r, 'a', 10, 200);
    s->form = FORM_FIXED_TERM;
    s->district = 1;
    merge(&r);
    assert_int_equal(r.spells.n, 4);
    stands(&r, 0, 10, 100);
    stands(&r, 1, 10, 200);
    assert_int_equal(r.spells.items[1].district, 1);
    end(&r);
}

static void what_several_extracts_correct_in_turn_is_as_the_last_says(void **state)
{
    struct sample r;
    struct spell *s;

    (void) state;
    begin(&r);
    add_company(&r);
    s = add(&r, 'z', 0, SPELL_OPEN);
    s->extraction = DAY_0 + 600;
    s->file = 3;
    s = add(&r, 'y', 0, SPELL_OPEN);
    s->extraction = DAY_0 + 600;
    s->file = 3;
    s->district = 1;
    add_early(&r, 'a', 10, 100);
    s = add(&r, 'a', 10, 100);
    s->extraction = DAY_0 + 600;
    s->file = 3;
    s->district = 1;
    add_late(&r, 'a', 10, 100);
    merge(&r);
    assert_int_equal(r.spells.items[0].person[0], 'a');
    assert_int_equal(r.spells.items[1].person[0], 'x');
    stands(&r, 0, 10, 100);
    assert_int_equal(r.spells.items[0].district, 0);
    assert_int_equal(r.spells.items[0].file, 2);
    end(&r);
}

static void what_the_latest_extract_lacks_though_it_covers_it_is_noted(void **state)
{
    struct sample r;

    (void) state;
    begin(&r);
    add_company(&r);
    add_late(&r, 'b', 10, 80);
    add_early(&r, 'a', 10, 100);
    add_early(&r, 'c', 10, 70); /* the latest has nobody who ended so early */
    merge(&r);
    assert_int_equal(r.spells.n, 5);
    assert_int_equal(notes(&r, NOTE_VANISHED), 1);
    end(&r);
}

/* Their records are beyond number, and those of different people. */
static void an_id_that_many_share_is_not_corrected(void **state)
{
    enum { MANY = 1100 };
    struct sample r;

    (void) state;
    begin(&r);
    add_company(&r);
    add_early(&r, 'a', 10, 10);
    add_late(&r, 'a', 10, 10)->district = 1;
    for (int day = 0; day < MANY; day += 2)
        add_late(&r, 'a', 20 + day, 20 + day);
    merge(&r);
    assert_true(is_revised(&r, FIELD_DISTRICT)); /* 552 records may still be one person's */
    end(&r);
    begin(&r);
    add_company(&r);
    add_early(&r, 'a', 10, 10);
    add_late(&r, 'a', 10, 10)->district = 1;
    for (int day = 0; day < 2 * MANY; day += 2)
        add_late(&r, 'a', 20 + day, 20 + day);
    merge(&r);
    assert_int_equal(r.findings.n_revisions, 0);
    end(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_district_that_a_later_extract_corrects_holds_for_the_whole_employment),
        cmocka_unit_test(a_district_and_a_first_day_may_be_corrected_together),
        cmocka_unit_test(two_posts_that_both_extracts_have_are_no_correction),
        cmocka_unit_test(an_extract_of_another_part_of_the_city_corrects_nothing),
        cmocka_unit_test(one_later_record_stands_for_one_earlier_the_one_it_differs_least_from),
        cmocka_unit_test(what_several_extracts_correct_in_turn_is_as_the_last_says),
        cmocka_unit_test(what_the_latest_extract_lacks_though_it_covers_it_is_noted),
        cmocka_unit_test(an_id_that_many_share_is_not_corrected),
    };

    return TESTS_RUN(tests);
}
