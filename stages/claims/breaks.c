/* breaks.c - what may be said of a named year: size of the deviation, verdict, shape; what else happened is in
 * rivals.c.
 */
#include "stages/claims/claims.h"

#include "pipeline/base/calendar.h"
#include "pipeline/base/memory.h"
#include "pipeline/publish/phrases.h"
#include "pipeline/publish/swedish.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct named {
    const struct table *verdicts;
    size_t row;
    const char *period, *verdict, *shape;
    struct swedish year;
    bool up;
    int development; /* 1 where the series as a whole rises beyond doubt, -1 where it falls, else 0 */
    bool supported;  /* strong or moderate */
};

/* The years in which the change may have been, and the days they cover. */
struct possible {
    size_t n;
    int32_t first, last;
    struct swedish words;
    bool all_named; /* every one of them is asked about in report.ini */
};

static bool is_one_of(const char *word, const char *one, const char *other)
{
    return strcmp(word, one) == 0 || strcmp(word, other) == 0;
}

static struct named named_of(const struct table *verdicts, size_t row)
{
    struct named n = { .verdicts = verdicts, .row = row };

    n.period = table_text(verdicts, row, "period");
    n.verdict = table_text(verdicts, row, "verdict");
    n.shape = table_text(verdicts, row, "shape");
    n.year = swedish_period(n.period);
    n.up = table_is(verdicts, row, "direction", "up");
    n.development = (table_real(verdicts, row, "annual_change_lower") > 0) -
                    (table_real(verdicts, row, "annual_change_upper") < 0);
    n.supported = is_one_of(n.verdict, "strong", "moderate");
    return n;
}

static char *heading_of(const struct named *n, const struct possible *possible)
{
    const char *year = n->year.text;
    char *when, *text;

    if (strcmp(n->verdict, "not_answerable") == 0)
        return phrase_say("Om %s avvek går inte att bedöma.", year);
    if (!n->supported)
        return phrase_say("Att %s skiljer sig från övriga år kan inte beläggas.", year);
    when = possible->n > 1 ? phrase_say("något av åren %s", possible->words.text) : phrase_say("%s", year);
    if (strcmp(n->shape, "step") == 0)
        text = phrase_say("Personalrörligheten fick en ny nivå %s.", when);
    else if (strcmp(n->shape, "slope") == 0)
        text = phrase_say("Utvecklingen ändrades %s.", when);
    else if (possible->n > 1)
        text = phrase_say("Personalrörligheten avvek %s.", when);
    else if (strcmp(n->shape, "pulse") == 0 && n->up && n->development < 0)
        text = phrase_say("%s var ett avbrott i minskningen.", swedish_in_capital(n->period).text);
    else if (strcmp(n->shape, "pulse") == 0 && !n->up && n->development > 0)
        text = phrase_say("%s var ett avbrott i ökningen.", swedish_in_capital(n->period).text);
    else
        text = phrase_say("%s avvek från utvecklingen övriga år.", swedish_in_capital(n->period).text);
    free(when);
    return text;
}

static size_t row_of_shape(const struct claims *c, const struct named *n, const char *shape)
{
    return edition_find(c->edition.tables[EDITION_BREAKS], 0, "family", "primary", "district", EDITION_ALL,
                        "occupation", EDITION_ALL, "cause", EDITION_ALL, "period", n->period, "shape", shape, NULL);
}

/* What the size is of: the shape that is named, else the year by itself; but not where the year by itself points the
 * other way than the shape that fits best. */
static const char *shape_of_size(const struct claims *c, const struct named *n)
{
    static const char *const SHAPES[] = { "step", "slope" };
    const struct table *breaks = c->edition.tables[EDITION_BREAKS];
    size_t pulse = row_of_shape(c, n, "pulse");
    double weight = pulse < table_rows(breaks) ? table_real(breaks, pulse, "weight") : NAN;
    bool up = pulse < table_rows(breaks) && table_real(breaks, pulse, "excess") > 0;
    const char *best = "pulse";

    if (n->supported && is_one_of(n->shape, "step", "slope"))
        return n->shape;
    for (int i = 0; i < 2 && up != n->up; i++) {
        size_t row = row_of_shape(c, n, SHAPES[i]);

        if (row < table_rows(breaks) && !(table_real(breaks, row, "weight") <= weight) &&
            isfinite(table_real(breaks, row, "weight"))) {
            weight = table_real(breaks, row, "weight");
            best = SHAPES[i];
        }
    }
    return best;
}

/* "omkring 48 fler än väntat utifrån utvecklingen övriga år (4,5 per 100 anställda, osäkerhetsintervall 1,4–8,1)"; of a
 * level or a slope the years from it on, which say nothing of what was to be expected. */
static char *words_of_size(const struct named *n, const char *shape, const char *exits, double excess, double per_100,
                           double low, double high)
{
    bool year = strcmp(shape, "pulse") == 0;
    bool fewer = year ? swedish_round(excess, 0) < 0 : per_100 < 0;
    struct swedish limits = fewer ? swedish_interval(-high, -low, 1) : swedish_interval(low, high, 1);
    struct swedish size = swedish_number(fewer ? -per_100 : per_100, 1);

    if (year)
        return phrase_say("%s slutade %s personer, omkring %s %s än väntat utifrån utvecklingen övriga år (%s per 100 "
                          "anställda, osäkerhetsintervall %s).",
                          swedish_in_capital(n->period).text, exits, swedish_number(fabs(excess), 0).text,
                          fewer ? "färre" : "fler", size.text, limits.text);
    return phrase_say("%s slutade %s personer. Från och med %s var avgångarna i genomsnitt %s per 100 anställda %s än "
                      "väntat utifrån utvecklingen dessförinnan (osäkerhetsintervall %s).",
                      swedish_in_capital(n->period).text, exits, n->year.text, size.text, fewer ? "färre" : "fler",
                      limits.text);
}

/* "År 2019 slutade 212 personer, omkring 48 fler än väntat ..." */
static void add_size(struct claims *c, const struct named *n)
{
    const struct table *breaks = c->edition.tables[EDITION_BREAKS];
    struct edition_rate rate = edition_city(&c->edition, n->period, EDITION_ALL, "none", EDITION_ALL);
    const char *shape = shape_of_size(c, n);
    size_t row = row_of_shape(c, n, shape);
    double excess, per_100, low, high;

    if (row == table_rows(breaks) || !isfinite(rate.exits))
        return;
    excess = table_real(breaks, row, "excess");
    per_100 = table_real(breaks, row, "excess_per_100");
    low = table_real(breaks, row, "excess_per_100_lower");
    high = table_real(breaks, row, "excess_per_100_upper");
    if (!isfinite(excess) || !isfinite(per_100) || !isfinite(low) || !isfinite(high))
        return;
    claim_add(c, words_of_size(n, shape, swedish_number(rate.exits, 0).text, excess, per_100, low, high),
              claim_join(claim_city(n->period, EDITION_ALL, "none", EDITION_ALL, "exits"),
                         phrase_say("public_breaks:primary,all,all,all,annual,%s,%s:excess", n->period, shape)),
              "avvikelse från utvecklingen utan året, med intervall", CLAIM_STATED);
}

const char *claim_reason(const struct table *verdicts, size_t row)
{
    static const char *const FEW_YEARS[] = { "too_few_periods", "too_few_before", "too_few_after", "not_identified" };
    const char *reason = table_text(verdicts, row, "reason");
    double units = table_real(verdicts, row, "unit_dispersion");

    if (strcmp(reason, "no_such_period") == 0)
        return "året inte ingår i uppgifterna";

    for (size_t i = 0; i < sizeof FEW_YEARS / sizeof FEW_YEARS[0]; i++)
        if (strcmp(reason, FEW_YEARS[i]) == 0)
            return "antalet år är för få";
    /* What ordinary years add to the dispersion is more than chance is: more exits would not help. */
    if (strcmp(reason, "change_too_large") == 0 &&
        table_real(verdicts, row, "dispersion") > 2 * (isfinite(units) ? units : 1))
        return "vanlig variation mellan år är för stor";
    return "antalet avgångar är för litet";
}

static void add_verdict(struct claims *c, const struct named *n)
{
    double detectable = table_real(n->verdicts, n->row, "smallest_detectable");
    const char *avvek = is_one_of(n->shape, "step", "slope") ? "ändrades" : "avvek";
    char *text;

    bool lowered = table_is(n->verdicts, n->row, "lowered", "yes");

    if (lowered && strcmp(n->verdict, "weak") == 0)
        text = phrase_say(
            "Det finns svaga tecken på en avvikelse %s. De hänger på att utvecklingen antas vara jämn över "
            "alla åren. Det går inte att dra någon slutsats.",
            n->year.text);
    else if (strcmp(n->verdict, "not_shown") == 0 && !isfinite(detectable))
        text = phrase_say("Någon avvikelse %s kan inte beläggas. Det betyder inte att den inte har förekommit.",
                          n->year.text);
    else
        text = phrase_fill(phrase_verdict(n->verdict), "avvek", avvek, "år", n->year.text, "avvikelse",
                           swedish_number(detectable, 1).text, "skäl", claim_reason(n->verdicts, n->row), NULL);
    claim_add(c, text, claim_verdict(n->verdicts, n->row, "verdict"),
              "största kvottest över alla år och former, simulerat; se metodbilagan", n->verdict);
    if (lowered)
        claim_add(
            c,
            phrase_say(
                "Bedömningen är sänkt ett steg, eftersom den blir en annan om utvecklingen inte antas vara jämn."),
            claim_verdict(n->verdicts, n->row, "lowered"), "krökt utveckling och kortare period", n->verdict);
}

/* Fractions a year of the expected development before the named year; NaN where it is not published. */
static double change_before(const struct claims *c, const struct named *n)
{
    const struct table *fits = c->edition.tables[EDITION_FITS];
    double first = NAN, last = NAN;
    int years = 0;

    for (size_t p = 0; p < c->edition.periods.n && strcmp(c->edition.periods.items[p], n->period) != 0; p++) {
        size_t row = edition_find(fits, 0, "family", "primary", "district", EDITION_ALL, "occupation", EDITION_ALL,
                                  "cause", EDITION_ALL, "period", c->edition.periods.items[p], NULL);
        double expected = row < table_rows(fits) ? table_real(fits, row, "expected") : NAN;

        if (isnan(first))
            first = expected;
        else
            years++;
        last = expected;
    }
    return years > 0 ? pow(last / first, 1.0 / years) - 1 : NAN;
}

static void add_slope(struct claims *c, const struct named *n)
{
    const struct table *breaks = c->edition.tables[EDITION_BREAKS];
    size_t row = row_of_shape(c, n, "slope");
    double before = change_before(c, n);
    double after = row < table_rows(breaks) ? (1 + before) * table_real(breaks, row, "rate_ratio") - 1 : NAN;
    const char *noun = before < 0 ? "minskningen" : "ökningen";
    const char *verb = before * after < 0           ? (before < 0 ? "vänt till en ökning" : "vänt till en minskning")
                       : fabs(after) < fabs(before) ? "avtagit"
                                                    : "tilltagit";
    char *development;

    if (!isfinite(before) || !isfinite(after)) {
        claim_add(c, phrase_say("Från och med %s är utvecklingen en annan än före %s.", n->year.text, n->year.text),
                  claim_verdict(n->verdicts, n->row, "shape"), "formernas vikter", n->shape);
        return;
    }
    development = phrase_say("%s %s", noun, verb);
    claim_add(c,
              phrase_fill(phrase_shape("slope"), "år", n->year.text, "utveckling", development, "före",
                          swedish_number(100 * before, 1).text, "därefter", swedish_number(100 * after, 1).text, NULL),
              claim_join(claim_verdict(n->verdicts, n->row, "shape"),
                         phrase_say("public_breaks:primary,all,all,all,annual,%s,slope:rate_ratio", n->period)),
              "formernas vikter", n->shape);
    free(development);
}

/* To tell a new level takes three years from the named one on, and one more for safety. */
static const char *years_needed(const struct claims *c, const struct named *n)
{
    size_t from_it_on = c->edition.periods.n - edition_period(&c->edition, n->period);

    return from_it_on < 2 ? "tre" : "två";
}

static void add_shape(struct claims *c, const struct named *n)
{
    struct swedish since = swedish_span(n->period, table_text(n->verdicts, n->row, "last_period"));
    const char *sentence = phrase_shape(n->shape);

    if (!n->supported || sentence == NULL)
        return;
    if (strcmp(n->shape, "slope") == 0)
        add_slope(c, n);
    else
        claim_add(c,
                  phrase_fill(sentence, "år", n->year.text, "nivå", n->up ? "högre" : "lägre", "period", since.text,
                              "antal", years_needed(c, n), NULL),
                  claim_verdict(n->verdicts, n->row, "shape"), "formernas vikter", n->shape);
}

static bool is_named(const struct claims *c, const char *period)
{
    size_t n;
    const char *const *years = settings_list(c->trend, "trend", "named_years", &n);

    for (size_t i = 0; i < n; i++)
        if (swedish_period_year(period) == atoi(years[i]))
            return true;
    return false;
}

static struct possible possible_of(const struct claims *c, const struct named *n)
{
    char *set = memory_copy_text(table_text(n->verdicts, n->row, "date_set"));
    char *rest = NULL, *earliest = NULL, *latest = NULL;
    struct possible p = { .first = INT32_MAX, .last = INT32_MIN, .all_named = true };
    int32_t begin, end;

    for (char *word = strtok_r(set, " ", &rest); word != NULL; word = strtok_r(NULL, " ", &rest)) {
        if (!swedish_period_days(word, &begin, &end))
            continue;
        if (begin < p.first) {
            p.first = begin;
            earliest = word;
        }
        if (end > p.last) {
            p.last = end;
            latest = word;
        }
        p.all_named = p.all_named && is_named(c, word);
        p.n++;
    }
    if (p.n > 0)
        p.words = swedish_span(earliest, latest);
    else if (swedish_period_days(n->period, &p.first, &p.last))
        p.words = n->year;
    free(set);
    return p;
}

/* The same question for each occupation, in a word. */
static void add_occupations(struct claims *c, const struct named *n)
{
    char *text = NULL, *cells = NULL;

    for (size_t i = 0; i < c->edition.occupations.n && c->edition.occupations.n > 1; i++) {
        size_t row = edition_find(n->verdicts, 0, "family", "occupation", "occupation", c->edition.occupations.items[i],
                                  "cause", EDITION_ALL, "period", n->period, NULL);
        char *longer;
        bool answered;

        if (row == table_rows(n->verdicts) || !phrase_has(PHRASE_VERDICT, table_text(n->verdicts, row, "verdict")))
            continue;
        answered = !table_is(n->verdicts, row, "verdict", "not_answerable");
        longer = phrase_say("%s%s %s \xe2\x80\x93 %s%s%s", text != NULL ? text : "Yrkena prövade var för sig",
                            text != NULL ? ";" : ":", c->edition.occupations.items[i],
                            phrase_word(PHRASE_VERDICT, table_text(n->verdicts, row, "verdict")),
                            answered ? "" : ", eftersom ", answered ? "" : claim_reason(n->verdicts, row));
        free(text);
        text = longer;
        cells = claim_join(cells, claim_verdict(n->verdicts, row, "verdict"));
    }
    if (text != NULL)
        claim_add(c, phrase_say("%s.", text), cells, "som ovan, med hänsyn till att flera yrken prövas", CLAIM_STATED);
    free(text);
}

/* Where the series is not calm, but not because of this year. */
static void add_other_years(struct claims *c, const struct named *n, const struct possible *possible)
{
    double p = table_real(n->verdicts, n->row, "p_search");
    const char *set = table_text(n->verdicts, n->row, "date_set");

    if (strcmp(n->verdict, "not_shown") != 0 || !(p <= 0.05) || possible->n == 0 || strstr(set, n->period) != NULL)
        return;
    claim_add(c,
              phrase_say("Serien avviker däremot %s %s, %s.", possible->n > 1 ? "något av åren" : "år",
                         possible->words.text,
                         possible->all_named ? "som bedöms för sig" : "som inte var angivet i förväg"),
              claim_verdict(n->verdicts, n->row, "date_set"), "mängden möjliga år", CLAIM_STATED);
}

static void add_named(struct claims *c, const struct named *n)
{
    struct possible possible = possible_of(c, n);
    bool shown = !is_one_of(n->verdict, "not_shown", "not_answerable");

    claim_lead(c, "summary", "break", heading_of(n, &possible), claim_verdict(n->verdicts, n->row, "verdict"), "",
               n->verdict);
    if (strcmp(n->verdict, "not_answerable") != 0)
        add_size(c, n);
    add_verdict(c, n);
    add_other_years(c, n, &possible);
    add_shape(c, n);
    if (possible.n > 1 && shown)
        claim_add(c, phrase_fill(phrase_shape("several_years"), "åren", possible.words.text, NULL),
                  claim_verdict(n->verdicts, n->row, "date_set"), "mängden möjliga år", n->verdict);
    if (shown)
        claim_rivals(c, possible.first, possible.last);
    else if (swedish_period_days(n->period, &possible.first, &possible.last))
        claim_changes(c, possible.first, possible.last);
    add_occupations(c, n);
    if (n->supported)
        claim_add(c, phrase_say("Statistiken visar inte varför %s slutade %s.", n->up ? "fler" : "färre", n->year.text),
                  NULL, "", CLAIM_NOT_ANSWERABLE);
}

static bool is_reported(const struct claims *c, int year)
{
    for (size_t i = 0; i < c->edition.periods.n; i++)
        if (swedish_period_year(c->edition.periods.items[i]) == year)
            return true;
    return false;
}

/* A year named in report.ini of which no verdict was reached or may be shown. */
static void add_missing(struct claims *c, const char *year, bool withheld)
{
    claim_lead(c, "summary", "break", phrase_say("Om %s avvek går inte att bedöma.", year), NULL, "",
               CLAIM_NOT_ANSWERABLE);
    claim_add(c,
              withheld                     ? phrase_say("Bedömningen visas inte av hänsyn till enskilda.")
              : is_reported(c, atoi(year)) ? phrase_say("Året ingår inte i de uppgifter som kan prövas.")
                                           : phrase_say("%s ingår inte i de redovisade åren.", year),
              NULL, "", CLAIM_NOT_ANSWERABLE);
}

void claim_breaks(struct claims *c)
{
    const struct table *verdicts = c->edition.tables[EDITION_VERDICTS];
    size_t n_years;
    const char *const *years = settings_list(c->trend, "trend", "named_years", &n_years);

    for (size_t row = 0; row < table_rows(verdicts); row++) {
        struct named n = named_of(verdicts, row);

        if (!table_is(verdicts, row, "family", "primary") || !table_is(verdicts, row, "grain", "annual"))
            continue;
        if (table_is(verdicts, row, "reason", "no_such_period"))
            add_missing(c, n.year.text, false);
        else if (phrase_verdict(n.verdict) != NULL)
            add_named(c, &n);
        else
            add_missing(c, n.year.text, true);
    }
    for (size_t i = 0; i < n_years; i++) {
        bool found = false;

        for (size_t row = 0; row < table_rows(verdicts); row++)
            found = found || (table_is(verdicts, row, "family", "primary") &&
                              swedish_period_year(table_text(verdicts, row, "period")) == atoi(years[i]));
        if (!found)
            add_missing(c, years[i], false);
    }
}
