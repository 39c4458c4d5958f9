/* Names come to rest: what is done once is done; and nothing that is not seen is left. */
#include "tests/fuzz/fuzz.h"

#include "pipeline/base/utf8.h"
#include "pipeline/intake/word.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    char once[WORD_MAX], twice[WORD_MAX], folded[WORD_MAX];
    size_t n = word_name((const char *) bytes, length, once), m;

    word_is_damaged((const char *) bytes, length);
    word_fold_header((const char *) bytes, length, folded);
    if (n == SIZE_MAX || !utf8_valid((const char *) bytes, length))
        return 0; /* a record that is not UTF-8 does not come so far */
    m = word_name(once, n, twice);
    HOLDS(m == n && memcmp(once, twice, n) == 0);
    HOLDS(!word_is_plain((const char *) bytes, length) || (n == length && memcmp(once, bytes, n) == 0));
    HOLDS(utf8_valid(once, n));
    HOLDS(n == 0 || strchr("=+-@ ", once[0]) == NULL || once[0] == '\0');
    return 0;
}
