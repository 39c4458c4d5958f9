#include "pipeline/disclosure/audit_tables.h"

#include "pipeline/disclosure/audit_made.h"
#include "pipeline/disclosure/audit_rows.h"

static const struct {
    const char *table;
    read_row *read;
    bool earlier; /* of an earlier report too */
} STEPS[] = {     /* a table that finds numbers of another comes after it */
              { "withheld", audit_read_left_out, false },
              { "city", audit_read_mark, false },
              { "city", audit_read_city, true },
              { "districts", audit_read_district, true },
              { "district_occupation", audit_read_plan, true },
              { "balance", audit_read_balance, true },
              { "balance", audit_read_join_stocks, true },
              { "districts", audit_read_join_moves, true },
              { "city", audit_read_join_bare, true },
              { "definitions", audit_read_definition, true },
              { "definitions", audit_read_join_definition, true },
              { "definitions", audit_read_join_lesser, true },
              { "balance", audit_read_join_paths, true },
              { "city", audit_read_join_person_years, true },
              { "public_retention", audit_read_stay, true },
              { "public_retention", audit_read_join_hired, false },
              { "public_intake", audit_read_extracted, false },
              { "public_retention", audit_read_join_exits, false },
              { "public_retention_cause", audit_read_cause, true },
              { "public_retention", audit_read_compared, false },
              { "public_retention_tests", audit_read_test, false },
              { "public_breaks", audit_read_break, false },
              { "public_verdicts", audit_read_verdict, false },
              { "public_fits", audit_read_fit, false },
              { "public_funnel", audit_read_funnel, false },
              { "public_intake", audit_read_file, false },
              { "public_rejects", audit_read_reason, false },
              { "public_indicators", audit_read_indicator_shown, true },
              { "public_indicators", audit_read_indicator, true },
              { "public_indicators", audit_read_indicator_whole, true },
              { "public_indicators", audit_read_indicator_others, true },
              { "public_distributions", audit_read_answer_shown, true },
              { "public_distributions", audit_read_answer, true }
};

static bool read_table(struct audit *a, const char *directory, const char *name, read_row *read, struct fault *f)
{
    struct table *t;

    if (!audit_row_open(directory, name, &t, f))
        return false;
    for (size_t row = 0; t != NULL && row < table_rows(t); row++)
        read(a, t, row);
    table_free(t);
    return true;
}

/* Between two tables: what districts did in years that no plan period of theirs tells of. */
static bool read_unpooled(struct audit *a, const char *directory, struct fault *f)
{
    struct table *districts = NULL, *plans = NULL;
    bool ok = audit_row_open(directory, "districts", &districts, f) &&
              audit_row_open(directory, "district_occupation", &plans, f);

    for (size_t row = 0; ok && districts != NULL && plans != NULL && row < table_rows(districts); row++)
        if (table_is(districts, row, "moved_out_status", "not_applicable"))
            for (size_t plan = 0; plan < table_rows(plans); plan++)
                audit_row_join_unpooled(a, districts, row, plans, plan);
    table_free(districts);
    table_free(plans);
    return ok;
}

static bool read_steps(struct audit *a, const char *directory, bool earlier, struct fault *f)
{
    for (size_t i = 0; i < sizeof STEPS / sizeof STEPS[0]; i++)
        if ((!earlier || STEPS[i].earlier) && !read_table(a, directory, STEPS[i].table, STEPS[i].read, f))
            return false;
    return read_unpooled(a, directory, f);
}

bool audit_read(struct audit *a, const char *directory, struct fault *f)
{
    return read_steps(a, directory, false, f) && audit_made_read(a, directory, f);
}

bool audit_read_earlier(struct audit *a, const char *directory, struct fault *f)
{
    return read_steps(a, directory, true, f);
}
