/* funnel.c - each district's rate against its size, with the limits that chance alone would keep it within. */
#include "stages/figures/figure.h"

#include "pipeline/base/memory.h"
#include "pipeline/publish/phrases.h"
#include "pipeline/publish/swedish.h"
#include "pipeline/statistics/funnel.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CURVE_POINTS = 160, MOST_NAMES = 40 };
static const double WARNING = 0.95, ALARM = 0.998;

/* The drawing, in cm, as scripts/figures/funnel.gp has it. */
static const double LEFT = 1.1, RIGHT = 15.4, HEIGHT = 8.6, LETTERS = 9, LINE = 0.31;

struct point {
    const char *name;
    double x, y, exits; /* person-years a year, rate */
    int side;           /* 1 above the limits, -1 below, 0 within */
};

struct picture {
    const char *period;
    double years;         /* how many are taken together */
    struct funnel funnel; /* target and tau2: rates per person-year */
    bool adjusted;        /* the limits that are drawn dashed */
    struct point *points;
    size_t n, n_withheld, n_high, n_low;
    double right, top; /* of the axes */
};

/* ---- What is drawn --------------------------------------------------------------------------------------------------
 */

static int side_of(const struct table *t, size_t row)
{
    return table_is(t, row, "flag_adjusted", "high") ? 1 : table_is(t, row, "flag_adjusted", "low") ? -1 : 0;
}

static int by_alphabet(const void *a, const void *b)
{
    const struct point *x = a, *y = b;

    return swedish_compare(x->name, y->name);
}

static struct picture picture_of(const struct edition *e, size_t spread)
{
    const struct table *s = e->tables[EDITION_SPREAD], *t = e->tables[EDITION_FUNNEL];
    struct picture p = { .period = table_text(s, spread, "period") };
    int32_t first = 0, last = 0;

    swedish_period_days(p.period, &first, &last);
    p.years = fmax(1, round((last - first + 1) / 365.25));
    p.funnel = (struct funnel){ .target = table_real(s, spread, "rate") / 100, .tau2 = table_real(s, spread, "tau2") };
    p.points = memory_zeroed(table_rows(t), sizeof *p.points);
    for (size_t row = 0; row < table_rows(t); row++) {
        double years = table_real(t, row, "person_years"), rate = table_real(t, row, "rate");

        if (!table_is(t, row, "period", p.period))
            continue;
        p.n_withheld += table_is(t, row, "reason", "withheld");
        if (!isfinite(rate))
            continue;
        p.adjusted = p.adjusted || isfinite(table_real(t, row, "adjusted_998_upper"));
        p.n_high += side_of(t, row) > 0;
        p.n_low += side_of(t, row) < 0;
        p.points[p.n++] = (struct point){ table_text(t, row, "district"), years / p.years, rate,
                                          table_real(t, row, "exits"), side_of(t, row) };
    }
    if (p.n > 1)
        qsort(p.points, p.n, sizeof *p.points, by_alphabet);
    return p;
}

static struct interval limits_at(const struct picture *p, double x, double confidence)
{
    struct interval l = funnel_limits_smooth(x * p->years, p->funnel.target, confidence);

    return (struct interval){ 100 * l.lower, 100 * l.upper };
}

/* 1, 2 or 5 times a power of ten: between four and nine steps to `most`. */
static double step_for(double most)
{
    double step = pow(10, floor(log10(most / 4)));

    return most / step > 20 ? 5 * step : most / step > 9 ? 2 * step : step;
}

static double axes_of(struct picture *p)
{
    double widest = 0, smallest = INFINITY, highest = 100 * p->funnel.target, step;

    for (size_t i = 0; i < p->n; i++) {
        widest = fmax(widest, p->points[i].x);
        smallest = fmin(smallest, p->points[i].x);
        highest = fmax(highest, p->points[i].y);
    }
    step = step_for(widest * 1.08);
    p->right = step * ceil(widest * 1.08 / step);
    highest = fmax(highest * 1.1, fmin(limits_at(p, smallest, ALARM).upper, 2.5 * highest));
    p->top = figure_axis(highest);
    return step;
}

/* ---- Names ----------------------------------------------------------------------------------------------------------
 */

/* A rectangle of the page, in cm. */
struct box {
    double left, right, low, high;
};

struct boxes {
    struct box *items;
    size_t n;
};

static bool is_free(const struct boxes *taken, struct box b)
{
    if (b.left < LEFT || b.right > RIGHT || b.low < 0 || b.high > HEIGHT)
        return false;
    for (size_t i = 0; i < taken->n; i++) {
        const struct box *other = &taken->items[i];

        if (b.left < other->right && b.right > other->left && b.low < other->high && b.high > other->low)
            return false;
    }
    return true;
}

static double across(const struct picture *p, double x)
{
    return LEFT + x / p->right * (RIGHT - LEFT);
}

static double up(const struct picture *p, double y)
{
    return y / p->top * HEIGHT;
}

/* Right of its point, left of it, above or below: the first place where a name covers nothing. */
enum place { TO_THE_RIGHT, TO_THE_LEFT, ABOVE, BELOW, NOWHERE };

static enum place place_for(struct boxes *taken, double x, double y, double width)
{
    const double gap = 0.18;
    const struct box places[] = {
        [TO_THE_RIGHT] = { x + gap, x + gap + width, y - LINE / 2, y + LINE / 2 },
        [TO_THE_LEFT] = { x - gap - width, x - gap, y - LINE / 2, y + LINE / 2 },
        [ABOVE] = { x - width / 2, x + width / 2, y + gap, y + gap + LINE },
        [BELOW] = { x - width / 2, x + width / 2, y - gap - LINE, y - gap },
    };

    for (enum place place = TO_THE_RIGHT; place < NOWHERE; place++)
        if (is_free(taken, places[place])) {
            taken->items[taken->n++] = places[place];
            return place;
        }
    return NOWHERE;
}

/* The city's name stands above its line, at the end where it covers fewer points. */
static struct box box_of_city(const struct picture *p, const char *city, bool right)
{
    double line = up(p, 100 * p->funnel.target), width = 0.3 + figure_width(city, LETTERS * 1.07);

    return (struct box){ right ? RIGHT - width : LEFT, right ? RIGHT : LEFT + width, line, line + 2 * LINE };
}

static bool city_to_the_right(const struct picture *p, const char *city)
{
    size_t n_covered[2] = { 0, 0 };

    for (int right = 0; right < 2; right++) {
        struct box b = box_of_city(p, city, right);

        for (size_t i = 0; i < p->n; i++) {
            double x = across(p, p->points[i].x), y = up(p, p->points[i].y);

            n_covered[right] += x > b.left && x < b.right && y > b.low && y < b.high ? 1 : 0;
        }
    }
    return n_covered[1] < n_covered[0];
}

/* How many points go without a name. The city's line and name are taken before. */
static size_t put_points(struct figure *fig, const struct picture *p, const char *city)
{
    const double half = 0.13, line = up(p, 100 * p->funnel.target);
    struct boxes taken = { memory_zeroed(2 * p->n + 2, sizeof *taken.items), 0 };
    size_t n_nameless = 0;

    taken.items[taken.n++] = (struct box){ LEFT, RIGHT, line - 0.03, line + 0.03 };
    taken.items[taken.n++] = box_of_city(p, city, city_to_the_right(p, city));

    for (size_t i = 0; i < p->n; i++) {
        double x = across(p, p->points[i].x), y = up(p, p->points[i].y);

        taken.items[taken.n++] = (struct box){ x - half, x + half, y - half, y + half };
    }
    plot_file(fig->plot, "points.dat");
    for (size_t i = 0; i < p->n; i++) {
        const struct point *point = &p->points[i];
        bool named = p->n <= MOST_NAMES || point->side != 0;
        enum place place = named ? place_for(&taken, across(p, point->x), up(p, point->y),
                                             figure_width(point->name, LETTERS))
                                 : NOWHERE;

        plot_real(fig->plot, point->x);
        plot_real(fig->plot, point->y);
        plot_real(fig->plot, point->side);
        plot_text(fig->plot, point->name);
        plot_real(fig->plot, place);
        plot_row(fig->plot);
        n_nameless += place == NOWHERE;
    }
    free(taken.items);
    return n_nameless;
}

/* ---- The rest of the drawing ----------------------------------------------------------------------------------------
 */

static void put_curves(struct figure *fig, const struct picture *p)
{
    plot_file(fig->plot, "curves.dat");
    for (size_t i = 1; i <= CURVE_POINTS; i++) {
        double x = p->right * pow((double) i / CURVE_POINTS, 2); /* limits bend most where units are small */
        struct interval warning = limits_at(p, x, WARNING), alarm = limits_at(p, x, ALARM), wide = { NAN, NAN };

        if (p->adjusted) { /* a district is apart only where it is outside both */
            wide = funnel_limits_overdispersed(x * p->years, &p->funnel, ALARM);
            wide = (struct interval){ fmin(alarm.lower, 100 * wide.lower), fmax(alarm.upper, 100 * wide.upper) };
        }
        plot_real(fig->plot, x);
        plot_real(fig->plot, fmin(p->top, warning.lower));
        plot_real(fig->plot, fmin(p->top, warning.upper));
        plot_real(fig->plot, alarm.lower);
        plot_real(fig->plot, alarm.upper <= p->top ? alarm.upper : NAN);
        plot_real(fig->plot, p->adjusted ? wide.lower : FIGURE_OUTSIDE);
        plot_real(fig->plot, !p->adjusted ? FIGURE_OUTSIDE : wide.upper <= p->top ? wide.upper : NAN);
        plot_row(fig->plot);
    }
}

static void put_notes(struct figure *fig, const struct picture *p, const struct table *spread, size_t row,
                      size_t n_nameless)
{
    double sd = table_real(spread, row, "sd"), low = table_real(spread, row, "sd_lower");
    double high = table_real(spread, row, "sd_upper");

    if (isfinite(sd) && isfinite(high))
        figure_note(fig, phrase_say("Skillnaderna mellan förvaltningar utöver slumpen uppskattas till %s procent av "
                                    "stadens tal (osäkerhetsintervall %s\xe2\x80\x93%s procent).",
                                    swedish_number(100 * sd, 0).text, swedish_number(100 * low, 0).text,
                                    swedish_number(100 * high, 0).text));
    if (p->adjusted)
        figure_note(fig, phrase_say("Streckade linjer: de yttre gränserna, vidgade med den skillnad som finns mellan "
                                    "förvaltningar i allmänhet."));
    if (p->n_withheld > 0)
        figure_note(fig, phrase_say("%s %s finns inte med, eftersom uppgifter inte visas av hänsyn till enskilda.",
                                    swedish_count_capital(p->n_withheld).text,
                                    p->n_withheld == 1 ? "förvaltning" : "förvaltningar"));
    if (p->n > MOST_NAMES)
        figure_note(fig, phrase_say("Bara de som skiljer sig säkert har namn här; alla står i tabellen."));
    else if (n_nameless > 0)
        figure_note(fig, phrase_say("Namn som inte får plats står i tabellen."));
}

/* "A och B" of the districts on one side; "ingen". */
static char *names_on(const struct picture *p, int side)
{
    const char **names = memory_zeroed(p->n, sizeof *names);
    size_t n = 0;
    char *out;

    for (size_t i = 0; i < p->n; i++)
        if (p->points[i].side == side)
            names[n++] = p->points[i].name;
    out = n > 0 ? swedish_list(names, n) : phrase_say("ingen");
    free(names);
    return out;
}

static void put_words(struct figure *fig, const struct picture *p)
{
    struct swedish period = swedish_period(p->period), city = swedish_number(100 * p->funnel.target, 1);
    size_t n_apart = p->n_high + p->n_low;
    char *high = names_on(p, 1), *low = names_on(p, -1);

    fig->title = n_apart == 0 ? phrase_say("Ingen redovisad förvaltning skiljer sig säkert från staden")
                              : phrase_say("%s av %zu förvaltningar skiljer sig säkert från staden",
                                           swedish_count_capital(n_apart).text, p->n);
    fig->subtitle = phrase_say("Avgångar per 100 årsanställda %s, mot förvaltningens storlek. Inom det skuggade ligger "
                               "19 av 20 av slump om alla är som staden, inom linjerna 998 av 1 000.",
                               period.text);
    fig->alt = phrase_say("Punktdiagram med en punkt för varje förvaltning %s: avgångar per 100 årsanställda mot "
                          "antalet årsanställda, med gränser för vad slumpen ger kring stadens %s. Säkert över "
                          "staden: %s. Säkert under: %s. Övriga av de %zu redovisade %s.",
                          period.text, city.text, high, low, p->n,
                          p->adjusted ? "skiljer sig inte från staden med mer än slumpen och den vanliga variationen"
                                      : "kan inte skiljas från staden");
    free(high);
    free(low);
}

bool figure_funnel(struct figures *all, const struct inputs *in, struct fault *f)
{
    const struct edition *e = &in->edition;
    size_t row = edition_longest(e, EDITION_SPREAD, NULL);
    struct picture p = { .n = 0 };
    bool ok = true;

    if (row < table_rows(e->tables[EDITION_SPREAD]))
        p = picture_of(e, row);
    if (p.n >= 3 && p.funnel.target > 0) { /* two districts are better read in a table */
        double step = axes_of(&p);
        char *city = phrase_say("Staden %s", swedish_number(100 * p.funnel.target, 1).text);
        struct figure *fig;

        ok = figure_new(all, in, "funnel", "funnel", &fig, f);
        if (ok) {
            put_curves(fig, &p);
            put_notes(fig, &p, e->tables[EDITION_SPREAD], row, put_points(fig, &p, city));
            put_words(fig, &p);
            ok = figure_draw(fig, in, HEIGHT + 1.35,
                             (double[]){ p.right, p.top, step,
                                         p.top > 60   ? 20
                                         : p.top > 30 ? 10
                                                      : 5,
                                         100 * p.funnel.target, city_to_the_right(&p, city) },
                             6, (const char *const[]){ city }, 1, f);
        }
        free(city);
    }
    free(p.points);
    return ok;
}
