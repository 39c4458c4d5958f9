/* stated.c - what others have stated and we only carry: figures from published documents, and comparisons with the
 * country and other cities. Nothing is computed from them; their words of precision stand. */
#include "stages/indicators/indicators.h"

#include "pipeline/intake/value.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

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
    { "source|källa", true },
    { "retrieved|hämtad", true },
};

static bool take_reference(const struct line *l, struct fault *f)
{
    struct rows *out = l->to->stated;
    const char *kpi, *year, *area, *gender, *source, *retrieved;
    double value;

    if (!line_text(l, KPI, &kpi, f) || !line_period(l, YEAR, PERIOD_ANY, &year, f) || !line_text(l, AREA, &area, f) ||
        !line_required(l, VALUE, &value, f) || !line_word(l, GENDER, INDICATOR_GENDER, "all", &gender, f) ||
        !line_text(l, SOURCE, &source, f) || !line_text(l, RETRIEVED, &retrieved, f))
        return false;
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
    { "published_figures", "published|publicerade", ROOM(PUBLISHED_COLUMNS), take_published },
    { "comparison", "comparison|jämförelse|kolada", ROOM(REFERENCE_COLUMNS), take_reference },
    { .name = NULL },
};
