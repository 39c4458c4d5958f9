#include "pipeline/intake/untold.h"

#include "pipeline/intake/word.h"

#include <string.h>
#include <strings.h>

static const char *const PROTECTED[] = { "skyddad",
                                         "skyddat",
                                         "sekretess",
                                         "sekretessmarkerad",
                                         "sekretessmarkering",
                                         "sekretesskyddad",
                                         "sekretesskydd",
                                         "skyddad identitet",
                                         "skyddad folkbokföring",
                                         "skyddad uppgift",
                                         "skyddade uppgifter",
                                         "skyddad personuppgift",
                                         "skyddade personuppgifter",
                                         "protected",
                                         "confidential" };

static const char *const MISSING[] = { "",
                                       "null",
                                       "nan",
                                       "na",
                                       "n/a",
                                       "none",
                                       "-",
                                       "saknas",
                                       "tom",
                                       "(tom)",
                                       "(tomt)",
                                       "tbd",
                                       "ej känd",
                                       "ej angivet",
                                       "ej angiven",
                                       "ej tillsatt",
                                       "uppgift finns ej",
                                       "uppgift saknas",
                                       "okänd",
                                       "okänt",
                                       "unknown" };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool has_digit(struct field cell)
{
    for (size_t i = 0; i < cell.length; i++)
        if (is_digit(cell.bytes[i]))
            return true;
    return false;
}

/* A letter or a digit, in any writing. */
static bool says_something(struct field cell)
{
    for (size_t i = 0; i < cell.length; i++) {
        char c = cell.bytes[i];

        if (is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char) c >= 0x80)
            return true;
    }
    return false;
}

/* Stars or three crosses and more, and nothing else but digits and the marks of a date. */
static bool is_struck_out(struct field cell)
{
    enum { LONGEST = 32 };
    size_t n_stars = 0, n_crosses = 0;

    if (cell.length > LONGEST)
        return false;
    for (size_t i = 0; i < cell.length; i++) {
        char c = cell.bytes[i];

        n_stars += c == '*';
        n_crosses += c == 'x' || c == 'X';
        if (c != '*' && c != 'x' && c != 'X' && c != '-' && !is_digit(c))
            return false;
    }
    return n_stars > 0 || n_crosses > 2 || (n_crosses == 2 && has_digit(cell));
}

/* Quick, for every cell of an extract is asked: begins as one of PROTECTED does. */
static bool may_be_protected(struct field cell)
{
    static const char *const BEGINNINGS[] = { "skydd", "sekre", "prote", "confi" };
    enum { LENGTH = 5 };

    while (cell.length > 0 && cell.bytes[0] == ' ')
        cell = (struct field){ cell.bytes + 1, cell.length - 1 };
    for (size_t i = 0; cell.length > LENGTH && i < sizeof BEGINNINGS / sizeof BEGINNINGS[0]; i++)
        if ((cell.bytes[0] | 0x20) == BEGINNINGS[i][0] && strncasecmp(cell.bytes, BEGINNINGS[i], LENGTH) == 0)
            return true;
    return false;
}

/* A number or a date: digits, and what stands between them. */
static bool is_number(struct field cell)
{
    for (size_t i = 0; i < cell.length; i++)
        if (!is_digit(cell.bytes[i]) && strchr(".,-/:% ", cell.bytes[i]) == NULL)
            return false;
    return has_digit(cell);
}

bool untold_is_protected(struct field cell)
{
    return is_struck_out(cell) || (may_be_protected(cell) && word_is_among(cell.bytes, cell.length, PROTECTED,
                                                                           sizeof PROTECTED / sizeof PROTECTED[0]));
}

bool untold_is_missing(struct field cell)
{
    if (is_number(cell))
        return false;
    return (cell.length > 0 && (cell.bytes[0] == '#' || !says_something(cell))) ||
           word_is_among(cell.bytes, cell.length, MISSING, sizeof MISSING / sizeof MISSING[0]) ||
           untold_is_protected(cell);
}
