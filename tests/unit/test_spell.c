#include "pipeline/base/calendar.h"
#include "pipeline/base/memory.h"
#include "pipeline/intake/spell_quick.h"
#include "pipeline/intake/spell_text.h"
#include "pipeline/table/stream.h"
#include "tests/support/random.h"
#include "tests/support/testing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct spell *add(struct spells *s, uint8_t person, const char *district)
{
    struct spell *spell;

    s->items = memory_grow(s->items, &s->capacity, s->n + 1, sizeof *s->items);
    spell = &s->items[s->n++];
    memset(spell, 0, sizeof *spell);
    memset(spell->person, person, sizeof spell->person);
    spell->start = calendar_from_civil(2017, 1, 1);
    spell->end = SPELL_OPEN;
    spell->extraction = calendar_from_civil(2021, 12, 31);
    spell->district = (uint16_t) dictionary_intern(s->districts, district, strlen(district));
    spell->occupation = (uint16_t) dictionary_intern(s->occupations, "a \"b\", c", 8);
    spell->operation = (uint16_t) dictionary_intern(s->operations, "", 0);
    spell->grade = SPELL_NO_GRADE;
    spell->file = 1;
    spell->line = 2;
    spell->century_given = true;
    return spell;
}

static void fill(struct spells *s)
{
    struct spell *spell;

    spells_begin(s);
    add(s, 0x0A, "Södra");
    spell = add(s, 0x0A, "Västra");
    spell->grade = 7505;
    spell->birth_year = 1980;
    spell->form = FORM_HOURLY;
    spell = add(s, 0x0A, "Västra"); /* the same but for line and grade */
    spell->line = 3;
    spell->grade = 10000;
    spell->birth_year = 1980;
    spell->form = FORM_HOURLY;
    spell = add(s, 0xFF, "Södra");
    spell->end = calendar_from_civil(2019, 6, 30);
    spell->gender = GENDER_WOMAN;
    spell->cause = CAUSE_TERM_ENDED;
    spell->basis = BASIS_SNAPSHOT;
    spell->grade = 50;
    spell->line = 4000000000u;
}

/* Both ways of writing a row give the same bytes. */
static void compare_rows(const struct spells *s, const char *path)
{
    struct spell_text *t = spell_text_new(s);
    char *row = memory_zeroed(spell_text_room(t), 1), *text, *line;

    text = testing_read(path);
    line = strchr(text, '\n') + 1;
    for (size_t i = 0; i < s->n; i++) {
        size_t length = spell_text_row(t, &s->items[i], row);

        assert_true(length <= spell_text_room(t));
        assert_memory_equal(row, line, length);
        line += length;
    }
    assert_string_equal(line, "");
    free(text);
    free(row);
    spell_text_free(t);
}

static void write_all(const struct spells *s, const char *path)
{
    struct writer *w;
    struct fault f;

    assert_true(writer_open(path, schema_find("spells"), &w, &f));
    for (size_t i = 0; i < s->n; i++)
        spell_write(w, &s->items[i], s);
    assert_true(writer_commit(w, &f));
    compare_rows(s, path);
}

static void spells_come_back_as_they_went(void **state)
{
    char path[512];
    struct spells s, back;
    struct fault f;

    (void) state;
    snprintf(path, sizeof path, "%s", testing_path(testing_folder(), "spells.csv"));
    fill(&s);
    write_all(&s, path);
    if (!spells_read(path, &back, &f))
        fail_msg("line %d: %s: %s", (int) f.line, f.column, f.text);
    assert_int_equal(back.n, s.n);
    for (size_t i = 0; i < s.n; i++) {
        assert_int_equal(spell_order(&s.items[i], &back.items[i], &s), 0);
        assert_string_equal(dictionary_text(back.districts, back.items[i].district),
                            dictionary_text(s.districts, s.items[i].district));
    }
    spells_free(&s);
    spells_free(&back);
}

/* Ten thousand rows of some names, quoted and not; most are recalled: what the stream gives
 * is what stands in the table, cell by cell. */
static void a_recalled_row_is_what_stands_there(void **state)
{
    static const char *const NAMES[] = { "Södra", "Norra, \"gamla\"", "", " blank",
                                         "Enskede-Årsta-Vantör och hela vägen ut" };
    enum { N = 10000, N_NAMES = sizeof NAMES / sizeof NAMES[0] };
    char path[512];
    struct testing_random random = { 5 };
    struct spells s, back;
    struct fault f;

    (void) state;
    snprintf(path, sizeof path, "%s", testing_path(testing_folder(), "spells.csv"));
    spells_begin(&s);
    for (uint32_t i = 0; i < N; i++) {
        const char *names[3];
        struct spell *spell = add(&s, 0, "Södra");

        for (size_t k = 0; k < 3; k++)
            names[k] = NAMES[testing_random_below(&random, N_NAMES)];
        for (size_t k = 0; k < PSEUDONYM_BYTES; k++)
            spell->person[k] = (uint8_t) testing_random_below(&random, 256);
        spell->start += (int32_t) testing_random_below(&random, 2000);
        if (testing_random_below(&random, 2) == 0)
            spell->end = spell->start + (int32_t) testing_random_below(&random, 2000);
        spell->district = (uint16_t) dictionary_intern(s.districts, names[0], strlen(names[0]));
        spell->occupation = (uint16_t) dictionary_intern(s.occupations, names[1], strlen(names[1]));
        spell->operation = (uint16_t) dictionary_intern(s.operations, names[2], strlen(names[2]));
        spell->form = (uint8_t) testing_random_below(&random, 4);
        spell->file = (uint16_t) testing_random_below(&random, 65536);
        spell->line = (uint32_t) testing_random_below(&random, 4000000000u);
        spell->grade = testing_random_below(&random, 3) == 0 ? SPELL_NO_GRADE
                                                             : (uint16_t) testing_random_below(&random, 10001);
        spell->gender = (uint8_t) testing_random_below(&random, 3);
        spell->birth_year = (uint16_t) (testing_random_below(&random, 2) * (1950 + testing_random_below(&random, 3)));
        spell->cause = (uint8_t) testing_random_below(&random, 9);
        spell->basis = (uint8_t) testing_random_below(&random, 2);
    }
    write_all(&s, path);
    if (!spells_read(path, &back, &f))
        fail_msg("line %d: %s: %s", (int) f.line, f.column, f.text);
    assert_int_equal(back.n, N);
    for (size_t i = 0; i < N; i++) {
        struct spell *one = &s.items[i], *other = &back.items[i];

        assert_string_equal(dictionary_text(s.districts, one->district),
                            dictionary_text(back.districts, other->district));
        assert_string_equal(dictionary_text(s.occupations, one->occupation),
                            dictionary_text(back.occupations, other->occupation));
        assert_string_equal(dictionary_text(s.operations, one->operation),
                            dictionary_text(back.operations, other->operation));
        other->district = one->district;
        other->occupation = one->occupation;
        other->operation = one->operation;
        assert_memory_equal(one->person, other->person, sizeof one->person);
        assert_true(one->start == other->start && one->end == other->end && one->extraction == other->extraction);
        assert_true(one->line == other->line && one->file == other->file && one->grade == other->grade);
        assert_true(one->birth_year == other->birth_year && one->form == other->form && one->gender == other->gender);
        assert_true(one->cause == other->cause && one->basis == other->basis);
    }
    spells_free(&s);
    spells_free(&back);
}

static void their_order_is_that_of_the_schema(void **state)
{
    char path[512];
    struct spells s;
    struct stream *stream;
    struct fault f;
    bool more = true;

    (void) state;
    snprintf(path, sizeof path, "%s", testing_path(testing_folder(), "spells.csv"));
    fill(&s);
    for (size_t i = 1; i < s.n; i++)
        assert_true(spell_order(&s.items[i - 1], &s.items[i], &s) < 0);
    write_all(&s, path);
    assert_true(stream_open(path, schema_find("spells"), &stream, &f));
    while (more)
        if (!stream_next(stream, &more, &f))
            fail_msg("line %d: %s: %s", (int) f.line, f.column, f.text);
    stream_close(stream);
    spells_free(&s);
}

static void a_damaged_cell_is_named(void **state)
{
    static const struct {
        const char *row, *column;
    } cases[] = {
        { "0a,2017-01-01,,S,o,,permanent,1,2,75,woman,1980,none,spells,2021-12-31", "person" },
        { "@,2017-02-29,,S,o,,permanent,1,2,75,woman,1980,none,spells,2021-12-31", "start" },
        { "@,2017-01-01,x,S,o,,permanent,1,2,75,woman,1980,none,spells,2021-12-31", "end" },
        { "@,2017-01-01,,S,o,,fast,1,2,75,woman,1980,none,spells,2021-12-31", "form" },
        { "@,2017-01-01,,S,o,,permanent,1,2,75.555,woman,1980,none,spells,2021-12-31", "grade" },
        { "@,2017-01-01,,S,o,,permanent,1,2,,woman,1980,none,spells,2021-12-31", "grade" },
        { "@,2017-01-01,,S,o,,permanent,1,2,75,kvinna,1980,none,spells,2021-12-31", "gender" },
        { "@,2017-01-01,,S,o,,permanent,1,2,75,woman,,none,spells,2021-12-31", "birth_year" },
        { "@,2017-01-01,,S,o,,permanent,1,2,75,woman,1980,quit,spells,2021-12-31", "cause" },
        { "@,2017-01-01,,S,o,,permanent,1,2,75,woman,1980,none,counts,2021-12-31", "basis" },
        { "@,2017-01-01,,S,o,,permanent,1,2,75,woman,1980,none,spells,", "extraction" },
        { "@,2017-01-01,,S,o,,permanent,70000,2,75,woman,1980,none,spells,2021-12-31", "file" },
        { "@,2017-01-01,,S,o,,permanent,1,-2,75,woman,1980,none,spells,2021-12-31", "line" },
    };

    (void) state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *path = testing_path(testing_folder(), "spells.csv");
        const char *row = cases[i].row;
        char text[512];
        struct spells back;
        struct fault f;

        snprintf(text, sizeof text,
                 "person,start,end,district,occupation,operation,form,file,line,grade,gender,birth_year,cause,basis,"
                 "extraction\n"
                 "%s%s\n",
                 row[0] == '@' ? "0123456789abcdef0123456789abcdef" : "", row + (row[0] == '@'));
        testing_write(path, text);
        assert_false(spells_read(path, &back, &f));
        assert_int_equal(f.line, 2);
        assert_string_equal(f.column, cases[i].column);
    }
}

/* Every byte at every place, among digits. */
static void sixteen_digits_at_once_are_what_they_are_one_by_one(void **state)
{
    static const char DIGITS[] = "0123456789abcdef9f0a1e2d3c4b5867";
    uint8_t quick[PSEUDONYM_BYTES], slow[PSEUDONYM_BYTES];
    char hex[SPELL_HEX];
    size_t n_digits = 0;

    (void) state;
    for (size_t at = 0; at < SPELL_HEX; at++)
        for (int byte = 0; byte < 256; byte++) {
            bool all;

            memcpy(hex, DIGITS, SPELL_HEX);
            hex[at] = (char) byte;
            all = spell_quick_person_by_digit(hex, slow);
            assert_int_equal(spell_quick_person(hex, quick), all);
            if (all)
                assert_memory_equal(quick, slow, PSEUDONYM_BYTES);
            n_digits += all;
        }
    assert_int_equal(n_digits, 16 * SPELL_HEX);
    assert_true(spell_quick_person(DIGITS, quick));
    assert_int_equal(quick[1], 0x23);
    assert_int_equal(quick[PSEUDONYM_BYTES - 1], 0x67);
}

/* Persons of one to some rows, written to `path`; returns the number of rows. */
static uint32_t write_persons(const char *path, uint64_t seed, size_t n_persons)
{
    struct testing_random random = { seed };
    struct spells s;

    spells_begin(&s);
    for (size_t person = 0; person < n_persons; person++) {
        uint64_t rows = 1 + testing_random_below(&random, person % 7 == 0 ? 40 : 3);

        for (uint64_t row = 0; row < rows; row++) {
            struct spell *spell = add(&s, 0, row % 2 == 0 ? "Södra" : "Norra, \"gamla\"");

            spell->person[0] = (uint8_t) (person / 256);
            spell->person[1] = (uint8_t) (person % 256);
            spell->line = (uint32_t) s.n + 1;
        }
    }
    write_all(&s, path);
    n_persons = s.n;
    spells_free(&s);
    return (uint32_t) n_persons;
}

/* Every row is in one shard, in its order, and every person in one alone; some are empty where persons are few. */
static void shards_are_the_whole_and_part_no_person(void **state)
{
    static const size_t SHARDS[] = { 1, 2, 3, 7, 64, 500 };
    char path[512];

    (void) state;
    snprintf(path, sizeof path, "%s", testing_path(testing_folder(), "spells.csv"));
    for (size_t n_persons = 0; n_persons < 400; n_persons = 3 * n_persons + 1)
        for (size_t k = 0; k < sizeof SHARDS / sizeof SHARDS[0]; k++) {
            uint32_t n_rows = write_persons(path, n_persons + k, n_persons), row = 0;
            uint8_t last[PSEUDONYM_BYTES] = { 0 }, before[PSEUDONYM_BYTES];

            for (size_t number = 1; number <= SHARDS[k]; number++) {
                struct spell_stream *stream = NULL;
                struct spells names;
                struct spell s;
                struct fault f;
                bool more = true, first = true;

                spells_begin(&names);
                assert_true(spell_stream_open_shard(path, number, SHARDS[k], &names, &stream, &f));
                assert_int_equal(spell_stream_before(stream, before), row > 0);
                if (row > 0)
                    assert_memory_equal(before, last, sizeof last);
                while (spell_stream_next(stream, &s, &more, &f) && more) {
                    assert_int_equal(s.line, ++row + 1);
                    assert_false(first && row > 1 && memcmp(s.person, last, sizeof last) == 0);
                    memcpy(last, s.person, sizeof last);
                    first = false;
                }
                assert_false(more);
                spell_stream_close(stream);
                spells_free(&names);
            }
            assert_int_equal(row, n_rows);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spells_come_back_as_they_went),
        cmocka_unit_test(a_recalled_row_is_what_stands_there),
        cmocka_unit_test(their_order_is_that_of_the_schema),
        cmocka_unit_test(a_damaged_cell_is_named),
        cmocka_unit_test(sixteen_digits_at_once_are_what_they_are_one_by_one),
        cmocka_unit_test(shards_are_the_whole_and_part_no_person),
    };

    return TESTS_RUN(tests);
}
