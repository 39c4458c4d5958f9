/* claims - the sentences of the summary, each with the published cells that prove it. */
#include "stages/claims/statements.h"

#include "pipeline/base/args.h"
#include "pipeline/base/confine.h"
#include "pipeline/publish/wording.h"

#include <stdlib.h>

struct paths {
    const char *public, *report, *protect, *trend, *turnover, *events, *comparability, *statements, *output;
};

static bool read_inputs(const struct paths *p, struct claims *c, struct fault *f)
{
    if (!settings_read(p->report, &c->report, f) || !wording_begin(c->report, f))
        return false;
    return settings_read(p->protect, &c->protect, f) && settings_read(p->trend, &c->trend, f) &&
           settings_read(p->turnover, &c->turnover, f) && edition_read(p->public, c->report, &c->edition, f) &&
           followup_read(p->public, &c->followup, f) && timeline_read_events(p->events, &c->events, f) &&
           timeline_read_comparability(p->comparability, &c->comparability, f);
}

static bool run(const struct paths *p, struct fault *f)
{
    struct claims c = { .rows = rows_new(schema_find("claims")) };
    bool ok = read_inputs(p, &c, f);

    if (ok) {
        claim_level(&c);
        claim_breaks(&c);
        claim_districts(&c);
        claim_consultants(&c);
        claim_unknown(&c);
        claim_method(&c);
        claim_protection(&c);
        claim_each_district(&c);
        claim_answers(&c);
        ok = claim_statements(&c, p->statements, f) && rows_write(c.rows, p->output, f);
    }
    rows_free(c.rows);
    free(c.heading);
    timeline_free(&c.events);
    timeline_free(&c.comparability);
    edition_free(&c.edition);
    followup_free(&c.followup);
    settings_free(c.report);
    settings_free(c.protect);
    settings_free(c.trend);
    settings_free(c.turnover);
    return ok;
}

int main(int argc, char **argv)
{
    struct paths p = { NULL };
    const struct arg args[] = {
        { "public", "MAPP", "mapp med de offentliga tabellerna", true, &p.public },
        { "report", "FIL", "inställningar, avsnittet [report]", true, &p.report },
        { "protect", "FIL", "inställningar, avsnittet [protect]", true, &p.protect },
        { "trend", "FIL", "inställningar, avsnittet [trend]", true, &p.trend },
        { "turnover", "FIL", "inställningar, avsnittet [turnover]", true, &p.turnover },
        { "events", "FIL", "events.csv: daterade händelser", false, &p.events },
        { "comparability", "FIL", "comparability.csv: ändringar i underlaget", false, &p.comparability },
        { "statements", "FIL", "statements.csv: vad som har sagts offentligt och ska prövas", false, &p.statements },
        { "output", "FIL", "claims.csv som skrivs", true, &p.output },
    };
    struct fault fault;

    switch (args_parse(argc, argv, "claims", "Skriver sammanfattningens meningar, var och en med sina belägg.", args,
                       sizeof args / sizeof args[0], &fault)) {
    case ARGS_DONE:
        return 0;
    case ARGS_WRONG:
        return fault_report(&fault, "claims", stderr);
    case ARGS_RUN:
        break;
    }
    confine_to_files();
    return run(&p, &fault) ? 0 : fault_report(&fault, "claims", stderr);
}
