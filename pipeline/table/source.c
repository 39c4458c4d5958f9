#include "pipeline/table/source.h"

#include "pipeline/base/memory.h"
#include "pipeline/table/scan.h"

#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* Below MAP_FROM a copy is cheaper than a mapping. */
enum { MAP_FROM = 1 << 16, READ_SIZE = 1 << 20 };

static const char NOT_UTF8 = '\xFF';

static bool read_whole(struct source *s, int descriptor, size_t expected, size_t read_size)
{
    size_t capacity = 0;
    size_t step = read_size > 0 ? read_size : READ_SIZE;
    char *bytes = memory_grow(NULL, &capacity, expected + 1, 1);
    ssize_t got;

    for (;;) {
        size_t room;

        if (capacity == s->length)
            bytes = memory_grow(bytes, &capacity, s->length + 1, 1);
        room = capacity - s->length;
        got = read(descriptor, bytes + s->length, room < step ? room : step);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        s->length += (size_t) got;
    }
    s->bytes = bytes;
    s->holding = SOURCE_READ;
    return got == 0;
}

static bool map_whole(struct source *s, int descriptor, size_t length)
{
    void *bytes = mmap(NULL, length, PROT_READ, MAP_PRIVATE, descriptor, 0);

    if (bytes == MAP_FAILED)
        return false;
    madvise(bytes, length, MADV_SEQUENTIAL); /* a wish: its answer does not matter */
    s->bytes = bytes;
    s->length = length;
    s->holding = SOURCE_MAPPED;
    return true;
}

bool source_open(struct source *s, const char *path, size_t read_size, struct fault *f)
{
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    struct stat st;
    bool ok;

    memset(s, 0, sizeof *s);
    if (descriptor < 0 || fstat(descriptor, &st) != 0) {
        fault_errno(f, path, "kan inte läsa filen");
        if (descriptor >= 0)
            close(descriptor);
        return false;
    }
    ok = S_ISREG(st.st_mode) && st.st_size >= MAP_FROM && read_size == 0 &&
         map_whole(s, descriptor, (size_t) st.st_size);
    if (!ok)
        ok = read_whole(s, descriptor, S_ISREG(st.st_mode) ? (size_t) st.st_size : 0, read_size);
    if (!ok) {
        fault_errno(f, path, "kan inte läsa filen");
        source_close(s);
    }
    close(descriptor);
    return ok;
}

void source_borrow(struct source *s, const void *bytes, size_t length)
{
    memset(s, 0, sizeof *s);
    s->bytes = bytes;
    s->length = length;
}

/* Whoever looks at a page gets those beside it too, before and after, where the system keeps them together (Linux: up
 * to two mebibytes of a file that was just written): so what was let go comes back with its neighbours, and is let go
 * again with them. */
void source_let_go(const struct source *s, const char *from, const char *until)
{
    enum { BESIDE = 1 << 21 };
    uintptr_t begin = (uintptr_t) s->bytes, stop = begin + s->length;
    uintptr_t first = (uintptr_t) from / BESIDE * BESIDE, end = ((uintptr_t) until / BESIDE + 1) * BESIDE;

    first = first > begin ? first : begin;
    end = end < stop ? end : stop;
    if (s->holding == SOURCE_MAPPED && s->converted == NULL && first < end)
        madvise((void *) first, end - first, MADV_DONTNEED); /* a wish */
}

void source_close(struct source *s)
{
    if (s->holding == SOURCE_MAPPED)
        munmap((void *) (uintptr_t) s->bytes, s->length);
    else if (s->holding == SOURCE_READ)
        free((void *) (uintptr_t) s->bytes);
    free(s->converted);
    memset(s, 0, sizeof *s);
}

static void set_text(struct source *s, const char *encoding, size_t skipped)
{
    snprintf(s->encoding, sizeof s->encoding, "%s", encoding);
    s->text = s->length > 0 ? s->bytes + skipped : "";
    s->text_length = s->length - skipped;
}

/* The analyzer of gcc takes (iconv_t) -1, which is none, for something to be closed. */
#if defined __GNUC__ && !defined __clang__
#pragma GCC diagnostic ignored "-Wanalyzer-malloc-leak"
#endif

/* Converts all that follows `skipped` bytes. Where a sequence does not hold, NOT_UTF8 stands for `unit` bytes of it. */
static bool convert(struct source *s, const char *encoding, size_t skipped, size_t unit)
{
    iconv_t conversion = iconv_open("UTF-8", encoding);
    char *in = (char *) (uintptr_t) s->bytes + skipped; /* iconv does not write to it */
    size_t in_left = s->length - skipped;
    size_t capacity = 0, length = 0;
    char *text = memory_grow(NULL, &capacity, in_left + in_left / 8 + 64, 1);

    if (conversion == (iconv_t) -1) {
        free(text);
        return false;
    }
    while (in_left > 0) {
        char *out = text + length;
        size_t out_left = capacity - length;
        size_t result = iconv(conversion, &in, &in_left, &out, &out_left);

        length = capacity - out_left;
        if (result != (size_t) -1)
            break;
        if (errno != E2BIG) { /* EILSEQ, or EINVAL: cut off at the end of the file */
            size_t lost = in_left < unit ? in_left : unit;

            text = memory_grow(text, &capacity, length + 1, 1);
            text[length++] = NOT_UTF8;
            in += lost;
            in_left -= lost;
        } else {
            text = memory_grow(text, &capacity, capacity + 1, 1);
        }
    }
    iconv_close(conversion);
    set_text(s, encoding, s->length);
    s->converted = text;
    s->text = text;
    s->text_length = length;
    return true;
}

static bool begins_with(const struct source *s, const char *mark, size_t length)
{
    return s->length >= length && memcmp(s->bytes, mark, length) == 0;
}

static bool is_ascii(const char *bytes, size_t length)
{
    unsigned char all = 0;

    for (size_t i = 0; i < length; i++)
        all |= (unsigned char) bytes[i];
    return all < 0x80;
}

static bool is_utf8_by_itself(const struct source *s)
{
    return scan_utf8(s->bytes, s->length) == s->length && !is_ascii(s->bytes, s->length);
}

bool source_decode(struct source *s, const char *declared, const char *path, struct fault *f)
{
    bool is_utf8 = declared == NULL || declared[0] == '\0' || strcasecmp(declared, "utf-8") == 0 ||
                   strcasecmp(declared, "utf8") == 0;
    bool wide = !is_utf8 && (strncasecmp(declared, "utf-16", 6) == 0 || strncasecmp(declared, "utf16", 5) == 0);

    s->is_to_be_utf8 = declared == NULL;
    if (begins_with(s, "\xEF\xBB\xBF", 3)) {
        set_text(s, "utf-8-bom", 3);
        return true;
    }
    if (begins_with(s, "\xFF\xFE", 2) || begins_with(s, "\xFE\xFF", 2)) {
        const char *encoding = s->bytes[0] == '\xFF' ? "utf-16le" : "utf-16be";

        return convert(s, encoding, 2, 2) ||
               fault_at(f, FAULT_DEPENDENCY, path, 0, NULL, "filen är UTF-16, som systemets iconv inte kan läsa");
    }
    if (is_utf8 || (!wide && is_utf8_by_itself(s))) {
        set_text(s, "utf-8", 0);
        return true;
    }
    return convert(s, declared, 0, wide ? 2 : 1) ||
           fault_at(f, FAULT_DATA, path, 0, NULL,
                    "teckenkodningen '%s' är okänd: skriv till exempel `encoding = cp1252` i report.ini", declared);
}

const char *source_guess(const struct source *s)
{
    /* å ä ö Å Ä Ö é in each encoding: in Swedish text nearly all that is not ASCII. */
    static const struct {
        const char *name;
        const char *letters;
    } ENCODINGS[] = {
        { "cp1252", "\xE5\xE4\xF6\xC5\xC4\xD6\xE9" },
        { "cp850", "\x86\x84\x94\x8F\x8E\x99\x82" },
        { "macintosh", "\x8C\x8A\x9A\x81\x80\x85\x8E" },
    };
    enum { N_ENCODINGS = sizeof ENCODINGS / sizeof ENCODINGS[0], LOOK_AT = 1 << 20 };
    size_t n = s->length < LOOK_AT ? s->length : LOOK_AT;
    size_t score[N_ENCODINGS] = { 0 };
    size_t nul[2] = { 0 }; /* on even and on odd places */
    size_t best = 0;

    for (size_t i = 0; i < n; i++) {
        nul[i % 2] += s->bytes[i] == '\0';
        for (size_t e = 0; e < N_ENCODINGS && (unsigned char) s->bytes[i] >= 0x80; e++)
            score[e] += strchr(ENCODINGS[e].letters, s->bytes[i]) != NULL;
    }
    if (nul[0] + nul[1] > n / 4)
        return nul[1] > nul[0] ? "utf-16le" : "utf-16be";
    for (size_t e = 1; e < N_ENCODINGS; e++)
        if (score[e] > score[best])
            best = e;
    return score[best] > 0 ? ENCODINGS[best].name : NULL;
}

bool source_misfit(const struct source *s, const char *path, uint64_t line, const char *what, struct fault *f)
{
    const char *likely = source_guess(s);

    if (s->converted != NULL)
        return fault_at(f, FAULT_DATA, path, line, NULL,
                        "%s går inte att läsa som %s: rätta `encoding` i report.ini eller spara om filen som UTF-8",
                        what, s->encoding);
    if (s->is_to_be_utf8 && likely != NULL)
        return fault_at(
            f, FAULT_DATA, path, line, NULL,
            "%s är inte giltig UTF-8 utan troligen %s: öppna filen och spara om den som UTF-8 (i Excel: CSV UTF-8)",
            what, likely);
    if (s->is_to_be_utf8)
        return fault_at(f, FAULT_DATA, path, line, NULL, "%s är inte giltig UTF-8: spara om filen som UTF-8", what);
    if (likely == NULL)
        return fault_at(f, FAULT_DATA, path, line, NULL,
                        "%s är inte giltig UTF-8: spara om filen som UTF-8, eller ange dess teckenkodning som "
                        "`encoding` i report.ini",
                        what);
    return fault_at(f, FAULT_DATA, path, line, NULL,
                    "%s är inte giltig UTF-8. Filen är troligen %s: skriv `encoding = %s` i report.ini eller spara om "
                    "filen som UTF-8",
                    what, likely, likely);
}
