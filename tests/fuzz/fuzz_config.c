/* report.ini: a fault with a line, or settings that can be written and read again as the same. */
#include "tests/fuzz/fuzz.h"

#include "pipeline/base/settings.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    const char *path = fuzz_file(bytes, length);
    struct settings *s = NULL, *again = NULL;
    struct fault f = { 0 };
    char *text = NULL;
    size_t size = 0, n;
    const struct setting *declared = settings_declared(&n);
    FILE *to;

    if (!settings_read(path, &s, &f)) {
        HOLDS(f.kind == FAULT_DATA && f.text[0] != '\0');
        return 0;
    }
    settings_check(s, path, &f);
    to = open_memstream(&text, &size);
    settings_write_fragment(s, "turnover", to);
    fclose(to);
    HOLDS(settings_read(fuzz_file((const uint8_t *) text, size), &again, &f));
    for (size_t i = 0; i < n; i++)
        if (strcmp(declared[i].section, "turnover") == 0)
            HOLDS(strcmp(settings_text(s, "turnover", declared[i].key),
                         settings_text(again, "turnover", declared[i].key)) == 0);
    free(text);
    settings_free(s);
    settings_free(again);
    return 0;
}
