#include "pipeline/publish/wording.h"

#include "pipeline/base/memory.h"
#include "pipeline/publish/phrases.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { SINGULAR, DEFINITE, PLURAL, PLURAL_DEFINITE, N_UNITS };

static const char *const WHOLE = "staden";
static const char *const UNITS[N_UNITS] = { "förvaltning", "förvaltningen", "förvaltningar", "förvaltningarna" };
static const char *const PART_OF_CITY = "stadsdels"; /* "stadsdelsförvaltning": the unit's whole name in a city */

static const struct settings *chosen;

bool wording_begin(const struct settings *report, struct fault *f)
{
    size_t n = N_UNITS;

    if (report != NULL)
        settings_list(report, "report", "units", &n);
    if (n != N_UNITS)
        return fault_at(
            f, FAULT_DATA, "report.ini", settings_line(report, "report", "units"), "units",
            "enheternas namn ska ha fyra former: en, den, flera, de (kommun, kommunen, kommuner, kommunerna)");
    chosen = report;
    return true;
}

const char *wording_whole(void)
{
    return chosen != NULL ? settings_text(chosen, "report", "whole") : WHOLE;
}

static const char *unit(size_t form)
{
    size_t n = 0;
    const char *const *units = chosen != NULL ? settings_list(chosen, "report", "units", &n) : UNITS;

    return units[form];
}

static bool is_letter(char c)
{
    return isalpha((unsigned char) c) || (unsigned char) c >= 0x80;
}

/* Lower case as the word begins, or capital: the length of `word` where `text` begins with it, else 0. */
static size_t begins(const char *text, const char *word, bool *capital)
{
    size_t n = strlen(word);

    *capital = false;
    if (strncmp(text, word, n) == 0)
        return n;
    if (text[0] == toupper((unsigned char) word[0]) && strncmp(text + 1, word + 1, n - 1) == 0) {
        *capital = true;
        return n;
    }
    return 0;
}

/* The word at `text` is one of ours, alone or in the genitive: its length, and what is said instead (the caller's). */
static size_t word_at(const char *text, char **instead)
{
    const char *at = text;
    bool capital, first_capital = false;
    size_t n, skipped = begins(text, PART_OF_CITY, &first_capital);

    for (int i = -1; i < N_UNITS; i++) {
        const char *ours = i < 0 ? WHOLE : UNITS[i], *theirs = i < 0 ? wording_whole() : unit((size_t) i);
        bool genitive;
        char *word;

        at = text + (i < 0 ? 0 : skipped);
        n = begins(at, ours, &capital);
        if (n == 0)
            continue;
        genitive = at[n] == 's' && !is_letter(at[n + 1]);
        if (!genitive && is_letter(at[n]))
            continue;
        word = phrase_say("%s%s", theirs, genitive && theirs[strlen(theirs) - 1] != 's' ? "s" : "");
        *instead = (skipped > 0 && i >= 0 ? first_capital : capital) ? phrase_capital(word) : phrase_say("%s", word);
        free(word);
        return (size_t) (at - text) + n + genitive;
    }
    return 0;
}

static bool is_as_written(void)
{
    if (strcmp(wording_whole(), WHOLE) != 0)
        return false;
    for (size_t i = 0; i < N_UNITS; i++)
        if (strcmp(unit(i), UNITS[i]) != 0)
            return false;
    return true;
}

char *wording_say(const char *text)
{
    size_t capacity = 0, n = 0;
    char *out = NULL;

    if (is_as_written())
        return memory_copy_text(text);
    for (const char *c = text; *c != '\0';) {
        char *instead = NULL;
        size_t length = c == text || !is_letter(c[-1]) ? word_at(c, &instead) : 0, added;

        added = length > 0 ? strlen(instead) : 1;
        out = memory_grow(out, &capacity, n + added + 1, 1);
        memcpy(out + n, length > 0 ? instead : c, added);
        n += added;
        c += length > 0 ? length : 1;
        free(instead);
    }
    out = memory_grow(out, &capacity, n + 1, 1);
    out[n] = '\0';
    return out;
}
