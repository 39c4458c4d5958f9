#include "pipeline/staff/register_shard.h"

#include "pipeline/staff/register_pass.h"
#include "pipeline/table/rows.h"
#include "pipeline/table/table.h"

#include <math.h>
#include <string.h>

static bool write_rows(struct rows *rows, const struct shard *s, const char *table, struct fault *f)
{
    char path[SHARD_PATH];
    bool ok;

    shard_path(s, s->number, table, path);
    ok = rows_write(rows, path, f);
    rows_free(rows);
    return ok;
}

/* A table of one shard; `one_row`: of just one. */
static bool read_table(const struct shard *s, size_t number, const char *table, bool one_row, struct table **out,
                       struct fault *f)
{
    char path[SHARD_PATH];

    shard_path(s, number, table, path);
    if (!table_read(path, schema_find(table), out, f))
        return false;
    if (!one_row || table_rows(*out) == 1)
        return true;
    table_free(*out);
    return fault_at(f, FAULT_DATA, path, 0, NULL, "filen ska ha en rad: gör om den med make");
}

/* Missing is INT32_MAX, as in register_facts. */
static int32_t day_of(const struct table *t, const char *column)
{
    int32_t day = table_date(t, 0, column);

    return day == INT32_MIN ? INT32_MAX : day;
}

static void take_first_days(struct register_facts *facts, const struct table *t)
{
    int32_t start = day_of(t, "first_start"), end = day_of(t, "first_end");

    facts->first_start = start < facts->first_start ? start : facts->first_start;
    facts->first_end = end < facts->first_end ? end : facts->first_end;
}

bool register_facts_write(const struct shard *s, const struct register_facts *facts, struct fault *f)
{
    struct rows *rows = rows_new(schema_find("shard_facts"));

    rows_begin(rows);
    rows_date(rows, "horizon", facts->horizon);
    rows_date(rows, "first_start", facts->first_start);
    rows_date(rows, "first_end", facts->first_end);
    rows_number(rows, "old_file", facts->old_file);
    rows_number(rows, "old_line", facts->old_line);
    return write_rows(rows, s, "shard_facts", f);
}

bool register_facts_sum(const struct shard *s, struct register_facts *out, struct fault *f)
{
    *out = (struct register_facts){ .horizon = INT32_MAX, .first_start = INT32_MAX, .first_end = INT32_MAX };
    for (size_t i = 1; i <= s->n; i++) {
        struct table *t = NULL;
        int32_t horizon;

        if (!read_table(s, i, "shard_facts", true, &t, f))
            return false;
        horizon = day_of(t, "horizon");
        take_first_days(out, t);
        if (horizon < out->horizon) {
            out->horizon = horizon;
            out->old_file = (uint16_t) table_integer(t, 0, "old_file");
            out->old_line = (uint32_t) table_integer(t, 0, "old_line");
        }
        table_free(t);
    }
    return true;
}

static bool write_names(const struct shard *s, const struct dictionary *occupations, struct fault *f)
{
    struct rows *rows = rows_new(schema_find("shard_names"));

    for (uint32_t i = 0; i < dictionary_size(occupations); i++) {
        rows_begin(rows);
        rows_number(rows, "number", i);
        rows_text(rows, "occupation", dictionary_text(occupations, i));
    }
    return write_rows(rows, s, "shard_names", f);
}

bool register_counted_write(const struct shard *s, const struct register_facts *facts,
                            const struct register_names *names, struct fault *f)
{
    struct rows *rows = rows_new(schema_find("shard_counted"));

    rows_begin(rows);
    rows_number(rows, "anybody", facts->anybody);
    rows_date(rows, "first_start", facts->first_start);
    rows_date(rows, "first_end", facts->first_end);
    return write_rows(rows, s, "shard_counted", f) && write_names(s, names->written.occupations, f);
}

static bool read_names(const struct shard *s, size_t number, struct dictionary *occupations, struct fault *f)
{
    struct table *t = NULL;

    if (!read_table(s, number, "shard_names", false, &t, f))
        return false;
    for (size_t row = 0; row < table_rows(t); row++) {
        const char *name = table_text(t, row, "occupation");

        dictionary_intern(occupations, name, strlen(name));
    }
    table_free(t);
    return true;
}

bool register_counted_sum(const struct shard *s, const struct register_rules *rules, struct register_names *names,
                          struct register_facts *facts, struct fault *f)
{
    facts->first_start = facts->first_end = INT32_MAX;
    facts->anybody = false;
    for (size_t i = 1; i <= s->n; i++) {
        struct table *t = NULL;

        if (!read_table(s, i, "shard_counted", true, &t, f))
            return false;
        take_first_days(facts, t);
        facts->anybody = facts->anybody || table_integer(t, 0, "anybody") != 0;
        table_free(t);
        if (!read_names(s, i, names->written.occupations, f))
            return false;
    }
    return register_pass_check(rules, names, facts->anybody, f);
}
