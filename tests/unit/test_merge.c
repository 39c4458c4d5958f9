/* Small registers: each test says what goes in and what must stand after. Days are counted from 2019-01-01. */
#include "pipeline/intake/order.h"
#include "pipeline/intake/parallel.h"
#include "tests/support/sample_register.h"

#include <stdlib.h>
#include <string.h>

static void duplicates_are_counted_once(void **state)
{
    struct sample r;

    (void) state;
    begin(&r);
    add(&r, 'a', 0, 100);
    add(&r, 'a', 0, 100);
    add(&r, 'a', 0, 100)->file = 2;
    merge(&r);
    assert_int_equal(r.spells.n, 1);
    assert_int_equal(r.spells.items[0].line, 2); /* the first stands */
    assert_int_equal(r.merged[1], 1);
    assert_int_equal(r.merged[2], 1);
    assert_int_equal(notes(&r, NOTE_MERGED_DUPLICATE), 2);
    end(&r);
}

static void overlaps_are_one_with_the_attributes_of_the_later(void **state)
{
    struct sample r;

    (void) state;
    begin(&r);
    add(&r, 'a', 0, 100)->grade = 5000;
    add(&r, 'a', 80, 200)->operation = 1;
    merge(&r);
    assert_int_equal(r.spells.n, 1);
    stands(&r, 0, 0, 200);
    assert_int_equal(r.spells.items[0].grade, 10000);
    assert_int_equal(r.spells.items[0].operation, 1);
    assert_int_equal(r.spells.items[0].line, 3);
    assert_int_equal(notes(&r, NOTE_MERGED_OVERLAP), 1);
    end(&r);
}

static void the_cause_is_of_the_record_that_ends_it(void **state)
{
    struct sample r;

    (void) state;
    begin(&r);
    add(&r, 'a', 0, 300)->cause = CAUSE_PENSION;
    add(&r, 'a', 50, 60)->grade = 7500;
    add(&r, 'a', 70, 80)->grade = 5000;
    merge(&r);
    assert_int_equal(r.spells.n, 1);
    stands(&r, 0, 0, 300);
    assert_int_equal(r.spells.items[0].cause, CAUSE_PENSION);
    assert_int_equal(r.spells.items[0].grade, 5000);
    assert_int_equal(r.merged[1], 2);
    end(&r);
}

static void an_open_record_overlaps_all_that_follow(void **state)
{
    struct sample r;

    (void) state;
    begin(&r);
    add(&r, 'a', 0, SPELL_OPEN);
    add(&r, 'a', 400, 500);
    merge(&r);
    assert_int_equal(r.spells.n, 1);
    stands(&r, 0, 0, SPELL_OPEN);
    assert_int_equal(r.spells.items[0].cause, CAUSE_NONE);
    end(&r);
}

static void what_touches_or_differs_is_kept(void **state)
{
    struct sample r;

    (void) state;
    begin(&r);
    add(&r, 'a', 0, 100);
    add(&r, 'a', 101, 200); /* touches */
    add(&r, 'b', 0, 100);
    add(&r, 'b', 0, 100)->district = 1;
    add(&r, 'b', 0, 100)->form = FORM_FIXED_TERM;
    add(&r, 'c', 0, 100);
    add(&r, 'c', 0, 100)->century_given = false; /* nothing says that the two writings were not meant as two records */
    merge(&r);
    assert_int_equal(r.spells.n, 7);
    assert_int_equal(r.merged[1], 0);
    end(&r);
}

static void a_later_extract_has_the_last_word_on_a_post(void **state)
{
    struct sample r;
    struct spell *s;

    (void) state;
    begin(&r);
    s = add(&r, 'a', 0, SPELL_OPEN); /* was open in the first extract */
    s->extraction = DAY_0 + 365;
    s = add(&r, 'a', 0, 300); /* the second knows that it had ended before */
    s->file = 2;
    s = add(&r, 'b', 0, 200); /* retroactively prolonged */
    s->extraction = DAY_0 + 365;
    s = add(&r, 'b', 10, SPELL_OPEN);
    s->file = 2;
    merge(&r);
    assert_int_equal(r.spells.n, 2);
    stands(&r, 0, 0, 300);
    stands(&r, 1, 10, SPELL_OPEN);
    assert_int_equal(r.merged[1], 2);
    assert_int_equal(r.kept[2], 2);
    assert_int_equal(notes(&r, NOTE_MERGED_SUPERSEDED), 2);
    end(&r);
}

static void an_earlier_extract_keeps_what_the_later_does_not_speak_of(void **state)
{
    struct sample r;
    struct spell *s;

    (void) state;
    begin(&r);
    s = add(&r, 'a', 0, SPELL_OPEN); /* gone before the later extract, which only has those who are there */
    s->extraction = DAY_0 + 365;
    s = add(&r, 'a', 500, SPELL_OPEN); /* back again */
    s->file = 2;
    merge(&r);
    assert_int_equal(r.spells.n, 2);
    stands(&r, 0, 0, SPELL_OPEN);
    assert_int_equal(r.spells.items[0].extraction, DAY_0 + 365);
    stands(&r, 1, 500, SPELL_OPEN);
    end(&r);
}

static void the_writing_of_an_id_does_not_keep_an_old_extract_alive(void **state)
{
    struct sample r;
    struct spell *s;

    (void) state;
    begin(&r);
    s = add(&r, 'a', 0, SPELL_OPEN);
    s->extraction = DAY_0 + 365;
    s->century_given = false;
    add(&r, 'a', 0, 300);
    merge(&r);
    assert_int_equal(r.spells.n, 1);
    stands(&r, 0, 0, 300);
    end(&r);
}

static void consecutive_snapshots_of_one_state_are_one_spell(void **state)
{
    struct sample r;

    (void) state;
    begin(&r);
    add_snapshot(&r, 'a', 0)->grade = 5000;
    add_snapshot(&r, 'a', 365);
    add_snapshot(&r, 'a', 730); /* the latest: still there */
    add_snapshot(&r, 'b', 0);
    add_snapshot(&r, 'b', 365);
    add_snapshot(&r, 'c', 0);
    add_snapshot(&r, 'c', 730); /* away at the second */
    add_snapshot(&r, 'd', 0);
    add_snapshot(&r, 'd', 365)->operation = 1;
    merge(&r);
    assert_int_equal(r.spells.n, 6);
    stands(&r, 0, 0, SPELL_OPEN);
    assert_int_equal(r.spells.items[0].grade, 10000);
    assert_int_equal(r.spells.items[0].extraction, DAY_0 + 730);
    stands(&r, 1, 0, 365);
    stands(&r, 2, 0, 0);
    stands(&r, 3, 730, SPELL_OPEN);
    stands(&r, 4, 0, 0);
    stands(&r, 5, 365, 365);
    assert_int_equal(r.kept[1], 9);
    end(&r);
}

static void a_snapshot_counts_a_person_once_a_state(void **state)
{
    struct sample r;

    (void) state;
    begin(&r);
    add_snapshot(&r, 'a', 0);
    add_snapshot(&r, 'a', 0);
    add_snapshot(&r, 'a', 0)->district = 1;
    add_snapshot(&r, 'a', 365);
    merge(&r);
    assert_int_equal(r.spells.n, 2);
    assert_int_equal(r.kept[1], 3);
    assert_int_equal(r.merged[1], 1);
    end(&r);
}

static void spells_and_snapshots_are_not_mixed(void **state)
{
    struct sample r;

    (void) state;
    begin(&r);
    add(&r, 'a', 0, 400);
    add_snapshot(&r, 'a', 365);
    merge(&r);
    assert_int_equal(r.spells.n, 2);
    end(&r);
}

/* Enough persons for the sort by parts, in an order made by a linear congruential generator of fixed seed. */
static void many_persons_come_in_order(void **state)
{
    enum { N = 90000 };
    struct spell *spells = memory_zeroed(N, sizeof *spells), *again = memory_zeroed(N, sizeof *again);
    uint32_t x = 1;

    (void) state;
    for (size_t i = 0; i < N; i++) {
        x = x * 1664525u + 1013904223u;
        for (size_t b = 0; b < PSEUDONYM_BYTES; b++)
            spells[i].person[b] = (uint8_t) (x >> (24 - b % 4 * 8)) &
                                  (b < 2 ? 0x0F : 0xFF); /* crowded parts, and empty ones */
        if (i % 5 == 0) {                                /* persons who differ in the last byte alone */
            memcpy(spells[i].person, spells[i / 2].person, PSEUDONYM_BYTES);
            spells[i].person[PSEUDONYM_BYTES - 1] ^= (uint8_t) (i % 3);
        }
        spells[i].line = (uint32_t) i;
    }
    memcpy(again, spells, N * sizeof *again);
    order_by_person(spells, N, 1);
    for (size_t i = 1; i < N; i++)
        assert_true(memcmp(spells[i - 1].person, spells[i].person, PSEUDONYM_BYTES) <= 0);
    x = 0;
    for (size_t i = 0; i < N; i++)
        x += spells[i].line;
    assert_int_equal(x, (uint32_t) ((uint64_t) N * (N - 1) / 2));
    order_by_person(again, N, 3);
    assert_memory_equal(again, spells, N * sizeof *again);
    free(spells);
    free(again);
}

static void the_order_of_rows_changes_nothing(void **state)
{
    enum { N = 400, ROUNDS = 20 };
    struct sample first, again;
    uint32_t x = 7;

    (void) state;
    for (int round = 0; round < ROUNDS; round++) {
        begin(&first);
        begin(&again);
        for (int i = 0; i < N; i++) {
            struct spell *s;
            int from;

            x = x * 1664525u + 1013904223u;
            from = (int) (x >> 20) % 800;
            s = add(&first, (char) ('a' + (x >> 10) % 20), from,
                    (x & 256) != 0 ? SPELL_OPEN : from + (int) (x >> 12) % 90);
            if ((x & 512) != 0)
                s->extraction = DAY_0 + 850;
            if ((x & 1024) != 0) {
                s->basis = BASIS_SNAPSHOT;
                s->start = s->end = s->extraction = DAY_0 + 100 * (from / 100);
            }
            s->district = (uint16_t) (x >> 28) % 2;
            s->grade = (uint16_t) (7500 + (x >> 5) % 3);
            s->line = 2; /* but for which row a record is: the order is what changes */
        }
        for (size_t i = N; i > 0; i--) {
            add(&again, 'a', 0, 0);
            again.spells.items[again.spells.n - 1] = first.spells.items[i - 1];
        }
        merge(&first);
        merge(&again);
        assert_int_equal(first.spells.n, again.spells.n);
        for (size_t i = 0; i < first.spells.n; i++)
            assert_memory_equal(&first.spells.items[i], &again.spells.items[i], sizeof first.spells.items[i]);
        end(&first);
        end(&again);
    }
}

static void what_was_past_and_is_told_otherwise_is_revised(void **state)
{
    struct sample r;
    struct spell *s;

    (void) state;
    begin(&r);
    s = add(&r, 'a', 0, 100);
    s->extraction = DAY_0 + 365;
    s->gender = GENDER_WOMAN;
    s = add(&r, 'a', 10, 200);
    s->file = 2;
    s->gender = GENDER_MAN;
    merge(&r);
    stands(&r, 0, 10, 200);
    assert_int_equal(r.findings.n_revisions, 3);
    assert_true(is_revised(&r, FIELD_START) && is_revised(&r, FIELD_END) && is_revised(&r, FIELD_GENDER));
    assert_int_equal(r.findings.revisions[0].line, 2);
    assert_int_equal(r.findings.revisions[0].later_line, 3);
    assert_int_equal(findings_count(&r.findings, 1, NOTE_REVISED), 1);
    end(&r);
}

static void what_has_happened_since_is_no_revision(void **state)
{
    struct sample r;
    struct spell *s;

    (void) state;
    begin(&r);
    s = add(&r, 'a', 0, SPELL_OPEN);
    s->extraction = DAY_0 + 365;
    s = add(&r, 'b', 0, 500); /* known ahead, and changed meanwhile */
    s->extraction = DAY_0 + 365;
    add(&r, 'a', 0, 400)->grade = 7500;
    add(&r, 'b', 0, 600);
    merge(&r);
    assert_int_equal(r.spells.n, 2);
    assert_int_equal(r.findings.n_revisions, 0);
    end(&r);

    begin(&r);
    s = add(&r, 'a', 0, SPELL_OPEN); /* had ended already when it was said to go on */
    s->extraction = DAY_0 + 365;
    add(&r, 'a', 0, 300);
    s = add(&r, 'b', 0, 100);
    s->extraction = DAY_0 + 365;
    add(&r, 'b', 0, 100)->cause = CAUSE_PENSION;
    merge(&r);
    assert_int_equal(r.findings.n_revisions, 2);
    assert_true(is_revised(&r, FIELD_END) && is_revised(&r, FIELD_CAUSE));
    end(&r);
}

static void posts_at_the_same_time_are_noted(void **state)
{
    struct sample r;

    (void) state;
    begin(&r);
    add(&r, 'a', 0, 100);
    add(&r, 'a', 50, 200)->district = 1; /* two at once */
    add(&r, 'b', 0, 100);
    add(&r, 'b', 100, 200)->district = 1; /* a move on the day */
    add(&r, 'c', 0, 100);
    add(&r, 'c', 50, 200)->form = FORM_HOURLY;
    add(&r, 'd', 0, 100);
    add(&r, 'd', 101, 200)->district = 1; /* one after the other */
    add(&r, 'e', 0, 100);
    add(&r, 'f', 50, 200)->district = 1; /* two persons */
    merge(&r);
    parallel_note(&r.spells, 1, &r.findings);
    assert_int_equal(notes(&r, NOTE_OTHER_DISTRICT), 1);
    assert_int_equal(notes(&r, NOTE_SAME_DAY_MOVE), 1);
    assert_int_equal(notes(&r, NOTE_OTHER_POST), 1);
    end(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(duplicates_are_counted_once),
        cmocka_unit_test(overlaps_are_one_with_the_attributes_of_the_later),
        cmocka_unit_test(the_cause_is_of_the_record_that_ends_it),
        cmocka_unit_test(an_open_record_overlaps_all_that_follow),
        cmocka_unit_test(what_touches_or_differs_is_kept),
        cmocka_unit_test(a_later_extract_has_the_last_word_on_a_post),
        cmocka_unit_test(an_earlier_extract_keeps_what_the_later_does_not_speak_of),
        cmocka_unit_test(the_writing_of_an_id_does_not_keep_an_old_extract_alive),
        cmocka_unit_test(consecutive_snapshots_of_one_state_are_one_spell),
        cmocka_unit_test(a_snapshot_counts_a_person_once_a_state),
        cmocka_unit_test(spells_and_snapshots_are_not_mixed),
        cmocka_unit_test(many_persons_come_in_order),
        cmocka_unit_test(the_order_of_rows_changes_nothing),
        cmocka_unit_test(what_was_past_and_is_told_otherwise_is_revised),
        cmocka_unit_test(what_has_happened_since_is_no_revision),
        cmocka_unit_test(posts_at_the_same_time_are_noted),
    };

    return TESTS_RUN(tests);
}
