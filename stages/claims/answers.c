/* answers.c - the questions that politicians ask, answered from what is published; what can not be answered is said
 * first.
 *
 * The three of the interpellation (how is the plan followed up; what will be done; how is workload dealt with), and
 * those that come back in the districts' boards. */
#include "stages/claims/statements.h"

#include "pipeline/base/memory.h"
#include "pipeline/publish/phrases.h"
#include "pipeline/publish/swedish.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

void claim_ask(struct claims *c, const char *question)
{
    claim_lead(c, "answer", "answer", phrase_say("%s", question), NULL, "", CLAIM_STATED);
}

static const char *last_period(const struct claims *c, struct followup_key key)
{
    const char *last = NULL;

    for (size_t row = 0; (row = followup_find(&c->followup, row, "own", key)) != SIZE_MAX; row++)
        last = table_text(c->followup.indicators, row, "period");
    return last;
}

/* ---- how is the plan followed up ---- */

static void how_followed_up(struct claims *c)
{
    const struct table *files = c->followup.files;
    size_t n = files != NULL ? table_rows(files) : 0;

    claim_ask(c, "Hur följs arbetet med handlingsplanen upp, och vilken återrapportering sker?");
    claim_add(c,
              phrase_say("Personalrörligheten räknas ur stadens personalsystem en gång om året, för staden, yrkena och "
                         "varje förvaltning, med hela serien omräknad varje gång."),
              NULL, "", CLAIM_STATED);
    if (n > 0)
        claim_add(c,
                  phrase_say("Den här uppföljningen bygger dessutom på %s sammanställningar av annat som följs upp.",
                             swedish_count(n).text),
                  NULL, "public_indicator_files", CLAIM_STATED);
    claim_add(
        c,
        phrase_say("Hur det ansvariga borgarrådet informeras, och vad samtal med personal och fackliga företrädare "
                   "ger, framgår inte av statistiken."),
        NULL, "", CLAIM_NOT_ANSWERABLE);
}

/* ---- what will be done ---- */

static void what_will_be_done(struct claims *c)
{
    const char *period = last_period(c, (struct followup_key){ .indicator = "plan_in_activity_plan" });
    size_t n = 0, yes = 0, row = 0;
    char *cells = NULL;

    claim_ask(c, "Vilka åtgärder vidtas för att arbetet enligt handlingsplanen fortsätter?");
    claim_add(c, phrase_say("Vilka åtgärder som ska vidtas är ett beslut och går inte att besvara med statistik."),
              NULL, "", CLAIM_NOT_ANSWERABLE);
    if (period == NULL)
        return;
    for (; (row = followup_find(&c->followup, row, "own",
                                (struct followup_key){ .indicator = "plan_in_activity_plan", .period = period })) !=
           SIZE_MAX;
         row++) {
        n++;
        yes += followup_row(&c->followup, row).value == 1;
        cells = claim_join(cells, claim_indicator(c, row, "value"));
    }
    claim_add(
        c,
        phrase_say("Det som går att följa är om planen finns i nämndernas verksamhetsplaner: för %s står den i %s av "
                   "%s.",
                   period, swedish_count(yes).text, swedish_count(n).text),
        cells, "", CLAIM_STATED);
}

/* ---- workload ---- */

static void add_caseload(struct claims *c)
{
    struct followup_key key = { .indicator = "cases_per_holder", .district = EDITION_ALL, .category = EDITION_ALL };
    struct followup_value v;

    key.period = last_period(c, key);
    v = key.period != NULL ? followup_own(&c->followup, key) : followup_row(&c->followup, SIZE_MAX);
    if (!v.found) {
        claim_add(c,
                  phrase_say("Frågan går inte att besvara för staden, eftersom ingen förvaltning har redovisat antal "
                             "ärenden per handläggare."),
                  NULL, "", CLAIM_NOT_ANSWERABLE);
        return;
    }
    if (v.districts < v.districts_of)
        claim_add(
            c,
            phrase_say("Arbetsbelastningen kan inte bedömas för staden som helhet, eftersom ärenden per handläggare "
                       "redovisas av %s av %s förvaltningar.",
                       swedish_number(v.districts, 0).text, swedish_number(v.districts_of, 0).text),
            claim_join(claim_indicator(c, v.row, "districts"), claim_indicator(c, v.row, "districts_of")), "",
            CLAIM_NOT_ANSWERABLE);
    if (v.shown)
        claim_add(c,
                  phrase_say("I de förvaltningar som redovisar hade varje handläggare i genomsnitt %s ärenden %s.",
                             swedish_number(v.value, 1).text, followup_when(key.period).text),
                  claim_indicator(c, v.row, "value"), "", CLAIM_STATED);
}

char *claim_answer_cell(const struct table *t, size_t row)
{
    return phrase_say("public_distributions:%s,%s,%s,%s,%d:share", table_text(t, row, "question"),
                      table_text(t, row, "period"), table_text(t, row, "district"), table_text(t, row, "group"),
                      (int) table_real(t, row, "position"));
}

static void add_reason(struct claims *c)
{
    const struct table *t = c->followup.distributions;
    const char *period = claim_interviews(t);
    size_t workload = period != NULL ? claim_interviews_row(t, period, "workload") : SIZE_MAX, unknown;
    char *left_out;
    bool known;

    if (workload == SIZE_MAX) /* the answer to why people leave says so */
        return;
    unknown = claim_interviews_row(t, period, "unknown");
    known = unknown != SIZE_MAX;
    left_out = known
                   ? phrase_say("; skäl saknas för %s procent", swedish_number(table_real(t, unknown, "share"), 0).text)
                   : memory_copy_text("");
    claim_add(c,
              phrase_say("Vid avslutningssamtalen %s angavs hög arbetsbelastning som skäl av %s procent%s.", period,
                         swedish_number(table_real(t, workload, "share"), 0).text, left_out),
              claim_join(claim_answer_cell(t, workload), known ? claim_answer_cell(t, unknown) : NULL), "",
              CLAIM_STATED);
    free(left_out);
}

static void workload(struct claims *c)
{
    claim_ask(c, "Vad görs åt just arbetsbelastningen, och väljer förvaltningarna andra områden i stället?");
    add_caseload(c);
    add_reason(c);
    claim_add(
        c,
        phrase_say("Om en förvaltning har valt andra områden i stället för arbetsbelastningen går inte att besvara: "
                   "redovisningen av fokusområden visar vilka områden den arbetar med, men inte varför."),
        NULL, "", CLAIM_NOT_ANSWERABLE);
}

/* ---- is the decline real, which districts, why, because of the plan ---- */

static void is_it_real(struct claims *c)
{
    char *cells = NULL;
    size_t n_down = 0, n_up = 0;
    const struct edition *e = &c->edition;

    claim_ask(c, "Är förändringen av personalrörligheten verklig, eller beror den på hur man räknar?");
    if (!claim_can_compare(c)) {
        claim_add(c, phrase_say("Frågan går inte att besvara, eftersom två jämförbara år saknas."), NULL, "",
                  CLAIM_NOT_ANSWERABLE);
        return;
    }
    claim_definitions_agree(c, &cells, &n_down, &n_up);
    claim_add(c,
              phrase_say("Mellan %s minskar personalrörligheten enligt %s av %s sätt att räkna den och ökar enligt %s.",
                         claim_between(c).text, swedish_count(n_down).text, swedish_count(n_down + n_up).text,
                         n_up == 0 ? "inget" : swedish_count(n_up).text),
              cells, "tecknet på ändringen enligt varje definition", CLAIM_STATED);
    if (c->silenced) {
        claim_add(c, phrase_say("Eftersom sätten att räkna ger olika riktning anges ingen utveckling."), NULL,
                  "tecknet på ändringen enligt varje definition", CLAIM_SILENCED);
        return;
    }
    claim_add(c,
              phrase_say(c->change < 0   ? "Enligt rapportens huvudmått är minskningen statistiskt säkerställd."
                         : c->change > 0 ? "Enligt rapportens huvudmått är ökningen statistiskt säkerställd."
                                         : "Enligt rapportens huvudmått kan förändringen inte skiljas från slumpmässig "
                                           "variation."),
              claim_join(claim_city(e->base, EDITION_ALL, "none", EDITION_ALL, "exits"),
                         claim_city(e->compare, EDITION_ALL, "none", EDITION_ALL, "exits")),
              "skillnad mellan två tal med intervall", c->change != 0 ? CLAIM_SHOWN : CLAIM_NOT_SHOWN);
}

static void because_of_the_plan(struct claims *c)
{
    claim_ask(c, "Beror utvecklingen på handlingsplanen?");
    claim_add(
        c,
        phrase_say("Det går inte att besvara. Det finns ingen jämförelsegrupp som inte har omfattats av planen, flera "
                   "saker har ändrats samtidigt, och statistiken visar inte varför medarbetare slutar eller "
                   "stannar."),
        NULL, "", CLAIM_NOT_ANSWERABLE);
}

static void in_our_district(struct claims *c)
{
    claim_ask(c, "Hur är det i vår förvaltning?");
    claim_add(
        c,
        phrase_say("Varje förvaltning har en egen sida i bilagan. De flesta är så små att ett enskilt år säger lite: "
                   "se till flera år tillsammans, och till osäkerhetsintervallet."),
        NULL, "", CLAIM_STATED);
    claim_add(c, phrase_say("Uppgifterna lämpar sig inte för att rangordna förvaltningarna."), NULL, "",
              CLAIM_NOT_ANSWERABLE);
}

void claim_answers(struct claims *c)
{
    how_followed_up(c);
    what_will_be_done(c);
    workload(c);
    claim_why(c);
    is_it_real(c);
    in_our_district(c);
    because_of_the_plan(c);
}
