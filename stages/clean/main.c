/* clean - raw personnel extracts become spells without names, and every record of them an account.
 *
 * The one stage that reads personal data, together with `indicators` the only one that reads raw files. Nothing it
 * writes or says holds an id, a name, a birth date or any other value of a record; its outputs are for their owner
 * alone. */
#include "stages/clean/clean.h"

#include "pipeline/base/args.h"
#include "pipeline/base/confine.h"
#include "pipeline/base/memory.h"
#include "pipeline/base/outfile.h"
#include "pipeline/intake/parallel.h"
#include "pipeline/intake/rare.h"
#include "pipeline/intake/unknown.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

enum { PATH_ROOM = 4096, KEY_BYTES = 32 };

struct options {
    const char *delivery, *settings, *files, *directory, *project, *only, *units;
};

static bool checks_only(const struct options *o)
{
    return o->only != NULL;
}

static bool exists(const char *path)
{
    return access(path, F_OK) == 0;
}

/* The path of an optional part of the delivery; NULL where it is not there. */
static const char *optional(const struct options *o, const char *name, char path[PATH_ROOM])
{
    snprintf(path, PATH_ROOM, "%s/%s", o->delivery, name);
    return exists(path) ? path : NULL;
}

static bool list_files(struct clean *c, const struct options *o, struct fault *f)
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
static const char *report_folder(const struct options *o, char path[PATH_ROOM])
{
    char real[PATH_MAX];
    const char *name = realpath(o->directory, real) != NULL ? strrchr(real, '/') : NULL;

    if (name == NULL || strcmp(name, "/private") != 0)
        return NULL;
    snprintf(path, PATH_ROOM, "%s/..", o->directory);
    return path;
}

/* A check leaves nothing behind, so it makes no key file: its pseudonyms are as good under any key. */
static bool take_key(struct clean *c, const struct options *o, struct fault *f)
{
    uint8_t key[KEY_BYTES];
    char report[PATH_ROOM];
    const struct pseudonym_shared shared[] = { { o->project, "projektets mapp" },
                                               { o->delivery, "leveransens mapp" },
                                               { report_folder(o, report), "rapportens mapp" } };

    if (!checks_only(o))
        return pseudonym_key(settings_text(c->settings, "clean", "key"), shared, sizeof shared / sizeof shared[0],
                             &c->key, f);
    if (getrandom(key, sizeof key, 0) != (ssize_t) sizeof key)
        return fault_errno(f, NULL, "kan inte skapa en slumpad nyckel");
    c->key = digest_key_new(key, sizeof key);
    explicit_bzero(key, sizeof key);
    return true;
}

static bool prepare(struct clean *c, const struct options *o, struct fault *f)
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
           control_read(optional(o, "control_totals.csv", path), c->codebook, &c->control, f) && take_key(c, o, f);
}

/* What report.ini says of the next file, and the account to be filled for it: files are numbered in the order of their
 * names, counts/ before staff/. */
static bool next_file(struct clean *c, const struct delivery_file *file, struct delivery_options *how,
                      struct intake **account, struct fault *f)
{
    *account = &c->accounts[c->n_files++];
    if (!delivery_options(c->settings, c->files_settings, c->files_path, file->name, how, f))
        return false;
    if (spell_store_is_bounded(&c->store))
        how->threads = c->n_threads; /* maybe fewer than were asked for */
    return true;
}

static bool read_counts(struct clean *c, struct fault *f)
{
    struct dictionary *seen = dictionary_new();
    bool ok = true;

    for (size_t i = 0; i < c->counted.n && ok; i++) {
        struct delivery_options how;
        struct intake *account;

        ok = next_file(c, &c->counted.files[i], &how, &account, f) &&
             counts_read(&c->counted.files[i], &how, (uint16_t) c->n_files, c->codebook, seen, c->counts, &c->findings,
                         account, f);
    }
    dictionary_free(seen);
    return ok;
}

static bool read_staff(struct clean *c, struct fault *f)
{
    struct posting *posting = posting_new(c->codebook, c->key, &c->spells, &c->findings);
    bool ok = true;

    for (size_t i = 0; i < c->staff.n && ok; i++) {
        struct delivery_options how;
        struct intake *account;

        ok = next_file(c, &c->staff.files[i], &how, &account, f) &&
             intake_read(&c->staff.files[i], &how, (uint16_t) c->n_files, c->codebook, c->corrections, posting,
                         &c->store, &c->findings, account, f);
    }
    posting_settle(posting);
    c->n_unknown = posting_unmapped_occupations(posting, 10, c->unknown, sizeof c->unknown);
    posting_free(posting);
    return ok && corrections_finish(c->corrections, f);
}

static void note_parallel(void *clean, struct spells *piece)
{
    struct clean *c = clean;

    parallel_note(piece, c->n_threads, &c->findings);
}

/* Closes the account of every file: no record vanishes. */
static bool is_balanced(struct clean *c, struct merge_account account, struct fault *f)
{
    bool balanced = true;

    for (size_t i = 0; i < c->n_files; i++) {
        struct intake *a = &c->accounts[i];

        a->kept += account.kept[i + 1];
        a->merged += account.merged[i + 1];
        balanced = balanced && a->records_in == a->kept + a->rejected + a->merged;
        c->records_in += a->records_in;
        c->rejected += a->rejected;
    }
    return balanced ||
           fault_at(f, FAULT_SYSTEM, c->root, 0, NULL,
                    "poster in är inte lika med använda, sammanslagna och ej använda: felet ligger i programmet, "
                    "meddela den som förvaltar det");
}

static bool merge(struct clean *c, struct fault *f)
{
    struct merge_account account = { memory_zeroed(c->n_files + 1, sizeof(uint64_t)),
                                     memory_zeroed(c->n_files + 1, sizeof(uint64_t)) };
    bool ok = clean_count_records(c, f) && merge_spells(&c->store, c->n_files, account, &c->findings, f) &&
              spell_store_each(&c->store, false, note_parallel, c, f) && is_balanced(c, account, f);

    free(account.kept);
    free(account.merged);
    return ok;
}

static void count_controls(void *control, struct spells *piece)
{
    control_count(control, piece);
}

/* HR's totals are counted first: they are by the words of the extract. */
static bool join_rare_words(struct clean *c, struct fault *f)
{
    size_t fewest = (size_t) settings_integer(c->settings, "clean", "rare_words");

    if ((c->control.n > 0 && !spell_store_each(&c->store, false, count_controls, &c->control, f)) ||
        !unknown_join(&c->store, fewest, &c->findings, f) ||
        !rare_words_join(&c->store, c->codebook, fewest, &c->findings, f))
        return false;
    findings_sort(&c->findings);
    return true;
}

static void look_for_followed(void *followed, struct spells *piece)
{
    bool *any = followed;

    for (size_t i = 0; i < piece->n && !*any; i++)
        *any = dictionary_text(piece->occupations, piece->items[i].occupation)[0] != '\0';
}

/* Nobody has an occupation that is followed up, though the delivery says which those are. */
static bool is_nobody_followed(struct clean *c, struct fault *f)
{
    char path[PATH_ROOM];
    bool followed = false;

    if (c->n_unknown == 0)
        return false;
    if (!spell_store_each(&c->store, false, look_for_followed, &followed, f))
        return true; /* and the fault is another */
    if (followed)
        return false;
    snprintf(path, sizeof path, "%s/codes/occupation.csv", c->root);
    fault_at(f, FAULT_DATA, path, 0, NULL,
             "inget yrke i uttaget finns i kodlistan, så ingen skulle räknas: lägg till de yrken som ska följas "
             "(word,code), eller ta bort filen om alla ska räknas. %s%s",
             c->unknown[0] != '\0' ? "I uttaget står (antal poster): "
                                   : "Inget ord i uttaget har använts för minst tio personer, så inga visas här",
             c->unknown);
    return true;
}

/* The tables last: make takes them for all that there is, so what no rule names must be there before them. */
static bool write_all(struct clean *c, struct fault *f)
{
    return clean_write_fixlist(c, f) && clean_write_tables(c, f);
}

/* For a check of the indicators, which must know whom the extract names. Names of units are no personal data. */
static bool write_units(const struct clean *c, const char *path, struct fault *f)
{
    struct outfile *out;

    if (path == NULL || c->counted.n > 0) /* finished counts name units of their own, which are not kept here */
        return true;
    if (!outfile_open(path, OUTFILE_PRIVATE, &out, f))
        return false;
    for (uint32_t i = 0; i < dictionary_size(c->spells.districts); i++)
        fprintf(outfile_stream(out), "%s\n", dictionary_text(c->spells.districts, i));
    return outfile_commit(out, f);
}

static bool clean(struct clean *c, const struct options *o, struct fault *f)
{
    struct fault why, unwritten;

    if (!prepare(c, o, f))
        return false;
    c->accounts = memory_zeroed(c->staff.n + c->counted.n, sizeof *c->accounts);
    if (!read_counts(c, f) || !read_staff(c, f) || !merge(c, f) || !write_units(c, o->units, f))
        return false;
    clean_find_budget(c);
    if (!join_rare_words(c, f))
        return false;
    if (checks_only(o))
        clean_print_summary(c, stdout);
    if (!clean_is_within_budget(c, checks_only(o) ? NULL : o->directory, &why) || is_nobody_followed(c, &why)) {
        if (checks_only(o) || (clean_write_fixlist(c, f) && clean_write_account(c, f)))
            *f = why;
        return false;
    }
    if (!control_check(&c->control, settings_integer(c->settings, "clean", "control_tolerance"), f)) {
        if (!checks_only(o) && !(clean_write_fixlist(c, &unwritten) && clean_write_control(c, &unwritten)))
            *f = unwritten;
        return false;
    }
    return checks_only(o) || write_all(c, f);
}

static void release(struct clean *c)
{
    free(c->accounts);
    free(c->taken);
    rows_free(c->counts);
    rows_free(c->extracts);
    control_free(&c->control);
    corrections_free(c->corrections);
    codebook_free(c->codebook);
    delivery_free(&c->staff);
    delivery_free(&c->counted);
    settings_free(c->settings);
    settings_free(c->files_settings);
    findings_free(&c->findings);
    spell_store_end(&c->store);
    spells_free(&c->spells);
    if (c->key != NULL)
        digest_key_free(c->key);
}

int main(int argc, char **argv)
{
    struct options o = { 0 };
    const struct arg args[] = {
        { "delivery", "MAPP", "leveransen: staff/, counts/, codes/, corrections.csv, control_totals.csv", true,
          &o.delivery },
        { "settings", "FIL", "inställningar, avsnittet [clean]", true, &o.settings },
        { "files", "FIL", "inställningar, avsnittet [files], om det står i en egen fil", false, &o.files },
        { "output-dir", "MAPP", "mapp för oskyddade tabeller; ska finnas", true, &o.directory },
        { "project", "MAPP", "nyckelfilen får inte heller ligga i den här mappen", false, &o.project },
        { "only", "check", "läser och kontrollerar, skriver inget", false, &o.only },
        { "units", "FIL", "förvaltningarna i uttaget skrivs hit, en på varje rad", false, &o.units },
    };
    struct clean c = { 0 };
    struct fault fault;
    bool ok;

    confine_memory();
    switch (args_parse(argc, argv, "clean",
                       "Läser personaluttag, kontrollerar varje post och skriver anställningar utan namn.", args,
                       sizeof args / sizeof args[0], &fault)) {
    case ARGS_DONE:
        return 0;
    case ARGS_WRONG:
        return fault_report(&fault, "clean", stderr);
    case ARGS_RUN:
        break;
    }
    if (o.only != NULL && strcmp(o.only, "check") != 0) {
        fault_set(&fault, FAULT_USAGE, "--only kan bara vara check");
        return fault_report(&fault, "clean", stderr);
    }
    c.root = o.delivery;
    c.directory = o.directory;
    spells_begin(&c.spells);
    findings_begin(&c.findings);
    c.counts = rows_new(schema_find("counts"));
    ok = clean(&c, &o, &fault);
    if (ok && checks_only(&o) && fflush(stdout) != 0)
        ok = fault_errno(&fault, NULL, "kan inte skriva på skärmen");
    release(&c);
    return ok ? 0 : fault_report(&fault, "clean", stderr);
}
