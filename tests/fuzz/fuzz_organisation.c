/* organisation.csv: a fault, or a graph in which every unit leads to one that leads nowhere else. */
#include "tests/fuzz/fuzz.h"

#include "pipeline/staff/organisation.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct organisation *o = NULL;
    struct fault f = { 0 };
    const char *unit, *successor;
    int32_t day;

    if (!organisation_read(fuzz_file(bytes, length), &o, &f)) {
        HOLDS(f.kind == FAULT_DATA && f.text[0] != '\0');
        return 0;
    }
    for (size_t i = 0; organisation_event(o, i, &day, &unit, &successor); i++) {
        const char *today = organisation_today(o, unit);

        HOLDS(strcmp(organisation_today(o, today), today) == 0);
        organisation_succeeds(o, unit, successor, day - 1, day);
    }
    organisation_free(o);
    return 0;
}
