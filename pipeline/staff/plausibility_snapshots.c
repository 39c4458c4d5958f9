/* plausibility_snapshots.c - each snapshot beside the one before: time is linear in spells times snapshots. */
#include "pipeline/staff/plausibility_inside.h"

#include "pipeline/base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What two snapshots come to, district by district. */
struct pair {
    double before, now, left; /* persons; those of before who are somewhere now */
    double missing_districts, were_there;
    double halved_before, halved_now;    /* of districts of which half are nowhere and that few others are in */
    double renamed_before, renamed_left; /* of districts whose persons are hardly any of those before */
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

struct looked_district *looked_district(struct looked_pair *pair, size_t number)
{
    pair->districts = memory_grow(pair->districts, &pair->capacity, number + 1, sizeof *pair->districts);
    while (pair->n_districts <= number)
        pair->districts[pair->n_districts++] = (struct looked_district){ 0, 0, 0 };
    return &pair->districts[number];
}

static void add_person(struct looked_pair *pair, const struct spells *spells, const struct spell *records, size_t n,
                       int32_t day, int32_t next)
{
    const struct spell *before = seen(spells, records, n, day), *now = seen(spells, records, n, next);
    bool somewhere = now != NULL;

    for (size_t i = 0; i < n && !somewhere; i++) /* in an occupation outside the follow-up, too */
        somewhere = is_there(&records[i], next);
    if (before != NULL) {
        struct looked_district *district = looked_district(pair, before->district);

        pair->before++;
        pair->left += somewhere;
        district->before++;
        district->gone += !somewhere;
    }
    if (now != NULL) {
        pair->now++;
        looked_district(pair, now->district)->now++;
    }
}

static void count_pair(struct looked_pair *pair, const struct spells *spells, int32_t day, int32_t next)
{
    const struct spell *items = spells->items;

    for (size_t i = 0, end; i < spells->n; i = end) {
        for (end = i + 1; end < spells->n && memcmp(items[i].person, items[end].person, PSEUDONYM_BYTES) == 0; end++)
            ;
        add_person(pair, spells, items + i, end - i, day, next);
    }
}

void looked_count_pairs(struct looked *l, const struct spells *spells)
{
    for (size_t i = 1; i < l->snapshots.n; i++)
        count_pair(&l->pairs[i], spells, l->snapshots.items[i - 1], l->snapshots.items[i]);
}

/* After a year half of them should be there still, after two a fourth. */
static bool has_new_ids(const struct plausibility *p, double before, double now, double left, int32_t days)
{
    double years = fmax(1, days / 365.25);

    return before >= p->smallest && now >= before / 2 && left < before * exp2(-years);
}

static struct pair pair_of(const struct plausibility *p, const struct looked_pair *counted, int32_t days)
{
    const struct looked_district *districts = counted->districts;
    struct pair pair = { .before = counted->before, .now = counted->now, .left = counted->left };

    for (size_t i = 0; i < counted->n_districts; i++) {
        double left = districts[i].before - districts[i].gone;

        if (has_new_ids(p, districts[i].before, districts[i].now, left, days)) {
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

/* A snapshot is partial where it has so much fewer persons than the one before, and than one soon after it, or none
 * comes long after it; where the fall lasts it has fallen. A district is partial where half of it are nowhere and it
 * has two fifths fewer: where half of a staff leave, others come. A snapshot lacks a district where nine in ten of
 * those who were in it are nowhere, and nobody or hardly anybody else is in it. Its ids are new where it is about as
 * great as the one before and yet holds fewer of its persons than a half for each year between them: of staff who leave
 * at the highest rate that is known of, far more would be left. */
void looked_judge_pairs(const struct plausibility *p, const struct looked *l, struct doubts *out)
{
    const int32_t *days = l->snapshots.items;
    size_t n = l->snapshots.n;
    struct pair *pairs = memory_zeroed(n + 1, sizeof *pairs);

    for (size_t i = 1; i < n; i++)
        pairs[i] = pair_of(p, &l->pairs[i], days[i] - days[i - 1]);
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
