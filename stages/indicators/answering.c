/* answering.c - ratings on a scale, coded reasons of exit interviews, and threats and violence. */
#include "stages/indicators/indicators.h"

#include "pipeline/base/memory.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#define ROOM(columns) columns, sizeof columns / sizeof columns[0]

enum { MOST_LEVELS = 20, WORD_ROOM = 128 };

static void add_answer(const struct line *l, struct answer a)
{
    struct answers *all = &l->to->answers;

    all->items = memory_grow(all->items, &all->capacity, all->n + 1, sizeof *all->items);
    all->items[all->n++] = a;
}

static bool begin_answer(const struct line *l, unsigned periods, struct answer *a, struct fault *f)
{
    struct measure m;

    if (!line_measure(l, periods, &m, f))
        return false;
    *a = (struct answer){ .period = m.period,
                          .unit = m.unit,
                          .district = m.district,
                          .group = "all",
                          .asked = NAN,
                          .source = m.source,
                          .path = l->path,
                          .line = l->number };
    return true;
}

/* ---- ratings: one line a level, and one for those who did not answer ---- */

enum { QUESTION = COMMON_N, LEVEL, RATING_COUNT, RATING_ASKED };

static const struct sheet_column RATING_COLUMNS[] = {
    COMMON_COLUMNS,
    { "fråga|question", true },
    { "nivå|level|svar", true },
    { "antal|count", true },
    { "tillfrågade|asked|deltagare", false },
};

static bool take_level(const struct line *l, struct answer *a, struct fault *f)
{
    struct field cell = l->cells[LEVEL];
    int scale = indicator_scale(a->question);
    double level;

    a->answer = line_intern(l, cell);
    if ((cell.length == strlen("saknas") && strncasecmp(cell.bytes, "saknas", cell.length) == 0) ||
        (cell.length == strlen("missing") && strncasecmp(cell.bytes, "missing", cell.length) == 0))
        return true;
    if (!line_required(l, LEVEL, &level, f))
        return false;
    if (isnan(level) || level != floor(level) || level < 1 || level > MOST_LEVELS)
        return line_fault(l, LEVEL, f, "är ingen nivå: skriv 1, 2, 3 ... eller saknas för dem som inte svarade");
    a->position = (int) level;
    if (scale > 0 && a->position > scale)
        return fault_at(f, FAULT_DATA, l->path, l->number, "nivå",
                        "är högre än frågans skala, som går från 1 till %d: rätta nivån, eller skriv frågan med andra "
                        "ord om den har en annan skala",
                        scale);
    return true;
}

static bool take_rating(const struct line *l, struct fault *f)
{
    struct answer a;

    if (!begin_answer(l, PERIOD_ANY, &a, f) || !line_free_word(l, QUESTION, INDICATOR_QUESTION, NULL, &a.question, f) ||
        !take_level(l, &a, f) || !line_required(l, RATING_COUNT, &a.count, f) ||
        !line_number(l, RATING_ASKED, &a.asked, f))
        return false;
    if (isnan(a.count) || a.count != floor(a.count))
        return line_fault(l, RATING_COUNT, f, "antal svar behövs, i hela tal: andelar räcker inte");
    add_answer(l, a);
    return true;
}

/* ---- exit interviews: one line a reason, for the city or for one gender, age or tenure ---- */

enum { REASON = COMMON_N, REASON_COUNT, SPLIT, SPLIT_GROUP };

static const struct sheet_column EXIT_COLUMNS[] = {
    COMMON_COLUMNS,           { "skäl|reason|orsak", true }, { "antal|count", true }, { "indelning|split", false },
    { "grupp|group", false },
};

static int position_of(const char *reason)
{
    int position = 1;

    while (strcmp(indicator_nth(INDICATOR_EXIT, (size_t) position - 1), reason) != 0)
        position++;
    return position;
}

static bool take_group(const struct line *l, struct answer *a, struct fault *f)
{
    static const char *const SPLITS[][2] = { { "kön", "gender" }, { "ålder", "age" }, { "anställningstid", "tenure" } };
    struct field split = l->cells[SPLIT], group = l->cells[SPLIT_GROUP];
    char text[WORD_ROOM];

    if (split.length == 0 && group.length == 0)
        return true;
    for (size_t i = 0; i < 3; i++)
        for (size_t j = 0; j < 2; j++)
            if (split.length == strlen(SPLITS[i][j]) && memcmp(split.bytes, SPLITS[i][j], split.length) == 0) {
                const char *known = i == 0 ? indicator_code(INDICATOR_GENDER, group.bytes, group.length)
                                           : line_intern(l, group);

                if (known == NULL || group.length == 0)
                    return line_fault(l, SPLIT_GROUP, f, "gruppen saknas eller känns inte igen: fyll i den");
                snprintf(text, sizeof text, "%s:%.80s", SPLITS[i][1], known);
                a->group = line_intern(l, (struct field){ text, strlen(text) });
                return true;
            }
    return line_fault(l, SPLIT, f,
                      "indelningen känns inte igen: skriv kön, ålder eller anställningstid, eller lämna tomt");
}

static bool take_exit(const struct line *l, struct fault *f)
{
    struct answer a;

    if (!begin_answer(l, PERIOD_YEAR, &a, f) || !line_word(l, REASON, INDICATOR_EXIT, NULL, &a.answer, f) ||
        !line_required(l, REASON_COUNT, &a.count, f) || !take_group(l, &a, f))
        return false;
    if (a.unit[0] != '\0')
        return line_fault(l, COMMON_DISTRICT, f,
                          "avgångsskäl redovisas bara för hela staden: summera förvaltningarna och lämna fältet tomt");
    if (isnan(a.count) || a.count != floor(a.count))
        return line_fault(l, REASON_COUNT, f, "antal samtal behövs, i hela tal");
    a.question = "exit_reason";
    a.position = position_of(a.answer);
    add_answer(l, a);
    return true;
}

/* ---- threats and violence: reported events over our own person-years ---- */

enum { EVENT = COMMON_N, EVENT_COUNT };

static const struct sheet_column INCIDENT_COLUMNS[] = {
    COMMON_COLUMNS,
    { "händelse|event|slag", true },
    { "antal|count", true },
};

static bool take_incident(const struct line *l, struct fault *f)
{
    struct measure m;

    if (!line_measure(l, PERIOD_YEAR, &m, f) || !line_word(l, EVENT, INDICATOR_INCIDENT, NULL, &m.category, f) ||
        !line_whole(l, EVENT_COUNT, &m.numerator, f))
        return false;
    m.rule = DENOMINATOR_PERSON_YEARS;
    line_add(l, "incidents", m);
    return true;
}

const struct kind ANSWER_KINDS[] = {
    { "ratings", "ratings|skattningar", ROOM(RATING_COLUMNS), take_rating, NULL, NULL },
    { "exits", "exits|avslutningssamtal", ROOM(EXIT_COLUMNS), take_exit, NULL, NULL },
    { "incidents", "incidents|tillbud|hot", ROOM(INCIDENT_COLUMNS), take_incident, NULL, NULL },
    { .name = NULL },
};
