#include "pipeline/base/whole.h"

#include <string.h>
#include <strings.h>

bool whole_is_named(const char *word, size_t length)
{
    static const char *const WORDS[] = { "all", "alla", "staden", "hela staden", "totalt" };

    for (size_t i = 0; i < sizeof WORDS / sizeof WORDS[0]; i++)
        if (length == strlen(WORDS[i]) && strncasecmp(word, WORDS[i], length) == 0)
            return true;
    return false;
}
