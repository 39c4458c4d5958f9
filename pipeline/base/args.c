#include "pipeline/base/args.h"

#include "pipeline/base/memory.h"

#include <getopt.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

static const char VERSION[] = "0.1.0";

enum { HELP_WIDTH = 100 };

const char *args_version(void)
{
    return VERSION;
}

/* Bytes of Swedish text are not columns: continuation bytes take none. */
static int columns(const char *text)
{
    int n = 0;

    for (; *text != '\0'; text++)
        n += ((unsigned char) *text & 0xC0) != 0x80;
    return n;
}

static void print_help(const char *stage, const char *what, const struct arg *args, size_t n_args)
{
    int widest = columns("--version"), column = printf("Användning: %s", stage) - 1;
    int indent = column + 1;

    for (size_t i = 0; i < n_args; i++) {
        int width = columns(args[i].name) + columns(args[i].operand) + 3;

        if (width > widest)
            widest = width;
        if (column + width + 3 > HELP_WIDTH) {
            printf("\n%*s", indent - 1, "");
            column = indent - 1;
        }
        printf(args[i].required ? " --%s %s" : " [--%s %s]", args[i].name, args[i].operand);
        column += width + (args[i].required ? 1 : 3);
    }
    printf("\n\n%s\n\n", what);
    for (size_t i = 0; i < n_args; i++)
        printf("  --%s %s%*s  %s\n", args[i].name, args[i].operand,
               widest - columns(args[i].name) - columns(args[i].operand) - 3, "", args[i].help);
    printf("  --help%*s  visar den här texten\n", widest - columns("--help"), "");
    printf("  --version%*s  visar versionen\n\n", widest - columns("--version"), "");
    printf("Slutstatus: 0 klart, 1 fel i uppgifterna, 2 fel i anropet, 3 fel på disk, behörighet eller minne, 69 ett "
           "program "
           "saknas\n");
}

static enum args_result done(struct fault *f)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return ARGS_DONE;
    fault_errno(f, NULL, "kan inte skriva hjälpen");
    return ARGS_WRONG;
}

static enum args_result wrong(struct fault *f, const char *stage, const char *text, const char *word)
{
    fault_set(f, FAULT_USAGE, "%s%s, se %s --help", text, word, stage);
    return ARGS_WRONG;
}

static enum args_result parse(int argc, char **argv, const char *stage, const char *what, const struct arg *args,
                              size_t n_args, const struct option *options, bool *given, struct fault *f)
{
    int index = 0, found;

    opterr = 0;
    optind = 0; /* GNU: begin anew, as tests do */
    while ((found = getopt_long(argc, argv, "+:", options, &index)) != -1) {
        const struct arg *a = &args[index];

        if (found == ':')
            return wrong(f, stage, "värde saknas efter ", argv[optind - 1]);
        if (found == '?')
            return wrong(f, stage, "okänt val: ", argv[optind - 1]);
        if (found == 'h') {
            print_help(stage, what, args, n_args);
            return done(f);
        }
        if (found == 'v') {
            printf("%s (Personalrörlighet) %s\n", stage, VERSION);
            return done(f);
        }
        if (given[index])
            return wrong(f, stage, "valet är angivet två gånger: --", a->name);
        if (a->required && optarg[0] == '\0')
            return wrong(f, stage, "värdet är tomt efter --", a->name);
        given[index] = true;
        *a->value = optarg;
    }
    if (optind < argc)
        return wrong(f, stage, "oväntat ord: ", argv[optind]);
    for (size_t i = 0; i < n_args; i++)
        if (args[i].required && !given[i])
            return wrong(f, stage, "valet saknas: --", args[i].name);
    return ARGS_RUN;
}

enum args_result args_parse(int argc, char **argv, const char *stage, const char *what, const struct arg *args,
                            size_t n_args, struct fault *f)
{
    struct option *options = memory_zeroed(n_args + 3, sizeof *options);
    bool *given = memory_zeroed(n_args, sizeof *given);
    enum args_result result;

    signal(SIGXFSZ, SIG_IGN);
    for (size_t i = 0; i < n_args; i++)
        options[i] = (struct option){ args[i].name, required_argument, NULL, 'o' };
    options[n_args] = (struct option){ "help", no_argument, NULL, 'h' };
    options[n_args + 1] = (struct option){ "version", no_argument, NULL, 'v' };
    result = parse(argc, argv, stage, what, args, n_args, options, given, f);
    free(given);
    free(options);
    return result;
}
