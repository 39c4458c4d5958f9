#include "stages/claims/statements.h"

#include "pipeline/base/memory.h"
#include "pipeline/publish/phrases.h"
#include "pipeline/publish/swedish.h"

#include <stdlib.h>
#include <string.h>

struct finding statement_not_tellable(char *sentence)
{
    return (struct finding){ CLAIM_NOT_TELLABLE, sentence, NULL, memory_copy_text("") };
}

static struct finding cause(const struct claims *c, const struct statement *s)
{
    (void) c;
    (void) s;
    return statement_not_tellable(
        phrase_say("Påståendet handlar om orsak och verkan. Statistiken visar vad som har hänt, men inte varför."));
}

typedef struct finding find_statement(const struct claims *c, const struct statement *s);

static find_statement *const FIND[] = {
    [STATEMENT_TURNOVER_FELL] = statement_turnover_fell,   [STATEMENT_FELL_IN_SEVERAL] = statement_fell_in_several,
    [STATEMENT_MIXED_IN_DISTRICTS] = statement_mixed,      [STATEMENT_YEAR_DEVIATES] = statement_year_deviates,
    [STATEMENT_INDICATOR_FELL] = statement_indicator_fell, [STATEMENT_INDICATOR_ROSE] = statement_indicator_rose,
    [STATEMENT_ABOVE_THE_REST] = statement_above_the_rest, [STATEMENT_CAUSE] = cause,
};

static const char *words_of(const char *verdict)
{
    return strcmp(verdict, CLAIM_CONFIRMED) == 0      ? "Uppgifterna bekräftar påståendet."
           : strcmp(verdict, CLAIM_CONTRADICTED) == 0 ? "Uppgifterna motsäger påståendet."
                                                      : "Uppgifterna kan inte avgöra om påståendet stämmer.";
}

static bool is_published(const struct names *districts, const char *name)
{
    for (size_t i = 0; i < districts->n; i++)
        if (strcmp(districts->items[i], name) == 0)
            return true;
    return false;
}

/* A name that nothing is published under is said, as a misspelt one would else pass for figures that are missing. It is
 * no fault: a claim may be about a district that has since become part of another. */
static struct finding find(const struct claims *c, const struct statement *s)
{
    struct finding found = FIND[s->test](c, s);

    if (s->test != STATEMENT_CAUSE && found.cells == NULL && s->district[0] != '\0' &&
        !is_published(&c->edition.districts, s->district)) {
        free(found.sentence);
        found.sentence = phrase_say("Förvaltningen %s finns inte i underlaget.", s->district);
    }
    return found;
}

static void put(struct claims *c, const struct statement *s, struct finding found)
{
    claim_lead(c, "statement", "statement", phrase_say("”%s”", s->text), NULL, "", CLAIM_STATED);
    claim_add(c,
              phrase_say("%s, %s.", s->source,
                         strlen(s->date) == 7 ? followup_period(s->date).text : swedish_date(s->date).text),
              NULL, "statements.csv", CLAIM_STATED);
    claim_add(c, phrase_say("%s", words_of(found.verdict)), NULL, found.test, found.verdict);
    claim_add(c, found.sentence, found.cells, found.test, found.verdict);
    free(found.test);
}

bool claim_statements(struct claims *c, const char *path, struct fault *f)
{
    struct statements all;
    bool ok = statements_read(path, &all, f);

    for (size_t i = 0; ok && i < all.n; i++)
        put(c, &all.items[i], find(c, &all.items[i]));
    statements_free(&all);
    return ok;
}
