/* pseudonym.h - persons without names: HMAC-SHA-256 of the id under a key that lives outside the project tree.
 *
 * The first 16 bytes of the MAC. A plain hash would be reversible: there are only some 40 million personnummer. The id
 * is prefixed by its kind, so that a personid that looks like a personnummer is not the same person. The key file holds
 * 64 hex digits; it is made on first use from getrandom(2) with mode 0600, its folder with 0700. Environment
 * PERSONALRORLIGHET_KEY_HEX gives the key directly (tests). */
#ifndef INTAKE_PSEUDONYM_H
#define INTAKE_PSEUDONYM_H

#include "pipeline/base/digest.h"

enum { PSEUDONYM_BYTES = 16 };

/* A folder that is handed on or shared with what is in it, so that no key may lie there. */
struct pseudonym_shared {
    const char *folder; /* NULL, or one that is not there, holds no key */
    const char *name;   /* as the fault calls it, "projektets mapp" */
};

/* path "" = $XDG_CONFIG_HOME or ~/.config, then personalrorlighet/key. Fails where the key file is readable by others,
 * belongs to somebody else, is a link, is not 64 hex digits, lies in a folder that others can change or inside one of
 * `shared`, and where the file system does not keep modes. *out is the caller's, to digest_key_free(). */
bool pseudonym_key(const char *path, const struct pseudonym_shared *shared, size_t n_shared, struct digest_key **out,
                   struct fault *f);

enum pseudonym_kind { PSEUDONYM_PERSONNUMMER, PSEUDONYM_PERSONID };

void pseudonym_make(const struct digest_key *key, enum pseudonym_kind kind, const char *id, size_t length,
                    uint8_t out[PSEUDONYM_BYTES]);

#endif
