#include "pipeline/intake/witness.h"

#include "pipeline/base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { NONE = SIZE_MAX };

/* Of one day what has been met. */
struct met {
    bool *districts, *occupations;
    size_t earliest; /* number of the witness of the earliest end; NONE: none yet */
};

struct witness_seen {
    struct dictionary *days; /* by basis and day */
    struct met *met;         /* of each */
    size_t capacity;
    size_t n_districts, n_occupations;
    size_t last; /* number of the day of the record before */
};

struct witnesses witnesses_begin(const struct spells *names)
{
    struct witnesses w = { .n_districts = dictionary_size(names->districts) };

    w.districts = memory_zeroed(w.n_districts, sizeof *w.districts);
    w.seen = memory_zeroed(1, sizeof *w.seen);
    w.seen->days = dictionary_new();
    w.seen->n_districts = w.n_districts;
    w.seen->n_occupations = dictionary_size(names->occupations);
    return w;
}

void witnesses_free(struct witnesses *w)
{
    for (size_t i = 0; w->seen != NULL && i < dictionary_size(w->seen->days); i++) {
        free(w->seen->met[i].districts);
        free(w->seen->met[i].occupations);
    }
    if (w->seen != NULL) {
        dictionary_free(w->seen->days);
        free(w->seen->met);
    }
    free(w->seen);
    free(w->items);
    free(w->days);
    free(w->districts);
    memset(w, 0, sizeof *w);
}

static void begin_day(struct witnesses *w, int32_t day, int32_t basis)
{
    struct witness_seen *seen = w->seen;
    size_t n = w->n_days;

    w->days = memory_grow(w->days, &w->days_capacity, n + 1, sizeof *w->days);
    w->days[w->n_days++] = (struct witness_day){ day, basis, 0 };
    seen->met = memory_grow(seen->met, &seen->capacity, n + 1, sizeof *seen->met);
    seen->met[n] = (struct met){ .districts = memory_zeroed(seen->n_districts, sizeof(bool)),
                                 .occupations = memory_zeroed(seen->n_occupations, sizeof(bool)),
                                 .earliest = NONE };
}

static size_t day_of(struct witnesses *w, const struct spell *s)
{
    int32_t key[2] = { s->extraction, s->basis };
    size_t n = w->n_days, number = w->seen->last;

    if (number < n && w->days[number].day == key[0] && w->days[number].basis == key[1])
        return number;
    number = dictionary_intern(w->seen->days, (const char *) key, sizeof key);
    if (number == n)
        begin_day(w, key[0], key[1]);
    w->seen->last = number;
    return number;
}

static void keep(struct witnesses *w, const struct spell *s)
{
    struct spell *kept;

    w->items = memory_grow(w->items, &w->capacity, w->n + 1, sizeof *w->items);
    kept = &w->items[w->n++];
    *kept = *s;
    memset(kept->person, 0, sizeof kept->person);
}

static void add(struct witnesses *w, const struct spell *s)
{
    size_t day = day_of(w, s);
    struct met *met = &w->seen->met[day];

    w->districts[s->district]++;
    w->days[day].records++;
    if (s->basis == BASIS_SNAPSHOT) {
        if (w->days[day].records == 1)
            keep(w, s);
        return;
    }
    if (met->earliest == NONE || s->end < w->items[met->earliest].end) {
        if (met->earliest == NONE) {
            met->earliest = w->n;
            keep(w, s);
        }
        w->items[met->earliest].end = s->end;
    }
    if (!met->districts[s->district] || !met->occupations[s->occupation])
        keep(w, s);
    met->districts[s->district] = met->occupations[s->occupation] = true;
}

void witnesses_add(struct witnesses *w, const struct spells *piece)
{
    for (size_t i = 0; i < piece->n; i++)
        add(w, &piece->items[i]);
}

void witnesses_pack(const struct witnesses *w, FILE *to)
{
    packet_put_array(to, w->items, w->n, sizeof *w->items);
    packet_put_array(to, w->days, w->n_days, sizeof *w->days);
    packet_put_array(to, w->districts, w->n_districts, sizeof *w->districts);
}

void witnesses_unpack(struct witnesses *w, struct packet *from)
{
    *w = (struct witnesses){ NULL };
    w->items = packet_array(from, &w->n, sizeof *w->items);
    w->days = packet_array(from, &w->n_days, sizeof *w->days);
    w->districts = packet_array(from, &w->n_districts, sizeof *w->districts);
}
