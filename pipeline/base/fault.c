#include "pipeline/base/fault.h"

#include "pipeline/base/utf8.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>

/* Too long a text is cut at a whole character. */
static void keep(char *to, size_t room, const char *text)
{
    size_t n = strlen(text);

    if (n >= room)
        n = utf8_cut(text, room - 1);
    memcpy(to, text, n);
    to[n] = '\0';
}

/* The words may hold the old text of the same fault: that is how a caller says more about it. */
static void fill(struct fault *f, enum fault_kind kind, const char *path, uint64_t line, const char *column,
                 const char *format, va_list words)
{
    struct fault made = { .kind = kind, .line = line };
    char text[2 * sizeof made.text];

    vsnprintf(text, sizeof text, format, words);
    keep(made.text, sizeof made.text, text);
    if (path != NULL)
        keep(made.path, sizeof made.path, path);
    if (column != NULL)
        keep(made.column, sizeof made.column, column);
    *f = made;
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
    case ELOOP:
        return "länkarna i sökvägen går runt";
    case ENOTEMPTY:
    case EEXIST:
        return "det finns redan något med det namnet";
    case ETXTBSY:
    case EBUSY:
        return "filen används av ett annat program";
    case 0:
        return "okänt fel, kontrollera att disken inte är full";
    default:
        return strerror(code);
    }
}

bool fault_errno(struct fault *f, const char *path, const char *doing)
{
    return fault_at(f, FAULT_SYSTEM, path, 0, NULL, "%s: %s", doing, errno_in_swedish(errno));
}

/* A hostile file name must neither break the line, nor turn it, nor speak to the terminal. */
static void print_visible(const char *text, FILE *to)
{
    for (size_t left = strlen(text), n; left > 0; left -= n, text += n) {
        n = utf8_character(text, left);
        if (n > 0 && ((unsigned char) *text < 0x20 || *text == 0x7F || utf8_is_unseen(utf8_code(text, n)))) {
            putc('?', to);
            continue;
        }
        n = n > 0 ? n : 1;
        fwrite(text, 1, n, to);
    }
}

int fault_report(const struct fault *f, const char *stage, FILE *to)
{
    fprintf(to, "%s: ", stage);
    if (f->path[0] != '\0') {
        print_visible(f->path, to);
        putc(':', to);
        if (f->line > 0)
            fprintf(to, "%llu:", (unsigned long long) f->line);
        putc(' ', to);
    }
    if (f->column[0] != '\0') {
        print_visible(f->column, to);
        fputs(": ", to);
    }
    print_visible(f->text, to);
    putc('\n', to);
    return f->kind;
}
