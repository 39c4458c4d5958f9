/* The proof that no byte of a file was passed over or read twice: what is not so is found. */
#include "pipeline/table/conservation.h"

#include "tests/support/testing.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char TEXT[] = "a;b\n1;2\n\n3;4\n5;6\n";
enum { N_RECORDS = 4 };

struct run {
    struct reader *reader;
    struct record records[N_RECORDS]; /* all of them, in order */
    struct conservation books;
    struct fault fault;
};

static void begin(struct run *t)
{
    const struct reader_options options = { .delimiter = ';' };
    const struct field *fields;
    size_t n = 0;

    assert_true(reader_open_bytes("a.csv", TEXT, sizeof TEXT - 1, &options, &t->reader, &t->fault));
    t->books = conservation_begin(t->reader);
    for (struct record record; reader_next(t->reader, &fields, &record) != READER_END;) {
        assert_true(n < N_RECORDS);
        t->records[n++] = record;
    }
    assert_int_equal(n, N_RECORDS);
}

/* Books the records of these numbers, and ends with a file that is the same, or not, and the state of one that is not
 * there. */
static bool ends(struct run *t, const char *numbers, bool same)
{
    static const struct infile_state NO_FILE;
    bool ok;

    for (const char *c = numbers; *c != '\0'; c++)
        conservation_book(&t->books, &t->records[*c - '0']);
    ok = conservation_end(&t->books, t->reader, same, &NO_FILE, "nowhere/a.csv", &t->fault);
    reader_close(t->reader);
    return ok;
}

static void a_file_that_is_booked_whole_and_in_order_is_conserved(void **state)
{
    struct run t;

    (void) state;
    begin(&t);
    assert_true(ends(&t, "0123", true));
}

static void a_record_left_out_twice_booked_or_out_of_order_is_found(void **state)
{
    static const char *const WRONG[] = { "", "123", "013", "012", "01123", "00123", "01233", "0213", "1023" };

    (void) state;
    for (size_t i = 0; i < sizeof WRONG / sizeof WRONG[0]; i++) {
        struct run t;

        begin(&t);
        assert_false(ends(&t, WRONG[i], true));
        assert_int_equal(t.fault.kind, FAULT_SYSTEM);
        assert_string_equal(
            t.fault.text,
            "alla tecken i filen blev inte lästa: felet ligger i programmet, meddela den som förvaltar det");
    }
}

static void parts_are_joined_in_the_order_of_the_file_and_none_is_missed(void **state)
{
    static const struct {
        const char *order;
        bool whole;
    } CASES[] = { { "01", true }, { "10", false }, { "0", false }, { "1", false }, { "011", false } };

    (void) state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        const struct reader_options options = { .delimiter = ';' };
        static const struct infile_state NO_FILE;
        struct conservation whole, of[2];
        struct reader *r, *parts[2];
        struct fault fault;

        assert_true(reader_open_bytes("a.csv", TEXT, sizeof TEXT - 1, &options, &r, &fault));
        whole = conservation_begin(r);
        assert_int_equal(reader_split(r, 2, parts), 2);
        for (size_t p = 0; p < 2; p++) {
            const struct field *fields;

            of[p] = conservation_part(parts[p]);
            for (struct record record; reader_next(parts[p], &fields, &record) != READER_END;)
                conservation_book(&of[p], &record);
        }
        for (const char *c = CASES[i].order; *c != '\0'; c++)
            conservation_join(&whole, &of[*c - '0'], parts[*c - '0']);
        assert_int_equal(conservation_end(&whole, r, true, &NO_FILE, "nowhere/a.csv", &fault), CASES[i].whole);
        reader_close(parts[0]);
        reader_close(parts[1]);
        reader_close(r);
    }
}

static void a_file_that_is_another_than_what_was_read_has_changed(void **state)
{
    struct run t;

    (void) state;
    begin(&t);
    assert_false(ends(&t, "0123", false));
    assert_string_equal(t.fault.text, "filen ändrades medan den lästes: vänta tills den är färdig och kör igen");
}

static void a_file_by_itself_is_compared_to_the_last_byte(void **state)
{
    /* sha256sum of the text */
    static const char SUM[] = "b50a8140419c16e437c8a89d7c44ddca92f8ead1333c88c7c4d27580cd47684a";
    const char *path = testing_path(testing_folder(), "b.csv");
    char text[sizeof TEXT + 1], sha256[DIGEST_HEX];
    struct run t;
    bool same;

    (void) state;
    begin(&t);
    testing_write(path, TEXT);
    assert_true(conservation_take_file(path, t.reader, sha256, &same, &t.fault));
    assert_true(same);
    assert_string_equal(sha256, SUM);
    for (size_t i = 0; i < sizeof TEXT - 1; i++) { /* each byte another in turn */
        memcpy(text, TEXT, sizeof TEXT);
        text[i] = (char) (text[i] ^ 1);
        testing_write(path, text);
        assert_true(conservation_take_file(path, t.reader, sha256, &same, &t.fault));
        assert_false(same);
        assert_true(conservation_take_file(path, NULL, sha256, &same, &t.fault));
        assert_true(same);
    }
    snprintf(text, sizeof text, "%s\n", TEXT); /* longer, shorter, none */
    testing_write(path, text);
    assert_true(conservation_take_file(path, t.reader, sha256, &same, &t.fault));
    assert_false(same);
    text[sizeof TEXT - 2] = '\0';
    testing_write(path, text);
    assert_true(conservation_take_file(path, t.reader, sha256, &same, &t.fault));
    assert_false(same);
    assert_int_equal(remove(path), 0);
    assert_false(conservation_take_file(path, t.reader, sha256, &same, &t.fault));
    reader_close(t.reader);
}

static void a_file_that_was_written_to_or_replaced_has_changed(void **state)
{
    const char *path = testing_path(testing_folder(), "a.csv");
    char kept[4096], other[4096 + 8];
    struct infile_state before;
    struct run t;
    FILE *file;

    (void) state;
    snprintf(kept, sizeof kept, "%s", path);
    snprintf(other, sizeof other, "%s.other", kept);
    testing_write(kept, TEXT);
    before = infile_state(kept);
    for (int how = 0; how < 4; how++) { /* as it was, written in place, another of the same size, gone */
        if (how == 1) {
            usleep(20000); /* the clock of the file system goes in steps */
            file = fopen(kept, "r+");
            assert_non_null(file);
            fputc('b', file);
            assert_int_equal(fclose(file), 0);
        } else if (how == 2) {
            testing_write(other, TEXT);
            assert_int_equal(rename(other, kept), 0);
        } else if (how == 3) {
            assert_int_equal(remove(kept), 0);
        }
        begin(&t);
        for (size_t i = 0; i < N_RECORDS; i++)
            conservation_book(&t.books, &t.records[i]);
        assert_int_equal(conservation_end(&t.books, t.reader, true, &before, kept, &t.fault), how == 0);
        reader_close(t.reader);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_that_is_booked_whole_and_in_order_is_conserved),
        cmocka_unit_test(a_record_left_out_twice_booked_or_out_of_order_is_found),
        cmocka_unit_test(parts_are_joined_in_the_order_of_the_file_and_none_is_missed),
        cmocka_unit_test(a_file_that_is_another_than_what_was_read_has_changed),
        cmocka_unit_test(a_file_by_itself_is_compared_to_the_last_byte),
        cmocka_unit_test(a_file_that_was_written_to_or_replaced_has_changed),
    };

    return TESTS_RUN(tests);
}
