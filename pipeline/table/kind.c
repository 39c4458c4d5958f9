#include "pipeline/table/kind.h"

#include <string.h>

static const struct {
    const char *mark;
    size_t length;
    const char *what; /* what the file is, and what to do */
} KINDS[] = {
    { "PK\3\4", 4,
      "filen är ett kalkylblad (xlsx) eller en zip-fil, inte CSV: ge den rätt filändelse eller spara den som CSV "
      "UTF-8" },
    { "\xD0\xCF\x11\xE0", 4, "filen är ett äldre kalkylblad (xls): spara om den som xlsx eller CSV UTF-8" },
    { "%PDF-", 5, "filen är en PDF: ta ut uppgifterna som CSV eller xlsx" },
    { "\x1F\x8B", 2, "filen är packad (gzip): packa upp den" },
    { "7z\xBC\xAF", 4, "filen är packad (7z): packa upp den" },
    { "Rar!", 4, "filen är packad (rar): packa upp den" },
    { "\xFF\xFE\0\0", 4, "filen är kodad som UTF-32: spara om den som UTF-8" },
    { "\0\0\xFE\xFF", 4, "filen är kodad som UTF-32: spara om den som UTF-8" },
    { "<", 1, "filen är en webbsida eller XML, inte CSV: ta ut den på nytt som CSV eller xlsx" },
    { "{", 1, "filen är JSON, inte CSV: ta ut den på nytt som CSV eller xlsx" },
    { "[{", 2, "filen är JSON, inte CSV: ta ut den på nytt som CSV eller xlsx" },
};

bool kind_is_text(const char *bytes, size_t length, const char *path, struct fault *f)
{
    static const char MARK[] = "\xEF\xBB\xBF";
    size_t skipped = length >= sizeof MARK - 1 && memcmp(bytes, MARK, sizeof MARK - 1) == 0 ? sizeof MARK - 1 : 0;

    for (size_t i = 0; i < sizeof KINDS / sizeof KINDS[0]; i++)
        if (length - skipped >= KINDS[i].length && memcmp(bytes + skipped, KINDS[i].mark, KINDS[i].length) == 0)
            return fault_at(f, FAULT_DATA, path, 0, NULL, "%s", KINDS[i].what);
    return true;
}
