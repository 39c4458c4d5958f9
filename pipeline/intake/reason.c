#include "pipeline/intake/reason.h"

static const struct {
    const char *word, *wrong, *advice;
} REASONS[REASON_COUNT] = {
    [REASON_NONE] = { "", "", "" },
    [REASON_FIELD_COUNT] = { "field_count", "Raden har ett annat antal fält än rubrikraden",
                             "Ta bort summarader och överflödiga skiljetecken. Sätt citattecken om texter som "
                             "innehåller "
                             "skiljetecknet." },
    [REASON_STRAY_QUOTE] = { "stray_quote", "Ett citattecken saknar sitt par eller står inne i en text",
                             "Ta bort citattecknet, eller skriv det dubbelt inom citattecken." },
    [REASON_FIELD_TOO_LONG] = { "field_too_long", "Ett fält är längre än 65 536 byte",
                                "Kontrollera att raden inte har flutit ihop med andra." },
    [REASON_BAD_BYTES] = { "bad_bytes", "Raden är inte giltig UTF-8",
                           "Spara filen som UTF-8, eller ange `encoding` för filen under [files] i report.ini." },
    [REASON_REPEATED_HEADER] = { "repeated_header", "Rubrikraden upprepas inne i filen",
                                 "Ta bort raden. Kontrollera om två uttag har lagts efter varandra." },
    [REASON_ID_MISSING] = { "id_missing", "Personens id saknas",
                            "Fyll i personnummer eller personid. Vid skyddade uppgifter räcker ett personid." },
    [REASON_ID_FORMAT] = { "id_format", "Personnumret har inte formen av ett personnummer",
                           "Skriv tio eller tolv siffror. Om ett kalkylprogram har gjort om numret: ta ut filen på "
                           "nytt som text." },
    [REASON_ID_BIRTH_DATE] = { "id_birth_date", "Personnumret har ett födelsedatum som inte finns",
                               "Rätta personnumret." },
    [REASON_ID_CHECK_DIGIT] = { "id_check_digit", "Personnumrets kontrollsiffra stämmer inte", "Rätta personnumret." },
    [REASON_ID_SERIAL] = { "id_serial", "Personnumret slutar på 000 och en kontrollsiffra, vilket aldrig delas ut",
                           "Rätta personnumret." },
    [REASON_ID_DUMMY] = { "id_dummy", "Personnumret är ett påhittat utfyllnadsnummer",
                          "Fyll i rätt personnummer, eller ett personid." },
    [REASON_DISTRICT_MISSING] = { "district_missing", "Förvaltning saknas", "Fyll i förvaltningen." },
    [REASON_NAME_TOO_LONG] = { "name_too_long", "Texten är längre än 255 byte", "Korta texten." },
    [REASON_START_MISSING] = { "start_missing", "Anställningens första dag saknas", "Fyll i datumet." },
    [REASON_DATE_FORMAT] = { "date_format", "Datumet är inte skrivet som 2019-01-31 eller 20190131",
                             "Skriv om datumet. Om hela filen är skriven så: ange `date` för filen under [files] i "
                             "report.ini." },
    [REASON_DATE_INVALID] = { "date_invalid", "Datumet finns inte i kalendern", "Rätta datumet." },
    [REASON_DATE_RANGE] = { "date_range", "Datumet ligger utanför rimliga år", "Rätta datumet." },
    [REASON_START_SENTINEL] = { "start_sentinel", "Första dag är 1900-01-01, vilket betyder att den är okänd",
                                "Fyll i den riktiga första dagen." },
    [REASON_END_BEFORE_START] = { "end_before_start", "Sista dag ligger före första dag",
                                  "Rätta datumen. Kontrollera att kolumnernas rubriker inte är omkastade." },
    [REASON_START_AFTER_EXTRACTION] = { "start_after_extraction", "Anställningen börjar efter uttagsdatum",
                                        "Inget behöver göras om personen ännu inte hade börjat; kontrollera annars "
                                        "datumen." },
    [REASON_EXTRACTION_MISSING] = { "extraction_missing", "Uttagsdatum saknas", "Fyll i datumet på raden." },
    [REASON_AGE] = { "age", "Åldern vid anställningen är under 15 eller över 80 år",
                     "Rätta födelseår, personnummer eller första dag." },
    [REASON_BIRTH_YEAR] = { "birth_year", "Födelseåret är inget årtal", "Skriv fyra siffror." },
    [REASON_GRADE_NUMBER] = { "grade_number", "Sysselsättningsgraden är inget tal",
                              "Skriv procent av heltid, till exempel 75 eller 75,5." },
    [REASON_GRADE_RANGE] = { "grade_range", "Sysselsättningsgraden är över 100 procent", "Rätta talet." },
    [REASON_GRADE_UNIT] = { "grade_unit",
                            "Sysselsättningsgraden är högst 1,5 och kan vara en andel i stället för procent",
                            "Skriv procent av heltid. Om hela filen har andelar: ange `grade fraction` för filen under "
                            "[files] "
                            "i report.ini." },
    [REASON_PERIOD] = { "period", "Perioden är varken år, månad eller två datum",
                        "Skriv 2019, 2019-03 eller från och till." },
    [REASON_COUNTED_TWICE] = { "counted_twice",
                               "Samma period, enhet och yrke står på en tidigare rad (hela staden, staden, alla och "
                               "totalt är samma enhet)",
                               "Ta bort den ena raden." },
    [REASON_COUNT_NUMBER] = { "count_number", "Antalet är inget tal",
                              "Skriv siffror. En uppgift som saknas lämnas tom." },
    [REASON_COUNT_WHOLE] = { "count_whole", "Antalet är inget heltal, eller har punkt eller komma mellan tusentalen",
                             "Skriv bara siffror: 1000. Årsanställda kan ha decimaler." },
};

static const struct {
    const char *word, *what, *advice;
} NOTES[NOTE_COUNT] = {
    [NOTE_NORMALISED_DATE] = { "normalised_date", "Datum skrivna på annat sätt än 2019-01-31 har skrivits om", "" },
    [NOTE_NORMALISED_NUMBER] = { "normalised_number", "Tal skrivna med procenttecken har skrivits om", "" },
    [NOTE_NORMALISED_TEXT] = { "normalised_text",
                               "Osynliga tecken, radbrytningar, dubbla blanktecken eller lösa accenter i en text har "
                               "tagits bort; första raden med texten anges",
                               "" },
    [NOTE_DAMAGED_TEXT] = { "damaged_text",
                            "En text är förstörd av fel teckenkodning; den används som den står och första raden med "
                            "den anges",
                            "Ta ut filen på nytt som UTF-8, eller rätta texten i corrections.csv." },
    [NOTE_SIMILAR_NAME] = { "similar_name",
                            "Ett namn skiljer sig bara i stora och små bokstäver från ett annat och räknas för sig; "
                            "första raden med det anges",
                            "Är det samma: ge båda samma kod i codes/." },
    [NOTE_SAME_NAME] = { "same_name",
                         "Ett yrke eller verksamhetsområde skiljer sig bara i stora och små bokstäver, eller i "
                         "skiljetecken "
                         "sist, från ett annat, och räknas som samma; första raden med det anges",
                         "Är det två: lägg en kodlista i codes/." },
    [NOTE_CENTURY_INFERRED] = { "century_inferred", "Personnummer utan århundrade har fått ett av åldern", "" },
    [NOTE_INTERIM_NUMBER] = { "interim_number", "Tillfälliga personnummer används som de står", "" },
    [NOTE_OCCUPATION_MISSING] = { "occupation_missing", "Yrke saknas; posten räknas utanför uppföljningen",
                                  "Fyll i yrket om posten hör till uppföljningen." },
    [NOTE_BIRTH_YEAR_DOUBTED] = { "birth_year_doubted",
                                  "Födelseåret ger en ålder under 15 eller över 80 år vid anställningen; det används "
                                  "inte",
                                  "Rätta födelseåret i personalsystemet." },
    [NOTE_UNTOLD] = { "untold",
                      "I stället för uppgiften står ett ord för att den är skyddad eller saknas; posten används utan "
                      "den",
                      "" },
    [NOTE_UNMAPPED] = { "unmapped", "Ett ord finns inte i kodlistan; första raden med ordet anges",
                        "Lägg till ordet i codes/ om det hör till uppföljningen." },
    [NOTE_RARE_WORD] = { "rare_word",
                         "Ett ord som för få personer har någonsin haft, och som ingen kodlista har, räknas som "
                         "övriga; första raden med ordet anges",
                         "Hör ordet ihop med ett annat, eller ska det redovisas för sig: lägg en kodlista i codes/." },
    [NOTE_UNKNOWN_OF_FEW] = { "unknown_of_few",
                              "Uppgiften är okänd för så få personer att de räknas med dem som är flest; den första av "
                              "deras rader anges",
                              "Fyll i uppgiften i personalsystemet om den inte är skyddad." },
    [NOTE_CORRECTED] = { "corrected", "Rättat enligt corrections.csv", "" },
    [NOTE_MERGED_DUPLICATE] = { "merged_duplicate", "Samma anställning står flera gånger; räknas en gång", "" },
    [NOTE_MERGED_OVERLAP] = { "merged_overlap",
                              "Överlappar en annan post för samma anställning; har lagts ihop med den", "" },
    [NOTE_MERGED_SUPERSEDED] = { "merged_superseded", "Har ersatts av ett senare uttag", "" },
    [NOTE_REVISED] = { "revised",
                       "Ett senare uttag säger något annat om en tid som redan hade varit; det senare gäller och "
                       "skillnaden står i revisions.csv",
                       "" },
    [NOTE_VANISHED] = { "vanished",
                        "En avslutad anställning finns inte i det senaste uttaget, fast det har andra som slutade lika "
                        "tidigt; den räknas, och första raden anges",
                        "Är den borttagen ur personalsystemet: ta bort det äldre uttaget." },
    [NOTE_OTHER_POST] = { "other_post",
                          "Överlappar en annan anställning i samma förvaltning med annat yrke eller annan "
                          "anställningsform; båda används och personen räknas en gång",
                          "" },
    [NOTE_OTHER_DISTRICT] = { "other_district",
                              "Överlappar en anställning i en annan förvaltning; båda används och personen räknas en "
                              "gång i staden",
                              "" },
    [NOTE_SAME_DAY_MOVE] = { "same_day_move",
                             "Börjar i en förvaltning samma dag som en anställning i en annan slutar; räknas som ett "
                             "byte",
                             "" },
    [NOTE_END_WITHOUT_CAUSE] = { "end_without_cause", "Sista dag utan avgångsorsak; orsaken räknas som okänd",
                                 "Fyll i orsaken i personalsystemet." },
    [NOTE_CAUSE_WITHOUT_END] = { "cause_without_end",
                                 "Avgångsorsak utan sista dag; anställningen pågår och orsaken används inte",
                                 "Fyll i sista dag om anställningen är avslutad." },
    [NOTE_NO_FORM_COLUMN] = { "no_form_column", "Filen saknar anställningsform; alla räknas som tillsvidareanställda",
                              "Ta med anställningsform i uttaget." },
    [NOTE_EXTRACTION_ASSUMED] = { "extraction_assumed", "Filen saknar uttagsdatum; senaste datum i filen används",
                                  "Ange `extraction_date` för filen under [files] i report.ini." },
    [NOTE_IGNORED_COLUMN] = { "ignored_column", "Kolumnen används inte", "" },
};

const char *reason_word(enum reason reason)
{
    return REASONS[reason].word;
}

const char *reason_wrong(enum reason reason)
{
    return REASONS[reason].wrong;
}

const char *reason_advice(enum reason reason)
{
    return REASONS[reason].advice;
}

const char *note_word(enum note note)
{
    return NOTES[note].word;
}

const char *note_what(enum note note)
{
    return NOTES[note].what;
}

const char *note_advice(enum note note)
{
    return NOTES[note].advice;
}
