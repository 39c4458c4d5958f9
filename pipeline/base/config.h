/* config.h - report.ini, read with libinih: sections, keys, and the line of each, for messages.
 *
 * Which keys exist is declared once in settings.h; a key or section that is not declared is an error with its line.
 * Text is UTF-8, with or without a BOM; lines end as they like. A comment begins with ; or # at the beginning of a
 * line, or with blank-; behind a value. A line holds at most 199 bytes (libinih's buffer); indentation means nothing.
 */
#ifndef BASE_CONFIG_H
#define BASE_CONFIG_H

#include "pipeline/base/fault.h"

#include <stddef.h>

struct config;

/* Reads the file. Fails on a line that is neither section, key nor comment, that is too long or not UTF-8, on a key
 * before the first section, and on a key given twice in a section. On success *out is the caller's, to config_free().
 */
bool config_read(const char *path, struct config **out, struct fault *f);
void config_free(struct config *c); /* NULL is fine */

size_t config_count(const struct config *c);
/* The i-th entry, in the order of the file; borrowed. */
void config_entry(const struct config *c, size_t i, const char **section, const char **key, const char **value,
                  uint64_t *line);
/* The value, or NULL where the key is not given; *line (may be NULL) is its line. */
const char *config_value(const struct config *c, const char *section, const char *key, uint64_t *line);
const char *config_path(const struct config *c);

#endif
