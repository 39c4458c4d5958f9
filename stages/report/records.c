/* records.c - what became of every record of the delivery, and how individuals are protected. */
#include "stages/report/report.h"

#include "pipeline/base/memory.h"
#include "pipeline/intake/reason.h"
#include "pipeline/publish/phrases.h"
#include "pipeline/publish/swedish.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Swedish words for the code of a rejected record; the code where it is not known. */
static const char *words_of_reason(const char *code)
{
    for (int reason = 0; reason < REASON_COUNT; reason++)
        if (strcmp(reason_word((enum reason) reason), code) == 0)
            return reason_wrong((enum reason) reason);
    return code;
}

/* A column of the table of files: its sum, which is withheld where one of its numbers is. */
struct sum {
    double records;
    const char *status;
};

struct sums {
    struct sum in, kept, rejected, merged;
};

static void add_cell(struct report *r, struct sum *s, const struct table *t, size_t row, const char *column,
                     const char *status_column)
{
    const char *status = status_column != NULL ? table_text(t, row, status_column) : NULL;

    cell_count(r, table_real(t, row, column), status);
    s->records += table_real(t, row, column);
    if (status != NULL && strcmp(status, "withheld") == 0)
        s->status = status;
}

static struct sums file_table(struct report *r)
{
    static const char *const COLUMNS[] = { "Fil",         "Slag",     "Uttagsdatum",
                                           "Poster in",   "Behållna", "Kunde inte användas",
                                           "Sammanslagna" };
    const struct table *t = r->edition.tables[EDITION_INTAKE];
    struct sums all = { 0 };

    table_begin(r, "tabell-filer", "Underlagets filer och poster", COLUMNS, 7, "lllrrrr");
    for (size_t row = 0; row < table_rows(t); row++) {
        const char *date = table_text(t, row, "last_extraction");

        cell(r, table_text(t, row, "file"));
        cell(r, phrase_word(PHRASE_KIND, table_text(t, row, "kind")));
        cell(r, date[0] != '\0' ? swedish_date(date).text : PHRASE_NOT_APPLICABLE);
        add_cell(r, &all.in, t, row, "records_in", "records_in_status");
        add_cell(r, &all.kept, t, row, "kept", "kept_status");
        add_cell(r, &all.rejected, t, row, "rejected", "rejected_status");
        add_cell(r, &all.merged, t, row, "merged", "merged_status");
        row_end(r);
    }
    cell(r, "Summa");
    cell(r, "");
    cell(r, "");
    cell_count(r, all.in.records, all.in.status);
    cell_count(r, all.kept.records, all.kept.status);
    cell_count(r, all.rejected.records, all.rejected.status);
    cell_count(r, all.merged.records, all.merged.status);
    row_end(r);
    table_end(r);
    return all;
}

static void reason_table(struct report *r)
{
    static const char *const COLUMNS[] = { "Orsak", "Poster" };
    const struct table *t = r->edition.tables[EDITION_REJECTS];

    if (table_rows(t) == 0)
        return;
    table_begin(r, "tabell-orsaker", "Varför uppgifter inte kunnat användas", COLUMNS, 2, "lr");
    for (size_t row = 0; row < table_rows(t); row++) {
        cell(r, words_of_reason(table_text(t, row, "reason")));
        cell_count(r, table_real(t, row, "records"), table_text(t, row, "records_status"));
        row_end(r);
    }
    table_end(r);
}

static void fingerprints(struct report *r)
{
    static const char *const COLUMNS[] = { "Fil", "Uttagsdatum enligt", "Kontrollsumma (SHA-256, början)" };
    const struct table *t = r->edition.tables[EDITION_INTAKE];

    table_begin(r, "tabell-kontrollsummor", "Filernas kontrollsummor, som visar exakt vilka filer rapporten bygger på",
                COLUMNS, 3, "lll");
    for (size_t row = 0; row < table_rows(t); row++) {
        char *blocks = phrase_say("%s", table_text(t, row, "sha256"));

        if (strlen(blocks) > 16)
            blocks[16] = '\0';
        cell(r, table_text(t, row, "file"));
        cell(r, phrase_word(PHRASE_BASIS, table_text(t, row, "extraction_basis")));
        cell(r, blocks[0] != '\0' ? blocks : PHRASE_WITHHELD);
        row_end(r);
        free(blocks);
    }
    table_end(r);
}

void records(struct report *r)
{
    struct sums all;

    heading(r, 1, "underlag", "Uppgifter som inte kunnat användas");
    if (table_rows(r->edition.tables[EDITION_INTAKE]) == 0) {
        paragraph(r, "Uppgift om underlagets filer saknas.");
        return;
    }
    paragraph(r, "Ingen post försvinner: för varje fil är antalet poster in lika med behållna, sådana som inte kunnat "
                 "användas och sådana "
                 "som slagits samman för att samma anställning fanns flera gånger.");
    all = file_table(r);
    if (all.in.status != NULL)
        paragraph(r, "Hur många poster en liten fil har visas inte, för det kan vara hela uppgiften om en enhet.");
    else if (all.rejected.status != NULL)
        paragraph(
            r, "Underlaget har %s poster. Hur många av dem som inte kunde användas visas inte av hänsyn till enskilda.",
            swedish_number(all.in.records, 0).text);
    else if (isfinite(all.in.records) && all.in.records > 0)
        paragraph(r, "Av %s poster kunde %s (%s) inte användas.", swedish_number(all.in.records, 0).text,
                  swedish_number(all.rejected.records, 0).text,
                  swedish_percent(100 * all.rejected.records / all.in.records, 1).text);
    reason_table(r);
    checks(r);
    fingerprints(r);
}

/* ---- protection ---- */

static void legend(struct report *r)
{
    static const char *const COLUMNS[] = { "Tecken", "Betydelse" };

    table_begin(r, "tabell-tecken", "Tecken i tabellerna", COLUMNS, 2, "ll");
    cell(r, PHRASE_WITHHELD);
    cell(r, "Uppgiften visas inte av hänsyn till enskilda");
    row_end(r);
    cell(r, PHRASE_NOT_APPLICABLE);
    cell(r, "Uppgiften är inte möjlig eller finns inte i underlaget");
    row_end(r);
    cell(r, PHRASE_ZERO);
    cell(r, "Noll: inget finns att redovisa");
    row_end(r);
    cell(r, "p");
    cell(r, "Preliminär uppgift");
    row_end(r);
    table_end(r);
}

static void withheld_table(struct report *r)
{
    static const char *const COLUMNS[] = { "Tabell", "Uppgifter", "Visas inte" };
    const struct table *t = r->edition.tables[EDITION_WITHHELD];

    if (table_rows(t) == 0)
        return;
    table_begin(r, "tabell-utelamnat", "Hur många uppgifter som inte visas", COLUMNS, 3, "lrr");
    for (size_t row = 0; row < table_rows(t); row++) {
        const struct schema *schema = schema_find(table_text(t, row, "table"));

        cell(r, schema != NULL ? schema->label_sv : table_text(t, row, "table"));
        cell_count(r, table_real(t, row, "values"), NULL);
        cell_count(r, table_real(t, row, "withheld"), NULL);
        row_end(r);
    }
    table_end(r);
}

/* The city has chosen not to tell of whole tables: which, and how many values. */
static void left_out(struct report *r)
{
    const struct table *t = r->edition.tables[EDITION_WITHHELD];
    char *tables = memory_copy_text("");
    double sum = 0;

    for (size_t row = 0; row < table_rows(t); row++) {
        const struct schema *schema = schema_find(table_text(t, row, "table"));
        char *before = tables;

        if (!(table_real(t, row, "left_out") > 0))
            continue;
        tables = phrase_say("%s%s%s", before, *before == '\0' ? "" : "; ",
                            schema != NULL ? schema->label_sv : table_text(t, row, "table"));
        sum += table_real(t, row, "left_out");
        free(before);
    }
    if (sum > 0) {
        char *said = phrase_say("Av de uppgifter som inte visas är %s utelämnade för att hela tabeller har valts bort "
                                "(%s). Också de prövas "
                                "av det program som nämns ovan.",
                                swedish_number(sum, 0).text, tables);

        paragraph(r, "%s", said);
        free(said);
    }
    free(tables);
}

bool is_small_city(const struct report *r, const char *setting)
{
    const struct table *t = r->edition.tables[EDITION_CITY];
    double threshold = (double) settings_integer(r->protect, "protect", setting);

    for (size_t row = 0; row < table_rows(t); row++)
        if (table_is(t, row, "occupation", EDITION_ALL) && table_is(t, row, "dimension", "none") &&
            table_real(t, row, "person_years") < threshold)
            return true;
    return false;
}

/* What a small city is not told of at all, so that what it is told of has no holes. */
static void small_city(struct report *r)
{
    if (is_small_city(r, "gender_threshold"))
        paragraph(
            r,
            "Har hela gruppen färre än %d årsanställda något år redovisas avgångarna inte för kvinnor och män var "
            "för sig: det ena könet är så få att hålen skulle kosta huvudmåttet.%s",
            (int) settings_integer(r->protect, "protect", "gender_threshold"),
            is_small_city(r, "detail_threshold")
                ? " Är de ännu färre delas yrkena inte upp vidare, och varför nyanställda har slutat redovisas inte."
                : "");
}

/* Tests on numbers that nobody sees would tell of them: what they are of is said where they are rounded. */
static void rounding(struct report *r, long base)
{
    char *said = phrase_rounding(base);

    paragraph(r, "%s", said);
    paragraph(r,
              "Också prövningar av trendbrott, kurvor över hur länge anställda stannar och jämförelser av "
              "förvaltningar är gjorda på avrundade antal, och en mindre grupps mått kan därför avvika märkbart från "
              "det oavrundade. Ett enda tal vilar på de oavrundade: förvaltningarnas spridning utöver slumpen i "
              "prövningarna, med en decimal. Årsanställda som är räknade i dagar avrundas inte. Prövningen av vad "
              "som kan räknas fram görs på de oavrundade tabellerna, som visar mer.");
    free(said);
}

/* What the law says of groups that are described, and what a large part of a sum would say of one person. */
static void groups_with_rules_of_their_own(struct report *r)
{
    int few = (int) settings_integer(r->protect, "protect", "dominance_contributors");
    double percent = settings_real(r->protect, "protect", "dominance_percent");
    char *rule = percent > 0
                     ? phrase_say(" Årsanställda visas inte heller där %s kan stå för mer än %s procent av dem.",
                                  few == 1 ? "en person" : swedish_count((size_t) few).text,
                                  swedish_number(percent, 0).text)
                     : phrase_say("%s", "");

    paragraph(r,
              "Sjukfrånvaro, enkätsvar och annat som beskriver en grupp visas bara för minst %d personer; lagen kräver "
              "fler än tio.%s",
              (int) settings_integer(r->protect, "protect", "survey_threshold"), rule);
    free(rule);
}

void protection(struct report *r)
{
    long base = (long) settings_integer(r->protect, "protect", "rounding_base");

    heading(r, 1, "skydd", "Skydd av enskilda");
    paragraph(
        r,
        "Antal på 1%s%d personer visas inte. Mått för grupper med färre än %d personer visas inte. Ett mått som "
        "vilar på "
        "ett antal som inte visas, visas inte heller. Skattningar är åsikter utan namn: är gruppen stor nog visas "
        "alla svar, också de som få har gett. I rapportens underlag ersätts personbeteckningar med "
        "pseudonymer, och namn används aldrig.",
        SWEDISH_MINUS, (int) settings_integer(r->protect, "protect", "count_threshold") - 1,
        (int) settings_integer(r->protect, "protect", "group_threshold"));
    groups_with_rules_of_their_own(r);
    paragraph(r,
              "Fler uppgifter än så utelämnas, så att inget av detta kan räknas fram ur summor, skillnader eller andra "
              "tabeller. Hellre utelämnas en uppdelning än en total, och sist huvudmåttet. När rapporten görs försöker "
              "ett särskilt program, som bara läser de offentliga tabellerna, räkna fram det som utelämnats; lyckas "
              "det blir det ingen rapport. Det som tidigare rapporter har visat läggs då bredvid denna.");
    small_city(r);
    if (base > 0)
        rounding(r, base);
    left_out(r);
    legend(r);
    withheld_table(r);
}
