#include "pipeline/staff/register_pass.h"

#include "pipeline/base/memory.h"
#include "pipeline/staff/snapshot.h"
#include "pipeline/table/table.h"

#include <stdlib.h>
#include <string.h>

static int by_day(const void *a, const void *b)
{
    int32_t x = *(const int32_t *) a, y = *(const int32_t *) b;

    return (x > y) - (x < y);
}

bool register_dates_read(const char *path, struct register_dates *out, struct fault *f)
{
    struct table *t = NULL;
    bool spells = false;

    *out = (struct register_dates){ 0 };
    if (!table_read(path, schema_find("extracts"), &t, f))
        return false;
    for (size_t row = 0; row < table_rows(t); row++) {
        bool snapshot = table_is(t, row, "basis", "snapshot");

        spells = spells || !snapshot;
        out->snapshots = out->snapshots || snapshot;
        out->items = memory_grow(out->items, &out->capacity, out->n + 1, sizeof *out->items);
        out->items[out->n++] = table_date(t, row, "date");
    }
    table_free(t);
    if (out->n > 1)
        qsort(out->items, out->n, sizeof *out->items, by_day);
    if (!spells || !out->snapshots)
        return true;
    register_dates_free(out);
    return fault_set(f, FAULT_DATA,
                     "leveransen har både anställningar (med anställd_från) och ögonblicksbilder (utan): lämna ett av "
                     "slagen i staff/, för tillsammans skulle personer räknas två gånger");
}

void register_dates_free(struct register_dates *d)
{
    free(d->items);
    *d = (struct register_dates){ 0 };
}

void register_names_begin(struct register_names *names)
{
    spells_begin(&names->written);
    names->districts = dictionary_new();
}

void register_names_free(struct register_names *names)
{
    spells_free(&names->written);
    dictionary_free(names->districts);
    *names = (struct register_names){ 0 };
}

bool register_pass_begin(struct register_pass *p, struct fault *f)
{
    const struct shard *shard = p->rules->shard;

    p->facts->first_start = p->facts->first_end = INT32_MAX;
    if (shard == NULL)
        return spell_stream_open(p->path, &p->names->written, &p->stream, f);
    if (!spell_stream_open_shard(p->path, shard->number, shard->n, &p->names->written, &p->stream, f))
        return false;
    p->preceded = spell_stream_before(p->stream, p->person);
    return true;
}

void register_pass_end(struct register_pass *p)
{
    spell_stream_close(p->stream);
    free(p->followed.items);
    free(p->today.items);
    free(p->records);
}

static bool is_followed(const struct register_rules *rules, const char *occupation)
{
    for (size_t i = 0; i < rules->n_occupations; i++)
        if (strcmp(rules->occupations[i], occupation) == 0)
            return true;
    return rules->n_occupations == 0 && occupation[0] != '\0';
}

static bool qualifies(struct register_pass *p, const struct spell *s)
{
    struct register_known *k = &p->followed;

    while (k->n <= s->occupation) {
        k->items = memory_grow(k->items, &k->capacity, k->n + 1, sizeof *k->items);
        k->items[k->n] = is_followed(p->rules, dictionary_text(p->names->written.occupations, (uint32_t) k->n));
        k->n++;
    }
    return k->items[s->occupation] != 0 &&
           (s->form == FORM_PERMANENT || (s->form == FORM_FIXED_TERM && p->rules->fixed_term));
}

static uint16_t district_of(struct register_pass *p, uint16_t unit)
{
    struct register_known *k = &p->today;

    while (k->n <= unit) {
        const char *name = dictionary_text(p->names->written.districts, (uint32_t) k->n);
        const char *today = organisation_today(p->rules->organisation, name);

        k->items = memory_grow(k->items, &k->capacity, k->n + 1, sizeof *k->items);
        k->items[k->n++] = (uint16_t) dictionary_intern(p->names->districts, today, strlen(today));
    }
    return k->items[unit];
}

static bool still_goes_on(const struct spell *s)
{
    return s->end == SPELL_OPEN || s->end > s->extraction;
}

static void note_first_days(struct register_facts *facts, const struct spell *s)
{
    if (s->start < facts->first_start)
        facts->first_start = s->start;
    if (!still_goes_on(s) && s->end < facts->first_end)
        facts->first_end = s->end;
}

bool register_look(const char *path, const struct register_dates *dates, const struct register_rules *rules,
                   struct register_facts *out, struct fault *f)
{
    struct register_names names;
    struct register_pass p = { .path = path, .dates = dates, .rules = rules, .facts = out, .names = &names };
    struct spell s;
    bool more = true, ok;

    register_names_begin(&names);
    *out = (struct register_facts){ .horizon = dates->items[dates->n - 1] };
    ok = register_pass_begin(&p, f);
    while (ok && (ok = spell_stream_next(p.stream, &s, &more, f)) && more) {
        if (s.form == FORM_HOURLY)
            continue;
        if (qualifies(&p, &s))
            note_first_days(out, &s);
        if (!dates->snapshots && still_goes_on(&s) && s.extraction < out->horizon) {
            out->horizon = s.extraction;
            out->old_file = s.file;
            out->old_line = s.line;
        }
    }
    register_pass_end(&p);
    register_names_free(&names);
    return ok;
}

static void finish_person(struct register_pass *p)
{
    if (p->dates->snapshots)
        snapshot_to_days(p->records, p->n_records, p->gap_days, p->dates->items, p->dates->n);
    p->visitor->person(p->visitor->context, p->records, p->n_records, &p->about);
    p->n_records = 0;
}

static void begin_person(struct register_pass *p, const struct spell *s)
{
    memcpy(p->person, s->person, sizeof p->person);
    p->about = (struct stay_person){ GENDER_UNKNOWN, 0 };
    p->gender_from = p->birth_year_from = INT32_MIN;
    p->begun = true;
}

/* One gender and one year of birth a person: what the latest extract states. */
static void take_about(struct register_pass *p, const struct spell *s)
{
    if (s->gender != GENDER_UNKNOWN && s->extraction >= p->gender_from) {
        p->about.gender = s->gender;
        p->gender_from = s->extraction;
    }
    if (s->birth_year != 0 && s->extraction >= p->birth_year_from) {
        p->about.birth_year = s->birth_year;
        p->birth_year_from = s->extraction;
    }
}

static void take_record(struct register_pass *p, const struct spell *s)
{
    int32_t horizon = p->facts->horizon;
    bool followed = qualifies(p, s);
    struct post_record *r;

    if (s->form == FORM_HOURLY || s->start > horizon)
        return;
    if (followed) {
        note_first_days(p->facts, s);
        p->anybody = true;
    }
    p->records = memory_grow(p->records, &p->capacity, p->n_records + 1, sizeof *p->records);
    r = &p->records[p->n_records++];
    *r = (struct post_record){ .first = s->start,
                               .last = s->end,
                               .qualifies = followed,
                               .cause = s->cause,
                               .district = district_of(p, s->district),
                               .unit = s->district,
                               .occupation = s->occupation,
                               .operation = s->operation,
                               .grade = s->grade };
    if (r->last > horizon) {
        r->last = horizon;
        r->open = true;
    }
}

bool register_pass_disorder(const struct register_pass *p, const struct spell *s, struct fault *f)
{
    return fault_at(f, FAULT_DATA, p->path, 0, "person",
                    "personerna står inte i ordning (post från fil nr %u, rad %u): gör om filen med make",
                    (unsigned) s->file, (unsigned) s->line);
}

static bool take_spell(struct register_pass *p, const struct spell *s, struct fault *f)
{
    int order = p->begun || p->preceded ? memcmp(p->person, s->person, sizeof p->person) : -1;

    if (order > 0)
        return register_pass_disorder(p, s, f);
    if (order != 0) {
        if (p->begun)
            finish_person(p);
        else
            p->first = *s;
        begin_person(p, s);
    }
    take_about(p, s);
    take_record(p, s);
    return true;
}

bool register_pass_finish(const struct register_pass *p, struct fault *f)
{
    p->facts->anybody = p->anybody;
    return p->rules->shard != NULL || register_pass_check(p->rules, p->names, p->anybody, f);
}

bool register_pass_check(const struct register_rules *rules, const struct register_names *names, bool anybody,
                         struct fault *f)
{
    for (size_t i = 0; i < rules->n_occupations; i++) {
        const char *occupation = rules->occupations[i];

        if (dictionary_find(names->written.occupations, occupation, strlen(occupation)) == UINT32_MAX)
            return fault_at(f, FAULT_DATA, rules->occupations_path, rules->occupations_line, "occupations",
                            "yrket \"%s\" finns inte i uttaget: rätta occupations under [turnover], eller koden i "
                            "codes/occupation.csv",
                            occupation);
    }
    if (anybody)
        return true;
    return fault_set(f, FAULT_DATA,
                     "ingen post hör till populationen: kontrollera att befattningarna har en kod i "
                     "codes/occupation.csv, anställningsformerna en i codes/form.csv, och population under [turnover]");
}

bool register_pass_all(struct register_pass *p, struct fault *f)
{
    struct spell s;
    bool more = true, ok = true;

    while (ok && (ok = spell_stream_next(p->stream, &s, &more, f)) && more)
        ok = take_spell(p, &s, f);
    if (ok && p->begun)
        finish_person(p);
    return ok;
}

bool register_visit(const char *path, const struct register_dates *dates, const struct register_rules *rules,
                    int32_t gap_days, struct register_names *names, struct register_facts *facts,
                    const struct register_visitor *visitor, struct fault *f)
{
    struct register_pass p = { .path = path,
                               .dates = dates,
                               .rules = rules,
                               .facts = facts,
                               .names = names,
                               .visitor = visitor,
                               .gap_days = gap_days };
    bool ok = register_pass_begin(&p, f) && register_pass_all(&p, f) && register_pass_finish(&p, f);

    register_pass_end(&p);
    return ok;
}
