#include "pipeline/staff/plausibility_snapshots.h"

#include "pipeline/base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Of one snapshot and the one before it. */
struct pair {
    double before, now, left; /* persons; those of before who are somewhere now */
    double missing_districts, were_there;
    double halved_before, halved_now;    /* of districts of which half are nowhere and that few others are in */
    double renamed_before, renamed_left; /* of districts whose persons are hardly any of those before */
};

struct district {
    uint32_t before, now, gone; /* persons; of before: who are nowhere now */
};

static bool is_there(const struct spell *s, int32_t day)
{
    return s->form != FORM_HOURLY && s->start <= day && s->end >= day;
}

static bool is_followed(const struct spells *spells, const struct spell *s, int32_t day)
{
    return s->basis == BASIS_SNAPSHOT && is_there(s, day) &&
           dictionary_text(spells->occupations, s->occupation)[0] != '\0';
}

/* The first followed record of a person on `day`; NULL: none. */
static const struct spell *seen(const struct spells *spells, const struct spell *records, size_t n, int32_t day)
{
    for (size_t i = 0; i < n; i++)
        if (is_followed(spells, &records[i], day))
            return &records[i];
    return NULL;
}

static void add_person(struct pair *pair, struct district *districts, const struct spells *spells,
                       const struct spell *records, size_t n, int32_t day, int32_t next)
{
    const struct spell *before = seen(spells, records, n, day), *now = seen(spells, records, n, next);
    bool somewhere = now != NULL;

    for (size_t i = 0; i < n && !somewhere; i++) /* in an occupation outside the follow-up, too */
        somewhere = is_there(&records[i], next);
    if (before != NULL) {
        pair->before++;
        pair->left += somewhere;
        districts[before->district].before++;
        districts[before->district].gone += !somewhere;
    }
    if (now != NULL) {
        pair->now++;
        districts[now->district].now++;
    }
}

/* After a year half of them should be there still, after two a fourth. */
static bool has_new_ids(const struct plausibility *p, double before, double now, double left, int32_t days)
{
    double years = fmax(1, days / 365.25);

    return before >= p->smallest && now >= before / 2 && left < before * exp2(-years);
}

static struct pair pair_of(const struct plausibility *p, const struct spells *spells, int32_t day, int32_t next)
{
    size_t n_districts = dictionary_size(spells->districts);
    struct district *districts = memory_zeroed(n_districts + 1, sizeof *districts);
    const struct spell *items = spells->items;
    struct pair pair = { 0 };

    for (size_t i = 0, end; i < spells->n; i = end) {
        for (end = i + 1; end < spells->n && memcmp(items[i].person, items[end].person, PSEUDONYM_BYTES) == 0; end++)
            ;
        add_person(&pair, districts, spells, items + i, end - i, day, next);
    }
    for (size_t i = 0; i < n_districts; i++) {
        double left = districts[i].before - districts[i].gone;

        if (has_new_ids(p, districts[i].before, districts[i].now, left, next - day)) {
            pair.renamed_before += districts[i].before;
            pair.renamed_left += left;
        }
        if (districts[i].before >= p->smallest && districts[i].now <= 0.1 * districts[i].before &&
            districts[i].gone >= 0.9 * districts[i].before) {
            pair.missing_districts++;
            pair.were_there += districts[i].before;
        } else if (districts[i].gone >= p->smallest && districts[i].gone >= 0.5 * districts[i].before &&
                   districts[i].now <= 0.6 * districts[i].before) { /* where half leave others come */
            pair.halved_before += districts[i].before;
            pair.halved_now += districts[i].now;
        }
    }
    free(districts);
    return pair;
}

static bool is_smaller(const struct plausibility *p, double persons, double than)
{
    return than - persons >= p->smallest && persons <= (1 - p->snapshot_drop / 100) * than;
}

/* Whether the fall at i is made good by the next snapshot, or within a year and a half by another; or may yet be, for
 * there are none after that. */
static bool may_be_partial(const struct plausibility *p, const struct pair *pairs, const int32_t *days, size_t n,
                           size_t i)
{
    enum { SOON = 550 };

    for (size_t j = i + 1; j < n; j++) {
        if (j > i + 1 && days[j] - days[i] > SOON)
            return false;
        if (is_smaller(p, pairs[i].now, pairs[j].now))
            return true;
    }
    return true;
}

static void look_at_sizes(const struct plausibility *p, const struct pair *pairs, const int32_t *days, size_t n,
                          struct doubts *out)
{
    for (size_t i = 1; i < n; i++) {
        if (is_smaller(p, pairs[i].now, pairs[i].before))
            doubts_add(out, may_be_partial(p, pairs, days, n, i) ? DOUBT_PARTIAL_SNAPSHOT : DOUBT_FALLEN_SNAPSHOT,
                       days[i], pairs[i].now, pairs[i].before);
        else if (pairs[i].halved_before > 0)
            doubts_add(out, DOUBT_PARTIAL_DISTRICT, days[i], pairs[i].halved_now, pairs[i].halved_before);
        if (is_smaller(p, pairs[i].before, pairs[i].now) &&
            (i == 1 || !is_smaller(p, pairs[i].before, pairs[i - 1].before)))
            doubts_add(out, DOUBT_GROWN_SNAPSHOT, days[i], pairs[i].now, pairs[i].before);
    }
}

void plausibility_snapshots(const struct plausibility *p, const struct spells *spells, const int32_t *days, size_t n,
                            struct doubts *out)
{
    struct pair *pairs = memory_zeroed(n + 1, sizeof *pairs);

    for (size_t i = 1; i < n; i++)
        pairs[i] = pair_of(p, spells, days[i - 1], days[i]);
    look_at_sizes(p, pairs, days, n, out);
    for (size_t i = 1; i < n; i++) {
        if (pairs[i].missing_districts > 0)
            doubts_add(out, DOUBT_MISSING_DISTRICT, days[i], pairs[i].missing_districts, pairs[i].were_there);
        if (has_new_ids(p, pairs[i].before, pairs[i].now, pairs[i].left, days[i] - days[i - 1]))
            doubts_add(out, DOUBT_NEW_IDS, days[i], pairs[i].left, pairs[i].before);
        else if (pairs[i].renamed_before > 0)
            doubts_add(out, DOUBT_NEW_IDS_DISTRICT, days[i], pairs[i].renamed_left, pairs[i].renamed_before);
    }
    free(pairs);
}
