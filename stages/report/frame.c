/* frame.c - the frame of a committee's document: what stands in the body beside the results, and where annexes begin.
 */
#include "stages/report/indicators.h"

#include "pipeline/base/memory.h"
#include "pipeline/publish/markup.h"
#include "pipeline/publish/phrases.h"
#include "pipeline/publish/swedish.h"
#include "pipeline/publish/wording.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const char *const ANNEXES[] = { "Resultat", "Förvaltning för förvaltning", "Underlag och metod" };

void annex(struct report *r, int number)
{
    char *title = wording_say(ANNEXES[number - 1]);

    fprintf(r->to, "# Bilaga %d. %s {#bilaga-%d .annex}\n\n", number, title, number);
    free(title);
}

/* ---- the follow-up in short ---- */

struct line {
    const char *label;
    struct followup_key key;
    int decimals;
};

static const struct line LINES[] = {
    { "Socionomkonsulter", { .indicator = "consultants", .district = EDITION_ALL }, 0 },
    { "Konsulternas andel av bemanningen, %", { .indicator = "consultant_share", .district = EDITION_ALL }, 1 },
    { "Vakanta av alla tjänster, %", { .indicator = "vacancy_rate", .district = EDITION_ALL }, 1 },
    { "Ärenden per handläggare, de som redovisar",
      { .indicator = "cases_per_holder", .district = EDITION_ALL, .category = EDITION_ALL },
      1 },
    { "Sjukfrånvaro, lagstadgad, %",
      { .indicator = "sickness_absence",
        .district = EDITION_ALL,
        .category = EDITION_ALL,
        .group = EDITION_ALL,
        .definition = "statutory" },
      1 },
    { "Sjukfrånvaro 60 dagar eller mer, andel, %",
      { .indicator = "sickness_long_term",
        .district = EDITION_ALL,
        .category = EDITION_ALL,
        .group = EDITION_ALL,
        .definition = "statutory" },
      0 },
    { "Kan rekommendera sin arbetsplats, %",
      { .indicator = "survey_share", .district = EDITION_ALL, .category = "recommend", .group = EDITION_ALL },
      0 },
    { "Har en bra arbetssituation, %",
      { .indicator = "survey_share", .district = EDITION_ALL, .category = "good_situation", .group = EDITION_ALL },
      0 },
    { "Kan göra ett gott arbete, %",
      { .indicator = "survey_share", .district = EDITION_ALL, .category = "good_job", .group = EDITION_ALL },
      0 },
    { "Anmälda tillbud per 100 årsanställda",
      { .indicator = "incidents", .district = EDITION_ALL, .category = "incident" },
      1 },
    { "Chefer som var kvar efter ett år, %",
      { .indicator = "manager_stability", .district = EDITION_ALL, .category = EDITION_ALL },
      0 },
    { "Platser för verksamhetsförlagd utbildning", { .indicator = "student_placements", .district = EDITION_ALL }, 0 },
};

static void value_and_when(struct report *r, struct followup_value v, int decimals, const char *period)
{
    char *value = v.shown   ? phrase_say("%s", swedish_number(v.value, decimals).text)
                  : v.found ? followup_stated(r->followup.indicators, v.row)
                            : memory_copy_text(PHRASE_NOT_APPLICABLE);

    cell(r, value);
    cell(r, period != NULL ? followup_period(period).text : PHRASE_NOT_APPLICABLE);
    free(value);
}

static bool is_shown(struct followup_value v)
{
    return v.shown || isfinite(v.low);
}

/* The first value of the base year or later, and the last. */
static void short_row(struct report *r, const struct line *line)
{
    struct names periods = indicator_periods(r, line->key);
    int base = r->edition.base != NULL ? swedish_period_year(r->edition.base) : 0;
    struct followup_value first = followup_row(&r->followup, SIZE_MAX), last = first;
    const char *from = NULL, *until = NULL;

    for (size_t i = 0; i < periods.n; i++) {
        struct followup_key key = line->key;
        struct followup_value v;

        key.period = periods.items[i];
        v = followup_own(&r->followup, key);
        if (!is_shown(v))
            continue;
        if (from == NULL && atoi(periods.items[i]) >= base) {
            from = periods.items[i];
            first = v;
        }
        until = periods.items[i];
        last = v;
    }
    if (until != NULL) {
        cell(r, line->label);
        value_and_when(r, first, line->decimals, from);
        value_and_when(r, last, line->decimals, until);
        row_end(r);
    }
    free(periods.items);
}

static void turnover_row(struct report *r)
{
    const struct edition *e = &r->edition;
    struct edition_rate before, now;

    if (e->base == NULL)
        return;
    before = edition_city(e, e->base, EDITION_ALL, "none", EDITION_ALL);
    now = edition_city(e, e->periods.items[e->periods.n - 1], EDITION_ALL, "none", EDITION_ALL);
    cell(r, "Avgångar per 100 årsanställda");
    cell_rate(r, before.rate, before.exits, before.withheld ? "withheld" : NULL);
    cell(r, swedish_period(e->base).text);
    cell_rate(r, now.rate, now.exits, now.withheld ? "withheld" : NULL);
    cell(r, swedish_period(e->periods.items[e->periods.n - 1]).text);
    row_end(r);
}

void in_short(struct report *r)
{
    static const char *const COLUMNS[] = { "Uppgift för hela staden", "Då", "Tidpunkt", "Senast", "Tidpunkt" };

    if (r->followup.indicators == NULL || table_rows(r->followup.indicators) == 0)
        return;
    heading(r, 1, "i-korthet", "Uppföljningen i korthet");
    table_begin(r, "tabell-i-korthet", "Uppföljningen i korthet", COLUMNS, 5, "lrlrl");
    turnover_row(r);
    for (size_t i = 0; i < sizeof LINES / sizeof LINES[0]; i++)
        short_row(r, &LINES[i]);
    table_end(r);
    paragraph(r,
              "Då är jämförelseåret, eller den första uppgiften därefter. Att uppgifter ändras samtidigt betyder inte "
              "att den ena beror på den andra. Uppgifterna, deras källor och förbehåll finns i bilaga 1.");
}

/* ---- gender ---- */

static void gender_row(struct report *r, const char *category, const char *name)
{
    const struct edition *e = &r->edition;
    struct edition_rate before = edition_city(e, e->base, EDITION_ALL, "gender", category);
    struct edition_rate now = edition_city(e, e->compare, EDITION_ALL, "gender", category);
    const char *group = strcmp(category, "woman") == 0 ? "woman" : "man";
    struct followup_key absence = { .indicator = "sickness_absence", .district = EDITION_ALL, .group = group };
    struct followup_value v;

    absence.period = indicator_last(r, absence);
    v = absence.period != NULL ? followup_own(&r->followup, absence) : followup_row(&r->followup, SIZE_MAX);
    cell(r, name);
    cell_count(r, now.person_years, now.withheld ? "withheld" : NULL);
    cell_rate(r, before.rate, before.exits, before.withheld ? "withheld" : NULL);
    cell_rate(r, now.rate, now.exits, now.withheld ? "withheld" : NULL);
    cell_interval(r, now.lower, now.upper, now.exits, now.withheld ? "withheld" : NULL);
    cell(r, v.shown ? swedish_number(v.value, 1).text : PHRASE_NOT_APPLICABLE);
    row_end(r);
}

static void gender_table(struct report *r)
{
    const struct edition *e = &r->edition;
    struct heads heads = { .n = 0 };

    if (e->base == NULL || !edition_city(e, e->compare, EDITION_ALL, "gender", "woman").found)
        return;
    paragraph(r, "Yrkena är starkt kvinnodominerade. Männen är få, så deras tal varierar mer av slumpen.");
    heads_add(&heads, 'l', memory_copy_text("Kön"));
    heads_add(&heads, 'r', phrase_say("Årsanställda %s", swedish_period(e->compare).text));
    heads_add(&heads, 'r', phrase_say("Avgångar per 100 årsanställda %s", swedish_period(e->base).text));
    heads_add(&heads, 'r', phrase_say("Avgångar per 100 årsanställda %s", swedish_period(e->compare).text));
    heads_add(&heads, 'r', memory_copy_text("Osäkerhetsintervall"));
    heads_add(&heads, 'r', memory_copy_text("Sjukfrånvaro, senaste år, %"));
    heads_begin(r, "tabell-kvinnor-och-man", "Kvinnor och män", &heads);
    gender_row(r, "woman", "Kvinnor");
    gender_row(r, "man", "Män");
    table_end(r);
}

bool gender_analysis(struct report *r, struct fault *f)
{
    static const char *const STEMS[] = { "jamstalldhet", "jämställdhet", "jamstalldhetsanalys", "gender", NULL };
    size_t before = r->n_sections;

    if (!inserted_text(r, "jamstalldhet", "Jämställdhetsanalys", STEMS, f))
        return false;
    if (r->n_sections == before)
        heading(r, 1, "jamstalldhet", "Jämställdhetsanalys");
    gender_table(r);
    if (r->edition.base == NULL)
        paragraph(r, "Uppgifter om kvinnor och män finns inte i underlaget.");
    else if (is_small_city(r, "gender_threshold"))
        paragraph(r, "Avgångarna redovisas inte för kvinnor och män var för sig, av hänsyn till enskilda.");
    return true;
}

/* ---- attachments ---- */

void attachments(struct report *r)
{
    heading(r, 1, "bilagor", "Bilagor");
    for (size_t i = 0; i < sizeof ANNEXES / sizeof ANNEXES[0]; i++)
        item(r, "Bilaga %zu. %s", i + 1, ANNEXES[i]);
    item(r, "Tabellerna som Excelbok (tables.xlsx) och som öppna data med beskrivning (datapackage.json)");
    item(r, "Vad rapporten är gjord av: filer, inställningar och version (provenance.json)");
    end_list(r);
}

/* ---- questions and statements ---- */

/* Each question or statement with its sentences: the lead in bold, the rest as a paragraph. */
static bool write_place(struct report *r, const char *place)
{
    bool any = false;

    for (size_t row = 0; row < table_rows(r->claims); row++) {
        const char *text = table_text(r->claims, row, "text");

        if (!table_is(r->claims, row, "place", place))
            continue;
        if (table_is(r->claims, row, "heading", text)) {
            fputs(any ? "\n\n**" : "**", r->to);
            markup_write(r->to, text);
            fputs("**", r->to);
        } else {
            fputc(' ', r->to);
            markup_write(r->to, text);
        }
        any = true;
    }
    if (any)
        fputs("\n\n", r->to);
    return any;
}

static bool has_place(const struct report *r, const char *place)
{
    return edition_find(r->claims, 0, "place", place, NULL) < table_rows(r->claims);
}

void questions(struct report *r)
{
    if (!has_place(r, "answer"))
        return;
    heading(r, 1, "fragor", "Frågor och svar");
    write_place(r, "answer");
}

void statements(struct report *r)
{
    if (!has_place(r, "statement"))
        return;
    heading(r, 1, "pastaenden", "Påståenden som har gjorts");
    paragraph(r,
              "Varje påstående prövas mot publicerade uppgifter och får en av tre bedömningar: uppgifterna bekräftar "
              "det, motsäger det, eller kan inte avgöra om det stämmer. En förändring bekräftas bara om den är "
              "statistiskt säkerställd, eller om alla är räknade. På flera håll betyder i minst två förvaltningar.");
    if (settings_flag(r->report, "report", "synthetic"))
        paragraph(r, "Här prövas påståendena mot syntetiska uppgifter. Utfallet säger ingenting om ifall de stämmer i "
                     "verkligheten.");
    write_place(r, "statement");
}
