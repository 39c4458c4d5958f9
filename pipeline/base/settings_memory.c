/* settings_memory.c - how much memory a stage may take, as people write it. */
#include "pipeline/base/settings.h"

#include <inttypes.h>
#include <string.h>

enum { KIBI = 10, MEBI = 20, GIBI = 30, MOST_DIGITS = 9 };

static int scale_of(char letter)
{
    return letter == 'K' || letter == 'k'   ? KIBI
           : letter == 'M' || letter == 'm' ? MEBI
           : letter == 'G' || letter == 'g' ? GIBI
                                            : 0;
}

bool settings_parse_memory(const char *text, uint64_t *bytes)
{
    size_t digits = strspn(text, "0123456789");
    uint64_t n = 0;

    if (digits == 0 || digits > MOST_DIGITS || scale_of(text[digits]) == 0 || text[digits + 1] != '\0')
        return false;
    for (size_t i = 0; i < digits; i++)
        n = 10 * n + (uint64_t) (text[i] - '0');
    *bytes = n << scale_of(text[digits]);
    return n > 0;
}

uint64_t settings_memory(const struct settings *s, const char *section)
{
    uint64_t bytes;

    return settings_parse_memory(settings_text(s, section, "memory"), &bytes) ? bytes : 0;
}

bool settings_memory_fault(const struct settings *s, const char *section, uint64_t least, struct fault *f)
{
    uint64_t mebibytes = (least + (1 << MEBI) - 1) >> MEBI;

    return fault_at(f, FAULT_DATA, settings_path(s), settings_line(s, section, "memory"), "memory",
                    "%s är för lite: ange minst %" PRIu64 "M under [%s] i report.ini, eller lämna nyckeln tom",
                    settings_text(s, section, "memory"), mebibytes, section);
}
