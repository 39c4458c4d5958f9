#include "pipeline/intake/file_name.h"

#include "pipeline/base/memory.h"
#include "pipeline/intake/personnummer.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { YOUNGEST = 15, SERIAL = 4 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t digits(const char *text)
{
    size_t n = 0;

    while (is_digit(text[n]))
        n++;
    return n;
}

/* A number that begins where `text` does, where no digit stands before. */
static bool begins_with_number(const char *text, int year)
{
    size_t n = digits(text), length = n;
    struct personnummer number;

    if (n == 6 || n == 8) {
        if ((text[n] != '-' && text[n] != '+') || digits(text + n + 1) != SERIAL)
            return false;
        length = n + 1 + SERIAL;
    } else if (n != 6 + SERIAL && n != 8 + SERIAL) {
        return false;
    }
    return personnummer_parse(text, length, year, &number) == PERSONNUMMER_OK && number.birth_year <= year - YOUNGEST;
}

static bool refuse(const char *path, struct fault *f)
{
    char *masked = memory_copy_text(path);

    for (char *c = masked; *c != '\0'; c++)
        if (is_digit(*c))
            *c = '*';
    fault_at(f, FAULT_DATA, masked, 0, NULL,
             "ett personnummer står i filens namn, och rapporten talar om vilka filer den är gjord av: döp om filen");
    free(masked);
    return false;
}

bool file_name_check(const char *path, int year, struct fault *f)
{
    for (size_t i = 0; path[i] != '\0'; i++)
        if ((i == 0 || !is_digit(path[i - 1])) && begins_with_number(path + i, year))
            return refuse(path, f);
    return true;
}

int file_name_year(void)
{
    time_t now = time(NULL);
    struct tm day;

    return gmtime_r(&now, &day) != NULL ? 1900 + day.tm_year : 1970;
}
