/* settings.h - every key of report.ini, declared once: from it come the checks, the defaults, the template that a new
 * delivery begins with, and one fragment a section for make to depend on.
 *
 * Sections: [clean] [files] [checks] [turnover] [retention] [trend] [compare] [indicators] [protect] [figures]
 * [report]. [files] has free keys (names of files of the delivery). A stage reads its own section's fragment. */
#ifndef BASE_SETTINGS_H
#define BASE_SETTINGS_H

#include "pipeline/base/config.h"

enum setting_kind {
    SETTING_TEXT,
    SETTING_INTEGER,
    SETTING_REAL,
    SETTING_FLAG, /* ja | nej (yes | no) */
    SETTING_DATE, /* 2019-01-31 */
    SETTING_LIST, /* words separated by commas */
    SETTING_CHOICE,
    SETTING_MEMORY, /* 512M: bytes by the 1,024; K, M, G */
};

struct setting {
    const char *section;
    const char *key;
    enum setting_kind kind;
    const char *fallback; /* as it would stand in the file; "" = not given */
    double least, most;   /* bounds of integer, real; of each item where a list holds numbers; least > most: none */
    const char *choices;  /* "a|b|c" for choice */
    const char *help;     /* Swedish, one or two lines, for the template */
};

struct settings;

/* All declared keys, in the order of the template. */
const struct setting *settings_declared(size_t *n);

/* Reads and checks a whole report.ini, or a fragment of it. Fails with the line on a section or key that is not
 * declared (naming the nearest one that is), and on a value that is not of its kind or outside its bounds. A key with
 * an empty value counts as not given. */
bool settings_read(const char *path, struct settings **out, struct fault *f);
void settings_free(struct settings *s); /* NULL is fine */

/* What holds between keys and within lists, of a whole report.ini (a fragment has not the other sections' keys): first
 * years not after last years, years to compare within them, bands in order, periods apart, a reference day that exists.
 * Fails at the line of the key, as the user wrote it. */
bool settings_check(const struct settings *s, const char *path, struct fault *f);

/* The value given, or the declared default. A key that is not declared asserts. */
const char *settings_text(const struct settings *s, const char *section, const char *key);
bool settings_given(const struct settings *s, const char *section, const char *key);
/* A number that is neither given nor has a default asserts: look with settings_text first. */
int64_t settings_integer(const struct settings *s, const char *section, const char *key);
/* `threads` of the section; 0 where it is left to the machine. */
size_t settings_threads(const struct settings *s, const char *section);
/* `memory` of the section, in bytes; 0 where there is no bound. */
uint64_t settings_memory(const struct settings *s, const char *section);
/* Fills the fault: `memory` of the section is too little, and `least` bytes would do. Returns false. */
bool settings_memory_fault(const struct settings *s, const char *section, uint64_t least, struct fault *f);
/* The text of a SETTING_MEMORY; false where it is none. */
bool settings_parse_memory(const char *text, uint64_t *bytes);
double settings_real(const struct settings *s, const char *section, const char *key);
bool settings_flag(const struct settings *s, const char *section, const char *key);
/* The file that was read, as it was named; line of the key for messages, 0 where the default is in force. */
const char *settings_path(const struct settings *s);
uint64_t settings_line(const struct settings *s, const char *section, const char *key);
/* The items of a list, trimmed; the array and the texts are the settings'. */
const char *const *settings_list(const struct settings *s, const char *section, const char *key, size_t *n);
/* The free keys of [files]: i-th key and value; false past the end. */
bool settings_file(const struct settings *s, size_t i, const char **name, const char **value, uint64_t *line);

/* The section as a report.ini of its own, every key with the value in force, in declared order. */
void settings_write_fragment(const struct settings *s, const char *section, FILE *to);
/* A commented report.ini with every key: commented out at its default, or empty where it has none. */
void settings_write_template(FILE *to);

#endif
