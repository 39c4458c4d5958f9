#include "pipeline/intake/word.h"

#include "pipeline/base/utf8.h"

#include <stdint.h>
#include <string.h>

/* Letters of the Latin-1 block by base letter and combining mark; the capital stands 0x20 before the small one. */
static const struct {
    char base;
    uint8_t mark;   /* low byte of U+03xx */
    uint8_t letter; /* U+00xx */
} COMPOSED[] = {
    { 'a', 0x00, 0xE0 }, { 'a', 0x01, 0xE1 }, { 'a', 0x02, 0xE2 }, { 'a', 0x03, 0xE3 }, { 'a', 0x08, 0xE4 },
    { 'a', 0x0A, 0xE5 }, { 'c', 0x27, 0xE7 }, { 'e', 0x00, 0xE8 }, { 'e', 0x01, 0xE9 }, { 'e', 0x02, 0xEA },
    { 'e', 0x08, 0xEB }, { 'i', 0x00, 0xEC }, { 'i', 0x01, 0xED }, { 'i', 0x02, 0xEE }, { 'i', 0x08, 0xEF },
    { 'n', 0x03, 0xF1 }, { 'o', 0x00, 0xF2 }, { 'o', 0x01, 0xF3 }, { 'o', 0x02, 0xF4 }, { 'o', 0x03, 0xF5 },
    { 'o', 0x08, 0xF6 }, { 'u', 0x00, 0xF9 }, { 'u', 0x01, 0xFA }, { 'u', 0x02, 0xFB }, { 'u', 0x08, 0xFC },
    { 'y', 0x01, 0xFD }, { 'y', 0x08, 0xFF },
};

enum { LATIN_TWO_BYTES = 0xC3, NO_BREAK_LEAD = 0xC2, NO_BREAK = 0xA0, MARK_LEAD = 0xCC, CASE = 0x20 };

static uint8_t byte_at(const char *bytes, size_t i)
{
    return (uint8_t) bytes[i];
}

static bool is_no_break(const char *bytes, size_t length, size_t i)
{
    return i + 1 < length && byte_at(bytes, i) == NO_BREAK_LEAD && byte_at(bytes, i + 1) == NO_BREAK;
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* The Latin-1 letter of base and mark, or 0. y with diaeresis has no capital in Latin-1. */
static uint8_t compose(char base, uint8_t mark)
{
    char small = is_upper(base) ? (char) (base + CASE) : base;

    for (size_t i = 0; i < sizeof COMPOSED / sizeof COMPOSED[0]; i++)
        if (COMPOSED[i].base == small && COMPOSED[i].mark == mark) {
            if (!is_upper(base))
                return COMPOSED[i].letter;
            return COMPOSED[i].letter == 0xFF ? 0 : (uint8_t) (COMPOSED[i].letter - CASE);
        }
    return 0;
}

void word_trim(const char **bytes, size_t *length)
{
    const char *p = *bytes;
    size_t n = *length;

    for (;;) {
        if (n > 0 && (p[0] == ' ' || p[0] == '\t')) {
            p++;
            n--;
        } else if (is_no_break(p, n, 0)) {
            p += 2;
            n -= 2;
        } else {
            break;
        }
    }
    for (;;) {
        if (n > 0 && (p[n - 1] == ' ' || p[n - 1] == '\t'))
            n--;
        else if (n > 1 && is_no_break(p, n, n - 2))
            n -= 2;
        else
            break;
    }
    *bytes = p;
    *length = n;
}

/* Bytes that begin a character which word_name() may have to change; everything else, å ä ö too, it copies. */
static bool may_change(uint8_t byte)
{
    return byte < ' ' || byte == 0x7F || byte == 0xC2 || byte == 0xCC || byte == 0xCD || byte == 0xD8 ||
           (byte >= 0xE1 && byte <= 0xE3) || byte == 0xEF || byte == 0xF0 || byte == 0xF3;
}

/* A spreadsheet runs a cell that begins so. */
static bool begins_formula(const char *at, size_t n)
{
    static const char *const WIDE[] = { "\uff1d", "\uff0b", "\uff0d", "\uff20" };
    size_t i = 0;

    if (n == 1)
        return *at == '=' || *at == '+' || *at == '-' || *at == '@';
    while (i < sizeof WIDE / sizeof WIDE[0] && (strlen(WIDE[i]) != n || memcmp(at, WIDE[i], n) != 0))
        i++;
    return i < sizeof WIDE / sizeof WIDE[0];
}

bool word_is_plain(const char *bytes, size_t length)
{
    bool after_blank = true; /* as if one stood before the first */

    if (length > 0 && begins_formula(bytes, 1))
        return false;
    for (size_t i = 0; i < length; i++) {
        if (may_change(byte_at(bytes, i)) || (after_blank && bytes[i] == ' '))
            return false;
        after_blank = bytes[i] == ' ';
    }
    return length == 0 || !after_blank;
}

bool word_is_cell_error(const char *bytes, size_t length)
{
    char last = length > 1 ? bytes[length - 1] : '\0';
    bool all = length > 2;

    if (length < 2 || bytes[0] != '#')
        return false;
    for (size_t i = 1; i < length; i++)
        all = all && bytes[i] == '#';
    return all || last == '!' || last == '?' || (length == 4 && memcmp(bytes, "#N/A", 4) == 0);
}

static bool is_letter(uint8_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool stands(const char *bytes, size_t length, size_t i, const char *what)
{
    return length - i >= strlen(what) && memcmp(bytes + i, what, strlen(what)) == 0;
}

/* UTF-8 that was read as something else: as Latin-1 or Windows-1252, once or twice, or as Mac's; and what a program
 * wrote where it could not read. */
static bool is_misread(const char *bytes, size_t length, size_t i)
{
    return stands(bytes, length, i, "\xEF\xBF\xBD") || stands(bytes, length, i, "\xC3\x83\xC2") ||
           stands(bytes, length, i, "\xC3\x83\xE2") || stands(bytes, length, i, "\xC3\x83\xC6") ||
           (stands(bytes, length, i, "\xE2\x88\x9A") && length - i > 3 && byte_at(bytes, i + 3) >= 0x80);
}

/* Codepage 850 that was read as Windows-1252, before a small letter: ä, ö, å and Ö are „, ”, † and ™. */
static bool is_of_dos(const char *bytes, size_t length, size_t i)
{
    return length - i > 3 && byte_at(bytes, i + 3) >= 'a' && byte_at(bytes, i + 3) <= 'z' &&
           (stands(bytes, length, i, "\xE2\x80\x9E") || stands(bytes, length, i, "\xE2\x80\x9D") ||
            stands(bytes, length, i, "\xE2\x80\xA0") || stands(bytes, length, i, "\xE2\x84\xA2"));
}

/* &ouml; of a web page, =C3=B6 of a letter. */
static bool is_escape(const char *bytes, size_t length, size_t i)
{
    size_t end = i + 1;

    if (stands(bytes, length, i, "=C3="))
        return true;
    if (bytes[i] != '&')
        return false;
    while (end < length && is_letter(byte_at(bytes, end)))
        end++;
    return end > i + 2 && end < length && bytes[end] == ';';
}

bool word_is_damaged(const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        uint8_t c = byte_at(bytes, i);

        if (is_letter(c) || c == ' ') /* quickly, for nearly all */
            continue;
        if (is_misread(bytes, length, i) || is_of_dos(bytes, length, i) || is_escape(bytes, length, i) ||
            (c == '?' && i > 0 && i + 1 < length && is_letter(byte_at(bytes, i - 1)) &&
             is_letter(byte_at(bytes, i + 1))))
            return true;
    }
    return false;
}

/* What a character is to the eye. */
enum sight { SEEN, BLANK, UNSEEN };

/* The sight of the character at `at`, and how many bytes it has (SEEN: of those that need no look, 1). */
static enum sight sight_of(const char *at, size_t left, size_t *n)
{
    uint32_t code;

    *n = 1;
    if (byte_at(at, 0) <= ' ' || byte_at(at, 0) == 0x7F)
        return BLANK;
    if (byte_at(at, 0) < 0x80 || utf8_character(at, left) < 2)
        return SEEN;
    *n = utf8_character(at, left);
    code = utf8_code(at, *n);
    if ((code >= 0x80 && code <= 0xA0) || code == 0x1680 || (code >= 0x2000 && code <= 0x200A) || code == 0x2028 ||
        code == 0x2029 || code == 0x202F || code == 0x205F || code == 0x2800 || code == 0x3000)
        return BLANK;
    return utf8_is_unseen(code) ? UNSEEN : SEEN;
}

/* Makes one letter of the last of the name and the mark at `at`. */
static bool compose_last(const char *at, size_t step, char out[WORD_MAX], size_t *n)
{
    uint8_t letter;

    if (step != 2 || byte_at(at, 0) != MARK_LEAD || *n == 0 || *n == WORD_MAX)
        return false;
    letter = compose(out[*n - 1], (uint8_t) (byte_at(at, 1) - 0x80));
    if (letter == 0)
        return false;
    out[*n - 1] = (char) LATIN_TWO_BYTES;
    out[(*n)++] = (char) (letter - 0x40);
    return true;
}

size_t word_name(const char *bytes, size_t length, char out[WORD_MAX])
{
    size_t n = 0, step;
    bool blank = false;

    for (size_t i = 0; i < length; i += step) {
        enum sight sight = sight_of(bytes + i, length - i, &step);

        if (sight != SEEN) {
            blank = blank || sight == BLANK;
            continue;
        }
        if ((n == 0 && begins_formula(bytes + i, step)) || (!blank && compose_last(bytes + i, step, out, &n)))
            continue;
        if (blank && n > 0 && n < WORD_MAX)
            out[n++] = ' ';
        blank = false;
        if (n + step > WORD_MAX)
            return SIZE_MAX;
        memcpy(out + n, bytes + i, step);
        n += step;
    }
    return n;
}

size_t word_fold(const char *bytes, size_t length, char out[WORD_MAX])
{
    char name[WORD_MAX];
    size_t n = word_name(bytes, length, name);

    if (n == SIZE_MAX)
        return SIZE_MAX;
    for (size_t i = 0; i < n; i++) {
        if (byte_at(name, i) == LATIN_TWO_BYTES && i + 1 < n) {
            uint8_t second = byte_at(name, i + 1);

            out[i] = name[i];
            out[++i] = second >= 0x80 && second <= 0x9E && second != 0x97 ? (char) (second + CASE) : (char) second;
        } else {
            out[i] = is_upper(name[i]) ? (char) (name[i] + CASE) : name[i];
        }
    }
    return n;
}

size_t word_fold_spelling(const char *bytes, size_t length, char out[WORD_MAX])
{
    size_t n = word_fold(bytes, length, out);

    while (n != SIZE_MAX && n > 1 && memchr(" .,;:", out[n - 1], 5) != NULL)
        n--;
    return n;
}

size_t word_fold_header(const char *bytes, size_t length, char out[WORD_MAX])
{
    char folded[WORD_MAX];
    size_t n_folded = word_fold(bytes, length, folded);
    size_t n = 0;

    if (n_folded == SIZE_MAX)
        return SIZE_MAX;
    for (size_t i = 0; i < n_folded; i++) {
        uint8_t second = i + 1 < n_folded ? byte_at(folded, i + 1) : 0;

        if (byte_at(folded, i) == LATIN_TWO_BYTES && (second == 0xA5 || second == 0xA4 || second == 0xB6)) { /* å ä ö */
            out[n++] = second == 0xB6 ? 'o' : 'a';
            i++;
        } else if (folded[i] == '\0' || strchr(" ._-/():%#", folded[i]) == NULL) {
            out[n++] = folded[i];
        }
    }
    return n;
}

bool word_is_among(const char *bytes, size_t length, const char *const words[], size_t n_words)
{
    char folded[WORD_MAX];
    size_t n = word_fold(bytes, length, folded);

    for (size_t i = 0; i < n_words; i++)
        if (strlen(words[i]) == n && memcmp(words[i], folded, n) == 0)
            return true;
    return false;
}
