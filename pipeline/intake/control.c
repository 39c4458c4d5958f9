#include "pipeline/intake/control.h"

#include "pipeline/base/calendar.h"
#include "pipeline/base/memory.h"
#include "pipeline/intake/sheet.h"
#include "pipeline/intake/word.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { DATE, DISTRICT, OCCUPATION, PERSONS, EXPLANATION, N_COLUMNS, MOST_PERSONS = 100000000 };

static const struct sheet_column COLUMNS[N_COLUMNS] = { { "date|datum", true },
                                                        { "district|förvaltning", true },
                                                        { "occupation|yrke", false },
                                                        { "persons|personer|antal", true },
                                                        { "explanation|förklaring", false } };

static bool persons_of(struct field cell, int64_t *persons)
{
    *persons = 0;
    for (size_t i = 0; i < cell.length; i++) {
        if (cell.bytes[i] < '0' || cell.bytes[i] > '9' || *persons > MOST_PERSONS)
            return false;
        *persons = 10 * *persons + (cell.bytes[i] - '0');
    }
    return cell.length > 0;
}

/* As names are: what the eye does not see, or a spreadsheet would run, goes; control.csv is opened in one. */
static char *text_of(struct field cell)
{
    char text[WORD_MAX];
    size_t n = word_name(cell.bytes, cell.length, text);

    return n == SIZE_MAX ? NULL : memory_copy_bytes(text, n);
}

static bool is_spelled_alike(const char *a, const char *b)
{
    char x[WORD_MAX], y[WORD_MAX];
    size_t n = word_fold_spelling(a, strlen(a), x), m = word_fold_spelling(b, strlen(b), y);

    return n == m && n != SIZE_MAX && memcmp(x, y, n) == 0;
}

static bool is_same_occupation(const struct control *c, const char *a, const char *b)
{
    return strcmp(a, b) == 0 || (c->joined && is_spelled_alike(a, b));
}

static bool take_row(struct control *c, const struct codebook *codebook, const struct sheet *s,
                     const struct field cell[N_COLUMNS], uint64_t line, struct fault *f)
{
    struct control_total t = { .line = line };
    struct field district = cell[DISTRICT], occupation = cell[OCCUPATION];
    bool known = true;

    if (cell[DATE].length == 0)
        return sheet_fault(s, DATE, line, f, "datum saknas");
    if (!sheet_date(s, cell[DATE], DATE, line, 0, &t.day, f))
        return false;
    if (!persons_of(cell[PERSONS], &t.expected))
        return sheet_fault(s, PERSONS, line, f, "är inget antal: skriv siffror");
    if (district.length > 0)
        district.bytes = codebook_unit(codebook, district.bytes, district.length, t.day, &district.length, &known);
    if (occupation.length > 0)
        occupation.bytes = codebook_occupation(codebook, occupation.bytes, occupation.length, t.day, &occupation.length,
                                               &known);
    if (cell[OCCUPATION].length > 0 && occupation.length == 0)
        return sheet_fault(s, OCCUPATION, line, f,
                           "yrket finns inte i codes/occupation.csv: lägg till det, eller lämna tomt");
    t.explanation = text_of(cell[EXPLANATION]);
    if (t.explanation == NULL)
        return sheet_fault(s, EXPLANATION, line, f, "är längre än 256 byte: korta texten");
    t.district = memory_copy_bytes(district.bytes, district.length);
    t.occupation = memory_copy_bytes(occupation.bytes, occupation.length);
    c->totals = memory_grow(c->totals, &c->capacity, c->n + 1, sizeof *c->totals);
    c->totals[c->n++] = t;
    for (size_t i = 0; i + 1 < c->n; i++)
        if (c->totals[i].day == t.day && strcmp(c->totals[i].district, t.district) == 0 &&
            is_same_occupation(c, c->totals[i].occupation, t.occupation))
            return sheet_fault(s, DISTRICT, line, f,
                               "samma dag, förvaltning och yrke står på en tidigare rad: ta bort den ena");
    return true;
}

bool control_read(const char *path, const struct codebook *codebook, struct control *out, struct fault *f)
{
    struct sheet *s = NULL;
    struct field cell[N_COLUMNS];
    uint64_t line = 0;
    bool more = true, ok;

    memset(out, 0, sizeof *out);
    if (path == NULL)
        return true;
    out->path = memory_copy_text(path);
    out->joined = !codebook_is_listed(codebook, FIELD_OCCUPATION);
    ok = sheet_open(path, COLUMNS, N_COLUMNS, &s, f);
    while (ok && (ok = sheet_next(s, cell, &line, &more, f)) && more)
        ok = take_row(out, codebook, s, cell, line, f);
    sheet_close(s);
    if (!ok)
        control_free(out);
    return ok;
}

void control_free(struct control *c)
{
    for (size_t i = 0; i < c->n; i++) {
        free(c->totals[i].district);
        free(c->totals[i].occupation);
        free(c->totals[i].explanation);
    }
    free(c->totals);
    free(c->path);
    memset(c, 0, sizeof *c);
}

/* What a total asks of a spell, as numbers of the spells' dictionaries. */
struct question {
    uint32_t district, occupation; /* ANY, or NOBODY where no spell has the name */
    size_t last_person;            /* number + 1 of the person counted last */
};

enum { ANY = UINT32_MAX, NOBODY = UINT32_MAX - 1 };

static uint32_t number_of(const struct dictionary *names, const char *name)
{
    uint32_t number = dictionary_find(names, name, strlen(name));

    return name[0] == '\0' ? ANY : number == UINT32_MAX ? NOBODY : number;
}

static uint32_t occupation_of(const struct control *c, const struct dictionary *names, const char *name)
{
    uint32_t number = number_of(names, name);

    for (uint32_t i = 0; number == NOBODY && i < dictionary_size(names); i++)
        if (is_same_occupation(c, dictionary_text(names, i), name))
            number = i;
    return number;
}

void control_count(struct control *c, const struct spells *spells)
{
    struct question *questions = memory_zeroed(c->n, sizeof *questions);
    size_t person = 0;

    for (size_t i = 0; i < c->n; i++) {
        questions[i].district = number_of(spells->districts, c->totals[i].district);
        questions[i].occupation = occupation_of(c, spells->occupations, c->totals[i].occupation);
    }
    for (size_t i = 0; i < spells->n && c->n > 0; i++) {
        const struct spell *s = &spells->items[i];

        if (i == 0 || memcmp(s->person, s[-1].person, PSEUDONYM_BYTES) != 0)
            person++;
        if (s->form == FORM_HOURLY)
            continue;
        for (size_t j = 0; j < c->n; j++) {
            struct control_total *t = &c->totals[j];
            struct question *q = &questions[j];

            if (s->start > t->day || s->end < t->day || (q->district != ANY && q->district != s->district) ||
                (q->occupation != ANY && q->occupation != s->occupation) || q->last_person == person)
                continue;
            q->last_person = person;
            t->found++;
        }
    }
    free(questions);
}

static bool is_unexplained(const struct control_total *t, int64_t tolerance)
{
    int64_t difference = t->found > t->expected ? t->found - t->expected : t->expected - t->found;

    return difference > tolerance && t->explanation[0] == '\0';
}

bool control_check(const struct control *c, int64_t tolerance, struct fault *f)
{
    const struct control_total *first = NULL;
    char day[CALENDAR_ISO_LENGTH + 1];
    char more[96] = "";
    size_t n = 0;

    for (size_t i = 0; i < c->n; i++) {
        if (!is_unexplained(&c->totals[i], tolerance))
            continue;
        if (n++ == 0)
            first = &c->totals[i];
    }
    if (n == 0)
        return true;
    calendar_format_iso(first->day, day);
    if (n > 1)
        snprintf(more, sizeof more, " (och %zu %s till skiljer sig, se control.csv)", n - 1, n == 2 ? "rad" : "rader");
    return fault_at(
        f, FAULT_DATA, c->path, first->line, "persons",
        "%s: HR anger %" PRId64 " personer i %s, uttaget har %" PRId64 "%s; rätta uttaget, skriv en förklaring på "
        "raden, eller höj control_tolerance under [clean] i report.ini",
        day, first->expected, first->district[0] != '\0' ? first->district : "hela staden", first->found, more);
}
