#include "pipeline/intake/word.h"

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

bool word_is_plain(const char *bytes, size_t length)
{
    if (length == 0)
        return true;
    if (bytes[0] == ' ' || bytes[0] == '\t' || bytes[length - 1] == ' ' || bytes[length - 1] == '\t')
        return false;
    for (size_t i = 0; i < length; i++)
        if (byte_at(bytes, i) == MARK_LEAD || byte_at(bytes, i) == NO_BREAK_LEAD)
            return false;
    return true;
}

size_t word_name(const char *bytes, size_t length, char out[WORD_MAX])
{
    size_t n = 0;

    word_trim(&bytes, &length);
    for (size_t i = 0; i < length; i++) {
        uint8_t letter = 0;

        if (n + 2 > WORD_MAX)
            return SIZE_MAX;
        if (i + 2 < length && byte_at(bytes, i + 1) == MARK_LEAD && (byte_at(bytes, i + 2) & 0xC0) == 0x80)
            letter = compose(bytes[i], (uint8_t) (byte_at(bytes, i + 2) - 0x80));
        if (letter != 0) {
            out[n++] = (char) LATIN_TWO_BYTES;
            out[n++] = (char) (letter - 0x40);
            i += 2;
        } else {
            out[n++] = bytes[i];
        }
    }
    return n;
}

size_t word_fold(const char *bytes, size_t length, char out[WORD_MAX])
{
    char name[WORD_MAX];
    size_t n_name = word_name(bytes, length, name);
    size_t n = 0;

    if (n_name == SIZE_MAX)
        return SIZE_MAX;
    for (size_t i = 0; i < n_name; i++) {
        bool blank = name[i] == ' ' || name[i] == '\t' || is_no_break(name, n_name, i);

        if (is_no_break(name, n_name, i))
            i++;
        if (blank) {
            if (out[n - 1] != ' ') /* a name does not begin with a blank */
                out[n++] = ' ';
        } else if (is_upper(name[i])) {
            out[n++] = (char) (name[i] + CASE);
        } else if (byte_at(name, i) == LATIN_TWO_BYTES && i + 1 < n_name) {
            uint8_t second = byte_at(name, i + 1);

            out[n++] = name[i++];
            out[n++] = second >= 0x80 && second <= 0x9E && second != 0x97 ? (char) (second + CASE) : (char) second;
        } else {
            out[n++] = name[i];
        }
    }
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
