#include "pipeline/publish/json.h"

#include "pipeline/base/memory.h"
#include "pipeline/base/outfile.h"

#include <jansson.h>
#include <stdlib.h>

struct json {
    json_t *value;
};

/* Where jansson gets no memory it leaves out what it was told, and most of its callers can not tell: it gets ours. */
static void *allocate(size_t size)
{
    return memory_zeroed(size, 1);
}

static struct json *wrap(json_t *value)
{
    struct json *j = memory_zeroed(1, sizeof *j);

    j->value = value;
    return j;
}

struct json *json_object_begin(void)
{
    json_set_alloc_funcs(allocate, free);
    return wrap(json_object());
}

struct json *json_array_begin(void)
{
    json_set_alloc_funcs(allocate, free);
    return wrap(json_array());
}

/* Text that is no UTF-8 would be refused: it is left out, for names of files are checked before. */
void json_text(struct json *object, const char *key, const char *text)
{
    json_object_set_new(object->value, key, json_string(text));
}

void json_count(struct json *object, const char *key, long long value)
{
    json_object_set_new(object->value, key, json_integer(value));
}

void json_item(struct json *array, const char *text)
{
    json_array_append_new(array->value, json_string(text));
}

void json_put(struct json *into, const char *key, struct json *value)
{
    if (key != NULL)
        json_object_set_new(into->value, key, value->value);
    else
        json_array_append_new(into->value, value->value);
    free(value);
}

void json_discard(struct json *j)
{
    json_decref(j->value);
    free(j);
}

bool json_write(struct json *root, const char *path, struct fault *f)
{
    struct outfile *out;
    bool ok = outfile_open(path, OUTFILE_PUBLIC, &out, f);

    if (ok) {
        FILE *to = outfile_stream(out);

        ok = json_dumpf(root->value, to, JSON_INDENT(2) | JSON_PRESERVE_ORDER) == 0;
        fputc('\n', to);
        if (ok)
            ok = outfile_commit(out, f);
        else {
            outfile_discard(out);
            fault_at(f, FAULT_SYSTEM, path, 0, NULL, "kan inte skriva filen");
        }
    }
    json_decref(root->value);
    free(root);
    return ok;
}
