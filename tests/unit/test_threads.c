/* Jobs note that they were done, each in its own place. */
#include "pipeline/base/threads.h"
#include "tests/support/testing.h"

#include <string.h>

enum { MOST = 100 };

struct jobs {
    unsigned done[MOST + 1];
};

static void note_done(void *context, size_t i)
{
    struct jobs *jobs = context;

    jobs->done[i < MOST ? i : MOST]++;
}

static void assert_each_once(const struct jobs *jobs, size_t n)
{
    for (size_t i = 0; i <= MOST; i++)
        assert_int_equal(jobs->done[i], i < n);
}

static void every_job_is_done_once(void **state)
{
    static const size_t NUMBERS[] = { 0, 1, 2, 7, MOST };

    (void) state;
    for (size_t k = 0; k < sizeof NUMBERS / sizeof NUMBERS[0]; k++) {
        struct jobs jobs = { { 0 } };

        threads_run(NUMBERS[k], note_done, &jobs);
        assert_each_once(&jobs, NUMBERS[k]);
        for (size_t n_threads = 1; n_threads <= 9; n_threads++) { /* more than there are jobs, too */
            memset(&jobs, 0, sizeof jobs);
            threads_share(n_threads, NUMBERS[k], note_done, &jobs);
            assert_each_once(&jobs, NUMBERS[k]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_job_is_done_once),
    };

    return TESTS_RUN(tests);
}
