#include "pipeline/staff/revision.h"

#include "pipeline/base/memory.h"
#include "pipeline/intake/sheet.h"

#include <stdlib.h>

enum { PERIOD, OCCUPATION, REASON, COMMENT, N_COLUMNS };

static const struct sheet_column COLUMNS[N_COLUMNS] = { { "period|period|år", true },
                                                        { "occupation|yrke", false },
                                                        { "reason|skäl|orsak", true },
                                                        { "comment|kommentar", false } };

static const struct {
    const char *code, *swedish;
} CODES[] = { { "late_registration", "sen registrering" },
              { "correction", "rättelse" },
              { "definition", "ny definition" },
              { "organisation", "ny organisation" },
              { "coding", "ny kodning" } };

static const char *code_of(struct field cell)
{
    for (size_t i = 0; i < sizeof CODES / sizeof CODES[0]; i++)
        if (sheet_cell_is(cell, CODES[i].code) || sheet_cell_is(cell, CODES[i].swedish))
            return CODES[i].code;
    return NULL;
}

bool revision_reasons_read(const char *path, struct revision_reasons *out, struct fault *f)
{
    struct sheet *sheet = NULL;
    struct field cells[N_COLUMNS];
    uint64_t line = 0;
    bool more = true, ok;

    *out = (struct revision_reasons){ NULL, 0, 0 };
    if (!sheet_is_there(path))
        return true;
    ok = sheet_open(path, COLUMNS, N_COLUMNS, &sheet, f);
    while (ok && (ok = sheet_next(sheet, cells, &line, &more, f)) && more) {
        struct revision_reason r = { .code = code_of(cells[REASON]) };

        if (r.code == NULL) {
            ok = sheet_fault(sheet, REASON, line, f,
                             "skälet känns inte igen: skriv något av sen registrering, rättelse, ny definition, ny "
                             "organisation, ny kodning");
            break;
        }
        r.period = memory_copy_bytes(cells[PERIOD].bytes, cells[PERIOD].length);
        r.occupation = memory_copy_bytes(cells[OCCUPATION].bytes, cells[OCCUPATION].length);
        r.comment = memory_copy_bytes(cells[COMMENT].bytes, cells[COMMENT].length);
        out->items = memory_grow(out->items, &out->capacity, out->n + 1, sizeof *out->items);
        out->items[out->n++] = r;
    }
    sheet_close(sheet);
    return ok;
}

void revision_reasons_free(struct revision_reasons *all)
{
    for (size_t i = 0; i < all->n; i++) {
        free(all->items[i].period);
        free(all->items[i].occupation);
        free(all->items[i].comment);
    }
    free(all->items);
    *all = (struct revision_reasons){ NULL, 0, 0 };
}
