#include "stages/turnover/counted.h"

#include "pipeline/intake/codebook.h"

const char *counted_word(const struct plan *plan, const struct counted *c, const struct cell_key *key, enum attribute a,
                         char room[BAND_LABEL])
{
    uint16_t value = key->attribute[a];
    const char *name = "";

    if (value == ATTRIBUTE_ALL)
        return "all";
    switch (a) {
    case ATTRIBUTE_DISTRICT:
        name = dictionary_text(c->names.districts, value);
        break;
    case ATTRIBUTE_OCCUPATION:
        name = dictionary_text(c->names.written.occupations, value);
        break;
    case ATTRIBUTE_OPERATION:
        name = dictionary_text(c->names.written.operations, value);
        break;
    case ATTRIBUTE_GENDER:
        name = codebook_gender_word((enum staff_gender) value);
        break;
    case ATTRIBUTE_AGE:
        band_label(&plan->age, value, room);
        return room;
    case ATTRIBUTE_TENURE:
        band_label(&plan->tenure, value, room);
        return room;
    case N_ATTRIBUTES:
        break;
    }
    return name[0] == '\0' ? "unknown" : name;
}
