#include "pipeline/intake/correction.h"

#include "pipeline/base/memory.h"
#include "pipeline/intake/sheet.h"

#include <stdlib.h>
#include <string.h>

enum { FILE_NAME, LINE, PERSON, FIELD, OLD, NEW, REASON, WHO, DATE, N_COLUMNS, NOT_THERE = SIZE_MAX };

static const struct sheet_column COLUMNS[N_COLUMNS] = { { "file|fil", true },    { "line|rad", true },
                                                        { "person", true },      { "field|fält|kolumn", true },
                                                        { "old|gammalt", true }, { "new|nytt", true },
                                                        { "reason|skäl", true }, { "who|vem", true },
                                                        { "date|datum", true } };

struct mend {
    char *file;    /* "": every file */
    uint64_t line; /* 0: by person */
    char *person;
    enum codebook_field field;
    char *old_text, *new_text;
    uint64_t own_line; /* in corrections.csv */
    size_t made;
};

struct corrections {
    char *path;
    struct mend *mends;
    size_t n, capacity;
    struct mend **of_file; /* those that may concern the file at hand, by line: those by person first */
    size_t n_of_file, n_by_person;
    size_t next; /* the first by line that has not been passed */
    const size_t *place;
    struct field *copy;
    size_t copy_capacity, n_columns;
};

static char *text_of(struct field cell)
{
    return memory_copy_bytes(cell.bytes, cell.length);
}

/* Digits only. */
static bool line_of(struct field cell, uint64_t *line)
{
    *line = 0;
    for (size_t i = 0; i < cell.length; i++) {
        if (cell.bytes[i] < '0' || cell.bytes[i] > '9' || *line > UINT32_MAX)
            return false;
        *line = 10 * *line + (uint64_t) (cell.bytes[i] - '0');
    }
    return cell.length == 0 || *line > 1;
}

static bool names_file(const struct mend *m, const char *name)
{
    return m->file[0] == '\0' || delivery_is_name_of(m->file, name);
}

static bool check(const struct sheet *s, const struct mend *m, const struct field cell[N_COLUMNS],
                  const struct delivery *d, struct fault *f)
{
    bool known = false;

    if (m->line == 0 && cell[PERSON].length == 0)
        return sheet_fault(s, LINE, m->own_line, f, "raden pekar inte ut någon post: fyll i fil och rad, eller person");
    if (m->line != 0 && m->file[0] == '\0')
        return sheet_fault(s, FILE_NAME, m->own_line, f, "filen saknas: fyll i den fil som raden står i");
    if (m->field == FIELD_UNKNOWN)
        return sheet_fault(s, FIELD, m->own_line, f, "fältet är okänt: skriv rubriken, till exempel anställd_till");
    for (int i = REASON; i < N_COLUMNS; i++)
        if (cell[i].length == 0)
            return sheet_fault(s, (size_t) i, m->own_line, f,
                               "uppgiften saknas: varje rättelse ska ha skäl, namn och datum");
    for (size_t i = 0; i < d->n && !known; i++)
        known = names_file(m, d->files[i].name);
    if (!known)
        return sheet_fault(s, FILE_NAME, m->own_line, f, "filen finns inte i leveransen: kontrollera stavningen");
    return true;
}

static bool read_mends(struct corrections *c, const struct codebook *codebook, const struct delivery *d,
                       struct fault *f)
{
    struct sheet *s = NULL;
    struct field cell[N_COLUMNS];
    uint64_t line = 0;
    bool more = true;
    bool ok = sheet_open(c->path, COLUMNS, N_COLUMNS, &s, f);

    while (ok && (ok = sheet_next(s, cell, &line, &more, f)) && more) {
        struct mend m = { .own_line = line };
        int32_t day;

        if (!line_of(cell[LINE], &m.line)) {
            ok = sheet_fault(s, LINE, line, f, "är inget radnummer: skriv radens nummer i filen, rubrikraden är 1");
            break;
        }
        m.file = text_of(cell[FILE_NAME]);
        m.person = text_of(cell[PERSON]);
        m.old_text = text_of(cell[OLD]);
        m.new_text = text_of(cell[NEW]);
        m.field = codebook_header(codebook, cell[FIELD].bytes, cell[FIELD].length);
        c->mends = memory_grow(c->mends, &c->capacity, c->n + 1, sizeof *c->mends);
        c->mends[c->n++] = m;
        ok = check(s, &m, cell, d, f) && sheet_date(s, cell[DATE], DATE, line, 0, &day, f);
    }
    sheet_close(s);
    return ok;
}

bool corrections_read(const char *path, const struct codebook *codebook, const struct delivery *d,
                      struct corrections **out, struct fault *f)
{
    struct corrections *c = memory_zeroed(1, sizeof *c);

    c->path = memory_copy_text(path);
    if (path != NULL && !read_mends(c, codebook, d, f)) {
        corrections_free(c);
        return false;
    }
    c->of_file = memory_zeroed(c->n, sizeof(struct mend *));
    *out = c;
    return true;
}

void corrections_free(struct corrections *c)
{
    if (c == NULL)
        return;
    for (size_t i = 0; i < c->n; i++) {
        free(c->mends[i].file);
        free(c->mends[i].person);
        free(c->mends[i].old_text);
        free(c->mends[i].new_text);
    }
    free(c->mends);
    free(c->of_file);
    free(c->copy);
    free(c->path);
    free(c);
}

static int by_line(const void *one, const void *other)
{
    const struct mend *a = *(struct mend *const *) one, *b = *(struct mend *const *) other;

    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    return a->own_line < b->own_line ? -1 : a->own_line > b->own_line;
}

void corrections_begin(struct corrections *c, const char *name, const size_t place[FIELD_COUNT], size_t n_columns)
{
    c->place = place;
    c->n_columns = n_columns;
    c->n_of_file = c->n_by_person = 0;
    for (size_t i = 0; i < c->n; i++) {
        if (!names_file(&c->mends[i], name))
            continue;
        c->of_file[c->n_of_file++] = &c->mends[i];
        c->n_by_person += c->mends[i].line == 0;
    }
    if (c->n_of_file > 0)
        qsort(c->of_file, c->n_of_file, sizeof(struct mend *), by_line);
    c->next = c->n_by_person;
}

static bool holds(const struct corrections *c, const struct field *fields, enum codebook_field field, const char *text)
{
    size_t place = c->place[field];

    return place != NOT_THERE && sheet_cell_is(field_trimmed(fields[place]), text);
}

static bool is_person(const struct corrections *c, const struct mend *m, const struct field *fields)
{
    return m->person[0] == '\0' || holds(c, fields, FIELD_PERSONNUMMER, m->person) ||
           holds(c, fields, FIELD_PERSONID, m->person);
}

static bool is_unmade(const struct corrections *c, const struct mend *m, struct fault *f)
{
    return fault_at(
        f, FAULT_DATA, c->path, m->own_line, "old",
        "det gamla värdet finns inte där rättelsen pekar: uttaget är ändrat, eller rättelsen gäller en annan post; "
        "kontrollera fil, rad, person och fält, eller ta bort rättelsen");
}

static void mend_cell(struct corrections *c, struct mend *m, const struct field **fields, const struct field *raw)
{
    if (*fields == raw) {
        c->copy = memory_grow(c->copy, &c->copy_capacity, c->n_columns, sizeof *c->copy);
        memcpy(c->copy, raw, c->n_columns * sizeof *c->copy);
        *fields = c->copy;
    }
    c->copy[c->place[m->field]] = (struct field){ m->new_text, strlen(m->new_text) };
    m->made++;
}

bool corrections_apply(struct corrections *c, const struct field **fields, uint64_t line, size_t *mended,
                       enum codebook_field fields_mended[FIELD_COUNT], struct fault *f)
{
    const struct field *raw = *fields;

    *mended = 0;
    while (c->next < c->n_of_file && c->of_file[c->next]->line < line)
        c->next++;
    for (size_t i = c->n_by_person > 0 ? 0 : c->next; i < c->n_of_file; i++) {
        struct mend *m;

        if (i == c->n_by_person)
            i = c->next;
        if (i == c->n_of_file)
            break;
        m = c->of_file[i];
        if (m->line > line)
            break;
        if (!is_person(c, m, raw) || !holds(c, raw, m->field, m->old_text)) {
            if (m->line != 0)
                return is_unmade(c, m, f);
            continue; /* another person, or another post of the same */
        }
        mend_cell(c, m, fields, raw);
        if (*mended < FIELD_COUNT)
            fields_mended[(*mended)++] = m->field;
    }
    return true;
}

bool corrections_none(const struct corrections *c)
{
    return c->n == 0;
}

void corrections_pack(const struct corrections *c, FILE *to)
{
    packet_put_number(to, c->n);
    for (size_t i = 0; i < c->n; i++)
        packet_put_number(to, c->mends[i].made);
}

void corrections_add(struct corrections *c, struct packet *from)
{
    from->whole = from->whole && packet_number(from) == c->n;
    for (size_t i = 0; i < c->n; i++)
        c->mends[i].made += (size_t) packet_number(from);
}

bool corrections_finish(const struct corrections *c, struct fault *f)
{
    for (size_t i = 0; i < c->n; i++)
        if (c->mends[i].made == 0)
            return is_unmade(c, &c->mends[i], f);
    return true;
}
