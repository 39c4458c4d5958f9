/* prepare.c - all that must be known before the first record is read. */
#include "stages/clean/clean.h"

#include "pipeline/base/confine.h"
#include "pipeline/base/memory.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

enum { PATH_ROOM = 4096, KEY_BYTES = 32 };

static bool exists(const char *path)
{
    return access(path, F_OK) == 0;
}

/* The path of an optional part of the delivery; NULL where it is not there. */
static const char *optional(const struct clean_options *o, const char *name, char path[PATH_ROOM])
{
    snprintf(path, PATH_ROOM, "%s/%s", o->delivery, name);
    return exists(path) ? path : NULL;
}

static bool list_files(struct clean *c, const struct clean_options *o, struct fault *f)
{
    struct delivery beside = { NULL, 0, 0 }; /* not read here, but [files] may name its files */
    const struct delivery *all[] = { &c->staff, &c->counted, &beside };
    bool ok;

    if (!exists(o->delivery))
        return fault_at(f, FAULT_DATA, o->delivery, 0, NULL,
                        "leveransens mapp finns inte: kontrollera sökvägen (RAW=mapp)");
    if (!delivery_list(o->delivery, "staff", &c->staff, f) || !delivery_list(o->delivery, "counts", &c->counted, f))
        return false;
    if (c->staff.n + c->counted.n == 0)
        return fault_at(
            f, FAULT_DATA, o->delivery, 0, NULL,
            "leveransen är tom: lägg personaluttaget i mappen staff (csv eller xlsx), eller antalsuppgifter i counts");
    if (c->staff.n + c->counted.n > UINT16_MAX)
        return fault_at(f, FAULT_DATA, o->delivery, 0, NULL, "leveransen har fler än 65 535 filer: slå ihop dem");
    ok = delivery_list(o->delivery, "indicators", &beside, f) &&
         delivery_check_entries(c->files_settings, c->files_path, all, sizeof all / sizeof all[0], f);
    delivery_free(&beside);
    return ok;
}

/* Of OUT/private, OUT: what is in it is handed on. NULL where the output goes elsewhere. */
static const char *report_folder(const struct clean_options *o, char path[PATH_ROOM])
{
    char real[PATH_MAX];
    const char *name = realpath(o->directory, real) != NULL ? strrchr(real, '/') : NULL;

    if (name == NULL || strcmp(name, "/private") != 0)
        return NULL;
    snprintf(path, PATH_ROOM, "%s/..", o->directory);
    return path;
}

/* A check leaves nothing behind, so it makes no key file: its pseudonyms are as good under any key. */
static bool take_key(struct clean *c, const struct clean_options *o, struct fault *f)
{
    uint8_t key[KEY_BYTES];
    char report[PATH_ROOM];
    const struct pseudonym_shared shared[] = { { o->project, "projektets mapp" },
                                               { o->delivery, "leveransens mapp" },
                                               { report_folder(o, report), "rapportens mapp" } };

    if (o->only == NULL)
        return pseudonym_key(settings_text(c->settings, "clean", "key"), shared, sizeof shared / sizeof shared[0],
                             &c->key, f);
    if (getrandom(key, sizeof key, 0) != (ssize_t) sizeof key)
        return fault_errno(f, NULL, "kan inte skapa en slumpad nyckel");
    c->key = digest_key_new(key, sizeof key);
    explicit_bzero(key, sizeof key);
    return true;
}

/* Of the steps of a delivery that is cleaned in shards only the one that reads it. */
static bool makes_pseudonyms(const struct clean *c)
{
    return c->shard == NULL || c->shard->step == SHARD_READ;
}

bool clean_prepare(struct clean *c, const struct clean_options *o, struct fault *f)
{
    char path[PATH_ROOM];

    if (!settings_read(o->settings, &c->settings, f))
        return false;
    c->files_path = o->files != NULL ? o->files : o->settings;
    if (!settings_read(c->files_path, &c->files_settings, f) || !clean_share_memory(c, f) || !list_files(c, o, f))
        return false;
    confine_to_files();
    return codebook_open(optional(o, "codes", path), &c->codebook, f) &&
           corrections_read(optional(o, "corrections.csv", path), c->codebook, &c->staff, &c->corrections, f) &&
           control_read(optional(o, "control_totals.csv", path), c->codebook, &c->control, f) &&
           (!makes_pseudonyms(c) || take_key(c, o, f));
}
