/* Figures through gnuplot: a script that draws labels from a data file, in a folder of the test's own. */
#include "pipeline/publish/plot.h"

#include "tests/support/testing.h"

#include <dirent.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char DRAW[] = "SCRIPT = ARG1\n"
                           "FORMAT = 'svg'\nload SCRIPT\nunset output\nreset\n"
                           "FORMAT = 'png'\nload SCRIPT\nunset output\n";
static const char SCRIPT[] =
    "set datafile separator \"\\t\"\n"
    "if (FORMAT eq 'svg') { set terminal svg noenhanced font 'Liberation Sans,10'; set output 'figure.svg' }\n"
    "if (FORMAT eq 'png') { set terminal pngcairo noenhanced; set output 'figure.png' }\n"
    "set xrange [0:10]\nset yrange [0:10]\nset key off\n"
    "plot 'a.dat' using 1:2 with lines title 'Utfall', 'a.dat' using (5):1:3 with labels title 'Namn'\n";

/* The folder of scripts of the running test: a copy, for paths of the support live only so long. */
static const char *scripts_with(const char *script)
{
    static char folder[4096];

    snprintf(folder, sizeof folder, "%s", testing_folder());
    testing_write(testing_path(folder, "draw.gp"), DRAW);
    testing_write(testing_path(folder, "a.gp"), script);
    return folder;
}

static bool has_gnuplot(void)
{
    return system("command -v gnuplot >/dev/null 2>&1") == 0;
}

static struct plot *begun(const char *scripts)
{
    struct plot *p = NULL;
    struct fault fault;

    assert_true(plot_begin(scripts, &p, &fault));
    return p;
}

static void put(struct plot *p, double x, double y, const char *name)
{
    plot_real(p, x);
    plot_real(p, y);
    plot_text(p, name);
    plot_row(p);
}

static size_t files_in(const char *folder)
{
    DIR *d = opendir(folder);
    size_t n = 0;

    assert_non_null(d);
    for (struct dirent *e; (e = readdir(d)) != NULL;)
        n += e->d_name[0] != '.';
    closedir(d);
    return n;
}

/* Draws what p holds and ends it; the text of the SVG is the caller's. */
static char *drawn(struct plot *p, const char *out, const char *title, const char *description)
{
    const char *svg = testing_path(out, "a.svg");
    struct fault fault;

    assert_true(plot_script(p, "a", &fault) && plot_start(p, &fault));
    assert_true(plot_finish(p, title, description, svg, testing_path(out, "a.png"), &fault));
    plot_end(p);
    return testing_read(svg);
}

/* As the figures do: texts are read into an array first, and are labels. */
static const char LABELS[] =
    "set datafile separator \"\\t\"\n"
    "if (FORMAT eq 'svg') { set terminal svg noenhanced font 'Liberation Sans,10'; set output 'figure.svg' }\n"
    "if (FORMAT eq 'png') { set terminal pngcairo noenhanced; set output 'figure.png' }\n"
    "array TEXT[9]\nstats 'a.dat' using (TEXT[int($0) + 1] = stringcolumn(3), 0) nooutput\n"
    "set label 1 TEXT[1] at 1,9 noenhanced\nset label 2 TEXT[2] at 1,8 noenhanced\n"
    "plot [0:10] [0:10] x title ''\n";

static void a_text_is_drawn_as_it_stands(void **state)
{
    struct plot *p;
    char *text;

    (void) state;
    if (!has_gnuplot())
        skip();
    p = begun(scripts_with(LABELS));
    plot_file(p, "a.dat");
    put(p, 1, 1, "\\input \"x\" `y` 'z' \\n \\");
    put(p, 2, 2, "`touch PWNED`\"");
    text = drawn(p, testing_folder(), "t", "d");
    assert_non_null(strstr(text, ">\\input \"x\" `y` 'z' \\n \\<"));
    assert_non_null(strstr(text, ">`touch PWNED`\"<"));
    free(text);
    assert_int_not_equal(access("PWNED", F_OK), 0);
}

static void names_that_try_to_be_commands_are_drawn_as_text(void **state)
{
    const char *scripts = scripts_with(SCRIPT), *out = testing_folder();
    struct plot *p;
    char *text;

    (void) state;
    if (!has_gnuplot())
        skip();
    p = begun(scripts);
    plot_file(p, "a.dat");
    put(p, 1, 1, "`touch PWNED`");
    put(p, 2, 2, "\"; system(\"touch PWNED\"); \"");
    put(p, 3, 3, "x_1^2 @y {/:Bold z}");
    put(p, 4, 4, "<script>&amp;</script>\nsystem('touch PWNED')");
    put(p, 5, 5, "%s %d \\n");
    text = drawn(p, out, "Titel & <b>", "Beskrivning");
    assert_non_null(strstr(text, "x_1^2 @y {/:Bold z}"));
    assert_non_null(strstr(text, "`touch PWNED`"));
    assert_non_null(strstr(text, ">\"; system(\"touch PWNED\"); \"<"));
    assert_non_null(strstr(text, "%s %d \\n<"));
    assert_null(strstr(text, "<script"));
    assert_non_null(strstr(text, "&lt;script"));
    assert_non_null(strstr(text, "<title>Titel &amp; &lt;b&gt;</title>"));
    assert_non_null(strstr(text, "<desc>Beskrivning</desc>"));
    assert_non_null(strstr(text, "Liberation Sans, Arial"));
    assert_null(strstr(text, "GNUPLOT"));
    free(text);
    assert_int_equal(files_in(out), 2);
    assert_int_not_equal(access("PWNED", F_OK), 0);
}

static void a_missing_number_is_a_gap(void **state)
{
    const char *scripts = scripts_with(SCRIPT), *out = testing_folder();
    struct plot *p;
    char *text, *path;
    size_t n_moves = 0;

    (void) state;
    if (!has_gnuplot())
        skip();
    p = begun(scripts);
    plot_file(p, "a.dat");
    put(p, 1, 1, "a");
    put(p, 2, 2, "b");
    put(p, 3, NAN, "c");
    put(p, 4, 4, "d");
    put(p, 5, 5, "e");
    text = drawn(p, out, "t", "d");
    path = strstr(text, "_plot_1");
    assert_non_null(path);
    for (char *c = path; strncmp(c, "_plot_2", 7) != 0; c++)
        n_moves += *c == 'M';
    assert_int_equal(n_moves, 2); /* two pieces, not one line across the gap */
    free(text);
}

static void what_gnuplot_says_is_a_failure_and_leaves_nothing(void **state)
{
    static const char *const BAD[] = { "plot 'nothing.dat' using 1:2\n", "print 'hej'\n", "exit\n" };

    (void) state;
    if (!has_gnuplot())
        skip();
    for (size_t i = 0; i < sizeof BAD / sizeof BAD[0]; i++) {
        const char *scripts = scripts_with(BAD[i]), *out = testing_folder();
        const char *svg = testing_path(out, "a.svg");
        struct plot *p = begun(scripts);
        struct fault fault = { .kind = FAULT_NONE };

        assert_true(plot_script(p, "a", &fault) && plot_start(p, &fault));
        assert_false(plot_finish(p, "t", "d", svg, testing_path(out, "a.png"), &fault));
        plot_end(p);
        assert_int_equal(fault.kind, FAULT_SYSTEM);
        assert_string_equal(fault.path, svg);
        assert_non_null(strstr(fault.text, "a.gp"));
        assert_int_equal(files_in(out), 0);
    }
}

static void an_old_figure_stays_where_a_new_one_fails(void **state)
{
    const char *scripts = scripts_with("exit\n"), *out = testing_folder();
    const char *svg = testing_path(out, "a.svg");
    struct plot *p;
    struct fault fault;
    char *text;

    (void) state;
    if (!has_gnuplot())
        skip();
    testing_write(svg, "old");
    p = begun(scripts);
    assert_true(plot_script(p, "a", &fault) && plot_start(p, &fault));
    assert_false(plot_finish(p, "t", "d", svg, testing_path(out, "a.png"), &fault));
    plot_end(p);
    text = testing_read(svg);
    assert_string_equal(text, "old");
    free(text);
}

static void without_gnuplot_its_name_and_package_are_said(void **state)
{
    const char *scripts = scripts_with(SCRIPT);
    char *path = strdup(getenv("PATH"));
    struct plot *p = begun(scripts);
    struct fault fault = { .kind = FAULT_NONE };

    (void) state;
    setenv("PATH", "/nowhere", 1);
    assert_false(plot_script(p, "a", &fault) && plot_start(p, &fault));
    setenv("PATH", path, 1);
    plot_end(p);
    free(path);
    assert_int_equal(fault.kind, FAULT_DEPENDENCY);
    assert_non_null(strstr(fault.text, "gnuplot-nox"));
}

static void without_scripts_their_folder_is_said(void **state)
{
    struct plot *p = NULL;
    struct fault fault = { .kind = FAULT_NONE };

    (void) state;
    assert_false(plot_begin("/nowhere/scripts", &p, &fault));
    assert_null(p);
    assert_string_equal(fault.path, "/nowhere/scripts");
}

static void nothing_is_left_in_the_temporary_folder(void **state)
{
    const char *temporary = testing_folder(), *scripts = scripts_with(SCRIPT);
    const char *given = getenv("TMPDIR");
    char *before = given != NULL ? strdup(given) : NULL;
    struct plot *p;
    struct fault fault;

    (void) state;
    setenv("TMPDIR", temporary, 1);
    p = begun(scripts);
    plot_file(p, "a.dat");
    put(p, 1, 1, "a");
    if (has_gnuplot())
        assert_true(plot_script(p, "a", &fault) && plot_start(p, &fault)); /* and is not waited for */
    plot_end(p);
    plot_end(NULL);
    if (before != NULL)
        setenv("TMPDIR", before, 1);
    else
        unsetenv("TMPDIR");
    free(before);
    assert_int_equal(files_in(temporary), 0);
}

/* Draws three plots in OUT, all by one call where `together`; the second has the script `second`. */
static bool draw_three(const char *scripts, const char *out, const char *second, bool together, struct fault *fault)
{
    struct plot *plots[3];
    bool ok = true;

    for (size_t i = 0; i < 3; i++) {
        plots[i] = begun(scripts);
        plot_file(plots[i], "a.dat");
        put(plots[i], 1, (double) i, "a");
        put(plots[i], 9, 9, "b");
        ok = plot_script(plots[i], i == 1 ? second : "a", fault) && (together || plot_start(plots[i], fault)) && ok;
    }
    ok = ok && (!together || plot_start_all(plots, 3, fault));
    for (size_t i = 0; i < 3; i++) {
        char svg[4096], png[4096];

        snprintf(svg, sizeof svg, "%s/%zu.svg", out, i);
        snprintf(png, sizeof png, "%s/%zu.png", out, i);
        ok = ok && plot_finish(plots[i], "t", "d", svg, png, fault);
    }
    for (size_t i = 0; i < 3; i++)
        plot_end(plots[i]);
    return ok;
}

static void plots_drawn_by_one_process_are_as_if_each_had_its_own(void **state)
{
    static const char *const NAMES[] = { "0.svg", "1.svg", "2.svg", "0.png", "1.png", "2.png" };
    const char *scripts = scripts_with(SCRIPT), *alone = testing_folder(), *together = testing_folder();
    struct fault fault;

    (void) state;
    if (!has_gnuplot())
        skip();
    assert_true(draw_three(scripts, alone, "a", false, &fault));
    assert_true(draw_three(scripts, together, "a", true, &fault));
    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++) {
        char command[8192];

        snprintf(command, sizeof command, "cmp %s/%s %s/%s", alone, NAMES[i], together, NAMES[i]);
        assert_int_equal(system(command), 0);
    }
}

static void one_that_fails_among_many_is_the_one_that_is_named(void **state)
{
    const char *scripts = scripts_with(SCRIPT), *out = testing_folder();
    char script[sizeof SCRIPT + 64];
    struct fault fault = { .kind = FAULT_NONE };

    (void) state;
    if (!has_gnuplot())
        skip();
    snprintf(script, sizeof script, "%sprint 'hej'\n", SCRIPT);
    testing_write(testing_path(scripts, "b.gp"), script);
    assert_false(draw_three(scripts, out, "b", true, &fault));
    assert_int_equal(fault.kind, FAULT_SYSTEM);
    assert_non_null(strstr(fault.path, "/1.svg"));
    assert_non_null(strstr(fault.text, "gnuplot (b.gp) kunde inte rita figuren: hej"));
    assert_int_equal(files_in(out), 2); /* the first alone: the old pictures stand */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plots_drawn_by_one_process_are_as_if_each_had_its_own),
        cmocka_unit_test(one_that_fails_among_many_is_the_one_that_is_named),
        cmocka_unit_test(a_text_is_drawn_as_it_stands),
        cmocka_unit_test(names_that_try_to_be_commands_are_drawn_as_text),
        cmocka_unit_test(a_missing_number_is_a_gap),
        cmocka_unit_test(what_gnuplot_says_is_a_failure_and_leaves_nothing),
        cmocka_unit_test(an_old_figure_stays_where_a_new_one_fails),
        cmocka_unit_test(without_gnuplot_its_name_and_package_are_said),
        cmocka_unit_test(without_scripts_their_folder_is_said),
        cmocka_unit_test(nothing_is_left_in_the_temporary_folder),
    };

    return TESTS_RUN(tests);
}
