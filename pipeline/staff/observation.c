#include "pipeline/staff/observation.h"

static bool same_group(const struct stay *one, const struct stay *other, unsigned splits)
{
    for (unsigned a = 0; a < N_ATTRIBUTES; a++)
        if ((splits >> a & 1u) != 0 && one->key.attribute[a] != other->key.attribute[a])
            return false;
    return true;
}

/* Why the person is not in the group after its last stay; `next` is the stay after that, if there is one. */
static uint8_t outcome_of(const struct stay *last, const struct stay *next, unsigned splits)
{
    if (last->leave == STAY_EXIT)
        return (uint8_t) (1 + tally_cause_place(last->cause));
    if (last->leave == STAY_CONTINUES && !next->reorganised &&
        !same_group(last, next, splits & (1u << ATTRIBUTE_DISTRICT)))
        return OBSERVATION_MOVED;
    return OBSERVATION_STAYED;
}

static bool observe(const struct stay *first, const struct stay *last, const struct stay *next, unsigned splits,
                    const struct observation_time *time, struct observation *out)
{
    int32_t end = last->leave == STAY_OPEN ? last->last : last->leaving;
    int32_t seen_from = first->first > time->from ? first->first : time->from;

    if (first->first >= time->until || end < time->from || first->employed_from <= time->tenure_known_after)
        return false;
    *out = (struct observation){
        .stay = first,
        .entry = seen_from - first->employed_from,
        .exit = end - first->employed_from + 1,
        .hired = first->entry == STAY_HIRED && first->first >= time->from,
        .preliminary = last->preliminary,
        .outcome = outcome_of(last, next, splits),
    };
    return true;
}

size_t observation_find(const struct stay *stays, size_t n, unsigned splits, const struct observation_time *time,
                        struct observation *out)
{
    size_t n_found = 0, first = 0;

    for (size_t i = 1; i <= n; i++) {
        bool goes_on = i < n && stays[i].entry == STAY_CONTINUED && same_group(&stays[i - 1], &stays[i], splits);

        if (goes_on)
            continue;
        n_found += observe(&stays[first], &stays[i - 1], &stays[i], splits, time, &out[n_found]);
        first = i;
    }
    return n_found;
}
