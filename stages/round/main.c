/* round - the last step over the wall, where report.ini asks for it: the tables that protect let through, with every
 * count of persons and events rounded to a base, and what is made of counts made again of the rounded ones.
 *
 * What may be shown was decided, and is audited, on the numbers as they are; whoever reads less than those knows no
 * more. Tests, trends and curves are of rounded counts already: the stages trend and retention took them so. */
#include "stages/round/round.h"

#include "pipeline/base/args.h"
#include "pipeline/base/confine.h"
#include "pipeline/base/settings.h"
#include "pipeline/disclosure/rounding.h"
#include "pipeline/statistics/statistics.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* The tables of protect. withheld.csv comes last: make takes it for all that there is. NULL: a copy. */
static const struct {
    const char *table;
    round_row *row;
} TABLES[] = { { "city", round_city },
               { "definitions", round_definition },
               { "districts", round_district },
               { "district_occupation", round_plan },
               { "balance", round_item },
               { "public_breaks", NULL },
               { "public_verdicts", NULL },
               { "public_fits", NULL },
               { "public_robustness", NULL },
               { "public_survival", NULL },
               { "public_retention", round_stay },
               { "public_retention_cause", round_stay_cause },
               { "public_median_stay", NULL },
               { "public_retention_tests", NULL },
               { "public_tenure_rates", NULL },
               { "public_indicators", round_indicator },
               { "public_distributions", round_answer },
               { "public_focus_areas", NULL },
               { "public_indicator_files", NULL },
               { "public_intake", round_file },
               { "public_rejects", round_reason },
               { "public_checks", NULL } };

enum { N_TABLES = sizeof TABLES / sizeof TABLES[0] };

struct paths {
    const char *exact, *settings, *public;
};

void round_number(struct rounding *r, const char *column, double value)
{
    rows_number(r->to, column, rounding_nearest(value, r->base));
    if (!isnan(value))
        dictionary_intern(r->columns, column, strlen(column));
}

static bool read_table(const char *directory, const char *name, struct table **out, struct fault *f)
{
    char path[4096];

    snprintf(path, sizeof path, "%s/%s.csv", directory, name);
    return table_read(path, schema_find(name), out, f);
}

static bool write_table(struct rows *rows, const char *directory, const char *name, struct fault *f)
{
    char path[4096];

    snprintf(path, sizeof path, "%s/%s.csv", directory, name);
    return rows_write(rows, path, f);
}

static void copy_row(struct rounding *r, size_t row)
{
    const struct schema *schema = table_schema(r->from);

    rows_begin(r->to);
    for (size_t c = 0; c < schema->n_columns; c++) {
        const char *name = schema->columns[c].name;

        switch (schema->columns[c].type) {
        case COLUMN_TEXT:
        case COLUMN_CODE:
            rows_text(r->to, name, table_text(r->from, row, name));
            break;
        case COLUMN_INTEGER:
        case COLUMN_REAL:
            rows_number(r->to, name, table_real(r->from, row, name));
            break;
        case COLUMN_DATE:
            rows_date(r->to, name, table_date(r->from, row, name));
            break;
        }
    }
}

/* Which columns of the table are rounded, and to what: for whoever reads the tables, this year and in later reports. */
static void put_columns(struct rows *what, const char *table, const struct rounding *r)
{
    for (size_t i = 0; i < dictionary_size(r->columns); i++) {
        rows_begin(what);
        rows_text(what, "table", table);
        rows_text(what, "column", dictionary_text(r->columns, (uint32_t) i));
        rows_number(what, "base", r->base);
    }
}

static bool round_table(const struct paths *p, size_t which, int base, const struct table *city, struct rows *what,
                        size_t *n_left_out, struct fault *f)
{
    const char *name = TABLES[which].table;
    struct table *from = NULL;
    struct rounding r = { .base = base, .city = city };
    bool ok = read_table(p->exact, name, &from, f);

    if (!ok)
        return false;
    r.from = from;
    r.to = rows_new(schema_find(name));
    r.columns = dictionary_new();
    for (size_t row = 0; row < table_rows(from); row++) {
        copy_row(&r, row);
        if (TABLES[which].row != NULL)
            TABLES[which].row(&r, row);
    }
    put_columns(what, name, &r);
    *n_left_out = r.n_left_out;
    ok = write_table(r.to, p->public, name, f);
    rows_free(r.to);
    dictionary_free(r.columns);
    table_free(from);
    return ok;
}

/* withheld.csv, with what is not shown for the sake of rounding. */
static bool round_withheld(const struct paths *p, const size_t n_left_out[N_TABLES], struct fault *f)
{
    struct table *from = NULL;
    struct rounding r = { .base = 0 };
    bool ok = read_table(p->exact, "withheld", &from, f);

    if (!ok)
        return false;
    r.from = from;
    r.to = rows_new(schema_find("withheld"));
    for (size_t row = 0; row < table_rows(from); row++) {
        double withheld = table_real(from, row, "withheld");

        copy_row(&r, row);
        for (size_t i = 0; i < N_TABLES; i++)
            if (table_is(from, row, "table", TABLES[i].table))
                rows_number(r.to, "withheld", withheld + (double) n_left_out[i]);
    }
    ok = write_table(r.to, p->public, "withheld", f);
    rows_free(r.to);
    table_free(from);
    return ok;
}

static bool run(const struct paths *p, struct fault *f)
{
    struct settings *settings = NULL;
    struct table *city = NULL;
    struct rows *what = rows_new(schema_find("public_rounding"));
    size_t n_left_out[N_TABLES];
    bool ok = settings_read(p->settings, &settings, f) && read_table(p->exact, "city", &city, f);
    int base = ok ? (int) settings_integer(settings, "protect", "rounding_base") : 0;

    for (size_t i = 0; ok && i < N_TABLES; i++)
        ok = round_table(p, i, base, city, what, &n_left_out[i], f);
    ok = ok && write_table(what, p->public, "public_rounding", f) && round_withheld(p, n_left_out, f);
    rows_free(what);
    table_free(city);
    settings_free(settings);
    return ok;
}

int main(int argc, char **argv)
{
    struct paths p = { NULL };
    const struct arg args[] = {
        { "exact", "MAPP", "mapp med de skyddade tabellerna, oavrundade", true, &p.exact },
        { "settings", "FIL", "inställningar, avsnittet [protect]", true, &p.settings },
        { "public", "MAPP", "mapp dit de offentliga tabellerna skrivs", true, &p.public },
    };
    struct fault f;

    statistics_begin();
    confine_memory();
    switch (args_parse(argc, argv, "round", "Avrundar antalen i de skyddade tabellerna.", args,
                       sizeof args / sizeof args[0], &f)) {
    case ARGS_DONE:
        return 0;
    case ARGS_WRONG:
        return fault_report(&f, "round", stderr);
    case ARGS_RUN:
        break;
    }
    confine_to_files();
    return run(&p, &f) ? 0 : fault_report(&f, "round", stderr);
}
