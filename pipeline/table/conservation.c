#include "pipeline/table/conservation.h"

#include <string.h>

struct conservation conservation_begin(const struct reader *r)
{
    struct conservation c = { digest_new() };

    digest_add(c.booked, reader_head(r).bytes, reader_head(r).length);
    return c;
}

void conservation_book(struct conservation *c, const struct record *record)
{
    digest_add(c->booked, record->bytes, record->full_length);
}

void conservation_free(struct conservation *c)
{
    char unused[DIGEST_HEX];

    digest_finish(c->booked, unused);
}

/* Which of the two it was, the hash of the bytes that were read tells. */
static bool lost(const struct reader *r, const char *sha256, const char *path, struct fault *f)
{
    char read[DIGEST_HEX];

    reader_sha256(r, read);
    if (sha256 != NULL && strcmp(read, sha256) != 0)
        return fault_at(f, FAULT_SYSTEM, path, 0, NULL,
                        "filen ändrades medan den lästes: vänta tills den är färdig och kör igen");
    return fault_at(f, FAULT_SYSTEM, path, 0, NULL,
                    "alla tecken i filen blev inte lästa: felet ligger i programmet, meddela den som förvaltar det");
}

bool conservation_end(struct conservation *c, const struct reader *r, const char *sha256, const char *path,
                      struct fault *f)
{
    char booked[DIGEST_HEX], expected[DIGEST_HEX];

    digest_finish(c->booked, booked);
    if (sha256 == NULL || reader_is_converted(r))
        reader_text_sha256(r, expected);
    else
        memcpy(expected, sha256, DIGEST_HEX);
    return strcmp(booked, expected) == 0 || lost(r, sha256, path, f);
}
