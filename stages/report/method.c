/* method.c - how it was measured, what makes years hard to compare, and the definitions beside each other. */
#include "stages/report/report.h"

#include "pipeline/base/calendar.h"
#include "pipeline/publish/phrases.h"
#include "pipeline/publish/swedish.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool has_kind(const struct report *r, const char *kind)
{
    const struct table *t = r->edition.tables[EDITION_INTAKE];

    return edition_find(t, 0, "kind", kind, NULL) < table_rows(t);
}

static void population(struct report *r)
{
    const struct edition *e = &r->edition;
    bool permanent = strcmp(settings_text(r->turnover, "turnover", "population"), "permanent") == 0;
    char *list = swedish_list(e->occupations.items, e->occupations.n);

    if (e->occupations.n > 0)
        item(r, "Population: %s med månadslön i yrkena %s. Timavlönade ingår inte.",
             permanent ? "tillsvidareanställda" : "tillsvidareanställda och visstidsanställda", list);
    else
        item(r, "Population: %s med månadslön i de yrken som följs. Timavlönade ingår inte.",
             permanent ? "tillsvidareanställda" : "tillsvidareanställda och visstidsanställda");
    free(list);
}

static void measured_from_persons(struct report *r)
{
    const char *gap = settings_text(r->turnover, "turnover", "gap_days");

    item(r,
         "Huvudmått (T17): avgångar från staden per 100 årsanställda. Årsanställda är %s. Talet är inte procent: en "
         "person kan bidra med mindre än ett år.",
         has_kind(r, "snapshots") && !has_kind(r, "spells")
             ? "medelvärdet av antalet vid periodens början och slut gånger periodens längd"
             : "summan av alla dagar i anställning delad med årets dagar");
    population(r);
    item(r,
         "Avgång: personen har inte längre någon månadsavlönad anställning i staden. Uppehåll på högst %s dagar räknas "
         "inte som "
         "avgång, och dagarna hör till den gamla anställningen.",
         gap);
    item(r, "Byte: personen går till en annan förvaltning i staden. Det är ingen avgång från staden, men personen har "
            "lämnat "
            "förvaltningen.");
    item(r, "Övergång: personen fortsätter i staden i ett annat yrke eller en annan anställningsform. Det är varken "
            "avgång eller byte.");
    item(r, "Huvudanställning: den som har flera anställningar samtidigt räknas i en av dem, den med högst "
            "sysselsättningsgrad.");
    item(r,
         "Preliminärt: avgångar inom %s dagar före uttaget är preliminära, eftersom personen kan komma tillbaka. "
         "Alla tal för ett år då staden har sådana markeras med p.",
         gap);
}

void method(struct report *r)
{
    long base = (long) settings_integer(r->protect, "protect", "rounding_base");
    char *rounded = phrase_rounding(base);

    heading(r, 1, "metod", "Så har vi mätt");
    if (has_kind(r, "spells") || has_kind(r, "snapshots") || !has_kind(r, "counts")) {
        measured_from_persons(r);
    } else {
        item(r, "Huvudmått (T17): avgångar per 100 årsanställda. Årsanställda är det antal som har lämnats; saknas det "
                "används medelvärdet av "
                "antalet vid periodens början och slut, annars antalet vid periodens slut.");
        item(r, "Underlaget är färdiga antal. Vad som räknas som en avgång, och vilka som ingår, bestäms av den som "
                "har lämnat antalen.");
    }
    if (has_kind(r, "snapshots"))
        item(r, "Ögonblicksbilder: filer som visar vilka som var anställda en viss dag. Avgångar och nyanställningar "
                "antas jämnt fördelade "
                "mellan två mätningar. Den som både börjat och slutat däremellan syns inte.");
    if (has_kind(r, "counts") && (has_kind(r, "spells") || has_kind(r, "snapshots")))
        item(r, "En del av underlaget är färdiga antal, där enskilda anställningar inte kan följas.");
    item(r, "Organisation: alla år redovisas i dagens organisation. En förvaltning som har gått upp i en annan räknas "
            "till den nya under hela "
            "perioden, och ett år då en sammanslagning skett hör helt till den nya.");
    item(r, "Osäkerhetsintervall: 95 procent. Alla anställda ingår, det är ingen urvalsundersökning; intervallet visar "
            "hur mycket antalet "
            "avgångar kan variera av slumpen även om förutsättningarna är oförändrade.");
    if (base > 0)
        item(r, "%s", rounded);
    free(rounded);
    item(r, "Avrundning: tal som vilar på färre än %d avgångar visas utan decimaler.", SWEDISH_FEW_EXITS);
    end_list(r);
}

/* ---- comparability ---- */

static void timeline_table(struct report *r, const struct timeline *t, bool changes)
{
    static const char *const CHANGES[] = { "Datum", "Vad som ändrades", "Slag", "Omfattning", "Betydelse", "Källa" };
    static const char *const EVENTS[] = { "Datum", "Händelse", "Slag" };

    table_begin(r, changes ? "tabell-matbrott" : "tabell-periodens-handelser",
                changes ? "Dokumenterade ändringar i underlaget" : "Händelser under perioden",
                changes ? CHANGES : EVENTS, changes ? 6 : 3, "llllll");
    for (size_t i = 0; i < t->n; i++) {
        const struct moment *m = &t->moments[i];
        char *text = phrase_capital(m->text);

        cell(r, swedish_date(m->date).text);
        cell(r, text);
        cell(r, phrase_word(PHRASE_MOMENT, m->kind));
        if (changes) {
            cell(r, m->scope);
            cell(r, m->effect);
            cell(r, m->source);
        }
        row_end(r);
        free(text);
    }
    table_end(r);
}

static void organisation_table(struct report *r)
{
    static const char *const COLUMNS[] = { "Datum", "Förvaltning", "Ingår sedan dess i" };
    const char *unit, *successor;
    int32_t day;

    if (!organisation_event(r->organisation, 0, &day, &unit, &successor))
        return;
    table_begin(r, "tabell-organisation", "Omorganisationer, som hela serien är omräknad efter", COLUMNS, 3, "lll");
    for (size_t i = 0; organisation_event(r->organisation, i, &day, &unit, &successor); i++) {
        char date[CALENDAR_ISO_LENGTH + 1];

        calendar_format_iso(day, date);
        cell(r, swedish_date(date).text);
        cell(r, unit);
        cell(r, successor);
        row_end(r);
    }
    table_end(r);
}

void comparability(struct report *r)
{
    heading(r, 1, "jamforbarhet", "Jämförbarhet");
    if (r->comparability.n > 0)
        timeline_table(r, &r->comparability, true);
    else
        paragraph(r, "Inga ändringar i underlaget är dokumenterade. Det betyder inte att det inte finns några.");
    organisation_table(r);
    if (r->events.n > 0)
        timeline_table(r, &r->events, false);
    paragraph(r, "Att något inträffade samtidigt som en förändring betyder inte att det har orsakat den.");
}

/* ---- definitions ---- */

static double value_of(const struct report *r, const char *period, const char *id, const char *column, size_t *row)
{
    const struct table *t = r->edition.tables[EDITION_DEFINITIONS];

    *row = edition_find(t, 0, "period", period, "occupation", EDITION_ALL, "definition", id, NULL);
    return *row < table_rows(t) ? table_real(t, *row, column) : NAN;
}

static void value_cell(struct report *r, const char *period, const char *id)
{
    const struct table *t = r->edition.tables[EDITION_DEFINITIONS];
    size_t row;
    double value = value_of(r, period, id, "value", &row);

    if (row < table_rows(t) && table_is(t, row, "value_status", "withheld"))
        cell(r, PHRASE_WITHHELD);
    else
        cell_decimals(r, value, 1);
}

/* Shown, or withheld: not merely impossible. */
static bool is_known(const struct report *r, const char *period, const char *id)
{
    const struct table *t = r->edition.tables[EDITION_DEFINITIONS];
    size_t row;

    return isfinite(value_of(r, period, id, "value", &row)) ||
           (row < table_rows(t) && table_is(t, row, "value_status", "withheld"));
}

/* Where the upper limit lies beyond the follow-up, the lower one still says something: "36,6–". True where it is so. */
static bool limits_cell(struct report *r, const char *id)
{
    const char *period = r->edition.compare;
    size_t row;
    double low = value_of(r, period, id, "lower", &row), high = value_of(r, period, id, "upper", &row);
    char *open;

    if (!isfinite(low) || isfinite(high)) {
        cell_limits(r, low, high, 1);
        return false;
    }
    open = phrase_say("%s%s", swedish_number(low, 1).text, SWEDISH_MINUS);
    cell(r, open);
    free(open);
    return true;
}

static void definition_values(struct report *r)
{
    const struct edition *e = &r->edition;
    bool before = strcmp(e->base, e->compare) != 0, open = false;
    size_t n, n_unknown = 0;
    const struct phrase_definition *definitions = phrase_definitions(&n);
    struct heads h = { .n = 0 };

    heads_add(&h, 'l', phrase_say("Definition"));
    heads_add(&h, 'l', phrase_say("Beteckning"));
    if (before)
        heads_add(&h, 'r', phrase_say("%s", swedish_period_short(e->base).text));
    heads_add(&h, 'r', phrase_say("%s", swedish_period_short(e->compare).text));
    heads_add(&h, 'r', phrase_say("Osäkerhetsintervall"));
    heads_add(&h, 'l', phrase_say("Enhet"));
    heads_begin(r, "tabell-definitionsvarden", "Staden enligt olika definitioner", &h);
    for (size_t i = 0; i < n; i++) {
        if (!is_known(r, e->base, definitions[i].id) && !is_known(r, e->compare, definitions[i].id)) {
            n_unknown++;
            continue;
        }
        cell(r, definitions[i].name);
        cell(r, definitions[i].id);
        if (before)
            value_cell(r, e->base, definitions[i].id);
        value_cell(r, e->compare, definitions[i].id);
        open = limits_cell(r, definitions[i].id) || open;
        cell(r, definitions[i].unit);
        row_end(r);
    }
    table_end(r);
    if (open)
        paragraph(r, "Ett osäkerhetsintervall utan andra tal: den övre gränsen är ännu inte nådd.");
    if (n_unknown > 0)
        paragraph(r, "Övriga definitioner kan inte beräknas ur underlaget.");
}

void definitions(struct report *r)
{
    const struct edition *e = &r->edition;
    const struct table *t = e->tables[EDITION_DEFINITIONS];

    heading(r, 1, "definitioner-varden", "Samma uppgifter \xe2\x80\x93 olika definitioner");
    if (e->compare == NULL || edition_find(t, 0, "period", e->compare, NULL) == table_rows(t)) {
        paragraph(r, "Andra definitioner kan inte beräknas ur underlaget.");
        return;
    }
    paragraph(r, "Det finns ingen bindande definition av personalrörlighet i Sverige. Samma uppgifter ger olika "
                 "siffror beroende på vem som "
                 "räknas, vad som är en avgång och vad antalet delas med. Siffror från andra källor kan jämföras bara "
                 "om de är räknade på "
                 "samma sätt.");
    definition_values(r);
    figure(r, "definitions", "Personalrörligheten i staden enligt olika definitioner", "tabell-definitionsvarden");
}

void definition_list(struct report *r)
{
    static const char *const COLUMNS[] = { "Beteckning", "Namn", "Så räknas det", "Enhet", "Vem som räknar så" };
    size_t n;
    const struct phrase_definition *definitions_known = phrase_definitions(&n);

    heading(r, 1, "definitioner", "Definitioner");
    table_begin(r, "tabell-definitioner", "Definitioner av personalrörlighet", COLUMNS, 5, "lllll");
    for (size_t i = 0; i < n; i++) {
        char *formula = phrase_capital(definitions_known[i].formula), *who = phrase_capital(definitions_known[i].who);
        char *unit = phrase_capital(definitions_known[i].unit);

        cell(r, definitions_known[i].id);
        cell(r, definitions_known[i].name);
        cell(r, formula);
        cell(r, unit);
        cell(r, who);
        row_end(r);
        free(formula);
        free(who);
        free(unit);
    }
    table_end(r);
}
