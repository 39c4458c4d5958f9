/* stated.c - what others have stated and we only carry: figures from published documents, and comparisons with the
 * country and other cities. Nothing is computed from them; their words of precision stand. */
#include "stages/indicators/indicators.h"

#include "pipeline/intake/value.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define ROOM(columns) columns, sizeof columns / sizeof columns[0]

/* ---- published figures ---- */

enum { ID, DATE, LOW, HIGH, PRECISION, UNIT, SCOPE, DEFINITION, DOCUMENT, DOCUMENT_DATE, NUMBER };

static const struct sheet_column PUBLISHED_COLUMNS[] = {
    { "indicator|indikator", true },
    { "date|datum|period", true },
    { "low|lägst|värde", true },
    { "high|högst", false },
    { "precision|precision", false },
    { "unit|enhet", true },
    { "scope|avser", true },
    { "definition|definition|benämning", true },
    { "document|dokument", true },
    { "document_date|dokumentets datum", true },
    { "reference_number|diarienummer", false },
};

static bool take_published(const struct line *l, struct fault *f)
{
    struct rows *out = l->to->stated;
    const char *id, *date, *unit, *scope, *definition, *document, *document_date;
    double low, high;

    if (!line_text(l, ID, &id, f) || !line_period(l, DATE, PERIOD_ANY, &date, f) || !line_required(l, LOW, &low, f) ||
        !line_number(l, HIGH, &high, f) || !line_text(l, UNIT, &unit, f) || !line_text(l, SCOPE, &scope, f) ||
        !line_text(l, DEFINITION, &definition, f) || !line_text(l, DOCUMENT, &document, f) ||
        !line_text(l, DOCUMENT_DATE, &document_date, f))
        return false;
    high = isnan(high) ? low : high;
    if (high < low)
        return line_fault(l, HIGH, f, "är mindre än det lägsta: byt plats på dem");
    rows_begin(out);
    rows_text(out, "indicator", id);
    rows_text(out, "basis", "published");
    rows_text(out, "period", date);
    rows_text(out, "district", strcmp(scope, "staden") == 0 ? "all" : scope);
    rows_text(out, "category", "all");
    rows_text(out, "group", "all");
    rows_text(out, "definition", definition);
    rows_text(out, "denominator_basis", "none");
    rows_number(out, "value", low == high ? low : NAN);
    rows_text(out, "interval", "none");
    rows_text(out, "reason", low == high ? "" : "range");
    rows_number(out, "low", low);
    rows_number(out, "high", high);
    rows_text(out, "precision", line_intern(l, l->cells[PRECISION]));
    rows_text(out, "unit", unit);
    rows_text(out, "label", definition);
    rows_text(out, "source", document);
    rows_text(out, "document_date", document_date);
    rows_text(out, "reference_number", line_intern(l, l->cells[NUMBER]));
    return true;
}

/* ---- comparisons: a file from Kolada, or written by hand ---- */

enum { KPI, YEAR, AREA, VALUE, GENDER, LABEL, REFERENCE_UNIT, SOURCE, RETRIEVED };

static const struct sheet_column REFERENCE_COLUMNS[] = {
    { "kpi|indicator|nyckeltal|indikator", true },
    { "period|år|year", true },
    { "municipality|kommun|område|area", true },
    { "value|värde", true },
    { "gender|kön", false },
    { "label|title|benämning", false },
    { "unit|enhet", false },
    { "source|källa", false }, /* these two an export lacks; begin_reference() asks for them elsewhere */
    { "retrieved|hämtad", false },
};

static bool is_called(const struct sheet *sheet, size_t column, const char *name)
{
    struct field called = sheet_name(sheet, column);

    return called.length == strlen(name) && strncasecmp(called.bytes, name, called.length) == 0;
}

/* A file as Kolada gives it out (api.kolada.se, v2 and v3): its own names of columns, and nobody's source beside. */
static bool is_kolada_export(const struct sheet *sheet)
{
    return is_called(sheet, KPI, "kpi") && is_called(sheet, AREA, "municipality") && is_called(sheet, YEAR, "period") &&
           sheet_name(sheet, SOURCE).length == 0 && sheet_name(sheet, RETRIEVED).length == 0;
}

static bool begin_reference(const struct line *l, struct fault *f)
{
    return is_kolada_export(l->sheet) || (sheet_require(l->sheet, SOURCE, f) && sheet_require(l->sheet, RETRIEVED, f));
}

/* Kolada's code of an area is Statistics Sweden's of the municipality, 0000 the country; programs for tables make a
 * number of it. Other codes stand as they are. */
static const char *area_of_code(const struct line *l, const char *code)
{
    static const struct {
        const char *code, *name;
    } AREAS[] = { { "0000", "Riket" }, { "0180", "Stockholm" }, { "1280", "Malmö" }, { "1480", "Göteborg" } };
    char padded[8];

    if (strlen(code) > 4 || strspn(code, "0123456789") != strlen(code))
        return code;
    snprintf(padded, sizeof padded, "%04d", atoi(code));
    for (size_t i = 0; i < sizeof AREAS / sizeof AREAS[0]; i++)
        if (strcmp(AREAS[i].code, padded) == 0)
            return AREAS[i].name;
    return line_intern(l, (struct field){ padded, strlen(padded) });
}

/* Of an export a value that is not there is an empty cell, or the word that the interface has for it. */
static bool exported_number(const struct line *l, double *value, struct fault *f)
{
    struct field cell = l->cells[VALUE];

    *value = NAN;
    return (cell.length == 4 && (strncasecmp(cell.bytes, "null", 4) == 0 || strncasecmp(cell.bytes, "none", 4) == 0)) ||
           line_number(l, VALUE, value, f);
}

static bool take_reference(const struct line *l, struct fault *f)
{
    struct rows *out = l->to->stated;
    const char *kpi, *year, *area, *gender, *source = "Kolada", *retrieved = "";
    bool export = is_kolada_export(l->sheet);
    double value;

    if (!line_text(l, KPI, &kpi, f) || !line_period(l, YEAR, PERIOD_ANY, &year, f) || !line_text(l, AREA, &area, f) ||
        !line_word(l, GENDER, INDICATOR_GENDER, "all", &gender, f) ||
        !(export ? exported_number(l, &value, f) : line_required(l, VALUE, &value, f)) ||
        (!export && (!line_text(l, SOURCE, &source, f) || !line_text(l, RETRIEVED, &retrieved, f))))
        return false;
    if (export && strcmp(gender, "all") != 0)
        return true; /* each figure also stands for women and for men */
    if (export)
        area = area_of_code(l, area);
    rows_begin(out);
    rows_text(out, "indicator", kpi);
    rows_text(out, "basis", "reference");
    rows_text(out, "period", year);
    rows_text(out, "district", area);
    rows_text(out, "category", "all");
    rows_text(out, "group", gender);
    rows_text(out, "denominator_basis", "none");
    rows_number(out, "value", value);
    rows_text(out, "interval", "none");
    rows_text(out, "reason", isnan(value) ? "not_reported" : "");
    rows_text(out, "unit", line_intern(l, l->cells[REFERENCE_UNIT]));
    rows_text(out, "label", l->cells[LABEL].length > 0 ? line_intern(l, l->cells[LABEL]) : kpi);
    rows_text(out, "source", source);
    rows_text(out, "retrieved", retrieved);
    return true;
}

const struct kind STATED_KINDS[] = {
    { "published_figures", "published|publicerade", ROOM(PUBLISHED_COLUMNS), take_published, NULL, NULL },
    { "comparison", "comparison|jämförelse|kolada", ROOM(REFERENCE_COLUMNS), take_reference, begin_reference, NULL },
    { .name = NULL },
};
