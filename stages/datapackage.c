/* datapackage - datapackage.json: what the public tables hold, as Frictionless Data describes it (Data Package and
 * Table Schema 1, specs.frictionlessdata.io): fields with type, unit and both labels, missing values, key, bytes,
 * SHA-256. */
#include "pipeline/base/args.h"
#include "pipeline/base/confine.h"
#include "pipeline/base/digest.h"
#include "pipeline/base/settings.h"
#include "pipeline/publish/json.h"
#include "pipeline/publish/phrases.h"
#include "pipeline/publish/rounded.h"
#include "pipeline/table/schema.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

static const char *type_of(enum column_type type)
{
    switch (type) {
    case COLUMN_INTEGER:
        return "integer";
    case COLUMN_REAL:
        return "number";
    case COLUMN_DATE:
        return "date";
    case COLUMN_TEXT:
    case COLUMN_CODE:
        break;
    }
    return "string";
}

static struct json *fields_of(const struct schema *s, const struct rounded *rounded)
{
    struct json *fields = json_array_begin();

    for (size_t c = 0; c < s->n_columns; c++) {
        const struct column *column = &s->columns[c];
        struct json *field = json_object_begin();

        json_text(field, "name", column->name);
        json_text(field, "type", type_of(column->type));
        json_text(field, "title", column->label_sv);
        json_text(field, "title_en", column->label_en);
        if (column->unit[0] != '\0')
            json_text(field, "unit", column->unit);
        if (rounded_base(rounded, s->name, column->name) > 0)
            json_count(field, "rounded_to", rounded_base(rounded, s->name, column->name));
        json_put(fields, NULL, field);
    }
    return fields;
}

static struct json *table_schema_of(const struct schema *s, const struct rounded *rounded)
{
    struct json *schema = json_object_begin(), *missing = json_array_begin(), *key = json_array_begin();

    json_put(schema, "fields", fields_of(s, rounded));
    json_item(missing, "");
    json_item(missing, "NaN");
    json_put(schema, "missingValues", missing);
    for (size_t c = 0; c < s->n_key; c++)
        json_item(key, s->columns[c].name);
    json_put(schema, "primaryKey", key);
    return schema;
}

/* *out is NULL where there is no such file. */
static bool resource_of(const char *directory, const struct schema *s, const struct rounded *rounded, struct json **out,
                        struct fault *f)
{
    char path[4096], relative[256], hash[DIGEST_HEX], labelled[DIGEST_HEX + 8];
    struct stat st;

    *out = NULL;
    snprintf(path, sizeof path, "%s/%s.csv", directory, s->name);
    if (stat(path, &st) != 0)
        return errno == ENOENT || fault_errno(f, path, "kan inte läsa filen");
    if (!digest_sha256_file(path, hash, f))
        return false;
    snprintf(relative, sizeof relative, "public/%s.csv", s->name);
    snprintf(labelled, sizeof labelled, "sha256:%s", hash);
    *out = json_object_begin();
    json_text(*out, "name", s->name);
    json_text(*out, "path", relative);
    json_text(*out, "profile", "tabular-data-resource");
    json_text(*out, "title", s->label_sv);
    json_text(*out, "title_en", s->label_en);
    json_text(*out, "format", "csv");
    json_text(*out, "mediatype", "text/csv");
    json_text(*out, "encoding", "utf-8");
    json_count(*out, "bytes", (long long) st.st_size);
    json_text(*out, "hash", labelled);
    json_put(*out, "schema", table_schema_of(s, rounded));
    return true;
}

/* What a reader must know of all tables at once. */
static void put_description(struct json *package, bool synthetic, int base)
{
    char *rounding = phrase_rounding(base);
    char *text = phrase_say("%s%s%s", synthetic ? "Syntetiska uppgifter: alla siffror är påhittade." : "",
                            synthetic && base > 0 ? " " : "", base > 0 ? rounding : "");

    if (text[0] != '\0')
        json_text(package, "description", text);
    free(text);
    free(rounding);
}

static bool run(const char *directory, const char *report_path, const char *output, struct fault *f)
{
    struct settings *report = NULL;
    struct rounded *rounded = NULL;
    struct json *package, *resources;
    size_t n;
    const struct schema *all = schema_all(&n);

    if (!settings_read(report_path, &report, f))
        return false;
    if (!rounded_read(directory, &rounded, f)) {
        settings_free(report);
        return false;
    }
    package = json_object_begin();
    resources = json_array_begin();
    json_text(package, "profile", "tabular-data-package");
    json_text(package, "name", "personalrorlighet");
    json_text(package, "title", settings_text(report, "report", "title"));
    if (settings_text(report, "report", "edition")[0] != '\0')
        json_text(package, "version", settings_text(report, "report", "edition"));
    put_description(package, settings_flag(report, "report", "synthetic"), rounded_largest_base(rounded));
    settings_free(report);
    for (size_t i = 0; i < n; i++) {
        struct json *resource = NULL;

        if (all[i].public && !resource_of(directory, &all[i], rounded, &resource, f)) {
            rounded_free(rounded);
            json_discard(resources);
            json_discard(package);
            return false;
        }
        if (resource != NULL)
            json_put(resources, NULL, resource);
    }
    rounded_free(rounded);
    json_put(package, "resources", resources);
    return json_write(package, output, f);
}

int main(int argc, char **argv)
{
    const char *directory = NULL, *report = NULL, *output = NULL;
    const struct arg args[] = {
        { "public", "MAPP", "mapp med de offentliga tabellerna", true, &directory },
        { "report", "FIL", "inställningar, avsnittet [report]", true, &report },
        { "output", "FIL", "datapackage.json som skrivs", true, &output },
    };
    struct fault fault;

    switch (args_parse(argc, argv, "datapackage", "Beskriver de offentliga tabellerna för maskiner (Frictionless).",
                       args, sizeof args / sizeof args[0], &fault)) {
    case ARGS_DONE:
        return 0;
    case ARGS_WRONG:
        return fault_report(&fault, "datapackage", stderr);
    case ARGS_RUN:
        break;
    }
    confine_to_files();
    return run(directory, report, output, &fault) ? 0 : fault_report(&fault, "datapackage", stderr);
}
