#include "pipeline/base/settings.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define NO_BOUNDS 1, 0

static const struct setting DECLARED[] = {
    { "clean", "extraction_date", SETTING_DATE, "", NO_BOUNDS, NULL,
      "Dag då uttaget gjordes, om filerna saknar kolumnen uttagsdatum. Kan anges per fil under [files]." },
    { "clean", "encoding", SETTING_TEXT, "utf-8", NO_BOUNDS, NULL,
      "Teckenkodning i filer som inte anger den själva, till exempel cp1252 för äldre Windowsfiler." },
    { "clean", "date", SETTING_CHOICE, "iso", NO_BOUNDS, "iso|excel|d/m/y|m/d/y",
      "Datumformat utöver 2019-01-31 och 20190131." },
    { "clean", "key", SETTING_TEXT, "", NO_BOUNDS, NULL,
      "Nyckelfil för pseudonymer, utanför projektet. Tomt: ~/.config/personalrorlighet/key, som skapas vid första "
      "körningen." },
    { "clean", "reject_budget_records", SETTING_INTEGER, "20", 0, 1e9, NULL,
      "Så många poster får vara oanvändbara ..." },
    { "clean", "reject_budget_percent", SETTING_REAL, "5", 0, 100, NULL,
      "... eller så stor andel av leveransen (det större av de två gäller). 100 = ingen gräns." },
    { "clean", "reject_budget_file_percent", SETTING_REAL, "50", 0, 100, NULL,
      "En större andel av en enda fil eller förvaltning får inte vara oanvändbar, om det är minst tio poster: annars "
      "kan "
      "en hel förvaltning falla bort. Gäller inte om reject_budget_percent är högre." },
    { "clean", "control_tolerance", SETTING_INTEGER, "0", 0, 1e6, NULL,
      "Största skillnad mot control_totals.csv utan förklaring, i personer." },
    { "clean", "rare_words", SETTING_INTEGER, "10", 0, 1000, NULL,
      "Yrken och verksamhetsområden som färre personer någonsin har haft läggs ihop som övriga, om leveransen inte har "
      "någon kodlista för dem: namnet ensamt visar annars att personen finns. 0 = av, bara om alla ord i uttaget tål "
      "att visas." },
    { "clean", "threads", SETTING_INTEGER, "", 1, 256, NULL,
      "Så många processorkärnor används. Tomt: alla som datorn har. Resultatet blir detsamma." },
    { "clean", "memory", SETTING_MEMORY, "", NO_BOUNDS, NULL,
      "Så mycket minne får användas, till exempel 512M eller 2G; det som inte ryms skrivs tillfälligt i den privata "
      "mappen. Tomt: så mycket som uttaget behöver. Resultatet blir detsamma." },

    { "checks", "mass_changes", SETTING_CHOICE, "flag", NO_BOUNDS, "stop|flag|off",
      "När ovanligt många anställningar slutar, börjar eller byter förvaltning, yrke eller form samma dag: stanna och "
      "fråga, "
      "ange "
      "det i rapporten, eller pröva inte." },
    { "checks", "ends_at_extraction", SETTING_CHOICE, "stop", NO_BOUNDS, "stop|flag|off",
      "När ovanligt många anställningar slutar på uttagsdagen, eller minst hälften strax före den, som om de "
      "egentligen "
      "pågår." },
    { "checks", "partial_snapshot", SETTING_CHOICE, "stop", NO_BOUNDS, "stop|flag|off",
      "När en ögonblicksbild, eller en period i färdiga antal, saknar så många, en förvaltning eller halva, eller "
      "nästan alla som fanns i den före, att den inte kan vara hel." },
    { "checks", "unknown_causes", SETTING_CHOICE, "flag", NO_BOUNDS, "stop|flag|off",
      "När andelen avgångar med okänd orsak ändras mycket från ett år till nästa." },
    { "checks", "missing_leavers", SETTING_CHOICE, "stop", NO_BOUNDS, "stop|flag|off",
      "När de första åren har anställda men nästan inga avgångar, för att uttaget bara har dem som var anställda "
      "senare, eller nästan ingen börjar eller slutar sista tiden före uttagsdagen." },
    { "checks", "counts_balance", SETTING_CHOICE, "flag", NO_BOUNDS, "stop|flag|off",
      "När ingående antal, nyanställda och avgångar i färdiga antal inte ger utgående antal." },
    { "checks", "shared_id", SETTING_CHOICE, "stop", NO_BOUNDS, "stop|flag|off",
      "När ett id har fler anställningar samtidigt än en person kan ha." },
    { "checks", "explained", SETTING_LIST, "", NO_BOUNDS, NULL,
      "Datum som har en känd förklaring, till exempel 2019-07-01, 2021-01-01." },
    { "checks", "smallest", SETTING_REAL, "20", 5, 1e6, NULL,
      "Färre anställningar än så på en dag är aldrig osannolikt." },
    { "checks", "factor", SETTING_REAL, "5", 2, 100, NULL,
      "Så många gånger fler än den största dagen i en vanlig månad ..." },
    { "checks", "share", SETTING_REAL, "3", 0, 100, NULL, "... och så stor andel av de anställda, i procent." },
    { "checks", "snapshot_drop", SETTING_REAL, "15", 1, 100, NULL,
      "Så mycket mindre än den före får en ögonblicksbild inte vara, i procent." },
    { "checks", "cause_jump", SETTING_REAL, "20", 1, 100, NULL,
      "Så mycket får andelen okända orsaker inte ändras, i procentenheter." },
    { "checks", "posts_at_once", SETTING_INTEGER, "6", 2, 60, NULL, "Fler anställningar samtidigt har ingen person." },

    { "turnover", "first_year", SETTING_INTEGER, "", 1900, 2099, NULL,
      "Första år som redovisas. Tomt: första hela år i uttaget." },
    { "turnover", "last_year", SETTING_INTEGER, "", 1900, 2099, NULL,
      "Sista år som redovisas. Tomt: sista hela år i uttaget." },
    { "turnover", "population", SETTING_CHOICE, "permanent", NO_BOUNDS, "permanent|permanent_and_fixed_term",
      "Vilka som ingår: tillsvidareanställda med månadslön, eller även visstidsanställda." },
    { "turnover", "occupations", SETTING_LIST, "", NO_BOUNDS, NULL,
      "Yrken som ingår, enligt codes/occupation.csv. Tomt: alla som finns där." },
    { "turnover", "gap_days", SETTING_INTEGER, "60", 0, 366, NULL,
      "Så många dagars uppehåll i anställningen räknas inte som avgång." },
    { "turnover", "definitions", SETTING_LIST, "T1, T3, T4, T5, T5P, T8, T9, T10, T12, T13, T17, T18", NO_BOUNDS, NULL,
      "Definitioner av personalrörlighet som beräknas, se docs/definitioner.md. T17 är huvudmåttet." },
    { "turnover", "age_bands", SETTING_LIST, "30, 40, 50, 60", 15, 80, NULL, "Gränser mellan åldersgrupper, i år." },
    { "turnover", "tenure_bands", SETTING_LIST, "1, 2, 5, 10", 1, 50, NULL,
      "Gränser mellan grupper efter anställningstid, i år." },
    { "turnover", "reference_day", SETTING_TEXT, "11-01", NO_BOUNDS, NULL, "Mätdag för T1, månad-dag." },
    { "turnover", "plan_periods", SETTING_LIST, "", NO_BOUNDS, NULL,
      "Perioder som läggs ihop för förvaltning och yrke, till exempel 2016-2018, 2019-2022." },
    { "turnover", "threads", SETTING_INTEGER, "", 1, 256, NULL,
      "Så många processorkärnor används. Tomt: alla som datorn har. Resultatet blir detsamma." },
    { "turnover", "memory", SETTING_MEMORY, "", NO_BOUNDS, NULL,
      "Så mycket minne får användas, till exempel 512M eller 2G; det som inte ryms skrivs tillfälligt i den privata "
      "mappen. Tomt: så mycket som uttaget behöver. Resultatet blir detsamma." },

    { "retention", "cohorts", SETTING_LIST, "", NO_BOUNDS, NULL,
      "Anställningsår som följs tillsammans, till exempel 2014-2016, 2017-2019. Tomt: varje år för sig." },
    { "retention", "horizons", SETTING_LIST, "1, 2, 3", 1, 20, NULL,
      "Andelen som slutat anges inom så många hela år efter anställningen." },

    { "trend", "named_years", SETTING_LIST, "2019", 1900, 2099, NULL,
      "År där ett brott prövas särskilt. Ett år som inte redovisas hoppas över, och rapporten säger det." },
    { "trend", "hypothesis_origin", SETTING_CHOICE, "after_data", NO_BOUNDS, "after_data|before_data",
      "before_data endast om åren angavs innan någon hade sett uppgifterna." },
    { "trend", "first_year", SETTING_INTEGER, "", 1900, 2099, NULL, "Första år i prövningen. Tomt: som i [turnover]." },
    { "trend", "last_year", SETTING_INTEGER, "", 1900, 2099, NULL, "Sista år i prövningen. Tomt: som i [turnover]." },
    { "trend", "ordinary_year_sd", SETTING_REAL, "0.05", 0, 1, NULL,
      "Antagen vanlig variation mellan år (standardavvikelse, logaritmisk skala) när serien är för kort för att skatta "
      "den." },
    { "trend", "smallest_change", SETTING_REAL, "7", 0, 100, NULL,
      "Största avvikelse, avgångar per 100 årsanställda, som det får vara svårt att upptäcka utan att frågan anses "
      "omöjlig att besvara." },
    { "trend", "replicates", SETTING_INTEGER, "9999", 99, 1e6, NULL, "Antal simuleringar i prövningen." },
    { "trend", "monthly_replicates", SETTING_INTEGER, "999", 99, 1e6, NULL,
      "Antal simuleringar för månadsserier, som tar längre tid." },
    { "trend", "seed", SETTING_INTEGER, "1", 0, 4294967295.0, NULL, "Startvärde för simuleringarna." },
    { "trend", "threads", SETTING_INTEGER, "", 1, 256, NULL,
      "Så många processorkärnor används. Tomt: alla som datorn har. Resultatet blir detsamma." },

    { "compare", "pooled_years", SETTING_INTEGER, "3", 2, 10, NULL,
      "Så många år läggs ihop när förvaltningarna jämförs med staden, eftersom enskilda år varierar mycket av "
      "slumpen." },

    { "indicators", "rating_groups", SETTING_LIST, "1, 2, 3-5, 6-7", NO_BOUNDS, NULL,
      "Nivåer som läggs ihop när skattningar redovisas, om de tillsammans är frågans skala." },
    { "indicators", "few_percent", SETTING_REAL, "33", 0, 100, NULL,
      "Få förvaltningar arbetar med ett fokusområde när högst så stor andel av dem som redovisat det gör det." },

    { "protect", "count_threshold", SETTING_INTEGER, "5", 3, 100, NULL,
      "Antal under denna gräns, utom noll, visas inte." },
    { "protect", "group_threshold", SETTING_INTEGER, "10", 3, 1000, NULL,
      "Mått för grupper med färre personer visas inte." },
    { "protect", "survey_threshold", SETTING_INTEGER, "11", 11, 1000, NULL,
      "Sjukfrånvaro, enkätsvar och annat som beskriver en grupp visas inte för färre personer. Lagen säger fler än "
      "tio." },
    { "protect", "dominance_contributors", SETTING_INTEGER, "2", 1, 10, NULL,
      "En summa visas inte där så många personer kan stå för ..." },
    { "protect", "dominance_percent", SETTING_REAL, "75", 0, 100, NULL, "... mer än så stor andel av den. 0 = av." },
    { "protect", "p_percent", SETTING_REAL, "10", 0, 100, NULL,
      "En summa visas inte där den som bidrar näst mest kan räkna ut vad den största bidrar med så noga. 0 = av." },
    { "protect", "detail_threshold", SETTING_INTEGER, "200", 0, 100000, NULL,
      "I en stad med färre årsanställda något år delas yrkena inte upp vidare." },
    { "protect", "gender_threshold", SETTING_INTEGER, "500", 0, 100000, NULL,
      "I en stad med färre årsanställda något år redovisas avgångarna inte för kvinnor och män var för sig." },
    { "protect", "occupation_threshold", SETTING_INTEGER, "2000", 0, 100000, NULL,
      "I en stad med färre årsanställda något år redovisas kön för staden men inte för varje yrke." },
    { "protect", "rounding_base", SETTING_INTEGER, "0", 0, 20, NULL,
      "Antal som visas avrundas till närmaste multipel av detta tal, och mått räknas ur avrundade antal. 0 = av, "
      "annars "
      "2-20; 5 är vanligast." },
    { "protect", "leave_out", SETTING_LIST, "", NO_BOUNDS, NULL,
      "Tabeller som inte redovisas alls: districts, district_occupation, definitions, balance, public_retention_cause. "
      "För det som inte kan skyddas på annat sätt." },

    { "figures", "language", SETTING_CHOICE, "sv", NO_BOUNDS, "sv", "Språk i figurerna." },

    { "report", "title", SETTING_TEXT, "Personalrörlighet bland socialsekreterare och biståndshandläggare", NO_BOUNDS,
      NULL, "Rapportens rubrik." },
    { "report", "edition", SETTING_TEXT, "", NO_BOUNDS, NULL, "Utgåva, till exempel 2025." },
    { "report", "reference_number", SETTING_TEXT, "", NO_BOUNDS, NULL, "Diarienummer." },
    { "report", "date", SETTING_DATE, "", NO_BOUNDS, NULL, "Rapportens datum." },
    { "report", "administrator", SETTING_TEXT, "", NO_BOUNDS, NULL, "Handläggare." },
    { "report", "committee", SETTING_TEXT, "", NO_BOUNDS, NULL, "Nämnd." },
    { "report", "administration", SETTING_TEXT, "", NO_BOUNDS, NULL, "Förvaltning." },
    { "report", "unit_singular", SETTING_TEXT, "stadsdelsförvaltning", NO_BOUNDS, NULL,
      "Vad en enhet i uppföljningen heter i löpande text." },
    { "report", "unit_plural", SETTING_TEXT, "stadsdelsförvaltningar", NO_BOUNDS, NULL,
      "Vad flera enheter heter i löpande text." },
    { "report", "whole", SETTING_TEXT, "staden", NO_BOUNDS, NULL,
      "Vad helheten heter, i bestämd form: staden, regionen, landet (ord som har en framför sig)." },
    { "report", "units", SETTING_LIST, "förvaltning, förvaltningen, förvaltningar, förvaltningarna", NO_BOUNDS, NULL,
      "Vad enheterna heter: en, den, flera, de. Ord som har en framför sig." },
    { "report", "kolada", SETTING_FLAG, "ja", NO_BOUNDS, NULL,
      "ja: rapporten säger varför talen skiljer sig från Koladas. Nej där Kolada inte räknar." },
    { "report", "base_year", SETTING_INTEGER, "", 1900, 2099, NULL, "Jämförelseår. Tomt: första redovisade år." },
    { "report", "compare_year", SETTING_INTEGER, "", 1900, 2099, NULL,
      "År som jämförs med jämförelseåret i sammanfattningen. Tomt: sista redovisade år." },
    { "report", "synthetic", SETTING_FLAG, "nej", NO_BOUNDS, NULL,
      "ja: varje sida märks med att uppgifterna är syntetiska." },
    { "report", "pdf", SETTING_CHOICE, "chromium", NO_BOUNDS, "chromium|none", "Så görs PDF-filen." },
};

const struct setting *settings_declared(size_t *n)
{
    *n = COUNT(DECLARED);
    return DECLARED;
}
