#include "pipeline/base/settings.h"

#include "pipeline/base/calendar.h"
#include "pipeline/base/memory.h"
#include "pipeline/base/nearest.h"

#include <assert.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char FILES[] = "files"; /* the one section whose keys are free */

struct given {
    const char *value; /* the config's, or the declared fallback */
    uint64_t line;     /* 0: the fallback */
    char *items_text;  /* of a list: the items, one after the other, and where each begins */
    const char **items;
    size_t n_items;
};

struct settings {
    struct config *config;
    struct given *given; /* beside the declared keys */
};

static bool is(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

/* The index of a declared key, n where there is none. */
static size_t find(const char *section, const char *key, size_t *n)
{
    const struct setting *declared = settings_declared(n);
    size_t i = 0;

    while (i < *n && !(is(declared[i].section, section) && is(declared[i].key, key)))
        i++;
    return i;
}

static bool section_exists(const char *section)
{
    size_t n;
    const struct setting *declared = settings_declared(&n);

    for (size_t i = 0; i < n; i++)
        if (is(declared[i].section, section))
            return true;
    return is(section, FILES);
}

/* ---- What is wrong with a name or a value ---------------------------------------------------------------------------
 */

static bool refuse(const struct settings *s, uint64_t line, const char *section, const char *key, struct fault *f,
                   const char *why)
{
    char column[sizeof f->column];

    snprintf(column, sizeof column, "[%s] %s", section, key);
    return fault_at(f, FAULT_DATA, config_path(s->config), line, column, "%s", why);
}

static bool unknown_section(const struct settings *s, uint64_t line, const char *section, const char *key,
                            struct fault *f)
{
    size_t n;
    const struct setting *declared = settings_declared(&n);
    struct nearest nearest = nearest_begin(section);
    char why[256];

    for (size_t i = 0; i < n; i++)
        nearest_offer(&nearest, declared[i].section);
    nearest_offer(&nearest, FILES);
    if (nearest.word != NULL)
        snprintf(why, sizeof why, "okänt avsnitt, menade du [%s]?", nearest.word);
    else
        snprintf(why, sizeof why, "okänt avsnitt: ta bort det eller rätta namnet");
    return refuse(s, line, section, key, f, why);
}

static bool unknown_key(const struct settings *s, uint64_t line, const char *section, const char *key, struct fault *f)
{
    size_t n;
    const struct setting *declared = settings_declared(&n);
    struct nearest nearest = nearest_begin(key);
    char why[256] = "okänd nyckel: ta bort raden eller rätta namnet";

    for (size_t i = 0; i < n; i++)
        if (is(declared[i].section, section))
            nearest_offer(&nearest, declared[i].key);
    if (nearest.word != NULL)
        snprintf(why, sizeof why, "okänd nyckel, menade du %s?", nearest.word);
    for (size_t i = 0; i < n; i++)
        if (is(declared[i].key, key))
            snprintf(why, sizeof why, "nyckeln hör hemma i avsnittet [%s]: flytta den dit", declared[i].section);
    return refuse(s, line, section, key, f, why);
}

/* The whole text as a number; false where it is none, or one that C takes and a reader of the file would not. */
static bool read_number(const char *text, bool whole, double *x)
{
    char *end;

    if (text[0] == '\0' || text[strspn(text, whole ? "+-0123456789" : "+-.0123456789eE")] != '\0')
        return false;
    errno = 0;
    *x = strtod(text, &end);
    return *end == '\0' && errno == 0 && isfinite(*x);
}

/* "between 0 and 366" in words; empty text where there are no bounds. */
static void bounds_in_words(const struct setting *d, char *words, size_t room)
{
    words[0] = '\0';
    if (d->least <= d->most)
        snprintf(words, room, " från %.15g till %.15g", d->least, d->most);
}

static bool check_number(const struct setting *d, const char *text, bool whole, char *why, size_t room)
{
    const char *kind = whole ? "ett heltal" : "ett tal med decimalpunkt";
    char bounds[64];
    double x;

    bounds_in_words(d, bounds, sizeof bounds);
    if (read_number(text, whole, &x) && (d->least > d->most || (x >= d->least && x <= d->most)))
        return true;
    snprintf(why, room, "värdet '%.60s' ska vara %s%s", text, kind, bounds);
    return false;
}

static bool check_flag(const char *text, bool *on)
{
    *on = is(text, "ja") || is(text, "yes");
    return *on || is(text, "nej") || is(text, "no");
}

static bool check_choice(const struct setting *d, const char *text, char *why, size_t room)
{
    size_t length = strlen(text), used;
    const char *from = d->choices;

    for (const char *end; *from != '\0'; from = *end == '|' ? end + 1 : end) {
        end = from + strcspn(from, "|");
        if ((size_t) (end - from) == length && memcmp(from, text, length) == 0)
            return true;
    }
    used = (size_t) snprintf(why, room, "värdet '%.60s' ska vara något av: ", text);
    for (from = d->choices; *from != '\0' && used + 3 < room; from++) {
        if (*from == '|')
            why[used++] = ',';
        why[used++] = *from == '|' ? ' ' : *from;
    }
    why[used] = '\0';
    return false;
}

static bool check_list(const struct setting *d, const struct given *g, char *why, size_t room)
{
    for (size_t i = 0; i < g->n_items; i++) {
        if (g->items[i][0] == '\0') {
            snprintf(why, room, "listan har ett tomt led: ta bort det extra kommatecknet");
            return false;
        }
        if (d->least <= d->most && !check_number(d, g->items[i], true, why, room))
            return false;
    }
    return true;
}

static bool check_value(const struct setting *d, const struct given *g, char *why, size_t room)
{
    int32_t day;
    uint64_t bytes;
    bool on;

    switch (d->kind) {
    case SETTING_TEXT:
        return true;
    case SETTING_INTEGER:
        return check_number(d, g->value, true, why, room);
    case SETTING_REAL:
        return check_number(d, g->value, false, why, room);
    case SETTING_FLAG:
        if (check_flag(g->value, &on))
            return true;
        snprintf(why, room, "värdet '%.60s' ska vara ja eller nej", g->value);
        return false;
    case SETTING_DATE:
        if (calendar_parse_iso(g->value, strlen(g->value), &day))
            return true;
        snprintf(why, room, "värdet '%.60s' ska vara ett datum som finns, skrivet som 2019-01-31", g->value);
        return false;
    case SETTING_LIST:
        return check_list(d, g, why, room);
    case SETTING_CHOICE:
        return check_choice(d, g->value, why, room);
    case SETTING_MEMORY:
        if (settings_parse_memory(g->value, &bytes))
            return true;
        snprintf(why, room, "värdet '%.60s' ska vara ett heltal följt av K, M eller G, till exempel 512M", g->value);
        return false;
    }
    return false;
}

/* ---- Reading --------------------------------------------------------------------------------------------------------
 */

static void split_list(struct given *g)
{
    size_t capacity = 0;
    char *from;

    g->items_text = memory_copy_text(g->value);
    from = g->items_text + strspn(g->items_text, " \t");
    while (*from != '\0' || g->n_items > 0) {
        char *end = from + strcspn(from, ",");
        bool last = *end == '\0';
        char *trimmed = end;

        while (trimmed > from && (trimmed[-1] == ' ' || trimmed[-1] == '\t'))
            trimmed--;
        *trimmed = '\0';
        g->items = memory_grow(g->items, &capacity, g->n_items + 1, sizeof *g->items);
        g->items[g->n_items++] = from;
        if (last)
            break;
        from = end + 1 + strspn(end + 1, " \t");
    }
}

/* Takes every entry of the file to its declared key. An empty value means that the key is not given. */
static bool take_entries(struct settings *s, struct fault *f)
{
    for (size_t i = 0; i < config_count(s->config); i++) {
        const char *section, *key, *value;
        uint64_t line;
        size_t n, at;

        config_entry(s->config, i, &section, &key, &value, &line);
        if (is(section, FILES))
            continue;
        at = find(section, key, &n);
        if (at == n)
            return section_exists(section) ? unknown_key(s, line, section, key, f)
                                           : unknown_section(s, line, section, key, f);
        if (value[0] != '\0') {
            s->given[at].value = value;
            s->given[at].line = line;
        }
    }
    return true;
}

bool settings_read(const char *path, struct settings **out, struct fault *f)
{
    size_t n;
    const struct setting *declared = settings_declared(&n);
    struct settings *s = memory_zeroed(1, sizeof *s);
    bool ok;

    s->given = memory_zeroed(n, sizeof *s->given);
    ok = config_read(path, &s->config, f) && take_entries(s, f);
    for (size_t i = 0; ok && i < n; i++) {
        struct given *g = &s->given[i];
        char why[256];

        if (g->line == 0)
            g->value = declared[i].fallback;
        if (declared[i].kind == SETTING_LIST)
            split_list(g);
        if (g->line > 0 && !check_value(&declared[i], g, why, sizeof why))
            ok = refuse(s, g->line, declared[i].section, declared[i].key, f, why);
    }
    if (!ok) {
        settings_free(s);
        return false;
    }
    *out = s;
    return true;
}

void settings_free(struct settings *s)
{
    size_t n;

    if (s == NULL)
        return;
    settings_declared(&n);
    for (size_t i = 0; i < n; i++) {
        free(s->given[i].items_text);
        free(s->given[i].items);
    }
    free(s->given);
    config_free(s->config);
    free(s);
}

/* ---- Answers --------------------------------------------------------------------------------------------------------
 */

static const struct given *given_of(const struct settings *s, const char *section, const char *key)
{
    size_t n, i = find(section, key, &n);

    assert(i < n);
    return &s->given[i];
}

const char *settings_text(const struct settings *s, const char *section, const char *key)
{
    return given_of(s, section, key)->value;
}

bool settings_given(const struct settings *s, const char *section, const char *key)
{
    return given_of(s, section, key)->line > 0;
}

int64_t settings_integer(const struct settings *s, const char *section, const char *key)
{
    return (int64_t) settings_real(s, section, key);
}

size_t settings_threads(const struct settings *s, const char *section)
{
    return settings_text(s, section, "threads")[0] != '\0' ? (size_t) settings_integer(s, section, "threads") : 0;
}

double settings_real(const struct settings *s, const char *section, const char *key)
{
    double x = NAN;
    bool is_number = read_number(settings_text(s, section, key), false, &x);

    assert(is_number); /* whoever asks for a number without a default looks first whether it is there */
    (void) is_number;
    return x;
}

bool settings_flag(const struct settings *s, const char *section, const char *key)
{
    bool on;

    check_flag(settings_text(s, section, key), &on);
    return on;
}

const char *settings_path(const struct settings *s)
{
    return config_path(s->config);
}

uint64_t settings_line(const struct settings *s, const char *section, const char *key)
{
    return given_of(s, section, key)->line;
}

const char *const *settings_list(const struct settings *s, const char *section, const char *key, size_t *n)
{
    const struct given *g = given_of(s, section, key);

    *n = g->n_items;
    return g->items;
}

bool settings_file(const struct settings *s, size_t i, const char **name, const char **value, uint64_t *line)
{
    const char *section;

    for (size_t at = 0; at < config_count(s->config); at++) {
        config_entry(s->config, at, &section, name, value, line);
        if (is(section, FILES) && i-- == 0)
            return true;
    }
    return false;
}
