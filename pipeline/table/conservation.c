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

/* The file beside what the reader has. */
struct comparison {
    const struct reader *reader;
    size_t at;
    bool same;
};

static void compare(void *context, const void *bytes, size_t length)
{
    struct comparison *c = context;

    c->same = c->same && (c->reader == NULL || reader_holds(c->reader, c->at, bytes, length));
    c->at += length;
}

bool conservation_take_file(const char *path, const struct reader *r, char sha256[DIGEST_HEX], bool *same,
                            struct fault *f)
{
    struct comparison c = { .reader = r, .same = true };

    if (!digest_sha256_shown(path, sha256, compare, &c, f))
        return false;
    *same = c.same && (r == NULL || c.at == reader_bytes(r));
    return true;
}

bool conservation_end(const struct conservation *c, const struct reader *r, bool same,
                      const struct infile_state *before, const char *path, struct fault *f)
{
    if (!same || !infile_is_as_before(path, before))
        return fault_at(f, FAULT_SYSTEM, path, 0, NULL,
                        "filen ändrades medan den lästes: vänta tills den är färdig och kör igen");
    if (c->whole && c->next == reader_end(r))
        return true;
    return fault_at(f, FAULT_SYSTEM, path, 0, NULL,
                    "alla tecken i filen blev inte lästa: felet ligger i programmet, meddela den som förvaltar det");
}
