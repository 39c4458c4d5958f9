/* clean - raw personnel extracts become spells without names, and every record of them an account.
 *
 * The one stage that reads personal data, together with `indicators` the only one that reads raw files. Nothing it
 * writes or says holds an id, a name, a birth date or any other value of a record; its outputs are for their owner
 * alone. */
#include "stages/clean/shards.h"

#include "pipeline/base/args.h"
#include "pipeline/base/confine.h"
#include "pipeline/base/memory.h"
#include "pipeline/base/outfile.h"
#include "pipeline/intake/parallel.h"
#include "pipeline/intake/rare.h"
#include "pipeline/intake/unknown.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_ROOM = 4096 };

bool clean_file_options(const struct clean *c, const struct delivery_file *file, struct delivery_options *how,
                        struct fault *f)
{
    if (!delivery_options(c->settings, c->files_settings, c->files_path, file->name, how, f))
        return false;
    if (spell_store_is_bounded(&c->store))
        how->threads = c->n_threads; /* maybe fewer than were asked for */
    return true;
}

/* The same of the next file, and the account to be filled for it: files are numbered in the order of their names,
 * counts/ before staff/. */
static bool next_file(struct clean *c, const struct delivery_file *file, struct delivery_options *how,
                      struct intake **account, struct fault *f)
{
    *account = &c->accounts[c->n_files++];
    return clean_file_options(c, file, how, f);
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

void clean_settle_words(struct clean *c, struct posting *posting)
{
    posting_settle(posting);
    c->n_unknown = posting_unmapped_occupations(posting, 10, c->unknown, sizeof c->unknown);
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
    clean_settle_words(c, posting);
    posting_free(posting);
    return ok && corrections_finish(c->corrections, f);
}

static void note_parallel(void *clean, struct spells *piece)
{
    struct clean *c = clean;

    parallel_note(piece, c->n_threads, &c->findings);
}

/* Closes the account of every file: no record vanishes. */
bool clean_is_balanced(struct clean *c, struct merge_account account, struct fault *f)
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
              spell_store_each(&c->store, false, note_parallel, c, f) && clean_is_balanced(c, account, f);

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
    if (c->shard != NULL)
        followed = c->followed;
    else if (!spell_store_each(&c->store, false, look_for_followed, &followed, f))
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

static bool is_check(const struct clean_options *o)
{
    return o->only != NULL;
}

/* Reads everything and merges what is the same, by itself or out of what jobs have made of it. */
static bool take_all(struct clean *c, const struct clean_options *o, struct fault *f)
{
    if (!read_counts(c, f))
        return false;
    if (c->shard != NULL)
        return shards_sum(c, f);
    if (!read_staff(c, f) || !merge(c, f) || !write_units(c, o->units, f))
        return false;
    clean_find_budget(c);
    return join_rare_words(c, f);
}

static bool clean(struct clean *c, const struct clean_options *o, struct fault *f)
{
    struct fault why, unwritten;

    if (c->shard != NULL && c->shard->step != SHARD_SUM)
        return shards_step(c, o, f);
    if (!clean_prepare(c, o, f))
        return false;
    c->accounts = memory_zeroed(c->staff.n + c->counted.n, sizeof *c->accounts);
    if (!take_all(c, o, f))
        return false;
    if (is_check(o))
        clean_print_summary(c, stdout);
    if (!clean_is_within_budget(c, is_check(o) ? NULL : o->directory, &why) || is_nobody_followed(c, &why)) {
        if (is_check(o) || (clean_write_fixlist(c, f) && clean_write_account(c, f)))
            *f = why;
        return false;
    }
    if (!control_check(&c->control, settings_integer(c->settings, "clean", "control_tolerance"), f)) {
        if (!is_check(o) && !(clean_write_fixlist(c, &unwritten) && clean_write_control(c, &unwritten)))
            *f = unwritten;
        return false;
    }
    return is_check(o) || write_all(c, f);
}

/* As the options say: a whole, NULL, or one of the steps. */
static bool read_shard(struct clean *c, const struct clean_options *o, struct shard *shard, struct fault *f)
{
    if (o->only != NULL && strcmp(o->only, "check") != 0)
        return fault_set(f, FAULT_USAGE, "--only kan bara vara check");
    if (o->step == NULL && o->number == NULL && o->shards == NULL)
        return true;
    if (o->only != NULL)
        return fault_set(f, FAULT_USAGE, "--only kan inte stå tillsammans med --step");
    c->shard = shard;
    return shard_read(o->step, o->number, o->shards, SHARD_READ, SHARD_WRITE, shard, f);
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
    struct clean_options o = { 0 };
    const struct arg args[] = {
        { "delivery", "MAPP", "leveransen: staff/, counts/, codes/, corrections.csv, control_totals.csv", true,
          &o.delivery },
        { "settings", "FIL", "inställningar, avsnittet [clean]", true, &o.settings },
        { "files", "FIL", "inställningar, avsnittet [files], om det står i en egen fil", false, &o.files },
        { "output-dir", "MAPP", "mapp för oskyddade tabeller; ska finnas", true, &o.directory },
        { "project", "MAPP", "nyckelfilen får inte heller ligga i den här mappen", false, &o.project },
        { "only", "check", "läser och kontrollerar, skriver inget", false, &o.only },
        { "units", "FIL", "förvaltningarna i uttaget skrivs hit, en på varje rad", false, &o.units },
        { "step", "STEG", "en stor leverans i delar: read, merge, words, write (varje del för sig) eller sum (alla)",
          false, &o.step },
        { "shard", "K/N", "vilken del av hur många, som 7/64; för sum bara antalet", false, &o.number },
        { "shards", "MAPP", "delarnas mapp; bara sum skriver tabeller", false, &o.shards },
    };
    struct clean c = { 0 };
    struct shard shard;
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
    if (!read_shard(&c, &o, &shard, &fault))
        return fault_report(&fault, "clean", stderr);
    c.root = o.delivery;
    c.directory = o.directory;
    spells_begin(&c.spells);
    findings_begin(&c.findings);
    c.counts = rows_new(schema_find("counts"));
    ok = clean(&c, &o, &fault);
    if (ok && is_check(&o) && fflush(stdout) != 0)
        ok = fault_errno(&fault, NULL, "kan inte skriva på skärmen");
    release(&c);
    return ok ? 0 : fault_report(&fault, "clean", stderr);
}
