#include "pipeline/staff/indicator.h"

#include "pipeline/intake/word.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const struct indicator INDICATORS[] = {
    { "consultants", "consultants", INDICATOR_COUNT, 1, 0, INDICATOR_PERSONS, "Socionomkonsulter", "" },
    { "consultant_share", "consultants", INDICATOR_RATIO, 100, 1, INDICATOR_PERSONS,
      "Konsulternas andel av bemanningen", "procent" },
    { "consultant_cost", "consultants", INDICATOR_COUNT, 1, 1, INDICATOR_OPEN, "Kostnad för socionomkonsulter",
      "miljoner kronor" },
    { "reinforcement_team", "consultants", INDICATOR_COUNT, 1, 0, INDICATOR_PERSONS, "Medarbetare i förstärkningsteam",
      "" },
    { "vacancies", "vacancies", INDICATOR_COUNT, 1, 0, INDICATOR_OPEN, "Vakanta tjänster", "tjänster" },
    { "vacancy_rate", "vacancies", INDICATOR_RATIO, 100, 1, INDICATOR_OPEN, "Vakanta tjänster av alla tjänster",
      "procent" },
    { "student_placements", "placements", INDICATOR_RANGE, 1, 0, INDICATOR_OPEN,
      "Platser för verksamhetsförlagd utbildning", "platser per år" },
    { "cases_per_holder", "caseload", INDICATOR_RATIO, 1, 1, INDICATOR_GROUP, "Ärenden per handläggare",
      "ärenden per årsarbetare" },
    { "case_quartile", "caseload", INDICATOR_GIVEN, 1, 0, INDICATOR_GROUP, "Ärenden per handläggare, fördelning",
      "ärenden" },
    { "admin_support", "caseload", INDICATOR_RATIO, 10, 1, INDICATOR_GROUP, "Administrativt stöd",
      "årsarbetare per 10 handläggare" },
    { "sickness_absence", "sickness", INDICATOR_RATIO, 100, 1, INDICATOR_GROUP, "Sjukfrånvaro", "procent" },
    { "sickness_long_term", "sickness", INDICATOR_RATIO, 100, 0, INDICATOR_GROUP, "Långtidssjukfrånvarons andel",
      "procent av sjukfrånvaron" },
    { "survey_share", "survey", INDICATOR_SHARE, 100, 0, INDICATOR_GROUP, "Instämmer", "procent" },
    { "survey_index", "survey", INDICATOR_MEAN, 1, 0, INDICATOR_GROUP, "Index", "index 0–100" },
    { "survey_response_rate", "survey", INDICATOR_RATIO, 100, 0, INDICATOR_GROUP, "Svarsfrekvens", "procent" },
    { "incidents", "incidents", INDICATOR_RATE, 100, 1, INDICATOR_EVENTS, "Hot, våld och otillåten påverkan",
      "per 100 årsanställda" },
    { "focus_area_worked", "focus_status", INDICATOR_COUNT, 1, 0, INDICATOR_OPEN,
      "Förvaltningar som arbetar med området", "förvaltningar" },
    /* that managers take part in the city's programme is no secret: the city itself publishes how many */
    { "leadership_programme", "leadership", INDICATOR_COUNT, 1, 0, INDICATOR_OPEN,
      "Chefer som gått ledarprogram sedan starten", "chefer" },
    { "activities", "activities", INDICATOR_COUNT, 1, 0, INDICATOR_OPEN, "Genomförda aktiviteter", "aktiviteter" },
    { "activity_participants", "activities", INDICATOR_RANGE, 1, 0, INDICATOR_PERSONS, "Deltagare", "deltagare" },
    { "activity_response_rate", "activities", INDICATOR_RATIO, 100, 0, INDICATOR_GROUP, "Svar på utvärdering",
      "procent av deltagarna" },
    { "manager_stability", "managers", INDICATOR_RATIO, 100, 0, INDICATOR_GROUP, "Chefer som var kvar efter ett år",
      "procent" },
    { "plan_in_activity_plan", "plan", INDICATOR_GIVEN, 1, 0, INDICATOR_OPEN, "Planen står i nämndens verksamhetsplan",
      "" },
    { "plan_form", "plan", INDICATOR_GIVEN, 1, 0, INDICATOR_OPEN, "Arbetet bedrivs som", "" },
};

struct vocabulary_word {
    enum indicator_vocabulary vocabulary;
    const char *code;
    const char *label;   /* as the report writes it */
    const char *aliases; /* other ways to type it, separated by | */
};

static const struct vocabulary_word WORDS[] = {
    { INDICATOR_UNIT, "persons", "personer", "person|antal personer|st" },
    { INDICATOR_UNIT, "fte", "årsarbetare", "heltider|heltidstjänster|årsarbetskrafter" },

    { INDICATOR_ITEM, "recommend", "Kan rekommendera sin arbetsplats",
      "rekommendera|rekommenderar arbetsplatsen|kan rekommendera arbetsplatsen" },
    { INDICATOR_ITEM, "good_situation", "Har en bra arbetssituation", "bra arbetssituation|arbetssituation" },
    { INDICATOR_ITEM, "good_job", "Kan göra ett gott arbete", "gott arbete" },
    { INDICATOR_ITEM, "hme", "Hållbart medarbetarengagemang (HME)", "hme totalt|hme-index" },
    { INDICATOR_ITEM, "hme_motivation", "HME, motivation", "motivation" },
    { INDICATOR_ITEM, "hme_leadership", "HME, ledarskap", "ledarskap" },
    { INDICATOR_ITEM, "hme_governance", "HME, styrning", "styrning" },
    { INDICATOR_ITEM, "ami", "Aktivt medskapandeindex (AMI)", "aktivt medskapandeindex" },

    { INDICATOR_INCIDENT, "incident", "Anmälda tillbud i IA", "tillbud|ia|händelse" },
    { INDICATOR_INCIDENT, "injury", "Anmälda arbetsskador i IA", "arbetsskada|arbetsskador" },
    { INDICATOR_INCIDENT, "police_report", "Polisanmälningar", "polisanmälan" },
    { INDICATOR_INCIDENT, "police_report_backed", "Polisanmälningar som förvaltningen stått bakom",
      "polisanmälan med stöd|stödd polisanmälan" },

    { INDICATOR_LEVEL, "heads_of_department", "Avdelningschefer", "avdelningschef" },
    { INDICATOR_LEVEL, "unit_managers", "Enhetschefer", "enhetschef" },
    { INDICATOR_LEVEL, "deputy_unit_managers", "Biträdande enhetschefer", "biträdande enhetschef" },

    { INDICATOR_ACTIVITY, "workshop", "Workshop", "workshops" },
    { INDICATOR_ACTIVITY, "interviews", "Intervjuer", "intervju" },
    { INDICATOR_ACTIVITY, "training", "Fortbildning", "utbildning" },
    { INDICATOR_ACTIVITY, "university", "Samverkan med lärosäten", "universitet|lärosäte|samverkan" },
    { INDICATOR_ACTIVITY, "pilot", "Pilotverksamhet", "pilot" },
    { INDICATOR_ACTIVITY, "network", "Nätverk", "" },
    { INDICATOR_ACTIVITY, "other", "Annat", "övrigt" },

    { INDICATOR_EXIT, "better_offer", "Bättre erbjudande någon annanstans", "erbjudande|nytt arbete" },
    { INDICATOR_EXIT, "workload", "Hög arbetsbelastning", "arbetsbelastning" },
    { INDICATOR_EXIT, "pay", "Lön", "" },
    { INDICATOR_EXIT, "leadership", "Ledarskap och organisation", "ledarskap|chef" },
    { INDICATOR_EXIT, "development", "Utveckling och karriär", "utveckling|karriär" },
    { INDICATOR_EXIT, "safety", "Hot, våld eller otillåten påverkan", "hot och våld" },
    { INDICATOR_EXIT, "private", "Flytt eller privata skäl", "flytt|privata skäl" },
    { INDICATOR_EXIT, "studies", "Studier", "" },
    { INDICATOR_EXIT, "pension", "Pension", "" },
    { INDICATOR_EXIT, "other", "Annat skäl", "annat|övrigt" },
    { INDICATOR_EXIT, "unknown", "Skäl saknas", "okänt|uppgift saknas|saknas" },

    { INDICATOR_STATUS, "none", "Inget strukturerat arbete", "nej|inget|ej påbörjat|inte påbörjat|0" },
    { INDICATOR_STATUS, "planned", "Planerat", "1" },
    { INDICATOR_STATUS, "ongoing", "Pågår", "2|ja" },
    { INDICATOR_STATUS, "done", "Genomfört i ordinarie arbete", "genomfört|infört|klart|3" },

    { INDICATOR_PLAN_FORM, "special", "Särskilt uppdrag", "uppdrag" },
    { INDICATOR_PLAN_FORM, "ordinary", "Ordinarie arbete", "ordinarie" },
    { INDICATOR_PLAN_FORM, "both", "Både uppdrag och ordinarie arbete", "båda|både och" },

    { INDICATOR_YES_NO, "yes", "ja", "j|x|1" },
    { INDICATOR_YES_NO, "no", "nej", "n|0" },

    { INDICATOR_QUESTION, "threats", "Hur stora problemen med otillåten påverkan, hot och våld är",
      "otillåten påverkan|hot och våld|problem med otillåten påverkan hot och våld" },
    { INDICATOR_QUESTION, "usefulness", "Hur användbara kunskaperna från workshopen är", "nytta|användbarhet" },
    { INDICATOR_QUESTION, "own_situation", "Egen arbetssituation, skattad vid regelbundna samtal",
      "egen arbetssituation|arbetssituation" },

    { INDICATOR_DEFINITION, "statutory", "Lagstadgad redovisning (av ordinarie arbetstid)", "lagstadgad|lag" },
    { INDICATOR_DEFINITION, "city", "Stadens egen indikator (av avtalad arbetstid)",
      "stadens|stadens egen|stadens indikator" },

    { INDICATOR_GENDER, "all", "Alla", "totalt|samtliga|t" },
    { INDICATOR_GENDER, "woman", "Kvinnor", "kvinna|k" },
    { INDICATOR_GENDER, "man", "Män", "m" },
    { INDICATOR_GENDER, "unknown", "Uppgift saknas", "okänt" },
};

const struct indicator *indicator_find(const char *id)
{
    for (size_t i = 0; i < COUNT(INDICATORS); i++)
        if (strcmp(INDICATORS[i].id, id) == 0)
            return &INDICATORS[i];
    return NULL;
}

const struct indicator *indicator_all(size_t *n)
{
    *n = COUNT(INDICATORS);
    return INDICATORS;
}

static bool is_one_of(const char *words, const char *folded, size_t length)
{
    while (*words != '\0') {
        size_t end = strcspn(words, "|");
        char wanted[WORD_MAX];
        size_t n = word_fold(words, end, wanted);

        if (n == length && memcmp(wanted, folded, n) == 0)
            return true;
        words += words[end] == '|' ? end + 1 : end;
    }
    return false;
}

const char *indicator_code(enum indicator_vocabulary vocabulary, const char *bytes, size_t length)
{
    char folded[WORD_MAX];
    size_t n = word_fold(bytes, length, folded);

    if (n == SIZE_MAX || n == 0)
        return NULL;
    for (size_t i = 0; i < COUNT(WORDS); i++)
        if (WORDS[i].vocabulary == vocabulary &&
            (is_one_of(WORDS[i].code, folded, n) || is_one_of(WORDS[i].label, folded, n) ||
             is_one_of(WORDS[i].aliases, folded, n)))
            return WORDS[i].code;
    return NULL;
}

const char *indicator_label(enum indicator_vocabulary vocabulary, const char *code)
{
    for (size_t i = 0; i < COUNT(WORDS); i++)
        if (WORDS[i].vocabulary == vocabulary && strcmp(WORDS[i].code, code) == 0)
            return WORDS[i].label;
    return code;
}

int indicator_scale(const char *question)
{
    return strcmp(question, "threats") == 0 ? 7 : 0;
}

const char *indicator_nth(enum indicator_vocabulary vocabulary, size_t i)
{
    for (size_t w = 0; w < COUNT(WORDS); w++)
        if (WORDS[w].vocabulary == vocabulary && i-- == 0)
            return WORDS[w].code;
    return NULL;
}

void indicator_choices(enum indicator_vocabulary vocabulary, char *text, size_t size)
{
    size_t used = 0;

    text[0] = '\0';
    for (size_t w = 0; w < COUNT(WORDS) && used < size; w++)
        if (WORDS[w].vocabulary == vocabulary)
            used += (size_t) snprintf(text + used, size - used, "%s%s", used > 0 ? ", " : "", WORDS[w].label);
}
