/* json.h - machine-readable descriptions, over jansson (included here alone): the data package, and where it comes
 * from.
 *
 * Values are jansson's, owned by the object they are put into. Keys stand in the order in which they were put; what is
 * written is the same for the same calls. */
#ifndef PUBLISH_JSON_H
#define PUBLISH_JSON_H

#include "pipeline/base/fault.h"

struct json; /* an object or an array */

struct json *json_object_begin(void);
struct json *json_array_begin(void);

void json_text(struct json *object, const char *key, const char *text);
void json_count(struct json *object, const char *key, long long value);
/* Puts `value` into the object under key, or at the end of an array (key NULL), and takes it over. */
void json_put(struct json *into, const char *key, struct json *value);
void json_item(struct json *array, const char *text);

void json_discard(struct json *j);

/* Writes and frees `root`; public, whole or not at all. */
bool json_write(struct json *root, const char *path, struct fault *f);

#endif
