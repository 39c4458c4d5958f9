/* stat - any statistic of the pipeline on columns of a CSV file, so that a number can be checked against another
 * program. */
#include "pipeline/statistics/statistics.h"
#include "stages/stat/areas.h"

#include <string.h>

static const struct method_area *const areas[] = {
    &methods_rates,   &methods_mix,         &methods_units,  &methods_survival, &methods_spells,  &methods_survey,
    &methods_poisson, &methods_diagnostics, &methods_breaks, &methods_trend,    &methods_verdict, &methods_compare,
};

static void print_methods(void)
{
    puts(
        "stat METOD [flaggor] FIL.csv: skriver rader quantity,value\n\n"
        "stat METOD --help visar metodens flaggor. --where KOLUMN=VÄRDE, som får upprepas, väljer rader;\n"
        "--only STORHET,... väljer vad som skrivs. Storheterna, källorna och en rad R till varje metod: docs/stat.md.");
    for (size_t a = 0; a < METHOD_COUNT(areas); a++) {
        printf("\n%s\n", areas[a]->title);
        for (size_t i = 0; i < areas[a]->n_methods; i++)
            printf("  %-26s %s\n", areas[a]->methods[i].name, areas[a]->methods[i].help);
    }
}

static void print_options(const struct method *method)
{
    printf("stat %s [flaggor] FIL.csv: %s\n\n", method->name, method->help);
    for (size_t i = 0; i < method->n_options; i++) {
        const struct method_option *o = &method->options[i];

        printf("  --%s %s\n      %s", o->name, o->operand, o->help);
        if (o->fallback == NULL)
            puts(" (måste anges)");
        else if (o->fallback[0] != '\0')
            printf(" (annars %s)\n", o->fallback);
        else
            putchar('\n');
    }
    puts("  --where KOLUMN=VÄRDE\n      bara rader där kolumnen har just detta värde; får upprepas");
    puts("  --only STORHET,...\n      bara dessa storheter skrivs");
}

static const struct method *find_method(const char *name)
{
    for (size_t a = 0; a < METHOD_COUNT(areas); a++) {
        for (size_t i = 0; i < areas[a]->n_methods; i++) {
            if (strcmp(areas[a]->methods[i].name, name) == 0)
                return &areas[a]->methods[i];
        }
    }
    return NULL;
}

static bool asks_for_help(int argc, char **argv)
{
    for (int i = 0; i < argc; i++) {
        if (strcmp(argv[i], "--help") == 0)
            return true;
    }
    return false;
}

static bool run(int argc, char **argv, struct fault *f)
{
    const struct method *method;
    struct method_call *call;
    bool good;

    if (argc < 2)
        return fault_set(f, FAULT_USAGE, "ange en metod: se stat --help");
    if (strcmp(argv[1], "--help") == 0) {
        print_methods();
        return true;
    }
    method = find_method(argv[1]);
    if (method == NULL)
        return fault_set(f, FAULT_USAGE, "metoden \"%s\" finns inte: se stat --help", argv[1]);
    if (asks_for_help(argc - 2, argv + 2)) {
        print_options(method);
        return true;
    }
    if (!method_call_new(method, argc - 2, argv + 2, &call, f))
        return false;
    good = method->run(call, f) && method_call_print(call, stdout, f);
    method_call_free(call);
    return good;
}

int main(int argc, char **argv)
{
    struct fault f;
    bool good;

    statistics_begin();
    good = run(argc, argv, &f);
    if (fflush(stdout) != 0 || ferror(stdout))
        good = fault_errno(&f, NULL, "kan inte skriva resultatet");
    return good ? 0 : fault_report(&f, "stat", stderr);
}
