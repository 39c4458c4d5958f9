/* A number that is accepted is accepted in its normal form, as the same person. */
#include "tests/fuzz/fuzz.h"

#include "pipeline/intake/personnummer.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    int year = 1950 + (length > 0 ? bytes[0] % 100 : 0);
    struct personnummer one, again;

    if (personnummer_parse((const char *) bytes, length, year, &one) != PERSONNUMMER_OK)
        return 0;
    HOLDS(strlen(one.normal) == 12 && one.birth_year >= 1800 && one.birth_year <= 2099);
    HOLDS(personnummer_parse(one.normal, 12, year, &again) == PERSONNUMMER_OK);
    HOLDS(strcmp(again.normal, one.normal) == 0 && again.birth_day == one.birth_day && again.gender == one.gender);
    return 0;
}
