/* Of spells that are handed on every one is in one shard, whatever the number of shards, and persons stand in order of
 * shards. */
#include "tests/support/testing.h"

#include "pipeline/base/memory.h"
#include "pipeline/intake/spell_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { SPELLS = 9000, AT_ONCE = 500 };

static struct spell spell_of(size_t i)
{
    uint32_t person = (uint32_t) (i / 2) * 2654435761u; /* evenly spread, as a hash; two spells each */
    struct spell s = { .line = (uint32_t) i + 1, .file = 1 };

    for (size_t k = 0; k < sizeof person; k++)
        s.person[k] = (uint8_t) (person >> (24 - 8 * k));
    return s;
}

/* In two stores, one after the other, as the files of a job are. */
static void write_spells(const char *path, size_t n, size_t bytes)
{
    struct spell_file_writer *w = NULL;
    struct fault f;

    assert_true(spell_file_create(path, &w, &f));
    for (size_t half = 0; half < 2; half++) {
        struct spells spells;
        struct spell_store store;

        spells_begin(&spells);
        store = spell_store_begin(&spells, testing_folder(), bytes, 1);
        for (size_t i = half; i < n; i += 2) {
            assert_true(spell_store_make_room(&store, 1, &f));
            spells.items[spells.n++] = spell_of(i);
        }
        assert_true(spell_file_add(w, &store, &f));
        spell_store_end(&store);
        spells_free(&spells);
    }
    assert_true(spell_file_close(w, &f));
}

struct seen {
    size_t shard, n;
    size_t *of_line; /* shard of each line */
    uint8_t least[PSEUDONYM_BYTES], most[PSEUDONYM_BYTES];
};

static bool see(void *context, struct spells *piece, struct fault *f)
{
    struct seen *seen = context;

    (void) f;
    for (size_t i = 0; i < piece->n; i++) {
        const struct spell *s = &piece->items[i];

        assert_int_equal(seen->of_line[s->line - 1], 0);
        seen->of_line[s->line - 1] = seen->shard;
        if (seen->n == 0 || memcmp(s->person, seen->least, PSEUDONYM_BYTES) < 0)
            memcpy(seen->least, s->person, PSEUDONYM_BYTES);
        if (seen->n == 0 || memcmp(s->person, seen->most, PSEUDONYM_BYTES) > 0)
            memcpy(seen->most, s->person, PSEUDONYM_BYTES);
        seen->n++;
    }
    return true;
}

static void each_spell_is_in_one_shard(void **state)
{
    static const size_t SHARDS[] = { 1, 2, 7, 64, 500 };
    const char *path = testing_path(testing_folder(), "spells");

    (void) state;
    for (size_t bound = 0; bound < 2; bound++) {
        write_spells(path, SPELLS, bound * AT_ONCE * sizeof(struct spell));
        for (size_t k = 0; k < sizeof SHARDS / sizeof SHARDS[0]; k++) {
            size_t *of_line = memory_zeroed(SPELLS, sizeof *of_line);
            uint8_t before[PSEUDONYM_BYTES] = { 0 };
            struct spells names = { .items = NULL };
            size_t n = 0, largest = 0;
            struct fault f;

            for (size_t shard = 1; shard <= SHARDS[k]; shard++) {
                struct seen seen = { .shard = shard, .of_line = of_line };

                assert_true(spell_file_each(path, shard, SHARDS[k], &names, see, &seen, &f));
                if (seen.n == 0)
                    continue;
                assert_true(n == 0 || memcmp(before, seen.least, PSEUDONYM_BYTES) < 0);
                memcpy(before, seen.most, PSEUDONYM_BYTES);
                n += seen.n;
                largest = seen.n > largest ? seen.n : largest;
            }
            assert_int_equal(n, SPELLS);
            for (size_t i = 0; i < SPELLS; i += 2)
                assert_int_equal(of_line[i], of_line[i + 1]); /* of one person */
            assert_true(largest <= 2 * SPELLS / SHARDS[k] + 8);
            free(of_line);
        }
    }
}

static void the_file_is_its_owners_alone(void **state)
{
    const char *path = testing_path(testing_folder(), "spells");
    struct stat st;

    (void) state;
    write_spells(path, 10, 0);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
}

static void no_spells_are_a_file_too(void **state)
{
    const char *path = testing_path(testing_folder(), "spells");
    struct spells names = { .items = NULL };
    struct seen seen = { .shard = 1 };
    struct fault f;

    (void) state;
    write_spells(path, 0, 0);
    assert_true(spell_file_each(path, 1, 3, &names, see, &seen, &f));
    assert_int_equal(seen.n, 0);
}

static void a_file_that_was_cut_is_none(void **state)
{
    const char *path = testing_path(testing_folder(), "spells"), *part = testing_path(testing_folder(), "part");
    struct spells names = { .items = NULL };
    size_t length, *of_line = memory_zeroed(SPELLS, sizeof *of_line);
    char bytes[4096];
    FILE *file;
    struct fault f;

    (void) state;
    write_spells(path, 20, 0);
    file = fopen(path, "rb");
    length = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    for (size_t cut = 0; cut < length; cut++) {
        struct seen seen = { .shard = 1, .of_line = of_line };

        file = fopen(part, "wb");
        fwrite(bytes, 1, cut, file);
        fclose(file);
        assert_false(spell_file_each(part, 1, 1, &names, see, &seen, &f));
        assert_int_equal(f.kind, FAULT_DATA);
        assert_int_equal(seen.n, 0);
    }
    assert_false(spell_file_each(testing_path(testing_folder(), "none"), 1, 1, &names, see, NULL, &f));
    assert_int_equal(f.kind, FAULT_SYSTEM);
    free(of_line);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_spell_is_in_one_shard),
        cmocka_unit_test(the_file_is_its_owners_alone),
        cmocka_unit_test(no_spells_are_a_file_too),
        cmocka_unit_test(a_file_that_was_cut_is_none),
    };

    return TESTS_RUN(tests);
}
