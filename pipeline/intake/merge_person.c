/* merge_person.c - which of one person's records stand, and for which others: no person hangs on another. */
#define _GNU_SOURCE /* qsort_r */
#include "pipeline/intake/merge_inside.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static int order_of(int64_t a, int64_t b)
{
    return a < b ? -1 : a > b;
}

/* Which of two records that say different things of the same days is heard: the one that says more comes later. Any
 * fixed rule would do; it must only not hang on the order of rows. */
static int by_content(const struct spell *a, const struct spell *b, const struct spells *names)
{
    int order = order_of(a->grade == SPELL_NO_GRADE ? -1 : a->grade, b->grade == SPELL_NO_GRADE ? -1 : b->grade);

    if (order == 0)
        order = order_of(a->cause == CAUSE_UNKNOWN ? -1 : a->cause, b->cause == CAUSE_UNKNOWN ? -1 : b->cause);
    if (order == 0)
        order = order_of(a->gender, b->gender);
    if (order == 0)
        order = order_of(a->birth_year, b->birth_year);
    if (order == 0 && a->operation != b->operation)
        order = strcmp(dictionary_text(names->operations, a->operation),
                       dictionary_text(names->operations, b->operation));
    if (order == 0)
        order = order_of(b->file, a->file); /* of true duplicates the first stands */
    return order != 0 ? order : order_of(b->line, a->line);
}

/* Posts together; within a post the latest extract first, then by days. Snapshots after spells. */
static int by_post(const void *one, const void *other, void *names)
{
    const struct spell *a = one, *b = other;
    int order = order_of(a->basis, b->basis);

    if (order == 0)
        order = order_of(a->district, b->district);
    if (order == 0)
        order = order_of(a->occupation, b->occupation);
    if (order == 0)
        order = order_of(a->form, b->form);
    if (order == 0 && a->basis == BASIS_SNAPSHOT)
        order = order_of(a->operation, b->operation);
    else if (order == 0)
        order = order_of(b->extraction, a->extraction);
    if (order == 0 && a->basis == BASIS_SPELLS)
        order = order_of(b->century_given, a->century_given);
    if (order == 0)
        order = order_of(a->start, b->start);
    if (order == 0)
        order = order_of(a->end, b->end);
    return order != 0 ? order : by_content(a, b, names);
}

static bool same_post(const struct spell *a, const struct spell *b)
{
    return a->basis == b->basis && a->district == b->district && a->occupation == b->occupation && a->form == b->form &&
           (a->basis == BASIS_SPELLS || a->operation == b->operation);
}

static void merged_away(struct merge *m, const struct spell *s, enum note note)
{
    m->account.merged[s->file]++;
    if (note == NOTE_MERGED_SUPERSEDED)
        m->counts[s->file].superseded++;
    else
        findings_note(m->findings, s->file, s->line, 0, note, 1);
}

/* ---- spells ---- */

/* The union of a and the later b. */
static void unite(struct merge *m, struct spell *a, const struct spell *b)
{
    struct spell both = *b;
    bool duplicate = a->start == b->start && a->end == b->end;

    both.start = a->start;
    if (a->end > b->end) {
        both.end = a->end;
        both.cause = a->cause;
    }
    merged_away(m, a, duplicate ? NOTE_MERGED_DUPLICATE : NOTE_MERGED_OVERLAP);
    *a = both;
}

/* The record of a later extract that has the last word on s: the one that begins with it, else the first that overlaps
 * with it; NULL: none. */
static const struct spell *superseding(const struct spell *s, const struct spell *standing, size_t n)
{
    const struct spell *found = NULL;

    for (size_t i = 0; i < n; i++)
        if (standing[i].start <= spell_known_end(s) && s->start <= spell_known_end(&standing[i])) {
            if (standing[i].start == s->start)
                return &standing[i];
            if (found == NULL)
                found = &standing[i];
        }
    return found;
}

/* What the later extract says otherwise of days that were past, or of the person, when the earlier one was made. That a
 * post has ended since, or its grade has changed, is no revision. */
static void note_revisions(struct merge *m, const struct spell *s, const struct spell *later)
{
    bool ended = s->end <= s->extraction, ends_before = later->end <= s->extraction;
    const struct {
        enum codebook_field field;
        bool revised;
        int32_t days;
    } seen[] = {
        { FIELD_START, s->start != later->start, later->start - s->start },
        { FIELD_END, s->end != later->end && (ended || ends_before),
          s->end == SPELL_OPEN || later->end == SPELL_OPEN ? 0 : later->end - s->end },
        { FIELD_DISTRICT, s->district != later->district, 0 },
        { FIELD_OCCUPATION, s->occupation != later->occupation, 0 },
        { FIELD_FORM, s->form != later->form, 0 },
        { FIELD_CAUSE, ended && s->end == later->end && s->cause != CAUSE_UNKNOWN && s->cause != later->cause, 0 },
        { FIELD_GENDER, s->gender != GENDER_UNKNOWN && s->gender != later->gender, 0 },
        { FIELD_BIRTH_YEAR, s->birth_year != 0 && s->birth_year != later->birth_year, 0 },
    };
    bool any = false;

    for (size_t i = 0; i < sizeof seen / sizeof seen[0]; i++) {
        if (!seen[i].revised)
            continue;
        any = true;
        findings_revision(m->findings, &(struct revision){ .file = s->file,
                                                           .line = s->line,
                                                           .later_file = later->file,
                                                           .later_line = later->line,
                                                           .days = seen[i].days,
                                                           .field = (uint8_t) seen[i].field });
    }
    m->counts[s->file].revised += any;
}

static void supersede(void *merge, const struct spell *s, const struct spell *later)
{
    note_revisions(merge, s, later);
    merged_away(merge, s, NOTE_MERGED_SUPERSEDED);
}

/* One person's records on one post, sorted by_post; returns how many stand, moved to the front. */
static size_t merge_post(struct merge *m, struct spell *records, size_t n)
{
    size_t standing = 0, later = 0; /* of those that stand, so many are of later extracts than the one at hand */

    for (size_t i = 0; i < n;) {
        struct spell s = records[i++];
        const struct spell *by;

        while (i < n && records[i].extraction == s.extraction && records[i].century_given == s.century_given &&
               records[i].start <= s.end)
            unite(m, &s, &records[i++]);
        if (standing > 0 && records[standing - 1].extraction != s.extraction)
            later = standing;
        by = superseding(&s, records, later);
        if (by != NULL) {
            supersede(m, &s, by);
            continue;
        }
        m->account.kept[s.file]++;
        records[standing++] = s;
    }
    return standing;
}

/* ---- snapshots ---- */

/* One person's rows in one state, sorted by_post; returns how many spells they make, moved to the front. */
static size_t join_snapshots(struct merge *m, struct spell *rows, size_t n)
{
    int32_t latest = m->snapshots->n > 0 ? m->snapshots->items[m->snapshots->n - 1]
                                         : INT32_MIN; /* rows have made them */
    size_t spells = 0;

    for (size_t i = 0; i < n;) {
        struct spell run = rows[i++];
        int32_t first = run.start;

        for (; i < n; i++) {
            bool same = rows[i].start == run.start;

            if (!same && days_number(m->snapshots, rows[i].start) != days_number(m->snapshots, run.start) + 1)
                break;
            if (same)
                merged_away(m, &run, NOTE_MERGED_DUPLICATE);
            else
                m->account.kept[run.file]++;
            run = rows[i];
        }
        m->account.kept[run.file]++;
        run.end = run.start == latest ? SPELL_OPEN : run.start;
        run.start = first;
        run.extraction = latest;
        rows[spells++] = run;
    }
    return spells;
}

/* ---- all of a person's ---- */

static void note_vanished(struct merge *m, const struct spell *s)
{
    struct merge_counts *c = &m->counts[s->file];

    if (c->vanished++ == 0 || s->line < c->vanished_at)
        c->vanished_at = s->line;
}

size_t merge_person(struct merge *m, struct spell *records, size_t n)
{
    size_t standing = 0;

    n = edits_remove(m->edits, records, n, supersede, m);
    if (n > 1)
        qsort_r(records, n, sizeof *records, by_post, (void *) (uintptr_t) m->names);
    for (size_t i = 0; i < n;) {
        size_t end = i + 1;
        size_t stand;

        while (end < n && same_post(&records[i], &records[end]))
            end++;
        stand = records[i].basis == BASIS_SPELLS ? merge_post(m, records + i, end - i)
                                                 : join_snapshots(m, records + i, end - i);
        memmove(records + standing, records + i, stand * sizeof *records);
        standing += stand;
        i = end;
    }
    if (standing > 1)
        qsort_r(records, standing, sizeof *records, spell_by_row, (void *) (uintptr_t) m->names);
    for (size_t i = 0; m->edits != NULL && i < standing; i++)
        if (edits_is_vanished(m->edits, &records[i]))
            note_vanished(m, &records[i]);
    return standing;
}
