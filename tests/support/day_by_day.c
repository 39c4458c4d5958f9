#include "tests/support/day_by_day.h"

#include "pipeline/base/calendar.h"
#include "pipeline/base/memory.h"
#include "tests/support/testing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum state { AWAY, OUTSIDE, INSIDE };

struct day {
    enum state state;
    size_t record; /* the main post; on a gap day that of the day before */
    bool gap;
    char attribute[N_ATTRIBUTES][32];
};

/* A stay in a group, by days: s and L of the domain. */
struct group_stay {
    int32_t s, leaving, last;
    bool open, hired, exit;
    enum staff_cause cause;
    bool preliminary;
};

struct walker {
    const struct city_record *records; /* of one person */
    size_t n;
    const struct city_rules *rules;
    const struct windows *windows;
    struct day_counts *out;
    int32_t from, horizon;
    struct day *days; /* from - 1 .. horizon + 1, index day - from + 1 */
};

static int32_t first_day(const struct city_record *r)
{
    return city_day(r->first);
}

static int32_t last_day(const struct walker *w, const struct city_record *r)
{
    int32_t last = r->last != NULL ? city_day(r->last) : w->horizon;

    return last > w->horizon ? w->horizon : last;
}

static bool goes_on(const struct walker *w, const struct city_record *r)
{
    return r->last == NULL || city_day(r->last) > w->horizon;
}

static const char *occupation(const struct city_record *r)
{
    return r->occupation != NULL ? r->occupation : "s";
}

static const char *operation(const struct city_record *r)
{
    return r->operation != NULL ? r->operation : "";
}

static const char *today(const struct walker *w, const struct city_record *r)
{
    return w->rules->organisation != NULL ? organisation_today(w->rules->organisation, r->district) : r->district;
}

static bool paid_on(const struct walker *w, const struct city_record *r, int32_t day)
{
    return r->form != CITY_HOURLY && first_day(r) <= day && day <= last_day(w, r);
}

static bool qualifies(const struct walker *w, const struct city_record *r)
{
    return occupation(r)[0] != '\0' &&
           (r->form == CITY_PERMANENT || (r->form == CITY_FIXED_TERM && w->rules->fixed_term));
}

/* The first day of the post that the record is part of: grows the set of records of its district until it is stable. */
static int32_t post_first(const struct walker *w, size_t record)
{
    bool *within = memory_zeroed(w->n, sizeof *within);
    bool grew = true;
    int32_t first = first_day(&w->records[record]);

    within[record] = true;
    while (grew) {
        grew = false;
        for (size_t i = 0; i < w->n; i++)
            for (size_t j = 0; j < w->n && !within[i]; j++) {
                const struct city_record *a = &w->records[i], *b = &w->records[j];

                if (!within[j] || a->form == CITY_HOURLY || first_day(a) > w->horizon ||
                    strcmp(today(w, a), today(w, b)) != 0)
                    continue;
                if (first_day(a) - last_day(w, b) - 1 > w->rules->gap_days ||
                    first_day(b) - last_day(w, a) - 1 > w->rules->gap_days)
                    continue;
                within[i] = grew = true;
                if (first_day(a) < first)
                    first = first_day(a);
            }
    }
    free(within);
    return first;
}

/* True where a is rather the main post than b. */
static bool before(const struct walker *w, size_t a, size_t b)
{
    const struct city_record *x = &w->records[a], *y = &w->records[b];
    int order;

    if (x->grade != y->grade)
        return x->grade > y->grade;
    if (post_first(w, a) != post_first(w, b))
        return post_first(w, a) < post_first(w, b);
    if ((order = strcmp(today(w, x), today(w, y))) != 0)
        return order < 0;
    if ((order = strcmp(occupation(x), occupation(y))) != 0)
        return order < 0;
    if ((order = strcmp(operation(x), operation(y))) != 0)
        return order < 0;
    if (first_day(x) != first_day(y))
        return first_day(x) < first_day(y);
    if (last_day(w, x) != last_day(w, y))
        return last_day(w, x) > last_day(w, y);
    return x->cause < y->cause;
}

static void describe_age(const struct walker *w, int32_t day, char *text)
{
    static const int limits[] = { 30, 40, 50, 60 };
    int birth = w->records[0].birth_year, age = calendar_to_civil(day).year - birth;

    if (birth == 0)
        strcpy(text, "unknown");
    else if (age < 30)
        strcpy(text, "under_30");
    else if (age >= 60)
        strcpy(text, "60_or_over");
    else
        for (size_t i = 0; i < 3; i++)
            if (age >= limits[i] && age < limits[i + 1])
                sprintf(text, "%d_to_%d", limits[i], limits[i] + 9);
}

static void describe_tenure(int32_t day, int32_t employed_from, char *text)
{
    struct calendar_date now = calendar_to_civil(day), then = calendar_to_civil(employed_from);
    int years = now.year - then.year;

    if (now.month < then.month || (now.month == then.month && now.day < then.day))
        years--;
    strcpy(text, years < 1 ? "under_1" : years < 2 ? "1" : years < 5 ? "2_to_4" : years < 10 ? "5_to_9" : "10_or_over");
}

static void describe(struct walker *w, struct day *d, int32_t day, int32_t employed_from)
{
    const struct city_record *r = &w->records[d->record];

    strcpy(d->attribute[ATTRIBUTE_DISTRICT], today(w, r));
    strcpy(d->attribute[ATTRIBUTE_OCCUPATION], occupation(r));
    strcpy(d->attribute[ATTRIBUTE_OPERATION], operation(r));
    sprintf(d->attribute[ATTRIBUTE_GENDER], "%d", (int) w->records[0].gender);
    describe_age(w, day, d->attribute[ATTRIBUTE_AGE]);
    describe_tenure(day, employed_from, d->attribute[ATTRIBUTE_TENURE]);
}

static struct day *at(const struct walker *w, int32_t day)
{
    return &w->days[day - w->from + 1];
}

/* Any monthly-paid post on the day. */
static bool works(const struct walker *w, int32_t day)
{
    for (size_t i = 0; i < w->n; i++)
        if (paid_on(w, &w->records[i], day))
            return true;
    return false;
}

/* The day is within a gap that the rules tolerate: worked before it, works again at most G + 1 days later. */
static bool tolerated(const struct walker *w, int32_t day)
{
    int32_t last = day, next = day;

    while (last >= w->from && !works(w, last))
        last--;
    while (next <= w->horizon && !works(w, next))
        next++;
    return last >= w->from && next <= w->horizon && next - last - 1 <= w->rules->gap_days;
}

static void fill_days(struct walker *w)
{
    int32_t employed_from = w->from;

    for (int32_t day = w->from; day <= w->horizon; day++) {
        struct day *d = at(w, day), *yesterday = at(w, day - 1);
        size_t best = SIZE_MAX;

        if (!works(w, day)) {
            if (tolerated(w, day)) {
                d->state = yesterday->state;
                d->record = yesterday->record;
                d->gap = true;
            }
        } else {
            for (size_t i = 0; i < w->n; i++)
                if (paid_on(w, &w->records[i], day) && qualifies(w, &w->records[i]) &&
                    (best == SIZE_MAX || before(w, i, best)))
                    best = i;
            d->state = best == SIZE_MAX ? OUTSIDE : INSIDE;
            d->record = best;
        }
        if (d->state != AWAY && yesterday->state == AWAY)
            employed_from = day;
        if (d->state == INSIDE)
            describe(w, d, day, employed_from);
    }
}

static bool open_at_horizon(const struct walker *w)
{
    for (size_t i = 0; i < w->n; i++)
        if (paid_on(w, &w->records[i], w->horizon) && goes_on(w, &w->records[i]))
            return true;
    return false;
}

static void key_of(const struct day *d, enum grouping_id id, char text[DAY_BY_DAY_KEY])
{
    size_t n = 0;

    for (size_t a = 0; a < N_ATTRIBUTES; a++)
        n += (size_t) snprintf(text + n, DAY_BY_DAY_KEY - n, "%s|",
                               grouping_splits_by(grouping_of(id), (enum attribute) a) ? d->attribute[a] : "all");
}

static struct day_group *group_of(struct walker *w, enum grouping_id id, const char *key)
{
    struct day_counts *o = w->out;
    struct day_group *g = day_counts_find(o, id, key);

    if (g != NULL)
        return g;
    o->groups = memory_grow(o->groups, &o->capacity, o->n + 1, sizeof *o->groups);
    g = &o->groups[o->n++];
    *g = (struct day_group){ .grouping = id };
    strcpy(g->key, key);
    g->windows = memory_zeroed(w->windows->n, sizeof *g->windows);
    g->periods = memory_zeroed(w->windows->n_periods + w->windows->n_pools, sizeof *g->periods);
    return g;
}

/* Applies `what` to the window and the period that the day lies in. */
static void count_event(struct walker *w, enum grouping_id id, const char *key, int32_t day,
                        void (*what)(struct day_count *, size_t), size_t argument)
{
    struct day_group *g = group_of(w, id, key);

    for (size_t i = 0; i < w->windows->n; i++)
        if (w->windows->boundary[i] <= day && day < w->windows->boundary[i + 1])
            what(&g->windows[i], argument);
    for (size_t p = 0; p < w->windows->n_periods; p++)
        if (w->windows->periods[p].start <= day && day < w->windows->periods[p].stop)
            what(&g->periods[p], argument);
}

static void hire(struct day_count *c, size_t unused)
{
    (void) unused;
    c->balance.hires++;
}

static void in(struct day_count *c, size_t kind)
{
    c->balance.in[kind]++;
}

static void out(struct day_count *c, size_t kind)
{
    c->balance.out[kind]++;
}

static void leave(struct day_count *c, size_t place)
{
    c->balance.exits[place]++;
}

static void leave_preliminary(struct day_count *c, size_t place)
{
    c->follow.preliminary[place]++;
}

static void work(struct day_count *c, size_t grade)
{
    c->balance.person_days++;
    if (grade == POST_NO_GRADE)
        c->balance.ungraded_days++;
    else
        c->balance.grade_days += (double) grade;
}

static void count_stocks(struct walker *w, enum grouping_id id, const char *key, const struct group_stay *s)
{
    const struct windows *v = w->windows;
    struct day_group *g = group_of(w, id, key);

    for (size_t i = 0; i < v->n; i++) {
        struct balance_count *b = &g->windows[i].balance;
        int32_t a = v->boundary[i], z = v->boundary[i + 1];

        b->opening += s->s < a && a <= s->leaving;
        b->closing += s->s < z && z <= s->leaving;
        b->present += s->s <= a && (a <= s->last || s->open);
    }
    for (size_t p = 0; p < v->n_periods; p++) {
        struct day_count *c = &g->periods[p];
        int32_t a = v->periods[p].start, z = v->periods[p].stop;

        c->balance.opening += s->s < a && a <= s->leaving;
        c->balance.closing += s->s < z && z <= s->leaving;
        for (size_t i = v->periods[p].first; i <= v->periods[p].end; i++)
            c->balance.present += s->s <= v->boundary[i] && (v->boundary[i] <= s->last || s->open);
        c->follow.unbroken += s->s < a && z <= s->leaving;
        if (s->hired && a <= s->s && s->s < z) {
            c->cohort_hires++;
            c->cohort_exits += s->exit;
            c->cohort_days += (uint64_t) ((s->open ? s->last : s->leaving) - s->s + 1);
        }
    }
}

/* Whether the person is in the group at a boundary, and whether employed in it on a day. */
static bool in_stock(const struct group_stay *stays, char (*keys)[DAY_BY_DAY_KEY], size_t n, const char *key, int32_t t)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(keys[i], key) == 0 && stays[i].s < t && t <= stays[i].leaving)
            return true;
    return false;
}

static bool employed(const struct group_stay *stays, char (*keys)[DAY_BY_DAY_KEY], size_t n, const char *key, int32_t t)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(keys[i], key) == 0 && stays[i].s <= t && (t <= stays[i].last || stays[i].open))
            return true;
    return false;
}

/* Distinct persons of a pool: whoever has a stay of the key that touches it. */
static void count_in_pools(struct walker *w, enum grouping_id id, const struct group_stay *stays,
                           char (*keys)[DAY_BY_DAY_KEY], size_t n, const char *key)
{
    const struct windows *v = w->windows;

    for (size_t p = 0; p < v->n_pools; p++) {
        bool ever = false;

        for (size_t j = 0; j < n; j++)
            ever = ever || (strcmp(keys[j], key) == 0 && stays[j].s < v->pools[p].stop &&
                            stays[j].leaving >= v->pools[p].start);
        group_of(w, id, key)->periods[v->n_periods + p].follow.persons += ever;
    }
}

static void count_person(struct walker *w, enum grouping_id id, const struct group_stay *stays,
                         char (*keys)[DAY_BY_DAY_KEY], size_t n)
{
    int32_t preliminary_exit = INT32_MAX;

    for (size_t i = 0; i < n; i++)
        if (stays[i].preliminary)
            preliminary_exit = stays[i].leaving;
    for (size_t i = 0; i < n; i++) {
        bool first_of_key = true;

        for (size_t j = 0; j < i; j++)
            first_of_key = first_of_key && strcmp(keys[j], keys[i]) != 0;
        if (first_of_key)
            count_in_pools(w, id, stays, keys, n, keys[i]);
        for (size_t p = 0; p < w->windows->n_periods && first_of_key; p++) {
            const struct period *period = &w->windows->periods[p];
            struct follow_count *c = &group_of(w, id, keys[i])->periods[p].follow;
            bool ever = false;

            for (size_t j = 0; j < n; j++)
                ever = ever || (strcmp(keys[j], keys[i]) == 0 && stays[j].s < period->stop &&
                                stays[j].leaving >= period->start);
            c->persons += ever;
            if (in_stock(stays, keys, n, keys[i], period->start)) {
                c->opening++;
                c->stayed += in_stock(stays, keys, n, keys[i], period->stop);
            }
            if (employed(stays, keys, n, keys[i], period->reference_from)) {
                bool gone = !employed(stays, keys, n, keys[i], period->reference_to);

                c->reference++;
                c->gone += gone;
                c->gone_preliminary += gone && preliminary_exit < period->reference_to;
            }
        }
    }
}

static enum transfer kind_of(const struct walker *w, enum grouping_id id, int32_t day)
{
    const struct day *from = at(w, day - 1), *to = at(w, day);
    int32_t worked = day - 1;

    if (!grouping_splits_by(grouping_of(id), ATTRIBUTE_DISTRICT) ||
        strcmp(from->attribute[ATTRIBUTE_DISTRICT], to->attribute[ATTRIBUTE_DISTRICT]) == 0)
        return TRANSFER_CHANGED;
    while (at(w, worked)->gap)
        worked--;
    if (w->rules->organisation != NULL &&
        organisation_succeeds(w->rules->organisation, w->records[from->record].district,
                              w->records[to->record].district, worked, day))
        return TRANSFER_REORGANISED;
    return TRANSFER_MOVED;
}

static void end_stay(struct walker *w, enum grouping_id id, struct group_stay *s, const char *key, int32_t day)
{
    const struct day *yesterday = at(w, day - 1);
    const struct day *now = day <= w->horizon ? at(w, day) : NULL;

    s->last = day - 1;
    if (now == NULL && open_at_horizon(w)) {
        s->open = true;
        s->leaving = INT32_MAX;
    } else if (now == NULL || now->state == AWAY) {
        enum staff_cause cause = w->records[yesterday->record].cause;

        s->leaving = day - 1;
        s->exit = true;
        s->cause = cause == CAUSE_NONE || cause == CAUSE_INTERNAL ? CAUSE_UNKNOWN : cause;
        s->preliminary = w->horizon - s->leaving <= w->rules->gap_days;
        count_event(w, id, key, s->leaving, leave, tally_cause_place(s->cause));
        if (s->preliminary)
            count_event(w, id, key, s->leaving, leave_preliminary, tally_cause_place(s->cause));
    } else {
        s->leaving = day;
        count_event(w, id, key, day, out, now->state == OUTSIDE ? TRANSFER_CHANGED : kind_of(w, id, day));
    }
    count_stocks(w, id, key, s);
}

static void begin_stay(struct walker *w, enum grouping_id id, struct group_stay *s, const char *key, int32_t day)
{
    const struct day *yesterday = at(w, day - 1);

    *s = (struct group_stay){ .s = day, .hired = yesterday->state == AWAY };
    if (s->hired)
        count_event(w, id, key, day, hire, 0);
    else
        count_event(w, id, key, day, in, yesterday->state == OUTSIDE ? TRANSFER_CHANGED : kind_of(w, id, day));
}

static void walk(struct walker *w, enum grouping_id id)
{
    struct group_stay *stays = memory_zeroed((size_t) (w->horizon - w->from + 2), sizeof *stays);
    char(*keys)[DAY_BY_DAY_KEY] = memory_zeroed((size_t) (w->horizon - w->from + 2), sizeof *keys);
    size_t n = 0;

    for (int32_t day = w->from; day <= w->horizon + 1; day++) {
        const struct day *now = at(w, day), *yesterday = at(w, day - 1);
        char key[DAY_BY_DAY_KEY] = "", old[DAY_BY_DAY_KEY] = "";

        if (day <= w->horizon && now->state == INSIDE)
            key_of(now, id, key);
        if (yesterday->state == INSIDE)
            key_of(yesterday, id, old);
        if (strcmp(key, old) != 0) {
            if (old[0] != '\0')
                end_stay(w, id, &stays[n - 1], old, day);
            if (key[0] != '\0') {
                begin_stay(w, id, &stays[n], key, day);
                strcpy(keys[n++], key);
            }
        }
        if (key[0] != '\0') {
            int grade = w->records[now->record].grade;

            count_event(w, id, key, day, work, grade < 0 ? (size_t) POST_NO_GRADE : (size_t) (100 * grade));
        }
    }
    count_person(w, id, stays, keys, n);
    free(stays);
    free(keys);
}

void day_by_day_count(const struct city_record *records, size_t n, const struct city_rules *rules,
                      const struct windows *windows, struct day_counts *out_counts)
{
    struct city_record *own = memory_zeroed(n, sizeof *own);
    bool *done = memory_zeroed(n, sizeof *done);

    *out_counts = (struct day_counts){ 0 };
    for (size_t i = 0; i < n; i++) {
        struct walker w = { own, 0, rules, windows, out_counts, INT32_MAX, city_day(rules->extraction), NULL };

        for (size_t j = i; j < n && !done[i]; j++)
            if (strcmp(records[i].person, records[j].person) == 0) {
                done[j] = j > i;
                if (records[j].form == CITY_HOURLY || first_day(&records[j]) > w.horizon)
                    continue;
                own[w.n++] = records[j];
                if (first_day(&records[j]) < w.from)
                    w.from = first_day(&records[j]);
            }
        if (w.n == 0)
            continue;
        w.days = memory_zeroed((size_t) (w.horizon - w.from + 3), sizeof *w.days);
        fill_days(&w);
        for (size_t id = 0; id <= N_GROUPINGS; id++)
            walk(&w, (enum grouping_id) id);
        free(w.days);
    }
    free(own);
    free(done);
}
