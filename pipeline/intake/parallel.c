#include "pipeline/intake/parallel.h"

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

void parallel_note(const struct spells *spells, struct findings *findings)
{
    for (size_t i = 1; i < spells->n; i++) {
        const struct spell *s = &spells->items[i];
        enum note found = NOTE_COUNT;

        for (size_t back = 1; back <= i && back <= LOOK_BACK && same_person(s, s - back); back++) {
            enum note note = relation(s - back, s);

            if (note != NOTE_COUNT && (found == NOTE_COUNT || found == NOTE_OTHER_POST))
                found = note;
        }
        if (found != NOTE_COUNT)
            findings_note(findings, s->file, s->line, 0, found, 1);
    }
}
