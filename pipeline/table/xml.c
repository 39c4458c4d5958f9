#include "pipeline/table/xml.h"

#include <expat.h>
#include <string.h>

/* Longer than any tag of a workbook: expat reads a tag from its beginning again with each piece that comes of it. */
enum { LONGEST_TAG = 1 << 20 };

struct walk {
    XML_Parser parser;
    size_t fed;
    const struct xml_events *events;
    void *to;
    bool stopped;
};

static const char *without_prefix(const char *name)
{
    const char *colon = strrchr(name, ':');

    return colon != NULL ? colon + 1 : name;
}

const char *xml_attribute(const char **attributes, const char *name)
{
    for (; attributes[0] != NULL; attributes += 2)
        if (strcmp(without_prefix(attributes[0]), name) == 0)
            return attributes[1];
    return NULL;
}

static void on_start(void *data, const XML_Char *name, const XML_Char **attributes)
{
    struct walk *w = data;

    w->events->start(w->to, without_prefix(name), attributes);
}

static void on_end(void *data, const XML_Char *name)
{
    struct walk *w = data;

    if (w->events->end != NULL)
        w->events->end(w->to, without_prefix(name));
}

static void on_text(void *data, const XML_Char *bytes, int length)
{
    struct walk *w = data;

    if (w->events->text != NULL)
        w->events->text(w->to, bytes, (size_t) length);
}

static void on_document_type(void *data, const XML_Char *name, const XML_Char *system, const XML_Char *public,
                             int has_subset)
{
    struct walk *w = data;

    (void) name;
    (void) system;
    (void) public;
    (void) has_subset;
    XML_StopParser(w->parser, XML_FALSE);
}

static bool take(void *to, const char *bytes, size_t length)
{
    struct walk *w = to;

    if (XML_Parse(w->parser, bytes, (int) length, XML_FALSE) != XML_STATUS_OK)
        return false;
    w->fed += length;
    if (w->fed > LONGEST_TAG && (XML_Index) (w->fed - LONGEST_TAG) > XML_GetCurrentByteIndex(w->parser))
        return false;
    w->stopped = w->events->goes_on != NULL && !w->events->goes_on(w->to);
    return !w->stopped;
}

enum zip_status xml_walk(const struct zip *z, const char *part, const struct xml_events *events, void *to)
{
    struct walk w = { .parser = XML_ParserCreate(NULL), .events = events, .to = to };
    enum zip_status status;

    if (w.parser == NULL)
        return ZIP_NO_MEMORY;
    XML_SetUserData(w.parser, &w);
    XML_SetElementHandler(w.parser, on_start, on_end);
    XML_SetCharacterDataHandler(w.parser, on_text);
    XML_SetStartDoctypeDeclHandler(w.parser, on_document_type);
    status = zip_unpack(z, part, take, &w);
    if (status == ZIP_DONE && XML_Parse(w.parser, "", 0, XML_TRUE) != XML_STATUS_OK)
        status = ZIP_STOPPED;
    if (status == ZIP_STOPPED && !w.stopped)
        status = XML_GetErrorCode(w.parser) == XML_ERROR_NO_MEMORY ? ZIP_NO_MEMORY : ZIP_DAMAGED;
    XML_ParserFree(w.parser);
    return status;
}
