#include "pipeline/intake/unread.h"

#include "pipeline/base/nearest.h"

#include <string.h>
#include <strings.h>

/* truth.csv is of a delivery that was made up: the right answers. */
static const char *const NAMES[] = {
    "report.ini",           "organisation.csv",    "events.csv",         "comparability.csv", "statements.csv",
    "revisions.csv",        "corrections.csv",     "control_totals.csv", "codes/headers.csv", "codes/unit.csv",
    "codes/occupation.csv", "codes/operation.csv", "codes/form.csv",     "codes/pay.csv",     "codes/gender.csv",
    "codes/cause.csv",      "truth.csv",
};

static bool is_below(const char *path, const char *folder)
{
    size_t n = strlen(folder);

    return strncmp(path, folder, n) == 0 && path[n] == '/';
}

static bool ends(const char *path, const char *ending)
{
    size_t n = strlen(path), m = strlen(ending);

    return n > m && strcasecmp(path + n - m, ending) == 0;
}

static bool is_table(const char *path)
{
    static const char *const ENDINGS[] = { ".csv", ".txt", ".tsv", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods" };

    for (size_t i = 0; i < sizeof ENDINGS / sizeof ENDINGS[0]; i++)
        if (ends(path, ENDINGS[i]))
            return true;
    return false;
}

/* `name` begins with `word`, but for capitals and for what stands between words. */
static bool begins(const char *name, const char *word)
{
    for (; *word != '\0'; name++) {
        if (strchr(" -_", *name) != NULL && *name != '\0')
            continue;
        if (strncasecmp(name, word, 1) != 0)
            return false;
        word++;
    }
    return true;
}

/* And what systems leave behind. */
static bool is_readme(const char *path)
{
    static const char *const WORDS[] = { "readme", "läsmig", "lÄsmig", "lasmig", "thumbs.db", "desktop.ini" };
    const char *slash = strrchr(path, '/'), *name = slash != NULL ? slash + 1 : path;

    for (size_t i = 0; i < sizeof WORDS / sizeof WORDS[0]; i++)
        if (begins(name, WORDS[i]))
            return true;
    return false;
}

static bool is_judged_elsewhere(const char *path)
{
    return is_below(path, "staff") || is_below(path, "counts") || is_below(path, "indicators") ||
           is_below(path, "published") || (is_below(path, "text") && ends(path, ".md"));
}

bool unread_check(const char *path, const char *full, struct fault *f)
{
    struct nearest meant = nearest_begin(path);

    if (is_judged_elsewhere(path) || is_readme(path) ||
        !(is_below(path, "codes") || is_below(path, "text") || is_table(path)))
        return true;
    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++) {
        if (strcmp(path, NAMES[i]) == 0)
            return true;
        nearest_offer(&meant, NAMES[i]);
    }
    if (is_below(path, "text"))
        return fault_at(f, FAULT_DATA, full, 0, NULL,
                        "ingenting läser filen: texter i text/ ska sluta på .md; lägg annat utanför leveransen");
    if (meant.word != NULL)
        return fault_at(f, FAULT_DATA, full, 0, NULL,
                        "ingenting läser filen: ska den heta %s? Lägg annars filen utanför leveransen", meant.word);
    return fault_at(f, FAULT_DATA, full, 0, NULL,
                    "ingenting läser filen: personaluttag ligger i staff/, antal i counts/, kodlistor i codes/ och "
                    "indikatorer i indicators/; lägg annat utanför leveransen");
}
