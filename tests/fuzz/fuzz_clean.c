/* A whole file of staff, as clean takes it: no record vanishes, what comes out can be read back, and cleaning what was
 * cleaned changes nothing. Which bytes are lost is asserted by intake_read itself. */
#define _GNU_SOURCE /* memfd_create */
#include "tests/fuzz/fuzz.h"

#include "pipeline/base/calendar.h"
#include "pipeline/intake/intake.h"
#include "pipeline/intake/merge.h"
#include "pipeline/intake/parallel.h"

#include <string.h>

static const uint8_t KEY[32] = "no key of anybody";

struct taken {
    struct spells spells;
    struct findings findings;
    struct intake account;
    uint64_t kept[2], merged[2];
};

static bool take(const char *path, struct taken *t)
{
    struct delivery_file file = { .path = (char *) (uintptr_t) path, .name = "staff/fuzz.csv" };
    struct delivery_options options = { .extraction = calendar_from_civil(2021, 12, 31) };
    struct delivery none = { 0 };
    struct digest_key *key = digest_key_new(KEY, sizeof KEY);
    struct corrections *corrections = NULL;
    struct codebook *codebook = NULL;
    struct posting *posting;
    struct spell_store store;
    struct fault f = { 0 };
    bool ok;

    memset(t, 0, sizeof *t);
    spells_begin(&t->spells);
    findings_begin(&t->findings);
    HOLDS(codebook_open(NULL, &codebook, &f) && corrections_read(NULL, codebook, &none, &corrections, &f));
    store = spell_store_begin(&t->spells, ".", 0, 1);
    posting = posting_new(codebook, key, &t->spells, &t->findings);
    ok = intake_read(&file, &options, 1, codebook, corrections, posting, &store, &t->findings, &t->account, &f);
    HOLDS(ok || (f.kind == FAULT_DATA && f.text[0] != '\0'));
    posting_free(posting);
    corrections_free(corrections);
    codebook_free(codebook);
    digest_key_free(key);
    if (!ok)
        return false;
    HOLDS(merge_spells(&store, 1, (struct merge_account){ t->kept, t->merged }, &t->findings, &f));
    parallel_note(&t->spells, 1, &t->findings);
    findings_sort(&t->findings);
    HOLDS(t->account.records_in == t->kept[1] + t->merged[1] + t->account.rejected);
    return true;
}

static void release(struct taken *t)
{
    spells_free(&t->spells);
    findings_free(&t->findings);
}

static void put_day(int32_t day, FILE *to)
{
    char text[CALENDAR_ISO_LENGTH + 1] = "";

    if (day != SPELL_OPEN)
        calendar_format_iso(day, text);
    fprintf(to, ";%s", text);
}

static void put_name(const char *name, FILE *to)
{
    fputs(";\"", to);
    for (; *name != '\0'; name++) {
        if (*name == '"')
            fputc('"', to);
        fputc(*name, to);
    }
    fputc('"', to);
}

/* The spells as an extract again. */
static char *written(const struct spells *spells, size_t *length)
{
    char *text = NULL;
    FILE *to = open_memstream(&text, length);

    fputs("personid;anställd_från;anställd_till;förvaltning;yrke;anställningsform;avgångsorsak;uttagsdatum\n", to);
    for (size_t i = 0; i < spells->n; i++) {
        const struct spell *s = &spells->items[i];
        char person[2 * PSEUDONYM_BYTES + 1];

        digest_hex(s->person, PSEUDONYM_BYTES, person);
        fprintf(to, "%s%d", person,
                s->century_given); /* those without a century are not merged with those that have one */
        put_day(s->start, to);
        put_day(s->end, to);
        put_name(dictionary_text(spells->districts, s->district), to);
        put_name(dictionary_text(spells->occupations, s->occupation), to);
        put_name(s->form == FORM_UNKNOWN ? "" : codebook_form_word((enum staff_form) s->form), to);
        put_name(s->cause == CAUSE_NONE || s->cause == CAUSE_UNKNOWN ? ""
                                                                     : codebook_cause_word((enum staff_cause) s->cause),
                 to);
        put_day(s->extraction, to);
        fputc('\n', to);
    }
    fclose(to);
    return text;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct taken once, twice;
    char *text;
    size_t size;

    if (take(fuzz_file(bytes, length), &once) && once.spells.n > 0 && once.account.kind == INTAKE_SPELLS) {
        text = written(&once.spells, &size);
        HOLDS(take(fuzz_file((const uint8_t *) text, size), &twice));
        HOLDS(twice.account.rejected == 0 && twice.spells.n == once.spells.n);
        release(&twice);
        free(text);
    }
    release(&once);
    return 0;
}
