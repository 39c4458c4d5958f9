/* Whether more is found in the public tables of the folder TEETH than in those of WHOLE, by who knows what the withheld
 * cells are, as lines table,key,column,value of the file TRUTH say. For tests/support/teeth.sh; skipped where they are
 * not named. */
#include "pipeline/disclosure/audit_tables.h"

#include "tests/support/testing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void reveal(struct audit *a, const char *path)
{
    char line[4096];
    FILE *file = fopen(path, "r");
    size_t n = 0;

    assert_non_null(file);
    while (fgets(line, sizeof line, file) != NULL) {
        char *rest = line, *words[4];
        size_t number;

        for (int i = 0; i < 4; i++) {
            words[i] = strsep(&rest, ",\n");
            assert_non_null(words[i]);
        }
        if (strcmp(words[0], "public_retention") == 0 && strcmp(words[2], "entrants") == 0)
            strcpy(strrchr(words[1], '|') + 1, "0"); /* the same at every horizon */
        number = audit_find(a, words[0], words[1], words[2]);
        if (number == SIZE_MAX)
            continue;
        audit_reveal(a, number, atof(words[3]));
        n++;
    }
    fclose(file);
    assert_true(n > 0);
}

static struct audit *attack(const char *folder, const char *truth, const struct audit_finding **findings, size_t *n)
{
    struct audit *a = audit_new(5, 10);
    struct fault f;

    audit_set_survey_threshold(a, 11);
    assert_true(audit_read(a, folder, &f));
    reveal(a, truth);
    *findings = audit_solve(a, n);
    return a;
}

static bool is_found(const struct audit_finding *findings, size_t n, size_t number)
{
    for (size_t i = 0; i < n; i++)
        if (findings[i].number == number)
            return findings[i].verdict != AUDIT_SAFE;
    return false;
}

static void more_is_found_by_who_knows_what_is_withheld(void **state)
{
    const char *folder = getenv("TEETH"), *whole = getenv("WHOLE"), *truth = getenv("TRUTH");
    const struct audit_finding *findings, *found_before;
    struct audit *a, *before;
    size_t n, n_before, n_more = 0;

    (void) state;
    if (folder == NULL || whole == NULL || truth == NULL)
        skip();
    a = attack(folder, truth, &findings, &n);
    before = attack(whole, truth, &found_before, &n_before);
    for (size_t i = 0; i < n; i++) {
        const struct audit_number *x = audit_at(a, findings[i].number);

        n_more += findings[i].verdict != AUDIT_SAFE &&
                  !is_found(found_before, n_before, audit_find(before, x->table, x->key, x->column));
    }
    audit_free(a);
    audit_free(before);
    assert_true(n_more > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(more_is_found_by_who_knows_what_is_withheld) };

    return TESTS_RUN(tests);
}
