/* words.c - the Swedish of every code of the public tables. */
#include "stages/workbook/workbook.h"

#include "pipeline/base/memory.h"
#include "pipeline/intake/reason.h"
#include "pipeline/publish/phrases.h"
#include "pipeline/staff/indicator.h"

#include <stdlib.h>
#include <string.h>

struct word {
    const char *code, *text;
};

static const struct word WORDS[] = {
    { "all", "alla" },
    { "own", "underlaget" },
    { "published", "publicerad uppgift" },
    { "reference", "jämförelse" },
    { "none", "" },
    { "yes", "ja" },
    { "no", "nej" },
    { "own_flows", "egna anställda ur uttaget" },
    { "person_years", "årsanställda ur uttaget" },
    { "given", "angiven" },
    { "person_days", "anställda dagar" },
    { "mean_of_stocks", "medeltal av in- och utgående antal" },
    { "closing_stock", "utgående antal" },
    { "opening_stock", "ingående antal" },
    { "city", "staden" },
    { "district", "förvaltning" },
    { "exit", "avgång från staden" },
    { "departure", "avgång från förvaltningen" },
    { "annual", "år" },
    { "monthly", "månad" },
    { "primary", "huvudserien" },
    { "occupation", "yrke" },
    { "cause", "orsak" },
    { "cohort", "anställningsår" },
    { "gender", "kön" },
    { "standardised", "samma sammansättning alla år" },
    { "estimated", "skattad" },
    { "assumed", "antagen" },
    { "up", "högre" },
    { "down", "lägre" },
    { "shown", "säkerställd" },
    { "stated", "publicerad uppgift" },
    { "silenced", "måtten säger emot varandra" },
    { "confirmed", "bekräftas" },
    { "contradicted", "motsägs" },
    { "not_tellable", "går inte att avgöra" },
    { "summary", "sammanfattning" },
    { "answer", "svar på fråga" },
    { "statement", "påstående" },
    { "range", "intervall" },
    { "rest_of_city", "övriga förvaltningar" },
    { "not_reported", "uppgift saknas" },
    { "no_denominator", "nämnare saknas" },
    { "does_not_add_up", "kan inte läggas ihop" },
    { "no_interval", "intervall kan inte beräknas" },
    { "exit_reason", "Skäl att sluta" },
    { "lower_quartile", "undre kvartil" },
    { "median", "median" },
    { "upper_quartile", "övre kvartil" },
    { "posts", "inrättade tjänster" },
    { "unclear", "kan inte avgöras" },
    { "high", "högre" },
    { "low", "lägre" },
    { "rest", "övriga förvaltningar" },
    { "moved", "byte till annan förvaltning" },
    { "few_units", "för få förvaltningar" },
    { "no_overdispersion", "ingen spridning utöver slumpen" },
    { "too_few_before", "för få år före" },
    { "too_few_after", "för få år efter" },
    { "same_as_pulse", "går inte att skilja från ett enskilt år" },
    { "same_as_step", "går inte att skilja från en ny nivå" },
    { "change_too_large", "bara en större avvikelse hade kunnat upptäckas" },
    { "too_few_events", "för få avgångar" },
    { "too_few_periods", "för få år" },
    { "too_many_groups", "för många grupper" },
    { "no_comparison", "inget att jämföra" },
    { "nobody_has_left", "ingen har slutat" },
    { "all_have_left", "alla har slutat" },
    { "unknown_tenure", "anställningstiden är inte känd" },
    { "no_answers", "inga svar" },
    { "other_year", "uppgift från ett annat år" },
    { "no_such_period", "perioden redovisas inte" },
    { "not_identified", "går inte att skilja från andra former" },
    { "not_tried", "inte prövat" },
    { "no_earlier_report", "ingen tidigare utgåva att jämföra med" },
    { "fewer_now", "färre än då" },
    { "three_years", "Koladas medelvärde för tre år" },
    { "kolada", "Koladas sätt att räkna, ett år (T1)" },
    { "all_exits", "alla avgångar under året" },
    { "mean_stock", "medeltal av årets början och slut (T9)" },
    { "late_registration", "sen registrering" },
    { "correction", "rättelse" },
    { "organisation", "ny organisation" },
    { "coding", "ny kodning" },
    { "unexplained", "utan förklaring" },
    { "rate", "avgångar per 100 årsanställda" },
    { "few_events", "för få avgångar" },
    { "no_events", "inga avgångar" },
    { "ratio_alone", "bara kvoten kan beräknas" },
    { "p_alone", "bara p-värdet kan beräknas" },
    { "one_date", "bara ett år är prövat" },
    { "no_rest", "inga andra förvaltningar att jämföra med" },
    { "no_unit", "ingen förvaltning visas" },
    { "not_additive", "delarna kan inte läggas ihop" },
};

/* Kinds of files of indicators. */
static const struct word KINDS[] = {
    { "consultants", "konsulter" },
    { "vacancies", "vakanser" },
    { "caseload", "ärenden" },
    { "managers", "chefer" },
    { "sickness", "sjukfrånvaro" },
    { "survey", "medarbetarenkät" },
    { "ratings", "skattningar" },
    { "exits", "avslutningssamtal" },
    { "incidents", "anmälda händelser" },
    { "focus_areas", "fokusområden" },
    { "focus_status", "läge för fokusområden" },
    { "leadership", "ledarprogram" },
    { "activities", "aktiviteter" },
    { "placements", "VFU-platser" },
    { "plan", "verksamhetsplaner" },
    { "published_figures", "publicerade uppgifter" },
    { "comparison", "jämförelser" },
};

static const char *find(const struct word *words, size_t n, const char *code)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(words[i].code, code) == 0)
            return words[i].text;
    return NULL;
}

/* What a code means in this column, where it means something else in others; NULL: nothing special. */
static const char *words_of_column(const char *column, const char *code)
{
    if (strcmp(column, "table") == 0)
        return schema_find(code) != NULL ? schema_find(code)->label_sv : NULL;
    if (strcmp(column, "kind") == 0)
        return find(KINDS, sizeof KINDS / sizeof KINDS[0], code);
    if (strcmp(column, "status") == 0)
        return indicator_label(INDICATOR_STATUS, code);
    if (strcmp(column, "indicator") == 0)
        return indicator_find(code) != NULL ? indicator_find(code)->label : NULL;
    if (strcmp(column, "reason") == 0)
        for (int reason = 0; reason < REASON_COUNT; reason++)
            if (strcmp(reason_word((enum reason) reason), code) == 0)
                return reason_wrong((enum reason) reason);
    return NULL;
}

static const char *indicator_words(const char *code)
{
    static const enum indicator_vocabulary VOCABULARIES[] = {
        INDICATOR_ITEM,      INDICATOR_INCIDENT, INDICATOR_LEVEL,      INDICATOR_EXIT, INDICATOR_STATUS,
        INDICATOR_PLAN_FORM, INDICATOR_QUESTION, INDICATOR_DEFINITION, INDICATOR_UNIT, INDICATOR_GENDER
    };

    for (size_t v = 0; v < sizeof VOCABULARIES / sizeof VOCABULARIES[0]; v++)
        if (strcmp(indicator_label(VOCABULARIES[v], code), code) != 0)
            return indicator_label(VOCABULARIES[v], code);
    return NULL;
}

char *sheet_words(const char *column, const char *code)
{
    static const enum phrase_vocabulary VOCABULARIES[] = {
        PHRASE_VERDICT, PHRASE_SHAPE, PHRASE_DIMENSION, PHRASE_ITEM,
        PHRASE_KIND,    PHRASE_BASIS, PHRASE_REASON,    PHRASE_CHECK
    };
    const char *colon = strchr(code, ':');

    if (code[0] == '\0')
        return memory_copy_text("");
    if (words_of_column(column, code) != NULL)
        return memory_copy_text(words_of_column(column, code));
    if (find(WORDS, sizeof WORDS / sizeof WORDS[0], code) != NULL)
        return memory_copy_text(find(WORDS, sizeof WORDS / sizeof WORDS[0], code));
    if (strcmp(column, "cause") == 0)
        return phrase_category(code);
    if (indicator_words(code) != NULL)
        return memory_copy_text(indicator_words(code));
    for (size_t v = 0; v < sizeof VOCABULARIES / sizeof VOCABULARIES[0]; v++)
        if (phrase_has(VOCABULARIES[v], code))
            return memory_copy_text(phrase_word(VOCABULARIES[v], code));
    if (colon != NULL && strcmp(column, "cells") != 0 && colon[1] != ' ') { /* gender:woman, workshop:... */
        char *first = memory_copy_bytes(code, (size_t) (colon - code)), *rest = sheet_words(column, colon + 1);
        const char *kind = indicator_label(INDICATOR_ACTIVITY, first);
        char *out = phrase_say("%s: %s", kind, rest);

        if (strcmp(kind, first) == 0) {
            free(out);
            out = phrase_say("%s", rest);
        }
        free(first);
        free(rest);
        return out;
    }
    return strcmp(column, "category") == 0 || strstr(column, "band") != NULL ? phrase_category(code)
                                                                             : memory_copy_text(code);
}
