/* Each test gives something up in a child, for it can not be had back. */
#include "pipeline/base/confine.h"
#include "tests/support/testing.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { AS_IT_SHOULD = 0, NOT_POSSIBLE = 10, RAN_THE_PROGRAM = 20, RAN_ANOTHER = 21, MADE_A_SOCKET = 22 };

static int result_of(void (*child)(void))
{
    int status = 0;
    pid_t pid = fork();

    if (pid == 0) {
        child();
        _exit(AS_IT_SHOULD);
    }
    assert_true(pid > 0 && waitpid(pid, &status, 0) == pid);
    assert_true(WIFEXITED(status));
    if (WEXITSTATUS(status) == NOT_POSSIBLE)
        skip(); /* the kernel has it not */
    return WEXITSTATUS(status);
}

static void run_the_program(void)
{
    char *arguments[] = { "env", "true", NULL };

    if (!confine_to_program("env"))
        _exit(NOT_POSSIBLE);
    execvp("env", arguments); /* which tries to run another, may not, and says 126 */
    _exit(RAN_ANOTHER);
}

static void run_another(void)
{
    char *arguments[] = { "true", NULL };

    if (!confine_to_program("env"))
        _exit(NOT_POSSIBLE);
    execvp("true", arguments);
    _exit(errno == EACCES ? AS_IT_SHOULD : RAN_ANOTHER);
}

static void open_things(void)
{
    char *arguments[] = { "true", NULL };
    FILE *file;

    if (!confine_to_files())
        _exit(NOT_POSSIBLE);
    if (socket(AF_INET, SOCK_STREAM, 0) >= 0 || errno != EPERM)
        _exit(MADE_A_SOCKET);
    execvp("true", arguments);
    if (errno != EPERM)
        _exit(RAN_ANOTHER);
    file = fopen("/dev/null", "w");
    _exit(file != NULL ? AS_IT_SHOULD : RAN_ANOTHER);
}

static void the_one_program_runs_and_can_run_no_other(void **state)
{
    enum { ENV_COULD_NOT_RUN_IT = 126 };

    (void) state;
    assert_int_equal(result_of(run_the_program), ENV_COULD_NOT_RUN_IT);
    assert_int_equal(result_of(run_another), AS_IT_SHOULD);
}

static void files_are_all_that_is_left(void **state)
{
    (void) state;
    assert_int_equal(result_of(open_things), AS_IT_SHOULD);
}

static void what_is_not_there_is_no_program(void **state)
{
    (void) state;
    assert_false(confine_to_program("no such program"));
}

static void keep_memory(void)
{
    struct rlimit core;

    umask(0);
    confine_memory();
    if (getrlimit(RLIMIT_CORE, &core) != 0 || core.rlim_cur != 0 || core.rlim_max != 0)
        _exit(1);
    if (prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) != 0)
        _exit(2);
    if (umask(0) != 077)
        _exit(3);
}

static void memory_is_in_no_core_file_and_files_are_the_owners(void **state)
{
    (void) state;
    assert_int_equal(result_of(keep_memory), AS_IT_SHOULD);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_one_program_runs_and_can_run_no_other),
        cmocka_unit_test(files_are_all_that_is_left),
        cmocka_unit_test(what_is_not_there_is_no_program),
        cmocka_unit_test(memory_is_in_no_core_file_and_files_are_the_owners),
    };

    return TESTS_RUN(tests);
}
