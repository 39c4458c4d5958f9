/* breaks_annex.c - the method annex: what a statistician asks for, p-values among it. */
#include "pipeline/publish/phrases.h"
#include "pipeline/publish/swedish.h"
#include "stages/report/breaks.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const FAMILIES[] = { "primary", "occupation", "district", "cause" };
enum { N_FAMILIES = sizeof FAMILIES / sizeof FAMILIES[0] };

static void test_table(struct report *r)
{
    static const char *const COLUMNS[] = {
        "Serie",     "Period",       "p, angivet år", "p, alla år prövade", "Möjliga år", "Vikt för inget brott",
        "Spridning", "Årsvariation", "Upprepningar"
    };
    const struct table *t = r->edition.tables[EDITION_VERDICTS];

    table_begin(r, "tabell-prov", "Prövning av namngivna år", COLUMNS, 9, "lrrrlrrrr");
    for (size_t f = 0; f < N_FAMILIES; f++)
        for (size_t row = 0; (row = edition_find(t, row, "family", FAMILIES[f], NULL)) < table_rows(t); row++) {
            char *series;

            if (table_is(t, row, "reason", "withheld"))
                continue;
            series = break_series(t, row);
            cell(r, series);
            cell(r, table_text(t, row, "period"));
            cell_p(r, table_real(t, row, "p_fixed"));
            cell_p(r, table_real(t, row, "p_search"));
            cell(r, table_text(t, row, "date_set"));
            cell_decimals(r, table_real(t, row, "weight_no_break"), 2);
            cell_decimals(r, table_real(t, row, "dispersion"), 2);
            cell_decimals(r, table_real(t, row, "year_sd"), 3);
            cell_decimals(r, table_real(t, row, "replicates"), 0);
            row_end(r);
            free(series);
        }
    table_end(r);
}

static void shape_weight_table(struct report *r)
{
    static const char *const COLUMNS[] = { "Första år",       "Form", "Kvot", "Osäkerhetsintervall", "Kvottest",
                                           "p, asymptotiskt", "Vikt" };
    const struct table *t = r->edition.tables[EDITION_BREAKS];

    if (edition_find(t, 0, "family", "primary", "grain", "annual", NULL) == table_rows(t))
        return;
    table_begin(r, "tabell-alla-former", "Staden: alla prövade år och former", COLUMNS, 7, "llrrrrr");
    for (size_t row = 0; (row = edition_find(t, row, "family", "primary", "grain", "annual", NULL)) < table_rows(t);
         row++) {
        if (!break_is_annual(t, row) || !isfinite(table_real(t, row, "rate_ratio")))
            continue;
        cell(r, swedish_period(table_text(t, row, "period")).text);
        cell(r, phrase_word(PHRASE_SHAPE, table_text(t, row, "shape")));
        cell_decimals(r, table_real(t, row, "rate_ratio"), 2);
        cell_limits(r, table_real(t, row, "lower"), table_real(t, row, "upper"), 2);
        cell_decimals(r, table_real(t, row, "likelihood_ratio"), 1);
        cell_p(r, table_real(t, row, "p_asymptotic"));
        cell_decimals(r, table_real(t, row, "weight"), 2);
        row_end(r);
    }
    table_end(r);
}

/* Every check of the panel, on the city. */
static void panel_table(struct report *r)
{
    static const char *const COLUMNS[] = {
        "År", "Prövning", "Variant", "Kvot", "Osäkerhetsintervall", "p, angivet år", "p, alla år prövade", "Spridning"
    };
    const struct table *t = r->edition.tables[EDITION_ROBUSTNESS];
    size_t row = edition_find(t, 0, "family", "primary", NULL);

    if (row == table_rows(t))
        return;
    table_begin(r, "tabell-kanslighet", "Staden: avvikelsen med andra antaganden och andra uppgifter", COLUMNS, 8,
                "lllrrrrr");
    for (; row < table_rows(t) && table_is(t, row, "family", "primary"); row++) {
        bool withheld = table_is(t, row, "reason", "withheld");

        if (!withheld && !isfinite(table_real(t, row, "p_fixed"))) /* could not be tested */
            continue;
        cell(r, table_text(t, row, "period"));
        cell(r, phrase_word(PHRASE_CHECK, table_text(t, row, "check")));
        cell(r, table_text(t, row, "variant"));
        if (withheld) {
            for (int c = 0; c < 5; c++)
                cell(r, PHRASE_WITHHELD);
        } else {
            cell_decimals(r, table_real(t, row, "rate_ratio"), 2);
            cell_limits(r, table_real(t, row, "lower"), table_real(t, row, "upper"), 2);
            cell_p(r, table_real(t, row, "p_fixed"));
            cell_p(r, table_real(t, row, "p_search"));
            cell_decimals(r, table_real(t, row, "dispersion"), 2);
        }
        row_end(r);
    }
    table_end(r);
}

/* How each family is tested. */
static void families(struct report *r)
{
    paragraph(r,
              "Yrkenas p-värden är justerade enligt Holm (1979) och förvaltningarnas enligt Benjamini och Hochberg "
              "(1995). En förvaltning prövas mot övriga staden: väntade avgångar är dess årsanställda gånger övriga "
              "stadens avgångstal samma år, så att det som drabbar alla lika inte räknas; slumpen i övriga stadens "
              "antal läggs till spridningen. Orsaker och månader har siffror men ingen bedömning. Månader prövas med "
              "årstid (två harmoniska vågor, eller en nivå för varje månad när serien är minst sju år); ett avbrott "
              "är då tolv månader, och spridningen är den större av årens och månadernas egen.");
    paragraph(r,
              "Tabellen över andra antaganden visar samma form och år om utvecklingen är krökt, om bara fyra år före "
              "och fyra efter räknas, om ingen utveckling antas, med endast slumpens spridning (Poisson), med "
              "seriens egen (kvasi-Poisson med F-test; negativ binomial, Lawless 1987), exakt givet summa och trend, "
              "utan ett år, utan en förvaltning, med annat mått på antalet anställda, och med årsanställda vägda som "
              "om fördelningen på anställningstid eller yrke alltid hade varit densamma (indirekt standardisering). "
              "Jämförelseår är andra år prövade på samma sätt i uppgifter utan avvikelsen. Tabellens p för angivet år "
              "är ungefärliga (chi-två) och ojusterade; de som bedömningen bygger på är simulerade och står i tabellen "
              "över prövningarna.");
    paragraph(r, "Förvaltningarnas spridning skattas med en nivå och en utveckling för varje förvaltning och en effekt "
                 "för varje år, och används med en decimal. Bidragens intervall räknar med slumpen i förvaltningens "
                 "avgångar det året och övriga år, i stadens väntade antal och i vanliga års variation (Zou och Donner "
                 "2008); stadens intervall är det som hör till kvoten.");
}

void method_annex(struct report *r)
{
    heading(r, 1, "metodbilaga", "Metodbilaga");
    paragraph(
        r,
        "Bilagan är till för den som vill granska beräkningarna. Avgångar antas Poissonfördelade givet "
        "antalet årsanställda. "
        "Intervall för ett enskilt tal är exakta (Garwood 1936). Intervall för skillnaden mellan två tal "
        "beräknas enligt Zou och "
        "Donner (2008), och förändringen i staden är säkerställd om det inte innehåller noll. Förändringen i ett yrke "
        "eller en "
        "förvaltning är säkerställd om det exakta intervallet för kvoten mellan de två talen inte innehåller ett. Alla "
        "intervall är tvåsidiga, 95 procent.");
    paragraph(r, "Hur många förvaltningar som skulle visa en säkerställd förändring, om alla hade följt staden, "
                 "beräknas genom att summera "
                 "sannolikheten för alla möjliga antal i varje förvaltning vid stadens gemensamma kvot.");
    paragraph(r, "Hur länge de anställda stannar skattas enligt Kaplan och Meier (1958), med sen start för dem som var "
                 "anställda när uppföljningen började och log-log-intervall; varje orsak enligt Aalen och Johansen "
                 "(1978), så att de andra orsakerna räknas som konkurrerande. Ett år är 365 dagar, två år 730. Takten "
                 "jämförs med log-rank-test (Mantel 1966). Vid lika anställningstid är direkt standardisering efter "
                 "anställningstid med alla års årsanställda som vikter; intervall enligt Dobson med flera (1991).");
    stays_annex(r);
    if (table_rows(r->edition.tables[EDITION_VERDICTS]) == 0)
        return;
    paragraph(r, "Ett namngivet år prövas mot en log-linjär utveckling i tre former: avbrott, ny nivå och ändrad "
                 "utveckling. Prövningens "
                 "p-värde för alla år är andelen simulerade serier utan brott vars största kvottest, över alla år och "
                 "former, är minst lika "
                 "stort. Vikter är normerade enligt BIC. Spridning är variation utöver slumpen; årsvariation är "
                 "standardavvikelsen för "
                 "vanliga år på logaritmisk skala.");
    families(r);
    test_table(r);
    shape_weight_table(r);
    panel_table(r);
}
