/* line.c - what the cells of one line say: periods, units, numbers and words, or a fault that tells what to do. */
#include "stages/indicators/indicators.h"

#include "pipeline/base/calendar.h"
#include "pipeline/base/whole.h"
#include "pipeline/intake/value.h"
#include "pipeline/intake/word.h"
#include "pipeline/table/cell.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

const char *line_intern(const struct line *l, struct field cell)
{
    return dictionary_text(l->to->words, dictionary_intern(l->to->words, cell.bytes, cell.length));
}

bool line_fault(const struct line *l, size_t column, struct fault *f, const char *text)
{
    return sheet_fault(l->sheet, column, l->number, f, text);
}

bool line_text(const struct line *l, size_t column, const char **text, struct fault *f)
{
    if (l->cells[column].length == 0)
        return line_fault(l, column, f, "uppgiften saknas: fyll i den");
    *text = line_intern(l, l->cells[column]);
    return true;
}

static bool are_digits(struct field cell, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (cell.bytes[i] < '0' || cell.bytes[i] > '9')
            return false;
    return true;
}

static unsigned kind_of_period(struct field cell)
{
    char day[16];
    int32_t number;

    if (cell.length == 4 && are_digits(cell, 0, 4))
        snprintf(day, sizeof day, "%.4s-01-01", cell.bytes);
    else if (cell.length == 7 && cell.bytes[4] == '-')
        snprintf(day, sizeof day, "%.7s-01", cell.bytes);
    else if (cell.length == 10)
        snprintf(day, sizeof day, "%.10s", cell.bytes);
    else
        return 0;
    if (!calendar_parse_iso(day, strlen(day), &number))
        return 0;
    return cell.length == 4 ? PERIOD_YEAR : cell.length == 7 ? PERIOD_MONTH : PERIOD_DAY;
}

bool line_period(const struct line *l, size_t column, unsigned kinds, const char **period, struct fault *f)
{
    struct field cell = l->cells[column];
    unsigned kind = kind_of_period(cell);

    if ((kind & kinds) == 0)
        return line_fault(l, column, f,
                          kinds == PERIOD_DAY    ? "är ingen dag: skriv mätdagen som 2016-11-01"
                          : kinds == PERIOD_YEAR ? "är inget år: skriv det som 2016"
                                                 : "är ingen period: skriv 2016, 2016-11 eller 2016-11-01");
    *period = line_intern(l, cell);
    return true;
}

/* Excel keeps 76.1 as 76.09999999999999, more digits than anybody types: what fifteen digits say is meant. */
static bool is_excel_number(struct field cell, double *number)
{
    char text[CELL_ROOM];

    if (!cell_parse_real(cell.bytes, cell.length, number) || !(*number >= 0 && *number < 1e15))
        return false;
    snprintf(text, sizeof text, "%.14e", *number);
    return cell_parse_real(text, strlen(text), number);
}

static bool is_share(struct field cell)
{
    return cell.length > 1 && cell.bytes[cell.length - 1] == '%';
}

/* 7,9 % is 7,9. */
bool line_number(const struct line *l, size_t column, double *number, struct fault *f)
{
    struct field cell = l->cells[column];

    if (is_share(cell)) {
        cell.length--;
        word_trim(&cell.bytes, &cell.length);
    }
    if (value_count(cell.bytes, cell.length, number) != REASON_NONE && !is_excel_number(cell, number))
        return line_fault(l, column, f,
                          "är inget tal: skriv siffror, med decimalkomma om det behövs, eller lämna tomt om uppgift "
                          "saknas");
    return true;
}

bool line_required(const struct line *l, size_t column, double *number, struct fault *f)
{
    if (l->cells[column].length == 0)
        return line_fault(l, column, f, "talet saknas: fyll i det, eller skriv .. om uppgift saknas");
    return line_number(l, column, number, f);
}

bool line_whole(const struct line *l, size_t column, double *number, struct fault *f)
{
    double read;

    if (!line_required(l, column, &read, f))
        return false;
    if (is_share(l->cells[column]) || (isfinite(read) && read != floor(read)))
        return line_fault(l, column, f, "är inget helt tal: skriv antalet, inte en andel eller ett medelvärde");
    *number = read;
    return true;
}

/* A hyphen or a dash between two numbers; 0 where there is none. */
static size_t dash_of(struct field cell, size_t *width)
{
    for (size_t i = 1; i + 1 < cell.length; i++) {
        *width = cell.bytes[i] == '-'                                                    ? 1
                 : i + 3 < cell.length && memcmp(cell.bytes + i, "\xe2\x80\x93", 3) == 0 ? 3
                                                                                         : 0;
        if (*width > 0)
            return i;
    }
    return 0;
}

bool line_range(const struct line *l, size_t column, double *low, double *high, struct fault *f)
{
    struct field cell = l->cells[column], first = cell, last = cell;
    size_t width = 0, dash = dash_of(cell, &width);

    if (cell.length == 0)
        return line_fault(l, column, f, "talet saknas: fyll i det, eller skriv .. om uppgift saknas");
    if (dash > 0) {
        first.length = dash;
        last = (struct field){ cell.bytes + dash + width, cell.length - dash - width };
    }
    if (value_count(first.bytes, first.length, low) != REASON_NONE ||
        value_count(last.bytes, last.length, high) != REASON_NONE)
        return line_fault(l, column, f,
                          "är varken tal eller intervall: skriv 135, eller 130-140 om antalet är ungefärligt");
    if (*low > *high)
        return line_fault(l, column, f, "intervallets första tal är större än det andra: byt plats på dem");
    return true;
}

bool line_word(const struct line *l, size_t column, enum indicator_vocabulary vocabulary, const char *absent,
               const char **code, struct fault *f)
{
    char choices[700], text[1000];

    if (l->cells[column].length == 0 && absent != NULL) {
        *code = absent;
        return true;
    }
    *code = indicator_code(vocabulary, l->cells[column].bytes, l->cells[column].length);
    if (*code != NULL)
        return true;
    indicator_choices(vocabulary, choices, sizeof choices);
    snprintf(text, sizeof text, "%s: skriv något av %s",
             l->cells[column].length == 0 ? "uppgiften saknas" : "ordet känns inte igen", choices);
    return line_fault(l, column, f, text);
}

bool line_free_word(const struct line *l, size_t column, enum indicator_vocabulary vocabulary, const char *absent,
                    const char **code, struct fault *f)
{
    const char *known = indicator_code(vocabulary, l->cells[column].bytes, l->cells[column].length);

    if (known != NULL || (l->cells[column].length == 0 && absent != NULL)) {
        *code = known != NULL ? known : absent;
        return true;
    }
    return line_text(l, column, code, f);
}

/* "" and words for the whole city are the city. */
static const char *unit_of(const struct line *l, const char *period)
{
    struct field cell = l->cells[COMMON_DISTRICT];
    char day[16];
    int32_t number = 0;
    size_t length = cell.length;
    bool known;
    const char *unit;

    if (cell.length == 0 || whole_is_named(cell.bytes, cell.length))
        return "";
    snprintf(day, sizeof day, "%s%s", period, strlen(period) == 4 ? "-01-01" : strlen(period) == 7 ? "-01" : "");
    calendar_parse_iso(day, strlen(day), &number);
    unit = codebook_unit(l->to->codebook, cell.bytes, cell.length, number, &length, &known);
    return line_intern(l, (struct field){ unit, length });
}

bool line_measure(const struct line *l, unsigned periods, struct measure *m, struct fault *f)
{
    *m = (struct measure){
        .category = "all",
        .group = "all",
        .definition = "",
        .denominator_basis = "none",
        .numerator = NAN,
        .denominator = NAN,
        .people = NAN,
        .low = NAN,
        .high = NAN,
        .squares = NAN,
        .asked = NAN,
        .precision = "",
        .unit_word = "",
        .path = l->path,
        .line = l->number,
        .districts = NAN,
    };
    if (!line_period(l, COMMON_PERIOD, periods, &m->period, f) || !line_text(l, COMMON_SOURCE, &m->source, f))
        return false;
    m->unit = unit_of(l, m->period);
    m->district = m->unit[0] == '\0' ? "all" : organisation_today(l->to->organisation, m->unit);
    /* A misspelt name would be a district of its own, and count in the city once more. */
    if (m->unit[0] != '\0' && !organisation_names(l->to->organisation, m->unit) &&
        !exposure_names(l->to->exposure, m->district))
        return line_fault(l, COMMON_DISTRICT, f,
                          "namnet finns varken i personaluppgifterna eller i organisation.csv: rätta det, skriv i "
                          "codes/unit.csv vad det betyder, eller lägg till enheten i organisation.csv");
    return true;
}
