/* simulate.c - a register day by day: who is employed where, who leaves, who moves, who is hired. */
#include "example.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

const char *const DISTRICT_NAMES[N_DISTRICTS + 3] = {
    "Bromma",
    "Enskede-Årsta-Vantör",
    "Farsta",
    "Hägersten-Liljeholmen",
    "Hässelby-Vällingby",
    "Kungsholmen",
    "Norrmalm",
    "Rinkeby-Kista",
    "Skarpnäck",
    "Skärholmen",
    "Spånga-Tensta",
    "Södermalm",
    "Älvsjö",
    "Östermalm",
    "Hägersten-Älvsjö",
    "Järva",
    "Norra innerstaden",
};
const char *const TODAY_NAMES[N_TODAY] = {
    "Bromma",      "Enskede-Årsta-Vantör", "Farsta",    "Hägersten-Älvsjö", "Hässelby-Vällingby", "Järva",
    "Kungsholmen", "Norra innerstaden",    "Skarpnäck", "Skärholmen",       "Södermalm",
};
static const int TODAY[N_DISTRICTS + 3] = { 0, 1, 2, 3, 4, 6, 7, 5, 8, 9, 5, 10, 3, 7, 3, 5, 7 };
static const int SIZE[N_DISTRICTS] = { 80, 150, 95, 90, 100, 50, 45, 85, 60, 75, 65, 110, 40, 45 };
const char *const OPERATION_NAMES[6] = { "ekonomiskt bistånd",   "socialpsykiatri", "missbruk",
                                         "funktionsnedsättning", "äldre",           "barn och unga" };

enum { HL = 3, NORRMALM = 6, RINKEBY_KISTA = 7, SPANGA_TENSTA = 10, ALVSJO = 12, OSTERMALM = 13 };
enum { NEW_HAGERSTEN_ALVSJO = 14, NEW_JARVA = 15, NEW_NORRA = 16, NO_DAY = INT32_MAX };

struct person {
    struct employment now; /* the open main record */
    int32_t hired;
    int32_t leaves; /* last day once decided */
    enum cause why;
    int32_t moves; /* first day in `target` once decided */
    int target;
    int32_t converts; /* a temporary post becomes permanent on this day */
};

struct world {
    const struct plan *plan;
    struct city *city;
    struct person *staff;
    size_t n_staff, capacity;
    double district_effect[N_DISTRICTS + 3];
    uint64_t random;
    unsigned n_persons;
    size_t headcount[N_DISTRICTS + 3];
};

int32_t day_number(int year, unsigned month, unsigned day)
{
    int y = month <= 2 ? year - 1 : year;
    int era = y / 400;
    unsigned yoe = (unsigned) (y - era * 400);
    unsigned doy = (153 * (month + (month > 2 ? -3u : 9u)) + 2) / 5 + day - 1;

    return (int32_t) (era * 146097 + (int) (yoe * 365 + yoe / 4 - yoe / 100 + doy) - 719468);
}

void day_civil(int32_t day, int *year, unsigned *month, unsigned *day_of_month)
{
    int32_t z = day + 719468;
    int era = z / 146097;
    unsigned doe = (unsigned) (z - era * 146097);
    unsigned yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    unsigned doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    unsigned mp = (5 * doy + 2) / 153;

    *day_of_month = doy - (153 * mp + 2) / 5 + 1;
    *month = mp < 10 ? mp + 3 : mp - 9;
    *year = (int) yoe + era * 400 + (*month <= 2);
}

double random_uniform(uint64_t *state) /* splitmix64 */
{
    uint64_t x = *state += 0x9e3779b97f4a7c15u;

    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return (double) ((x ^ (x >> 31)) >> 11) * 0x1p-53;
}

static double random_normal(uint64_t *state)
{
    double u = 1 - random_uniform(state);

    return sqrt(-2 * log(u)) * cos(6.283185307179586 * random_uniform(state));
}

static bool chance(struct world *w, double probability)
{
    return random_uniform(&w->random) < probability;
}

static int below(struct world *w, int n)
{
    return (int) (random_uniform(&w->random) * n);
}

static void *grown(void *array, size_t *capacity, size_t needed, size_t size)
{
    if (needed <= *capacity)
        return array;
    *capacity = needed * 2;
    array = realloc(array, *capacity * size);
    if (array == NULL)
        exit(3);
    return array;
}

static double year_fraction_rate(const struct plan *plan, int year)
{
    double rate = 20 * pow(0.7, (year - 2016) / 4.0);

    return year == plan->pulse_year ? rate + plan->pulse_per_100 : rate;
}

static bool followed(const struct employment *e)
{
    return e->form == PERMANENT && e->occupation != OTHER_TITLE;
}

static double relative_risk(const struct world *w, const struct person *p, int32_t day, int year)
{
    int32_t tenure = day - p->hired;
    double by_tenure = tenure < 120 ? 0.7 : tenure < 730 ? 1.6 : tenure < 1826 ? 1.0 : 0.6;
    double by_age = year - p->now.birth_year >= 65 ? 6 : year - p->now.birth_year >= 63 ? 2 : 1;

    return w->district_effect[p->now.district] * by_tenure * by_age;
}

/* Closes the open record on `last` and, where there is a next one, keeps the person in it. */
static void record_close(struct world *w, struct person *p, int32_t last, enum cause why)
{
    struct city *c = w->city;

    c->records = grown(c->records, &c->capacity, c->n_records + 1, sizeof *c->records);
    c->records[c->n_records] = p->now;
    c->records[c->n_records].to = last;
    c->records[c->n_records].cause = why;
    c->n_records++;
}

static int draw_operation(struct world *w, enum occupation occupation)
{
    double u = random_uniform(&w->random);

    if (occupation == NEEDS_ASSESSOR)
        return u < 0.7 ? 4 : 3;
    return u < 0.3 ? 0 : u < 0.4 ? 1 : u < 0.52 ? 2 : u < 0.6 ? 3 : 5;
}

static void hire(struct world *w, int district, int32_t day, int32_t hired, bool at_start)
{
    struct person *p;
    int year;
    unsigned month, day_of_month;

    w->staff = grown(w->staff, &w->capacity, w->n_staff + 1, sizeof *w->staff);
    p = &w->staff[w->n_staff++];
    *p = (struct person){ .hired = hired, .leaves = NO_DAY, .moves = NO_DAY, .converts = NO_DAY };
    snprintf(p->now.person, sizeof p->now.person, "x%04x%05u", (unsigned) (random_uniform(&w->random) * 65536),
             w->n_persons++ % 100000);
    p->now.district = district;
    p->now.occupation = chance(w, 0.25) ? NEEDS_ASSESSOR : SOCIAL_WORKER;
    p->now.operation = draw_operation(w, p->now.occupation);
    p->now.form = !at_start && chance(w, 0.25) ? TEMPORARY : PERMANENT;
    p->now.grade = chance(w, 0.82) ? 100 : chance(w, 0.6) ? 75 : 50;
    p->now.woman = chance(w, 0.85);
    day_civil(hired, &year, &month, &day_of_month);
    p->now.birth_year = year - 23 - (int) (random_uniform(&w->random) * 37);
    p->now.from = hired;
    p->now.to = NO_DAY;
    if (p->now.form == TEMPORARY) {
        int32_t ends = day + 150 + below(w, 220);

        if (chance(w, 0.65)) {
            p->converts = ends;
        } else {
            p->leaves = ends;
            p->why = TERM_ENDED;
        }
    }
    w->headcount[district]++;
}

static int32_t month_end(int32_t day)
{
    int year;
    unsigned month, day_of_month;

    day_civil(day, &year, &month, &day_of_month);
    return day_number(month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1, 1) - 1;
}

static enum cause draw_cause(struct world *w, const struct person *p, int year)
{
    double u = random_uniform(&w->random);

    if (year - p->now.birth_year >= 63)
        return PENSION;
    return u < 0.76 ? OWN_REQUEST : u < 0.83 ? OTHER_CAUSE : u < 0.86 ? REDUNDANCY : NOT_STATED;
}

/* Today's exits and moves are drawn at rates per year of the day, rescaled so that the city's rate is the planted one.
 */
static void decide(struct world *w, int32_t day, int year)
{
    double total = 0, exit_rate = year_fraction_rate(w->plan, year) / 100;
    size_t at_risk = 0;
    int days = day_number(year + 1, 1, 1) - day_number(year, 1, 1);

    for (size_t i = 0; i < w->n_staff; i++)
        if (followed(&w->staff[i].now) && w->staff[i].leaves == NO_DAY) {
            total += relative_risk(w, &w->staff[i], day, year);
            at_risk++;
        }
    for (size_t i = 0; i < w->n_staff; i++) {
        struct person *p = &w->staff[i];
        double risk;

        if (p->leaves != NO_DAY || p->moves != NO_DAY || p->now.form != PERMANENT)
            continue;
        risk = followed(&p->now) ? relative_risk(w, p, day, year) * (double) at_risk / total : 1;
        if (chance(w, exit_rate * risk / days)) {
            p->leaves = chance(w, 0.6) ? month_end(day) : day;
            p->why = draw_cause(w, p, year);
        } else if (chance(w, 0.05 / days)) {
            p->moves = month_end(day) + 1;
            p->target = below(w, N_DISTRICTS);
        }
    }
}

/* A district that is no more has a successor from a date on. */
static int district_on(int district, int32_t day)
{
    if (day >= day_number(2020, 7, 1) && (district == HL || district == ALVSJO))
        return NEW_HAGERSTEN_ALVSJO;
    if (day >= day_number(2023, 7, 1) && (district == RINKEBY_KISTA || district == SPANGA_TENSTA))
        return NEW_JARVA;
    if (day >= day_number(2023, 7, 1) && (district == NORRMALM || district == OSTERMALM))
        return NEW_NORRA;
    return district;
}

static void go_on_as(struct world *w, struct person *p, struct employment next, int32_t day, enum cause why)
{
    if (p->now.from < day) /* two changes on one day are one record */
        record_close(w, p, day - 1, why);
    next.from = day;
    next.to = NO_DAY;
    w->headcount[p->now.district]--;
    w->headcount[next.district]++;
    p->now = next;
}

static void happen(struct world *w, int32_t day)
{
    for (size_t i = 0; i < w->n_staff; i++) {
        struct person *p = &w->staff[i];
        struct employment next = p->now;

        if (p->leaves < day) {
            record_close(w, p, p->leaves, p->why);
            w->headcount[p->now.district]--;
            w->staff[i--] = w->staff[--w->n_staff];
            continue;
        }
        next.district = district_on(next.district, day);
        if (next.district != p->now.district)
            go_on_as(w, p, next, day, REORGANISATION);
        next = p->now;
        next.district = p->moves == day ? district_on(p->target, day) : next.district;
        if (next.district != p->now.district)
            go_on_as(w, p, next, day, INTERNAL);
        if (p->moves == day)
            p->moves = NO_DAY;
        next = p->now;
        if (p->converts == day) {
            next.form = PERMANENT;
            p->converts = NO_DAY;
            go_on_as(w, p, next, day, TERM_ENDED);
        }
        next = p->now;
        if (day == day_number(2018, 11, 1) && followed(&next) && next.occupation == SOCIAL_WORKER &&
            chance(w, w->plan->recoded_share)) {
            next.occupation = OTHER_TITLE;
            go_on_as(w, p, next, day, INTERNAL);
        }
    }
}

static void count(struct world *w, int32_t day, int year)
{
    if (year > LAST_YEAR)
        return;
    for (size_t i = 0; i < w->n_staff; i++) {
        const struct person *p = &w->staff[i];

        if (!followed(&p->now))
            continue;
        w->city->truth.person_days[year - FIRST_YEAR][TODAY[p->now.district]][p->now.occupation]++;
        if (p->leaves == day)
            w->city->truth.exits[year - FIRST_YEAR][TODAY[p->now.district]][p->now.occupation]++;
    }
}

static void refill(struct world *w, int32_t day)
{
    for (int d = 0; d < N_DISTRICTS; d++) {
        int unit = district_on(d, day);
        int wanted = 0;

        for (int other = 0; other < N_DISTRICTS; other++)
            if (district_on(other, day) == unit)
                wanted += SIZE[other];
        for (int vacant = wanted - (int) w->headcount[unit]; vacant > 0; vacant--)
            if (chance(w, 0.04))
                hire(w, unit, day, day, false);
    }
}

void city_simulate(const struct plan *plan, struct city *city)
{
    struct world w = { .plan = plan, .city = city, .random = plan->seed };
    int32_t last = day_number(EXTRACTION_YEAR, EXTRACTION_MONTH, EXTRACTION_DAY);
    double mean = 0;

    *city = (struct city){ 0 };
    for (int d = 0; d < N_DISTRICTS; d++)
        w.district_effect[d] = exp(0.15 * random_normal(&w.random));
    w.district_effect[NEW_HAGERSTEN_ALVSJO] = (w.district_effect[HL] + w.district_effect[ALVSJO]) / 2;
    w.district_effect[NEW_JARVA] = (w.district_effect[RINKEBY_KISTA] + w.district_effect[SPANGA_TENSTA]) / 2;
    w.district_effect[NEW_NORRA] = (w.district_effect[NORRMALM] + w.district_effect[OSTERMALM]) / 2;
    for (int d = 0; d < N_DISTRICTS; d++)
        mean += w.district_effect[d] / N_DISTRICTS;
    for (int d = 0; d < N_DISTRICTS + 3; d++)
        w.district_effect[d] /= mean;
    for (int d = 0; d < N_DISTRICTS; d++)
        for (int i = 0; i < SIZE[d]; i++) {
            int32_t first = day_number(FIRST_YEAR, 1, 1);
            int32_t tenure = 1 + (int32_t) (-log(1 - random_uniform(&w.random)) * 1600);

            hire(&w, d, first, first - (tenure < 9000 ? tenure : 9000), true);
        }
    for (int y = 0; y < N_YEARS; y++)
        city->truth.planted_rate_per_100[y] = year_fraction_rate(plan, FIRST_YEAR + y);
    for (int32_t day = day_number(FIRST_YEAR, 1, 1); day <= last; day++) {
        int year;
        unsigned month, day_of_month;

        day_civil(day, &year, &month, &day_of_month);
        happen(&w, day);
        refill(&w, day);
        decide(&w, day, year);
        count(&w, day, year);
    }
    for (size_t i = 0; i < w.n_staff; i++)
        record_close(&w, &w.staff[i], w.staff[i].leaves <= last ? w.staff[i].leaves : NO_DAY,
                     w.staff[i].leaves <= last ? w.staff[i].why : NOT_STATED);
    free(w.staff);
}
