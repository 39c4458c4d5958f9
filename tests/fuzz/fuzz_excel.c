/* An Excel workbook: a fault with words, or text that the reader can take. Bytes that are no ZIP file become the sheet
 * of one, so that the fuzzer need not find checksums. */
#include "tests/fuzz/fuzz.h"

#include "pipeline/table/excel.h"

#include <stdbool.h>
#include <string.h>
#include <zlib.h>

enum { ROOM = 1 << 17 };

static unsigned char made[ROOM];
static size_t used;

static void put(const void *bytes, size_t length)
{
    memcpy(made + used, bytes, length);
    used += length;
}

static void put_number(uint32_t number, int bytes)
{
    for (int i = 0; i < bytes; i++, number >>= 8)
        made[used++] = (unsigned char) number;
}

struct part {
    const char *name;
    const uint8_t *bytes;
    size_t length;
    uint32_t at;
};

/* What both headers of a part have in common. */
static void put_sizes(const struct part *p)
{
    put_number(20, 2);
    put_number(0, 4); /* flags; stored */
    put_number(0, 4); /* the time */
    put_number((uint32_t) crc32(0, p->bytes, (uInt) p->length), 4);
    put_number((uint32_t) p->length, 4);
    put_number((uint32_t) p->length, 4);
    put_number((uint32_t) strlen(p->name), 2);
    put_number(0, 2);
}

static void pack(struct part *parts, int n)
{
    size_t directory;

    used = 0;
    for (int i = 0; i < n; i++) {
        parts[i].at = (uint32_t) used;
        put("PK\3\4", 4);
        put_sizes(&parts[i]);
        put(parts[i].name, strlen(parts[i].name));
        put(parts[i].bytes, parts[i].length);
    }
    directory = used;
    for (int i = 0; i < n; i++) {
        put("PK\1\2", 4);
        put_number(20, 2);
        put_sizes(&parts[i]);
        put_number(0, 6);
        put_number(0, 4);
        put_number(parts[i].at, 4);
        put(parts[i].name, strlen(parts[i].name));
    }
    put("PK\5\6", 4);
    put_number(0, 4);
    put_number((uint32_t) n, 2);
    put_number((uint32_t) n, 2);
    put_number((uint32_t) (used - directory), 4);
    put_number((uint32_t) directory, 4);
    put_number(0, 2);
}

/* Sheet and shared strings are divided by a NUL. */
static void pack_sheet(const uint8_t *bytes, size_t length)
{
    static const char book[] = "<workbook><sheets><sheet name='a' r:id='i'/></sheets></workbook>",
                      relations[] = "<Relationships><Relationship Id='i' Target='a.xml'/></Relationships>",
                      styles[] =
                          "<styleSheet><cellXfs><xf/><xf numFmtId='14'/><xf numFmtId='9'/></cellXfs></styleSheet>";
    const uint8_t *half = memchr(bytes, '\0', length);
    size_t sheet = half != NULL ? (size_t) (half - bytes) : length;
    struct part parts[] = { { "xl/workbook.xml", (const uint8_t *) book, sizeof book - 1, 0 },
                            { "xl/_rels/workbook.xml.rels", (const uint8_t *) relations, sizeof relations - 1, 0 },
                            { "xl/styles.xml", (const uint8_t *) styles, sizeof styles - 1, 0 },
                            { "xl/a.xml", bytes, sheet, 0 },
                            { "xl/sharedStrings.xml", half != NULL ? half + 1 : bytes,
                              half != NULL ? length - sheet - 1 : 0, 0 } };

    pack(parts, half != NULL ? 5 : 4);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    bool whole = length > 1 && bytes[0] == 'P' && bytes[1] == 'K';
    struct fault f = { 0 };
    char *text;
    size_t n;

    if (length > ROOM / 2)
        return 0;
    if (!whole)
        pack_sheet(bytes, length);
    if (!excel_read_bytes("a.xlsx", whole ? (const char *) bytes : (const char *) made, whole ? length : used, &text,
                          &n, &f)) {
        HOLDS(f.kind == FAULT_DATA && f.text[0] != '\0');
        return 0;
    }
    HOLDS(n == 0 || text[n - 1] == '\n');
    HOLDS(memchr(text, '\0', n) == NULL);
    free(text);
    return 0;
}
