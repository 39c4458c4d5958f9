#include "pipeline/intake/codebook.h"

#include "pipeline/base/dictionary.h"
#include "pipeline/base/memory.h"
#include "pipeline/intake/codebook_words.h"
#include "pipeline/intake/sheet.h"
#include "pipeline/intake/word.h"

#include <assert.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum kind {
    KIND_HEADER,
    KIND_FORM,
    KIND_GENDER,
    KIND_CAUSE,
    KIND_PAY,
    KIND_OCCUPATION,
    KIND_OPERATION,
    KIND_UNIT,
    N_KINDS
};

static const struct {
    const char *file;
    const struct codebook_words *built_in; /* NULL: codes are free texts */
    const char *codes;                     /* what a code may be, for the message */
} KINDS[N_KINDS] = {
    [KIND_HEADER] = { "headers.csv", CODEBOOK_HEADERS,
                      "personnummer, personid, förvaltning, yrke, verksamhetsområde, anställningsform, avlöning, "
                      "sysselsättningsgrad, kön, födelseår, anställd_från, anställd_till, avgångsorsak, uttagsdatum "
                      "eller "
                      "ignoreras" },
    [KIND_FORM] = { "form.csv", CODEBOOK_FORMS, "permanent, fixed_term, hourly eller unknown" },
    [KIND_GENDER] = { "gender.csv", CODEBOOK_GENDERS, "woman, man eller unknown" },
    [KIND_CAUSE] = { "cause.csv", CODEBOOK_CAUSES,
                     "own_request, pension, term_ended, dismissed, death_or_illness, other, internal eller unknown" },
    [KIND_PAY] = { "pay.csv", CODEBOOK_PAY, "monthly eller hourly" },
    [KIND_OCCUPATION] = { "occupation.csv", NULL, NULL },
    [KIND_OPERATION] = { "operation.csv", NULL, NULL },
    [KIND_UNIT] = { "unit.csv", NULL, NULL },
};

struct meaning {
    int32_t from, to; /* valid on both days too */
    int code;         /* value of the kind's enum, or number of a text */
    bool built_in;
    size_t next; /* of the same word; index + 1, 0: none */
};

struct vocabulary {
    struct dictionary *words;
    size_t *first; /* per word: index of its first meaning + 1 */
    size_t first_capacity;
    struct meaning *meanings;
    size_t n, capacity;
    bool listed; /* the delivery has the file, with a word in it */
};

struct codebook {
    struct vocabulary kinds[N_KINDS];
    struct dictionary *texts; /* codes of occupations, operations and units; composed names */
    bool dated;
};

static size_t fold(enum kind kind, const char *bytes, size_t length, char out[WORD_MAX])
{
    return kind == KIND_HEADER ? word_fold_header(bytes, length, out) : word_fold(bytes, length, out);
}

/* The delivery's words overrule the built-in ones: they stand first in the chain. */
static const struct meaning *meaning_of(const struct codebook *c, enum kind kind, const char *bytes, size_t length,
                                        int32_t day)
{
    const struct vocabulary *v = &c->kinds[kind];
    char folded[WORD_MAX];
    size_t n = fold(kind, bytes, length, folded);
    uint32_t word = n == SIZE_MAX || n == 0 ? UINT32_MAX : dictionary_find(v->words, folded, n);

    if (word == UINT32_MAX)
        return NULL;
    for (size_t i = v->first[word]; i != 0; i = v->meanings[i - 1].next)
        if (v->meanings[i - 1].from <= day && day <= v->meanings[i - 1].to)
            return &v->meanings[i - 1];
    return NULL;
}

/* False where the word has another code at the same time. A new meaning stands first in its word's chain. */
static bool add(struct codebook *c, enum kind kind, const char *folded, size_t length, struct meaning m)
{
    struct vocabulary *v = &c->kinds[kind];
    size_t n_words = dictionary_size(v->words);
    uint32_t word = dictionary_intern(v->words, folded, length);

    v->first = memory_grow(v->first, &v->first_capacity, (size_t) word + 1, sizeof *v->first);
    if (word == n_words)
        v->first[word] = 0;
    for (size_t i = v->first[word]; i != 0; i = v->meanings[i - 1].next) {
        const struct meaning *other = &v->meanings[i - 1];

        if (other->built_in == m.built_in && other->code != m.code && other->from <= m.to && m.from <= other->to)
            return false;
    }
    m.next = v->first[word];
    v->meanings = memory_grow(v->meanings, &v->capacity, v->n + 1, sizeof *v->meanings);
    v->meanings[v->n++] = m;
    v->first[word] = v->n;
    return true;
}

static void add_built_in(struct codebook *c, enum kind kind)
{
    for (const struct codebook_words *w = KINDS[kind].built_in; w != NULL && w->words != NULL; w++)
        for (const char *word = w->words; *word != '\0';) {
            size_t length = strcspn(word, "|");
            char folded[WORD_MAX];
            size_t n = fold(kind, word, length, folded);
            bool fresh = add(c, kind, folded, n, (struct meaning){ INT32_MIN, INT32_MAX, w->code, true, 0 });

            assert(fresh);
            (void) fresh;
            word += word[length] == '|' ? length + 1 : length;
        }
}

/* What the code column says, or -1. */
static int code_of(struct codebook *c, enum kind kind, struct field cell)
{
    char name[WORD_MAX];
    size_t n;

    if (KINDS[kind].built_in != NULL) {
        const struct vocabulary *v = &c->kinds[kind];
        uint32_t word;

        n = fold(kind, cell.bytes, cell.length, name);
        word = n == SIZE_MAX || n == 0 ? UINT32_MAX : dictionary_find(v->words, name, n);
        for (size_t i = word == UINT32_MAX ? 0 : v->first[word]; i != 0; i = v->meanings[i - 1].next)
            if (v->meanings[i - 1].built_in)
                return v->meanings[i - 1].code;
        return -1;
    }
    n = word_name(cell.bytes, cell.length, name);
    return n == SIZE_MAX || n == 0 ? -1 : (int) dictionary_intern(c->texts, name, n);
}

static bool read_list(struct codebook *c, enum kind kind, const char *path, struct fault *f)
{
    enum { WORD, CODE, FROM, TO, N };
    static const struct sheet_column columns[N] = { { "word|ord", true },
                                                    { "code|kod", true },
                                                    { "valid_from|giltig_från", false },
                                                    { "valid_to|giltig_till", false } };
    struct sheet *s = NULL;
    struct field cell[N];
    uint64_t line = 0;
    bool more = true;
    bool ok = sheet_open(path, columns, N, &s, f);

    while (ok && (ok = sheet_next(s, cell, &line, &more, f)) && more) {
        struct meaning m = { .built_in = false };
        char folded[WORD_MAX], text[512];
        size_t n = fold(kind, cell[WORD].bytes, cell[WORD].length, folded);

        ok = sheet_date(s, cell[FROM], FROM, line, INT32_MIN, &m.from, f) &&
             sheet_date(s, cell[TO], TO, line, INT32_MAX, &m.to, f);
        if (!ok)
            break;
        m.code = code_of(c, kind, cell[CODE]);
        if (n == SIZE_MAX || n == 0) {
            ok = sheet_fault(s, WORD, line, f, "ordet saknas eller är för långt");
        } else if (m.code < 0) {
            snprintf(text, sizeof text, "koden är okänd: skriv %s",
                     KINDS[kind].codes != NULL ? KINDS[kind].codes : "en kod");
            ok = sheet_fault(s, CODE, line, f, text);
        } else if (m.from > m.to) {
            ok = sheet_fault(s, TO, line, f, "slutar före början: rätta datumen");
        } else if (!add(c, kind, folded, n, m)) {
            ok = sheet_fault(s, WORD, line, f, "ordet har redan en annan kod under samma tid: behåll en av raderna");
        }
        c->kinds[kind].listed = true;
        c->dated = c->dated || m.from != INT32_MIN || m.to != INT32_MAX;
    }
    sheet_close(s);
    return ok;
}

bool codebook_open(const char *directory, struct codebook **out, struct fault *f)
{
    struct codebook *c = memory_zeroed(1, sizeof *c);
    bool ok = true;

    c->texts = dictionary_new();
    for (enum kind kind = 0; kind < N_KINDS; kind++)
        c->kinds[kind].words = dictionary_new();
    for (enum kind kind = 0; kind < N_KINDS && ok; kind++) {
        char path[PATH_MAX];

        add_built_in(c, kind);
        if (directory == NULL)
            continue;
        if (snprintf(path, sizeof path, "%s/%s", directory, KINDS[kind].file) >= (int) sizeof path)
            ok = fault_at(f, FAULT_SYSTEM, directory, 0, NULL, "sökvägen är för lång");
        else if (access(path, F_OK) == 0)
            ok = read_list(c, kind, path, f);
        else if (errno != ENOENT && errno != ENOTDIR)
            ok = fault_errno(f, path, "kan inte läsa filen");
    }
    if (!ok) {
        codebook_free(c);
        return false;
    }
    *out = c;
    return true;
}

void codebook_free(struct codebook *c)
{
    if (c == NULL)
        return;
    for (enum kind kind = 0; kind < N_KINDS; kind++) {
        dictionary_free(c->kinds[kind].words);
        free(c->kinds[kind].first);
        free(c->kinds[kind].meanings);
    }
    dictionary_free(c->texts);
    free(c);
}

bool codebook_is_dated(const struct codebook *c)
{
    return c->dated;
}

bool codebook_is_listed(const struct codebook *c, enum codebook_field field)
{
    return c->kinds[field == FIELD_OCCUPATION ? KIND_OCCUPATION : KIND_OPERATION].listed;
}

enum codebook_field codebook_header(const struct codebook *c, const char *bytes, size_t length)
{
    const struct meaning *m = meaning_of(c, KIND_HEADER, bytes, length, 0);

    return m != NULL ? (enum codebook_field) m->code : FIELD_UNKNOWN;
}

const char *codebook_field_name(enum codebook_field field)
{
    static const char *const names[] = {
        "personnummer",     "personid",      "förvaltning",         "yrke",        "verksamhetsområde",
        "anställningsform", "avlöning",      "sysselsättningsgrad", "kön",         "födelseår",
        "anställd_från",    "anställd_till", "avgångsorsak",        "uttagsdatum", ""
    };

    return names[field];
}

enum staff_form codebook_form(const struct codebook *c, const char *bytes, size_t length, int32_t day, bool *known)
{
    const struct meaning *m = meaning_of(c, KIND_FORM, bytes, length, day);

    *known = m != NULL;
    return m != NULL ? (enum staff_form) m->code : FORM_UNKNOWN;
}

enum staff_gender codebook_gender(const struct codebook *c, const char *bytes, size_t length, bool *known)
{
    const struct meaning *m = meaning_of(c, KIND_GENDER, bytes, length, 0);

    *known = m != NULL;
    return m != NULL ? (enum staff_gender) m->code : GENDER_UNKNOWN;
}

enum staff_cause codebook_cause(const struct codebook *c, const char *bytes, size_t length, int32_t day, bool *known)
{
    const struct meaning *m = meaning_of(c, KIND_CAUSE, bytes, length, day);

    *known = m != NULL;
    return m != NULL ? (enum staff_cause) m->code : CAUSE_UNKNOWN;
}

bool codebook_is_hourly(const struct codebook *c, const char *bytes, size_t length, bool *known)
{
    const struct meaning *m = meaning_of(c, KIND_PAY, bytes, length, 0);

    *known = m != NULL;
    return m != NULL && m->code == 1;
}

/* The word itself in its one spelling: as it stands where it has that already. */
static const char *own_name(const struct codebook *c, const char *bytes, size_t length, size_t *length_out)
{
    char name[WORD_MAX];
    size_t n;

    word_trim(&bytes, &length);
    if (!word_is_plain(bytes, length) && (n = word_name(bytes, length, name)) != SIZE_MAX) {
        bytes = dictionary_text(c->texts, dictionary_intern(c->texts, name, n));
        length = n;
    }
    *length_out = length;
    return bytes;
}

static const char *text_code(const struct codebook *c, enum kind kind, const char *bytes, size_t length, int32_t day,
                             size_t *length_out, bool *known)
{
    const struct meaning *m = meaning_of(c, kind, bytes, length, day);

    *known = m != NULL || !c->kinds[kind].listed;
    if (m != NULL) {
        const char *text = dictionary_text(c->texts, (uint32_t) m->code);

        *length_out = strlen(text);
        return text;
    }
    if (*known || kind == KIND_UNIT)
        return own_name(c, bytes, length, length_out);
    *length_out = 0;
    return "";
}

const char *codebook_occupation(const struct codebook *c, const char *bytes, size_t length, int32_t day,
                                size_t *length_out, bool *known)
{
    return text_code(c, KIND_OCCUPATION, bytes, length, day, length_out, known);
}

const char *codebook_operation(const struct codebook *c, const char *bytes, size_t length, int32_t day,
                               size_t *length_out, bool *known)
{
    return text_code(c, KIND_OPERATION, bytes, length, day, length_out, known);
}

const char *codebook_unit(const struct codebook *c, const char *bytes, size_t length, int32_t day, size_t *length_out,
                          bool *known)
{
    return text_code(c, KIND_UNIT, bytes, length, day, length_out, known);
}

static const char *const FORM_WORDS[] = { "unknown", "permanent", "fixed_term", "hourly" };
static const char *const GENDER_WORDS[] = { "unknown", "woman", "man" };
static const char *const CAUSE_WORDS[] = { "none",       "own_request", "pension",
                                           "term_ended", "dismissed",   "death_or_illness",
                                           "other",      "internal",    "unknown" };

const char *codebook_form_word(enum staff_form form)
{
    return FORM_WORDS[form];
}

const char *codebook_gender_word(enum staff_gender gender)
{
    return GENDER_WORDS[gender];
}

const char *codebook_cause_word(enum staff_cause cause)
{
    return CAUSE_WORDS[cause];
}

/* The index of the word, or n. */
static size_t index_of(const char *const *words, size_t n, const char *bytes, size_t length)
{
    size_t i = 0;

    while (i < n && !(strlen(words[i]) == length && memcmp(words[i], bytes, length) == 0))
        i++;
    return i;
}

bool codebook_form_from_word(const char *bytes, size_t length, enum staff_form *out)
{
    size_t n = sizeof FORM_WORDS / sizeof FORM_WORDS[0];
    size_t i = index_of(FORM_WORDS, n, bytes, length);

    if (i < n)
        *out = (enum staff_form) i;
    return i < n;
}

bool codebook_gender_from_word(const char *bytes, size_t length, enum staff_gender *out)
{
    size_t n = sizeof GENDER_WORDS / sizeof GENDER_WORDS[0];
    size_t i = index_of(GENDER_WORDS, n, bytes, length);

    if (i < n)
        *out = (enum staff_gender) i;
    return i < n;
}

bool codebook_cause_from_word(const char *bytes, size_t length, enum staff_cause *out)
{
    size_t n = sizeof CAUSE_WORDS / sizeof CAUSE_WORDS[0];
    size_t i = index_of(CAUSE_WORDS, n, bytes, length);

    if (i < n)
        *out = (enum staff_cause) i;
    return i < n;
}
