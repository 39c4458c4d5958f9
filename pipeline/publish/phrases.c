#include "pipeline/publish/phrases.h"

#include "pipeline/base/memory.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct pair {
    const char *code;
    const char *text;
};

static const struct pair VERDICT_SENTENCES[] = {
    { "strong",
      "Det finns starkt stöd för att personalrörligheten {avvek} {år}. Avvikelsen är större än vad slump och vanlig "
      "variation mellan år brukar ge." },
    { "moderate",
      "Det finns visst stöd för att personalrörligheten {avvek} {år}. Andra förklaringar kan inte uteslutas." },
    { "weak",
      "Det finns svaga tecken på en avvikelse {år}. Så svaga tecken förekommer i ungefär en tidsserie av tio även när "
      "inget har hänt. Det går inte att dra någon slutsats." },
    { "not_shown",
      "Någon avvikelse {år} kan inte beläggas. Det betyder inte att den inte har förekommit: en avvikelse på "
      "mindre än {avvikelse} avgångar per 100 anställda hade sannolikt inte upptäckts." },
    { "not_answerable", "Frågan går inte att besvara med dessa uppgifter, eftersom {skäl}." },
    { NULL, NULL },
};

static const struct pair SHAPE_SENTENCES[] = {
    { "pulse",
      "{år} avviker som enskilt år. Året därefter var personalrörligheten åter i linje med utvecklingen före {år}." },
    { "step", "Personalrörligheten ändrades {år} till en {nivå} nivå och har legat kvar där {period}." },
    { "slope",
      "Från och med {år} har {utveckling}: före {år} i genomsnitt {före} procent per år, därefter {därefter} procent "
      "per år." },
    { "undecided",
      "Uppgifterna kan inte avgöra om {år} var ett enskilt avvikande år eller början på en ny nivå. Det kräver "
      "uppgifter för ytterligare minst {antal} år." },
    { "last_year", "{år} är det senaste året i serien. Om det är ett enskilt avvikande år eller en ny nivå kan bedömas "
                   "tidigast i nästa uppföljning." },
    { "several_years", "En förändring kan ha skett något av åren {åren}. Vilket år går inte att fastställa." },
    { NULL, NULL },
};

static const struct pair VERDICTS[] = {
    { "strong", "starkt stöd" },
    { "moderate", "visst stöd" },
    { "weak", "svagt stöd" },
    { "not_shown", "inte belagt" },
    { "not_answerable", "går inte att besvara" },
    { NULL, NULL },
};

static const struct pair SHAPES[] = {
    { "pulse", "avbrott (ett år)" },        { "step", "ny nivå" },
    { "slope", "ändrad utveckling" },       { "undecided", "kan inte avgöras" },
    { "last_year", "sista året i serien" }, { NULL, NULL },
};

static const struct pair DIMENSIONS[] = {
    { "operation", "Verksamhetsområde" }, { "gender", "Kön" },         { "age", "Ålder" },
    { "tenure", "Anställningstid" },      { "cause", "Avgångsorsak" }, { NULL, NULL },
};

static const struct pair CATEGORIES[] = {
    { "all", "Samtliga" },
    { "woman", "Kvinnor" },
    { "man", "Män" },
    { "unknown", "Uppgift saknas" },
    { "", "Uppgift saknas" },
    { "own_request", "Egen begäran" },
    { "pension", "Pension" },
    { "term_ended", "Tidsbegränsad anställning upphörde" },
    { "dismissed", "Arbetsbrist eller uppsägning" },
    { "death_or_illness", "Avliden eller sjukersättning" },
    { "other", "Övrig orsak" },
    { NULL, NULL },
};

static const struct pair ITEMS[] = {
    { "opening", "Anställda vid årets början" },
    { "hires", "Nyanställda" },
    { "changed_in", "Tillkommit inom staden (nytt yrke eller ny anställningsform)" },
    { "exits", "Avgångar från staden" },
    { "changed_out", "Övergått till annat inom staden (nytt yrke eller ny anställningsform)" },
    { "closing", "Anställda vid årets slut" },
    { "moves", "Byten mellan förvaltningar under året" },
    { NULL, NULL },
};

static const struct pair KINDS[] = {
    { "spells", "anställningar" },
    { "snapshots", "ögonblicksbilder" },
    { "counts", "antalsuppgifter" },
    { NULL, NULL },
};

static const struct pair BASES[] = {
    { "column", "kolumn i filen" },
    { "settings", "angivet i report.ini" },
    { "assumed", "antaget" },
    { NULL, NULL },
};

static const struct pair MOMENTS[] = {
    { "coding", "kodning" },        { "organisation", "organisation" },
    { "definition", "definition" }, { "law", "regler" },
    { "system", "personalsystem" }, { "population", "vilka som ingår" },
    { "title", "benämningar" },     { "plan", "plan" },
    { "reform", "reform" },         { "mandate", "mandatperiod" },
    { "other", "övrigt" },          { NULL, NULL },
};

static const struct pair REASONS[] = {
    { "no_exposure", "inga anställda i gruppen" },
    { "no_interval", "måttet har inget osäkerhetsintervall" },
    { "not_possible", "går inte att beräkna ur underlaget" },
    { "not_covered", "perioden täcks inte av underlaget" },
    { "not_a_year", "mätningarna ligger inte ett år isär" },
    { "missing", "uppgiften saknas i underlaget" },
    { "not_reached", "mer än hälften är kvar" },
    { "limit_not_reached", "osäkerhetsintervallets gräns har inte nåtts" },
    { "short_follow_up", "ingen nyanställd har kunnat följas ett år" },
    { "withheld", "visas inte av hänsyn till enskilda" },
    { NULL, NULL },
};

static const struct pair CHECKS[] = {
    { "as_assessed", "som i bedömningen" },
    { "quadratic", "krökt utveckling" },
    { "window", "fyra år före och fyra efter" },
    { "without_trend", "ingen utveckling mellan åren" },
    { "poisson", "endast slumpens spridning" },
    { "quasi_poisson", "seriens egen spridning (kvasi-Poisson)" },
    { "negative_binomial", "seriens egen spridning (negativ binomial)" },
    { "exact", "exakt test givet summa och trend" },
    { "without_year", "utan ett år" },
    { "without_unit", "utan en förvaltning" },
    { "placebo_year", "jämförelseår" },
    { "denominator", "annat mått på antalet anställda" },
    { "equal_tenure", "vid lika anställningstid" },
    { "equal_occupation", "vid lika fördelning på yrken" },
    { NULL, NULL },
};

static const struct phrase_definition DEFINITIONS[] = {
    { "T17", "Avgångar per årsanställda", "avgångar från staden / årsanställda (dagar i anställning / årets dagar)",
      "per 100 årsanställda", "rapportens huvudmått", true },
    { "T1", "Avgångna under året",
      "anställda på mätdagen föregående år som inte är kvar på årets mätdag / anställda på mätdagen "
      "föregående år",
      "per 100 anställda", "Kolada, N00216", true },
    { "T3", "Ersättningsrörlighet", "det lägsta av antalet som börjat och antalet som slutat / medelantal anställda",
      "per 100 anställda", "Nyckeltalsinstitutet, Arbetsgivarverket", true },
    { "T4", "Avgångar per medelantal", "avgångar från staden / medelantal anställda över 13 månadsskiften",
      "per 100 anställda", "Malmö stad", true },
    { "T5", "Avgångar på egen begäran", "avgångar på egen begäran / medelantal anställda över 13 månadsskiften",
      "per 100 anställda", "Familjen Helsingborg", true },
    { "T5P", "Egen begäran och pension",
      "avgångar på egen begäran och med pension / medelantal anställda över 13 månadsskiften", "per 100 anställda",
      "Familjen Helsingborg", true },
    { "T8", "Avgångar per slutbestånd", "avgångar från staden / anställda vid periodens slut", "per 100 anställda",
      "England, Department for Education", true },
    { "T9", "Avgångar per medelbestånd",
      "avgångar från staden / medelvärdet av anställda vid periodens början och slut", "per 100 anställda",
      "England, NHS", true },
    { "T10", "Andel kvar efter ett år",
      "anställda vid periodens början som är kvar vid dess slut / anställda vid periodens början", "procent",
      "England, NHS", false },
    { "T12", "Andel med minst ett års anställning",
      "anställda vid periodens slut med minst ett års anställning / anställda ett år tidigare", "procent",
      "klassiskt stabilitetsmått", false },
    { "T13", "Tid tills hälften har slutat", "tiden tills hälften av årets nyanställda har lämnat staden", "månader",
      "årets nyanställda följs framåt", false },
    { "T18", "Nyanställda kvar efter tolv månader",
      "årets nyanställda som är kvar efter tolv månader / årets nyanställda", "procent",
      "årets nyanställda följs framåt", false },
};

static const struct pair *const VOCABULARIES[] = {
    [PHRASE_VERDICT] = VERDICTS,    [PHRASE_SHAPE] = SHAPES,   [PHRASE_DIMENSION] = DIMENSIONS,
    [PHRASE_CATEGORY] = CATEGORIES, [PHRASE_ITEM] = ITEMS,     [PHRASE_KIND] = KINDS,
    [PHRASE_BASIS] = BASES,         [PHRASE_MOMENT] = MOMENTS, [PHRASE_REASON] = REASONS,
    [PHRASE_CHECK] = CHECKS,
};

static const char *find(const struct pair *pairs, const char *code)
{
    for (; pairs->text != NULL; pairs++)
        if (strcmp(pairs->code, code) == 0)
            return pairs->text;
    return NULL;
}

const char *phrase_verdict(const char *verdict)
{
    return find(VERDICT_SENTENCES, verdict);
}

const char *phrase_shape(const char *shape)
{
    return find(SHAPE_SENTENCES, shape);
}

const struct phrase_definition *phrase_definitions(size_t *n)
{
    *n = sizeof DEFINITIONS / sizeof DEFINITIONS[0];
    return DEFINITIONS;
}

const struct phrase_definition *phrase_definition(const char *id)
{
    for (size_t i = 0; i < sizeof DEFINITIONS / sizeof DEFINITIONS[0]; i++)
        if (strcmp(DEFINITIONS[i].id, id) == 0)
            return &DEFINITIONS[i];
    return NULL;
}

static const char *look_up(enum phrase_vocabulary vocabulary, const char *code)
{
    const struct phrase_definition *definition;

    if (vocabulary != PHRASE_DEFINITION)
        return find(VOCABULARIES[vocabulary], code);
    definition = phrase_definition(code);
    return definition != NULL ? definition->name : NULL;
}

const char *phrase_word(enum phrase_vocabulary vocabulary, const char *code)
{
    const char *word = look_up(vocabulary, code);

    return word != NULL ? word : code;
}

bool phrase_has(enum phrase_vocabulary vocabulary, const char *code)
{
    return look_up(vocabulary, code) != NULL;
}

char *phrase_fill(const char *sentence, ...)
{
    char *out = NULL;
    size_t n = 0, capacity = 0;

    for (const char *c = sentence; *c != '\0';) {
        const char *text = c;
        size_t length = strcspn(c, "{");

        if (length == 0) {
            size_t place = strcspn(c, "}");
            const char *name;
            va_list pairs;

            assert(c[place] == '}');
            va_start(pairs, sentence);
            text = NULL;
            while (text == NULL && (name = va_arg(pairs, const char *)) != NULL) {
                const char *value = va_arg(pairs, const char *);

                if (strlen(name) == place - 1 && memcmp(name, c + 1, place - 1) == 0)
                    text = value;
            }
            va_end(pairs);
            assert(text != NULL && text[0] != '\0');
            length = strlen(text);
            c += place + 1;
        } else {
            c += length;
        }
        out = memory_grow(out, &capacity, n + length + 1, 1);
        memcpy(out + n, text, length);
        n += length;
    }
    out = memory_grow(out, &capacity, n + 1, 1);
    out[n] = '\0';
    return out;
}

char *phrase_capital(const char *text)
{
    static const struct pair LETTERS[] = { { "å", "Å" }, { "ä", "Ä" }, { "ö", "Ö" }, { "é", "É" }, { NULL, NULL } };
    char *out = memory_copy_text(text);

    if (out[0] >= 'a' && out[0] <= 'z')
        out[0] = (char) (out[0] - 'a' + 'A');
    for (const struct pair *p = LETTERS; p->code != NULL; p++)
        if (strncmp(text, p->code, 2) == 0)
            memcpy(out, p->text, 2);
    return out;
}

char *phrase_say(const char *format, ...)
{
    va_list words;
    char *out;
    int length;

    va_start(words, format);
    length = vsnprintf(NULL, 0, format, words);
    va_end(words);
    out = memory_zeroed((size_t) length + 1, 1);
    va_start(words, format);
    vsnprintf(out, (size_t) length + 1, format, words);
    va_end(words);
    return out;
}

/* The bounds of a band of whole years; -1 where it is open. */
static bool band_read(const char *code, int *from, int *to)
{
    char *end;

    *from = *to = -1;
    if (strncmp(code, "under_", sizeof "under_" - 1) == 0) {
        *to = (int) strtol(code + sizeof "under_" - 1, &end, 10);
        return *end == '\0' && *to > 0;
    }
    if (code[0] < '0' || code[0] > '9')
        return false;
    *from = (int) strtol(code, &end, 10);
    if (strcmp(end, "_or_over") == 0)
        return true;
    if (strncmp(end, "_to_", sizeof "_to_" - 1) == 0) {
        *to = (int) strtol(end + sizeof "_to_" - 1, &end, 10);
        return *end == '\0' && *to > *from;
    }
    *to = *from;
    return *end == '\0';
}

char *phrase_rounding(long base)
{
    return phrase_say("Antal personer och händelser är avrundade till närmaste tal som är delbart med %ld, och mått är "
                      "räknade ur de avrundade antalen. Delar och summor avrundas var för sig och behöver inte stämma "
                      "med varandra.",
                      base);
}

char *phrase_category(const char *code)
{
    int from, to;

    if (phrase_has(PHRASE_CATEGORY, code))
        return memory_copy_text(phrase_word(PHRASE_CATEGORY, code));
    if (!band_read(code, &from, &to))
        return phrase_capital(code);
    if (from < 0)
        return phrase_say("Under %d år", to);
    if (to < 0)
        return phrase_say("%d år eller mer", from);
    return from == to ? phrase_say("%d år", from) : phrase_say("%d\xe2\x80\x93%d år", from, to);
}

int phrase_category_order(const char *code)
{
    enum { KNOWN = 1000, OTHER = 2000, LAST = 3000 };
    int from, to;

    if (strcmp(code, "unknown") == 0 || code[0] == '\0')
        return LAST;
    for (int i = 0; CATEGORIES[i].code != NULL; i++)
        if (strcmp(CATEGORIES[i].code, code) == 0)
            return KNOWN + i;
    return band_read(code, &from, &to) ? from + 1 : OTHER;
}
