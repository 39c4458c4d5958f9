#include "pipeline/base/fault.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>

static void fill(struct fault *f, enum fault_kind kind, const char *path, uint64_t line, const char *column,
                 const char *format, va_list words)
{
    memset(f, 0, sizeof *f);
    f->kind = kind;
    f->line = line;
    if (path != NULL)
        snprintf(f->path, sizeof f->path, "%s", path);
    if (column != NULL)
        snprintf(f->column, sizeof f->column, "%s", column);
    vsnprintf(f->text, sizeof f->text, format, words);
}

bool fault_set(struct fault *f, enum fault_kind kind, const char *format, ...)
{
    va_list words;

    va_start(words, format);
    fill(f, kind, NULL, 0, NULL, format, words);
    va_end(words);
    return false;
}

bool fault_at(struct fault *f, enum fault_kind kind, const char *path, uint64_t line, const char *column,
              const char *format, ...)
{
    va_list words;

    va_start(words, format);
    fill(f, kind, path, line, column, format, words);
    va_end(words);
    return false;
}

/* glibc speaks English unless a locale is installed, and no locale is relied on. */
static const char *errno_in_swedish(int code)
{
    switch (code) {
    case ENOENT:
        return "filen eller mappen finns inte";
    case EACCES:
    case EPERM:
        return "behörighet saknas";
    case ENOSPC:
    case EDQUOT:
        return "disken är full";
    case EISDIR:
        return "det är en mapp, inte en fil";
    case ENOTDIR:
        return "en del av sökvägen är inte en mapp";
    case EROFS:
        return "filsystemet är skrivskyddat";
    case EFBIG:
        return "filen blir för stor";
    case EIO:
        return "fel vid läsning eller skrivning på disken";
    case ENAMETOOLONG:
        return "namnet är för långt";
    case EMFILE:
    case ENFILE:
        return "för många öppna filer";
    default:
        return strerror(code);
    }
}

bool fault_errno(struct fault *f, const char *path, const char *doing)
{
    return fault_at(f, FAULT_SYSTEM, path, 0, NULL, "%s: %s", doing, errno_in_swedish(errno));
}

int fault_report(const struct fault *f, const char *stage, FILE *to)
{
    fprintf(to, "%s: ", stage);
    if (f->path[0] != '\0')
        fprintf(to, "%s:", f->path);
    if (f->line > 0)
        fprintf(to, "%llu:", (unsigned long long) f->line);
    if (f->path[0] != '\0')
        fputc(' ', to);
    if (f->column[0] != '\0')
        fprintf(to, "%s: ", f->column);
    fprintf(to, "%s\n", f->text);
    return f->kind;
}
