/* xml.h - an XML part of a ZIP file, as events: names without their prefix, and no document type, for that is where
 * the bombs are. */
#ifndef TABLE_XML_H
#define TABLE_XML_H

#include "pipeline/table/zip.h"

struct xml_events {
    /* `attributes`: name, value, ... NULL; xml_attribute() finds one. Any of the three may be NULL. */
    void (*start)(void *to, const char *name, const char **attributes);
    void (*end)(void *to, const char *name);
    void (*text)(void *to, const char *bytes, size_t length);
    /* Asked after each piece: false stops, and the answer is ZIP_STOPPED. */
    bool (*goes_on)(const void *to);
};

/* NULL where it is not there; `name` is without a prefix. */
const char *xml_attribute(const char **attributes, const char *name);

/* ZIP_DAMAGED also where the part is no well-formed XML. */
enum zip_status xml_walk(const struct zip *z, const char *part, const struct xml_events *events, void *to);

#endif
