#include "pipeline/table/conservation.h"

#include <string.h>

struct conservation conservation_begin(const struct reader *r)
{
    struct field head = reader_head(r);

    return (struct conservation){ .next = head.bytes + head.length, .whole = true };
}

void conservation_book(struct conservation *c, const struct record *record)
{
    c->whole = c->whole && record->bytes == c->next;
    c->next = record->bytes + record->full_length;
}

struct conservation conservation_part(const struct reader *part)
{
    return (struct conservation){ .next = reader_rest(part).bytes, .whole = true };
}

void conservation_join(struct conservation *c, const struct conservation *part, const struct reader *reader)
{
    c->whole = c->whole && part->whole && reader_begin(reader) == c->next;
    c->next = part->next;
}

void conservation_hash(struct conservation *c, const struct reader *r)
{
    reader_sha256(r, c->read);
}

bool conservation_end(const struct conservation *c, const struct reader *r, const char *sha256,
                      const struct infile_state *before, const char *path, struct fault *f)
{
    if ((sha256 != NULL && strcmp(c->read, sha256) != 0) || !infile_is_as_before(path, before))
        return fault_at(f, FAULT_SYSTEM, path, 0, NULL,
                        "filen ändrades medan den lästes: vänta tills den är färdig och kör igen");
    if (c->whole && c->next == reader_end(r))
        return true;
    return fault_at(f, FAULT_SYSTEM, path, 0, NULL,
                    "alla tecken i filen blev inte lästa: felet ligger i programmet, meddela den som förvaltar det");
}
