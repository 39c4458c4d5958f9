#include "pipeline/intake/codebook_words.h"

#include "pipeline/intake/codebook.h"

const struct codebook_words CODEBOOK_HEADERS[] = {
    { FIELD_PERSONNUMMER, "personnummer|pnr|pers.nr|personnr|personal identity number|social security number" },
    { FIELD_PERSONID, "personid|anställd_id|person|employee_id|pseudonym" },
    { FIELD_DISTRICT, "förvaltning|förv|stadsdelsförvaltning|stadsdel|sdf|district|administration" },
    { FIELD_OCCUPATION, "yrke|befattning|titel|yrkesgrupp|aid|aid-etikett|title|job title|occupation|position" },
    { FIELD_OPERATION, "verksamhetsområde|verksamhet|operation|service area" },
    { FIELD_FORM, "anställningsform|anst.form|employment_form|form of employment|employment type" },
    { FIELD_PAY, "avlöning|avlöningsform|löneform|lönetyp|pay|pay type" },
    { FIELD_GRADE, "sysselsättningsgrad|syss.grad|syssgr|sysselsättningsgr|tjänstgöringsgrad|grade|fte percent" },
    { FIELD_GENDER, "kön|gender|sex" },
    { FIELD_BIRTH_YEAR, "födelseår|född|födelsedatum|birth_year|year of birth|birth_date|date of birth" },
    { FIELD_START,
      "anställd_från|anställd_from|anst_from|anst_från|fr.o.m|from|startdatum|start|anställningsdatum|start_date|"
      "employed_from|from_date" },
    { FIELD_END,
      "anställd_till|anställd_tom|anst_tom|anst_till|t.o.m|till|slutdatum|slut|avgångsdatum|end|end_date|employed_to|"
      "to_date" },
    { FIELD_CAUSE, "avgångsorsak|slutorsak|avslutsorsak|orsak|exit_cause|cause|exit reason|reason for leaving" },
    { FIELD_EXTRACTION, "uttagsdatum|uttagsdag|mätdatum|extraction_date|extract date|snapshot date|reference date" },
    { FIELD_UNKNOWN, "ignoreras|ignored" },
    { 0, NULL },
};

const struct codebook_words CODEBOOK_FORMS[] = {
    { FORM_PERMANENT, "permanent|tillsvidare|tillsvidareanställning|tillsvidareanställd|tv|fast|fast anställning" },
    { FORM_FIXED_TERM,
      "fixed_term|fixed term|temporary|visstid|visstidsanställning|visstidsanställd|vikariat|vikarie|"
      "allmän visstid|allmän visstidsanställning|ava|särskild visstid|särskild visstidsanställning|säva|"
      "tidsbegränsad|tidsbegränsad anställning|projektanställning|provanställning|provanställd|säsong|"
      "säsongsanställning" },
    { FORM_HOURLY,
      "hourly|timavlönad|timanställd|timanställning|timme|timlön|timlönad|intermittent|intermittent anställning|"
      "behovsanställd" },
    { FORM_UNKNOWN, "unknown|okänd|okänt" },
    { 0, NULL },
};

const struct codebook_words CODEBOOK_GENDERS[] = {
    { GENDER_WOMAN, "woman|female|f|kvinna|kv|k" },
    { GENDER_MAN, "man|male|m" },
    { GENDER_UNKNOWN, "unknown|okänd|okänt" },
    { 0, NULL },
};

const struct codebook_words CODEBOOK_CAUSES[] = {
    { CAUSE_NONE, "none" },
    { CAUSE_OWN_REQUEST, "own_request|own request|resignation|egen begäran|på egen begäran|slutat på egen begäran|"
                         "egen uppsägning|annan arbetsgivare" },
    { CAUSE_PENSION,
      "pension|pensionering|pensionsavgång|ålderspension|avtalspension|särskild avtalspension|retirement" },
    { CAUSE_TERM_ENDED, "term_ended|fixed term ended|visstid upphör|visstid upphört|visstid slut|vikariat upphör|"
                        "vikariat upphört|tidsbegränsning upphör|tidsbegränsad anställning upphör|"
                        "tidsbegränsad anställning upphört|anställningstid slut" },
    { CAUSE_DISMISSED, "dismissed|dismissal|redundancy|arbetsbrist|uppsägning|uppsagd|uppsägning från arbetsgivaren|"
                       "uppsägning personliga skäl|personliga skäl|avsked|avskedad|avskedande" },
    { CAUSE_DEATH_OR_ILLNESS, "death_or_illness|death|disability|avliden|dödsfall|sjukersättning|hel sjukersättning" },
    { CAUSE_OTHER, "other|övrigt|övrig|övriga|övrig orsak|annan orsak|annat" },
    { CAUSE_INTERNAL,
      "internal|internal move|internt byte|intern|intern rörlighet|internrekrytering|byte av förvaltning|"
      "övergång till annan förvaltning|omplacering|förflyttning" },
    { CAUSE_UNKNOWN, "unknown|okänd|okänt|uppgift saknas|saknas" },
    { 0, NULL },
};

const struct codebook_words CODEBOOK_PAY[] = {
    { 1, "timme|tim|t|timlön|timavlönad|timlönad|hourly|hour" },
    { 0, "månad|mån|m|månadslön|månadsavlönad|månadslönad|monthly|month" },
    { 0, NULL },
};
