/* indicators_published.c - what others have published: the city's own earlier figures beside ours, and comparisons with
 * the country and other cities. They stand as they were published, with document and date. */
#define _GNU_SOURCE /* strcasestr */
#include "stages/report/indicators.h"

#include "pipeline/base/memory.h"
#include "pipeline/publish/phrases.h"
#include "pipeline/publish/swedish.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* The own indicator that a published one is about; category: whole, or the part before a colon. */
struct counterpart {
    const char *published, *own, *category;
};

static const struct counterpart COUNTERPARTS[] = {
    { "consultants", "consultants", EDITION_ALL },
    { "student_placements", "student_placements", EDITION_ALL },
    { "leadership_programme_heads_of_department", "leadership_programme", "heads_of_department" },
    { "leadership_programme_unit_managers", "leadership_programme", "unit_managers" },
    { "leadership_programme_deputy_unit_managers", "leadership_programme", "deputy_unit_managers" },
    { "workshop_participants", "activity_participants", "workshop:" },
    { "training_interviews", "activity_participants", "interviews:" },
    { "workshop_evaluations_answered", "activity_response_rate", "workshop:" },
};

static bool is_category(const char *category, const char *wanted)
{
    size_t n = strlen(wanted);

    return wanted[n - 1] == ':' ? strncmp(category, wanted, n) == 0 : strcmp(category, wanted) == 0;
}

static const struct counterpart *counterpart_of(const char *indicator)
{
    for (size_t c = 0; c < sizeof COUNTERPARTS / sizeof COUNTERPARTS[0]; c++)
        if (strcmp(COUNTERPARTS[c].published, indicator) == 0)
            return &COUNTERPARTS[c];
    return NULL;
}

/* The next own row of the same thing in the period's year; of one period only where `exactly`. SIZE_MAX: no more. */
static size_t next_own(const struct report *r, const struct counterpart *with, size_t row, const char *period,
                       bool exactly)
{
    const struct followup_key key = { .indicator = with->own, .district = EDITION_ALL };

    for (; (row = followup_find(&r->followup, row, "own", key)) != SIZE_MAX; row++) {
        const char *own = table_text(r->followup.indicators, row, "period");

        if (is_category(table_text(r->followup.indicators, row, "category"), with->category) &&
            (exactly ? strcmp(own, period) == 0 : strncmp(own, period, 4) == 0))
            return row;
    }
    return SIZE_MAX;
}

/* "30 (1 november 2021)", ended by the period where it is another than what was asked for. */
static char *own_of(const struct report *r, size_t row, const char *period)
{
    const struct table *t = r->followup.indicators;
    char *stated = followup_stated(t, row), *out;

    out = table_is(t, row, "period", period)
              ? phrase_say("%s", stated)
              : phrase_say("%s (%s)", stated, followup_period(table_text(t, row, "period")).text);
    free(stated);
    return out;
}

/* The own value of the same day, month or year; else all of the same year. NULL where there is none. */
static char *own_values(const struct report *r, const char *indicator, const char *period)
{
    const struct counterpart *with = counterpart_of(indicator);
    size_t exact = with != NULL ? next_own(r, with, 0, period, true) : SIZE_MAX;
    char *out = NULL;

    if (exact != SIZE_MAX)
        return own_of(r, exact, period);
    for (size_t row = 0; with != NULL && (row = next_own(r, with, row, period, false)) != SIZE_MAX; row++) {
        char *value = own_of(r, row, period),
             *both = out == NULL ? phrase_say("%s", value) : phrase_say("%s, %s", out, value);

        free(value);
        free(out);
        out = both;
    }
    return out;
}

/* How many own rows of the year are of a published number of things: teams that the definition names, areas of work
 * with universities. NaN where the delivery says nothing of them. */
static double own_things(const struct report *r, const char *indicator, const char *period, const char *definition)
{
    static const struct counterpart AREAS = { "", "activities", "university:" };
    const struct followup_key team = { .indicator = "reinforcement_team", .district = EDITION_ALL };
    double n = 0;

    if (strcmp(indicator, "university_collaboration_areas") == 0)
        for (size_t row = 0; (row = next_own(r, &AREAS, row, period, false)) != SIZE_MAX; row++)
            n++;
    if (strcmp(indicator, "reinforcement_teams") == 0)
        for (size_t row = 0; (row = followup_find(&r->followup, row, "own", team)) != SIZE_MAX; row++)
            n += strncmp(table_text(r->followup.indicators, row, "period"), period, 4) == 0 &&
                 strcasestr(definition, table_text(r->followup.indicators, row, "category")) != NULL;
    return n > 0 ? n : NAN;
}

/* Levels put together, of the ratings that a published share is about; NaN where they are not ours. */
static double own_rating(const struct report *r, const char *indicator, const char *period)
{
    static const char *const GROUPS[][2] = { { "threat_rating_level_2", "2" },
                                             { "threat_rating_levels_3_to_5", "3-5" },
                                             { "threat_rating_levels_6_to_7", "6-7" },
                                             { "threat_rating_respondents", NULL } };
    const struct table *t = r->followup.distributions;

    for (size_t k = 0; t != NULL && k < sizeof GROUPS / sizeof GROUPS[0]; k++) {
        size_t row;

        if (strcmp(GROUPS[k][0], indicator) != 0)
            continue;
        row = edition_find(t, 0, "question", "threats", "district", EDITION_ALL, "period", period,
                           GROUPS[k][1] != NULL ? "grouped" : NULL, GROUPS[k][1], NULL);
        return row < table_rows(t) ? table_real(t, row, GROUPS[k][1] != NULL ? "grouped_share" : "n") : NAN;
    }
    return NAN;
}

static double own_areas(const struct report *r, const char *indicator, const char *period)
{
    const struct table *t = r->followup.areas;
    double n = 0, before = NAN;

    if (t == NULL || (strcmp(indicator, "focus_areas") != 0 && strcmp(indicator, "focus_areas_added") != 0))
        return NAN;
    for (size_t row = 0; row < table_rows(t); row++) {
        double area = table_real(t, row, "area");

        if (!table_is(t, row, "origin", period) || area == before ||
            !table_is(t, row, "period", table_text(t, table_rows(t) - 1, "period")))
            continue;
        n++;
        before = area;
    }
    return n > 0 ? n : NAN;
}

static char *own_words(const struct report *r, const char *indicator, const char *period, const char *definition)
{
    const double counted[] = { own_rating(r, indicator, period), own_areas(r, indicator, period),
                               own_things(r, indicator, period, definition) };
    char *values;

    for (size_t i = 0; i < sizeof counted / sizeof counted[0]; i++)
        if (isfinite(counted[i]))
            return memory_copy_text(swedish_number(counted[i], 0).text);
    values = own_values(r, indicator, period);
    return values != NULL ? values : memory_copy_text(PHRASE_NOT_APPLICABLE);
}

/* ---- documents: each stands once, below the table, with a number ---- */

enum { MOST_DOCUMENTS = 64 };

struct documents {
    char *items[MOST_DOCUMENTS];
    size_t n;
};

static char *document_of(const struct table *t, size_t row)
{
    const char *number = table_text(t, row, "reference_number");

    return phrase_say("%s, %s%s%s", table_text(t, row, "source"), table_text(t, row, "document_date"),
                      number[0] != '\0' ? ", dnr " : "", number);
}

/* Its number from 1; 0 where there are too many. */
static size_t number_of(struct documents *all, char *document)
{
    size_t i = 0;

    while (i < all->n && strcmp(all->items[i], document) != 0)
        i++;
    if (i < all->n || all->n == MOST_DOCUMENTS) {
        free(document);
        return i < all->n ? i + 1 : 0;
    }
    all->items[all->n++] = document;
    return all->n;
}

static void published_row(struct report *r, size_t row, struct documents *documents)
{
    const struct table *t = r->followup.indicators;
    const char *period = table_text(t, row, "period");
    char *label = phrase_capital(table_text(t, row, "label")), *stated = followup_stated(t, row);
    char *own = own_words(r, table_text(t, row, "indicator"), period, table_text(t, row, "definition"));
    char *number = phrase_say("%zu", number_of(documents, document_of(t, row)));

    cell(r, label);
    cell(r, followup_period(period).text);
    cell(r, stated);
    cell(r, table_text(t, row, "unit"));
    cell(r, own);
    cell(r, number);
    row_end(r);
    free(label);
    free(stated);
    free(own);
    free(number);
}

static void published_table(struct report *r)
{
    static const char *const COLUMNS[] = {
        "Uppgift", "Avser", "Publicerat", "Enhet", "I det här underlaget", "Dokument"
    };
    const struct followup_key any = { .indicator = NULL };
    struct documents documents = { .n = 0 };

    if (followup_find(&r->followup, 0, "published", any) == SIZE_MAX)
        return;
    heading(r, 2, "publicerade-uppgifter", "Tidigare publicerade uppgifter");
    paragraph(r,
              "Uppgifterna står som de publicerades, med sina ord om hur säkra de är. Där underlaget har en uppgift om "
              "samma sak står den bredvid. Dokumenten står under tabellen.");
    table_begin(r, "tabell-publicerat", "Publicerade uppgifter bredvid underlagets", COLUMNS, 6, "llrllr");
    for (size_t row = 0; (row = followup_find(&r->followup, row, "published", any)) != SIZE_MAX; row++)
        published_row(r, row, &documents);
    table_end(r);
    for (size_t i = 0; i < documents.n; i++) {
        item(r, "Dokument %zu: %s", i + 1, documents.items[i]);
        free(documents.items[i]);
    }
    end_list(r);
}

static void comparison_table(struct report *r)
{
    static const char *const COLUMNS[] = { "Uppgift", "Område", "År", "Värde", "Enhet", "Källa", "Hämtad" };
    const struct followup_key any = { .indicator = NULL };

    if (followup_find(&r->followup, 0, "reference", any) == SIZE_MAX)
        return;
    heading(r, 2, "riket", "Riket och andra kommuner");
    paragraph(r,
              "Uppgifterna är andras och räknas på andra sätt än rapportens. De går inte att ställa mot rapportens tal "
              "för personalrörligheten: den som byter tjänst inom samma kommun räknas till exempel av några som att "
              "ha lämnat sin post, men inte här.");
    table_begin(r, "tabell-jamforelser", "Uppgifter om riket och andra kommuner", COLUMNS, 7, "lllrlll");
    for (size_t row = 0; (row = followup_find(&r->followup, row, "reference", any)) != SIZE_MAX; row++) {
        const struct table *t = r->followup.indicators;
        double value = table_real(t, row, "value");

        cell(r, table_text(t, row, "label"));
        cell(r, table_text(t, row, "district"));
        cell(r, followup_period(table_text(t, row, "period")).text);
        cell_decimals(r, value, value == floor(value) ? 0 : 1);
        cell(r, table_text(t, row, "unit"));
        cell(r, table_text(t, row, "source"));
        cell(r, table_text(t, row, "retrieved"));
        row_end(r);
    }
    table_end(r);
}

void published(struct report *r)
{
    const struct followup_key any = { .indicator = NULL };

    if (followup_find(&r->followup, 0, "published", any) == SIZE_MAX &&
        followup_find(&r->followup, 0, "reference", any) == SIZE_MAX)
        return;
    heading(r, 1, "publicerat", "Publicerade uppgifter och jämförelser");
    published_table(r);
    comparison_table(r);
}
