#include "pipeline/base/apart.h"
#include "tests/support/testing.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

static bool go_right(void *context, struct fault *f)
{
    (void) f;
    *(int *) context = 2;
    return true;
}

static bool go_wrong(void *context, struct fault *f)
{
    (void) context;
    return fault_at(f, FAULT_DATA, "a.csv", 7, "b", "det gick inte");
}

static bool die(void *context, struct fault *f)
{
    (void) context;
    (void) f;
    signal(SIGSEGV, SIG_DFL);
    raise(SIGSEGV);
    return true;
}

static void work_is_done_and_memory_is_ours(void **state)
{
    int mine = 1;
    struct fault f = { 0 };

    (void) state;
    assert_true(apart_run(go_right, &mine, "x", &f));
    assert_int_equal(mine, 1);
}

static void a_fault_comes_back_whole(void **state)
{
    struct fault f = { 0 };

    (void) state;
    assert_false(apart_run(go_wrong, NULL, "x", &f));
    assert_int_equal(f.kind, FAULT_DATA);
    assert_int_equal(f.line, 7);
    assert_string_equal(f.path, "a.csv");
    assert_string_equal(f.column, "b");
    assert_string_equal(f.text, "det gick inte");
}

static void a_death_is_a_fault(void **state)
{
    struct fault f = { 0 };

    (void) state;
    assert_false(apart_run(die, NULL, "fixlista.xlsx", &f));
    assert_int_equal(f.kind, FAULT_SYSTEM);
    assert_string_equal(f.path, "fixlista.xlsx");
    assert_string_equal(
        f.text, "programmet som skriver filen avbröts, troligen för att minnet är slut: stäng andra program och kör "
                "igen");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(work_is_done_and_memory_is_ours),
        cmocka_unit_test(a_fault_comes_back_whole),
        cmocka_unit_test(a_death_is_a_fault),
    };

    return TESTS_RUN(tests);
}
