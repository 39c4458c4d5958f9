#include "pipeline/staff/organisation.h"

#include "pipeline/base/dictionary.h"
#include "pipeline/base/memory.h"
#include "pipeline/intake/sheet.h"
#include "pipeline/intake/word.h"

#include <stdlib.h>
#include <string.h>

enum { UNIT, FROM, TO, SUCCESSOR, N_COLUMNS };

static const struct sheet_column COLUMNS[N_COLUMNS] = { { "unit|enhet|förvaltning", true },
                                                        { "valid_from|giltig_från", false },
                                                        { "valid_to|giltig_till", false },
                                                        { "successor|efterföljare", false } };

enum { NONE = UINT32_MAX };

struct row {
    uint32_t unit;
    uint32_t successor; /* NONE where not given */
    int32_t from, to;
    uint64_t line;
};

struct organisation {
    struct dictionary *names;
    struct row *rows; /* by first day after the validity, then line: reorganisations stand in order of time */
    size_t n_rows, capacity;
    uint32_t *today; /* per unit */
};

static bool unit_number(struct organisation *o, const struct sheet *s, struct field cell, size_t column, uint64_t line,
                        uint32_t *number, struct fault *f)
{
    char name[WORD_MAX];
    size_t n = word_name(cell.bytes, cell.length, name);

    if (n == SIZE_MAX)
        return sheet_fault(s, column, line, f, "namnet är för långt");
    *number = n == 0 ? NONE : dictionary_intern(o->names, name, n);
    return true;
}

static bool read_rows(struct organisation *o, const char *path, struct fault *f)
{
    struct sheet *s = NULL;
    struct field cell[N_COLUMNS];
    uint64_t line = 0;
    bool more = true;
    bool ok = sheet_open(path, COLUMNS, N_COLUMNS, &s, f);

    while (ok && (ok = sheet_next(s, cell, &line, &more, f)) && more) {
        struct row r = { .line = line };

        ok = unit_number(o, s, cell[UNIT], UNIT, line, &r.unit, f) &&
             unit_number(o, s, cell[SUCCESSOR], SUCCESSOR, line, &r.successor, f) &&
             sheet_date(s, cell[FROM], FROM, line, INT32_MIN, &r.from, f) &&
             sheet_date(s, cell[TO], TO, line, INT32_MAX, &r.to, f);
        if (ok && r.unit == NONE)
            ok = sheet_fault(s, UNIT, line, f, "enhetens namn saknas");
        else if (ok && r.from > r.to)
            ok = sheet_fault(s, TO, line, f, "enheten slutar innan den börjar: rätta datumen");
        else if (ok && r.successor != NONE && r.to == INT32_MAX)
            ok = sheet_fault(s, TO, line, f, "enheten har en efterföljare men inget slutdatum: fyll i dess sista dag");
        o->rows = memory_grow(o->rows, &o->capacity, o->n_rows + 1, sizeof *o->rows);
        o->rows[o->n_rows++] = r;
    }
    sheet_close(s);
    return ok;
}

static bool row_fault(const char *path, const struct row *r, size_t column, struct fault *f, const char *text)
{
    static const char *const names[N_COLUMNS] = { "unit", "valid_from", "valid_to", "successor" };

    return fault_at(f, FAULT_DATA, path, r->line, names[column], "%s", text);
}

static bool check_rows(const struct organisation *o, const char *path, struct fault *f)
{
    for (size_t i = 0; i < o->n_rows; i++) {
        const struct row *r = &o->rows[i];
        bool named = r->successor == NONE;

        for (size_t j = 0; j < o->n_rows; j++) {
            const struct row *other = &o->rows[j];
            bool same_time = other->from == r->from && other->to == r->to;

            named = named || other->unit == r->successor;
            if (j >= i || other->unit != r->unit)
                continue;
            if (!same_time && other->from <= r->to && r->from <= other->to)
                return row_fault(path, r, FROM, f, "enheten finns redan under en del av tiden: rätta datumen");
            if (same_time && other->successor == r->successor)
                return row_fault(path, r, UNIT, f, "raden upprepar en tidigare rad: ta bort den ena");
        }
        if (!named)
            return row_fault(path, r, SUCCESSOR, f,
                             "efterföljaren finns inte som enhet i filen: lägg till den på en egen rad");
    }
    return true;
}

/* The one successor of the unit's last validity; NONE where the unit is of today, has no successor, or was split. */
static uint32_t only_successor(const struct organisation *o, uint32_t unit)
{
    uint32_t successor = NONE;
    int32_t last = INT32_MIN;
    size_t n = 0;

    for (size_t i = 0; i < o->n_rows; i++) {
        const struct row *r = &o->rows[i];

        if (r->unit != unit || r->to < last)
            continue;
        n = r->to > last ? 1 : n + 1;
        last = r->to;
        successor = r->successor;
    }
    return n == 1 ? successor : NONE;
}

/* Marks what can be reached from `unit` through successors, `unit` itself only where the chain leads back to it. */
static void mark_reached(const struct organisation *o, uint32_t unit, bool *reached)
{
    bool more = true;

    memset(reached, 0, dictionary_size(o->names) * sizeof *reached);
    while (more) {
        more = false;
        for (size_t i = 0; i < o->n_rows; i++) {
            const struct row *r = &o->rows[i];

            if (r->successor == NONE || reached[r->successor] || !(r->unit == unit || reached[r->unit]))
                continue;
            reached[r->successor] = true;
            more = true;
        }
    }
}

static bool check_cycles(const struct organisation *o, const char *path, struct fault *f)
{
    bool *reached = memory_zeroed(dictionary_size(o->names), sizeof *reached);
    bool ok = true;

    for (size_t i = 0; i < o->n_rows && ok; i++) {
        mark_reached(o, o->rows[i].unit, reached);
        if (reached[o->rows[i].unit])
            ok = row_fault(path, &o->rows[i], SUCCESSOR, f,
                           "efterföljarna leder tillbaka till enheten själv: rätta kedjan");
    }
    free(reached);
    return ok;
}

static void find_today(struct organisation *o)
{
    size_t n = dictionary_size(o->names);

    o->today = memory_zeroed(n, sizeof *o->today);
    for (uint32_t unit = 0; unit < n; unit++) {
        o->today[unit] = unit;
        for (uint32_t next = only_successor(o, unit); next != NONE; next = only_successor(o, next))
            o->today[unit] = next;
    }
}

static int by_time(const void *one, const void *other)
{
    const struct row *a = one, *b = other;

    if (a->to != b->to)
        return a->to < b->to ? -1 : 1;
    return a->line < b->line ? -1 : a->line > b->line;
}

bool organisation_read(const char *path, struct organisation **out, struct fault *f)
{
    struct organisation *o = memory_zeroed(1, sizeof *o);

    o->names = dictionary_new();
    if (path != NULL && (!read_rows(o, path, f) || !check_rows(o, path, f) || !check_cycles(o, path, f))) {
        organisation_free(o);
        return false;
    }
    find_today(o);
    if (o->n_rows > 0)
        qsort(o->rows, o->n_rows, sizeof *o->rows, by_time);
    *out = o;
    return true;
}

void organisation_free(struct organisation *o)
{
    if (o == NULL)
        return;
    dictionary_free(o->names);
    free(o->rows);
    free(o->today);
    free(o);
}

const char *organisation_today(const struct organisation *o, const char *unit)
{
    uint32_t number = dictionary_find(o->names, unit, strlen(unit));

    return number == UINT32_MAX ? unit : dictionary_text(o->names, o->today[number]);
}

bool organisation_names(const struct organisation *o, const char *unit)
{
    return dictionary_has(o->names, unit);
}

bool organisation_succeeds(const struct organisation *o, const char *from, const char *to, int32_t last, int32_t first)
{
    uint32_t origin = dictionary_find(o->names, from, strlen(from));
    uint32_t goal = dictionary_find(o->names, to, strlen(to));

    if (origin == UINT32_MAX || goal == UINT32_MAX)
        return false;
    for (size_t i = 0; i < o->n_rows; i++) {
        const struct row *r = &o->rows[i];

        if (r->unit == origin && r->successor != NONE && last <= r->to && r->to < first &&
            (r->successor == goal || o->today[r->successor] == o->today[goal]))
            return true;
    }
    return false;
}

bool organisation_event(const struct organisation *o, size_t i, int32_t *day, const char **unit, const char **successor)
{
    for (size_t row = 0; row < o->n_rows; row++) {
        const struct row *r = &o->rows[row];

        if (r->successor == NONE || i-- != 0)
            continue;
        *day = r->to + 1;
        *unit = dictionary_text(o->names, r->unit);
        *successor = dictionary_text(o->names, r->successor);
        return true;
    }
    return false;
}
