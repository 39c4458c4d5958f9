#include "pipeline/intake/parallel.h"

#include "pipeline/base/memory.h"
#include "pipeline/base/threads.h"
#include "pipeline/intake/person_parts.h"

#include <stdlib.h>
#include <string.h>

enum { LOOK_BACK = 16 };

static bool same_person(const struct spell *a, const struct spell *b)
{
    return memcmp(a->person, b->person, PSEUDONYM_BYTES) == 0;
}

/* What s, which begins no earlier, is to the record before it; NOTE_COUNT: nothing. */
static enum note relation(const struct spell *before, const struct spell *s)
{
    if (s->start > before->end)
        return NOTE_COUNT;
    if (s->district == before->district)
        return NOTE_OTHER_POST;
    return s->start == before->end && s->end > s->start ? NOTE_SAME_DAY_MOVE : NOTE_OTHER_DISTRICT;
}

struct part {
    struct spells spells;
    struct findings findings;
};

static void note_part(void *context, size_t part)
{
    struct part *p = (struct part *) context + part;
    const struct spells *spells = &p->spells;

    for (size_t i = 1; i < spells->n; i++) {
        const struct spell *s = &spells->items[i];
        enum note found = NOTE_COUNT;

        for (size_t back = 1; back <= i && back <= LOOK_BACK && same_person(s, s - back); back++) {
            enum note note = relation(s - back, s);

            if (note != NOTE_COUNT && (found == NOTE_COUNT || found == NOTE_OTHER_POST))
                found = note;
        }
        if (found != NOTE_COUNT)
            findings_note(&p->findings, s->file, s->line, 0, found, 1);
    }
}

void parallel_note(const struct spells *spells, size_t n_threads, struct findings *findings)
{
    size_t n = person_parts_worth_while(spells->n, n_threads);
    struct spells *cut = memory_zeroed(n, sizeof *cut);
    struct part *parts = memory_zeroed(n, sizeof *parts);

    n = person_parts(spells, n, cut);
    for (size_t i = 0; i < n; i++) {
        parts[i].spells = cut[i];
        findings_begin(&parts[i].findings);
    }
    threads_run(n, note_part, parts);
    for (size_t i = 0; i < n; i++) {
        findings_join(findings, &parts[i].findings);
        findings_free(&parts[i].findings);
    }
    free(parts);
    free(cut);
}
