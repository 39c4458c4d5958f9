/* checks - asks of the register as a whole whether it means what it seems to, before anything is counted from it. */
#include "pipeline/base/args.h"
#include "pipeline/base/calendar.h"
#include "pipeline/base/confine.h"
#include "pipeline/base/settings.h"
#include "pipeline/staff/plausibility.h"
#include "pipeline/staff/plausibility_counts.h"
#include "pipeline/staff/plausibility_shard.h"
#include "pipeline/table/rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct options {
    const char *spells, *counts, *organisation, *settings, *turnover, *output;
    const char *step, *shard, *shards; /* of a register in shards; NULL: it is looked at whole */
};

/* What is wrong and what can be done, after the date; the key that says whether to stop. */
static const struct {
    const char *setting;
    const char *text; /* takes what was found and what was expected */
} KINDS[DOUBT_COUNT] = {
    [DOUBT_MASS_END] = { "mass_changes",
                         "%.0f anställningar slutar samma dag utan att fortsätta, mot som mest %.0f en vanlig månad" },
    [DOUBT_MASS_START] = { "mass_changes", "%.0f anställningar börjar samma dag, mot som mest %.0f en vanlig månad" },
    [DOUBT_MASS_MOVE] = { "mass_changes",
                          "%.0f anställda byter förvaltning samma dag, mot som mest %.0f en vanlig månad" },
    [DOUBT_MASS_TITLE] = { "mass_changes", "%.0f anställda byter yrke samma dag, mot som mest %.0f en vanlig månad" },
    [DOUBT_MASS_FORM] = { "mass_changes",
                          "%.0f anställda byter anställningsform samma dag, mot som mest %.0f en vanlig månad" },
    [DOUBT_ENDS_AT_EXTRACTION] = { "ends_at_extraction",
                                   "%.0f anställningar slutar samma dag, på uttagsdagen eller strax "
                                   "före den, mot som mest %.0f en vanlig månad" },
    [DOUBT_PARTIAL_SNAPSHOT] = { "partial_snapshot", "ögonblicksbilden har %.0f anställda och den före %.0f" },
    [DOUBT_FALLEN_SNAPSHOT] = { "mass_changes", "ögonblicksbilden har %.0f anställda och den före %.0f, och så förblir "
                                                "det" },
    [DOUBT_PARTIAL_DISTRICT] = { "partial_snapshot", "de förvaltningar det gäller har %.0f anställda i "
                                                     "ögonblicksbilden och %.0f i den före, "
                                                     "och minst hälften av dem finns inte någonstans" },
    [DOUBT_MISSING_DISTRICT] = { "partial_snapshot", "hela förvaltningar saknas i ögonblicksbilden (%.0f), och i den "
                                                     "före hade de %.0f anställda som inte finns någonstans" },
    [DOUBT_NEW_IDS] = { "partial_snapshot", "%.0f finns kvar i ögonblicksbilden av %.0f i den före" },
    [DOUBT_NEW_IDS_DISTRICT] = { "partial_snapshot", "i de förvaltningar det gäller finns %.0f kvar i ögonblicksbilden "
                                                     "av %.0f i den före, och lika många nya har kommit" },
    [DOUBT_GROWN_SNAPSHOT] = { "mass_changes", "ögonblicksbilden har %.0f anställda och den före bara %.0f" },
    [DOUBT_UNKNOWN_CAUSES] = { "unknown_causes",
                               "%.0f procent av avgångarna under året har okänd orsak, mot %.0f procent året före" },
    [DOUBT_MISSING_LEAVERS] = { "missing_leavers",
                                "åren före har %.0f avgångar, mot %.0f om lika stor andel hade slutat som senare" },
    [DOUBT_SILENT_END] = { "missing_leavers",
                           "från då till uttagsdagen börjar eller slutar %.0f, mot %.0f om det hade varit "
                           "som förr" },
    [DOUBT_COUNTS_MISSING] = { "partial_snapshot", "%.0f förvaltningar saknas i perioden som börjar då, och i den före "
                                                   "hade de %.0f anställda" },
    [DOUBT_COUNTS_FALLEN] = { "partial_snapshot", "antalen ger %.0f anställda i perioden som börjar då, och %.0f i den "
                                                  "före" },
    [DOUBT_COUNTS_GROWN] = { "mass_changes", "antalen ger %.0f anställda i perioden som börjar då, och bara %.0f i den "
                                             "före" },
    [DOUBT_COUNTS_BALANCE] = { "counts_balance",
                               "efter nyanställda och avgångar skulle %.0f vara anställda, men antalet "
                               "är %.0f" },
    [DOUBT_SHARED_ID] = { "shared_id", "%.0f id har fler anställningar samtidigt än en person kan ha" },
};

static const char *advice(enum doubt_kind kind)
{
    switch (kind) {
    case DOUBT_ENDS_AT_EXTRACTION:
        return "slutdatum lika med uttagsdatum betyder nog att anställningen pågår: lämna det tomt för dem som är "
               "kvar.";
    case DOUBT_PARTIAL_SNAPSHOT:
    case DOUBT_MISSING_DISTRICT:
    case DOUBT_PARTIAL_DISTRICT:
        return "är bilden hel? Saknas anställda blir det en våg av avgångar som inte har skett.";
    case DOUBT_FALLEN_SNAPSHOT:
        return "har grupper tagits bort ur uttaget?";
    case DOUBT_GROWN_SNAPSHOT:
        return "har fler grupper tagits med i uttaget?";
    case DOUBT_NEW_IDS:
    case DOUBT_NEW_IDS_DISTRICT:
        return "har personerna fått nya id?";
    case DOUBT_UNKNOWN_CAUSES:
        return "har registreringen av orsaker ändrats?";
    case DOUBT_MISSING_LEAVERS:
        return "har uttaget bara dem som var anställda senare? Sätt first_year under [turnover] till första året med "
               "alla som slutade.";
    case DOUBT_SILENT_END:
        return "är uttagsdagen rätt, och har uttaget alla fram till den? Annars ser det ut som om ingen slutade.";
    case DOUBT_COUNTS_MISSING:
        return "har de upphört? Skriv efterträdare i organisation.csv. Saknas de, faller antalet utan att någon har "
               "slutat.";
    case DOUBT_COUNTS_FALLEN:
        return "är antalen hela?";
    case DOUBT_COUNTS_GROWN:
        return "har fler grupper tagits med?";
    case DOUBT_COUNTS_BALANCE:
        return "räknas avgångar, nyanställda och anställda för samma grupp?";
    case DOUBT_SHARED_ID:
        return "står samma id för flera personer?";
    default:
        return "är det en omorganisation, ett systembyte eller nya benämningar? Skriv in den i organisation.csv eller "
               "codes/.";
    }
}

static bool read_explained(const struct settings *s, const char *path, int32_t *days, size_t room, size_t *n,
                           struct fault *f)
{
    const char *const *items = settings_list(s, "checks", "explained", n);

    if (*n > room)
        return fault_at(f, FAULT_DATA, path, settings_line(s, "checks", "explained"), "[checks] explained",
                        "listan har fler än %zu datum: sätt prövningen till off i stället", room);
    for (size_t i = 0; i < *n; i++)
        if (!calendar_parse_iso(items[i], strlen(items[i]), &days[i]))
            return fault_at(f, FAULT_DATA, path, settings_line(s, "checks", "explained"), "[checks] explained",
                            "%s är inget datum: skriv det som 2019-07-01", items[i]);
    return true;
}

static bool is_explained(const int32_t *days, size_t n, int32_t day)
{
    size_t i = 0;

    while (i < n && days[i] != day)
        i++;
    return i < n;
}

/* The first doubt that is to stop the run, as a question. */
static bool ask(const struct doubt *d, struct fault *f)
{
    char day[CALENDAR_ISO_LENGTH + 1], found[256];

    calendar_format_iso(d->day, day);
    snprintf(found, sizeof found, KINDS[d->kind].text, d->found, d->expected);
    return fault_at(
        f, FAULT_DATA, NULL, 0, NULL,
        "%s: %s: %s Rätta uttaget, skriv datumet i explained under [checks] i report.ini om det stämmer, eller "
        "sätt %s = flag så anges det i rapporten",
        day, found, advice(d->kind), KINDS[d->kind].setting);
}

static void put(struct rows *rows, const struct doubt *d, const char *verdict)
{
    rows_begin(rows);
    rows_text(rows, "check", doubt_word(d->kind));
    rows_date(rows, "date", d->day);
    rows_number(rows, "found", d->found);
    rows_number(rows, "expected", d->expected);
    rows_text(rows, "verdict", verdict);
}

/* Everything is in the table, also what stops the run. */
static bool judge(const struct doubts *doubts, const struct settings *s, const struct options *o, struct fault *f)
{
    int32_t explained[64];
    const struct doubt *stop = NULL;
    struct rows *rows;
    size_t n;
    bool ok;

    if (!read_explained(s, o->settings, explained, sizeof explained / sizeof explained[0], &n, f))
        return false;
    rows = rows_new(schema_find("checks"));
    for (size_t i = 0; i < doubts->n; i++) {
        const struct doubt *d = &doubts->items[i];
        const char *how = settings_text(s, "checks", KINDS[d->kind].setting);

        if (strcmp(how, "off") == 0)
            continue;
        if (is_explained(explained, n, d->day))
            how = "explained";
        else if (strcmp(how, "stop") == 0 && stop == NULL)
            stop = d;
        put(rows, d, how);
    }
    ok = rows_write(rows, o->output, f);
    rows_free(rows);
    return ok && (stop == NULL || ask(stop, f));
}

/* The register as a whole, or the sum of its shards. */
static bool look(const struct options *o, const struct plausibility *p, const struct organisation *organisation,
                 const struct shard *shard, struct doubts *out, struct fault *f)
{
    struct spells spells = { 0 };

    if (shard != NULL)
        return plausibility_shard_sum(shard, p, out, f);
    if (!spells_read(o->spells, &spells, f))
        return false;
    plausibility_look(p, &spells, organisation, out);
    spells_free(&spells);
    return true;
}

static bool run(const struct options *o, struct fault *f)
{
    struct settings *s = NULL, *turnover = NULL;
    struct organisation *organisation = NULL;
    struct aggregates counts = { 0 };
    struct doubts doubts = { 0 };
    struct plausibility p;
    struct shard shard = { .step = SHARD_SUM };
    bool sharded = o->step != NULL || o->shard != NULL || o->shards != NULL;
    bool ok = (!sharded || shard_read(o->step, o->shard, o->shards, SHARD_COUNT, SHARD_COUNT, &shard, f)) &&
              settings_read(o->settings, &s, f) && settings_read(o->turnover, &turnover, f) &&
              organisation_read(o->organisation != NULL && o->organisation[0] != '\0' ? o->organisation : NULL,
                                &organisation, f) &&
              (o->counts == NULL || aggregates_read(o->counts, organisation, &counts, f));

    if (ok)
        p = (struct plausibility){ .smallest = settings_real(s, "checks", "smallest"),
                                   .factor = settings_real(s, "checks", "factor"),
                                   .share = settings_real(s, "checks", "share"),
                                   .snapshot_drop = settings_real(s, "checks", "snapshot_drop"),
                                   .cause_jump = settings_real(s, "checks", "cause_jump"),
                                   .posts_at_once = (size_t) settings_integer(s, "checks", "posts_at_once"),
                                   .first_year = atoi(settings_text(turnover, "turnover", "first_year")) };
    if (ok && shard.step == SHARD_COUNT) {
        ok = plausibility_shard_write(&shard, o->spells, &p, organisation, f);
    } else if (ok && (ok = look(o, &p, organisation, sharded ? &shard : NULL, &doubts, f))) {
        plausibility_counts(&p, &counts, organisation, &doubts);
        ok = judge(&doubts, s, o, f);
    }
    doubts_free(&doubts);
    aggregates_free(&counts);
    organisation_free(organisation);
    settings_free(s);
    settings_free(turnover);
    return ok;
}

int main(int argc, char **argv)
{
    struct options o = { 0 };
    const struct arg args[] = {
        { "spells", "FIL", "anställningar", true, &o.spells },
        { "counts", "FIL", "färdiga antal", false, &o.counts },
        { "organisation", "FIL", "enheternas giltighet och efterträdare", false, &o.organisation },
        { "settings", "FIL", "inställningar, avsnittet [checks]", true, &o.settings },
        { "turnover", "FIL", "inställningar, avsnittet [turnover]: första året", true, &o.turnover },
        { "output", "FIL", "vad som är osannolikt", true, &o.output },
        { "step", "STEG", "ett stort register i delar: count (varje del för sig) eller sum (alla)", false, &o.step },
        { "shard", "K/N", "vilken del av hur många, som 7/64; för sum bara antalet", false, &o.shard },
        { "shards", "MAPP", "delarnas mapp, där turnover har lagt sitt; bara sum prövar", false, &o.shards },
    };
    struct fault f;

    confine_memory();
    switch (args_parse(argc, argv, "checks", "Prövar om anställningarna som helhet är rimliga.", args,
                       sizeof args / sizeof args[0], &f)) {
    case ARGS_DONE:
        return 0;
    case ARGS_WRONG:
        return fault_report(&f, "checks", stderr);
    case ARGS_RUN:
        break;
    }
    confine_to_files();
    return run(&o, &f) ? 0 : fault_report(&f, "checks", stderr);
}
