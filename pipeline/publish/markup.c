#include "pipeline/publish/markup.h"

#include "pipeline/base/memory.h"
#include "pipeline/base/utf8.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static const char REPLACEMENT[] = "\xef\xbf\xbd";

uint32_t markup_next(const char **text)
{
    const unsigned char *s = (const unsigned char *) *text;
    uint32_t c = s[0];
    size_t n_more;
    uint32_t least;

    if (c == 0)
        return 0;
    (*text)++;
    if (c < 0x80)
        return c;
    if (c >= 0xc2 && c < 0xe0) {
        n_more = 1, least = 0x80, c &= 0x1f;
    } else if (c >= 0xe0 && c < 0xf0) {
        n_more = 2, least = 0x800, c &= 0x0f;
    } else if (c >= 0xf0 && c < 0xf5) {
        n_more = 3, least = 0x10000, c &= 0x07;
    } else {
        return 0xfffd;
    }
    for (size_t i = 1; i <= n_more; i++) {
        if ((s[i] & 0xc0) != 0x80)
            return 0xfffd;
        c = c << 6 | (s[i] & 0x3f);
    }
    if (c < least || c > 0x10ffff || (c >= 0xd800 && c < 0xe000))
        return 0xfffd;
    *text += n_more;
    return c;
}

static bool is_blank(uint32_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
}

/* Characters that change what is seen without being seen themselves. */
static bool is_unwanted(uint32_t c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || (c & 0xfffe) == 0xfffe || utf8_is_unseen(c);
}

char *markup_clean(const char *text)
{
    char *out = memory_zeroed(3 * strlen(text) + 1, 1);
    size_t n = 0;

    for (const char *next = text; *next != '\0';) {
        const char *begin = next;
        uint32_t c = markup_next(&next);

        if (is_blank(c)) {
            if (n > 0 && out[n - 1] != ' ')
                out[n++] = ' ';
        } else if (c == 0xfffd) {
            memcpy(out + n, REPLACEMENT, sizeof REPLACEMENT - 1);
            n += sizeof REPLACEMENT - 1;
        } else if (!is_unwanted(c)) {
            memcpy(out + n, begin, (size_t) (next - begin));
            n += (size_t) (next - begin);
        }
    }
    while (n > 0 && out[n - 1] == ' ')
        n--;
    out[n] = '\0';
    return out;
}

static bool is_wordlike(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (unsigned char) c >= 0x80;
}

/* Does the character that stands at text[i] need a backslash? Some do anywhere; a hyphen between letters, a point or a
 * bracket within a sentence never do, and are left alone so that the source stays readable. `marker`: all before are
 * letters or figures, so that a point or a bracket could end the marker of a list. */
static bool needs_escape(const char *text, size_t i, bool marker)
{
    char before = i > 0 ? text[i - 1] : '\0';
    char after = text[i + 1];

    if (strchr("\\`*_{}[]<>#|$^~@&!\"'", text[i]) != NULL)
        return true;
    switch (text[i]) {
    case '-':
        return !(is_wordlike(before) && is_wordlike(after));
    case ')':
        return marker;
    case '.':
        return marker || before == '.' || after == '.';
    case '+':
    case '=':
    case ':':
    case '%':
    case '(':
        return i == 0 || before == text[i] || after == text[i];
    default:
        return false;
    }
}

void markup_write(FILE *to, const char *text)
{
    char *clean = markup_clean(text);
    bool marker = true;

    for (size_t i = 0; clean[i] != '\0'; i++) {
        if (needs_escape(clean, i, marker))
            fputc('\\', to);
        fputc(clean[i], to);
        marker = marker && is_wordlike(clean[i]);
    }
    free(clean);
}
